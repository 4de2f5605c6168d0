//! Fine-tuning of the last layers: once a head has been trained, and nothing else is to be done.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::classifier::{TrainingResult, TunedLayers};
use super::context::Context;
use super::per_classifier::PerClassifier;
use super::prediction::narrowed;
use super::schedule::Priority;
use super::training::{TrainingRun, schedule};
use handlens_classifier::metrics::argmax;
use handlens_classifier::pipeline::Evaluation;
use handlens_core::config::Layers;
use handlens_core::protocol::{Event, PhotoId, TuningReport};
use handlens_core::{Error, Result, msg};
use handlens_tuning::run::ALWAYS;
use handlens_tuning::{Activations, Tuned, TuningRun, TuningSet};
use handlens_vision::model::cpu::tail::{PackedTail, Tail};
use handlens_vision::photo::VIEWS;

/// Least number of photos a class, on average, with near-duplicates counted once: with fewer, there is no telling whether
/// tuning helps.
const LEAST: f64 = 5.0;
/// Most photos: each needs 38 kB for the activations of its views, and tuning takes two minutes for a thousand.
const MOST: usize = 2_000;
/// Most photos whose labels by the pretrained and by the tuned layers are compared.
const COMPARED: usize = 200;
/// Photos compared in one slice.
const COMPARED_AT_A_TIME: usize = 8;

/// Tuning as a job: each head gets it once, unless it is right about all held-out photos already.
#[derive(Default)]
pub(super) struct TuningJob {
    job: PerClassifier<Box<Running>>,
    /// The activations before the last layers of photos that were tuned on, for the next time.
    activations: HashMap<PhotoId, Activations>,
    /// Whether the page was told that a tuning runs.
    is_told: bool,
}

/// A tuning in progress.
struct Running {
    plan: TrainingRun,
    start_ms: f64,
    stage: Stage,
}

enum Stage {
    /// Photos are embedded again, for the activations.
    Embedding,
    Tuning(Box<TuningRun>),
    Comparing(Box<(Tuned, Comparison)>),
}

/// How far the tuned layers still see what the pretrained ones see.
struct Comparison {
    layers: [PackedTail; 2],
    compared: usize,
    same: usize,
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
            context.tell(Event::TuningProgress { share: None });
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
        let Some(plan) = context.plan_training()? else { return Ok(()) };
        let split = &plan.set.split;
        if split.photos() > MOST || split.per_class() < LEAST || split.fold_count < 2 {
            return Ok(());
        }
        let photos: HashSet<PhotoId> = plan.set.photos.iter().copied().collect();
        self.activations.retain(|photo, _| photos.contains(photo));
        let start_ms = context.now_ms();
        self.job.go_on(Box::new(Running { plan, start_ms, stage: Stage::Embedding }));
        Ok(())
    }

    async fn go_on(&mut self, mut running: Box<Running>, context: &mut Context) -> Result<()> {
        running.stage = match running.stage {
            Stage::Embedding if self.embed(&running.plan, context).await? => Stage::Embedding,
            Stage::Embedding => Stage::Tuning(Box::new(self.tuning(&running.plan, context).await?)),
            Stage::Tuning(mut run) => {
                run.advance().await?;
                if run.is_finished() {
                    let tuned = run.finish().ok_or_else(|| Error::device(msg!("device-no-number")))?;
                    let Some((tail, _)) = &tuned.kept else {
                        return running.plan.end(tuned, None, running.start_ms, context);
                    };
                    let layers = [Tail::load(&context.engine()?.weights)?.pack(), tail.pack()];
                    let comparison = Comparison { layers, compared: 0, same: 0 };
                    Stage::Comparing(Box::new((tuned, comparison)))
                } else {
                    Stage::Tuning(run)
                }
            }
            Stage::Comparing(mut both) => {
                if self.compare(&running.plan, &mut both.1, context)? {
                    Stage::Comparing(both)
                } else {
                    let (tuned, comparison) = *both;
                    return running.plan.end(tuned, Some(&comparison), running.start_ms, context);
                }
            }
        };
        self.is_told = true;
        let share = match &running.stage {
            Stage::Embedding => 0.0,
            Stage::Tuning(run) => run.progress(),
            Stage::Comparing(..) => 1.0,
        };
        context.tell(Event::TuningProgress { share: Some(share) });
        self.job.go_on(running);
        Ok(())
    }

    /// Embeds some of the photos whose activations are missing. Returns whether there were any.
    async fn embed(&mut self, plan: &TrainingRun, context: &mut Context) -> Result<bool> {
        let missing = plan.set.photos.iter().filter(|photo| !self.activations.contains_key(photo));
        let photos: Vec<PhotoId> = missing.take(context.engine()?.batch_size()).copied().collect();
        if photos.is_empty() {
            return Ok(false);
        }
        let mut views = Vec::with_capacity(photos.len() * VIEWS.len());
        for photo in &photos {
            views.extend(context.stored_pixels(*photo)?.views()?);
        }
        let embeddings = context.engine()?.embed(&views).await?;
        for (photo, views) in photos.iter().zip(embeddings.chunks_exact(VIEWS.len())) {
            let activations: Activations =
                views.iter().map(|view| narrowed(&view.output.activations)).collect();
            self.activations.insert(*photo, activations);
        }
        Ok(true)
    }

    async fn tuning(&self, plan: &TrainingRun, context: &Context) -> Result<TuningRun> {
        let activations = plan.set.photos.iter().filter_map(|photo| self.activations.get(photo));
        let train = &context.settings.train;
        let set = TuningSet {
            split: plan.set.split.clone(),
            vectors: plan.samples.vectors.clone(),
            activations: activations.cloned().collect(),
            schedule: schedule(train),
            seed: u64::from(train.seed),
            always: train.layers == Layers::Last || plan.set.split.per_class() >= ALWAYS,
        };
        let engine = context.engine()?;
        let device = engine.head_device.of(&plan.samples).await?;
        TuningRun::new(set, Tail::load(&engine.weights)?, device)
    }

    /// Compares the most probable labels of some photos. Returns whether there were any left.
    fn compare(&self, plan: &TrainingRun, comparison: &mut Comparison, context: &Context) -> Result<bool> {
        let network = context.engine()?.explainer()?;
        let step = plan.set.photos.len().div_ceil(COMPARED).max(1);
        let photos = plan.set.photos.iter().step_by(step).skip(comparison.compared).take(COMPARED_AT_A_TIME);
        let compared = comparison.compared;
        for photo in photos {
            let Some(views) = self.activations.get(photo) else { continue };
            let views: Vec<Vec<f32>> =
                views.iter().map(|view| view.iter().map(|value| value.to_f32()).collect()).collect();
            let views: Vec<&[f32]> = views.iter().map(Vec::as_slice).collect();
            let [before, after] = comparison.layers.each_ref().map(|layers| {
                let logits = network.logits(&layers.features(&views));
                let sums: Vec<f32> = logits.iter().fold(vec![0.0; logits[0].len()], |mut sums, logits| {
                    sums.iter_mut().zip(logits).for_each(|(sum, logit)| *sum += logit);
                    sums
                });
                argmax(&sums)
            });
            comparison.compared += 1;
            comparison.same += usize::from(before == after);
        }
        Ok(comparison.compared > compared)
    }
}

impl TrainingRun {
    /// Reports, and lets the tuned layers answer if they are to be kept.
    fn end(
        &self,
        tuned: Tuned,
        comparison: Option<&Comparison>,
        start_ms: f64,
        context: &mut Context,
    ) -> Result<()> {
        let accuracy = |of: &Evaluation| of.confusion.accuracy();
        let (Some(with), Some(alone), Some(interval)) =
            (accuracy(&tuned.ensemble), accuracy(&tuned.pretrained), tuned.pretrained.interval())
        else {
            return Ok(());
        };
        let before = Tail::load(&context.engine()?.weights)?;
        let report = TuningReport {
            kept: tuned.kept.is_some(),
            accuracy: with,
            accuracy_of_head: alone,
            interval_of_head: interval,
            agreement: comparison.map_or(1.0, |of| of.same as f32 / of.compared.max(1) as f32),
            changes: tuned.kept.as_ref().map_or_else(Vec::new, |(tail, _)| tail.changes_since(&before)),
            seconds: ((context.now_ms() - start_ms) / 1000.0) as f32,
        };
        let Some((tail, head)) = tuned.kept else { return context.keep_tuning(report) };
        let Some(result) = context.tuned_result(self, &tuned.ensemble, report) else { return Ok(()) };
        let layers = Rc::new(TunedLayers::new(&tail));
        let inputs = context.revisions.training_inputs();
        context.deploy((head, Some(layers)), self.set.classes.clone(), result, inputs)
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
