//! Held-out results: how good the answers are for photos that were not trained on.

use leptos::prelude::*;

use crate::protocol::{ClassId, HeldOut};
use crate::ui::figures::{grouped, percent};
use crate::ui::page::Page;

/// Held-out results of the last training.
#[component]
pub(super) fn Results() -> impl IntoView {
    let page = Page::context();
    let held_out = page.read(|state| state.training.report.as_ref().map(|report| report.held_out.clone()));
    move || {
        let held_out = held_out.get()?;
        if let Some(held_out) = held_out {
            return Some(view! { <HeldOutResults held_out/> }.into_any());
        }
        let sentence = if page.state.with_untracked(|state| state.training.config.folds) == 0 {
            "Validation is off, so there are no held-out results."
        } else {
            "Held-out results need two photos of a class: one to learn from, one to be judged."
        };
        Some(view! { <p class="hint">{sentence}</p> }.into_any())
    }
}

#[component]
fn HeldOutResults(held_out: HeldOut) -> impl IntoView {
    let (low, high) = held_out.interval;
    let right: u32 = held_out.classes.iter().map(|(_, _, right)| right).sum();
    let judged: u32 = held_out.classes.iter().map(|(_, judged, _)| judged).sum();
    let explanation = format!(
        "{} of {} photos were called right by a head that never saw them ({} folds). For new photos like \
         these, expect between {} and {}.",
        grouped(right as usize),
        grouped(judged as usize),
        held_out.folds,
        percent(low),
        percent(high),
    );
    view! {
        <div class="held-out">
            <p class="held-out-figure">
                <span class="held-out-accuracy" data-testid="held-out-accuracy">{percent(held_out.accuracy)}</span>
                <span class="held-out-about">
                    "held-out accuracy"
                    <br/>
                    <span class="quiet" data-testid="held-out-interval">
                        {format!("95\u{a0}% interval {} to {}", percent(low), percent(high))}
                    </span>
                </span>
            </p>
            <Interval accuracy=held_out.accuracy low high/>
            <p class="quiet">{explanation}</p>
            <ul class="class-results">
                {held_out.classes.into_iter().map(|class| view! { <ClassResult class/> }).collect_view()}
            </ul>
        </div>
    }
}

/// The interval on a line from 0 to 100 %. The words beside it say the same.
#[component]
fn Interval(accuracy: f32, low: f32, high: f32) -> impl IntoView {
    let percent = |share: f32| format!("{:.2}%", f64::from(share.clamp(0.0, 1.0)) * 100.0);
    view! {
        <div class="interval" aria-hidden="true">
            <div class="interval-range" style:left=percent(low) style:width=percent(high - low)></div>
            <div class="interval-mark" style:left=percent(accuracy)></div>
        </div>
    }
}

#[component]
fn ClassResult(class: (ClassId, u32, u32)) -> impl IntoView {
    let page = Page::context();
    let (class, judged, right) = class;
    let name = page.class_name(class);
    let share = if judged == 0 { 0.0 } else { f64::from(right) / f64::from(judged) };
    view! {
        <li class="confidence" data-testid="class-result" data-class=move || name.get()>
            <span class="confidence-name">{move || name.get()}</span>
            <span class="confidence-share">
                {if judged == 0 { "not judged".to_owned() } else { format!("{right} right of {judged}") }}
            </span>
            <span class="bar" aria-hidden="true">
                <span class="bar-fill" style:width=format!("{:.2}%", share * 100.0)></span>
            </span>
        </li>
    }
}
