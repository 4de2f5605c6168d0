//! A store of projects in memory, which are lost when the program ends.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::rc::Rc;

use super::{ExportSink, ExportedFile, ImportSource, Listed, OpenOutcome, Progress, ProjectStore, Task};
use crate::project::Project;
use handlens_core::protocol::{ProjectId, ProjectInfo, Storage};
use handlens_core::{Error, Result, msg};

/// A store of projects in memory. Clones share the same projects.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    places: Rc<RefCell<BTreeMap<String, Place>>>,
    made: Rc<RefCell<u32>>,
}

#[derive(Debug, Default)]
struct Place {
    /// None while the project is open.
    project: Option<Project>,
    /// A staged database that has not been opened yet.
    staged: Option<Vec<u8>>,
    /// None while the project is unfinished.
    info: Option<ProjectInfo>,
}

impl MemoryStore {
    fn new_place(&self, place: Place) -> ProjectId {
        let mut made = self.made.borrow_mut();
        *made += 1;
        let id = format!("memory-{made}");
        self.places.borrow_mut().insert(id.clone(), place);
        ProjectId(id)
    }

    fn with<T>(&self, id: &ProjectId, read: impl FnOnce(&mut Place) -> T) -> Option<T> {
        self.places.borrow_mut().get_mut(&id.0).map(read)
    }
}

impl ProjectStore for MemoryStore {
    fn storage(&self) -> Storage {
        Storage::Memory
    }

    async fn list(&self) -> Result<Vec<Listed>> {
        let places = self.places.borrow();
        let listed = places.values().filter_map(|place| {
            let info = ProjectInfo { in_use: place.project.is_none(), ..place.info.clone()? };
            // Whatever could end the program early ends this store too.
            Some(Listed { info, is_stale: false })
        });
        Ok(listed.collect())
    }

    async fn create(&self) -> Result<(ProjectId, Project)> {
        let project = Project::in_memory()?;
        Ok((self.new_place(Place::default()), project))
    }

    async fn publish(&self, info: &ProjectInfo) -> Result<()> {
        self.write_summary(info).await
    }

    async fn open(&self, project: &ProjectId, _take_over: bool) -> Result<OpenOutcome> {
        let taken = self.with(project, |place| place.info.is_some().then(|| place.project.take()));
        Ok(match taken.flatten() {
            Some(Some(project)) => OpenOutcome::Opened(Box::new(project)),
            Some(None) => OpenOutcome::InUse,
            None => OpenOutcome::Missing,
        })
    }

    async fn close(&self, id: &ProjectId, project: Project) {
        self.with(id, |place| place.project = Some(project));
    }

    async fn write_summary(&self, info: &ProjectInfo) -> Result<()> {
        self.with(&info.id, |place| place.info = Some(info.clone()));
        Ok(())
    }

    async fn remove(&self, project: &ProjectId) -> Result<()> {
        self.places.borrow_mut().remove(&project.0);
        Ok(())
    }

    fn stage_import(
        &self,
        mut file: Box<dyn ImportSource>,
        bytes: u64,
        progress: Progress,
    ) -> Task<ProjectId> {
        let all = self.clone();
        Box::pin(async move {
            let mut held = Vec::new();
            // A tab's memory has no room for more than one copy.
            let reserved = usize::try_from(bytes).ok().and_then(|bytes| held.try_reserve_exact(bytes).ok());
            reserved.ok_or_else(|| Error::project(msg!("project-store-too-large-for-memory")))?;
            io::copy(&mut io::Read::take(&mut file, bytes), &mut held).map_err(|cause| unreadable(&cause))?;
            progress(bytes, bytes);
            Ok(all.new_place(Place { staged: Some(held), ..Place::default() }))
        })
    }

    async fn open_staged(&self, project: &ProjectId) -> Result<Project> {
        let staged = self.with(project, |place| place.staged.take()).flatten();
        let bytes = staged.ok_or_else(|| Error::project(msg!("project-store-file-gone")))?;
        Ok(Project::open_foreign_bytes(&bytes)?)
    }

    fn export(&self, project: &ProjectId, progress: Progress) -> Task<ExportedFile> {
        let bytes = self.with(project, |place| place.project.as_mut().map(Project::serialize)).flatten();
        Box::pin(async move {
            let bytes = bytes.ok_or_else(|| Error::project(msg!("project-store-project-gone")))??;
            progress(bytes.len() as u64, bytes.len() as u64);
            Ok(ExportedFile::Bytes(bytes))
        })
    }

    async fn outgoing(&self) -> Result<Box<dyn ExportSink>> {
        Ok(Box::new(Bytes::default()))
    }
}

/// The error for a file of the person that cannot be read.
fn unreadable(cause: &io::Error) -> Error {
    Error::project(msg!("project-store-file-unreadable")).with_detail(cause)
}

#[derive(Default)]
struct Bytes(Vec<u8>);

impl Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl ExportSink for Bytes {
    fn into_file(self: Box<Self>) -> Result<ExportedFile> {
        Ok(ExportedFile::Bytes(self.0))
    }
}
