//! Two things that the end-to-end tests need and a person cannot do: crash the worker, and read the page's state.
//! Installed only with `?test` in the address.

use js_sys::{Array, Reflect};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;

use super::client::Client;
use super::state::{AppState, stopped_because};

pub(crate) fn install(client: Client, state: RwSignal<AppState>) {
    let kill = Closure::<dyn Fn()>::new(move || client.on_crash(stopped_because("A test ended it.")));
    let photos = Closure::<dyn Fn() -> Array>::new(move || {
        let entry = |(id, name, class): (handlens_core::protocol::PhotoId, &str, &str)| {
            Array::of3(&id.0.into(), &name.into(), &class.into())
        };
        state.with_untracked(|state| state.library.all().map(entry).collect())
    });
    let hook = js_sys::Object::new();
    // A plain new object accepts any property.
    let _ = Reflect::set(&hook, &"killWorker".into(), &kill.into_js_value());
    let _ = Reflect::set(&hook, &"photos".into(), &photos.into_js_value());
    let _ = Reflect::set(&window(), &"handlensTest".into(), &hook);
}
