//! "None of these": the threshold, and what it does to the person's own photos.

use leptos::prelude::*;

use crate::components::erased::erased;
use crate::components::photos_dialog::PhotosDialog;
use crate::page::{Page, Question};
use handlens_core::protocol::Command;
use handlens_i18n::t;

/// The shares on offer, each with N for "one in N photos"; 0 stands for none.
const SHARES: [(f32, u32); 5] = [(0.0, 0), (0.02, 50), (0.05, 20), (0.1, 10), (0.2, 5)];

/// The choice of how many of the person's own photos may be rejected.
#[component]
pub(super) fn NoneOfThese() -> impl IntoView {
    let page = Page::context();
    let known = page.read(|state| state.training.unknown_from().is_some());
    let reject = page.read(|state| state.training.reject());
    let rejected = page.read(|state| {
        let (photos, judged) = state.training.rejected();
        (photos.len(), judged)
    });
    let choose = move |place: String| {
        if let Some((share, _)) = place.parse().ok().and_then(|place: usize| SHARES.get(place)) {
            page.send(Command::Reject { share: *share });
        }
    };
    let options = move || {
        SHARES.iter().enumerate().map(move |(place, (share, one_in))| {
            // Stored settings may hold another share; then the nearest one is shown.
            let chosen = move || {
                let from = |other: f32| (other - reject.get()).abs();
                SHARES.iter().all(|(other, _)| from(*share) <= from(*other))
            };
            view! { <option value=place.to_string() prop:selected=chosen>{t!("unknown-share", count = *one_in)}</option> }
        })
    };
    let effect = move || {
        let (rejected, judged) = rejected.get();
        if reject.get() <= 0.0 {
            return view! { <span>{t!("unknown-rejects-none")}</span> }.into_any();
        }
        if rejected == 0 {
            return view! { <span>{t!("unknown-rejects-no-own", judged = judged)}</span> }.into_any();
        }
        view! {
            <span>{t!("unknown-rejects", rejected = rejected, judged = judged)}" "</span>
            <button type="button" class="link" data-testid="rejected-look" on:click=erased(move |_| page.question.set(Some(Question::Rejected)))>
                {t!("unknown-look", count = rejected)}
            </button>
        }
        .into_any()
    };
    view! {
        <Show when=move || known.get()>
            <div class="none-of-these" data-testid="none-of-these-choice">
                <label for="reject">{t!("unknown-choice")}</label>
                <select id="reject" data-testid="reject" aria-describedby="reject-effect"
                    on:change=move |event| choose(event_target_value(&event))>
                    {options().collect_view()}
                </select>
                <p class="quiet" id="reject-effect" data-testid="reject-effect">{effect}</p>
                <p class="quiet">{t!("unknown-effect")}</p>
            </div>
        </Show>
    }
}

/// The dialogue with the person's own photos that would be rejected.
#[component]
pub(super) fn Rejected() -> impl IntoView {
    let page = Page::context();
    let all = page.read(|state| state.training.rejected().0);
    view! { <PhotosDialog title=t!("unknown-photos") order=t!("photos-order-strangest") testid="rejected" all/> }
}
