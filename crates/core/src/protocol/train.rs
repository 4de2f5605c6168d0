//! Results of a training.

use serde::{Deserialize, Serialize};

use super::{ClassId, PhotoId};
use crate::metrics::calibration::Bin;
use crate::metrics::learning_curve::LearningCurve;
use crate::metrics::unknown::UnknownScore;

/// Result of a training. Every accuracy is held-out: each photo is predicted by a head that was not trained on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrainReport {
    /// Number of epochs run, until convergence or the limit.
    pub epochs: u32,
    /// Whether it converged before the limit.
    pub converged: bool,
    /// Mean cross-entropy of the deployed head on its training samples, in nats.
    pub loss: f32,
    /// Wall time, in seconds.
    pub seconds: f32,
    /// Number of photos trained on.
    pub photos: u32,
    /// Held-out results; none if no class has two different photos, or if cross-validation is off.
    pub held_out: Option<HeldOut>,
    /// Classes whose photos could not be held out, with their number of photos: one, or several near-duplicates.
    #[serde(default)]
    pub unjudged: Vec<(ClassId, u32)>,
    /// What fine-tuning the last layers brought; none until it has ended.
    #[serde(default)]
    pub tuning: Option<TuningReport>,
}

/// What fine-tuning the network's last layers brought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TuningReport {
    /// Whether the tuned layers answer, together with the pretrained ones. Otherwise the head alone does.
    pub kept: bool,
    /// Held-out accuracy with the tuned layers, 0 to 1, by layers tuned on half of the photos.
    pub accuracy: f32,
    /// Held-out accuracy of the head alone, on the same photos.
    pub accuracy_of_head: f32,
    /// 95 % interval of `accuracy_of_head`.
    pub interval_of_head: (f32, f32),
    /// Share of the person's photos in which the tuned layers still see what the pretrained model sees: the most
    /// probable of its 1000 labels is the same. 1 unless the tuned layers are kept.
    pub agreement: f32,
    /// The tuned convolutions by name, each with the length of its change relative to that of its weights. Empty unless
    /// the tuned layers are kept.
    pub changes: Vec<(String, f32)>,
    /// Wall time, in seconds.
    pub seconds: f32,
}

/// Held-out results by cross-validation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeldOut {
    /// Number of folds.
    pub folds: u32,
    /// Share of photos predicted correctly, 0 to 1.
    pub accuracy: f32,
    /// 95 % Wilson interval of `accuracy`; near-duplicates count as one photo.
    pub interval: (f32, f32),
    /// Number of held-out photos with near-duplicates counted once; 0 in reports of versions that did not count them.
    #[serde(default)]
    pub groups: u32,
    /// Each class with its number of held-out photos and the number predicted correctly.
    pub classes: Vec<(ClassId, u32, u32)>,
    /// Confusion matrix `[C, C]` in the order of `classes`: rows are true classes, columns held-out predictions.
    /// Empty in reports of versions that did not store it.
    #[serde(default)]
    pub confusion: Vec<u32>,
    /// Whether the probabilities match observed frequencies.
    #[serde(default)]
    pub calibration: Option<Calibration>,
    /// The unknown score and its distribution; none in reports of versions that did not store it.
    #[serde(default)]
    pub unknown: Option<Unknown>,
    /// The learning curve; none until it has been computed.
    #[serde(default)]
    pub learning: Option<LearningCurve>,
    /// Each photo with its held-out prediction and that class's calibrated probability.
    pub photos: Vec<(PhotoId, ClassId, f32)>,
}

impl TrainReport {
    /// 95 % interval of the head's held-out accuracy, without tuned layers; none if nothing was held out.
    pub fn interval_of_head(&self) -> Option<(f32, f32)> {
        let held_out = self.held_out.as_ref()?;
        Some(self.tuning.as_ref().map_or(held_out.interval, |tuning| tuning.interval_of_head))
    }
}

impl HeldOut {
    /// Whether the results say how well classes are told apart; photos of a single class say nothing about that.
    pub fn tells_apart(&self) -> bool {
        self.classes.iter().filter(|(_, judged, _)| *judged > 0).count() > 1
    }
}

/// Accuracy on photos of occasions from which the head that predicts them saw no photo.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct OtherOccasions {
    /// Number of occasions, each held out as a whole; 0 if nothing distinguishes occasions.
    pub occasions: u32,
    /// Number of held-out photos.
    pub judged: u32,
    /// Number of photos predicted correctly.
    pub right: u32,
    /// 95 % interval of the accuracy that allows for photos of an occasion being right or wrong together.
    pub interval: (f32, f32),
}

impl OtherOccasions {
    /// Share of photos predicted correctly, 0 to 1; none if none was held out.
    pub fn accuracy(&self) -> Option<f32> {
        (self.judged > 0).then(|| self.right as f32 / self.judged as f32)
    }

    /// Whether the accuracy is clearly below the head's ordinary held-out accuracy: its interval does not overlap with
    /// the ordinary one.
    pub fn is_worse_than(&self, interval: (f32, f32)) -> bool {
        self.judged > 0 && self.interval.1 < interval.0
    }
}

/// When a photo is rejected as none of the classes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unknown {
    /// The unknown score with its constants.
    pub score: UnknownScore,
    /// Unknown scores of the person's own photos, each judged as if it were new: all photos, or a sample of very
    /// many.
    pub photos: Vec<(PhotoId, f32)>,
}

/// Calibration of held-out probabilities before and after temperature scaling. The values after scaling come from
/// photos that were not used to find the temperature.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// The divisor of the logits; 1 if scaling does not help.
    pub temperature: f32,
    /// Mean negative log-likelihood of the true class, in nats.
    pub loss_before: f32,
    /// The same after the temperature.
    pub loss: f32,
    /// Expected calibration error, 0 to 1.
    pub error_before: f32,
    /// The same after the temperature.
    pub error: f32,
    /// Reliability diagram before temperature scaling: equal bins of confidence from 0 to 1. Empty in reports of
    /// versions that did not store it.
    #[serde(default)]
    pub bins_before: Vec<Bin>,
    /// The same after the temperature.
    pub bins: Vec<Bin>,
}
