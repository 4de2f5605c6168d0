//! The frame of a chart, as inline SVG: axes with their ticks and units, a legend, and the same in words.

use leptos::prelude::*;

use crate::number_format::plain;
use handlens_core::message::Value;
use handlens_i18n::t;

/// The drawing's own units; it scales with its place.
const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 236.0;
const LEFT: f64 = 66.0;
const RIGHT: f64 = 22.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 42.0;

/// Where a mark stands, from a share of 0 to 1 of the horizontal axis.
pub(crate) fn across(share: f64) -> f64 {
    LEFT + share.clamp(0.0, 1.0) * (WIDTH - LEFT - RIGHT)
}

/// Where a mark stands, from a share of 0 to 1 of the vertical axis.
pub(crate) fn up(share: f64) -> f64 {
    HEIGHT - BOTTOM - share.clamp(0.0, 1.0) * (HEIGHT - TOP - BOTTOM)
}

/// A share of 0 to 1 at a tick: "62.5%".
pub(crate) fn share_tick(share: f64) -> String {
    t!("chart-share", number = Value::Decimal(plain((1000.0 * share).round() / 10.0)))
}

/// A number at a tick, as short as it can be.
pub(crate) fn number_tick(number: f64) -> String {
    t!("number-alone", number = Value::Decimal(plain(number)))
}

/// An axis: what it shows, with its unit, and its ticks at shares of 0 to 1.
#[derive(Debug, Clone)]
pub(crate) struct Axis {
    pub(crate) title: String,
    pub(crate) ticks: Vec<(f64, String)>,
}

/// A chart: its title, its legend (what a mark of that class stands for), and its marks as children.
#[component]
pub(crate) fn Plot(
    title: String,
    testid: &'static str,
    /// The same in words, for those who do not see it.
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
