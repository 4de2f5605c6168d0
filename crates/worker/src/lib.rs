//! The worker: the engine in a browser, with what only a dedicated worker can do. Wasm only.
//!
//! | module | does |
//! |---|---|
//! | [`worker`] | the worker's life: load, listen, work in slices |
//! | [`transport`] | commands in, events out, bytes beside them |
//! | [`queue`] | commands that wait for their turn |
//! | [`assets`] | weights and labels, which the page hands over |
//! | [`store`] | projects on the device (OPFS), or in memory |
//! | [`lock`] | which tab has which project open |
//! | [`files`] | files of the private file system, and of the person |
//! | [`device_cache`] | how fast this device is |
//! | [`remote_embedder`] | embedders beside this worker: asked for, and given views |
//! | [`panic`] | the last words of a worker that cannot go on |
//!
//! It decides nothing about a project: that is the engine.

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
