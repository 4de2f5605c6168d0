//! Browser services for the workers. Wasm only.
//!
//! | module | does |
//! |---|---|
//! | [`decode`] | decodes photos with the browser's decoder, the HEIC decoder or the `image` crate |
//! | [`heic`] | starts, uses and ends the HEIC decoder's worker |
//! | [`message`] | messages between the programs of a page |
//! | [`event_loop`] | yields to the event loop; delays |
//! | [`clock`] | time in milliseconds |
//! | [`wasm_ctors`] | runs the start-up functions of dependencies once |

#![cfg(target_arch = "wasm32")]

pub mod clock;
pub mod decode;
pub mod event_loop;
pub mod heic;
pub mod message;
pub mod wasm_ctors;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::DedicatedWorkerGlobalScope;

use handlens_core::{Error, Result, msg};

/// The global scope of the dedicated worker that runs this.
///
/// # Errors
/// If this is not a dedicated worker, for example in a page or a shared worker.
pub fn scope() -> Result<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().map_err(|_| Error::device(msg!("worker-of-the-page-only")))
}

/// Describes a browser's failure: `NotFoundError: no such file`.
pub fn describe(failure: &JsValue) -> String {
    if let Some(error) = failure.dyn_ref::<js_sys::Error>() {
        return format!("{}: {}", String::from(error.name()), String::from(error.message()));
    }
    // Not every browser makes a DOMException an `Error`, but it has the same two fields.
    match (field(failure, "name"), field(failure, "message")) {
        (Some(name), Some(message)) => format!("{name}: {message}"),
        _ => failure.as_string().unwrap_or_else(|| format!("{failure:?}")),
    }
}

/// For a browser's failure after which the work goes on, and which a person need not hear of.
pub trait LogFailure {
    /// Logs the failure, if it is one, as a warning: see [`handlens_core::log::LogFailure`].
    fn log_failure(self, what: &'static str);
}

impl<T> LogFailure for Result<T, JsValue> {
    fn log_failure(self, what: &'static str) {
        if let Err(failure) = self {
            tracing::warn!(cause = describe(&failure), "{what}");
        }
    }
}

/// The `name` of a browser's failure, such as `NoModificationAllowedError`.
pub fn failure_name(failure: &JsValue) -> Option<String> {
    field(failure, "name")
}

fn field(object: &JsValue, key: &str) -> Option<String> {
    js_sys::Reflect::get(object, &key.into()).ok()?.as_string()
}
