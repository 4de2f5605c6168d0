//! The projects of this device: one of them is open in the workspace, the others are in the [`ProjectStore`].
//!
//! All commands from the page arrive here. Those about the open project go to its [`Session`]. Those about projects as
//! a whole (list, open, rename, delete, copy, export, import) are handled here. The model moves from one session to the
//! next.

mod transfer;

use crate::event_log;
use crate::session::{Attachments, Engine, Platform, ProjectMeta, Session};
use handlens_backbone::device::benchmark::Benchmark;
use handlens_core::log::LogFailure;
use handlens_core::protocol::{Command, Event, ImportSummary, NoticeLevel, ProjectId, ProjectInfo};
use handlens_core::{Error, Result, msg};
use handlens_store::project::Project;
use handlens_store::project_store::{Listed, OpenOutcome, ProjectStore};

use transfer::Transfers;

/// How long a deleted project can be restored, in milliseconds: seven days.
const KEPT_MS: f64 = 7.0 * 24.0 * 60.0 * 60.0 * 1000.0;
/// Least time between two updates of an open project's summary, in milliseconds.
const SUMMARY_INTERVAL_MS: f64 = 2_000.0;

/// The open project, the store of all projects, and exports and imports.
pub struct Workspace<S: ProjectStore> {
    store: S,
    platform: Platform,
    session: Option<Session>,
    /// The model, while no project is open.
    engine: Option<Engine>,
    /// Name of a project that the person has not named, in the page's language.
    unnamed: String,
    transfers: Transfers,
    /// Whether the store's summary of the open project is outdated, and when it was last updated.
    stale: bool,
    summary_written_ms: f64,
    /// Whether the next slice belongs to a transfer rather than the session.
    transfer_is_next: bool,
    /// Whether the person may have left the next project during a training.
    left_page: bool,
}

impl<S: ProjectStore> Workspace<S> {
    /// A workspace without an open project.
    pub fn new(store: S, platform: Platform) -> Self {
        Self {
            store,
            platform,
            session: None,
            engine: None,
            unnamed: String::new(),
            transfers: Transfers::default(),
            stale: false,
            summary_written_ms: 0.0,
            transfer_is_next: false,
            left_page: false,
        }
    }

    /// Says whether the person left the page themselves. If so, a training that never ended starts again by itself in
    /// the next project that is opened.
    pub fn set_left_page(&mut self, left: bool) {
        self.left_page = left;
    }

    /// Opens the project `wish`, so that the person can see it while the model loads. If there is no such project, but
    /// nothing to choose from either, opens the only empty project or creates one. Otherwise sends the list of
    /// projects. `unnamed` is the name for projects that the person has not named, such as the first one.
    pub async fn begin(&mut self, wish: Option<ProjectId>, unnamed: String) {
        self.unnamed = unnamed;
        if let Err(error) = self.try_begin(wish).await {
            self.refuse(&error);
        }
    }

    async fn try_begin(&mut self, wish: Option<ProjectId>) -> Result<()> {
        let mut live = self.list(wish.as_ref()).await?;
        self.purge_expired(&live).await;
        live.retain(|info| info.deleted_ms.is_none());
        let known = wish.filter(|wish| live.iter().any(|info| info.id == *wish));
        match (known, live.as_slice()) {
            (Some(wish), _) => self.open(&wish, false).await,
            (None, []) => self.create(&self.unnamed.clone()).await,
            (None, [only]) if only.photos == 0 && only.classes == 0 && !only.in_use => {
                self.open(&only.id.clone(), false).await
            }
            _ => self.tell_projects().await,
        }
    }

    /// Starts using this model, also in the open project.
    pub fn set_engine(&mut self, engine: Engine) {
        // Not earlier: until the project is open, the other cores have enough to do.
        let engine = engine.with_help();
        self.tell(Event::Ready { device: engine.report().clone() });
        let Some(session) = &mut self.session else {
            self.engine = Some(engine);
            return;
        };
        // A problem with this project must not keep the person from opening another one.
        if let Err(error) = session.set_engine(engine) {
            self.refuse(&error);
        }
    }

    /// The benchmark made at this start, if any, so that a later start need not repeat it.
    pub fn benchmark(&self) -> Option<Benchmark> {
        let engine = self.session.as_ref().and_then(Session::model).or(self.engine.as_ref());
        engine.and_then(Engine::benchmark).cloned()
    }

    /// Carries out one command. If it fails, the person gets a notice, and nothing is lost.
    pub async fn handle(&mut self, command: Command, attachments: Attachments) {
        if let Err(error) = self.carry_out(command, attachments).await {
            self.refuse(&error);
        }
        self.update_summary().await;
    }

    /// Whether [`Workspace::work`] has something to do.
    pub fn has_work(&self) -> bool {
        self.transfers.has_work()
            || self.summary_is_due()
            || self.session.as_ref().is_some_and(Session::has_work)
    }

    /// Runs one slice of work. Transfers and the open project take turns.
    pub async fn work(&mut self) {
        let session_works = self.session.as_ref().is_some_and(Session::has_work);
        if self.transfers.has_work() && (self.transfer_is_next || !session_works) {
            self.transfer_is_next = false;
            self.transfer_slice().await;
        } else if let Some(session) = self.session.as_mut().filter(|_| session_works) {
            self.transfer_is_next = true;
            session.work().await;
        }
        self.update_summary().await;
    }

    /// Closes a project here because another tab has taken it over.
    pub async fn close_taken(&mut self, project: &ProjectId) {
        self.fail_transfers(project).await;
        if self.is_open(project) {
            self.close_current().await;
            self.tell(Event::ProjectTaken { project: project.clone() });
        }
    }

    async fn carry_out(&mut self, command: Command, attachments: Attachments) -> Result<()> {
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

    fn is_open(&self, project: &ProjectId) -> bool {
        self.session.as_ref().is_some_and(|session| session.meta().id == *project)
    }

    /// Opens a project in place of the open one. If that fails, the current one stays open.
    async fn open(&mut self, id: &ProjectId, take_over: bool) -> Result<()> {
        if let Some(session) = self.session.as_mut().filter(|session| session.meta().id == *id) {
            return session.show();
        }
        let outcome = match self.take_from_transfer(id) {
            Some(project) => OpenOutcome::Opened(Box::new(project)),
            None => self.store.open(id, take_over).await?,
        };
        match outcome {
            OpenOutcome::Opened(project) => self.make_current(id.clone(), *project).await,
            OpenOutcome::InUse => {
                self.tell(Event::ProjectInUse { project: id.clone() });
                Ok(())
            }
            OpenOutcome::Missing => {
                self.tell_projects().await?;
                Err(no_longer_here())
            }
        }
    }

    async fn create(&mut self, name: &str) -> Result<()> {
        let (id, mut project) = self.store.create().await?;
        let published = match project.set_name(name) {
            Ok(()) => self.publish(&id, &project).await,
            Err(error) => Err(error.into()),
        };
        if let Err(error) = published {
            self.discard(&id, project).await;
            return Err(error);
        }
        self.make_current(id, project).await
    }

    /// Makes an opened project the current one. If it cannot be read, it is closed again and the current one stays.
    async fn make_current(&mut self, id: ProjectId, mut project: Project) -> Result<()> {
        let name = match self.name_of(&project).and_then(|name| Ok((name, project.settings()?).0)) {
            Ok(name) => name,
            Err(error) => {
                self.store.close(&id, project).await;
                return Err(error);
            }
        };
        self.close_current().await;
        if std::mem::take(&mut self.left_page) {
            // If this fails, training waits for the person.
            project.set_training_begun(false).log_failure("the mark of a training was not removed");
        }
        let meta = ProjectMeta { id, name, storage: self.store.storage() };
        let mut session = Session::new(project, meta, self.platform.clone())?;
        let shown = session.show();
        self.session = Some(session);
        shown?;
        self.stale = false;
        // Before the list, which other projects may spoil.
        let engine_set = match (self.engine.take(), &mut self.session) {
            (Some(engine), Some(session)) => session.set_engine(engine),
            _ => Ok(()),
        };
        self.tell_projects().await?;
        engine_set
    }

    /// Closes the open project, or hands it to the transfer that still reads it.
    async fn close_current(&mut self) {
        self.stale |= self.session.as_mut().is_some_and(Session::take_changed);
        if self.stale {
            self.write_summary().await;
        }
        let Some(session) = self.session.take() else { return };
        let id = session.meta().id.clone();
        let (project, engine) = session.end();
        self.engine = engine.or(self.engine.take());
        if let Some(project) = self.give_to_transfer(&id, project) {
            self.store.close(&id, project).await;
        }
    }

    async fn rename(&mut self, id: &ProjectId, name: &str) -> Result<()> {
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

    async fn delete(&mut self, id: &ProjectId) -> Result<()> {
        if self.is_open(id) {
            self.close_current().await;
            self.tell(Event::Closed);
        } else if self.info(id).await?.is_some_and(|info| info.in_use) {
            return Err(Error::request(msg!("workspace-not-deleted-in-use")));
        }
        let now = (self.platform.date)();
        self.mark_deleted(id, Some(now)).await
    }

    async fn mark_deleted(&mut self, id: &ProjectId, deleted_ms: Option<f64>) -> Result<()> {
        if let Some(info) = self.info(id).await? {
            self.store.write_summary(&ProjectInfo { deleted_ms, ..info }).await?;
        }
        self.tell_projects().await
    }

    async fn purge(&mut self, id: &ProjectId) -> Result<()> {
        // Only projects marked as deleted: a late click must not remove one that was just restored.
        if self.info(id).await?.is_some_and(|info| info.deleted_ms.is_some() && !info.in_use) {
            self.store.remove(id).await?;
        }
        self.tell_projects().await
    }

    /// Removes projects that were deleted too long ago to be restored.
    async fn purge_expired(&mut self, projects: &[ProjectInfo]) {
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
    async fn list(&self, opening: Option<&ProjectId>) -> Result<Vec<ProjectInfo>> {
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

    async fn tell_projects(&mut self) -> Result<()> {
        let projects = self.list(None).await?;
        self.tell(Event::Projects { projects, storage: self.store.storage() });
        Ok(())
    }

    fn name_of(&self, project: &Project) -> Result<String> {
        Ok(project.name()?.unwrap_or_else(|| self.unnamed.clone()))
    }

    /// The current summary of an open project.
    fn describe(&self, id: &ProjectId, project: &Project) -> Result<ProjectInfo> {
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
        })
    }

    async fn publish(&self, id: &ProjectId, project: &Project) -> Result<()> {
        self.store.publish(&self.describe(id, project)?).await
    }

    /// Removes a project that was never completed.
    async fn discard(&self, id: &ProjectId, project: Project) {
        self.store.close(id, project).await;
        // Whatever cannot be removed is still marked as unfinished and goes at the next start.
        self.store.remove(id).await.log_failure("an unfinished project was not removed");
    }

    fn summary_is_due(&self) -> bool {
        self.stale && (self.platform.clock)() - self.summary_written_ms > SUMMARY_INTERVAL_MS
    }

    /// Updates the store's summary of the open project, every few seconds.
    async fn update_summary(&mut self) {
        self.stale |= self.session.as_mut().is_some_and(Session::take_changed);
        if self.summary_is_due() {
            self.write_summary().await;
        }
    }

    async fn write_summary(&mut self) {
        let Some(session) = &self.session else { return };
        self.stale = false;
        self.summary_written_ms = (self.platform.clock)();
        if let Ok(info) = self.describe(&session.meta().id, session.project()) {
            // Only the list needs this; the project itself holds everything.
            self.store.write_summary(&info).await.log_failure("the entry of a project was not stored");
        }
    }

    fn tell(&self, event: Event) {
        event_log::log(&event);
        (self.platform.post)(event, Vec::new());
    }

    fn refuse(&self, error: &Error) {
        let message = error.message().clone();
        self.tell(Event::Notice { job: None, level: NoticeLevel::Refused, photo: None, message });
    }
}

/// The error for a project that was removed.
fn no_longer_here() -> Error {
    Error::request(msg!("workspace-project-no-longer-here"))
}
