//! The text field that replaces a name while it is edited.

use leptos::html;
use leptos::{ev, prelude::*};

use handlens_core::config::limits;
use handlens_core::message::Message;
use handlens_i18n::Localise;

/// A focused text field with a name. Enter or leaving the field keeps the edit; Escape discards it. A name that cannot be
/// kept stays in the field, with the reason below.
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
    /// Why a name cannot be kept, if so.
    #[prop(optional)]
    check: Option<Callback<String, Option<Message>>>,
    /// Called with a name that has changed and is not empty.
    save: impl Fn(String) + Copy + 'static,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let problem = RwSignal::new(None::<Message>);
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
            input.select();
        }
    });
    // Removing a focused field also blurs it. That must not end the edit a second time, nor run after the signals are
    // disposed of with the screen.
    let end = move |keep: bool, by_key: bool| {
        if editing.try_get_untracked() != Some(true) {
            return;
        }
        let Some(Some(input)) = input.try_get_untracked() else { return };
        let wish = input.value().trim().to_owned();
        let changed = keep && !wish.is_empty() && wish != name.get_untracked();
        let wrong = check.filter(|_| changed).and_then(|check| check.run(wish.clone()));
        if wrong.is_some() {
            problem.set(wrong);
            return;
        }
        return_focus.set(by_key);
        editing.set(false);
        if changed {
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
        end(keep, true);
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
            aria-invalid=move || problem.read().is_some().then_some("true")
            on:keydown=on_keydown
            on:input=move |_| problem.set(None)
            on:blur=move |_| end(true, false)
        />
        {move || problem.get().map(|sentence| view! {
            <span class="problem name-problem" role="alert" data-testid="name-problem">{sentence.text()}</span>
        })}
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
