//! An embedder: the frozen network on one more core. See `handlens::web::embedder`.

#[cfg(target_arch = "wasm32")]
fn main() {
    handlens::constructors::run();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The embedder runs in a browser; `make serve` builds and serves it.");
}
