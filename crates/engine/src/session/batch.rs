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
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::rc::Rc;

use super::import::{self, EntrySource};
use super::prefetch::{Loader, Waiting};
use super::throughput::Throughput;
use super::{Attachment, Attachments, Session};
use handlens_core::config::limits::TRIED_PHOTOS;
use handlens_core::message::Message;
use handlens_core::protocol::{BatchItemId, ClassId, Event, JobId, NoticeLevel, Placement};
use handlens_core::{Error, Result, msg};
use handlens_vision::photo::{PhotoHash, PhotoSource, Provenance};
use neighbours::{Near, Order};

/// All photos that are tried at once.
#[derive(Default)]
pub(super) struct BatchJob {
    run: Option<JobId>,
    reader: Loader<BatchItemId>,
    photos: BTreeMap<BatchItemId, Kept>,
    /// Who has features.
    hashes: HashMap<PhotoHash, BatchItemId>,
    next: u32,
    /// Photos with an answer or a sentence, refused ones included.
    done: u32,
    rate: Throughput,
    /// Answered photos that a later head has not answered yet.
    outdated: VecDeque<BatchItemId>,
    order: Order,
    /// Whether the project's photos may be others than those in `order`.
    order_is_old: bool,
}

/// What is kept of a photo that is tried.
struct Kept {
    source: Box<dyn PhotoSource>,
    seen: Option<Seen>,
}

/// What was seen of a photo.
struct Seen {
    /// Features of the centre and of the whole frame, each `[1280]`.
    features: [Vec<f32>; 2],
    /// JPEG.
    thumbnail: Vec<u8>,
    /// What the pretrained model sees most.
    pretrained: Option<(String, f32)>,
    near: Near,
}

impl BatchJob {
    /// Whether photos wait to be looked at.
    pub(super) fn has_waiting(&self) -> bool {
        !self.reader.is_empty()
    }

    /// Whether photos wait for the answer of a later head.
    pub(super) fn has_outdated(&self) -> bool {
        !self.outdated.is_empty()
    }

    pub(super) fn is_of(&self, run: JobId) -> bool {
        self.run == Some(run)
    }

    /// Another head answers from now on, or none.
    pub(super) fn ask_all_again(&mut self) {
        self.outdated =
            self.photos.iter().filter(|(_, kept)| kept.seen.is_some()).map(|(photo, _)| *photo).collect();
    }

    /// The project's photos may be others now.
    pub(super) fn compare_again(&mut self) {
        self.order_is_old = true;
    }

    /// The features of a photo that was tried, centre and whole frame.
    pub(super) fn features(&self, hash: &PhotoHash) -> Option<&[Vec<f32>; 2]> {
        Some(&self.photos.get(self.hashes.get(hash)?)?.seen.as_ref()?.features)
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
}

impl Session {
    /// Takes photos to be tried; they are read in slices.
    pub(super) fn try_photos(&mut self, run: JobId, attachments: Attachments) {
        let sources = attachments.into_iter().filter_map(|attachment| match attachment {
            Attachment::Photo(source) => Some(source),
            Attachment::File(..) => None,
        });
        self.try_all(run, sources.collect());
    }

    /// Takes the photos of an archive to be tried. One that cannot be read is told like a photo that cannot be.
    pub(super) fn try_archive(&mut self, run: JobId, name: &str, attachments: Attachments) {
        let archive = match import::open_archive(name, attachments) {
            Ok(archive) => archive,
            Err(error) => {
                self.tell_of(run, name, NoticeLevel::Refused, error.message().clone());
                return self.try_all(run, Vec::new());
            }
        };
        let (refused, more) = archive.refused();
        for (entry, error) in refused {
            self.tell_of(run, entry, NoticeLevel::Refused, error.message().clone());
        }
        if more > 0 {
            self.tell_of(
                run,
                name,
                NoticeLevel::Refused,
                msg!("tried-more-that-are-no-photos", count = more),
            );
        }
        let photos: Vec<_> =
            archive.photos().iter().map(|photo| (photo.name.clone(), photo.provenance.clone())).collect();
        let archive = Rc::new(RefCell::new(archive));
        let photo = self.host.photo;
        let source = |(index, (name, provenance))| -> Box<dyn PhotoSource> {
            Box::new(EntrySource { archive: Rc::clone(&archive), index, name, provenance, photo })
        };
        self.try_all(run, photos.into_iter().enumerate().map(source).collect());
    }

    fn try_all(&mut self, run: JobId, mut sources: Vec<Box<dyn PhotoSource>>) {
        let tried = &mut self.tried;
        tried.run = Some(run);
        let left_out = (tried.photos.len() + sources.len()).saturating_sub(TRIED_PHOTOS);
        sources.truncate(sources.len() - left_out);
        let mut found = Vec::with_capacity(sources.len());
        for source in sources {
            let photo = BatchItemId(tried.next);
            tried.next += 1;
            found.push((photo, source.name().to_owned()));
            if let Some(again) = source.again() {
                tried.reader.push(Waiting { into: photo, source: again });
            }
            tried.photos.insert(photo, Kept { source, seen: None });
        }
        let progress = tried.progress((self.host.clock)());
        self.tell(Event::TriedFound { photos: found });
        self.tell(progress);
        if left_out > 0 {
            let message = msg!("tried-limit-reached", limit = TRIED_PHOTOS, count = left_out);
            self.tell(Event::Notice { run: None, level: NoticeLevel::Refused, photo: None, message });
        }
    }

    /// Lets be what has no answer yet.
    pub(super) fn cancel_tried(&mut self) {
        self.tried.reader = Loader::default();
        let answered = |kept: &Kept| kept.seen.is_some();
        self.tried.photos.retain(|_, kept| answered(kept));
        self.tried.done = self.tried.photos.len() as u32;
        self.tell(Event::TriedCancelled);
    }

    /// Forgets all photos that are tried.
    pub(super) fn forget_tried(&mut self) {
        // Places are never given twice, so that nothing late is taken for something new.
        self.tried = BatchJob { next: self.tried.next, ..BatchJob::default() };
    }

    pub(super) fn read_tried_thumbnails(&mut self, photos: &[BatchItemId]) {
        let seen = |photo: &BatchItemId| self.tried.photos.get(photo).and_then(|kept| kept.seen.as_ref());
        let found = photos.iter().filter_map(|photo| Some((*photo, seen(photo)?.thumbnail.clone())));
        let (photos, thumbnails) = found.unzip();
        (self.host.post)(Event::TriedThumbnails { photos }, thumbnails);
    }

    /// Takes photos into the project, each into its class: an import of its own.
    pub(super) fn add_tried(&mut self, run: JobId, photos: &[(BatchItemId, ClassId)]) -> Result<()> {
        let waiting = photos.iter().filter_map(|(photo, class)| {
            let source = self.tried.source(*photo)?;
            Some(Waiting { into: (Placement::Class(*class), Some(*photo)), source })
        });
        let waiting = waiting.collect();
        self.take_in(run, waiting, true)
    }

    /// The name and the bytes of a photo that is tried, as the person has it; none if it is not tried any more.
    pub(crate) async fn tried_file(
        &self,
        photo: BatchItemId,
    ) -> Option<(String, Provenance, Result<Vec<u8>>)> {
        let source = self.tried.source(photo)?;
        let (name, provenance) = (source.name().to_owned(), source.provenance());
        Some((name, provenance, source.read().await))
    }

    fn tell_of(&mut self, run: JobId, name: &str, level: NoticeLevel, message: Message) {
        self.tell(Event::Notice { run: Some(run), level, photo: Some(name.to_owned()), message });
    }

    fn refuse_tried(&mut self, photo: BatchItemId, error: &Error) {
        self.tried.done += 1;
        self.tell(Event::TriedRefused { photo, message: error.message().clone() });
    }
}
