//! Requests of the page.

mod properties;

use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::Event;
use super::{BatchItemId, ClassId, DevicePreference, IssueKind, JobId, PhotoId, Placement, ProjectId};
#[cfg(doc)]
use crate::config::Settings;
use crate::config::TrainConfig;
use crate::labelling::Decision;
use crate::log::LogLevel;
use crate::message::Message;

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
        /// Files that the page has refused, each with a sentence that continues after its name. They have no attachment.
        refused: Vec<(String, Message)>,
    },
    /// Adds the photos of a zip or a Teachable Machine project (`.tm`), the only attachment, to the batch prediction.
    PredictArchive {
        /// As for [`Command::PredictPhotos`].
        job: JobId,
        /// The file's name, with the folders above it.
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

#[cfg(test)]
mod tests;
