//! The list of all projects and their summaries; renaming, deleting, restoring and completing projects.

use super::{Workspace, no_longer_here};
use handlens_core::log::LogFailure;
use handlens_core::protocol::{Event, ProjectId, ProjectInfo};
use handlens_core::{Error, Result, msg};
use handlens_store::project::Project;
use handlens_store::project_store::{Listed, OpenOutcome, ProjectStore};

/// How long a deleted project can be restored, in milliseconds: seven days.
const KEPT_MS: f64 = 7.0 * 24.0 * 60.0 * 60.0 * 1000.0;

impl<S: ProjectStore> Workspace<S> {
    pub(super) async fn rename(&mut self, id: &ProjectId, name: &str) -> Result<()> {
        if let Some(session) = self.session.as_mut().filter(|session| session.meta().id == *id) {
            session.rename(name)?;
            self.stale = true;
            self.write_summary().await;
            return self.tell_projects().await;
        }
        match self.store.open(id, false).await? {
            OpenOutcome::Opened(mut project) => {
                let renamed = self.rename_closed(id, &mut project, name).await;
                self.store.close(id, *project).await;
                renamed?;
                self.tell_projects().await
            }
            OpenOutcome::InUse => Err(Error::request(msg!("workspace-not-renamed-in-use"))),
            OpenOutcome::Missing => Err(no_longer_here()),
        }
    }

    /// Renames a project that was opened only for that.
    async fn rename_closed(&self, id: &ProjectId, project: &mut Project, name: &str) -> Result<()> {
        project.set_name(name)?;
        let described = self.describe(id, project)?;
        let changed_ms = self.info(id).await?.map_or_else(self.platform.date, |info| info.changed_ms);
        self.store.write_summary(&ProjectInfo { changed_ms, ..described }).await
    }

    pub(super) async fn delete(&mut self, id: &ProjectId) -> Result<()> {
        if self.is_open(id) {
            self.close_current().await;
            self.tell(Event::Closed);
        } else if self.info(id).await?.is_some_and(|info| info.in_use) {
            return Err(Error::request(msg!("workspace-not-deleted-in-use")));
        }
        let now = (self.platform.date)();
        self.mark_deleted(id, Some(now)).await
    }

    pub(super) async fn mark_deleted(&mut self, id: &ProjectId, deleted_ms: Option<f64>) -> Result<()> {
        if let Some(info) = self.info(id).await? {
            self.store.write_summary(&ProjectInfo { deleted_ms, ..info }).await?;
        }
        self.tell_projects().await
    }

    pub(super) async fn purge(&mut self, id: &ProjectId) -> Result<()> {
        // Only projects marked as deleted: a late click must not remove one that was just restored.
        if self.info(id).await?.is_some_and(|info| info.deleted_ms.is_some() && !info.in_use) {
            self.store.remove(id).await?;
        }
        self.tell_projects().await
    }

    /// Removes projects that were deleted too long ago to be restored.
    pub(super) async fn purge_expired(&mut self, projects: &[ProjectInfo]) {
        let limit = (self.platform.date)() - KEPT_MS;
        for info in projects {
            if info.deleted_ms.is_some_and(|deleted_ms| deleted_ms < limit) && !info.in_use {
                // If this fails, the next start tries again.
                self.store.remove(&info.id).await.log_failure("a deleted project was not removed");
            }
        }
    }

    async fn info(&self, id: &ProjectId) -> Result<Option<ProjectInfo>> {
        Ok(self.list(None).await?.into_iter().find(|info| info.id == *id))
    }

    /// All projects, most recently changed first. A summary that may be out of date is read from its project, unless
    /// that is `opening`, which is about to be opened anyway. The open project's summary is always read anew.
    pub(super) async fn list(&self, opening: Option<&ProjectId>) -> Result<Vec<ProjectInfo>> {
        let mut projects = Vec::new();
        for Listed { mut info, is_stale } in self.store.list().await? {
            if let Some(session) = self.session.as_ref().filter(|session| session.meta().id == info.id) {
                self.refresh(&mut info, session.project()).await;
            } else if is_stale && opening != Some(&info.id) {
                self.refresh_closed(&mut info).await;
            }
            projects.push(info);
        }
        projects.sort_by(|a, b| b.changed_ms.total_cmp(&a.changed_ms));
        Ok(projects)
    }

    /// Reads the summary of a closed project anew. A project that cannot be opened keeps the summary that it has.
    async fn refresh_closed(&self, info: &mut ProjectInfo) {
        if let Ok(OpenOutcome::Opened(project)) = self.store.open(&info.id, false).await {
            self.refresh(info, &project).await;
            self.store.close(&info.id, *project).await;
        }
    }

    /// Reads a project's summary anew, and stores it if it has changed.
    async fn refresh(&self, info: &mut ProjectInfo, project: &Project) {
        let Ok(found) = self.describe(&info.id, project) else { return };
        let ProjectInfo { changed_ms, deleted_ms, in_use, .. } = *info;
        let found = ProjectInfo { changed_ms, deleted_ms, in_use, ..found };
        if found != *info {
            *info = found;
            // Only a copy; where there is no room for it, it is made again.
            self.store.write_summary(info).await.log_failure("the entry of a project was not stored");
        }
    }

    pub(super) async fn tell_projects(&mut self) -> Result<()> {
        let projects = self.list(None).await?;
        self.tell(Event::Projects { projects, storage: self.store.storage() });
        Ok(())
    }

    pub(super) fn name_of(&self, project: &Project) -> Result<String> {
        Ok(project.name()?.unwrap_or_else(|| self.unnamed.clone()))
    }

    /// The current summary of an open project.
    pub(super) fn describe(&self, id: &ProjectId, project: &Project) -> Result<ProjectInfo> {
        let summary = project.summary()?;
        Ok(ProjectInfo {
            id: id.clone(),
            name: self.name_of(project)?,
            classes: summary.classes,
            photos: summary.photos,
            bytes: summary.bytes,
            changed_ms: (self.platform.date)(),
            deleted_ms: None,
            in_use: false,
            interrupted: project.interrupted()?.map(|told| (told.added, told.files)),
        })
    }

    pub(super) async fn publish(&self, id: &ProjectId, project: &Project) -> Result<()> {
        self.store.publish(&self.describe(id, project)?).await
    }

    /// Removes a project that was never completed.
    pub(super) async fn discard(&self, id: &ProjectId, project: Project) {
        self.store.close(id, project).await;
        // Whatever cannot be removed is still marked as unfinished and goes at the next start.
        self.store.remove(id).await.log_failure("an unfinished project was not removed");
    }
}
