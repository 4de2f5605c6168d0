//! How far imports are.

use std::fmt::Write;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::transfers::Transfers;
use crate::protocol::RunId;
use crate::ui::figures::{count, grouped, time_left};
use crate::ui::pace;
use crate::ui::page::Page;
use crate::ui::parts::progress::Progress;
use crate::ui::state::imports::Import;

/// Between two announcements to those who listen, in milliseconds.
const ANNOUNCEMENT_MILLISECONDS: i32 = 5000;

/// A line for each import that runs.
#[component]
pub(super) fn Imports() -> impl IntoView {
    let page = Page::context();
    let runs = page.read(|state| state.imports.all().iter().map(|import| import.run).collect::<Vec<_>>());
    // Both live in the page's root, so the loop may use them as long as the page lives.
    let announcement = RwSignal::new(String::new());
    spawn_local(async move {
        loop {
            pace::wait(ANNOUNCEMENT_MILLISECONDS).await;
            let line =
                page.state.with_untracked(|state| state.imports.all().first().map(line)).unwrap_or_default();
            if announcement.with_untracked(|before| *before != line) {
                announcement.set(line);
            }
        }
    });
    view! {
        <div class="imports">
            <For each=move || runs.get() key=|run| run.0 let:run>
                <Running run/>
            </For>
            <p class="visually-hidden" role="status">{announcement}</p>
            <Transfers/>
        </div>
    }
}

#[component]
fn Running(run: RunId) -> impl IntoView {
    let page = Page::context();
    let import = page.read(move |state| state.imports.all().iter().find(|import| import.run == run).cloned());
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
                on:click=move |_| page.client.cancel(run)
            >
                "Cancel"
            </button>
            <Progress share label="Adding photos"/>
        </div>
    }
}

/// "Adding 37 of 300 photos · 4.1 photos/s · 1 min left".
fn line(import: &Import) -> String {
    let total = count(import.total as usize, "photo", "photos");
    match &import.archive {
        Some(archive) if import.cancelling => return format!("Cancelling the import of {archive}…"),
        Some(archive) if import.total == 0 => return format!("Looking into {archive}…"),
        _ if import.cancelling => return format!("Cancelling the import of {total}…"),
        _ => {}
    }
    let mut line = format!("Adding {} of {total}", grouped(import.done as usize));
    if import.photos_per_second > 0.0 {
        // Writing to a string cannot fail.
        let _ = write!(line, " · {:.1} photos/s", import.photos_per_second);
    }
    if let Some(seconds) = import.seconds_left {
        line.push_str(" · ");
        line.push_str(&time_left(seconds));
    }
    line
}
