//! What holds for each event: its scope, and the media type of its pictures.

use super::Event;
use crate::protocol::Scope;

// Each match names every variant, so that a new event does not compile until each question here is answered.
impl Event {
    /// What the event is about. The page ignores an event about the open project once it has left that project.
    pub fn scope(&self) -> Scope<'_> {
        match self {
            Self::Started
            | Self::Loading { .. }
            | Self::Ready { .. }
            | Self::Projects { .. }
            | Self::Closed
            | Self::Notice { job: None, .. }
            | Self::Logged { .. }
            | Self::Crashed { .. } => Scope::Workspace,
            Self::ProjectInUse { project }
            | Self::ProjectTaken { project }
            | Self::Opened { project, .. } => Scope::Project(project),
            Self::TransferProgress { job, .. }
            | Self::TransferEnded { job, .. }
            | Self::Notice { job: Some(job), .. } => Scope::Job(*job),
            Self::Renamed { .. }
            | Self::Checked { .. }
            | Self::DeletedForgotten { .. }
            | Self::MorePhotos { .. }
            | Self::OpenedCompletely
            | Self::ClassesChanged { .. }
            | Self::PhotosAdded { .. }
            | Self::PhotosMoved { .. }
            | Self::PhotosRemoved { .. }
            | Self::JournalChanged { .. }
            | Self::Undecided { .. }
            | Self::Progress { .. }
            | Self::ImportFinished { .. }
            | Self::ImportInterrupted { .. }
            | Self::Configured { .. }
            | Self::Rejecting { .. }
            | Self::TrainingHeld
            | Self::TrainingStarted { .. }
            | Self::TrainingProgress { .. }
            | Self::TuningProgress { .. }
            | Self::Tuned { .. }
            | Self::Trained { .. }
            | Self::MoreHeldOut { .. }
            | Self::LearningCurve { .. }
            | Self::OtherOccasions { .. }
            | Self::Untrained
            | Self::Found { .. }
            | Self::Predicted { .. }
            | Self::Pictured { .. }
            | Self::PredictionFailed { .. }
            | Self::BatchFound { .. }
            | Self::BatchProgress { .. }
            | Self::BatchAnswered { .. }
            | Self::BatchRefused { .. }
            | Self::BatchCancelled
            | Self::BatchAdded { .. }
            | Self::BatchThumbnails { .. }
            | Self::Explained { .. }
            | Self::ExplanationFailed { .. }
            | Self::IntegrityChecked { .. }
            | Self::Thumbnails { .. }
            | Self::Photo { .. } => Scope::OpenProject,
        }
    }

    /// The media type of the event's attachments, if they are pictures.
    pub fn pictures(&self) -> Option<&str> {
        match self {
            Self::PhotosAdded { .. }
            | Self::Thumbnails { .. }
            | Self::BatchThumbnails { .. }
            | Self::Pictured { .. } => Some("image/jpeg"),
            Self::Photo { media_type, .. } => Some(media_type),
            // Their only possible attachment is a file to be saved.
            Self::TransferEnded { .. }
            | Self::Started
            | Self::Logged { .. }
            | Self::Loading { .. }
            | Self::Ready { .. }
            | Self::Projects { .. }
            | Self::ProjectInUse { .. }
            | Self::ProjectTaken { .. }
            | Self::Closed
            | Self::Renamed { .. }
            | Self::TransferProgress { .. }
            | Self::Checked { .. }
            | Self::DeletedForgotten { .. }
            | Self::Opened { .. }
            | Self::MorePhotos { .. }
            | Self::OpenedCompletely
            | Self::ClassesChanged { .. }
            | Self::PhotosMoved { .. }
            | Self::PhotosRemoved { .. }
            | Self::JournalChanged { .. }
            | Self::Undecided { .. }
            | Self::Progress { .. }
            | Self::ImportFinished { .. }
            | Self::ImportInterrupted { .. }
            | Self::Notice { .. }
            | Self::Configured { .. }
            | Self::Rejecting { .. }
            | Self::TrainingHeld
            | Self::TrainingStarted { .. }
            | Self::TrainingProgress { .. }
            | Self::TuningProgress { .. }
            | Self::Tuned { .. }
            | Self::Trained { .. }
            | Self::MoreHeldOut { .. }
            | Self::LearningCurve { .. }
            | Self::OtherOccasions { .. }
            | Self::Untrained
            | Self::Found { .. }
            | Self::Predicted { .. }
            | Self::PredictionFailed { .. }
            | Self::BatchFound { .. }
            | Self::BatchProgress { .. }
            | Self::BatchAnswered { .. }
            | Self::BatchRefused { .. }
            | Self::BatchCancelled
            | Self::BatchAdded { .. }
            | Self::Explained { .. }
            | Self::ExplanationFailed { .. }
            | Self::IntegrityChecked { .. }
            | Self::Crashed { .. } => None,
        }
    }
}
