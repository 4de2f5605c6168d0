//! The classes, the field for a new one, and the drop zone for folders.

use leptos::html;
use leptos::{ev, prelude::*};
use wasm_bindgen_futures::spawn_local;

use super::class_card::ClassCard;
use super::help::FirstSteps;
use super::selection::SelectionBar;
use crate::components::drop_zone::{Choice, ChooseButton, DropZone};
use crate::components::heading::Heading;
use crate::components::icon::{Icon, Symbol};
use crate::page::Page;
use crate::scheduling;
use crate::upload::Target;
use handlens_core::config::limits;
use handlens_core::message::Message;
use handlens_core::protocol::{ClassId, Command};
use handlens_i18n::{Localise, t};

/// Cards created at a time.
const CARDS_AT_ONCE: usize = 4;

#[component]
pub(super) fn Classes() -> impl IntoView {
    let page = Page::context();
    let classes = shown_classes(page);
    let empty = Memo::new(move |_| page.classes.with(Vec::is_empty));
    let total = page.read(|state| {
        let library = &state.library;
        t!("classes-total", classes = library.classes().len(), photos = library.photo_count())
    });
    view! {
        <section id="classes" class="classes" class:is-empty=empty aria-label=t!("classes-title")>
            <div class="classes-head">
                <Heading text=t!("classes-title")/>
                <p class="quiet" data-testid="project-count">{total}</p>
            </div>
            <Show when=move || empty.get()>
                <FirstSteps/>
            </Show>
            <NewClass empty/>
            <div class="cards">
                <For each=move || classes.get() key=|class| class.0 let:class>
                    <ClassCard class/>
                </For>
            </div>
            <DropZone target=Target::ByFolder class="wide">
                <p class="drop-title">
                    {move || if empty.get() { t!("classes-drop-first") } else { t!("classes-drop-more") }}
                </p>
                <p class="quiet">{t!("classes-drop-hint")}</p>
                <div class="row">
                    <ChooseButton choice=Choice::Folder target=Target::ByFolder label=t!("classes-choose-folder") testid="import-folder-input"/>
                    <ChooseButton choice=Choice::Photos target=Target::ByFolder label=t!("classes-choose-photos") testid="import-photos-input"/>
                </div>
            </DropZone>
            <SelectionBar/>
        </section>
    }
}

/// The classes that have a card: in the end all, but many new ones are added in small steps, so that a project with
/// hundreds of classes does not block the page.
fn shown_classes(page: Page) -> Memo<Vec<ClassId>> {
    let shown = RwSignal::new(CARDS_AT_ONCE);
    Effect::new(move |_| {
        if page.classes.with(Vec::len) > shown.get() {
            spawn_local(async move {
                scheduling::next_task().await;
                // The project may have been left by then, and this view with it.
                let _ = shown.try_update(|shown| *shown += CARDS_AT_ONCE);
            });
        }
    });
    Memo::new(move |_| {
        page.classes.with(|classes| classes.iter().take(shown.get()).map(|class| class.id).collect())
    })
}

/// The field that creates a class.
#[component]
fn NewClass(empty: Memo<bool>) -> impl IntoView {
    let page = Page::context();
    let input = NodeRef::<html::Input>::new();
    let name = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<Message>);
    let opened = page.read(|state| state.projects.is_open());
    Effect::new(move |_| {
        // On a narrow screen, focusing the field would open the keyboard over the explanation.
        let wide =
            window().match_media("(min-width: 60em)").ok().flatten().is_some_and(|query| query.matches());
        if let Some(input) = input.get().filter(|_| opened.get() && empty.get_untracked() && wide) {
            scheduling::focus_when_drawn(input.into(), scheduling::is_focus_free);
        }
    });
    let add = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let wish = name.get_untracked().trim().to_owned();
        if !wish.is_empty() {
            let wrong = page.state.with_untracked(|state| state.library.name_problem(&wish, None));
            if wrong.is_none() {
                page.send(Command::CreateClass { name: wish });
                name.set(String::new());
            }
            problem.set(wrong);
        }
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    let label = move || if empty.get() { t!("classes-new-first") } else { t!("classes-new") };
    view! {
        <form class="new-class" on:submit=add>
            <label for="new-class-name" class:visually-hidden=move || !empty.get()>{label}</label>
            <input
                id="new-class-name"
                type="text"
                autocomplete="off"
                data-testid="new-class-name"
                maxlength=limits::CLASS_NAME_CHARS.to_string()
                placeholder=move || if empty.get() { t!("classes-new-example") } else { t!("classes-new") }
                node_ref=input
                prop:value=name
                aria-invalid=move || problem.read().is_some().then_some("true")
                on:input=move |event| {
                    name.set(event_target_value(&event));
                    problem.set(None);
                }
            />
            <button type="submit" class="button" class:is-primary=empty data-testid="new-class-add">
                <Symbol icon=Icon::Plus/>
                {t!("classes-add")}
            </button>
            {move || problem.get().map(|sentence| view! {
                <p class="problem name-problem" role="alert" data-testid="name-problem">{sentence.text()}</p>
            })}
        </form>
    }
}
