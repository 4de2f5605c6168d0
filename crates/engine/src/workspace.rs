//! The projects of this device: one of them is open on the workspace, the others lie on the [`ProjectStore`].
//!
//! All commands of the page arrive here. What is about the open project goes on to its [`Session`]; what is about
//! projects as a whole (their list, opening, renaming, deleting, copies, files) is done here. The model moves from one
//! session to the next.

mod transfer;

use crate::event_log;
use crate::session::{Attachments, Engine, Platform, ProjectMeta, Session};
use handlens_backbone::device::benchmark::Benchmark;
use handlens_core::log::LogFailure;
use handlens_core::protocol::{Command, Event, ImportSummary, NoticeLevel, ProjectId, ProjectInfo};
use handlens_core::{Error, Result, msg};
use handlens_store::project::Project;
use handlens_store::project_store::{OpenOutcome, ProjectStore};

use transfer::Transfers;

/// How long a deleted project can be restored, in milliseconds: seven days.
const KEPT_MS: f64 = 7.0 * 24.0 * 60.0 * 60.0 * 1000.0;
/// Least time between two notes of what an open project holds, in milliseconds.
const NOTE_INTERVAL_MS: f64 = 2_000.0;

/// The open project, the others, and what goes in and out.
pub struct Workspace<S: ProjectStore> {
    store: S,
    host: Platform,
    session: Option<Session>,
    /// The model, while no project is open.
    engine: Option<Engine>,
    /// How a project is called that nobody has named, in the page's language.
    unnamed: String,
    transfers: Transfers,
    /// Whether what the store tells of the open project is out of date, and when it was last brought up to date.
    stale: bool,
    noted_ms: f64,
    /// Whether a slice of a transfer comes before the next one of the session.
    transfer_is_next: bool,
    /// Whether the project that is opened next may have been left in the middle of a training.
    left_training: bool,
}

impl<S: ProjectStore> Workspace<S> {
    /// A workspace with nothing on it.
    pub fn new(store: S, host: Platform) -> Self {
        Self {
            store,
            host,
            session: None,
            engine: None,
            unnamed: String::new(),
            transfers: Transfers::default(),
            stale: false,
            noted_ms: 0.0,
            transfer_is_next: false,
            left_training: false,
        }
    }

    /// Where the person left the page, a training that never ended is begun again by itself, in the project that is opened
    /// next.
    pub fn forgive_training(&mut self, left: bool) {
        self.left_training = left;
    }

    /// Lays a project on the workspace, so that it can be looked at while the model still loads: the one that is asked
    /// for; without a wish, one where there is nothing to choose from. Tells of all. `unnamed` is how a project is
    /// called that nobody has named, such as the first one.
    pub async fn begin(&mut self, wish: Option<ProjectId>, unnamed: String) {
        self.unnamed = unnamed;
        if let Err(error) = self.try_begin(wish).await {
            self.refuse(&error);
        }
    }

    async fn try_begin(&mut self, wish: Option<ProjectId>) -> Result<()> {
        let mut live = self.list().await?;
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

    /// Works with this model from now on; the open project goes on with it.
    pub fn employ(&mut self, engine: Engine) {
        // Not before: until the project is there, the other cores have enough to do.
        let engine = engine.with_help();
        self.tell(Event::Ready { device: engine.report().clone() });
        let Some(session) = &mut self.session else {
            self.engine = Some(engine);
            return;
        };
        // What is wrong with this project keeps nobody from opening another.
        if let Err(error) = session.employ(engine) {
            self.refuse(&error);
        }
    }

    /// How fast the GPU and the CPU were, if that was timed at this start: what a later one need not time again.
    pub fn benchmark(&self) -> Option<Benchmark> {
        let engine = self.session.as_ref().and_then(Session::model).or(self.engine.as_ref());
        engine.and_then(Engine::benchmark).cloned()
    }

    /// Carries out one command. What fails becomes a notice; nothing is lost by it.
    pub async fn handle(&mut self, command: Command, attachments: Attachments) {
        if let Err(error) = self.carry_out(command, attachments).await {
            self.refuse(&error);
        }
        self.keep_note().await;
    }

    /// Whether [`Workspace::work`] has something to do.
    pub fn has_work(&self) -> bool {
        self.transfers.has_work()
            || self.note_is_due()
            || self.session.as_ref().is_some_and(Session::has_work)
    }

    /// Does one slice of what is under way. A transfer and the open project take turns.
    pub async fn work(&mut self) {
        let session_works = self.session.as_ref().is_some_and(Session::has_work);
        if self.transfers.has_work() && (self.transfer_is_next || !session_works) {
            self.transfer_is_next = false;
            self.transfer_slice().await;
        } else if let Some(session) = self.session.as_mut().filter(|_| session_works) {
            self.transfer_is_next = true;
            session.work().await;
        }
        self.keep_note().await;
    }

    /// Another tab has taken a project: it is closed here.
    pub async fn lose(&mut self, project: &ProjectId) {
        self.lose_transfers(project).await;
        if self.is_open(project) {
            self.put_away().await;
            self.tell(Event::ProjectTaken { project: project.clone() });
        }
    }

    async fn carry_out(&mut self, command: Command, attachments: Attachments) -> Result<()> {
        match command {
            // By the time there is a workspace, the worker has begun.
            Command::Start { .. } => Ok(()),
            Command::ListProjects => self.tell_projects().await,
            Command::OpenProject { project, take_over } => self.open(&project, take_over).await,
            Command::CreateProject { name } => self.create(&name).await,
            Command::CloseProject => {
                self.put_away().await;
                self.tell(Event::Closed);
                self.tell_projects().await
            }
            Command::RenameProject { project, name } => self.rename(&project, &name).await,
            Command::DeleteProject { project } => self.delete(&project).await,
            Command::RestoreProject { project } => self.mark_deleted(&project, None).await,
            Command::PurgeProject { project } => self.purge(&project).await,
            Command::DuplicateProject { run, project, name } => {
                self.duplicate(run, project, name).await;
                Ok(())
            }
            Command::ExportProject { run, project } => {
                self.export_project(run, project).await;
                Ok(())
            }
            Command::ExportPhotos { run, project } => {
                self.export_photos(run, project).await;
                Ok(())
            }
            Command::ExportTried { run, name, photos } => {
                self.export_tried(run, name, photos).await;
                Ok(())
            }
            Command::ImportProject { run, name } => {
                self.import_project(run, &name, attachments);
                Ok(())
            }
            Command::Cancel { run } if self.transfers.knows(run) => {
                self.cancel_transfer(run).await;
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
            | Command::TryPhotos { .. }
            | Command::TryArchive { .. }
            | Command::ForgetTried
            | Command::ReadTriedThumbnails { .. }
            | Command::AddTried { .. }
            | Command::Explain { .. }
            | Command::CompareKnowledge
            | Command::ReadThumbnails { .. }
            | Command::ReadPhoto { .. }) => {
                let Some(session) = &mut self.session else { return self.answer_without_project(&command) };
                session.handle(command, attachments).await;
                Ok(())
            }
        }
    }

    /// A wish that needs an open project, while none is open: nothing may wait for its answer.
    fn answer_without_project(&self, command: &Command) -> Result<()> {
        let message = msg!("desk-without-project");
        match command {
            Command::AddPhotos { run, last: true, .. }
            | Command::AddArchive { run, .. }
            | Command::Decide { run, .. }
            | Command::AddTried { run, .. } => {
                self.tell(Event::ImportFinished { run: *run, summary: ImportSummary::default() });
                Err(Error::request(message))
            }
            Command::Predict { run, .. } => {
                self.tell(Event::PredictionFailed { run: *run, message });
                Ok(())
            }
            Command::Explain { run, .. } => {
                self.tell(Event::ExplanationFailed { run: *run, message });
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
            | Command::TryPhotos { .. }
            | Command::TryArchive { .. }
            | Command::CompareKnowledge => Err(Error::request(message)),
            // Late wishes of a project that was just closed, and those that need no open project.
            Command::ReadThumbnails { .. }
            | Command::ReadTriedThumbnails { .. }
            | Command::ReadPhoto { .. }
            | Command::ForgetTried
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
            | Command::ExportTried { .. } => Ok(()),
        }
    }

    fn is_open(&self, project: &ProjectId) -> bool {
        self.session.as_ref().is_some_and(|session| session.about().id == *project)
    }

    /// Opens a project in the place of the one that is open. If that fails, the one that is open stays.
    async fn open(&mut self, id: &ProjectId, take_over: bool) -> Result<()> {
        if let Some(session) = self.session.as_mut().filter(|session| session.about().id == *id) {
            return session.show();
        }
        let opening = match self.take_from_transfer(id) {
            Some(project) => OpenOutcome::Opened(Box::new(project)),
            None => self.store.open(id, take_over).await?,
        };
        match opening {
            OpenOutcome::Opened(project) => self.lay(id.clone(), *project).await,
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
        self.lay(id, project).await
    }

    /// Makes an opened project the one that is worked on, in the place of the one that is. One that cannot be read goes back,
    /// and the other stays.
    async fn lay(&mut self, id: ProjectId, mut project: Project) -> Result<()> {
        let name = match self.name_of(&project).and_then(|name| Ok((name, project.settings()?).0)) {
            Ok(name) => name,
            Err(error) => {
                self.store.close(&id, project).await;
                return Err(error);
            }
        };
        self.put_away().await;
        if std::mem::take(&mut self.left_training) {
            // If it is refused, the training waits for the person.
            project.set_training_begun(false).log_failure("the mark of a training was not removed");
        }
        let about = ProjectMeta { id, name, storage: self.store.storage() };
        let mut session = Session::new(project, about, self.host.clone())?;
        let shown = session.show();
        self.session = Some(session);
        shown?;
        self.stale = false;
        // Before the list, which other projects may spoil.
        let employed = match (self.engine.take(), &mut self.session) {
            (Some(engine), Some(session)) => session.employ(engine),
            _ => Ok(()),
        };
        self.tell_projects().await?;
        employed
    }

    /// Puts the open project back on the store, or hands it to the transfer that still reads it.
    async fn put_away(&mut self) {
        self.stale |= self.session.as_mut().is_some_and(Session::take_changed);
        if self.stale {
            self.write_note().await;
        }
        let Some(session) = self.session.take() else { return };
        let id = session.about().id.clone();
        let (project, engine) = session.end();
        self.engine = engine.or(self.engine.take());
        if let Some(project) = self.give_to_transfer(&id, project) {
            self.store.close(&id, project).await;
        }
    }

    async fn rename(&mut self, id: &ProjectId, name: &str) -> Result<()> {
        if let Some(session) = self.session.as_mut().filter(|session| session.about().id == *id) {
            session.rename(name)?;
            self.stale = true;
            self.write_note().await;
            return self.tell_projects().await;
        }
        match self.store.open(id, false).await? {
            OpenOutcome::Opened(mut project) => {
                let renamed = project.set_name(name);
                let noted = self.describe(id, &project);
                self.store.close(id, *project).await;
                renamed?;
                let changed_ms = self.info(id).await?.map_or_else(self.host.date, |info| info.changed_ms);
                self.store.note(&ProjectInfo { changed_ms, ..noted? }).await?;
                self.tell_projects().await
            }
            OpenOutcome::InUse => Err(Error::request(msg!("desk-not-renamed-in-use"))),
            OpenOutcome::Missing => Err(no_longer_here()),
        }
    }

    async fn delete(&mut self, id: &ProjectId) -> Result<()> {
        if self.is_open(id) {
            self.put_away().await;
            self.tell(Event::Closed);
        } else if self.info(id).await?.is_some_and(|info| info.in_use) {
            return Err(Error::request(msg!("desk-not-deleted-in-use")));
        }
        let now = (self.host.date)();
        self.mark_deleted(id, Some(now)).await
    }

    async fn mark_deleted(&mut self, id: &ProjectId, deleted_ms: Option<f64>) -> Result<()> {
        if let Some(info) = self.info(id).await? {
            self.store.note(&ProjectInfo { deleted_ms, ..info }).await?;
        }
        self.tell_projects().await
    }

    async fn purge(&mut self, id: &ProjectId) -> Result<()> {
        // Only what is marked as deleted: a late click must not remove what was just restored.
        if self.info(id).await?.is_some_and(|info| info.deleted_ms.is_some() && !info.in_use) {
            self.store.remove(id).await?;
        }
        self.tell_projects().await
    }

    /// Removes what was deleted long ago.
    async fn purge_expired(&mut self, projects: &[ProjectInfo]) {
        let limit = (self.host.date)() - KEPT_MS;
        for info in projects {
            if info.deleted_ms.is_some_and(|deleted_ms| deleted_ms < limit) && !info.in_use {
                // Another try comes with the next start.
                self.store.remove(&info.id).await.log_failure("a deleted project was not removed");
            }
        }
    }

    async fn info(&self, id: &ProjectId) -> Result<Option<ProjectInfo>> {
        Ok(self.store.list().await?.into_iter().find(|info| info.id == *id))
    }

    /// All projects, most recently changed first. What the store does not know of one is looked up in the project; one that
    /// is in use then has no name. Of the open one nothing is left to the store, which a tab that died may not have told.
    async fn list(&self) -> Result<Vec<ProjectInfo>> {
        let mut projects = self.store.list().await?;
        for info in &mut projects {
            if let Some(session) = self.session.as_ref().filter(|session| session.about().id == info.id) {
                let Ok(found) = self.describe(&info.id, session.project()) else { continue };
                let ProjectInfo { changed_ms, deleted_ms, in_use, .. } = *info;
                let found = ProjectInfo { changed_ms, deleted_ms, in_use, ..found };
                if found != *info {
                    *info = found;
                    self.store.note(info).await.log_failure("the entry of a project was not stored");
                }
            } else if info.name.is_empty()
                && !info.in_use
                // One that cannot be opened has no name; it hides none of the others.
                && let Ok(OpenOutcome::Opened(project)) = self.store.open(&info.id, false).await
            {
                if let Ok(found) = self.describe(&info.id, &project) {
                    *info = ProjectInfo { changed_ms: info.changed_ms, ..found };
                    // Only a copy; where there is no room for it, it is made again.
                    self.store.note(info).await.log_failure("the entry of a project was not stored");
                }
                self.store.close(&info.id, *project).await;
            }
        }
        projects.sort_by(|a, b| b.changed_ms.total_cmp(&a.changed_ms));
        Ok(projects)
    }

    async fn tell_projects(&mut self) -> Result<()> {
        let projects = self.list().await?;
        self.tell(Event::Projects { projects, storage: self.store.storage() });
        Ok(())
    }

    fn name_of(&self, project: &Project) -> Result<String> {
        Ok(project.name()?.unwrap_or_else(|| self.unnamed.clone()))
    }

    /// What there is to tell of an open project now.
    fn describe(&self, id: &ProjectId, project: &Project) -> Result<ProjectInfo> {
        let summary = project.summary()?;
        Ok(ProjectInfo {
            id: id.clone(),
            name: self.name_of(project)?,
            classes: summary.classes,
            photos: summary.photos,
            bytes: summary.bytes,
            changed_ms: (self.host.date)(),
            deleted_ms: None,
            in_use: false,
        })
    }

    async fn publish(&self, id: &ProjectId, project: &Project) -> Result<()> {
        self.store.publish(&self.describe(id, project)?).await
    }

    /// Removes a project that never was finished.
    async fn discard(&self, id: &ProjectId, project: Project) {
        self.store.close(id, project).await;
        // What stays behind is unfinished, and removed at the next start.
        self.store.remove(id).await.log_failure("an unfinished project was not removed");
    }

    fn note_is_due(&self) -> bool {
        self.stale && (self.host.clock)() - self.noted_ms > NOTE_INTERVAL_MS
    }

    /// Brings what the store tells of the open project up to date, every few seconds.
    async fn keep_note(&mut self) {
        self.stale |= self.session.as_mut().is_some_and(Session::take_changed);
        if self.note_is_due() {
            self.write_note().await;
        }
    }

    async fn write_note(&mut self) {
        let Some(session) = &self.session else { return };
        self.stale = false;
        self.noted_ms = (self.host.clock)();
        if let Ok(info) = self.describe(&session.about().id, session.project()) {
            // It is only what the list shows; the project itself has everything.
            self.store.note(&info).await.log_failure("the entry of a project was not stored");
        }
    }

    fn tell(&self, event: Event) {
        event_log::log(&event);
        (self.host.post)(event, Vec::new());
    }

    fn refuse(&self, error: &Error) {
        let message = error.message().clone();
        self.tell(Event::Notice { run: None, level: NoticeLevel::Refused, photo: None, message });
    }
}

/// The sentence for a project that was removed.
fn no_longer_here() -> Error {
    Error::request(msg!("desk-project-no-longer-here"))
}
