//! A whole tuning, in slices.
//!
//! The photos are split into two halves, and the last layers are tuned on each half. Each half's photos then say how
//! good the layers are that were tuned on the other half: a head is trained on the tuned features by cross-validation,
//! so that neither the layers nor the head have seen the photo. What answers in the end are layers with the *mean* of
//! both halves' parameters (a "soup", Wortsman et al. 2022), together with the pretrained layers: see
//! [`ensemble`](handlens_classifier::ensemble).
//!
//! So the held-out figures come from layers that learned from half of the photos, and are a little pessimistic.

use std::rc::Rc;

use burn::tensor::Device;
use half::f16;

use handlens_classifier::ensemble::{averaged, halves, is_better, joined};
use handlens_classifier::pipeline::{CvSplit, Evaluation};
use handlens_classifier::train::feature::combine;
use handlens_classifier::train::fit::Schedule;
use handlens_classifier::train::{Fit, Fitted, Head, Samples};
use handlens_core::{Error, Result, msg};
use handlens_vision::model::FEATURE;
use handlens_vision::model::cpu::tail::{PackedTail, Tail};

use crate::tail_fit::{TailFit, TailSamples};

/// Photos whose tuned vectors are computed in one slice: a few tens of milliseconds.
const VECTORS_AT_A_TIME: usize = 8;

/// The activations before the last layers of one photo's views, each `[7 · 7, 192]`.
pub type Activations = Rc<[Vec<f16>]>;

/// What a tuning learns from. Photo `i` is row `i` everywhere here.
#[derive(Debug, Clone)]
pub struct TuningSet {
    /// The photos' classes, groups of near-duplicates, and cross-validation folds.
    pub split: CvSplit,
    /// The photos' vectors by the pretrained layers, `[N, 1280]`.
    pub vectors: Vec<f32>,
    /// The photos' activations.
    pub activations: Vec<Activations>,
    /// How heads are trained.
    pub schedule: Schedule,
    /// Seed of the halves, and of the order of photos.
    pub seed: u64,
}

/// The result of a tuning.
pub struct Tuned {
    /// The tuned last layers. Their parameters fit into f16.
    pub tail: Tail,
    /// The ensemble's head, `[2 · 1280, C]`: for the vector by the pretrained layers and then that by the tuned ones.
    pub head: Head,
    /// Held-out answers of the ensemble.
    pub ensemble: Evaluation,
    /// Held-out answers of the pretrained layers alone, for the same folds.
    pub pretrained: Evaluation,
}

impl Tuned {
    /// Whether held-out photos are answered better with the tuned layers than without.
    pub fn helps(&self) -> bool {
        is_better(&self.ensemble, &self.pretrained)
    }
}

/// A tuning in progress.
pub struct TuningRun {
    set: TuningSet,
    halves: CvSplit,
    pretrained_tail: Tail,
    device: Device,
    stage: Stage,
    /// The heads on the pretrained vectors: the deployed one, and the folds' answers, `[N]` of `[C]`.
    pretrained: Option<Fitted>,
    /// The layers tuned on each half.
    tails: Vec<Tail>,
    /// For each photo, the answer of the layers that never saw it, `[C]`.
    held_out: Vec<Vec<f32>>,
    /// The mean of both, and the head on its vectors.
    mean: Option<Tail>,
    mean_head: Option<Head>,
    steps_done: usize,
    steps: usize,
}

/// The layers whose vectors a head is trained on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layers {
    /// Those tuned without the photos that this fold holds out.
    Without(usize),
    /// The mean of both.
    Mean,
}

/// What the next slice goes on with.
enum Stage {
    /// Heads on the pretrained vectors, of all photos.
    Heads(Box<Fit>),
    /// The head on one half's pretrained vectors that its layers start with.
    HalfHead(usize, Box<Fit>),
    Tail(usize, Box<TailFit>),
    Vectors(Layers, Box<PackedTail>, Vec<f32>),
    Refit(Layers, Box<Fit>),
    Finished,
}

impl TuningRun {
    /// A tuning that starts from the pretrained last layers. Heads are trained on `device`.
    ///
    /// # Errors
    ///
    /// When there are fewer than two classes, or the photos cannot be held out.
    pub fn new(set: TuningSet, tail: Tail, device: Device) -> Result<Self> {
        let halves = halves(&set.split, set.seed);
        let photos = set.split.photos();
        if halves.fold_count != 2 || set.split.fold_count < 2 || set.activations.len() != photos {
            return Err(Error::request(msg!("fit-needs-two-classes")));
        }
        let fit = Box::new(Fit::new(&heads(&set, &set.vectors, true), set.schedule, &device)?);
        let learned_from = |half: usize| halves.folds.iter().filter(|fold| **fold != Some(half)).count();
        let steps = (0..2).map(|half| TailFit::steps_for(learned_from(half))).sum();
        Ok(Self {
            halves,
            pretrained_tail: tail,
            device,
            stage: Stage::Heads(fit),
            pretrained: None,
            tails: Vec::new(),
            held_out: vec![Vec::new(); photos],
            mean: None,
            mean_head: None,
            steps_done: 0,
            steps,
            set,
        })
    }

    /// Share of the work that is done, 0 to 1.
    pub fn progress(&self) -> f32 {
        self.steps_done as f32 / self.steps.max(1) as f32
    }

    /// Whether nothing is left to do.
    pub fn is_finished(&self) -> bool {
        matches!(self.stage, Stage::Finished)
    }

    /// Does a slice of the work: one batch, or a few epochs of a head.
    ///
    /// # Errors
    ///
    /// When a device fails, or a value is not finite. The tuning cannot go on then.
    pub async fn advance(&mut self) -> Result<()> {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Finished) {
            Stage::Heads(fit) => match converged(fit).await? {
                Outcome::GoesOn(fit) => Stage::Heads(fit),
                Outcome::Ends(fitted) => {
                    self.pretrained = Some(fitted);
                    self.half_head(0)?
                }
            },
            Stage::HalfHead(half, fit) => match converged(fit).await? {
                Outcome::GoesOn(fit) => Stage::HalfHead(half, fit),
                Outcome::Ends(fitted) => Stage::Tail(half, Box::new(self.tail_fit(half, &fitted.head)?)),
            },
            Stage::Tail(half, fit) => self.tune(half, fit)?,
            Stage::Vectors(layers, tail, vectors) => self.compute_vectors(layers, tail, vectors)?,
            Stage::Refit(layers, fit) => match converged(fit).await? {
                Outcome::GoesOn(fit) => Stage::Refit(layers, fit),
                Outcome::Ends(fitted) => self.judge(layers, fitted)?,
            },
            Stage::Finished => Stage::Finished,
        };
        Ok(())
    }

    /// The result; `None` before the end.
    pub fn finish(self) -> Option<Tuned> {
        let (tail, head, pretrained) = (self.mean?, self.mean_head?, self.pretrained?);
        let together = |(photo, tuned): (usize, Vec<f32>)| {
            let alone = &pretrained.stage.held_out[photo];
            if tuned.is_empty() { alone.clone() } else { averaged(alone, &tuned) }
        };
        let answers: Vec<Vec<f32>> = self.held_out.into_iter().enumerate().map(together).collect();
        Some(Tuned {
            tail,
            head: joined(&pretrained.head, &head)?,
            ensemble: self.set.split.evaluate(&answers),
            pretrained: self.set.split.evaluate(&pretrained.stage.held_out),
        })
    }

    /// The photos that are tuned on for judging this half.
    fn learned_from(&self, half: usize) -> Vec<usize> {
        (0..self.set.split.photos()).filter(|photo| self.halves.folds[*photo] != Some(half)).collect()
    }

    fn half_head(&self, half: usize) -> Result<Stage> {
        let vector = |photo: usize| &self.set.vectors[photo * FEATURE..][..FEATURE];
        let samples = self.set.split.samples(&self.learned_from(half), FEATURE, vector);
        Ok(Stage::HalfHead(half, Box::new(Fit::new(&samples, self.set.schedule, &self.device)?)))
    }

    fn tail_fit(&self, half: usize, head: &Head) -> Result<TailFit> {
        let photos = self.learned_from(half);
        let samples = TailSamples {
            labels: photos.iter().map(|photo| self.set.split.labels[*photo]).collect(),
            classes: self.set.split.classes,
            views: self.set.activations.first().map_or(0, |views| views.len()),
            balanced: self.set.schedule.balanced,
            seed: self.set.seed,
        };
        TailFit::new(samples, self.pretrained_tail.clone(), head.weights(), head.bias())
    }

    /// One step of the layers of a half.
    fn tune(&mut self, half: usize, mut fit: Box<TailFit>) -> Result<Stage> {
        let photos = self.learned_from(half);
        let batch = fit.batch().iter();
        let batch: Vec<Vec<f32>> =
            batch.map(|sample| widened(&self.set.activations[photos[sample.photo]][sample.view])).collect();
        let batch: Vec<&[f32]> = batch.iter().map(Vec::as_slice).collect();
        fit.step(&batch)?;
        self.steps_done += 1;
        if !fit.is_finished() {
            return Ok(Stage::Tail(half, fit));
        }
        let tail = fit.finish();
        let packed = Box::new(tail.pack());
        self.tails.push(tail);
        Ok(Stage::Vectors(Layers::Without(half), packed, Vec::new()))
    }

    /// Computes the vectors of some more photos, each `[1280]`.
    fn compute_vectors(&self, layers: Layers, tail: Box<PackedTail>, mut vectors: Vec<f32>) -> Result<Stage> {
        let first = vectors.len() / FEATURE;
        for photo in self.set.activations.iter().skip(first).take(VECTORS_AT_A_TIME) {
            vectors.extend(tuned_vector(&tail, photo));
        }
        if vectors.len() / FEATURE < self.set.split.photos() {
            return Ok(Stage::Vectors(layers, tail, vectors));
        }
        let samples = heads(&self.set, &vectors, layers != Layers::Mean);
        Ok(Stage::Refit(layers, Box::new(Fit::new(&samples, self.set.schedule, &self.device)?)))
    }

    /// Takes the answers of heads on tuned vectors.
    fn judge(&mut self, layers: Layers, fitted: Fitted) -> Result<Stage> {
        let Layers::Without(half) = layers else {
            self.mean_head = Some(fitted.head);
            return Ok(Stage::Finished);
        };
        for (photo, answer) in fitted.stage.held_out.into_iter().enumerate() {
            if self.halves.folds[photo] == Some(half) {
                self.held_out[photo] = answer;
            }
        }
        if half == 0 {
            return self.half_head(1);
        }
        // As they will be stored, so that the same layers answer after a reload.
        let tail = Tail::mean(&self.tails)?.rounded();
        let packed = Box::new(tail.pack());
        self.mean = Some(tail);
        Ok(Stage::Vectors(Layers::Mean, packed, Vec::new()))
    }
}

/// A photo's vector `[1280]` by these layers, from the activations of its views.
pub fn tuned_vector(tail: &PackedTail, views: &[Vec<f16>]) -> Vec<f32> {
    let views: Vec<Vec<f32>> = views.iter().map(|view| widened(view)).collect();
    let views: Vec<&[f32]> = views.iter().map(Vec::as_slice).collect();
    let features = tail.features(&views);
    combine(&features.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

fn widened(values: &[f16]) -> Vec<f32> {
    values.iter().map(|value| value.to_f32()).collect()
}

/// All photos with these vectors, for the deployed head and, if asked for, the heads of the folds.
fn heads(set: &TuningSet, vectors: &[f32], with_folds: bool) -> Samples {
    let all: Vec<usize> = (0..set.split.photos()).collect();
    let samples = set.split.samples(&all, FEATURE, |photo| &vectors[photo * FEATURE..][..FEATURE]);
    Samples { fold_count: if with_folds { set.split.fold_count } else { 0 }, ..samples }
}

/// A training after some more epochs.
enum Outcome {
    GoesOn(Box<Fit>),
    Ends(Fitted),
}

async fn converged(mut fit: Box<Fit>) -> Result<Outcome> {
    let stage = fit.advance().await?;
    if stage.converged || fit.exhausted() {
        return Ok(Outcome::Ends(fit.finish(stage).await?));
    }
    Ok(Outcome::GoesOn(fit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use handlens_vision::model::TAIL_INPUT;
    use handlens_vision::model::weights::Weights;

    const CLASSES: usize = 2;
    const PHOTOS: usize = 8;

    fn pretrained() -> Tail {
        let weights = include_bytes!("../../../www/model/efficientnet-lite0.safetensors").to_vec();
        Tail::load(&Weights::new(weights).expect("the baked weights")).expect("the last layers")
    }

    /// Photos whose classes differ in a few channels.
    fn set() -> TuningSet {
        let mut random = fastrand::Rng::with_seed(3);
        let labels: Vec<usize> = (0..PHOTOS).map(|photo| photo % CLASSES).collect();
        let mut view = |label: usize| -> Vec<f16> {
            let value = |index: usize, random: f32| {
                let own = index % 192 < 24 && (index % 192 < 12) == (label == 0);
                f16::from_f32(random - 0.5 + if own { 1.5 } else { 0.0 })
            };
            (0..TAIL_INPUT).map(|index| value(index, random.f32())).collect()
        };
        let activations: Vec<Activations> =
            labels.iter().map(|label| [view(*label), view(*label)].into()).collect();
        let tail = pretrained().pack();
        TuningSet {
            split: CvSplit::new(labels, CLASSES, (0..PHOTOS).collect(), 4, 1),
            vectors: activations.iter().flat_map(|views| tuned_vector(&tail, views)).collect(),
            activations,
            schedule: Schedule { learning_rate: 1.0, weight_decay: 0.01, epochs: 500, balanced: true },
            seed: 1,
        }
    }

    fn run(set: TuningSet) -> Tuned {
        let mut run = TuningRun::new(set, pretrained(), Device::flex()).expect("photos of two classes");
        let mut progress = 0.0;
        while !run.is_finished() {
            pollster::block_on(run.advance()).expect("a slice");
            assert!(run.progress() >= progress && run.progress() <= 1.0);
            progress = run.progress();
        }
        assert!((progress - 1.0).abs() < 1e-6, "{progress}");
        run.finish().expect("a result")
    }

    #[test]
    fn all_photos_are_judged_by_layers_that_never_saw_them_and_a_seed_gives_one_result() {
        let tuned = run(set());
        assert_eq!(tuned.ensemble.photos.len(), PHOTOS);
        assert_eq!(tuned.pretrained.photos, tuned.ensemble.photos);
        assert_ne!(tuned.ensemble.uncalibrated, tuned.pretrained.uncalibrated, "tuning changes answers");
        assert_eq!(tuned.head.weights().len(), 2 * FEATURE * CLASSES);
        let changes = tuned.tail.changes_since(&pretrained());
        assert_eq!(changes.len(), 4);
        assert!(changes.iter().all(|(_, change)| *change > 1e-3 && *change < 0.5), "{changes:?}");

        let bytes = tuned.tail.to_bytes();
        let restored = pretrained().with_bytes(&bytes).expect("its own bytes");
        assert!(restored == tuned.tail, "what is stored is what answered");
        assert!(pretrained().with_bytes(&bytes[2..]).is_none());
        let again = run(set());
        assert!(again.tail == tuned.tail && again.head == tuned.head);
    }

    #[test]
    fn photos_that_cannot_be_held_out_are_not_tuned_on() {
        let set = set();
        let alike = vec![0; PHOTOS];
        let split = CvSplit::new(set.split.labels.clone(), CLASSES, alike, 4, 1);
        assert!(TuningRun::new(TuningSet { split, ..set }, pretrained(), Device::flex()).is_err());
    }
}
