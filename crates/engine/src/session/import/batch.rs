//! One batch of an import: read, stored in one transaction, and embedded.

use super::Imports;
use crate::session::context::Context;
use crate::session::prefetch::{AHEAD, Done, READ_SLICE_MS};
use handlens_core::Result;
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::{BatchItemId, ClassId, Event, JobId, NoticeLevel, PhotoId, PhotoInfo};
use handlens_store::project::{ImportId, Imported, NewPhoto};
use handlens_vision::photo::provenance::split_path;
use handlens_vision::photo::{Loaded, Photo, PhotoHash, Provenance};

/// A photo that has been read and is ready to be stored.
pub(super) struct Read {
    /// Its name with the folders above it, for messages.
    path: String,
    item: Option<BatchItemId>,
    photo: Photo,
    stored: NewPhoto,
}

impl Imports {
    /// Reads photos until a batch is full or the slice has lasted long enough, so that a folder full of other files
    /// does not block anything. Each file that cannot be used is refused with a message, and the others go on.
    pub(super) async fn read_batch(
        &mut self,
        context: &mut Context,
        job: JobId,
        id: ImportId,
    ) -> Result<Vec<Read>> {
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
            let Done { name: path, into: (into, item), outcome, .. } = done;
            let (folder, _) = split_path(&path);
            // Only a usable photo that is new creates a class.
            let outcome = match outcome {
                Ok(mut loaded) => {
                    let outer = Provenance { folder, ..Provenance::default() };
                    loaded.provenance = loaded.provenance.or(outer);
                    prepare(path.clone(), item, loaded, |hash| {
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
                        context.tell_of(job, &path, NoticeLevel::Note, note);
                    }
                    read.push(photo);
                }
                // The device is full or the project damaged: every other photo would fail too.
                Err(error) if error.is_full() || error.is_damaged() => return Err(error),
                Err(error) => {
                    self.count(job, |summary| summary.refused += 1);
                    context.tell_of(job, &path, NoticeLevel::Refused, error.message().clone());
                }
            }
        }
        Ok(read)
    }

    /// Stores photos in one transaction and reports them. Returns the new ones with their pixels.
    pub(super) fn store_batch(
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
        for Read { path, item, photo, stored: row } in read {
            thumbnails.push(row.thumbnail.clone());
            pixels.push((path, item, photo));
            stored.push(row);
        }
        let imported = context.project.import_photos(id, stored)?;
        context.revisions.project += 1;
        let mut infos: Vec<PhotoInfo> = Vec::new();
        let mut shown = Vec::new();
        let mut added: Vec<(PhotoId, Photo)> = Vec::new();
        let mut became: Vec<(BatchItemId, PhotoId)> = Vec::new();
        for (answer, ((path, item, photo), thumbnail)) in
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
                    context.tell_of(job, &path, NoticeLevel::Note, message);
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

    /// Embeds photos, and reads the next ones while the GPU or other cores are busy.
    pub(super) async fn embed_and_read(
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
    path: String,
    item: Option<BatchItemId>,
    mut loaded: Loaded,
    class: impl FnOnce(PhotoHash) -> Result<ClassId>,
) -> Result<(Read, Vec<Message>)> {
    let (bytes, media_type) = loaded.stored()?;
    let thumbnail = loaded.photo.thumbnail()?;
    let class = class(loaded.hash)?;
    let stored = NewPhoto {
        name: split_path(&path).1.to_owned(),
        hash: loaded.hash,
        class,
        width: loaded.photo.width(),
        height: loaded.photo.height(),
        bytes,
        media_type,
        thumbnail,
        provenance: loaded.provenance,
    };
    Ok((Read { path, item, photo: loaded.photo, stored }, loaded.notes))
}
