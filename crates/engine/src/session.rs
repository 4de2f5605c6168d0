//! An open project: command in, event out. The only place that changes it.
//!
//! Commands are short: each is carried out at once, while everything long (importing, embedding, training) is done in
//! slices by [`Session::work`]. Between two slices the caller hands in what has come meanwhile, so that a rename, a
//! prediction or a cancel never waits for more than one batch. Natively a test drives it exactly as the page does.
//! Which project is open is the affair of [`workspace`](crate::workspace).
//!
//! Everything long is a *job*. A job owns its state. It asks nobody whether there is work for it, and nobody tells it: it
//! compares the revisions in [`context`] with those that it worked from, and says how urgent its next slice is. The most
//! urgent one goes first; see [`schedule`].
//!
//! | job | does |
//! |---|---|
//! | `import` | photos that come in, batch by batch, with progress |
//! | `features` | features of photos: from memory, from the project, from the network |
//! | `training` | when to train, on what, and what its results say |
//! | `prediction` | one photo in, an answer out, again from every classifier that follows |
//! | `batch` | many photos in, answers out, again from every classifier that follows |
//! | `data_issues` | what among the photos is worth a look |
//! | `learning_curve` | what more photos would bring, from heads trained on parts of them |
//! | `occasions` | how good answers are on photos of other occasions |
//! | `integrity` | whether the pretrained model still answers as it was published |
//! | `tidying` | what nothing can bring back is removed, and its space given back |
//!
//! | shared | what it is |
//! |---|---|
//! | `context` | the project, the model, what is known of the photos, and the revisions |
//! | `schedule` | what goes first |
//! | `model` | the pretrained model on its device, and whether the GPU or the CPU is faster here |
//! | `classifier` | the classifier that answers, kept with the project |
//! | `traits` | what photos are like, and which are nearly the same |
//! | `class_distances` | how far photos lie from the others of their class |
//! | `explanation` | which regions of a photo speak for the answer |
//! | `per_classifier` | work that each classifier gets once |
//! | `prefetch` | photos that are read ahead of their turn, several at once |
//! | `throughput` | how fast something goes |

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

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use handlens_core::config::Settings;
use handlens_core::protocol::{BatchItemId, Command, Event, PhotoId, ProjectId, Storage};
use handlens_core::{Error, Result, msg};
use handlens_store::project::Project;
use handlens_store::project_store::ImportSource;
use handlens_vision::model::embedder_pool::EmbedderPool;
use handlens_vision::photo::{PhotoSource, Provenance};

use batch::BatchJob;
use context::Context;
use data_issues::DataIssues;
use import::Imports;
use integrity::IntegrityCheck;
use learning_curve::LearningCurveJob;
use occasions::OccasionsJob;
use prediction::Predictions;
use schedule::Priority;
use tidying::Tidying;
use training::Training;

pub use model::{Assets, Engine};

/// What came beside a command, in order.
pub type Attachments = Vec<Attachment>;

/// One thing that came beside a command.
pub enum Attachment {
    /// A photo still to be read.
    Photo(Box<dyn PhotoSource>),
    /// A file that is read piece by piece, and its size in bytes.
    File(Box<dyn ImportSource>, u64),
}

/// Receives every event, with the bytes that go beside it.
pub type Post = Rc<dyn Fn(Event, Vec<Vec<u8>>)>;

/// What the program around gives.
#[derive(Clone)]
pub struct Platform {
    /// Receives every event.
    pub post: Post,
    /// Milliseconds since some start.
    pub clock: fn() -> f64,
    /// Milliseconds since 1970.
    pub date: fn() -> f64,
    /// Comes back after so many milliseconds.
    pub wait: fn(f64) -> Pin<Box<dyn Future<Output = ()>>>,
    /// A photo of this name whose bytes are at hand.
    pub photo: fn(String, Vec<u8>) -> Box<dyn PhotoSource>,
    /// Who embeds beside this thread where there is no GPU.
    pub pool: fn() -> EmbedderPool,
}

/// Which project it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectMeta {
    /// The project.
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
    data_issues: DataIssues,
    learning_curve: LearningCurveJob,
    occasions: OccasionsJob,
    integrity: IntegrityCheck,
    tidying: Tidying,
    /// The revision of what is stored that was last told to the workspace.
    told_revision: u64,
}

impl Session {
    /// A session on an open project.
    ///
    /// # Errors
    ///
    /// When the project's settings cannot be read.
    pub fn new(mut project: Project, about: ProjectMeta, host: Platform) -> Result<Self> {
        // A project that was put away in the middle of an import is not always opened anew.
        project.finish_interrupted_imports()?;
        Ok(Self {
            context: Context::new(project, about, host)?,
            imports: Imports::default(),
            training: Training::default(),
            predictions: Predictions::default(),
            batch: BatchJob::default(),
            data_issues: DataIssues::default(),
            learning_curve: LearningCurveJob::default(),
            occasions: OccasionsJob::default(),
            integrity: IntegrityCheck::default(),
            tidying: Tidying::default(),
            told_revision: 0,
        })
    }

    /// Tells what the project holds; the page can show it while the model still loads.
    ///
    /// # Errors
    ///
    /// When the project cannot be read.
    pub fn show(&mut self) -> Result<()> {
        let Context { about, project, settings, .. } = &self.context;
        self.context.tell(Event::Opened {
            project: about.id.clone(),
            name: about.name.clone(),
            classes: project.classes()?,
            photos: project.photos()?,
            settings: settings.clone(),
            storage: about.storage,
        });
        self.context.tell_journal()
    }

    /// Works with this model from now on, and takes up what was left undone.
    ///
    /// # Errors
    ///
    /// When the project cannot be read.
    pub fn employ(&mut self, engine: Engine) -> Result<()> {
        self.context.engine = Some(engine);
        self.training.take_up(&mut self.context)?;
        self.context.follow_photos()
    }

    /// Ends the session. What it was working on is taken up when the project is opened the next time.
    pub(crate) fn end(mut self) -> (Project, Option<Engine>) {
        self.training.unmark(&mut self.context);
        (self.context.project, self.context.engine)
    }

    /// The project.
    pub(crate) fn project(&self) -> &Project {
        &self.context.project
    }

    /// The model, once it is there.
    pub(crate) fn model(&self) -> Option<&Engine> {
        self.context.engine.as_ref()
    }

    /// Which project it is.
    pub(crate) fn about(&self) -> &ProjectMeta {
        &self.context.about
    }

    /// Whether the project has changed since this was last asked.
    pub(crate) fn take_changed(&mut self) -> bool {
        let now = self.context.revisions.project;
        std::mem::replace(&mut self.told_revision, now) != now
    }

    /// The name and the bytes of a photo that is tried, as the person has it; none if it is not tried any more.
    pub(crate) async fn tried_file(
        &self,
        photo: BatchItemId,
    ) -> Option<(String, Provenance, Result<Vec<u8>>)> {
        self.batch.file(photo).await
    }

    /// Gives the project another name.
    pub(crate) fn rename(&mut self, name: &str) -> Result<()> {
        let Context { project, about, revisions, .. } = &mut self.context;
        project.set_name(name)?;
        about.name = project.name()?.unwrap_or_default();
        revisions.project += 1;
        let name = about.name.clone();
        self.context.tell(Event::Renamed { name });
        Ok(())
    }

    /// Carries out one command. What fails becomes a notice; nothing is lost by it.
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

    /// Does one slice of what is under way: a batch of photos or a few epochs.
    pub async fn work(&mut self) {
        let Some(next) = self.next() else { return };
        let context = &mut self.context;
        self.learning_curve.drop_outdated(context);
        self.occasions.drop_outdated(context);
        // The futures of a training are large; they are boxed so that those around them stay small.
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

    /// The most urgent slice of all jobs; none while there is no model to work with.
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
            Command::AddPhotos { run, into, names: _, last } => {
                self.imports.add_photos(context, run, &into, attachments, last)
            }
            Command::AddArchive { run, into, name } => {
                self.imports.add_archive(context, run, &into, &name, attachments)
            }
            Command::Decide { run, decision } => self.imports.decide(context, run, &decision),
            Command::Cancel { run } if self.batch.is_of(run) => {
                self.batch.cancel(context);
                Ok(())
            }
            Command::Cancel { run } => self.imports.cancel(context, run),
            Command::Configure { train } => self.training.configure(context, train),
            Command::Reject { share } => self.reject(share),
            Command::Train => {
                self.training.ask();
                Ok(())
            }
            Command::Predict { run, name: _, live } => {
                self.predictions.predict(context, run, live, attachments).await;
                Ok(())
            }
            Command::TryPhotos { run, names: _ } => {
                self.batch.add_photos(context, run, attachments);
                Ok(())
            }
            Command::TryArchive { run, name } => {
                self.batch.add_archive(context, run, &name, attachments);
                Ok(())
            }
            Command::ForgetTried => {
                self.batch.forget(context);
                Ok(())
            }
            Command::ReadTriedThumbnails { photos } => {
                self.batch.read_thumbnails(context, &photos);
                Ok(())
            }
            Command::AddTried { run, photos } => {
                let waiting = self.batch.waiting(&photos);
                self.imports.take_in(context, run, waiting, true)
            }
            Command::Explain { run, name: _ } => {
                context.explain(run, attachments).await;
                Ok(())
            }
            Command::CompareKnowledge => self.integrity.begin(context),
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
            | Command::ExportTried { .. } => Ok(()),
        }
    }

    /// Takes another share of the person's own photos that may be taken for none of the classes.
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
        (self.context.host.post)(Event::Thumbnails { photos }, thumbnails);
        Ok(())
    }

    fn read_photo(&self, photo: PhotoId) -> Result<()> {
        let project = &self.context.project;
        let (media_type, bytes) =
            project.photo_bytes(photo)?.ok_or_else(|| Error::request(msg!("session-photo-gone")))?;
        let provenance = project.provenance(photo)?;
        (self.context.host.post)(Event::Photo { photo, media_type, provenance }, vec![bytes]);
        Ok(())
    }
}
