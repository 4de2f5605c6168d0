//! Settings, curves and results of training.

use std::collections::{BTreeMap, HashMap};

use crate::sorting::sort_by;
use handlens_core::config::{Settings, TrainConfig};
use handlens_core::metrics::learning_curve::LearningCurve;
use handlens_core::metrics::unknown::threshold;
use handlens_core::protocol::{
    ClassId, OtherOccasions, PhotoId, Prediction, TrainReport, TuningReport, Unknown,
};

/// Points of a curve at most: more than its pixels. A longer curve loses every second point.
const POINTS: usize = 400;

/// Settings, curves and results of training.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Training {
    /// The settings, including the person's latest edit.
    pub config: TrainConfig,
    /// Whether the worker has not confirmed the latest edit yet.
    pub edited: bool,
    /// The current phase.
    pub phase: Phase,
    /// Whether training does not start by itself, because the last training never ended.
    pub held: bool,
    /// The points of the current or last training's curves.
    pub curve: Vec<Point>,
    /// The result of the last training.
    pub report: Option<TrainReport>,
    /// The learning curve, once known.
    pub learning: Option<LearningCurve>,
    /// The accuracy on photos of other occasions, once known.
    pub occasions: Option<OtherOccasions>,
    /// The generation of the head; grows with every new head, so that an answer of an earlier head can be told.
    pub generation: u32,
    /// Share of the fine-tuning that is done, 0 to 1, while it runs.
    pub tuning: Option<f32>,
    /// Seconds until the fine-tuning ends, if that can be estimated.
    pub tuning_seconds_left: Option<f32>,
    /// Whether photos, classes or settings have changed since the last training began.
    outdated: bool,
    reject: f32,
    thresholds: Thresholds,
    judged: HashMap<PhotoId, (ClassId, f32)>,
}

/// The score from which an answer of each head counts as "none of these", by the head's generation. Those of earlier
/// heads stay, so that an answer keeps its verdict until it is answered again: scores of different heads are not
/// comparable.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Thresholds(BTreeMap<u32, f32>);

impl Thresholds {
    /// Whether this score, from the head of this generation, counts as "none of these".
    pub fn is_unknown(&self, score: Option<f32>, generation: u32) -> bool {
        score.zip(self.0.get(&generation)).is_some_and(|(score, from)| score >= *from)
    }
}

/// The phase of training.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Phase {
    /// There is no head.
    #[default]
    Untrained,
    /// A training is running.
    Running {
        /// Photos it trains on.
        photos: u32,
        /// Maximum number of epochs.
        epochs: u32,
    },
    /// There is a head.
    Trained,
}

/// A point of the curves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Epochs completed.
    pub epoch: u32,
    /// Mean cross-entropy, in nats.
    pub loss: f32,
    /// Share of photos that held-out heads classify correctly, 0 to 1.
    pub accuracy: Option<f32>,
}

impl Training {
    /// The state before any training, with these settings.
    pub fn new(settings: Settings) -> Self {
        Self { config: settings.train, reject: settings.reject, ..Self::default() }
    }

    /// A project was opened, perhaps again after a worker has crashed: then earlier answers stay, and so do their
    /// verdicts. Generations go on counting, so that no earlier answer passes for one of a later head.
    pub fn reopen(&mut self, settings: Settings) {
        let (generation, thresholds) = (self.generation, std::mem::take(&mut self.thresholds));
        *self = Self { generation, thresholds, ..Self::new(settings) };
    }

    /// Stores the worker's settings, unless a later edit has not reached the worker yet.
    pub fn set_config(&mut self, config: TrainConfig) {
        if !self.edited {
            self.config = config;
        }
    }

    /// A training has begun.
    pub fn begin(&mut self, photos: u32, epochs: u32) {
        self.phase = Phase::Running { photos, epochs };
        self.held = false;
        self.tuning = None;
        self.curve.clear();
    }

    /// Fine-tuning has come so far; none when it has ended.
    pub fn tune(&mut self, share: Option<f32>, seconds_left: Option<f32>) {
        self.tuning = share;
        self.tuning_seconds_left = seconds_left;
    }

    /// Fine-tuning has ended, and the head goes on answering alone.
    pub fn tuned(&mut self, tuning: TuningReport) {
        if let Some(report) = &mut self.report {
            report.tuning = Some(tuning);
        }
    }

    /// Adds a point to the curves.
    pub fn progress(&mut self, epoch: u32, loss: f32, accuracy: Option<f32>) {
        if self.curve.len() >= POINTS {
            let mut index = 0;
            self.curve.retain(|_| {
                index += 1;
                index % 2 == 1
            });
        }
        self.curve.push(Point { epoch, loss, accuracy });
    }

    /// A training has ended. `current`: whether nothing that it depends on has changed since it began.
    pub fn finish(&mut self, mut report: TrainReport, current: bool) {
        self.phase = Phase::Trained;
        self.tuning = None;
        self.generation += 1;
        self.outdated = !current;
        self.judged.clear();
        self.learning = None;
        self.occasions = None;
        if let Some(held_out) = &mut report.held_out {
            self.learning = held_out.learning.take();
            let photos = std::mem::take(&mut held_out.photos);
            self.judge(photos);
        }
        self.report = Some(report);
        self.set_reject(self.reject);
    }

    /// Photos, classes or settings have changed: the results of the last training do not count these changes.
    pub fn outdate(&mut self) {
        self.outdated = true;
    }

    /// Whether there are results, but of a training before the latest changes.
    pub fn has_old_results(&self) -> bool {
        self.outdated && self.report.is_some()
    }

    /// Whether heads that never saw them have judged the photos that there are now.
    pub fn has_judged(&self) -> bool {
        !self.outdated && self.report.as_ref().is_some_and(|report| report.held_out.is_some())
    }

    /// Adds held-out predictions of the last training.
    pub fn judge(&mut self, photos: Vec<(PhotoId, ClassId, f32)>) {
        self.judged.extend(photos.into_iter().map(|(id, class, probability)| (id, (class, probability))));
    }

    /// The held-out prediction for a photo: class and probability.
    pub fn judgement(&self, photo: PhotoId) -> Option<(ClassId, f32)> {
        self.judged.get(&photo).copied()
    }

    /// The photos whose held-out prediction is this class, each with its probability.
    pub fn judged_as(&self, class: ClassId) -> impl Iterator<Item = (PhotoId, f32)> {
        self.judged
            .iter()
            .filter(move |(_, (answer, _))| *answer == class)
            .map(|(photo, (_, probability))| (*photo, *probability))
    }

    /// The score from which an answer of the current head counts as "none of these"; none while unknown.
    pub fn unknown_from(&self) -> Option<f32> {
        self.thresholds.0.get(&self.generation).copied()
    }

    /// The scores from which answers count as "none of these".
    pub fn thresholds(&self) -> &Thresholds {
        &self.thresholds
    }

    /// Whether an answer is outdated: a head of another generation would answer now.
    pub fn is_outdated(&self, prediction: &Prediction, generation: u32) -> bool {
        // An answer of the pretrained model alone stays valid until there is a head.
        let of_head = !prediction.classes.is_empty() || self.report.is_some();
        of_head && generation != self.generation
    }

    /// The share of the person's own photos that may be rejected as "none of these", 0 to 1.
    pub fn reject(&self) -> f32 {
        self.reject
    }

    /// Sets the share of the person's own photos that may be rejected.
    pub fn set_reject(&mut self, share: f32) {
        self.reject = share;
        let own = self.unknown().map(|unknown| unknown.photos.iter().map(|(_, score)| *score).collect());
        if let Some(from) = own.and_then(|own: Vec<f32>| threshold(&own, share)) {
            self.thresholds.0.insert(self.generation, from);
        }
    }

    /// The person's own photos that would be rejected, the most unusual first, and how many photos were judged.
    pub fn rejected(&self) -> (Vec<PhotoId>, usize) {
        let (Some(unknown), Some(from)) = (self.unknown(), self.unknown_from()) else {
            return (Vec::new(), 0);
        };
        let mut rejected: Vec<(PhotoId, f32)> =
            unknown.photos.iter().copied().filter(|(_, score)| *score >= from).collect();
        sort_by(&mut rejected, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        (rejected.into_iter().map(|(photo, _)| photo).collect(), unknown.photos.len())
    }

    fn unknown(&self) -> Option<&Unknown> {
        self.report.as_ref()?.held_out.as_ref()?.unknown.as_ref()
    }

    /// There is no head any more.
    pub fn forget(&mut self) {
        self.phase = Phase::Untrained;
        self.tuning = None;
        self.generation += 1;
        self.curve.clear();
        self.report = None;
        self.learning = None;
        self.occasions = None;
        self.judged.clear();
    }

    /// The worker and its head are gone.
    pub fn interrupt(&mut self) {
        self.edited = false;
        self.held = false;
        self.forget();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handlens_core::metrics::unknown::UnknownScore;
    use handlens_core::protocol::HeldOut;

    #[test]
    fn a_long_curve_is_thinned() {
        let mut training = Training::default();
        for epoch in 0..5000 {
            training.progress(epoch, 1.0, None);
        }
        assert!(training.curve.len() <= POINTS + 1);
        assert_eq!(training.curve.last().map(|point| point.epoch), Some(4999));
    }

    #[test]
    fn an_answer_keeps_its_verdict_until_it_is_answered_again() {
        let score = UnknownScore::new(&[0.1, 0.2], &[1.0, 2.0]).expect("two photos");
        let unknown = Unknown { score, photos: vec![(PhotoId(1), 2.0), (PhotoId(2), 1.0)] };
        let held_out = HeldOut {
            folds: 2,
            accuracy: 1.0,
            interval: (0.5, 1.0),
            groups: 2,
            classes: Vec::new(),
            confusion: Vec::new(),
            calibration: None,
            unknown: Some(unknown),
            learning: None,
            photos: Vec::new(),
        };
        let report = TrainReport {
            epochs: 1,
            converged: true,
            loss: 0.0,
            seconds: 0.0,
            photos: 2,
            held_out: Some(held_out),
            unjudged: Vec::new(),
            tuning: None,
        };
        let answer = Prediction {
            classes: vec![(ClassId(1), 1.0)],
            unknown: Some(9.0),
            nearest: Vec::new(),
            same: None,
            learned: false,
            notes: Vec::new(),
            pretrained: Vec::new(),
            milliseconds: 1.0,
        };
        let mut training = Training::new(Settings::default());
        training.finish(report.clone(), true);
        let before = training.generation;
        let is_unknown = |training: &Training, score, generation| {
            training.thresholds().is_unknown(Some(score), generation)
        };
        assert!(is_unknown(&training, 9.0, before) && !training.is_outdated(&answer, before));
        // The scores of the next head are higher, and so is its threshold.
        let mut later = report;
        let photos = later.held_out.as_mut().and_then(|held_out| held_out.unknown.as_mut());
        photos.expect("scores").photos = vec![(PhotoId(1), 20.0), (PhotoId(2), 10.0)];
        training.finish(later, true);
        assert!(training.is_outdated(&answer, before));
        assert!(is_unknown(&training, 9.0, before), "a score is compared with the threshold of its own head");
        assert!(!is_unknown(&training, 9.0, training.generation));
        assert!(is_unknown(&training, 30.0, training.generation));
        // Another share concerns the head that answers now.
        training.set_reject(0.0);
        assert!(is_unknown(&training, 9.0, before) && !is_unknown(&training, 30.0, training.generation));
        // With the worker gone no head answers, and this answer is from an earlier one.
        training.interrupt();
        training.reopen(Settings::default());
        assert!(training.is_outdated(&answer, before) && is_unknown(&training, 9.0, before));
        assert_eq!(training.unknown_from(), None);
        let pretrained = Prediction { classes: Vec::new(), unknown: None, ..answer };
        assert!(!training.is_outdated(&pretrained, before), "the pretrained model answers as it did");
    }

    #[test]
    fn results_are_marked_from_a_change_to_the_end_of_the_next_training() {
        let report = || TrainReport {
            epochs: 1,
            converged: true,
            loss: 0.0,
            seconds: 0.0,
            photos: 2,
            held_out: None,
            unjudged: Vec::new(),
            tuning: None,
        };
        let mut training = Training::new(Settings::default());
        training.outdate();
        assert!(!training.has_old_results(), "there are none");
        training.finish(report(), true);
        assert!(!training.has_old_results());
        training.outdate();
        assert!(training.has_old_results());
        training.begin(3, 10);
        assert!(training.has_old_results(), "they are still shown");
        // More photos came during that training.
        training.finish(report(), false);
        assert!(training.has_old_results());
        training.finish(report(), true);
        assert!(!training.has_old_results());
        training.outdate();
        training.forget();
        assert!(!training.has_old_results());
    }

    #[test]
    fn an_answer_to_an_older_edit_does_not_overwrite_a_newer_one() {
        let mut training = Training::new(Settings::default());
        training.config.epochs = 7;
        training.edited = true;
        training.set_config(TrainConfig::default());
        assert_eq!(training.config.epochs, 7);
    }
}
