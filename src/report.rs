//! The report of a problem: what the page, the browser and the device are, and the last lines of the log. It has no photo and
//! no name of a file, class or project, so that it can be shown to anyone.

use std::fmt::Write;

use leptos::prelude::{document, window};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::log;
use crate::state::AppState;
use handlens_core::protocol::Storage;

#[wasm_bindgen]
extern "C" {
    /// Of `bootstrap.js`: which build this is; empty where it was not finished.
    #[wasm_bindgen(js_namespace = handlens, js_name = build, catch)]
    fn js_build() -> Result<String, JsValue>;
}

/// The version of Handlens.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Which build of the version this is: hexadecimal digits, or nothing.
pub(crate) fn build() -> String {
    js_build().unwrap_or_default()
}

/// The report, in English whatever language the page speaks.
pub(crate) fn report(state: &AppState) -> String {
    let mut report = String::new();
    let mut add = |what: &str, value: String| {
        // Writing into a string does not fail.
        let _ = writeln!(report, "{what}: {value}");
    };
    add("Handlens", format!("{VERSION}, build {}", build()));
    add("Browser", window().navigator().user_agent().unwrap_or_default());
    add("Cores", format!("{}", window().navigator().hardware_concurrency()));
    let language = document().document_element().and_then(|page| page.get_attribute("lang"));
    add("Language", language.unwrap_or_default());
    add(
        "Device",
        match &state.device {
            Some(device) if device.gpu => format!("GPU, {}", device.name),
            Some(device) => format!("{}, {}", device.name, device.reason.key()),
            None => "not ready".to_owned(),
        },
    );
    add(
        "Storage",
        match state.storage {
            Some(Storage::Device) => "on the device",
            Some(Storage::Memory) => "in memory",
            None => "not known",
        }
        .to_owned(),
    );
    if state.projects.open_project().is_some() {
        let (classes, photos) = (state.library.classes().len(), state.library.photo_count());
        add("Project", format!("{classes} classes, {photos} photos"));
    }
    report.push_str("Log:\n");
    for line in log::lines() {
        report.push_str(&line);
        report.push('\n');
    }
    report
}

/// Puts a text on the clipboard. False where the browser has none, or refuses.
pub(crate) async fn copy(text: &str) -> bool {
    // Whatever the binding's type says: absent where the page is not served securely.
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into());
    match clipboard.ok().and_then(|clipboard| clipboard.dyn_into::<web_sys::Clipboard>().ok()) {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => false,
    }
}
