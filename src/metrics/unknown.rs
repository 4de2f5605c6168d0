//! Whether a photo is of none of the classes.
//!
//! Two signs of it, neither good everywhere: the answer is unsure (1 − the largest probability), and no training photo is
//! near (the mean distance to the nearest five). Each is compared with the same sign of the training photos themselves, judged as
//! if they were new, and both are added.

use serde::{Deserialize, Serialize};

/// Training photos whose distance counts.
pub const NEIGHBOURS: usize = 5;
/// Lanes that sums are spread over, so that several are computed at once.
const LANES: usize = 8;

/// What a sign usually is for photos that are of the classes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Usual {
    mean: f32,
    /// Standard deviation.
    spread: f32,
}

impl Usual {
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

/// The unknown score of a photo, with its constants.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct UnknownScore {
    doubt: Usual,
    distance: Usual,
}

impl UnknownScore {
    /// Takes the constants from training photos: of each, 1 − the largest probability by a head that never saw it, and its
    /// mean distance to its nearest among the others. None from fewer than two.
    pub fn new(doubts: &[f32], distances: &[f32]) -> Option<Self> {
        Some(Self { doubt: Usual::of(doubts)?, distance: Usual::of(distances)? })
    }

    /// How much a photo speaks for being of none of the classes: about 0 for one that is of them, in standard deviations.
    pub fn of(&self, doubt: f32, distance: f32) -> f32 {
        self.doubt.score(doubt) + self.distance.score(distance)
    }
}

/// The nearest [`NEIGHBOURS`] of others to a vector `[D]`, the nearest first: each one's place and Euclidean distance.
pub fn nearest<'a>(vector: &[f32], others: impl Iterator<Item = &'a [f32]>) -> Vec<(usize, f32)> {
    let mut all: Vec<(usize, f32)> =
        others.enumerate().map(|(place, other)| (place, squared_distance(vector, other))).collect();
    let by_distance = |a: &(usize, f32), b: &(usize, f32)| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0));
    if all.len() > NEIGHBOURS {
        all.select_nth_unstable_by(NEIGHBOURS - 1, by_distance);
        all.truncate(NEIGHBOURS);
    }
    all.sort_by(by_distance);
    all.iter().map(|(place, square)| (*place, square.sqrt())).collect()
}

/// Mean Euclidean distance of a vector `[D]` to the nearest [`NEIGHBOURS`] of others; 0 without others.
pub fn distance<'a>(vector: &[f32], others: impl Iterator<Item = &'a [f32]>) -> f32 {
    mean_distance(&nearest(vector, others))
}

/// Mean distance of what [`nearest`] has found; 0 of nothing.
pub fn mean_distance<T>(nearest: &[(T, f32)]) -> f32 {
    nearest.iter().map(|(_, distance)| distance).sum::<f32>() / nearest.len().max(1) as f32
}

fn squared_distance(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; LANES];
    let (a, a_rest) = a.as_chunks::<LANES>();
    let (b, b_rest) = b.as_chunks::<LANES>();
    for (a, b) in a.iter().zip(b) {
        for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
            *sum += (a - b) * (a - b);
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| (a - b) * (a - b)).sum();
    sums.iter().sum::<f32>() + rest
}

/// The score from which on a photo counts as being of none of the classes, so that of the person's own photos, whose scores
/// these are, about this share does. Infinite for a share of 0, which rejects nothing whatever it shows; just above the highest
/// score where the share is less than half a photo; none without scores.
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
    fn only_the_nearest_count() {
        let others: Vec<[f32; 2]> = (1..=9).map(|place| [place as f32, 0.0]).collect();
        let near = distance(&[0.0, 0.0], others.iter().rev().map(<[f32; 2]>::as_slice));
        assert!((near - 3.0).abs() < 1e-6, "{near}");
        assert!(
            (distance(&[0.0, 3.0], [[4.0_f32, 0.0]].iter().map(<[f32; 2]>::as_slice)) - 5.0).abs() < 1e-6
        );
        assert!(distance(&[1.0], std::iter::empty()).abs() < f32::EPSILON);
    }

    #[test]
    fn the_nearest_come_first_with_their_places() {
        let others: Vec<[f32; 9]> = [5.0, 1.0, 4.0, 2.0, 9.0, 3.0].map(|place| [place; 9]).to_vec();
        let found = nearest(&[0.0; 9], others.iter().map(<[f32; 9]>::as_slice));
        assert_eq!(found.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [1, 3, 5, 2, 0]);
        assert!((found[0].1 - 3.0).abs() < 1e-6);
    }

    #[test]
    fn the_threshold_rejects_the_share_that_is_asked_for() {
        let own: Vec<f32> = (0..40).map(|score| ((score * 7) % 40) as f32).collect();
        for (share, rejected) in [(0.0, 0), (0.05, 2), (0.1, 4), (1.0, 40)] {
            let threshold = threshold(&own, share).expect("there are scores");
            assert_eq!(own.iter().filter(|score| **score >= threshold).count(), rejected);
        }
        // Of ten photos, one in twenty is half a photo: rounded, one.
        assert!(
            threshold(&own[..10], 0.05)
                .is_some_and(|threshold| own[..10].iter().any(|own| *own >= threshold))
        );
        assert_eq!(threshold(&[], 0.05), None);
        // What is stranger than all of them is rejected, unless nothing is to be.
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
