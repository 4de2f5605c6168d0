//! A trained classifier in use: from a photo's vector to the answer that the page shows.

use handlens_core::metrics::unknown::UnknownScore;

use crate::metrics::calibration::tempered;
use crate::train::Head;

/// A head with its calibration. The page and the `evaluate` tool both answer through it.
#[derive(Debug, Clone)]
pub struct Predictor {
    /// The head, of C classes.
    pub head: Head,
    /// Temperature that calibrates its probabilities; 1 changes nothing.
    pub temperature: f32,
    /// Score for belonging to none of the classes; `None` if there were too few photos to calibrate it.
    pub unknown: Option<UnknownScore>,
}

/// A classifier's answer for one photo.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Calibrated probabilities `[C]`, which sum to 1.
    pub probabilities: Vec<f32>,
    /// Unknown score: how far the photo is from belonging to any of the classes, see [`UnknownScore::of`].
    pub unknown: Option<f32>,
}

impl Answer {
    /// 1 − the largest probability.
    pub fn uncertainty(&self) -> f32 {
        1.0 - self.probabilities.iter().copied().fold(0.0, f32::max)
    }
}

impl Predictor {
    /// Answers for a vector `[D]`. `distance` is the mean distance to the nearest training photos, see
    /// [`mean_distance`](crate::metrics::unknown::mean_distance).
    pub fn answer(&self, vector: &[f32], distance: f32) -> Answer {
        let probabilities = tempered(&self.head.probabilities(vector), self.temperature);
        let mut answer = Answer { probabilities, unknown: None };
        answer.unknown = self.unknown.map(|score| score.of(answer.uncertainty(), distance));
        answer
    }
}
