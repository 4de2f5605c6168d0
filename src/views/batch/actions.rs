//! What can be done with rows: accept, correct, export.

use leptos::prelude::*;

use super::concerned;
use crate::components::csv_items::CsvItems;
use crate::components::erased::erased;
use crate::components::icon::{Icon, Symbol};
use crate::components::menu::{Menu, MenuItem, Panel};
use crate::components::name::Name;
use crate::csv::Dialect;
use crate::download;
use crate::page::Page;
use crate::state::AppState;
use handlens_core::msg;
use handlens_core::protocol::{BatchItemId, ClassId, ClassInfo, Command};
use handlens_i18n::t;

#[component]
pub(super) fn Actions() -> impl IntoView {
    let page = Page::context();
    let selected = page.read(|state| state.batch.selection().len());
    let gone = page.read(|state| state.batch.lost);
    let idle = move || selected.get() == 0 || gone.get();
    let acceptable = page.read(|state| state.taking(None).add.len());
    let line = move || match selected.get() {
        0 => t!("batch-none-selected"),
        selected => t!("selection-count", count = selected),
    };
    let classes = move || {
        let item = |ClassInfo { id, name }| {
            view! {
                <MenuItem testid="batch-class" name=name.clone() act=move || take(page, Some(id))><Name name=name.clone()/></MenuItem>
            }
        };
        let classes = page.classes.get();
        if classes.is_empty() {
            return view! { <p class="menu-title">{t!("batch-no-class")}</p> }.into_any();
        }
        classes.into_iter().map(item).collect_view().into_any()
    };
    view! {
        <div class="batch-actions" role="toolbar" aria-label=t!("selection-label")>
            <p class="batch-selected" data-testid="batch-selected" aria-live="polite">{line}</p>
            <button
                type="button"
                class="button is-primary"
                data-testid="batch-accept"
                title=t!("batch-accept-hint")
                disabled=move || idle() || acceptable.get() == 0
                on:click=erased(move |_| take(page, None))
            >
                <Symbol icon=Icon::Check/>
                {t!("batch-accept")}
            </button>
            <fieldset disabled=idle>
                <Menu
                    panel=Panel::Menu
                    label=t!("batch-correct-label")
                    testid="batch-correct"
                    class="opens-up"
                    button=|| view! { <Symbol icon=Icon::Move/><span>{t!("batch-correct")}</span><Symbol icon=Icon::Down/> }
                >
                    {classes}
                </Menu>
            </fieldset>
            <Show when=move || { selected.get() > 0 }>
                <button type="button" class="button is-plain" data-testid="batch-select-none"
                    on:click=erased(move |_| page.change(|state| state.batch.clear_selection()))>
                    {t!("batch-select-none")}
                </button>
            </Show>
        </div>
    }
}

/// Adds the photos of the selected rows: all to `class`, or else each to the class of its answer.
fn take(page: Page, class: Option<ClassId>) {
    let taking = page.state.with_untracked(|state| state.taking(class));
    page.change(|state| {
        if taking.left_out > 0 {
            state.messages.refuse(msg!("batch-left-out", count = taking.left_out));
        }
        state.batch.clear_selection();
    });
    if !taking.add.is_empty() {
        page.client.add_batch(taking.add);
    }
    if let Some(class) = class.filter(|_| !taking.relabel.is_empty()) {
        page.send(Command::MovePhotos { photos: taking.relabel, class });
    }
}

/// Exports rows as a table, or their photos in folders.
#[component]
pub(super) fn Export(shown: Memo<Vec<BatchItemId>>) -> impl IntoView {
    let page = Page::context();
    let selected = page.read(|state| state.batch.selection().len());
    let lost = page.read(|state| state.batch.lost);
    let rows = move || if selected.get() > 0 { selected.get() } else { shown.with(Vec::len) };
    view! {
        <Menu
            panel=Panel::Menu
            label=t!("batch-export-label")
            testid="batch-export"
            button=|| view! { <Symbol icon=Icon::Export/><span class="label">{t!("batch-export")}</span><Symbol icon=Icon::Down/> }
        >
            <CsvItems
                testid="batch-csv"
                table=Signal::derive(move || t!("batch-export-table", count = rows()))
                save=Callback::new(move |dialect: Dialect| save_table(page, dialect, &concerned(page, shown)))
            />
            <Show when=move || !lost.get()>
                <MenuItem testid="batch-zip" act=move || save_photos(page, &concerned(page, shown))>
                    {move || t!("batch-export-photos", count = folders(page, &concerned(page, shown)).len())}
                </MenuItem>
            </Show>
        </Menu>
    }
}

fn save_table(page: Page, dialect: Dialect, rows: &[BatchItemId]) {
    let text = page.state.with_untracked(|state| state.batch_csv(dialect, rows));
    let rows = rows.to_vec();
    leptos::task::spawn_local(async move {
        if download::save("answers.csv", None, text.into()).await.is_err() {
            page.change(|state| state.messages.refuse(msg!("batch-table-not-saved")));
        } else {
            page.change(|state| state.batch.saved(&rows));
        }
    });
}

/// The photos among these rows that have a folder in the zip, with its name.
fn folders(page: Page, rows: &[BatchItemId]) -> Vec<(BatchItemId, String)> {
    page.state.with_untracked(|state: &AppState| state.batch_folders(rows))
}

fn save_photos(page: Page, rows: &[BatchItemId]) {
    let folders = folders(page, rows);
    if folders.is_empty() {
        page.change(|state| state.messages.refuse(msg!("batch-nothing-to-sort")));
    } else {
        page.client.export_batch(folders);
    }
}
