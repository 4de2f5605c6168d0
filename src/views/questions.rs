//! The dialogues: confirmations, and details to look at.

use leptos::prelude::*;

use super::about::AboutDialog;
use super::confusion::TakenFor;
use super::finding::IssuesDialog;
use super::preview::Preview;
use super::privacy_audit::PrivacyDialog;
use super::storage::StorageDialog;
use super::unknown::Rejected;
use crate::components::dialog::{Dialog, DialogHead};
use crate::components::erased::erased;
use crate::page::{Page, Question};
use handlens_core::protocol::ProjectId;
use handlens_i18n::t;

/// The open dialogue, if any.
#[component]
pub(super) fn Questions() -> impl IntoView {
    let page = Page::context();
    let question = move || {
        Some(match page.question.get()? {
            Question::About => view! { <AboutDialog/> }.into_any(),
            Question::Storage => view! { <StorageDialog/> }.into_any(),
            Question::Privacy => view! { <PrivacyDialog/> }.into_any(),
            Question::Purge(project, name) => view! { <Purge project name/> }.into_any(),
            Question::ProjectFiles(names) => view! { <ProjectFiles names/> }.into_any(),
            Question::TakenFor(label, answer) => view! { <TakenFor label answer/> }.into_any(),
            Question::Rejected => view! { <Rejected/> }.into_any(),
            Question::IssueList(problem) => view! { <IssuesDialog problem/> }.into_any(),
        })
    };
    view! {
        {question}
        <Preview/>
    }
}

/// Asks whether to remove a deleted project permanently.
#[component]
fn Purge(project: ProjectId, name: String) -> impl IntoView {
    let page = Page::context();
    let close = move || page.question.set(None);
    let purge = move |_| {
        close();
        page.purge_project(project.clone());
    };
    view! {
        <Dialog label=t!("overview-purge") close>
            <div class="question" data-testid="purge-question">
                <DialogHead title=t!("purge-title", name = name) close/>
                <p>{t!("purge-sentence")}</p>
                <div class="row">
                    <button type="button" class="button" data-testid="purge-cancel" on:click=erased(move |_| close())>{t!("purge-keep")}</button>
                    <button type="button" class="button is-danger" data-testid="purge-confirm" on:click=erased(purge)>{t!("overview-purge")}</button>
                </div>
            </div>
        </Dialog>
    }
}

/// Asks what to do with project files that were dropped while a project was open.
#[component]
fn ProjectFiles(names: Vec<String>) -> impl IntoView {
    let page = Page::context();
    let close = move || page.question.set(None);
    let (title, sentence) = match names.as_slice() {
        [name] => (t!("project-file-title", name = name), t!("project-file-sentence")),
        _ => (t!("project-files-title"), t!("project-files-sentence")),
    };
    view! {
        <Dialog label=t!("project-file-label") close>
            <div class="question" data-testid="project-file-question">
                <DialogHead title close/>
                <p>{sentence}</p>
                <div class="row">
                    <button type="button" class="button" data-testid="project-file-cancel" on:click=erased(move |_| close())>{t!("cancel")}</button>
                    <button type="button" class="button is-primary" data-testid="project-file-import" on:click=erased(move |_| page.import_project_files())>
                        {t!("project-file-import")}
                    </button>
                </div>
            </div>
        </Dialog>
    }
}
