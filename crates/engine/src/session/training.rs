//! When to train, on what, and how to report the results.

use super::classifier::{Suspected, TrainingResult};
use super::context::{Context, TrainingInputs};
use super::schedule::Priority;
use handlens_classifier::metrics::calibration::{calibration_error, reliability};
use handlens_classifier::metrics::{argmax, log_loss};
use handlens_classifier::pipeline::{BINS, CvSplit, Evaluation};
use handlens_classifier::train::fit::Schedule;
use handlens_classifier::train::{Fit, Samples};
use handlens_core::Result;
use handlens_core::config::TrainConfig;
use handlens_core::protocol::{Calibration, ClassId, Event, HeldOut, PhotoId, TrainReport, Unknown};
use handlens_vision::model::FEATURE;

/// Least time after a training before the next one may hold up photos that keep arriving, in milliseconds.
const REST_MS: f64 = 10_000.0;

/// Training as a job: the head is trained again whenever its inputs change.
#[derive(Default)]
pub(super) struct Training {
    /// The inputs of the last training, however it ended; `None` if the person asks for another one.
    begun: Option<TrainingInputs>,
    /// The value of [`Revisions::measured`] when the classifier's near-duplicates were last compared with the photos'.
    ///
    /// [`Revisions::measured`]: super::context::Revisions::measured
    grouped: u64,
    /// Whether training waits for the person, because the last one never ended.
    held: bool,
    /// Whether the project is marked as having a training in progress.
    marked: bool,
    running: Option<Running>,
    ended_ms: f64,
}

/// A training in progress.
struct Running {
    fit: Fit,
    plan: TrainingRun,
    inputs: TrainingInputs,
    trained_on: String,
    start_ms: f64,
}

/// The data of a training.
pub(super) struct TrainingRun {
    pub(super) samples: Samples,
    pub(super) set: TrainingSet,
}

/// The photos of a training and their split. Photo `i` and class `c` of the split are `photos[i]` and `classes[c]`.
pub(super) struct TrainingSet {
    pub(super) classes: Vec<ClassId>,
    pub(super) photos: Vec<PhotoId>,
    pub(super) split: CvSplit,
}

impl Running {
    /// Whether continuing is pointless, because labels, settings or the device have changed. Photos added since are
    /// left to the next training.
    fn is_pointless(&self, now: TrainingInputs) -> bool {
        TrainingInputs { additions: now.additions, ..self.inputs } != now
    }
}

impl Training {
    /// Restores the stored classifier, and schedules a training if it is outdated. If the last training never ended,
    /// training waits for the person: most likely memory ran out, and training again would crash the program each time
    /// the project is opened.
    pub(super) fn take_up(&mut self, context: &mut Context) -> Result<()> {
        let current = context.restore_classifier()?;
        self.begun = current.then(|| context.revisions.training_inputs());
        self.grouped = context.revisions.measured;
        self.marked = context.project.is_training_begun()?;
        self.held = self.marked;
        if self.held {
            context.tell(Event::TrainingHeld);
        }
        Ok(())
    }

    /// Trains again because the person asks, even if training is on hold.
    pub(super) fn ask(&mut self) {
        self.held = false;
        self.begun = None;
    }

    /// Applies new settings. Training is no longer on hold, since with other settings it may succeed.
    pub(super) fn configure(&mut self, context: &mut Context, train: TrainConfig) -> Result<()> {
        self.held = false;
        context.settings.train = train.clamped();
        context.revisions.settings += 1;
        context.project.set_settings(&context.settings)?;
        let train = context.settings.train.clone();
        context.tell(Event::Configured { train });
        Ok(())
    }

    pub(super) fn next(&self, context: &Context) -> Option<Priority> {
        if self.running.is_some() {
            return Some(Priority::Train);
        }
        let now = &context.revisions;
        let is_due = self.begun != Some(now.training_inputs()) || self.grouped != now.measured;
        if !is_due || self.held {
            return None;
        }
        let is_overdue = context.now_ms() - self.ended_ms > REST_MS;
        Some(if is_overdue { Priority::Train } else { Priority::BeginTraining })
    }

    /// Starts a training, or continues it for a few epochs.
    pub(super) async fn slice(&mut self, context: &mut Context) -> Result<()> {
        let now = context.revisions.training_inputs();
        self.running.take_if(|running| running.is_pointless(now));
        let outcome = match self.running.take() {
            Some(running) => Box::pin(self.go_on(running, context)).await,
            None if context.read_features()? => return Ok(()),
            None => Box::pin(self.begin(context)).await,
        };
        if self.running.is_none() {
            self.unmark(context);
        }
        outcome
    }

    /// Marks in the project that a training has started. If there is no space even for that, it starts anyway.
    fn mark(&mut self, context: &mut Context) {
        if !self.marked {
            self.marked = context.project.set_training_begun(true).is_ok();
        }
    }

    /// Removes the mark that a training is in progress, unless training is on hold.
    pub(super) fn unmark(&mut self, context: &mut Context) {
        if self.marked && !self.held {
            self.marked = context.project.set_training_begun(false).is_err();
        }
    }

    async fn begin(&mut self, context: &mut Context) -> Result<()> {
        let inputs = context.revisions.training_inputs();
        let only_groups = self.begun == Some(inputs);
        self.grouped = context.revisions.measured;
        if only_groups && has_same_groups(context)? {
            return Ok(());
        }
        self.begun = Some(inputs);
        let start_ms = context.now_ms();
        let Some(plan) = context.plan_training()? else {
            self.ended_ms = start_ms;
            return context.withdraw();
        };
        self.mark(context);
        let train = &context.settings.train;
        let (schedule, epochs) = (schedule(train), train.epochs);
        let device = context.engine()?.head_device.of(&plan.samples).await?;
        let fit = Fit::new(&plan.samples, schedule, &device)?;
        let photos = plan.set.photos.len() as u32;
        let trained_on = context.fingerprint()?;
        self.running = Some(Running { fit, plan, inputs, trained_on, start_ms });
        context.tell(Event::TrainingStarted { photos, epochs });
        Ok(())
    }

    async fn go_on(&mut self, mut running: Running, context: &mut Context) -> Result<()> {
        let stage = running.fit.advance().await?;
        context.tell(Event::TrainingProgress {
            epoch: stage.epoch,
            loss: stage.loss,
            held_out_accuracy: running.plan.set.split.accuracy(&stage.held_out),
        });
        if !stage.converged && !running.fit.exhausted() {
            self.running = Some(running);
            return Ok(());
        }
        let evaluation = running.plan.set.split.evaluate(&stage.held_out);
        let held_out = running.plan.held_out(&evaluation);
        // With validation off, no class is judged.
        let validates = context.settings.train.folds > 0;
        let unjudged = if validates { running.plan.unjudged() } else { Vec::new() };
        let suspects = running.plan.suspects(&evaluation);
        let fitted = running.fit.finish(stage).await?;
        let now_ms = context.now_ms();
        self.ended_ms = now_ms;
        let report = TrainReport {
            epochs: fitted.stage.epoch,
            converged: fitted.stage.converged,
            loss: fitted.stage.loss,
            seconds: ((now_ms - running.start_ms) / 1000.0) as f32,
            photos: running.plan.set.photos.len() as u32,
            held_out,
            unjudged,
            tuning: None,
        };
        let result = TrainingResult { report, trained_on: running.trained_on, suspects, occasions: None };
        // Before the end is reported, so that a program that is closed right then does not leave the mark behind.
        self.unmark(context);
        context.learned = Some(running.plan.set.photos.into_iter().collect());
        context.deploy((fitted.head, None), running.plan.set.classes, result, running.inputs)
    }
}

/// Whether near-duplicates are still those the classifier was trained with. Photos that were measured since may have
/// turned out to be near-duplicates; then a new training is needed, so that none is judged by a head that saw its
/// duplicate.
fn has_same_groups(context: &Context) -> Result<bool> {
    let Some(classifier) = &context.classifier else { return Ok(true) };
    Ok(classifier.trained_on() == context.fingerprint()?)
}

impl Context {
    /// The data to train on now; `None` if fewer than two classes have photos.
    pub(super) fn plan_training(&self) -> Result<Option<TrainingRun>> {
        let Some(set) = self.training_set()? else { return Ok(None) };
        let all: Vec<usize> = (0..set.photos.len()).collect();
        let samples = Samples { fold_count: set.split.fold_count, ..self.samples(&set, &all) };
        Ok(Some(TrainingRun { samples, set }))
    }

    /// The photos that can be trained on now, with their split; `None` if fewer than two classes have photos.
    pub(super) fn training_set(&self) -> Result<Option<TrainingSet>> {
        let live: Vec<(PhotoId, ClassId)> = self
            .project
            .hashes()?
            .into_iter()
            .map(|(photo, class, _)| (photo, class))
            .filter(|(photo, _)| self.features.vector(*photo).is_some())
            .collect();
        let mut classes: Vec<ClassId> = self.project.classes()?.into_iter().map(|class| class.id).collect();
        classes.retain(|class| live.iter().any(|(_, of)| of == class));
        if classes.len() < 2 {
            return Ok(None);
        }
        let index = |class: &ClassId| classes.iter().position(|other| other == class);
        let labelled: Vec<((PhotoId, ClassId), usize)> =
            live.into_iter().filter_map(|photo| Some((photo, index(&photo.1)?))).collect();
        let (live, labels): (Vec<(PhotoId, ClassId)>, Vec<usize>) = labelled.into_iter().unzip();
        let groups = self.groups(&live)?;
        let train = &self.settings.train;
        let split = CvSplit::new(labels, classes.len(), groups, train.folds as usize, u64::from(train.seed));
        let photos = live.into_iter().map(|(photo, _)| photo).collect();
        Ok(Some(TrainingSet { classes, photos, split }))
    }

    /// The vectors of some photos of a set. They know their photos' folds, but no fold heads are trained.
    pub(super) fn samples(&self, set: &TrainingSet, photos: &[usize]) -> Samples {
        let vector = |photo: usize| self.features.vector(set.photos[photo]).unwrap_or_default();
        set.split.samples(photos, FEATURE, vector)
    }
}

/// The solver's hyperparameters from the person's settings.
pub(super) fn schedule(train: &TrainConfig) -> Schedule {
    Schedule {
        learning_rate: train.learning_rate as f32,
        weight_decay: train.weight_decay as f32,
        epochs: train.epochs,
        balanced: train.balance,
    }
}

impl TrainingRun {
    /// The classes that no head can judge, with their number of photos.
    fn unjudged(&self) -> Vec<(ClassId, u32)> {
        let unjudged = self.set.split.unjudged().into_iter();
        unjudged.map(|(class, photos)| (self.set.classes[class], photos)).collect()
    }

    /// The photos that are probably mislabelled, judged by heads that never saw them.
    pub(super) fn suspects(&self, evaluation: &Evaluation) -> Vec<Suspected> {
        let named = evaluation.label_issues().into_iter().map(|suspect| {
            let photo = self.set.photos[evaluation.photos[suspect.photo]];
            let label = self.set.classes[evaluation.labels[suspect.photo]];
            let probability = evaluation.uncalibrated[suspect.photo][suspect.class];
            (photo, label, self.set.classes[suspect.class], probability)
        });
        named.collect()
    }

    /// The unknown score of the judged photos, as if each were new.
    fn unknown(&self, evaluation: &Evaluation) -> Option<Unknown> {
        let set = &self.set;
        let (score, scores) = evaluation.unknown(&set.split, &self.samples.vectors)?;
        let photos = scores.into_iter().map(|(row, score)| (set.photos[evaluation.photos[row]], score));
        Some(Unknown { score, photos: photos.collect() })
    }

    /// The evaluation on held-out photos, as the page receives it.
    pub(super) fn held_out(&self, evaluation: &Evaluation) -> Option<HeldOut> {
        let Evaluation { labels, uncalibrated, probabilities, confusion, .. } = evaluation;
        let bins_before = reliability(uncalibrated, labels, BINS);
        let bins = reliability(probabilities, labels, BINS);
        let judged = evaluation.photos.iter().zip(probabilities).filter_map(|(photo, of_photo)| {
            let answer = argmax(of_photo)?;
            Some((self.set.photos[*photo], self.set.classes[answer], of_photo[answer]))
        });
        let classes = self.set.classes.iter().enumerate();
        Some(HeldOut {
            folds: self.set.split.fold_count as u32,
            accuracy: confusion.accuracy()?,
            interval: evaluation.interval()?,
            groups: evaluation.group_count() as u32,
            classes: classes
                .map(|(index, class)| (*class, confusion.support(index), confusion.count(index, index)))
                .collect(),
            confusion: confusion.counts().to_vec(),
            unknown: self.unknown(evaluation),
            learning: None,
            calibration: Some(Calibration {
                temperature: evaluation.temperature,
                loss_before: log_loss(uncalibrated, labels)? as f32,
                loss: log_loss(probabilities, labels)? as f32,
                error_before: calibration_error(&bins_before),
                error: calibration_error(&bins),
                bins_before,
                bins,
            }),
            photos: judged.collect(),
        })
    }
}
