//! How good the answers are on photos of other occasions, if that is clearly worse than the figure above.

use leptos::prelude::*;

use crate::number_format::percent;
use crate::page::Page;
use crate::state::training::Training;
use handlens_core::protocol::OtherOccasions;
use handlens_i18n::t;

/// The second figure; nothing if it is unknown or does not clearly differ.
#[component]
pub(super) fn Elsewhere() -> impl IntoView {
    let page = Page::context();
    let judged = page.read(|state| {
        let ordinary = state.training.report.as_ref()?.interval_of_head()?;
        state.training.occasions.filter(|judged| judged.is_worse_than(ordinary))
    });
    move || judged.get().and_then(figure)
}

fn figure(judged: OtherOccasions) -> Option<impl IntoView> {
    let accuracy = judged.accuracy()?;
    let (low, high) = judged.interval;
    Some(view! {
        <section class="other-occasions" data-testid="other-occasions" aria-label=t!("occasions-title")>
            <p class="held-out-figure">
                <span class="held-out-accuracy" data-testid="other-occasions-accuracy">{percent(accuracy)}</span>
                <span class="held-out-about">
                    {t!("occasions-accuracy")}
                    <br/>
                    <span class="quiet">{t!("results-interval", low = percent(low), high = percent(high))}</span>
                </span>
            </p>
            <p class="quiet">
                {t!(
                    "occasions-explanation",
                    right = judged.right,
                    judged = judged.judged,
                    occasions = judged.occasions
                )}
            </p>
        </section>
    })
}

/// The same as a row of the further figures, if it does not clearly differ: name, figure and meaning.
pub(super) fn row(training: &Training) -> Option<[String; 3]> {
    let (judged, ordinary) = (training.occasions?, training.report.as_ref()?.interval_of_head()?);
    let accuracy = judged.accuracy().filter(|_| !judged.is_worse_than(ordinary))?;
    let (low, high) = judged.interval;
    Some([
        t!("figures-occasions"),
        t!("figures-occasions-share", share = percent(accuracy), low = percent(low), high = percent(high)),
        t!("figures-occasions-meaning", occasions = judged.occasions),
    ])
}
