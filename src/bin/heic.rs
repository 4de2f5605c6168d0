//! The HEIC decoder: photos that the browser does not read. See `handlens::web::decoder`.

#[cfg(target_arch = "wasm32")]
fn main() {
    handlens::constructors::run();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The HEIC decoder runs in a browser; `make serve` builds and serves it.");
}
