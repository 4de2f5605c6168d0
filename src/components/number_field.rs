//! A number field with its unit.

use leptos::prelude::*;

use crate::number_format::plain;

/// A number field with its unit. While the person types, only values within the range count; leaving the field clamps
/// any other.
#[component]
pub(crate) fn NumberField(
    /// The field's id, for its label.
    #[prop(into)]
    id: String,
    testid: String,
    #[prop(into)] unit: String,
    min: f64,
    max: f64,
    step: f64,
    /// The id of the element that describes it.
    described_by: String,
    #[prop(into)] value: Signal<f64>,
    set: impl Fn(f64) + Copy + 'static,
) -> impl IntoView {
    let typed = move |event: leptos::ev::Event| {
        if let Some(value) =
            event_target_value(&event).parse::<f64>().ok().filter(|value| (min..=max).contains(value))
        {
            set(value);
        }
    };
    let left = move |event: leptos::ev::Event| {
        // Removing the field with its screen also blurs it; its signals are disposed of by then.
        let Some(shown) = value.try_get_untracked() else { return };
        let number = event_target_value(&event).parse::<f64>().ok().filter(|value| value.is_finite());
        if let Some(value) = number {
            set(value.clamp(min, max));
        }
        // If the value did not change, the field would otherwise keep the differing text.
        event_target::<web_sys::HtmlInputElement>(&event)
            .set_value(&plain(value.try_get_untracked().unwrap_or(shown)));
    };
    view! {
        <span class="number">
            <input
                type="number"
                inputmode="decimal"
                id=id
                data-testid=testid
                min=min.to_string()
                max=max.to_string()
                step=plain(step)
                aria-describedby=described_by
                prop:value=move || plain(value.get())
                on:input=typed
                on:change=left
            />
            <span class="unit">{unit}</span>
        </span>
    }
}
