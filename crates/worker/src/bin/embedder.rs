//! An embedder: the pretrained network on one more core.

// Links the crate for its exports, which are the whole program.
#[cfg(target_arch = "wasm32")]
use handlens_embedder as _;

#[cfg(target_arch = "wasm32")]
fn main() {
    handlens_browser::wasm_ctors::run();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("An embedder runs in a browser; `make serve` builds and serves it.");
}
