//! The page's address and title say which project is open, so that a reload, a bookmark and the back button find it.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use super::language::Spoken;
use super::page::Page;
use super::state::projects::Place;
use handlens_core::protocol::ProjectId;
use handlens_i18n::t;

/// What stands before a project in the address.
const PREFIX: &str = "#project=";
/// Says in the browser's own storage that there are projects, so that the next visit begins with them.
const KNOWN_KEY: &str = "handlens.projects";
/// Says there that the person left while all was well: if a training was under way, it is not what ended the page.
const LEFT_KEY: &str = "handlens.left-training";

/// The address of a project, relative to the page.
pub(crate) fn of(project: &ProjectId) -> String {
    format!("{PREFIX}{}", project.0)
}

/// The project that the address names.
pub(crate) fn project() -> Option<ProjectId> {
    let hash = location().hash().ok()?;
    let id = hash.strip_prefix(PREFIX)?;
    // What the worker gets is the name of a folder.
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    (!id.is_empty() && id.len() <= 64 && id.chars().all(safe)).then(|| ProjectId(id.to_owned()))
}

/// Keeps address and title at the place where the page is, and the page at the place that the address names.
pub(crate) fn follow(page: Page) {
    let place = page.read(|state| (state.projects.place().clone(), state.projects.is_chosen()));
    let name = page.read(|state| state.projects.name().to_owned());
    let spoken = Spoken::context();
    Effect::new(move |_| {
        place.with(|(place, chosen)| match place {
            // Whichever it will be.
            Place::Opening(None) => {}
            Place::Overview => show(None, *chosen),
            Place::Opening(Some(project))
            | Place::Reopening(project)
            | Place::Open(project)
            | Place::InUse(project)
            | Place::Taken(project) => show(Some(project), *chosen),
        });
    });
    Effect::new(move |_| {
        // The title is said anew in another language.
        spoken.tag();
        let at_project = place.with(|(place, _)| *place != Place::Overview);
        document().set_title(&name.with(|name| match (at_project, name.is_empty()) {
            (true, false) => format!("{name} – Handlens"),
            (true, true) => t!("page-title"),
            (false, _) => t!("page-title-projects"),
        }));
    });
    window_event_listener_untyped("hashchange", move |_| {
        let asked = project();
        if page.state.with_untracked(|state| state.projects.at() != asked.as_ref()) {
            match asked {
                Some(project) => page.open_project(project),
                None => page.close_project(),
            }
        }
    });
}

/// Puts a project into the address, or takes it out. `step`: the back button leads to where the page was before.
fn show(wanted: Option<&ProjectId>, step: bool) {
    if project().as_ref() == wanted {
        return;
    }
    let (location, Ok(history)) = (location(), window().history()) else { return };
    let path = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    let address = path + &wanted.map(of).unwrap_or_default();
    // Browsers refuse when the address changes too often; it is then a little behind.
    let _ = if step {
        history.push_state_with_url(&JsValue::NULL, "", Some(&address))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
    };
}

/// Whether an earlier visit left projects on this device.
pub(crate) fn has_projects() -> bool {
    local_storage("getItem", &[KNOWN_KEY]).is_some_and(|value| value.is_string())
}

/// Remembers for the next visit whether there are projects.
pub(crate) fn remember_projects(some: bool) {
    if some {
        local_storage("setItem", &[KNOWN_KEY, "yes"]);
    } else {
        local_storage("removeItem", &[KNOWN_KEY]);
    }
}

/// Remembers for the next visit that the person leaves, unless a training ended the program before. Whether one is under way,
/// the page does not ask itself: it hears later than the project when one begins or ends.
pub(crate) fn follow_leaving(page: Page) {
    let told = window_event_listener_untyped("pagehide", move |_| {
        if page.client.is_started() && !page.state.with_untracked(|state| state.training.held) {
            local_storage("setItem", &[LEFT_KEY, "yes"]);
        }
    });
    // The browser may bring the same page back as it was.
    let back = window_event_listener_untyped("pageshow", |event| {
        if js_sys::Reflect::get(&event, &"persisted".into()).is_ok_and(|kept| kept.is_truthy()) {
            was_left_training();
        }
    });
    drop((told, back));
}

/// Whether the person left the page when it was last open; told once.
pub(crate) fn was_left_training() -> bool {
    let left = local_storage("getItem", &[LEFT_KEY]).is_some_and(|value| value.is_string());
    if left {
        local_storage("removeItem", &[LEFT_KEY]);
    }
    left
}

/// Calls the browser's storage. None where the browser refuses, be it the storage as a whole.
pub(crate) fn local_storage(method: &str, arguments: &[&str]) -> Option<JsValue> {
    let storage = js_sys::Reflect::get(&window(), &"localStorage".into()).ok()?;
    let method: js_sys::Function = js_sys::Reflect::get(&storage, &method.into()).ok()?.dyn_into().ok()?;
    let arguments: js_sys::Array = arguments.iter().map(|argument| JsValue::from(*argument)).collect();
    js_sys::Reflect::apply(&method, &storage, &arguments).ok()
}
