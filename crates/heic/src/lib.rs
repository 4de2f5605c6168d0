//! The HEIC decoder: photos that the browser does not read. `heic-start.js` calls it. Wasm only.

#![cfg(target_arch = "wasm32")]

use js_sys::{Object, Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use handlens_core::Error;
use handlens_vision::photo::heic::Picture;

/// Decodes a file: `{ width, height, rgb, transparent, icc, primaries, transfer }`, the pixels upright and bounded. For a file
/// that cannot be read `{ refused, detail }`: the sentence as data, and its cause.
///
/// It traps where there is not enough memory, and must not be called again then.
///
/// # Errors
/// When the browser refuses to make an object.
#[wasm_bindgen(js_name = decode)]
pub fn decode(bytes: Vec<u8>) -> Result<Object, JsValue> {
    let decoded = Picture::decode(&bytes);
    drop(bytes);
    match decoded {
        Ok(picture) => told(&picture),
        Err(error) => refused(&error),
    }
}

fn told(picture: &Picture) -> Result<Object, JsValue> {
    let answer = Object::new();
    let icc = picture.colours.icc.as_deref().map_or(JsValue::NULL, |icc| Uint8Array::from(icc).into());
    let parts: [(&str, JsValue); 7] = [
        ("width", picture.photo.width().into()),
        ("height", picture.photo.height().into()),
        ("rgb", Uint8Array::from(picture.photo.rgb()).into()),
        ("transparent", picture.transparent.into()),
        ("icc", icc),
        ("primaries", picture.colours.primaries.into()),
        ("transfer", picture.colours.transfer.into()),
    ];
    for (name, value) in parts {
        Reflect::set(&answer, &name.into(), &value)?;
    }
    Ok(answer)
}

fn refused(error: &Error) -> Result<Object, JsValue> {
    let answer = Object::new();
    let sentence = error.message().serialize(&serde_wasm_bindgen::Serializer::json_compatible())?;
    Reflect::set(&answer, &"refused".into(), &sentence)?;
    Reflect::set(&answer, &"detail".into(), &error.detail().into())?;
    Ok(answer)
}
