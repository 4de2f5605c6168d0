//! The last words of a worker that cannot go on.

use std::panic::PanicHookInfo;

use wasm_bindgen::JsValue;

use super::transport;
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::Event;

/// What `worker-start.js` looks at before it reports the trap that follows a panic: one death, one report.
const DIED: &str = "handlensDied";

/// From now on a panic tells the page what happened, before the program traps.
pub fn install_hook() {
    std::panic::set_hook(Box::new(|info| die(report(info))));
}

/// Tells the page that this worker cannot go on; the page starts a new one.
pub fn die(message: Message) {
    let _ = js_sys::Reflect::set(&js_sys::global(), &DIED.into(), &JsValue::TRUE);
    // Where even this message fails, the page learns of the end from the worker's error event.
    let _ = transport::post(Event::Died { message }, Vec::new());
}

fn report(info: &PanicHookInfo<'_>) -> Message {
    let cause = info.payload_as_str().unwrap_or("unknown cause");
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    // A payload can be pages of shader source; the first lines tell enough.
    let cause: String = cause.chars().take(400).collect();
    msg!("worker-panicked", detail = format!("{place}: {cause}"))
}
