//! The loss that the last layers and a classifier head on them learn from, and its gradient:
//!
//! ```text
//! Σ weight · cross-entropy,   with logits V·z + c,   z = 16·√(f + ε) / ‖√(f + ε)‖
//! ```
//!
//! where `f` is a view's feature by the last layers. Several threads can each compute the gradient for some of the views:
//! the sum of theirs is that for all.
//!
//! Parameters and gradients are one list: the last layers in the order of [`Tail::parameters`], the head's weights V,
//! `[1280, C]` (row-major), and its biases c, `[C]`.

use super::Tail;
use super::compute::TailGradient;
use crate::model::{FEATURE, TAIL_CHANNELS};

/// ε: keeps the slope of the square root finite.
const ROOT_EPSILON: f32 = 1e-4;
/// Norm of the head's input, as for the head that is deployed.
const NORM: f32 = 16.0;

/// A view to learn from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Example<'a> {
    /// The activations before the last layers, `[P, 192]`.
    pub activations: &'a [f32],
    /// Its class, below C.
    pub label: usize,
    /// Its weight in the loss.
    pub weight: f32,
}

/// A loss in nats and its gradient.
#[derive(Debug, Clone, PartialEq)]
pub struct LossGradient {
    /// The loss.
    pub loss: f32,
    /// The gradient with respect to each parameter.
    pub parameters: Vec<f32>,
}

impl LossGradient {
    /// Adds that of other views.
    pub fn add(&mut self, other: &Self) {
        self.loss += other.loss;
        self.parameters.iter_mut().zip(&other.parameters).for_each(|(sum, value)| *sum += value);
    }
}

/// The number of parameters of the last layers and a head of this many classes.
pub fn parameter_count(classes: usize) -> usize {
    Tail::parameter_count() + (FEATURE + 1) * classes
}

/// The loss over these views and its gradient; `None` if the parameters are not as many as for `classes` classes, or a
/// view or its label does not fit them.
pub fn gradient(parameters: &[f32], classes: usize, examples: &[Example]) -> Option<LossGradient> {
    let fits = |example: &Example| {
        let pixels = example.activations.len() / TAIL_CHANNELS;
        let is_square = pixels > 0 && pixels.isqrt().pow(2) == pixels;
        is_square && example.activations.len() == pixels * TAIL_CHANNELS && example.label < classes
    };
    if parameters.len() != parameter_count(classes) || !examples.iter().all(fits) {
        return None;
    }
    let (of_tail, of_head) = parameters.split_at(Tail::parameter_count());
    let tail = Tail::from_parameters(of_tail)?;
    let mut head = JointHead::new(of_head, classes);
    let mut layers = TailGradient::new(&tail);
    let activations: Vec<&[f32]> = examples.iter().map(|example| example.activations).collect();
    layers.add(&activations, |sample, feature| {
        let Example { label, weight, .. } = examples[sample];
        head.learn(feature, label, weight)
    });
    let mut parameters = layers.finish().parameters().concat();
    parameters.extend(head.gradient);
    Some(LossGradient { loss: head.loss, parameters })
}

/// A head, and the sum of its gradients.
struct JointHead<'a> {
    weights: &'a [f32],
    biases: &'a [f32],
    /// With respect to the weights, then the biases.
    gradient: Vec<f32>,
    loss: f32,
}

impl<'a> JointHead<'a> {
    fn new(parameters: &'a [f32], classes: usize) -> Self {
        let (weights, biases) = parameters.split_at(FEATURE * classes);
        Self { weights, biases, gradient: vec![0.0; parameters.len()], loss: 0.0 }
    }

    /// Adds the loss of a view with this feature. Returns its gradient with respect to the feature, `[1280]`.
    fn learn(&mut self, feature: &[f32], label: usize, weight: f32) -> Vec<f32> {
        let classes = self.biases.len();
        let roots: Vec<f32> = feature.iter().map(|value| (value + ROOT_EPSILON).sqrt()).collect();
        let norm = roots.iter().map(|root| root * root).sum::<f32>().sqrt();
        let input: Vec<f32> = roots.iter().map(|root| NORM * root / norm).collect();
        let mut logits = self.biases.to_vec();
        for (value, row) in input.iter().zip(self.weights.chunks_exact(classes)) {
            logits.iter_mut().zip(row).for_each(|(logit, weight)| *logit += value * weight);
        }
        let highest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let total: f32 = logits.iter().map(|logit| (logit - highest).exp()).sum();
        self.loss += weight * (highest + total.ln() - logits[label]);
        let target = |class| f32::from(u8::from(class == label));
        let probability = |logit: &f32| (logit - highest).exp() / total;
        let of_logits: Vec<f32> = logits
            .iter()
            .enumerate()
            .map(|(class, logit)| weight * (probability(logit) - target(class)))
            .collect();
        let (of_weights, of_biases) = self.gradient.split_at_mut(self.weights.len());
        of_biases.iter_mut().zip(&of_logits).for_each(|(sum, of_logit)| *sum += of_logit);
        let mut of_input = Vec::with_capacity(input.len());
        let rows = self.weights.chunks_exact(classes).zip(of_weights.chunks_exact_mut(classes));
        for (value, (row, of_row)) in input.iter().zip(rows) {
            of_input
                .push(row.iter().zip(&of_logits).map(|(weight, of_logit)| weight * of_logit).sum::<f32>());
            of_row.iter_mut().zip(&of_logits).for_each(|(sum, of_logit)| *sum += value * of_logit);
        }
        // Through the normalisation, then through the square root.
        let along: f32 = of_input.iter().zip(&input).map(|(of_value, value)| of_value * value).sum();
        let of_feature = of_input.iter().zip(&input).zip(&roots).map(|((of_value, value), root)| {
            NORM / norm * (of_value - value * along / (NORM * NORM)) / (2.0 * root)
        });
        of_feature.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(random: &mut fastrand::Rng, count: usize, scale: f32) -> Vec<f32> {
        (0..count).map(|_| random.f32() * scale).collect()
    }

    #[test]
    fn the_gradient_of_the_head_says_how_a_small_step_changes_the_loss() {
        let mut random = fastrand::Rng::with_seed(1);
        let mut head = numbers(&mut random, (FEATURE + 1) * 3, 0.2);
        // Away from zero, where the square root is too steep for a step of this length.
        let mut feature =
            || numbers(&mut random, FEATURE, 2.0).into_iter().map(|value| value + 0.2).collect::<Vec<f32>>();
        let mut features = [feature(), feature()];
        let learned = |head: &[f32], features: &[Vec<f32>; 2]| {
            let mut head = JointHead::new(head, 3);
            let of_features = [head.learn(&features[0], 2, 0.25), head.learn(&features[1], 0, 0.75)];
            (f64::from(head.loss), head.gradient, of_features)
        };
        let (_, of_head, of_features) = learned(&head, &features);
        let step = 1e-2_f32;
        let slope = |up: f64, down: f64| (up - down) / f64::from(2.0 * step);
        for index in [0, 1, 5, 700, 3 * FEATURE - 1, 3 * FEATURE + 1] {
            head[index] += step;
            let (up, ..) = learned(&head, &features);
            head[index] -= 2.0 * step;
            let (down, ..) = learned(&head, &features);
            head[index] += step;
            assert!((slope(up, down) - f64::from(of_head[index])).abs() < 2e-3, "parameter {index}");
        }
        // All values of a feature along a direction, because one alone changes the loss by less than rounding.
        for sample in 0..2 {
            let direction: Vec<f32> = of_features[sample].iter().map(|slope| slope.signum()).collect();
            let shift = |features: &mut [Vec<f32>; 2], by: f32| {
                features[sample].iter_mut().zip(&direction).for_each(|(value, along)| *value += by * along);
            };
            shift(&mut features, step);
            let (up, ..) = learned(&head, &features);
            shift(&mut features, -2.0 * step);
            let (down, ..) = learned(&head, &features);
            shift(&mut features, step);
            let expected: f32 = of_features[sample].iter().map(|slope| slope.abs()).sum();
            let measured = slope(up, down);
            assert!((measured / f64::from(expected) - 1.0).abs() < 0.05, "{measured} {expected}");
        }
    }

    #[test]
    fn parts_of_a_batch_add_up_to_the_whole() {
        let mut random = fastrand::Rng::with_seed(2);
        let parameters: Vec<f32> =
            numbers(&mut random, parameter_count(2), 0.05).into_iter().map(|value| value - 0.02).collect();
        let views: Vec<Vec<f32>> =
            (0..5).map(|view| numbers(&mut random, [49, 81][view % 2] * TAIL_CHANNELS, 1.0)).collect();
        let examples: Vec<Example> = views
            .iter()
            .enumerate()
            .map(|(index, view)| Example { activations: view, label: index % 2, weight: 0.2 })
            .collect();
        let of = |examples: &[Example]| gradient(&parameters, 2, examples).expect("examples that fit");
        let (whole, first, second) = (of(&examples), of(&examples[..2]), of(&examples[2..]));
        assert!((whole.loss - first.loss - second.loss).abs() < 1e-5);
        let sum = first.parameters.iter().zip(&second.parameters).map(|(first, second)| first + second);
        let scale = whole.parameters.iter().map(|value| value.abs()).fold(0.0, f32::max);
        assert!(scale > 0.0);
        for (sum, whole) in sum.zip(&whole.parameters) {
            assert!((sum - whole).abs() < 1e-5 * scale, "{sum} {whole}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let parameters = vec![0.0; parameter_count(2)];
        let view = vec![0.5; 49 * TAIL_CHANNELS];
        let example = |label, length| Example { activations: &view[..length], label, weight: 1.0 };
        assert!(gradient(&parameters, 2, &[example(1, 49 * TAIL_CHANNELS)]).is_some());
        assert_eq!(gradient(&parameters, 2, &[example(2, 49 * TAIL_CHANNELS)]), None);
        assert_eq!(gradient(&parameters, 2, &[example(1, 49 * TAIL_CHANNELS - 1)]), None);
        assert_eq!(gradient(&parameters, 3, &[example(1, 49 * TAIL_CHANNELS)]), None);
        assert_eq!(Tail::from_parameters(&parameters[..Tail::parameter_count() - 1]), None);
    }
}
