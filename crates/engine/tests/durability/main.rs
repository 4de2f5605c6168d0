//! A project on devices that fail: power cuts, full disks, refused writes and killed programs.

#![cfg(not(target_arch = "wasm32"))]

mod cost;
mod crash;
mod disk;
#[path = "../fixtures/mod.rs"]
mod fixtures;
mod full;
mod killed;
mod scenario;
mod session;
#[path = "../project/setup.rs"]
mod setup;
