//! One import: collects files, finds out which folders are the classes, and sends the files in commands of bounded
//! size.

use std::collections::HashSet;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, File};

use super::{Target, walk};
use crate::client::Attachments;
use crate::file_name;
use crate::page::Page;
use crate::scheduling;
use crate::state::imports::DeliveryId;
use crate::state::left_out;
use crate::state::missed::{Missed, Misses};
use crate::state::notices::Notices;
use handlens_core::config::limits;
use handlens_core::file_kind::FileKind;
use handlens_core::labelling::{Decision, Labelling, LeftOut};
use handlens_core::msg;
use handlens_core::protocol::{JobId, NoticeLevel, Placement};
use handlens_core::text::name::{Shortened, clean, key, shorten};

/// Files per command. More at once would block the page noticeably.
const FILES: usize = 250;

/// Collects all files first: only then is it clear which folders are the classes.
pub(super) struct Found {
    page: Page,
    target: Target,
    /// The project that was open when the files came.
    project_epoch: u32,
    job: Option<JobId>,
    /// Files with their paths; a path's last part is the file name.
    files: Vec<(Vec<String>, Blob)>,
    /// Number of these that may be photos.
    photos: u32,
    archives: Vec<(String, Blob)>,
    left_out: usize,
    misses: Misses,
    /// Number of files and folders of systems and programs.
    passed_over: u32,
    /// The delivery under which all of it is reported.
    delivery: DeliveryId,
}

impl Found {
    /// Starts an import. `misses`: what nothing came from so far.
    pub(super) fn new(page: Page, target: Target, project_epoch: u32, misses: Misses) -> Self {
        let mut delivery = DeliveryId::default();
        page.change(|state| delivery = state.imports.begin_delivery());
        Self {
            page,
            target,
            project_epoch,
            job: None,
            files: Vec::new(),
            photos: 0,
            archives: Vec::new(),
            left_out: 0,
            misses,
            passed_over: 0,
            delivery,
        }
    }

    /// Adds one file.
    pub(super) fn take(&mut self, folders: &[String], name: String, file: Blob) {
        if self.taken() >= limits::DROP_FILES {
            self.left_out += 1;
        } else if file_name::is_archive(&name) {
            self.archives.push((name, file));
        } else {
            self.photos += u32::from(FileKind::of_name(&name).is_none());
            self.files.push((folders.iter().cloned().chain([name]).collect(), file));
        }
    }

    fn taken(&self) -> usize {
        self.files.len() + self.archives.len()
    }

    fn is_stopped(&self) -> bool {
        self.page.client.project_epoch() != self.project_epoch
    }

    /// Reports how many photos have been found.
    fn tell_count(&mut self) {
        if !self.files.is_empty() && !self.is_stopped() {
            let (client, delivery) = (self.page.client, self.delivery);
            let job = *self.job.get_or_insert_with(|| client.begin_import(Some(delivery)));
            let count = self.photos;
            self.page.change(|state| state.imports.gathered(job, count));
        }
    }

    /// Sends all files to their classes.
    pub(super) async fn import(mut self) {
        if self.is_stopped() {
            let delivery = self.delivery;
            self.page.change(|state| drop(state.imports.end_delivery(delivery)));
            return;
        }
        let archives = std::mem::take(&mut self.archives);
        let stems = archives.iter().map(|(name, _)| file_name::stem(name));
        let short = Shortened::of(stems, limits::CLASS_NAME_CHARS);
        for (name, archive) in archives {
            let into = match self.target {
                Target::Class(class) => Placement::Class(class),
                _ => Placement::Named(short.get(file_name::stem(&name)).unwrap_or_default().to_owned()),
            };
            self.page.client.add_archive(self.delivery, into, name, &archive);
        }
        // Before the delivery ends, so that its report waits for these photos.
        self.tell_count();
        self.end_delivery();
        if !self.files.is_empty() {
            scheduling::next_task().await;
            self.place().await;
        }
    }

    /// Reports what was left out, and what nothing came from. The rest is reported when it has been imported.
    fn end_delivery(&mut self) {
        let (misses, delivery, left_out) = (std::mem::take(&mut self.misses), self.delivery, self.left_out);
        self.passed_over = misses.passed_over();
        let nothing = misses.nothing_but_system().unwrap_or_else(|| msg!("intake-nothing"));
        self.page.change(|state| {
            state.imports.note(delivery, misses.notices());
            match state.imports.end_delivery(delivery) {
                Some(outcome) if !outcome.is_empty() => state.messages.tell_outcome(outcome),
                Some(_) => state.messages.refuse(nothing),
                None => {}
            }
            if left_out > 0 {
                let taken = limits::DROP_FILES;
                state.messages.refuse(msg!("intake-left-out", taken = taken, left_out = left_out));
            }
        });
    }

    /// Finds the class of each photo, asks if that is not obvious, and sends the photos.
    async fn place(self) {
        let mut labelling = Labelling::of(&paths(&self.files));
        labelling.leave_out(LeftOut::System, self.passed_over);
        let page = self.page;
        let Some(job) = self.job else { return };
        let best = labelling.best();
        let loose = match self.target {
            Target::Class(class) => Placement::Class(class),
            _ => Placement::Named(self.loose_class(&labelling)),
        };
        let to_class = matches!(self.target, Target::Class(_));
        if !to_class && (!labelling.is_sure() || without_room(page, &labelling, best.level).1 > 0) {
            let (overview, into) = (labelling.overview().clone(), loose.clone());
            let folder = self.around().map(str::to_owned);
            page.change(|state| {
                if let Some(import) = state.imports.find(job) {
                    import.folder = folder;
                }
            });
            page.client.ask(job, into, overview, move |decision| {
                spawn_local(self.send(job, labelling, decision, loose));
            });
            return;
        }
        if !to_class {
            self.tell_shortened(&labelling);
        }
        self.send(job, labelling, best, loose).await;
    }

    /// Sends the photos to their classes.
    async fn send(self, job: JobId, labelling: Labelling, decision: Decision, loose: Placement) {
        let (page, project_epoch, delivery) = (self.page, self.project_epoch, self.delivery);
        let over = match self.target {
            Target::Class(_) => Default::default(),
            _ => without_room(page, &labelling, decision.level),
        };
        self.tell_loose(&labelling, &decision, &loose);
        let (notices, refusals) = self.notices(&labelling, &decision);
        let placed = self.placed(&labelling, &decision, &loose, &over.0);
        page.change(|state| {
            state.imports.gathered(job, placed.len() as u32);
            if let Some(import) = state.imports.find(job) {
                import.notices.extend(notices, None);
            }
            // The worker does not see these files, so its summary does not count them.
            state.imports.note(delivery, refusals);
            state.imports.note_without_room(delivery, over.0.len(), over.1 as usize);
        });
        send(page, project_epoch, job, placed).await;
    }

    /// What the person is told in the end of the files and folders, and which files are refused.
    fn notices(&self, labelling: &Labelling, decision: &Decision) -> (Notices, Notices) {
        let paths = paths(&self.files);
        let mut notices = left_out::notices(labelling, &paths);
        let note = if let Target::Class(class) = self.target {
            self.page.state.with_untracked(|state| {
                let name = state.library.class_name(class).unwrap_or_default();
                left_out::into_one_class(labelling, &paths, name)
            })
        } else {
            left_out::merged(labelling, decision)
        };
        if let Some(message) = note {
            notices.push_counted(NoticeLevel::Note, message, 1);
        }
        (notices, left_out::refusals(labelling, &paths))
    }

    /// The accepted files, each with the place where it goes.
    fn placed(
        self,
        labelling: &Labelling,
        decision: &Decision,
        loose: &Placement,
        without_room: &HashSet<String>,
    ) -> Vec<Placed> {
        let to_class = matches!(self.target, Target::Class(_));
        let place = |index, is_loose| match labelling.class(index, decision.level) {
            Err(_) => None,
            Ok(_) if to_class => Some(loose.clone()),
            Ok(Some(class)) if without_room.contains(&key(class)) => None,
            Ok(Some(class)) => Some(Placement::Named(class.to_owned())),
            Ok(None) if is_loose => decision.loose.then(|| loose.clone()),
            Ok(None) => decision.unlabelled.then(|| loose.clone()),
        };
        let files = self.files.into_iter().enumerate();
        let placed = |(index, (path, file)): (usize, (Vec<String>, Blob))| {
            Some((place(index, path.len() == 1)?, path.join("/"), file))
        };
        files.filter_map(placed).collect()
    }

    /// The outermost folder, if it contains all photos.
    fn around(&self) -> Option<&str> {
        let may_be_photo =
            |path: &&[String]| path.last().is_some_and(|name| FileKind::of_name(name).is_none());
        let mut photos = self.files.iter().map(|(path, _)| path.as_slice()).filter(may_be_photo);
        let folder = photos.next().filter(|path| path.len() > 1)?.first()?;
        photos.all(|path| path.len() > 1 && path.first() == Some(folder)).then_some(folder)
    }

    /// The class of photos without a label, named after the folder around all of them or like any new class, but unlike
    /// the classes of the other photos.
    fn loose_class(&self, labelling: &Labelling) -> String {
        let name = self.around().map(class_name).unwrap_or_default();
        if name.is_empty() {
            let is_found = |name: &str| labelling.overview().names_class(name);
            self.page.state.with_untracked(|state| state.library.free_class_name(is_found))
        } else {
            name
        }
    }

    /// Reports the new class that loose photos go to.
    fn tell_loose(&self, labelling: &Labelling, decision: &Decision, loose: &Placement) {
        if let Placement::Named(name) = loose
            && decision.loose
            && labelling.overview().loose > 0
        {
            self.page.change(|state| state.messages.note(msg!("intake-new-class", name = name)));
        }
    }

    /// Where nothing was asked, reports class names that were shortened.
    fn tell_shortened(&self, labelling: &Labelling) {
        let overview = labelling.overview();
        let is_long = |name: &str| clean(name).chars().count() > limits::CLASS_NAME_CHARS;
        let loose = overview.unlabelled > 0 && self.around().is_some_and(is_long);
        let of_level = overview.levels.get(overview.best).map_or(0, |level| level.shortened);
        let count = of_level + u32::from(loose);
        if count > 0 {
            let sentence = msg!("intake-names-shortened", count = count, limit = limits::CLASS_NAME_CHARS);
            self.page.change(|state| state.messages.note(sentence));
        }
    }
}

/// Where a file goes, its path, and the file.
type Placed = (Placement, String, Blob);

/// Sends files in small steps.
async fn send(page: Page, project_epoch: u32, job: JobId, placed: Vec<Placed>) {
    let mut batch: Option<(Placement, Vec<String>, Attachments)> = None;
    let flush = |batch: Option<(Placement, Vec<String>, Attachments)>, last| {
        let (into, names, attachments) =
            batch.unwrap_or_else(|| (Placement::Named(String::new()), Vec::new(), Attachments::default()));
        page.client.project_epoch() == project_epoch
            && page.client.add_photos(job, into, names, attachments, last)
    };
    for (into, name, file) in placed {
        let is_full =
            |(of, names, _): &(Placement, Vec<String>, Attachments)| *of != into || names.len() >= FILES;
        if batch.as_ref().is_some_and(is_full) {
            if !flush(batch.take(), false) {
                return;
            }
            scheduling::next_task().await;
        }
        let (_, names, attachments) = batch.get_or_insert_with(|| (into, Vec::new(), Attachments::default()));
        names.push(name);
        attachments.push(&file);
    }
    // Nothing is left to do if the import was cancelled. An empty command ends the import, too.
    let _ = flush(batch, true);
}

/// Classes that the project has no room for, and their number of photos.
fn without_room(page: Page, labelling: &Labelling, level: usize) -> (HashSet<String>, u32) {
    page.state.with_untracked(|state| {
        let existing = state.library.classes().iter().map(|class| class.name.as_str());
        labelling.overview().without_room(level, existing, limits::CLASSES)
    })
}

/// The files' paths, each split into folders and the file's name.
pub(super) fn paths(files: &[(Vec<String>, Blob)]) -> Vec<Vec<&str>> {
    files.iter().map(|(path, _)| path.iter().map(String::as_str).collect()).collect()
}

/// The name shortened and cleaned so that a class can have it.
fn class_name(name: &str) -> String {
    shorten(&clean(name), limits::CLASS_NAME_CHARS)
}

impl walk::Visitor for Found {
    fn room(&self) -> usize {
        limits::DROP_FILES - self.taken()
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
        self.tell_count();
        !self.is_stopped()
    }
}
