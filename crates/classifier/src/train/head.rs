//! The classifier head: softmax regression on the vector of [`super::feature`].

use crate::metrics::softmax;

/// Weights and bias of a trained head, for D inputs and C classes.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// `[D, C]`, row-major.
    weights: Vec<f32>,
    /// `[C]`.
    bias: Vec<f32>,
}

impl Head {
    /// A head from weights `[D, C]` (row-major) and bias `[C]`; `None` if their lengths do not match.
    pub fn new(weights: Vec<f32>, bias: Vec<f32>) -> Option<Self> {
        let fits = !bias.is_empty() && weights.len().is_multiple_of(bias.len());
        fits.then_some(Self { weights, bias })
    }

    /// Number of classes, C.
    pub fn classes(&self) -> usize {
        self.bias.len()
    }

    /// Weights `[D, C]`, row-major.
    pub fn weights(&self) -> &[f32] {
        &self.weights
    }

    /// Bias `[C]`.
    pub fn bias(&self) -> &[f32] {
        &self.bias
    }

    /// Logits `[C]` for a vector `[D]`.
    pub fn logits(&self, vector: &[f32]) -> Vec<f32> {
        let mut logits = self.bias.clone();
        for (value, row) in vector.iter().zip(self.weights.chunks_exact(self.classes())) {
            for (logit, weight) in logits.iter_mut().zip(row) {
                *logit += value * weight;
            }
        }
        logits
    }

    /// Probabilities `[C]` for a vector `[D]`.
    pub fn probabilities(&self, vector: &[f32]) -> Vec<f32> {
        softmax(&self.logits(vector))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logits_are_the_product_plus_the_bias() {
        let head = Head::new(vec![1.0, 2.0, 3.0, 4.0], vec![0.5, -0.5]).expect("the lengths fit");
        assert_eq!(head.logits(&[1.0, 10.0]), vec![31.5, 41.5]);
        assert!(Head::new(vec![1.0; 3], vec![0.0; 2]).is_none());
    }
}
