//! An open project: commands in, events out. The only code that changes it.
//!
//! Commands are short and carried out at once. Everything long (importing, embedding, training) is done in slices by
//! [`Session::work`]. Between two slices the caller passes on new commands, so that a rename, a prediction or a cancel
//! never waits for more than one batch. Tests drive it natively exactly as the page does. Which project is open is
//! decided by [`workspace`](crate::workspace).
//!
//! Everything long is a *job*. A job owns its state and finds its work itself: it compares the revisions in [`context`]
//! with those it last worked from, and reports how urgent its next slice is. The most urgent slice runs first; see
//! [`schedule`].
//!
//! | job | content |
//! |---|---|
//! | `import` | adds photos, batch by batch, with progress |
//! | `features` | features of photos: from memory, from the project, or from the network |
//! | `training` | when to train, on what, and how to report the results |
//! | `prediction` | one photo in, an answer out, repeated for every later classifier |
//! | `batch` | many photos in, answers out, repeated for every later classifier |
//! | `data_issues` | which photos to check |
//! | `learning_curve` | what more photos would bring, from heads trained on subsets |
//! | `tuning` | fine-tunes the last layers, and decides whether they answer |
//! | `occasions` | how accurate answers are on photos of other occasions |
//! | `integrity` | whether the pretrained model still answers as published |
//! | `tidying` | removes what can no longer be restored, and frees its space |
//!
//! | shared | content |
//! |---|---|
//! | `context` | the project, the model, what is known of the photos, and the revisions |
//! | `schedule` | which slice runs first |
//! | `model` | the pretrained model on its device, and whether the GPU or the CPU is faster here |
//! | `classifier` | the current classifier, stored with the project |
//! | `traits` | image quality of photos, and near-duplicates |
//! | `class_distances` | how far photos are from the others of their class |
//! | `explanation` | which regions of a photo led to the answer |
//! | `per_classifier` | work that each classifier gets once |
//! | `prefetch` | photos that are read ahead, several at once |
//! | `throughput` | photos per second |

mod batch;
mod class_distances;
mod classifier;
mod context;
mod data_issues;
mod explanation;
mod features;
mod import;
mod integrity;
mod learning_curve;
mod model;
mod occasions;
mod per_classifier;
mod prediction;
mod prefetch;
mod schedule;
mod throughput;
mod tidying;
mod training;
mod traits;
mod tuning;

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use handlens_core::config::Settings;
use handlens_core::protocol::{BatchItemId, Command, Event, PhotoId, ProjectId, Storage};
use handlens_core::{Error, Result, msg};
use handlens_store::project::{Interrupted, Project};
use handlens_store::project_store::ImportSource;
use handlens_vision::model::embedder_pool::EmbedderPool;
use handlens_vision::photo::{PhotoSource, Provenance};

use batch::BatchJob;
use context::Context;
use data_issues::DataIssuesJob;
use import::Imports;
use integrity::IntegrityCheck;
use learning_curve::LearningCurveJob;
use occasions::OccasionsJob;
use prediction::Predictions;
use schedule::Priority;
use tidying::Tidying;
use training::Training;
use tuning::TuningJob;

pub use model::{Assets, Engine};

/// The attachments of a command, in order.
pub type Attachments = Vec<Attachment>;

/// One attachment of a command.
pub enum Attachment {
    /// A photo that is still to be read.
    Photo(Box<dyn PhotoSource>),
    /// A file that is read in chunks, and its size in bytes.
    File(Box<dyn ImportSource>, u64),
}

/// Receives every event, with its attachments.
pub type Post = Rc<dyn Fn(Event, Vec<Vec<u8>>)>;

/// Platform services: events out, clocks, photos and embedders.
#[derive(Clone)]
pub struct Platform {
    /// Receives every event.
    pub post: Post,
    /// Milliseconds since an arbitrary start.
    pub clock: fn() -> f64,
    /// Milliseconds since 1970.
    pub date: fn() -> f64,
    /// Resolves after this many milliseconds.
    pub wait: fn(f64) -> Pin<Box<dyn Future<Output = ()>>>,
    /// A photo with this name, from its bytes.
    pub photo: fn(String, Vec<u8>) -> Box<dyn PhotoSource>,
    /// This many embedders in other threads, or fewer.
    pub pool: fn(usize) -> EmbedderPool,
}

/// Identifies the open project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectMeta {
    /// Its id.
    pub id: ProjectId,
    /// Its name.
    pub name: String,
    /// Where it is kept.
    pub storage: Storage,
}

/// An open project, and its jobs.
pub struct Session {
    context: Context,
    imports: Imports,
    training: Training,
    predictions: Predictions,
    batch: BatchJob,
    data_issues: DataIssuesJob,
    learning_curve: LearningCurveJob,
    occasions: OccasionsJob,
    tuning: TuningJob,
    integrity: IntegrityCheck,
    tidying: Tidying,
    /// The revision of the stored project at the last [`Session::take_changed`].
    told_revision: u64,
}

impl Session {
    /// A session on an open project.
    ///
    /// # Errors
    ///
    /// When the project's settings cannot be read.
    pub fn new(mut project: Project, meta: ProjectMeta, platform: Platform) -> Result<Self> {
        // Opening a project ends interrupted imports, but a project that a transfer hands back is not opened again.
        project.finish_interrupted_imports()?;
        Ok(Self {
            context: Context::new(project, meta, platform)?,
            imports: Imports::default(),
            training: Training::default(),
            predictions: Predictions::default(),
            batch: BatchJob::default(),
            data_issues: DataIssuesJob::default(),
            learning_curve: LearningCurveJob::default(),
            occasions: OccasionsJob::default(),
            tuning: TuningJob::default(),
            integrity: IntegrityCheck::default(),
            tidying: Tidying::default(),
            told_revision: 0,
        })
    }

    /// Sends the project's content, so that the page can show it while the model is still loading, and once what
    /// became of an import that did not end.
    ///
    /// # Errors
    ///
    /// When the project cannot be read.
    pub fn show(&mut self) -> Result<()> {
        let Context { meta, project, settings, .. } = &self.context;
        self.context.tell(Event::Opened {
            project: meta.id.clone(),
            name: meta.name.clone(),
            classes: project.classes()?,
            photos: project.photos()?,
            settings: settings.clone(),
            storage: meta.storage,
        });
        if let Some(Interrupted { added, files }) = self.context.project.take_interrupted()? {
            self.context.tell(Event::ImportInterrupted { added, files });
        }
        self.context.tell_journal()
    }

    /// Starts using this model, and resumes unfinished work.
    ///
    /// # Errors
    ///
    /// When the project cannot be read.
    pub fn set_engine(&mut self, engine: Engine) -> Result<()> {
        self.context.engine = Some(engine);
        self.training.take_up(&mut self.context)?;
        self.context.follow_photos()
    }

    /// Ends the session. Unfinished work is resumed when the project is opened again.
    pub(crate) fn end(mut self) -> (Project, Option<Engine>) {
        self.training.unmark(&mut self.context);
        (self.context.project, self.context.engine)
    }

    /// The open project.
    pub(crate) fn project(&self) -> &Project {
        &self.context.project
    }

    /// The model, once it is loaded.
    pub(crate) fn model(&self) -> Option<&Engine> {
        self.context.engine.as_ref()
    }

    /// The project's id, name and storage.
    pub(crate) fn meta(&self) -> &ProjectMeta {
        &self.context.meta
    }

    /// Whether the project has changed since the last call.
    pub(crate) fn take_changed(&mut self) -> bool {
        let now = self.context.revisions.project;
        std::mem::replace(&mut self.told_revision, now) != now
    }

    /// The name, provenance and original bytes of a photo of the batch; `None` if it is no longer in the batch.
    pub(crate) async fn batch_file(
        &self,
        photo: BatchItemId,
    ) -> Option<(String, Provenance, Result<Vec<u8>>)> {
        self.batch.file(photo).await
    }

    /// Renames the project.
    pub(crate) fn rename(&mut self, name: &str) -> Result<()> {
        let Context { project, meta, revisions, .. } = &mut self.context;
        project.set_name(name)?;
        meta.name = project.name()?.unwrap_or_default();
        revisions.project += 1;
        let name = meta.name.clone();
        self.context.tell(Event::Renamed { name });
        Ok(())
    }

    /// Carries out one command. If it fails, the person gets a notice, and nothing is lost.
    pub async fn handle(&mut self, command: Command, attachments: Attachments) {
        let carried_out = self.carry_out(command, attachments).await;
        if let Err(error) = carried_out.and(self.context.follow_photos()) {
            self.context.refuse(&error);
        }
    }

    /// Whether [`Session::work`] has something to do.
    pub fn has_work(&self) -> bool {
        self.next().is_some()
    }

    /// Runs one slice of the most urgent job, such as a batch of photos or a few epochs.
    pub async fn work(&mut self) {
        let Some(next) = self.next() else { return };
        let context = &mut self.context;
        self.learning_curve.drop_outdated(context);
        self.occasions.drop_outdated(context);
        self.tuning.drop_outdated(context);
        // Training futures are large; boxing them keeps the surrounding ones small.
        let outcome = match next {
            Priority::Train | Priority::BeginTraining => Box::pin(self.training.slice(context)).await,
            Priority::CheckIntegrity => self.integrity.slice(context).await,
            Priority::AnswerAgain => self.predictions.slice(context),
            Priority::Import => self.imports.slice(context).await,
            Priority::Embed => context.embed_slice().await,
            Priority::AnswerBatchAgain | Priority::PredictBatch => Box::pin(self.batch.slice(context)).await,
            Priority::FindIssues => self.data_issues.slice(context),
            Priority::JudgeOccasions => Box::pin(self.occasions.slice(context)).await,
            Priority::LearningCurve => Box::pin(self.learning_curve.slice(context)).await,
            Priority::Tune => Box::pin(self.tuning.slice(context)).await,
            Priority::TidyNow | Priority::Tidy => {
                self.imports.end_unended(context);
                self.tidying.slice(context);
                Ok(())
            }
        };
        match self.context.trusted(outcome) {
            Ok(()) => {}
            Err(error) if error.is_device() => self.context.leave_gpu(&error),
            Err(error) => {
                self.context.features.give_up();
                self.context.fail(&error);
            }
        }
    }

    /// The most urgent slice of all jobs; `None` until the model is loaded.
    fn next(&self) -> Option<Priority> {
        let context = &self.context;
        context.engine.as_ref()?;
        let offers = [
            self.imports.next(),
            features::next(context),
            self.training.next(context),
            self.predictions.next(context),
            self.batch.next(context),
            self.data_issues.next(context),
            self.learning_curve.next(context),
            self.occasions.next(context),
            self.tuning.next(context),
            self.integrity.next(),
            self.tidying.next(context),
        ];
        offers.into_iter().flatten().min()
    }

    async fn carry_out(&mut self, command: Command, attachments: Attachments) -> Result<()> {
        let context = &mut self.context;
        self.imports.end_unended(context);
        match command {
            Command::CreateClass { name } => context.change(|project| project.create_class(&name)),
            Command::RenameClass { class, name } => {
                context.change(|project| project.rename_class(class, &name))
            }
            Command::MergeClasses { from, into } => {
                context.change(|project| project.merge_classes(from, into))
            }
            Command::DeleteClass { class } => context.change(|project| project.delete_class(class)),
            Command::MovePhotos { photos, class } => {
                context.change(|project| project.move_photos(&photos, class))
            }
            Command::DeletePhotos { photos } => context.change(|project| project.delete_photos(&photos)),
            Command::Keep { problem, photos, keep } => self.data_issues.keep(context, problem, &photos, keep),
            Command::Undo => context.change(|project| Ok(project.undo()?.unwrap_or_default())),
            Command::Redo => context.change(|project| Ok(project.redo()?.unwrap_or_default())),
            Command::AddPhotos { job, into, names: _, last } => {
                self.imports.add_photos(context, job, &into, attachments, last)
            }
            Command::AddArchive { job, into, name } => {
                self.imports.add_archive(context, job, &into, &name, attachments)
            }
            Command::Decide { job, decision } => self.imports.decide(context, job, &decision),
            Command::Cancel { job } if self.batch.is_of(job) => {
                self.batch.cancel(context);
                Ok(())
            }
            Command::Cancel { job } => self.imports.cancel(context, job),
            Command::Configure { train } => self.training.configure(context, train),
            Command::Reject { share } => self.reject(share),
            Command::Train => {
                self.training.ask();
                Ok(())
            }
            Command::Predict { job, name: _, live } => {
                self.predictions.predict(context, job, live, attachments).await;
                Ok(())
            }
            Command::PredictPhotos { job, names: _, refused } => {
                self.batch.add_photos(context, job, attachments, refused);
                Ok(())
            }
            Command::PredictArchive { job, name } => {
                self.batch.add_archive(context, job, &name, attachments);
                Ok(())
            }
            Command::DiscardBatch => {
                self.batch.forget(context);
                Ok(())
            }
            Command::ReadBatchThumbnails { photos } => {
                self.batch.read_thumbnails(context, &photos);
                Ok(())
            }
            Command::AddBatchPhotos { job, photos } => {
                let waiting = self.batch.waiting(&photos);
                self.imports.enqueue(context, job, waiting, true)
            }
            Command::Explain { job, name: _ } => {
                context.explain(job, attachments).await;
                Ok(())
            }
            Command::CheckIntegrity => self.integrity.begin(context),
            Command::ReadThumbnails { photos } => self.read_thumbnails(&photos),
            Command::ReadPhoto { photo } => self.read_photo(photo),
            Command::CheckProject => {
                let problems = context.project.check()?;
                context.tell(Event::Checked { problems });
                Ok(())
            }
            Command::ForgetDeleted => self.tidying.forget_deleted(context),
            // The workspace carries these out.
            Command::Start { .. }
            | Command::ListProjects
            | Command::OpenProject { .. }
            | Command::CreateProject { .. }
            | Command::CloseProject
            | Command::RenameProject { .. }
            | Command::DuplicateProject { .. }
            | Command::DeleteProject { .. }
            | Command::RestoreProject { .. }
            | Command::PurgeProject { .. }
            | Command::ExportProject { .. }
            | Command::ExportPhotos { .. }
            | Command::ImportProject { .. }
            | Command::ExportBatch { .. } => Ok(()),
        }
    }

    /// Sets the share of the person's own photos that may be rejected as belonging to none of the classes.
    fn reject(&mut self, share: f32) -> Result<()> {
        let Context { settings, project, revisions, .. } = &mut self.context;
        *settings = Settings { reject: share, ..settings.clone() }.clamped();
        project.set_settings(settings)?;
        revisions.project += 1;
        let share = settings.reject;
        self.context.tell(Event::Rejecting { share });
        Ok(())
    }

    fn read_thumbnails(&self, photos: &[PhotoId]) -> Result<()> {
        let (photos, thumbnails) = self.context.project.thumbnails(photos)?.into_iter().unzip();
        (self.context.platform.post)(Event::Thumbnails { photos }, thumbnails);
        Ok(())
    }

    fn read_photo(&self, photo: PhotoId) -> Result<()> {
        let project = &self.context.project;
        let (media_type, bytes) =
            project.photo_bytes(photo)?.ok_or_else(|| Error::request(msg!("session-photo-gone")))?;
        let provenance = project.provenance(photo)?;
        (self.context.platform.post)(Event::Photo { photo, media_type, provenance }, vec![bytes]);
        Ok(())
    }
}
