//! Where projects are kept: each in a place of its own, at most one of them open in a program at a time.
//!
//! [`ProjectStore`] is what [`Workspace`](handlens_engine::workspace::Workspace) needs of such a place. The browser's private file system is one
//! (`web::store`), memory is another: natively for tests, and in a browser that keeps nothing.

mod memory;

use std::future::Future;
use std::io::{Read, Seek, Write};
use std::pin::Pin;

pub use memory::MemoryStore;

use crate::project::Project;
use handlens_core::Result;
use handlens_core::protocol::{ProjectId, ProjectInfo, Storage, TransferOutcome};

/// A file of the person's, read piece by piece.
pub trait ImportSource: Read + Seek {}

impl<T: Read + Seek> ImportSource for T {}

/// A file that is being made for the person, written from its beginning to its end. Dropping it before
/// [`ExportSink::hand_out`] discards it.
pub trait ExportSink: Write {
    /// Completes the file. Gives its place in the origin's private file system, or else its bytes.
    fn hand_out(self: Box<Self>) -> Result<ExportedFile>;
}

/// Where a completed file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportedFile {
    /// Its place, folders separated by `/`.
    Path(String),
    /// Its bytes.
    Bytes(Vec<u8>),
}

impl ExportedFile {
    /// What the page is told of a file of this name, and the attachment.
    pub fn into_outcome(self, name: String) -> (TransferOutcome, Vec<Vec<u8>>) {
        match self {
            Self::Path(path) => (TransferOutcome::File { name, path: Some(path) }, Vec::new()),
            Self::Bytes(bytes) => (TransferOutcome::File { name, path: None }, vec![bytes]),
        }
    }
}

/// Work that goes on by being polled; it pauses by itself every few megabytes.
pub type Job<T> = Pin<Box<dyn Future<Output = Result<T>>>>;

/// Is told the bytes done and the bytes in all.
pub type Progress = Box<dyn Fn(u64, u64)>;

/// What came of opening a project.
#[derive(Debug)]
pub enum OpenOutcome {
    /// It is open.
    Opened(Box<Project>),
    /// Another tab has it open.
    InUse,
    /// There is no such project.
    Missing,
}

/// A place for projects.
///
/// A project that was created is *unfinished* until [`ProjectStore::publish`]: it is not listed, and if the program ends
/// before, the next one removes it. So nothing is ever half there.
pub trait ProjectStore: 'static {
    /// Whether projects survive a reload.
    fn storage(&self) -> Storage;

    /// All projects that are published, in any order.
    fn list(&self) -> impl Future<Output = Result<Vec<ProjectInfo>>>;

    /// Makes an empty, unfinished project and opens it.
    fn create(&self) -> impl Future<Output = Result<(ProjectId, Project)>>;

    /// Declares a project finished, with what [`ProjectStore::list`] is to tell of it.
    fn publish(&self, info: &ProjectInfo) -> impl Future<Output = Result<()>>;

    /// Opens a project. With `take_over`, another tab that has it open loses it.
    fn open(&self, project: &ProjectId, take_over: bool) -> impl Future<Output = Result<OpenOutcome>>;

    /// Puts an open project back.
    fn close(&self, id: &ProjectId, project: Project) -> impl Future<Output = ()>;

    /// Keeps what [`ProjectStore::list`] is to tell of a project, open or not.
    fn note(&self, info: &ProjectInfo) -> impl Future<Output = Result<()>>;

    /// Removes a closed project for good.
    fn remove(&self, project: &ProjectId) -> impl Future<Output = Result<()>>;

    /// Takes a foreign database of `bytes` bytes in as an unfinished, closed project, unread.
    fn stage(&self, file: Box<dyn ImportSource>, bytes: u64, progress: Progress) -> Job<ProjectId>;

    /// Opens what [`ProjectStore::stage`] took in, checked as [`Project::open_foreign`] does.
    fn open_staged(&self, project: &ProjectId) -> impl Future<Output = Result<Project>>;

    /// Makes a file of a closed project's database.
    fn export(&self, project: &ProjectId, progress: Progress) -> Job<ExportedFile>;

    /// Begins a file for the person.
    fn outgoing(&self) -> impl Future<Output = Result<Box<dyn ExportSink>>>;
}

/// Comes back at the next poll, so that a [`Job`] pauses.
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
