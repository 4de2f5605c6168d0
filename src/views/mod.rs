//! The page's parts, as a person sees them.

mod about;
mod announcements;
mod answer;
mod batch;
mod class_card;
mod class_name;
mod classes;
mod confusion;
mod delete_all;
mod explanation;
mod finding;
mod findings;
mod header;
mod help;
mod hyperparameters;
mod imports;
mod integrity;
mod language;
mod learning_curve;
mod messages;
mod occasions;
mod overview;
mod preview;
mod privacy_audit;
mod project_card;
mod project_in_use;
mod project_menu;
mod project_title;
mod questions;
mod reliability;
mod results;
mod selection;
mod storage;
mod tabs;
mod training;
mod transfers;
mod try_it;
mod tuning;
mod unknown;
mod update;
mod viewer;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::components::drop_zone::{carries_files, take_drop};
use super::focus;
use super::language::Spoken;
use super::page::{Page, Tab};
use super::state::AppState;
use super::state::projects::Place;
use super::upload::{self, Target};
use handlens_core::msg;
use handlens_core::protocol::Command;
use handlens_i18n::t;

/// What is shown below the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Screen {
    /// A project to work on.
    Project,
    /// A project that is not open yet.
    Opening,
    /// All projects.
    Overview,
    /// A project that is open in another tab.
    InUse,
    /// A project that another tab took over.
    Taken,
}

impl Screen {
    fn of(state: &AppState) -> Self {
        match state.projects.place() {
            // An empty project looks the same before it is open, and accepts what is added to it.
            Place::Open(_) | Place::Reopening(_) | Place::Opening(None) => Self::Project,
            Place::Opening(Some(_)) => Self::Opening,
            Place::Overview => Self::Overview,
            Place::InUse(_) => Self::InUse,
            Place::Taken(_) => Self::Taken,
        }
    }
}

#[component]
pub fn Whole() -> impl IntoView {
    let spoken = Spoken::begin();
    provide_context(spoken);
    let page = Page::start();
    provide_context(page);
    let screen = page.read(Screen::of);
    listen(page, screen);
    focus::keep(page);
    super::privacy_audit::follow(page);
    Effect::new(move |before: Option<Screen>| {
        let screen = screen.get();
        if before.is_some_and(|before| before != screen) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        screen
    });
    // Views take their text when they are created, so another language creates all of them anew.
    move || {
        spoken.tag();
        view! {
            <header class="top">
                <header::Header screen/>
                <imports::Imports/>
            </header>
            <messages::Alerts/>
            {move || match screen.get() {
                Screen::Project => view! { <Workspace/> }.into_any(),
                Screen::Opening => view! { <Opening/> }.into_any(),
                Screen::Overview => view! { <overview::Overview/> }.into_any(),
                Screen::InUse => view! { <project_in_use::InUse/> }.into_any(),
                Screen::Taken => view! { <project_in_use::Taken/> }.into_any(),
            }}
            <messages::Toasts/>
            <announcements::Spoken/>
            <update::Update/>
            <viewer::ViewerDialog/>
            <questions::Questions/>
        }
    }
}

/// A project to work on.
#[component]
fn Workspace() -> impl IntoView {
    let page = Page::context();
    let tab = move || match page.tab.get() {
        Tab::Classes => "classes",
        Tab::Try => "try",
        Tab::Results => "results",
    };
    view! {
        <main class="workspace" data-tab=tab>
            <batch::Batch/>
            <classes::Classes/>
            <div class="side">
                <try_it::TryIt/>
                <findings::IssuesPanel/>
                <training::Training/>
            </div>
        </main>
        <tabs::Tabs/>
    }
}

/// The placeholder for a project.
#[component]
fn Opening() -> impl IntoView {
    let page = Page::context();
    let name = page.read(|state| state.projects.name().to_owned());
    let line = move || {
        name.with(|name| match name.as_str() {
            "" => t!("page-opening"),
            name => t!("page-opening-project", name = name),
        })
    };
    view! {
        <main class="opening">
            <p role="status">{line}</p>
        </main>
    }
}

/// What works anywhere on the page: undo and redo, paste, and drops outside every drop zone.
fn listen(page: Page, screen: Memo<Screen>) {
    let in_project = move || screen.get_untracked() == Screen::Project;
    window_event_listener(ev::keydown, move |event| {
        let undo = matches!(event.key().as_str(), "z" | "Z");
        if undo && (event.ctrl_key() || event.meta_key()) && !is_typing() && in_project() {
            event.prevent_default();
            page.send(if event.shift_key() { Command::Redo } else { Command::Undo });
        }
    });
    window_event_listener_untyped("paste", move |event| {
        let Ok(event) = event.dyn_into::<web_sys::ClipboardEvent>() else { return };
        let target = match screen.get_untracked() {
            Screen::Project => paste_target(page),
            Screen::Overview => Target::NewProject,
            Screen::Opening | Screen::InUse | Screen::Taken => return,
        };
        let Some(load) = upload::paste_event(&event) else {
            // Text may be meant for the field that has the focus.
            if !is_in_text_field() {
                page.change(|state| state.messages.refuse(msg!("clipboard-empty")));
            }
            return;
        };
        event.prevent_default();
        if let Target::Class(class) = target {
            page.change(|state| {
                let name = state.library.class_name(class).unwrap_or_default().to_owned();
                state.messages.note(msg!("clipboard-class", name = name));
            });
        }
        load.deliver(page, target);
    });
    // Without these two, a drop outside every drop zone would make the browser leave the page for the photo.
    window_event_listener(ev::dragover, move |event| {
        if carries_files(&event) {
            event.prevent_default();
        }
    });
    window_event_listener(ev::drop, move |event| match screen.get_untracked() {
        Screen::Project => drop(take_drop(&event, page, Target::ByFolder)),
        Screen::Overview => drop(take_drop(&event, page, Target::NewProject)),
        Screen::Opening | Screen::InUse | Screen::Taken => event.prevent_default(),
    });
}

/// Where pasted photos go while a project is open.
fn paste_target(page: Page) -> Target {
    let trying = focused().is_some_and(|element| element.closest("#try").ok().flatten().is_some());
    match page.paste_class() {
        _ if trying || page.tab.get_untracked() == Tab::Try => Target::Try,
        Some(class) => Target::Class(class),
        None => Target::ByFolder,
    }
}

fn focused() -> Option<HtmlElement> {
    document().active_element().and_then(|element| element.dyn_into().ok())
}

/// Whether a field with its own undo has the focus.
fn is_typing() -> bool {
    focused().is_some_and(|element| {
        let is_field = matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT");
        is_field && !matches!(element.get_attribute("type").as_deref(), Some("checkbox" | "file"))
    })
}

/// Whether a field that takes text has the focus.
fn is_in_text_field() -> bool {
    focused().is_some_and(|element| {
        let takes_no_text =
            ["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"];
        match element.tag_name().as_str() {
            "TEXTAREA" => true,
            "INPUT" => !takes_no_text.contains(&element.get_attribute("type").as_deref().unwrap_or("text")),
            _ => element.is_content_editable(),
        }
    })
}
