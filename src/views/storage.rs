//! How safely the device keeps the projects, and what can be done about it.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::components::dialog::{Dialog, DialogHead};
use crate::components::erased::erased;
use crate::components::icon::{Icon, Symbol};
use crate::page::Page;
use crate::state::AppState;
use crate::state::storage_quota::{Check, Forgetting, Room};
use crate::state::transfers::Kind;
use crate::storage_quota;
use handlens_core::protocol::Storage;
use handlens_i18n::Localise;
use handlens_i18n::t;

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
    spawn_local(storage_quota::refresh(page.state));
    view! {
        <Dialog label=t!("header-storage") close>
            <div class="storage" data-testid="storage-panel">
                <DialogHead title=t!("header-storage") close/>
                <Show when=move || !in_memory.get()>
                    <div class="storage-usage" data-testid="storage-usage">
                        <p>{move || match room.get() {
                            Some(room) => t!("storage-used", amount = room.line()),
                            None => t!("storage-room-unknown"),
                        }}</p>
                        {move || room.get().map(bar)}
                    </div>
                </Show>
                <p data-testid="storage-persisted">{promise}</p>
                <Show when=move || may_ask.get()>
                    <button type="button" class="button" data-testid="storage-persist"
                        on:click=erased(move |_| spawn_local(storage_quota::ask_for_promise(page.state)))>
                        <Symbol icon=Icon::Lock/>
                        {t!("storage-ask")}
                    </button>
                </Show>
                <Show when=move || open.read().is_some()>
                    <div class="storage-project">
                        <h3>{t!("storage-this-project")}</h3>
                        <div class="row">
                            <button type="button" class="button" data-testid="storage-check"
                                disabled=move || *check.read() == Some(Check::Running)
                                on:click=erased(move |_| page.check_project())>
                                <Symbol icon=Icon::Check/>
                                {t!("project-check")}
                            </button>
                            <button type="button" class="button" data-testid="storage-export"
                                on:click=erased(move |_| {
                                    if let Some(project) = open.get_untracked() {
                                        close();
                                        page.client.begin_transfer(Kind::Export, project);
                                    }
                                })>
                                <Symbol icon=Icon::Export/>
                                {t!("storage-export")}
                            </button>
                        </div>
                        <div role="status" data-testid="check-result">{move || check.get().map(result)}</div>
                        <Deleted/>
                    </div>
                </Show>
            </div>
        </Dialog>
    }
}

/// Deleted photos that undo still keeps, and the button that removes them permanently.
#[component]
fn Deleted() -> impl IntoView {
    let page = Page::context();
    let asked = RwSignal::new(false);
    let forgetting = page.read(|state| state.keeping.forgetting.clone());
    let importing = page.read(|state| !state.imports.all().is_empty());
    Effect::new(move |_| {
        if matches!(forgetting.get(), Some(Forgetting::Done(_))) {
            spawn_local(storage_quota::refresh(page.state));
        }
    });
    let ask = move |wish: bool| {
        asked.set(wish);
        // Touches the state, so that `focus` looks where the focus should go.
        page.change(|_| {});
    };
    let forget = move |_| {
        ask(false);
        page.forget_deleted();
    };
    view! {
        <p class="quiet">{t!("storage-deleted")}</p>
        <Show when=move || asked.get() fallback=move || view! {
            <button type="button" class="button" data-testid="storage-forget"
                disabled=move || importing.get() || *forgetting.read() == Some(Forgetting::Running)
                on:click=erased(move |_| ask(true))>
                <Symbol icon=Icon::Trash/>
                {t!("storage-forget")}
            </button>
        }>
            <div role="group" aria-label=t!("storage-forget")>
                <p>{t!("storage-forget-warning")}</p>
                <div class="row">
                    <button type="button" class="button" data-testid="storage-forget-cancel" on:click=erased(move |_| ask(false))>
                        {t!("cancel")}
                    </button>
                    <button type="button" class="button is-danger" data-testid="storage-forget-confirm" on:click=erased(forget)>
                        {t!("storage-forget-confirm")}
                    </button>
                </div>
            </div>
        </Show>
        <div role="status" data-testid="storage-forgotten">{move || forgetting.get().map(forgotten)}</div>
    }
}

fn forgotten(forgetting: Forgetting) -> impl IntoView {
    let (problem, sentence) = match forgetting {
        Forgetting::Running => (false, t!("storage-forgetting")),
        Forgetting::Done(None) => (false, t!("storage-forgotten")),
        Forgetting::Done(Some(problem)) => (true, problem.text()),
    };
    view! { <p class:problem=problem>{sentence}</p> }
}

fn promise(state: &AppState) -> String {
    match (state.storage, state.keeping.promised) {
        (Some(Storage::Memory), _) => t!("storage-memory"),
        (_, Some(true)) => t!("storage-promised"),
        (_, Some(false)) if state.keeping.refused => t!("storage-refused"),
        (_, Some(false)) => t!("storage-at-risk"),
        (_, None) => t!("storage-promise-unknown"),
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
        Check::Running => view! { <p class="quiet">{t!("storage-checking")}</p> }.into_any(),
        Check::Done(problems) if problems.is_empty() => view! { <p>{t!("storage-sound")}</p> }.into_any(),
        Check::Done(problems) => view! {
            <ul class="problems">{problems.into_iter().map(|problem| view! { <li class="problem">{problem.text()}</li> }).collect_view()}</ul>
        }
        .into_any(),
    }
}
