//! Tests that need a real browser's dedicated worker: its GPU, its decoder, its storage.
//!
//! `make test-browser` runs them in Chromium. Natively, this file is empty.

#![cfg(target_arch = "wasm32")]

mod decode;
mod gpu;
mod queue;
mod storage;
mod text;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);
