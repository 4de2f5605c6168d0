//! The worker: runs the engine in the browser and adds what only a dedicated worker can do. Wasm only.
//!
//! | module | content |
//! |---|---|
//! | [`worker`] | start-up, and the loop that runs the session |
//! | [`transport`] | commands in, events out, with bytes as transferables |
//! | [`queue`] | commands that wait for their turn |
//! | [`assets`] | weights and labels, which the page hands over |
//! | [`store`] | projects on the device (OPFS), or in memory |
//! | [`lock`] | which tab has which project open |
//! | [`files`] | files of the private file system, and those the person chose |
//! | [`device_cache`] | how fast this device is |
//! | [`remote_embedder`] | embedders in workers of their own |
//! | [`panic`](mod@panic) | reports a crash to the page |
//!
//! It decides nothing about a project: that is the engine's job.

#![cfg(target_arch = "wasm32")]

pub mod assets;
pub mod device_cache;
pub mod files;
pub mod lock;
pub mod panic;
pub mod queue;
pub mod remote_embedder;
pub mod store;
pub mod transport;
pub mod worker;
