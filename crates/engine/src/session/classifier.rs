//! The current classifier: stored with the project, and restored when the project is opened.

use sha2::{Digest, Sha256};

use super::context::{Context, TrainingInputs};
use handlens_classifier::metrics::duplicates;
use handlens_classifier::metrics::learning_curve::LearningCurve;
use handlens_classifier::metrics::unknown::{mean_distance, nearest};
use handlens_classifier::predictor::{Answer, Predictor};
use handlens_classifier::train::feature::combine;
use handlens_classifier::train::{Head, attribution};
use handlens_core::Result;
use handlens_core::protocol::{ClassId, Event, HeldOut, OtherOccasions, PhotoId, TrainReport};
use handlens_store::project::{REPORT_VERSION, StoredHead, StoredReport};
use handlens_vision::model::FEATURE;

/// What a training results in beside the head.
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

/// The current classifier.
pub(super) struct CurrentClassifier {
    predictor: Predictor,
    classes: Vec<ClassId>,
    result: TrainingResult,
    /// The inputs it was trained on; `None` if the project has changed since.
    inputs: Option<TrainingInputs>,
}

impl CurrentClassifier {
    fn new(
        head: Head,
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
        Self { predictor, classes, result, inputs }
    }

    /// Answers for a vector `[1280]` with this distance to its nearest photos: the classes, most probable first, and
    /// the unknown score.
    pub(super) fn answer(&self, vector: &[f32], distance: f32) -> (Vec<(ClassId, f32)>, Option<f32>) {
        let Answer { probabilities, unknown } = self.predictor.answer(vector, distance);
        let mut ranked: Vec<(ClassId, f32)> = self.classes.iter().copied().zip(probabilities).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        (ranked, unknown)
    }

    /// Explains a photo from its activations, a `[49, 1280]` per view: at most `count` of its most probable classes,
    /// each with the scores of the views' regions.
    pub(super) fn evidence(&self, views: &[&[f32]], count: usize) -> Vec<(ClassId, Vec<Vec<f32>>)> {
        let head = &self.predictor.head;
        let features: Vec<Vec<f32>> = views.iter().map(|view| attribution::feature(view, FEATURE)).collect();
        let features: Vec<&[f32]> = features.iter().map(Vec::as_slice).collect();
        let logits = head.logits(&combine(&features));
        let mut first: Vec<usize> = (0..self.classes.len()).collect();
        first.sort_by(|a, b| logits[*b].total_cmp(&logits[*a]));
        first.truncate(count);
        let scores = attribution::scores(views, head, &first);
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
        head: Head,
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
        let Some(CurrentClassifier { predictor, classes, result, .. }) = &self.classifier else {
            return Ok(());
        };
        let stored = StoredHead {
            model: self.engine()?.backbone.hash().to_owned(),
            classes: classes.clone(),
            report: result.into(),
            weights: predictor.head.weights().iter().chain(predictor.head.bias()).copied().collect(),
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

    /// Identifies what a training at this moment would use: equal for the same photos, classes, settings and weights.
    pub(super) fn fingerprint(&self) -> Result<String> {
        let settings = serde_json::to_vec(&self.settings.train).unwrap_or_default();
        let mut hasher = Sha256::new();
        hasher.update(REPORT_VERSION.to_le_bytes());
        hasher.update(self.engine()?.backbone.hash());
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
        let result = TrainingResult::from(stored.report);
        let current = result.trained_on == self.fingerprint()?;
        let inputs = current.then(|| self.revisions.training_inputs());
        let (report, occasions) = (result.report.clone(), result.occasions);
        self.classifier = Some(CurrentClassifier::new(head, stored.classes, result, inputs));
        self.revisions.classifier += 1;
        self.tell(Event::Trained { report, current });
        if let Some(judged) = occasions {
            self.tell(Event::OtherOccasions { judged });
        }
        Ok(current)
    }
}
