//! Export and import of whole projects, copies of projects, and export of photos. One at a time, in slices.

use std::cell::Cell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use super::{Workspace, no_longer_here};
use crate::session::{Attachment, Attachments, Session};
use handlens_core::log::LogFailure;
use handlens_core::protocol::{
    BatchItemId, ClassId, Event, JobId, NoticeLevel, PhotoId, ProjectId, TransferOutcome,
};
use handlens_core::text::name::{key, numbered};
use handlens_core::{Error, Result, msg};
use handlens_store::archive::PhotoArchive;
use handlens_store::project::{Copying, PROJECT_NAME_CHARS, Project};
use handlens_store::project_store::{ExportSink, ExportedFile, OpenOutcome, Progress, ProjectStore, Task};
use handlens_vision::photo::{Format, RAW_MEDIA_TYPE, is_raw, strip};

/// Photos copied or written to a zip per slice: a few tens of milliseconds.
const SLICE_PHOTOS: usize = 40;
/// Bytes of a batch's photos written to a zip per slice, since their files are read one after the other.
const SLICE_BYTES: usize = 4_000_000;
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
    pub(super) async fn duplicate(&mut self, job: JobId, project: ProjectId, name: String) {
        self.begin_copy(job, project, Then::Keep, Some(name)).await;
    }

    pub(super) async fn export_project(&mut self, job: JobId, project: ProjectId) {
        self.begin_copy(job, project, Then::Export, None).await;
    }

    async fn begin_copy(&mut self, job: JobId, project: ProjectId, then: Then, name: Option<String>) {
        let begun = match self.source(&project).await {
            Ok(source) => self.copy_stage(source, then, name).await,
            Err(error) => Err(error),
        };
        self.add_transfer(job, begun);
    }

    /// Starts a copy of `source` into a new project, named `name` or like the source.
    async fn copy_stage(
        &mut self,
        source: Source,
        then: Then,
        name: Option<String>,
    ) -> Result<(Source, Stage, String), (Source, Error)> {
        let (id, mut target) = match self.store.create().await {
            Ok(created) => created,
            Err(error) => return Err((source, error)),
        };
        let begun = match self.read(&source) {
            Ok(from) => Copying::begin(from, &mut target).map_err(Error::from).and_then(|copying| {
                // Locations stay on the device.
                let copying = if then == Then::Export { copying.without_places() } else { copying };
                let name = name.map_or_else(|| self.name_of(from), Ok)?;
                Ok((copying, name))
            }),
            Err(error) => Err(error),
        };
        match begun {
            Ok((copying, name)) => Ok((source, Stage::Copying { id, target, copying, then }, name)),
            Err(error) => {
                self.discard(&id, target).await;
                Err((source, error))
            }
        }
    }

    pub(super) async fn export_photos(&mut self, job: JobId, project: ProjectId) {
        let begun = match self.source(&project).await {
            Ok(source) => match self.zip_stage(&source).await {
                Ok((stage, name)) => Ok((source, stage, name)),
                Err(error) => Err((source, error)),
            },
            Err(error) => Err(error),
        };
        self.add_transfer(job, begun);
    }

    async fn zip_stage(&self, source: &Source) -> Result<(Stage, String)> {
        let project = self.read(source)?;
        let classes = project.classes()?;
        let name_of = |class: ClassId| {
            classes.iter().find(|info| info.id == class).map_or_else(String::new, |info| info.name.clone())
        };
        let photos: VecDeque<_> =
            project.photos()?.into_iter().map(|photo| (photo.id, name_of(photo.class), photo.name)).collect();
        let name = self.name_of(project)?;
        let total = photos.len() as u32;
        let archive = PhotoArchive::new(self.store.outgoing().await?);
        Ok((Stage::Zip { photos, total, archive }, name))
    }

    pub(super) async fn export_batch(
        &mut self,
        job: JobId,
        name: String,
        photos: Vec<(BatchItemId, String)>,
    ) {
        let begun = match (self.session.as_ref(), self.store.outgoing().await) {
            (Some(session), Ok(file)) => {
                let stage = Stage::ZipBatch {
                    project: session.meta().id.clone(),
                    total: photos.len() as u32,
                    photos: photos.into(),
                    archive: PhotoArchive::new(file),
                };
                Ok((Source::None, stage, name))
            }
            (None, _) => Err((Source::None, closed())),
            (_, Err(error)) => Err((Source::None, error)),
        };
        self.add_transfer(job, begun);
    }

    pub(super) fn import_project(&mut self, job: JobId, name: &str, attachments: Attachments) {
        let begun = match attachments.into_iter().next() {
            Some(Attachment::File(file, bytes)) => {
                let progress = Counter::default();
                let task = self.store.stage_import(file, bytes, counter(&progress));
                Ok((Source::None, Stage::ImportSource { task, progress }, stem(name)))
            }
            _ => Err((Source::None, Error::request(msg!("workspace-file-missing")))),
        };
        self.add_transfer(job, begun);
    }

    /// The project that a transfer reads: as it is open in the workspace, or opened for the transfer.
    async fn source(&mut self, id: &ProjectId) -> Result<Source, (Source, Error)> {
        if self.is_open(id) {
            return Ok(Source::Workspace(id.clone()));
        }
        let refusal = match self.store.open(id, false).await {
            Ok(OpenOutcome::Opened(project)) => return Ok(Source::Own(id.clone(), *project)),
            Ok(OpenOutcome::InUse) => Error::request(msg!("workspace-project-in-use")),
            Ok(OpenOutcome::Missing) => no_longer_here(),
            Err(error) => error,
        };
        Err((Source::None, refusal))
    }

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

    async fn advance(&mut self, transfer: Transfer) -> Next {
        let Transfer { job, mut source, stage, name } = transfer;
        let stage = match stage {
            Stage::ImportSource { mut task, progress } => match poll_once(&mut task).await {
                None => Ok(Stage::ImportSource { task, progress }),
                Some(Err(error)) => Err(error),
                Some(Ok(staged)) => return self.copy_staged(job, &staged, name).await,
            },
            Stage::Copying { id, mut target, mut copying, then } => {
                let advanced = match self.read(&source) {
                    Ok(from) => copying.advance(from, &mut target, SLICE_PHOTOS).map_err(Error::from),
                    Err(error) => Err(error),
                };
                match advanced {
                    Ok(false) => Ok(Stage::Copying { id, target, copying, then }),
                    Ok(true) => match self.complete(&id, target, copying, then, &name).await {
                        Ok(Some(stage)) => {
                            self.release(std::mem::replace(&mut source, Source::None)).await;
                            Ok(stage)
                        }
                        Ok(None) => {
                            self.release(source).await;
                            return Next::Over(TransferOutcome::Project { project: id }, Vec::new());
                        }
                        Err(error) => Err(error),
                    },
                    Err(error) => {
                        self.discard(&id, target).await;
                        Err(error)
                    }
                }
            }
            Stage::ExportSink { id, mut task, progress } => match poll_once(&mut task).await {
                None => Ok(Stage::ExportSink { id, task, progress }),
                Some(exported) => {
                    drop(task);
                    // Whatever cannot be removed is still marked as unfinished and goes at the next start.
                    self.store.remove(&id).await.log_failure("an exported copy was not removed");
                    match exported {
                        Ok(exported) => {
                            let (outcome, bytes) = exported.into_outcome(format!("{name}.handlens"));
                            return Next::Over(outcome, bytes);
                        }
                        Err(error) => Err(error),
                    }
                }
            },
            Stage::Zip { mut photos, total, mut archive } => {
                match self.zip(&source, &mut photos, &mut archive) {
                    Err(error) => Err(error),
                    Ok(()) if !photos.is_empty() => Ok(Stage::Zip { photos, total, archive }),
                    Ok(()) => match archive.finish().and_then(ExportSink::into_file) {
                        Err(error) => Err(error),
                        Ok(exported) => {
                            self.release(source).await;
                            let (outcome, bytes) = exported.into_outcome(format!("{name}.zip"));
                            return Next::Over(outcome, bytes);
                        }
                    },
                }
            }
            Stage::ZipBatch { project, mut photos, total, mut archive } => {
                match self.zip_batch(&project, &mut photos, &mut archive).await {
                    Err(error) => Err(error),
                    Ok(()) if !photos.is_empty() => Ok(Stage::ZipBatch { project, photos, total, archive }),
                    Ok(()) => match archive.finish().and_then(ExportSink::into_file) {
                        Err(error) => Err(error),
                        Ok(exported) => {
                            let (outcome, bytes) = exported.into_outcome(format!("{name}.zip"));
                            return Next::Over(outcome, bytes);
                        }
                    },
                }
            }
        };
        match stage {
            Ok(stage) => Next::Same(Box::new(Transfer { job, source, stage, name })),
            Err(error) => {
                self.release(source).await;
                Next::Over(TransferOutcome::Failed { message: error.message().clone() }, Vec::new())
            }
        }
    }

    /// An untrusted file has been copied to the device: from now on it is copied, row by row, into a project of ours.
    async fn copy_staged(&mut self, job: JobId, staged: &ProjectId, name: String) -> Next {
        let opened = match self.store.open_staged(staged).await {
            Ok(project) => {
                let own = project.name().ok().flatten();
                self.copy_stage(Source::Staged(staged.clone(), project), Then::Keep, own.or(Some(name))).await
            }
            Err(error) => {
                self.store.remove(staged).await.log_failure("an unreadable project was not removed");
                Err((Source::None, error))
            }
        };
        match opened {
            Ok((source, stage, name)) => Next::Same(Box::new(Transfer { job, source, stage, name })),
            Err((source, error)) => {
                self.release(source).await;
                Next::Over(TransferOutcome::Failed { message: error.message().clone() }, Vec::new())
            }
        }
    }

    /// Completes a copy. Returns the next stage, or `None` if the copy stays a project.
    async fn complete(
        &mut self,
        id: &ProjectId,
        mut target: Project,
        copying: Copying,
        then: Then,
        name: &str,
    ) -> Result<Option<Stage>> {
        let name = if then == Then::Keep { self.free_name(name).await } else { name.to_owned() };
        let finished = match copying.finish(&mut target).and_then(|()| target.set_name(&name)) {
            Ok(()) if then == Then::Keep => self.publish(id, &target).await,
            outcome => outcome.map_err(Error::from),
        };
        if let Err(error) = finished {
            self.discard(id, target).await;
            return Err(error);
        }
        self.store.close(id, target).await;
        Ok((then == Then::Export).then(|| {
            let progress = Counter::default();
            let task = self.store.export(id, counter(&progress));
            Stage::ExportSink { id: id.clone(), task, progress }
        }))
    }

    /// The name, with a number if another project has it.
    async fn free_name(&self, name: &str) -> String {
        // Two projects may have the same name, so a list that cannot be read does not keep this one from being made.
        let projects = self.list(None).await.unwrap_or_default();
        let taken: Vec<String> = projects
            .into_iter()
            .filter(|info| info.deleted_ms.is_none())
            .map(|info| key(&info.name))
            .collect();
        numbered(name, PROJECT_NAME_CHARS, |name| taken.contains(&key(name)))
    }

    /// Writes some photos to a zip, leaving out those deleted since.
    fn zip(
        &self,
        source: &Source,
        photos: &mut VecDeque<(PhotoId, String, String)>,
        archive: &mut PhotoArchive<Box<dyn ExportSink>>,
    ) -> Result<()> {
        let project = self.read(source)?;
        for (photo, class, name) in photos.drain(..SLICE_PHOTOS.min(photos.len())) {
            if let Some((media_type, bytes)) = project.photo_bytes(photo)? {
                let taken = project.provenance(photo)?.taken;
                archive.add_taken(&class, &name, (&bytes, &media_type), taken)?;
            }
        }
        Ok(())
    }

    /// Writes some photos of the batch to a zip, without their metadata. A photo that cannot be read any more is
    /// reported and left out.
    async fn zip_batch(
        &self,
        project: &ProjectId,
        photos: &mut VecDeque<(BatchItemId, String)>,
        archive: &mut PhotoArchive<Box<dyn ExportSink>>,
    ) -> Result<()> {
        let session = self.session.as_ref().filter(|_| self.is_open(project)).ok_or_else(closed)?;
        let mut written = 0;
        while written < SLICE_BYTES
            && let Some((photo, folder)) = photos.pop_front()
        {
            let Some((name, provenance, bytes)) = session.batch_file(photo).await else { continue };
            match bytes {
                Ok(bytes) => {
                    let media_type = Format::of(&bytes).map_or(RAW_MEDIA_TYPE, Format::media_type);
                    let taken = handlens_vision::photo::provenance::of_bytes(&bytes).or(provenance).taken;
                    if is_raw(&bytes) {
                        self.tell(Event::Notice {
                            job: None,
                            level: NoticeLevel::Note,
                            photo: Some(name.clone()),
                            message: msg!("export-raw-as-it-is"),
                        });
                    }
                    let bytes = strip(&bytes);
                    let file = name.rsplit_once('/').map_or(name.as_str(), |(_, file)| file);
                    archive.add_taken(&folder, file, (&bytes, media_type), taken)?;
                    written += bytes.len();
                }
                Err(error) => self.tell(Event::Notice {
                    job: None,
                    level: NoticeLevel::Refused,
                    photo: Some(name),
                    message: error.message().clone(),
                }),
            }
        }
        Ok(())
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

/// Polls a task until it pauses; returns its result if it is done.
async fn poll_once<T>(task: &mut Task<T>) -> Option<Result<T>> {
    poll_fn(|context| match task.as_mut().poll(context) {
        Poll::Ready(result) => Poll::Ready(Some(result)),
        Poll::Pending => Poll::Ready(None),
    })
    .await
}

fn closed() -> Error {
    Error::request(msg!("workspace-project-closed"))
}

/// A file's name without its extension.
fn stem(name: &str) -> String {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}
