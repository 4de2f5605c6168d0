//! The page's program, for the browser.

#[cfg(target_arch = "wasm32")]
fn main() {
    handlens::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The page runs in a browser: make serve builds and serves it.");
}
