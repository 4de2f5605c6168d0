//! The objective of all heads at once, with its gradient and its course along a line.

use std::ops::Range;

use burn::tensor::{Device, Tensor, TensorData};

use super::{Samples, Schedule};
use crate::matrix::Matrix;

/// Largest factor by which one balancing step moves a class's mean probability towards its frequency. A class that a
/// head never sees has frequency 0, so its bias would go to minus infinity.
const LARGEST_RATIO: f32 = 10.0;

/// What all parts of a training share.
pub(super) struct Common {
    /// `[N, D]`, centred on the mean of all samples. Since the bias is free, this changes no answer, but it removes the
    /// largest eigenvalue of the Hessian.
    pub(super) vectors: Tensor<2>,
    /// One-hot classes, `[N, 1, C]`.
    targets: Tensor<3>,
    /// Weight of each sample in each head, `[N, F]`, on the host.
    shares: Vec<f32>,
    /// The fold that holds each sample out; `None` also for folds that no head is trained for.
    pub(super) folds: Vec<Option<usize>>,
    pub(super) dimensions: usize,
    pub(super) classes: usize,
    /// Number of heads, over all parts.
    pub(super) heads: usize,
    weight_decay: f32,
    /// The mean that was subtracted, `[D]`, on the host.
    pub(super) centre: Vec<f32>,
    /// Mean squared norm of the centred vectors.
    pub(super) spread: f32,
}

/// The constant tensors of the heads of one part.
pub(super) struct Objective {
    /// `[N, D]`, as in [`Common`].
    pub(super) vectors: Tensor<2>,
    /// `[N, 1, C]`, as in [`Common`].
    targets: Tensor<3>,
    /// Weight of each sample in each head, `[N, F]`: 0 if the head does not see it; each head's weights sum to 1.
    share: Tensor<2>,
    /// Summed weight of the samples of each class, `[1, F·C]`.
    frequencies: Tensor<2>,
    /// 1 where a head holds a sample out, otherwise 0: `[N, F, 1]`.
    held_out: Tensor<3>,
    samples: usize,
    pub(super) dimensions: usize,
    pub(super) classes: usize,
    /// Number of heads `F` in this part.
    pub(super) heads: usize,
    /// Whether any of them holds samples out.
    holds_out: bool,
    weight_decay: f32,
}

/// Weights `[D, F·C]` and biases `[1, F·C]`: a point, a gradient or a direction.
#[derive(Clone)]
pub(super) struct Parameters {
    pub(super) weights: Tensor<2>,
    pub(super) bias: Tensor<2>,
}

/// The heads' outputs at a point. Everything but the products with the vectors is kept, so that a line search costs a
/// single product.
#[derive(Clone)]
pub(super) struct Evaluation {
    /// `[N, F·C]`.
    pub(super) logits: Tensor<2>,
    /// `[N, F, C]`.
    pub(super) probabilities: Tensor<3>,
    /// `[1, F]`.
    pub(super) cross_entropy: Tensor<2>,
    /// `½·λ·‖W‖²`, `[1, F]`.
    pub(super) penalty: Tensor<2>,
}

/// A line through a point, reduced to what does not change along it.
pub(super) struct Line {
    /// Logits of the direction, `[N, F, C]`.
    logits: Tensor<3>,
    /// λ·⟨W, direction⟩ at the start and λ·‖direction‖², `[1, F]`.
    along: Tensor<2>,
    square: Tensor<2>,
}

impl Parameters {
    /// Each column times a factor `[1, F·C]`, added to `self`.
    pub(super) fn plus(&self, other: &Self, factor: &Tensor<2>) -> Self {
        Self {
            weights: self.weights.clone() + other.weights.clone() * factor.clone(),
            bias: self.bias.clone() + other.bias.clone() * factor.clone(),
        }
    }

    pub(super) fn scaled(&self, factor: &Tensor<2>) -> Self {
        Self { weights: self.weights.clone() * factor.clone(), bias: self.bias.clone() * factor.clone() }
    }

    pub(super) fn minus(&self, other: &Self) -> Self {
        Self {
            weights: self.weights.clone() - other.weights.clone(),
            bias: self.bias.clone() - other.bias.clone(),
        }
    }
}

impl Evaluation {
    /// `[1, F]`.
    pub(super) fn objective(&self) -> Tensor<2> {
        self.cross_entropy.clone() + self.penalty.clone()
    }

    /// Takes `self` in the heads where `mask` `[1, F]` is 1, and `other` where it is 0.
    pub(super) fn or(self, other: &Self, mask: &Tensor<2>, problem: &Objective) -> Self {
        let refused = mask.clone().lower_elem(0.5);
        let [n, f, c] = self.probabilities.dims();
        let columns = problem.per_class(mask.clone()).lower_elem(0.5).expand([n, f * c]);
        let cells = refused.clone().reshape([1, f, 1]).expand([n, f, c]);
        Self {
            logits: self.logits.mask_where(columns, other.logits.clone()),
            probabilities: self.probabilities.mask_where(cells, other.probabilities.clone()),
            cross_entropy: self.cross_entropy.mask_where(refused.clone(), other.cross_entropy.clone()),
            penalty: self.penalty.mask_where(refused, other.penalty.clone()),
        }
    }
}

impl Common {
    pub(super) fn new(samples: &Samples, schedule: &Schedule, device: &Device) -> Self {
        let (n, d, c) = (samples.labels.len(), samples.vectors.columns(), samples.classes);
        let (vectors, centre) = centred(&samples.vectors);
        let spread = vectors.iter().map(|value| f64::from(value * value)).sum::<f64>() / n as f64;
        let mut targets = vec![0.0_f32; n * c];
        for (row, label) in samples.labels.iter().enumerate() {
            targets[row * c + label] = 1.0;
        }
        let device = device.clone().without_autodiff();
        let folds = samples.folds.iter().map(|fold| fold.filter(|fold| *fold < samples.fold_count));
        Self {
            vectors: Tensor::from_data(TensorData::new(vectors, [n, d]), &device),
            targets: Tensor::from_data(TensorData::new(targets, [n, 1, c]), &device),
            shares: shares(samples, schedule.balanced),
            folds: folds.collect(),
            dimensions: d,
            classes: c,
            heads: 1 + samples.fold_count,
            weight_decay: schedule.weight_decay,
            centre,
            spread: spread as f32,
        }
    }

    /// The problem for some of the heads. Head 0 sees every sample; head `1 + k` sees all but fold `k`.
    pub(super) fn problem(&self, heads: Range<usize>) -> Objective {
        let (n, c, f) = (self.folds.len(), self.classes, heads.len());
        let mut held_out = vec![0.0_f32; n * f];
        for (row, fold) in self.folds.iter().enumerate() {
            if let Some(head) = fold.map(|fold| 1 + fold).filter(|head| heads.contains(head)) {
                held_out[row * f + head - heads.start] = 1.0;
            }
        }
        let rows = self.shares.chunks_exact(self.heads);
        let share: Vec<f32> = rows.flat_map(|row| &row[heads.clone()]).copied().collect();
        let device = self.vectors.device();
        let held_out = Tensor::<3>::from_data(TensorData::new(held_out, [n, f, 1]), &device);
        let share = Tensor::<2>::from_data(TensorData::new(share, [n, f]), &device);
        // Equals summing over samples in `[N, F, C]`, without a tensor of that size.
        let targets: Tensor<2> = self.targets.clone().reshape([n, c]);
        let frequencies = share.clone().transpose().matmul(targets);
        Objective {
            vectors: self.vectors.clone(),
            targets: self.targets.clone(),
            share,
            frequencies: frequencies.reshape([1, f * c]),
            held_out,
            samples: n,
            dimensions: self.dimensions,
            classes: c,
            heads: f,
            holds_out: heads.end > 1,
            weight_decay: self.weight_decay,
        }
    }
}

impl Objective {
    /// Whether any of the heads holds samples out.
    pub(super) fn holds_out(&self) -> bool {
        self.holds_out
    }

    /// Number of columns over all heads, `F·C`.
    pub(super) fn columns(&self) -> usize {
        self.heads * self.classes
    }

    /// Outputs of heads whose weights and biases are zero.
    pub(super) fn start(&self) -> Evaluation {
        let device = self.vectors.device();
        let logits = Tensor::zeros([self.samples, self.columns()], &device);
        self.answers(logits, Tensor::zeros([1, self.heads], &device)).0
    }

    /// The objective's gradient at `at`, where the heads' outputs are `answers`.
    pub(super) fn gradient(&self, at: &Parameters, answers: &Evaluation) -> Parameters {
        let [n, f] = [self.samples, self.heads];
        let errors =
            (answers.probabilities.clone() - self.targets.clone()) * self.share.clone().reshape([n, f, 1]);
        let errors: Tensor<2> = errors.reshape([n, self.columns()]);
        Parameters {
            weights: self.vectors.clone().transpose().matmul(errors.clone())
                + at.weights.clone() * self.weight_decay,
            bias: errors.sum_dim(0),
        }
    }

    /// Weighted mean of p·(1 − p) over the samples and classes that each head sees: `[1, F]`.
    pub(super) fn curvature(&self, answers: &Evaluation) -> Tensor<2> {
        let certain = self.over_classes(answers.probabilities.clone().square());
        (self.mean(certain).neg() + 1.0) / self.classes as f32
    }

    /// Prepares the line through `at` along `direction`.
    pub(super) fn line(&self, at: &Parameters, direction: &Parameters) -> Line {
        let logits = self.vectors.clone().matmul(direction.weights.clone()) + direction.bias.clone();
        let product = |a: &Tensor<2>, b: &Tensor<2>| {
            self.per_head((a.clone() * b.clone()).sum_dim(0)) * self.weight_decay
        };
        Line {
            logits: logits.reshape([self.samples, self.heads, self.classes]),
            along: product(&at.weights, &direction.weights),
            square: product(&direction.weights, &direction.weights),
        }
    }

    /// The objective's second derivative along the line at the outputs `answers`, `[1, F]`.
    pub(super) fn bend(&self, line: &Line, answers: &Evaluation) -> Tensor<2> {
        let weighted = answers.probabilities.clone() * line.logits.clone();
        let mean = self.over_classes(weighted.clone());
        let variance = self.over_classes(weighted * line.logits.clone()) - mean.square();
        self.mean(variance) + line.square.clone()
    }

    /// The heads' outputs after a step `[1, F]` along the line, and the objective's slope there, `[1, F]`.
    pub(super) fn follow(&self, from: &Evaluation, line: &Line, step: &Tensor<2>) -> (Evaluation, Tensor<2>) {
        let [f, c] = [self.heads, self.classes];
        let moved: Tensor<2> =
            (line.logits.clone() * step.clone().reshape([1, f, 1])).reshape([self.samples, f * c]);
        let growth = line.along.clone() + line.square.clone() * step.clone() * 0.5;
        let penalty = from.penalty.clone() + growth * step.clone();
        let (answers, errors) = self.answers(from.logits.clone() + moved, penalty);
        let slope = self.mean(self.over_classes(errors * line.logits.clone()))
            + line.along.clone()
            + line.square.clone() * step.clone();
        (answers, slope)
    }

    /// Moves each class's mean probability towards its frequency by shifting the biases. Returns the new outputs and
    /// the shift `[1, F·C]`. This is iterative scaling (Darroch & Ratcliff 1972), which never raises the objective.
    pub(super) fn balanced(&self, answers: Evaluation) -> (Evaluation, Tensor<2>) {
        let [n, f] = [self.samples, self.heads];
        let weighted = answers.probabilities * self.share.clone().reshape([n, f, 1]);
        let means: Tensor<2> = weighted.sum_dim(0).reshape([1, self.columns()]);
        let ratio = self.frequencies.clone() / means.clamp_min(f32::MIN_POSITIVE);
        let shift = ratio.clamp(1.0 / LARGEST_RATIO, LARGEST_RATIO).log();
        (self.answers(answers.logits + shift.clone(), answers.penalty).0, shift)
    }

    /// Outputs for given logits, and the probabilities minus the targets, `[N, F, C]`.
    fn answers(&self, logits: Tensor<2>, penalty: Tensor<2>) -> (Evaluation, Tensor<3>) {
        let [n, f, c] = [self.samples, self.heads, self.classes];
        let cells: Tensor<3> = logits.clone().reshape([n, f, c]);
        // Written out by hand: the gradient needs probabilities and the objective needs their logarithm, and `exp` is
        // expensive.
        let shifted = cells.clone() - cells.max_dim(2);
        let powers = shifted.clone().exp();
        let sums = powers.clone().sum_dim(2);
        let own = self.over_classes(shifted * self.targets.clone());
        let probabilities = powers / sums.clone();
        let cross_entropy = self.mean(sums.log().reshape([n, f]) - own);
        let errors = probabilities.clone() - self.targets.clone();
        (Evaluation { logits, probabilities, cross_entropy, penalty }, errors)
    }

    /// The logits `[N, C]` of each sample by the head that holds it out.
    pub(super) fn held_out_logits(&self, logits: Tensor<2>) -> Tensor<2> {
        let [n, f, c] = [self.samples, self.heads, self.classes];
        (logits.reshape([n, f, c]) * self.held_out.clone()).sum_dim(1).reshape([n, c])
    }

    /// ⟨a, b⟩ of each head, `[1, F]`.
    pub(super) fn product(&self, a: &Parameters, b: &Parameters) -> Tensor<2> {
        self.per_head((a.weights.clone() * b.weights.clone()).sum_dim(0) + a.bias.clone() * b.bias.clone())
    }

    /// Repeats one value per head `[1, F]` for each of its columns `[1, F·C]`.
    pub(super) fn per_class(&self, values: Tensor<2>) -> Tensor<2> {
        let [f, c] = [self.heads, self.classes];
        values.reshape([1, f, 1]).expand([1, f, c]).reshape([1, f * c])
    }

    /// The sum over each head's columns: `[1, F·C]` → `[1, F]`.
    pub(super) fn per_head(&self, values: Tensor<2>) -> Tensor<2> {
        let [f, c] = [self.heads, self.classes];
        values.reshape([1, f, c]).sum_dim(2).reshape([1, f])
    }

    /// `[N, F, C]` → `[N, F]`.
    fn over_classes(&self, values: Tensor<3>) -> Tensor<2> {
        values.sum_dim(2).reshape([self.samples, self.heads])
    }

    /// The weighted mean over the samples that each head sees: `[N, F]` → `[1, F]`.
    fn mean(&self, values: Tensor<2>) -> Tensor<2> {
        (values * self.share.clone()).sum_dim(0)
    }
}

/// Weight of each sample in each head, `[N, F]`: equal for all samples that the head sees, or for all classes if
/// balanced.
fn shares(samples: &Samples, balanced: bool) -> Vec<f32> {
    let (c, heads) = (samples.classes, 1 + samples.fold_count);
    let learns = |head: usize, fold: Option<usize>| fold.is_none_or(|fold| head != 1 + fold);
    // Number of samples of each class that a head sees, `[F, C]`.
    let mut counts = vec![0_u32; heads * c];
    for (label, fold) in samples.labels.iter().zip(&samples.folds) {
        for head in (0..heads).filter(|head| learns(*head, *fold)) {
            counts[head * c + label] += 1;
        }
    }
    let weight = |head: usize, label: usize| {
        let of_head = &counts[head * c..(head + 1) * c];
        let classes = of_head.iter().filter(|count| **count > 0).count();
        if balanced {
            1.0 / (classes as f32 * of_head[label] as f32)
        } else {
            1.0 / of_head.iter().sum::<u32>() as f32
        }
    };
    let of_sample = |(label, fold): (&usize, &Option<usize>)| -> Vec<f32> {
        (0..heads).map(|head| if learns(head, *fold) { weight(head, *label) } else { 0.0 }).collect()
    };
    samples.labels.iter().zip(&samples.folds).flat_map(of_sample).collect()
}

/// Rows `[N, D]` minus their mean, and the mean.
fn centred(matrix: &Matrix) -> (Vec<f32>, Vec<f32>) {
    let count = matrix.row_count().max(1);
    let mut mean = vec![0.0_f64; matrix.columns()];
    for row in matrix.rows() {
        for (total, value) in mean.iter_mut().zip(row) {
            *total += f64::from(*value);
        }
    }
    let mean: Vec<f32> = mean.iter().map(|total| (total / count as f64) as f32).collect();
    // Allocate once: growing would briefly hold the vectors twice.
    let mut centred = Vec::with_capacity(matrix.values().len());
    for row in matrix.rows() {
        centred.extend(row.iter().zip(&mean).map(|(value, mean)| value - mean));
    }
    (centred, mean)
}
