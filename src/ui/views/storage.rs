//! How safely the device keeps what is stored, and what can be done for it.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::protocol::Storage;
use crate::ui::keeping;
use crate::ui::page::Page;
use crate::ui::parts::dialog::{Dialog, DialogHead};
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::state::AppState;
use crate::ui::state::keeping::{Check, Room};
use crate::ui::state::transfers::Kind;

/// The dialogue about storage.
#[component]
pub(super) fn StorageDialog() -> impl IntoView {
    let page = Page::context();
    let room = page.read(|state| state.keeping.room);
    let in_memory = page.read(|state| state.storage == Some(Storage::Memory));
    let promise = page.read(promise);
    let may_ask =
        page.read(|state| state.storage == Some(Storage::Device) && state.keeping.promised == Some(false));
    let open = page.read(|state| state.projects.open_project().cloned());
    let check = page.read(|state| state.keeping.check.clone());
    let close = move || page.question.set(None);
    spawn_local(keeping::look(page.state));
    view! {
        <Dialog label="Storage" close>
            <div class="storage" data-testid="storage-panel">
                <DialogHead title="Storage" close/>
                <Show when=move || !in_memory.get()>
                    <div class="storage-usage" data-testid="storage-usage">
                        <p>{move || match room.get() {
                            Some(room) => format!("{} used on this device", room.line()),
                            None => "This browser does not tell how much room there is.".to_owned(),
                        }}</p>
                        {move || room.get().map(bar)}
                    </div>
                </Show>
                <p data-testid="storage-persisted">{promise}</p>
                <Show when=move || may_ask.get()>
                    <button type="button" class="button" data-testid="storage-persist"
                        on:click=move |_| spawn_local(keeping::ask_for_promise(page.state))>
                        <Symbol icon=Icon::Lock/>
                        "Ask the browser to keep it"
                    </button>
                </Show>
                <Show when=move || open.read().is_some()>
                    <div class="storage-project">
                        <h3>"This project"</h3>
                        <div class="row">
                            <button type="button" class="button" data-testid="storage-check"
                                disabled=move || *check.read() == Some(Check::Running)
                                on:click=move |_| page.check_project()>
                                <Symbol icon=Icon::Check/>
                                "Check for damage"
                            </button>
                            <button type="button" class="button" data-testid="storage-export"
                                on:click=move |_| {
                                    if let Some(project) = open.get_untracked() {
                                        close();
                                        page.client.begin_transfer(Kind::Export, project);
                                    }
                                }>
                                <Symbol icon=Icon::Export/>
                                "Export it as a file"
                            </button>
                        </div>
                        <div role="status" data-testid="check-result">{move || check.get().map(result)}</div>
                    </div>
                </Show>
            </div>
        </Dialog>
    }
}

fn promise(state: &AppState) -> &'static str {
    match (state.storage, state.keeping.promised) {
        (Some(Storage::Memory), _) => {
            "This browser keeps nothing for this page: a project ends with its tab. Export what you want to keep."
        }
        (_, Some(true)) => {
            "Your browser has promised to keep your projects, even when the device runs short of room."
        }
        (_, Some(false)) if state.keeping.refused => {
            "Your browser did not agree to keep your projects for sure: it may remove them when the device runs short \
             of room. Often it agrees later, once you use this page more. Until then, an exported file is safe."
        }
        (_, Some(false)) => "Your browser may remove your projects when the device runs short of room.",
        (_, None) => "This browser does not tell whether it keeps your projects. An exported file is safe.",
    }
}

fn bar(room: Room) -> impl IntoView {
    let percent = room.share() * 100.0;
    view! {
        <span class="bar" class:is-tight=room.is_tight() aria-hidden="true">
            <span class="bar-fill" style:width=format!("{percent:.2}%")></span>
        </span>
    }
}

fn result(check: Check) -> AnyView {
    match check {
        Check::Running => view! { <p class="quiet">"Looking at every photo…"</p> }.into_any(),
        Check::Done(problems) if problems.is_empty() => view! { <p>"No damage found."</p> }.into_any(),
        Check::Done(problems) => view! {
            <ul class="problems">{problems.into_iter().map(|problem| view! { <li class="problem">{problem}</li> }).collect_view()}</ul>
        }
        .into_any(),
    }
}
