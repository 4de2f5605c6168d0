//! The batch prediction: a table of answers to look through, accept, correct or export.
//!
//! | file | does |
//! |---|---|
//! | `actions` | what can be done with rows |
//! | `table` | the table; only the rows in view are in the document |
//! | `row` | one row |
//! | `about` | all that there is to say about one row |

mod about;
mod actions;
mod row;
mod table;

use super::messages::told;
use leptos::html;
use leptos::prelude::*;

use crate::components::drop_zone::{carries_files, take_drop};
use crate::components::erased::erased;
use crate::components::icon::{Icon, Symbol};
use crate::components::progress::Progress;
use crate::language::Spoken;
use crate::number_format::time_left;
use crate::page::Page;
use crate::scheduling;
use crate::state::AppState;
use crate::state::batch::arrange::{Arranged, Filter};
use crate::upload::Target;
use actions::{Actions, Export};
use handlens_core::message::Value;
use handlens_core::protocol::{BatchItemId, ClassInfo};
use handlens_i18n::t;
use table::Table;

/// The table of the batch prediction, if it is open.
#[component]
pub(super) fn Batch() -> impl IntoView {
    let page = Page::context();
    let asked = page.read(|state| state.batch.is_asked());
    view! {
        <Show when=move || asked.get() && page.batch_open.get()>
            <Panel/>
        </Show>
    }
}

/// A line that leads to the table while it is closed.
#[component]
pub(super) fn BatchLine() -> impl IntoView {
    let page = Page::context();
    let asked = page.read(|state| state.batch.is_asked());
    let photos = page.read(|state| state.batch.counts().0);
    view! {
        <Show when=move || asked.get() && !page.batch_open.get()>
            <button type="button" class="button" data-testid="batch-open" on:click=erased(move |_| page.batch_open.set(true))>
                <Symbol icon=Icon::Expand/>
                {move || t!("batch-open", count = photos.get())}
            </button>
        </Show>
    }
}

#[component]
fn Panel() -> impl IntoView {
    let page = Page::context();
    let arranged = arranged(page);
    let shown = Memo::new(move |_| arranged.with(|arranged| arranged.shown.clone()));
    let running = page.read(|state| state.batch.progress.is_some());
    let share = Signal::derive(move || {
        page.state.with(|state| {
            state.batch.progress.map(|progress| f64::from(progress.done) / f64::from(progress.total.max(1)))
        })
    });
    let title = NodeRef::<html::H2>::new();
    let spoken = Spoken::context();
    Effect::new(move |_| {
        if let Some(title) = title.get().filter(|_| !spoken.is_switching()) {
            let wanted = move || page.batch_open.get_untracked();
            scheduling::focus_when_drawn(title.into(), wanted);
        }
    });
    view! {
        <section
            class="batch panel"
            aria-labelledby="batch-title"
            data-testid="batch"
            on:dragover=move |event| {
                if carries_files(&event) {
                    event.prevent_default();
                    event.stop_propagation();
                }
            }
            on:drop=move |event| {
                take_drop(&event, page, Target::Try);
            }
        >
            <div class="batch-head">
                <h2 id="batch-title" tabindex="-1" node_ref=title>{t!("batch-title")}</h2>
                <p class="quiet batch-status" data-testid="batch-status">{status(page)}</p>
                <Show when=move || running.get()>
                    <button type="button" class="button" data-testid="batch-cancel" on:click=erased(move |_| page.client.cancel_batch())>
                        {t!("cancel")}
                    </button>
                </Show>
                <button type="button" class="button icon-only" aria-label=t!("batch-close") title=t!("batch-close")
                    data-testid="batch-close" on:click=erased(move |_| page.batch_open.set(false))>
                    <Symbol icon=Icon::Close/>
                </button>
            </div>
            <Show when=move || running.get()>
                <Progress share label=t!("batch-looking-label")/>
            </Show>
            <Lost/>
            <Refusals/>
            <div class="batch-tools">
                <FilterChoice arranged/>
                <span class="batch-space"></span>
                <Export shown/>
                <button type="button" class="button is-plain" data-testid="batch-clear" title=t!("batch-clear-hint")
                    on:click=erased(move |_| page.client.clear_batch())>
                    <Symbol icon=Icon::Trash/>
                    <span class="label">{t!("batch-clear")}</span>
                </button>
            </div>
            <Table shown/>
            <Actions/>
            <p class="visually-hidden" role="status">{announcement(page)}</p>
        </section>
    }
}

/// The rows shown. Sorted only when they should be, not with every answer.
fn arranged(page: Page) -> Memo<Arranged> {
    let key = page.read(|state| (state.batch.arrangement(), state.batch.sort, state.batch.filter));
    Memo::new(move |_| {
        let _ = (key.get(), page.classes.read(), page.thresholds.read());
        page.state.with_untracked(AppState::arrange_batch)
    })
}

/// The progress: "412 of 1,204 photos · 3 files could not be used · 19.4 photos/s · 40 s left", and at the end "1,204
/// photos · 3 files could not be used".
fn status(page: Page) -> Memo<String> {
    page.read(|state| {
        let batch = &state.batch;
        let (photos, refused) = batch.counts();
        let mut told = vec![match batch.progress {
            Some(progress) => {
                t!("batch-done", done = (progress.done as usize).saturating_sub(refused), count = photos)
            }
            None if batch.rows().is_empty() => t!("batch-looking"),
            None => t!("photo-count", count = photos),
        }];
        if refused > 0 {
            told.push(t!("batch-refused", count = refused));
        }
        if let Some(progress) = batch.progress {
            if progress.photos_per_second > 0.0 {
                let speed = Value::decimal(progress.photos_per_second.into(), 1);
                told.push(t!("batch-pace", photos = speed));
            }
            told.extend(progress.seconds_left.map(time_left));
        } else if batch.outdated() > 0 && state.training.report.is_some() {
            told.push(t!("batch-outdated", count = batch.outdated()));
        }
        told.join(" · ")
    })
}

/// The progress for screen readers: the start, each quarter, the end.
fn announcement(page: Page) -> Memo<String> {
    page.read(|state| {
        let batch = &state.batch;
        let (photos, refused) = batch.counts();
        let Some(progress) = batch.progress else {
            return if batch.lost || photos + refused == 0 {
                String::new()
            } else if photos == 0 {
                t!("batch-refused", count = refused)
            } else if batch.outdated() > 0 {
                t!("batch-told-outdated", count = photos)
            } else {
                t!("batch-told-answered", count = photos)
            };
        };
        match 4 * progress.done / progress.total.max(1) {
            0 => t!("batch-told-looking", count = photos),
            quarters => t!("batch-told-quarters", quarters = quarters, count = photos),
        }
    })
}

/// Why files cannot be used, in full: a row has no room for that.
#[component]
fn Refusals() -> impl IntoView {
    let page = Page::context();
    let causes = page.read(|state| state.batch.refusals());
    let count = Memo::new(move |_| causes.with(Vec::len));
    view! {
        <Show when=move || { count.get() > 0 }>
            <details class="batch-refusals" data-testid="batch-refusals">
                <summary>{move || t!("notice-reasons", count = count.get())}</summary>
                <ul>{move || causes.with(|causes| causes.iter().map(told).collect_view())}</ul>
            </details>
        </Show>
    }
}

/// Says that the worker with the photos is gone, and offers to predict them again.
#[component]
fn Lost() -> impl IntoView {
    let page = Page::context();
    let lost = page.read(|state| state.batch.lost);
    view! {
        <Show when=move || lost.get()>
            <div class="hint batch-lost">
                <p>{t!("batch-lost")}</p>
                <button type="button" class="button" data-testid="batch-again" on:click=erased(move |_| page.client.repeat_batch())>
                    {t!("batch-again")}
                </button>
            </div>
        </Show>
    }
}

/// The choice of the rows shown.
#[component]
fn FilterChoice(arranged: Memo<Arranged>) -> impl IntoView {
    let page = Page::context();
    let chosen = page.read(|state| state.batch.filter);
    let counts = Memo::new(move |_| arranged.with(|arranged| arranged.counts.clone()));
    let option = move |filter: Filter, name: String| {
        let shown = counts.with(|counts| counts.get(&filter).copied().unwrap_or_default());
        (shown > 0 || filter == Filter::All || filter == chosen.get()).then(|| {
            let label = t!("batch-filter-choice", name = name, count = shown);
            view! { <option value=filter.key() selected=move || chosen.get() == filter>{label}</option> }
        })
    };
    let options = move || {
        let class = |info: ClassInfo| option(Filter::Class(info.id), info.name);
        let classes = page.classes.get().into_iter().filter_map(class).collect_view();
        view! {
            {option(Filter::All, t!("batch-filter-all"))}
            {option(Filter::Open, t!("batch-filter-open"))}
            {classes}
            {option(Filter::Unknown, t!("batch-none-of-these"))}
            {option(Filter::Noted, t!("batch-filter-noted"))}
            {option(Filter::Present, t!("batch-filter-present"))}
            {option(Filter::Refused, t!("batch-filter-refused"))}
        }
    };
    let choose = move |event| {
        let filter = Filter::of(&event_target_value(&event));
        page.change(|state| {
            state.batch.filter = filter;
            state.batch.clear_selection();
        });
    };
    view! {
        <label class="batch-filter">
            <span>{t!("batch-filter")}</span>
            <select data-testid="batch-filter" on:change=choose>{options}</select>
        </label>
    }
}

/// The rows that an action applies to: the selected ones, or else all that are shown.
fn concerned(page: Page, shown: Memo<Vec<BatchItemId>>) -> Vec<BatchItemId> {
    let shown = shown.get_untracked();
    page.state.with_untracked(|state| {
        let selection = state.batch.selection();
        if selection.is_empty() {
            shown
        } else {
            shown.into_iter().filter(|id| selection.contains(id)).collect()
        }
    })
}
