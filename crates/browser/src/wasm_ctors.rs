//! Runs the start-up functions that dependencies register, once.

use std::sync::Once;

static DONE: Once = Once::new();

/// Runs all registered start-up functions; later calls do nothing.
///
/// The worker calls this before it opens a GPU: the functions register CubeCL's language, which nothing else needs, and
/// take a tenth of a second. Nevertheless, every wasm program must contain this call.
///
/// If nothing calls them, the linker takes the module for a command and runs them all at each entry from JavaScript:
/// at each timer, message and promise. Burn's IR has hundreds of them, which took most of the worker's time while a
/// large file was copied.
pub fn run() {
    DONE.call_once(|| {
        #[expect(unsafe_code, reason = "the function is the linker's own, and can be named in no other way")]
        {
            unsafe extern "C" {
                fn __wasm_call_ctors();
            }
            // SAFETY: the linker makes this function, with this signature, for every module. The functions that it
            // calls only need memory, which is there.
            unsafe { __wasm_call_ctors() }
        }
    });
}
