//! The ensemble of two classifiers on the same photos: one head on the pretrained layers' vectors, one on the tuned
//! layers'. Their logits are averaged, which multiplies the roots of their probabilities: p ∝ √(p₀ · p₁).

use crate::metrics::calibration::best_temperature;
use crate::metrics::{log_loss, softmax};
use crate::pipeline::{CvSplit, Evaluation};
use crate::train::Head;

/// One head that answers as the ensemble does, for the two vectors one after the other: `[2·D, C]` from two heads
/// `[D, C]`. `None` if their sizes differ.
pub fn joined(pretrained: &Head, tuned: &Head) -> Option<Head> {
    let halved = |one: &[f32], other: &[f32]| one.iter().chain(other).map(|value| 0.5 * value).collect();
    let bias = pretrained.bias().iter().zip(tuned.bias()).map(|(one, other)| 0.5 * (one + other)).collect();
    let fits = pretrained.weights().len() == tuned.weights().len() && pretrained.classes() == tuned.classes();
    Head::new(halved(pretrained.weights(), tuned.weights()), bias).filter(|_| fits)
}

/// The heads whose logits add up to those of a head on several vectors of `dimensions` values, one for each.
pub fn parts(head: &Head, dimensions: usize) -> Vec<Head> {
    let (classes, count) = (head.classes(), head.weights().len() / (dimensions * head.classes()).max(1));
    let bias: Vec<f32> = head.bias().iter().map(|value| value / count.max(1) as f32).collect();
    let weights = head.weights().chunks_exact((dimensions * classes).max(1));
    weights.filter_map(|weights| Head::new(weights.to_vec(), bias.clone())).collect()
}

/// The ensemble's probabilities `[C]` from those of its members.
pub fn averaged(pretrained: &[f32], tuned: &[f32]) -> Vec<f32> {
    let log = |probability: &f32| probability.max(f32::MIN_POSITIVE).ln();
    let logits: Vec<f32> =
        pretrained.iter().zip(tuned).map(|(one, other)| 0.5 * (log(one) + log(other))).collect();
    softmax(&logits)
}

/// Splits photos into two halves, of which each is tuned on without the other.
pub fn halves(split: &CvSplit, seed: u64) -> CvSplit {
    CvSplit::new(split.labels.clone(), split.classes, split.groups.clone(), 2, seed)
}

/// Whether the ensemble's held-out answers are better than those of the pretrained layers alone: its log loss is lower,
/// each at its own best temperature, so that neither gains by being more or less sure.
pub fn is_better(ensemble: &Evaluation, pretrained: &Evaluation) -> bool {
    let loss = |evaluation: &Evaluation| {
        let Evaluation { uncalibrated, labels, .. } = evaluation;
        let temperature = best_temperature(uncalibrated, labels);
        let scaled: Vec<Vec<f32>> = uncalibrated
            .iter()
            .map(|of_photo| crate::metrics::calibration::tempered(of_photo, temperature))
            .collect();
        log_loss(&scaled, labels)
    };
    matches!((loss(ensemble), loss(pretrained)), (Some(with), Some(without)) if with < without)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_joined_head_answers_as_the_average_of_both() {
        let one = Head::new(vec![1.0, -0.5, 0.25, 2.0], vec![0.1, -0.1]).expect("the lengths fit");
        let other = Head::new(vec![0.3, 0.7, -1.0, 0.0], vec![0.4, 0.2]).expect("the lengths fit");
        let joined = joined(&one, &other).expect("equal sizes");
        let (before, after) = ([0.5, -1.5], [2.0, 0.25]);
        let together: Vec<f32> = before.iter().chain(&after).copied().collect();
        let expected = averaged(&one.probabilities(&before), &other.probabilities(&after));
        for (value, expected) in joined.probabilities(&together).iter().zip(&expected) {
            assert!((value - expected).abs() < 1e-6, "{value} {expected}");
        }
        let parts = parts(&super::joined(&one, &other).expect("equal sizes"), 2);
        let logits = |class: usize| parts[0].logits(&before)[class] + parts[1].logits(&after)[class];
        assert!((logits(0) - joined.logits(&together)[0]).abs() < 1e-6);
        assert!((logits(1) - joined.logits(&together)[1]).abs() < 1e-6);
        let wider = Head::new(vec![0.0; 6], vec![0.0; 2]).expect("the lengths fit");
        assert!(super::joined(&one, &wider).is_none());
    }

    #[test]
    fn being_surer_is_not_being_better() {
        let labels: Vec<usize> = (0..20).map(|photo| photo % 2).collect();
        let split = CvSplit::new(labels.clone(), 2, (0..20).collect(), 2, 0);
        let answers = |right: f32, wrong: usize| -> Vec<Vec<f32>> {
            let of_photo = |(photo, label): (usize, &usize)| {
                let share = if photo < wrong { 1.0 - right } else { right };
                if *label == 0 { vec![share, 1.0 - share] } else { vec![1.0 - share, share] }
            };
            labels.iter().enumerate().map(of_photo).collect()
        };
        let evaluate = |right, wrong| split.evaluate(&answers(right, wrong));
        assert!(is_better(&evaluate(0.7, 3), &evaluate(0.9, 6)));
        assert!(!is_better(&evaluate(0.99, 6), &evaluate(0.7, 3)));
    }
}
