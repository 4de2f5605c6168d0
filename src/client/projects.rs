//! Navigation between projects, and operations on whole projects.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::{Attachments, Client, revoke_all};
use crate::state::AppState;
use crate::state::projects::Place;
use crate::state::transfers::{Ending, Kind};
use crate::{download, routing};
use handlens_core::message::Value;
use handlens_core::msg;
use handlens_core::protocol::{Command, JobId, ProjectId, Scope, Storage, TransferOutcome};

impl Client {
    /// Opens a project, after leaving the one that is open.
    pub(crate) fn open_project(self, project: ProjectId, take_over: bool) {
        // If the new project failed to open, the worker would otherwise still have the old one open without the page
        // knowing.
        if self.state.with_untracked(|state| state.projects.is_open()) {
            self.send(Command::CloseProject);
        }
        self.go(Place::Opening(Some(project.clone())));
        self.send(Command::OpenProject { project, take_over });
    }

    /// Creates a project and opens it.
    pub(crate) fn create_project(self, name: String) {
        self.go(Place::Opening(None));
        self.send(Command::CreateProject { name });
    }

    pub(crate) fn close_project(self) {
        self.go(Place::Overview);
        self.send(Command::CloseProject);
    }

    /// Deletes a project; it can be restored.
    pub(crate) fn delete_project(self, project: ProjectId) {
        if self.state.with_untracked(|state| state.projects.at() == Some(&project)) {
            self.go(Place::Overview);
        }
        self.state.update(|state| state.projects.delete(project.clone()));
        self.send(Command::DeleteProject { project });
    }

    /// Begins a copy or an export of a project.
    pub(crate) fn begin_transfer(self, kind: Kind, project: ProjectId) {
        let job = self.new_job();
        self.state.update(|state| {
            let name = state.projects.name_of(&project);
            state.transfers.begin(job, kind, name);
        });
        self.send(match kind {
            Kind::Export => Command::ExportProject { job, project },
            Kind::ExportPhotos => Command::ExportPhotos { job, project },
            Kind::Duplicate | Kind::Import | Kind::ExportBatch => {
                let name = self.state.with_untracked(|state| state.projects.copy_name(&project));
                Command::DuplicateProject { job, project, name }
            }
        });
    }

    /// Creates a project from a file.
    pub(crate) fn import_project(self, file: &web_sys::File) {
        let (job, name) = (self.new_job(), file.name());
        self.state.update(|state| state.transfers.begin(job, Kind::Import, name.clone()));
        self.send_with(Command::ImportProject { job, name }, Attachments::of(file));
    }

    pub(crate) fn cancel_transfer(self, job: JobId) {
        self.state.update(|state| {
            if let Some(transfer) = state.transfers.find(job) {
                transfer.cancelling = true;
            }
        });
        self.send(Command::Cancel { job });
    }

    pub(super) fn end_transfer(self, job: JobId, outcome: TransferOutcome, attachment: JsValue) {
        match self.state.try_update(|state| state.end_transfer(job, outcome)).flatten() {
            Some(Ending::Open(project)) => self.open_project(project, false),
            Some(Ending::Save(name, path)) => spawn_local(async move {
                let saved = download::save(&name, path.as_deref(), attachment).await;
                self.state.update(|state| match saved {
                    Ok(bytes) => state.messages.note(msg!(
                        "transfer-saved",
                        name = &name,
                        size = Value::Bytes(bytes as u64)
                    )),
                    Err(_) => state.messages.alert(msg!("transfer-not-saved", name = &name)),
                });
            }),
            // Only now has the worker released the projects involved.
            _ => self.send(Command::ListProjects),
        }
        self.update_storage(false);
    }

    /// Goes to another place. Commands still queued for the project that is left are dropped.
    fn go(self, place: Place) {
        let released = self.state.try_update(|state| state.go(place)).unwrap_or_default();
        revoke_all(released);
        self.forget_project();
    }

    /// Reacts to an event that may have changed the page's place.
    pub(super) fn arrive(self) {
        let (open, opening) =
            self.state.with_untracked(|state| (state.projects.is_open(), state.projects.is_opening()));
        if open {
            self.send_waiting();
        } else if !opening && !self.is_forgotten() {
            let released = self.state.try_update(AppState::leave_project).unwrap_or_default();
            revoke_all(released);
            self.forget_project();
        }
        let known = self.state.with_untracked(|state| state.projects.are_known());
        if !known && !open && !opening {
            self.send(Command::ListProjects);
        }
        self.state.with_untracked(|state| {
            if known {
                // The list may be older than the project that is open.
                let some = open || state.projects.live().next().is_some();
                routing::remember_projects(some && state.storage == Some(Storage::Device));
            }
        });
    }

    /// Drops what the client itself holds for a project.
    fn forget_project(self) {
        let inner = self.inner.get_value();
        inner.project_epoch.set(inner.project_epoch.get() + 1);
        inner.waiting.borrow_mut().retain(|(command, _)| command.scope() != Scope::OpenProject);
        inner.imports.borrow_mut().clear();
        inner.undecided.borrow_mut().clear();
        inner.wanted.borrow_mut().clear();
        inner.requested.borrow_mut().clear();
        inner.photos.borrow_mut().clear();
        inner.batch_files.borrow_mut().clear();
        inner.requested_batch.borrow_mut().clear();
    }

    /// Whether nothing of the project that was left remains.
    fn is_forgotten(self) -> bool {
        let inner = self.inner.get_value();
        let waits = inner.waiting.borrow().iter().any(|(command, _)| command.scope() == Scope::OpenProject);
        let shown = |state: &AppState| {
            state.library.photo_count() > 0
                || !state.imports.all().is_empty()
                || !state.answers.list().is_empty()
                || state.batch.is_asked()
        };
        !waits && inner.photos.borrow().is_empty() && !self.state.with_untracked(shown)
    }
}
