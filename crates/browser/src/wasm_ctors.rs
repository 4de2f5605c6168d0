//! Start-up functions that crates below us register, run once.

use std::sync::Once;

static DONE: Once = Once::new();

/// Runs them, the first time.
///
/// The worker does so before it opens a GPU: what they register there is CubeCL's language, which nothing else needs, and
/// they take a tenth of a second. But every program for the browser has this call somewhere.
///
/// A linker that sees nobody call them takes the module for a command that is started anew with every call, and runs them
/// all at each entry from JavaScript: each timer, message and promise. Burn's IR has hundreds of them, which took most of
/// the worker's time while a large file was copied.
pub fn run() {
    DONE.call_once(|| {
        #[expect(unsafe_code, reason = "the function is the linker's own, and can be named in no other way")]
        {
            unsafe extern "C" {
                fn __wasm_call_ctors();
            }
            // SAFETY: the linker makes this function, with this signature, for every module. What it calls needs nothing but
            // memory, which is there.
            unsafe { __wasm_call_ctors() }
        }
    });
}
