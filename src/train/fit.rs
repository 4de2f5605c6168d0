//! Softmax regression, trained to convergence: the deployed head and its cross-validation twins as one problem.
//!
//! Each of `F` heads minimises, over the samples that its mask lets it see,
//!
//! ```text
//! mean cross-entropy + ½·λ·‖W‖²        (the bias is free)
//! ```
//!
//! The mean is over samples, or, balanced, over classes: a sample of class `c` then weighs `N / (C·N_c)`, counted among the
//! samples and classes that the head sees. Head 0 sees every sample; head `1 + k` sees all but fold `k`. The problem is convex, so it has *one* answer, and
//! limited-memory BFGS finds it (Nocedal & Wright, §7.2). An epoch costs two products of the vectors with a matrix of all
//! heads, `[D, F·C]`; three things keep epochs few:
//!
//! - Steps are measured in a metric near the Hessian ([`metric`]): about half the epochs.
//! - Along a direction logits are linear, so the best step is found without another product.
//! - Each head has its own step and memory, held on the device, so that none waits for another's answer.
//!
//! It ends when a bound on what is left to gain falls below [`GAP`] of the objective: ‖∇W‖²/(2λ) by strong convexity,
//! and ‖∇b‖₁ for the biases, of which the objective is convex but not strongly, taken to be within 1 of their optimum.
//! That they are near it is seen to after each step, which costs no product either.

mod metric;
mod problem;

use burn::tensor::{Device, Tensor};

use self::metric::{Metric, Sketch};
use self::problem::{Answers, Parameters, Problem};
use super::head::Head;
use crate::metrics::softmax;
use crate::model::backbone::read;
use crate::{Error, Result, saying};

/// Training ends when at most this share of the objective is left to gain.
const GAP: f32 = 1e-3;
/// Epochs between two looks at the GPU, at most: reading the loss costs a round trip.
const LOOK_EVERY: u32 = 5;
/// Multiplications, in a product of the vectors with all heads, that one look may wait for: about 0.3 s in a browser
/// on the CPU, which does 11·10⁹ a second.
const LOOK_PRODUCTS: usize = 1_500_000_000;
/// Pairs of steps and changes of the gradient that a head remembers. More help no further: the metric does it.
const MEMORY: usize = 3;
/// A step may exceed the first guess so many times.
const STRETCH: f32 = 3.0;
/// An objective may rise by this share, which is rounding.
const ROUNDING: f32 = 1e-5;
/// Times that the biases are balanced after a step. Once takes about a fifth more epochs.
const BALANCINGS: usize = 2;
/// p·(1 − p) is taken for this at least, so that heads that are sure of everything still take steps of a size.
const LEAST_CURVATURE: f32 = 1e-3;

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
    /// Folds that heads are trained for: 0 trains the deployed head alone, whatever `folds` says.
    pub fold_count: usize,
}

/// Knobs of one training.
#[derive(Debug, Clone, Copy)]
pub struct Schedule {
    /// Share of the best step along each direction, 0 (exclusive) to 1.
    pub learning_rate: f32,
    /// λ.
    pub weight_decay: f32,
    /// Epochs at most.
    pub epochs: u32,
    /// Whether every class weighs the same, however many samples it has.
    pub balanced: bool,
}

/// How far a training is.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Epochs done.
    pub epoch: u32,
    /// Mean cross-entropy of the deployed head on its samples, in nats; where classes are balanced, the mean of the classes.
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
    problem: Box<Problem>,
    schedule: Schedule,
    sketch: Sketch,
    /// Made by the first [`Fit::advance`], which awaits a second answer of the device for it.
    metric: Option<Metric>,
    now: Parameters,
    answers: Box<Answers>,
    memory: Vec<Pair>,
    /// The gradient where the last step began, and that step.
    last: Option<Box<(Parameters, Parameters)>>,
    /// Share of the first guess at a step that each head believes in, `[1, F]`; less after a step that went uphill.
    trust: Tensor<2>,
    epoch: u32,
}

/// A step and the change of the gradient along it.
struct Pair {
    step: Parameters,
    change: Parameters,
    /// 1/⟨step, change⟩, `[1, F]`; zero in a head that forgot the pair.
    inverse: Tensor<2>,
}

impl Fit {
    /// Puts the samples on the device.
    ///
    /// # Errors
    ///
    /// When there are fewer than two classes or no samples.
    pub fn new(samples: &Samples, schedule: Schedule, device: &Device) -> Result<Self> {
        if samples.classes < 2 || samples.labels.is_empty() {
            return Err(Error::request(saying!("fit-needs-two-classes")));
        }
        let problem = Box::new(Problem::new(samples, &schedule, device));
        let plain = problem.vectors.device();
        let (answers, bias) = problem.balanced(problem.start());
        Ok(Self {
            sketch: Sketch::new(&problem.vectors),
            metric: None,
            now: Parameters { weights: Tensor::zeros([problem.dimensions, problem.columns()], &plain), bias },
            answers: Box::new(answers),
            memory: Vec::new(),
            last: None,
            trust: Tensor::ones([1, problem.heads], &plain),
            epoch: 0,
            problem,
            schedule,
        })
    }

    /// Trains a few epochs further, then looks at where it is.
    ///
    /// # Errors
    ///
    /// When the device is lost, or answers with something that is no number.
    pub async fn advance(&mut self) -> Result<Stage> {
        let problem = &self.problem;
        let metric = match self.metric.take() {
            Some(metric) => metric,
            None => Metric::new(&self.sketch, problem.spread, self.schedule.weight_decay).await?,
        };
        let products: usize = problem.vectors.dims().iter().product::<usize>() * problem.columns();
        let epochs = ((LOOK_PRODUCTS / products.max(1)) as u32).clamp(1, LOOK_EVERY);
        let last = (self.epoch + epochs).min(self.schedule.epochs.max(1));
        let mut left = self.step(&metric);
        self.epoch += 1;
        while self.epoch < last {
            left = self.step(&metric);
            self.epoch += 1;
        }
        self.metric = Some(metric);
        self.look(left).await
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
        // The problem was solved around the mean of the samples: put it back into the bias.
        for (mean, row) in self.problem.centre.iter().zip(weights.chunks_exact(c)) {
            for (bias, weight) in bias.iter_mut().zip(row) {
                *bias -= mean * weight;
            }
        }
        let head = Head::new(weights, bias).ok_or_else(|| Error::device(saying!("fit-without-head")))?;
        Ok(Fitted { head, stage })
    }

    /// One epoch. Returns what is left to gain at its end, at most: `[1, F]`.
    fn step(&mut self, metric: &Metric) -> Tensor<2> {
        let problem = &self.problem;
        let gradient = problem.gradient(&self.now, &self.answers);
        if let Some(last) = self.last.take() {
            let (gradient_before, step) = *last;
            self.memory.push(Pair::new(step, gradient.minus(&gradient_before), problem));
        }
        if self.memory.len() > MEMORY {
            self.memory.remove(0);
        }
        let direction = self.direction(&gradient, metric);
        let line = problem.line(&self.now, &direction);
        let slope = problem.product(&gradient, &direction);
        // Newton's step along the line, then the zero of the slope between here and there.
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
        *self.answers = answers;
        self.last = Some(Box::new((gradient, step)));
        left
    }

    /// Downhill, by limited-memory BFGS's two loops.
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

    /// The most that each head can still gain where it has this gradient, `[1, F]`.
    fn left_to_gain(&self, gradient: &Parameters) -> Tensor<2> {
        self.problem.per_head(
            gradient.weights.clone().square().sum_dim(0) / (2.0 * self.schedule.weight_decay)
                + gradient.bias.clone().abs(),
        )
    }

    /// Reads where the training is, in one round trip.
    async fn look(&self, left: Tensor<2>) -> Result<Stage> {
        let problem = &self.problem;
        let mut parts = vec![
            self.answers.cross_entropy.clone().flatten::<1>(0, 1),
            self.answers.objective().flatten::<1>(0, 1),
            left.flatten::<1>(0, 1),
        ];
        if problem.heads > 1 {
            parts.push(problem.held_out_logits(self.answers.logits.clone()).flatten::<1>(0, 1));
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

impl Pair {
    fn new(step: Parameters, change: Parameters, problem: &Problem) -> Self {
        let product = problem.product(&step, &change);
        // A head that did not move, or by no more than rounding, learns nothing from it.
        let useless = product.clone().lower_equal_elem(f32::MIN_POSITIVE);
        Self { inverse: product.recip().mask_fill(useless, 0.0), step, change }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples() -> Samples {
        let mut random = fastrand::Rng::with_seed(3);
        let labels: Vec<usize> = (0..40).map(|sample| sample % 4).collect();
        Samples {
            vectors: (0..40 * 7).map(|_| random.f32() * 3.0 - 1.0).collect(),
            dimensions: 7,
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
        let problem = &fit.problem;
        let mut random = fastrand::Rng::with_seed(4);
        let mut tensor = |rows: usize| {
            let values: Vec<f32> = (0..rows * 16).map(|_| random.f32() - 0.5).collect();
            Tensor::<2>::from_data(
                burn::tensor::TensorData::new(values, [rows, 16]),
                &problem.vectors.device(),
            )
        };
        let at = Parameters { weights: tensor(7), bias: tensor(1) };
        let origin = Parameters { weights: fit.now.weights.clone(), bias: tensor(1) * 0.0 };
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
        assert!(fit.epoch > 0);
        for kept in [&fit.problem.vectors, &fit.now.weights, &fit.now.bias, &fit.trust] {
            assert!(!kept.device().is_autodiff());
        }
    }
}
