//! Requests of the page.

use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::Event;
use super::{BatchItemId, ClassId, DevicePreference, IssueKind, JobId, PhotoId, Placement, ProjectId, Scope};
#[cfg(doc)]
use crate::config::Settings;
use crate::config::TrainConfig;
use crate::labelling::Decision;
use crate::log::LogLevel;

/// A request from the page to the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// The first command. Answered by [`Event::Projects`], by [`Event::Opened`] if a project is opened, and by
    /// [`Event::Ready`] once the model is loaded.
    Start {
        /// The device that the person asked for.
        device: DevicePreference,
        /// Makes the GPU's self-test fail, so that the fallback to the CPU can be tested.
        fail_self_test: bool,
        /// How much the worker logs: [`Event::Logged`].
        log: LogLevel,
        /// The project to open. Without one, a first project is created if there are none to choose from.
        project: Option<ProjectId>,
        /// Default name of a project, in the page's language. As for [`Command::RenameProject`].
        unnamed: String,
        /// Whether the person left the page when it was last open. A training that did not end may then start again
        /// by itself.
        left_page: bool,
    },
    /// Asks for [`Event::Projects`].
    ListProjects,
    /// Opens a project after closing the one that was open. Answered by [`Event::Opened`] or [`Event::ProjectInUse`].
    OpenProject {
        /// The project.
        project: ProjectId,
        /// Whether to take the project over from another tab that has it open.
        take_over: bool,
    },
    /// Creates an empty project and opens it.
    CreateProject {
        /// As for [`Command::RenameProject`].
        name: String,
    },
    /// Closes the open project; answered by [`Event::Closed`].
    CloseProject,
    /// Renames a project.
    RenameProject {
        /// The project, open or not.
        project: ProjectId,
        /// Not empty; it is trimmed. Two projects may have the same name.
        name: String,
    },
    /// Copies a project without its journal. Ends with [`Event::TransferEnded`].
    DuplicateProject {
        /// The job.
        job: JobId,
        /// The project, open or not.
        project: ProjectId,
        /// Name of the copy, as for [`Command::RenameProject`]. It gets a number if another project has it.
        name: String,
    },
    /// Deletes a project. It can be restored for some days.
    DeleteProject {
        /// The project; it is closed if it is open.
        project: ProjectId,
    },
    /// Restores a deleted project.
    RestoreProject {
        /// The project.
        project: ProjectId,
    },
    /// Removes a deleted project from the device at once.
    PurgeProject {
        /// The project.
        project: ProjectId,
    },
    /// Exports a project as a `.handlens` file. Ends with [`Event::TransferEnded`].
    ExportProject {
        /// The export.
        job: JobId,
        /// The project, open or not.
        project: ProjectId,
    },
    /// Exports a project's photos as a zip with a folder for each class. Ends with [`Event::TransferEnded`].
    ExportPhotos {
        /// The export.
        job: JobId,
        /// The project, open or not.
        project: ProjectId,
    },
    /// Creates a project from a `.handlens` file, the only attachment. It has the name that it had, with a number if
    /// another project has that. Ends with [`Event::TransferEnded`].
    ImportProject {
        /// The import.
        job: JobId,
        /// The file's name.
        name: String,
    },
    /// Adds the photos of a zip or a Teachable Machine project (`.tm`), the only attachment, to the open project.
    /// [`Event::Undecided`] comes first if it is not obvious which folders are the classes. After that, it is an
    /// import like that of [`Command::AddPhotos`].
    AddArchive {
        /// The import.
        job: JobId,
        /// Where photos without a label go; the others go to the class that their folders name.
        into: Placement,
        /// The file's name.
        name: String,
    },
    /// Answers [`Event::Undecided`] and continues the import. [`Command::Cancel`] drops the import instead.
    Decide {
        /// The import.
        job: JobId,
        /// How to import the photos.
        decision: Decision,
    },
    /// Checks the whole open project for damage; answered by [`Event::Checked`].
    CheckProject,
    /// Clears the undo history and removes the open project's deleted photos from the device at once; answered by
    /// [`Event::DeletedForgotten`].
    ForgetDeleted,
    /// Adds an empty class.
    CreateClass {
        /// Not empty; it is trimmed. Another class of the same name is an error.
        name: String,
    },
    /// Renames a class.
    RenameClass {
        /// The class.
        class: ClassId,
        /// As for [`Command::CreateClass`].
        name: String,
    },
    /// Moves all photos of `from` to `into`, and deletes `from`.
    MergeClasses {
        /// The class to be deleted.
        from: ClassId,
        /// The class that remains.
        into: ClassId,
    },
    /// Deletes a class and its photos.
    DeleteClass {
        /// The class.
        class: ClassId,
    },
    /// Adds photos: one attachment (a `File`, `Blob` or `ImageBitmap`) for each name, in order.
    ///
    /// A large selection comes as several such commands of one job; `last` ends it.
    AddPhotos {
        /// The job that these photos belong to.
        job: JobId,
        /// Where they go.
        into: Placement,
        /// File names, one for each attachment, including the names of the folders above, separated by `/`.
        names: Vec<String>,
        /// Whether this command is the last of the job.
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
    /// Dismisses an issue that was found with photos, so that it is not reported again, or undoes that.
    Keep {
        /// The issue.
        problem: IssueKind,
        /// The photos.
        photos: Vec<PhotoId>,
        /// Whether the issue is dismissed.
        keep: bool,
    },
    /// Undoes the last change.
    Undo,
    /// Redoes the change that was undone last.
    Redo,
    /// Cancels a job. An import removes what it had added, a transfer what it had written.
    Cancel {
        /// The job.
        job: JobId,
    },
    /// Replaces the training settings; training then starts again by itself.
    Configure {
        /// The new settings. They are clamped to their ranges.
        train: TrainConfig,
    },
    /// Sets which share of the person's own photos may be rejected as none of the classes. This does not train again.
    Reject {
        /// See [`Settings::reject`].
        share: f32,
    },
    /// Trains again with the current settings.
    Train,
    /// Asks what one photo shows: one attachment (a `File`, `Blob` or `ImageBitmap`).
    Predict {
        /// Repeated in [`Event::Predicted`] or [`Event::PredictionFailed`].
        job: JobId,
        /// File name, for messages.
        name: String,
        /// Whether it is a frame of the live webcam. A newer frame replaces one that is still waiting.
        live: bool,
    },
    /// Adds photos to the batch prediction: one attachment (a `File`) for each name, in order. [`Event::BatchFound`]
    /// gives each photo its id; its answer is [`Event::BatchAnswered`] or [`Event::BatchRefused`].
    PredictPhotos {
        /// The job. Cancelling it leaves photos without an answer unanswered.
        job: JobId,
        /// File names, which may include folders, separated by `/`.
        names: Vec<String>,
    },
    /// Adds the photos of a zip or a Teachable Machine project (`.tm`), the only attachment, to the batch prediction.
    PredictArchive {
        /// As for [`Command::PredictPhotos`].
        job: JobId,
        /// The file's name.
        name: String,
    },
    /// Clears the batch prediction.
    DiscardBatch,
    /// Asks for thumbnails of photos in the batch, answered by [`Event::BatchThumbnails`].
    ReadBatchThumbnails {
        /// The photos.
        photos: Vec<BatchItemId>,
    },
    /// Adds photos of the batch to the project. This is an import like that of [`Command::AddPhotos`];
    /// [`Event::BatchAdded`] gives the id of each photo in the project.
    AddBatchPhotos {
        /// The import.
        job: JobId,
        /// The photos, each with its class.
        photos: Vec<(BatchItemId, ClassId)>,
    },
    /// Exports photos of the batch as a zip, in the folders that the person chose. Ends with
    /// [`Event::TransferEnded`].
    ExportBatch {
        /// The export.
        job: JobId,
        /// Name of the file, without its extension.
        name: String,
        /// The photos, each with its folder.
        photos: Vec<(BatchItemId, String)>,
    },
    /// Asks which regions of a photo support its classes: one attachment, as for [`Command::Predict`].
    Explain {
        /// Repeated in [`Event::Explained`] or [`Event::ExplanationFailed`].
        job: JobId,
        /// File name, for messages.
        name: String,
    },
    /// Checks on photos of the project that the pretrained model still answers as published.
    /// [`Event::IntegrityChecked`] reports the result photo by photo.
    CheckIntegrity,
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

/// The files attached to a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandAttachments<'a> {
    /// None.
    None,
    /// Photos with these names, in order. Each is a `File`, a `Blob` or an `ImageBitmap`.
    Photos(&'a [String]),
    /// One file with this name, which is read piece by piece: a `File` or a `Blob`.
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

// Each match names every variant, so that a new command does not compile until each question here is answered.
impl Command {
    /// What the command is about. A command about the open project is ignored if no project is open.
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
            Self::Cancel { job } => Scope::Job(*job),
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
            | Self::PredictPhotos { .. }
            | Self::PredictArchive { .. }
            | Self::DiscardBatch
            | Self::ReadBatchThumbnails { .. }
            | Self::AddBatchPhotos { .. }
            | Self::ExportBatch { .. }
            | Self::Explain { .. }
            | Self::CheckIntegrity
            | Self::ReadThumbnails { .. }
            | Self::ReadPhoto { .. } => Scope::OpenProject,
        }
    }

    /// The files attached to the command.
    pub fn attachments(&self) -> CommandAttachments<'_> {
        match self {
            Self::AddPhotos { names, .. } | Self::PredictPhotos { names, .. } => {
                CommandAttachments::Photos(names)
            }
            Self::Predict { name, .. } | Self::Explain { name, .. } => {
                CommandAttachments::Photos(std::slice::from_ref(name))
            }
            Self::ImportProject { name, .. }
            | Self::AddArchive { name, .. }
            | Self::PredictArchive { name, .. } => CommandAttachments::File(name),
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
            | Self::DiscardBatch
            | Self::ReadBatchThumbnails { .. }
            | Self::AddBatchPhotos { .. }
            | Self::ExportBatch { .. }
            | Self::CheckIntegrity
            | Self::ReadThumbnails { .. }
            | Self::ReadPhoto { .. } => CommandAttachments::None,
        }
    }

    /// Whether the command has to wait until the model is loaded. Other commands do not wait, so that a person can
    /// see and sort photos while the model loads.
    pub fn needs_model(&self) -> bool {
        match self {
            Self::Predict { .. } | Self::Explain { .. } | Self::CheckIntegrity => true,
            // The session keeps photos until it has a model.
            Self::AddPhotos { .. }
            | Self::AddArchive { .. }
            | Self::AddBatchPhotos { .. }
            | Self::PredictPhotos { .. }
            | Self::PredictArchive { .. }
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
            | Self::DiscardBatch
            | Self::ReadBatchThumbnails { .. }
            | Self::ExportBatch { .. }
            | Self::ReadThumbnails { .. }
            | Self::ReadPhoto { .. } => false,
        }
    }

    /// Whether another worker can carry out the command if the first one crashes before it does. This is not possible
    /// if the page tells the person that the job was interrupted, or if only the first worker knows the photos.
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
            | Self::PredictPhotos { .. }
            | Self::PredictArchive { .. }
            | Self::AddBatchPhotos { .. }
            | Self::ExportBatch { .. }
            | Self::ReadBatchThumbnails { .. }
            | Self::DiscardBatch => false,
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
            | Self::CheckIntegrity
            | Self::ReadThumbnails { .. }
            | Self::ReadPhoto { .. } => true,
        }
    }

    /// The job that the command belongs to, if any.
    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::DuplicateProject { job, .. }
            | Self::ExportProject { job, .. }
            | Self::ExportPhotos { job, .. }
            | Self::ImportProject { job, .. }
            | Self::AddArchive { job, .. }
            | Self::Decide { job, .. }
            | Self::AddPhotos { job, .. }
            | Self::Cancel { job }
            | Self::Predict { job, .. }
            | Self::PredictPhotos { job, .. }
            | Self::PredictArchive { job, .. }
            | Self::AddBatchPhotos { job, .. }
            | Self::ExportBatch { job, .. }
            | Self::Explain { job, .. } => Some(*job),
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
            | Self::DiscardBatch
            | Self::ReadBatchThumbnails { .. }
            | Self::CheckIntegrity
            | Self::ReadThumbnails { .. }
            | Self::ReadPhoto { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests;
