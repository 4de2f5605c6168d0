//! The current classifier: stored with the project, and restored when the project is opened.

use std::rc::Rc;

use half::f16;
use sha2::{Digest, Sha256};

use super::context::{Context, TrainingInputs};
use handlens_classifier::ensemble::parts;
use handlens_classifier::metrics::duplicates;
use handlens_classifier::metrics::learning_curve::LearningCurve;
use handlens_classifier::metrics::unknown::{mean_distance, nearest};
use handlens_classifier::predictor::{Answer, Predictor};
use handlens_classifier::train::feature::combine;
use handlens_classifier::train::{Head, attribution};
use handlens_core::Result;
use handlens_core::protocol::{ClassId, Event, HeldOut, OtherOccasions, PhotoId, TrainReport, TuningReport};
use handlens_store::project::{REPORT_VERSION, StoredHead, StoredReport};
use handlens_tuning::run::tuned_vector;
use handlens_vision::model::FEATURE;
use handlens_vision::model::cpu::tail::{PackedTail, Tail};
use handlens_vision::photo::VIEWS;

/// What a training results in beside the head.
#[derive(Clone)]
pub(super) struct TrainingResult {
    pub(super) report: TrainReport,
    /// See [`Context::fingerprint`]. Empty for a head of the first version.
    pub(super) trained_on: String,
    pub(super) suspects: Vec<Suspected>,
    /// The accuracy on photos of other occasions; `None` until it was measured.
    pub(super) occasions: Option<OtherOccasions>,
}

impl From<&TrainingResult> for StoredReport {
    fn from(result: &TrainingResult) -> Self {
        let mut stored = Self::from(result.report.clone());
        stored.trained_on.clone_from(&result.trained_on);
        stored.suspects.clone_from(&result.suspects);
        stored.occasions = result.occasions.map(Into::into);
        stored
    }
}

impl From<StoredReport> for TrainingResult {
    fn from(stored: StoredReport) -> Self {
        Self {
            report: stored.report(),
            trained_on: stored.trained_on,
            suspects: stored.suspects,
            occasions: stored.occasions.map(Into::into),
        }
    }
}

/// A photo that is probably mislabelled: its label, the class it probably belongs to, and the probability of that
/// class.
pub(super) type Suspected = (PhotoId, ClassId, ClassId, f32);

/// The network's last layers, tuned to the project's photos.
pub(super) struct TunedLayers {
    /// As they are stored.
    bytes: Vec<u8>,
    packed: PackedTail,
}

impl TunedLayers {
    pub(super) fn new(tail: &Tail) -> Self {
        Self { bytes: tail.to_bytes(), packed: tail.pack() }
    }
}

/// The current classifier.
pub(super) struct CurrentClassifier {
    predictor: Predictor,
    /// The tuned layers, if they answer together with the pretrained ones.
    tuned: Option<Rc<TunedLayers>>,
    classes: Vec<ClassId>,
    result: TrainingResult,
    /// The inputs it was trained on; `None` if the project has changed since.
    inputs: Option<TrainingInputs>,
}

impl CurrentClassifier {
    fn new(
        (head, tuned): (Head, Option<Rc<TunedLayers>>),
        classes: Vec<ClassId>,
        result: TrainingResult,
        inputs: Option<TrainingInputs>,
    ) -> Self {
        let held_out = result.report.held_out.as_ref();
        let calibration = held_out.and_then(|held_out| held_out.calibration.as_ref());
        let unknown = held_out.and_then(|held_out| held_out.unknown.as_ref());
        let predictor = Predictor {
            head,
            temperature: calibration.map_or(1.0, |calibration| calibration.temperature),
            unknown: unknown.map(|unknown| unknown.score),
        };
        Self { predictor, tuned, classes, result, inputs }
    }

    /// What its training resulted in.
    pub(super) fn result(&self) -> &TrainingResult {
        &self.result
    }

    /// The tuned layers, if they answer together with the pretrained ones.
    pub(super) fn tuned(&self) -> Option<&Rc<TunedLayers>> {
        self.tuned.as_ref()
    }

    /// The vector `[1280]` by the tuned layers, from the activations before them; empty if no layers are tuned.
    pub(super) fn tuned_vector(&self, activations: &[Vec<f16>]) -> Vec<f32> {
        self.tuned.as_ref().map_or_else(Vec::new, |tuned| tuned_vector(&tuned.packed, activations))
    }

    /// Answers for a vector `[1280]` by the pretrained layers, with this distance to its nearest photos, and that by the
    /// tuned layers, if any: the classes, most probable first, and the unknown score.
    pub(super) fn answer(
        &self,
        vector: &[f32],
        tuned: &[f32],
        distance: f32,
    ) -> (Vec<(ClassId, f32)>, Option<f32>) {
        let Answer { probabilities, unknown } = self.predictor.answer(&[vector, tuned].concat(), distance);
        let mut ranked: Vec<(ClassId, f32)> = self.classes.iter().copied().zip(probabilities).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        (ranked, unknown)
    }

    /// Explains a photo from what the network makes of each view: its last activations `[P, 1280]`, and those
    /// before its last layers. Returns at most `count` of the most probable classes, each with the scores of the views'
    /// regions.
    pub(super) fn evidence(
        &self,
        last: &[&[f32]],
        before_last: &[Vec<f32>],
        count: usize,
    ) -> Vec<(ClassId, Vec<Vec<f32>>)> {
        let head = &self.predictor.head;
        let before_last: Vec<&[f32]> = before_last.iter().map(Vec::as_slice).collect();
        let tuned = self.tuned.as_ref().map(|tuned| tuned.packed.activations(&before_last));
        let layers: Vec<Vec<&[f32]>> = [last.to_vec()]
            .into_iter()
            .chain(tuned.iter().map(|views| views.iter().map(Vec::as_slice).collect()))
            .collect();
        let vector = |views: &Vec<&[f32]>| {
            let features: Vec<Vec<f32>> =
                views.iter().map(|view| attribution::feature(view, FEATURE)).collect();
            combine(&features.iter().map(Vec::as_slice).collect::<Vec<_>>())
        };
        let logits = head.logits(&layers.iter().flat_map(vector).collect::<Vec<_>>());
        let mut first: Vec<usize> = (0..self.classes.len()).collect();
        first.sort_by(|a, b| logits[*b].total_cmp(&logits[*a]));
        first.truncate(count);
        // Each layers' logits are a part of the sum, and so are the scores that share them out.
        let mut scores: Vec<Vec<Vec<f32>>> = Vec::new();
        for (views, head) in layers.iter().zip(parts(head, FEATURE)) {
            let part = attribution::scores(views, &head, &first);
            if scores.is_empty() {
                scores = part;
                continue;
            }
            let sums = scores.iter_mut().flatten().flatten();
            sums.zip(part.iter().flatten().flatten()).for_each(|(sum, score)| *sum += score);
        }
        first.iter().map(|index| self.classes[*index]).zip(scores).collect()
    }

    /// The photos that were probably mislabelled at training time, the most certain first.
    pub(super) fn suspects(&self) -> &[Suspected] {
        &self.result.suspects
    }

    /// Its evaluation on held-out photos.
    pub(super) fn held_out(&self) -> Option<&HeldOut> {
        self.result.report.held_out.as_ref()
    }

    /// What fine-tuning the last layers brought; none if they have not been tuned for it.
    pub(super) fn tuning(&self) -> Option<&TuningReport> {
        self.result.report.tuning.as_ref()
    }

    /// Fingerprint of its training inputs; see [`Context::fingerprint`].
    pub(super) fn trained_on(&self) -> &str {
        &self.result.trained_on
    }

    /// Whether its accuracy on photos of other occasions has been measured.
    pub(super) fn knows_occasions(&self) -> bool {
        self.result.occasions.is_some()
    }
}

impl Context {
    /// The classifier, if further evaluation is worthwhile: it was trained on what the project holds now, and it
    /// separates its classes.
    pub(super) fn classifier_to_judge(&self) -> Option<&CurrentClassifier> {
        let current = Some(self.revisions.training_inputs());
        let classifier = self.classifier.as_ref().filter(|classifier| classifier.inputs == current)?;
        classifier.held_out().is_some_and(HeldOut::tells_apart).then_some(classifier)
    }

    /// Makes this the current classifier and stores it.
    pub(super) fn deploy(
        &mut self,
        head: (Head, Option<Rc<TunedLayers>>),
        classes: Vec<ClassId>,
        result: TrainingResult,
        inputs: TrainingInputs,
    ) -> Result<()> {
        let report = result.report.clone();
        let current = inputs == self.revisions.training_inputs();
        self.classifier = Some(CurrentClassifier::new(head, classes, result, Some(inputs)));
        self.revisions.classifier += 1;
        self.tell(Event::Trained { report, current });
        self.keep_classifier()
    }

    /// Removes the current classifier, if there is one. Even where there was none, the photos of the project may have
    /// changed, and an answer says which photo of the project it is about: all are answered again.
    pub(super) fn withdraw(&mut self) -> Result<()> {
        self.revisions.classifier += 1;
        if self.classifier.take().is_some() {
            self.project.clear_head()?;
            self.tell(Event::Untrained);
        }
        Ok(())
    }

    /// Stores the current classifier with its report.
    fn keep_classifier(&mut self) -> Result<()> {
        let Some(CurrentClassifier { predictor, tuned, classes, result, .. }) = &self.classifier else {
            return Ok(());
        };
        let stored = StoredHead {
            model: self.engine()?.backbone.hash().to_owned(),
            classes: classes.clone(),
            report: result.into(),
            weights: predictor.head.weights().iter().chain(predictor.head.bias()).copied().collect(),
            tail: tuned.as_ref().map(|tuned| tuned.bytes.clone()),
        };
        self.revisions.project += 1;
        // If the device is full, the classifier still answers; after a reload it is trained again.
        match self.project.put_head(&stored) {
            Err(error) if error.is_full() => Ok(()),
            outcome => Ok(outcome?),
        }
    }

    /// Sends a learning curve, and stores it with its classifier.
    pub(super) fn keep_learning_curve(&mut self, curve: LearningCurve) -> Result<()> {
        let classifier = self.classifier.as_mut();
        let Some(held_out) = classifier.and_then(|classifier| classifier.result.report.held_out.as_mut())
        else {
            return Ok(());
        };
        held_out.learning = Some(curve.clone());
        self.tell(Event::LearningCurve { curve });
        self.keep_classifier()
    }

    /// Sends what fine-tuning brought if the head goes on answering alone, and stores it with its classifier.
    pub(super) fn keep_tuning(&mut self, tuning: TuningReport) -> Result<()> {
        let Some(classifier) = self.classifier.as_mut() else { return Ok(()) };
        classifier.result.report.tuning = Some(tuning.clone());
        self.tell(Event::Tuned { tuning });
        self.keep_classifier()
    }

    /// Sends the accuracy on photos of other occasions, and stores it with its classifier.
    pub(super) fn keep_occasions(&mut self, judged: OtherOccasions) -> Result<()> {
        let Some(classifier) = self.classifier.as_mut() else { return Ok(()) };
        classifier.result.occasions = Some(judged);
        self.tell(Event::OtherOccasions { judged });
        self.keep_classifier()
    }

    /// The photos of the project nearest to a vector `[1280]`, and their mean distance.
    pub(super) fn nearest(&self, vector: &[f32]) -> Result<(Vec<PhotoId>, f32)> {
        let (photos, vectors): (Vec<PhotoId>, Vec<&[f32]>) = self
            .project
            .hashes()?
            .into_iter()
            .filter_map(|(photo, ..)| Some((photo, self.features.vector(photo)?)))
            .unzip();
        let found = nearest(vector, vectors.into_iter());
        Ok((found.iter().map(|(index, _)| photos[*index]).collect(), mean_distance(&found)))
    }

    /// Identifies what a training at this moment would use: equal for the same photos, classes, settings, weights and
    /// views.
    pub(super) fn fingerprint(&self) -> Result<String> {
        let settings = serde_json::to_vec(&self.settings.train).unwrap_or_default();
        let mut hasher = Sha256::new();
        hasher.update(REPORT_VERSION.to_le_bytes());
        hasher.update(self.engine()?.backbone.hash());
        for view in VIEWS {
            hasher.update(view.key());
        }
        hasher.update(&settings);
        let live = self.project.hashes()?;
        let ids: Vec<PhotoId> = live.iter().map(|(photo, ..)| *photo).collect();
        let of_photos = self.perceptual_hashes(&ids)?;
        for (_, class, hash) in &live {
            hasher.update(hash.0);
            hasher.update(class.0.to_le_bytes());
        }
        // Candidates for copies decide which photos are held out together. So do the vectors, but these follow from
        // photos and weights and need not be read.
        for index in duplicates::candidates(&of_photos) {
            hasher.update((index as u64).to_le_bytes());
            hasher.update(of_photos[index].to_le_bytes());
        }
        let digest = hasher.finalize();
        // 64 bits are enough to tell the states of one project apart.
        Ok(digest.iter().take(8).fold(String::new(), |text, byte| text + &format!("{byte:02x}")))
    }

    /// Restores the stored classifier, so that answers need not wait for a training. True if nothing has changed since
    /// it was trained.
    pub(super) fn restore_classifier(&mut self) -> Result<bool> {
        let Some(stored) = self.project.head()? else { return Ok(false) };
        let live: Vec<ClassId> = self.project.classes()?.into_iter().map(|class| class.id).collect();
        let fits = stored.model == self.engine()?.backbone.hash()
            && stored.classes.iter().all(|class| live.contains(class));
        let mut weights = stored.weights;
        let Some(bias_start) = weights.len().checked_sub(stored.classes.len()) else { return Ok(false) };
        let bias = weights.split_off(bias_start);
        let (true, Some(head)) = (fits, Head::new(weights, bias)) else { return Ok(false) };
        let tuned = match stored.tail {
            Some(bytes) => match Tail::load(&self.engine()?.weights)?.with_bytes(&bytes) {
                Some(tail) => Some(Rc::new(TunedLayers::new(&tail))),
                None => return Ok(false),
            },
            None => None,
        };
        let result = TrainingResult::from(stored.report);
        let current = result.trained_on == self.fingerprint()?;
        let inputs = current.then(|| self.revisions.training_inputs());
        let photos = self.project.hashes()?.into_iter().map(|(photo, ..)| photo);
        self.learned = current.then(|| photos.collect());
        let (report, occasions) = (result.report.clone(), result.occasions);
        self.classifier = Some(CurrentClassifier::new((head, tuned), stored.classes, result, inputs));
        self.revisions.classifier += 1;
        self.tell(Event::Trained { report, current });
        if let Some(judged) = occasions {
            self.tell(Event::OtherOccasions { judged });
        }
        Ok(current)
    }
}
