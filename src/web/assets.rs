//! Weights and labels over the network, with progress.

use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ReadableStreamDefaultReader, Response};

use super::{clock, describe, scope, turn};
use crate::model::weights::Weights;
use crate::session::Assets;
use crate::{Error, Result};

/// Places relative to the worker's own address, so that the site may live in any folder of a server.
const WEIGHTS: &str = "./model/efficientnet-lite0.safetensors";
const LABELS: &str = "./model/imagenet-labels.json";
/// Where `worker-start.js` leaves its answers.
const EARLY: &str = "handlensAnswers";

/// Least time between two reports, in milliseconds: more often than the eye can follow is waste.
const REPORT_INTERVAL_MS: f64 = 100.0;
/// Wait before the second and last try, in milliseconds: long enough for a phone that changes its network.
const RETRY_DELAY_MS: i32 = 1_000;

/// Loads the model. `progress` is told the bytes so far, and all of them where the server says.
pub async fn load(progress: impl FnMut(u64, Option<u64>)) -> Result<Assets> {
    let (weights, labels) = turn::both(fetch(WEIGHTS, progress), fetch(LABELS, |_, _| {})).await;
    let labels_json = String::from_utf8(labels?).map_err(|cause| {
        Error::model("The model's labels are damaged; reload the page.").with_detail(cause)
    })?;
    let bytes = weights?;
    let weights = match digest(&bytes).await {
        Some(digest) => Weights::with_digest(bytes, &digest)?,
        None => Weights::new(bytes)?,
    };
    Ok(Assets { weights, labels_json })
}

/// One file; a second try if the first fails.
async fn fetch(address: &str, mut progress: impl FnMut(u64, Option<u64>)) -> Result<Vec<u8>> {
    if let Ok(bytes) = fetch_once(address, &mut progress).await {
        return Ok(bytes);
    }
    turn::delay_ms(RETRY_DELAY_MS).await;
    fetch_once(address, &mut progress).await
}

async fn fetch_once(address: &str, progress: &mut impl FnMut(u64, Option<u64>)) -> Result<Vec<u8>> {
    let unreachable = |cause: String| {
        Error::model(
            "The model could not be loaded because the network failed; check the connection and reload.",
        )
        .with_detail(cause)
    };
    let response: Response = match early(address).await {
        Some(response) => response,
        None => scope()?
            .fetch_with_str(address)
            .await
            .and_then(JsCast::dyn_into)
            .map_err(|failure| unreachable(format!("{address}: {}", describe(&failure))))?,
    };
    if !response.ok() {
        let status = response.status();
        return Err(Error::model(format!(
            "The model could not be loaded because the server answered with status {status}; try again later."
        ))
        .with_detail(address));
    }
    let total = total_bytes(&response);
    let mut bytes = Vec::with_capacity(total.unwrap_or(0) as usize);
    let Some(stream) = response.body() else {
        return Err(unreachable(format!("{address}: an answer without a body")));
    };
    let broken = |failure| unreachable(format!("{address}: {}", describe(&failure)));
    let reader = ReadableStreamDefaultReader::new(&stream).map_err(broken)?;
    let mut reported_ms = f64::NEG_INFINITY;
    loop {
        let chunk = reader.read().await.map_err(broken)?;
        // `value` is undefined exactly when the stream has ended.
        let Ok(part) = Reflect::get(&chunk, &"value".into()).map_err(broken)?.dyn_into::<Uint8Array>() else {
            progress(bytes.len() as u64, total);
            return Ok(bytes);
        };
        let before = bytes.len();
        bytes.resize(before + part.length() as usize, 0);
        part.copy_to(&mut bytes[before..]);
        let now_ms = clock::now_ms();
        if now_ms - reported_ms >= REPORT_INTERVAL_MS {
            reported_ms = now_ms;
            progress(bytes.len() as u64, total);
        }
    }
}

/// The answer that `worker-start.js` has asked for while this program was loading; once.
async fn early(address: &str) -> Option<Response> {
    let answers = Reflect::get(&js_sys::global(), &EARLY.into()).ok().filter(JsValue::is_object)?;
    let answer: Promise = Reflect::get(&answers, &address.into()).ok()?.dyn_into().ok()?;
    Reflect::delete_property(answers.unchecked_ref::<js_sys::Object>(), &address.into()).ok()?;
    answer.await.ok()?.dyn_into().ok()
}

/// SHA-256 by the browser's own code, which takes a tenth of the time; only pages from a secure address have it.
async fn digest(bytes: &[u8]) -> Option<Vec<u8>> {
    let subtle = ["crypto", "subtle"].iter().try_fold(js_sys::global().into(), |object: JsValue, key| {
        Reflect::get(&object, &(*key).into()).ok().filter(JsValue::is_object)
    })?;
    let digest: Function = Reflect::get(&subtle, &"digest".into()).ok()?.dyn_into().ok()?;
    let answer = digest.call2(&subtle, &"SHA-256".into(), &Uint8Array::from(bytes)).ok()?;
    let digest = answer.dyn_into::<Promise>().ok()?.await.ok()?;
    Some(Uint8Array::new(&digest).to_vec())
}

/// The size of a file, where the server tells: under a content encoding, its length is the compressed one, while
/// the stream gives the bytes behind it.
fn total_bytes(response: &Response) -> Option<u64> {
    let headers = response.headers();
    match headers.get("content-encoding") {
        Ok(None) => headers.get("content-length").ok()??.parse().ok(),
        _ => None,
    }
}
