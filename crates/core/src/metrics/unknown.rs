//! Whether a photo belongs to none of the classes (out-of-distribution detection).
//!
//! Two signals, neither of which is good everywhere: the answer is unsure (1 − the largest probability), and no
//! training photo is near (mean distance to the five nearest). Each is standardised by its distribution over the
//! training photos, which are judged as if they were new. The score is the sum of both.

use serde::{Deserialize, Serialize};

/// How many of the nearest training photos count.
pub const NEIGHBOURS: usize = 5;

/// Distribution of a signal over photos that belong to the classes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Distribution {
    /// Mean.
    pub mean: f32,
    /// Standard deviation; greater than 0.
    pub spread: f32,
}

impl Distribution {
    fn of(values: &[f32]) -> Option<Self> {
        let count = values.len() as f64;
        let mean = values.iter().map(|value| f64::from(*value)).sum::<f64>() / count;
        let variance = values.iter().map(|value| (f64::from(*value) - mean).powi(2)).sum::<f64>() / count;
        (values.len() > 1)
            .then_some(Self { mean: mean as f32, spread: (variance.sqrt() as f32).max(f32::EPSILON) })
    }

    fn score(self, value: f32) -> f32 {
        (value - self.mean) / self.spread
    }
}

/// Computes the unknown score of a photo; holds the constants that standardise its two signals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct UnknownScore {
    doubt: Distribution,
    distance: Distribution,
}

impl UnknownScore {
    /// Takes the constants from training photos: for each, 1 − the largest probability by a head that was not trained
    /// on it, and the mean distance to its nearest among the others. None for fewer than two photos.
    pub fn new(doubts: &[f32], distances: &[f32]) -> Option<Self> {
        Some(Self { doubt: Distribution::of(doubts)?, distance: Distribution::of(distances)? })
    }

    /// Distribution of 1 − the largest probability.
    pub fn doubt(&self) -> Distribution {
        self.doubt
    }

    /// Distribution of the mean distance to the nearest [`NEIGHBOURS`].
    pub fn distance(&self) -> Distribution {
        self.distance
    }

    /// The unknown score, in standard deviations: about 0 for a photo of the classes, higher for others.
    pub fn of(&self, doubt: f32, distance: f32) -> f32 {
        self.doubt.score(doubt) + self.distance.score(distance)
    }
}

/// The score from which on a photo is rejected as none of the classes, chosen so that about this share of the
/// person's own photos, with the scores `own`, is rejected. Infinite for a share of 0, which rejects nothing. Just
/// above the highest score if the share is less than half a photo. None without scores.
pub fn threshold(own: &[f32], share: f32) -> Option<f32> {
    if share <= 0.0 {
        return (!own.is_empty()).then_some(f32::INFINITY);
    }
    let mut own = own.to_vec();
    own.sort_by(f32::total_cmp);
    let rejected = (own.len() as f32 * share.clamp(0.0, 1.0)).round() as usize;
    let last = *own.last()?;
    Some(match rejected {
        0 => last.next_up(),
        _ => own[own.len() - rejected],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_threshold_rejects_the_share_that_is_asked_for() {
        let own: Vec<f32> = (0..40).map(|score| ((score * 7) % 40) as f32).collect();
        for (share, rejected) in [(0.0, 0), (0.05, 2), (0.1, 4), (1.0, 40)] {
            let threshold = threshold(&own, share).expect("there are scores");
            assert_eq!(own.iter().filter(|score| **score >= threshold).count(), rejected);
        }
        // 5 % of ten photos is half a photo, which rounds to one.
        assert!(
            threshold(&own[..10], 0.05)
                .is_some_and(|threshold| own[..10].iter().any(|own| *own >= threshold))
        );
        assert_eq!(threshold(&[], 0.05), None);
        // A score above all others is rejected, unless nothing is to be rejected.
        let stranger = 1e6;
        assert!(
            threshold(&own[..10], 0.02).is_some_and(|threshold| stranger >= threshold && threshold > 35.0)
        );
        assert!(threshold(&own, 0.0).is_some_and(|threshold| stranger < threshold));
    }

    #[test]
    fn a_photo_like_the_others_scores_about_nought_and_an_unsure_and_distant_one_more() {
        let score = UnknownScore::new(&[0.1, 0.2, 0.3], &[4.0, 5.0, 6.0]).expect("photos");
        assert!(score.of(0.2, 5.0).abs() < 1e-5);
        assert!(score.of(0.5, 5.0) > 1.0 && score.of(0.2, 8.0) > 1.0);
        assert_eq!(UnknownScore::new(&[0.1], &[4.0]), None);
        assert!(UnknownScore::new(&[0.1; 3], &[4.0; 3]).expect("photos").of(0.5, 5.0).is_finite());
    }
}
