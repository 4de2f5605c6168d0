//! Softmax regression, trained to convergence: the deployed head and its cross-validation twins as one problem.
//!
//! Each of `F` heads minimises, over the samples that its mask lets it see,
//!
//! ```text
//! mean cross-entropy + ½·λ·‖W‖²        (the bias is free)
//! ```
//!
//! Head 0 sees every sample; head `1 + k` sees all but fold `k`. The problem is convex, so accelerated gradient steps
//! with restarts (Nesterov 1983; O'Donoghue & Candès 2015) find *the* answer. Three things make it quick:
//!
//! - All heads share one product: weights are kept as `[D, F·C]`, and `X·W` is `[N, F·C]`.
//! - Each head sees features centred on its own mean. As the bias is free this changes no answer, but it takes away
//!   the largest eigenvalue, and with it more than half of the steps (311 to 133 epochs on the reference problem).
//! - The step is the largest that provably converges, from Böhning's bound on the Hessian, ½·XᵀX/n + λ.
//!
//! It ends when a bound on what is left to gain, ‖∇‖²/(2λ) (strong convexity), falls below [`GAP`] of the objective.

use burn::tensor::activation::log_softmax;
use burn::tensor::{Device, Tensor, TensorData};

use super::head::Head;
use crate::metrics::softmax;
use crate::model::backbone::read;
use crate::{Error, Result};

/// Training ends when at most this share of the objective is left to gain.
const GAP: f32 = 1e-3;
/// Epochs between two looks at the GPU: reading the loss costs a round trip.
const LOOK_EVERY: u32 = 10;
/// Steps of the power iteration that finds the largest eigenvalue, and the margin put on its answer.
const POWER_STEPS: usize = 24;
const POWER_MARGIN: f32 = 1.1;
/// Böhning's bound on the second derivative of the log-likelihood by a bias.
const BIAS_CURVATURE: f32 = 0.5;

/// What a head is trained on.
#[derive(Debug, Clone)]
pub struct Samples {
    /// Vectors `[N, D]`, row-major.
    pub vectors: Vec<f32>,
    /// `D`.
    pub dimensions: usize,
    /// Class of each sample, below `classes`.
    pub labels: Vec<usize>,
    /// `C`, at least 2.
    pub classes: usize,
    /// The fold that holds each sample out, if any. Augmented views share their photo's fold.
    pub folds: Vec<Option<usize>>,
    /// Folds; 0 trains the deployed head alone.
    pub fold_count: usize,
}

/// Knobs of one training.
#[derive(Debug, Clone, Copy)]
pub struct Schedule {
    /// Share of the largest provably converging step, 0 (exclusive) to 1.
    pub learning_rate: f32,
    /// λ.
    pub weight_decay: f32,
    /// Epochs at most.
    pub epochs: u32,
}

/// How far a training is.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Epochs done.
    pub epoch: u32,
    /// Mean cross-entropy of the deployed head on its samples, in nats.
    pub loss: f32,
    /// Objective of each head, `[F]`: cross-entropy and penalty.
    pub objectives: Vec<f32>,
    /// The classes' probabilities of each sample by the head that never saw it, `[N]` of `[C]`; empty without folds,
    /// and meaningless for samples without a fold.
    pub held_out: Vec<Vec<f32>>,
    /// Whether every head has converged.
    pub converged: bool,
}

/// A finished training.
#[derive(Debug, Clone)]
pub struct Fitted {
    /// The deployed head.
    pub head: Head,
    /// Where it ended.
    pub stage: Stage,
}

/// A training in progress. [`Fit::advance`] goes on by a few epochs, so that other work fits in between.
pub struct Fit {
    problem: Problem,
    schedule: Schedule,
    /// Step of each head's weights, repeated for its classes: `[1, F·C]`.
    weight_step: Tensor<2>,
    bias_step: f32,
    now: Iterate,
    before: Iterate,
    /// Nesterov's sequence, one value a head: `[1, F]`.
    momentum: Tensor<2>,
    epoch: u32,
}

/// Weights `[D, F·C]` and biases `[1, F·C]`, on the plain device.
#[derive(Clone)]
struct Iterate {
    weights: Tensor<2>,
    bias: Tensor<2>,
}

/// The tensors that stay the same, on the autodiff device.
struct Problem {
    /// `[N, D]`, centred on the mean of all samples.
    vectors: Tensor<2>,
    /// One-hot classes, `[N, 1, C]`.
    targets: Tensor<3>,
    /// Which head sees which sample, divided by how many it sees: `[N, F]`.
    share: Tensor<2>,
    /// Mean vector of the samples that each head sees: `[F, D]`.
    means: Tensor<2>,
    /// One where a head holds a sample out: `[N, F, 1]`.
    held_out: Tensor<3>,
    samples: usize,
    dimensions: usize,
    classes: usize,
    heads: usize,
    /// The mean that was taken off, `[D]`, on the host.
    centre: Vec<f32>,
}

/// The objective's parts at one point, on the plain device.
struct Slope {
    weights: Tensor<2>,
    bias: Tensor<2>,
    /// `[1, F]`.
    cross_entropy: Tensor<2>,
    objective: Tensor<2>,
    /// `[N, F·C]`.
    logits: Tensor<2>,
}

impl Fit {
    /// Puts the samples on the device.
    ///
    /// # Errors
    ///
    /// When there are fewer than two classes or no samples.
    pub fn new(samples: &Samples, schedule: Schedule, device: &Device) -> Result<Self> {
        if samples.classes < 2 || samples.labels.is_empty() {
            return Err(Error::request("Training needs photos in at least two classes."));
        }
        let problem = Problem::new(samples, device);
        let plain = device.clone().without_autodiff();
        let columns = problem.heads * problem.classes;
        let start = Iterate {
            weights: Tensor::zeros([problem.dimensions, columns], &plain),
            bias: Tensor::zeros([1, columns], &plain),
        };
        let curvature = problem.curvature() + schedule.weight_decay;
        let step = curvature.recip() * schedule.learning_rate;
        Ok(Self {
            weight_step: problem.per_class(step),
            bias_step: schedule.learning_rate / BIAS_CURVATURE,
            now: start.clone(),
            before: start,
            momentum: Tensor::ones([1, problem.heads], &plain),
            epoch: 0,
            problem,
            schedule,
        })
    }

    /// Trains up to [`LOOK_EVERY`] epochs further, then looks at where it is.
    ///
    /// # Errors
    ///
    /// When the device is lost, or answers with something that is no number.
    pub async fn advance(&mut self) -> Result<Stage> {
        let last = (self.epoch + LOOK_EVERY).min(self.schedule.epochs.max(1));
        let mut slope = self.step();
        self.epoch += 1;
        while self.epoch < last {
            slope = self.step();
            self.epoch += 1;
        }
        self.look(slope).await
    }

    /// Whether the limit of epochs is reached.
    pub fn exhausted(&self) -> bool {
        self.epoch >= self.schedule.epochs
    }

    /// Reads the deployed head.
    ///
    /// # Errors
    ///
    /// When the device is lost.
    pub async fn finish(self, stage: Stage) -> Result<Fitted> {
        let (d, c) = (self.problem.dimensions, self.problem.classes);
        let both = Tensor::cat(vec![self.now.weights, self.now.bias], 0).slice([0..d + 1, 0..c]);
        let mut weights = read(both).await?;
        let mut bias = weights.split_off(d * c);
        // The problem was solved around the mean of what this head sees: put it back into the bias.
        for (mean, row) in self.problem.mean().await?.iter().zip(weights.chunks_exact(c)) {
            for (bias, weight) in bias.iter_mut().zip(row) {
                *bias -= mean * weight;
            }
        }
        let head = Head::new(weights, bias).ok_or_else(|| Error::device("The training gave no head."))?;
        Ok(Fitted { head, stage })
    }

    /// One epoch: a step from the point that momentum leads to. Returns the slope there.
    fn step(&mut self) -> Slope {
        let grown = ((self.momentum.clone().square() * 4.0 + 1.0).sqrt() + 1.0) / 2.0;
        let pull = self.problem.per_class((self.momentum.clone() - 1.0) / grown.clone());
        let ahead = Iterate {
            weights: self.now.weights.clone()
                + (self.now.weights.clone() - self.before.weights.clone()) * pull.clone(),
            bias: self.now.bias.clone() + (self.now.bias.clone() - self.before.bias.clone()) * pull,
        };
        let slope = self.problem.slope(&ahead, self.schedule.weight_decay);
        let next = Iterate {
            weights: ahead.weights - slope.weights.clone() * self.weight_step.clone(),
            bias: ahead.bias - slope.bias.clone() * self.bias_step,
        };
        self.before = std::mem::replace(&mut self.now, next);
        self.momentum = self.restarted(grown, &slope);
        slope
    }

    /// Momentum starts afresh in each head whose step went uphill.
    fn restarted(&self, grown: Tensor<2>, slope: &Slope) -> Tensor<2> {
        let moved = (self.now.weights.clone() - self.before.weights.clone()) * slope.weights.clone();
        let shifted = (self.now.bias.clone() - self.before.bias.clone()) * slope.bias.clone();
        let uphill = self.problem.per_head(moved.sum_dim(0) + shifted).greater_elem(0.0);
        grown.mask_fill(uphill, 1.0)
    }

    /// Reads where the training is, in one round trip.
    async fn look(&self, slope: Slope) -> Result<Stage> {
        let problem = &self.problem;
        let squares = slope.weights.square().sum_dim(0);
        let to_gain = problem.per_head(
            squares / (2.0 * self.schedule.weight_decay)
                + slope.bias.square() / (2.0 * BIAS_CURVATURE * BIAS_CURVATURE),
        );
        let mut parts = vec![
            slope.cross_entropy.flatten::<1>(0, 1),
            slope.objective.flatten::<1>(0, 1),
            to_gain.flatten::<1>(0, 1),
        ];
        if problem.heads > 1 {
            parts.push(problem.held_out_logits(slope.logits).flatten::<1>(0, 1));
        }
        let values = read(Tensor::cat(parts, 0)).await?;
        let heads = problem.heads;
        let objectives = values[heads..2 * heads].to_vec();
        let converged = objectives
            .iter()
            .zip(&values[2 * heads..3 * heads])
            .all(|(objective, left)| *left <= GAP * objective);
        Ok(Stage {
            epoch: self.epoch,
            loss: values[0],
            objectives,
            held_out: values[3 * heads..].chunks_exact(problem.classes).map(softmax).collect(),
            converged,
        })
    }
}

impl Problem {
    fn new(samples: &Samples, device: &Device) -> Self {
        let (n, d, c) = (samples.labels.len(), samples.dimensions, samples.classes);
        let heads = 1 + samples.fold_count;
        let (vectors, centre) = centred(&samples.vectors, d);
        let mut targets = vec![0.0_f32; n * c];
        let mut held_out = vec![0.0_f32; n * heads];
        for (row, (label, fold)) in samples.labels.iter().zip(&samples.folds).enumerate() {
            targets[row * c + label] = 1.0;
            if let Some(fold) = fold {
                held_out[row * heads + 1 + fold] = 1.0;
            }
        }
        let plain = device.clone().without_autodiff();
        let vectors = Tensor::<2>::from_data(TensorData::new(vectors, [n, d]), &plain);
        let held_out = Tensor::<2>::from_data(TensorData::new(held_out, [n, heads]), &plain);
        let seen = held_out.clone().neg() + 1.0;
        let share = seen.clone() / seen.sum_dim(0);
        let means = share.clone().transpose().matmul(vectors.clone());
        Self {
            vectors,
            targets: Tensor::from_data(TensorData::new(targets, [n, 1, c]), &plain),
            share,
            means,
            held_out: held_out.reshape([n, heads, 1]),
            samples: n,
            dimensions: d,
            classes: c,
            heads,
            centre,
        }
    }

    /// Böhning's bound on the curvature of each head's likelihood, ½ of the largest eigenvalue of its samples'
    /// covariance: `[1, F]`. By power iteration, all heads side by side.
    fn curvature(&self) -> Tensor<2> {
        let device = self.vectors.device();
        let mut random = fastrand::Rng::with_seed(0);
        let start: Vec<f32> = (0..self.dimensions * self.heads).map(|_| random.f32() - 0.5).collect();
        let mut direction =
            Tensor::<2>::from_data(TensorData::new(start, [self.dimensions, self.heads]), &device);
        let mut eigenvalue = Tensor::<2>::ones([1, self.heads], &device);
        for _ in 0..POWER_STEPS {
            let offset = (self.means.clone().transpose() * direction.clone()).sum_dim(0);
            let along = self.vectors.clone().matmul(direction) - offset;
            let image = self.vectors.clone().transpose().matmul(along.clone() * self.share.clone())
                - self.means.clone().transpose() * (along * self.share.clone()).sum_dim(0);
            eigenvalue = image.clone().square().sum_dim(0).sqrt();
            direction = image / eigenvalue.clone().clamp_min(f32::MIN_POSITIVE);
        }
        eigenvalue * (0.5 * POWER_MARGIN)
    }

    /// The objective's gradient for every head at once, by autodiff.
    fn slope(&self, at: &Iterate, weight_decay: f32) -> Slope {
        let weights = at.weights.clone().autodiff().require_grad();
        let bias = at.bias.clone().autodiff().require_grad();
        let logits = self.logits(weights.clone(), bias.clone());
        let [n, f, c] = [self.samples, self.heads, self.classes];
        let likelihood = log_softmax(logits.clone().reshape([n, f, c]), 2) * self.targets.clone().autodiff();
        let cross_entropy =
            (likelihood.sum_dim(2).reshape([n, f]) * self.share.clone().autodiff()).sum_dim(0).neg();
        let penalty = self.per_head(weights.clone().square().sum_dim(0)) * (0.5 * weight_decay);
        let objective = cross_entropy.clone() + penalty;
        let gradients = objective.clone().sum().backward();
        let zero = |like: &Tensor<2>| like.zeros_like();
        Slope {
            weights: weights.grad(&gradients).unwrap_or_else(|| zero(&at.weights)),
            bias: bias.grad(&gradients).unwrap_or_else(|| zero(&at.bias)),
            cross_entropy: cross_entropy.inner(),
            objective: objective.inner(),
            logits: logits.inner(),
        }
    }

    /// `[N, F·C]`: each head's features are centred on the mean of what it sees.
    fn logits(&self, weights: Tensor<2>, bias: Tensor<2>) -> Tensor<2> {
        let [f, c] = [self.heads, self.classes];
        let mean_part = self.means.clone().autodiff().matmul(weights.clone()).reshape([f, f, c]);
        // Of the product of every mean with every head, only each head's own matters.
        let own = Tensor::<2>::eye(f, &self.vectors.device()).reshape([f, f, 1]).autodiff();
        let offset = bias - (mean_part * own).sum_dim(0).reshape([1, f * c]);
        self.vectors.clone().autodiff().matmul(weights) + offset
    }

    /// The logits `[N, C]` of each sample by the head that holds it out.
    fn held_out_logits(&self, logits: Tensor<2>) -> Tensor<2> {
        let [n, f, c] = [self.samples, self.heads, self.classes];
        (logits.reshape([n, f, c]) * self.held_out.clone()).sum_dim(1).reshape([n, c])
    }

    /// The mean vector of what the deployed head sees, `[D]`.
    async fn mean(&self) -> Result<Vec<f32>> {
        let own = read(self.means.clone().slice([0..1, 0..self.dimensions])).await?;
        Ok(own.iter().zip(&self.centre).map(|(own, centre)| own + centre).collect())
    }

    /// One value a head `[1, F]` → one a column `[1, F·C]`.
    fn per_class(&self, values: Tensor<2>) -> Tensor<2> {
        let [f, c] = [self.heads, self.classes];
        values.reshape([1, f, 1]).expand([1, f, c]).reshape([1, f * c])
    }

    /// The sum over each head's columns: `[1, F·C]` → `[1, F]`.
    fn per_head(&self, values: Tensor<2>) -> Tensor<2> {
        let [f, c] = [self.heads, self.classes];
        values.reshape([1, f, c]).sum_dim(2).reshape([1, f])
    }
}

/// Rows `[N, D]` less their mean, and the mean.
fn centred(rows: &[f32], dimensions: usize) -> (Vec<f32>, Vec<f32>) {
    let count = (rows.len() / dimensions).max(1);
    let mut mean = vec![0.0_f64; dimensions];
    for row in rows.chunks_exact(dimensions) {
        for (total, value) in mean.iter_mut().zip(row) {
            *total += f64::from(*value);
        }
    }
    let mean: Vec<f32> = mean.iter().map(|total| (total / count as f64) as f32).collect();
    let rows = rows
        .chunks_exact(dimensions)
        .flat_map(|row| row.iter().zip(&mean).map(|(value, mean)| value - mean))
        .collect();
    (rows, mean)
}
