//! Export and import of whole projects, copies of projects, and export of photos. One at a time, in slices.
//!
//! | module | content |
//! |---|---|
//! | `begin` | how each kind of transfer begins |
//! | `advance` | one slice of a transfer |

mod advance;
mod begin;

use std::cell::Cell;
use std::collections::VecDeque;
use std::rc::Rc;

use super::Workspace;
use crate::session::Session;
use handlens_core::log::LogFailure;
use handlens_core::protocol::{BatchItemId, Event, JobId, PhotoId, ProjectId, TransferOutcome};
use handlens_core::{Error, Result, msg};
use handlens_store::archive::PhotoArchive;
use handlens_store::project::{Copying, Project};
use handlens_store::project_store::{ExportSink, ExportedFile, Progress, ProjectStore, Task};

/// Bytes per unit of progress.
const PART_BYTES: u64 = 1_000_000;

/// All transfers, in the order in which they were requested. The first one is in progress.
#[derive(Default)]
pub(super) struct Transfers(VecDeque<Transfer>);

struct Transfer {
    job: JobId,
    source: Source,
    stage: Stage,
    /// Name of the resulting project, or of the resulting file without its extension.
    name: String,
}

/// The project that a transfer reads from.
enum Source {
    /// The project that is open in the workspace.
    Workspace(ProjectId),
    /// A project that only this transfer has open.
    Own(ProjectId, Project),
    /// The database of an untrusted file, to be removed afterwards.
    Staged(ProjectId, Project),
    /// None: a file is being imported, a finished copy is being exported, or the photos come from the batch.
    None,
}

enum Stage {
    /// An untrusted file is being copied to the device.
    ImportSource { task: Task<ProjectId>, progress: Counter },
    /// Rows and photos are being copied into another project.
    Copying { id: ProjectId, target: Project, copying: Copying, then: Then },
    /// A finished copy is being exported as a file.
    ExportSink { id: ProjectId, task: Task<ExportedFile>, progress: Counter },
    /// A project's photos are being written to a zip.
    Zip {
        photos: VecDeque<(PhotoId, String, String)>,
        total: u32,
        archive: PhotoArchive<Box<dyn ExportSink>>,
    },
    /// Photos of the batch are being written to a zip, each into its folder.
    ZipBatch {
        project: ProjectId,
        photos: VecDeque<(BatchItemId, String)>,
        total: u32,
        archive: PhotoArchive<Box<dyn ExportSink>>,
    },
}

/// What happens to a finished copy.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    Keep,
    Export,
}

/// Result of a slice.
enum Next {
    Same(Box<Transfer>),
    Over(TransferOutcome, Vec<Vec<u8>>),
}

/// Bytes done and bytes in all, updated by a task.
type Counter = Rc<Cell<(u64, u64)>>;

impl Transfers {
    pub(super) fn has_work(&self) -> bool {
        !self.0.is_empty()
    }

    pub(super) fn knows(&self, job: JobId) -> bool {
        self.0.iter().any(|transfer| transfer.job == job)
    }
}

impl<S: ProjectStore> Workspace<S> {
    fn read<'a>(&'a self, source: &'a Source) -> Result<&'a Project> {
        match source {
            Source::Own(_, project) | Source::Staged(_, project) => Ok(project),
            Source::Workspace(id) if self.is_open(id) => {
                self.session.as_ref().map(Session::project).ok_or_else(closed)
            }
            _ => Err(closed()),
        }
    }

    fn add_transfer(&mut self, job: JobId, begun: Result<(Source, Stage, String), (Source, Error)>) {
        match begun {
            Ok((source, stage, name)) => {
                let transfer = Transfer { job, source, stage, name };
                self.tell(transfer.progress());
                self.transfers.0.push_back(transfer);
            }
            // If the start failed, a transfer that only fails also closes its source.
            Err((source, error)) => {
                let stage = Stage::ImportSource {
                    task: Box::pin(std::future::ready(Err(error))),
                    progress: Counter::default(),
                };
                self.transfers.0.push_back(Transfer { job, source, stage, name: String::new() });
            }
        }
    }

    /// Runs one slice of the first transfer.
    pub(super) async fn transfer_slice(&mut self) {
        let Some(transfer) = self.transfers.0.pop_front() else { return };
        let job = transfer.job;
        match self.advance(transfer).await {
            Next::Same(transfer) => {
                self.tell(transfer.progress());
                self.transfers.0.push_front(*transfer);
            }
            Next::Over(outcome, attachments) => {
                let lists = matches!(outcome, TransferOutcome::Project { .. });
                (self.platform.post)(Event::TransferEnded { job, outcome }, attachments);
                if lists {
                    // If this fails, the page can ask again.
                    self.tell_projects().await.log_failure("the list of projects was not sent");
                }
            }
        }
    }

    /// Cancels a transfer and removes what it had written.
    pub(super) async fn cancel_transfer(&mut self, job: JobId) {
        let position = self.transfers.0.iter().position(|transfer| transfer.job == job);
        if let Some(transfer) = position.and_then(|position| self.transfers.0.remove(position)) {
            self.abandon(transfer, TransferOutcome::Cancelled).await;
        }
    }

    async fn abandon(&mut self, transfer: Transfer, outcome: TransferOutcome) {
        match transfer.stage {
            Stage::Copying { id, target, .. } => self.discard(&id, target).await,
            Stage::ExportSink { id, task, .. } => {
                drop(task);
                self.store.remove(&id).await.log_failure("a cancelled export was not removed");
            }
            Stage::ImportSource { .. } | Stage::Zip { .. } | Stage::ZipBatch { .. } => {}
        }
        self.release(transfer.source).await;
        self.tell(Event::TransferEnded { job: transfer.job, outcome });
    }

    async fn release(&mut self, source: Source) {
        match source {
            // Another transfer may read it too.
            Source::Own(id, project) => {
                if let Some(project) = self.give_to_transfer(&id, project) {
                    self.store.close(&id, project).await;
                }
            }
            Source::Staged(id, project) => self.discard(&id, project).await,
            Source::Workspace(_) | Source::None => {}
        }
    }

    /// Hands a project that is being closed to a transfer that still reads it. Returns the project if none does.
    pub(super) fn give_to_transfer(&mut self, id: &ProjectId, project: Project) -> Option<Project> {
        let reads = |transfer: &&mut Transfer| matches!(&transfer.source, Source::Workspace(of) if of == id);
        match self.transfers.0.iter_mut().find(reads) {
            Some(transfer) => {
                transfer.source = Source::Own(id.clone(), project);
                None
            }
            None => Some(project),
        }
    }

    /// Takes a project from a transfer that has it open, to open it in the workspace. The transfer reads it there from
    /// now on.
    pub(super) fn take_from_transfer(&mut self, id: &ProjectId) -> Option<Project> {
        let owns = |transfer: &&mut Transfer| matches!(&transfer.source, Source::Own(of, _) if of == id);
        let transfer = self.transfers.0.iter_mut().find(owns)?;
        match std::mem::replace(&mut transfer.source, Source::Workspace(id.clone())) {
            Source::Own(_, project) => Some(project),
            _ => None,
        }
    }

    /// Ends all transfers that read a project which another tab has taken over.
    pub(super) async fn fail_transfers(&mut self, id: &ProjectId) {
        while let Some(position) = self.transfers.0.iter().position(
            |transfer| matches!(&transfer.source, Source::Own(of, _) | Source::Workspace(of) if of == id),
        ) {
            let Some(transfer) = self.transfers.0.remove(position) else { return };
            let message = msg!("workspace-project-taken");
            self.abandon(transfer, TransferOutcome::Failed { message }).await;
        }
    }
}

impl Transfer {
    fn progress(&self) -> Event {
        let (done, total) = match &self.stage {
            Stage::ImportSource { progress, .. } | Stage::ExportSink { progress, .. } => {
                let (done, total) = progress.get();
                ((done / PART_BYTES) as u32, total.div_ceil(PART_BYTES) as u32)
            }
            Stage::Copying { copying, .. } => (copying.done() as u32, copying.total() as u32),
            Stage::Zip { photos, total, .. } => (total - photos.len() as u32, *total),
            Stage::ZipBatch { photos, total, .. } => (total - photos.len() as u32, *total),
        };
        Event::TransferProgress { job: self.job, done, total }
    }
}

fn counter(counter: &Counter) -> Progress {
    let counter = Rc::clone(counter);
    Box::new(move |done, total| counter.set((done, total)))
}

fn closed() -> Error {
    Error::request(msg!("workspace-project-closed"))
}
