//! Questions about single photos: predictions, explanations, webcam frames, and the check of the pretrained model.

use leptos::prelude::*;

use super::{Attachments, Client, revoke_all};
use crate::early_prediction;
use crate::state::AppState;
use crate::state::answers::Answer;
use crate::state::integrity::IntegrityCheck;
use handlens_core::protocol::{Command, JobId};
use handlens_i18n::t;

/// Media types that every browser can show. For any other photo the worker sends a picture: Chromium requests a file
/// that it cannot show a second time, in a way that the page's policy refuses.
const EVERY_BROWSER_SHOWS: [&str; 5] = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp"];

impl Client {
    /// Asks what a photo shows.
    pub(crate) fn predict(self, name: String, photo: &web_sys::Blob) {
        let job = self.new_job();
        // A photo without a picture still gets its answer.
        let shows = EVERY_BROWSER_SHOWS.contains(&photo.type_().as_str());
        let picture = shows.then(|| web_sys::Url::create_object_url_with_blob(photo).ok()).flatten();
        let gone =
            self.state.try_update(|state| state.answers.ask(job, name.clone(), picture)).unwrap_or_default();
        self.forget_photos(gone);
        let inner = self.inner.get_value();
        inner.photos.borrow_mut().insert(job, photo.clone());
        self.send_with(Command::Predict { job, name, live: false }, Attachments::of(photo));
        if !self.state.with_untracked(AppState::is_ready) {
            early_prediction::ask(self.state, job, photo.clone());
        }
    }

    /// Asks about a photo again, for example after another training.
    pub(crate) fn predict_again(self, job: JobId) {
        let photo = self.inner.get_value().photos.borrow().get(&job).cloned();
        let name =
            self.state.with_untracked(|state| state.answers.find(job).map(|answer| answer.name.clone()));
        if let (Some(photo), Some(name)) = (photo, name) {
            self.state.update(|state| state.answers.ask_again(job));
            self.send_with(Command::Predict { job, name, live: false }, Attachments::of(&photo));
        }
    }

    /// Asks which regions of a photo support its answer.
    pub(crate) fn explain(self, job: JobId) {
        let photo = self.inner.get_value().photos.borrow().get(&job).cloned();
        let name =
            self.state.with_untracked(|state| state.answers.find(job).map(|answer| answer.name.clone()));
        if let (Some(photo), Some(name)) = (photo, name) {
            self.state.update(|state| state.answers.ask_why(job));
            self.send_with(Command::Explain { job, name }, Attachments::of(&photo));
        }
    }

    /// Checks that the pretrained model still answers as it did when it was published, on photos of the project.
    pub(crate) fn check_integrity(self) {
        self.state.update(|state| state.integrity = Some(IntegrityCheck::default()));
        self.send(Command::CheckIntegrity);
    }

    pub(crate) fn clear_answers(self) {
        let gone = self.state.try_update(|state| state.answers.clear()).unwrap_or_default();
        self.forget_photos(gone);
    }

    fn forget_photos(self, gone: Vec<Answer>) {
        let inner = self.inner.get_value();
        for answer in gone {
            inner.photos.borrow_mut().remove(&answer.job);
            revoke_all(answer.addresses());
        }
    }

    /// Asks what a webcam frame shows.
    pub(crate) fn predict_frame(self, frame: &web_sys::ImageBitmap) {
        let job = self.new_job();
        self.state.update(|state| state.answers.ask_live(job));
        let name = t!("webcam-name");
        self.send_with(Command::Predict { job, name, live: true }, Attachments::transferred(frame));
    }
}
