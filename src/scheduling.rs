//! Scheduling: yielding to the browser, and waiting.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

/// How long the page works before it yields to the browser, in milliseconds: half a frame.
pub(crate) const SLICE_MILLISECONDS: f64 = 8.0;

/// Continues in a new task, so that the browser can draw and handle input.
///
/// Uses a message channel, because nested timeouts are clamped to 4 ms and throttled in hidden tabs.
pub(crate) async fn next_task() {
    let promise = js_sys::Promise::new(&mut |resolve, _| match web_sys::MessageChannel::new() {
        Ok(channel) => {
            let near = channel.port1();
            let closing = near.clone();
            let arrived = Closure::once_into_js(move || {
                closing.close();
                let _ = resolve.call0(&wasm_bindgen::JsValue::NULL);
            });
            near.set_onmessage(Some(arrived.unchecked_ref()));
            // A message without content can always be cloned.
            let _ = channel.port2().post_message(&wasm_bindgen::JsValue::NULL);
        }
        Err(_) => {
            let _ = resolve.call0(&wasm_bindgen::JsValue::NULL);
        }
    });
    let _ = JsFuture::from(promise).await;
}

/// Continues after the browser has drawn the current state.
pub(crate) async fn next_frame() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        // Windows never refuse this.
        let _ = window().request_animation_frame(&resolve);
    });
    let _ = JsFuture::from(promise).await;
    next_task().await;
}

/// Focuses an element once it has been drawn, if that is still wanted then: on a busy device drawing takes a while, and
/// somebody who has moved on meanwhile, perhaps to a field, stays there.
///
/// Focusing an element that has not been drawn would make the browser lay out the whole page at once, in the same task.
pub(crate) fn focus_when_drawn(element: web_sys::HtmlElement, wanted: impl FnOnce() -> bool + 'static) {
    let before = document().active_element();
    leptos::task::spawn_local(async move {
        next_frame().await;
        let stays = is_focus_free() || document().active_element() == before;
        if stays && wanted() {
            // Has no effect on an element that has gone.
            let _ = element.focus();
        }
    });
}

/// Whether no element has the focus.
pub(crate) fn is_focus_free() -> bool {
    document().active_element().is_none_or(|active| active.tag_name() == "BODY")
}

/// Waits this long.
pub(crate) async fn wait(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        // Windows never refuse a timeout; if one did, nobody would be waiting any more.
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(promise).await;
}

/// Milliseconds since some moment.
pub(crate) fn now() -> f64 {
    js_sys::Date::now()
}
