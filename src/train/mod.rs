//! Features in, a head out: how a person's classes are learnt, and judged by heads that never saw the photo.
//!
//! [`feature`] turns the views of a photo into the vector that the head sees, [`folds`] says which twin never sees
//! which photo, [`fit`] trains the deployed head and its twins as one problem, and [`head`] answers. Nothing here
//! touches pixels or the database.

pub mod feature;
pub mod fit;
pub mod folds;
pub mod head;

pub use fit::{Fit, Fitted, Samples, Stage};
pub use head::Head;

/// Probabilities from logits, in any number.
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
    fn probabilities_sum_to_one_even_for_huge_logits() {
        let probabilities = softmax(&[1000.0, 999.0, -1000.0]);
        assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((probabilities[0] / probabilities[1] - std::f32::consts::E).abs() < 1e-4);
    }
}
