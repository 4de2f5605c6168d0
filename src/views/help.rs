//! What an empty page says: the whole job in three steps.

use leptos::prelude::*;

use crate::parts::icon::{Icon, Symbol};
use handlens_i18n::say;

/// Three steps.
#[component]
pub(super) fn FirstSteps() -> impl IntoView {
    let steps = [
        (Icon::StepClasses, say!("first-steps-classes"), say!("first-steps-classes-more")),
        (Icon::StepDrop, say!("first-steps-drop"), say!("first-steps-drop-more")),
        (Icon::StepTry, say!("first-steps-try"), say!("first-steps-try-more")),
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
            <h2>{say!("first-steps")}</h2>
            <ol>{steps}</ol>
        </div>
    }
}
