//! One slice of a transfer: copies, reads or writes a little, and goes on to the next stage.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::Poll;

use super::{Counter, Next, Source, Stage, Then, Transfer, closed, counter};
use crate::workspace::Workspace;
use handlens_core::log::LogFailure;
use handlens_core::protocol::{BatchItemId, Event, JobId, NoticeLevel, PhotoId, ProjectId, TransferOutcome};
use handlens_core::text::name::{key, numbered};
use handlens_core::{Error, Result, msg};
use handlens_store::archive::PhotoArchive;
use handlens_store::project::{Copying, PROJECT_NAME_CHARS, Project};
use handlens_store::project_store::{ExportSink, ProjectStore, Task};
use handlens_vision::photo::{Format, RAW_MEDIA_TYPE, is_raw, strip};

/// Photos copied or written to a zip per slice: a few tens of milliseconds.
const SLICE_PHOTOS: usize = 40;
/// Bytes of a batch's photos written to a zip per slice, since their files are read one after the other.
const SLICE_BYTES: usize = 4_000_000;

impl<S: ProjectStore> Workspace<S> {
    pub(super) async fn advance(&mut self, transfer: Transfer) -> Next {
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
}

/// Polls a task until it pauses; returns its result if it is done.
async fn poll_once<T>(task: &mut Task<T>) -> Option<Result<T>> {
    poll_fn(|context| match task.as_mut().poll(context) {
        Poll::Ready(result) => Poll::Ready(Some(result)),
        Poll::Pending => Poll::Ready(None),
    })
    .await
}
