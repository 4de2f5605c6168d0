//! The page's side of `request-log.js` and `offline.js`: reads what they have recorded, and calls what they offer.

use leptos::prelude::*;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::page::Page;
use super::state::AppState;
use super::state::privacy_audit::{Attempt, Removal, Request, Stored};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = handlens, js_name = requests, catch)]
    fn js_requests() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = handlens, js_name = policy, catch)]
    fn js_policy() -> Result<String, JsValue>;
    #[wasm_bindgen(js_namespace = handlens, js_name = attempt, catch)]
    async fn js_attempt() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = handlens, js_name = stored, catch)]
    async fn js_stored() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = handlens, js_name = removeAll, catch)]
    async fn js_remove_all() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = handlens, js_name = offlineState, catch)]
    fn js_offline_state() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = handlens, js_name = beginOffline, catch)]
    fn js_begin_offline() -> Result<(), JsValue>;
    #[wasm_bindgen(js_namespace = handlens, js_name = update, catch)]
    async fn js_update() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = handlens, js_name = install, catch)]
    async fn js_install() -> Result<JsValue, JsValue>;
}

/// Every request since the page was opened, oldest first.
pub(crate) fn requests() -> Vec<Request> {
    js_requests().ok().and_then(read).unwrap_or_default()
}

/// The content security policy that the page carries.
pub(crate) fn policy() -> String {
    js_policy().unwrap_or_default()
}

/// Attempts to send data, from the page and from the worker.
pub(crate) async fn attempt() -> Option<Attempt> {
    js_attempt().await.ok().and_then(read)
}

/// What is stored on this device.
pub(crate) async fn stored() -> Stored {
    js_stored().await.ok().and_then(read).unwrap_or_default()
}

/// Deletes everything that the page has stored. Ends the worker first, because it has files open.
pub(crate) async fn remove_all(page: Page) -> Removal {
    page.client.end();
    match js_remove_all().await.map(|failure| failure.as_string().unwrap_or_default()) {
        Ok(failure) if failure.is_empty() => Removal::Done,
        Ok(failure) => Removal::Failed(Some(failure)),
        Err(_) => Removal::Failed(None),
    }
}

/// Activates the waiting version. Returns false if another tab has the page open.
pub(crate) async fn update() -> bool {
    js_update().await.ok().and_then(|alone| alone.as_bool()).unwrap_or(true)
}

/// Shows the browser's own prompt to install the page.
pub(crate) async fn install() {
    // A browser that refuses tells the person itself.
    let _ = js_install().await;
}

/// Follows the network state and the copy for use without a network. Copying begins only when the page is ready, so
/// that it delays nothing that the person waits for.
pub(crate) fn follow(page: Page) {
    let ready = page.read(AppState::is_ready);
    Effect::new(move |begun: Option<bool>| {
        let begun = begun.unwrap_or(false);
        if ready.get() && !begun {
            // Without the script, nothing is kept.
            let _ = js_begin_offline();
        }
        begun || ready.get()
    });
    let look = move || {
        if let Some(offline) = js_offline_state().ok().and_then(read) {
            page.change(|state| state.offline = offline);
        }
    };
    look();
    drop(window_event_listener_untyped("handlens-offline", move |_| look()));
    let network = move || {
        let online = window().navigator().on_line();
        page.change(|state| state.airplane.network(online, &state.answers));
    };
    network();
    drop(window_event_listener_untyped("online", move |_| network()));
    drop(window_event_listener_untyped("offline", move |_| network()));
}

/// Deletes everything, and reports the result through `removal`.
pub(crate) fn begin_removal(page: Page, removal: RwSignal<Removal>) {
    removal.set(Removal::Running);
    spawn_local(async move {
        let outcome = remove_all(page).await;
        // The dialogue may be gone by then.
        let _ = removal.try_set(outcome);
    });
}

fn read<T: DeserializeOwned>(value: JsValue) -> Option<T> {
    serde_wasm_bindgen::from_value(value).ok()
}
