//! The progress of copies, exports and imports of projects.

use leptos::prelude::*;

use super::imports::More;
use crate::components::erased::erased;
use crate::components::progress::Progress;
use crate::page::Page;
use crate::state::transfers::Transfer;
use handlens_core::protocol::JobId;
use handlens_i18n::t;

/// A line for each transfer that is shown, and one for the others together.
#[component]
pub(super) fn Transfers() -> impl IntoView {
    let page = Page::context();
    let jobs = page.read(|state| state.transfers.shown());
    let more = page.read(|state| state.transfers.not_shown());
    let cancel_all = move || {
        let all: Vec<JobId> = page
            .state
            .with_untracked(|state| state.transfers.all().iter().map(|transfer| transfer.job).collect());
        for job in all {
            page.client.cancel_transfer(job);
        }
    };
    // Announces the start; the end is a toast.
    let announcement = page.read(|state| state.transfers.all().first().map(Transfer::doing));
    view! {
        <For each=move || jobs.get() key=|job| job.0 let:job>
            <Running job/>
        </For>
        <More count=more cancel_all testid="transfer-more"/>
        <p class="visually-hidden" role="status">{announcement}</p>
    }
}

#[component]
fn Running(job: JobId) -> impl IntoView {
    let page = Page::context();
    let transfer =
        page.read(move |state| state.transfers.all().iter().find(|transfer| transfer.job == job).cloned());
    let share = Signal::derive(move || transfer.with(|transfer| transfer.as_ref().and_then(Transfer::share)));
    view! {
        <div class="import" data-testid="transfer-progress">
            <p class="import-line">{move || transfer.with(|transfer| transfer.as_ref().map(Transfer::line))}</p>
            <button
                type="button"
                class="button"
                data-testid="transfer-cancel"
                disabled=move || transfer.with(|transfer| transfer.as_ref().is_some_and(|transfer| transfer.cancelling))
                on:click=erased(move |_| page.client.cancel_transfer(job))
            >
                {t!("cancel")}
            </button>
            <Progress share label=t!("transfer-label")/>
        </div>
    }
}
