//! All projects on this device: the page's start once there are some.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use super::project_card::ProjectCard;
use crate::components::drop_zone::{carries_files, has_left};
use crate::components::erased::erased;
use crate::components::heading::Heading;
use crate::components::icon::{Icon, Symbol};
use crate::number_format::ago;
use crate::page::{Page, Question};
use crate::scheduling;
use crate::upload::{FileSelection, Target};
use handlens_core::protocol::{Command, ProjectId, ProjectInfo};
use handlens_i18n::t;

/// How long the browser takes at most to release a project's lock, in milliseconds.
const LEFT_MILLISECONDS: i32 = 400;
/// File types that can be imported here.
const ACCEPTED: &str = ".handlens,.zip,.tm";

#[component]
pub(super) fn Overview() -> impl IntoView {
    let page = Page::context();
    let known = page.read(|state| state.projects.are_known());
    let projects = page.read(|state| state.projects.live().map(|info| info.id.clone()).collect::<Vec<_>>());
    let empty = Memo::new(move |_| projects.with(Vec::is_empty));
    let over = RwSignal::new(false);
    // Another tab may have changed them.
    let returned = window_event_listener_untyped("focus", move |_| page.send(Command::ListProjects));
    on_cleanup(move || returned.remove());
    spawn_local(async move {
        // By then the browser has released the lock of the project that was just left.
        scheduling::wait(LEFT_MILLISECONDS).await;
        page.send(Command::ListProjects);
    });
    let total = move || t!("project-count", count = projects.with(Vec::len));
    view! {
        <main
            class="overview"
            class:is-over=over
            data-testid="projects"
            aria-busy=move || (!known.get()).to_string()
            // The window handles the drop itself, like every drop outside a drop zone.
            on:dragover=move |event| if carries_files(&event) { over.set(true) }
            on:dragleave=move |event| if has_left(&event) { over.set(false) }
            on:drop=move |_| over.set(false)
        >
            <div class="overview-head">
                <Heading text=t!("overview-title")/>
                <p class="quiet">{move || known.get().then(total)}</p>
                <div class="row">
                    <ImportButton/>
                    <button type="button" class="button is-primary" data-testid="new-project" on:click=erased(move |_| page.create_project(None))>
                        <Symbol icon=Icon::Plus/>
                        {t!("overview-new")}
                    </button>
                </div>
            </div>
            <Show when=move || known.get() fallback=Skeleton>
                <ul class="project-cards" on:keydown=|event| walk(&event)>
                    <For each=move || projects.get() key=|project| project.clone() let:project>
                        <ProjectCard project/>
                    </For>
                </ul>
                <Show when=move || empty.get()>
                    <div class="overview-empty" data-testid="no-projects">
                        <Symbol icon=Icon::StepClasses/>
                        <p>{t!("overview-empty")}</p>
                    </div>
                </Show>
                <p class="quiet overview-hint">
                    {t!("overview-drop")}
                </p>
            </Show>
            <Deleted/>
        </main>
    }
}

/// The placeholder for the cards, until the worker has listed the projects.
#[component]
fn Skeleton() -> impl IntoView {
    let card = || view! { <li class="project-card is-skeleton"></li> };
    view! { <ul class="project-cards" aria-hidden="true">{card()}{card()}{card()}</ul> }
}

#[component]
fn ImportButton() -> impl IntoView {
    let page = Page::context();
    let input = NodeRef::<html::Input>::new();
    let open = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |event: leptos::ev::Event| {
        let input = event_target::<web_sys::HtmlInputElement>(&event);
        if let Some(files) = input.files() {
            FileSelection::of_list(&files).deliver(page, Target::NewProject);
        }
        // Otherwise choosing the same file again would not count as a change.
        input.set_value("");
    };
    view! {
        <button type="button" class="button" title=t!("overview-import-title") on:click=erased(open)>
            <Symbol icon=Icon::Import/>
            {t!("overview-import")}
        </button>
        <input
            type="file"
            class="hidden-input"
            multiple
            accept=ACCEPTED
            data-testid="import-input"
            // The button already says it.
            aria-hidden="true"
            tabindex="-1"
            node_ref=input
            on:change=chosen
        />
    }
}

/// Moves the focus between cards with the arrow keys.
fn walk(event: &leptos::ev::KeyboardEvent) {
    let forward = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => true,
        "ArrowLeft" | "ArrowUp" => false,
        _ => return,
    };
    let Ok(links) = document().query_selector_all(".project-open") else { return };
    let links: Vec<web_sys::HtmlElement> =
        (0..links.length()).filter_map(|index| links.get(index)?.dyn_into().ok()).collect();
    let active = document().active_element();
    let place = links.iter().position(|link| active.as_ref().is_some_and(|active| active == link.as_ref()));
    let next = place.and_then(|place| if forward { Some(place + 1) } else { place.checked_sub(1) });
    if let Some(link) = next.and_then(|next| links.get(next)) {
        event.prevent_default();
        let _ = link.focus();
    }
}

/// Deleted projects, which can still be restored.
#[component]
fn Deleted() -> impl IntoView {
    let page = Page::context();
    let deleted = page.read(|state| state.projects.deleted().cloned().collect::<Vec<_>>());
    view! {
        <Show when=move || !deleted.read().is_empty()>
            <details class="recently-deleted" data-testid="recently-deleted">
                <summary>{t!("overview-deleted")}" "<span class="quiet">{move || deleted.read().len()}</span></summary>
                <p class="quiet">{t!("overview-deleted-days")}</p>
                <ul>
                    <For each=move || deleted.get() key=|info| info.id.clone() let:info>
                        <DeletedRow info/>
                    </For>
                </ul>
            </details>
        </Show>
    }
}

#[component]
fn DeletedRow(info: ProjectInfo) -> impl IntoView {
    let page = Page::context();
    let ProjectInfo { id, name, photos, deleted_ms, .. } = info;
    let when = deleted_ms.map(|moment| ago(scheduling::now() - moment)).unwrap_or_default();
    let (restored, purged): (ProjectId, ProjectId) = (id.clone(), id);
    let asked = name.clone();
    view! {
        <li class="deleted-project" data-testid="deleted-project" data-name=name.clone()>
            <p>
                <span class="deleted-name">{name.clone()}</span>
                <span class="quiet">{t!("overview-deleted-project", count = photos, when = when)}</span>
            </p>
            <button type="button" class="button" data-testid="project-restore" aria-label=t!("overview-restore-project", name = &name)
                on:click=erased(move |_| page.restore_project(restored.clone()))>
                {t!("overview-restore")}
            </button>
            <button type="button" class="button is-plain" data-testid="project-purge" aria-label=t!("overview-purge-project", name = &name)
                on:click=erased(move |_| page.question.set(Some(Question::Purge(purged.clone(), asked.clone()))))>
                {t!("overview-purge")}
            </button>
        </li>
    }
}
