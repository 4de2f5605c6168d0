//! The projects of this device: one of them is open in the workspace, the others are in the [`ProjectStore`].
//!
//! All commands from the page arrive here. Those about the open project go to its [`Session`]. Those about projects as
//! a whole (list, open, rename, delete, copy, export, import) are handled here. The model moves from one session to the
//! next.
//!
//! | module | content |
//! |---|---|
//! | `commands` | what each command does |
//! | `catalog` | the list of projects; renaming, deleting, restoring |
//! | `transfer` | export, import and copies of whole projects |

mod catalog;
mod commands;
mod transfer;

use crate::event_log;
use crate::session::{Attachments, Engine, Platform, ProjectMeta, Session};
use handlens_backbone::device::benchmark::Benchmark;
use handlens_core::log::LogFailure;
use handlens_core::protocol::{Command, Event, NoticeLevel, ProjectId};
use handlens_core::{Error, Result, msg};
use handlens_store::project::Project;
use handlens_store::project_store::{OpenOutcome, ProjectStore};

use transfer::Transfers;

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
