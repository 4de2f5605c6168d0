//! Archives of photos: what is read and refused, what is written, and what hostile archives cannot do.

#![cfg(not(target_arch = "wasm32"))]

#[path = "../../../../tests/fixtures/files.rs"]
mod fixtures;
mod hostile;
mod random;
mod reading;
mod writing;
mod zips;
