//! Softmax regression, trained to convergence: the deployed head and the heads of the folds as one problem.
//!
//! Each of `F` heads minimises, over the samples that its mask lets it see,
//!
//! ```text
//! mean cross-entropy + ½·λ·‖W‖²        (the bias is free)
//! ```
//!
//! The mean is over samples or, if balanced, over classes: a sample of class `c` then has weight `N / (C·N_c)`,
//! counting only the samples and classes that the head sees. Head 0 sees every sample; head `1 + k` sees all but fold
//! `k`. The problem is strictly convex in the weights, so it has *one* solution, which limited-memory BFGS finds
//! (Nocedal & Wright, §7.2). An epoch costs two products of the vectors with a matrix of all heads, `[D, F·C]`. Three
//! things keep the number of epochs small:
//!
//! - Steps are preconditioned by an approximate Hessian ([`preconditioner`]), which halves the epochs.
//! - Logits are linear along a direction, so the line search needs no further product.
//! - Each head has its own step length and memory, held on the device, so that no head waits for another.
//!
//! Training ends when a bound on the possible improvement falls below [`GAP`] of the objective. The bound is ‖∇W‖²/(2λ)
//! for the weights, by strong convexity, plus ‖∇b‖₁ for the biases. The objective is convex but not strongly convex in
//! the biases, so the bound assumes that they are within 1 of their optimum; rebalancing them after each step, which
//! needs no product either, keeps them near it.
//!
//! Memory is bounded. A tensor of the heads' outputs for all samples, `[N, F, C]`, is needed about twelve times over,
//! so only as many heads are trained at once as fit into [`CELLS`]. The others follow, part by part.

mod objective;
mod preconditioner;
mod solver;

use burn::tensor::{Device, Tensor};

use self::objective::Common;
use self::preconditioner::{Metric, Sketch};
use self::solver::{Readout, Solver};
use super::head::Head;
use crate::matrix::Matrix;
use crate::metrics::softmax;
use crate::tensor::read;
use handlens_core::{Error, Result, msg};

/// Training ends when the objective can fall by at most this share of itself.
const GAP: f32 = 1e-3;
/// Most outputs `N·F·C` held at once: a tensor of them takes 16 MB, and up to twelve such tensors exist at the same
/// time.
const CELLS: usize = 4_000_000;

/// Training data.
#[derive(Debug, Clone)]
pub struct Samples {
    /// Vectors `[N, D]`.
    pub vectors: Matrix,
    /// Class of each sample, below `classes`.
    pub labels: Vec<usize>,
    /// Number of classes `C`, at least 2.
    pub classes: usize,
    /// The fold that holds each sample out, if any.
    pub folds: Vec<Option<usize>>,
    /// Number of folds to train heads for. 0 trains the deployed head alone, whatever `folds` says.
    pub fold_count: usize,
}

/// Hyperparameters of one training.
#[derive(Debug, Clone, Copy)]
pub struct Schedule {
    /// Step length as a share of the best step along each direction, 0 (exclusive) to 1.
    pub learning_rate: f32,
    /// Weight decay, λ in the objective.
    pub weight_decay: f32,
    /// Most epochs.
    pub epochs: u32,
    /// Whether every class has the same weight, however many samples it has.
    pub balanced: bool,
}

/// State of a training in progress.
#[derive(Debug, Clone)]
pub struct Progress {
    /// Epochs done.
    pub epoch: u32,
    /// Mean cross-entropy of the deployed head on its samples, in nats; the mean over classes if they are balanced.
    pub loss: f32,
    /// Objective of each head, `[F]`: cross-entropy plus penalty. Heads that have not started are missing.
    pub objectives: Vec<f32>,
    /// Class probabilities of each sample by the head that never saw it, `[N]` of `[C]`. Empty without folds.
    /// Meaningless for samples without a fold, and an empty row while the sample's head has not started.
    pub held_out: Vec<Vec<f32>>,
    /// Whether every head has converged.
    pub converged: bool,
}

/// A finished training.
#[derive(Debug, Clone)]
pub struct Fitted {
    /// The deployed head.
    pub head: Head,
    /// State at the end.
    pub stage: Progress,
}

/// A training in progress. Each [`Fit::advance`] runs a few epochs, so that other work can run in between.
pub struct Fit {
    common: Box<Common>,
    schedule: Schedule,
    sketch: Sketch,
    /// Created by the first [`Fit::advance`], because it waits for the device.
    metric: Option<Metric>,
    /// The heads being trained now.
    solver: Box<Solver>,
    /// Number of heads in a part.
    heads_at_a_time: usize,
    done: Done,
}

/// Results of the parts that are finished.
#[derive(Default)]
struct Done {
    /// Number of heads.
    heads: usize,
    epochs: u32,
    loss: f32,
    objectives: Vec<f32>,
    /// Held-out logits, `[N, C]`; empty until the first part with folds is finished.
    held_out: Vec<f32>,
    unconverged: bool,
    /// Weights and bias of the deployed head, `[D + 1, C]`.
    deployed: Option<Tensor<2>>,
    /// Whether all parts are finished.
    all: bool,
}

impl Fit {
    /// Uploads the samples to the device.
    ///
    /// # Errors
    ///
    /// When there are fewer than two classes or no samples.
    pub fn new(samples: &Samples, schedule: Schedule, device: &Device) -> Result<Self> {
        let cells = samples.labels.len() * samples.classes;
        Self::in_parts(samples, schedule, device, (CELLS / cells.max(1)).max(1))
    }

    fn in_parts(
        samples: &Samples,
        schedule: Schedule,
        device: &Device,
        heads_at_a_time: usize,
    ) -> Result<Self> {
        if samples.classes < 2 || samples.labels.is_empty() {
            return Err(Error::request(msg!("fit-needs-two-classes")));
        }
        let common = Box::new(Common::new(samples, &schedule, device));
        let first = common.problem(0..heads_at_a_time.min(common.heads));
        Ok(Self {
            sketch: Sketch::new(&common.vectors),
            metric: None,
            solver: Box::new(Solver::new(first, schedule)),
            heads_at_a_time,
            done: Done::default(),
            common,
            schedule,
        })
    }

    /// Runs a few more epochs, then reads the state from the device.
    ///
    /// # Errors
    ///
    /// When the device is lost, or returns a value that is not finite.
    pub async fn advance(&mut self) -> Result<Progress> {
        let metric = match self.metric.take() {
            Some(metric) => metric,
            None => Metric::new(&self.sketch, self.common.spread, self.schedule.weight_decay).await?,
        };
        let readout = self.solver.advance(&metric).await;
        self.metric = Some(metric);
        let readout = readout?;
        let part_is_done = readout.converged || self.solver.exhausted();
        let stage = self.stage(&readout, part_is_done);
        if part_is_done {
            self.end_part(readout);
        }
        Ok(stage)
    }

    /// Whether training is over: each head has converged or reached the epoch limit.
    pub fn exhausted(&self) -> bool {
        self.done.all
    }

    /// Reads the deployed head. `stage` is the last result of [`Fit::advance`].
    ///
    /// # Errors
    ///
    /// When the device is lost.
    pub async fn finish(self, stage: Progress) -> Result<Fitted> {
        let (d, c) = (self.common.dimensions, self.common.classes);
        let mut weights = read(self.done.deployed.unwrap_or_else(|| deployed(&self.solver))).await?;
        let mut bias = weights.split_off(d * c);
        // Training used vectors centred on the samples' mean: fold the mean back into the bias.
        for (mean, row) in self.common.centre.iter().zip(weights.chunks_exact(c)) {
            for (bias, weight) in bias.iter_mut().zip(row) {
                *bias -= mean * weight;
            }
        }
        let head = Head::new(weights, bias).ok_or_else(|| Error::device(msg!("fit-without-head")))?;
        Ok(Fitted { head, stage })
    }

    /// The state of the whole training, given the part that is being trained now.
    fn stage(&self, readout: &Readout, part_is_done: bool) -> Progress {
        let Done { heads, epochs, loss, objectives, held_out, unconverged, .. } = &self.done;
        let known = heads + readout.objectives.len();
        let classes = self.common.classes;
        let row = |row: usize| {
            let begin = row * classes;
            // The deployed head is head 0.
            if self.common.folds[row].is_some_and(|fold| 1 + fold >= known) {
                return Vec::new();
            }
            let now = readout.held_out.get(begin..begin + classes);
            let before = held_out.get(begin..begin + classes);
            match (before, now) {
                (Some(before), Some(now)) => {
                    softmax(&before.iter().zip(now).map(|(before, now)| before + now).collect::<Vec<_>>())
                }
                (Some(logits), None) | (None, Some(logits)) => softmax(logits),
                (None, None) => Vec::new(),
            }
        };
        let has_folds = self.common.heads > 1;
        Progress {
            epoch: self.solver.epoch.max(*epochs),
            loss: if *heads == 0 { readout.loss } else { *loss },
            objectives: objectives.iter().chain(&readout.objectives).copied().collect(),
            held_out: if has_folds { (0..self.common.folds.len()).map(row).collect() } else { Vec::new() },
            converged: part_is_done && known == self.common.heads && readout.converged && !unconverged,
        }
    }

    /// Stores the results of a part and starts the next one.
    fn end_part(&mut self, readout: Readout) {
        let Self { done, solver, common, .. } = self;
        if done.heads == 0 {
            done.loss = readout.loss;
            done.deployed = Some(deployed(solver));
        }
        done.heads += readout.objectives.len();
        done.epochs = done.epochs.max(solver.epoch);
        done.objectives.extend(readout.objectives);
        done.unconverged |= !readout.converged;
        if done.held_out.is_empty() {
            done.held_out = readout.held_out;
        } else {
            for (sum, now) in done.held_out.iter_mut().zip(readout.held_out) {
                *sum += now;
            }
        }
        done.all = done.heads >= common.heads;
        if !done.all {
            let end = (done.heads + self.heads_at_a_time).min(common.heads);
            **solver = Solver::new(common.problem(done.heads..end), self.schedule);
        }
    }
}

/// Weights and bias of the first head of a part, `[D + 1, C]`.
fn deployed(solver: &Solver) -> Tensor<2> {
    let (d, c) = (solver.problem.dimensions, solver.problem.classes);
    Tensor::cat(vec![solver.now.weights.clone(), solver.now.bias.clone()], 0).slice([0..d + 1, 0..c])
}

#[cfg(test)]
mod tests {
    use super::objective::Parameters;
    use super::*;

    fn samples() -> Samples {
        let mut random = fastrand::Rng::with_seed(3);
        let labels: Vec<usize> = (0..40).map(|sample| sample % 4).collect();
        Samples {
            vectors: Matrix::of((0..40 * 7).map(|_| random.f32() * 3.0 - 1.0).collect(), 7),
            folds: (0..40).map(|sample| (sample % 9 != 0).then_some(sample % 3)).collect(),
            labels,
            classes: 4,
            fold_count: 3,
        }
    }

    #[test]
    fn the_gradient_is_that_of_autodiff() {
        for balanced in [false, true] {
            compare_with_autodiff(balanced);
        }
    }

    fn compare_with_autodiff(balanced: bool) {
        let fit = Fit::new(
            &samples(),
            Schedule { learning_rate: 1.0, weight_decay: 0.03, epochs: 1, balanced },
            &Device::flex(),
        )
        .expect("the samples are fine");
        let problem = &fit.solver.problem;
        let mut random = fastrand::Rng::with_seed(4);
        let mut tensor = |rows: usize| {
            let values: Vec<f32> = (0..rows * 16).map(|_| random.f32() - 0.5).collect();
            Tensor::<2>::from_data(
                burn::tensor::TensorData::new(values, [rows, 16]),
                &problem.vectors.device(),
            )
        };
        let at = Parameters { weights: tensor(7), bias: tensor(1) };
        let origin = Parameters { weights: fit.solver.now.weights.clone(), bias: tensor(1) * 0.0 };
        let start = problem.start();
        let line = problem.line(&origin, &at);
        let whole = Tensor::ones([1, 4], &problem.vectors.device());
        let gradient = problem.gradient(&at, &problem.follow(&start, &line, &whole).0);
        let objective = |parameters: &Parameters| {
            let line = problem.line(&origin, parameters);
            problem.follow(&start, &line, &whole).0.objective()
        };
        let taped = Parameters {
            weights: at.weights.autodiff().require_grad(),
            bias: at.bias.autodiff().require_grad(),
        };
        let gradients = objective(&taped).sum().backward();
        for (own, taped) in [(gradient.weights, taped.weights), (gradient.bias, taped.bias)] {
            let expected = taped.grad(&gradients).expect("it has a gradient");
            let apart = (own - expected).abs().max().into_scalar::<f32>();
            assert!(apart < 1e-5, "{apart}");
        }
    }

    #[test]
    fn a_training_keeps_no_graph_even_on_a_device_that_would() {
        let schedule = Schedule { learning_rate: 1.0, weight_decay: 0.03, epochs: 3, balanced: false };
        let device = Device::flex().autodiff();
        assert!(device.is_autodiff());
        let mut fit = Fit::new(&samples(), schedule, &device).expect("the samples are fine");
        pollster::block_on(fit.advance()).expect("the CPU answers");
        let solver = &fit.solver;
        assert!(solver.epoch > 0);
        for kept in [&solver.problem.vectors, &solver.now.weights, &solver.now.bias, &solver.trust] {
            assert!(!kept.device().is_autodiff());
        }
    }

    fn fitted(heads_at_a_time: usize, epochs: u32) -> (Fitted, Vec<Progress>) {
        let schedule = Schedule { learning_rate: 1.0, weight_decay: 0.03, epochs, balanced: true };
        let mut fit = Fit::in_parts(&samples(), schedule, &Device::flex(), heads_at_a_time).expect("samples");
        let mut stages = Vec::new();
        loop {
            let stage = pollster::block_on(fit.advance()).expect("the CPU answers");
            stages.push(stage.clone());
            if stage.converged || fit.exhausted() {
                return (pollster::block_on(fit.finish(stage)).expect("a head"), stages);
            }
        }
    }

    #[test]
    fn heads_that_are_solved_in_parts_are_those_that_are_solved_at_once() {
        let (whole, _) = fitted(4, 500);
        assert!(whole.stage.converged);
        for heads_at_a_time in 1..4 {
            let (parts, stages) = fitted(heads_at_a_time, 500);
            assert!(parts.stage.converged, "{heads_at_a_time}");
            assert_eq!(parts.stage.objectives.len(), 4);
            for (one, other) in parts.stage.objectives.iter().zip(&whole.stage.objectives) {
                assert!((one / other - 1.0).abs() < 2.0 * GAP, "{one} {other}");
            }
            for (photo, (one, other)) in parts.stage.held_out.iter().zip(&whole.stage.held_out).enumerate() {
                if samples().folds[photo].is_some() {
                    assert!(one.iter().zip(other).all(|(one, other)| (one - other).abs() < 0.03), "{photo}");
                }
            }
            // A photo has no answer before its head has started, and keeps it from then on.
            let answered =
                |stage: &Progress| stage.held_out.iter().filter(|answer| !answer.is_empty()).count();
            assert!(answered(&stages[0]) < 40, "{heads_at_a_time}");
            assert!(stages.windows(2).all(|pair| answered(&pair[0]) <= answered(&pair[1])));
            assert!(stages.windows(2).all(|pair| pair[0].epoch <= pair[1].epoch && !pair[0].converged));
        }
    }

    #[test]
    fn every_part_stops_at_the_limit_of_epochs() {
        let (fitted, stages) = fitted(1, 2);
        assert!(!fitted.stage.converged);
        assert_eq!((fitted.stage.epoch, fitted.stage.objectives.len(), stages.len()), (2, 4, 4));
    }
}
