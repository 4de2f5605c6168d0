//! The worker: the engine in a browser, with what only a dedicated worker can do. Wasm only.
//!
//! | module | does |
//! |---|---|
//! | [`worker`] | the worker's life: load, listen, work in slices |
//! | [`port`] | commands in, events out, bytes beside them |
//! | [`queue`] | commands that wait for their turn |
//! | [`assets`] | weights and labels, which the page hands over |
//! | [`shelf`] | projects on the device (OPFS), or in memory |
//! | [`lock`] | which tab has which project open |
//! | [`files`] | files of the private file system, and of the person |
//! | [`remembered`] | how fast this device is |
//! | [`helper`] | embedders beside this worker: asked for, and given views |
//! | [`panic`] | the last words of a worker that cannot go on |
//!
//! It decides nothing about a project: that is the engine.

#![cfg(target_arch = "wasm32")]

pub mod assets;
pub mod files;
pub mod helper;
pub mod lock;
pub mod panic;
pub mod port;
pub mod queue;
pub mod remembered;
pub mod shelf;
pub mod worker;
