//! Running imports, and the report on everything that came with one drop.

use handlens_core::labelling::Overview;
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::{ImportSummary, JobId, Placement};

use super::notices::{Notices, some_names};

/// Imports whose progress is shown at most; the others are only counted.
const SHOWN: usize = 2;

/// Running imports, oldest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imports {
    running: Vec<Import>,
    deliveries: Vec<Delivery>,
    next: u32,
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

    /// Lets an import wait for a decision: it is not obvious which folders are the classes.
    pub fn ask(&mut self, job: JobId, overview: Overview) {
        if let Some(import) = self.find(job) {
            import.undecided = Some(overview);
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
            sentences.push(self.added(sum(|summary| summary.added, Ended::went_on)));
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
}

#[cfg(test)]
mod tests {
    use super::super::notices::Notice;
    use handlens_i18n::Localise;

    use super::*;
    use handlens_core::protocol::NoticeLevel;

    fn summary(added: u32) -> ImportSummary {
        ImportSummary { added, ..ImportSummary::default() }
    }

    fn unreadable(name: &str) -> Notice {
        let message = msg!("image-unreadable");
        Notice { level: NoticeLevel::Refused, photo: Some(name.to_owned()), message }
    }

    #[test]
    fn time_left_counts_what_the_worker_has_not_seen_yet() {
        let mut imports = Imports::default();
        imports.found(JobId(1), 250);
        imports.found(JobId(1), 50);
        imports.progress(JobId(1), 10, 250, 10.0, Some(24.0));
        assert_eq!((imports.all()[0].total, imports.all()[0].seconds_left), (300, Some(29.0)));
        imports.progress(JobId(1), 10, 250, 0.0, None);
        assert_eq!(imports.all()[0].seconds_left, None);
    }

    #[test]
    fn an_import_is_summed_up_in_sentences() {
        let told = |summary| {
            let mut imports = Imports::default();
            imports.found(JobId(1), 1);
            imports.finish(JobId(1), summary).expect("it came alone").sentence().text()
        };
        let some = ImportSummary { added: 34, duplicates: 2, refused: 1, cancelled: false };
        assert_eq!(told(some), "Added 34 photos. 2 were there already. 1 could not be used.");
        let nothing = ImportSummary { duplicates: 1, ..ImportSummary::default() };
        assert_eq!(told(nothing), "No photos were added. 1 was there already.");
        let cancelled = ImportSummary { added: 1, cancelled: true, ..ImportSummary::default() };
        assert_eq!(told(cancelled), "Cancelled. 1 photo was removed again.");
    }

    #[test]
    fn a_drop_of_photos_and_archives_is_told_once_and_names_the_archives() {
        let mut imports = Imports::default();
        let drop = imports.begin_delivery();
        for (job, archive) in [(1, Some("birds.zip")), (2, None), (3, Some("trees.zip"))] {
            imports.join(drop, JobId(job));
            match archive {
                Some(name) => {
                    imports.found_archive(JobId(job), name.to_owned(), Placement::Named(String::new()));
                }
                None => imports.found(JobId(job), 5),
            }
        }
        imports.find(JobId(1)).expect("it runs").notices.push(unreadable("1.jpg"));
        let refused = ImportSummary { added: 3, refused: 1, ..ImportSummary::default() };
        assert_eq!(imports.finish(JobId(1), refused), None);
        assert_eq!(imports.finish(JobId(2), summary(5)), None);
        assert_eq!(imports.end_delivery(drop), None, "an archive is still being read");
        let mut outcome = imports.finish(JobId(3), summary(2)).expect("it was the last");
        assert_eq!(
            outcome.sentence().text(),
            "Added 10 photos, including those in birds.zip and trees.zip. 1 could not be used."
        );
        assert!(!outcome.is_brief());
        assert_eq!(outcome.take_notices().causes()[0].names, ["birds.zip/1.jpg"]);
    }

    #[test]
    fn an_archive_alone_is_named_and_its_files_keep_their_names() {
        let mut imports = Imports::default();
        let drop = imports.begin_delivery();
        imports.join(drop, JobId(1));
        imports.found_archive(JobId(1), "birds.zip".to_owned(), Placement::Named(String::new()));
        imports.find(JobId(1)).expect("it runs").notices.push(unreadable("1.jpg"));
        assert_eq!(imports.end_delivery(drop), None);
        let mut outcome = imports.finish(JobId(1), summary(2)).expect("nothing else came");
        assert_eq!(outcome.sentence().text(), "Added 2 photos from birds.zip.");
        assert_eq!(outcome.take_notices().causes()[0].names, ["1.jpg"]);
    }

    #[test]
    fn a_file_that_the_page_could_not_open_counts_as_one_that_could_not_be_used() {
        let mut imports = Imports::default();
        let drop = imports.begin_delivery();
        let mut notices = Notices::default();
        notices.push(unreadable("gone.jpg"));
        imports.note(drop, notices);
        let outcome = imports.end_delivery(drop).expect("nothing runs");
        assert_eq!(outcome.sentence().text(), "No photos were added. 1 could not be used.");
        let empty = imports.begin_delivery();
        assert!(imports.end_delivery(empty).is_some_and(|outcome| outcome.is_empty()));
    }

    #[test]
    fn an_interrupted_drop_is_told_once_however_many_were_refused() {
        let mut imports = Imports::default();
        let drop = imports.begin_delivery();
        for job in [1, 2] {
            imports.join(drop, JobId(job));
            imports.found(JobId(job), 1000);
            for number in 0..600 {
                imports.find(JobId(job)).expect("it runs").notices.push(unreadable(&number.to_string()));
            }
            imports.progress(JobId(job), 700, 1000, 1.0, None);
        }
        let outcomes = imports.interrupt();
        assert_eq!(outcomes.len(), 1);
        assert_eq!(
            outcomes[0].sentence().text(),
            "The import was interrupted after 200 photos. Add the rest again."
        );
        assert!(imports.end_delivery(drop).is_some_and(|outcome| outcome.is_empty()));
    }

    #[test]
    fn one_cancelled_archive_does_not_hide_what_the_others_brought() {
        let mut imports = Imports::default();
        let drop = imports.begin_delivery();
        for job in [1, 2] {
            imports.join(drop, JobId(job));
            imports.found(JobId(job), 5);
        }
        assert_eq!(imports.end_delivery(drop), None);
        assert_eq!(imports.finish(JobId(1), ImportSummary { cancelled: true, ..summary(2) }), None);
        let outcome = imports.finish(JobId(2), summary(5)).expect("the last");
        assert_eq!(
            outcome.sentence().text(),
            "Added 5 photos. The others were cancelled; 2 of their photos were removed again."
        );
    }

    #[test]
    fn the_report_on_many_archives_adds_up_whatever_became_of_each() {
        let mut imports = Imports::default();
        let drop = imports.begin_delivery();
        for job in 1..=12 {
            imports.join(drop, JobId(job));
            imports.found_archive(JobId(job), format!("{job}.zip"), Placement::Named(String::new()));
        }
        assert_eq!(imports.end_delivery(drop), None);
        imports.progress(JobId(3), 1, 6, 1.0, None);
        assert_eq!((imports.shown(), imports.not_shown()), (vec![JobId(3), JobId(1)], 10));
        assert_eq!(imports.finish(JobId(3), summary(6)), None);
        assert_eq!(imports.finish(JobId(1), ImportSummary { refused: 1, ..ImportSummary::default() }), None);
        imports.find(JobId(2)).expect("it runs").notices.push(unreadable("1.jpg"));
        let cancelled = ImportSummary { cancelled: true, refused: 1, ..ImportSummary::default() };
        let mut last = imports.finish(JobId(2), cancelled);
        for job in 4..=12 {
            assert_eq!(last, None);
            last = imports.finish(JobId(job), cancelled);
        }
        let mut outcome = last.expect("the last");
        assert_eq!(
            outcome.sentence().text(),
            "Added 6 photos from 3.zip. 1 could not be used. The others were cancelled."
        );
        assert!(outcome.take_notices().is_empty(), "what was cancelled is not told file by file");
    }

    #[test]
    fn what_was_interrupted_is_told_beside_what_came_in() {
        let mut imports = Imports::default();
        let drop = imports.begin_delivery();
        for job in [1, 2, 3] {
            imports.join(drop, JobId(job));
            imports.found(JobId(job), 5);
        }
        assert_eq!(imports.end_delivery(drop), None);
        assert_eq!(imports.finish(JobId(1), summary(5)), None);
        assert_eq!(imports.finish(JobId(2), ImportSummary { cancelled: true, ..summary(0) }), None);
        let told: Vec<String> = imports.interrupt().iter().map(|outcome| outcome.sentence().text()).collect();
        let expected = "Added 5 photos. The others were interrupted before any photo came in. Add them again. The others \
                        were cancelled.";
        assert_eq!(told, [expected]);
    }

    #[test]
    fn photos_that_were_found_before_they_are_sent_are_counted_once() {
        let mut imports = Imports::default();
        imports.gathered(JobId(1), 100);
        imports.gathered(JobId(1), 300);
        imports.ask(JobId(1), Overview::default());
        assert_eq!(imports.undecided().map(|import| import.job), Some(JobId(1)));
        imports.gathered(JobId(1), 260);
        imports.found(JobId(1), 250);
        assert_eq!(imports.all()[0].total, 260);
        imports.found(JobId(1), 30);
        assert_eq!(imports.all()[0].total, 280);
    }
}
