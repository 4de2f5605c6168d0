//! Which rows are shown, in which order, and how many rows each filter would show.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::{Outcome, Row, Verdict};
use crate::sorting::{sort_by, sort_by_cached_key};
use crate::state::AppState;
use handlens_core::protocol::{BatchItemId, ClassId};
use handlens_core::text::name::natural_key;

/// What rows are sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Column {
    /// The file's name.
    Name,
    /// The class of the answer.
    Class,
    /// The confidence of the answer.
    #[default]
    Sureness,
}

/// How rows are sorted. By default, the least confident come first, because they teach most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sort {
    /// The column to sort by.
    pub column: Column,
    /// Whether the largest comes first.
    pub descending: bool,
}

impl Sort {
    /// The order after a click on a column header: reversed if the rows were sorted by that column already.
    #[must_use]
    pub fn clicked(self, column: Column) -> Self {
        Self { column, descending: self.column == column && !self.descending }
    }
}

/// Which rows are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Filter {
    /// All of them.
    #[default]
    All,
    /// Rows that have been read and are not in the project.
    Open,
    /// Rows answered with this class.
    Class(ClassId),
    /// Rows answered with "none of these".
    Unknown,
    /// Rows whose files could not be read just as they are; see [`Row::notes`].
    Noted,
    /// Rows that are in the project.
    Present,
    /// Rows that cannot be used.
    Refused,
}

impl Filter {
    /// A short key for this filter.
    pub fn key(self) -> String {
        match self {
            Self::All => "all".into(),
            Self::Open => "open".into(),
            Self::Class(class) => format!("class-{}", class.0),
            Self::Unknown => "unknown".into(),
            Self::Noted => "noted".into(),
            Self::Present => "present".into(),
            Self::Refused => "refused".into(),
        }
    }

    /// The filter with this key; all rows for any other key.
    pub fn of(key: &str) -> Self {
        let class = || key.strip_prefix("class-").and_then(|id| id.parse().ok());
        match key {
            "open" => Self::Open,
            "unknown" => Self::Unknown,
            "noted" => Self::Noted,
            "present" => Self::Present,
            "refused" => Self::Refused,
            _ => class().map_or(Self::All, |id| Self::Class(ClassId(id))),
        }
    }

    /// Whether this filter shows a row, which has this verdict.
    fn takes(self, row: &Row, verdict: Verdict) -> bool {
        match self {
            Self::All => true,
            Self::Open => matches!(verdict, Verdict::Unanswered | Verdict::Class(_) | Verdict::Unknown),
            Self::Class(class) => verdict == Verdict::Class(class),
            Self::Unknown => verdict == Verdict::Unknown,
            Self::Noted => !row.notes().is_empty(),
            Self::Present => verdict.in_project().is_some(),
            Self::Refused => verdict == Verdict::Refused,
        }
    }
}

/// The rows shown, and how many each filter would show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arranged {
    /// The rows, from top to bottom.
    pub shown: Vec<BatchItemId>,
    /// How many rows each filter shows; filters that show none are missing.
    pub counts: BTreeMap<Filter, usize>,
}

/// What a row is sorted by.
struct Key {
    id: BatchItemId,
    /// Rows without an answer come last: those with a message first, then those that wait.
    rank: u8,
    /// The index of the class in the order of names.
    class: usize,
    /// Whether the answer is no test, because the head has learned from the photo. Such rows come last: their
    /// confidence cannot be compared with that of the others.
    learned: bool,
    sureness: f32,
    name: usize,
}

impl AppState {
    /// Which rows are shown, in which order.
    pub fn arrange_batch(&self) -> Arranged {
        let batch = &self.batch;
        let classes = self.class_places();
        let mut counts: BTreeMap<Filter, usize> = BTreeMap::new();
        let mut keys = Vec::new();
        for (name, row) in batch.rows().iter().enumerate() {
            let verdict = self.verdict(row);
            let own = match verdict {
                Verdict::Class(class) => Some(Filter::Class(class)),
                Verdict::Unknown => Some(Filter::Unknown),
                Verdict::Added(_) | Verdict::Present(_) => Some(Filter::Present),
                Verdict::Refused => Some(Filter::Refused),
                Verdict::Waiting | Verdict::Unanswered => None,
            };
            let also =
                [Filter::Open, Filter::Noted].map(|filter| filter.takes(row, verdict).then_some(filter));
            for filter in [Some(Filter::All), own].into_iter().chain(also).flatten() {
                *counts.entry(filter).or_default() += 1;
            }
            if batch.filter.takes(row, verdict) {
                keys.push(key(row, verdict, name, &classes));
            }
        }
        self.sort(&mut keys);
        Arranged { shown: keys.into_iter().map(|key| key.id).collect(), counts }
    }

    fn sort(&self, keys: &mut Vec<Key>) {
        let Sort { column, descending } = self.batch.sort;
        let directed = |ordering: Ordering| if descending { ordering.reverse() } else { ordering };
        let sureness = |a: &Key, b: &Key| a.sureness.total_cmp(&b.sureness);
        let learned = |a: &Key, b: &Key| a.learned.cmp(&b.learned);
        match column {
            Column::Sureness => {
                sort_by(keys, |a, b| {
                    let same = a.rank.cmp(&b.rank).then(learned(a, b));
                    same.then(directed(sureness(a, b))).then(a.id.cmp(&b.id))
                });
            }
            // Within a class, the least confident come first.
            Column::Class => sort_by(keys, |a, b| {
                let classes = directed(a.class.cmp(&b.class));
                let same = a.rank.cmp(&b.rank).then(classes).then(learned(a, b));
                same.then(sureness(a, b)).then(a.id.cmp(&b.id))
            }),
            Column::Name => {
                let rows = self.batch.rows();
                sort_by_cached_key(keys, |key| natural_key(&rows[key.name].name));
                if descending {
                    keys.reverse();
                }
            }
        }
    }

    /// Each class's index in the order of names.
    fn class_places(&self) -> BTreeMap<ClassId, usize> {
        let mut classes: Vec<_> =
            self.library.classes().iter().map(|class| (class.name.to_lowercase(), class.id)).collect();
        sort_by(&mut classes, Ord::cmp);
        classes.into_iter().enumerate().map(|(place, (_, id))| (id, place)).collect()
    }
}

fn key(row: &Row, verdict: Verdict, name: usize, classes: &BTreeMap<ClassId, usize>) -> Key {
    let class = match verdict {
        Verdict::Class(class) | Verdict::Added(class) | Verdict::Present(class) => {
            classes.get(&class).copied()
        }
        _ => None,
    };
    let (rank, sureness) = match &row.outcome {
        Outcome::Answered(answer) => (0, answer.classes.first().map_or(0.0, |(_, sureness)| *sureness)),
        Outcome::Refused(_) => (1, 0.0),
        Outcome::Waiting => (2, 0.0),
    };
    // "None of these" comes after all classes.
    let class = class.unwrap_or(usize::MAX);
    Key { id: row.id, rank, class, learned: row.is_learned(), sureness, name }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{answer, apply, batch};
    use super::*;
    use handlens_core::message::Message;
    use handlens_core::msg;
    use handlens_core::protocol::{BatchAnswer, Event, PhotoId, PhotoInfo};

    fn shown(state: &AppState) -> Vec<u32> {
        state.arrange_batch().shown.into_iter().map(|id| id.0).collect()
    }

    #[test]
    fn the_least_sure_come_first_and_what_has_no_answer_last() {
        let mut state = batch(&[0.95, 0.4, 0.7]);
        apply(&mut state, Event::BatchFound { photos: vec![(BatchItemId(3), "3.jpg".into())] });
        apply(&mut state, Event::BatchFound { photos: vec![(BatchItemId(4), "4.jpg".into())] });
        apply(
            &mut state,
            Event::BatchRefused { photo: BatchItemId(4), message: Message::verbatim("is empty.") },
        );
        assert_eq!(shown(&state), [1, 2, 0, 4, 3]);
        state.batch.sort = state.batch.sort.clicked(Column::Sureness);
        assert_eq!(shown(&state), [0, 2, 1, 4, 3]);
        // Ash comes before oak.
        state.batch.sort = state.batch.sort.clicked(Column::Class);
        assert_eq!(shown(&state), [1, 2, 0, 4, 3]);
    }

    #[test]
    fn names_with_numbers_are_in_the_order_of_the_numbers() {
        let mut state = batch(&[0.5; 12]);
        apply(&mut state, Event::BatchFound { photos: vec![(BatchItemId(20), "A.jpg".into())] });
        state.batch.sort = Sort { column: Column::Name, descending: false };
        assert_eq!(shown(&state), (0..12).chain([20]).collect::<Vec<_>>());
        state.batch.sort = state.batch.sort.clicked(Column::Name);
        assert_eq!(shown(&state)[0], 20);
    }

    #[test]
    fn a_filter_shows_as_many_as_it_says() {
        let mut state = batch(&[0.95, 0.4, 0.7, 0.1]);
        apply(
            &mut state,
            Event::BatchRefused { photo: BatchItemId(3), message: Message::verbatim("is empty.") },
        );
        // One is in the project already.
        let info = PhotoInfo { id: PhotoId(7), class: ClassId(2), name: String::new() };
        apply(&mut state, Event::PhotosAdded { job: None, photos: vec![info] });
        let same = BatchAnswer { same: Some(PhotoId(7)), ..answer(0.4) };
        let noted = BatchAnswer { notes: vec![msg!("image-animated")], ..answer(0.7) };
        let photos = vec![(BatchItemId(1), same), (BatchItemId(2), noted)];
        apply(&mut state, Event::BatchAnswered { photos });
        let counts = state.arrange_batch().counts;
        for filter in [
            Filter::All,
            Filter::Open,
            Filter::Class(ClassId(1)),
            Filter::Class(ClassId(2)),
            Filter::Unknown,
            Filter::Noted,
            Filter::Present,
            Filter::Refused,
        ] {
            assert_eq!(Filter::of(&filter.key()), filter);
            state.batch.filter = filter;
            assert_eq!(shown(&state).len(), counts.get(&filter).copied().unwrap_or_default(), "{filter:?}");
        }
        assert_eq!((counts[&Filter::All], counts[&Filter::Open]), (4, 2));
        assert_eq!((counts[&Filter::Present], counts[&Filter::Refused], counts[&Filter::Noted]), (1, 1, 1));
        // Whether the project has a photo is known only once it has been read.
        apply(&mut state, Event::BatchFound { photos: vec![(BatchItemId(9), "9.jpg".into())] });
        let counts = state.arrange_batch().counts;
        assert_eq!((counts[&Filter::All], counts[&Filter::Open]), (5, 2));
        state.batch.filter = Filter::Open;
        assert!(!shown(&state).contains(&9));
        assert_eq!(state.batch.counts(), (4, 1), "the file that cannot be used is no photo");
    }

    #[test]
    fn an_answer_of_a_head_that_has_learned_from_the_photo_is_no_test() {
        let mut state = batch(&[0.1, 0.7, 0.8]);
        let learned = |state: &AppState| state.batch.rows()[0].is_learned();
        let info = PhotoInfo { id: PhotoId(7), class: ClassId(1), name: String::new() };
        apply(&mut state, Event::PhotosAdded { job: None, photos: vec![info] });
        apply(&mut state, Event::BatchAdded { photos: vec![(BatchItemId(0), PhotoId(7))] });
        assert!(!learned(&state), "it was answered before");
        let again = BatchAnswer { same: Some(PhotoId(7)), learned: true, ..answer(0.6) };
        apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(0), again.clone())] });
        assert!(learned(&state));
        // It is not the least certain of the photos that the head has never seen.
        assert_eq!(shown(&state), [1, 2, 0]);
        state.batch.sort = state.batch.sort.clicked(Column::Class);
        assert_eq!(shown(&state), [1, 2, 0]);
        apply(&mut state, Event::PhotosRemoved { photos: vec![PhotoId(7)] });
        assert!(learned(&state), "the head that answered has not forgotten it");
        assert_eq!(shown(&state), [1, 2, 0]);
        // The training without it has ended.
        let honest = BatchAnswer { learned: false, ..again };
        apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(0), honest)] });
        assert!(!learned(&state));
        assert_eq!(shown(&state), [0, 1, 2]);
    }
}
