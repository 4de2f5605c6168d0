//! Batch prediction: a row for each photo, which rows are shown in which order, and which are selected.
//!
//! | file | does |
//! |---|---|
//! | `arrange` | which rows are shown, in which order, and how many of each kind there are |
//! | `export` | the table as a CSV file, and each photo's folder |

pub mod arrange;
pub mod export;

use std::collections::{BTreeSet, HashMap, HashSet};

use handlens_core::message::Message;
use handlens_core::protocol::{BatchAnswer, BatchItemId, ClassId, JobId, PhotoId};

use super::AppState;
use arrange::{Filter, Sort};

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

/// One photo of the batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its id.
    pub id: BatchItemId,
    /// The file name, with the folders inside the dropped one.
    pub name: String,
    /// The answer so far.
    pub outcome: Outcome,
    /// The photo in the project, if it was added.
    pub added: Option<PhotoId>,
    /// Whether the person has saved its answer to a file.
    saved: bool,
    generation: u32,
}

/// The answer for a photo so far.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Not there yet.
    Waiting,
    /// The answer.
    Answered(BatchAnswer),
    /// There is none: the reason, a sentence that continues after the file name.
    Refused(Message),
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

/// What a row amounts to under the current settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Not answered yet.
    Waiting,
    /// The file cannot be used.
    Refused,
    /// There was no head to answer.
    Unanswered,
    /// This class.
    Class(ClassId),
    /// None of the classes.
    Unknown,
    /// It was added to the project from here, and is in this class.
    Added(ClassId),
    /// The project has this very photo, in this class. A head has learned from it, or will.
    Present(ClassId),
}

impl Verdict {
    /// The class of the photo in the project, if it is there.
    pub fn in_project(self) -> Option<ClassId> {
        match self {
            Self::Added(class) | Self::Present(class) => Some(class),
            Self::Waiting | Self::Refused | Self::Unanswered | Self::Class(_) | Self::Unknown => None,
        }
    }
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

    /// The worker has listed photos.
    pub fn found(&mut self, photos: Vec<(BatchItemId, String)>) {
        if !self.is_asked() {
            return;
        }
        let row = |(id, name)| Row {
            id,
            name,
            outcome: Outcome::Waiting,
            added: None,
            saved: false,
            generation: 0,
        };
        self.rows.extend(photos.into_iter().map(row));
        self.sent = self.sent.saturating_sub(1);
        if self.rows.is_empty() && self.sent == 0 {
            // The archive had no photos; a message says so.
            self.job = None;
        }
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
            row.outcome = Outcome::Answered(answer);
            row.saved = false;
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
        let Outcome::Answered(answer) = &row.outcome else { return false };
        self.training.thresholds().is_unknown(answer.unknown, row.generation)
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
        let same = match &row.outcome {
            Outcome::Answered(answer) => answer.same,
            Outcome::Waiting | Outcome::Refused(_) => None,
        };
        let is_there = |photo: &PhotoId| self.library.class_of(*photo).is_some();
        row.added.filter(is_there).or(same.filter(is_there))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use handlens_core::config::Settings;
    use handlens_core::protocol::{ClassInfo, Event, PhotoInfo, ProjectId, Storage};

    /// A project with the classes Oak and Ash, and batch items with these probabilities of oak.
    pub(crate) fn batch(probabilities: &[f32]) -> AppState {
        let mut state = AppState::default();
        let class = |id, name: &str| ClassInfo { id: ClassId(id), name: name.into() };
        let event = Event::Opened {
            project: ProjectId("trees".into()),
            name: "Trees".into(),
            classes: vec![class(1, "Oak"), class(2, "Ash")],
            photos: Vec::new(),
            settings: Settings::default(),
            storage: Storage::Memory,
        };
        apply(&mut state, event);
        state.batch.ask(JobId(1));
        if probabilities.is_empty() {
            return state;
        }
        let photos =
            (0..probabilities.len() as u32).map(|id| (BatchItemId(id), format!("{id}.jpg"))).collect();
        apply(&mut state, Event::BatchFound { photos });
        let photos = probabilities
            .iter()
            .enumerate()
            .map(|(id, oak)| (BatchItemId(id as u32), answer(*oak)))
            .collect();
        apply(&mut state, Event::BatchAnswered { photos });
        state
    }

    pub(crate) fn answer(oak: f32) -> BatchAnswer {
        let mut classes = vec![(ClassId(1), oak), (ClassId(2), 1.0 - oak)];
        classes.sort_by(|a, b| b.1.total_cmp(&a.1));
        BatchAnswer { classes, unknown: None, same: None, pretrained: Some(("acorn, oak nut".into(), 0.5)) }
    }

    pub(crate) fn apply(state: &mut AppState, event: Event) {
        let _ = state.apply(event, Vec::new());
    }

    fn add(state: &mut AppState, batch: u32, photo: u32, class: u32) {
        let info = PhotoInfo { id: PhotoId(photo), class: ClassId(class), name: String::new() };
        apply(state, Event::PhotosAdded { job: None, photos: vec![info] });
        apply(state, Event::BatchAdded { photos: vec![(BatchItemId(batch), PhotoId(photo))] });
    }

    #[test]
    fn another_version_is_offered_once_no_answer_would_be_lost_by_a_reload() {
        let mut state = batch(&[0.9, 0.2]);
        state.offline.update = true;
        assert!(!state.offers_update());
        state.batch.saved(&[BatchItemId(0)]);
        assert!(!state.offers_update(), "one is saved, the other is not");
        state.batch.saved(&[BatchItemId(1)]);
        assert!(state.offers_update());
        // A later head answers differently.
        apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(0), answer(0.4))] });
        assert!(!state.offers_update());
        add(&mut state, 0, 7, 2);
        assert!(state.offers_update(), "what is in the project is kept there");
        let mut state = batch(&[0.9]);
        state.offline.update = true;
        let _ = state.batch.clear();
        assert!(state.offers_update());
        state.batch.ask(JobId(2));
        assert!(!state.offers_update(), "photos are on their way to the worker");
        state.batch.interrupt();
        assert!(state.offers_update(), "they will never come to anything");
    }

    #[test]
    fn a_row_that_was_taken_in_is_free_again_after_an_undo() {
        let mut state = batch(&[0.9, 0.2]);
        add(&mut state, 0, 7, 2);
        let verdict = |state: &AppState| state.verdict(&state.batch.rows()[0]);
        assert_eq!(verdict(&state), Verdict::Added(ClassId(2)));
        apply(&mut state, Event::PhotosMoved { photos: vec![(PhotoId(7), ClassId(1))] });
        assert_eq!(verdict(&state), Verdict::Added(ClassId(1)));
        apply(&mut state, Event::PhotosRemoved { photos: vec![PhotoId(7)] });
        assert_eq!(verdict(&state), Verdict::Class(ClassId(1)));
    }

    #[test]
    fn a_photo_that_the_project_has_is_not_offered_as_a_new_one() {
        let mut state = batch(&[0.9, 0.2]);
        let info = PhotoInfo { id: PhotoId(7), class: ClassId(2), name: String::new() };
        apply(&mut state, Event::PhotosAdded { job: None, photos: vec![info] });
        let same = BatchAnswer { same: Some(PhotoId(7)), ..answer(0.9) };
        apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(0), same)] });
        let verdict = |state: &AppState| state.verdict(&state.batch.rows()[0]);
        assert_eq!(verdict(&state), Verdict::Present(ClassId(2)));
        state.batch.select(&[BatchItemId(0), BatchItemId(1)]);
        let accepted = state.taking(None);
        assert_eq!((accepted.add, accepted.left_out), (vec![(BatchItemId(1), ClassId(2))], 0));
        let corrected = state.taking(Some(ClassId(1)));
        assert_eq!(corrected.add, [(BatchItemId(1), ClassId(1))]);
        assert_eq!(corrected.relabel, [PhotoId(7)], "it is moved there");
        apply(&mut state, Event::PhotosRemoved { photos: vec![PhotoId(7)] });
        assert_eq!(verdict(&state), Verdict::Class(ClassId(1)), "the project has it no longer");
    }

    #[test]
    fn none_of_these_stays_so_until_it_is_answered_again() {
        let mut state = batch(&[0.9]);
        super::export::tests::with_threshold(&mut state);
        let strange = BatchAnswer { unknown: Some(2.5), ..answer(0.9) };
        apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(0), strange)] });
        let verdict = |state: &AppState| state.verdict(&state.batch.rows()[0]);
        assert_eq!(verdict(&state), Verdict::Unknown);
        // Photos come in, and a training ends before all of them are there.
        let info = PhotoInfo { id: PhotoId(7), class: ClassId(2), name: String::new() };
        apply(&mut state, Event::PhotosAdded { job: None, photos: vec![info] });
        super::export::tests::with_threshold(&mut state);
        assert_eq!((state.batch.outdated(), verdict(&state)), (1, Verdict::Unknown));
        apply(&mut state, Event::Untrained);
        assert_eq!(verdict(&state), Verdict::Unknown);
        apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(0), answer(0.9))] });
        assert_eq!(verdict(&state), Verdict::Class(ClassId(1)));
    }

    #[test]
    fn accepting_takes_each_answer_and_correcting_takes_the_choice() {
        let mut state = batch(&[0.9, 0.2, 0.8, 0.7]);
        add(&mut state, 0, 7, 1);
        apply(
            &mut state,
            Event::BatchRefused { photo: BatchItemId(3), message: Message::verbatim("is empty.") },
        );
        let all: Vec<BatchItemId> = (0..4).map(BatchItemId).collect();
        state.batch.select(&all);
        assert_eq!(state.batch.selection().len(), 3, "what was refused cannot be selected");
        let accepted = state.taking(None);
        assert_eq!(accepted.add, [(BatchItemId(1), ClassId(2)), (BatchItemId(2), ClassId(1))]);
        let corrected = state.taking(Some(ClassId(2)));
        assert_eq!(corrected.add, [(BatchItemId(1), ClassId(2)), (BatchItemId(2), ClassId(2))]);
        assert_eq!(corrected.relabel, [PhotoId(7)]);
        let without_head = BatchAnswer { classes: Vec::new(), unknown: None, same: None, pretrained: None };
        apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(2), without_head)] });
        assert_eq!(state.taking(None).left_out, 1);
    }

    #[test]
    fn ranges_go_by_what_is_shown() {
        let mut state = batch(&[0.9, 0.8, 0.7, 0.6]);
        let shown = [3, 1, 0, 2].map(BatchItemId);
        state.batch.toggle(BatchItemId(1));
        state.batch.select_to(BatchItemId(2), &shown);
        assert_eq!(state.batch.selection().iter().map(|id| id.0).collect::<Vec<_>>(), [0, 1, 2]);
        state.batch.select_to(BatchItemId(3), &shown);
        assert_eq!(state.batch.selection().iter().map(|id| id.0).collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn rows_stay_where_they_are_while_some_are_selected() {
        let mut state = batch(&[0.9, 0.8]);
        state.batch.toggle(BatchItemId(0));
        let before = state.batch.arrangement();
        apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(0), answer(0.1))] });
        assert_eq!(state.batch.arrangement(), before);
        state.batch.clear_selection();
        assert!(state.batch.arrangement() > before);
    }

    #[test]
    fn a_later_head_makes_answers_old_until_it_has_answered() {
        let mut state = batch(&[0.9, 0.8]);
        apply(&mut state, Event::Untrained);
        assert_eq!(state.batch.outdated(), 2);
        apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(0), answer(0.1))] });
        assert_eq!(state.batch.outdated(), 1);
        apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(1), answer(0.1))] });
        assert_eq!(state.batch.outdated(), 0);
    }

    #[test]
    fn an_archive_without_photos_leaves_no_table_but_does_not_stop_what_follows() {
        let mut state = batch(&[]);
        state.batch.ask(JobId(1));
        apply(&mut state, Event::BatchFound { photos: Vec::new() });
        assert!(state.batch.is_asked(), "something is still to come");
        apply(&mut state, Event::BatchFound { photos: Vec::new() });
        assert!(!state.batch.is_asked());
        state.batch.ask(JobId(2));
        apply(&mut state, Event::BatchFound { photos: vec![(BatchItemId(0), "a.jpg".into())] });
        assert_eq!(state.batch.rows().len(), 1);
    }

    #[test]
    fn a_cancel_leaves_what_is_answered() {
        let mut state = batch(&[0.9]);
        apply(&mut state, Event::BatchFound { photos: vec![(BatchItemId(5), "late.jpg".into())] });
        apply(&mut state, Event::BatchCancelled);
        assert_eq!(state.batch.rows().len(), 1);
        let _ = state.batch.clear();
        // Later events about forgotten photos add no rows.
        apply(&mut state, Event::BatchFound { photos: vec![(BatchItemId(6), "later.jpg".into())] });
        assert!(state.batch.rows().is_empty());
    }

    #[test]
    fn thumbnails_out_of_sight_make_room() {
        let mut state = batch(&vec![0.5; 1000]);
        state.batch.show((0..20).map(BatchItemId).collect());
        let mut released = 0;
        for start in (0..1000).step_by(20) {
            let rows: Vec<BatchItemId> = (start..start + 20).map(BatchItemId).collect();
            let addresses = rows.iter().map(|id| format!("blob:{}", id.0)).collect();
            released += state.batch.set_thumbnails(&rows, addresses).len();
        }
        assert!(
            state.batch.thumbnail(BatchItemId(3)).is_some()
                && state.batch.thumbnail(BatchItemId(999)).is_some()
        );
        assert!(released >= 1000 - THUMBNAILS - 20, "{released}");
        assert_eq!(state.batch.clear().len(), 1000 - released);
    }
}
