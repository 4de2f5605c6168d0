//! One project in the overview.

use leptos::html;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsValue;

use super::project_menu::ProjectMenu;
use crate::components::name::Name;
use crate::components::name_field::{NameField, take_focus_back};
use crate::language::Spoken;
use crate::number_format::{ago, size};
use crate::page::Page;
use crate::state::interruption;
use crate::{routing, scheduling};
use handlens_core::protocol::ProjectId;
use handlens_i18n::{Localise, t};

/// One project. The whole card opens it.
#[component]
pub(super) fn ProjectCard(project: ProjectId) -> impl IntoView {
    let page = Page::context();
    let href = routing::of(&project);
    let shown_id = project.0.clone();
    let id = StoredValue::new(project);
    let info = page.read(move |state| id.with_value(|id| state.projects.find(id).cloned()));
    let name = Signal::derive(move || {
        info.with(|info| info.as_ref().map(|info| info.name.clone()).unwrap_or_default())
    });
    let figures = move || {
        info.with(|info| {
            let info = info.as_ref()?;
            if info.classes == 0 && info.photos == 0 {
                return Some(t!("project-empty"));
            }
            let classes = t!("class-count", count = info.classes);
            let photos = t!("photo-count", count = info.photos);
            Some(format!("{classes} · {photos} · {}", size(info.bytes)))
        })
    };
    let interrupted = move || {
        let (added, files) = info.with(|info| info.as_ref()?.interrupted)?;
        Some(
            view! { <p class="project-figures" data-testid="project-interrupted">{interruption(added, files).text()}</p> },
        )
    };
    let changed = move || info.with(|info| info.as_ref().map(|info| info.changed_ms));
    let in_use = Memo::new(move |_| info.with(|info| info.as_ref().is_some_and(|info| info.in_use)));
    let editing = RwSignal::new(false);
    let link = NodeRef::<html::A>::new();
    let return_focus = RwSignal::new(false);
    take_focus_back(link, return_focus);
    let on_keydown = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "F2" => {
            event.prevent_default();
            editing.set(true);
        }
        "Delete" => {
            event.prevent_default();
            page.delete_project(id.get_value());
        }
        _ => {}
    };
    view! {
        <li class="project-card" data-testid="project-card" data-project=shown_id data-name=name>
            <h3 class="project-card-name">
                <Show
                    when=move || editing.get()
                    fallback=move || view! {
                        // A link, so that a project can be opened in a new tab. The page follows its address.
                        <a class="project-open" data-testid="project-open" href=href.clone() node_ref=link on:keydown=on_keydown>
                            <Name name/>
                        </a>
                    }
                >
                    <NameField
                        editing
                        name
                        return_focus
                        label=t!("project-name-label")
                        testid="project-name-input"
                        save=move |name| page.rename_project(id.get_value(), name)
                    />
                </Show>
            </h3>
            <ProjectMenu project=Signal::derive(move || Some(id.get_value())) name open=false rename=move || editing.set(true)/>
            <p class="project-figures">{figures}</p>
            {interrupted}
            <p class="quiet project-changed">
                {move || changed().map(|moment| view! {
                    <time title=moment_in_words(moment)>{t!("project-changed", when = ago(scheduling::now() - moment))}</time>
                })}
                <Show when=move || in_use.get()>
                    <span class="badge-quiet" data-testid="project-in-use">{t!("project-in-use")}</span>
                </Show>
            </p>
        </li>
    }
}

/// "12 March 2026 at 14:05", in the format of the page's language.
fn moment_in_words(moment: f64) -> String {
    let options = js_sys::Object::new();
    for (key, value) in [("dateStyle", "long"), ("timeStyle", "short")] {
        // A plain new object accepts any property.
        let _ = js_sys::Reflect::set(&options, &key.into(), &value.into());
    }
    let language = Spoken::context().tag();
    let date = js_sys::Date::new(&JsValue::from_f64(moment));
    String::from(date.to_locale_string(&language, &options))
}
