//! The network's last layers ([`Tail`]) and a classifier head on them learn together, at a low learning rate, from the
//! activations before those layers. All earlier layers are frozen, so the activations stay the same.
//!
//! The loss of a batch of views is
//!
//! ```text
//! mean cross-entropy + ½·λ·‖V‖²,   with logits V·z + c,   z = 16·√(f + ε) / ‖√(f + ε)‖
//! ```
//!
//! where `f` is a view's feature. AdamW (Loshchilov & Hutter 2019) without decay minimises it, with a linear warm-up
//! and a cosine schedule. The head that learns along only gives the last layers their gradient: one that is trained to
//! convergence on the tuned features is better, so the caller trains one.

use handlens_core::{Error, Result, msg};
use handlens_vision::model::cpu::tail::Tail;
use handlens_vision::model::{FEATURE, TAIL_INPUT};

/// Views in a batch, each of another photo.
const BATCH: usize = 16;
/// How many times every photo is seen, if that makes enough steps.
const EPOCHS: usize = 12;
/// The least number of steps.
const LEAST_STEPS: usize = 96;
/// Share of the steps in which the learning rates rise.
const WARM_UP: f32 = 0.1;
/// Highest learning rate of the last layers.
const TAIL_RATE: f32 = 4e-4;
/// Highest learning rate of the head.
const HEAD_RATE: f32 = 1.2e-3;
/// λ in the loss.
const WEIGHT_DECAY: f32 = 1e-2;
/// Decay of the moving means of the gradient and of its square.
const DECAY: [f32; 2] = [0.9, 0.99];
/// Keeps steps finite where a gradient is zero.
const EPSILON: f32 = 1e-8;
/// ε in the loss: keeps the slope of the square root finite.
const ROOT_EPSILON: f32 = 1e-4;
/// Norm of the head's input, as for the head that is deployed.
const NORM: f32 = 16.0;

/// What is learned from.
#[derive(Debug, Clone)]
pub struct TailSamples {
    /// Class of each photo, below `classes`.
    pub labels: Vec<usize>,
    /// Number of classes, at least 2.
    pub classes: usize,
    /// Number of views of each photo.
    pub views: usize,
    /// Whether every class has the same weight, however many photos it has.
    pub balanced: bool,
    /// Seed of the order of photos and of the choice of views.
    pub seed: u64,
}

/// A view of a photo in a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// Index of the photo.
    pub photo: usize,
    /// Index of its view.
    pub view: usize,
}

/// A training of the last layers in progress. Each [`TailFit::step`] is one batch, so that other work can run in between.
pub struct TailFit {
    samples: TailSamples,
    /// Weight of each class in the loss.
    weights: Vec<f32>,
    tail: Tail,
    head: JointHead,
    adam: Adam,
    random: fastrand::Rng,
    /// Photos that this epoch has not seen yet.
    unseen: Vec<usize>,
    batch: Vec<Sample>,
    step: usize,
}

impl TailFit {
    /// A training that starts from these last layers and this head, with weights `[1280, C]` (row-major) and bias `[C]`.
    ///
    /// # Errors
    ///
    /// When there are no photos, fewer than two classes, or the head does not fit them.
    pub fn new(samples: TailSamples, tail: Tail, weights: &[f32], bias: &[f32]) -> Result<Self> {
        let classes = samples.classes;
        if classes < 2 || samples.labels.is_empty() {
            return Err(Error::request(msg!("fit-needs-two-classes")));
        }
        if bias.len() != classes || weights.len() != FEATURE * classes {
            return Err(Error::device(msg!("fit-without-head")).with_detail("it does not fit"));
        }
        let head = JointHead { weights: weights.to_vec(), bias: bias.to_vec() };
        let sizes = head.parameters().into_iter().chain(tail.parameters()).map(<[f32]>::len);
        let mut fit = Self {
            weights: class_weights(&samples),
            adam: Adam::new(sizes),
            random: fastrand::Rng::with_seed(samples.seed),
            unseen: Vec::new(),
            batch: Vec::new(),
            step: 0,
            samples,
            tail,
            head,
        };
        fit.draw();
        Ok(fit)
    }

    /// Number of steps of the whole training.
    pub fn steps(&self) -> usize {
        Self::steps_for(self.samples.labels.len())
    }

    /// Number of steps that this many photos take.
    pub fn steps_for(photos: usize) -> usize {
        (EPOCHS * photos.div_ceil(BATCH)).max(LEAST_STEPS)
    }

    /// Number of steps done.
    pub fn step_count(&self) -> usize {
        self.step
    }

    /// Whether all steps are done.
    pub fn is_finished(&self) -> bool {
        self.step >= self.steps()
    }

    /// The views that the next step learns from.
    pub fn batch(&self) -> &[Sample] {
        &self.batch
    }

    /// Learns from the views of [`TailFit::batch`]; `activations` are theirs, each `[7 · 7, 192]`. Returns the loss
    /// before the step: the mean cross-entropy in nats.
    ///
    /// # Errors
    ///
    /// When the activations are not those of the batch, or a value is not finite.
    pub fn step(&mut self, activations: &[&[f32]]) -> Result<f32> {
        let count = activations.len();
        if count != self.batch.len() || activations.iter().any(|view| view.len() != TAIL_INPUT) {
            return Err(Error::device(msg!("device-no-number")).with_detail(format!("{count} views")));
        }
        let pass = self.tail.pack().forward(activations);
        let labels: Vec<usize> = self.batch.iter().map(|sample| self.samples.labels[sample.photo]).collect();
        let Learned { loss, of_head, of_features } = self.head.learn(&pass.features, &labels, &self.weights);
        if !loss.is_finite() {
            return Err(Error::device(msg!("device-no-number")).with_detail("not finite"));
        }
        let of_tail = self.tail.backward(&pass, &of_features);
        let share = self.schedule();
        self.adam.begin();
        let gradients = of_head.parameters().into_iter().chain(of_tail.parameters());
        let parameters = self.head.parameters_mut().into_iter().chain(self.tail.parameters_mut());
        for (place, (parameters, gradient)) in parameters.zip(gradients).enumerate() {
            let rate = if place < of_head.parameters().len() { HEAD_RATE } else { TAIL_RATE };
            self.adam.update(place, parameters, gradient, rate * share);
        }
        self.step += 1;
        self.draw();
        Ok(loss)
    }

    /// The tuned last layers.
    pub fn finish(self) -> Tail {
        self.tail
    }

    /// Share of the highest learning rate in this step.
    fn schedule(&self) -> f32 {
        let (step, steps) = (self.step as f32, self.steps() as f32);
        let warm_up = (WARM_UP * steps).max(1.0);
        if step < warm_up {
            return (step + 1.0) / warm_up;
        }
        let progress = (step - warm_up) / (steps - warm_up).max(1.0);
        0.5 * (1.0 + (std::f32::consts::PI * progress).cos())
    }

    /// Draws the next batch: photos that the epoch has not seen, each by one of its views.
    fn draw(&mut self) {
        if self.unseen.is_empty() {
            self.unseen = (0..self.samples.labels.len()).collect();
            self.random.shuffle(&mut self.unseen);
        }
        let photos = self.unseen.split_off(self.unseen.len().saturating_sub(BATCH));
        let (random, views) = (&mut self.random, self.samples.views.max(1));
        self.batch = photos.into_iter().map(|photo| Sample { photo, view: random.usize(0..views) }).collect();
    }
}

/// The weight of each class: 1, or if balanced N / (C · N_c), counting classes that have photos.
fn class_weights(samples: &TailSamples) -> Vec<f32> {
    let mut counts = vec![0_usize; samples.classes];
    for label in &samples.labels {
        counts[*label] += 1;
    }
    let present = counts.iter().filter(|count| **count > 0).count();
    let weight = |count: &usize| match (samples.balanced, *count) {
        (true, 1..) => samples.labels.len() as f32 / (present * count) as f32,
        _ => 1.0,
    };
    counts.iter().map(weight).collect()
}

/// The head that learns along with the last layers.
struct JointHead {
    /// `[1280, C]`, row-major.
    weights: Vec<f32>,
    /// `[C]`.
    bias: Vec<f32>,
}

/// The loss of a batch and its gradients.
struct Learned {
    loss: f32,
    of_head: JointHead,
    /// With respect to each feature, `[1280]`.
    of_features: Vec<Vec<f32>>,
}

impl JointHead {
    fn parameters(&self) -> [&[f32]; 2] {
        [&self.weights, &self.bias]
    }

    fn parameters_mut(&mut self) -> [&mut [f32]; 2] {
        [&mut self.weights, &mut self.bias]
    }

    fn learn(&self, features: &[Vec<f32>], labels: &[usize], class_weights: &[f32]) -> Learned {
        let classes = self.bias.len();
        let penalty = self.weights.iter().map(|weight| WEIGHT_DECAY * weight).collect();
        let mut of_head = Self { weights: penalty, bias: vec![0.0; classes] };
        let (mut loss, mut of_features) = (0.0, Vec::with_capacity(features.len()));
        for (feature, label) in features.iter().zip(labels) {
            let roots: Vec<f32> = feature.iter().map(|value| (value + ROOT_EPSILON).sqrt()).collect();
            let norm = roots.iter().map(|root| root * root).sum::<f32>().sqrt();
            let input: Vec<f32> = roots.iter().map(|root| NORM * root / norm).collect();
            let mut logits = self.bias.clone();
            for (value, row) in input.iter().zip(self.weights.chunks_exact(classes)) {
                logits.iter_mut().zip(row).for_each(|(logit, weight)| *logit += value * weight);
            }
            let highest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let total: f32 = logits.iter().map(|logit| (logit - highest).exp()).sum();
            let share = class_weights[*label] / features.len() as f32;
            loss += share * (highest + total.ln() - logits[*label]);
            let of_logits: Vec<f32> = logits
                .iter()
                .enumerate()
                .map(|(class, logit)| {
                    share * ((logit - highest).exp() / total - f32::from(u8::from(class == *label)))
                })
                .collect();
            of_head.bias.iter_mut().zip(&of_logits).for_each(|(sum, of_logit)| *sum += of_logit);
            let mut of_input = Vec::with_capacity(input.len());
            let rows = self.weights.chunks_exact(classes).zip(of_head.weights.chunks_exact_mut(classes));
            for (value, (row, of_row)) in input.iter().zip(rows) {
                of_input.push(
                    row.iter().zip(&of_logits).map(|(weight, of_logit)| weight * of_logit).sum::<f32>(),
                );
                of_row.iter_mut().zip(&of_logits).for_each(|(sum, of_logit)| *sum += value * of_logit);
            }
            // Through the normalisation, then through the square root.
            let along: f32 = of_input.iter().zip(&input).map(|(of_value, value)| of_value * value).sum();
            let of_feature = of_input.iter().zip(&input).zip(&roots).map(|((of_value, value), root)| {
                NORM / norm * (of_value - value * along / (NORM * NORM)) / (2.0 * root)
            });
            of_features.push(of_feature.collect());
        }
        Learned { loss, of_head, of_features }
    }
}

/// The state of Adam (Kingma et al. 2015): moving means of each gradient and of its square.
struct Adam {
    moments: Vec<[Vec<f32>; 2]>,
    /// What corrects each mean for having started at zero.
    corrections: [f32; 2],
    steps: i32,
}

impl Adam {
    fn new(sizes: impl Iterator<Item = usize>) -> Self {
        let moments = sizes.map(|size| [vec![0.0; size], vec![0.0; size]]).collect();
        Self { moments, corrections: [1.0; 2], steps: 0 }
    }

    /// Call this once before the updates of a step.
    fn begin(&mut self) {
        self.steps += 1;
        self.corrections = DECAY.map(|decay| 1.0 / (1.0 - decay.powi(self.steps)));
    }

    fn update(&mut self, place: usize, parameters: &mut [f32], gradient: &[f32], rate: f32) {
        let Some([means, squares]) = self.moments.get_mut(place) else { return };
        let moments = means.iter_mut().zip(squares.iter_mut());
        for ((parameter, slope), (mean, square)) in parameters.iter_mut().zip(gradient).zip(moments) {
            *mean += (1.0 - DECAY[0]) * (slope - *mean);
            *square += (1.0 - DECAY[1]) * (slope * slope - *square);
            let size = (*square * self.corrections[1]).sqrt() + EPSILON;
            *parameter -= rate * *mean * self.corrections[0] / size;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handlens_vision::model::weights::Weights;

    fn samples(labels: Vec<usize>, balanced: bool) -> TailSamples {
        TailSamples { labels, classes: 3, views: 2, balanced, seed: 5 }
    }

    fn tail() -> Tail {
        let weights = include_bytes!("../../../www/model/efficientnet-lite0.safetensors").to_vec();
        Tail::load(&Weights::new(weights).expect("the baked weights")).expect("the last layers")
    }

    #[test]
    fn the_gradient_of_the_head_says_how_a_small_step_changes_the_loss() {
        let mut random = fastrand::Rng::with_seed(1);
        let mut numbers =
            |count: usize, scale: f32| -> Vec<f32> { (0..count).map(|_| random.f32() * scale).collect() };
        let mut head = JointHead { weights: numbers(FEATURE * 3, 0.2), bias: numbers(3, 1.0) };
        // Away from zero, where the square root is too steep for a step of this length.
        let mut feature = || numbers(FEATURE, 2.0).into_iter().map(|value| value + 0.2).collect::<Vec<f32>>();
        let mut features = vec![feature(), feature()];
        let labels = [2, 0];
        let weights = [1.5, 1.0, 0.5];
        let loss = |head: &JointHead, features: &[Vec<f32>]| {
            let penalty: f32 = head.weights.iter().map(|weight| 0.5 * WEIGHT_DECAY * weight * weight).sum();
            f64::from(head.learn(features, &labels, &weights).loss) + f64::from(penalty)
        };
        let Learned { of_head, of_features, .. } = head.learn(&features, &labels, &weights);
        let step = 1e-2_f32;
        let slope = |up: f64, down: f64| (up - down) / f64::from(2.0 * step);
        for index in [0, 1, 5, 700, 3 * FEATURE - 1] {
            head.weights[index] += step;
            let up = loss(&head, &features);
            head.weights[index] -= 2.0 * step;
            let down = loss(&head, &features);
            head.weights[index] += step;
            assert!((slope(up, down) - f64::from(of_head.weights[index])).abs() < 2e-3, "weight {index}");
        }
        // All values of a feature along a direction, because one alone changes the loss by less than rounding.
        for sample in 0..2 {
            let direction: Vec<f32> = of_features[sample].iter().map(|slope| slope.signum()).collect();
            let shift = |features: &mut Vec<Vec<f32>>, by: f32| {
                features[sample].iter_mut().zip(&direction).for_each(|(value, along)| *value += by * along);
            };
            shift(&mut features, step);
            let up = loss(&head, &features);
            shift(&mut features, -2.0 * step);
            let down = loss(&head, &features);
            shift(&mut features, step);
            let expected: f32 = of_features[sample].iter().map(|slope| slope.abs()).sum();
            let measured = slope(up, down);
            assert!((measured / f64::from(expected) - 1.0).abs() < 0.05, "{measured} {expected}");
        }
    }

    #[test]
    fn every_photo_is_seen_once_an_epoch_and_the_same_seed_gives_the_same_order() {
        let head = (vec![0.0; FEATURE * 3], vec![0.0; 3]);
        let new = || {
            let labels = (0..37).map(|photo| photo % 3).collect();
            TailFit::new(samples(labels, true), tail(), &head.0, &head.1).expect("photos of three classes")
        };
        let (mut one, mut other) = (new(), new());
        assert_eq!(one.steps(), 96);
        for _ in 0..3 {
            let mut seen = Vec::new();
            for _ in 0..3 {
                assert_eq!(one.batch(), other.batch());
                seen.extend(one.batch().iter().map(|sample| sample.photo));
                one.draw();
                other.draw();
            }
            seen.sort_unstable();
            assert_eq!(seen, (0..37).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_balanced_class_weighs_as_much_as_any_other() {
        let labels = vec![0, 0, 0, 1];
        assert_eq!(class_weights(&samples(labels.clone(), false)), [1.0; 3]);
        let weights = class_weights(&samples(labels, true));
        assert!((3.0 * weights[0] - weights[1]).abs() < 1e-6, "{weights:?}");
    }

    #[test]
    fn the_learning_rate_rises_and_falls_to_zero() {
        let head = (vec![0.0; FEATURE * 3], vec![0.0; 3]);
        let mut fit = TailFit::new(samples(vec![0, 1, 2], true), tail(), &head.0, &head.1).expect("photos");
        let rates: Vec<f32> = (0..96)
            .map(|step| {
                fit.step = step;
                fit.schedule()
            })
            .collect();
        assert!(rates[0] > 0.0 && rates[0] < 0.2, "{rates:?}");
        let top = rates.iter().copied().fold(0.0, f32::max);
        assert!((top - 1.0).abs() < 0.05, "{top}");
        assert!(rates[95] < 0.01, "{rates:?}");
    }
}
