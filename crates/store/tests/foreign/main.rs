//! Files that someone else made: forged, damaged, or of another program.

#![cfg(not(target_arch = "wasm32"))]

mod forged;
mod mutated;
#[path = "../project/setup.rs"]
mod setup;
mod shape;
mod valid;
