//! Limited-memory BFGS for all heads of one part at once.

use burn::tensor::Tensor;

use super::objective::{Evaluation, Objective, Parameters};
use super::preconditioner::Metric;
use super::{GAP, Schedule};
use crate::tensor::read;
use handlens_core::Result;

/// Most epochs between two reads from the GPU: reading the loss costs a round trip.
const LOOK_EVERY: u32 = 5;
/// Most multiplications (in products of the vectors with all heads) between two reads: about 0.3 s on the CPU in a
/// browser, which does 11·10⁹ a second.
const LOOK_PRODUCTS: usize = 1_500_000_000;
/// Curvature pairs that a head remembers. More do not help, because the preconditioner already does the work.
const MEMORY: usize = 3;
/// A step may be at most this many times the first guess.
const STRETCH: f32 = 3.0;
/// Share by which an objective may rise from rounding alone.
const ROUNDING: f32 = 1e-5;
/// Times the biases are balanced after a step. Balancing only once costs about a fifth more epochs.
const BALANCINGS: usize = 2;
/// Floor for p·(1 − p), so that heads that are certain of everything still take steps of a sensible size.
const LEAST_CURVATURE: f32 = 1e-3;

/// The heads of a part on the way to their optimum.
pub(super) struct Solver {
    pub(super) problem: Objective,
    schedule: Schedule,
    pub(super) now: Parameters,
    answers: Evaluation,
    memory: Vec<CurvaturePair>,
    /// The gradient before the last step, and that step.
    last: Option<Box<(Parameters, Parameters)>>,
    /// Share of the first guess that each head tries, `[1, F]`; reduced after a step that went uphill.
    pub(super) trust: Tensor<2>,
    pub(super) epoch: u32,
}

/// What is read back from the device.
pub(super) struct Readout {
    /// Mean cross-entropy of the first head.
    pub(super) loss: f32,
    /// Objective of each head, `[F]`.
    pub(super) objectives: Vec<f32>,
    /// Logits of each sample from the head that holds it out, `[N, C]`; zeros if that head is not in this part, and
    /// empty if no head of the part holds samples out.
    pub(super) held_out: Vec<f32>,
    /// Whether all heads have converged.
    pub(super) converged: bool,
}

/// A step and the change of the gradient along it.
struct CurvaturePair {
    step: Parameters,
    change: Parameters,
    /// 1/⟨step, change⟩, `[1, F]`; zero for a head that has dropped the pair.
    inverse: Tensor<2>,
}

impl Solver {
    /// Starts with zero weights and the biases that match the class frequencies.
    pub(super) fn new(problem: Objective, schedule: Schedule) -> Self {
        let plain = problem.vectors.device();
        let (answers, bias) = problem.balanced(problem.start());
        Self {
            now: Parameters { weights: Tensor::zeros([problem.dimensions, problem.columns()], &plain), bias },
            answers,
            memory: Vec::new(),
            last: None,
            trust: Tensor::ones([1, problem.heads], &plain),
            epoch: 0,
            problem,
            schedule,
        }
    }

    /// Runs a few more epochs, then reads the state from the device.
    pub(super) async fn advance(&mut self, metric: &Metric) -> Result<Readout> {
        let problem = &self.problem;
        let products: usize = problem.vectors.dims().iter().product::<usize>() * problem.columns();
        let epochs = ((LOOK_PRODUCTS / products.max(1)) as u32).clamp(1, LOOK_EVERY);
        let last = (self.epoch + epochs).min(self.schedule.epochs.max(1));
        let mut left = self.step(metric);
        self.epoch += 1;
        while self.epoch < last {
            left = self.step(metric);
            self.epoch += 1;
        }
        self.read_back(left).await
    }

    /// Whether the epoch limit is reached.
    pub(super) fn exhausted(&self) -> bool {
        self.epoch >= self.schedule.epochs
    }

    /// Runs one epoch. Returns an upper bound on the improvement still possible after it, `[1, F]`.
    fn step(&mut self, metric: &Metric) -> Tensor<2> {
        let problem = &self.problem;
        let gradient = problem.gradient(&self.now, &self.answers);
        if let Some(last) = self.last.take() {
            let (gradient_before, step) = *last;
            self.memory.push(CurvaturePair::new(step, gradient.minus(&gradient_before), problem));
        }
        if self.memory.len() > MEMORY {
            self.memory.remove(0);
        }
        let direction = self.direction(&gradient, metric);
        let line = problem.line(&self.now, &direction);
        let slope = problem.product(&gradient, &direction);
        // A Newton step along the line, then the zero of the slope by interpolation between the start and there.
        let guess = slope.clone().neg() * self.trust.clone()
            / problem.bend(&line, &self.answers).clamp_min(f32::MIN_POSITIVE);
        let (_, slope_there) = problem.follow(&self.answers, &line, &guess);
        let fallen = slope.clone().neg();
        let change = (slope_there - slope).clamp_min(f32::MIN_POSITIVE);
        let stretch = (fallen / change).clamp(0.0, STRETCH);
        let length = guess * stretch * self.schedule.learning_rate;
        let (answers, _) = problem.follow(&self.answers, &line, &length);

        let before = self.answers.objective();
        let downhill = answers.objective().lower_equal(before.clone() * (1.0 + ROUNDING)).float();
        let mut answers = answers.or(&self.answers, &downhill, problem);
        let mut step = direction.scaled(&problem.per_class(length * downhill.clone()));
        for _ in 0..BALANCINGS {
            let shift;
            (answers, shift) = problem.balanced(answers);
            step.bias = step.bias + shift;
        }
        let gained = before - answers.objective();
        let left = self.left_to_gain(&gradient) - gained;
        for pair in &mut self.memory {
            pair.inverse = pair.inverse.clone() * downhill.clone();
        }
        self.trust = (self.trust.clone() * (downhill * 1.75 + 0.25)).clamp_max(1.0);
        self.now = Parameters {
            weights: self.now.weights.clone() + step.weights.clone(),
            bias: self.now.bias.clone() + step.bias.clone(),
        };
        self.answers = answers;
        self.last = Some(Box::new((gradient, step)));
        left
    }

    /// The descent direction, by the two-loop recursion of limited-memory BFGS.
    fn direction(&self, gradient: &Parameters, metric: &Metric) -> Parameters {
        let problem = &self.problem;
        let mut rest = gradient.clone();
        let mut shares = Vec::with_capacity(self.memory.len());
        for pair in self.memory.iter().rev() {
            let share = problem.product(&pair.step, &rest) * pair.inverse.clone();
            rest = rest.plus(&pair.change, &problem.per_class(share.clone().neg()));
            shares.push(share);
        }
        let curvature = problem.per_class(problem.curvature(&self.answers).clamp_min(LEAST_CURVATURE));
        let mut direction =
            Parameters { weights: metric.inverse(rest.weights, &curvature), bias: rest.bias / curvature };
        for (pair, share) in self.memory.iter().zip(shares.into_iter().rev()) {
            let back = problem.product(&pair.change, &direction) * pair.inverse.clone();
            direction = direction.plus(&pair.step, &problem.per_class(share - back));
        }
        Parameters { weights: direction.weights.neg(), bias: direction.bias.neg() }
    }

    /// Upper bound on each head's possible improvement, given its gradient: `[1, F]`.
    fn left_to_gain(&self, gradient: &Parameters) -> Tensor<2> {
        self.problem.per_head(
            gradient.weights.clone().square().sum_dim(0) / (2.0 * self.schedule.weight_decay)
                + gradient.bias.clone().abs(),
        )
    }

    /// Reads the heads' state in one round trip.
    async fn read_back(&self, left: Tensor<2>) -> Result<Readout> {
        let problem = &self.problem;
        let mut parts = vec![
            self.answers.cross_entropy.clone().flatten::<1>(0, 1),
            self.answers.objective().flatten::<1>(0, 1),
            left.flatten::<1>(0, 1),
        ];
        if problem.holds_out() {
            parts.push(problem.held_out_logits(self.answers.logits.clone()).flatten::<1>(0, 1));
        }
        let mut values = read(Tensor::cat(parts, 0)).await?;
        let heads = problem.heads;
        let held_out = values.split_off(3 * heads);
        let objectives = values[heads..2 * heads].to_vec();
        let converged =
            objectives.iter().zip(&values[2 * heads..]).all(|(objective, left)| *left <= GAP * objective);
        Ok(Readout { loss: values[0], objectives, held_out, converged })
    }
}

impl CurvaturePair {
    fn new(step: Parameters, change: Parameters, problem: &Objective) -> Self {
        let product = problem.product(&step, &change);
        // A head that did not move, or only by a rounding error, learns nothing from the pair.
        let useless = product.clone().lower_equal_elem(f32::MIN_POSITIVE);
        Self { inverse: product.recip().mask_fill(useless, 0.0), step, change }
    }
}
