//! A thin bar that fills.

use leptos::prelude::*;

/// A thin bar that fills; without a share it moves to and fro.
#[component]
pub(crate) fn Progress(
    /// How much is done, 0 to 1, once known.
    #[prop(into)]
    share: Signal<Option<f64>>,
    /// What it is about, for those who do not see it.
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
