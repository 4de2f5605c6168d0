//! Whether a photo is of none of the classes.
//!
//! Two signs of it, neither good everywhere: the answer is unsure (1 − the largest probability), and no training photo is
//! near (the mean distance to the nearest five). Each is compared with the same sign of the training photos themselves, judged as
//! if they were new, and both are added.

/// Training photos whose distance counts.
pub const NEIGHBOURS: usize = 5;

/// What a sign usually is for photos that are of the classes.
#[derive(Debug, Clone, Copy, PartialEq)]
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
#[derive(Debug, Clone, Copy, PartialEq)]
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

/// Mean Euclidean distance of a vector `[D]` to the nearest [`NEIGHBOURS`] of others; 0 without others.
pub fn distance<'a>(vector: &[f32], others: impl Iterator<Item = &'a [f32]>) -> f32 {
    let mut nearest: Vec<f32> =
        others.map(|other| vector.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum::<f32>()).collect();
    let count = nearest.len().min(NEIGHBOURS);
    if count == 0 {
        return 0.0;
    }
    nearest.select_nth_unstable_by(count - 1, f32::total_cmp);
    nearest[..count].iter().map(|square| square.sqrt()).sum::<f32>() / count as f32
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
    fn a_photo_like_the_others_scores_about_nought_and_an_unsure_and_distant_one_more() {
        let score = UnknownScore::new(&[0.1, 0.2, 0.3], &[4.0, 5.0, 6.0]).expect("photos");
        assert!(score.of(0.2, 5.0).abs() < 1e-5);
        assert!(score.of(0.5, 5.0) > 1.0 && score.of(0.2, 8.0) > 1.0);
        assert_eq!(UnknownScore::new(&[0.1], &[4.0]), None);
        assert!(UnknownScore::new(&[0.1; 3], &[4.0; 3]).expect("photos").of(0.5, 5.0).is_finite());
    }
}
