//! Data issues: what may be wrong with the person's photos. Each kind is a button that leads to its photos.

use leptos::prelude::*;

use crate::components::icon::{Icon, Symbol};
use crate::number_format::grouped;
use crate::page::{Page, Question};
use handlens_core::protocol::{Command, Problem};
use handlens_i18n::t;

/// The name of a kind of data issue, and its meaning.
pub(super) fn words(problem: Problem) -> (String, String) {
    match problem {
        Problem::Mislabelled => (t!("worth-mislabelled"), t!("worth-mislabelled-meaning")),
        Problem::Duplicates => (t!("worth-duplicates"), t!("worth-duplicates-meaning")),
        Problem::Outlier => (t!("worth-outlier"), t!("worth-outlier-meaning")),
        Problem::Blurred => (t!("worth-blurred"), t!("worth-blurred-meaning")),
        Problem::Dark => (t!("worth-dark"), t!("worth-dark-meaning")),
        Problem::Tiny => (t!("worth-tiny"), t!("worth-tiny-meaning")),
    }
}

/// The panel: kinds of data issues with their counts.
#[component]
pub(super) fn WorthALook() -> impl IntoView {
    let page = Page::context();
    let has_photos = page.read(|state| state.library.photo_count() > 0);
    let counts = page.read(|state| {
        let count = |problem| (problem, state.worth.count(problem, &state.library));
        Problem::ALL.map(count).into_iter().filter(|(_, count)| *count > 0).collect::<Vec<_>>()
    });
    let status = page.read(|state| {
        let left = state.worth.unmeasured();
        if left > 0 {
            Some(t!("worth-looking", count = left))
        } else if state.worth.is_known() {
            None
        } else {
            Some(t!("worth-not-yet"))
        }
    });
    let nothing = move || status.with(Option::is_none) && counts.with(Vec::is_empty);
    view! {
        <Show when=move || has_photos.get()>
            <section class="panel worth" aria-labelledby="worth-title" data-testid="worth">
                <div class="panel-head">
                    <h2 id="worth-title">{t!("worth-title")}</h2>
                </div>
                <p class="quiet worth-status" role="status">
                    {move || if nothing() {
                        Some(t!("worth-nothing"))
                    } else {
                        status.get()
                    }}
                </p>
                <ul class="worth-kinds">
                    <For each=move || counts.get() key=|(problem, _)| *problem let:kind>
                        <li><Kind problem=kind.0 counts/></li>
                    </For>
                </ul>
                <KeptOnes/>
            </section>
        </Show>
    }
}

#[component]
fn Kind(problem: Problem, counts: Memo<Vec<(Problem, usize)>>) -> impl IntoView {
    let page = Page::context();
    let count = move || {
        let count =
            counts.with(|counts| counts.iter().find(|(of, _)| *of == problem).map(|(_, count)| *count));
        grouped(count.unwrap_or_default())
    };
    let (name, meaning) = words(problem);
    view! {
        <button type="button" class="worth-kind" data-testid="worth-kind" data-problem=problem.key() title=meaning
            on:click=move |_| page.look_at(problem)>
            <span>{name}</span>
            <span class="worth-count">{count}</span>
            <Symbol icon=Icon::Right/>
        </button>
    }
}

/// The dismissed photos, and the way back.
#[component]
fn KeptOnes() -> impl IntoView {
    let page = Page::context();
    let kept = page.read(|state| state.worth.kept().to_vec());
    let again = move |_| {
        let kept = kept.get_untracked();
        for problem in Problem::ALL {
            let photos: Vec<_> =
                kept.iter().filter(|(of, _)| *of == problem).map(|(_, photo)| *photo).collect();
            if !photos.is_empty() {
                page.send(Command::Keep { problem, photos, keep: false });
            }
        }
    };
    view! {
        <Show when=move || kept.with(|kept| !kept.is_empty())>
            <p class="quiet" data-testid="worth-kept">
                {move || t!("worth-kept", count = kept.with(Vec::len))}
                " "
                <button type="button" class="link" data-testid="worth-again" on:click=again>{t!("worth-show-again")}</button>
            </p>
        </Show>
    }
}

impl Page {
    /// Opens the photos with this kind of issue.
    fn look_at(self, problem: Problem) {
        self.change(|state| state.worth.done = None);
        self.question.set(Some(Question::Worth(problem)));
    }
}
