//! How good the answers are on photos of other occasions, if that is clearly worse than the figure above.

use leptos::prelude::*;

use crate::number_format::percent;
use crate::page::Page;
use handlens_core::protocol::{HeldOut, OtherOccasions};
use handlens_i18n::t;

/// The second figure; nothing if it is unknown or does not clearly differ.
#[component]
pub(super) fn Elsewhere(held_out: HeldOut) -> impl IntoView {
    let page = Page::context();
    let judged = page.read(|state| state.training.occasions);
    move || judged.get().filter(|judged| judged.is_worse_than(&held_out)).and_then(figure)
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
pub(super) fn row(judged: OtherOccasions, held_out: &HeldOut) -> Option<[String; 3]> {
    let accuracy = judged.accuracy().filter(|_| !judged.is_worse_than(held_out))?;
    let (low, high) = judged.interval;
    Some([
        t!("figures-occasions"),
        t!("figures-occasions-share", share = percent(accuracy), low = percent(low), high = percent(high)),
        t!("figures-occasions-meaning", occasions = judged.occasions),
    ])
}
