//! One photo in, an answer out; and another one from every head that follows.

use std::collections::VecDeque;

use super::context::Context;
use super::schedule::Priority;
use super::{Attachment, Attachments};
use handlens_classifier::train::feature::combine;
use handlens_core::config::limits::{ANSWER_SIDE, ANSWERS};
use handlens_core::protocol::{Event, JobId, Prediction};
use handlens_core::{Error, Result, msg};
use handlens_vision::model::labels::{PRETRAINED_SHOWN, mean};
use handlens_vision::photo::{Photo, PhotoSource};

/// Predictions as a job: photos that somebody asked about get another answer from each classifier that follows.
#[derive(Default)]
pub(super) struct Predictions {
    /// What was seen of each photo; the latest last, and as many as the page keeps.
    photos: VecDeque<Asked>,
}

/// What was seen of a photo that somebody asked about.
struct Asked {
    run: JobId,
    /// `[1280]`.
    vector: Vec<f32>,
    /// As in [`Prediction`].
    pretrained: Vec<(String, f32)>,
    milliseconds: f32,
    /// The classifier that answered last.
    answered_by: u64,
}

impl Predictions {
    fn outdated(&mut self, context: &Context) -> Option<&mut Asked> {
        // The latest is in sight.
        self.photos.iter_mut().rev().find(|asked| asked.answered_by != context.revisions.classifier)
    }

    pub(super) fn next(&self, context: &Context) -> Option<Priority> {
        let is_outdated = |asked: &Asked| asked.answered_by != context.revisions.classifier;
        self.photos.iter().any(is_outdated).then_some(Priority::AnswerAgain)
    }

    /// Has the classifier that answers now answer for one of the photos that an earlier one has answered.
    pub(super) fn slice(&mut self, context: &mut Context) -> Result<()> {
        if context.read_features()? {
            return Ok(());
        }
        let Some(asked) = self.outdated(context) else { return Ok(()) };
        // Also where it fails: once more would fail once more.
        asked.answered_by = context.revisions.classifier;
        let prediction = context.prediction(asked)?;
        context.tell(Event::Predicted { run: asked.run, prediction });
        Ok(())
    }

    /// Answers, or says why not. A GPU that fails here is left, and the CPU answers. Of a frame of the webcam (`live`) there is
    /// no later answer.
    pub(super) async fn predict(
        &mut self,
        context: &mut Context,
        run: JobId,
        live: bool,
        attachments: Attachments,
    ) {
        let start_ms = context.now_ms();
        match context.look_at(run, attachments).await {
            Ok((photo, mut asked, mut prediction)) => {
                asked.milliseconds = (context.now_ms() - start_ms) as f32;
                prediction.milliseconds = asked.milliseconds;
                context.tell(Event::Predicted { run, prediction });
                if !live {
                    self.keep(asked);
                    // Without a picture the answer is still worth having.
                    if let Ok(picture) = photo.thumbnail_of(ANSWER_SIDE) {
                        (context.host.post)(Event::Pictured { run }, vec![picture]);
                    }
                }
            }
            Err(error) => context.tell(Event::PredictionFailed { run, message: error.message().clone() }),
        }
        // The next one, a frame of the webcam perhaps, is shared out.
        if let Some(engine) = &context.engine {
            engine.backbone.prepare_pool(&engine.weights);
        }
    }

    fn keep(&mut self, asked: Asked) {
        self.photos.retain(|other| other.run != asked.run);
        self.photos.push_back(asked);
        if self.photos.len() > ANSWERS {
            self.photos.pop_front();
        }
    }
}

impl Context {
    async fn look_at(&mut self, run: JobId, attachments: Attachments) -> Result<(Photo, Asked, Prediction)> {
        let photo = single(attachments)?.load().await?.photo;
        let views = photo.views()?;
        let engine = self.engine()?;
        let mut outcome = engine.trusted(engine.backbone.embed(&views).await);
        if let Some(error) = outcome.as_ref().err().filter(|error| error.is_device()).cloned() {
            self.leave_gpu(&error);
            outcome = self.engine()?.backbone.embed(&views).await;
        }
        let views = outcome?;
        let logits = mean(&views[0].logits, &views[1].logits);
        // How unlike the person's photos one is can only be told from all of them.
        while self.classifier.is_some() && self.read_features()? {}
        let asked = Asked {
            run,
            vector: combine(&[&views[0].feature, &views[1].feature]),
            pretrained: self.engine()?.labels.top(&logits, PRETRAINED_SHOWN),
            milliseconds: 0.0,
            answered_by: self.revisions.classifier,
        };
        let prediction = self.prediction(&asked)?;
        Ok((photo, asked, prediction))
    }

    /// What the classifier that answers now says, and without one, what the pretrained model says alone.
    fn prediction(&self, Asked { vector, pretrained, milliseconds, .. }: &Asked) -> Result<Prediction> {
        let (mut nearest, mut answer) = (Vec::new(), (Vec::new(), None));
        if let Some(classifier) = &self.classifier {
            let (photos, distance) = self.nearest(vector)?;
            (nearest, answer) = (photos, classifier.answer(vector, distance));
        }
        let (classes, unknown) = answer;
        let (pretrained, milliseconds) = (pretrained.clone(), *milliseconds);
        Ok(Prediction { classes, unknown, nearest, pretrained, milliseconds })
    }
}

/// What a prediction needs of an attachment list: exactly one photo.
pub(super) fn single(mut attachments: Attachments) -> Result<Box<dyn PhotoSource>> {
    match (attachments.pop(), attachments.is_empty()) {
        (Some(Attachment::Photo(source)), true) => Ok(source),
        _ => Err(Error::request(msg!("session-one-photo-at-a-time"))),
    }
}
