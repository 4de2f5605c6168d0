//! Explanations: which regions of a photo support an answer, and which count against it.

use leptos::prelude::*;

use super::answer::{AnswerPicture, first_synonym};
use crate::components::erased::erased;
use crate::components::heatmap::{AGAINST, FOR, Heat, HeatSample};
use crate::page::Page;
use crate::state::answers::Why;
use crate::state::saliency::{Marked, marked};
use handlens_core::message::Message;
use handlens_core::metrics::saliency::Place;
use handlens_core::msg;
use handlens_core::protocol::{Explanation, JobId, Subject};
use handlens_i18n::Localise;
use handlens_i18n::t;

/// The button that asks for an explanation, and the explanation below it.
#[component]
pub(super) fn WhyView(
    job: JobId,
    /// Whether the answer is "none of these".
    unknown: Memo<bool>,
) -> impl IntoView {
    let page = Page::context();
    let why = page.read(move |state| state.answers.find(job).and_then(|answer| answer.why.clone()));
    let open = RwSignal::new(false);
    let toggle = move |_| {
        open.update(|open| *open = !*open);
        let wanting = why.with_untracked(|why| matches!(why, None | Some(Why::Failed(_))));
        if open.get_untracked() && wanting {
            page.client.explain(job);
        }
    };
    // If another head answers now and the explanation was dropped, asks that head.
    Effect::new(move |before: Option<bool>| {
        let known = why.with(Option::is_some);
        if before == Some(true) && !known && open.get_untracked() {
            page.client.explain(job);
        }
        known
    });
    let body = move || {
        why.get().filter(|_| open.get()).map(|why| match why {
            Why::Waiting => view! { <p class="quiet">{t!("answer-waiting")}</p> }.into_any(),
            Why::Failed(sentence) => {
                view! { <p class="problem" data-testid="why-failure">{sentence.text()}</p> }.into_any()
            }
            Why::Explained(explanation) => {
                view! { <Regions job explanation unknown=unknown.get_untracked()/> }.into_any()
            }
        })
    };
    view! {
        <div class="why" data-testid="why">
            <button type="button" class="button" data-testid="why-button" aria-expanded=move || open.get().to_string() on:click=erased(toggle)>
                {t!("why-button")}
            </button>
            <div aria-live="polite">{body}</div>
        </div>
    }
}

/// The photo with marked regions, for a subject that the person may choose.
#[component]
fn Regions(job: JobId, explanation: Explanation, unknown: bool) -> impl IntoView {
    let page = Page::context();
    let photo =
        page.read(move |state| state.answers.find(job).map(|answer| answer.name.clone()).unwrap_or_default());
    // If the answer is "none of these", what the pretrained model sees says more.
    let subjects: Vec<Subject> =
        explanation.subjects.iter().map(|explained| explained.subject.clone()).collect();
    let is_own = |subject: &Subject| matches!(subject, Subject::Class(_));
    let first = subjects.iter().position(|subject| is_own(subject) != unknown).unwrap_or(0);
    let chosen = RwSignal::new(first);
    let explanation = StoredValue::new(explanation);
    let all = StoredValue::new(subjects);
    let subject = move || all.with_value(|all| all.get(chosen.get()).cloned());
    let drawn = Memo::new(move |_| {
        let subject = subject()?;
        explanation.with_value(|explanation| marked(explanation, &subject))
    });
    let hidden = RwSignal::new(false);
    let name = move |subject: &Subject| match subject {
        Subject::Class(class) => page.class_name(*class).get(),
        Subject::Pretrained(name) => first_synonym(name),
    };
    let chosen_name = move || subject().map(|subject| name(&subject)).unwrap_or_default();
    let rival_name = move || drawn.with(|drawn| drawn.as_ref().map(|drawn| name(&drawn.rival)));
    let sentence = Signal::derive(move || {
        drawn.with(|drawn| drawn.as_ref().map(|drawn| told(&chosen_name(), drawn))).unwrap_or_default()
    });
    let picture_in_words =
        Signal::derive(move || t!("why-picture", photo = photo.get(), sentence = sentence.get()));
    let choose = move |event: web_sys::Event| {
        if let Ok(place) = event_target_value(&event).parse() {
            chosen.set(place);
        }
    };
    let group = move |own: bool, label: String| {
        let places: Vec<(usize, Subject)> = all.with_value(|all| {
            let places = all.iter().cloned().enumerate();
            places.filter(|(_, subject)| is_own(subject) == own).collect()
        });
        (places.len() > 1).then(|| {
            let options = places.into_iter().map(|(place, subject)| {
                let selected = move || chosen.get() == place;
                // The pretrained model's class names are English.
                view! {
                    <option value=place.to_string() lang=(!own).then_some("en") prop:selected=selected>
                        {move || name(&subject)}
                    </option>
                }
            });
            view! { <optgroup label=label>{options.collect_view()}</optgroup> }
        })
    };
    view! {
        <div class="why-regions" data-testid="why-regions">
            <p class="why-choice">
                <label>
                    {t!("why-what-speaks-for")}" "
                    <select data-testid="why-subject" on:change=choose>
                        {group(true, t!("answer-own"))}
                        {group(false, t!("answer-pretrained"))}
                    </select>
                </label>
                {move || rival_name().map(|rival| view! {
                    <span class="quiet">" "{t!("why-rather-than")}" "<b data-testid="why-rival">{rival}</b></span>
                })}
            </p>
            <div class="why-photo" class:is-plain=hidden>
                <AnswerPicture job alt=picture_in_words testid="why-picture"/>
                <Heat marked=drawn/>
            </div>
            <div class="why-legend">
                <span><HeatSample colour=FOR/>{move || t!("why-legend-for", name = chosen_name())}</span>
                <span><HeatSample colour=AGAINST/>{t!("why-legend-against")}</span>
                <button type="button" class="link" data-testid="why-hide"
                    on:click=erased(move |_| hidden.update(|hidden| *hidden = !*hidden))>
                    {move || if hidden.get() { t!("why-show") } else { t!("why-hide") }}
                </button>
            </div>
            <p class="quiet" data-testid="why-sentence">{move || sentence.get()}</p>
            <p class="quiet">{t!("why-about")}</p>
        </div>
    }
}

/// The explanation in words: "Speaks for cat: mostly the upper left. Against it: mostly the bottom."
fn told(name: &str, marked: &Marked) -> String {
    match (marked.speaks_for, marked.speaks_against) {
        (None, None) => t!("why-nothing", name = name),
        (Some(place), None) => t!("why-for", name = name, place = words(place)),
        (None, Some(place)) => t!("why-against", name = name, place = words(place)),
        (Some(place), Some(against)) => {
            t!("why-for-and-against", name = name, place = words(place), against = words(against))
        }
    }
}

fn words(place: Place) -> Message {
    match place {
        Place::Third(0, 0) => msg!("why-place-upper-left"),
        Place::Third(0, 1) => msg!("why-place-top"),
        Place::Third(0, _) => msg!("why-place-upper-right"),
        Place::Third(1, 0) => msg!("why-place-left"),
        Place::Third(1, 1) => msg!("why-place-middle"),
        Place::Third(1, _) => msg!("why-place-right"),
        Place::Third(_, 0) => msg!("why-place-lower-left"),
        Place::Third(_, 1) => msg!("why-place-bottom"),
        Place::Third(..) => msg!("why-place-lower-right"),
        Place::Everywhere => msg!("why-place-several"),
    }
}
