//! The project: every change with undo and redo, imports, features, and what a file must be.

#![cfg(not(target_arch = "wasm32"))]

mod changes;
mod imports;
mod random;
mod setup;
mod storage;
