//! Imports photos: read, stored and embedded batch by batch, with progress, until done or cancelled.

use std::cell::RefCell;
use std::collections::{HashSet, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use super::context::Context;
use super::prefetch::{self, AHEAD, Done, Loader, READ_SLICE_MS, Waiting};
use super::schedule::Priority;
use super::throughput::Throughput;
use super::{Attachment, Attachments};
use handlens_core::config::limits;
use handlens_core::labelling::Decision;
use handlens_core::log::LogFailure;
use handlens_core::message::Message;
use handlens_core::protocol::{
    BatchItemId, ClassId, Event, ImportSummary, JobId, NoticeLevel, PhotoId, PhotoInfo, Placement,
};
use handlens_core::text::name::{clean, key};
use handlens_core::{Error, Result, msg};
use handlens_store::archive::Archive;
use handlens_store::project::{ImportId, Imported, NewPhoto};
use handlens_store::project_store::ImportSource;
use handlens_vision::photo::provenance::split_path;
use handlens_vision::photo::{Loaded, Photo, PhotoHash, PhotoSource, Provenance};

/// Where a photo goes, and its id in the batch prediction, if it comes from there.
pub(super) type Target = (Placement, Option<BatchItemId>);

/// Importing as a job: all running imports in the order in which they started, and archives that wait for a decision.
#[derive(Default)]
pub(super) struct Imports {
    running: VecDeque<Import>,
    /// Imports that have ended for the person but are still open in the project, because ending them failed.
    unended: Vec<ImportId>,
    /// Archives that wait for a decision.
    undecided: Vec<Undecided>,
    /// Whether reading the current batch has created classes.
    made_classes: bool,
}

/// An archive whose class folders are not obvious.
struct Undecided {
    job: JobId,
    archive: Archive<Box<dyn ImportSource>>,
    /// Where photos without a label go.
    into: Placement,
    /// Name of the archive file.
    name: String,
}

struct Import {
    job: JobId,
    id: ImportId,
    loader: Loader<Target>,
    /// Whether the page has sent all photos.
    complete: bool,
    total: u32,
    done: u32,
    summary: ImportSummary,
    throughput: Throughput,
}

/// A photo that has been read and is ready to be stored.
struct Read {
    name: String,
    item: Option<BatchItemId>,
    photo: Photo,
    stored: NewPhoto,
}

impl Imports {
    /// An import that waits for more photos from the page has no work.
    pub(super) fn next(&self) -> Option<Priority> {
        self.running.iter().any(Import::has_work).then_some(Priority::Import)
    }

    fn position(&self, job: JobId) -> Option<usize> {
        self.running.iter().position(|import| import.job == job)
    }

    fn take_undecided(&mut self, job: JobId) -> Option<Undecided> {
        let position = self.undecided.iter().position(|undecided| undecided.job == job)?;
        Some(self.undecided.remove(position))
    }
}

impl Import {
    fn has_work(&self) -> bool {
        !self.loader.is_empty() || self.complete
    }

    /// The event that reports its progress.
    fn progress(&mut self, now_ms: f64) -> Event {
        let rate = self.throughput.at(now_ms, self.done);
        let left = f64::from(self.total.saturating_sub(self.done));
        Event::Progress {
            job: self.job,
            done: self.done,
            total: self.total,
            photos_per_second: rate as f32,
            seconds_left: (rate > 0.0 && self.complete).then_some((left / rate) as f32),
        }
    }
}

impl Imports {
    /// Adds photos to an import; they are read in slices.
    pub(super) fn add_photos(
        &mut self,
        context: &mut Context,
        job: JobId,
        into: &Placement,
        attachments: Attachments,
        last: bool,
    ) -> Result<()> {
        let sources = attachments.into_iter().filter_map(|attachment| match attachment {
            Attachment::Photo(source) => Some(Waiting { into: (into.clone(), None), source }),
            Attachment::File(..) => None,
        });
        self.enqueue(context, job, sources.collect(), last)
    }

    /// Imports the photos of an archive. An archive that cannot be read is reported like a photo that cannot be read.
    pub(super) fn add_archive(
        &mut self,
        context: &mut Context,
        job: JobId,
        into: &Placement,
        name: &str,
        attachments: Attachments,
    ) -> Result<()> {
        let archive = match open_archive(name, attachments) {
            Ok(archive) => archive,
            Err(error) => {
                self.enqueue(context, job, Vec::new(), true)?;
                self.count(job, |summary| summary.refused += 1);
                context.tell_of(job, name, NoticeLevel::Refused, error.message().clone());
                return Ok(());
            }
        };
        let labelling = archive.labelling();
        let best = labelling.best();
        let to_class = matches!(into, Placement::Class(_));
        let is_sure = labelling.is_sure() || (to_class && labelling.is_sure_but_for_unlabelled());
        let undecided = Undecided { job, archive, into: into.clone(), name: name.to_owned() };
        if is_sure && Self::without_room(context, &undecided, best.level)?.1 == 0 {
            return self.place(context, undecided, &Decision { unlabelled: true, ..best });
        }
        let overview = undecided.archive.labelling().overview().clone();
        self.undecided.push(undecided);
        context.tell(Event::Undecided { job, overview });
        Ok(())
    }

    /// Continues with an archive whose class folders the person has chosen.
    pub(super) fn decide(&mut self, context: &mut Context, job: JobId, decision: &Decision) -> Result<()> {
        match self.take_undecided(job) {
            Some(undecided) => self.place(context, undecided, decision),
            None => Ok(()),
        }
    }

    /// The classes of a folder level that exceed the project's limit, and how many photos they hold.
    fn without_room(
        context: &Context,
        undecided: &Undecided,
        level: usize,
    ) -> Result<(HashSet<String>, u32)> {
        let classes = context.project.classes()?;
        let existing = classes.iter().map(|class| class.name.as_str());
        Ok(undecided.archive.labelling().overview().without_room(level, existing, limits::CLASSES))
    }

    /// Imports the photos of an archive, each into its class.
    fn place(&mut self, context: &mut Context, undecided: Undecided, decision: &Decision) -> Result<()> {
        let (without_room, photos_over) = Self::without_room(context, &undecided, decision.level)?;
        let Undecided { job, archive, into, name } = undecided;
        let (refused, more) = archive.refused();
        let refused: Vec<_> =
            refused.iter().map(|(name, error)| (name.clone(), error.message().clone())).collect();
        let refused_in_all = (refused.len() + more) as u32 + photos_over;
        let mut notes = archive.notes().to_vec();
        let place = |index| match archive.class(index, decision.level) {
            Some(class) if without_room.contains(&key(class)) => None,
            Some(class) => Some(Placement::Named(class.to_owned())),
            None => decision.unlabelled.then(|| into.clone()),
        };
        let photos = archive.photos().iter().cloned().enumerate();
        let placed: Vec<_> = photos
            .filter_map(|(index, photo)| Some((index, photo.name, photo.provenance, place(index)?)))
            .collect();
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let names_class = placed.iter().any(|(.., to)| matches!(to, Placement::Named(_)) && *to == into);
        let is_long = names_class && clean(stem).chars().count() > limits::CLASS_NAME_CHARS;
        let shortened = archive.shortened(decision.level) + u32::from(is_long);
        if shortened > 0 {
            let limit = limits::CLASS_NAME_CHARS;
            notes.push(msg!("archive-names-shortened", count = shortened, limit = limit));
        }
        let archive = Rc::new(RefCell::new(archive));
        let waiting = placed.into_iter().map(|(index, name, provenance, into)| {
            let archive = Rc::clone(&archive);
            let source = EntrySource { archive, index, name, provenance, photo: context.platform.photo };
            Waiting { into: (into, None), source: Box::new(source) }
        });
        self.enqueue(context, job, waiting.collect(), true)?;
        self.count(job, |summary| summary.refused += refused_in_all);
        for (name, message) in refused {
            context.tell_of(job, &name, NoticeLevel::Refused, message);
        }
        for message in notes {
            context.tell_of(job, &name, NoticeLevel::Note, message);
        }
        if !without_room.is_empty() {
            let count = without_room.len();
            let message = msg!("session-classes-left-out", count = count, limit = limits::CLASSES);
            context.tell(Event::Notice { job: Some(job), level: NoticeLevel::Refused, photo: None, message });
        }
        if more > 0 {
            context.tell_of(job, &name, NoticeLevel::Note, msg!("archive-refused-more", count = more));
        }
        Ok(())
    }

    pub(super) fn enqueue(
        &mut self,
        context: &mut Context,
        job: JobId,
        photos: Vec<Waiting<Target>>,
        last: bool,
    ) -> Result<()> {
        let position = match self.position(job) {
            Some(position) => position,
            None => match self.begin(context, job) {
                Ok(position) => position,
                Err(error) => {
                    // End the import for the page, which would otherwise wait for it.
                    let summary = ImportSummary { refused: photos.len() as u32, ..ImportSummary::default() };
                    context.tell(Event::ImportFinished { job, summary });
                    return Err(error);
                }
            },
        };
        let now_ms = context.now_ms();
        let import = &mut self.running[position];
        import.total += photos.len() as u32;
        for photo in photos {
            import.loader.push(photo);
        }
        import.complete |= last;
        if import.complete && import.total > 0 {
            // Only tells how much is missing if the program ends before the import.
            context
                .project
                .expect_files(import.id, import.total)
                .log_failure("the number of files was not stored");
        }
        let progress = import.progress(now_ms);
        context.tell(progress);
        context.tell_journal()
    }

    fn begin(&mut self, context: &mut Context, job: JobId) -> Result<usize> {
        let id = context.project.begin_import()?;
        self.running.push_back(Import {
            job,
            id,
            loader: Loader::default(),
            complete: false,
            total: 0,
            done: 0,
            summary: ImportSummary::default(),
            throughput: Throughput::default(),
        });
        Ok(self.running.len() - 1)
    }

    /// Cancels an import and removes what it added. Any other job has ended before a cancel can reach it.
    pub(super) fn cancel(&mut self, context: &mut Context, job: JobId) -> Result<()> {
        if self.take_undecided(job).is_some() {
            let summary = ImportSummary { cancelled: true, ..ImportSummary::default() };
            context.tell(Event::ImportFinished { job, summary });
            return Ok(());
        }
        let Some(import) = self.position(job).and_then(|position| self.running.remove(position)) else {
            return Ok(());
        };
        let (told, summary) = match context.project.cancel_import(import.id) {
            Ok(change) => (context.tell_change(&change), ImportSummary { cancelled: true, ..import.summary }),
            // What was added stays, as after an import that was not cancelled.
            Err(error) => {
                self.end_in_project(context, import.id).log_failure("a cancelled import was not ended");
                let reason = error.message().clone();
                let message = msg!("session-import-not-taken-back", reason = reason);
                (Err(Error::project(message)), import.summary)
            }
        };
        // In any case, the page must not wait for this import any longer.
        context.tell(Event::ImportFinished { job, summary });
        context.revisions.project += 1;
        context.revisions.leftovers += 1;
        context.revisions.labels += 1;
        told.and(context.tell_journal())
    }

    /// Ends an import in the project, which removes its empty classes. If that fails, it is retried before the next
    /// command.
    fn end_in_project(&mut self, context: &mut Context, id: ImportId) -> Result<()> {
        match context.project.finish_import(id) {
            Ok(removed) => {
                context.revisions.project += u64::from(removed.classes_changed);
                context.tell_change(&removed)
            }
            Err(error) => {
                self.unended.push(id);
                Err(error.into())
            }
        }
    }

    /// Retries to end imports that the project refused to end. Until that succeeds, nothing can be undone.
    pub(super) fn end_unended(&mut self, context: &mut Context) {
        let unended = std::mem::take(&mut self.unended);
        if unended.is_empty() {
            return;
        }
        let ended = unended.into_iter().filter(|id| self.end_in_project(context, *id).is_ok()).count();
        if ended > 0 {
            // This only reports what undo would revert; every change reports it again.
            context.tell_journal().log_failure("the journal was not sent");
        }
    }

    /// Processes one batch of the oldest import that has work.
    pub(super) async fn slice(&mut self, context: &mut Context) -> Result<()> {
        let Some(position) = self.running.iter().position(Import::has_work) else { return Ok(()) };
        let import = &self.running[position];
        let (job, id) = (import.job, import.id);
        let read = self.read_batch(context, job, id).await;
        // Once for all classes of the batch, before their photos.
        let made_classes = std::mem::take(&mut self.made_classes);
        let told = if made_classes { context.tell_classes() } else { Ok(()) };
        let stored = match (read, told) {
            (Ok(read), Ok(())) => self.store_batch(context, job, id, read),
            (Err(error), _) | (Ok(_), Err(error)) => Err(error),
        };
        let added = match stored {
            Ok(added) => added,
            Err(error) => return self.end_broken(context, job, &error),
        };
        context.revisions.additions += u64::from(!added.is_empty());
        // If measuring or embedding fails, the stored photos wait for another time and the import continues.
        let measured = context.measure(&added);
        let embedded = self.embed_and_read(context, job, added).await.and(measured);
        let now_ms = context.now_ms();
        let Some(import) = self.position(job).map(|position| &mut self.running[position]) else {
            return embedded;
        };
        let progress = import.progress(now_ms);
        let over = import.loader.is_empty() && import.complete;
        context.tell(progress);
        if over { embedded.and(self.finish(context, job)) } else { embedded }
    }

    /// Embeds photos, and reads the next ones while the GPU or other cores are busy.
    async fn embed_and_read(
        &mut self,
        context: &mut Context,
        job: JobId,
        photos: Vec<(PhotoId, Photo)>,
    ) -> Result<()> {
        let ahead = context.engine()?.batch_size() + AHEAD;
        let clock = context.platform.clock;
        match self.position(job) {
            Some(position) => {
                let loader = &mut self.running[position].loader;
                loader.meanwhile(ahead, clock, context.embed_photos(photos)).await
            }
            None => context.embed_photos(photos).await,
        }
    }

    fn finish(&mut self, context: &mut Context, job: JobId) -> Result<()> {
        let Some(import) = self.position(job).and_then(|position| self.running.remove(position)) else {
            return Ok(());
        };
        let finished = self.end_in_project(context, import.id);
        context.revisions.leftovers += 1;
        // Even if the journal fails, the page must not wait for this import any longer.
        context.tell(Event::ImportFinished { job, summary: import.summary });
        finished?;
        context.tell_journal()
    }

    /// Ends an import because the project cannot store photos any more. One message covers all photos that are left
    /// out.
    fn end_broken(&mut self, context: &mut Context, job: JobId, error: &Error) -> Result<()> {
        let Some(position) = self.position(job) else { return Ok(()) };
        let Import { total, summary, .. } = &mut self.running[position];
        let left = *total - (summary.added + summary.duplicates + summary.refused).min(*total);
        summary.refused += left;
        let message = msg!("session-photos-not-added", count = left, reason = error.message().clone());
        context.tell(Event::Notice { job: None, level: NoticeLevel::Failure, photo: None, message });
        self.finish(context, job)
    }

    /// Reads photos until a batch is full or the slice has lasted long enough, so that a folder full of other files
    /// does not block anything. Each file that cannot be used is refused with a message, and the others go on.
    async fn read_batch(&mut self, context: &mut Context, job: JobId, id: ImportId) -> Result<Vec<Read>> {
        let batch = context.engine()?.batch_size();
        let end_ms = context.now_ms() + READ_SLICE_MS;
        let mut read = Vec::with_capacity(batch);
        while read.len() < batch && context.now_ms() < end_ms {
            let Some(position) = self.position(job) else { break };
            let patient = read.is_empty();
            let import = &mut self.running[position];
            let Some(done) = import.loader.next(batch + AHEAD, patient, &context.platform).await else {
                break;
            };
            let Done { name, into: (into, item), outcome, .. } = done;
            // The name may contain folders.
            let (folder, name) = split_path(&name);
            let name = name.to_owned();
            // Only a usable photo that is new creates a class.
            let outcome = match outcome {
                Ok(mut loaded) => {
                    let outer = Provenance { folder, ..Provenance::default() };
                    loaded.provenance = loaded.provenance.or(outer);
                    prepare(name.clone(), item, loaded, |hash| {
                        if let Some((_, Some(class))) = context.project.find(hash)? {
                            return Ok(class);
                        }
                        let (class, change) = context.project.import_class(id, &into)?;
                        self.made_classes |= change.classes_changed;
                        Ok(class)
                    })
                }
                Err(error) => Err(error),
            };
            if let Some(position) = self.position(job) {
                self.running[position].done += 1;
            }
            match outcome {
                Ok((photo, notes)) => {
                    for note in notes {
                        context.tell_of(job, &name, NoticeLevel::Note, note);
                    }
                    read.push(photo);
                }
                // The device is full or the project damaged: every other photo would fail too.
                Err(error) if error.is_full() || error.is_damaged() => return Err(error),
                Err(error) => {
                    self.count(job, |summary| summary.refused += 1);
                    context.tell_of(job, &name, NoticeLevel::Refused, error.message().clone());
                }
            }
        }
        Ok(read)
    }

    /// Stores photos in one transaction and reports them. Returns the new ones with their pixels.
    fn store_batch(
        &mut self,
        context: &mut Context,
        job: JobId,
        id: ImportId,
        read: Vec<Read>,
    ) -> Result<Vec<(PhotoId, Photo)>> {
        if read.is_empty() {
            return Ok(Vec::new());
        }
        let mut pixels = Vec::with_capacity(read.len());
        let mut thumbnails = Vec::with_capacity(read.len());
        let mut stored = Vec::with_capacity(read.len());
        for Read { name, item, photo, stored: row } in read {
            thumbnails.push(row.thumbnail.clone());
            pixels.push((name, item, photo));
            stored.push(row);
        }
        let imported = context.project.import_photos(id, stored)?;
        context.revisions.project += 1;
        let mut infos: Vec<PhotoInfo> = Vec::new();
        let mut shown = Vec::new();
        let mut added: Vec<(PhotoId, Photo)> = Vec::new();
        let mut became: Vec<(BatchItemId, PhotoId)> = Vec::new();
        for (answer, ((name, item, photo), thumbnail)) in
            imported.into_iter().zip(pixels.into_iter().zip(thumbnails))
        {
            let (Imported::Added(PhotoInfo { id, .. }) | Imported::Duplicate { photo: id, .. }) = &answer;
            became.extend(item.map(|item| (item, *id)));
            match answer {
                Imported::Added(info) => {
                    self.count(job, |summary| summary.added += 1);
                    added.push((info.id, photo));
                    infos.push(info);
                    shown.push(thumbnail);
                }
                Imported::Duplicate { class, .. } => {
                    self.count(job, |summary| summary.duplicates += 1);
                    let message = context.duplicate(class);
                    context.tell_of(job, &name, NoticeLevel::Note, message);
                }
            }
        }
        if !infos.is_empty() {
            (context.platform.post)(Event::PhotosAdded { job: Some(job), photos: infos }, shown);
        }
        if !became.is_empty() {
            context.tell(Event::BatchAdded { photos: became });
        }
        Ok(added)
    }

    fn count(&mut self, job: JobId, count: impl FnOnce(&mut ImportSummary)) {
        if let Some(position) = self.position(job) {
            count(&mut self.running[position].summary);
        }
    }
}

impl Context {
    /// The note for a photo that is already stored; it must not fail if the class's name cannot be read.
    fn duplicate(&self, class: ClassId) -> Message {
        let classes = self.project.classes().unwrap_or_default();
        let name = classes.iter().find(|info| info.id == class).map_or("", |info| &info.name);
        msg!("session-photo-there-already", class = name)
    }
}

/// Prepares what is stored of a photo, and separates its notes. `class`: its class, once it is sure to be usable.
fn prepare(
    name: String,
    item: Option<BatchItemId>,
    mut loaded: Loaded,
    class: impl FnOnce(PhotoHash) -> Result<ClassId>,
) -> Result<(Read, Vec<Message>)> {
    let (bytes, media_type) = loaded.stored()?;
    let thumbnail = loaded.photo.thumbnail()?;
    let class = class(loaded.hash)?;
    let stored = NewPhoto {
        name: name.clone(),
        hash: loaded.hash,
        class,
        width: loaded.photo.width(),
        height: loaded.photo.height(),
        bytes,
        media_type,
        thumbnail,
        provenance: loaded.provenance,
    };
    Ok((Read { name, item, photo: loaded.photo, stored }, loaded.notes))
}

/// Opens the archive attached to a command.
pub(super) fn open_archive(name: &str, attachments: Attachments) -> Result<Archive<Box<dyn ImportSource>>> {
    match attachments.into_iter().next() {
        Some(Attachment::File(file, _)) => Archive::open(file, name),
        _ => Err(Error::request(msg!("workspace-file-missing"))),
    }
}

/// A photo inside an archive, decompressed when its turn comes.
#[derive(Clone)]
pub(super) struct EntrySource {
    pub(super) archive: Rc<RefCell<Archive<Box<dyn ImportSource>>>>,
    pub(super) index: usize,
    pub(super) name: String,
    pub(super) provenance: Provenance,
    pub(super) photo: fn(String, Vec<u8>) -> Box<dyn PhotoSource>,
}

impl PhotoSource for EntrySource {
    fn name(&self) -> &str {
        &self.name
    }

    fn bytes(&self) -> u64 {
        // It cannot unpack to more than its declared size. Counting at least half the limit reads small photos two at a
        // time and a large one alone.
        self.archive.borrow().size(self.index).max(prefetch::AHEAD_BYTES / 2)
    }

    fn provenance(&self) -> Provenance {
        self.provenance.clone()
    }

    fn load(self: Box<Self>) -> Pin<Box<dyn Future<Output = Result<Loaded>>>> {
        Box::pin(async move {
            let bytes = self.archive.borrow_mut().read(self.index)?;
            (self.photo)(self.name, bytes).load().await
        })
    }

    fn read(self: Box<Self>) -> Pin<Box<dyn Future<Output = Result<Vec<u8>>>>> {
        Box::pin(async move { self.archive.borrow_mut().read(self.index) })
    }

    fn again(&self) -> Option<Box<dyn PhotoSource>> {
        Some(Box::new(self.clone()))
    }
}
