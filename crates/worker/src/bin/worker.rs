//! The worker: loads the model, opens the project and does all the work.

#[cfg(target_arch = "wasm32")]
fn main() {
    handlens_worker::worker::run();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The worker runs in a browser; `make serve` builds and serves it.");
}
