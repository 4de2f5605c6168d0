//! What all jobs of an open project share, and the revisions that tell each job whether it is up to date.

use std::collections::HashSet;

use handlens_core::config::Settings;
use handlens_core::message::Message;
use handlens_core::protocol::{ClassId, Event, JobId, NoticeLevel, PhotoId};
use handlens_core::{Error, Result, msg};
use handlens_store::project::{Change, Project};
use handlens_vision::photo::PhotoHash;

use crate::event_log;

use super::classifier::CurrentClassifier;
use super::features::Features;
use super::model::Engine;
use super::traits::TraitCache;
use super::{Platform, ProjectMeta};

/// Counters that grow with each change of what they stand for. A job remembers the values it worked from and has work
/// to do when they differ. Nobody tells a job that it is out of date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Revisions {
    /// Anything stored in the project.
    pub(super) project: u64,
    /// Changes that may leave something behind that nothing uses any more.
    pub(super) leftovers: u64,
    /// The set of photos and their labels, as changed by anything but an import.
    pub(super) labels: u64,
    /// Photos that were imported or embedded.
    pub(super) additions: u64,
    /// Features in memory, including those read from the project.
    pub(super) features: u64,
    /// Measured traits of photos: perceptual hash, sharpness and brightness.
    pub(super) traits: u64,
    /// Grows each time all photos are measured, so that near-duplicates are known.
    pub(super) measured: u64,
    /// Training settings.
    pub(super) settings: u64,
    /// The current classifier.
    pub(super) classifier: u64,
    /// The device that the model runs on.
    pub(super) device: u64,
}

/// The revisions that determine a training. While they are equal, so is the classifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TrainingInputs {
    pub(super) labels: u64,
    pub(super) additions: u64,
    pub(super) settings: u64,
    pub(super) device: u64,
}

impl Revisions {
    /// The inputs of a training that starts now.
    pub(super) fn training_inputs(&self) -> TrainingInputs {
        let Self { labels, additions, settings, device, .. } = *self;
        TrainingInputs { labels, additions, settings, device }
    }
}

/// The project, the model, and what is known of the photos.
pub(super) struct Context {
    pub(super) project: Project,
    pub(super) meta: ProjectMeta,
    pub(super) settings: Settings,
    pub(super) platform: Platform,
    pub(super) engine: Option<Engine>,
    pub(super) features: Features,
    pub(super) traits: TraitCache,
    pub(super) classifier: Option<CurrentClassifier>,
    /// The photos that the current classifier was trained on. `None` if that is not known, because it was restored and
    /// the project has changed since it was trained.
    pub(super) learned: Option<HashSet<PhotoId>>,
    pub(super) revisions: Revisions,
    /// Whether the person has been told that the device is full, since it last was not.
    pub(super) told_full: bool,
}

impl Context {
    /// # Errors
    ///
    /// When the project's settings cannot be read.
    pub(super) fn new(project: Project, meta: ProjectMeta, platform: Platform) -> Result<Self> {
        Ok(Self {
            settings: project.settings()?,
            project,
            meta,
            platform,
            engine: None,
            features: Features::default(),
            traits: TraitCache::default(),
            classifier: None,
            learned: None,
            revisions: Revisions::default(),
            told_full: false,
        })
    }

    /// Milliseconds since an arbitrary start.
    pub(super) fn now_ms(&self) -> f64 {
        (self.platform.clock)()
    }

    pub(super) fn engine(&self) -> Result<&Engine> {
        self.engine.as_ref().ok_or_else(|| Error::request(msg!("session-model-loading")))
    }

    /// Makes a change and sends its effects to the page.
    pub(super) fn change(
        &mut self,
        make: impl FnOnce(&mut Project) -> handlens_store::Result<Change>,
    ) -> Result<()> {
        let change = make(&mut self.project)?;
        self.revisions.project += 1;
        self.revisions.leftovers += 1;
        // A new name or an empty class does not affect training.
        self.revisions.labels += u64::from(!change.photos.is_empty());
        self.tell_change(&change)?;
        self.tell_journal()
    }

    /// Sends the effects of a change: classes first, so that no photo appears in a class that the page does not know.
    pub(super) fn tell_change(&mut self, change: &Change) -> Result<()> {
        if change.classes_changed {
            self.tell_classes()?;
        }
        let mut added: Vec<PhotoId> = Vec::new();
        let mut moved: Vec<(PhotoId, ClassId)> = Vec::new();
        let mut removed: Vec<PhotoId> = Vec::new();
        for photo in &change.photos {
            match (photo.before, photo.after) {
                (None, Some(_)) => added.push(photo.photo),
                (Some(_), Some(class)) => moved.push((photo.photo, class)),
                (_, None) => removed.push(photo.photo),
            }
        }
        if !added.is_empty() {
            let mut photos = self.project.photos()?;
            added.sort_unstable();
            photos.retain(|photo| added.binary_search(&photo.id).is_ok());
            // Without thumbnails: there may be thousands of photos, and the page requests the dozens that it shows.
            self.tell(Event::PhotosAdded { job: None, photos });
        }
        if !moved.is_empty() {
            self.tell(Event::PhotosMoved { photos: moved });
        }
        if !removed.is_empty() {
            self.tell(Event::PhotosRemoved { photos: removed });
        }
        Ok(())
    }

    pub(super) fn tell_classes(&self) -> Result<()> {
        let classes = self.project.classes()?;
        self.tell(Event::ClassesChanged { classes });
        Ok(())
    }

    pub(super) fn tell_journal(&self) -> Result<()> {
        let (undo, redo) = self.project.journal()?;
        self.tell(Event::JournalChanged { undo, redo });
        Ok(())
    }

    pub(super) fn tell(&self, event: Event) {
        event_log::log(&event);
        (self.platform.post)(event, Vec::new());
    }

    /// The photo of the project with this hash, by the test of an import. It may have been deleted.
    pub(super) fn same(&self, hash: PhotoHash) -> Result<Option<PhotoId>> {
        Ok(self.project.find(hash)?.map(|(photo, _)| photo))
    }

    /// Whether the current classifier was trained on this photo of the project, which may have been deleted since. If
    /// that is not known, it counts as learned: an answer that is no test must not pass for one.
    pub(super) fn has_learned(&self, photo: Option<PhotoId>) -> bool {
        let Some(photo) = photo.filter(|_| self.classifier.is_some()) else { return false };
        self.learned.as_ref().is_none_or(|learned| learned.contains(&photo))
    }

    /// Sends a notice about one photo of a job.
    pub(super) fn tell_of(&self, job: JobId, photo: &str, level: NoticeLevel, message: Message) {
        self.tell(Event::Notice { job: Some(job), level, photo: Some(photo.to_owned()), message });
    }

    pub(super) fn refuse(&self, error: &Error) {
        self.notice(NoticeLevel::Refused, error);
    }

    pub(super) fn fail(&self, error: &Error) {
        self.notice(NoticeLevel::Failure, error);
    }

    fn notice(&self, level: NoticeLevel, error: &Error) {
        self.tell(Event::Notice { job: None, level, photo: None, message: error.message().clone() });
    }

    /// The outcome of a slice, or an error if the device has reported a fault in the meantime.
    pub(super) fn trusted<T>(&self, outcome: Result<T>) -> Result<T> {
        match &self.engine {
            Some(engine) => engine.trusted(outcome),
            None => outcome,
        }
    }

    /// Moves the work to the CPU, which repeats what the GPU failed at.
    pub(super) fn leave_gpu(&mut self, cause: &Error) {
        let Some(engine) = self.engine.take_if(|engine| engine.report.gpu) else {
            self.features.give_up();
            self.fail(cause);
            return;
        };
        match engine.on_cpu(msg!("session-gpu-failed")).map(Engine::with_help) {
            Ok(engine) => {
                self.tell(Event::Ready { device: engine.report.clone() });
                self.engine = Some(engine);
                self.revisions.device += 1;
                if let Err(error) = self.follow_photos() {
                    self.fail(&error);
                }
            }
            Err(error) => self.fail(&error),
        }
    }
}
