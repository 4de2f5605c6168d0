//! Photos to predict: a few get an answer each, many go to the table of the batch prediction.

use leptos::prelude::*;
use web_sys::{Blob, File};

use super::walk;
use crate::client::Attachments;
use crate::file_name;
use crate::page::{Page, Tab};
use crate::scheduling;
use crate::state::missed::{Missed, Misses};
use handlens_core::config::limits;
use handlens_core::msg;

/// Files per command. More at once would block the page noticeably.
const FILES: usize = 250;

/// Photos to predict. Their number is known only when all folders have been read, so the first few are held back.
pub(super) struct PredictFiles {
    page: Page,
    /// The project that was open when the photos came.
    project_epoch: u32,
    few: Vec<(String, Blob)>,
    names: Vec<String>,
    attachments: Attachments,
    is_many: bool,
    taken: usize,
    left_out: usize,
    misses: Misses,
}

impl PredictFiles {
    /// Starts a prediction. `misses`: what nothing came from so far.
    pub(super) fn new(page: Page, misses: Misses) -> Self {
        Self {
            page,
            project_epoch: page.client.project_epoch(),
            few: Vec::new(),
            names: Vec::new(),
            attachments: Attachments::default(),
            is_many: false,
            taken: 0,
            left_out: 0,
            misses,
        }
    }

    /// Adds one file.
    pub(super) async fn take(&mut self, folders: &[String], name: String, photo: Blob) {
        if self.stopped() {
            return;
        }
        if self.taken >= limits::BATCH_PHOTOS {
            self.left_out += 1;
            return;
        }
        self.taken += 1;
        if file_name::is_archive(&name) {
            self.become_many();
            self.flush();
            self.page.client.predict_archive(name, &photo);
            return;
        }
        // The dropped folder is common to all; the folders inside it tell photos of one name apart.
        let inside = folders.get(1..).unwrap_or_default();
        let name = inside.iter().chain([&name]).map(String::as_str).collect::<Vec<_>>().join("/");
        if self.is_many {
            self.push(name, &photo);
        } else {
            self.few.push((name, photo));
            if self.few.len() > limits::SINGLE_PHOTOS {
                self.become_many();
            }
        }
        if self.names.len() >= FILES {
            self.flush();
            scheduling::next_task().await;
        }
    }

    fn stopped(&self) -> bool {
        self.page.client.project_epoch() != self.project_epoch
    }

    /// There are too many for an answer each: opens the table.
    fn become_many(&mut self) {
        if !std::mem::replace(&mut self.is_many, true) {
            self.page.batch_open.set(true);
            self.page.tab.set(Tab::Try);
        }
        for (name, photo) in std::mem::take(&mut self.few) {
            self.push(name, &photo);
        }
    }

    fn push(&mut self, name: String, photo: &Blob) {
        self.names.push(name);
        self.attachments.push(photo);
    }

    fn flush(&mut self) {
        if !self.names.is_empty() && !self.stopped() {
            let (names, photos) = (std::mem::take(&mut self.names), std::mem::take(&mut self.attachments));
            self.page.client.predict_photos(names, photos);
        }
    }

    /// Sends what is left, and reports what was left out.
    pub(super) fn finish(mut self) {
        self.flush();
        if self.stopped() {
            return;
        }
        for (name, photo) in self.few {
            self.page.client.predict(name, &photo);
        }
        let Self { page, taken, left_out, misses, .. } = self;
        let notices = misses.notices();
        let sentence = if left_out > 0 {
            msg!("batch-left-out-files", taken = limits::BATCH_PHOTOS, count = left_out)
        } else if notices.refused() > 0 {
            msg!("intake-not-opened", count = notices.refused())
        } else if taken == 0 {
            msg!("batch-no-file")
        } else {
            return;
        };
        page.change(|state| state.messages.refuse_files(sentence, notices));
    }
}

impl walk::Visitor for PredictFiles {
    fn room(&self) -> usize {
        limits::BATCH_PHOTOS - self.taken
    }

    fn leave_out(&mut self, files: usize) {
        self.left_out += files;
    }

    fn miss(&mut self, missed: Missed, name: String) {
        self.misses.add(missed, name);
    }

    async fn visit(&mut self, folders: &[String], files: Vec<File>) -> bool {
        for file in files {
            self.take(folders, file.name(), file.into()).await;
        }
        !self.stopped()
    }
}
