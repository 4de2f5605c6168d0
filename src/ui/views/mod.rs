//! The page's parts, as a person sees them.

mod answer;
mod class_card;
mod class_name;
mod classes;
mod header;
mod help;
mod imports;
mod knobs;
mod messages;
mod results;
mod selection;
mod tabs;
mod training;
mod try_it;
mod viewer;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::intake::{self, Target};
use super::page::{Page, Tab};
use super::parts::drop_zone::{carries_files, take_drop};
use crate::protocol::Command;

/// The whole page.
#[component]
pub fn Whole() -> impl IntoView {
    let page = Page::start();
    provide_context(page);
    listen(page);
    let tab = move || match page.tab.get() {
        Tab::Classes => "classes",
        Tab::Try => "try",
        Tab::Results => "results",
    };
    view! {
        <div class="top">
            <header::Header/>
            <imports::Imports/>
        </div>
        <messages::Alerts/>
        <main class="workspace" data-tab=tab>
            <classes::Classes/>
            <aside class="side">
                <try_it::TryIt/>
                <training::Training/>
            </aside>
        </main>
        <messages::Toasts/>
        <tabs::Tabs/>
        <viewer::ViewerDialog/>
    }
}

/// What works anywhere on the page: undo and redo, paste, and a drop beside every target.
fn listen(page: Page) {
    window_event_listener(ev::keydown, move |event| {
        let undo = matches!(event.key().as_str(), "z" | "Z");
        if undo && (event.ctrl_key() || event.meta_key()) && !is_typing() {
            event.prevent_default();
            page.send(if event.shift_key() { Command::Redo } else { Command::Undo });
        }
    });
    window_event_listener_untyped("paste", move |event| {
        let Ok(event) = event.dyn_into::<web_sys::ClipboardEvent>() else { return };
        let Some(load) = intake::paste_event(&event) else { return };
        event.prevent_default();
        let trying = focused().is_some_and(|element| element.closest("#try").ok().flatten().is_some());
        let target = match page.paste_class() {
            _ if trying || page.tab.get_untracked() == Tab::Try => Target::Try,
            Some(class) => Target::Class(class),
            None => Target::ByFolder,
        };
        load.deliver(page, target);
    });
    // Without these two, a drop beside every target would make the browser leave the page for the photo.
    window_event_listener(ev::dragover, move |event| {
        if carries_files(&event) {
            event.prevent_default();
        }
    });
    window_event_listener(ev::drop, move |event| {
        take_drop(&event, page, Target::ByFolder);
    });
}

fn focused() -> Option<HtmlElement> {
    document().active_element().and_then(|element| element.dyn_into().ok())
}

/// Whether a field that has its own undo is focused.
fn is_typing() -> bool {
    focused().is_some_and(|element| {
        let is_field = matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT");
        is_field && !matches!(element.get_attribute("type").as_deref(), Some("checkbox" | "file"))
    })
}
