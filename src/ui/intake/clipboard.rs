//! Photos from the clipboard.

use js_sys::Array;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, ClipboardEvent, ClipboardItem};

use super::{Load, Target};
use crate::ui::page::Page;
use crate::{say, saying};

/// Pictures of a paste with the keyboard. None: the paste is about something else.
pub(crate) fn paste_event(event: &ClipboardEvent) -> Option<Load> {
    let load = Load::of_list(&event.clipboard_data()?.files()?);
    (!load.is_empty()).then_some(load)
}

/// Pastes at the press of a button.
pub(crate) fn paste_button(page: Page, target: Target) {
    spawn_local(async move {
        match read().await {
            Ok(load) if load.is_empty() => {
                page.change(|state| state.messages.refuse(saying!("clipboard-empty")));
            }
            Ok(load) => load.deliver(page, target),
            Err(_) => page.change(|state| state.messages.refuse(saying!("clipboard-not-allowed"))),
        }
    });
}

async fn read() -> Result<Load, JsValue> {
    // Absent where the page is not served securely, whatever the binding's type says.
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into())?;
    if clipboard.is_undefined() {
        return Err(clipboard);
    }
    let items: Array = JsFuture::from(window().navigator().clipboard().read()).await?.dyn_into()?;
    let mut load = Load::default();
    for item in items.iter().map(JsCast::unchecked_into::<ClipboardItem>) {
        let kinds = item.types();
        let kind = kinds.iter().filter_map(|kind| kind.as_string()).find(|kind| kind.starts_with("image/"));
        if let Some(kind) = kind {
            let blob: Blob = JsFuture::from(item.get_type(&kind)).await?.dyn_into()?;
            load.blobs.push((say!("clipboard-photo"), blob));
        }
    }
    Ok(load)
}
