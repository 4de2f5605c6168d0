//! What was found in folders or an archive, before it is added: which folders are the classes, and what is left out.

use std::collections::HashSet;

use leptos::prelude::*;

use crate::components::dialog::{Dialog, DialogHead};
use crate::components::erased::erased;
use crate::page::Page;
use crate::state::imports::{Import, unlabelled_in};
use handlens_core::config::limits;
use handlens_core::labelling::{Decision, LeftOut, Level, Overview};
use handlens_core::protocol::Placement;
use handlens_core::text::name::key;
use handlens_i18n::{Localise, t};

/// Classes listed at most; the rest is counted.
const LISTED: usize = 12;
/// Class names that illustrate a level.
const EXAMPLES: usize = 3;

/// The question about the first import that waits for a decision.
#[component]
pub(super) fn Preview() -> impl IntoView {
    let page = Page::context();
    let undecided = page.read(|state| state.imports.undecided().map(|import| import.job));
    move || {
        undecided.get()?;
        // One dialogue after the other.
        page.question.with(Option::is_none).then_some(())?;
        let import = page.state.with_untracked(|state| state.imports.undecided().cloned())?;
        Some(view! { <Undecided import/> })
    }
}

#[component]
fn Undecided(import: Import) -> impl IntoView {
    let page = Page::context();
    let Import { job, archive, folder, into, undecided, .. } = import;
    let overview = StoredValue::new(undecided.unwrap_or_default());
    let best = overview.with_value(|overview| overview.best);
    let without_classes = overview.with_value(|overview| overview.levels.is_empty());
    let level = RwSignal::new(best);
    // Photos in folders without a label are left out unless the person wants them, or there are no others; loose photos
    // are wanted, as they were picked by hand.
    let with_unlabelled = RwSignal::new(without_classes);
    let with_loose = RwSignal::new(true);
    let decision =
        move || Decision { level: level.get(), unlabelled: with_unlabelled.get(), loose: with_loose.get() };
    let over = Memo::new(move |_| {
        page.classes.with(|classes| {
            let existing = classes.iter().map(|class| class.name.as_str());
            overview.with_value(|overview| overview.without_room(level.get(), existing, limits::CLASSES))
        })
    });
    let unlabelled =
        Signal::derive(move || overview.with_value(|overview| overview.unlabelled_on(level.get())));
    let loose = overview.with_value(|overview| overview.loose);
    let left_out_count = Signal::derive(move || {
        over.with(|(_, photos)| *photos) + overview.with_value(|overview| overview.left_out_by(&decision()))
    });
    let count = Signal::derive(move || {
        let labelled =
            overview.with_value(|overview| overview.levels.get(level.get()).map_or(0, Level::photos));
        (labelled + unlabelled.get() + loose).saturating_sub(left_out_count.get())
    });
    let cancel = move || page.client.cancel(job);
    let add = move |_| page.client.decide(job, untrack(decision));
    let title = archive
        .or(folder)
        .map_or_else(|| t!("preview-title"), |name| t!("preview-title-archive", name = name));
    let number = page.read(|state| state.imports.question_number());
    let name = page.state.with_untracked(|state| match into {
        Some(Placement::Class(class)) => state.library.class_name(class).unwrap_or_default().to_owned(),
        Some(Placement::Named(name)) => name,
        None => String::new(),
    });
    let all_in = without_classes.then(|| {
        view! { <p>{t!("preview-no-classes", count = unlabelled.get_untracked() + loose, name = &name)}</p> }
    });
    let loose_too = (loose > 0 && !without_classes)
        .then(|| also(with_loose, "preview-loose", t!("preview-loose", count = loose, name = &name)));
    let unlabelled_too = move || {
        (unlabelled.get() > 0 && !without_classes).then(|| {
            let folders = overview
                .with_value(|overview| overview.levels.get(level.get()).and_then(unlabelled_in))
                .map(|folders| folders.text())
                .unwrap_or_default();
            let label = t!("preview-unlabelled", count = unlabelled.get(), name = &name);
            also(with_unlabelled, "preview-unlabelled", format!("{label} {folders}"))
        })
    };
    view! {
        <Dialog label=t!("preview-label") close=cancel>
            <div class="question preview" data-testid="preview">
                <DialogHead title close=cancel/>
                {move || number.get().map(|(number, count)| view! {
                    <p class="quiet" data-testid="preview-number">{t!("preview-number", number = number, count = count)}</p>
                })}
                {overview.with_value(|overview| levels(overview, level))}
                {move || over.with(|(without_room, _)| {
                    overview.with_value(|overview| classes(overview, level.get(), without_room))
                })}
                {all_in}
                {loose_too}
                {unlabelled_too}
                {move || over.with(|(without_room, photos)| {
                    overview.with_value(|overview| left_out(overview, without_room.len(), *photos))
                })}
                {move || overview.with_value(|overview| notes(overview, level.get()))}
                <div class="row">
                    <button type="button" class="button" data-testid="preview-cancel" on:click=erased(move |_| cancel())>{t!("cancel")}</button>
                    <button type="button" class="button is-primary" data-testid="preview-add" disabled=move || count.get() == 0 on:click=erased(add)>
                        {move || match left_out_count.get() {
                            0 => t!("preview-add", count = count.get()),
                            others => t!("preview-add-some", count = count.get(), left_out = others),
                        }}
                    </button>
                </div>
            </div>
        </Dialog>
    }
}

/// A choice to add more photos.
fn also(chosen: RwSignal<bool>, testid: &'static str, label: String) -> impl IntoView {
    view! {
        <label class="preview-choice">
            <input type="checkbox" data-testid=testid prop:checked=move || chosen.get()
                on:change=move |event| chosen.set(event_target_checked(&event))/>
            <span>{label}</span>
        </label>
    }
}

/// The choice of a level, if there is one.
fn levels(overview: &Overview, chosen: RwSignal<usize>) -> Option<impl IntoView + use<>> {
    let choice = |(at, level): (usize, &Level)| {
        let mut names: Vec<&str> =
            level.classes.iter().take(EXAMPLES).map(|(name, _)| name.as_str()).collect();
        if level.classes.len() > EXAMPLES {
            names.push("…");
        }
        let label = t!("preview-level", names = names.join(", "), count = level.classes.len());
        view! {
            <label class="preview-choice">
                <input type="radio" name="preview-level" data-testid="preview-level" prop:checked=move || chosen.get() == at
                    on:change=move |_| chosen.set(at)/>
                <span>{label}</span>
            </label>
        }
    };
    (overview.levels.len() > 1).then(|| {
        view! {
            <fieldset class="preview-levels">
                <legend>{t!("preview-levels")}</legend>
                {overview.levels.iter().enumerate().map(choice).collect_view()}
            </fieldset>
        }
    })
}

/// The classes of the chosen level that will be added, each with its number of photos.
fn classes(
    overview: &Overview,
    level: usize,
    without_room: &HashSet<String>,
) -> Option<impl IntoView + use<>> {
    let classes = overview.levels.get(level)?.classes.iter();
    let classes: Vec<_> = classes.filter(|(name, _)| !without_room.contains(&key(name))).collect();
    let row = |(name, count): &(String, u32)| {
        view! {
            <li data-testid="preview-class" data-class=name.clone()>
                <bdi>{name.clone()}</bdi>
                <span>{t!("photo-count", count = *count)}</span>
            </li>
        }
    };
    let more = classes.len().saturating_sub(LISTED);
    Some(view! {
        <ul class="preview-classes" aria-label=t!("preview-classes")>
            {classes.into_iter().take(LISTED).map(row).collect_view()}
            {(more > 0).then(|| view! { <li>{t!("preview-more", count = more)}</li> })}
        </ul>
    })
}

/// What is left out, one line per reason.
fn left_out(overview: &Overview, classes: usize, photos: u32) -> Option<impl IntoView + use<>> {
    let line = |(reason, count): &(LeftOut, u32)| match reason {
        LeftOut::System => t!("preview-system", count = *count),
        LeftOut::LabelFile => t!("preview-label-files", count = *count),
        LeftOut::Metadata => t!("preview-metadata", count = *count),
        LeftOut::Mask => t!("preview-masks", count = *count),
        LeftOut::Archive => t!("preview-archives", count = *count),
        LeftOut::NoPhoto => t!("preview-no-photos", count = *count),
        LeftOut::Empty => t!("preview-empty", count = *count),
    };
    let mut lines: Vec<String> = overview.left_out.iter().map(line).collect();
    if classes > 0 {
        lines.push(t!("preview-over", count = classes, photos = photos, limit = limits::CLASSES));
    }
    (!lines.is_empty()).then(|| {
        view! {
            <div class="preview-left-out" data-testid="preview-left-out">
                <p>{t!("preview-left-out")}</p>
                <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </div>
        }
    })
}

/// Other remarks on the chosen level.
fn notes(overview: &Overview, level: usize) -> impl IntoView + use<> {
    let level = overview.levels.get(level);
    let splits = level
        .filter(|level| !level.splits.is_empty())
        .map(|level| t!("preview-splits", names = level.splits.join(", ")));
    let shortened = level
        .filter(|level| level.shortened > 0)
        .map(|level| t!("intake-names-shortened", count = level.shortened, limit = limits::CLASS_NAME_CHARS));
    let encoding = overview.encoding.clone().map(|encoding| t!("preview-encoding", encoding = encoding));
    splits
        .into_iter()
        .chain(shortened)
        .chain(encoding)
        .chain([t!("preview-added-once")])
        .map(|sentence| view! { <p>{sentence}</p> })
        .collect_view()
}
