//! Data issues: what may be wrong with the person's photos. Each kind is a button that leads to its photos.

use leptos::prelude::*;

use crate::components::erased::erased;
use crate::components::icon::{Icon, Symbol};
use crate::number_format::grouped;
use crate::page::{Page, Question};
use crate::state::findings::Progress;
use handlens_core::protocol::{Command, IssueKind};
use handlens_i18n::t;

/// The name of a kind of data issue, and its meaning.
pub(super) fn words(problem: IssueKind) -> (String, String) {
    match problem {
        IssueKind::Mislabelled => (t!("issues-mislabelled"), t!("issues-mislabelled-meaning")),
        IssueKind::Duplicates => (t!("issues-duplicates"), t!("issues-duplicates-meaning")),
        IssueKind::Outlier => (t!("issues-outlier"), t!("issues-outlier-meaning")),
        IssueKind::Blurred => (t!("issues-blurred"), t!("issues-blurred-meaning")),
        IssueKind::Dark => (t!("issues-dark"), t!("issues-dark-meaning")),
        IssueKind::Tiny => (t!("issues-tiny"), t!("issues-tiny-meaning")),
    }
}

/// The panel: kinds of data issues with their counts.
#[component]
pub(super) fn IssuesPanel() -> impl IntoView {
    let page = Page::context();
    let has_photos = page.read(|state| state.library.photo_count() > 0);
    let counts = page.read(|state| {
        let count = |problem| (problem, state.issues.count(problem, &state.library));
        IssueKind::ALL.map(count).into_iter().filter(|(_, count)| *count > 0).collect::<Vec<_>>()
    });
    let status = page.read(|state| {
        let found = IssueKind::ALL.into_iter().any(|problem| state.issues.count(problem, &state.library) > 0);
        match state.issues.progress() {
            Progress::NotYet => Some(t!("issues-not-yet")),
            Progress::Looking { photos } => Some(t!("issues-looking", count = photos)),
            Progress::Done if found => None,
            Progress::Done if state.training.has_judged() => Some(t!("issues-nothing")),
            Progress::Done => Some(t!("issues-nothing-but-classes")),
        }
    });
    view! {
        <Show when=move || has_photos.get()>
            <section class="panel issues" aria-labelledby="issues-title" data-testid="issues">
                <div class="panel-head">
                    <h2 id="issues-title">{t!("issues-title")}</h2>
                </div>
                <p class="quiet issues-status" role="status" data-testid="issues-status">{move || status.get()}</p>
                <ul class="issues-kinds">
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
fn Kind(problem: IssueKind, counts: Memo<Vec<(IssueKind, usize)>>) -> impl IntoView {
    let page = Page::context();
    let count = move || {
        let count =
            counts.with(|counts| counts.iter().find(|(of, _)| *of == problem).map(|(_, count)| *count));
        grouped(count.unwrap_or_default())
    };
    let (name, meaning) = words(problem);
    view! {
        <button type="button" class="issues-kind" data-testid="issues-kind" data-problem=problem.key() title=meaning
            on:click=erased(move |_| page.look_at(problem))>
            <span>{name}</span>
            <span class="issues-count">{count}</span>
            <Symbol icon=Icon::Right/>
        </button>
    }
}

/// The dismissed photos, and the way back.
#[component]
fn KeptOnes() -> impl IntoView {
    let page = Page::context();
    let kept = page.read(|state| state.issues.kept().to_vec());
    let again = move |_| {
        let kept = kept.get_untracked();
        for problem in IssueKind::ALL {
            let photos: Vec<_> =
                kept.iter().filter(|(of, _)| *of == problem).map(|(_, photo)| *photo).collect();
            if !photos.is_empty() {
                page.send(Command::Keep { problem, photos, keep: false });
            }
        }
    };
    view! {
        <Show when=move || kept.with(|kept| !kept.is_empty())>
            <p class="quiet" data-testid="issues-kept">
                {move || t!("issues-kept", count = kept.with(Vec::len))}
                " "
                <button type="button" class="link" data-testid="issues-again" on:click=erased(again)>{t!("issues-show-again")}</button>
            </p>
        </Show>
    }
}

impl Page {
    /// Opens the photos with this kind of issue.
    fn look_at(self, problem: IssueKind) {
        self.change(|state| state.issues.done = None);
        self.question.set(Some(Question::IssueList(problem)));
    }
}
