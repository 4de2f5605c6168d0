//! All that there is to say about one row: in the table it has little room, and no keyboard reaches its tooltips.

use leptos::prelude::*;

use super::row::{detail, words};
use crate::page::Page;
use crate::state::AppState;
use crate::state::batch::Row;
use handlens_core::protocol::BatchItemId;
use handlens_i18n::t;

/// The active row in full: its name, its answer, and how its file was read.
#[component]
pub(super) fn About(active: RwSignal<Option<BatchItemId>>) -> impl IntoView {
    let page = Page::context();
    let told = page.read(move |state| Some(in_full(state, state.batch.find(active.get()?)?)));
    view! {
        {move || told.get().map(|(name, answer, notes)| view! {
            <div class="batch-about" data-testid="batch-about">
                <p><strong>{name}</strong>" "{answer}</p>
                {notes.into_iter().map(|note| view! { <p>{note}</p> }).collect_view()}
            </div>
        })}
    }
}

/// A row's name, its answer or the sentence that goes on from the name, and a sentence for each note.
fn in_full(state: &AppState, row: &Row) -> (String, String, Vec<String>) {
    let (_, class, more) = words(state, row);
    let answer: Vec<String> = [class].into_iter().chain(detail(row, more)).collect();
    let notes = row.notes().iter().map(|note| t!("note-of-file", message = note.clone()));
    (row.name.clone(), answer.join(" · "), notes.collect())
}
