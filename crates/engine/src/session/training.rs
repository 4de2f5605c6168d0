//! When to train, on what, and what the results say.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Session;
use super::prediction::ranked;
use handlens_classifier::metrics::calibration::{calibration_error, reliability, tempered};
use handlens_classifier::metrics::duplicates;
use handlens_classifier::metrics::learning_curve::LearningCurve;
use handlens_classifier::metrics::unknown::UnknownScore;
use handlens_classifier::metrics::{argmax, log_loss};
use handlens_classifier::pipeline::{BINS, CvSplit, Evaluation};
use handlens_classifier::train::feature::combine;
use handlens_classifier::train::fit::Schedule;
use handlens_classifier::train::{Fit, Head, Samples, attribution};
use handlens_core::config::limits::AUGMENTED_PHOTOS;
use handlens_core::config::{Settings, TrainConfig};
use handlens_core::protocol::{
    Calibration, ClassId, Event, HeldOut, OtherOccasions, PhotoId, TrainReport, Unknown,
};
use handlens_core::{Error, Result, msg};
use handlens_store::project::StoredHead;
use handlens_vision::model::FEATURE;

/// While photos keep coming, a training begins at most this often, in milliseconds, so that it does not hold them up.
const REST_MS: f64 = 10_000.0;

/// What a report tells, as a version: a head with an older report is trained again.
const RESULTS: &str = "confusion, calibration before and after, unknown and mislabelled; near-duplicates share a fold, and count as one";

/// What is trained, and whether it should be again.
#[derive(Default)]
pub(super) struct Training {
    due: bool,
    /// Whether it waits for the person, because the last one never ended.
    held: bool,
    /// Whether the project is marked with a training that has begun.
    marked: bool,
    running: Option<Running>,
    deployed: Option<CurrentClassifier>,
    ended_ms: f64,
}

/// A training under way.
struct Running {
    fit: Fit,
    plan: TrainingRun,
    trained_on: String,
    start_ms: f64,
}

/// What a training is made of.
struct TrainingRun {
    samples: Samples,
    set: TrainingSet,
}

/// The photos of a training, and who judges which. Photo `i` and class `c` of the split are `photos[i]` and `classes[c]`.
pub(super) struct TrainingSet {
    pub(super) classes: Vec<ClassId>,
    pub(super) photos: Vec<PhotoId>,
    pub(super) split: CvSplit,
}

/// What is stored with a head: its report, and what it was trained on.
#[derive(Serialize, Deserialize)]
struct StoredReport {
    #[serde(flatten)]
    report: TrainReport,
    /// See [`Session::fingerprint`]. Empty in a head of the first version.
    #[serde(default)]
    trained_on: String,
    #[serde(default)]
    suspects: Vec<Suspected>,
    /// None until that is known.
    #[serde(default)]
    occasions: Option<OtherOccasions>,
}

/// A photo whose label is doubted: its label, the class of which it probably is, and that one's probability.
type Suspected = (PhotoId, ClassId, ClassId, f32);

/// The head that answers.
struct CurrentClassifier {
    head: Head,
    classes: Vec<ClassId>,
    temperature: f32,
    unknown: Option<UnknownScore>,
    /// What is stored with it.
    kept: StoredReport,
}

impl CurrentClassifier {
    fn new(head: Head, classes: Vec<ClassId>, kept: StoredReport) -> Self {
        let held_out = kept.report.held_out.as_ref();
        let calibration = held_out.and_then(|held_out| held_out.calibration.as_ref());
        let unknown = held_out.and_then(|held_out| held_out.unknown.as_ref());
        Self {
            head,
            classes,
            temperature: calibration.map_or(1.0, |calibration| calibration.temperature),
            unknown: unknown.map(|unknown| unknown.score),
            kept,
        }
    }
}

impl Training {
    /// Something changed that a training should know.
    pub(super) fn set_due(&mut self) {
        self.due = true;
    }

    /// Something changed that makes a training under way pointless.
    pub(super) fn restart(&mut self) {
        self.running = None;
        self.due = true;
    }

    pub(super) fn is_due(&self) -> bool {
        self.due && !self.held
    }

    /// Whether a training should not wait for photos that are still coming.
    pub(super) fn is_overdue(&self, now_ms: f64) -> bool {
        now_ms - self.ended_ms > REST_MS
    }

    pub(super) fn is_running(&self) -> bool {
        self.running.is_some()
    }

    pub(super) fn is_trained(&self) -> bool {
        self.deployed.is_some()
    }

    /// The classes' calibrated probabilities for a vector `[1280]`, most probable first; none while nothing is trained.
    pub(super) fn answer(&self, vector: &[f32]) -> Option<Vec<(ClassId, f32)>> {
        let deployed = self.deployed.as_ref()?;
        let probabilities = tempered(&deployed.head.probabilities(vector), deployed.temperature);
        Some(ranked(&deployed.classes, &probabilities))
    }

    /// For a photo's activations, two views of `[49, 1280]`: its most probable classes, at most `count`, each with its scores
    /// for the views' regions; none while nothing is trained.
    pub(super) fn evidence(&self, views: &[&[f32]], count: usize) -> Vec<(ClassId, Vec<Vec<f32>>)> {
        let Some(CurrentClassifier { head, classes, .. }) = &self.deployed else { return Vec::new() };
        let features: Vec<Vec<f32>> =
            views.iter().map(|view| attribution::feature(view, handlens_vision::model::FEATURE)).collect();
        let features: Vec<&[f32]> = features.iter().map(Vec::as_slice).collect();
        let logits = head.logits(&combine(&features));
        let mut first: Vec<usize> = (0..classes.len()).collect();
        first.sort_by(|a, b| logits[*b].total_cmp(&logits[*a]));
        first.truncate(count);
        let scores = attribution::scores(views, head, &first);
        first.iter().map(|place| classes[*place]).zip(scores).collect()
    }

    /// How much a photo speaks for being of none of the classes, where that is known: from its largest probability and its
    /// mean distance to the nearest photos.
    pub(super) fn unknown(&self, answer: &[(ClassId, f32)], distance: f32) -> Option<f32> {
        let score = self.deployed.as_ref()?.unknown?;
        answer.first().map(|(_, probability)| score.of(1.0 - probability, distance))
    }
}

impl Session {
    /// The photos whose label is doubted, the surest first, as they were trained on.
    pub(super) fn suspected(&self) -> Vec<Suspected> {
        self.training.deployed.as_ref().map(|deployed| deployed.kept.suspects.clone()).unwrap_or_default()
    }

    /// Takes another share of the person's own photos that may be taken for none of the classes.
    pub(super) fn reject(&mut self, share: f32) -> Result<()> {
        self.settings = Settings { reject: share, ..self.settings.clone() }.clamped();
        self.project.set_settings(&self.settings)?;
        self.changed = true;
        self.tell(Event::Rejecting { share: self.settings.reject });
        Ok(())
    }

    /// Lets a training wait for the person where the last one never ended: most often there was not enough memory, and another
    /// would end the program again, at every opening.
    pub(super) fn hold_unfinished_training(&mut self) -> Result<()> {
        self.training.marked = self.project.is_training_begun()?;
        self.training.held = self.training.marked;
        if self.training.held {
            self.tell(Event::TrainingHeld);
        }
        Ok(())
    }

    /// Trains again because the person says so.
    pub(super) fn train(&mut self) {
        self.training.held = false;
        self.training.set_due();
    }

    /// Takes new settings; training starts again by itself, even one that waits: with other settings it may end.
    pub(super) fn configure(&mut self, train: TrainConfig) -> Result<()> {
        self.training.held = false;
        self.settings.train = train.clamped();
        self.project.set_settings(&self.settings)?;
        let train = self.settings.train.clone();
        self.tell(Event::Configured { train });
        self.training.restart();
        self.take_up()
    }

    /// Begins a training, or goes on with it by a few epochs.
    pub(super) async fn train_slice(&mut self) -> Result<()> {
        let outcome = Box::pin(self.go_on_training()).await;
        if !self.training.is_running() {
            self.unmark_training();
        }
        outcome
    }

    /// Marks in the project that a training begins. Where there is no space even for that, it begins all the same.
    fn mark_training(&mut self) {
        if !self.training.marked {
            self.training.marked = self.project.set_training_begun(true).is_ok();
        }
    }

    /// No training is under way any more.
    pub(super) fn unmark_training(&mut self) {
        if self.training.marked && !self.training.held {
            self.training.marked = self.project.set_training_begun(false).is_err();
        }
    }

    async fn go_on_training(&mut self) -> Result<()> {
        let Some(mut running) = self.training.running.take() else { return self.begin_training().await };
        let stage = running.fit.advance().await?;
        self.tell(Event::TrainingProgress {
            epoch: stage.epoch,
            loss: stage.loss,
            held_out_accuracy: running.plan.set.split.accuracy(&stage.held_out),
        });
        if !stage.converged && !running.fit.exhausted() {
            self.training.running = Some(running);
            return Ok(());
        }
        let evaluation = running.plan.set.split.evaluate(&stage.held_out);
        let held_out = running.plan.held_out(&evaluation);
        // With validation off, no class is judged.
        let validates = self.settings.train.folds > 0;
        let unjudged = if validates { running.plan.unjudged() } else { Vec::new() };
        let suspects = running.plan.suspects(&evaluation);
        let fitted = running.fit.finish(stage).await?;
        let now_ms = (self.host.clock)();
        self.training.ended_ms = now_ms;
        let report = TrainReport {
            epochs: fitted.stage.epoch,
            converged: fitted.stage.converged,
            loss: fitted.stage.loss,
            seconds: ((now_ms - running.start_ms) / 1000.0) as f32,
            photos: running.plan.set.photos.len() as u32,
            held_out,
            unjudged,
        };
        let kept = StoredReport { report, trained_on: running.trained_on, suspects, occasions: None };
        // Before anybody hears of the end: whoever then ends the program does not end the training.
        self.unmark_training();
        self.deploy(fitted.head, running.plan.set.classes, kept)
    }

    /// Puts a head in charge, and keeps it.
    fn deploy(&mut self, head: Head, classes: Vec<ClassId>, kept: StoredReport) -> Result<()> {
        let report = kept.report.clone();
        self.training.deployed = Some(CurrentClassifier::new(head, classes, kept));
        self.learning.set_due(report.held_out.as_ref().is_some_and(HeldOut::tells_apart));
        self.occasions.set_due(report.held_out.as_ref().is_some_and(HeldOut::tells_apart));
        self.looking.set_due();
        self.tell(Event::Trained { report });
        self.ask_all_again();
        self.keep_head()
    }

    /// Keeps the head that answers, with its report.
    fn keep_head(&mut self) -> Result<()> {
        let Some(deployed) = &self.training.deployed else { return Ok(()) };
        let stored = StoredHead {
            model: self.engine()?.backbone.hash().to_owned(),
            classes: deployed.classes.clone(),
            report_json: serde_json::to_string(&deployed.kept)
                .map_err(|cause| Error::project(msg!("session-report-not-kept")).with_detail(cause))?,
            weights: deployed.head.weights().iter().chain(deployed.head.bias()).copied().collect(),
        };
        self.changed = true;
        // On a full device this head answers all the same; after a reload it is trained again.
        match self.project.put_head(&stored) {
            Err(error) if error.is_full() => Ok(()),
            outcome => Ok(outcome?),
        }
    }

    /// The held-out answers of the head that answers.
    pub(super) fn held_out(&self) -> Option<&HeldOut> {
        self.training.deployed.as_ref()?.kept.report.held_out.as_ref()
    }

    /// Tells what more photos would bring, and keeps it with the head that it is about.
    pub(super) fn learnt(&mut self, curve: LearningCurve) -> Result<()> {
        let deployed = self.training.deployed.as_mut();
        let Some(held_out) = deployed.and_then(|deployed| deployed.kept.report.held_out.as_mut()) else {
            return Ok(());
        };
        held_out.learning = Some(curve.clone());
        self.tell(Event::LearningCurve { curve });
        self.keep_head()
    }

    /// Tells how good answers are on photos of other occasions, and keeps it with the head that it is about.
    pub(super) fn judged_occasions(&mut self, judged: OtherOccasions) -> Result<()> {
        let Some(deployed) = self.training.deployed.as_mut() else { return Ok(()) };
        deployed.kept.occasions = Some(judged);
        self.tell(Event::OtherOccasions { judged });
        self.keep_head()
    }

    /// What a head that is trained now on so many samples is trained on: the same for the same photos, classes,
    /// settings and weights.
    fn fingerprint(&self, samples: usize) -> Result<String> {
        let settings = serde_json::to_vec(&self.settings.train).unwrap_or_default();
        let mut hasher = Sha256::new();
        hasher.update(RESULTS);
        hasher.update(self.engine()?.backbone.hash());
        hasher.update(&settings);
        hasher.update((samples as u64).to_le_bytes());
        let live = self.project.hashes()?;
        let ids: Vec<PhotoId> = live.iter().map(|(photo, ..)| *photo).collect();
        let looks = self.looks(&ids)?;
        for (_, class, hash) in &live {
            hasher.update(hash.0);
            hasher.update(class.0.to_le_bytes());
        }
        // What decides which photos are held out together: these, and vectors, which follow from photos and weights and need
        // not be read for it.
        for place in duplicates::candidates(&looks) {
            hasher.update((place as u64).to_le_bytes());
            hasher.update(looks[place].to_le_bytes());
        }
        let digest = hasher.finalize();
        // 64 bits tell states of one project apart.
        Ok(digest.iter().take(8).fold(String::new(), |text, byte| text + &format!("{byte:02x}")))
    }

    /// Photos were measured that had not been when the head was trained: trains again where some are nearly the same, so that
    /// none is judged by a twin that saw the other.
    pub(super) fn regroup(&mut self) -> Result<()> {
        let Some(deployed) = &self.training.deployed else { return Ok(()) };
        if deployed.kept.trained_on != self.fingerprint(self.full_samples()?)? {
            self.training.set_due();
        }
        Ok(())
    }

    /// Puts the head of last time in charge, so that answers need not wait for a training. True if nothing has
    /// changed since it was trained.
    pub(super) fn restore_head(&mut self) -> Result<bool> {
        let Some(stored) = self.project.head()? else { return Ok(false) };
        let live: Vec<ClassId> = self.project.classes()?.into_iter().map(|class| class.id).collect();
        let fits = stored.model == self.engine()?.backbone.hash()
            && stored.classes.iter().all(|class| live.contains(class));
        let kept: Option<StoredReport> = serde_json::from_str(&stored.report_json).ok();
        let mut weights = stored.weights;
        let Some(bias_start) = weights.len().checked_sub(stored.classes.len()) else { return Ok(false) };
        let bias = weights.split_off(bias_start);
        let (true, Some(kept), Some(head)) = (fits, kept, Head::new(weights, bias)) else { return Ok(false) };
        let current = kept.trained_on == self.fingerprint(self.full_samples()?)?;
        let report = kept.report.clone();
        let unlearnt = report
            .held_out
            .as_ref()
            .is_some_and(|held_out| held_out.learning.is_none() && held_out.tells_apart());
        let occasions = kept.occasions;
        self.training.deployed = Some(CurrentClassifier::new(head, stored.classes, kept));
        self.learning.set_due(current && unlearnt);
        let tells_apart = report.held_out.as_ref().is_some_and(HeldOut::tells_apart);
        self.occasions.set_due(current && occasions.is_none() && tells_apart);
        self.tell(Event::Trained { report });
        if let Some(judged) = occasions {
            self.tell(Event::OtherOccasions { judged });
        }
        Ok(current)
    }

    /// Samples of a training that has all it wants: every photo, and its augmented views where there are to be any.
    fn full_samples(&self) -> Result<usize> {
        let photos = self.project.hashes()?.len();
        let views = if photos > AUGMENTED_PHOTOS { 0 } else { self.settings.train.augmented_views as usize };
        Ok(photos * (1 + views))
    }

    async fn begin_training(&mut self) -> Result<()> {
        self.training.due = false;
        self.learning.set_due(false);
        self.occasions.set_due(false);
        let start_ms = (self.host.clock)();
        let Some(plan) = self.plan()? else {
            self.training.ended_ms = start_ms;
            if self.training.deployed.take().is_some() {
                self.project.clear_head()?;
                self.looking.set_due();
                self.tell(Event::Untrained);
                self.ask_all_again();
            }
            return Ok(());
        };
        self.mark_training();
        let train = &self.settings.train;
        let schedule = schedule(train);
        let epochs = train.epochs;
        let device = self.engine()?.place.of(&plan.samples).await?;
        let fit = Fit::new(&plan.samples, schedule, &device)?;
        let (photos, samples) = (plan.set.photos.len() as u32, plan.samples.labels.len() as u32);
        let trained_on = self.fingerprint(plan.samples.labels.len())?;
        self.training.running = Some(Running { fit, plan, trained_on, start_ms });
        self.tell(Event::TrainingStarted { photos, samples, epochs });
        Ok(())
    }

    /// What to train on now; none when fewer than two classes have photos.
    fn plan(&self) -> Result<Option<TrainingRun>> {
        let Some(set) = self.training_set()? else { return Ok(None) };
        let all: Vec<usize> = (0..set.photos.len()).collect();
        let samples = Samples { fold_count: set.split.fold_count, ..self.samples(&set, &all) };
        Ok(Some(TrainingRun { samples, set }))
    }

    /// The photos that can be trained on now, and who judges which; none when fewer than two classes have photos.
    pub(super) fn training_set(&self) -> Result<Option<TrainingSet>> {
        let live: Vec<(PhotoId, ClassId)> = self
            .project
            .hashes()?
            .into_iter()
            .map(|(photo, class, _)| (photo, class))
            .filter(|(photo, _)| self.embeddings.vector(*photo).is_some())
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

    /// The vectors of some photos of a set, followed by those of their augmented views. Each knows its photo's fold, but heads
    /// are trained for none.
    pub(super) fn samples(&self, set: &TrainingSet, photos: &[usize]) -> Samples {
        let vector = |photo: usize| self.embeddings.vector(set.photos[photo]).unwrap_or_default();
        let augmented = |photo: usize| self.embeddings.augmented(set.photos[photo]);
        set.split.samples(photos, FEATURE, vector, augmented)
    }
}

/// What the settings ask for.
pub(super) fn schedule(train: &TrainConfig) -> Schedule {
    Schedule {
        learning_rate: train.learning_rate as f32,
        weight_decay: train.weight_decay as f32,
        epochs: train.epochs,
        balanced: train.balance,
    }
}

impl TrainingRun {
    /// The classes that no head can judge, with their photos.
    fn unjudged(&self) -> Vec<(ClassId, u32)> {
        let unjudged = self.set.split.unjudged().into_iter();
        unjudged.map(|(class, photos)| (self.set.classes[class], photos)).collect()
    }

    /// The photos whose label the heads doubt that never saw them.
    fn suspects(&self, evaluation: &Evaluation) -> Vec<Suspected> {
        let named = evaluation.label_issues().into_iter().map(|suspect| {
            let photo = self.set.photos[evaluation.photos[suspect.photo]];
            let label = self.set.classes[evaluation.labels[suspect.photo]];
            let probability = evaluation.uncalibrated[suspect.photo][suspect.class];
            (photo, label, self.set.classes[suspect.class], probability)
        });
        named.collect()
    }

    /// The unknown score of the photos that were judged, as if each were new.
    fn unknown(&self, evaluation: &Evaluation) -> Option<Unknown> {
        let set = &self.set;
        let vectors = &self.samples.vectors[..set.photos.len() * self.samples.dimensions];
        let (score, scores) = evaluation.unknown(&set.split, vectors)?;
        let photos = scores.into_iter().map(|(row, score)| (set.photos[evaluation.photos[row]], score));
        Some(Unknown { score, photos: photos.collect() })
    }

    /// What the heads say of the photos that they never saw, as the page is told.
    fn held_out(&self, evaluation: &Evaluation) -> Option<HeldOut> {
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
