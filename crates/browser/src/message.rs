//! Messages between the programs of a page: objects whose `type` says what they are. `www/types/messages.d.ts` lists them.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// A message of this type with these parts.
pub fn message(kind: &str, parts: &[(&str, &JsValue)]) -> Object {
    let message = Object::new();
    let put = |key: &str, value: &JsValue| Reflect::set(&message, &key.into(), value);
    // An object of one's own takes every key.
    let all_put =
        put("type", &kind.into()).is_ok() && parts.iter().all(|(key, value)| put(key, value).is_ok());
    debug_assert!(all_put);
    message
}

/// The type of a message; empty if it has none.
pub fn kind(message: &JsValue) -> String {
    part(message, "type").as_string().unwrap_or_default()
}

/// A part of a message; undefined if it has none of this name.
pub fn part(message: &JsValue, key: &str) -> JsValue {
    Reflect::get(message, &key.into()).unwrap_or(JsValue::UNDEFINED)
}
