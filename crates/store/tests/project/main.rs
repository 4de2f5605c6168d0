//! The project: all changes with undo and redo, imports, features, and validity of files.

#![cfg(not(target_arch = "wasm32"))]

mod about;
#[path = "../../../../tests/fixtures/camera.rs"]
mod camera;
mod changes;
mod copying;
mod foreign;
mod imports;
mod provenance;
mod random;
mod setup;
mod storage;
mod traits;
