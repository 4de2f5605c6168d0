//! The network's last layers ([`Tail`]) and a classifier head on them learn together, at a low learning rate, from the
//! activations before those layers. All earlier layers are frozen, so the activations stay the same.
//!
//! The loss of a batch of views is
//!
//! ```text
//! mean cross-entropy + ½·λ·‖V‖²
//! ```
//!
//! where V is the head's weights: see [`loss`](handlens_vision::model::cpu::tail::loss). AdamW (Loshchilov & Hutter 2019) without decay minimises it, with a linear warm-up
//! and a cosine schedule. The head that learns along only gives the last layers their gradient: one that is trained to
//! convergence on the tuned features is better, so the caller trains one.

use handlens_core::{Error, Result, msg};
use handlens_vision::model::FEATURE;
use handlens_vision::model::cpu::tail::Tail;
use handlens_vision::model::cpu::tail::loss::{Example, LossGradient};
use handlens_vision::model::embedder_pool::EmbedderPool;

/// Views in a batch, each of another photo.
const BATCH: usize = 16;
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
    /// How long they are learned from.
    pub steps: Steps,
}

/// How long a training lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Steps {
    /// How many times every photo is seen, if that makes enough steps.
    pub epochs: usize,
    /// The least number of steps, however few photos there are.
    pub least: usize,
}

impl Steps {
    /// Number of steps for this many photos.
    pub fn count(&self, photos: usize) -> usize {
        (self.epochs * photos.div_ceil(BATCH)).max(self.least)
    }
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
    /// Those of the last layers and the head, as [`loss`](handlens_vision::model::cpu::tail::loss) lists them.
    parameters: Vec<f32>,
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
    pub fn new(samples: TailSamples, tail: &Tail, weights: &[f32], bias: &[f32]) -> Result<Self> {
        let classes = samples.classes;
        if classes < 2 || samples.labels.is_empty() {
            return Err(Error::request(msg!("fit-needs-two-classes")));
        }
        if bias.len() != classes || weights.len() != FEATURE * classes {
            return Err(Error::device(msg!("fit-without-head")).with_detail("it does not fit"));
        }
        let parameters = [&tail.parameters().concat(), weights, bias].concat();
        let mut fit = Self {
            weights: class_weights(&samples),
            adam: Adam::new(parameters.len()),
            random: fastrand::Rng::with_seed(samples.seed),
            unseen: Vec::new(),
            batch: Vec::new(),
            step: 0,
            samples,
            parameters,
        };
        fit.draw();
        Ok(fit)
    }

    /// Number of steps of the whole training.
    pub fn steps(&self) -> usize {
        self.samples.steps.count(self.samples.labels.len())
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

    /// Learns from the views of [`TailFit::batch`]; `activations` are theirs, each `[P, 192]`. `pool` computes the
    /// gradient. Returns the loss before the step: the mean cross-entropy in nats.
    ///
    /// # Errors
    ///
    /// When the activations are not those of the batch, or a value is not finite.
    pub async fn step(&mut self, activations: &[&[f32]], pool: &EmbedderPool) -> Result<f32> {
        let count = self.batch.len();
        if activations.len() != count {
            return Err(Error::device(msg!("device-no-number")).with_detail(format!("{count} views")));
        }
        let mut examples = Vec::with_capacity(count);
        for (sample, activations) in self.batch.iter().zip(activations) {
            let label = self.samples.labels[sample.photo];
            examples.push(Example { activations, label, weight: self.weights[label] / count as f32 });
        }
        let LossGradient { loss, parameters: mut gradient } =
            pool.gradient(&self.parameters, self.samples.classes, &examples).await?;
        if !loss.is_finite() {
            return Err(Error::device(msg!("device-no-number")).with_detail("not finite"));
        }
        let (tail, head) = (Tail::parameter_count(), FEATURE * self.samples.classes);
        let weights = self.parameters[tail..tail + head].iter();
        gradient[tail..].iter_mut().zip(weights).for_each(|(slope, weight)| *slope += WEIGHT_DECAY * weight);
        let share = self.schedule();
        let (of_tail, of_head) = self.parameters.split_at_mut(tail);
        self.adam.begin();
        self.adam.update(0, of_tail, &gradient[..tail], TAIL_RATE * share);
        self.adam.update(tail, of_head, &gradient[tail..], HEAD_RATE * share);
        self.step += 1;
        self.draw();
        Ok(loss)
    }

    /// The tuned last layers.
    ///
    /// # Errors
    ///
    /// Never: the parameters are those of the layers that it began with.
    pub fn finish(self) -> Result<Tail> {
        let parameters = &self.parameters[..Tail::parameter_count()];
        Tail::from_parameters(parameters).ok_or_else(|| Error::device(msg!("device-no-number")))
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

/// The state of Adam (Kingma et al. 2015): moving means of each parameter's gradient and of its square.
struct Adam {
    means: Vec<f32>,
    squares: Vec<f32>,
    /// What corrects each mean for having started at zero.
    corrections: [f32; 2],
    steps: i32,
}

impl Adam {
    fn new(parameters: usize) -> Self {
        Self { means: vec![0.0; parameters], squares: vec![0.0; parameters], corrections: [1.0; 2], steps: 0 }
    }

    /// Call this once before the updates of a step.
    fn begin(&mut self) {
        self.steps += 1;
        self.corrections = DECAY.map(|decay| 1.0 / (1.0 - decay.powi(self.steps)));
    }

    /// Moves some of the parameters, of which the first has the index `first`.
    fn update(&mut self, first: usize, parameters: &mut [f32], gradient: &[f32], rate: f32) {
        let moments = self.means[first..].iter_mut().zip(&mut self.squares[first..]);
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
        let steps = Steps { epochs: 12, least: 96 };
        TailSamples { labels, classes: 3, views: 2, balanced, seed: 5, steps }
    }

    fn tail() -> Tail {
        let weights = include_bytes!("../../../www/model/efficientnet-lite0.safetensors").to_vec();
        Tail::load(&Weights::new(weights).expect("the baked weights")).expect("the last layers")
    }

    #[test]
    fn every_photo_is_seen_once_an_epoch_and_the_same_seed_gives_the_same_order() {
        let head = (vec![0.0; FEATURE * 3], vec![0.0; 3]);
        let new = || {
            let labels = (0..37).map(|photo| photo % 3).collect();
            TailFit::new(samples(labels, true), &tail(), &head.0, &head.1).expect("photos of three classes")
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
        let mut fit = TailFit::new(samples(vec![0, 1, 2], true), &tail(), &head.0, &head.1).expect("photos");
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
