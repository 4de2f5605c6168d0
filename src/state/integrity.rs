//! Backbone integrity: whether the pretrained model still answers as published.

use handlens_core::protocol::{ComparedPhoto, IntegrityReport};

/// A comparison, running or done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IntegrityCheck {
    /// The result so far; empty until the hashes are known.
    pub integrity: IntegrityReport,
    /// The photos compared so far, in order.
    pub photos: Vec<ComparedPhoto>,
}

/// The result of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is running.
    Comparing,
    /// It failed.
    Failed,
    /// The weights are the published ones, and every answer is the same.
    Same,
    /// The weights or an answer differ.
    Different,
}

impl IntegrityCheck {
    /// Adds results.
    pub fn go_on(&mut self, integrity: IntegrityReport, photos: Vec<ComparedPhoto>) {
        // Another device has taken over, and the comparison started again.
        if integrity.compared < self.photos.len() as u32 + photos.len() as u32 {
            self.photos.clear();
        }
        self.integrity = integrity;
        self.photos.extend(photos);
    }

    /// Whether the file of weights is the published one.
    pub fn same_file(&self) -> bool {
        self.integrity.loaded_file == self.integrity.published_file
    }

    /// Whether the network that answers has the weights of the file.
    pub fn same_weights(&self) -> bool {
        self.integrity.weights_in_use == self.integrity.weights_of_file
    }

    /// The result so far.
    pub fn verdict(&self) -> Verdict {
        let IntegrityReport { compared, photos, same_first, same_five, largest_difference, .. } =
            self.integrity;
        if self.integrity.problem.is_some() {
            Verdict::Failed
        } else if compared < photos || self.integrity.published_file.is_empty() {
            Verdict::Comparing
        } else if self.same_file()
            && self.same_weights()
            && (same_first, same_five) == (compared, compared)
            && largest_difference == 0.0
        {
            Verdict::Same
        } else {
            Verdict::Different
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handlens_core::protocol::PhotoId;

    fn done() -> IntegrityCheck {
        let integrity = IntegrityReport {
            compared: 2,
            photos: 2,
            same_first: 2,
            same_five: 2,
            published_file: "a".to_owned(),
            loaded_file: "a".to_owned(),
            weights_in_use: "b".to_owned(),
            weights_of_file: "b".to_owned(),
            ..IntegrityReport::default()
        };
        IntegrityCheck { integrity, photos: Vec::new() }
    }

    #[test]
    fn only_when_everything_is_the_same_is_it_said_to_be() {
        assert_eq!(done().verdict(), Verdict::Same);
        assert_eq!(IntegrityCheck::default().verdict(), Verdict::Comparing);
        let changes: [fn(&mut IntegrityReport); 5] = [
            |integrity| integrity.same_first = 1,
            |integrity| integrity.same_five = 1,
            |integrity| integrity.largest_difference = 1e-7,
            |integrity| integrity.loaded_file = "other".to_owned(),
            |integrity| integrity.weights_in_use = "other".to_owned(),
        ];
        for change in changes {
            let mut check = done();
            change(&mut check.integrity);
            assert_eq!(check.verdict(), Verdict::Different);
        }
        let mut check = done();
        check.integrity.compared = 1;
        assert_eq!(check.verdict(), Verdict::Comparing);
    }

    #[test]
    fn photos_add_up_and_are_forgotten_when_it_begins_anew() {
        let photo = |id| ComparedPhoto { photo: PhotoId(id), before: Vec::new(), now: Vec::new() };
        let at = |compared| IntegrityReport { compared, photos: 3, ..IntegrityReport::default() };
        let mut check = IntegrityCheck::default();
        check.go_on(at(0), Vec::new());
        check.go_on(at(1), vec![photo(1)]);
        check.go_on(at(2), vec![photo(2)]);
        assert_eq!(check.photos.len(), 2);
        check.go_on(at(0), Vec::new());
        check.go_on(at(1), vec![photo(1)]);
        assert_eq!(check.photos.len(), 1);
    }
}
