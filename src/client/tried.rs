//! Photos that are tried many at once.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

use super::{Attachments, Client, GATHER_MILLISECONDS, THUMBNAILS, revoke_all};
use crate::scheduling;
use crate::state::transfers::Kind;
use handlens_core::protocol::{BatchItemId, ClassId, Command, JobId};

/// The names of files whose photos are predicted as a batch.
#[derive(Clone)]
pub(super) enum BatchFiles {
    Photos(Vec<String>),
    Archive(String),
}

impl BatchFiles {
    fn command(self, run: JobId) -> Command {
        match self {
            Self::Photos(names) => Command::TryPhotos { run, names },
            Self::Archive(name) => Command::TryArchive { run, name },
        }
    }
}

impl Client {
    /// Asks what many photos show.
    pub(crate) fn try_photos(self, names: Vec<String>, photos: Attachments) {
        self.try_and_keep(BatchFiles::Photos(names), photos);
    }

    /// Asks what the photos in an archive show.
    pub(crate) fn try_archive(self, name: String, archive: &Blob) {
        self.try_and_keep(BatchFiles::Archive(name), Attachments::of(archive));
    }

    /// What the worker knows the photos that are tried by.
    fn trying(self) -> JobId {
        if self.state.with_untracked(|state| state.tried.lost) {
            self.try_again();
        }
        let run = self.state.with_untracked(|state| state.tried.run()).unwrap_or_else(|| self.take_run());
        self.state.update(|state| state.tried.ask(run));
        run
    }

    /// Sends files, and keeps their handles in case that another worker has to look at them.
    fn try_and_keep(self, files: BatchFiles, attachments: Attachments) {
        let run = self.trying();
        let inner = self.inner.get_value();
        inner.tried_many.borrow_mut().push((files.clone(), attachments.clone()));
        self.send_with(files.command(run), attachments);
    }

    /// Has everything looked at once more: the worker that had done so is gone.
    pub(crate) fn try_again(self) {
        let sent = self.inner.get_value().tried_many.borrow().clone();
        let released = self.state.try_update(|state| state.tried.clear()).unwrap_or_default();
        revoke_all(released);
        let again = self.take_run();
        for (files, attachments) in sent {
            self.state.update(|state| state.tried.ask(again));
            self.send_with(files.command(again), attachments);
        }
    }

    /// Lets be what has no answer yet.
    pub(crate) fn cancel_tried(self) {
        if let Some(run) = self.state.with_untracked(|state| state.tried.run()) {
            self.send(Command::Cancel { run });
        }
    }

    /// Forgets the photos that are tried.
    pub(crate) fn forget_tried_many(self) {
        let inner = self.inner.get_value();
        inner.tried_many.borrow_mut().clear();
        inner.asked_tried.borrow_mut().clear();
        let released = self.state.try_update(|state| state.tried.clear()).unwrap_or_default();
        revoke_all(released);
        self.send(Command::ForgetTried);
    }

    /// Takes photos into the project, each into its class.
    pub(crate) fn add_tried(self, photos: Vec<(BatchItemId, ClassId)>) {
        let run = self.take_run();
        self.state.update(|state| state.imports.found(run, photos.len() as u32));
        self.send(Command::AddTried { run, photos });
    }

    /// Makes a zip of photos, each in its folder.
    pub(crate) fn export_tried(self, photos: Vec<(BatchItemId, String)>) {
        let (run, name) = (self.take_run(), "sorted-photos".to_owned());
        self.state.update(|state| state.transfers.begin(run, Kind::ExportTried, name.clone()));
        self.send(Command::ExportTried { run, name, photos });
    }

    /// Asks for thumbnails of rows that have come into sight. Those on their way are not asked for twice.
    pub(crate) fn want_tried_thumbnails(self, rows: impl IntoIterator<Item = BatchItemId>) {
        let inner = self.inner.get_value();
        let new: Vec<BatchItemId> =
            rows.into_iter().filter(|id| inner.asked_tried.borrow_mut().insert(*id)).collect();
        if new.is_empty() {
            return;
        }
        spawn_local(async move {
            scheduling::wait(GATHER_MILLISECONDS).await;
            // What has been scrolled past by now is asked for when it comes into sight again.
            let (wanted, passed): (Vec<_>, Vec<_>) = self
                .state
                .with_untracked(|state| new.into_iter().partition(|id| state.tried.is_in_sight(*id)));
            for id in passed {
                inner.asked_tried.borrow_mut().remove(&id);
            }
            for photos in wanted.chunks(THUMBNAILS) {
                self.send(Command::ReadTriedThumbnails { photos: photos.to_vec() });
            }
        });
    }
}
