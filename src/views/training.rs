//! Training: its phase, its curves, and every setting.

use leptos::prelude::*;

use super::hyperparameters::Hyperparameters;
use super::integrity::IntegrityPanel;
use super::results::Results;
use super::tuning::TuningProgress;
use crate::components::curve::{Curve, Scale};
use crate::components::erased::erased;
use crate::components::icon::{Icon, Symbol};
use crate::number_format::duration;
use crate::page::Page;
use crate::state::AppState;
use crate::state::training::Phase;
use handlens_core::protocol::Command;
use handlens_i18n::t;

#[component]
pub(super) fn Training() -> impl IntoView {
    let page = Page::context();
    let status = page.read(status);
    let held = page.read(|state| state.training.held);
    let can_train = page.read(|state| state.is_ready() && state.library.classes_with_photos() >= 2);
    let running = page.read(|state| matches!(state.training.phase, Phase::Running { .. }));
    let has_curve = page.read(|state| !state.training.curve.is_empty());
    let loss = page.read(|state| {
        state.training.curve.iter().map(|point| (point.epoch, f64::from(point.loss))).collect::<Vec<_>>()
    });
    let accuracy = page.read(|state| {
        let points = state.training.curve.iter();
        points.filter_map(|point| Some((point.epoch, f64::from(point.accuracy?)))).collect::<Vec<_>>()
    });
    view! {
        <section id="results" class="panel results" aria-labelledby="results-title">
            <div class="panel-head">
                <h2 id="results-title">{t!("training-title")}</h2>
            </div>
            <p class="status" class:is-running=running data-testid="train-status" role="status">{status}</p>
            <TuningProgress/>
            <Show when=move || held.get() && can_train.get()>
                <button type="button" class="button is-primary" data-testid="train-held" on:click=erased(move |_| page.send(Command::Train))>
                    <Symbol icon=Icon::Train/>
                    {t!("hyperparameters-train")}
                </button>
            </Show>
            <Results/>
            <Show when=move || has_curve.get()>
                <div class="curves">
                    <Curve title=t!("training-curve-accuracy") testid="curve-accuracy" class="is-accuracy" scale=Scale::Share points=accuracy/>
                    <Curve title=t!("training-curve-loss") testid="curve-loss" class="is-loss" scale=Scale::FromZero points=loss/>
                </div>
            </Show>
            <IntegrityPanel/>
            <Hyperparameters/>
        </section>
    }
}

/// "Trained on 36 photos in 0.8 s, 143 epochs".
fn status(state: &AppState) -> String {
    let with_photos = state.library.classes_with_photos();
    match (state.training.phase, &state.training.report) {
        _ if state.training.held && with_photos >= 2 => t!("training-held"),
        (Phase::Running { photos, .. }, _) => t!("training-running", count = photos),
        (Phase::Trained, Some(report)) => {
            let (photos, epochs, time) = (report.photos, report.epochs, duration(report.seconds));
            if report.converged {
                t!("training-done", count = photos, time = time, epochs = epochs)
            } else {
                t!("training-done-limit", count = photos, time = time, epochs = epochs)
            }
        }
        _ if with_photos >= 2 => t!("training-soon"),
        _ => t!("training-needs-classes"),
    }
}
