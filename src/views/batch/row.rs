//! One row of the table.

use leptos::{ev, prelude::*};

use super::super::answer::first_synonym;
use crate::components::erased::erased;
use crate::components::icon::{Icon, Symbol};
use crate::components::name::Name;
use crate::number_format::percent;
use crate::page::Page;
use crate::state::AppState;
use crate::state::batch::{Outcome, Row, Verdict};
use handlens_core::protocol::{BatchItemId, ClassId};
use handlens_i18n::Localise;
use handlens_i18n::t;

/// What a row looks like.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Looks {
    pub(super) id: BatchItemId,
    name: String,
    verdict: &'static str,
    /// The class, or what is shown instead.
    class: String,
    /// Further details.
    detail: Option<String>,
    share: Option<f32>,
    /// Whether the head has learned from the photo; see [`Row::is_learned`].
    learned: bool,
    /// How the file was read, where that is not just as it is; one text.
    notes: Option<String>,
    seen: Option<String>,
    thumbnail: Option<String>,
    selected: bool,
    answered: bool,
}

impl Looks {
    pub(super) fn of(state: &AppState, id: BatchItemId) -> Option<Self> {
        let row = state.batch.find(id)?;
        let answer = row.answer();
        let best = answer.and_then(|answer| answer.classes.first());
        let (verdict, class, more) = words(state, row);
        let notes: Vec<String> = row.notes().iter().map(Localise::text).collect();
        let seen = answer.and_then(|answer| answer.pretrained.as_ref());
        Some(Self {
            id,
            name: row.name.clone(),
            verdict,
            class,
            detail: detail(row, more),
            share: best.map(|(_, share)| *share),
            learned: row.is_learned(),
            notes: (!notes.is_empty()).then(|| notes.join(" ")),
            seen: seen
                .map(|(name, share)| t!("batch-seen", name = first_synonym(name), share = percent(*share))),
            thumbnail: state.batch.thumbnail(id).map(str::to_owned),
            selected: state.batch.selection().contains(&id),
            answered: answer.is_some(),
        })
    }

    pub(super) fn lacks_thumbnail(&self) -> bool {
        self.answered && self.thumbnail.is_none()
    }
}

/// What stands below a row's class: further details (`more`), and whether the model has learned from the photo.
pub(super) fn detail(row: &Row, more: Option<String>) -> Option<String> {
    let learned = row.is_learned().then(|| t!("batch-learned"));
    let parts: Vec<String> = more.into_iter().chain(learned).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// A row's verdict: a keyword for it, what the class column shows, and further details.
pub(super) fn words(state: &AppState, row: &Row) -> (&'static str, String, Option<String>) {
    let best = row.answer().and_then(|answer| answer.classes.first()).map(|(class, _)| *class);
    let best_name = || best.map(|class| state.class_name(class));
    let other = |class: ClassId| best.filter(|best| *best != class).and_then(|_| best_name());
    match state.verdict(row) {
        Verdict::Waiting => ("waiting", t!("batch-waiting"), None),
        Verdict::Refused => {
            let sentence = match &row.outcome {
                Outcome::Refused(sentence) => sentence.text(),
                _ => String::new(),
            };
            ("refused", sentence, None)
        }
        Verdict::Unanswered => ("unanswered", "–".to_owned(), None),
        Verdict::Class(class) => ("class", state.class_name(class), None),
        Verdict::Unknown => {
            let most_like = best_name().map(|name| t!("batch-most-like", class = name));
            ("unknown", t!("batch-none-of-these"), most_like)
        }
        Verdict::Added(class) => {
            let detail = other(class)
                .map_or_else(|| t!("batch-added"), |name| t!("batch-added-otherwise", class = name));
            ("added", state.class_name(class), Some(detail))
        }
        Verdict::Present(class) => {
            let detail = other(class)
                .map_or_else(|| t!("batch-present"), |name| t!("batch-present-otherwise", class = name));
            ("present", state.class_name(class), Some(detail))
        }
    }
}

#[component]
pub(super) fn RowView(
    id: BatchItemId,
    looks: Memo<Vec<Looks>>,
    active: RwSignal<Option<BatchItemId>>,
    shown: Memo<Vec<BatchItemId>>,
    /// Its position in the whole table, from 1; the header comes first.
    place: Signal<Option<usize>>,
) -> impl IntoView {
    let page = Page::context();
    let looks = Memo::new(move |_| {
        // A row that is just leaving the table has no entry.
        looks.with(|looks| looks.iter().find(|looks| looks.id == id).cloned())
    });
    let part = move |part: fn(&Looks) -> Option<String>| {
        Memo::new(move |_| looks.with(|looks| looks.as_ref().and_then(part)))
    };
    let name = part(|looks| Some(looks.name.clone()));
    let class = part(|looks| Some(looks.class.clone()));
    let verdict = Memo::new(move |_| looks.with(|looks| looks.as_ref().map(|looks| looks.verdict)));
    let detail = part(|looks| looks.detail.clone());
    let notes = part(|looks| looks.notes.clone());
    let seen = part(|looks| looks.seen.clone());
    let thumbnail = part(|looks| looks.thumbnail.clone());
    let share = Memo::new(move |_| looks.with(|looks| looks.as_ref().and_then(|looks| looks.share)));
    let selected = Memo::new(move |_| looks.with(|looks| looks.as_ref().is_some_and(|looks| looks.selected)));
    let on_click = move |event: ev::MouseEvent| {
        active.set(Some(id));
        let shown = shown.get_untracked();
        page.change(|state| {
            if event.shift_key() {
                state.batch.select_to(id, &shown);
            } else {
                state.batch.toggle(id);
            }
        });
    };
    let learned = Memo::new(move |_| looks.with(|looks| looks.as_ref().is_some_and(|looks| looks.learned)));
    let bar = move || {
        share.get().map(|share| {
            view! {
                <span>{percent(share)}</span>
                <span class="bar" aria-hidden="true">
                    <span class="bar-fill" style:width=format!("{:.1}%", f64::from(share.clamp(0.0, 1.0)) * 100.0)></span>
                </span>
            }
        })
    };
    view! {
        <tr
            id=format!("batch-{}", id.0)
            class="batch-row"
            class:is-active=move || active.get() == Some(id)
            class:is-selected=selected
            class:is-learned=learned
            aria-selected=move || selected.get().to_string()
            aria-rowindex=move || place.get().map(|place| place.to_string())
            data-testid="batch-row"
            data-name=move || name.get()
            data-class=move || class.get()
            data-verdict=move || verdict.get()
            on:click=erased(on_click)
        >
            <td class="batch-check"><span class="check" class:is-all=selected aria-hidden="true"></span></td>
            <td class="batch-picture">
                {move || thumbnail.get().map(|address| view! { <img src=address alt="" decoding="async"/> })}
            </td>
            <th scope="row" class="batch-name" ><Name name=Signal::derive(move || name.get().unwrap_or_default())/></th>
            <td class="batch-class" colspan=move || (verdict.get() == Some("refused")).then_some("2")>
                <span class="batch-answer"><Name name=Signal::derive(move || class.get().unwrap_or_default())/></span>
                {move || detail.get().map(|detail| view! { <span class="batch-detail quiet">{detail}</span> })}
                {move || notes.get().map(|notes| view! {
                    <span class="batch-note" data-testid="batch-note"><Symbol icon=Icon::About/><span>{notes}</span></span>
                })}
            </td>
            <td class="batch-share">{bar}</td>
            <td class="batch-seen quiet" title=move || seen.get()><span lang="en">{move || seen.get()}</span></td>
        </tr>
    }
}
