//! Asks the browser how much room there is, and whether it promises to keep what is stored.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::state::AppState;
use super::state::storage_quota::Room;

/// Updates the state with both.
pub(crate) async fn refresh(state: RwSignal<AppState>) {
    if let Ok(estimate) = ask("estimate").await {
        let bytes = |key: &str| Reflect::get(&estimate, &key.into()).ok()?.as_f64();
        if let (Some(used), Some(total)) = (bytes("usage"), bytes("quota")) {
            let room = Room { used: used as u64, total: total as u64 };
            state.update(|state| {
                if let Some(warning) = state.keeping.set_room(room) {
                    state.messages.alert(warning);
                }
            });
        }
    }
    if let Some(promised) = ask("persisted").await.ok().and_then(|promised| promised.as_bool()) {
        state.update(|state| state.keeping.set_promised(promised, false));
    }
}

/// Asks for the promise. Some browsers decide by themselves, others ask the person.
pub(crate) async fn ask_for_promise(state: RwSignal<AppState>) {
    let promised = ask("persist").await.ok().and_then(|promised| promised.as_bool()).unwrap_or(false);
    state.update(|state| state.keeping.set_promised(promised, true));
}

/// Calls a method of `navigator.storage`, which is absent unless the page is served securely.
async fn ask(method: &str) -> Result<JsValue, JsValue> {
    let storage = Reflect::get(&window().navigator(), &"storage".into())?;
    let method: Function = Reflect::get(&storage, &method.into())?.dyn_into()?;
    let promise: Promise = method.call0(&storage)?.dyn_into()?;
    JsFuture::from(promise).await
}
