//! The progress of imports.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::transfers::Transfers;
use crate::components::erased::erased;
use crate::components::progress::Progress;
use crate::number_format::time_left;
use crate::page::Page;
use crate::scheduling;
use crate::state::imports::Import;
use handlens_core::message::Value;
use handlens_core::protocol::JobId;
use handlens_i18n::t;

/// Minimum time between two announcements, in milliseconds.
const ANNOUNCEMENT_MILLISECONDS: i32 = 5000;

/// A line for each import that is shown, and one for the others together.
#[component]
pub(super) fn Imports() -> impl IntoView {
    let page = Page::context();
    let jobs = page.read(|state| state.imports.shown());
    let more = page.read(|state| state.imports.not_shown());
    let cancel_all = move || {
        let all: Vec<JobId> =
            page.state.with_untracked(|state| state.imports.all().iter().map(|import| import.job).collect());
        for job in all {
            page.client.cancel(job);
        }
    };
    let announcement = RwSignal::new(String::new());
    spawn_local(async move {
        scheduling::wait(ANNOUNCEMENT_MILLISECONDS).await;
        // Until the language changes and this view is created anew.
        while !announcement.is_disposed() {
            let line =
                page.state.with_untracked(|state| state.imports.all().first().map(line)).unwrap_or_default();
            if announcement.with_untracked(|before| *before != line) {
                announcement.set(line);
            }
            scheduling::wait(ANNOUNCEMENT_MILLISECONDS).await;
        }
    });
    view! {
        <div class="imports">
            <For each=move || jobs.get() key=|job| job.0 let:job>
                <Running job/>
            </For>
            <More count=more cancel_all testid="import-more"/>
            <p class="visually-hidden" role="status">{announcement}</p>
            <Transfers/>
        </div>
    }
}

/// How many more there are, and a button that cancels all.
#[component]
pub(super) fn More(
    #[prop(into)] count: Signal<usize>,
    cancel_all: impl Fn() + Copy + Send + Sync + 'static,
    testid: &'static str,
) -> impl IntoView {
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="import" data-testid=testid>
                <p class="import-line">{move || t!("import-line-more", count = count.get())}</p>
                <button type="button" class="button" data-testid="cancel-all" on:click=erased(move |_| cancel_all())>
                    {t!("import-cancel-all")}
                </button>
            </div>
        </Show>
    }
}

#[component]
fn Running(job: JobId) -> impl IntoView {
    let page = Page::context();
    let import = page.read(move |state| state.imports.all().iter().find(|import| import.job == job).cloned());
    let share = Signal::derive(move || {
        import.with(|import| {
            import
                .as_ref()
                .filter(|import| import.total > 0)
                .map(|import| f64::from(import.done) / f64::from(import.total))
        })
    });
    view! {
        <div class="import" data-testid="import-progress">
            <p class="import-line">{move || import.with(|import| import.as_ref().map(line))}</p>
            <button
                type="button"
                class="button"
                data-testid="import-cancel"
                disabled=move || import.with(|import| import.as_ref().is_some_and(|import| import.cancelling))
                on:click=erased(move |_| page.client.cancel(job))
            >
                {t!("cancel")}
            </button>
            <Progress share label=t!("import-line-label")/>
        </div>
    }
}

/// "Adding 37 of 300 photos · 4.1 photos/s · 1 min left".
fn line(import: &Import) -> String {
    match &import.archive {
        Some(archive) if import.cancelling => return t!("import-line-cancelling-archive", name = archive),
        Some(archive) if import.total == 0 => return t!("import-line-opening-archive", name = archive),
        _ if import.cancelling => return t!("import-line-cancelling", count = import.total),
        _ => {}
    }
    let mut parts = vec![t!("import-line-adding", done = import.done, total = import.total)];
    if import.photos_per_second > 0.0 {
        parts.push(t!("import-line-speed", number = Value::decimal(import.photos_per_second.into(), 1)));
    }
    parts.extend(import.seconds_left.map(time_left));
    parts.join(" · ")
}
