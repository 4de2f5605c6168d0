//! How each kind of transfer begins: its source, its first stage and its name.

use std::collections::VecDeque;

use super::{Counter, Source, Stage, Then, closed, counter};
use crate::session::{Attachment, Attachments};
use crate::workspace::{Workspace, no_longer_here};
use handlens_core::protocol::{BatchItemId, ClassId, JobId, ProjectId};
use handlens_core::{Error, Result, msg};
use handlens_store::archive::PhotoArchive;
use handlens_store::project::Copying;
use handlens_store::project_store::{OpenOutcome, ProjectStore};

impl<S: ProjectStore> Workspace<S> {
    pub(in crate::workspace) async fn duplicate(&mut self, job: JobId, project: ProjectId, name: String) {
        self.begin_copy(job, project, Then::Keep, Some(name)).await;
    }

    pub(in crate::workspace) async fn export_project(&mut self, job: JobId, project: ProjectId) {
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
    pub(super) async fn copy_stage(
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

    pub(in crate::workspace) async fn export_photos(&mut self, job: JobId, project: ProjectId) {
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

    pub(in crate::workspace) async fn export_batch(
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

    pub(in crate::workspace) fn import_project(&mut self, job: JobId, name: &str, attachments: Attachments) {
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
}

/// A file's name without its extension.
fn stem(name: &str) -> String {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}
