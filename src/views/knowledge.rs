//! Backbone integrity: whether the pretrained model still sees in the person's photos what it saw when it was
//! published.

use leptos::prelude::*;

use super::answer::first_synonym;
use crate::components::gallery::Tile;
use crate::components::progress::Progress;
use crate::number_format::percent;
use crate::page::Page;
use crate::state::knowledge::{Kept, Verdict};
use crate::state::library::Showing;
use handlens_core::message::Value;
use handlens_core::protocol::{ComparedPhoto, Knowledge, PhotoId};
use handlens_i18n::Localise;
use handlens_i18n::t;

/// Characters of a hash that are shown; its title has all of them.
const HASH_SHOWN: usize = 12;

/// The comparison, folded until somebody wants it.
#[component]
pub(super) fn KnowledgeKept() -> impl IntoView {
    let page = Page::context();
    let possible = page.read(|state| state.is_ready() && state.library.photo_count() > 0);
    let verdict = page.read(|state| state.kept.as_ref().map(Kept::verdict));
    let comparing = Memo::new(move |_| verdict.get() == Some(Verdict::Comparing));
    let label = move || match verdict.get() {
        None => t!("knowledge-compare"),
        Some(_) => t!("knowledge-compare-again"),
    };
    view! {
        <Show when=move || possible.get()>
            <details class="advanced knowledge" data-testid="knowledge">
                <summary>{t!("knowledge-title")}</summary>
                <p class="quiet">{t!("knowledge-about")}</p>
                <button type="button" class="button" data-testid="knowledge-compare" disabled=comparing
                    on:click=move |_| page.client.compare_knowledge()>
                    {label}
                </button>
                <Comparing/>
                <p class="knowledge-verdict" role="status" data-testid="knowledge-verdict">
                    {move || verdict.get().and_then(said)}
                </p>
                <Show when=move || verdict.get().is_some()>
                    <Found/>
                </Show>
            </details>
        </Show>
    }
}

fn said(verdict: Verdict) -> Option<String> {
    match verdict {
        Verdict::Comparing => None,
        Verdict::Failed => Some(t!("knowledge-unfinished")),
        Verdict::Same => Some(t!("knowledge-same")),
        Verdict::Different => Some(t!("knowledge-different")),
    }
}

/// The progress of the comparison.
#[component]
fn Comparing() -> impl IntoView {
    let page = Page::context();
    let progress = page.read(|state| {
        let kept = state.kept.as_ref().filter(|kept| kept.verdict() == Verdict::Comparing)?;
        Some((kept.knowledge.compared, kept.knowledge.photos))
    });
    let share = Signal::derive(move || {
        progress
            .get()
            .filter(|(_, photos)| *photos > 0)
            .map(|(done, photos)| f64::from(done) / f64::from(photos))
    });
    view! {
        <Show when=move || progress.get().is_some()>
            <Progress share label=t!("knowledge-comparing")/>
        </Show>
    }
}

/// The figures, followed by the photos.
#[component]
fn Found() -> impl IntoView {
    let page = Page::context();
    let knowledge = page.read(|state| state.kept.as_ref().map(|kept| kept.knowledge.clone()));
    let total = page.read(|state| state.library.photo_count());
    let photos = page.read(|state| {
        // Some may have been deleted since.
        let compared = state.kept.iter().flat_map(|kept| &kept.photos);
        compared
            .filter(|compared| state.library.class_of(compared.photo).is_some())
            .cloned()
            .collect::<Vec<_>>()
    });
    view! {
        {move || knowledge.get().map(|knowledge| view! { <Figures knowledge total=total.get()/> })}
        <Show when=move || photos.with(|photos| !photos.is_empty())>
            <Photos photos/>
        </Show>
    }
}

#[component]
fn Figures(knowledge: Knowledge, total: usize) -> impl IntoView {
    let Knowledge { compared, photos, same_first, same_five, largest_difference, .. } = knowledge;
    let of = |same: u32| t!("knowledge-of-photos", same = same, count = compared);
    let difference =
        if largest_difference == 0.0 { "0".to_owned() } else { format!("{largest_difference:.1e}") };
    let hashed = |words: String, hash: String| {
        let short: String = hash.chars().take(HASH_SHOWN).collect();
        view! { {words}" · "<code title=hash>{short}"…"</code> }
    };
    let file = if knowledge.loaded_file == knowledge.published_file {
        t!("knowledge-file-same")
    } else {
        t!("knowledge-file-other")
    };
    let file = hashed(file, knowledge.loaded_file.clone());
    let weights = if knowledge.weights_in_use == knowledge.weights_of_file {
        t!("knowledge-weights-same")
    } else {
        t!("knowledge-weights-other")
    };
    let weights = hashed(weights, knowledge.weights_in_use.clone());
    let sample = (photos as usize) < total;
    view! {
        {knowledge.problem.map(|problem| view! { <p class="problem">{problem.text()}</p> })}
        <dl class="knowledge-figures" data-testid="knowledge-figures">
            <div><dt>{t!("knowledge-first")}</dt><dd data-testid="knowledge-first">{of(same_first)}</dd></div>
            <div><dt>{t!("knowledge-five")}</dt><dd data-testid="knowledge-five">{of(same_five)}</dd></div>
            <div>
                <dt>{t!("knowledge-difference")}</dt>
                <dd data-testid="knowledge-difference">{t!("number-alone", number = Value::Decimal(difference))}</dd>
            </div>
            {(!knowledge.published_file.is_empty()).then(|| view! {
                <div><dt>{t!("knowledge-file")}</dt><dd data-testid="knowledge-file">{file}</dd></div>
                <div><dt>{t!("knowledge-weights")}</dt><dd data-testid="knowledge-weights">{weights}</dd></div>
            })}
        </dl>
        {sample.then(|| view! {
            <p class="quiet">{t!("knowledge-sample", chosen = photos, count = total)}</p>
        })}
    }
}

/// Each photo with what the model saw in it when published, and what it sees now.
#[component]
fn Photos(photos: Memo<Vec<ComparedPhoto>>) -> impl IntoView {
    let page = Page::context();
    let tell = move |shown: Vec<PhotoId>| {
        page.state.update_untracked(|state| state.library.show(Showing::Compared, shown));
    };
    Effect::new(move |_| {
        let shown: Vec<PhotoId> =
            photos.with(|photos| photos.iter().map(|compared| compared.photo).collect());
        tell(shown.clone());
        let missing: Vec<PhotoId> = page.state.with_untracked(|state| {
            shown.into_iter().filter(|photo| state.library.thumbnail(*photo).is_none()).collect()
        });
        page.client.want_thumbnails(missing);
    });
    on_cleanup(move || tell(Vec::new()));
    view! {
        <div class="knowledge-photos" tabindex="0" role="region" aria-label=t!("knowledge-photos")>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t!("knowledge-photo")}</th>
                        <th scope="col">{t!("knowledge-before")}</th>
                        <th scope="col">{t!("knowledge-now")}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || photos.get() key=|compared| compared.photo.0 let:compared>
                        <Row compared/>
                    </For>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(compared: ComparedPhoto) -> impl IntoView {
    let ComparedPhoto { photo, before, now } = compared;
    let same = before == now;
    view! {
        <tr data-testid="knowledge-row" class:is-different=!same>
            <td class="knowledge-photo"><Tile photo/></td>
            <td>{seen(&before)}</td>
            <td>{seen(&now)}</td>
        </tr>
    }
}

/// The first answer; the title has the other four.
fn seen(answers: &[(String, f32)]) -> impl IntoView + use<> {
    let line = |(name, share): &(String, f32)| format!("{} · {}", first_synonym(name), percent(*share));
    let all = answers.iter().map(line).collect::<Vec<_>>().join("\n");
    view! { <span lang="en" title=all>{answers.first().map(line)}</span> }
}
