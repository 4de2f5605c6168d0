//! Whether two classifiers of the same classes give the same answer.

use super::argmax;

/// How many of the most probable classes [`Agreement::same_five`] compares.
const FIRST: usize = 5;

/// How far two answers to one photo agree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// Whether the most probable class is the same.
    pub same_first: bool,
    /// Whether the five most probable classes are the same, in the same order.
    pub same_five: bool,
    /// The largest difference of a class's probability, 0 to 1.
    pub difference: f32,
}

impl Agreement {
    /// Compares two lists of probabilities `[C]` of the same classes. Lists of different lengths do not agree at all.
    pub fn of(before: &[f32], now: &[f32]) -> Self {
        if before.len() != now.len() {
            return Self { same_first: false, same_five: false, difference: 1.0 };
        }
        let differences = before.iter().zip(now).map(|(a, b)| (a - b).abs());
        Self {
            same_first: argmax(before) == argmax(now),
            same_five: first(before) == first(now),
            // NaN counts as the largest possible difference: `max` would ignore it.
            difference: differences.fold(0.0, |most, d| if d.is_nan() { 1.0 } else { most.max(d) }),
        }
    }
}

/// Indices of the most probable classes, the most probable first.
fn first(probabilities: &[f32]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..probabilities.len()).collect();
    places.sort_by(|a, b| probabilities[*b].total_cmp(&probabilities[*a]));
    places.truncate(FIRST);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_answer_agrees_and_the_least_change_shows() {
        let before = [0.4, 0.3, 0.1, 0.08, 0.07, 0.05];
        let same = Agreement::of(&before, &before);
        assert_eq!(same, Agreement { same_first: true, same_five: true, difference: 0.0 });
        let swapped = Agreement::of(&before, &[0.4, 0.3, 0.08, 0.1, 0.07, 0.05]);
        assert!(swapped.same_first && !swapped.same_five && (swapped.difference - 0.02).abs() < 1e-6);
        let other = Agreement::of(&before, &[0.3, 0.4, 0.1, 0.08, 0.07, 0.05]);
        assert!(!other.same_first && !other.same_five);
        assert!(Agreement::of(&before, &[0.4, 0.3, 0.1, 0.08, 0.07, 0.050_001]).difference > 0.0);
    }

    #[test]
    fn what_is_no_answer_agrees_with_none() {
        assert!((Agreement::of(&[1.0], &[f32::NAN]).difference - 1.0).abs() < f32::EPSILON);
        assert!(!Agreement::of(&[1.0], &[]).same_first);
    }
}
