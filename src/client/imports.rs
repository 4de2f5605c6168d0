//! Imports as the client sends them: photos in parts, archives, and the question which folders are the classes.

use leptos::prelude::*;

use super::{Attachments, Client};
use crate::state::imports::DeliveryId;
use handlens_core::labelling::{Decision, Overview};
use handlens_core::protocol::{Command, ImportSummary, JobId, Placement};

impl Client {
    /// Begins an import. Imports of one delivery are reported together.
    pub(crate) fn begin_import(self, delivery: Option<DeliveryId>) -> JobId {
        let job = self.new_job();
        if let Some(delivery) = delivery {
            self.state.update(|state| state.imports.join(delivery, job));
        }
        self.inner.get_value().imports.borrow_mut().insert(job);
        job
    }

    /// Sends photos of an import. Returns false if the import was cancelled or interrupted: send no more then.
    pub(crate) fn add_photos(
        self,
        job: JobId,
        into: Placement,
        names: Vec<String>,
        attachments: Attachments,
        last: bool,
    ) -> bool {
        let inner = self.inner.get_value();
        if !inner.imports.borrow().contains(&job) {
            return false;
        }
        self.state.update(|state| state.imports.found(job, names.len() as u32));
        self.send_with(Command::AddPhotos { job, into, names, last }, attachments);
        if last {
            inner.imports.borrow_mut().remove(&job);
        }
        true
    }

    /// Sends an archive, as an import of its own.
    pub(crate) fn add_archive(
        self,
        delivery: DeliveryId,
        into: Placement,
        name: String,
        archive: &web_sys::Blob,
    ) {
        let job = self.new_job();
        self.state.update(|state| {
            state.imports.join(delivery, job);
            state.imports.found_archive(job, name.clone(), into.clone());
        });
        self.send_with(Command::AddArchive { job, into, name }, Attachments::of(archive));
    }

    /// Asks which folders of an import are the classes, where the page itself gathered the files. `go_on` is dropped if
    /// the person cancels the import or something interrupts it.
    pub(crate) fn ask(
        self,
        job: JobId,
        into: Placement,
        overview: Overview,
        go_on: impl FnOnce(Decision) + 'static,
    ) {
        self.inner.get_value().undecided.borrow_mut().insert(job, Box::new(go_on));
        self.state.update(|state| {
            state.imports.ask(job, overview);
            if let Some(import) = state.imports.find(job) {
                import.into = Some(into);
            }
        });
    }

    /// Answers which folders of an import are the classes.
    pub(crate) fn decide(self, job: JobId, decision: Decision) {
        let undecided = self.inner.get_value().undecided.borrow_mut().remove(&job);
        self.state.update(|state| state.imports.decide(job, &decision));
        match undecided {
            Some(go_on) => go_on(decision),
            None => self.send(Command::Decide { job, decision }),
        }
    }

    pub(crate) fn cancel(self, job: JobId) {
        let inner = self.inner.get_value();
        inner.imports.borrow_mut().remove(&job);
        // The worker does not know of an import whose folders the page still asks about.
        if inner.undecided.borrow_mut().remove(&job).is_some() {
            let summary = ImportSummary { cancelled: true, ..ImportSummary::default() };
            self.state.update(|state| {
                if let Some(outcome) = state.imports.finish(job, summary) {
                    state.messages.tell_outcome(outcome);
                }
            });
            return;
        }
        self.state.update(|state| {
            if let Some(import) = state.imports.find(job) {
                import.cancelling = true;
                import.undecided = None;
            }
        });
        // Queued behind the import's waiting photos, so that the worker does not meet them after the cancellation.
        let waits = inner.waiting.borrow().iter().any(|(command, _)| command.job() == Some(job));
        if waits {
            inner.waiting.borrow_mut().push((Command::Cancel { job }, Attachments::default()));
        } else {
            self.send(Command::Cancel { job });
        }
    }
}
