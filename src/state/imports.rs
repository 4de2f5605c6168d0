//! Running imports, and the report on everything that came with one drop.

use handlens_core::config::limits;
use handlens_core::labelling::{Decision, Level, Overview};
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::{ImportSummary, JobId, NoticeLevel, Placement};

use super::notices::{Notices, some_names};

/// Imports whose progress is shown at most; the others are only counted.
const SHOWN: usize = 2;

/// Running imports, oldest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imports {
    running: Vec<Import>,
    deliveries: Vec<Delivery>,
    next: u32,
    /// Number of questions since none was open.
    asked: usize,
}

/// Everything that came with one drop, choice or paste. Loose photos and each archive are imports of their own; the
/// person gets one report on all of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DeliveryId(u32);

#[derive(Debug, Clone, PartialEq)]
struct Delivery {
    id: DeliveryId,
    /// Whether folders are still being read, so that there may be more.
    gathering: bool,
    /// Its imports that have not ended.
    running: Vec<JobId>,
    outcome: Outcome,
}

/// A running import.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// Its job.
    pub job: JobId,
    /// The archive that the photos come from, if any.
    pub archive: Option<String>,
    /// The folder around all of its photos, if there is one.
    pub folder: Option<String>,
    /// Photos done, including refused ones.
    pub done: u32,
    /// Photos found so far.
    pub total: u32,
    /// How many of these the page has found but not sent yet.
    ahead: u32,
    /// Where photos without a label go, if there are any.
    pub into: Option<Placement>,
    /// What was found, while the decision which folders are the classes is pending.
    pub undecided: Option<Overview>,
    /// Photos per second; zero while unknown.
    pub photos_per_second: f32,
    /// Remaining seconds, once known.
    pub seconds_left: Option<f32>,
    /// Whether the person cancelled it.
    pub cancelling: bool,
    /// Notices about its photos.
    pub notices: Notices,
}

/// The report on a delivery.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    ended: Vec<Ended>,
    /// Notices from the page itself.
    notices: Notices,
}

/// An import that has ended.
#[derive(Debug, Clone, PartialEq)]
struct Ended {
    job: JobId,
    archive: Option<String>,
    summary: ImportSummary,
    interrupted: bool,
    notices: Notices,
}

impl Imports {
    /// The imports, oldest first.
    pub fn all(&self) -> &[Import] {
        &self.running
    }

    /// The imports whose progress is shown, the one at work first.
    pub fn shown(&self) -> Vec<JobId> {
        let idle = |import: &&Import| import.done == 0;
        let (waiting, at_work): (Vec<_>, Vec<_>) = self.running.iter().partition(idle);
        at_work.into_iter().chain(waiting).take(SHOWN).map(|import| import.job).collect()
    }

    /// How many imports are not shown.
    pub fn not_shown(&self) -> usize {
        self.running.len().saturating_sub(SHOWN)
    }

    /// A delivery begins: its folders are read from now on.
    pub fn begin_delivery(&mut self) -> DeliveryId {
        self.next += 1;
        let id = DeliveryId(self.next);
        let outcome = Outcome::default();
        self.deliveries.push(Delivery { id, gathering: true, running: Vec::new(), outcome });
        id
    }

    /// Adds an import to a delivery: they are reported together.
    pub fn join(&mut self, delivery: DeliveryId, job: JobId) {
        if let Some(delivery) = self.deliveries.iter_mut().find(|known| known.id == delivery) {
            delivery.running.push(job);
        }
    }

    /// Adds notices of the page itself to a delivery.
    pub fn note(&mut self, delivery: DeliveryId, notices: Notices) {
        if let Some(delivery) = self.deliveries.iter_mut().find(|known| known.id == delivery) {
            delivery.outcome.notices.extend(notices, None);
        }
    }

    /// Tells with a delivery that the project has no room for some classes and their photos.
    pub fn note_without_room(&mut self, delivery: DeliveryId, classes: usize, photos: usize) {
        let mut notices = Notices::default();
        if classes > 0 {
            let message = msg!("session-classes-left-out", count = classes, limit = limits::CLASSES);
            notices.push_counted(NoticeLevel::Refused, message, photos);
        }
        self.note(delivery, notices);
    }

    /// All folders of a delivery have been read. Returns the report, unless an import of it still runs.
    pub fn end_delivery(&mut self, delivery: DeliveryId) -> Option<Outcome> {
        let position = self.deliveries.iter().position(|known| known.id == delivery)?;
        self.deliveries[position].gathering = false;
        self.take_if_over(position)
    }

    fn take_if_over(&mut self, position: usize) -> Option<Outcome> {
        let Delivery { gathering, running, .. } = &self.deliveries[position];
        let over = !gathering && running.is_empty();
        over.then(|| self.deliveries.remove(position).outcome)
    }

    /// The page has found more photos for an import, and sent them to the worker.
    pub fn found(&mut self, job: JobId, photos: u32) {
        if let Some(import) = self.find(job) {
            let known = import.ahead.min(photos);
            import.ahead -= known;
            import.total += photos - known;
        } else {
            self.running.push(Import {
                job,
                archive: None,
                folder: None,
                done: 0,
                total: photos,
                ahead: 0,
                into: None,
                undecided: None,
                photos_per_second: 0.0,
                seconds_left: None,
                cancelling: false,
                notices: Notices::default(),
            });
        }
    }

    /// The page has found this many photos for an import, and is about to send them.
    pub fn gathered(&mut self, job: JobId, photos: u32) {
        self.found(job, 0);
        if let Some(import) = self.find(job) {
            (import.total, import.ahead) = (photos, photos);
        }
    }

    /// The first import that waits for a decision.
    pub fn undecided(&self) -> Option<&Import> {
        self.running.iter().find(|import| import.undecided.is_some())
    }

    fn open_questions(&self) -> usize {
        self.running.iter().filter(|import| import.undecided.is_some()).count()
    }

    /// Which of several questions in a row is the first open one, and how many they are. None if it is the only one.
    pub fn question_number(&self) -> Option<(usize, usize)> {
        let open = self.open_questions();
        (open > 0 && self.asked > 1).then(|| (self.asked + 1 - open.min(self.asked), self.asked))
    }

    /// Lets an import wait for a decision: it is not obvious which folders are the classes.
    pub fn ask(&mut self, job: JobId, overview: Overview) {
        if self.open_questions() == 0 {
            self.asked = 0;
        }
        self.asked += 1;
        if let Some(import) = self.find(job) {
            import.undecided = Some(overview);
        }
    }

    /// An import goes on as the person decided. What the person leaves out is told in the end.
    pub fn decide(&mut self, job: JobId, decision: &Decision) {
        let Some(import) = self.find(job) else { return };
        let Some(overview) = import.undecided.take() else { return };
        let count = overview.left_out_by(decision);
        if count > 0 {
            let left_out = msg!("import-unlabelled", count = count);
            let level = overview.levels.get(decision.level).filter(|_| decision.loose || overview.loose == 0);
            let message = match level.and_then(unlabelled_in) {
                Some(folders) => msg!("sentences", first = left_out, then = folders),
                None => left_out,
            };
            import.notices.push_counted(NoticeLevel::Note, message, count as usize);
        }
    }

    /// An archive was sent to the worker, which finds the photos in it.
    pub fn found_archive(&mut self, job: JobId, name: String, into: Placement) {
        self.found(job, 0);
        if let Some(import) = self.find(job) {
            import.archive = Some(name);
            import.into = Some(into);
        }
    }

    /// A running import.
    pub fn find(&mut self, job: JobId) -> Option<&mut Import> {
        self.running.iter_mut().find(|import| import.job == job)
    }

    /// Stores the worker's progress.
    pub fn progress(
        &mut self,
        job: JobId,
        done: u32,
        total: u32,
        photos_per_second: f32,
        seconds_left: Option<f32>,
    ) {
        if let Some(import) = self.find(job) {
            import.done = done;
            import.total = import.total.max(total);
            import.photos_per_second = photos_per_second;
            // The worker's estimate covers the photos it knows of; the page may have found more by now.
            let unknown = (import.total - total.min(import.total)) as f32 / photos_per_second;
            import.seconds_left =
                seconds_left.map(|seconds| seconds + unknown).filter(|seconds| seconds.is_finite());
        }
    }

    /// Ends an import. Returns the report on its delivery, unless another import of it still runs.
    pub fn finish(&mut self, job: JobId, summary: ImportSummary) -> Option<Outcome> {
        let index = self.running.iter().position(|import| import.job == job)?;
        let ended = self.running.remove(index).ended(summary, false);
        self.put(ended)
    }

    fn put(&mut self, ended: Ended) -> Option<Outcome> {
        let of_job = |delivery: &Delivery| delivery.running.contains(&ended.job);
        let Some(position) = self.deliveries.iter().position(of_job) else {
            return Some(Outcome { ended: vec![ended], notices: Notices::default() });
        };
        let delivery = &mut self.deliveries[position];
        delivery.running.retain(|job| *job != ended.job);
        delivery.outcome.ended.push(ended);
        self.take_if_over(position)
    }

    /// Ends all imports. Folders that are still being read are not affected.
    pub fn interrupt(&mut self) -> Vec<Outcome> {
        let running = std::mem::take(&mut self.running);
        let mut outcomes = Vec::new();
        for import in running {
            let so_far = import.so_far();
            outcomes.extend(self.put(import.ended(so_far, true)));
        }
        for mut delivery in std::mem::take(&mut self.deliveries) {
            delivery.running.clear();
            let outcome = std::mem::take(&mut delivery.outcome);
            if !outcome.is_empty() {
                outcomes.push(outcome);
            }
            if delivery.gathering {
                self.deliveries.push(delivery);
            }
        }
        outcomes
    }
}

/// "Folder: test": where the photos are that have no class on a level, if they are in folders.
pub fn unlabelled_in(level: &Level) -> Option<Message> {
    let (names, count) = &level.unlabelled_in;
    let names = some_names(names, *count as usize);
    (*count > 0).then(|| msg!("unlabelled-folders", count = *count, names = names))
}

impl Import {
    /// The summary of an import that was interrupted.
    fn so_far(&self) -> ImportSummary {
        let refused = self.notices.refused() as u32;
        ImportSummary { added: self.done.saturating_sub(refused), refused, ..ImportSummary::default() }
    }

    fn ended(self, summary: ImportSummary, interrupted: bool) -> Ended {
        let Self { job, archive, notices, .. } = self;
        Ended { job, archive, summary, interrupted, notices }
    }
}

impl Outcome {
    /// Whether the delivery was empty.
    pub fn is_empty(&self) -> bool {
        self.ended.is_empty() && self.notices.is_empty()
    }

    /// One of its imports, to tell the report from messages that belong to no import.
    pub fn job(&self) -> Option<JobId> {
        self.ended.first().map(|ended| ended.job)
    }

    /// Whether a part of it was interrupted.
    pub fn is_interrupted(&self) -> bool {
        self.ended.iter().any(|ended| ended.interrupted)
    }

    /// Whether the report only says that photos were added.
    pub fn is_brief(&self) -> bool {
        let plain = |ended: &Ended| {
            ended.summary.cancelled
                || (!ended.interrupted && ended.summary.refused == 0 && ended.notices.is_empty())
        };
        self.notices.is_empty() && self.ended.iter().all(plain)
    }

    /// The notices about its files, except those of cancelled imports, of which nothing is left. Names begin with that
    /// of their archive if the delivery contains more than that archive.
    pub fn take_notices(&mut self) -> Notices {
        let several = self.ended.len() > 1;
        let mut notices = std::mem::take(&mut self.notices);
        for ended in self.ended.iter_mut().filter(|ended| !ended.summary.cancelled) {
            let folder = ended.archive.as_deref().filter(|_| several);
            notices.extend(std::mem::take(&mut ended.notices), folder);
        }
        notices
    }

    /// The report in one or a few sentences, in which each import is counted once.
    pub fn sentence(&self) -> Message {
        let sum = |of: fn(&ImportSummary) -> u32, which: fn(&Ended) -> bool| {
            self.ended.iter().filter(|ended| which(ended)).map(|ended| of(&ended.summary)).sum::<u32>()
        };
        let some = |which: fn(&Ended) -> bool| self.ended.iter().any(which);
        let mut sentences = Vec::new();
        if some(Ended::went_on) || self.ended.is_empty() {
            let added = sum(|summary| summary.added, Ended::went_on);
            sentences.push(self.added(added));
            // Where nothing was added, that sentence names them already.
            let archives = self.ended.iter().filter(|ended| added > 0 && ended.is_refused_archive()).count();
            if archives > 0 {
                sentences.push(msg!("import-end-archives-refused", count = archives));
            }
        }
        let duplicates = sum(|summary| summary.duplicates, Ended::went_on);
        if duplicates > 0 {
            sentences.push(msg!("import-end-duplicates", count = duplicates));
        }
        let refused = sum(|summary| summary.refused, Ended::went_on) + self.notices.refused() as u32;
        if refused > 0 {
            sentences.push(msg!("import-end-refused", count = refused));
        }
        if some(|ended| ended.interrupted) {
            let added = sum(|summary| summary.added, |ended| ended.interrupted);
            sentences.push(if some(Ended::went_on) {
                msg!("import-end-others-interrupted", count = added)
            } else {
                msg!("import-end-interrupted", count = added)
            });
        }
        if some(|ended| ended.summary.cancelled) {
            let taken_back = sum(|summary| summary.added, |ended| ended.summary.cancelled);
            sentences.push(if some(|ended| !ended.summary.cancelled) {
                msg!("import-end-others-cancelled", count = taken_back)
            } else {
                msg!("import-end-cancelled", count = taken_back)
            });
        }
        let joined =
            sentences.into_iter().reduce(|first, then| msg!("sentences", first = first, then = then));
        joined.unwrap_or_else(|| msg!("intake-nothing"))
    }

    /// How many photos were added, and from which archives.
    fn added(&self, count: u32) -> Message {
        let went_on = || self.ended.iter().filter(|ended| ended.went_on());
        let archives: Vec<String> = went_on()
            .filter(|ended| ended.summary.added > 0 || count == 0)
            .filter_map(|ended| ended.archive.clone())
            .collect();
        if archives.is_empty() {
            return msg!("import-end-added", count = count);
        }
        let names = some_names(&archives, archives.len());
        if went_on().all(|ended| ended.archive.is_some()) {
            msg!("import-end-added-from", count = count, names = names)
        } else {
            msg!("import-end-added-with", count = count, names = names)
        }
    }
}

impl Ended {
    /// Whether nothing ended it before its time.
    fn went_on(&self) -> bool {
        !self.summary.cancelled && !self.interrupted
    }

    /// Whether it is an archive that could not be used at all. It is no photo, so no summary counts it.
    fn is_refused_archive(&self) -> bool {
        let nothing = self.summary == ImportSummary::default() && !self.interrupted;
        nothing && self.archive.is_some() && self.notices.refused() > 0
    }
}

#[cfg(test)]
mod tests;
