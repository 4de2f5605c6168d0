//! The heading of a screen. It takes the focus when the person goes there, so that screen readers announce it.

use leptos::html;
use leptos::prelude::*;

use crate::language::Spoken;
use crate::page::Page;
use crate::scheduling;

#[component]
pub(crate) fn Heading(
    #[prop(into)] text: Signal<String>,
    /// Whether to take the focus even if the person did not navigate here.
    #[prop(optional)]
    always: bool,
) -> impl IntoView {
    let page = Page::context();
    let spoken = Spoken::context();
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |_| {
        let came = always || page.state.with_untracked(|state| state.projects.is_chosen());
        let went = came && !spoken.is_switching();
        if let Some(heading) = heading.get().filter(|_| went) {
            // Without a focus ring, because a heading offers no action.
            scheduling::focus_when_drawn(heading.into(), || true);
        }
    });
    view! { <h2 tabindex="-1" node_ref=heading>{text}</h2> }
}
