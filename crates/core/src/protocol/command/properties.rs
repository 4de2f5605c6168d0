//! What holds for each command: its scope, attachments and job, and whether it needs the model or outlives the worker.

use super::{Command, CommandAttachments};
use crate::protocol::{JobId, Scope};

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
