//! What each command does: in the workspace, in the open project, or where no project is open.

use super::Workspace;
use crate::session::Attachments;
use handlens_core::protocol::{Command, Event, ImportSummary};
use handlens_core::{Error, Result, msg};
use handlens_store::project_store::ProjectStore;

impl<S: ProjectStore> Workspace<S> {
    pub(super) async fn carry_out(&mut self, command: Command, attachments: Attachments) -> Result<()> {
        match command {
            // The worker has handled this command before there is a workspace.
            Command::Start { .. } => Ok(()),
            Command::ListProjects => self.tell_projects().await,
            Command::OpenProject { project, take_over } => self.open(&project, take_over).await,
            Command::CreateProject { name } => self.create(&name).await,
            Command::CloseProject => {
                self.close_current().await;
                self.tell(Event::Closed);
                self.tell_projects().await
            }
            Command::RenameProject { project, name } => self.rename(&project, &name).await,
            Command::DeleteProject { project } => self.delete(&project).await,
            Command::RestoreProject { project } => self.mark_deleted(&project, None).await,
            Command::PurgeProject { project } => self.purge(&project).await,
            Command::DuplicateProject { job, project, name } => {
                self.duplicate(job, project, name).await;
                Ok(())
            }
            Command::ExportProject { job, project } => {
                self.export_project(job, project).await;
                Ok(())
            }
            Command::ExportPhotos { job, project } => {
                self.export_photos(job, project).await;
                Ok(())
            }
            Command::ExportBatch { job, name, photos } => {
                self.export_batch(job, name, photos).await;
                Ok(())
            }
            Command::ImportProject { job, name } => {
                self.import_project(job, &name, attachments);
                Ok(())
            }
            Command::Cancel { job } if self.transfers.knows(job) => {
                self.cancel_transfer(job).await;
                Ok(())
            }
            command @ (Command::CheckProject
            | Command::ForgetDeleted
            | Command::CreateClass { .. }
            | Command::RenameClass { .. }
            | Command::MergeClasses { .. }
            | Command::DeleteClass { .. }
            | Command::AddPhotos { .. }
            | Command::AddArchive { .. }
            | Command::Decide { .. }
            | Command::MovePhotos { .. }
            | Command::DeletePhotos { .. }
            | Command::Keep { .. }
            | Command::Undo
            | Command::Redo
            | Command::Cancel { .. }
            | Command::Configure { .. }
            | Command::Reject { .. }
            | Command::Train
            | Command::Predict { .. }
            | Command::PredictPhotos { .. }
            | Command::PredictArchive { .. }
            | Command::DiscardBatch
            | Command::ReadBatchThumbnails { .. }
            | Command::AddBatchPhotos { .. }
            | Command::Explain { .. }
            | Command::CheckIntegrity
            | Command::ReadThumbnails { .. }
            | Command::ReadPhoto { .. }) => {
                let Some(session) = &mut self.session else { return self.answer_without_project(&command) };
                session.handle(command, attachments).await;
                Ok(())
            }
        }
    }

    /// Answers a command that needs an open project when none is open, so that nothing waits for its result.
    fn answer_without_project(&self, command: &Command) -> Result<()> {
        let message = msg!("workspace-without-project");
        match command {
            Command::AddPhotos { job, last: true, .. }
            | Command::AddArchive { job, .. }
            | Command::Decide { job, .. }
            | Command::AddBatchPhotos { job, .. } => {
                self.tell(Event::ImportFinished { job: *job, summary: ImportSummary::default() });
                Err(Error::request(message))
            }
            Command::Predict { job, .. } => {
                self.tell(Event::PredictionFailed { job: *job, message });
                Ok(())
            }
            Command::Explain { job, .. } => {
                self.tell(Event::ExplanationFailed { job: *job, message });
                Ok(())
            }
            Command::AddPhotos { last: false, .. }
            | Command::CheckProject
            | Command::ForgetDeleted
            | Command::CreateClass { .. }
            | Command::RenameClass { .. }
            | Command::MergeClasses { .. }
            | Command::DeleteClass { .. }
            | Command::MovePhotos { .. }
            | Command::DeletePhotos { .. }
            | Command::Keep { .. }
            | Command::Undo
            | Command::Redo
            | Command::Configure { .. }
            | Command::Reject { .. }
            | Command::Train
            | Command::PredictPhotos { .. }
            | Command::PredictArchive { .. }
            | Command::CheckIntegrity => Err(Error::request(message)),
            // Late requests of a project that was just closed, and commands that need no open project.
            Command::ReadThumbnails { .. }
            | Command::ReadBatchThumbnails { .. }
            | Command::ReadPhoto { .. }
            | Command::DiscardBatch
            | Command::Cancel { .. }
            | Command::Start { .. }
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
}
