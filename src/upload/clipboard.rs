//! Photos from the clipboard.

use js_sys::{Array, Promise};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, ClipboardEvent, ClipboardItem};

use super::{FileSelection, Target};
use crate::page::Page;
use crate::state::missed::Missed;
use handlens_core::msg;
use handlens_i18n::t;

/// Pictures pasted with the keyboard. None: the paste holds something else.
pub(crate) fn paste_event(event: &ClipboardEvent) -> Option<FileSelection> {
    let load = FileSelection::of_list(&event.clipboard_data()?.files()?);
    (!load.is_empty()).then_some(load)
}

/// Pastes after a click on the button.
pub(crate) fn paste_button(page: Page, target: Target) {
    spawn_local(async move {
        match read().await {
            Ok(load) if load.is_empty() => {
                page.change(|state| state.messages.refuse(msg!("clipboard-empty")));
            }
            Ok(load) => load.deliver(page, target),
            Err(_) => page.change(|state| state.messages.refuse(msg!("clipboard-not-allowed"))),
        }
    });
}

async fn read() -> Result<FileSelection, JsValue> {
    // Whatever the binding's type says, the clipboard is absent unless the page is served securely, and this function
    // is absent in Firefox before 127.
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into())?;
    let read: js_sys::Function = js_sys::Reflect::get(&clipboard, &"read".into())?.dyn_into()?;
    let items: Array = JsFuture::from(read.call0(&clipboard)?.dyn_into::<Promise>()?).await?.dyn_into()?;
    let mut load = FileSelection::default();
    for item in items.iter().map(JsCast::unchecked_into::<ClipboardItem>) {
        let kinds = item.types();
        let kind = kinds.iter().filter_map(|kind| kind.as_string()).find(|kind| kind.starts_with("image/"));
        if let Some(kind) = kind {
            let read = JsFuture::from(item.get_type(&kind)).await;
            match read.ok().and_then(|read| read.dyn_into::<Blob>().ok()) {
                Some(blob) => load.blobs.push((t!("clipboard-photo"), blob)),
                // The program that copied the picture has withdrawn it, or the browser cannot turn it into a file.
                None => load.misses.add(Missed::File, t!("clipboard-photo")),
            }
        }
    }
    Ok(load)
}
