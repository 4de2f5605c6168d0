//! Answers for many photos: read side by side, embedded in batches, and asked again after another training.

use super::super::prefetch::{AHEAD, Done, READ_SLICE_MS, Waiting};
use super::super::training::Training;
use super::{BatchJob, Near, Seen, Session};
use handlens_backbone::Embedding;
use handlens_classifier::train::feature::combine;
use handlens_core::config::limits::TRIED_SIDE;
use handlens_core::protocol::{BatchAnswer, BatchItemId, Event, PhotoId};
use handlens_core::{Error, Result};
use handlens_vision::photo::{PhotoHash, View};

/// Answering again takes this long in one slice at most, in milliseconds.
const ANSWER_SLICE_MS: f64 = 30.0;
/// Photos in one event at most: the page takes that in without a pause that one notices.
const ANSWERS: usize = 250;

/// A photo that has been read.
struct Read {
    photo: BatchItemId,
    hash: PhotoHash,
    views: [Vec<f32>; 2],
    thumbnail: Vec<u8>,
}

impl Session {
    /// One batch of the photos that wait. Each that cannot be used gets its sentence, and the others go on.
    pub(in super::super) async fn try_slice(&mut self) -> Result<()> {
        let (read, refused) = self.read_tried().await?;
        for (photo, error) in refused {
            self.refuse_tried(photo, &error);
        }
        let outcome = if read.is_empty() { Ok(()) } else { self.look_at(read).await };
        let progress = self.tried.progress((self.host.clock)());
        self.tell(progress);
        outcome
    }

    /// Reads photos until a batch is full or the slice has lasted long enough.
    async fn read_tried(&mut self) -> Result<(Vec<Read>, Vec<(BatchItemId, Error)>)> {
        let batch = self.engine()?.batch.size();
        let end_ms = (self.host.clock)() + READ_SLICE_MS;
        let (mut read, mut refused) = (Vec::with_capacity(batch), Vec::new());
        while read.len() < batch && (self.host.clock)() < end_ms {
            let patient = read.is_empty();
            let Some(done) = self.tried.reader.next(batch + AHEAD, patient, &self.host).await else { break };
            let photo = done.into;
            match prepare(done) {
                Ok(ready) => read.push(ready),
                Err(error) => refused.push((photo, error)),
            }
        }
        Ok((read, refused))
    }

    /// Embeds a batch and answers for it. What a GPU fails at waits for the CPU.
    async fn look_at(&mut self, read: Vec<Read>) -> Result<()> {
        let mut views = Vec::with_capacity(read.len() * 2);
        let mut seen = Vec::with_capacity(read.len());
        for Read { photo, hash, views: of_photo, thumbnail } in read {
            views.extend(of_photo);
            seen.push((photo, hash, thumbnail));
        }
        let start_ms = (self.host.clock)();
        // No command comes in during a slice, so that nobody misses the reader.
        let mut reader = std::mem::take(&mut self.tried.reader);
        let engine = self.engine()?;
        let ahead = engine.batch.size() + AHEAD;
        let outcome = reader.meanwhile(ahead, self.host.clock, engine.embed(&views)).await;
        self.tried.reader = reader;
        let embeddings = match outcome {
            Ok(embeddings) => embeddings,
            Err(error) => return self.could_not_look(&seen, error),
        };
        self.measure_batch(seen.len(), start_ms);
        let photos: Vec<BatchItemId> = seen.iter().map(|(photo, ..)| *photo).collect();
        let mut embeddings = embeddings.into_iter();
        for (photo, hash, thumbnail) in seen {
            let (Some(centre), Some(whole)) = (embeddings.next(), embeddings.next()) else { break };
            let pretrained = self.engine()?.labels.top(&mean_logits(&centre, &whole), 1).pop();
            self.tried.done += 1;
            self.tried.hashes.insert(hash, photo);
            // It may have been forgotten while it was looked at.
            if let Some(kept) = self.tried.photos.get_mut(&photo) {
                let features = [centre.feature, whole.feature];
                kept.seen = Some(Seen { features, thumbnail, pretrained, near: Near::default() });
            }
        }
        self.answer_for(&photos, f64::INFINITY).map(drop)
    }

    fn could_not_look(&mut self, seen: &[(BatchItemId, PhotoHash, Vec<u8>)], error: Error) -> Result<()> {
        let again = error.is_device() && self.engine()?.report.gpu;
        for (photo, ..) in seen {
            match self.tried.source(*photo).filter(|_| again) {
                Some(source) => self.tried.reader.push(Waiting { into: *photo, source }),
                None => self.refuse_tried(*photo, &error),
            }
        }
        if again { Err(error) } else { Ok(()) }
    }

    /// Answers for some of the photos that an earlier head has answered.
    pub(in super::super) fn answer_again_slice(&mut self) -> Result<()> {
        let photos: Vec<BatchItemId> = self.tried.outdated.iter().take(ANSWERS).copied().collect();
        let end_ms = (self.host.clock)() + ANSWER_SLICE_MS;
        match self.answer_for(&photos, end_ms) {
            Ok(answered) => drop(self.tried.outdated.drain(..answered)),
            Err(error) => {
                // Once more would fail once more.
                self.tried.outdated.clear();
                return Err(error);
            }
        }
        Ok(())
    }

    /// Tells the answers for photos that were looked at, in order, until `end_ms`, but at least one. How many that were.
    fn answer_for(&mut self, photos: &[BatchItemId], end_ms: f64) -> Result<usize> {
        self.update_order()?;
        let Self { tried, embeddings, training, host, .. } = self;
        let BatchJob { order, photos: all, .. } = tried;
        let vectors: Vec<&[f32]> =
            order.photos().iter().map(|photo| embeddings.vector(*photo).unwrap_or_default()).collect();
        let mut answers = Vec::with_capacity(photos.len());
        let mut passed = 0;
        for photo in photos {
            passed += 1;
            let Some(seen) = all.get_mut(photo).and_then(|kept| kept.seen.as_mut()) else { continue };
            let vector = combine(&[&seen.features[0], &seen.features[1]]);
            let distance = seen.near.distance(&vector, order, &vectors);
            answers.push((*photo, answer(training, &vector, distance, seen.pretrained.clone())));
            if (host.clock)() >= end_ms {
                break;
            }
        }
        if !answers.is_empty() {
            self.tell(Event::TriedAnswered { photos: answers });
        }
        Ok(passed)
    }

    /// Looks which photos the project has now.
    fn update_order(&mut self) -> Result<()> {
        if !self.tried.order_is_old && !self.tried.order.photos().is_empty() {
            return Ok(());
        }
        let live: Vec<PhotoId> = self
            .project
            .hashes()?
            .into_iter()
            .map(|(photo, ..)| photo)
            .filter(|photo| self.embeddings.vector(*photo).is_some())
            .collect();
        let lost = self.tried.order.update(&live);
        for seen in self.tried.photos.values_mut().filter_map(|kept| kept.seen.as_mut()) {
            seen.near.lose(&lost);
        }
        self.tried.order_is_old = false;
        Ok(())
    }
}

fn answer(
    training: &Training,
    vector: &[f32],
    distance: f32,
    pretrained: Option<(String, f32)>,
) -> BatchAnswer {
    let mut classes = training.answer(vector).unwrap_or_default();
    let unknown = training.unknown(&classes, distance);
    classes.truncate(2);
    BatchAnswer { classes, unknown, pretrained }
}

fn prepare(done: Done<BatchItemId>) -> Result<Read> {
    let loaded = done.outcome?;
    Ok(Read {
        photo: done.into,
        hash: loaded.hash,
        views: [loaded.photo.view(View::Centre)?, loaded.photo.view(View::Whole)?],
        thumbnail: loaded.photo.thumbnail_of(TRIED_SIDE)?,
    })
}

fn mean_logits(a: &Embedding, b: &Embedding) -> Vec<f32> {
    a.logits.iter().zip(&b.logits).map(|(a, b)| (a + b) / 2.0).collect()
}
