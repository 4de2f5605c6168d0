//! What an empty page shows: the whole task in three steps.

use leptos::prelude::*;

use crate::components::icon::{Icon, Symbol};
use handlens_i18n::t;

#[component]
pub(super) fn FirstSteps() -> impl IntoView {
    let steps = [
        (Icon::StepClasses, t!("first-steps-classes"), t!("first-steps-classes-more")),
        (Icon::StepDrop, t!("first-steps-drop"), t!("first-steps-drop-more")),
        (Icon::StepTry, t!("first-steps-try"), t!("first-steps-try-more")),
    ];
    let steps = steps.map(|(icon, title, text)| {
        view! {
            <li>
                <Symbol icon/>
                <div>
                    <h3>{title}</h3>
                    <p>{text}</p>
                </div>
            </li>
        }
    });
    view! {
        <div class="first-steps" data-testid="first-steps">
            <h2>{t!("first-steps")}</h2>
            <ol>{steps}</ol>
        </div>
    }
}
