//! Announcements for screen readers: results and answers, each in one sentence. `imports` announces the progress of
//! imports, `messages` what has ended.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::answer::{best_in_words, present_in_words};
use crate::number_format::percent;
use crate::page::Page;
use crate::scheduling;
use crate::state::AppState;
use crate::state::answers::Outcome;
use crate::state::training::Phase;
use handlens_i18n::t;

/// Minimum time between two sentences about the webcam, in milliseconds: hearing one takes about as long.
const LIVE_MILLISECONDS: i32 = 3000;

/// The live regions, read out whenever they change.
#[component]
pub(super) fn Spoken() -> impl IntoView {
    let page = Page::context();
    let result = page.read(result);
    let answer = page.read(|state| {
        let newest = state.answers.list().first()?;
        match &newest.outcome {
            Outcome::Answered(prediction) => {
                let notes = prediction.notes.iter().map(|note| t!("note-of-file", message = note.clone()));
                let remarks: Vec<String> =
                    present_in_words(state, prediction).into_iter().chain(notes).collect();
                Some((newest.name.clone(), (prediction.clone(), newest.generation), remarks))
            }
            Outcome::Waiting | Outcome::Failed(_) => None,
        }
    });
    let answer = move || {
        answer.get().map(|(name, given, remarks)| {
            let answer = t!("spoken-answer", photo = name, answer = best_in_words(page, &given));
            if remarks.is_empty() {
                return answer;
            }
            t!("spoken-answer-remarks", answer = answer, remarks = remarks.join(" "))
        })
    };
    view! {
        <p class="visually-hidden" role="status" data-testid="spoken-result">{result}</p>
        <p class="visually-hidden" role="status" data-testid="spoken-answer">{answer}</p>
        <p class="visually-hidden" role="status" data-testid="spoken-live">{live(page)}</p>
    }
}

/// How well the classifier works, as soon as a training has ended.
fn result(state: &AppState) -> Option<String> {
    let report = state.training.report.as_ref().filter(|_| state.training.phase == Phase::Trained)?;
    let held_out = report.held_out.as_ref().filter(|held_out| held_out.tells_apart())?;
    let (low, high) = held_out.interval;
    Some(t!("spoken-result", accuracy = percent(held_out.accuracy), low = percent(low), high = percent(high)))
}

/// What the webcam shows, at a pace that one can listen to: the answer itself may change many times a second.
fn live(page: Page) -> RwSignal<String> {
    let spoken = RwSignal::new(String::new());
    spawn_local(async move {
        // Until the language changes and this view is created anew.
        while !spoken.is_disposed() {
            let given =
                page.state.with_untracked(|state| state.answers.live().and_then(|live| live.answer.clone()));
            let sentence = given.map(|given| best_in_words(page, &given)).unwrap_or_default();
            if spoken.with_untracked(|before| *before != sentence) {
                spoken.set(sentence);
            }
            scheduling::wait(LIVE_MILLISECONDS).await;
        }
    });
    spoken
}
