//! What more photos would bring: a learning curve, and how far it can be extrapolated.
//!
//! Heads are trained on nested subsets of a person's photos and judged on held-out photos. The error rate falls with
//! the number of photos as a power law, `e(n) = a·n^-b + c` (Hestness et al. 2017); no number of photos would remove
//! `c`. The curve is extrapolated to twice the photos and no further.

pub use handlens_core::metrics::learning_curve::{Expected, Law, LearningCurve, Point};

/// Exponents to try. Published curves lie between 0.07 and 0.5; averaging a parameter gives 1.
const LEAST_EXPONENT: f64 = 0.05;
const EXPONENTS: u32 = 20;
/// Fewest sizes that can tell the curve's shape from chance: three to fit, and one to contradict.
const LEAST_SIZES: usize = 4;
/// A wider range would be a guess.
const WIDEST_RANGE: f64 = 0.2;
/// Student's t at 97.5 %, by degrees of freedom from 1 on.
const STUDENT: [f64; 9] = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];
/// The same quantile of the normal distribution.
const NORMAL: f64 = 1.96;

/// Results of all heads trained on one subset size.
#[derive(Debug, Clone, PartialEq)]
pub struct CurvePoint {
    /// Photos per class that a head was trained on, on average.
    pub photos: f64,
    /// For each fold, the number of photos judged and how many of them were right.
    pub folds: Vec<(u32, u32)>,
    /// How many [`independent`](super::independent) photos the judged ones are worth.
    pub independent: f64,
}

/// Fits the law to error rates `(u, error)` by least squares: the exponent is searched, `a` and `c` have a closed form.
fn fitted(errors: &[(f64, f64)]) -> Law {
    let exponents = (1..=EXPONENTS).map(|step| LEAST_EXPONENT * f64::from(step));
    let laws = exponents.map(|b| with_exponent(b, errors));
    let misfit = |law: &Law| errors.iter().map(|(u, error)| (error - law.at(*u)).powi(2)).sum::<f64>();
    laws.min_by(|a, b| misfit(a).total_cmp(&misfit(b))).unwrap_or(Law { a: 0.0, b: 1.0, c: 0.0 })
}

/// Least squares in `a` and `c` for a given exponent, neither below 0.
fn with_exponent(b: f64, errors: &[(f64, f64)]) -> Law {
    let count = errors.len().max(1) as f64;
    let powers = || errors.iter().map(|(u, _)| u.powf(-b));
    let values = || errors.iter().map(|(_, error)| *error);
    let (mean_power, mean) = (powers().sum::<f64>() / count, values().sum::<f64>() / count);
    let spread: f64 = powers().map(|power| (power - mean_power).powi(2)).sum();
    let together: f64 = powers().zip(values()).map(|(power, error)| (power - mean_power) * error).sum();
    let a = if spread > 0.0 { (together / spread).max(0.0) } else { 0.0 };
    let c = mean - a * mean_power;
    if c >= 0.0 {
        return Law { a, b, c };
    }
    let a = powers().zip(values()).map(|(power, error)| power * error).sum::<f64>()
        / powers().map(|power| power * power).sum::<f64>();
    Law { a, b, c: 0.0 }
}

/// The learning curve of points in order of rising number of photos. All points have the same folds.
pub fn learning_curve(trials: &[CurvePoint]) -> LearningCurve {
    let points: Vec<Point> = trials
        .iter()
        .map(|trial| {
            let (judged, right) = total(&trial.folds, None);
            let accuracy = f64::from(right) / f64::from(judged.max(1));
            Point {
                photos: trial.photos as f32,
                accuracy: accuracy as f32,
                interval: super::wilson_of_groups(right, judged, trial.independent),
            }
        })
        .collect();
    LearningCurve { twice: twice(trials), points }
}

/// Predicts the accuracy with twice the photos of the last point.
///
/// The law gives the factor by which the error rate falls from here on, never below one half. It is applied to the
/// error rate measured with all photos. The uncertainty is estimated by leaving out one fold at a time (the jackknife;
/// Efron & Stein 1981), since each fold's heads learned from other subsets and judged other photos. It is never smaller
/// than what that many independent photos allow.
fn twice(trials: &[CurvePoint]) -> Option<Expected> {
    let folds = trials.last()?.folds.len();
    let student = STUDENT.get(folds.checked_sub(2)?.min(STUDENT.len() - 1))?;
    if trials.len() < LEAST_SIZES {
        return None;
    }
    let (law, error) = drawn_on(trials, None)?;
    let without: Vec<f64> = (0..folds).filter_map(|fold| Some(drawn_on(trials, Some(fold))?.1)).collect();
    if without.len() < folds {
        return None;
    }
    let count = folds as f64;
    let mean = without.iter().sum::<f64>() / count;
    let variance = without.iter().map(|value| (value - mean).powi(2)).sum::<f64>() * (count - 1.0) / count;
    let judged = trials.last()?.independent;
    // Adds two successes and two failures (Agresti & Coull 1998): no errors among a few photos does not mean no errors.
    let cautious = (error * judged + 2.0) / (judged + 4.0);
    let chance = (cautious * (1.0 - cautious) / (judged + 4.0)).sqrt();
    let half = (student * variance.sqrt()).max(NORMAL * chance);
    let (low, high) = ((1.0 - error - half).max(0.0), (1.0 - error + half).min(1.0));
    (high - low <= WIDEST_RANGE).then_some(Expected {
        accuracy: (1.0 - error) as f32,
        range: (low as f32, high as f32),
        law,
    })
}

/// The law fitted without one fold, and the predicted error rate with twice the photos.
fn drawn_on(trials: &[CurvePoint], without: Option<usize>) -> Option<(Law, f64)> {
    let all = trials.last()?.photos;
    let mut errors = Vec::with_capacity(trials.len());
    for trial in trials {
        let (judged, right) = total(&trial.folds, without);
        if judged == 0 {
            return None;
        }
        errors.push((trial.photos / all, 1.0 - f64::from(right) / f64::from(judged)));
    }
    let law = fitted(&errors);
    let (_, now) = *errors.last()?;
    let factor = if law.at(1.0) > 0.0 { law.at(2.0) / law.at(1.0) } else { 1.0 };
    Some((law, now * factor))
}

/// Photos judged and right answers, over all folds except `without`.
fn total(folds: &[(u32, u32)], without: Option<usize>) -> (u32, u32) {
    let kept = folds.iter().enumerate().filter(|(fold, _)| Some(*fold) != without);
    kept.fold((0, 0), |sum, (_, of_fold)| (sum.0 + of_fold.0, sum.1 + of_fold.1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Five folds of `judged` photos each for heads of 2, 4, 8 and 16 photos that follow a law, with slight differences
    /// between the folds.
    fn trials(law: Law, judged: u32) -> Vec<CurvePoint> {
        [2.0, 4.0, 8.0, 16.0]
            .map(|photos: f64| {
                let wrong = f64::from(judged) * law.at(photos / 16.0);
                let fold = |apart: f64| (judged, judged - (wrong + apart).round().max(0.0) as u32);
                CurvePoint {
                    photos,
                    folds: [-0.02, -0.01, 0.0, 0.01, 0.02].map(|a| fold(a * f64::from(judged))).to_vec(),
                    independent: f64::from(5 * judged),
                }
            })
            .to_vec()
    }

    #[test]
    fn a_law_is_found_again_and_drawn_on() {
        let law = Law { a: 0.1, b: 0.5, c: 0.04 };
        let curve = learning_curve(&trials(law, 1000));
        let twice = curve.twice.expect("enough photos");
        assert!((f64::from(twice.accuracy) - (1.0 - law.at(2.0))).abs() < 0.005, "{twice:?}");
        assert!(twice.range.0 < twice.accuracy && twice.accuracy < twice.range.1);
        assert!((twice.law.b - law.b).abs() < 0.11 && (twice.law.c - law.c).abs() < 0.02, "{:?}", twice.law);
        assert_eq!(curve.points.len(), 4);
        assert!((curve.points[3].accuracy - 0.86).abs() < 1e-3);
    }

    #[test]
    fn where_it_would_be_guessing_nothing_is_said() {
        let law = Law { a: 0.1, b: 0.5, c: 0.04 };
        let many = trials(law, 1000);
        assert_eq!(learning_curve(&many[1..]).twice, None, "too few sizes");
        assert_eq!(learning_curve(&trials(law, 5)).twice, None, "too few photos");
        let two: Vec<CurvePoint> = many
            .iter()
            .map(|trial| CurvePoint { folds: vec![trial.folds[0], trial.folds[4]], ..*trial })
            .collect();
        assert_eq!(learning_curve(&two).twice, None, "two folds that disagree say nothing");
        assert_eq!(learning_curve(&[]), LearningCurve::default());
    }

    #[test]
    fn photos_that_are_all_right_promise_no_certainty() {
        let perfect = trials(Law { a: 0.0, b: 1.0, c: 0.0 }, 20);
        let perfect: Vec<CurvePoint> =
            perfect.into_iter().map(|trial| CurvePoint { folds: vec![(20, 20); 5], ..trial }).collect();
        let twice = learning_curve(&perfect).twice.expect("100 photos");
        assert!(twice.accuracy > 0.999 && (0.9..0.99).contains(&twice.range.0), "{twice:?}");
    }

    #[test]
    fn frames_of_bursts_promise_no_more_than_their_scenes() {
        let law = Law { a: 0.1, b: 0.5, c: 0.04 };
        let alone = learning_curve(&trials(law, 100));
        let bursts: Vec<CurvePoint> =
            trials(law, 1000).into_iter().map(|trial| CurvePoint { independent: 500.0, ..trial }).collect();
        let of_bursts = learning_curve(&bursts);
        for (alone, of_bursts) in alone.points.iter().zip(&of_bursts.points) {
            assert!((alone.interval.1 - of_bursts.interval.1).abs() < 0.01, "{alone:?} {of_bursts:?}");
        }
        let width = |curve: &LearningCurve| curve.twice.map(|twice| twice.range.1 - twice.range.0);
        let (alone, of_bursts) = (width(&alone).expect("a range"), width(&of_bursts).expect("a range"));
        assert!(of_bursts > 0.9 * alone, "{of_bursts} is as wide as {alone}");
    }

    #[test]
    fn a_flat_curve_stays_flat() {
        let twice =
            learning_curve(&trials(Law { a: 0.0, b: 0.5, c: 0.2 }, 100)).twice.expect("enough photos");
        assert!((twice.accuracy - 0.8).abs() < 0.01, "{twice:?}");
    }

    proptest! {
        #[test]
        fn an_expectation_lies_within_its_range_and_halves_what_is_wrong_at_most(
            counts in prop::collection::vec(prop::collection::vec(0_u32..=40, 5), 2..6),
        ) {
            let trials: Vec<CurvePoint> = counts
                .iter()
                .enumerate()
                .map(|(size, right)| CurvePoint {
                    photos: f64::from(1_u32 << size),
                    folds: right.iter().map(|right| (40, *right)).collect(),
                    independent: 200.0,
                })
                .collect();
            let curve = learning_curve(&trials);
            prop_assert_eq!(curve.points.len(), trials.len());
            if let Some(twice) = curve.twice {
                let now = curve.points[trials.len() - 1].accuracy;
                prop_assert!(twice.accuracy >= now - 1e-6 && 1.0 - twice.accuracy >= (1.0 - now) / 2.0 - 1e-6);
                prop_assert!(twice.range.0 <= twice.accuracy && twice.accuracy <= twice.range.1);
                prop_assert!((0.0..=1.0).contains(&twice.range.0) && (0.0..=1.0).contains(&twice.range.1));
                let Law { a, b, c } = twice.law;
                prop_assert!(a >= 0.0 && (0.05..=1.001).contains(&b) && c >= 0.0);
            }
        }
    }
}
