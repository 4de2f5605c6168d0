//! An embedder: the pretrained network on one more core.

#[cfg(target_arch = "wasm32")]
use handlens_embedder as _;

#[cfg(target_arch = "wasm32")]
fn main() {
    handlens_browser::constructors::run();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The embedder runs in a browser; `make serve` builds and serves it.");
}
