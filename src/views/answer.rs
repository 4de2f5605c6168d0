//! The answer for one photo: the person's classes, and beside them the pretrained model's.

use leptos::prelude::*;

use super::explanation::WhyView;
use super::messages::told;
use crate::components::confidence::Confidence;
use crate::components::erased::erased;
use crate::components::gallery::Gallery;
use crate::components::icon::{Icon, Symbol};
use crate::components::name::Name;
use crate::number_format::{milliseconds, percent};
use crate::page::Page;
use crate::state::AppState;
use crate::state::answers::{Answer, Outcome};
use crate::state::library::Showing;
use crate::state::notices::Cause;
use handlens_core::message::Message;
use handlens_core::protocol::{ClassId, JobId, PhotoId, Prediction};
use handlens_i18n::Localise;
use handlens_i18n::t;

/// Classes shown at first; the rest is folded.
const SHOWN: usize = 5;

/// An answer, and the generation of the head that gave it.
type Given = (Prediction, u32);

/// The kind of outcome, without the answer itself: what is open stays open when only the answer changes.
#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Waiting,
    Failed,
    Answered,
}

/// A photo with its answer.
#[component]
pub(super) fn AnswerView(job: JobId) -> impl IntoView {
    let page = Page::context();
    // One memo for each answer, because there may be many.
    let answer = page.read(move |state| {
        let answer = state.answers.find(job)?;
        let outdated = match &answer.outcome {
            Outcome::Answered(prediction) => state.training.is_outdated(prediction, answer.generation),
            Outcome::Waiting | Outcome::Failed(_) => false,
        };
        let newest = state.answers.list().first().is_some_and(|first| first.job == job);
        Some((answer.clone(), outdated, newest))
    });
    let part = move |part: fn(&Answer) -> String| {
        Memo::new(move |_| answer.with(|answer| answer.as_ref().map(|(answer, ..)| part(answer))))
    };
    let failure = page.read(move |state| state.answers.failure(job));
    let file = part(|answer| answer.name.clone());
    let name = move || match failure.get() {
        Some(Cause { count, .. }) if count > 1 => Some(t!("batch-refused", count = count)),
        _ => file.get(),
    };
    let kind = Memo::new(move |_| {
        answer.with(|answer| {
            answer.as_ref().map(|(answer, ..)| match &answer.outcome {
                Outcome::Waiting => Kind::Waiting,
                Outcome::Failed(_) => Kind::Failed,
                Outcome::Answered(_) => Kind::Answered,
            })
        })
    });
    let given = Memo::new(move |_| {
        answer.with(|answer| match answer.as_ref().map(|(answer, ..)| (&answer.outcome, answer.generation)) {
            Some((Outcome::Answered(prediction), generation)) => Some((prediction.clone(), generation)),
            _ => None,
        })
    });
    let outdated =
        Memo::new(move |_| answer.with(|answer| answer.as_ref().is_some_and(|(_, outdated, _)| *outdated)));
    let newest =
        Memo::new(move |_| answer.with(|answer| answer.as_ref().is_some_and(|(.., newest)| *newest)));
    let present = page.read(move |state| match &state.answers.find(job)?.outcome {
        Outcome::Answered(prediction) => present_in_words(state, prediction),
        Outcome::Waiting | Outcome::Failed(_) => None,
    });
    let notes = Memo::new(move |_| {
        given.with(|given| given.as_ref().map(|(prediction, _)| prediction.notes.clone()))
    });
    let notes = move || {
        let sentence = |message: Message| view! { <p class="answer-note" data-testid="answer-note"><Symbol icon=Icon::About/><span>{t!("note-of-file", message = message)}</span></p> };
        notes.get().map(|notes| notes.into_iter().map(sentence).collect_view())
    };
    // Several files share one sentence, with their names.
    let failed = move |cause: Cause| match cause.count {
        1 => {
            let lost = cause.message.key() == "answer-interrupted";
            view! {
                <p>
                    {cause.message.text()}" "
                    {lost.then(|| ask_again(page, job))}
                </p>
            }
            .into_any()
        }
        _ => view! { <ul>{told(&cause)}</ul> }.into_any(),
    };
    let body = move || {
        kind.get().map(|kind| match kind {
            Kind::Waiting => view! { <p class="quiet">{t!("answer-waiting")}</p> }.into_any(),
            Kind::Failed => view! { <div class="problem" data-testid="try-failure">{move || failure.get().map(failed)}</div> }.into_any(),
            Kind::Answered => view! { <GivenView job given newest/> }.into_any(),
        })
    };
    let took = move || {
        given.with(|given| {
            given
                .as_ref()
                .map(|(prediction, _)| t!("answer-took", time = milliseconds(prediction.milliseconds)))
        })
    };
    view! {
        <article class="answer" class:is-outdated=outdated data-testid="try-result" aria-label=name>
            <div class="answer-head">
                <div class="answer-picture"><AnswerPicture job alt=String::new() testid="answer-picture"/><Symbol icon=Icon::Photo/></div>
                <div class="answer-about">
                    <h3 class="answer-name"><Name name=Signal::derive(move || name().unwrap_or_default())/></h3>
                    <p class="quiet" data-testid="try-time">{took}</p>
                    {move || present.get().map(|sentence| view! { <p data-testid="answer-present">{sentence}</p> })}
                    {notes}
                    <Show when=move || outdated.get()>
                        <p class="quiet" data-testid="answer-outdated">
                            {t!("answer-outdated")}" "
                            {ask_again(page, job)}
                        </p>
                    </Show>
                </div>
            </div>
            {body}
        </article>
    }
}

fn ask_again(page: Page, job: JobId) -> impl IntoView {
    view! {
        <button type="button" class="link" data-testid="ask-again" on:click=erased(move |_| page.client.predict_again(job))>
            {t!("answer-ask-again")}
        </button>
    }
}

/// The photo itself, or a smaller picture if the browser cannot show the file.
#[component]
pub(super) fn AnswerPicture(
    job: JobId,
    /// The picture's text alternative.
    #[prop(into)]
    alt: Signal<String>,
    testid: &'static str,
) -> impl IntoView {
    let page = Page::context();
    let refused = RwSignal::new(false);
    let address = page.read(move |state| {
        state.answers.find(job).and_then(|answer| answer.shown(refused.get()).map(str::to_owned))
    });
    view! {
        <img src=address alt=alt decoding="async" data-testid=testid on:error=move |_| refused.set(true)/>
    }
}

/// The answer for a photo, kept up to date as one head follows another.
#[component]
fn GivenView(job: JobId, given: Memo<Option<Given>>, newest: Memo<bool>) -> impl IntoView {
    let page = Page::context();
    let unknown =
        Memo::new(move |_| given.with(|given| given.as_ref().is_some_and(|given| is_unknown(page, given))));
    let best = move || {
        if unknown.get() {
            return Some(t!("none-of-these"));
        }
        // Follows renames of the class.
        given.with(|given| Some(best(&given.as_ref()?.0, |class| page.class_name(class).get())))
    };
    let nearest = Memo::new(move |_| {
        given.with(|given| {
            given.as_ref().map(|(prediction, _)| prediction.nearest.clone()).unwrap_or_default()
        })
    });
    // If there are many answers, only open ones show photos: each photo listens to the state.
    let open = RwSignal::new(false);
    let toggled = move |event: web_sys::Event| {
        open.set(event_target::<web_sys::HtmlDetailsElement>(&event).open());
    };
    view! {
        <details prop:open=newest on:toggle=toggled>
            <summary data-testid="try-best"><Name name=Signal::derive(move || best().unwrap_or_default())/></summary>
            {move || given.get().map(|given| view! { <PredictionView given/> })}
            <Show when=move || open.get()>
                <WhyView job unknown/>
                {move || {
                    let nearest = nearest.get();
                    (!nearest.is_empty()).then(|| view! { <Nearest job nearest/> })
                }}
            </Show>
        </details>
    }
}

/// Whether an answer counts as "none of these" for the head that gave it.
fn is_unknown(page: Page, (prediction, generation): &Given) -> bool {
    page.thresholds.with(|thresholds| thresholds.is_unknown(prediction.unknown, *generation))
}

/// Says that the project has this very photo, or that the model has learned from it, if so.
pub(super) fn present_in_words(state: &AppState, prediction: &Prediction) -> Option<String> {
    match state.class_of_same(prediction.same) {
        Some(class) => Some(t!("answer-present", class = state.class_name(class))),
        None => prediction.learned.then(|| t!("answer-learned")),
    }
}

/// The person's photos that are most like this one.
#[component]
fn Nearest(job: JobId, nearest: Vec<PhotoId>) -> impl IntoView {
    let page = Page::context();
    // Some may have been deleted since.
    let photos = page.read(move |state| {
        nearest.iter().copied().filter(|photo| state.library.class_of(*photo).is_some()).collect::<Vec<_>>()
    });
    view! {
        <div class="nearest" data-testid="nearest">
            <h4>{t!("answer-nearest")}</h4>
            <Gallery place=Showing::Nearest(job) photos classes=true/>
        </div>
    }
}

/// The answer in a few words, under the current settings.
pub(super) fn best_in_words(page: Page, given: &Given) -> String {
    if untrack(|| is_unknown(page, given)) {
        return t!("none-of-these");
    }
    best(&given.0, |class| page.state.with_untracked(|state| state.class_name(class)))
}

/// The most probable class in a few words.
fn best(prediction: &Prediction, name: impl Fn(ClassId) -> String) -> String {
    match (prediction.classes.first(), prediction.pretrained.first()) {
        (Some((class, share)), _) => format!("{} · {}", name(*class), percent(*share)),
        (None, Some((name, share))) => format!("{} · {}", first_synonym(name), percent(*share)),
        (None, None) => t!("answer-none"),
    }
}

/// Bars for the person's classes and for the pretrained model's.
#[component]
pub(super) fn PredictionView(given: Given) -> impl IntoView {
    let page = Page::context();
    let Prediction { classes, pretrained, .. } = given.0.clone();
    let unknown = Memo::new(move |_| is_unknown(page, &given));
    let best_guess = pretrained.first().map(|(name, share)| (first_synonym(name), percent(*share)));
    let row = move |(class, share): (ClassId, f32)| {
        let name = page.class_name(class);
        view! {
            <li class="confidence" data-testid="try-class-row" data-class=name data-probability=share.to_string()>
                <Confidence name share/>
            </li>
        }
    };
    let (first, rest) = classes.split_at(classes.len().min(SHOWN));
    let (first, rest) = (first.to_vec(), rest.to_vec());
    let has_head = !classes.is_empty();
    let rows_of_pretrained = pretrained.into_iter().map(|(name, share)| {
        view! {
            <li class="confidence" lang="en" data-testid="pretrained-row" title=name.clone() data-class=name.clone() data-probability=share.to_string()>
                <Confidence name=first_synonym(&name) share/>
            </li>
        }
    });
    view! {
        <Show when=move || unknown.get()>
            <p class="none-of-these-note" data-testid="none-of-these">
                <strong>{t!("unknown-note")}</strong>
                " "
                {match best_guess.clone() {
                    Some((name, share)) => t!("unknown-note-guess", name = name, share = share),
                    None => t!("unknown-note-unlike"),
                }}
            </p>
        </Show>
        <div class="prediction" class:is-unknown=unknown>
            {has_head.then(|| view! {
                <div class="prediction-own">
                    <h4>{t!("answer-own")}</h4>
                    <ol>{first.into_iter().map(row).collect_view()}</ol>
                    {(!rest.is_empty()).then(|| view! {
                        <details>
                            <summary>{t!("answer-more-classes", count = rest.len())}</summary>
                            <ol>{rest.into_iter().map(row).collect_view()}</ol>
                        </details>
                    })}
                </div>
            })}
            <div class="prediction-pretrained">
                <h4>{t!("answer-pretrained")}</h4>
                <ol>{rows_of_pretrained.collect_view()}</ol>
            </div>
        </div>
    }
}

/// The first of the synonyms that make up a pretrained model's class name: "lacewing, lacewing fly".
pub(super) fn first_synonym(name: &str) -> String {
    name.split(", ").next().unwrap_or(name).to_owned()
}
