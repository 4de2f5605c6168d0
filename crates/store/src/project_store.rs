//! The store of projects. Each project has its own place, and a program has at most one of them open at a time.
//!
//! [`ProjectStore`] is what the engine's workspace needs of such a store. One implementation is in the browser's
//! private file system (`store` of the worker crate). Another one is in memory, for native tests and for browsers
//! that keep nothing.

mod memory;

use std::future::Future;
use std::io::{Read, Seek, Write};
use std::pin::Pin;

pub use memory::MemoryStore;

use crate::project::Project;
use handlens_core::Result;
use handlens_core::protocol::{ProjectId, ProjectInfo, Storage, TransferOutcome};

/// The person's file, read piece by piece.
pub trait ImportSource: Read + Seek {}

impl<T: Read + Seek> ImportSource for T {}

/// A file that is written for the person, from beginning to end. Dropping it before [`ExportSink::into_file`] discards
/// it.
pub trait ExportSink: Write {
    /// Completes the file. Returns its path in the origin private file system, or else its bytes.
    fn into_file(self: Box<Self>) -> Result<ExportedFile>;
}

/// A completed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportedFile {
    /// Its path, with folders separated by `/`.
    Path(String),
    /// Its bytes.
    Bytes(Vec<u8>),
}

impl ExportedFile {
    /// The transfer's outcome for a file with this name, and its attachments.
    pub fn into_outcome(self, name: String) -> (TransferOutcome, Vec<Vec<u8>>) {
        match self {
            Self::Path(path) => (TransferOutcome::File { name, path: Some(path) }, Vec::new()),
            Self::Bytes(bytes) => (TransferOutcome::File { name, path: None }, vec![bytes]),
        }
    }
}

/// A long-running operation. It yields every few megabytes.
pub type Task<T> = Pin<Box<dyn Future<Output = Result<T>>>>;

/// Called with the number of bytes done and the total.
pub type Progress = Box<dyn Fn(u64, u64)>;

/// Result of opening a project.
#[derive(Debug)]
pub enum OpenOutcome {
    /// It is open.
    Opened(Box<Project>),
    /// Another tab has it open.
    InUse,
    /// There is no such project.
    Missing,
}

/// A project as its store lists it.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The summary that was last written.
    pub info: ProjectInfo,
    /// Whether the project may hold something else by now: the program ended while it was open, or the summary is lost.
    /// False while it is open, since it cannot be read then.
    pub is_stale: bool,
}

/// A store of projects.
///
/// A new project is *unfinished* until [`ProjectStore::publish`]: it is not listed, and if the program ends before
/// that, the next run removes it. So no incomplete project is ever listed.
pub trait ProjectStore: 'static {
    /// Whether projects survive a reload.
    fn storage(&self) -> Storage;

    /// All published projects, in any order.
    fn list(&self) -> impl Future<Output = Result<Vec<Listed>>>;

    /// Creates an empty, unfinished project and opens it.
    fn create(&self) -> impl Future<Output = Result<(ProjectId, Project)>>;

    /// Declares a project finished, with the summary that [`ProjectStore::list`] returns for it.
    fn publish(&self, info: &ProjectInfo) -> impl Future<Output = Result<()>>;

    /// Opens a project. With `take_over`, it is taken from another tab that has it open.
    fn open(&self, project: &ProjectId, take_over: bool) -> impl Future<Output = Result<OpenOutcome>>;

    /// Closes an open project. Its summary must have been written, since [`ProjectStore::list`] relies on it from now
    /// on.
    fn close(&self, id: &ProjectId, project: Project) -> impl Future<Output = ()>;

    /// Updates the summary that [`ProjectStore::list`] returns for a project, open or not.
    fn write_summary(&self, info: &ProjectInfo) -> impl Future<Output = Result<()>>;

    /// Removes a closed project for good.
    fn remove(&self, project: &ProjectId) -> impl Future<Output = Result<()>>;

    /// Stores an untrusted database of `bytes` bytes as an unfinished, closed project, without reading it.
    fn stage_import(&self, file: Box<dyn ImportSource>, bytes: u64, progress: Progress) -> Task<ProjectId>;

    /// Opens a project stored by [`ProjectStore::stage_import`], with the checks of [`Project::open_foreign`].
    fn open_staged(&self, project: &ProjectId) -> impl Future<Output = Result<Project>>;

    /// Exports a closed project's database as a file.
    fn export(&self, project: &ProjectId, progress: Progress) -> Task<ExportedFile>;

    /// Creates a file to be written for the person.
    fn outgoing(&self) -> impl Future<Output = Result<Box<dyn ExportSink>>>;
}

/// Yields once, so that a [`Task`] pauses.
pub async fn pause() {
    let mut paused = false;
    std::future::poll_fn(|context| {
        if std::mem::replace(&mut paused, true) {
            return std::task::Poll::Ready(());
        }
        context.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await;
}
