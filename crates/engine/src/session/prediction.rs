//! One photo in, an answer out, repeated for every later head.

use std::collections::VecDeque;

use super::context::Context;
use super::schedule::Priority;
use super::{Attachment, Attachments};
use half::f16;
use handlens_backbone::Embedding;
use handlens_classifier::train::feature::combine;
use handlens_core::config::limits::{ANSWER_SIDE, ANSWERS};
use handlens_core::message::Message;
use handlens_core::protocol::{Event, JobId, Prediction};
use handlens_core::{Error, Result, msg};
use handlens_vision::model::labels::{PRETRAINED_SHOWN, mean};
use handlens_vision::photo::{Loaded, Photo, PhotoHash, PhotoSource};

/// Prediction as a job: predicted photos are answered again by each later classifier.
#[derive(Default)]
pub(super) struct Predictions {
    /// What is kept of each predicted photo, the latest last; as many as the page keeps.
    photos: VecDeque<PredictedPhoto>,
}

/// What is kept of a predicted photo.
struct PredictedPhoto {
    job: JobId,
    hash: PhotoHash,
    /// The vector by the pretrained layers, `[1280]`.
    vector: Vec<f32>,
    /// For each view, what tuned layers compute theirs from.
    activations: Vec<Vec<f16>>,
    /// As in [`Prediction`].
    pretrained: Vec<(String, f32)>,
    /// As in [`Prediction`].
    notes: Vec<Message>,
    milliseconds: f32,
    /// The revision of the classifier that answered last.
    answered_by: u64,
}

impl Predictions {
    fn outdated(&mut self, context: &Context) -> Option<&mut PredictedPhoto> {
        // The latest is in view.
        self.photos.iter_mut().rev().find(|predicted| predicted.answered_by != context.revisions.classifier)
    }

    pub(super) fn next(&self, context: &Context) -> Option<Priority> {
        let is_outdated = |predicted: &PredictedPhoto| predicted.answered_by != context.revisions.classifier;
        self.photos.iter().any(is_outdated).then_some(Priority::AnswerAgain)
    }

    /// Answers one photo again with the current classifier.
    pub(super) fn slice(&mut self, context: &mut Context) -> Result<()> {
        if context.read_features()? {
            return Ok(());
        }
        let Some(predicted) = self.outdated(context) else { return Ok(()) };
        // Even if it fails: a retry would fail in the same way.
        predicted.answered_by = context.revisions.classifier;
        let prediction = context.prediction(predicted)?;
        context.tell(Event::Predicted { job: predicted.job, prediction });
        Ok(())
    }

    /// Answers, or reports why not. If the GPU fails, the CPU takes over and answers. Webcam frames (`live`) are not
    /// answered again later.
    pub(super) async fn predict(
        &mut self,
        context: &mut Context,
        job: JobId,
        live: bool,
        attachments: Attachments,
    ) {
        let start_ms = context.now_ms();
        match context.embed_and_answer(job, attachments).await {
            Ok((photo, mut predicted, mut prediction)) => {
                predicted.milliseconds = (context.now_ms() - start_ms) as f32;
                prediction.milliseconds = predicted.milliseconds;
                context.tell(Event::Predicted { job, prediction });
                if !live {
                    self.keep(predicted);
                    // The answer is useful even without a picture.
                    if let Ok(picture) = photo.thumbnail_of(ANSWER_SIDE) {
                        (context.platform.post)(Event::Pictured { job }, vec![picture]);
                    }
                }
            }
            Err(error) => context.tell(Event::PredictionFailed { job, message: error.message().clone() }),
        }
        // Prepare the pool: the next photo, perhaps a webcam frame, is shared among the embedders.
        if let Some(engine) = &context.engine {
            engine.backbone.prepare_pool(&engine.weights);
        }
    }

    fn keep(&mut self, predicted: PredictedPhoto) {
        self.photos.retain(|other| other.job != predicted.job);
        self.photos.push_back(predicted);
        if self.photos.len() > ANSWERS {
            self.photos.pop_front();
        }
    }
}

impl Context {
    async fn embed_and_answer(
        &mut self,
        job: JobId,
        attachments: Attachments,
    ) -> Result<(Photo, PredictedPhoto, Prediction)> {
        let Loaded { photo, hash, notes, .. } = single(attachments)?.load().await?;
        let views = photo.views()?;
        let engine = self.engine()?;
        let mut outcome = engine.trusted(engine.backbone.embed(&views).await);
        if let Some(error) = outcome.as_ref().err().filter(|error| error.is_device()).cloned() {
            self.leave_gpu(&error);
            outcome = self.engine()?.backbone.embed(&views).await;
        }
        let [centre, whole] = <[Embedding; 2]>::try_from(outcome?)
            .map_err(|_| Error::device(msg!("device-no-number")).with_detail("views are missing"))?;
        let logits = mean(&centre.logits, &whole.logits);
        // The distance to the person's photos needs the features of all of them.
        while self.classifier.is_some() && self.read_features()? {}
        let predicted = PredictedPhoto {
            job,
            hash,
            vector: combine(&[&centre.output.feature, &whole.output.feature]),
            activations: [centre, whole].map(|view| narrowed(&view.output.activations)).into(),
            pretrained: self.engine()?.labels.top(&logits, PRETRAINED_SHOWN),
            notes,
            milliseconds: 0.0,
            answered_by: self.revisions.classifier,
        };
        let prediction = self.prediction(&predicted)?;
        Ok((photo, predicted, prediction))
    }

    /// The current classifier's answer; without a classifier only what the pretrained model sees.
    fn prediction(
        &self,
        PredictedPhoto { hash, vector, activations, pretrained, notes, milliseconds, .. }: &PredictedPhoto,
    ) -> Result<Prediction> {
        let (mut nearest, mut answer) = (Vec::new(), (Vec::new(), None));
        if let Some(classifier) = &self.classifier {
            let (photos, distance) = self.nearest(vector)?;
            let tuned = classifier.tuned_vector(activations);
            (nearest, answer) = (photos, classifier.answer(vector, &tuned, distance));
        }
        let (classes, unknown) = answer;
        let same = self.same(*hash)?;
        Ok(Prediction {
            classes,
            unknown,
            nearest,
            same,
            learned: self.has_learned(same),
            notes: notes.clone(),
            pretrained: pretrained.clone(),
            milliseconds: *milliseconds,
        })
    }
}

/// Activations as they are kept: half as large.
pub(super) fn narrowed(activations: &[f32]) -> Vec<f16> {
    activations.iter().map(|value| f16::from_f32(*value)).collect()
}

/// The single photo of a prediction's attachments.
pub(super) fn single(mut attachments: Attachments) -> Result<Box<dyn PhotoSource>> {
    match (attachments.pop(), attachments.is_empty()) {
        (Some(Attachment::Photo(source)), true) => Ok(source),
        _ => Err(Error::request(msg!("session-one-photo-at-a-time"))),
    }
}
