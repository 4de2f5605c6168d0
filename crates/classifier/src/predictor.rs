//! A trained classifier at work: from a photo's vector to what the page says of it.

use handlens_core::metrics::unknown::UnknownScore;

use crate::metrics::calibration::tempered;
use crate::train::Head;

/// A head with what was learnt about its answers. The page and `evaluate` answer through it.
#[derive(Debug, Clone)]
pub struct Predictor {
    /// The head, of C classes.
    pub head: Head,
    /// The temperature that makes its probabilities mean what they say; 1 changes nothing.
    pub temperature: f32,
    /// The score for being of none of the classes; none where it could not be found out.
    pub unknown: Option<UnknownScore>,
}

/// What a classifier says of one photo.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Calibrated probabilities `[C]`, which add up to 1.
    pub probabilities: Vec<f32>,
    /// How much the photo speaks for being of none of the classes; see [`UnknownScore::of`].
    pub unknown: Option<f32>,
}

impl Answer {
    /// 1 − the largest probability.
    pub fn uncertainty(&self) -> f32 {
        1.0 - self.probabilities.iter().copied().fold(0.0, f32::max)
    }
}

impl Predictor {
    /// Answers for a vector `[D]`; `distance` is the mean distance to the nearest photos that were trained on, see
    /// [`mean_distance`](crate::metrics::unknown::mean_distance).
    pub fn answer(&self, vector: &[f32], distance: f32) -> Answer {
        let probabilities = tempered(&self.head.probabilities(vector), self.temperature);
        let mut answer = Answer { probabilities, unknown: None };
        answer.unknown = self.unknown.map(|score| score.of(answer.uncertainty(), distance));
        answer
    }
}
