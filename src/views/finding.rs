//! The photos behind one kind of data issue, each with what can be done about it, and the way back.

use leptos::html;
use leptos::prelude::*;

use super::findings::words;
use crate::components::dialog::{Dialog, DialogHead};
use crate::components::erased::erased;
use crate::components::gallery::{Tile, show_in};
use crate::components::icon::{Icon, Symbol};
use crate::components::menu::{Menu, MenuItem, Panel};
use crate::components::name::Name;
use crate::number_format::percent;
use crate::page::Page;
use crate::scheduling;
use crate::state::findings::{Done, classes_of, copies, outside};
use crate::state::library::Showing;
use handlens_core::protocol::{ClassId, ClassInfo, Command, DataIssue, IssueKind, PhotoId};
use handlens_i18n::t;

/// Findings shown at a time; later ones move up.
const SHOWN: usize = 24;
/// Photos shown per group.
const OF_GROUP: usize = 12;

/// The dialogue about one kind of data issue.
#[component]
pub(super) fn IssuesDialog(problem: IssueKind) -> impl IntoView {
    let page = Page::context();
    let close = move || page.question.set(None);
    let all = page.read(move |state| state.issues.of(problem, &state.library));
    let total = page.read(move |state| state.issues.count(problem, &state.library));
    let shown = Memo::new(move |_| all.with(|all| all.iter().take(SHOWN).cloned().collect::<Vec<_>>()));
    let photos = Memo::new(move |_| {
        let of = |finding: &DataIssue| {
            finding.photos.iter().take(OF_GROUP).map(|(photo, _)| *photo).collect::<Vec<_>>()
        };
        shown.with(|shown| shown.iter().flat_map(of).collect::<Vec<_>>())
    });
    show_in(page, Showing::Gallery, photos);
    let (name, meaning) = words(problem);
    let sentence = move || {
        let (shown, total) = (shown.with(Vec::len), total.get());
        if total == 0 {
            return t!("issues-none-left");
        }
        let meaning = meaning.as_str();
        match (problem, shown < total) {
            (IssueKind::Duplicates, false) => t!("issues-groups", count = total, meaning = meaning),
            (IssueKind::Duplicates, true) => {
                t!("issues-groups-first", count = total, shown = shown, meaning = meaning)
            }
            (_, false) => t!("issues-photos", count = total, meaning = meaning),
            (_, true) => t!("issues-photos-first", count = total, shown = shown, meaning = meaning),
        }
    };
    view! {
        <Dialog label=name.clone() close>
            <div class="question issues-dialog" data-testid="issues-dialog" data-problem=problem.key()>
                <DialogHead title=name close/>
                <p class="quiet">{sentence}</p>
                <DoneLine/>
                <ul class="issues-list">
                    <For each=move || shown.get() key=key let:finding>
                        <li>
                            {if problem == IssueKind::Duplicates {
                                view! { <Group finding/> }.into_any()
                            } else {
                                view! { <Single finding/> }.into_any()
                            }}
                        </li>
                    </For>
                </ul>
                <Together problem all/>
            </div>
        </Dialog>
    }
}

/// The identity of a finding: a change in it makes it another finding.
fn key(finding: &DataIssue) -> (Vec<(PhotoId, ClassId)>, Option<ClassId>) {
    (finding.photos.clone(), finding.instead.map(|(class, _)| class))
}

/// The latest action, and the button that takes it back.
#[component]
fn DoneLine() -> impl IntoView {
    let page = Page::context();
    let button = NodeRef::<html::Button>::new();
    let done = page.read(|state| state.issues.done.clone());
    let sentence = page.read(|state| match state.issues.done.as_ref()? {
        Done::Changing => None,
        // In the journal's own words, because that is what undo would revert.
        Done::Changed => state.journal.undo.as_ref().map(|change| t!("issues-done", change = change.clone())),
        Done::Kept(_, photos) => Some(t!("issues-done-kept", count = photos.len())),
        Done::TakenBack => Some(t!("issues-taken-back")),
    });
    let can_undo = move || sentence.with(Option::is_some) && done.with(|done| *done != Some(Done::TakenBack));
    // The finding that was acted on has gone, and the focus with it.
    Effect::new(move |_| {
        if let Some(button) = button.get() {
            scheduling::focus_when_drawn(button.into(), || true);
        }
    });
    let undo = move |_| {
        match done.get_untracked() {
            Some(Done::Changed) => page.send(Command::Undo),
            Some(Done::Kept(problem, photos)) => page.send(Command::Keep { problem, photos, keep: false }),
            Some(Done::Changing | Done::TakenBack) | None => return,
        }
        page.change(|state| state.issues.done = Some(Done::TakenBack));
    };
    view! {
        <div class="issues-done" class:is-empty=move || sentence.with(Option::is_none)>
            <p role="status" data-testid="issues-done">{move || sentence.get()}</p>
            <Show when=can_undo>
                <button type="button" class="button" data-testid="issues-undo" node_ref=button on:click=erased(undo)>
                    <Symbol icon=Icon::Undo/>
                    {t!("undo")}
                </button>
            </Show>
        </div>
    }
}

/// One photo with what can be done about it.
#[component]
fn Single(finding: DataIssue) -> impl IntoView {
    let page = Page::context();
    let problem = finding.problem;
    let Some((photo, class)) = finding.photos.first().copied() else { return ().into_any() };
    let name =
        page.state.with_untracked(|state| state.library.photo_name(photo).unwrap_or_default().to_owned());
    let own = page.class_name(class);
    let instead = finding.instead;
    let about = move || match instead {
        Some((class, probability)) => t!(
            "finding-looks-like",
            class = own.get(),
            other = page.class_name(class).get(),
            share = percent(probability)
        ),
        None => t!("finding-class", class = own.get()),
    };
    let delete_it = t!("finding-delete-named", photo = &name);
    let keep_it = t!("finding-keep-named", photo = &name);
    let heading = name.clone();
    view! {
        <div class="issues-row" data-testid="finding" data-photo-id=photo.0.to_string() role="group" aria-label=name>
            <Tile photo/>
            <div class="issues-about">
                <p class="issues-name"><Name name=heading/></p>
                <p>{about}</p>
                <div class="row">
                    {instead.map(|(class, _)| view! {
                        <button type="button" class="button is-primary" data-testid="finding-relabel"
                            on:click=erased(move |_| page.act(Command::MovePhotos { photos: vec![photo], class }))>
                            {move || t!("finding-move-to", class = page.class_name(class).get())}
                        </button>
                    })}
                    <MoveTo photo class/>
                    <button type="button" class="button" data-testid="finding-delete" aria-label=delete_it
                        on:click=erased(move |_| page.act(Command::DeletePhotos { photos: vec![photo] }))>
                        <Symbol icon=Icon::Trash/>
                        {t!("delete")}
                    </button>
                    <button type="button" class="button" data-testid="finding-keep" aria-label=keep_it
                        on:click=erased(move |_| page.keep(problem, vec![photo]))>
                        <Symbol icon=Icon::Check/>
                        {t!("finding-keep")}
                    </button>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// A menu of the other classes.
#[component]
fn MoveTo(photo: PhotoId, class: ClassId) -> impl IntoView {
    let page = Page::context();
    let targets = move || {
        let item = |ClassInfo { id, name }: ClassInfo| {
            view! {
                <MenuItem testid="finding-target" name=name.clone()
                    act=move || page.act(Command::MovePhotos { photos: vec![photo], class: id })>
                    <Name name=name.clone()/>
                </MenuItem>
            }
        };
        page.classes.get().into_iter().filter(|info| info.id != class).map(item).collect_view()
    };
    view! {
        <Show when=move || { page.classes.with(Vec::len) > 1 }>
            <Menu panel=Panel::Menu label=t!("photos-move-label") testid="finding-move"
                button=|| view! { <Symbol icon=Icon::Move/><span>{t!("photos-move")}</span><Symbol icon=Icon::Down/> }>
                {targets}
            </Menu>
        </Show>
    }
}

/// Near-duplicates side by side.
#[component]
fn Group(finding: DataIssue) -> impl IntoView {
    let page = Page::context();
    let problem = finding.problem;
    let photos: Vec<PhotoId> = finding.photos.iter().map(|(photo, _)| *photo).collect();
    let classes = classes_of(&finding);
    let within = classes.len() == 1;
    let (count_all, keep_all) = (photos.len(), photos.clone());
    let hidden = count_all.saturating_sub(OF_GROUP);
    let others: Vec<PhotoId> = photos.iter().skip(1).copied().collect();
    let others_count = others.len();
    let names: Vec<Signal<String>> = classes.iter().map(|class| page.class_name(*class)).collect();
    let about = move || {
        let names = names.iter().map(|name| t!("finding-class-name", class = name.get()));
        let classes = names.reduce(|before, last| t!("list-and", before = before, last = last));
        let classes = classes.unwrap_or_default();
        if within {
            t!("finding-copies", count = count_all, class = classes)
        } else {
            t!("finding-across", classes = classes)
        }
    };
    let one = |class: ClassId| {
        let others = outside(&finding, class);
        view! {
            <button type="button" class="button" data-testid="finding-only"
                on:click=erased(move |_| page.act(Command::DeletePhotos { photos: others.clone() }))>
                {move || t!("finding-keep-only", class = page.class_name(class).get())}
            </button>
        }
    };
    let choices = (!within).then(|| classes.iter().map(|class| one(*class)).collect_view());
    let tile = |(photo, class): &(PhotoId, ClassId)| {
        let (photo, class) = (*photo, page.class_name(*class));
        view! {
            <li>
                <Tile photo/>
                <span class="gallery-class">{move || class.get()}</span>
            </li>
        }
    };
    view! {
        <div class="issues-group" class:is-across=!within data-testid="finding" role="group" aria-label=t!("issues-duplicates")>
            <p>{about}</p>
            <ul class="gallery">{finding.photos.iter().take(OF_GROUP).map(tile).collect_view()}</ul>
            {(hidden > 0).then(|| view! { <p class="quiet">{t!("finding-hidden", count = hidden)}</p> })}
            <div class="row">
                {choices}
                {within.then(|| view! {
                    <button type="button" class="button is-primary" data-testid="finding-copies"
                        on:click=erased(move |_| page.act(Command::DeletePhotos { photos: others.clone() }))>
                        <Symbol icon=Icon::Trash/>
                        {t!("finding-delete-copies", count = others_count)}
                    </button>
                })}
                <button type="button" class="button" data-testid="finding-keep" on:click=erased(move |_| page.keep(problem, keep_all.clone()))>
                    <Symbol icon=Icon::Check/>
                    {t!("finding-keep-group")}
                </button>
            </div>
        </div>
    }
}

/// What can be done about all findings at once.
#[component]
fn Together(problem: IssueKind, all: Memo<Vec<DataIssue>>) -> impl IntoView {
    let page = Page::context();
    let photos = move || -> Vec<PhotoId> {
        all.with(|all| all.iter().flat_map(|finding| &finding.photos).map(|(photo, _)| *photo).collect())
    };
    // Whatever the button on a single finding would delete. Possibly mislabelled photos have no action that is right
    // for all.
    let deleted = Memo::new(move |_| match problem {
        IssueKind::Mislabelled => Vec::new(),
        IssueKind::Duplicates => all.with(|all| copies(all)),
        _ => photos(),
    });
    let deed = move || {
        let photos = deleted.with(Vec::len);
        match problem {
            IssueKind::Duplicates => t!("findings-delete-copies", count = photos),
            _ => t!("findings-delete", count = photos),
        }
    };
    view! {
        <Show when=move || { all.with(Vec::len) > 1 }>
            <div class="row issues-together">
                <Show when=move || deleted.with(|deleted| !deleted.is_empty())>
                    <button type="button" class="button" data-testid="findings-delete"
                        on:click=erased(move |_| page.act(Command::DeletePhotos { photos: deleted.get_untracked() }))>
                        <Symbol icon=Icon::Trash/>
                        {deed}
                    </button>
                </Show>
                <button type="button" class="button" data-testid="findings-keep" on:click=erased(move |_| page.keep(problem, photos()))>
                    <Symbol icon=Icon::Check/>
                    {t!("findings-keep")}
                </button>
            </div>
        </Show>
    }
}

impl Page {
    /// Runs a command because of a finding; undo is offered in the dialogue.
    fn act(self, command: Command) {
        self.change(|state| state.issues.done = Some(Done::Changing));
        self.send(command);
    }

    /// Dismisses photos for this kind of issue: they stay as they are.
    fn keep(self, problem: IssueKind, photos: Vec<PhotoId>) {
        self.send(Command::Keep { problem, photos: photos.clone(), keep: true });
        self.change(|state| state.issues.done = Some(Done::Kept(problem, photos)));
    }
}
