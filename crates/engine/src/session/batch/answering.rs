//! Answers for many photos: read in parallel, embedded in batches, and answered again after another training.

use std::rc::Rc;

use super::super::classifier::CurrentClassifier;
use super::super::context::Context;
use super::super::prediction::narrowed;
use super::super::prefetch::{AHEAD, Done, READ_SLICE_MS, Waiting};
use super::{BatchJob, Seen};
use handlens_classifier::train::feature::combine;
use handlens_core::config::limits::BATCH_THUMBNAIL_SIDE;
use handlens_core::message::Message;
use handlens_core::protocol::{BatchAnswer, BatchItemId, Event, PhotoId};
use handlens_core::{Error, Result};
use handlens_vision::model::labels::mean;
use handlens_vision::photo::PhotoHash;

/// Most time spent on answering again in one slice, in milliseconds.
const ANSWER_SLICE_MS: f64 = 30.0;
/// Most photos per event: the page can process that many without a noticeable pause.
const ANSWERS: usize = 250;

/// A photo that has been read.
struct Read {
    photo: BatchItemId,
    hash: PhotoHash,
    views: [Vec<f32>; 2],
    thumbnail: Vec<u8>,
    notes: Vec<Message>,
}

/// A photo of a batch whose views are being embedded.
struct LookedAt {
    photo: BatchItemId,
    hash: PhotoHash,
    thumbnail: Vec<u8>,
    notes: Vec<Message>,
}

impl BatchJob {
    /// Processes one batch of the waiting photos. Each that cannot be used is refused with a message, and the others go
    /// on.
    pub(super) async fn predict_slice(&mut self, context: &mut Context) -> Result<()> {
        let (read, refused) = self.read(context).await?;
        for (photo, error) in refused {
            self.could_not_read(context, photo, &error)?;
        }
        let outcome = if read.is_empty() { Ok(()) } else { Box::pin(self.look_at(context, read)).await };
        let progress = self.progress(context.now_ms());
        context.tell(progress);
        outcome
    }

    /// Reads photos until a batch is full or the slice has lasted long enough.
    async fn read(&mut self, context: &Context) -> Result<(Vec<Read>, Vec<(BatchItemId, Error)>)> {
        let batch = context.engine()?.batch_size();
        let end_ms = context.now_ms() + READ_SLICE_MS;
        let (mut read, mut refused) = (Vec::with_capacity(batch), Vec::new());
        while read.len() < batch && context.now_ms() < end_ms {
            let patient = read.is_empty();
            let Some(done) = self.loader.next(batch + AHEAD, patient, &context.platform).await else { break };
            let photo = done.into;
            match prepare(done) {
                Ok(ready) => read.push(ready),
                Err(error) => refused.push((photo, error)),
            }
        }
        Ok((read, refused))
    }

    /// Embeds a batch and answers for it. If the GPU fails, the photos wait for the CPU.
    async fn look_at(&mut self, context: &mut Context, read: Vec<Read>) -> Result<()> {
        let mut views = Vec::with_capacity(read.len() * 2);
        let mut looked_at = Vec::with_capacity(read.len());
        for Read { photo, hash, views: of_photo, thumbnail, notes } in read {
            views.extend(of_photo);
            looked_at.push(LookedAt { photo, hash, thumbnail, notes });
        }
        let start_ms = context.now_ms();
        let engine = context.engine()?;
        let ahead = engine.batch_size() + AHEAD;
        let outcome = self.loader.meanwhile(ahead, context.platform.clock, engine.embed(&views)).await;
        let embeddings = match outcome {
            Ok(embeddings) => embeddings,
            Err(error) => return self.could_not_look(context, &looked_at, error),
        };
        context.measure_batch(looked_at.len(), start_ms);
        let photos: Vec<BatchItemId> = looked_at.iter().map(|looked_at| looked_at.photo).collect();
        let mut embeddings = embeddings.into_iter();
        for LookedAt { photo, hash, thumbnail, notes } in looked_at {
            let (Some(centre), Some(whole)) = (embeddings.next(), embeddings.next()) else { break };
            let logits = mean(&centre.logits, &whole.logits);
            let pretrained = context.engine()?.labels.top(&logits, 1).pop();
            let tuned = context.classifier.as_ref().and_then(|classifier| {
                let layers = Rc::clone(classifier.tuned()?);
                let activations = [&centre, &whole].map(|view| narrowed(&view.output.activations));
                Some((layers, classifier.tuned_vector(&activations)))
            });
            // The photo may have been removed while it was being embedded.
            if let Some(kept) = self.photos.get_mut(&photo) {
                let features = Rc::new([centre.output.feature, whole.output.feature]);
                context.features.predicted.insert(hash, Rc::clone(&features));
                let before = kept.seen.take();
                self.done += u32::from(before.is_none());
                let near = before.map(|seen| seen.near).unwrap_or_default();
                kept.seen = Some(Seen { hash, features, tuned, thumbnail, pretrained, notes, near });
            } else {
                self.done += 1;
            }
        }
        self.answer(context, &photos, f64::INFINITY).map(drop)
    }

    /// Refuses a photo that could not be read. If it was to be read again for other layers, it does without their vector.
    fn could_not_read(&mut self, context: &Context, photo: BatchItemId, error: &Error) -> Result<()> {
        let layers = context.classifier.as_ref().and_then(CurrentClassifier::tuned);
        let seen = self.photos.get_mut(&photo).and_then(|kept| kept.seen.as_mut());
        match (seen, layers) {
            (Some(seen), Some(layers)) => {
                seen.go_without(layers);
                self.answer(context, &[photo], f64::INFINITY).map(drop)
            }
            (Some(_), None) => Ok(()),
            (None, _) => {
                self.refuse(context, photo, error);
                Ok(())
            }
        }
    }

    fn could_not_look(&mut self, context: &Context, photos: &[LookedAt], error: Error) -> Result<()> {
        let again = error.is_device() && context.engine()?.report.gpu;
        for LookedAt { photo, .. } in photos {
            match self.source(*photo).filter(|_| again) {
                Some(source) => self.loader.push(Waiting { into: *photo, source }),
                None => self.could_not_read(context, *photo, &error)?,
            }
        }
        if again { Err(error) } else { Ok(()) }
    }

    /// Answers again for some of the photos that an earlier classifier answered.
    pub(super) fn answer_again(&mut self, context: &Context) -> Result<()> {
        let photos: Vec<BatchItemId> = self.outdated.iter().take(ANSWERS).copied().collect();
        let end_ms = context.now_ms() + ANSWER_SLICE_MS;
        match self.answer(context, &photos, end_ms) {
            Ok(answered) => drop(self.outdated.drain(..answered)),
            Err(error) => {
                // A retry would fail in the same way.
                self.outdated.clear();
                return Err(error);
            }
        }
        Ok(())
    }

    /// Sends the answers for embedded photos, in order, until `end_ms` but at least one. Returns how many it processed.
    fn answer(&mut self, context: &Context, photos: &[BatchItemId], end_ms: f64) -> Result<usize> {
        self.update_order(context)?;
        let vectors: Vec<&[f32]> = self
            .order
            .photos()
            .iter()
            .map(|photo| context.features.vector(*photo).unwrap_or_default())
            .collect();
        let mut answers = Vec::with_capacity(photos.len());
        let mut passed = 0;
        for photo in photos {
            passed += 1;
            let Some(kept) = self.photos.get_mut(photo) else { continue };
            let Some(seen) = kept.seen.as_mut() else { continue };
            let (mut classes, mut unknown) = (Vec::new(), None);
            if let Some(classifier) = &context.classifier {
                if let Some(layers) = classifier.tuned().filter(|layers| !seen.is_tuned_by(layers)) {
                    if let Some(source) = kept.source.again() {
                        self.loader.push(Waiting { into: *photo, source });
                        continue;
                    }
                    seen.go_without(layers);
                }
                let [centre, whole] = seen.features.as_ref();
                let vector = combine(&[centre, whole]);
                let distance = seen.near.distance(&vector, &self.order, &vectors);
                let tuned = seen.tuned.as_ref().map_or(&[][..], |(_, vector)| vector);
                (classes, unknown) = classifier.answer(&vector, tuned, distance);
                classes.truncate(2);
            }
            let same = context.same(seen.hash)?;
            let learned = context.has_learned(same);
            let (notes, pretrained) = (seen.notes.clone(), seen.pretrained.clone());
            answers.push((*photo, BatchAnswer { classes, unknown, same, learned, notes, pretrained }));
            if context.now_ms() >= end_ms {
                break;
            }
        }
        if !answers.is_empty() {
            context.tell(Event::BatchAnswered { photos: answers });
        }
        Ok(passed)
    }

    /// Updates the order to the photos that the project has now.
    fn update_order(&mut self, context: &Context) -> Result<()> {
        let now = (context.revisions.labels, context.revisions.features);
        if self.order_of == Some(now) {
            return Ok(());
        }
        let live: Vec<PhotoId> = context
            .project
            .hashes()?
            .into_iter()
            .map(|(photo, ..)| photo)
            .filter(|photo| context.features.vector(*photo).is_some())
            .collect();
        let lost = self.order.update(&live);
        for seen in self.photos.values_mut().filter_map(|kept| kept.seen.as_mut()) {
            seen.near.remove(&lost);
        }
        self.order_of = Some(now);
        Ok(())
    }
}

fn prepare(done: Done<BatchItemId>) -> Result<Read> {
    let loaded = done.outcome?;
    Ok(Read {
        photo: done.into,
        hash: loaded.hash,
        views: loaded.photo.views()?,
        thumbnail: loaded.photo.thumbnail_of(BATCH_THUMBNAIL_SIDE)?,
        notes: loaded.notes,
    })
}
