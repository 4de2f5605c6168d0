//! Backbone integrity: whether the pretrained model still sees in the person's photos what it saw when it was
//! published.

use leptos::prelude::*;

use super::answer::first_synonym;
use crate::components::erased::erased;
use crate::components::gallery::Tile;
use crate::components::progress::Progress;
use crate::number_format::percent;
use crate::page::Page;
use crate::state::integrity::{IntegrityCheck, Verdict};
use crate::state::library::Showing;
use handlens_core::message::Value;
use handlens_core::protocol::{ComparedPhoto, IntegrityReport, PhotoId};
use handlens_i18n::Localise;
use handlens_i18n::t;

/// Characters of a hash that are shown; its title has all of them.
const HASH_SHOWN: usize = 12;

/// The comparison, folded until somebody wants it.
#[component]
pub(super) fn IntegrityPanel() -> impl IntoView {
    let page = Page::context();
    let possible = page.read(|state| state.is_ready() && state.library.photo_count() > 0);
    let verdict = page.read(|state| state.integrity.as_ref().map(IntegrityCheck::verdict));
    let comparing = Memo::new(move |_| verdict.get() == Some(Verdict::Comparing));
    let label = move || match verdict.get() {
        None => t!("integrity-compare"),
        Some(_) => t!("integrity-compare-again"),
    };
    view! {
        <Show when=move || possible.get()>
            <details class="advanced integrity" data-testid="integrity">
                <summary>{t!("integrity-title")}</summary>
                <p class="quiet">{t!("integrity-about")}</p>
                <button type="button" class="button" data-testid="integrity-compare" disabled=comparing
                    on:click=erased(move |_| page.client.check_integrity())>
                    {label}
                </button>
                <Comparing/>
                <p class="integrity-verdict" role="status" data-testid="integrity-verdict">
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
        Verdict::Failed => Some(t!("integrity-unfinished")),
        Verdict::Same => Some(t!("integrity-same")),
        Verdict::Different => Some(t!("integrity-different")),
    }
}

/// The progress of the comparison.
#[component]
fn Comparing() -> impl IntoView {
    let page = Page::context();
    let progress = page.read(|state| {
        let check = state.integrity.as_ref().filter(|check| check.verdict() == Verdict::Comparing)?;
        Some((check.integrity.compared, check.integrity.photos))
    });
    let share = Signal::derive(move || {
        progress
            .get()
            .filter(|(_, photos)| *photos > 0)
            .map(|(done, photos)| f64::from(done) / f64::from(photos))
    });
    view! {
        <Show when=move || progress.get().is_some()>
            <Progress share label=t!("integrity-comparing")/>
        </Show>
    }
}

/// The figures, followed by the photos.
#[component]
fn Found() -> impl IntoView {
    let page = Page::context();
    let integrity = page.read(|state| state.integrity.as_ref().map(|check| check.integrity.clone()));
    let total = page.read(|state| state.library.photo_count());
    let photos = page.read(|state| {
        // Some may have been deleted since.
        let compared = state.integrity.iter().flat_map(|check| &check.photos);
        compared
            .filter(|compared| state.library.class_of(compared.photo).is_some())
            .cloned()
            .collect::<Vec<_>>()
    });
    view! {
        {move || integrity.get().map(|integrity| view! { <Figures integrity total=total.get()/> })}
        <Show when=move || photos.with(|photos| !photos.is_empty())>
            <Photos photos/>
        </Show>
    }
}

#[component]
fn Figures(integrity: IntegrityReport, total: usize) -> impl IntoView {
    let IntegrityReport { compared, photos, same_first, same_five, largest_difference, .. } = integrity;
    let of = |same: u32| t!("integrity-of-photos", same = same, count = compared);
    let difference =
        if largest_difference == 0.0 { "0".to_owned() } else { format!("{largest_difference:.1e}") };
    let hashed = |words: String, hash: String| {
        let short: String = hash.chars().take(HASH_SHOWN).collect();
        view! { {words}" · "<code title=hash>{short}"…"</code> }
    };
    let file = if integrity.loaded_file == integrity.published_file {
        t!("integrity-file-same")
    } else {
        t!("integrity-file-other")
    };
    let file = hashed(file, integrity.loaded_file.clone());
    let weights = if integrity.weights_in_use == integrity.weights_of_file {
        t!("integrity-weights-same")
    } else {
        t!("integrity-weights-other")
    };
    let weights = hashed(weights, integrity.weights_in_use.clone());
    let sample = (photos as usize) < total;
    view! {
        {integrity.problem.map(|problem| view! { <p class="problem">{problem.text()}</p> })}
        <dl class="integrity-figures" data-testid="integrity-figures">
            <div><dt>{t!("integrity-first")}</dt><dd data-testid="integrity-first">{of(same_first)}</dd></div>
            <div><dt>{t!("integrity-five")}</dt><dd data-testid="integrity-five">{of(same_five)}</dd></div>
            <div>
                <dt>{t!("integrity-difference")}</dt>
                <dd data-testid="integrity-difference">{t!("number-alone", number = Value::Decimal(difference))}</dd>
            </div>
            {(!integrity.published_file.is_empty()).then(|| view! {
                <div><dt>{t!("integrity-file")}</dt><dd data-testid="integrity-file">{file}</dd></div>
                <div><dt>{t!("integrity-weights")}</dt><dd data-testid="integrity-weights">{weights}</dd></div>
            })}
        </dl>
        {sample.then(|| view! {
            <p class="quiet">{t!("integrity-sample", chosen = photos, count = total)}</p>
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
        <div class="integrity-photos" tabindex="0" role="region" aria-label=t!("integrity-photos")>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t!("integrity-photo")}</th>
                        <th scope="col">{t!("integrity-before")}</th>
                        <th scope="col">{t!("integrity-now")}</th>
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
        <tr data-testid="integrity-row" class:is-different=!same>
            <td class="integrity-photo"><Tile photo/></td>
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
