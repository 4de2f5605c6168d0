//! Untrusted files: forged, damaged, or made by another program.

#![cfg(not(target_arch = "wasm32"))]

mod forged;
mod mutated;
#[path = "../project/setup.rs"]
mod setup;
mod shape;
mod valid;
