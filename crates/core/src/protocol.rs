//! What the page and the worker say to each other: [`Command`]s are wishes, [`Event`]s are facts.
//!
//! Plain serde data without bytes. Bytes (files, thumbnails) travel beside the message as an ordered list of
//! attachments; each message says how many it has and what they are.

mod answers;
mod findings;
pub mod provenance;
mod results;

use serde::{Deserialize, Serialize};

pub use answers::{BatchAnswer, Explained, Explanation, Prediction, Subject};
pub use findings::{Finding, Findings, Problem};
pub use provenance::{Place, Provenance, Taken, TimeSource};
pub use results::{Calibration, ComparedPhoto, HeldOut, Knowledge, OtherOccasions, TrainReport, Unknown};

use crate::config::{Settings, TrainConfig};
use crate::labelling::{Decision, Overview};
use crate::message::Message;
use crate::metrics::learning_curve::LearningCurve;

/// One run of something long (an import, a prediction). The page chooses it; it never repeats within a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct JobId(pub u32);

/// A class of the project, for as long as the project lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ClassId(pub u32);

/// A photo of the project, for as long as the project lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PhotoId(pub u32);

/// One of many photos that are tried at once, for as long as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BatchItemId(pub u32);

/// A project of this device, for as long as it exists. Safe as the name of a folder and in an address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ProjectId(pub String);

/// From the page to the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// The first command, answered by [`Event::Projects`], by [`Event::Opened`] where a project is opened, and by
    /// [`Event::Ready`] once the model is loaded.
    Start {
        /// The device that the person asked for, if any.
        device: DevicePreference,
        /// Makes the start-up check of the GPU see a wrong answer, so that the fall-back can be tested.
        break_parity: bool,
        /// The project to open. Without one, a first project is made where there is nothing to choose from.
        project: Option<ProjectId>,
        /// How a project is called that nobody has named, such as the first one. As for [`Command::RenameProject`].
        unnamed: String,
        /// Whether it was the person who ended the program the last time: then a training that never ended may begin again.
        left_training: bool,
    },
    /// Asks for [`Event::Projects`].
    ListProjects,
    /// Opens a project, and closes the one that was open. Answered by [`Event::Opened`], or by
    /// [`Event::ProjectInUse`].
    OpenProject {
        /// The project.
        project: ProjectId,
        /// Takes it from another tab that has it open.
        take_over: bool,
    },
    /// Makes an empty project and opens it.
    CreateProject {
        /// As for [`Command::RenameProject`].
        name: String,
    },
    /// Closes the open project; answered by [`Event::Closed`].
    CloseProject,
    /// Gives a project another name.
    RenameProject {
        /// The project, open or not.
        project: ProjectId,
        /// Not empty; trimmed. Two projects may have the same.
        name: String,
    },
    /// Makes a copy of a project, without its journal. Ends with [`Event::TransferEnded`].
    DuplicateProject {
        /// The copying.
        run: JobId,
        /// The project, open or not.
        project: ProjectId,
        /// What the copy is called, as for [`Command::RenameProject`].
        name: String,
    },
    /// Deletes a project. It can be restored for some days.
    DeleteProject {
        /// The project; it is closed if it is open.
        project: ProjectId,
    },
    /// Takes back that a project was deleted.
    RestoreProject {
        /// The project.
        project: ProjectId,
    },
    /// Removes a deleted project from the device at once.
    PurgeProject {
        /// The project.
        project: ProjectId,
    },
    /// Makes a `.handlens` file of a project. Ends with [`Event::TransferEnded`].
    ExportProject {
        /// The export.
        run: JobId,
        /// The project, open or not.
        project: ProjectId,
    },
    /// Makes a zip of a project's photos, with a folder for each class. Ends with [`Event::TransferEnded`].
    ExportPhotos {
        /// The export.
        run: JobId,
        /// The project, open or not.
        project: ProjectId,
    },
    /// Makes a project of a `.handlens` file: one attachment. Ends with [`Event::TransferEnded`].
    ImportProject {
        /// The import.
        run: JobId,
        /// The file's name.
        name: String,
    },
    /// Adds the photos of a zip or of a Teachable Machine project (`.tm`) to the open project: one attachment. From
    /// then on it is an import like that of [`Command::AddPhotos`]; where it is not obvious which folders are the classes,
    /// [`Event::Undecided`] comes first.
    AddArchive {
        /// The import.
        run: JobId,
        /// Where photos go that have no label; the others go to the class that their folders name.
        into: Placement,
        /// The file's name.
        name: String,
    },
    /// Answers [`Event::Undecided`]: from then on the import goes on. [`Command::Cancel`] drops it.
    Decide {
        /// The import.
        run: JobId,
        /// What to make of the folders.
        decision: Decision,
    },
    /// Looks through the whole open project for damage; answered by [`Event::Checked`].
    CheckProject,
    /// Forgets what can be undone, and removes deleted photos of the open project from the device at once; answered by
    /// [`Event::DeletedForgotten`].
    ForgetDeleted,
    /// Adds an empty class.
    CreateClass {
        /// Not empty; trimmed; another class of the same name is an error.
        name: String,
    },
    /// Gives a class another name.
    RenameClass {
        /// The class.
        class: ClassId,
        /// As for [`Command::CreateClass`].
        name: String,
    },
    /// Moves all photos of `from` to `into`, and deletes `from`.
    MergeClasses {
        /// The class that ends.
        from: ClassId,
        /// The class that stays.
        into: ClassId,
    },
    /// Deletes a class with its photos.
    DeleteClass {
        /// The class.
        class: ClassId,
    },
    /// Adds photos: one attachment (a `File`, `Blob` or `ImageBitmap`) for each name, in order.
    ///
    /// A large drop comes as several such commands of one run; `last` ends it.
    AddPhotos {
        /// The run that these photos belong to.
        run: JobId,
        /// Where they go.
        into: Placement,
        /// File names, one for each attachment, with the names of the folders above them, separated by `/`.
        names: Vec<String>,
        /// Whether the run is complete with this command.
        last: bool,
    },
    /// Moves photos to another class.
    MovePhotos {
        /// The photos.
        photos: Vec<PhotoId>,
        /// Where they go.
        class: ClassId,
    },
    /// Deletes photos.
    DeletePhotos {
        /// The photos.
        photos: Vec<PhotoId>,
    },
    /// Keeps photos as they are, whatever was told of them: it is not told again. Or lets it be told again.
    Keep {
        /// What was told.
        problem: Problem,
        /// The photos.
        photos: Vec<PhotoId>,
        /// Whether they are kept.
        keep: bool,
    },
    /// Takes the last change back.
    Undo,
    /// Makes the last change that was taken back again.
    Redo,
    /// Ends a run. An import takes back what it had added, a transfer what it had written.
    Cancel {
        /// The run.
        run: JobId,
    },
    /// Replaces the training settings; training starts again by itself.
    Configure {
        /// The new settings, checked against their ranges.
        train: TrainConfig,
    },
    /// Sets which share of the person's own photos may be taken for none of the classes. Nothing is trained again.
    Reject {
        /// See [`Settings::reject`].
        share: f32,
    },
    /// Trains again with the settings as they are.
    Train,
    /// Asks what one photo shows: one attachment (a `File`, `Blob` or `ImageBitmap`).
    Predict {
        /// Named again in [`Event::Predicted`] or [`Event::PredictionFailed`].
        run: JobId,
        /// File name, for messages.
        name: String,
        /// A frame of the live webcam: a newer one replaces an older one that still waits.
        live: bool,
    },
    /// Asks what many photos show: one attachment (a `File`) for each name, in order. They join those that are tried
    /// already; each gets its place by [`Event::TriedFound`], and its answer by [`Event::TriedAnswered`] or
    /// [`Event::TriedRefused`].
    TryPhotos {
        /// To cancel it by: those that have no answer then get none.
        run: JobId,
        /// File names, which may name folders, separated by `/`.
        names: Vec<String>,
    },
    /// The same for the photos of a zip or of a Teachable Machine project (`.tm`): one attachment.
    TryArchive {
        /// As for [`Command::TryPhotos`].
        run: JobId,
        /// The file's name.
        name: String,
    },
    /// Forgets all photos that are tried.
    ForgetTried,
    /// Asks for thumbnails of photos that are tried, answered by [`Event::TriedThumbnails`].
    ReadTriedThumbnails {
        /// The photos.
        photos: Vec<BatchItemId>,
    },
    /// Adds photos that are tried to the project; an import like that of [`Command::AddPhotos`], whose
    /// [`Event::TriedAdded`] tell which photo became which.
    AddTried {
        /// The import.
        run: JobId,
        /// The photos, each with its class.
        photos: Vec<(BatchItemId, ClassId)>,
    },
    /// Makes a zip of photos that are tried, as the person has them, in folders. Ends with [`Event::TransferEnded`].
    ExportTried {
        /// The export.
        run: JobId,
        /// What the file is to be called, without its ending.
        name: String,
        /// The photos, each with its folder.
        photos: Vec<(BatchItemId, String)>,
    },
    /// Asks which regions of a photo speak for its classes: one attachment, as for [`Command::Predict`].
    Explain {
        /// Named again in [`Event::Explained`] or [`Event::ExplanationFailed`].
        run: JobId,
        /// File name, for messages.
        name: String,
    },
    /// Asks whether the pretrained model still answers as it was published, on photos of the project. Answered by
    /// [`Event::KnowledgeCompared`], photo by photo.
    CompareKnowledge,
    /// Asks for thumbnails, answered by [`Event::Thumbnails`].
    ReadThumbnails {
        /// The photos.
        photos: Vec<PhotoId>,
    },
    /// Asks for a photo as it is stored, answered by [`Event::Photo`].
    ReadPhoto {
        /// The photo.
        photo: PhotoId,
    },
}

/// Where new photos go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Placement {
    /// To this class.
    Class(ClassId),
    /// To the class of this name (matched without regard to case), created if there is none.
    Named(String),
}

/// Which device the person asked for (`?device=gpu`, `?device=cpu`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DevicePreference {
    /// A hardware GPU where there is one, otherwise the CPU.
    #[default]
    Best,
    /// Any WebGPU adapter, a software one too.
    Gpu,
    /// The CPU.
    Cpu,
}

/// From the worker to the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The worker's program runs and takes commands. Commands sent before are lost.
    Started,
    /// A part of what the worker loads has grown.
    Loading {
        /// What is loading.
        part: LoadPart,
        /// Bytes so far.
        loaded_bytes: u64,
        /// Bytes in all, where the server told.
        total_bytes: Option<u64>,
    },
    /// The model is loaded and a device does the work. Sent again when another device takes over.
    Ready {
        /// The device.
        device: DeviceReport,
    },
    /// The projects of this device, most recently changed first, deleted ones included.
    Projects {
        /// All projects.
        projects: Vec<ProjectInfo>,
        /// Where they are kept.
        storage: Storage,
    },
    /// A project could not be opened, because another tab has it open.
    ProjectInUse {
        /// The project.
        project: ProjectId,
    },
    /// Another tab took the open project over; it is closed here.
    ProjectTaken {
        /// The project.
        project: ProjectId,
    },
    /// No project is open any more.
    Closed,
    /// The open project has another name.
    Renamed {
        /// Its name.
        name: String,
    },
    /// How far a transfer is.
    TransferProgress {
        /// The transfer.
        run: JobId,
        /// Parts done (photos, or megabytes of a file).
        done: u32,
        /// Parts in all.
        total: u32,
    },
    /// A transfer is over.
    TransferEnded {
        /// The transfer.
        run: JobId,
        /// What came of it.
        outcome: TransferOutcome,
    },
    /// What [`Command::CheckProject`] found: a sentence for each damage, none if the project is sound.
    Checked {
        /// The sentences.
        problems: Vec<Message>,
    },
    /// What [`Command::ForgetDeleted`] came to.
    DeletedForgotten {
        /// One sentence, where photos or their space are still there.
        problem: Option<Message>,
    },
    /// The whole project as it stands; thumbnails are asked for by [`Command::ReadThumbnails`].
    Opened {
        /// The project.
        project: ProjectId,
        /// Its name.
        name: String,
        /// All classes, in order.
        classes: Vec<ClassInfo>,
        /// All photos, in the order in which they came.
        photos: Vec<PhotoInfo>,
        /// The settings of the project.
        settings: Settings,
        /// Where the project is kept.
        storage: Storage,
    },
    /// The classes changed: all of them, in order.
    ClassesChanged {
        /// All classes.
        classes: Vec<ClassInfo>,
    },
    /// Photos are stored. Attachments: one JPEG thumbnail for each, in order; none when a change was taken back.
    PhotosAdded {
        /// The import that brought them; none when a change was taken back.
        run: Option<JobId>,
        /// The photos.
        photos: Vec<PhotoInfo>,
    },
    /// Photos moved to another class.
    PhotosMoved {
        /// Each photo with its new class.
        photos: Vec<(PhotoId, ClassId)>,
    },
    /// Photos are no longer in the project (until an undo).
    PhotosRemoved {
        /// The photos.
        photos: Vec<PhotoId>,
    },
    /// What can be undone and redone now: the change's description, such as "Delete 3 photos".
    JournalChanged {
        /// What [`Command::Undo`] would take back.
        undo: Option<Message>,
        /// What [`Command::Redo`] would make again.
        redo: Option<Message>,
    },
    /// Which folders of an archive are the classes is not obvious; answered by [`Command::Decide`].
    Undecided {
        /// The import.
        run: JobId,
        /// What was found.
        overview: Overview,
    },
    /// How far an import is. Photos are counted when they are stored *and* embedded.
    Progress {
        /// The import.
        run: JobId,
        /// Photos done, refused ones included.
        done: u32,
        /// Photos known so far.
        total: u32,
        /// Photos per second, over the last few seconds; zero while unknown.
        photos_per_second: f32,
        /// Seconds left at that rate, once known.
        seconds_left: Option<f32>,
    },
    /// An import ended.
    ImportFinished {
        /// The import.
        run: JobId,
        /// What became of its photos.
        summary: ImportSummary,
    },
    /// Something to tell about one photo or the whole: a sentence.
    Notice {
        /// The run it belongs to, if any.
        run: Option<JobId>,
        /// How it is meant.
        level: NoticeLevel,
        /// File name, where it is about one photo; the sentence then goes on from it ("… is not an image").
        photo: Option<String>,
        /// The sentence.
        message: Message,
    },
    /// The settings as they are now.
    Configured {
        /// The training settings.
        train: TrainConfig,
    },
    /// Which share of the person's own photos may be taken for none of the classes.
    Rejecting {
        /// See [`Settings::reject`].
        share: f32,
    },
    /// Views of photos are being embedded in the background, to train on later.
    Augmenting {
        /// Views done.
        done: u32,
        /// Views in all; equal to `done` when finished.
        total: u32,
    },
    /// No training starts by itself, because the last one never ended: it waits for [`Command::Train`] or
    /// [`Command::Configure`].
    TrainingHeld,
    /// A training began.
    TrainingStarted {
        /// Photos it trains on.
        photos: u32,
        /// Samples: photos and their augmented views.
        samples: u32,
        /// Epochs at most.
        epochs: u32,
    },
    /// A point of the training's curves.
    TrainingProgress {
        /// Epochs done.
        epoch: u32,
        /// Mean cross-entropy of the deployed head on its training samples, in nats.
        loss: f32,
        /// Share (0 to 1) of photos that the cross-validation twins, none of which saw them, call right.
        held_out_accuracy: Option<f32>,
    },
    /// A training ended, and its head answers from now on.
    Trained {
        /// What it reached.
        report: TrainReport,
    },
    /// What more photos would bring, told some time after [`Event::Trained`] and from then on with it.
    LearningCurve {
        /// Without points where there are too few photos for a curve.
        curve: LearningCurve,
    },
    /// How good answers are on photos of other occasions, told some time after [`Event::Trained`].
    OtherOccasions {
        /// Without occasions where nothing tells them apart.
        judged: OtherOccasions,
    },
    /// There is no head any more: fewer than two classes have photos.
    Untrained,
    /// What among the photos is worth a look.
    Found {
        /// All of it, in place of what was told before.
        findings: Findings,
    },
    /// The answer for one photo; it comes again after another training, but for a frame of the webcam.
    Predicted {
        /// The run of [`Command::Predict`].
        run: JobId,
        /// The answer.
        prediction: Prediction,
    },
    /// A photo that was answered for, for browsers that cannot show its file. Attachment: a JPEG.
    Pictured {
        /// The run of [`Command::Predict`].
        run: JobId,
    },
    /// One photo could not be predicted.
    PredictionFailed {
        /// The run of [`Command::Predict`].
        run: JobId,
        /// One sentence.
        message: Message,
    },
    /// Photos that are to be tried have been found, and have their places.
    TriedFound {
        /// Each one's place, higher than any before, and its name.
        photos: Vec<(BatchItemId, String)>,
    },
    /// How far the photos that are tried are.
    TriedProgress {
        /// Photos with an answer or a sentence why there is none.
        done: u32,
        /// Photos in all.
        total: u32,
        /// As for [`Event::Progress`].
        photos_per_second: f32,
        /// As for [`Event::Progress`].
        seconds_left: Option<f32>,
    },
    /// Answers for photos that are tried; each comes again after another training.
    TriedAnswered {
        /// Each photo's answer.
        photos: Vec<(BatchItemId, BatchAnswer)>,
    },
    /// One of them cannot be tried.
    TriedRefused {
        /// The photo.
        photo: BatchItemId,
        /// One sentence; it goes on from the file's name.
        message: Message,
    },
    /// The person cancelled: photos without an answer are not tried any more.
    TriedCancelled,
    /// Photos that were tried are in the project now.
    TriedAdded {
        /// Each one's place, and the photo that it became or that was there already.
        photos: Vec<(BatchItemId, PhotoId)>,
    },
    /// Attachments: one JPEG thumbnail for each photo, in order. Photos that are not tried any more are left out.
    TriedThumbnails {
        /// The photos.
        photos: Vec<BatchItemId>,
    },
    /// Which regions of a photo speak for its classes.
    Explained {
        /// The run of [`Command::Explain`].
        run: JobId,
        /// The regions.
        explanation: Explanation,
    },
    /// An answer could not be explained.
    ExplanationFailed {
        /// The run of [`Command::Explain`].
        run: JobId,
        /// One sentence.
        message: Message,
    },
    /// How far the comparison of [`Command::CompareKnowledge`] is, and what it has found.
    KnowledgeCompared {
        /// What is known so far.
        knowledge: Knowledge,
        /// The photos that were compared since the last such event.
        photos: Vec<ComparedPhoto>,
    },
    /// Attachments: one JPEG thumbnail for each photo, in order. Photos that no longer exist are left out.
    Thumbnails {
        /// The photos.
        photos: Vec<PhotoId>,
    },
    /// Attachment: the photo as it is stored.
    Photo {
        /// The photo.
        photo: PhotoId,
        /// Its MIME type, such as `image/jpeg`.
        media_type: String,
        /// Where it comes from.
        provenance: Provenance,
    },
    /// The worker cannot go on: what happened and what to do. The page starts a new one.
    Died {
        /// One sentence.
        message: Message,
    },
}

/// What the worker loads before it can work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LoadPart {
    /// The worker's own program.
    Program,
    /// The pretrained model's weights.
    Model,
}

/// What does the work, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceReport {
    /// Whether a WebGPU adapter does the work.
    pub gpu: bool,
    /// The adapter's name, or "CPU".
    pub name: String,
    /// One sentence why it is not the GPU; empty where it is.
    pub reason: Message,
}

/// Where projects are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Storage {
    /// On the device: they survive a reload.
    Device,
    /// In memory: they end with the tab.
    Memory,
}

/// A project as the start screen shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProjectInfo {
    /// The project.
    pub id: ProjectId,
    /// Its name; empty where another tab has it open and it is not known.
    pub name: String,
    /// Classes.
    pub classes: u32,
    /// Photos.
    pub photos: u32,
    /// Size on the device, in bytes.
    pub bytes: u64,
    /// When it was last changed, in milliseconds since 1970.
    pub changed_ms: f64,
    /// When it was deleted, in milliseconds since 1970; it can still be restored.
    pub deleted_ms: Option<f64>,
    /// Whether a tab has it open, this one or another.
    pub in_use: bool,
}

/// What came of a transfer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum TransferOutcome {
    /// A project that can be opened.
    Project {
        /// The project.
        project: ProjectId,
    },
    /// A file to be saved.
    File {
        /// What it is to be called.
        name: String,
        /// Where it lies in the origin's private file system, folders separated by `/`. Without one, the file is
        /// the event's attachment.
        path: Option<String>,
    },
    /// It was cancelled, and what it had written is gone.
    Cancelled,
    /// It failed, and what it had written is gone.
    Failed {
        /// One sentence.
        message: Message,
    },
}

/// A class as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassInfo {
    /// The class.
    pub id: ClassId,
    /// Its name.
    pub name: String,
}

/// A photo as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoInfo {
    /// The photo.
    pub id: PhotoId,
    /// Its class.
    pub class: ClassId,
    /// The name of the file it came from.
    pub name: String,
}

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoticeLevel {
    /// Good to know; nothing is lost.
    Note,
    /// One photo or one wish was refused; the others went on.
    Refused,
    /// Something larger failed.
    Failure,
}

/// What became of an import's photos.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportSummary {
    /// Photos that are now in the project.
    pub added: u32,
    /// Photos that were there already, byte for byte.
    pub duplicates: u32,
    /// Files that could not be used.
    pub refused: u32,
    /// Whether the person cancelled; then `added` photos were taken back.
    pub cancelled: bool,
}
