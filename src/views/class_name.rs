//! A class's name, which becomes a text field when clicked.

use leptos::html;
use leptos::{ev, prelude::*};

use crate::components::erased::erased;
use crate::components::name::Name;
use crate::components::name_field::{NameField, take_focus_back};
use crate::page::Page;
use handlens_core::protocol::{ClassId, Command};
use handlens_i18n::t;

/// A class's name. Enter, F2 or a click edits it; Enter keeps the edit, Escape discards it.
#[component]
pub(super) fn ClassName(class: ClassId, editing: RwSignal<bool>) -> impl IntoView {
    let page = Page::context();
    let name = page.class_name(class);
    let button = NodeRef::<html::Button>::new();
    let return_focus = RwSignal::new(false);
    take_focus_back(button, return_focus);
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
                        title=t!("class-name-hint")
                        node_ref=button
                        on:keydown=on_keydown
                        on:click=erased(move |_| editing.set(true))
                    >
                        <Name name/>
                    </button>
                }
            >
                <NameField
                    editing
                    name
                    return_focus
                    label=t!("class-name-label")
                    testid="class-name-input"
                    check=Callback::new(move |wish: String| {
                        page.state.with_untracked(|state| state.library.name_problem(&wish, Some(class)))
                    })
                    save=move |name| page.send(Command::RenameClass { class, name })
                />
            </Show>
        </h3>
    }
}
