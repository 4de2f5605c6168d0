//! The text field that replaces a name while it is edited.

use leptos::html;
use leptos::{ev, prelude::*};

use handlens_core::config::limits;

/// A focused text field with a name. Enter or leaving the field keeps the edit; Escape discards it.
#[component]
pub(crate) fn NameField(
    /// Whether the name is being edited; set to false at the end.
    editing: RwSignal<bool>,
    #[prop(into)] name: Signal<String>,
    /// Set to true when the element that replaces the field should take the focus.
    return_focus: RwSignal<bool>,
    /// The accessible name.
    #[prop(into)]
    label: String,
    testid: &'static str,
    /// Called with a name that has changed and is not empty.
    save: impl Fn(String) + Copy + 'static,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
            input.select();
        }
    });
    // Removing a focused field also blurs it. That must not end the edit a second time, nor run after the signals are
    // disposed of with the screen.
    let end = move |keep: bool| {
        if editing.try_get_untracked() != Some(true) {
            return;
        }
        let Some(Some(input)) = input.try_get_untracked() else { return };
        let wish = input.value().trim().to_owned();
        editing.set(false);
        if keep && !wish.is_empty() && wish != name.get_untracked() {
            save(wish);
        }
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        // Keys typed here must not trigger shortcuts of the surrounding elements.
        event.stop_propagation();
        let keep = match event.key().as_str() {
            "Enter" => true,
            "Escape" => false,
            _ => return,
        };
        event.prevent_default();
        return_focus.set(true);
        end(keep);
    };
    view! {
        <input
            type="text"
            class="class-name-input"
            data-testid=testid
            aria-label=label
            autocomplete="off"
            maxlength=limits::CLASS_NAME_CHARS.to_string()
            node_ref=input
            value=name.get_untracked()
            on:keydown=on_keydown
            on:blur=move |_| end(true)
        />
    }
}

/// Focuses the element that has replaced the field.
pub(crate) fn take_focus_back<E>(element: NodeRef<E>, return_focus: RwSignal<bool>)
where
    E: html::ElementType + 'static,
    E::Output: wasm_bindgen::JsCast + Clone + std::ops::Deref<Target = web_sys::HtmlElement> + 'static,
{
    Effect::new(move |_| {
        if let Some(element) = element.get().filter(|_| return_focus.get_untracked()) {
            return_focus.set(false);
            let _ = element.focus();
        }
    });
}
