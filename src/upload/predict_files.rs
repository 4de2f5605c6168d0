//! Photos to predict: a few get an answer each, many go to the table of the batch prediction.

use web_sys::{Blob, File};

use super::{import, walk};
use crate::client::Attachments;
use crate::file_name;
use crate::page::{Page, Tab};
use crate::scheduling;
use crate::state::distinct_names::distinct_names;
use crate::state::left_out;
use crate::state::missed::{Missed, Misses};
use handlens_core::config::limits;
use handlens_core::labelling::{Labelling, LeftOut};
use handlens_core::msg;
use leptos::prelude::*;

/// Files per command. More at once would block the page noticeably.
const FILES: usize = 250;

/// Collects all files first: only then is it clear which of them are no photos, and whether there are many.
pub(super) struct PredictFiles {
    page: Page,
    /// The project that was open when the photos came.
    project_epoch: u32,
    /// Files with their paths; a path's last part is the file name.
    files: Vec<(Vec<String>, Blob)>,
    left_out: usize,
    misses: Misses,
}

impl PredictFiles {
    /// Starts a prediction. `misses`: what nothing came from so far.
    pub(super) fn new(page: Page, misses: Misses) -> Self {
        let project_epoch = page.client.project_epoch();
        Self { page, project_epoch, files: Vec::new(), left_out: 0, misses }
    }

    /// Adds one file.
    pub(super) fn take(&mut self, folders: &[String], name: String, photo: Blob) {
        if self.files.len() < limits::BATCH_PHOTOS {
            self.files.push((folders.iter().cloned().chain([name]).collect(), photo));
        } else {
            self.left_out += 1;
        }
    }

    fn stopped(&self) -> bool {
        self.page.client.project_epoch() != self.project_epoch
    }

    /// Opens the table if there are too many for an answer each.
    fn open_table(&self) -> bool {
        let is_archive = |path: &[String]| path.last().is_some_and(|name| file_name::is_archive(name));
        let is_many =
            self.files.len() > limits::SINGLE_PHOTOS || self.files.iter().any(|(path, _)| is_archive(path));
        if is_many && !self.stopped() {
            self.page.batch_open.set(true);
            self.page.tab.set(Tab::Try);
        }
        is_many
    }

    /// Sends everything, and reports what was left out.
    pub(super) async fn finish(mut self) {
        let is_many = self.open_table();
        let files = std::mem::take(&mut self.files);
        let page = self.page;
        let taken = files.len();
        let (is_kept, notes): (Vec<bool>, _) = {
            let paths = import::paths(&files);
            let labelling = Labelling::of(&paths);
            // A file whose name shows that it is no photo is refused where its answer would be.
            let kept =
                (0..taken).map(|index| matches!(labelling.class(index, 0), Ok(_) | Err(LeftOut::NoPhoto)));
            (kept.collect(), left_out::notices(&labelling, &paths))
        };
        let kept = is_kept.iter().filter(|is_kept| **is_kept).count();
        let paths: Vec<String> = files.iter().map(|(path, _)| path.join("/")).collect();
        let shown = distinct_names(&paths.iter().map(String::as_str).collect::<Vec<_>>());
        let mut refused = if is_many { self.misses.take_files() } else { Vec::new() };
        let mut names = Vec::new();
        let mut attachments = Attachments::default();
        let files = files.into_iter().zip(paths.into_iter().zip(shown)).zip(is_kept);
        for (((_, photo), (path, shown)), _) in files.filter(|(_, is_kept)| *is_kept) {
            if self.stopped() {
                return;
            }
            if file_name::is_archive(&path) {
                page.client.predict_archive(path, &photo);
            } else if is_many {
                names.push(path);
                attachments.push(&photo);
            } else {
                page.client.predict(shown, &photo);
            }
            if names.len() >= FILES {
                let (names, attachments) = (std::mem::take(&mut names), std::mem::take(&mut attachments));
                page.client.predict_photos(names, attachments, std::mem::take(&mut refused));
                scheduling::next_task().await;
            }
        }
        if self.stopped() {
            return;
        }
        if !(names.is_empty() && refused.is_empty()) {
            page.client.predict_photos(names, attachments, refused);
        }
        let nothing = self.misses.nothing_but_system().unwrap_or_else(|| msg!("batch-no-file"));
        let mut notices = self.misses.notices();
        let refused = notices.refused();
        notices.extend(notes, None);
        let sentence = if self.left_out > 0 {
            msg!("batch-left-out-files", taken = limits::BATCH_PHOTOS, count = self.left_out)
        } else if refused > 0 {
            msg!("import-end-refused", count = refused)
        } else if kept < taken {
            msg!("try-left-out", count = taken - kept)
        } else if taken == 0 {
            nothing
        } else {
            return;
        };
        page.change(|state| state.messages.refuse_files(sentence, notices));
    }
}

impl walk::Visitor for PredictFiles {
    fn room(&self) -> usize {
        limits::BATCH_PHOTOS - self.files.len()
    }

    fn leave_out(&mut self, files: usize) {
        self.left_out += files;
    }

    fn miss(&mut self, missed: Missed, name: String) {
        self.misses.add(missed, name);
    }

    fn pass_over(&mut self, name: String) {
        self.misses.pass_over(name);
    }

    async fn visit(&mut self, folders: &[String], files: Vec<File>) -> bool {
        for file in files {
            self.take(folders, file.name(), file.into());
        }
        self.open_table();
        !self.stopped()
    }
}
