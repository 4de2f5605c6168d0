//! Results that both page and worker read, and the small computations that they share.
//!
//! | module | contents |
//! |---|---|
//! | [`confusion`] | confusion matrix: accuracy, precision, recall, F1 |
//! | [`interval`] | confidence intervals of shares |
//! | [`calibration`] | whether probabilities match observed frequencies |
//! | [`learning_curve`] | how accuracy grows with the number of photos |
//! | [`unknown`] | whether a photo belongs to none of the classes |
//! | [`saliency`] | attribution scores of a photo's views, placed on the photo |

pub mod calibration;
pub mod confusion;
pub mod interval;
pub mod learning_curve;
pub mod saliency;
pub mod unknown;

pub use confusion::Confusion;
pub use interval::{independent, wilson, wilson_of_groups};

/// Index of the largest value, the first one among equals; none if there are no values.
pub fn argmax(values: &[f32]) -> Option<usize> {
    values
        .iter()
        .enumerate()
        .fold(None, |best: Option<(usize, f32)>, (index, value)| match best {
            Some((_, largest)) if largest >= *value => best,
            _ => Some((index, *value)),
        })
        .map(|(index, _)| index)
}

/// Probabilities from any number of logits.
pub fn softmax(logits: &[f32]) -> Vec<f32> {
    let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = logits.iter().map(|logit| (logit - largest).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.iter().map(|power| power / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_equal_values_wins() {
        assert_eq!(argmax(&[0.1, 0.7, 0.7]), Some(1));
        assert_eq!(argmax(&[]), None);
    }

    #[test]
    fn probabilities_sum_to_one_even_for_huge_logits() {
        let probabilities = softmax(&[1000.0, 999.0, -1000.0]);
        assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((probabilities[0] / probabilities[1] - std::f32::consts::E).abs() < 1e-4);
    }
}
