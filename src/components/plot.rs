//! The frame of a chart, as inline SVG: axes with ticks and units, a legend, and a description in words.

use leptos::prelude::*;

use crate::number_format::plain;
use handlens_core::message::Value;
use handlens_i18n::t;

/// The drawing's own units; the SVG scales to the space it gets.
const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 236.0;
const LEFT: f64 = 66.0;
const RIGHT: f64 = 22.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 42.0;

/// The horizontal position of a mark, from a share of the axis, 0 to 1.
pub(crate) fn across(share: f64) -> f64 {
    LEFT + share.clamp(0.0, 1.0) * (WIDTH - LEFT - RIGHT)
}

/// The vertical position of a mark, from a share of the axis, 0 to 1.
pub(crate) fn up(share: f64) -> f64 {
    HEIGHT - BOTTOM - share.clamp(0.0, 1.0) * (HEIGHT - TOP - BOTTOM)
}

/// A share of 0 to 1 as a tick label: "62.5%".
pub(crate) fn share_tick(share: f64) -> String {
    t!("chart-share", number = Value::Decimal(plain((1000.0 * share).round() / 10.0)))
}

/// A number as a tick label, as short as possible.
pub(crate) fn number_tick(number: f64) -> String {
    t!("number-alone", number = Value::Decimal(plain(number)))
}

/// An axis: its title with the unit, and its ticks at shares of 0 to 1.
#[derive(Debug, Clone)]
pub(crate) struct Axis {
    pub(crate) title: String,
    pub(crate) ticks: Vec<(f64, String)>,
}

/// A chart: its title, its legend (what marks of each CSS class stand for), and the marks as children.
#[component]
pub(crate) fn Plot(
    title: String,
    testid: &'static str,
    /// The chart described in words, for screen readers.
    description: String,
    horizontal: Axis,
    vertical: Axis,
    legend: Vec<(&'static str, String)>,
    children: Children,
) -> impl IntoView {
    let rules = vertical.ticks.into_iter().map(|(share, tick)| {
        let height = up(share);
        view! {
            <line class="gridline" x1=across(0.0).to_string() x2=across(1.0).to_string()
                y1=height.to_string() y2=height.to_string()/>
            <text class="tick" x=(LEFT - 8.0).to_string() y=(height + 4.0).to_string() text-anchor="end">{tick}</text>
        }
    });
    let ticks = horizontal.ticks.into_iter().map(|(share, tick)| {
        view! { <text class="tick" x=across(share).to_string() y=(HEIGHT - 24.0).to_string() text-anchor="middle">{tick}</text> }
    });
    let middle = f64::midpoint(TOP, HEIGHT - BOTTOM);
    let words = t!("chart-in-words", title = &title, description = &description);
    view! {
        <figure class="plot" data-testid=testid>
            <figcaption>{title.clone()}</figcaption>
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=words>
                <title>{title}</title>
                <desc>{description}</desc>
                {rules.collect_view()}
                {ticks.collect_view()}
                <text class="axis" x=across(0.5).to_string() y=(HEIGHT - 5.0).to_string() text-anchor="middle">{horizontal.title}</text>
                <text class="axis" x="0" y="0" text-anchor="middle" transform=format!("translate(12 {middle}) rotate(-90)")>{vertical.title}</text>
                {children()}
            </svg>
            <ul class="legend">
                {legend.into_iter().map(|(class, words)| view! {
                    <li><span class=format!("swatch {class}") aria-hidden="true"></span>{words}</li>
                }).collect_view()}
            </ul>
        </figure>
    }
}
