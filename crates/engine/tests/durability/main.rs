//! A project on devices that fail: power failures, full disks, refused writes and killed programs.

#![cfg(not(target_arch = "wasm32"))]

mod cost;
mod crash;
mod disk;
#[path = "../../../../tests/fixtures/engine.rs"]
mod fixtures;
mod full;
mod killed;
mod scenario;
mod session;
#[path = "../../../store/tests/project/setup.rs"]
mod setup;
