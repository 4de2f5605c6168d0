//! Start-up functions that crates below us register, run once.

/// Runs them. A program calls this first, and once.
///
/// A linker that sees nobody call them takes the module for a command that is started anew with every call, and runs them
/// all at each entry from JavaScript: each timer, message and promise. Burn's IR has hundreds of them, which took most of
/// the worker's time while a large file was copied.
pub fn run() {
    #[expect(unsafe_code, reason = "the function is the linker's own, and can be named in no other way")]
    {
        unsafe extern "C" {
            fn __wasm_call_ctors();
        }
        // SAFETY: the linker makes this function, with this signature, for every module. What it calls needs nothing but
        // memory, which is there.
        unsafe { __wasm_call_ctors() }
    }
}
