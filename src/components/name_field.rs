//! The field that a name becomes while it is edited.

use leptos::html;
use leptos::{ev, prelude::*};

use handlens_core::config::limits;

/// A focused field with a name. Enter and leaving it keep the edit, Escape drops it.
#[component]
pub(crate) fn NameField(
    /// Whether the name is being edited; turns false at the end.
    editing: RwSignal<bool>,
    #[prop(into)] name: Signal<String>,
    /// Whether what stands for the field afterwards should take the focus.
    return_focus: RwSignal<bool>,
    /// What the field is called, for those who do not see it.
    #[prop(into)]
    label: String,
    testid: &'static str,
    /// Gets a name that is new and not empty.
    save: impl Fn(String) + Copy + 'static,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
            input.select();
        }
    });
    // Removing a focused field makes it lose the focus, which must not end the edit a second time; nor after all of this is gone
    // with the screen that it was on.
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
        // What is typed here means nothing around it.
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

/// Gives the focus to an element that stands again where the field was.
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
