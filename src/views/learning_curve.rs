//! The learning curve: a sentence and a chart about what more photos would bring.

use leptos::prelude::*;

use crate::components::plot::{Axis, Plot, across, share_tick, up};
use crate::number_format::percent;
use crate::page::Page;
use crate::state::learning_curve::{bottom, description, drawn_on, number, points, words};
use handlens_core::metrics::learning_curve::LearningCurve;
use handlens_i18n::t;

/// Segments of the extrapolated line.
const STEPS: usize = 16;

/// What more photos would bring, once known.
#[component]
pub(super) fn MorePhotos() -> impl IntoView {
    let page = Page::context();
    let curve = page.read(|state| state.training.learning.clone());
    view! {
        <section class="more-photos" aria-label=t!("learning-title")>
            <div role="status" data-testid="more-photos">
                {move || curve.get().as_ref().and_then(words).map(|words| view! { <p>{words}</p> })}
            </div>
            {move || curve.get().filter(|curve| !points(curve).is_empty()).map(|curve| view! { <Chart curve/> })}
        </section>
    }
}

#[component]
fn Chart(curve: LearningCurve) -> impl IntoView {
    let points = points(&curve);
    let bottom = bottom(&curve);
    let first = points.first().map_or(1.0, |point| point.0);
    let last = points.last().map_or((1.0, 0.0), |point| (point.0, point.1));
    // Each doubling has the same width.
    let widest = (2.0 * last.0 / first).log2().max(1.0);
    let x = move |photos: f64| across((photos / first).log2() / widest);
    let y = move |accuracy: f64| up((accuracy - bottom) / (1.0 - bottom));
    let share_of = |photos: f64| ((photos / first).log2() / widest, number(photos));
    let mut across_ticks: Vec<(f64, String)> = points.iter().map(|point| share_of(point.0)).collect();
    across_ticks.push(share_of(2.0 * last.0));
    let up_ticks = [0.0, 0.25, 0.5, 0.75, 1.0]
        .map(|share| (share, share_tick(bottom + share * (1.0 - bottom))))
        .to_vec();
    let line = path(points.iter().map(|(photos, accuracy, _)| (x(*photos), y(f64::from(*accuracy)))));
    let measured = points.into_iter().map(move |(photos, accuracy, (low, high))| {
        let at = x(photos).to_string();
        view! {
            <line class="whisker is-measured" x1=at.clone() x2=at.clone()
                y1=y(f64::from(low)).to_string() y2=y(f64::from(high)).to_string()/>
            <circle class="dot is-measured" r="4" cx=at cy=y(f64::from(accuracy)).to_string()/>
        }
    });
    let expected = curve.twice.map(|twice| {
        let on = drawn_on(&twice, last, STEPS);
        let at = x(2.0 * last.0).to_string();
        view! {
            <path class="line is-expected" d=path(on.into_iter().map(|(photos, accuracy)| (x(photos), y(accuracy))))/>
            <line class="whisker is-expected" x1=at.clone() x2=at.clone()
                y1=y(f64::from(twice.range.0)).to_string() y2=y(f64::from(twice.range.1)).to_string()/>
            <circle class="dot is-expected" r="4" cx=at cy=y(f64::from(twice.accuracy)).to_string()/>
        }
    });
    let mut legend = vec![("is-measured", t!("learning-measured"))];
    if let Some(twice) = &curve.twice {
        legend.push(("is-expected", t!("learning-expected", share = percent(twice.accuracy))));
    }
    view! {
        <Plot
            title=t!("learning-chart")
            testid="learning-curve"
            description=description(&curve)
            horizontal=Axis { title: t!("learning-across"), ticks: across_ticks }
            vertical=Axis { title: t!("learning-up"), ticks: up_ticks }
            legend
        >
            <path class="line is-measured" d=line/>
            {measured.collect_view()}
            {expected}
        </Plot>
    }
}

/// A line through points of the drawing.
pub(super) fn path(places: impl Iterator<Item = (f64, f64)>) -> String {
    let piece =
        |(index, (x, y)): (usize, (f64, f64))| format!("{}{x:.1} {y:.1}", if index == 0 { 'M' } else { 'L' });
    places.enumerate().map(piece).collect()
}
