//! The dialogues: what is asked before it is done, and what is looked at in more detail.

use leptos::prelude::*;

use super::confusion::TakenFor;
use super::finding::WorthDialog;
use super::preview::Preview;
use super::proof::ProofDialog;
use super::storage::StorageDialog;
use super::unknown::Rejected;
use crate::page::{Page, Question};
use crate::parts::dialog::{Dialog, DialogHead};
use handlens_core::protocol::ProjectId;
use handlens_i18n::say;

/// The dialogue that is open, if one is.
#[component]
pub(super) fn Questions() -> impl IntoView {
    let page = Page::context();
    let question = move || {
        Some(match page.question.get()? {
            Question::Storage => view! { <StorageDialog/> }.into_any(),
            Question::Proof => view! { <ProofDialog/> }.into_any(),
            Question::Purge(project, name) => view! { <Purge project name/> }.into_any(),
            Question::ProjectFiles(names) => view! { <ProjectFiles names/> }.into_any(),
            Question::TakenFor(label, answer) => view! { <TakenFor label answer/> }.into_any(),
            Question::Rejected => view! { <Rejected/> }.into_any(),
            Question::Worth(problem) => view! { <WorthDialog problem/> }.into_any(),
        })
    };
    view! {
        {question}
        <Preview/>
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
        <Dialog label=say!("overview-purge") close>
            <div class="question" data-testid="purge-question">
                <DialogHead title=say!("purge-title", name = name) close/>
                <p>{say!("purge-sentence")}</p>
                <div class="row">
                    <button type="button" class="button" data-testid="purge-cancel" on:click=move |_| close()>{say!("purge-keep")}</button>
                    <button type="button" class="button is-danger" data-testid="purge-confirm" on:click=purge>{say!("overview-purge")}</button>
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
        [name] => (say!("project-file-title", name = name), say!("project-file-sentence")),
        _ => (say!("project-files-title"), say!("project-files-sentence")),
    };
    view! {
        <Dialog label=say!("project-file-label") close>
            <div class="question" data-testid="project-file-question">
                <DialogHead title close/>
                <p>{sentence}</p>
                <div class="row">
                    <button type="button" class="button" data-testid="project-file-cancel" on:click=move |_| close()>{say!("cancel")}</button>
                    <button type="button" class="button is-primary" data-testid="project-file-import" on:click=move |_| page.import_project_files()>
                        {say!("project-file-import")}
                    </button>
                </div>
            </div>
        </Dialog>
    }
}
