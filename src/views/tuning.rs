//! Fine-tuning of the last layers: its progress, and what it brought.

use leptos::prelude::*;

use crate::components::erased::erased;
use crate::components::progress::Progress;
use crate::number_format::{percent, time_left};
use crate::page::Page;
use crate::state::training::Training;
use handlens_core::config::Layers;
use handlens_i18n::t;

/// The progress of fine-tuning while it runs, with a way to stop it; and that it is stopped, with a way to go on.
#[component]
pub(super) fn TuningProgress() -> impl IntoView {
    let page = Page::context();
    let running = page.read(|state| state.training.tuning.is_some());
    let share = page.read(|state| state.training.tuning.map(f64::from));
    let left = page.read(|state| state.training.tuning_seconds_left.map(time_left));
    let off =
        page.read(|state| state.training.config.layers == Layers::Head && state.training.report.is_some());
    let choose = move |layers: Layers| {
        page.configure(|config| config.layers = layers);
        page.send_settings();
    };
    let percent = move || percent(share.get().unwrap_or_default() as f32);
    view! {
        <Show when=move || running.get()>
            <div class="tuning" data-testid="tuning-progress">
                <p class="quiet">{move || t!("tuning-running", share = percent())}</p>
                <Progress share label=t!("tuning-title")/>
                <div class="tuning-foot">
                    <button type="button" class="button" data-testid="tuning-stop" on:click=erased(move |_| choose(Layers::Head))>{t!("tuning-stop")}</button>
                    <span class="quiet" data-testid="tuning-left">{move || left.get()}</span>
                </div>
            </div>
        </Show>
        <Show when=move || off.get()>
            <div class="tuning" data-testid="tuning-off">
                <p class="quiet">{t!("tuning-off")}</p>
                <button type="button" class="button" data-testid="tuning-on" on:click=erased(move |_| choose(Layers::Auto))>{t!("tuning-on")}</button>
            </div>
        </Show>
    }
}

/// What fine-tuning brought, once it is known.
#[component]
pub(super) fn TuningResult() -> impl IntoView {
    let page = Page::context();
    let sentences = page.read(|state| {
        let tuning = state.training.report.as_ref()?.tuning.as_ref()?;
        let (before, after) = (percent(tuning.accuracy_of_head), percent(tuning.accuracy));
        Some(if !tuning.kept {
            t!("tuning-not-kept", before = before, after = after)
        } else if tuning.accuracy > tuning.accuracy_of_head {
            t!("tuning-kept", before = before, after = after)
        } else if state.training.config.layers == Layers::Last {
            t!("tuning-kept-as-set", before = before, after = after)
        } else {
            t!("tuning-kept-on-the-whole", before = before, after = after)
        })
    });
    move || {
        sentences.get().map(|sentence| {
            view! { <p class="quiet" data-testid="tuning-result">{sentence} " " {t!("tuning-pessimistic")}</p> }
        })
    }
}

/// How far the tuned layers moved, as a row of the further figures: name, figure and meaning.
pub(super) fn row(training: &Training) -> Option<[String; 3]> {
    let tuning = training.report.as_ref()?.tuning.as_ref().filter(|tuning| tuning.kept)?;
    let largest = tuning.changes.iter().map(|(_, change)| *change).fold(0.0, f32::max);
    Some([
        t!("figures-tuning"),
        percent(largest),
        t!("figures-tuning-meaning", agreement = percent(tuning.agreement)),
    ])
}
