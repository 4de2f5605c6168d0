//! A modal dialogue: the browser's `<dialog>`, which traps focus and closes with Escape.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::icon::{Icon, Symbol};
use crate::components::erased::erased;
use crate::scheduling;
use handlens_i18n::t;

/// A modal dialogue, open as long as it exists.
#[component]
pub(crate) fn Dialog(
    /// The accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// While true, the person cannot close the dialogue.
    #[prop(optional, into)]
    held: Signal<bool>,
    /// Called when the person closes the dialogue.
    close: impl Fn() + Copy + 'static,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    // The browser returns the focus when a dialogue closes, but not when it is removed from the document.
    let before = StoredValue::new_local(document().active_element());
    on_cleanup(move || {
        let before = before
            .try_get_value()
            .flatten()
            .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(before) = before {
            scheduling::focus_when_drawn(before, scheduling::is_focus_free);
        }
    });
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get().filter(|dialog| !dialog.open()) {
            // It fails only for a dialogue outside the document, which is about to be removed anyway.
            let _ = dialog.show_modal();
        }
    });
    // Browsers let a page refuse only one Escape; the next one closes the dialogue.
    let on_close = move |_| match dialog.get_untracked().filter(|_| held.get_untracked()) {
        Some(dialog) => drop(dialog.show_modal()),
        None => close(),
    };
    let on_cancel = move |event: web_sys::Event| {
        if held.get_untracked() {
            event.prevent_default();
        }
    };
    // A click whose target is the dialogue itself, not something in it, is on the backdrop.
    let on_click = move |event: leptos::ev::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlDialogElement>().ok());
        if target.is_some() && !held.get_untracked() {
            close();
        }
    };
    view! {
        <dialog node_ref=dialog class="dialog" aria-label=label on:cancel=on_cancel on:close=on_close on:click=erased(on_click)>
            <div class="dialog-body">{children()}</div>
        </dialog>
    }
}

/// The head of a dialogue: its title, and the button that closes it.
#[component]
pub(crate) fn DialogHead(#[prop(into)] title: String, close: impl Fn() + Copy + 'static) -> impl IntoView {
    view! {
        <div class="dialog-head">
            <h2>{title}</h2>
            <button type="button" class="button icon-only" aria-label=t!("close") title=t!("close-by-escape")
                data-testid="dialog-close"
                on:click=erased(move |_| close())>
                <Symbol icon=Icon::Close/>
            </button>
        </div>
    }
}
