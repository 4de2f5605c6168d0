//! Fine-tuning of the last layers: once a head has been trained, and nothing else is to be done.

use std::collections::{HashSet, VecDeque};
use std::rc::Rc;

use super::classifier::{TrainingResult, TunedLayers};
use super::context::Context;
use super::features::activations;
use super::per_classifier::PerClassifier;
use super::schedule::Priority;
use super::training::{TrainingRun, schedule};
use handlens_classifier::metrics::argmax;
use handlens_classifier::pipeline::Evaluation;
use handlens_classifier::train::Head;
use handlens_core::config::Layers;
use handlens_core::protocol::{ClassId, Event, PhotoId, TuningReport};
use handlens_core::{Error, Result, msg};
use handlens_tuning::run::{ALWAYS, widened};
use handlens_tuning::{Tuned, TuningRun, TuningSet};
use handlens_vision::model::ViewOutput;
use handlens_vision::model::cpu::tail::Tail;
use handlens_vision::model::embedder_pool::EmbedderPool;
use handlens_vision::photo::VIEWS;

/// Least number of photos a class, on average, with near-duplicates counted once: with fewer, there is no telling whether
/// tuning helps.
const LEAST: f64 = 5.0;
/// Most photos: each needs 50 kB for the activations of its views, and tuning takes minutes for a thousand.
pub(super) const MOST: usize = 2_000;
/// Most photos whose labels by the pretrained and by the tuned layers are compared.
const COMPARED: usize = 200;
/// Photos compared in one slice.
const COMPARED_AT_A_TIME: usize = 16;
/// How long a tuning must have run before its end can be estimated.
const LEAST_MEASURED_SECONDS: f32 = 2.0;
/// Tunings whose results are remembered, for changes that are taken back.
const REMEMBERED: usize = 4;

/// Tuning as a job: each head gets it once, unless it is right about all held-out photos already.
#[derive(Default)]
pub(super) struct TuningJob {
    job: PerClassifier<Box<Running>>,
    /// The latest results, each with the fingerprint of what it was tuned on.
    remembered: VecDeque<(String, Outcome)>,
    /// Whether the page was told that a tuning runs.
    is_told: bool,
}

/// A tuning in progress.
struct Running {
    setup: Setup,
    stage: Stage,
}

/// What a tuning begins with.
struct Setup {
    plan: TrainingRun,
    start_ms: f64,
    /// Computes what the last layers need.
    pool: EmbedderPool,
}

enum Stage {
    /// Photos are embedded again, for the activations.
    Embedding,
    Tuning(Box<TuningRun>, Pace),
    Comparing(Box<(Tuned, Comparison)>),
}

/// How fast a tuning goes.
#[derive(Default)]
struct Pace {
    /// The share that was done when the first step was, and when that was, in ms.
    first: Option<(f32, f64)>,
    seconds_left: Option<f32>,
}

impl Pace {
    /// Takes the share of the work that is done at this time.
    fn measure(&mut self, share: f32, now_ms: f64) {
        let Some((first, since_ms)) = self.first else {
            self.first = (share > 0.0).then_some((share, now_ms));
            return;
        };
        let seconds = ((now_ms - since_ms) / 1000.0) as f32;
        if seconds >= LEAST_MEASURED_SECONDS && share > first {
            self.seconds_left = Some(seconds * (1.0 - share) / (share - first));
        }
    }
}

/// How far the tuned layers still see what the pretrained ones see.
struct Comparison {
    tuned: Tail,
    /// Photos looked at, those whose features were at hand, and those with the same label.
    compared: usize,
    judged: usize,
    same: usize,
}

/// What a tuning came to.
struct Outcome {
    /// The head and the tuned layers; none if the pretrained layers go on answering alone.
    kept: Option<(Head, Rc<TunedLayers>)>,
    classes: Vec<ClassId>,
    tuning: TuningReport,
    result: TrainingResult,
}

impl TuningJob {
    pub(super) fn next(&self, context: &Context) -> Option<Priority> {
        if self.is_told && !self.job.is_running() {
            return Some(Priority::Tune);
        }
        let is_untuned = context.classifier_to_judge()?.tuning().is_none();
        let is_asked = context.settings.train.layers != Layers::Head;
        (is_untuned && is_asked && self.job.has_work(context)).then_some(Priority::Tune)
    }

    pub(super) fn drop_outdated(&mut self, context: &Context) {
        self.job.drop_outdated(context);
    }

    /// Begins a tuning, or goes on with it by a batch.
    pub(super) async fn slice(&mut self, context: &mut Context) -> Result<()> {
        let outcome = match self.job.take() {
            Some(running) => self.go_on(running, context).await,
            // The one that was told of was dropped.
            None if self.is_told => Ok(()),
            None => self.begin(context),
        };
        if self.is_told && !self.job.is_running() {
            self.is_told = false;
            context.tell(Event::TuningProgress { share: None, seconds_left: None });
        }
        outcome
    }

    fn begin(&mut self, context: &mut Context) -> Result<()> {
        if context.read_features()? {
            return Ok(());
        }
        self.job.begin(context);
        let held_out = context.classifier.as_ref().and_then(|classifier| classifier.held_out());
        let is_all_right = held_out.is_some_and(|held_out| held_out.accuracy >= 1.0);
        if is_all_right && context.settings.train.layers == Layers::Auto {
            return Ok(());
        }
        let fingerprint = context.fingerprint()?;
        if let Some((_, outcome)) = self.remembered.iter().find(|(of, _)| *of == fingerprint) {
            return outcome.apply(context);
        }
        let Some(plan) = context.plan_training()? else { return Ok(()) };
        let split = &plan.set.split;
        if split.photos() > MOST || split.per_class() < LEAST || split.fold_count < 2 {
            return Ok(());
        }
        let photos: HashSet<PhotoId> = plan.set.photos.iter().copied().collect();
        context.features.retain_activations(&photos);
        let setup = Setup { plan, start_ms: context.now_ms(), pool: context.engine()?.tuners() };
        self.job.go_on(Box::new(Running { setup, stage: Stage::Embedding }));
        Ok(())
    }

    async fn go_on(&mut self, mut running: Box<Running>, context: &mut Context) -> Result<()> {
        let setup = &running.setup;
        running.stage = match running.stage {
            Stage::Embedding if setup.plan.embed(context).await? => Stage::Embedding,
            Stage::Embedding => Stage::Tuning(Box::new(setup.plan.tuning(context).await?), Pace::default()),
            Stage::Tuning(mut run, mut pace) => {
                run.advance(&setup.pool).await?;
                pace.measure(run.progress(), context.now_ms());
                if run.is_finished() {
                    let tuned = run.finish().ok_or_else(|| Error::device(msg!("device-no-number")))?;
                    let Some((tail, _)) = &tuned.kept else {
                        return self.end(setup, tuned, None, context);
                    };
                    let comparison = Comparison { tuned: tail.clone(), compared: 0, judged: 0, same: 0 };
                    Stage::Comparing(Box::new((tuned, comparison)))
                } else {
                    Stage::Tuning(run, pace)
                }
            }
            Stage::Comparing(mut both) => {
                if both.1.go_on(&setup.plan, &setup.pool, context).await? {
                    Stage::Comparing(both)
                } else {
                    let (tuned, comparison) = *both;
                    return self.end(setup, tuned, Some(&comparison), context);
                }
            }
        };
        self.is_told = true;
        let (share, seconds_left) = match &running.stage {
            Stage::Embedding => (0.0, None),
            Stage::Tuning(run, pace) => (run.progress(), pace.seconds_left),
            Stage::Comparing(..) => (1.0, None),
        };
        context.tell(Event::TuningProgress { share: Some(share), seconds_left });
        self.job.go_on(running);
        Ok(())
    }

    /// Lets the tuned layers answer if they are to be kept, and remembers the result.
    fn end(
        &mut self,
        setup: &Setup,
        tuned: Tuned,
        comparison: Option<&Comparison>,
        context: &mut Context,
    ) -> Result<()> {
        let Some(outcome) = setup.outcome(tuned, comparison, context)? else { return Ok(()) };
        outcome.apply(context)?;
        self.remembered.push_back((outcome.result.trained_on.clone(), outcome));
        if self.remembered.len() > REMEMBERED {
            self.remembered.pop_front();
        }
        Ok(())
    }
}

impl TrainingRun {
    /// Embeds some of the photos whose activations are missing. Returns whether there were any.
    async fn embed(&self, context: &mut Context) -> Result<bool> {
        let missing = self.set.photos.iter().filter(|photo| context.features.activations(**photo).is_none());
        let photos: Vec<PhotoId> = missing.take(context.engine()?.batch_size()).copied().collect();
        if photos.is_empty() {
            return Ok(false);
        }
        let mut views = Vec::with_capacity(photos.len() * VIEWS.len());
        for photo in &photos {
            views.extend(context.stored_pixels(*photo)?.views()?);
        }
        let embeddings = context.engine()?.embed(&views).await?;
        let outputs: Vec<ViewOutput> = embeddings.into_iter().map(|embedding| embedding.output).collect();
        context.features.keep_activations(activations(&photos, &outputs));
        Ok(true)
    }

    async fn tuning(&self, context: &Context) -> Result<TuningRun> {
        let activations = self.set.photos.iter().filter_map(|photo| context.features.activations(*photo));
        let train = &context.settings.train;
        let set = TuningSet {
            split: self.set.split.clone(),
            vectors: self.samples.vectors.clone(),
            activations: activations.cloned().collect(),
            schedule: schedule(train),
            seed: u64::from(train.seed),
            always: train.layers == Layers::Last || self.set.split.per_class() >= ALWAYS,
        };
        let engine = context.engine()?;
        let device = engine.head_device.of(&self.samples).await?;
        TuningRun::new(set, Tail::load(&engine.weights)?, device)
    }
}

impl Comparison {
    /// Compares the most probable labels of some more photos. Returns whether there were any left.
    async fn go_on(&mut self, plan: &TrainingRun, pool: &EmbedderPool, context: &Context) -> Result<bool> {
        let network = context.engine()?.explainer()?;
        let step = plan.set.photos.len().div_ceil(COMPARED).max(1);
        let photos = plan.set.photos.iter().step_by(step).skip(self.compared).take(COMPARED_AT_A_TIME);
        let (mut before, mut activations) = (Vec::new(), Vec::new());
        for photo in photos.copied() {
            let (stored, of_photo) = (context.stored_features(photo)?, context.features.activations(photo));
            self.compared += 1;
            if let Some((stored, of_photo)) = stored.zip(of_photo) {
                before.extend(stored);
                activations.extend(of_photo.iter().map(|view| widened(view)));
            }
        }
        let views: Vec<&[f32]> = activations.iter().map(Vec::as_slice).collect();
        let after = pool.tail_features(&self.tuned, &views).await;
        let labels = |features: &[Vec<f32>]| -> Vec<Option<usize>> {
            let logits = network.logits(features);
            let label = |views: &[Vec<f32>]| {
                let mut sums = vec![0.0; views.first().map_or(0, Vec::len)];
                for logits in views {
                    sums.iter_mut().zip(logits).for_each(|(sum, logit)| *sum += logit);
                }
                argmax(&sums)
            };
            logits.chunks(VIEWS.len()).map(label).collect()
        };
        let pairs = labels(&before).into_iter().zip(labels(&after));
        let same: Vec<bool> = pairs.map(|(before, after)| before == after).collect();
        self.same += same.iter().filter(|same| **same).count();
        self.judged += same.len();
        Ok(self.compared < plan.set.photos.len().div_ceil(step))
    }
}

impl Setup {
    /// What the tuning came to; none if its photos cannot be held out.
    fn outcome(
        &self,
        tuned: Tuned,
        comparison: Option<&Comparison>,
        context: &Context,
    ) -> Result<Option<Outcome>> {
        let accuracy = |of: &Evaluation| of.confusion.accuracy();
        let (Some(with), Some(alone), Some(interval)) =
            (accuracy(&tuned.ensemble), accuracy(&tuned.pretrained), tuned.pretrained.interval())
        else {
            return Ok(None);
        };
        let before = Tail::load(&context.engine()?.weights)?;
        let tuning = TuningReport {
            kept: tuned.kept.is_some(),
            accuracy: with,
            accuracy_of_head: alone,
            interval_of_head: interval,
            agreement: comparison.map_or(1.0, |of| of.same as f32 / of.judged.max(1) as f32),
            changes: tuned.kept.as_ref().map_or_else(Vec::new, |(tail, _)| tail.changes_since(&before)),
            seconds: ((context.now_ms() - self.start_ms) / 1000.0) as f32,
        };
        let result = context.tuned_result(&self.plan, &tuned.ensemble, tuning.clone());
        let kept = tuned.kept.map(|(tail, head)| (head, Rc::new(TunedLayers::new(&tail))));
        let classes = self.plan.set.classes.clone();
        Ok(result.map(|result| Outcome { kept, classes, tuning, result }))
    }
}

impl Outcome {
    /// Reports, and lets the tuned layers answer if they are to be kept.
    fn apply(&self, context: &mut Context) -> Result<()> {
        let Some((head, layers)) = &self.kept else { return context.keep_tuning(self.tuning.clone()) };
        let inputs = context.revisions.training_inputs();
        let head = (head.clone(), Some(Rc::clone(layers)));
        context.deploy(head, self.classes.clone(), self.result.clone(), inputs)
    }
}

impl Context {
    /// The report of the current head, with what the tuned layers reached in place of what it reached alone. The
    /// learning curve and the other occasions stay those of the head.
    fn tuned_result(
        &self,
        plan: &TrainingRun,
        ensemble: &Evaluation,
        tuning: TuningReport,
    ) -> Option<TrainingResult> {
        let before = self.classifier.as_ref()?.result();
        let mut report = before.report.clone();
        let learning = report.held_out.take().and_then(|held_out| held_out.learning);
        report.held_out = plan.held_out(ensemble);
        if let Some(held_out) = &mut report.held_out {
            held_out.learning = learning;
        }
        report.tuning = Some(tuning);
        Some(TrainingResult {
            report,
            trained_on: before.trained_on.clone(),
            suspects: plan.suspects(ensemble),
            occasions: before.occasions,
        })
    }
}
