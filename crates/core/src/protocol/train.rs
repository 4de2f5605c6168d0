//! What a training reached.

use serde::{Deserialize, Serialize};

use super::{ClassId, PhotoId};
use crate::metrics::calibration::Bin;
use crate::metrics::learning_curve::LearningCurve;
use crate::metrics::unknown::UnknownScore;

/// What a training reached. Every accuracy is held-out: each photo is judged by a head that never saw it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrainReport {
    /// Epochs until it had converged, or until the limit.
    pub epochs: u32,
    /// Whether it converged before the limit.
    pub converged: bool,
    /// Mean cross-entropy of the deployed head on its training samples, in nats.
    pub loss: f32,
    /// Wall time, in seconds.
    pub seconds: f32,
    /// Photos trained on.
    pub photos: u32,
    /// Held-out results; none when no class has two photos that differ, or when validation is off.
    pub held_out: Option<HeldOut>,
    /// The classes of which no photo could be judged, with how many they have: one, or several that are nearly the same.
    #[serde(default)]
    pub unjudged: Vec<(ClassId, u32)>,
}

/// Held-out results by cross-validation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeldOut {
    /// Folds.
    pub folds: u32,
    /// Share of photos called right, 0 to 1.
    pub accuracy: f32,
    /// 95 % Wilson interval of `accuracy`, in which near-duplicates count as one photo.
    pub interval: (f32, f32),
    /// Photos judged that are no near-duplicates of each other; 0 in the report of a version that did not count them.
    #[serde(default)]
    pub groups: u32,
    /// Each class with its photos judged and the number called right.
    pub classes: Vec<(ClassId, u32, u32)>,
    /// Photos `[C, C]`, in the order of `classes`: the row is the class they have, the column the class that their twin
    /// chose. Empty in the report of a version that did not know it.
    #[serde(default)]
    pub confusion: Vec<u32>,
    /// Whether the probabilities mean what they say.
    #[serde(default)]
    pub calibration: Option<Calibration>,
    /// When a photo is of none of the classes; none in the report of a version that did not know it.
    #[serde(default)]
    pub unknown: Option<Unknown>,
    /// What more photos would bring; none until that is known.
    #[serde(default)]
    pub learning: Option<LearningCurve>,
    /// Each photo with the class that its twin chose, and that class's calibrated probability.
    pub photos: Vec<(PhotoId, ClassId, f32)>,
}

impl HeldOut {
    /// Whether it says how well classes are told apart: photos of one class alone say nothing about that.
    pub fn tells_apart(&self) -> bool {
        self.classes.iter().filter(|(_, judged, _)| *judged > 0).count() > 1
    }
}

/// How good answers are on photos of occasions that the head which judges them knows nothing of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct OtherOccasions {
    /// Occasions held out, each as a whole; 0 where nothing tells occasions apart.
    pub occasions: u32,
    /// Photos judged.
    pub judged: u32,
    /// Photos called right.
    pub right: u32,
    /// 95 % interval of the share called right, in which photos of an occasion may be right or wrong together.
    pub interval: (f32, f32),
}

impl OtherOccasions {
    /// Share of the photos called right, 0 to 1; none where none was judged.
    pub fn accuracy(&self) -> Option<f32> {
        (self.judged > 0).then(|| self.right as f32 / self.judged as f32)
    }

    /// Whether it is clearly below the ordinary figure: by more than both intervals.
    pub fn is_worse_than(&self, held_out: &HeldOut) -> bool {
        self.judged > 0 && self.interval.1 < held_out.interval.0
    }
}

/// When a photo is of none of the classes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unknown {
    /// Constants of the score.
    pub score: UnknownScore,
    /// The score of photos of the person's own, each judged as if it were new: all of them, or some of very many.
    pub photos: Vec<(PhotoId, f32)>,
}

/// Whether held-out probabilities mean what they say, before and after a temperature. What is told of the temperature was
/// found on photos that had no part in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// What logits are divided by: 1 where that helps nothing.
    pub temperature: f32,
    /// Mean negative logarithm of the right class's probability, in nats.
    pub loss_before: f32,
    /// The same after the temperature.
    pub loss: f32,
    /// Expected calibration error, 0 to 1.
    pub error_before: f32,
    /// The same after the temperature.
    pub error: f32,
    /// Sureness and accuracy before the temperature, in equal parts of 0 to 1. Empty in the report of a version that did not
    /// keep them.
    #[serde(default)]
    pub bins_before: Vec<Bin>,
    /// The same after the temperature.
    pub bins: Vec<Bin>,
}
