//! Many photos that are tried at once: what is kept of each, and what is done with them.
//!
//! A photo that was looked at keeps its features, so that another head answers for thousands of them in a moment, and
//! taking one into the project embeds nothing; and a small thumbnail, for the rows in sight. Its file stays where it is: it is
//! read again when the photo is taken in or along.
//!
//! | file | does |
//! |---|---|
//! | `answering` | reads and embeds what waits; answers, and answers again after another training |
//! | `neighbours` | the nearest photos of the project to each, kept up to date |

mod answering;
mod neighbours;

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use super::context::Context;
use super::features::PhotoFeatures;
use super::import::{self, EntrySource};
use super::prefetch::{Loader, Waiting};
use super::schedule::Priority;
use super::throughput::Throughput;
use super::{Attachment, Attachments};
use handlens_core::config::limits::TRIED_PHOTOS;
use handlens_core::protocol::{BatchItemId, ClassId, Event, JobId, NoticeLevel, Placement};
use handlens_core::{Error, Result, msg};
use handlens_vision::photo::{PhotoSource, Provenance};
use neighbours::{Near, Order};

/// Batch prediction as a job: all photos that are tried at once.
#[derive(Default)]
pub(super) struct BatchJob {
    run: Option<JobId>,
    reader: Loader<BatchItemId>,
    photos: BTreeMap<BatchItemId, Kept>,
    next_id: u32,
    /// Photos with an answer or a sentence, refused ones included.
    done: u32,
    rate: Throughput,
    /// The classifier that answers.
    answered_by: u64,
    /// Photos that were looked at and that it has not answered yet.
    outdated: VecDeque<BatchItemId>,
    order: Order,
    /// The revisions of labels and of features in memory that `order` is of.
    order_of: Option<(u64, u64)>,
}

/// What is kept of a photo that is tried.
struct Kept {
    source: Box<dyn PhotoSource>,
    seen: Option<Seen>,
}

/// What was seen of a photo.
struct Seen {
    features: Rc<PhotoFeatures>,
    /// JPEG.
    thumbnail: Vec<u8>,
    /// What the pretrained model sees most.
    pretrained: Option<(String, f32)>,
    near: Near,
}

impl BatchJob {
    pub(super) fn next(&self, context: &Context) -> Option<Priority> {
        let seen = || self.photos.values().any(|kept| kept.seen.is_some());
        if !self.outdated.is_empty() || (self.answered_by != context.revisions.classifier && seen()) {
            return Some(Priority::AnswerBatchAgain);
        }
        (!self.reader.is_empty()).then_some(Priority::PredictBatch)
    }

    /// Has the classifier that answers now answer for what an earlier one has answered, or looks at some more photos.
    pub(super) async fn slice(&mut self, context: &mut Context) -> Result<()> {
        // How unlike the person's photos one is can only be told from all of them.
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

    pub(super) fn is_of(&self, run: JobId) -> bool {
        self.run == Some(run)
    }

    fn source(&self, photo: BatchItemId) -> Option<Box<dyn PhotoSource>> {
        self.photos.get(&photo)?.source.again()
    }

    fn progress(&mut self, now_ms: f64) -> Event {
        let rate = self.rate.at(now_ms, self.done);
        let left = self.reader.len();
        Event::TriedProgress {
            done: self.done,
            total: self.photos.len() as u32,
            photos_per_second: rate as f32,
            seconds_left: (rate > 0.0).then_some((left as f64 / rate) as f32),
        }
    }

    /// Takes photos to be tried; they are read in slices.
    pub(super) fn add_photos(&mut self, context: &Context, run: JobId, attachments: Attachments) {
        let sources = attachments.into_iter().filter_map(|attachment| match attachment {
            Attachment::Photo(source) => Some(source),
            Attachment::File(..) => None,
        });
        self.add(context, run, sources.collect());
    }

    /// Takes the photos of an archive to be tried. One that cannot be read is told like a photo that cannot be.
    pub(super) fn add_archive(
        &mut self,
        context: &Context,
        run: JobId,
        name: &str,
        attachments: Attachments,
    ) {
        let archive = match import::open_archive(name, attachments) {
            Ok(archive) => archive,
            Err(error) => {
                context.tell_of(run, name, NoticeLevel::Refused, error.message().clone());
                return self.add(context, run, Vec::new());
            }
        };
        let (refused, more) = archive.refused();
        for (entry, error) in refused {
            context.tell_of(run, entry, NoticeLevel::Refused, error.message().clone());
        }
        if more > 0 {
            let message = msg!("tried-more-that-are-no-photos", count = more);
            context.tell_of(run, name, NoticeLevel::Refused, message);
        }
        let photos: Vec<_> =
            archive.photos().iter().map(|photo| (photo.name.clone(), photo.provenance.clone())).collect();
        let archive = Rc::new(RefCell::new(archive));
        let photo = context.host.photo;
        let source = |(index, (name, provenance))| -> Box<dyn PhotoSource> {
            Box::new(EntrySource { archive: Rc::clone(&archive), index, name, provenance, photo })
        };
        self.add(context, run, photos.into_iter().enumerate().map(source).collect());
    }

    fn add(&mut self, context: &Context, run: JobId, mut sources: Vec<Box<dyn PhotoSource>>) {
        self.run = Some(run);
        let left_out = (self.photos.len() + sources.len()).saturating_sub(TRIED_PHOTOS);
        sources.truncate(sources.len() - left_out);
        let mut found = Vec::with_capacity(sources.len());
        for source in sources {
            let photo = BatchItemId(self.next_id);
            self.next_id += 1;
            found.push((photo, source.name().to_owned()));
            if let Some(again) = source.again() {
                self.reader.push(Waiting { into: photo, source: again });
            }
            self.photos.insert(photo, Kept { source, seen: None });
        }
        let progress = self.progress(context.now_ms());
        context.tell(Event::TriedFound { photos: found });
        context.tell(progress);
        if left_out > 0 {
            let message = msg!("tried-limit-reached", limit = TRIED_PHOTOS, count = left_out);
            context.tell(Event::Notice { run: None, level: NoticeLevel::Refused, photo: None, message });
        }
    }

    /// Lets be what has no answer yet.
    pub(super) fn cancel(&mut self, context: &Context) {
        self.reader = Loader::default();
        let answered = |kept: &Kept| kept.seen.is_some();
        self.photos.retain(|_, kept| answered(kept));
        self.done = self.photos.len() as u32;
        context.tell(Event::TriedCancelled);
    }

    /// Forgets all photos that are tried.
    pub(super) fn forget(&mut self, context: &mut Context) {
        context.features.tried.clear();
        // Ids are never given twice, so that nothing late is taken for something new.
        *self = Self { next_id: self.next_id, ..Self::default() };
    }

    pub(super) fn read_thumbnails(&self, context: &Context, photos: &[BatchItemId]) {
        let seen = |photo: &BatchItemId| self.photos.get(photo).and_then(|kept| kept.seen.as_ref());
        let found = photos.iter().filter_map(|photo| Some((*photo, seen(photo)?.thumbnail.clone())));
        let (photos, thumbnails) = found.unzip();
        (context.host.post)(Event::TriedThumbnails { photos }, thumbnails);
    }

    /// Photos that are tried, to be taken into the project, each into its class.
    pub(super) fn waiting(&self, photos: &[(BatchItemId, ClassId)]) -> Vec<Waiting<import::Target>> {
        let waiting = photos.iter().filter_map(|(photo, class)| {
            let source = self.source(*photo)?;
            Some(Waiting { into: (Placement::Class(*class), Some(*photo)), source })
        });
        waiting.collect()
    }

    /// The name and the bytes of a photo that is tried, as the person has it; none if it is not tried any more.
    pub(super) async fn file(&self, photo: BatchItemId) -> Option<(String, Provenance, Result<Vec<u8>>)> {
        let source = self.source(photo)?;
        let (name, provenance) = (source.name().to_owned(), source.provenance());
        Some((name, provenance, source.read().await))
    }

    fn refuse(&mut self, context: &Context, photo: BatchItemId, error: &Error) {
        self.done += 1;
        context.tell(Event::TriedRefused { photo, message: error.message().clone() });
    }
}
