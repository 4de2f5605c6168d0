//! Batch prediction: the photos of the batch, and what can be done with them.
//!
//! Each photo keeps its features, so that another head can answer for thousands of photos in a moment, and adding one
//! to the project needs no embedding. It also keeps a small thumbnail for the visible rows. The file is not kept: it is
//! read again when the photo is added to the project or exported.
//!
//! | file | content |
//! |---|---|
//! | `answering` | reads, embeds and answers what waits, and answers again after another training |
//! | `neighbours` | the nearest photos of the project to each photo, kept up to date |

mod answering;
mod neighbours;

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use super::classifier::{CurrentClassifier, TunedLayers};
use super::context::Context;
use super::features::PhotoFeatures;
use super::import::{self, EntrySource};
use super::prefetch::{Loader, Waiting};
use super::schedule::Priority;
use super::throughput::Throughput;
use super::{Attachment, Attachments};
use handlens_core::config::limits::BATCH_PHOTOS;
use handlens_core::message::Message;
use handlens_core::protocol::{BatchItemId, ClassId, Event, JobId, NoticeLevel, Placement};
use handlens_core::{Error, Result, msg};
use handlens_store::archive::ArchivedPhoto;
use handlens_vision::photo::provenance::split_path;
use handlens_vision::photo::{PhotoHash, PhotoSource, Provenance};
use neighbours::{Near, Order};

/// Batch prediction as a job: all photos of the batch.
#[derive(Default)]
pub(super) struct BatchJob {
    job: Option<JobId>,
    loader: Loader<BatchItemId>,
    photos: BTreeMap<BatchItemId, Kept>,
    next_id: u32,
    /// Photos that were answered or refused.
    done: u32,
    /// Files that were refused unread: archives, and other files inside them. They count as done.
    refused_unread: u32,
    throughput: Throughput,
    /// The revision of the classifier that answers.
    answered_by: u64,
    /// Embedded photos that this classifier has not answered yet.
    outdated: VecDeque<BatchItemId>,
    order: Order,
    /// The revisions of labels and of features in memory that `order` is based on.
    order_of: Option<(u64, u64)>,
}

/// A photo of the batch.
struct Kept {
    source: Box<dyn PhotoSource>,
    seen: Option<Seen>,
}

/// What is kept of a photo once it is embedded.
struct Seen {
    hash: PhotoHash,
    features: Rc<PhotoFeatures>,
    /// The vector `[1280]` by tuned layers, and these layers. Activations would take too much memory for thousands of
    /// photos, so for other layers the photo is read again.
    tuned: Option<(Rc<TunedLayers>, Vec<f32>)>,
    /// JPEG.
    thumbnail: Vec<u8>,
    /// The pretrained model's most probable label, with its probability.
    pretrained: Option<(String, f32)>,
    /// As in [`BatchAnswer`](handlens_core::protocol::BatchAnswer).
    notes: Vec<Message>,
    near: Near,
}

impl Seen {
    fn is_tuned_by(&self, layers: &Rc<TunedLayers>) -> bool {
        self.tuned.as_ref().is_some_and(|(of, _)| Rc::ptr_eq(of, layers))
    }

    /// The pretrained layers answer alone, because the photo cannot be read again.
    fn go_without(&mut self, layers: &Rc<TunedLayers>) {
        self.tuned = Some((Rc::clone(layers), Vec::new()));
    }
}

impl BatchJob {
    pub(super) fn next(&self, context: &Context) -> Option<Priority> {
        let seen = || self.photos.values().any(|kept| kept.seen.is_some());
        if !self.outdated.is_empty() || (self.answered_by != context.revisions.classifier && seen()) {
            return Some(Priority::AnswerBatchAgain);
        }
        (!self.loader.is_empty()).then_some(Priority::PredictBatch)
    }

    /// Answers embedded photos again with the current classifier, or embeds some more photos.
    pub(super) async fn slice(&mut self, context: &mut Context) -> Result<()> {
        // The distance to the person's photos needs the features of all of them.
        if context.read_features()? {
            return Ok(());
        }
        if self.answered_by != context.revisions.classifier {
            self.answered_by = context.revisions.classifier;
            let seen = self.photos.iter().filter(|(_, kept)| kept.seen.is_some());
            self.outdated = seen.map(|(photo, _)| *photo).collect();
        }
        if self.outdated.is_empty() { self.predict_slice(context).await } else { self.answer_again(context) }
    }

    pub(super) fn is_of(&self, job: JobId) -> bool {
        self.job == Some(job)
    }

    fn source(&self, photo: BatchItemId) -> Option<Box<dyn PhotoSource>> {
        self.photos.get(&photo)?.source.again()
    }

    fn progress(&mut self, now_ms: f64) -> Event {
        let rate = self.throughput.at(now_ms, self.done);
        let left = self.loader.len();
        Event::BatchProgress {
            done: self.done,
            total: self.photos.len() as u32 + self.refused_unread,
            photos_per_second: rate as f32,
            seconds_left: (rate > 0.0).then_some((left as f64 / rate) as f32),
        }
    }

    /// Adds photos to the batch; they are read in slices. `refused`: files that the page has refused, with the reasons.
    pub(super) fn add_photos(
        &mut self,
        context: &Context,
        job: JobId,
        attachments: Attachments,
        refused: Vec<(String, Message)>,
    ) {
        let sources = attachments.into_iter().filter_map(|attachment| match attachment {
            Attachment::Photo(source) => Some((source.name().to_owned(), source)),
            Attachment::File(..) => None,
        });
        self.add(context, job, sources.collect(), refused);
    }

    /// Adds the photos of an archive, and what else is in it. An archive that cannot be read is reported like a photo that
    /// cannot be read. `path`: the archive's name, with the folders above it.
    pub(super) fn add_archive(
        &mut self,
        context: &Context,
        job: JobId,
        path: &str,
        attachments: Attachments,
    ) {
        let name = split_path(path).1;
        let archive = match import::open_archive(name, attachments) {
            Ok(archive) => archive,
            Err(error) => {
                let refused = vec![(path.to_owned(), error.message().clone())];
                return self.add(context, job, Vec::new(), refused);
            }
        };
        let (refused, more) = archive.refused();
        let refused =
            refused.iter().map(|(entry, error)| (format!("{path}/{entry}"), error.message().clone()));
        let refused = refused.collect();
        if more > 0 {
            let message = msg!("batch-more-that-are-no-photos", count = more);
            context.tell_of(job, path, NoticeLevel::Refused, message);
        }
        for note in archive.notes() {
            context.tell_of(job, path, NoticeLevel::Note, note.clone());
        }
        let photos = archive.photos().to_vec();
        let archive = Rc::new(RefCell::new(archive));
        let photo = context.platform.photo;
        let source = |(index, entry): (usize, ArchivedPhoto)| -> (String, Box<dyn PhotoSource>) {
            let name = entry.path();
            let (archive, provenance) = (Rc::clone(&archive), entry.provenance);
            (format!("{path}/{name}"), Box::new(EntrySource { archive, index, name, provenance, photo }))
        };
        self.add(context, job, photos.into_iter().enumerate().map(source).collect(), refused);
    }

    /// Adds photos, each with its path, and reports files that are refused, each with its reason.
    fn add(
        &mut self,
        context: &Context,
        job: JobId,
        mut sources: Vec<(String, Box<dyn PhotoSource>)>,
        refused: Vec<(String, Message)>,
    ) {
        self.job = Some(job);
        let left_out = (self.photos.len() + sources.len()).saturating_sub(BATCH_PHOTOS);
        sources.truncate(sources.len() - left_out);
        let mut found = Vec::with_capacity(sources.len() + refused.len());
        for (path, source) in sources {
            let photo = self.new_id();
            found.push((photo, path));
            if let Some(again) = source.again() {
                self.loader.push(Waiting { into: photo, source: again });
            }
            self.photos.insert(photo, Kept { source, seen: None });
        }
        self.done += refused.len() as u32;
        self.refused_unread += refused.len() as u32;
        let mut refusals = Vec::with_capacity(refused.len());
        for (path, message) in refused {
            let photo = self.new_id();
            found.push((photo, path));
            refusals.push(Event::BatchRefused { photo, message });
        }
        let progress = self.progress(context.now_ms());
        context.tell(Event::BatchFound { photos: found });
        for refusal in refusals {
            context.tell(refusal);
        }
        context.tell(progress);
        if left_out > 0 {
            let message = msg!("batch-limit-reached", limit = BATCH_PHOTOS, count = left_out);
            context.tell(Event::Notice { job: None, level: NoticeLevel::Refused, photo: None, message });
        }
    }

    /// Ids are never reused, so that late messages are not mistaken for new photos.
    fn new_id(&mut self) -> BatchItemId {
        self.next_id += 1;
        BatchItemId(self.next_id - 1)
    }

    /// Drops the photos that have no answer yet.
    pub(super) fn cancel(&mut self, context: &Context) {
        self.loader = Loader::default();
        let answered = |kept: &Kept| kept.seen.is_some();
        self.photos.retain(|_, kept| answered(kept));
        self.done = self.photos.len() as u32 + self.refused_unread;
        if let Some(layers) = context.classifier.as_ref().and_then(CurrentClassifier::tuned) {
            let waiting = |(photo, kept): (&BatchItemId, &mut Kept)| {
                let seen = kept.seen.as_mut().filter(|seen| !seen.is_tuned_by(layers))?;
                seen.go_without(layers);
                Some(*photo)
            };
            self.outdated.extend(self.photos.iter_mut().filter_map(waiting));
        }
        context.tell(Event::BatchCancelled);
    }

    /// Removes all photos from the batch.
    pub(super) fn forget(&mut self, context: &mut Context) {
        context.features.predicted.clear();
        *self = Self { next_id: self.next_id, ..Self::default() };
    }

    pub(super) fn read_thumbnails(&self, context: &Context, photos: &[BatchItemId]) {
        let seen = |photo: &BatchItemId| self.photos.get(photo).and_then(|kept| kept.seen.as_ref());
        let found = photos.iter().filter_map(|photo| Some((*photo, seen(photo)?.thumbnail.clone())));
        let (photos, thumbnails) = found.unzip();
        (context.platform.post)(Event::BatchThumbnails { photos }, thumbnails);
    }

    /// Photos of the batch, to be imported into the project, each into its class.
    pub(super) fn waiting(&self, photos: &[(BatchItemId, ClassId)]) -> Vec<Waiting<import::Target>> {
        let waiting = photos.iter().filter_map(|(photo, class)| {
            let source = self.source(*photo)?;
            Some(Waiting { into: (Placement::Class(*class), Some(*photo)), source })
        });
        waiting.collect()
    }

    /// The name, provenance and original bytes of a photo of the batch; `None` if it is no longer in the batch.
    pub(super) async fn file(&self, photo: BatchItemId) -> Option<(String, Provenance, Result<Vec<u8>>)> {
        let source = self.source(photo)?;
        let (name, provenance) = (source.name().to_owned(), source.provenance());
        Some((name, provenance, source.read().await))
    }

    fn refuse(&mut self, context: &Context, photo: BatchItemId, error: &Error) {
        self.done += 1;
        context.tell(Event::BatchRefused { photo, message: error.message().clone() });
    }
}
