//! A curve over the epochs of a training, as inline SVG.

use std::fmt::Write;

use leptos::prelude::*;

use super::plot::{number_tick, share_tick};
use crate::number_format::percent;
use handlens_i18n::decimal;
use handlens_i18n::t;

/// The drawing's own units; the SVG scales to the space it gets.
const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 132.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 10.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 34.0;

/// What the vertical axis shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    /// Shares of 0 to 1, as percent.
    Share,
    /// Anything from zero up.
    FromZero,
}

#[component]
pub(crate) fn Curve(
    /// What the curve shows, with its unit.
    title: String,
    testid: &'static str,
    /// Additional classes; they set the curve's colour.
    class: &'static str,
    scale: Scale,
    /// Epoch and value, in rising order of epochs.
    points: Memo<Vec<(u32, f64)>>,
) -> impl IntoView {
    let top = Memo::new(move |_| match scale {
        Scale::Share => 1.0,
        Scale::FromZero => {
            round_up(points.with(|points| points.iter().map(|(_, value)| *value).fold(0.0, f64::max)))
        }
    });
    let epochs =
        Memo::new(move |_| points.with(|points| points.last().map_or(1, |(epoch, _)| (*epoch).max(1))));
    let description = move || describe(&points.get(), scale);
    let path = move || path(&points.get(), epochs.get(), top.get());
    let latest = move || points.with(|points| points.last().copied());
    view! {
        <figure class=format!("curve {class}") data-testid=testid>
            <figcaption>
                <span class="swatch" aria-hidden="true"></span>
                <span>{title.clone()}</span>
                <span class="curve-latest">{move || latest().map(|(_, value)| label(value, scale))}</span>
            </figcaption>
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=description>
                <title>{title}</title>
                <desc>{description}</desc>
                {[0.0, 0.5, 1.0].map(|share| {
                    let height = vertical(share);
                    view! {
                        <line class="gridline" x1=LEFT.to_string() x2=(WIDTH - RIGHT).to_string()
                            y1=height.to_string() y2=height.to_string()/>
                        <text class="tick" x=(LEFT - 8.0).to_string() y=(height + 4.0).to_string() text-anchor="end">
                            {move || tick(share * top.get(), scale)}
                        </text>
                    }
                }).into_any()}
                {[(0.0, "start"), (0.5, "middle"), (1.0, "end")].map(|(share, anchor)| {
                    view! {
                        <text class="tick" x=horizontal(share).to_string() y=(HEIGHT - 18.0).to_string() text-anchor=anchor>
                            {move || (f64::from(epochs.get()) * share).round().to_string()}
                        </text>
                    }
                }).into_any()}
                <text class="axis" x=horizontal(0.5).to_string() y=(HEIGHT - 3.0).to_string() text-anchor="middle">{t!("curve-epochs")}</text>
                <path class="line" d=path/>
                {move || latest().map(|(epoch, value)| view! {
                    <circle class="end" r="3.5"
                        cx=horizontal(f64::from(epoch) / f64::from(epochs.get())).to_string()
                        cy=vertical(value / top.get()).to_string()/>
                })}
            </svg>
        </figure>
    }
}

fn horizontal(share: f64) -> f64 {
    LEFT + share * (WIDTH - LEFT - RIGHT)
}

fn vertical(share: f64) -> f64 {
    HEIGHT - BOTTOM - share.clamp(0.0, 1.0) * (HEIGHT - TOP - BOTTOM)
}

fn path(points: &[(u32, f64)], epochs: u32, top: f64) -> String {
    let mut path = String::with_capacity(points.len() * 14);
    for (index, (epoch, value)) in points.iter().enumerate() {
        let command = if index == 0 { 'M' } else { 'L' };
        let (x, y) = (horizontal(f64::from(*epoch) / f64::from(epochs)), vertical(value / top));
        // Writing to a string cannot fail.
        let _ = write!(path, "{command}{x:.1} {y:.1}");
    }
    path
}

/// Rounds up to the next of 1, 2, 5, 10, … times a power of ten.
fn round_up(value: f64) -> f64 {
    if value <= 0.0 || !value.is_finite() {
        return 1.0;
    }
    let power = 10_f64.powf(value.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|step| step * power).find(|round| *round >= value).unwrap_or(value)
}

fn tick(value: f64, scale: Scale) -> String {
    match scale {
        Scale::Share => share_tick(value),
        Scale::FromZero => number_tick(value),
    }
}

fn label(value: f64, scale: Scale) -> String {
    match scale {
        Scale::Share => percent(value as f32),
        Scale::FromZero => decimal(value, 3),
    }
}

fn describe(points: &[(u32, f64)], scale: Scale) -> String {
    match (points.first(), points.last()) {
        // An epoch's number is a name rather than a count, so its digits are not grouped.
        (Some((first, from)), Some((last, to))) => t!(
            "curve-description",
            from = label(*from, scale),
            first = first.to_string(),
            to = label(*to, scale),
            last = last.to_string()
        ),
        _ => t!("curve-none"),
    }
}
