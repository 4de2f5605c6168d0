//! Batch prediction: many photos at once.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

use super::{Attachments, Client, GATHER_MILLISECONDS, THUMBNAILS, revoke_all};
use crate::scheduling;
use crate::state::transfers::Kind;
use handlens_core::message::Message;
use handlens_core::protocol::{BatchItemId, ClassId, Command, JobId};

/// The names of files whose photos are predicted as a batch, and of those that the page has refused.
#[derive(Clone)]
pub(super) enum BatchFiles {
    Photos(Vec<String>, Vec<(String, Message)>),
    Archive(String),
}

impl BatchFiles {
    fn command(self, job: JobId) -> Command {
        match self {
            Self::Photos(names, refused) => Command::PredictPhotos { job, names, refused },
            Self::Archive(name) => Command::PredictArchive { job, name },
        }
    }
}

impl Client {
    /// Starts or extends the batch with photos. `refused`: files that are listed with the reason why they cannot be used.
    pub(crate) fn predict_photos(
        self,
        names: Vec<String>,
        photos: Attachments,
        refused: Vec<(String, Message)>,
    ) {
        self.send_files(BatchFiles::Photos(names, refused), photos);
    }

    /// Starts or extends the batch with the photos in an archive.
    pub(crate) fn predict_archive(self, name: String, archive: &Blob) {
        self.send_files(BatchFiles::Archive(name), Attachments::of(archive));
    }

    /// The job of the batch; a new one if there is none. A batch whose worker is gone is sent again first.
    fn batch_job(self) -> JobId {
        if self.state.with_untracked(|state| state.batch.lost) {
            self.repeat_batch();
        }
        let job = self.state.with_untracked(|state| state.batch.job()).unwrap_or_else(|| self.new_job());
        self.state.update(|state| state.batch.ask(job));
        job
    }

    /// Sends files and keeps their handles, in case a replaced worker has to process them again.
    fn send_files(self, files: BatchFiles, attachments: Attachments) {
        let job = self.batch_job();
        let inner = self.inner.get_value();
        inner.batch_files.borrow_mut().push((files.clone(), attachments.clone()));
        self.send_with(files.command(job), attachments);
    }

    /// Sends the whole batch again, after the worker that processed it is gone.
    pub(crate) fn repeat_batch(self) {
        let sent = self.inner.get_value().batch_files.borrow().clone();
        let released = self.state.try_update(|state| state.batch.clear()).unwrap_or_default();
        revoke_all(released);
        let again = self.new_job();
        for (files, attachments) in sent {
            self.state.update(|state| state.batch.ask(again));
            self.send_with(files.command(again), attachments);
        }
    }

    /// Stops the batch: photos without an answer get none.
    pub(crate) fn cancel_batch(self) {
        if let Some(job) = self.state.with_untracked(|state| state.batch.job()) {
            self.send(Command::Cancel { job });
        }
    }

    /// Forgets the batch.
    pub(crate) fn clear_batch(self) {
        let inner = self.inner.get_value();
        inner.batch_files.borrow_mut().clear();
        inner.requested_batch.borrow_mut().clear();
        let released = self.state.try_update(|state| state.batch.clear()).unwrap_or_default();
        revoke_all(released);
        self.send(Command::DiscardBatch);
    }

    /// Adds batch photos to the project, each to its class.
    pub(crate) fn add_batch(self, photos: Vec<(BatchItemId, ClassId)>) {
        let job = self.new_job();
        self.state.update(|state| state.imports.found(job, photos.len() as u32));
        self.send(Command::AddBatchPhotos { job, photos });
    }

    /// Exports batch photos as a zip, each in its folder.
    pub(crate) fn export_batch(self, photos: Vec<(BatchItemId, String)>) {
        let (job, name) = (self.new_job(), "sorted-photos".to_owned());
        self.state.update(|state| state.transfers.begin(job, Kind::ExportBatch, name.clone()));
        self.send(Command::ExportBatch { job, name, photos });
    }

    /// Requests thumbnails of rows that have come into view, unless they have been requested already.
    pub(crate) fn want_batch_thumbnails(self, rows: impl IntoIterator<Item = BatchItemId>) {
        let inner = self.inner.get_value();
        let new: Vec<BatchItemId> =
            rows.into_iter().filter(|id| inner.requested_batch.borrow_mut().insert(*id)).collect();
        if new.is_empty() {
            return;
        }
        spawn_local(async move {
            scheduling::wait(GATHER_MILLISECONDS).await;
            // Rows scrolled past by now are requested when they come into view again.
            let (wanted, passed): (Vec<_>, Vec<_>) = self
                .state
                .with_untracked(|state| new.into_iter().partition(|id| state.batch.is_in_sight(*id)));
            for id in passed {
                inner.requested_batch.borrow_mut().remove(&id);
            }
            for photos in wanted.chunks(THUMBNAILS) {
                self.send(Command::ReadBatchThumbnails { photos: photos.to_vec() });
            }
        });
    }
}
