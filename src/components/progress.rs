//! A thin progress bar.

use leptos::prelude::*;

/// A thin progress bar. Without a share, it moves to and fro.
#[component]
pub(crate) fn Progress(
    /// Share done, 0 to 1, once known.
    #[prop(into)]
    share: Signal<Option<f64>>,
    /// The accessible name.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let percent = move || share.get().map(|share| (share.clamp(0.0, 1.0) * 100.0).round());
    view! {
        <div
            class="progress"
            class:is-unknown=move || share.get().is_none()
            role="progressbar"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || percent().map(|percent| percent.to_string())
        >
            <div class="progress-fill" style:width=move || format!("{}%", percent().unwrap_or(30.0))></div>
        </div>
    }
}
