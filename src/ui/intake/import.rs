//! One import: gathers files into commands of bounded size, each for one class.

use leptos::prelude::*;
use web_sys::{Blob, File};

use super::{Target, walk};
use crate::config::limits;
use crate::protocol::{Placement, RunId};
use crate::saying;
use crate::ui::client::Attachments;
use crate::ui::file_name;
use crate::ui::pace;
use crate::ui::page::Page;
use crate::ui::state::imports::DeliveryId;
use crate::ui::state::missed::{Missed, Misses};

/// Files of one command. Handing over more at once would hold the page up.
const FILES: usize = 250;

/// One import that is being gathered. The last batch is held back, because it says that it is the last.
pub(super) struct Import {
    page: Page,
    target: Target,
    /// The project that all this belongs to.
    visit: u32,
    /// Where loose photos go, once there are some.
    loose: Option<String>,
    run: Option<RunId>,
    batch: Option<Batch>,
    taken: usize,
    left_out: usize,
    misses: Misses,
    /// What all of it is told of as.
    delivery: DeliveryId,
    stopped: bool,
}

struct Batch {
    into: Placement,
    names: Vec<String>,
    attachments: Attachments,
}

impl Import {
    /// `misses`: what nothing came from already.
    pub(super) fn new(page: Page, target: Target, visit: u32, misses: Misses) -> Self {
        let mut delivery = DeliveryId::default();
        page.change(|state| delivery = state.imports.begin_delivery());
        Self {
            page,
            target,
            visit,
            loose: None,
            run: None,
            batch: None,
            taken: 0,
            left_out: 0,
            misses,
            delivery,
            stopped: false,
        }
    }

    /// Takes one file in.
    pub(super) async fn take(&mut self, folders: &[String], name: String, photo: Blob) {
        self.stopped |= self.page.client.visit() != self.visit;
        if self.stopped {
            return;
        }
        if self.taken >= limits::DROP_FILES {
            self.left_out += 1;
            return;
        }
        self.taken += 1;
        if file_name::is_archive(&name) {
            let into = match self.target {
                Target::Class(class) => Placement::Class(class),
                _ => Placement::Named(class_name(file_name::stem(&name))),
            };
            self.page.client.add_archive(self.delivery, into, name, &photo);
            return;
        }
        let into = self.placement(folders);
        let full = self.batch.as_ref().is_some_and(|batch| batch.into != into || batch.names.len() >= FILES);
        if full {
            self.flush(false);
            pace::next_task().await;
        }
        let batch = self.batch.get_or_insert_with(|| Batch {
            into,
            names: Vec::new(),
            attachments: Attachments::default(),
        });
        batch.names.push([folders, &[name]].concat().join("/"));
        batch.attachments.push(&photo);
    }

    fn flush(&mut self, last: bool) {
        self.stopped |= self.page.client.visit() != self.visit;
        if self.stopped {
            return;
        }
        let Some(Batch { into, names, attachments }) = self.batch.take() else { return };
        let client = self.page.client;
        let delivery = self.delivery;
        let run = *self.run.get_or_insert_with(|| client.begin_import(Some(delivery)));
        if !client.add_photos(run, into, names, attachments, last) {
            self.stopped = true;
        }
    }

    /// The class of a photo: the one it was dropped on; otherwise the name of the innermost folder that holds it, as in
    /// an archive.
    fn placement(&mut self, folders: &[String]) -> Placement {
        let name = match (self.target, folders) {
            (Target::Class(class), _) => return Placement::Class(class),
            (_, []) => self.loose_class(),
            (_, [.., folder]) => class_name(folder),
        };
        Placement::Named(name)
    }

    fn loose_class(&mut self) -> String {
        let page = self.page;
        let choose = || {
            let name = page.state.with_untracked(|state| state.library.free_class_name());
            page.change(|state| state.messages.note(saying!("intake-new-class", name = &name)));
            name
        };
        self.loose.get_or_insert_with(choose).clone()
    }

    /// Sends the last batch, and tells what was left out.
    pub(super) fn finish(mut self) {
        self.flush(true);
        let Self { page, delivery, misses, left_out, stopped, .. } = self;
        page.change(|state| {
            if !stopped {
                state.imports.note(delivery, misses.notices());
            }
            match state.imports.end_delivery(delivery) {
                Some(outcome) if !outcome.is_empty() => state.messages.tell_outcome(outcome),
                Some(_) if !stopped => state.messages.refuse(saying!("intake-nothing")),
                _ => {}
            }
            if left_out > 0 && !stopped {
                let taken = limits::DROP_FILES;
                state.messages.refuse(saying!("intake-left-out", taken = taken, left_out = left_out));
            }
        });
    }
}

/// A name that a class can have.
fn class_name(name: &str) -> String {
    name.trim().chars().take(limits::CLASS_NAME_CHARS).collect()
}

impl walk::Visitor for Import {
    fn room(&self) -> usize {
        limits::DROP_FILES - self.taken
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
        !self.stopped
    }
}
