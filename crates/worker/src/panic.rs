//! Reports a crash of the worker to the page.

use std::panic::PanicHookInfo;

use wasm_bindgen::JsValue;

use super::transport;
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::Event;

/// Global flag that `worker-start.js` checks before it reports the trap that follows a panic, so that it is reported
/// once.
const CRASHED: &str = "handlensCrashed";

/// Installs a hook that tells the page about a panic before the program traps.
pub fn install_hook() {
    std::panic::set_hook(Box::new(|info| die(report(info))));
}

/// Tells the page that this worker cannot continue. The page then starts a new one.
pub fn die(message: Message) {
    let _ = js_sys::Reflect::set(&js_sys::global(), &CRASHED.into(), &JsValue::TRUE);
    // If even this message fails, the page still learns of the end from the worker's error event.
    let _ = transport::post(Event::Crashed { message }, Vec::new());
}

fn report(info: &PanicHookInfo<'_>) -> Message {
    let cause = info.payload_as_str().unwrap_or("unknown cause");
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    // A payload can be pages of shader source; its beginning is enough.
    let cause: String = cause.chars().take(400).collect();
    msg!("worker-panicked", detail = format!("{place}: {cause}"))
}
