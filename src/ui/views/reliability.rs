//! Whether "80 % sure" is right 80 % of the time: a diagram of the held-out answers.

use leptos::prelude::*;

use crate::metrics::calibration::Bin;
use crate::protocol::Calibration;
use crate::ui::figures::{count, percent};
use crate::ui::parts::plot::{Axis, Plot, across, up};

/// Radius of the dot of all photos, in the drawing's units; others have as much less area as they have fewer photos.
const LARGEST: f64 = 11.0;
/// Radius of the smallest dot.
const SMALLEST: f64 = 2.5;

/// The diagram, before and after the temperature.
#[component]
pub(super) fn Reliability(calibration: Calibration) -> impl IntoView {
    let tempered = (calibration.temperature - 1.0).abs() > 1e-6 && !calibration.bins_before.is_empty();
    let shares = [0.0, 0.25, 0.5, 0.75, 1.0];
    let ticks = || shares.map(|share| (share, format!("{:.0}%", share * 100.0))).to_vec();
    let mut legend = vec![("is-exact", "as sure as right".to_owned())];
    if tempered {
        let error = percent(calibration.error_before);
        legend.push(("is-before", format!("before the temperature, {error} apart on average")));
    }
    let error = percent(calibration.error);
    let after = if tempered { "after it" } else { "held-out answers" };
    legend.push(("is-measured", format!("{after}, {error} apart on average; a larger dot is more photos")));
    let after = describe(&calibration.bins);
    let description = if tempered {
        format!("{after} Before the temperature: {}", describe(&calibration.bins_before))
    } else {
        after
    };
    let before =
        tempered.then(|| view! { <Dots bins=calibration.bins_before.clone() class="dot is-before"/> });
    view! {
        <Plot
            title="How sure the answers are, and how often right"
            testid="reliability"
            description
            horizontal=Axis { title: "how sure the answer was".to_owned(), ticks: ticks() }
            vertical=Axis { title: "share called right".to_owned(), ticks: ticks() }
            legend
        >
            <line class="line is-exact" x1=across(0.0).to_string() y1=up(0.0).to_string()
                x2=across(1.0).to_string() y2=up(1.0).to_string()/>
            {before}
            <Dots bins=calibration.bins class="dot is-measured"/>
        </Plot>
    }
}

/// A dot for each part of the answers that has photos.
#[component]
fn Dots(bins: Vec<Bin>, class: &'static str) -> impl IntoView {
    let photos: u32 = bins.iter().map(|bin| bin.photos).sum();
    let dots = bins.into_iter().filter(|bin| bin.photos > 0).map(move |bin| {
        let radius = LARGEST * (f64::from(bin.photos) / f64::from(photos.max(1))).sqrt();
        view! {
            <circle class=class r=format!("{:.1}", radius.max(SMALLEST))
                cx=across(f64::from(bin.confidence)).to_string() cy=up(f64::from(bin.accuracy)).to_string()>
                <title>{words(&bin)}</title>
            </circle>
        }
    });
    dots.collect_view()
}

fn words(bin: &Bin) -> String {
    let photos = count(bin.photos as usize, "photo", "photos");
    format!("{photos} {} sure on average, {} right", percent(bin.confidence), percent(bin.accuracy))
}

fn describe(bins: &[Bin]) -> String {
    let words: Vec<String> = bins.iter().filter(|bin| bin.photos > 0).map(words).collect();
    format!("By how sure the answer was: {}.", words.join("; "))
}
