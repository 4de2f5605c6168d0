//! Time: giving the browser its turn, and waiting.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

/// How long the page works before it lets the browser draw and take input, in milliseconds. Half a frame.
pub(crate) const SLICE_MILLISECONDS: f64 = 8.0;

/// Goes on in a new task, so that the browser gets its turn.
///
/// A message channel, because nested timeouts are clamped to 4 ms and hidden tabs throttle them.
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

/// Goes on after the browser has drawn what is there now.
pub(crate) async fn next_frame() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        // As with a timeout, a window does not refuse.
        let _ = window().request_animation_frame(&resolve);
    });
    let _ = JsFuture::from(promise).await;
    next_task().await;
}

/// Gives an element the focus once it has been drawn, if it is still wanted then. On a busy device that takes a while: whoever
/// has gone on meanwhile, to a field perhaps, stays there.
///
/// To focus one that has not been drawn makes the browser lay the whole page out there and then, in the same task.
pub(crate) fn focus_when_drawn(element: web_sys::HtmlElement, wanted: impl FnOnce() -> bool + 'static) {
    let before = document().active_element();
    leptos::task::spawn_local(async move {
        next_frame().await;
        let stays = is_focus_free() || document().active_element() == before;
        if stays && wanted() {
            // Without effect on an element that is gone.
            let _ = element.focus();
        }
    });
}

/// Whether nothing has the focus.
pub(crate) fn is_focus_free() -> bool {
    document().active_element().is_none_or(|active| active.tag_name() == "BODY")
}

/// Waits.
pub(crate) async fn wait(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        // A window always takes a timeout; were it to refuse, nobody would be waiting any more.
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(promise).await;
}

/// Milliseconds since some moment.
pub(crate) fn now() -> f64 {
    js_sys::Date::now()
}
