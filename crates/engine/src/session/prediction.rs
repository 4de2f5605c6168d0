//! One photo in, an answer out; and another one from every head that follows.

use std::collections::VecDeque;

use super::{Attachment, Attachments, Session};
use handlens_classifier::metrics::unknown::{mean_distance, nearest};
use handlens_classifier::train::feature::combine;
use handlens_core::config::limits::{ANSWER_SIDE, ANSWERS};
use handlens_core::protocol::{ClassId, Event, JobId, PhotoId, Prediction};
use handlens_core::{Error, Result, msg};
use handlens_vision::model::labels::{PRETRAINED_SHOWN, mean};
use handlens_vision::photo::{Photo, PhotoSource, View};

/// What was seen of photos that somebody asked about: the next head answers from it.
#[derive(Default)]
pub(super) struct Asked {
    /// The latest last, and as many as the page keeps.
    photos: VecDeque<(JobId, Seen)>,
    /// Those that an earlier head has answered, the latest last.
    outdated: Vec<JobId>,
}

/// What was seen of a photo.
#[derive(Clone)]
struct Seen {
    /// `[1280]`.
    vector: Vec<f32>,
    /// As in [`Prediction`].
    pretrained: Vec<(String, f32)>,
    milliseconds: f32,
}

impl Asked {
    /// Whether photos wait for the answer of a later head.
    pub(super) fn has_outdated(&self) -> bool {
        !self.outdated.is_empty()
    }

    /// Another head answers from now on, or none.
    pub(super) fn ask_all_again(&mut self) {
        self.outdated = self.photos.iter().map(|(run, _)| *run).collect();
    }

    fn keep(&mut self, run: JobId, seen: Seen) {
        self.photos.retain(|(of, _)| *of != run);
        self.photos.push_back((run, seen));
        if self.photos.len() > ANSWERS {
            self.photos.pop_front();
        }
    }
}

impl Session {
    /// Answers, or says why not. A GPU that fails here is left, and the CPU answers. Of a frame of the webcam (`live`) there is
    /// no later answer.
    pub(super) async fn predict(&mut self, run: JobId, live: bool, attachments: Attachments) {
        let start_ms = (self.host.clock)();
        match self.answer(attachments).await {
            Ok((photo, mut seen, mut prediction)) => {
                seen.milliseconds = ((self.host.clock)() - start_ms) as f32;
                prediction.milliseconds = seen.milliseconds;
                self.tell(Event::Predicted { run, prediction });
                if !live {
                    self.asked.keep(run, seen);
                    // Without a picture the answer is still worth having.
                    if let Ok(picture) = photo.thumbnail_of(ANSWER_SIDE) {
                        (self.host.post)(Event::Pictured { run }, vec![picture]);
                    }
                }
            }
            Err(error) => self.tell(Event::PredictionFailed { run, message: error.message().clone() }),
        }
        // The next one, a frame of the webcam perhaps, is shared out.
        if let Some(engine) = &self.engine {
            engine.backbone.prepare_pool(&engine.weights);
        }
    }

    /// Answers for one of the photos that an earlier head has answered.
    pub(super) fn answer_asked_again(&mut self) -> Result<()> {
        let Some(run) = self.asked.outdated.pop() else { return Ok(()) };
        let seen = self.asked.photos.iter().find(|(of, _)| *of == run).map(|(_, seen)| seen.clone());
        if let Some(seen) = seen {
            let prediction = self.answer_for_seen(&seen)?;
            self.tell(Event::Predicted { run, prediction });
        }
        Ok(())
    }

    async fn answer(&mut self, attachments: Attachments) -> Result<(Photo, Seen, Prediction)> {
        let loaded = single(attachments)?.load().await?;
        let views = [loaded.photo.view(View::Centre)?, loaded.photo.view(View::Whole)?];
        let engine = self.engine()?;
        let mut outcome = engine.trusted(engine.backbone.embed(&views).await);
        if let Some(error) = outcome.as_ref().err().filter(|error| error.is_device()).cloned() {
            self.leave_gpu(&error);
            outcome = self.engine()?.backbone.embed(&views).await;
        }
        let views = outcome?;
        let vector = combine(&[&views[0].feature, &views[1].feature]);
        let logits = mean(&views[0].logits, &views[1].logits);
        let pretrained = self.engine()?.labels.top(&logits, PRETRAINED_SHOWN);
        let seen = Seen { vector, pretrained, milliseconds: 0.0 };
        // How unlike the person's photos one is can only be told from all of them.
        while self.training.is_trained() && self.embeddings.has_unread() {
            self.recall_slice()?;
        }
        let prediction = self.answer_for_seen(&seen)?;
        Ok((loaded.photo, seen, prediction))
    }

    /// What the head that answers now says.
    fn answer_for_seen(&self, Seen { vector, pretrained, milliseconds }: &Seen) -> Result<Prediction> {
        let classes = self.training.answer(vector).unwrap_or_default();
        let (nearest, distance) = self.nearest(vector)?;
        Ok(Prediction {
            unknown: self.training.unknown(&classes, distance),
            // Without a head they would mean nothing to the person.
            nearest: if classes.is_empty() { Vec::new() } else { nearest },
            classes,
            pretrained: pretrained.clone(),
            milliseconds: *milliseconds,
        })
    }
}

impl Session {
    /// The photos of the project that are most like a vector `[1280]`, and their mean distance.
    fn nearest(&self, vector: &[f32]) -> Result<(Vec<PhotoId>, f32)> {
        let (photos, vectors): (Vec<PhotoId>, Vec<&[f32]>) = self
            .project
            .hashes()?
            .into_iter()
            .filter_map(|(photo, ..)| Some((photo, self.embeddings.vector(photo)?)))
            .unzip();
        let found = nearest(vector, vectors.into_iter());
        Ok((found.iter().map(|(place, _)| photos[*place]).collect(), mean_distance(&found)))
    }
}

/// Classes with their probabilities, most probable first.
pub(super) fn ranked(classes: &[ClassId], probabilities: &[f32]) -> Vec<(ClassId, f32)> {
    let mut ranked: Vec<(ClassId, f32)> =
        classes.iter().copied().zip(probabilities.iter().copied()).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranked
}

/// What a prediction needs of an attachment list: exactly one photo.
pub(super) fn single(mut attachments: Attachments) -> Result<Box<dyn PhotoSource>> {
    match (attachments.pop(), attachments.is_empty()) {
        (Some(Attachment::Photo(source)), true) => Ok(source),
        _ => Err(Error::request(msg!("session-one-photo-at-a-time"))),
    }
}
