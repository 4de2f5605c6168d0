//! The project: every change with undo and redo, imports, features, and what a file must be.

#![cfg(not(target_arch = "wasm32"))]

mod about;
mod changes;
mod copying;
mod foreign;
mod imports;
mod random;
mod setup;
mod storage;
mod traits;
