//! The dialogues: what is asked before it is done, and what is looked at in more detail.

use leptos::prelude::*;

use super::confusion::TakenFor;
use super::finding::WorthDialog;
use super::proof::ProofDialog;
use super::storage::StorageDialog;
use super::unknown::Rejected;
use crate::protocol::ProjectId;
use crate::ui::page::{Page, Question};
use crate::ui::parts::dialog::{Dialog, DialogHead};

/// The dialogue that is open, if one is.
#[component]
pub(super) fn Questions() -> impl IntoView {
    let page = Page::context();
    move || {
        Some(match page.question.get()? {
            Question::Storage => view! { <StorageDialog/> }.into_any(),
            Question::Proof => view! { <ProofDialog/> }.into_any(),
            Question::Purge(project, name) => view! { <Purge project name/> }.into_any(),
            Question::ProjectFiles(names) => view! { <ProjectFiles names/> }.into_any(),
            Question::TakenFor(label, answer) => view! { <TakenFor label answer/> }.into_any(),
            Question::Rejected => view! { <Rejected/> }.into_any(),
            Question::Worth(problem) => view! { <WorthDialog problem/> }.into_any(),
        })
    }
}

/// Whether to remove a deleted project for good.
#[component]
fn Purge(project: ProjectId, name: String) -> impl IntoView {
    let page = Page::context();
    let close = move || page.question.set(None);
    let purge = move |_| {
        close();
        page.purge_project(project.clone());
    };
    view! {
        <Dialog label="Delete for good" close>
            <div class="question" data-testid="purge-question">
                <DialogHead title=format!("Delete “{name}” for good?") close/>
                <p>"Its photos and everything it learned are removed from this device at once. Nothing can bring them back."</p>
                <div class="row">
                    <button type="button" class="button" data-testid="purge-cancel" on:click=move |_| close()>"Keep it"</button>
                    <button type="button" class="button is-danger" data-testid="purge-confirm" on:click=purge>"Delete for good"</button>
                </div>
            </div>
        </Dialog>
    }
}

/// What to do with files of whole projects that were dropped on an open one.
#[component]
fn ProjectFiles(names: Vec<String>) -> impl IntoView {
    let page = Page::context();
    let close = move || page.question.set(None);
    let (title, sentence) = match names.as_slice() {
        [name] => {
            (format!("{name} is a whole project"), "It opens as a project of its own, beside this one.")
        }
        _ => ("These are whole projects".to_owned(), "Each becomes a project of its own, beside this one."),
    };
    view! {
        <Dialog label="A whole project" close>
            <div class="question" data-testid="project-file-question">
                <DialogHead title close/>
                <p>{sentence}" This one stays as it is."</p>
                <div class="row">
                    <button type="button" class="button" data-testid="project-file-cancel" on:click=move |_| close()>"Cancel"</button>
                    <button type="button" class="button is-primary" data-testid="project-file-import" on:click=move |_| page.import_project_files()>
                        "Import it"
                    </button>
                </div>
            </div>
        </Dialog>
    }
}
