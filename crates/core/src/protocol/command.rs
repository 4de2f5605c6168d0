//! What the page wants.

use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::Event;
use super::{BatchItemId, ClassId, DevicePreference, JobId, PhotoId, Placement, Problem, ProjectId, Scope};
#[cfg(doc)]
use crate::config::Settings;
use crate::config::TrainConfig;
use crate::labelling::Decision;
use crate::log::LogLevel;

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
        /// How much the worker logs: [`Event::Logged`].
        log: LogLevel,
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

/// The files that come beside a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandAttachments<'a> {
    /// None.
    None,
    /// Photos with these names, in order. Each is a `File`, a `Blob` or an `ImageBitmap`.
    Photos(&'a [String]),
    /// One file with this name, which is read piece by piece. It is a `File` or a `Blob`.
    File(&'a str),
}

impl CommandAttachments<'_> {
    /// The number of files.
    pub fn count(self) -> usize {
        match self {
            Self::None => 0,
            Self::Photos(names) => names.len(),
            Self::File(_) => 1,
        }
    }
}

// Each match names every variant, so that a new command does not compile until it is answered for.
impl Command {
    /// What the command is about. A command about the open project means nothing without one.
    pub fn scope(&self) -> Scope<'_> {
        match self {
            Self::Start { .. }
            | Self::ListProjects
            | Self::CreateProject { .. }
            | Self::CloseProject
            | Self::ImportProject { .. } => Scope::Workspace,
            Self::OpenProject { project, .. }
            | Self::RenameProject { project, .. }
            | Self::DuplicateProject { project, .. }
            | Self::DeleteProject { project }
            | Self::RestoreProject { project }
            | Self::PurgeProject { project }
            | Self::ExportProject { project, .. }
            | Self::ExportPhotos { project, .. } => Scope::Project(project),
            Self::Cancel { run } => Scope::Job(*run),
            Self::AddArchive { .. }
            | Self::Decide { .. }
            | Self::CheckProject
            | Self::ForgetDeleted
            | Self::CreateClass { .. }
            | Self::RenameClass { .. }
            | Self::MergeClasses { .. }
            | Self::DeleteClass { .. }
            | Self::AddPhotos { .. }
            | Self::MovePhotos { .. }
            | Self::DeletePhotos { .. }
            | Self::Keep { .. }
            | Self::Undo
            | Self::Redo
            | Self::Configure { .. }
            | Self::Reject { .. }
            | Self::Train
            | Self::Predict { .. }
            | Self::TryPhotos { .. }
            | Self::TryArchive { .. }
            | Self::ForgetTried
            | Self::ReadTriedThumbnails { .. }
            | Self::AddTried { .. }
            | Self::ExportTried { .. }
            | Self::Explain { .. }
            | Self::CompareKnowledge
            | Self::ReadThumbnails { .. }
            | Self::ReadPhoto { .. } => Scope::OpenProject,
        }
    }

    /// The files that come beside the command.
    pub fn attachments(&self) -> CommandAttachments<'_> {
        match self {
            Self::AddPhotos { names, .. } | Self::TryPhotos { names, .. } => {
                CommandAttachments::Photos(names)
            }
            Self::Predict { name, .. } | Self::Explain { name, .. } => {
                CommandAttachments::Photos(std::slice::from_ref(name))
            }
            Self::ImportProject { name, .. }
            | Self::AddArchive { name, .. }
            | Self::TryArchive { name, .. } => CommandAttachments::File(name),
            Self::Start { .. }
            | Self::ListProjects
            | Self::OpenProject { .. }
            | Self::CreateProject { .. }
            | Self::CloseProject
            | Self::RenameProject { .. }
            | Self::DuplicateProject { .. }
            | Self::DeleteProject { .. }
            | Self::RestoreProject { .. }
            | Self::PurgeProject { .. }
            | Self::ExportProject { .. }
            | Self::ExportPhotos { .. }
            | Self::Decide { .. }
            | Self::CheckProject
            | Self::ForgetDeleted
            | Self::CreateClass { .. }
            | Self::RenameClass { .. }
            | Self::MergeClasses { .. }
            | Self::DeleteClass { .. }
            | Self::MovePhotos { .. }
            | Self::DeletePhotos { .. }
            | Self::Keep { .. }
            | Self::Undo
            | Self::Redo
            | Self::Cancel { .. }
            | Self::Configure { .. }
            | Self::Reject { .. }
            | Self::Train
            | Self::ForgetTried
            | Self::ReadTriedThumbnails { .. }
            | Self::AddTried { .. }
            | Self::ExportTried { .. }
            | Self::CompareKnowledge
            | Self::ReadThumbnails { .. }
            | Self::ReadPhoto { .. } => CommandAttachments::None,
        }
    }

    /// Whether the command has to wait until the model is loaded. The worker does not wait with the others: a person can
    /// see and sort their photos while the model loads.
    pub fn needs_model(&self) -> bool {
        match self {
            Self::Predict { .. } | Self::Explain { .. } | Self::CompareKnowledge => true,
            // The session keeps photos until it has a model.
            Self::AddPhotos { .. }
            | Self::AddArchive { .. }
            | Self::AddTried { .. }
            | Self::TryPhotos { .. }
            | Self::TryArchive { .. }
            | Self::Train
            | Self::Configure { .. }
            | Self::Start { .. }
            | Self::ListProjects
            | Self::OpenProject { .. }
            | Self::CreateProject { .. }
            | Self::CloseProject
            | Self::RenameProject { .. }
            | Self::DuplicateProject { .. }
            | Self::DeleteProject { .. }
            | Self::RestoreProject { .. }
            | Self::PurgeProject { .. }
            | Self::ExportProject { .. }
            | Self::ExportPhotos { .. }
            | Self::ImportProject { .. }
            | Self::Decide { .. }
            | Self::CheckProject
            | Self::ForgetDeleted
            | Self::CreateClass { .. }
            | Self::RenameClass { .. }
            | Self::MergeClasses { .. }
            | Self::DeleteClass { .. }
            | Self::MovePhotos { .. }
            | Self::DeletePhotos { .. }
            | Self::Keep { .. }
            | Self::Undo
            | Self::Redo
            | Self::Cancel { .. }
            | Self::Reject { .. }
            | Self::ForgetTried
            | Self::ReadTriedThumbnails { .. }
            | Self::ExportTried { .. }
            | Self::ReadThumbnails { .. }
            | Self::ReadPhoto { .. } => false,
        }
    }

    /// Whether another worker can carry out the command when the first one crashes before it could. It cannot where the
    /// page tells the person that the job was interrupted, or where only the first worker knows the photos.
    pub fn outlives_worker(&self) -> bool {
        match self {
            Self::DuplicateProject { .. }
            | Self::ExportProject { .. }
            | Self::ExportPhotos { .. }
            | Self::ImportProject { .. }
            | Self::AddPhotos { .. }
            | Self::AddArchive { .. }
            | Self::Predict { .. }
            | Self::Explain { .. }
            | Self::TryPhotos { .. }
            | Self::TryArchive { .. }
            | Self::AddTried { .. }
            | Self::ExportTried { .. }
            | Self::ReadTriedThumbnails { .. }
            | Self::ForgetTried => false,
            Self::Start { .. }
            | Self::ListProjects
            | Self::OpenProject { .. }
            | Self::CreateProject { .. }
            | Self::CloseProject
            | Self::RenameProject { .. }
            | Self::DeleteProject { .. }
            | Self::RestoreProject { .. }
            | Self::PurgeProject { .. }
            | Self::Decide { .. }
            | Self::CheckProject
            | Self::ForgetDeleted
            | Self::CreateClass { .. }
            | Self::RenameClass { .. }
            | Self::MergeClasses { .. }
            | Self::DeleteClass { .. }
            | Self::MovePhotos { .. }
            | Self::DeletePhotos { .. }
            | Self::Keep { .. }
            | Self::Undo
            | Self::Redo
            | Self::Cancel { .. }
            | Self::Configure { .. }
            | Self::Reject { .. }
            | Self::Train
            | Self::CompareKnowledge
            | Self::ReadThumbnails { .. }
            | Self::ReadPhoto { .. } => true,
        }
    }

    /// The job that the command belongs to.
    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::DuplicateProject { run, .. }
            | Self::ExportProject { run, .. }
            | Self::ExportPhotos { run, .. }
            | Self::ImportProject { run, .. }
            | Self::AddArchive { run, .. }
            | Self::Decide { run, .. }
            | Self::AddPhotos { run, .. }
            | Self::Cancel { run }
            | Self::Predict { run, .. }
            | Self::TryPhotos { run, .. }
            | Self::TryArchive { run, .. }
            | Self::AddTried { run, .. }
            | Self::ExportTried { run, .. }
            | Self::Explain { run, .. } => Some(*run),
            Self::Start { .. }
            | Self::ListProjects
            | Self::OpenProject { .. }
            | Self::CreateProject { .. }
            | Self::CloseProject
            | Self::RenameProject { .. }
            | Self::DeleteProject { .. }
            | Self::RestoreProject { .. }
            | Self::PurgeProject { .. }
            | Self::CheckProject
            | Self::ForgetDeleted
            | Self::CreateClass { .. }
            | Self::RenameClass { .. }
            | Self::MergeClasses { .. }
            | Self::DeleteClass { .. }
            | Self::MovePhotos { .. }
            | Self::DeletePhotos { .. }
            | Self::Keep { .. }
            | Self::Undo
            | Self::Redo
            | Self::Configure { .. }
            | Self::Reject { .. }
            | Self::Train
            | Self::ForgetTried
            | Self::ReadTriedThumbnails { .. }
            | Self::CompareKnowledge
            | Self::ReadThumbnails { .. }
            | Self::ReadPhoto { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests;
