//! The embedder: the pretrained network on one more core, and for the first look. Wasm only.

#![cfg(target_arch = "wasm32")]

pub mod embedder;
