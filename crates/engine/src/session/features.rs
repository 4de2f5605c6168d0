//! Features of photos: from memory, from the project, or, if neither has them, from the network.

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use super::context::Context;
use super::prediction::narrowed;
use super::schedule::Priority;
use super::tuning;
use handlens_classifier::train::feature::combine;
use handlens_core::config::Layers;
use handlens_core::protocol::PhotoId;
use handlens_core::{Error, Result, msg};
use handlens_tuning::Activations;
use handlens_vision::model::ViewOutput;
use handlens_vision::photo::{self, Photo, PhotoHash, VIEWS, View};

/// Photos whose features are read from the project per slice: a few tens of milliseconds.
pub(super) const READ: usize = 250;

/// The features of one photo's [`VIEWS`], each `[1280]`.
pub(super) type PhotoFeatures = [Vec<f32>; VIEWS.len()];

/// The head's input vectors of photos, and the photos that still lack one.
#[derive(Default)]
pub(super) struct Features {
    /// Each photo's vector `[1280]`. Deleted photos keep theirs, for an undo.
    vectors: HashMap<PhotoId, Vec<f32>>,
    /// Photos whose features are stored in the project but not read yet, so that a large project opens fast.
    unread: VecDeque<PhotoId>,
    /// Stored photos without features.
    backlog: VecDeque<PhotoId>,
    /// Features of photos of the batch, so that adding one to the project need not embed it again.
    pub(super) predicted: HashMap<PhotoHash, Rc<PhotoFeatures>>,
    /// The activations before the last layers of photos that were embedded lately, for a tuning.
    activations: HashMap<PhotoId, Activations>,
    /// The revisions of labels and device at the last check for missing features.
    followed: Option<(u64, u64)>,
}

impl Features {
    /// Number of photos whose features are still to be read.
    pub(super) fn unread(&self) -> usize {
        self.unread.len()
    }

    /// Moves these photos to the front of those to be read. Returns how many of them are still to be read.
    pub(super) fn read_first(&mut self, photos: impl Iterator<Item = PhotoId>) -> usize {
        let wanted: HashSet<PhotoId> = photos.collect();
        let (first, others): (Vec<PhotoId>, Vec<PhotoId>) =
            self.unread.drain(..).partition(|photo| wanted.contains(photo));
        let count = first.len();
        self.unread = first.into_iter().chain(others).collect();
        count
    }

    /// Gives up on what could not be read or embedded, until something changes: endless retries would block everything
    /// else.
    pub(super) fn give_up(&mut self) {
        self.backlog.clear();
        self.unread.clear();
    }

    /// A photo's activations before the last layers, if they are kept.
    pub(super) fn activations(&self, photo: PhotoId) -> Option<&Activations> {
        self.activations.get(&photo)
    }

    /// Keeps activations of photos, as many as a tuning can use.
    pub(super) fn keep_activations(&mut self, activations: impl Iterator<Item = (PhotoId, Activations)>) {
        self.activations.extend(activations);
        if self.activations.len() > tuning::MOST {
            self.activations = HashMap::new();
        }
    }

    /// Keeps the activations of these photos only.
    pub(super) fn retain_activations(&mut self, photos: &HashSet<PhotoId>) {
        self.activations.retain(|photo, _| photos.contains(photo));
    }

    /// A photo's vector.
    pub(super) fn vector(&self, photo: PhotoId) -> Option<&[f32]> {
        self.vectors.get(&photo).map(Vec::as_slice)
    }
}

/// The activations of photos, from what the network made of their views.
pub(super) fn activations(
    photos: &[PhotoId],
    outputs: &[ViewOutput],
) -> impl Iterator<Item = (PhotoId, Activations)> {
    let of_photo = |views: &[ViewOutput]| views.iter().map(|view| narrowed(&view.activations)).collect();
    photos.iter().copied().zip(outputs.chunks_exact(VIEWS.len()).map(of_photo))
}

/// Embedding as a job: photos that are stored but have no features.
pub(super) fn next(context: &Context) -> Option<Priority> {
    (!context.features.backlog.is_empty()).then_some(Priority::Embed)
}

impl Context {
    /// Finds out which photos have vectors, in memory or in the project, and which need the network. Does nothing if
    /// photos and device have not changed since the last call.
    pub(super) fn follow_photos(&mut self) -> Result<()> {
        let Some(engine) = &self.engine else { return Ok(()) };
        let now = (self.revisions.labels, self.revisions.device);
        if self.features.followed == Some(now) {
            return Ok(());
        }
        let model = engine.backbone.hash().to_owned();
        let live = self.project.hashes()?;
        let vectors = &self.features.vectors;
        let absent: Vec<PhotoId> =
            live.iter().map(|(photo, ..)| *photo).filter(|photo| !vectors.contains_key(photo)).collect();
        let mut missing: HashSet<PhotoId> = HashSet::new();
        if !absent.is_empty() {
            for view in VIEWS {
                missing.extend(self.project.missing_features(&model, view.key())?);
            }
        }
        let (backlog, unread) = absent.into_iter().partition(|photo| missing.contains(photo));
        (self.features.backlog, self.features.unread) = (backlog, unread);
        self.features.followed = Some(now);
        Ok(())
    }

    /// Reads the features of some photos from the project, if any are still to be read. Returns whether it did: a job
    /// that needs all features calls this first, slice by slice.
    pub(super) fn read_features(&mut self) -> Result<bool> {
        if self.features.unread.is_empty() {
            return Ok(false);
        }
        let model = self.engine()?.backbone.hash().to_owned();
        let count = READ.min(self.features.unread.len());
        let photos: Vec<PhotoId> = self.features.unread.drain(..count).collect();
        self.revisions.features += 1;
        for photo in photos {
            // Without features, the photo has been deleted since.
            if let Some([centre, whole]) = self.features_of(photo, &model)? {
                self.features.vectors.insert(photo, combine(&[&centre, &whole]));
            }
        }
        Ok(true)
    }

    /// A photo's features as they are stored in the project; none if it has none.
    pub(super) fn stored_features(&self, photo: PhotoId) -> Result<Option<PhotoFeatures>> {
        self.features_of(photo, self.engine()?.backbone.hash())
    }

    fn features_of(&self, photo: PhotoId, model: &str) -> Result<Option<PhotoFeatures>> {
        let centre = self.project.feature(photo, model, View::Centre.key())?;
        let whole = self.project.feature(photo, model, View::Whole.key())?;
        Ok(centre.zip(whole).map(|(centre, whole)| [centre, whole]))
    }

    /// Embeds photos from their pixels, stores the features and keeps the vectors.
    pub(super) async fn embed_photos(&mut self, photos: Vec<(PhotoId, Photo)>) -> Result<()> {
        let photos: Vec<_> =
            photos.into_iter().filter(|(id, _)| !self.features.vectors.contains_key(id)).collect();
        if photos.is_empty() {
            return Ok(());
        }
        self.features.backlog.extend(photos.iter().map(|(photo, _)| *photo));
        let photos = self.take_tried_features(photos)?;
        if photos.is_empty() {
            return Ok(());
        }
        let mut views = Vec::with_capacity(photos.len() * VIEWS.len());
        for (_, photo) in &photos {
            views.extend(photo.views()?);
        }
        let start_ms = self.now_ms();
        let mut outputs = self.engine()?.outputs(&views).await?;
        self.measure_batch(photos.len(), start_ms);
        let ids: Vec<PhotoId> = photos.iter().map(|(photo, _)| *photo).collect();
        let features: Vec<Vec<f32>> =
            outputs.iter_mut().map(|output| std::mem::take(&mut output.feature)).collect();
        self.keep_features(&ids, &features)?;
        if self.settings.train.layers != Layers::Head && !self.engine()?.report.gpu {
            self.features.keep_activations(activations(&ids, &outputs));
        }
        Ok(())
    }

    /// Stores the features of photos, one per photo and view of [`VIEWS`], and keeps the vectors.
    fn keep_features(&mut self, ids: &[PhotoId], features: &[Vec<f32>]) -> Result<()> {
        self.store_features(ids, features)?;
        for (photo, views) in ids.iter().zip(features.chunks_exact(VIEWS.len())) {
            self.features.vectors.insert(*photo, combine(&[&views[0], &views[1]]));
        }
        self.features.backlog.retain(|photo| !ids.contains(photo));
        self.revisions.additions += 1;
        self.revisions.features += 1;
        Ok(())
    }

    /// Takes over the features of photos that were in the batch. Returns the other photos.
    fn take_tried_features(&mut self, photos: Vec<(PhotoId, Photo)>) -> Result<Vec<(PhotoId, Photo)>> {
        let (mut ids, mut features, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for (id, photo) in photos {
            let hash = self.project.hash(id)?;
            match hash.and_then(|hash| self.features.predicted.get(&hash)) {
                Some(of_photo) => {
                    features.extend_from_slice(of_photo.as_slice());
                    ids.push(id);
                }
                None => others.push((id, photo)),
            }
        }
        if !ids.is_empty() {
            self.keep_features(&ids, &features)?;
        }
        Ok(others)
    }

    pub(super) fn measure_batch(&mut self, photos: usize, start_ms: f64) {
        let milliseconds = self.now_ms() - start_ms;
        if let Some(engine) = &mut self.engine {
            engine.measured_batch(photos, milliseconds);
        }
    }

    /// Embeds a batch of photos that are stored without features, after an interrupted import or with another model.
    pub(super) async fn embed_slice(&mut self) -> Result<()> {
        let batch = self.engine()?.batch_size().min(self.features.backlog.len());
        let ids: Vec<PhotoId> = self.features.backlog.iter().take(batch).copied().collect();
        let mut photos = Vec::with_capacity(batch);
        for id in ids {
            match self.stored_pixels(id) {
                Ok(pixels) => photos.push((id, pixels)),
                Err(error) => {
                    // The photo stays in the project and can be viewed; it just cannot be trained on.
                    self.features.backlog.retain(|photo| *photo != id);
                    self.fail(&error);
                }
            }
        }
        self.features.backlog.drain(..photos.len().min(self.features.backlog.len()));
        self.embed_photos(photos).await
    }

    pub(super) fn stored_pixels(&self, photo: PhotoId) -> Result<Photo> {
        let (_, bytes) = self
            .project
            .photo_bytes(photo)?
            .ok_or_else(|| Error::project(msg!("session-photo-without-pixels")))?;
        photo::decode_stored(bytes)
    }

    /// Stores features, one per photo and view of [`VIEWS`]. If the device is full they stay in memory, and are
    /// computed again another time.
    fn store_features(&mut self, photos: &[PhotoId], features: &[Vec<f32>]) -> Result<()> {
        let model = self.engine()?.backbone.hash().to_owned();
        let mut rows = Vec::with_capacity(features.len());
        for (photo, features) in photos.iter().zip(features.chunks(VIEWS.len())) {
            let Some(hash) = self.project.hash(*photo)? else { continue };
            rows.extend(
                VIEWS.iter().zip(features).map(|(view, feature)| (hash, view.key(), feature.clone())),
            );
        }
        match self.project.put_features(&model, &rows) {
            Err(error) if error.is_full() => {
                if !std::mem::replace(&mut self.told_full, true) {
                    self.fail(&error);
                }
                Ok(())
            }
            outcome => {
                self.told_full = false;
                Ok(outcome?)
            }
        }
    }
}
