//! An open project: command in, events out. The only place that changes it.
//!
//! Commands are short: each is carried out at once, while everything long (importing, embedding, training) is done in
//! slices by [`Session::work`]. Between two slices the caller hands in what has come meanwhile, so that a rename, a
//! prediction or a cancel never waits for more than one batch. Natively a test drives it exactly as the page does.
//! Which project is open is the affair of [`workspace`](crate::workspace).
//!
//! | file | does |
//! |---|---|
//! | `import` | photos that come in, batch by batch, with progress |
//! | `prefetch` | photos that are read ahead of their turn, several at once |
//! | `embedding` | features of photos: from memory, from the project, from the network |
//! | `tidying` | what nothing can bring back is removed, and its space given back |
//! | `training` | when to train, on what, and what its results say |
//! | `occasions` | how good answers are on photos of other occasions |
//! | `learning_curve` | what more photos would bring, from heads trained on parts of them |
//! | `prediction` | one photo in, an answer out, again after every training |
//! | `data_issues` | what among the photos is worth a look |
//! | `class_distances` | how far photos lie from the others of their class |
//! | `benchmark` | whether the GPU or the CPU is faster here |
//! | `batch` | many photos in, answers out, again after every training |
//! | `throughput` | how fast something goes |
//! | `explanation` | which regions of a photo speak for the answer |
//! | `integrity` | whether the pretrained model still answers as it was published |

mod batch;
mod batch_size;
mod benchmark;
mod class_distances;
mod data_issues;
mod embedding;
mod explanation;
mod import;
mod integrity;
mod learning_curve;
mod occasions;
mod prediction;
mod prefetch;
mod throughput;
mod tidying;
mod training;

use std::cell::OnceCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use handlens_backbone::device::benchmark::Benchmark;
use handlens_backbone::device::{self, Faults, Ready};
use handlens_backbone::{Backbone, Embedding};
use handlens_classifier::train::HeadDevice;
use handlens_core::config::Settings;
use handlens_core::message::Message;
use handlens_core::protocol::{
    ClassId, Command, DeviceReport, Event, NoticeLevel, PhotoId, ProjectId, Storage,
};
use handlens_core::{Error, Result, msg};
use handlens_store::project::{Change, Project};
use handlens_store::project_store::ImportSource;
use handlens_vision::model::cpu::InferenceNetwork;
use handlens_vision::model::embedder_pool::EmbedderPool;
use handlens_vision::model::labels::Labels;
use handlens_vision::model::weights::Weights;
use handlens_vision::model::{Precision, self_test};
use handlens_vision::photo::PhotoSource;

use batch::BatchJob;
use batch_size::BatchSizer;
use data_issues::Looking;
use embedding::Embeddings;
use import::Imports;
use integrity::Comparison;
use learning_curve::Learning;
use occasions::Occasions;
use prediction::Asked;
use tidying::Tidying;
use training::Training;

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

/// The baked model, as it was fetched.
pub struct Assets {
    /// `efficientnet-lite0.safetensors`.
    pub weights: Weights,
    /// `imagenet-labels.json`.
    pub labels_json: String,
}

/// The model on its device.
pub struct Engine {
    weights: Weights,
    labels: Labels,
    backbone: Backbone,
    /// The same network on the CPU, for explanations where a GPU does the work; made when it is first needed.
    explainer: OnceCell<Box<InferenceNetwork>>,
    report: DeviceReport,
    /// What the device reports outside of any answer.
    faults: Faults,
    /// Photos that are embedded at a time.
    batch: BatchSizer,
    /// Where heads are trained.
    place: HeadDevice,
    means: Means,
    /// What was timed at this start.
    benchmark: Option<Benchmark>,
}

/// What an engine needs of the host: helpers, and milliseconds.
type Means = (fn() -> EmbedderPool, fn() -> f64);

/// An open project, the model, and what is under way.
pub struct Session {
    project: Project,
    about: ProjectMeta,
    settings: Settings,
    host: Platform,
    engine: Option<Engine>,
    /// Whether the project has changed since [`Session::take_changed`] was last asked.
    changed: bool,
    /// Whether the person has been told that the device is full, since it last was not.
    told_full: bool,
    imports: Imports,
    embeddings: Embeddings,
    training: Training,
    looking: Looking,
    tried: BatchJob,
    asked: Asked,
    comparison: Option<Comparison>,
    learning: Learning,
    occasions: Occasions,
    tidying: Tidying,
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
            settings: project.settings()?,
            project,
            about,
            host,
            engine: None,
            changed: false,
            told_full: false,
            imports: Imports::default(),
            embeddings: Embeddings::default(),
            training: Training::default(),
            looking: Looking::default(),
            tried: BatchJob::default(),
            asked: Asked::default(),
            comparison: None,
            learning: Learning::default(),
            occasions: Occasions::default(),
            // An earlier visit may have ended before it was done with it.
            tidying: Tidying::Due,
        })
    }

    /// Tells what the project holds; the page can show it while the model still loads.
    ///
    /// # Errors
    ///
    /// When the project cannot be read.
    pub fn show(&mut self) -> Result<()> {
        let event = Event::Opened {
            project: self.about.id.clone(),
            name: self.about.name.clone(),
            classes: self.project.classes()?,
            photos: self.project.photos()?,
            settings: self.settings.clone(),
            storage: self.about.storage,
        };
        self.tell(event);
        self.tell_journal()
    }

    /// Works with this model from now on, and takes up what was left undone.
    ///
    /// # Errors
    ///
    /// When the project cannot be read.
    pub fn employ(&mut self, engine: Engine) -> Result<()> {
        self.engine = Some(engine);
        let current = self.restore_head()?;
        self.hold_unfinished_training()?;
        self.look_for_work()?;
        self.looking.set_due();
        if !current || self.embeddings.has_backlog() {
            self.training.set_due();
        }
        Ok(())
    }

    /// Ends the session. What it was working on is taken up when the project is opened the next time.
    pub(crate) fn end(mut self) -> (Project, Option<Engine>) {
        self.unmark_training();
        (self.project, self.engine)
    }

    /// The project.
    pub(crate) fn project(&self) -> &Project {
        &self.project
    }

    /// The model, once it is there.
    pub(crate) fn model(&self) -> Option<&Engine> {
        self.engine.as_ref()
    }

    /// Which project it is.
    pub(crate) fn about(&self) -> &ProjectMeta {
        &self.about
    }

    /// Whether the project has changed since this was last asked.
    pub(crate) fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    /// Gives the project another name.
    pub(crate) fn rename(&mut self, name: &str) -> Result<()> {
        self.project.set_name(name)?;
        self.about.name = self.project.name()?.unwrap_or_default();
        self.changed = true;
        let name = self.about.name.clone();
        self.tell(Event::Renamed { name });
        Ok(())
    }

    /// Carries out one command. What fails becomes a notice; nothing is lost by it.
    pub async fn handle(&mut self, command: Command, attachments: Attachments) {
        if let Err(error) = self.carry_out(command, attachments).await {
            self.refuse(&error);
        }
    }

    /// Whether [`Session::work`] has something to do.
    pub fn has_work(&self) -> bool {
        self.engine.is_some()
            && (self.imports.has_work()
                || self.embeddings.has_backlog()
                || self.tried.has_waiting()
                || self.asked.has_outdated()
                || self.tried.has_outdated()
                || self.training.is_running()
                || self.training.is_due()
                || self.looking.has_work()
                || self.comparison.is_some()
                || self.augmentation_is_due()
                || self.learning.has_work()
                || self.occasions.has_work()
                || self.tidying != Tidying::No)
    }

    /// Does one slice of what is under way: a batch of photos or a few epochs.
    pub async fn work(&mut self) {
        let outcome = match self.next_slice() {
            // The training's future is large; it is boxed so that those around it stay small.
            Some(Slice::Train) => Box::pin(self.train_slice()).await,
            Some(Slice::Recall) => self.recall_slice(),
            Some(Slice::Compare) => self.compare_slice().await,
            Some(Slice::Import) => self.import_slice().await,
            Some(Slice::Embed) => self.embed_slice().await,
            Some(Slice::Look) => self.look_slice(),
            Some(Slice::AnswerAgain) if self.asked.has_outdated() => self.answer_asked_again(),
            Some(Slice::AnswerAgain) => self.answer_again_slice(),
            Some(Slice::Try) => Box::pin(self.try_slice()).await,
            Some(Slice::Augment) => self.augment_slice().await,
            Some(Slice::JudgeOccasions) => Box::pin(self.judge_occasions_slice()).await,
            Some(Slice::Learn) => Box::pin(self.learn_slice()).await,
            Some(Slice::Tidy) => {
                self.tidy_slice();
                Ok(())
            }
            None => Ok(()),
        };
        match self.trusted(outcome) {
            Ok(()) => {}
            Err(error) if error.is_device() => self.leave_gpu(&error),
            Err(error) => {
                self.embeddings.give_up();
                self.fail(&error);
            }
        }
    }

    /// What comes next. A training that runs goes first: it is short, and what it gives is waited for.
    fn next_slice(&self) -> Option<Slice> {
        self.engine.as_ref()?;
        if self.tidying == Tidying::Asked {
            return Some(Slice::Tidy);
        }
        let busy = self.imports.has_work() || self.embeddings.has_backlog();
        let training_is_next =
            self.training.is_due() && (!busy || self.training.is_overdue((self.host.clock)()));
        if self.training.is_running() || training_is_next {
            let recalls = !self.training.is_running() && self.embeddings.has_unread();
            Some(if recalls { Slice::Recall } else { Slice::Train })
        } else if self.comparison.is_some() {
            // A few seconds at most, and somebody waits for them.
            Some(Slice::Compare)
        } else if self.asked.has_outdated() {
            // Somebody may be looking at them, and each takes a few milliseconds.
            Some(if self.embeddings.has_unread() { Slice::Recall } else { Slice::AnswerAgain })
        } else if self.imports.has_work() {
            Some(Slice::Import)
        } else if self.embeddings.has_backlog() {
            Some(Slice::Embed)
        } else if self.tried.has_outdated() || self.looking.has_work() || self.tried.has_waiting() {
            // What is short goes first.
            let next = match (self.tried.has_outdated(), self.looking.has_work()) {
                (true, _) => Slice::AnswerAgain,
                (false, true) => Slice::Look,
                (false, false) => Slice::Try,
            };
            // How unlike the person's photos one is can only be told from all of them.
            let recalls = self.embeddings.has_unread() && !matches!(next, Slice::Look);
            Some(if recalls { Slice::Recall } else { next })
        } else if self.augmentation_is_due() {
            Some(Slice::Augment)
        } else if (self.occasions.is_due() || self.learning.is_due()) && self.embeddings.has_unread() {
            Some(Slice::Recall)
        } else if self.occasions.has_work() {
            Some(Slice::JudgeOccasions)
        } else if self.learning.has_work() {
            Some(Slice::Learn)
        } else {
            (self.tidying != Tidying::No).then_some(Slice::Tidy)
        }
    }

    /// Another head answers from now on, or none.
    fn ask_all_again(&mut self) {
        self.asked.ask_all_again();
        self.tried.ask_all_again();
    }

    async fn carry_out(&mut self, command: Command, attachments: Attachments) -> Result<()> {
        self.end_unended_imports();
        match command {
            Command::CreateClass { name } => self.change(|project| project.create_class(&name)),
            Command::RenameClass { class, name } => self.change(|project| project.rename_class(class, &name)),
            Command::MergeClasses { from, into } => self.change(|project| project.merge_classes(from, into)),
            Command::DeleteClass { class } => self.change(|project| project.delete_class(class)),
            Command::MovePhotos { photos, class } => {
                self.change(|project| project.move_photos(&photos, class))
            }
            Command::DeletePhotos { photos } => self.change(|project| project.delete_photos(&photos)),
            Command::Keep { problem, photos, keep } => self.keep(problem, &photos, keep),
            Command::Undo => self.change(|project| Ok(project.undo()?.unwrap_or_default())),
            Command::Redo => self.change(|project| Ok(project.redo()?.unwrap_or_default())),
            Command::AddPhotos { run, into, names: _, last } => {
                self.add_photos(run, &into, attachments, last)
            }
            Command::AddArchive { run, into, name } => self.add_archive(run, &into, &name, attachments),
            Command::Decide { run, decision } => self.decide(run, &decision),
            Command::Cancel { run } if self.tried.is_of(run) => {
                self.cancel_tried();
                Ok(())
            }
            Command::Cancel { run } => self.cancel(run),
            Command::Configure { train } => self.configure(train),
            Command::Reject { share } => self.reject(share),
            Command::Train => {
                self.train();
                Ok(())
            }
            Command::Predict { run, name: _, live } => {
                self.predict(run, live, attachments).await;
                Ok(())
            }
            Command::TryPhotos { run, names: _ } => {
                self.try_photos(run, attachments);
                Ok(())
            }
            Command::TryArchive { run, name } => {
                self.try_archive(run, &name, attachments);
                Ok(())
            }
            Command::ForgetTried => {
                self.forget_tried();
                Ok(())
            }
            Command::ReadTriedThumbnails { photos } => {
                self.read_tried_thumbnails(&photos);
                Ok(())
            }
            Command::AddTried { run, photos } => self.add_tried(run, &photos),
            Command::Explain { run, name: _ } => {
                self.explain(run, attachments).await;
                Ok(())
            }
            Command::CompareKnowledge => self.compare_knowledge(),
            Command::ReadThumbnails { photos } => self.read_thumbnails(&photos),
            Command::ReadPhoto { photo } => self.read_photo(photo),
            Command::CheckProject => {
                let problems = self.project.check()?;
                self.tell(Event::Checked { problems });
                Ok(())
            }
            Command::ForgetDeleted => self.forget_deleted(),
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

    /// Makes a change and tells what it did.
    fn change(&mut self, make: impl FnOnce(&mut Project) -> handlens_store::Result<Change>) -> Result<()> {
        let change = make(&mut self.project)?;
        self.changed = true;
        self.tidying.set_due();
        self.tell_change(&change)?;
        self.tell_journal()?;
        // A new name or an empty class is nothing to learn from.
        if !change.photos.is_empty() {
            self.looking.set_due();
            self.training.restart();
            self.take_up()?;
        }
        Ok(())
    }

    /// Tells what a change did: classes first, so that no photo appears in a class that the page does not know.
    fn tell_change(&mut self, change: &Change) -> Result<()> {
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
            // Without thumbnails: there may be thousands, of which the page shows dozens, and asks for those.
            self.tell(Event::PhotosAdded { run: None, photos });
        }
        if !moved.is_empty() {
            self.tell(Event::PhotosMoved { photos: moved });
        }
        if !removed.is_empty() {
            self.tell(Event::PhotosRemoved { photos: removed });
        }
        Ok(())
    }

    fn read_thumbnails(&mut self, photos: &[PhotoId]) -> Result<()> {
        let (photos, thumbnails) = self.project.thumbnails(photos)?.into_iter().unzip();
        (self.host.post)(Event::Thumbnails { photos }, thumbnails);
        Ok(())
    }

    fn read_photo(&mut self, photo: PhotoId) -> Result<()> {
        let (media_type, bytes) =
            self.project.photo_bytes(photo)?.ok_or_else(|| Error::request(msg!("session-photo-gone")))?;
        let provenance = self.project.provenance(photo)?;
        (self.host.post)(Event::Photo { photo, media_type, provenance }, vec![bytes]);
        Ok(())
    }

    /// The work moves to the CPU and goes on there; what the GPU failed at is done again.
    fn leave_gpu(&mut self, cause: &Error) {
        let Some(engine) = self.engine.take_if(|engine| engine.report.gpu) else {
            self.embeddings.give_up();
            self.fail(cause);
            return;
        };
        match engine.on_cpu(msg!("session-gpu-failed")).map(Engine::with_help) {
            Ok(engine) => {
                self.tell(Event::Ready { device: engine.report.clone() });
                self.engine = Some(engine);
                self.training.restart();
                // Its heads were trained on the GPU; the training that follows asks for it again.
                self.learning.set_due(false);
                self.occasions.set_due(false);
                self.restart_comparison();
                if let Err(error) = self.take_up() {
                    self.fail(&error);
                }
            }
            Err(error) => self.fail(&error),
        }
    }

    /// The outcome of a slice, unless the device in use has reported a fault meanwhile.
    fn trusted<T>(&self, outcome: Result<T>) -> Result<T> {
        match &self.engine {
            Some(engine) => engine.trusted(outcome),
            None => outcome,
        }
    }

    fn engine(&self) -> Result<&Engine> {
        self.engine.as_ref().ok_or_else(|| Error::request(msg!("session-model-loading")))
    }

    fn tell(&mut self, event: Event) {
        (self.host.post)(event, Vec::new());
    }

    fn tell_classes(&mut self) -> Result<()> {
        let classes = self.project.classes()?;
        self.tell(Event::ClassesChanged { classes });
        Ok(())
    }

    fn tell_journal(&mut self) -> Result<()> {
        let (undo, redo) = self.project.journal()?;
        self.tell(Event::JournalChanged { undo, redo });
        Ok(())
    }

    fn refuse(&mut self, error: &Error) {
        self.notice(NoticeLevel::Refused, error);
    }

    fn fail(&mut self, error: &Error) {
        self.notice(NoticeLevel::Failure, error);
    }

    fn notice(&mut self, level: NoticeLevel, error: &Error) {
        self.tell(Event::Notice { run: None, level, photo: None, message: error.message().clone() });
    }
}

/// One kind of work.
enum Slice {
    Train,
    Recall,
    Compare,
    Import,
    Embed,
    Look,
    AnswerAgain,
    Try,
    Augment,
    JudgeOccasions,
    Learn,
    Tidy,
}

impl Engine {
    /// Puts the model on a device and checks that it computes rightly there; on the CPU where a GPU does not. `break_parity`
    /// makes the check of a GPU fail.
    ///
    /// # Errors
    ///
    /// When the model is damaged, or even the CPU computes it wrongly.
    pub async fn start(assets: Assets, ready: Ready, break_parity: bool, host: &Platform) -> Result<Self> {
        let weights = assets.weights;
        let labels = Labels::parse(&assets.labels_json)?;
        let (gpu, cpu_threads) = (ready.report.gpu, ready.cpu_threads);
        let mut engine = Self::new(weights, labels, ready, (host.pool, host.clock))?;
        let mut checked = engine.check(break_parity && gpu).await;
        if checked.is_err() && engine.backbone.precision() == Precision::F16 {
            // These numbers were right at an earlier start, with an older driver perhaps.
            engine.backbone = Backbone::load(&engine.weights, engine.backbone.device(), Precision::F32)?;
            checked = engine.check(break_parity).await;
        }
        match checked {
            Err(error) if gpu => {
                let engine = engine.on_cpu(error.message().clone())?;
                engine.check(false).await?;
                Ok(engine)
            }
            Err(error) => Err(error),
            Ok(()) => match cpu_threads {
                Some(threads) => engine.tried(threads).await,
                None => Ok(engine),
            },
        }
    }

    /// What does the work, and why.
    pub(crate) fn report(&self) -> &DeviceReport {
        &self.report
    }

    /// What was timed at this start, to be remembered.
    pub(crate) fn benchmark(&self) -> Option<&Benchmark> {
        self.benchmark.as_ref()
    }

    fn new(weights: Weights, labels: Labels, ready: Ready, (pool, clock): Means) -> Result<Self> {
        let backbone = Backbone::load(&weights, &ready.device, ready.precision)?;
        let batch =
            if ready.report.gpu { BatchSizer::on_gpu() } else { BatchSizer::on_threads(backbone.threads()) };
        let (place, faults) = (HeadDevice::new(ready.device, clock), ready.faults);
        let (report, means, explainer) = (ready.report, (pool, clock), OnceCell::new());
        Ok(Self {
            weights,
            labels,
            backbone,
            explainer,
            report,
            faults,
            batch,
            place,
            means,
            benchmark: None,
        })
    }

    /// Has the other cores help from now on, where the CPU does the work.
    #[must_use]
    pub(crate) fn with_help(mut self) -> Self {
        if !self.report.gpu {
            let (pool, _) = self.means;
            self.backbone = self.backbone.with_pool(pool());
            self.batch = BatchSizer::on_threads(self.backbone.threads());
        }
        self
    }

    fn on_cpu(self, reason: Message) -> Result<Self> {
        Self::new(self.weights, self.labels, device::cpu(reason), self.means)
    }

    /// Features of a batch, with everybody's help.
    async fn features(&self, views: &[Vec<f32>]) -> Result<Vec<Vec<f32>>> {
        self.backbone.prepare_pool(&self.weights);
        self.trusted(self.backbone.features(views).await)
    }

    /// The same with what the pretrained head says.
    async fn embed(&self, views: &[Vec<f32>]) -> Result<Vec<Embedding>> {
        self.backbone.prepare_pool(&self.weights);
        self.trusted(self.backbone.embed(views).await)
    }

    /// The network on the CPU, which can give its last activations.
    fn explainer(&self) -> Result<&InferenceNetwork> {
        if let Some(network) = self.backbone.on_cpu().or_else(|| self.explainer.get().map(Box::as_ref)) {
            return Ok(network);
        }
        let network = Box::new(InferenceNetwork::load(&self.weights)?);
        Ok(self.explainer.get_or_init(|| network))
    }

    /// The start-up check. `broken` makes it see a wrong answer.
    async fn check(&self, broken: bool) -> Result<()> {
        if broken {
            return self_test::check(&[], Precision::F32);
        }
        self.backbone.check().await?;
        self.faults
            .take()
            .map_or(Ok(()), |fault| Err(Error::device(msg!("session-gpu-fault-at-start")).with_detail(fault)))
    }

    /// What was computed, unless the GPU has reported a fault meanwhile: then it may be anything.
    fn trusted<T>(&self, outcome: Result<T>) -> Result<T> {
        self.faults.take().map_or(outcome, |fault| Err(gpu_fault(fault)))
    }
}

/// The sentence for an error that the GPU reported.
fn gpu_fault(fault: String) -> Error {
    Error::device(msg!("session-gpu-fault")).with_detail(fault)
}
