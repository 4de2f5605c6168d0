//! Held-out results: how good the answers are on photos that were not trained on.

use leptos::prelude::*;

use super::confusion::ConfusionTable;
use super::learning_curve::MorePhotos;
use super::occasions::{self, Elsewhere};
use super::reliability::Reliability;
use super::tuning::{self, TuningResult};
use super::unknown::NoneOfThese;
use crate::components::name::Name;
use crate::number_format::percent;
use crate::page::Page;
use handlens_core::metrics::Confusion;
use handlens_core::msg;
use handlens_core::protocol::{Calibration, ClassId, HeldOut};
use handlens_i18n::decimal;
use handlens_i18n::t;

/// Classes without a result that are listed each with its reason.
const TOLD: usize = 4;

/// Held-out results of the last training.
#[component]
pub(super) fn Results() -> impl IntoView {
    let page = Page::context();
    let report = page.read(|state| {
        state.training.report.as_ref().map(|report| (report.held_out.clone(), report.unjudged.clone()))
    });
    let old = page.read(|state| state.training.has_old_results());
    let results = move || {
        let (held_out, unjudged) = report.get()?;
        Some(match held_out {
            Some(held_out) if held_out.tells_apart() => {
                view! { <HeldOutResults held_out/> <Unjudged unjudged/> }.into_any()
            }
            _ if page.state.with_untracked(|state| state.training.config.folds) == 0 => {
                view! { <p class="hint">{t!("results-validation-off")}</p> }.into_any()
            }
            None if unjudged.is_empty() => {
                view! { <p class="hint">{t!("results-too-few-photos")}</p> }.into_any()
            }
            None => view! { <Unjudged unjudged/> }.into_any(),
            // With only one class evaluated, its share would pass for that of all.
            Some(_) => view! {
                <p class="hint" data-testid="one-class-judged">{t!("results-one-class")}</p>
                <Unjudged unjudged/>
                <NoneOfThese/>
            }
            .into_any(),
        })
    };
    view! {
        <Show when=move || old.get()>
            <p class="hint" data-testid="results-old">{t!("results-old")}</p>
        </Show>
        {results}
    }
}

/// The classes without an evaluated photo: why, and what to do.
#[component]
fn Unjudged(unjudged: Vec<(ClassId, u32)>) -> impl IntoView {
    let page = Page::context();
    let more = unjudged.len().saturating_sub(TOLD);
    let sentences = unjudged.into_iter().take(TOLD).map(|(class, photos)| {
        let name = page.class_name(class);
        let sentence = move || {
            let class = t!("finding-class-name", class = name.get());
            if photos == 1 {
                t!("results-one-photo", class = class)
            } else {
                t!("results-same-photos", class = class, count = photos)
            }
        };
        view! { <p class="hint" data-testid="class-unjudged">{sentence}</p> }
    });
    view! {
        {sentences.collect_view()}
        {(more > 0).then(|| view! { <p class="hint">{t!("results-unjudged-more", count = more)}</p> })}
    }
}

#[component]
fn HeldOutResults(held_out: HeldOut) -> impl IntoView {
    let (low, high) = held_out.interval;
    let right: u32 = held_out.classes.iter().map(|(_, _, right)| right).sum();
    let judged: u32 = held_out.classes.iter().map(|(_, judged, _)| judged).sum();
    let explanation = t!(
        "results-explanation",
        right = right,
        judged = judged,
        folds = held_out.folds,
        low = percent(low),
        high = percent(high)
    );
    let groups = held_out.groups;
    let of_groups = (groups > 0 && groups < judged).then(|| t!("results-groups", groups = groups));
    let confusion = Confusion::from_counts(held_out.classes.len(), held_out.confusion.clone());
    view! {
        <div class="held-out">
            <p class="held-out-figure">
                <span class="held-out-accuracy" data-testid="held-out-accuracy">{percent(held_out.accuracy)}</span>
                <span class="held-out-about">
                    {t!("results-accuracy")}
                    <br/>
                    <span class="quiet" data-testid="held-out-interval">
                        {t!("results-interval", low = percent(low), high = percent(high))}
                    </span>
                </span>
            </p>
            <Interval accuracy=held_out.accuracy low high/>
            <p class="quiet">{explanation}</p>
            {of_groups.map(|sentence| view! { <p class="quiet" data-testid="held-out-groups">{sentence}</p> })}
            <TuningResult/>
            <Elsewhere/>
            <ul class="class-results">
                {held_out.classes.iter().enumerate().map(|(place, class)| {
                    let figures = confusion.as_ref().map(|confusion| {
                        [confusion.recall(place), confusion.precision(place), confusion.f1(place)]
                    });
                    view! { <ClassResult class=*class figures/> }
                }).collect_view()}
            </ul>
            <Sizes/>
            <ConfusionTable held_out=held_out.clone()/>
            <NoneOfThese/>
            <MorePhotos/>
            {confusion.map(|confusion| view! { <MoreFigures confusion calibration=held_out.calibration/> })}
        </div>
    }
}

/// Figures for experts, each with a sentence for everybody else.
#[component]
fn MoreFigures(confusion: Confusion, calibration: Option<Calibration>) -> impl IntoView {
    let page = Page::context();
    // They may come later than the other figures.
    let later = page.read(|state| {
        let rows = [("occasions", occasions::row(&state.training)), ("tuning", tuning::row(&state.training))];
        rows.into_iter().filter_map(|(name, row)| Some((name, row?))).collect::<Vec<_>>()
    });
    let share = |share: Option<f32>| share.map_or_else(|| "–".to_owned(), percent);
    let mut figures = vec![
        (t!("figures-recall"), share(confusion.macro_recall()), t!("figures-recall-meaning")),
        (t!("figures-precision"), share(confusion.macro_precision()), t!("figures-precision-meaning")),
        (t!("figures-f1"), share(confusion.macro_f1()), t!("figures-f1-meaning")),
    ];
    if let Some(calibration) = &calibration {
        let tempered = (calibration.temperature - 1.0).abs() > 1e-6;
        let before = |now: String, before: String| {
            if tempered { t!("figures-now-and-before", now = now, before = before) } else { now }
        };
        let nats = |loss: f32| decimal(loss.into(), 3);
        figures.push((
            t!("figures-loss"),
            before(nats(calibration.loss), nats(calibration.loss_before)),
            t!("figures-loss-meaning"),
        ));
        figures.push((
            t!("figures-calibration"),
            before(percent(calibration.error), percent(calibration.error_before)),
            t!("figures-calibration-meaning"),
        ));
        figures.push((
            t!("figures-temperature"),
            decimal(calibration.temperature.into(), 2),
            t!("figures-temperature-meaning"),
        ));
    }
    let rows = figures.into_iter().map(|(name, figure, meaning)| {
        view! { <div><dt>{name}</dt><dd>{figure}</dd><dd class="quiet">{meaning}</dd></div> }
    });
    view! {
        <details class="advanced figures" data-testid="more-figures">
            <summary>{t!("figures-more")}</summary>
            <dl>
                {rows.collect_view()}
                {move || later.get().into_iter().map(|(key, [name, figure, meaning])| {
                    view! { <div data-testid=format!("figures-{key}")><dt>{name}</dt><dd>{figure}</dd><dd class="quiet">{meaning}</dd></div> }
                }).collect_view()}
            </dl>
            {calibration.map(|calibration| view! { <Reliability calibration/> })}
        </details>
    }
}

/// The interval on a line from 0 to 100 %. The text beside it says the same.
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
fn ClassResult(class: (ClassId, u32, u32), figures: Option<[Option<f32>; 3]>) -> impl IntoView {
    let page = Page::context();
    let (class, judged, right) = class;
    let name = page.class_name(class);
    let share = if judged == 0 { 0.0 } else { f64::from(right) / f64::from(judged) };
    let words = |[recall, precision, f1]: [Option<f32>; 3]| {
        let figure = |share: Option<f32>| share.map_or_else(|| "–".to_owned(), percent);
        view! {
            <span class="class-figures quiet">
                <span title=t!("class-result-recall-title")>{t!("class-result-recall", share = figure(recall))}</span>
                " · "
                <span title=t!("class-result-precision-title")>{t!("class-result-precision", share = figure(precision))}</span>
                " · "
                <span title=t!("class-result-f1-title")>{t!("class-result-f1", share = figure(f1))}</span>
            </span>
        }
    };
    view! {
        <li class="confidence" data-testid="class-result" data-class=move || name.get()>
            <span class="confidence-name"><Name name/></span>
            <span class="confidence-share">
                {if judged == 0 {
                    t!("class-result-not-judged")
                } else {
                    t!("class-result-right", right = right, judged = judged)
                }}
            </span>
            <span class="bar" aria-hidden="true">
                <span class="bar-fill" style:width=format!("{:.2}%", share * 100.0)></span>
            </span>
            {figures.filter(|_| judged > 0).map(words)}
        </li>
    }
}

/// Differences in class size, and how training deals with them.
#[component]
fn Sizes() -> impl IntoView {
    let page = Page::context();
    let sizes = page.read(|state| state.library.unequal_sizes());
    let balanced = page.read(|state| state.training.config.balance);
    let words = move || {
        sizes.get().map(|[(smallest, least), (largest, most)]| {
            let effect = if balanced.get() { msg!("sizes-balanced") } else { msg!("sizes-unbalanced") };
            let sizes =
                msg!("sizes-differ", smallest = smallest, least = least, largest = largest, most = most);
            t!("sentences", first = sizes, then = effect)
        })
    };
    view! { {move || words().map(|words| view! { <p class="quiet" data-testid="class-sizes">{words}</p> })} }
}
