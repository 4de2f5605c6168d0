//! The HEIC decoder: photos that the browser does not read. Wasm only.

#![cfg(target_arch = "wasm32")]

pub mod decoder;
