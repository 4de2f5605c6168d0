//! The HEIC decoder, for photos that the browser cannot read.

// Links the crate for its exports, which are the whole program.
#[cfg(target_arch = "wasm32")]
use handlens_heic as _;

#[cfg(target_arch = "wasm32")]
fn main() {
    handlens_browser::wasm_ctors::run();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The HEIC decoder runs in a browser; `make serve` builds and serves it.");
}
