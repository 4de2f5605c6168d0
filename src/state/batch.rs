//! Batch prediction: a row for each photo, which rows are shown in which order, and which are selected.
//!
//! | file | does |
//! |---|---|
//! | `arrange` | which rows are shown, in which order, and how many of each kind there are |
//! | `export` | the table as a CSV file, and each photo's folder |
//! | `row` | one photo and its answer |

pub mod arrange;
pub mod export;
mod row;

use std::collections::{BTreeSet, HashMap, HashSet};

use handlens_core::message::Message;
use handlens_core::protocol::{BatchAnswer, BatchItemId, ClassId, JobId, NoticeLevel, PhotoId};

use super::AppState;
use super::distinct_names::distinct_names;
use super::notices::{Cause, Notice, Notices};
use arrange::{Filter, Sort};
pub use row::{Outcome, Row, Verdict};

/// Thumbnails kept at most; far more than fit on a screen.
const THUMBNAILS: usize = 400;
/// The rows are sorted again once one in this many has a new answer: often enough to be useful, and rarely enough that
/// rows do not move away under the pointer.
const SHARE: usize = 10;

/// A batch prediction.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    /// Its job, once something was sent.
    job: Option<JobId>,
    /// Number of photos sent that the worker has not listed yet.
    sent: u32,
    /// By rising id.
    rows: Vec<Row>,
    /// The worker's progress, while something waits.
    pub progress: Option<Progress>,
    /// Whether the worker that held the photos is gone.
    pub lost: bool,
    /// The order of the rows.
    pub sort: Sort,
    /// Which rows are shown.
    pub filter: Filter,
    selection: BTreeSet<BatchItemId>,
    anchor: Option<BatchItemId>,
    /// Changes whenever the rows should be sorted again.
    arrangement: u64,
    /// Whether they should be, but something is selected: selected rows must not move away.
    deferred: bool,
    /// Rows with a new answer since the last sorting.
    changed: usize,
    /// Rows answered by an earlier head.
    outdated: usize,
    thumbnails: HashMap<BatchItemId, String>,
    in_sight: Vec<BatchItemId>,
}

/// The worker's progress.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Photos done, including refused ones.
    pub done: u32,
    /// Photos in all.
    pub total: u32,
    /// Photos per second; zero while unknown.
    pub photos_per_second: f32,
    /// Remaining seconds, once known.
    pub seconds_left: Option<f32>,
}

/// What it takes to add the selected rows to the project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taking {
    /// Photos to add.
    pub add: Vec<(BatchItemId, ClassId)>,
    /// Photos that are in the project already, but in another class.
    pub relabel: Vec<PhotoId>,
    /// Number of selected rows without a class to accept.
    pub left_out: usize,
}

impl Batch {
    /// Whether the batch has photos, or will have some in a moment.
    pub fn is_asked(&self) -> bool {
        self.job.is_some()
    }

    /// Its job, once something was sent.
    pub fn job(&self) -> Option<JobId> {
        self.job
    }

    /// Photos were sent to the worker.
    pub fn ask(&mut self, job: JobId) {
        self.job = Some(job);
        self.sent += 1;
    }

    /// The rows, by rising place.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How many photos there are, without the files that cannot be used, and how many such files.
    pub fn counts(&self) -> (usize, usize) {
        let refused = self.rows.iter().filter(|row| matches!(row.outcome, Outcome::Refused(_))).count();
        (self.rows.len() - refused, refused)
    }

    /// Why files cannot be used, each reason once.
    pub fn refusals(&self) -> Vec<Cause> {
        let mut notices = Notices::default();
        for row in &self.rows {
            if let Outcome::Refused(message) = &row.outcome {
                let (photo, message) = (Some(row.name.clone()), message.clone());
                notices.push(Notice { level: NoticeLevel::Refused, photo, message });
            }
        }
        notices.causes()
    }

    /// One row.
    pub fn find(&self, id: BatchItemId) -> Option<&Row> {
        self.place(id).map(|place| &self.rows[place])
    }

    fn place(&self, id: BatchItemId) -> Option<usize> {
        self.rows.binary_search_by_key(&id, |row| row.id).ok()
    }

    /// Changes whenever the rows should be sorted again.
    pub fn arrangement(&self) -> u64 {
        self.arrangement
    }

    /// Number of rows answered by an earlier head.
    pub fn outdated(&self) -> usize {
        self.outdated
    }

    /// The worker has listed photos and other files, by their paths.
    pub fn found(&mut self, photos: Vec<(BatchItemId, String)>) {
        if !self.is_asked() {
            return;
        }
        let row = |(id, path)| Row {
            id,
            name: String::new(),
            path,
            outcome: Outcome::Waiting,
            added: None,
            saved: false,
            generation: 0,
        };
        self.rows.extend(photos.into_iter().map(row));
        let paths: Vec<&str> = self.rows.iter().map(|row| row.path.as_str()).collect();
        let names = distinct_names(&paths);
        for (row, name) in self.rows.iter_mut().zip(names) {
            row.name = name;
        }
        self.sent = self.sent.saturating_sub(1);
        self.rearrange();
    }

    /// Stores the worker's progress.
    pub fn progress(&mut self, progress: Progress) {
        self.progress = (progress.done < progress.total && self.is_asked()).then_some(progress);
        if self.progress.is_none() {
            self.rearrange();
        }
    }

    /// Stores answers from the head of this generation.
    pub fn answered(&mut self, photos: Vec<(BatchItemId, BatchAnswer)>, generation: u32) {
        for (id, answer) in photos {
            let Some(place) = self.place(id) else { continue };
            let row = &mut self.rows[place];
            let again = matches!(row.outcome, Outcome::Answered(_));
            if again && row.generation != generation {
                self.outdated = self.outdated.saturating_sub(1);
            }
            let outcome = Outcome::Answered(answer);
            row.saved &= row.outcome == outcome;
            row.outcome = outcome;
            row.generation = generation;
            self.changed += 1;
        }
        if self.changed * SHARE >= self.rows.len() || (self.outdated == 0 && self.progress.is_none()) {
            self.rearrange();
        }
    }

    /// Records that the person has saved the answers of these rows to a file.
    pub fn saved(&mut self, rows: &[BatchItemId]) {
        for id in rows {
            if let Some(place) = self.place(*id) {
                self.rows[place].saved = true;
            }
        }
    }

    /// Whether a reload of the page would lose answers, including those still to come.
    pub fn is_unsaved(&self) -> bool {
        let unsaved = |row: &Row| match row.outcome {
            Outcome::Waiting => !self.lost,
            Outcome::Answered(_) => !row.saved && row.added.is_none(),
            Outcome::Refused(_) => false,
        };
        (self.sent > 0 && !self.lost) || self.rows.iter().any(unsaved)
    }

    /// Records that a photo cannot be used.
    pub fn refused(&mut self, id: BatchItemId, message: Message) {
        if let Some(place) = self.place(id) {
            self.rows[place].outcome = Outcome::Refused(message);
        }
    }

    /// The person cancelled: rows without an answer are removed.
    pub fn cancelled(&mut self) {
        self.rows.retain(|row| row.outcome != Outcome::Waiting);
        self.progress = None;
        if self.rows.is_empty() && self.sent == 0 {
            self.job = None;
        }
        self.rearrange();
    }

    /// Records which photos were added to the project.
    pub fn added(&mut self, photos: Vec<(BatchItemId, PhotoId)>) {
        for (id, photo) in photos {
            if let Some(place) = self.place(id) {
                self.rows[place].added = Some(photo);
            }
        }
        self.rearrange();
    }

    /// Another head answers from now on, or none: all answers so far are of an earlier one.
    pub fn outdate(&mut self) {
        if self.lost {
            // The worker that would answer again is gone.
            return;
        }
        self.outdated = self.rows.iter().filter(|row| matches!(row.outcome, Outcome::Answered(_))).count();
    }

    /// Asks for the rows to be sorted again, as soon as nothing is selected.
    pub fn rearrange(&mut self) {
        self.deferred = !self.selection.is_empty();
        if !self.deferred {
            self.arrangement += 1;
            self.changed = 0;
        }
    }

    /// The worker is gone, and so are its copies of the photos.
    pub fn interrupt(&mut self) {
        self.progress = None;
        self.outdated = 0;
        self.lost = self.is_asked();
    }

    /// Forgets everything but the sort order. Returns the addresses of the thumbnails.
    #[must_use]
    pub fn clear(&mut self) -> Vec<String> {
        let before = std::mem::take(self);
        self.sort = before.sort;
        self.arrangement = before.arrangement + 1;
        self.in_sight = before.in_sight;
        before.thumbnails.into_values().collect()
    }

    /// The selected rows.
    pub fn selection(&self) -> &BTreeSet<BatchItemId> {
        &self.selection
    }

    fn can_be_selected(&self, id: BatchItemId) -> bool {
        self.find(id).is_some_and(|row| matches!(row.outcome, Outcome::Answered(_)))
    }

    /// Adds a row to the selection, or removes it.
    pub fn toggle(&mut self, id: BatchItemId) {
        if !self.selection.remove(&id) && self.can_be_selected(id) {
            self.selection.insert(id);
        }
        self.anchor = Some(id);
        self.settle();
    }

    /// Selects everything from the row chosen last to this one, in the order `shown`.
    pub fn select_to(&mut self, id: BatchItemId, shown: &[BatchItemId]) {
        let place = |id: BatchItemId| shown.iter().position(|other| *other == id);
        let anchor = self.anchor.and_then(place);
        let (Some(to), Some(from)) = (place(id), anchor.or_else(|| place(id))) else { return };
        let between = &shown[from.min(to)..=from.max(to)];
        self.select(between);
        self.anchor = Some(shown[from]);
    }

    /// Starts a range selection at this row, unless one has begun.
    pub fn begin_at(&mut self, id: BatchItemId) {
        self.anchor.get_or_insert(id);
    }

    /// Selects exactly those of these rows that have an answer.
    pub fn select(&mut self, rows: &[BatchItemId]) {
        self.selection = rows.iter().copied().filter(|id| self.can_be_selected(*id)).collect();
        self.settle();
    }

    /// Clears the selection.
    pub fn clear_selection(&mut self) {
        self.selection.clear();
        self.anchor = None;
        self.settle();
    }

    /// Sorts the rows if that was put off while something was selected.
    fn settle(&mut self) {
        if self.deferred && self.selection.is_empty() {
            self.rearrange();
        }
    }

    /// The address of a row's thumbnail, if loaded.
    pub fn thumbnail(&self, id: BatchItemId) -> Option<&str> {
        self.thumbnails.get(&id).map(String::as_str)
    }

    /// Stores which rows are in view.
    pub fn show(&mut self, rows: Vec<BatchItemId>) {
        self.in_sight = rows;
    }

    /// Whether a row is in view.
    pub fn is_in_sight(&self, id: BatchItemId) -> bool {
        self.in_sight.contains(&id)
    }

    /// Stores thumbnail addresses, in the order of the rows. Returns those that are no longer needed.
    #[must_use]
    pub fn set_thumbnails(&mut self, rows: &[BatchItemId], thumbnails: Vec<String>) -> Vec<String> {
        let mut released = Vec::new();
        for (id, address) in rows.iter().zip(thumbnails) {
            if self.place(*id).is_some() {
                released.extend(self.thumbnails.insert(*id, address));
            } else {
                released.push(address);
            }
        }
        if self.thumbnails.len() > THUMBNAILS {
            let stay: HashSet<BatchItemId> = self.in_sight.iter().chain(rows).copied().collect();
            released
                .extend(self.thumbnails.extract_if(|id, _| !stay.contains(id)).map(|(_, address)| address));
        }
        released
    }
}

impl AppState {
    /// What a row amounts to under the current settings.
    pub fn verdict(&self, row: &Row) -> Verdict {
        if let Some(class) = row.added.and_then(|photo| self.library.class_of(photo)) {
            return Verdict::Added(class);
        }
        let answer = match &row.outcome {
            Outcome::Waiting => return Verdict::Waiting,
            Outcome::Refused(_) => return Verdict::Refused,
            Outcome::Answered(answer) => answer,
        };
        if let Some(class) = self.class_of_same(answer.same) {
            return Verdict::Present(class);
        }
        let strange = self.is_strange(row);
        match answer.classes.first() {
            None => Verdict::Unanswered,
            Some(_) if strange => Verdict::Unknown,
            Some((class, _)) => Verdict::Class(*class),
        }
    }

    /// Whether a row's photo counts as "none of these" for the head that answered.
    fn is_strange(&self, row: &Row) -> bool {
        let thresholds = self.training.thresholds();
        row.answer().is_some_and(|answer| thresholds.is_unknown(answer.unknown, row.generation))
    }

    /// What it takes to add the selected rows: all to `class`, or else each to the class of its answer.
    pub fn taking(&self, class: Option<ClassId>) -> Taking {
        let mut taking = Taking::default();
        for row in self.batch.selection.iter().filter_map(|id| self.batch.find(*id)) {
            let verdict = self.verdict(row);
            match (verdict.in_project(), class) {
                (Some(of), Some(class)) if of != class => taking.relabel.extend(self.in_project(row)),
                (Some(_), _) => {}
                (None, Some(class)) => taking.add.push((row.id, class)),
                (None, None) => match verdict {
                    Verdict::Class(class) => taking.add.push((row.id, class)),
                    _ => taking.left_out += 1,
                },
            }
        }
        taking
    }

    /// The photo of the project that a row's photo was added as, or is the same as.
    fn in_project(&self, row: &Row) -> Option<PhotoId> {
        let same = row.answer().and_then(|answer| answer.same);
        let is_there = |photo: &PhotoId| self.library.class_of(*photo).is_some();
        row.added.filter(is_there).or(same.filter(is_there))
    }
}

#[cfg(test)]
pub(crate) mod tests;
