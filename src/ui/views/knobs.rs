//! The advanced fold: every setting of training, with its unit, range and reset.

use leptos::prelude::*;

use crate::config::{Knob, TrainConfig};
use crate::protocol::Command;
use crate::ui::figures::plain;
use crate::ui::page::Page;
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::number_field::NumberField;

/// Every setting of training.
#[component]
pub(super) fn Knobs() -> impl IntoView {
    let page = Page::context();
    let changed = page.read(|state| state.training.config != TrainConfig::default());
    let can_train = page.read(|state| state.is_ready() && state.library.classes_with_photos() >= 2);
    let train = move |_| {
        page.send_settings();
        page.send(Command::Train);
    };
    view! {
        <details class="advanced" data-testid="advanced">
            <summary>
                "Advanced"
                <Show when=move || changed.get()>
                    <span class="quiet">"· changed"</span>
                </Show>
            </summary>
            <p class="quiet">"Training starts again by itself after every change. The same photos and settings give the same head."</p>
            <div class="knobs">
                {TrainConfig::KNOBS.map(|knob| view! { <KnobRow knob/> }).into_any()}
                <SwitchRow switch=FLIPS/>
                <SwitchRow switch=BALANCE/>
            </div>
            <div class="row">
                <button type="button" class="button is-primary" data-testid="train-button" disabled=move || !can_train.get() on:click=train>
                    <Symbol icon=Icon::Train/>
                    "Train"
                </button>
                <button type="button" class="button" data-testid="knob-reset-all" disabled=move || !changed.get()
                    on:click=move |_| page.configure(|config| *config = TrainConfig::default())>
                    "Reset all"
                </button>
            </div>
        </details>
    }
}

#[component]
fn KnobRow(knob: Knob) -> impl IntoView {
    let page = Page::context();
    let default = TrainConfig::default().get(knob.key).unwrap_or(knob.min);
    let value = page.read(move |state| state.training.config.get(knob.key).unwrap_or(knob.min));
    // What was set to the very default counts as unchanged, whatever its last binary digit.
    let changed = Memo::new(move |_| plain(value.get()) != plain(default));
    let set = move |value: f64| page.configure(|config| config.set(knob.key, value));
    let id = format!("knob-{}", knob.key);
    let help = format!("knob-help-{}", knob.key);
    view! {
        <div class="knob">
            <label for=id.clone()>{knob.label}</label>
            <NumberField id=id.clone() testid=id unit=knob.unit min=knob.min max=knob.max step=knob.step
                described_by=help.clone() value set/>
            <p class="quiet" id=help>
                {format!("{} {} to {}, default {}.", knob.help, plain(knob.min), plain(knob.max), plain(default))}
            </p>
            <Reset key=knob.key label=knob.label changed reset=move || set(default)/>
        </div>
    }
}

/// A setting that is on or off.
struct Switch {
    key: &'static str,
    label: &'static str,
    help: &'static str,
    get: fn(&TrainConfig) -> bool,
    set: fn(&mut TrainConfig, bool),
}

const FLIPS: Switch = Switch {
    key: "flips",
    label: "Mirrored views",
    help: "Whether augmented views may be mirrored. Turn it off where left and right matter, as in text or gestures.",
    get: |config| config.flips,
    set: |config, on| config.flips = on,
};

const BALANCE: Switch = Switch {
    key: "balance",
    label: "Balance classes",
    help: "Whether a class with few photos weighs as much as one with many. Off, every photo weighs the same, and in doubt \
           the larger class is answered.",
    get: |config| config.balance,
    set: |config, on| config.balance = on,
};

#[component]
fn SwitchRow(switch: Switch) -> impl IntoView {
    let page = Page::context();
    let Switch { key, label, help, get, set } = switch;
    let default = get(&TrainConfig::default());
    let on = page.read(move |state| get(&state.training.config));
    let changed = Memo::new(move |_| on.get() != default);
    let set = move |on: bool| page.configure(|config| set(config, on));
    let (id, help_id) = (format!("knob-{key}"), format!("knob-help-{key}"));
    view! {
        <div class="knob">
            <label for=id.clone()>{label}</label>
            // A label as well, so that a finger that misses the box hits it all the same.
            <label class="number" for=id.clone()>
                <input type="checkbox" id=id.clone() data-testid=id.clone() aria-describedby=help_id.clone()
                    prop:checked=on on:change=move |event| set(event_target_checked(&event))/>
            </label>
            <p class="quiet" id=help_id>
                {format!("{help} {} by default.", if default { "On" } else { "Off" })}
            </p>
            <Reset key label changed reset=move || set(default)/>
        </div>
    }
}

#[component]
fn Reset(
    key: &'static str,
    label: &'static str,
    changed: Memo<bool>,
    reset: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <Show when=move || changed.get()>
            <button type="button" class="button icon-only knob-reset" data-testid=format!("knob-reset-{key}")
                title=format!("Reset {label}") aria-label=format!("Reset {label}") on:click=move |_| reset()>
                <Symbol icon=Icon::Reset/>
            </button>
        </Show>
    }
}
