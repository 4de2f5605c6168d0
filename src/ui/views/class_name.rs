//! A class's name, which becomes a field when clicked.

use leptos::html;
use leptos::{ev, prelude::*};

use crate::config::limits;
use crate::protocol::{ClassId, Command};
use crate::ui::page::Page;

/// A class's name. Enter, F2 or a click edits it; Enter keeps the edit, Escape drops it.
#[component]
pub(super) fn ClassName(class: ClassId, editing: RwSignal<bool>) -> impl IntoView {
    let page = Page::context();
    let name = page.class_name(class);
    let button = NodeRef::<html::Button>::new();
    // Whether the name had the focus before, and should have it again.
    let return_focus = RwSignal::new(false);
    Effect::new(move |_| {
        if let Some(button) = button.get().filter(|_| return_focus.get_untracked()) {
            return_focus.set(false);
            let _ = button.focus();
        }
    });
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.key() == "F2" {
            event.prevent_default();
            editing.set(true);
        }
    };
    view! {
        <h3 class="class-title">
            <Show
                when=move || editing.get()
                fallback=move || view! {
                    <button
                        type="button"
                        class="class-name"
                        data-testid="class-name"
                        title="Click or press F2 to rename"
                        node_ref=button
                        on:keydown=on_keydown
                        on:click=move |_| editing.set(true)
                    >
                        {move || name.get()}
                    </button>
                }
            >
                <Field class editing name return_focus/>
            </Show>
        </h3>
    }
}

#[component]
fn Field(
    class: ClassId,
    editing: RwSignal<bool>,
    name: Signal<String>,
    return_focus: RwSignal<bool>,
) -> impl IntoView {
    let page = Page::context();
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
            input.select();
        }
    });
    // Removing a focused field makes it lose the focus, which must not end the edit a second time.
    let end = move |keep: bool| {
        if !editing.get_untracked() {
            return;
        }
        let Some(input) = input.get_untracked() else { return };
        let wish = input.value().trim().to_owned();
        editing.set(false);
        if keep && !wish.is_empty() && wish != name.get_untracked() {
            page.send(Command::RenameClass { class, name: wish });
        }
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        let keep = match event.key().as_str() {
            "Enter" => true,
            "Escape" => false,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        return_focus.set(true);
        end(keep);
    };
    view! {
        <input
            type="text"
            class="class-name-input"
            data-testid="class-name-input"
            aria-label="Name of the class"
            autocomplete="off"
            maxlength=limits::CLASS_NAME_CHARS.to_string()
            node_ref=input
            value=name.get_untracked()
            on:keydown=on_keydown
            on:blur=move |_| end(true)
        />
    }
}
