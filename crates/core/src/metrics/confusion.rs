//! The confusion matrix, and the metrics that follow from it.

use super::interval::wilson_of_groups;

/// Photo counts `[C, C]`: rows are the true classes, columns the predicted classes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion {
    classes: usize,
    counts: Vec<u32>,
}

impl Confusion {
    /// An empty matrix for this many classes.
    pub fn new(classes: usize) -> Self {
        Self { classes, counts: vec![0; classes * classes] }
    }

    /// From counts `[C, C]`, row-major; none if the length is not `classes²`.
    pub fn from_counts(classes: usize, counts: Vec<u32>) -> Option<Self> {
        (counts.len() == classes * classes).then_some(Self { classes, counts })
    }

    /// Counts one photo of class `label` that was predicted as `answer`, both below `C`.
    pub fn add(&mut self, label: usize, answer: usize) {
        self.counts[label * self.classes + answer] += 1;
    }

    /// Number of classes, C.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// The counts `[C, C]`, row-major.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// Number of photos of class `label` that were predicted as `answer`.
    pub fn count(&self, label: usize, answer: usize) -> u32 {
        self.counts[label * self.classes + answer]
    }

    /// Number of photos of a class.
    pub fn support(&self, label: usize) -> u32 {
        self.counts[label * self.classes..][..self.classes].iter().sum()
    }

    /// Number of photos predicted as a class.
    pub fn answered(&self, answer: usize) -> u32 {
        self.counts.iter().skip(answer).step_by(self.classes).sum()
    }

    /// Number of photos.
    pub fn total(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// Number of photos predicted correctly.
    pub fn right(&self) -> u32 {
        (0..self.classes).map(|class| self.count(class, class)).sum()
    }

    /// Share of photos predicted correctly, 0 to 1; none without photos.
    pub fn accuracy(&self) -> Option<f32> {
        share(self.right(), self.total())
    }

    /// The 95 % Wilson interval of the accuracy, for an effective sample size of [`independent`](super::independent)
    /// photos.
    pub fn interval(&self, independent: f64) -> (f32, f32) {
        wilson_of_groups(self.right(), self.total(), independent)
    }

    /// Share of the photos predicted as a class that belong to it, 0 to 1; none if no photo was predicted as it.
    pub fn precision(&self, class: usize) -> Option<f32> {
        share(self.count(class, class), self.answered(class))
    }

    /// Share of a class's photos that were predicted as it, 0 to 1; none if the class has no photos.
    pub fn recall(&self, class: usize) -> Option<f32> {
        share(self.count(class, class), self.support(class))
    }

    /// The harmonic mean of precision and recall, 0 to 1; none if the class has no photos and was never predicted.
    pub fn f1(&self, class: usize) -> Option<f32> {
        share(2 * self.count(class, class), self.support(class) + self.answered(class))
    }

    /// Unweighted mean F1 of the classes that have photos; none without photos.
    pub fn macro_f1(&self) -> Option<f32> {
        self.mean(Self::f1)
    }

    /// Unweighted mean recall of the classes that have photos, also called balanced accuracy; none without photos.
    pub fn macro_recall(&self) -> Option<f32> {
        self.mean(Self::recall)
    }

    /// Unweighted mean precision of the classes that have photos; a class that was never predicted counts as 0. None
    /// without photos.
    pub fn macro_precision(&self) -> Option<f32> {
        self.mean(|confusion, class| Some(confusion.precision(class).unwrap_or(0.0)))
    }

    fn mean(&self, figure: impl Fn(&Self, usize) -> Option<f32>) -> Option<f32> {
        let of_each: Vec<f32> = (0..self.classes)
            .filter(|class| self.support(*class) > 0)
            .filter_map(|class| figure(self, class))
            .collect();
        (!of_each.is_empty()).then(|| of_each.iter().sum::<f32>() / of_each.len() as f32)
    }
}

fn share(part: u32, whole: u32) -> Option<f32> {
    (whole > 0).then(|| (f64::from(part) / f64::from(whole)) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_that_is_never_answered_has_no_precision_and_counts_as_nought() {
        let mut confusion = Confusion::new(3);
        confusion.add(0, 0);
        confusion.add(1, 0);
        assert_eq!(confusion.precision(0), Some(0.5));
        assert_eq!(
            (confusion.precision(1), confusion.recall(1), confusion.f1(1)),
            (None, Some(0.0), Some(0.0))
        );
        assert_eq!((confusion.recall(2), confusion.f1(2)), (None, None));
        assert_eq!(confusion.macro_precision(), Some(0.25));
        assert_eq!(confusion.macro_recall(), Some(0.5));
    }

    #[test]
    fn without_photos_there_are_no_figures() {
        let confusion = Confusion::new(2);
        assert_eq!((confusion.accuracy(), confusion.macro_f1()), (None, None));
        assert_eq!(confusion.interval(0.0), (0.0, 1.0));
        assert_eq!(Confusion::from_counts(2, vec![0; 3]), None);
    }
}
