//! One row of an answer: a name, a share, and a bar as long as the share.

use leptos::prelude::*;

use crate::components::name::Name;
use crate::number_format::percent;

/// A name with its share as text; the bar below is decoration.
#[component]
pub(crate) fn Confidence(#[prop(into)] name: Signal<String>, share: f32) -> impl IntoView {
    view! {
        <span class="confidence-name"><Name name/></span>
        <span class="confidence-share">{percent(share)}</span>
        <span class="bar" aria-hidden="true">
            <span class="bar-fill" style:width=format!("{:.2}%", f64::from(share.clamp(0.0, 1.0)) * 100.0)></span>
        </span>
    }
}
