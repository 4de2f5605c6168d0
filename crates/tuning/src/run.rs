//! A whole tuning, in slices.
//!
//! The photos are split into two halves, and the last layers are tuned on each half. Each half's photos then say how
//! good the layers are that were tuned on the other half: a head is trained on the tuned features by cross-validation,
//! so that neither the layers nor the head have seen the photo. If that is good enough, the last layers are tuned on all
//! photos, and answer together with the pretrained ones: see [`ensemble`](handlens_classifier::ensemble).
//!
//! So the held-out figures come from layers that learned from half of the photos, and are a little pessimistic.

use std::rc::Rc;

use burn::tensor::Device;
use half::f16;

use handlens_classifier::ensemble::{averaged, halves, is_better, joined};
use handlens_classifier::matrix::Matrix;
use handlens_classifier::pipeline::{CvSplit, Evaluation};
use handlens_classifier::train::feature::combine;
use handlens_classifier::train::fit::Schedule;
use handlens_classifier::train::{Fit, Fitted, Head, Samples};
use handlens_core::{Error, Result, msg};
use handlens_vision::model::FEATURE;
use handlens_vision::model::cpu::tail::{PackedTail, Tail};
use handlens_vision::model::embedder_pool::EmbedderPool;

use crate::tail_fit::{Steps, TailFit, TailSamples};

/// Photos whose tuned vectors are computed in one slice.
const VECTORS_AT_A_TIME: usize = 16;

/// How long the layers learn that answer.
const TO_ANSWER: Steps = Steps { epochs: 12, least: 96 };
/// How long the layers of a half learn, which only say what tuning is worth.
const TO_JUDGE: Steps = Steps { epochs: 8, least: 32 };

/// With this many photos a class on average, near-duplicates counted once, tuning always helps: deciding by held-out
/// photos would cost more than it saves.
pub const ALWAYS: f64 = 10.0;

/// The activations before the last layers of one photo's views, each `[P, 192]`.
pub type Activations = Rc<[Vec<f16>]>;

/// What a tuning learns from. Photo `i` is row `i` everywhere here.
#[derive(Debug, Clone)]
pub struct TuningSet {
    /// The photos' classes, groups of near-duplicates, and cross-validation folds.
    pub split: CvSplit,
    /// The photos' vectors by the pretrained layers, `[N, 1280]`.
    pub vectors: Matrix,
    /// The photos' activations.
    pub activations: Vec<Activations>,
    /// How heads are trained.
    pub schedule: Schedule,
    /// Seed of the halves, and of the order of photos.
    pub seed: u64,
    /// Whether the tuned layers are to answer even if held-out photos are not answered better with them.
    pub always: bool,
}

/// The result of a tuning.
pub struct Tuned {
    /// The tuned last layers, whose parameters fit into f16, and the ensemble's head, `[2 · 1280, C]`: for the vector by
    /// the pretrained layers and then that by the tuned ones. `None` if the head on the pretrained layers answers alone.
    pub kept: Option<(Tail, Head)>,
    /// Held-out answers of the ensemble.
    pub ensemble: Evaluation,
    /// Held-out answers of the pretrained layers alone, for the same folds.
    pub pretrained: Evaluation,
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
    /// For each photo, the answer of the layers that never saw it, `[C]`.
    held_out: Vec<Vec<f32>>,
    /// The layers tuned on all photos, and the head on their vectors.
    tail: Option<Tail>,
    head: Option<Head>,
    steps_done: usize,
    steps: usize,
}

/// What layers are tuned on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Photos {
    /// Those that this fold of the halves does not hold out.
    Half(usize),
    All,
}

/// What the next slice goes on with.
enum Stage {
    /// Heads on the pretrained vectors, of all photos.
    Heads(Box<Fit>),
    /// The head on one half's pretrained vectors that its layers start with.
    HalfHead(usize, Box<Fit>),
    Tail(Photos, Box<TailFit>),
    Vectors(Photos, Box<Tail>, Matrix),
    Refit(Photos, Box<Fit>),
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
        let of_halves: usize = (0..2).map(|half| TO_JUDGE.count(learned_from(half))).sum();
        Ok(Self {
            halves,
            pretrained_tail: tail,
            device,
            stage: Stage::Heads(fit),
            pretrained: None,
            held_out: vec![Vec::new(); photos],
            tail: None,
            head: None,
            steps_done: 0,
            steps: of_halves + TO_ANSWER.count(photos),
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

    /// Does a slice of the work: one batch, or a few epochs of a head. `pool` computes what the last layers need.
    ///
    /// # Errors
    ///
    /// When a device fails, or a value is not finite. The tuning cannot go on then.
    pub async fn advance(&mut self, pool: &EmbedderPool) -> Result<()> {
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
                Outcome::Ends(fitted) => self.tail_fit(Photos::Half(half), &fitted.head)?,
            },
            Stage::Tail(photos, fit) => self.tune(photos, fit, pool).await?,
            Stage::Vectors(photos, tail, vectors) => {
                self.compute_vectors(photos, tail, vectors, pool).await?
            }
            Stage::Refit(photos, fit) => match converged(fit).await? {
                Outcome::GoesOn(fit) => Stage::Refit(photos, fit),
                Outcome::Ends(fitted) => self.judge(photos, fitted)?,
            },
            Stage::Finished => Stage::Finished,
        };
        Ok(())
    }

    /// The result; `None` before the end.
    pub fn finish(self) -> Option<Tuned> {
        let (ensemble, pretrained) = (self.ensemble()?, self.pretrained?);
        let kept = match (self.tail, self.head) {
            (Some(tail), Some(head)) => Some((tail, joined(&pretrained.head, &head)?)),
            _ => None,
        };
        let pretrained = self.set.split.evaluate(&pretrained.stage.held_out);
        matches!(self.stage, Stage::Finished).then_some(Tuned { kept, ensemble, pretrained })
    }

    /// Held-out answers with the tuned layers.
    fn ensemble(&self) -> Option<Evaluation> {
        let alone = &self.pretrained.as_ref()?.stage.held_out;
        let together = |(alone, tuned): (&Vec<f32>, &Vec<f32>)| {
            if tuned.is_empty() { alone.clone() } else { averaged(alone, tuned) }
        };
        let answers: Vec<Vec<f32>> = alone.iter().zip(&self.held_out).map(together).collect();
        Some(self.set.split.evaluate(&answers))
    }

    /// The photos that are tuned on.
    fn learned_from(&self, photos: Photos) -> Vec<usize> {
        let all = 0..self.set.split.photos();
        match photos {
            Photos::Half(half) => all.filter(|photo| self.halves.folds[*photo] != Some(half)).collect(),
            Photos::All => all.collect(),
        }
    }

    fn half_head(&self, half: usize) -> Result<Stage> {
        let vector = |photo: usize| self.set.vectors.row(photo);
        let samples = self.set.split.samples(&self.learned_from(Photos::Half(half)), FEATURE, vector);
        Ok(Stage::HalfHead(half, Box::new(Fit::new(&samples, self.set.schedule, &self.device)?)))
    }

    fn tail_fit(&self, photos: Photos, head: &Head) -> Result<Stage> {
        let learned_from = self.learned_from(photos);
        let samples = TailSamples {
            labels: learned_from.iter().map(|photo| self.set.split.labels[*photo]).collect(),
            classes: self.set.split.classes,
            views: self.set.activations.first().map_or(0, |views| views.len()),
            balanced: self.set.schedule.balanced,
            seed: self.set.seed,
            steps: if photos == Photos::All { TO_ANSWER } else { TO_JUDGE },
        };
        let fit = TailFit::new(samples, &self.pretrained_tail, head.weights(), head.bias())?;
        Ok(Stage::Tail(photos, Box::new(fit)))
    }

    /// One step of a training of layers.
    async fn tune(&mut self, photos: Photos, mut fit: Box<TailFit>, pool: &EmbedderPool) -> Result<Stage> {
        let learned_from = self.learned_from(photos);
        let view = |photo: usize, view: usize| widened(&self.set.activations[learned_from[photo]][view]);
        let batch: Vec<Vec<f32>> = fit.batch().iter().map(|sample| view(sample.photo, sample.view)).collect();
        let batch: Vec<&[f32]> = batch.iter().map(Vec::as_slice).collect();
        fit.step(&batch, pool).await?;
        self.steps_done += 1;
        if !fit.is_finished() {
            return Ok(Stage::Tail(photos, fit));
        }
        // As they will be stored, so that the same layers answer after a reload.
        let tail = fit.finish()?.rounded();
        self.tail = (photos == Photos::All).then(|| tail.clone());
        let vectors = Matrix::with_capacity(self.set.split.photos(), FEATURE);
        Ok(Stage::Vectors(photos, Box::new(tail), vectors))
    }

    /// Computes the vectors of some more photos, each `[1280]`.
    async fn compute_vectors(
        &self,
        photos: Photos,
        tail: Box<Tail>,
        mut vectors: Matrix,
        pool: &EmbedderPool,
    ) -> Result<Stage> {
        let first = vectors.row_count();
        let some = self.set.activations.iter().skip(first).take(VECTORS_AT_A_TIME);
        let views: Vec<Vec<f32>> = some.flat_map(|views| views.iter()).map(|view| widened(view)).collect();
        let views: Vec<&[f32]> = views.iter().map(Vec::as_slice).collect();
        let features = pool.tail_features(&tail, &views).await;
        let per_photo = self.set.activations.first().map_or(1, |views| views.len());
        for features in features.chunks(per_photo.max(1)) {
            vectors.push(&combine(&features.iter().map(Vec::as_slice).collect::<Vec<_>>()));
        }
        if vectors.row_count() < self.set.split.photos() {
            return Ok(Stage::Vectors(photos, tail, vectors));
        }
        let samples = heads(&self.set, &vectors, photos != Photos::All);
        Ok(Stage::Refit(photos, Box::new(Fit::new(&samples, self.set.schedule, &self.device)?)))
    }

    /// Takes the answers of heads on tuned vectors.
    fn judge(&mut self, photos: Photos, fitted: Fitted) -> Result<Stage> {
        let Photos::Half(half) = photos else {
            self.head = Some(fitted.head);
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
        let Some((pretrained, ensemble)) = self.pretrained.as_ref().zip(self.ensemble()) else {
            return Ok(Stage::Finished);
        };
        if self.set.always || is_better(&ensemble, &self.set.split.evaluate(&pretrained.stage.held_out)) {
            return self.tail_fit(Photos::All, &pretrained.head);
        }
        self.steps_done = self.steps;
        Ok(Stage::Finished)
    }
}

/// A photo's vector `[1280]` by these layers, from the activations of its views.
pub fn tuned_vector(tail: &PackedTail, views: &[Vec<f16>]) -> Vec<f32> {
    let views: Vec<Vec<f32>> = views.iter().map(|view| widened(view)).collect();
    let views: Vec<&[f32]> = views.iter().map(Vec::as_slice).collect();
    let features = tail.features(&views);
    combine(&features.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// Activations as they are computed with.
pub fn widened(values: &[f16]) -> Vec<f32> {
    values.iter().map(|value| value.to_f32()).collect()
}

/// All photos with these vectors, for the deployed head and, if asked for, the heads of the folds.
fn heads(set: &TuningSet, vectors: &Matrix, with_folds: bool) -> Samples {
    let all: Vec<usize> = (0..set.split.photos()).collect();
    let samples = set.split.samples(&all, FEATURE, |photo| vectors.row(photo));
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
    use handlens_vision::model::TAIL_CHANNELS;
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
            (0..49 * TAIL_CHANNELS).map(|index| value(index, random.f32())).collect()
        };
        let activations: Vec<Activations> =
            labels.iter().map(|label| [view(*label), view(*label)].into()).collect();
        let tail = pretrained().pack();
        TuningSet {
            split: CvSplit::new(labels, CLASSES, (0..PHOTOS).collect(), 4, 1),
            vectors: Matrix::of(
                activations.iter().flat_map(|views| tuned_vector(&tail, views)).collect(),
                FEATURE,
            ),
            activations,
            schedule: Schedule { learning_rate: 1.0, weight_decay: 0.01, epochs: 500, balanced: true },
            seed: 1,
            always: true,
        }
    }

    fn run(set: TuningSet) -> Tuned {
        let mut run = TuningRun::new(set, pretrained(), Device::flex()).expect("photos of two classes");
        let mut progress = 0.0;
        while !run.is_finished() {
            pollster::block_on(run.advance(&EmbedderPool::default())).expect("a slice");
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
        let (tail, head) = tuned.kept.expect("it is always kept");
        assert_eq!(head.weights().len(), 2 * FEATURE * CLASSES);
        let changes = tail.changes_since(&pretrained());
        assert_eq!(changes.len(), 4);
        assert!(changes.iter().all(|(_, change)| *change > 1e-3 && *change < 0.5), "{changes:?}");

        let bytes = tail.to_bytes();
        let restored = pretrained().with_bytes(&bytes).expect("its own bytes");
        assert!(restored == tail, "what is stored is what answered");
        assert!(pretrained().with_bytes(&bytes[2..]).is_none());
        let again = run(set());
        assert!(again.kept == Some((tail, head)));
    }

    #[test]
    fn layers_that_do_not_help_are_not_kept() {
        // Labels that nothing in the pictures tells apart.
        let set = set();
        let labels: Vec<usize> = (0..PHOTOS).map(|photo| photo / 2 % CLASSES).collect();
        let split = CvSplit::new(labels, CLASSES, (0..PHOTOS).collect(), 4, 1);
        let tuned = run(TuningSet { split, always: false, ..set });
        assert_eq!(tuned.kept.is_some(), is_better(&tuned.ensemble, &tuned.pretrained));
        assert!(tuned.kept.is_none());
    }

    #[test]
    fn photos_that_cannot_be_held_out_are_not_tuned_on() {
        let set = set();
        let alike = vec![0; PHOTOS];
        let split = CvSplit::new(set.split.labels.clone(), CLASSES, alike, 4, 1);
        assert!(TuningRun::new(TuningSet { split, ..set }, pretrained(), Device::flex()).is_err());
    }
}
