//! The HEIC decoder, for photos that the browser cannot read. `heic-start.js` calls it. Wasm only.

#![cfg(target_arch = "wasm32")]

use js_sys::{Object, Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use handlens_core::Error;
use handlens_vision::photo::heic::Picture;

/// Decodes a file into `{ width, height, rgb, transparent, icc, primaries, transfer }`, with the pixels upright and of
/// bounded size. For a file that cannot be read it returns `{ refused, detail }`: the message as data, and the cause.
///
/// It traps if memory runs out. Do not call the instance again after that.
///
/// # Errors
/// When the browser fails to create an object.
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
