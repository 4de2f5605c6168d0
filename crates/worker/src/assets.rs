//! The model's weights and labels. The page hands them over, since this worker has no network access.

use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use handlens_browser::describe;
use handlens_core::message::Message;
use handlens_core::{Error, Result, msg};
use handlens_engine::session::Assets;
use handlens_vision::model::weights::Weights;

/// Global under which `worker-start.js` keeps a promise of what the page hands over: `{ weights, digest, labels }` as
/// bytes, or `{ problem }`, a sentence in the page's language. The page has checked both files. `digest` is the SHA-256
/// of the weights; some browsers cannot compute it.
const MODEL: &str = "handlensModel";

/// Waits for the model.
pub async fn load() -> Result<Assets> {
    let missing = |cause: &JsValue| Error::model(msg!("page-without-model")).with_detail(describe(cause));
    let promise = Reflect::get(&js_sys::global(), &MODEL.into()).map_err(|cause| missing(&cause))?;
    let promise: Promise = promise.dyn_into().map_err(|other| missing(&other))?;
    let model = JsFuture::from(promise).await.map_err(|cause| missing(&cause))?;
    let part = |key: &str| Reflect::get(&model, &key.into()).unwrap_or(JsValue::UNDEFINED);
    if let Some(problem) = part("problem").as_string() {
        return Err(Error::model(Message::verbatim(problem)));
    }
    let bytes = |key: &str| part(key).dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec());
    let labels = bytes("labels").map_err(|other| missing(&other))?;
    let labels_json = String::from_utf8(labels)
        .map_err(|cause| Error::model(msg!("page-labels-damaged")).with_detail(cause))?;
    let weights = bytes("weights").map_err(|other| missing(&other))?;
    let weights = match bytes("digest") {
        Ok(digest) => Weights::with_digest(weights, &digest)?,
        Err(_) => Weights::new(weights)?,
    };
    Ok(Assets { weights, labels_json })
}
