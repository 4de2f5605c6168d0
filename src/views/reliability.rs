//! Whether "80 % sure" is right 80 % of the time: a reliability diagram of the held-out answers.

use leptos::prelude::*;

use crate::components::plot::{Axis, Plot, across, share_tick, up};
use crate::number_format::percent;
use handlens_core::message::Message;
use handlens_core::metrics::calibration::Bin;
use handlens_core::msg;
use handlens_core::protocol::Calibration;
use handlens_i18n::Localise;
use handlens_i18n::t;

/// Radius of the dot for all photos, in the drawing's units. The area of a dot is proportional to its number of photos.
const LARGEST: f64 = 11.0;
/// Radius of the smallest dot.
const SMALLEST: f64 = 2.5;

/// The reliability diagram, before and after temperature scaling.
#[component]
pub(super) fn Reliability(calibration: Calibration) -> impl IntoView {
    let tempered = (calibration.temperature - 1.0).abs() > 1e-6 && !calibration.bins_before.is_empty();
    let shares = [0.0, 0.25, 0.5, 0.75, 1.0];
    let ticks = || shares.map(|share| (share, share_tick(share))).to_vec();
    let mut legend = vec![("is-exact", t!("reliability-exact"))];
    let error = percent(calibration.error);
    let answers = said(&calibration.bins);
    let description = if tempered {
        let error_before = percent(calibration.error_before);
        legend.push(("is-before", t!("reliability-before", error = error_before)));
        legend.push(("is-measured", t!("reliability-after", error = error)));
        t!("reliability-description-both", answers = answers, before = said(&calibration.bins_before))
    } else {
        legend.push(("is-measured", t!("reliability-measured", error = error)));
        t!("reliability-description", answers = answers)
    };
    let before =
        tempered.then(|| view! { <Dots bins=calibration.bins_before.clone() class="dot is-before"/> });
    view! {
        <Plot
            title=t!("reliability-title")
            testid="reliability"
            description
            horizontal=Axis { title: t!("reliability-across"), ticks: ticks() }
            vertical=Axis { title: t!("reliability-up"), ticks: ticks() }
            legend
        >
            <line class="line is-exact" x1=across(0.0).to_string() y1=up(0.0).to_string()
                x2=across(1.0).to_string() y2=up(1.0).to_string()/>
            {before}
            <Dots bins=calibration.bins class="dot is-measured"/>
        </Plot>
    }
}

/// A dot for each bin that has photos.
#[component]
fn Dots(bins: Vec<Bin>, class: &'static str) -> impl IntoView {
    let photos: u32 = bins.iter().map(|bin| bin.photos).sum();
    let dots = bins.into_iter().filter(|bin| bin.photos > 0).map(move |bin| {
        let radius = LARGEST * (f64::from(bin.photos) / f64::from(photos.max(1))).sqrt();
        view! {
            <circle class=class r=format!("{:.1}", radius.max(SMALLEST))
                cx=across(f64::from(bin.confidence)).to_string() cy=up(f64::from(bin.accuracy)).to_string()>
                <title>{words(&bin).text()}</title>
            </circle>
        }
    });
    dots.collect_view()
}

fn words(bin: &Bin) -> Message {
    let (sure, right) = (percent(bin.confidence), percent(bin.accuracy));
    msg!("reliability-bin", count = bin.photos, sure = sure, right = right)
}

/// All bins that have photos, in words.
fn said(bins: &[Bin]) -> String {
    let all = bins.iter().filter(|bin| bin.photos > 0).map(words);
    let all = all.reduce(|before, last| msg!("reliability-bins", before = before, last = last));
    all.map(|all| all.text()).unwrap_or_default()
}
