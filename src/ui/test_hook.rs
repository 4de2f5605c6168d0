//! What the end-to-end tests need and a person cannot do: end the worker. Only with `?test` in the address.

use js_sys::Reflect;
use leptos::prelude::window;
use wasm_bindgen::closure::Closure;

use super::client::Client;

/// Sets `window.handlensTest`.
pub(crate) fn install(client: Client) {
    let kill = Closure::<dyn Fn()>::new(move || client.lose("A test ended it."));
    let hook = js_sys::Object::new();
    // A plain new object takes any property.
    let _ = Reflect::set(&hook, &"killWorker".into(), &kill.into_js_value());
    let _ = Reflect::set(&window(), &"handlensTest".into(), &hook);
}
