//! What the programs beside the page need of a browser. Wasm only.
//!
//! | module | does |
//! |---|---|
//! | [`decode`] | photos by the browser's own decoder, otherwise by the `image` crate |
//! | [`heic`] | the HEIC decoder beside a worker: asked for, given photos, ended |
//! | [`event_loop`] | waiting: the next turn of the event loop, a delay |
//! | [`clock`] | milliseconds |
//! | [`wasm_ctors`] | start-up functions of the crates below, run once |

#![cfg(target_arch = "wasm32")]

pub mod clock;
pub mod decode;
pub mod event_loop;
pub mod heic;
pub mod wasm_ctors;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::DedicatedWorkerGlobalScope;

use handlens_core::{Error, Result, msg};

/// The global scope of the dedicated worker that runs this.
///
/// # Errors
/// Anywhere else, such as in a page or a shared worker.
pub fn scope() -> Result<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().map_err(|_| Error::device(msg!("worker-of-the-page-only")))
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
