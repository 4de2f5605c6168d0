//! The advanced section: every hyperparameter, with its unit, range and reset.

use leptos::prelude::*;

use crate::components::erased::erased;
use crate::components::icon::{Icon, Symbol};
use crate::components::number_field::NumberField;
use crate::number_format::plain;
use crate::page::Page;
use handlens_core::config::{Hyperparameter, Layers, TrainConfig};
use handlens_core::message::Value;
use handlens_core::protocol::Command;
use handlens_i18n::t;

/// Every hyperparameter.
#[component]
pub(super) fn Hyperparameters() -> impl IntoView {
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
                {t!("hyperparameters-title")}
                <Show when=move || changed.get()>
                    <span class="quiet">{t!("hyperparameters-changed")}</span>
                </Show>
            </summary>
            <p class="quiet">{t!("hyperparameters-about")}</p>
            <div class="hyperparameters">
                {TrainConfig::HYPERPARAMETERS.map(|hyperparameter| view! { <HyperparameterRow hyperparameter/> }).into_any()}
                <SwitchRow switch=BALANCE/>
                <LayersRow/>
            </div>
            <div class="row">
                <button type="button" class="button is-primary" data-testid="train-button" disabled=move || !can_train.get() on:click=erased(train)>
                    <Symbol icon=Icon::Train/>
                    {t!("hyperparameters-train")}
                </button>
                <button type="button" class="button" data-testid="hyperparameter-reset-all" disabled=move || !changed.get()
                    on:click=erased(move |_| page.configure(|config| *config = TrainConfig::default()))>
                    {t!("hyperparameters-reset-all")}
                </button>
            </div>
        </details>
    }
}

/// A hyperparameter in words.
struct Worded {
    /// Its name.
    label: String,
    /// The unit behind its number; empty if there is none or the number needs none.
    unit: String,
    /// What it does, in one or two sentences.
    help: String,
}

/// The words for a hyperparameter, by its key.
fn worded(key: &str) -> Worded {
    let (label, unit, help) = match key {
        "learning_rate" => (
            t!("hyperparameter-learning-rate"),
            t!("hyperparameter-learning-rate-unit"),
            t!("hyperparameter-learning-rate-help"),
        ),
        "weight_decay" => (
            t!("hyperparameter-weight-decay"),
            t!("hyperparameter-weight-decay-unit"),
            t!("hyperparameter-weight-decay-help"),
        ),
        "epochs" => {
            (t!("hyperparameter-epochs"), t!("hyperparameter-epochs-unit"), t!("hyperparameter-epochs-help"))
        }
        "folds" => {
            (t!("hyperparameter-folds"), t!("hyperparameter-folds-unit"), t!("hyperparameter-folds-help"))
        }
        "seed" => (t!("hyperparameter-seed"), String::new(), t!("hyperparameter-seed-help")),
        "balance" => (t!("hyperparameter-balance"), String::new(), t!("hyperparameter-balance-help")),
        // A hyperparameter without words shows its name in the program.
        other => (other.to_owned(), String::new(), String::new()),
    };
    Worded { label, unit, help }
}

#[component]
fn HyperparameterRow(hyperparameter: Hyperparameter) -> impl IntoView {
    let page = Page::context();
    let default = TrainConfig::default().get(hyperparameter.key).unwrap_or(hyperparameter.min);
    let value =
        page.read(move |state| state.training.config.get(hyperparameter.key).unwrap_or(hyperparameter.min));
    // Compared as shown, so that a value typed as the default counts as unchanged, whatever its last binary digit.
    let changed = Memo::new(move |_| plain(value.get()) != plain(default));
    let set = move |value: f64| page.configure(|config| config.set(hyperparameter.key, value));
    let Worded { label, unit, help } = worded(hyperparameter.key);
    let [least, most, usual] =
        [hyperparameter.min, hyperparameter.max, default].map(|number| Value::Decimal(plain(number)));
    let help = t!("hyperparameter-range", help = help, min = least, max = most, default = usual);
    let (id, help_id) = (
        format!("hyperparameter-{}", hyperparameter.key),
        format!("hyperparameter-help-{}", hyperparameter.key),
    );
    view! {
        <div class="hyperparameter">
            <label for=id.clone()>{label.clone()}</label>
            <NumberField id=id.clone() testid=id unit min=hyperparameter.min max=hyperparameter.max step=hyperparameter.step
                described_by=help_id.clone() value set/>
            <p class="quiet" id=help_id>{help}</p>
            <Reset key=hyperparameter.key label changed reset=move || set(default)/>
        </div>
    }
}

/// A hyperparameter that is on or off.
struct Switch {
    key: &'static str,
    get: fn(&TrainConfig) -> bool,
    set: fn(&mut TrainConfig, bool),
}

const BALANCE: Switch =
    Switch { key: "balance", get: |config| config.balance, set: |config, on| config.balance = on };

#[component]
fn SwitchRow(switch: Switch) -> impl IntoView {
    let page = Page::context();
    let Switch { key, get, set } = switch;
    let Worded { label, help, .. } = worded(key);
    let default = get(&TrainConfig::default());
    let on = page.read(move |state| get(&state.training.config));
    let changed = Memo::new(move |_| on.get() != default);
    let set = move |on: bool| page.configure(|config| set(config, on));
    let help = if default {
        t!("hyperparameter-on-by-default", help = help)
    } else {
        t!("hyperparameter-off-by-default", help = help)
    };
    let (id, help_id) = (format!("hyperparameter-{key}"), format!("hyperparameter-help-{key}"));
    view! {
        <div class="hyperparameter">
            <label for=id.clone()>{label.clone()}</label>
            // The row is a label, too, so that a tap beside the checkbox counts.
            <label class="number" for=id.clone()>
                <input type="checkbox" id=id.clone() data-testid=id.clone() aria-describedby=help_id.clone()
                    prop:checked=on on:change=move |event| set(event_target_checked(&event))/>
            </label>
            <p class="quiet" id=help_id>{help}</p>
            <Reset key label changed reset=move || set(default)/>
        </div>
    }
}

/// Which layers learn.
#[component]
fn LayersRow() -> impl IntoView {
    let page = Page::context();
    let chosen = page.read(|state| state.training.config.layers);
    let changed = Memo::new(move |_| chosen.get() != Layers::default());
    let set = move |layers: Layers| page.configure(|config| config.layers = layers);
    let options = [
        (Layers::Auto, "auto", t!("hyperparameter-layers-auto")),
        (Layers::Head, "head", t!("hyperparameter-layers-head")),
        (Layers::Last, "last", t!("hyperparameter-layers-last")),
    ];
    let of = move |value: &str| match value {
        "head" => Layers::Head,
        "last" => Layers::Last,
        _ => Layers::Auto,
    };
    view! {
        <div class="hyperparameter">
            <label for="hyperparameter-layers">{t!("hyperparameter-layers")}</label>
            <select id="hyperparameter-layers" data-testid="hyperparameter-layers" aria-describedby="hyperparameter-help-layers"
                on:change=move |event| set(of(&event_target_value(&event)))>
                {options.map(|(layers, value, words)| {
                    view! { <option value=value prop:selected=move || chosen.get() == layers>{words}</option> }
                })}
            </select>
            <p class="quiet" id="hyperparameter-help-layers">{t!("hyperparameter-layers-help")}</p>
            <Reset key="layers" label=t!("hyperparameter-layers") changed reset=move || set(Layers::default())/>
        </div>
    }
}

#[component]
fn Reset(
    key: &'static str,
    label: String,
    changed: Memo<bool>,
    reset: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <Show when=move || changed.get()>
            <button type="button" class="button icon-only hyperparameter-reset" data-testid=format!("hyperparameter-reset-{key}")
                title=t!("hyperparameter-reset", setting = &label) aria-label=t!("hyperparameter-reset", setting = &label) on:click=erased(move |_| reset())>
                <Symbol icon=Icon::Reset/>
            </button>
        </Show>
    }
}
