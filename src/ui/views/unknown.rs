//! "None of these": how readily a photo is taken for none of the classes, and what that does to the person's own photos.

use leptos::prelude::*;

use crate::protocol::Command;
use crate::ui::figures::{count, grouped};
use crate::ui::page::{Page, Question};
use crate::ui::parts::photos_dialog::PhotosDialog;

/// The shares to choose from, with their names.
const SHARES: [(f32, &str); 5] =
    [(0.0, "none"), (0.02, "1 in 50"), (0.05, "1 in 20"), (0.1, "1 in 10"), (0.2, "1 in 5")];

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
        SHARES.iter().enumerate().map(move |(place, (share, name))| {
            // Stored settings may hold another share than these: then the nearest is shown.
            let chosen = move || {
                let from = |other: f32| (other - reject.get()).abs();
                SHARES.iter().all(|(other, _)| from(*share) <= from(*other))
            };
            view! { <option value=place.to_string() prop:selected=chosen>{*name}</option> }
        })
    };
    let effect = move || {
        let (rejected, judged) = rejected.get();
        if rejected == 0 {
            return view! { <span>"Every photo gets one of your classes, whatever it shows."</span> }
                .into_any();
        }
        let photos = count(judged, "photo", "photos");
        let sentence = format!("{} of your {photos}, each judged as if it were new, ", grouped(rejected));
        let verb = if rejected == 1 { "is rejected. " } else { "are rejected. " };
        view! {
            <span>{sentence}{verb}</span>
            <button type="button" class="link" data-testid="rejected-look" on:click=move |_| page.question.set(Some(Question::Rejected))>
                {if rejected == 1 { "Look at it" } else { "Look at them" }}
            </button>
        }
        .into_any()
    };
    view! {
        <Show when=move || known.get()>
            <div class="none-of-these" data-testid="none-of-these-choice">
                <label for="reject">"“None of these” may reject of my own photos"</label>
                <select id="reject" data-testid="reject" aria-describedby="reject-effect"
                    on:change=move |event| choose(event_target_value(&event))>
                    {options().collect_view()}
                </select>
                <p class="quiet" id="reject-effect" data-testid="reject-effect">{effect}</p>
                <p class="quiet">
                    "The more of your own it may reject, the more photos of other things it tells."
                </p>
            </div>
        </Show>
    }
}

/// The dialogue with the person's own photos that would be rejected.
#[component]
pub(super) fn Rejected() -> impl IntoView {
    let page = Page::context();
    let all = page.read(|state| state.training.rejected().0);
    view! { <PhotosDialog title="Taken for none of these".to_owned() order="the strangest first" testid="rejected" all/> }
}
