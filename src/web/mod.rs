//! The browser's edge of the worker: what only a dedicated worker can do. Wasm only.
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
//! | [`decode`] | photos by the browser's own decoder, otherwise by the `image` crate |
//! | [`remembered`] | how fast this device is |
//! | [`turn`] | waiting: the next turn of the event loop, a delay |
//! | [`clock`] | milliseconds |
//! | [`helper`] | embedders beside this worker: asked for, and given views |
//! | [`embedder`] | what runs in them |
//! | [`heic`] | the HEIC decoder beside this worker: asked for, given photos, ended |
//! | [`decoder`] | what runs in it |
//! | [`panic`] | the last words of a worker that cannot go on |
//!
//! It decides nothing about a project: that is [`session`](crate::session). It may name every module except `ui`,
//! and no other module may name it, apart from the worker's binary.

#[cfg(feature = "engine")]
pub mod assets;
#[cfg(any(feature = "engine", feature = "embedder"))]
pub mod clock;
#[cfg(any(feature = "engine", feature = "embedder"))]
pub mod decode;
#[cfg(feature = "heic")]
pub mod decoder;
#[cfg(feature = "embedder")]
pub mod embedder;
#[cfg(feature = "engine")]
pub mod files;
#[cfg(any(feature = "engine", feature = "embedder"))]
pub mod heic;
#[cfg(feature = "engine")]
pub mod helper;
#[cfg(feature = "engine")]
pub mod lock;
#[cfg(feature = "engine")]
pub mod panic;
#[cfg(feature = "engine")]
pub mod port;
#[cfg(feature = "engine")]
pub mod queue;
#[cfg(feature = "engine")]
pub mod remembered;
#[cfg(feature = "engine")]
pub mod shelf;
#[cfg(any(feature = "engine", feature = "embedder"))]
pub mod turn;
#[cfg(feature = "engine")]
pub mod worker;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::DedicatedWorkerGlobalScope;

use crate::{Error, Result, saying};

/// The global scope of the dedicated worker that runs this.
///
/// # Errors
/// Anywhere else, such as in a page or a shared worker.
pub fn scope() -> Result<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().map_err(|_| Error::device(saying!("worker-of-the-page-only")))
}

/// What a browser says about a failure: `NotFoundError: no such file`.
pub fn describe(failure: &JsValue) -> String {
    if let Some(error) = failure.dyn_ref::<js_sys::Error>() {
        return format!("{}: {}", String::from(error.name()), String::from(error.message()));
    }
    // A DOMException is no `Error` in every browser's eyes, but has the same two fields.
    match (field(failure, "name"), field(failure, "message")) {
        (Some(name), Some(message)) => format!("{name}: {message}"),
        _ => failure.as_string().unwrap_or_else(|| format!("{failure:?}")),
    }
}

/// The `name` of a browser's failure, such as `NoModificationAllowedError`.
pub fn failure_name(failure: &JsValue) -> Option<String> {
    field(failure, "name")
}

fn field(object: &JsValue, key: &str) -> Option<String> {
    js_sys::Reflect::get(object, &key.into()).ok()?.as_string()
}
