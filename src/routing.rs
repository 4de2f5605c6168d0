//! The page's address and title name the open project, so that a reload, a bookmark and the back button find it.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use super::language::Spoken;
use super::page::Page;
use super::state::projects::Place;
use handlens_core::protocol::ProjectId;
use handlens_i18n::t;

/// What precedes a project's id in the address.
const PREFIX: &str = "#project=";
/// Key in the browser's storage: there are projects, so the next visit begins with their list.
const KNOWN_KEY: &str = "handlens.projects";
/// Key in the browser's storage: the person left a healthy page. If a training was running then, it did not crash the
/// page.
const LEFT_KEY: &str = "handlens.left-training";

/// The address of a project, relative to the page.
pub(crate) fn of(project: &ProjectId) -> String {
    format!("{PREFIX}{}", project.0)
}

/// The project that the address names.
pub(crate) fn project() -> Option<ProjectId> {
    let hash = location().hash().ok()?;
    let id = hash.strip_prefix(PREFIX)?;
    // The worker uses it as the name of a folder.
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    (!id.is_empty() && id.len() <= 64 && id.chars().all(safe)).then(|| ProjectId(id.to_owned()))
}

/// Keeps the address and title in step with the page's place, and the place in step with the address.
pub(crate) fn follow(page: Page) {
    let place = page.read(|state| (state.projects.place().clone(), state.projects.is_chosen()));
    let name = page.read(|state| state.projects.name().to_owned());
    let spoken = Spoken::context();
    Effect::new(move |_| {
        place.with(|(place, chosen)| match place {
            // It is not known yet which project the worker will open.
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
        // Depends on the language, to translate the title.
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

/// Puts a project into the address, or removes it. `step`: adds a history entry, so that the back button returns here.
fn show(wanted: Option<&ProjectId>, step: bool) {
    if project().as_ref() == wanted {
        return;
    }
    let (location, Ok(history)) = (location(), window().history()) else { return };
    let path = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    let address = path + &wanted.map(of).unwrap_or_default();
    // Browsers refuse when the address changes too often; it then lags behind a little.
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

/// When the person leaves, remembers it for the next visit, unless an earlier training crashed the page. Does not check
/// whether a training is running: the page learns that later than the project's files do.
pub(crate) fn follow_leaving(page: Page) {
    let told = window_event_listener_untyped("pagehide", move |_| {
        if page.client.is_started() && !page.state.with_untracked(|state| state.training.held) {
            local_storage("setItem", &[LEFT_KEY, "yes"]);
        }
    });
    // The browser may restore this very page from its back/forward cache.
    let back = window_event_listener_untyped("pageshow", |event| {
        if js_sys::Reflect::get(&event, &"persisted".into()).is_ok_and(|kept| kept.is_truthy()) {
            was_left();
        }
    });
    drop((told, back));
}

/// Whether the person left a healthy page last time. Returns true only once.
pub(crate) fn was_left() -> bool {
    let left = local_storage("getItem", &[LEFT_KEY]).is_some_and(|value| value.is_string());
    if left {
        local_storage("removeItem", &[LEFT_KEY]);
    }
    left
}

/// Calls a method of the browser's storage. Returns none where the browser refuses it, or storage altogether.
pub(crate) fn local_storage(method: &str, arguments: &[&str]) -> Option<JsValue> {
    let storage = js_sys::Reflect::get(&window(), &"localStorage".into()).ok()?;
    let method: js_sys::Function = js_sys::Reflect::get(&storage, &method.into()).ok()?.dyn_into().ok()?;
    let arguments: js_sys::Array = arguments.iter().map(|argument| JsValue::from(*argument)).collect();
    js_sys::Reflect::apply(&method, &storage, &arguments).ok()
}
