//! What an empty page says: the whole job in three steps.

use leptos::prelude::*;

use crate::ui::parts::icon::{Icon, Symbol};

/// Three steps.
#[component]
pub(super) fn FirstSteps() -> impl IntoView {
    let steps = [
        (
            Icon::StepClasses,
            "Make a class for each kind",
            "Say, one for oak and one for beech. Two are enough to begin.",
        ),
        (Icon::StepDrop, "Drop photos on it", "Ten of each is a good start. It learns while you add them."),
        (Icon::StepTry, "Try a new photo", "It answers seconds later, and says how sure it is."),
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
            <h2>"Teach it to tell your photos apart"</h2>
            <ol>{steps}</ol>
        </div>
    }
}
