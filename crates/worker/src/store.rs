//! Projects in the origin's private file system. Each has a folder with the database's files and a summary for the
//! list.
//!
//! | path | content |
//! |---|---|
//! | `handlens-projects/<id>/` | the file pool of a project's database (see `sqlite_wasm_vfs::sahpool`) |
//! | `handlens-projects/<id>/about.json` | the summary for the list; rebuilt from the project if it is lost |
//! | `handlens-projects/<id>/open` | there while a worker has the project open; if that worker is gone, the summary may be out of date |
//! | `handlens-projects/<id>/unfinished` | marks a project being created; the next start removes such a project |
//! | `handlens-outgoing/` | exported files; removed by the first start that finds them over an hour old |
//! | `handlens/` | the only project of version 0.1, in the same form |
//! | `projects/<id>/` | projects of versions whose folders did not carry the app's name yet; they stay where they are |
//!
//! A host like `user.github.io` gives many apps one origin and one file system. So everything created here carries this
//! app's name, and in a folder that does not, only what is certainly a project is touched. Projects are not moved:
//! browsers cannot move folders, and a copy of gigabytes may not fit.
//!
//! A pool's file handles are exclusive, and so is the project's Web Lock. The lock tells who holds the handles.
//!
//! `opfs` has the folders, locks and file pools; `failure` the errors.

mod failure;
mod opfs;

use std::io::{Read, Write};
use std::rc::Rc;

use rsqlite_vfs::VfsFilesManager;
use rsqlite_vfs::transfer::DbTransfer;
use wasm_bindgen_futures::spawn_local;

use super::files::{full_or_broken, io_error};
use super::lock;
use handlens_browser::{clock, describe};
use handlens_core::log::LogFailure as _;
use handlens_core::protocol::{ProjectId, ProjectInfo, Storage};
use handlens_core::{Error, Result, msg};
use handlens_store::project::Project;
use handlens_store::project_store::{
    ExportSink, ExportedFile, ImportSource, Listed, MemoryStore, OpenOutcome, Progress, ProjectStore, Task,
    pause,
};

use failure::{unfit, unreadable};
pub use opfs::OpfsProjects;
use opfs::{FIRST, OPEN, UNFINISHED, Unavailable, lock_name, vfs_name};

const ABOUT: &str = "about.json";
/// The database's name inside its pool.
const DATABASE: &str = "handlens.sqlite";
/// Bytes copied between two pauses.
const COPY_BYTES: usize = 1024 * 1024;

/// Where this browser keeps projects.
#[derive(Clone)]
pub enum WebStore {
    /// In the private file system.
    Opfs(Rc<OpfsProjects>),
    /// In memory: there is no private file system, or it cannot be written to.
    Memory(MemoryStore),
}

impl WebStore {
    /// Finds out what this browser supports. `lost` is called with a project that another tab takes over.
    pub async fn open(lost: impl Fn(ProjectId) + 'static) -> Self {
        match OpfsProjects::open(Rc::new(lost)).await {
            Ok(store) => Self::Opfs(Rc::new(store)),
            // A private window, an old browser, or no space at all.
            Err(_) => Self::Memory(MemoryStore::default()),
        }
    }
}

/// A project that is being imported. If the import ends early, even because nobody polls its task, the project is
/// removed.
struct Unfinished(Option<(Rc<OpfsProjects>, ProjectId)>);

impl Unfinished {
    fn finished(mut self) -> Result<ProjectId> {
        let (_, id) = self.0.take().ok_or_else(|| Error::project(msg!("project-store-project-gone")))?;
        Ok(id)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some((opfs, id)) = self.0.take() {
            spawn_local(async move {
                // Whatever cannot be removed goes at the next start.
                WebStore::Opfs(opfs).remove(&id).await.log_failure("an exported copy was not removed");
            });
        }
    }
}

impl ProjectStore for WebStore {
    fn storage(&self) -> Storage {
        match self {
            Self::Opfs(_) => Storage::Device,
            Self::Memory(memory) => memory.storage(),
        }
    }

    async fn list(&self) -> Result<Vec<Listed>> {
        let opfs = match self {
            Self::Opfs(opfs) => opfs,
            Self::Memory(memory) => return memory.list().await,
        };
        let held = lock::held_names().await;
        let mut ids = opfs.ids().await.map_err(|failure| {
            Error::project(msg!("project-store-not-listed")).with_detail(describe(&failure))
        })?;
        if opfs.root.find(FIRST).await.is_some() {
            ids.push(ProjectId(FIRST.to_owned()));
        }
        let mut projects = Vec::new();
        for id in ids {
            let Some(folder) = opfs.folder(&id).await else { continue };
            if folder.has_file(UNFINISHED).await {
                continue;
            }
            let in_use = held.contains(&lock_name(&id));
            let about = folder.read(ABOUT).await.and_then(|json| serde_json::from_str(&json).ok());
            let is_stale = !in_use && (about.is_none() || folder.has_file(OPEN).await);
            let about = about.unwrap_or_else(|| ProjectInfo {
                id: id.clone(),
                name: String::new(),
                classes: 0,
                photos: 0,
                bytes: 0,
                changed_ms: clock::date_ms(),
                deleted_ms: None,
                in_use,
                interrupted: None,
            });
            projects.push(Listed { info: ProjectInfo { id, in_use, ..about }, is_stale });
        }
        Ok(projects)
    }

    async fn create(&self) -> Result<(ProjectId, Project)> {
        let opfs = match self {
            Self::Opfs(opfs) => opfs,
            Self::Memory(memory) => return memory.create().await,
        };
        let (id, _) = opfs.make().await?;
        match Project::open_with_vfs(DATABASE, &vfs_name(&id)) {
            Ok(project) => {
                opfs.mark_open(&id).await;
                Ok((id, project))
            }
            Err(error) => {
                self.remove(&id).await?;
                Err(error.into())
            }
        }
    }

    async fn publish(&self, info: &ProjectInfo) -> Result<()> {
        self.write_summary(info).await?;
        let Self::Opfs(opfs) = self else { return Ok(()) };
        if let Some(folder) = opfs.folder(&info.id).await {
            folder.remove(UNFINISHED).await.map_err(|failure| full_or_broken(&io_error(&failure)))?;
        }
        Ok(())
    }

    async fn open(&self, project: &ProjectId, take_over: bool) -> Result<OpenOutcome> {
        let opfs = match self {
            Self::Opfs(opfs) => opfs,
            Self::Memory(memory) => return memory.open(project, take_over).await,
        };
        if opfs.locks.borrow().contains_key(project) {
            // A transfer in this tab is reading it.
            return Ok(OpenOutcome::InUse);
        }
        if opfs.folder(project).await.is_none() {
            return Ok(OpenOutcome::Missing);
        }
        if !opfs.lock(project, take_over).await {
            return Ok(OpenOutcome::InUse);
        }
        let opened = match opfs.pool(project).await {
            Ok(_) => Project::open_with_vfs(DATABASE, &vfs_name(project)).map_err(Error::from),
            Err(Unavailable::InUse) => {
                opfs.unlock(project).await;
                return Ok(OpenOutcome::InUse);
            }
            Err(Unavailable::Broken(error)) => Err(error),
        };
        match opened {
            Ok(opened) => {
                opfs.mark_open(project).await;
                Ok(OpenOutcome::Opened(Box::new(opened)))
            }
            // A mark that an earlier worker left stays.
            Err(error) => {
                opfs.release_files(project);
                opfs.unlock(project).await;
                Err(error)
            }
        }
    }

    async fn close(&self, id: &ProjectId, project: Project) {
        match self {
            Self::Opfs(opfs) => {
                drop(project);
                opfs.release_files(id);
                opfs.unmark_open(id).await;
                opfs.unlock(id).await;
            }
            Self::Memory(memory) => memory.close(id, project).await,
        }
    }

    async fn write_summary(&self, info: &ProjectInfo) -> Result<()> {
        let opfs = match self {
            Self::Opfs(opfs) => opfs,
            Self::Memory(memory) => return memory.write_summary(info).await,
        };
        let Some(folder) = opfs.folder(&info.id).await else { return Ok(()) };
        let json = serde_json::to_string(info).unwrap_or_default();
        folder.write(ABOUT, &json).await.map_err(|failure| full_or_broken(&io_error(&failure)))
    }

    async fn remove(&self, project: &ProjectId) -> Result<()> {
        let opfs = match self {
            Self::Opfs(opfs) => opfs,
            Self::Memory(memory) => return memory.remove(project).await,
        };
        opfs.release_files(project);
        let (_, parent) = opfs.place(project).await;
        let removed = parent.remove(&project.0).await;
        opfs.unlock(project).await;
        removed.map_err(|failure| {
            Error::project(msg!("project-store-not-removed")).with_detail(describe(&failure))
        })
    }

    fn stage_import(
        &self,
        mut file: Box<dyn ImportSource>,
        bytes: u64,
        progress: Progress,
    ) -> Task<ProjectId> {
        let opfs = match self {
            Self::Opfs(opfs) => Rc::clone(opfs),
            Self::Memory(memory) => return memory.stage_import(file, bytes, progress),
        };
        Box::pin(async move {
            let (id, pool) = opfs.make().await?;
            let unfinished = Unfinished(Some((opfs, id)));
            let mut import = pool.begin_import(DATABASE, bytes).map_err(|cause| unfit(&cause))?;
            let mut buffer = vec![0; COPY_BYTES];
            let mut done = 0;
            while done < bytes {
                let count = file.read(&mut buffer).map_err(|cause| unreadable(&cause))?;
                if count == 0 {
                    return Err(unreadable(&std::io::ErrorKind::UnexpectedEof.into()));
                }
                import.write(&buffer[..count]).map_err(|cause| unfit(&cause))?;
                done += count as u64;
                progress(done, bytes);
                pause().await;
            }
            import.finish().map_err(|cause| unfit(&cause))?;
            unfinished.finished()
        })
    }

    async fn open_staged(&self, project: &ProjectId) -> Result<Project> {
        match self {
            Self::Opfs(_) => Ok(Project::open_foreign(DATABASE, Some(&vfs_name(project)))?),
            Self::Memory(memory) => memory.open_staged(project).await,
        }
    }

    fn export(&self, project: &ProjectId, progress: Progress) -> Task<ExportedFile> {
        let opfs = match self {
            Self::Opfs(opfs) => Rc::clone(opfs),
            Self::Memory(memory) => return memory.export(project, progress),
        };
        let project = project.clone();
        Box::pin(async move {
            opfs.lock(&project, false).await;
            let pool = opfs.pool(&project).await.map_err(Unavailable::into_error)?;
            let mut file = opfs.new_file().await?;
            // The journal of a closed project is obsolete but keeps its file; while it exists, the pool refuses to
            // export.
            pool.remove(&format!("{DATABASE}-journal")).map_err(|cause| unfit(&cause))?;
            let mut export = pool.begin_export(DATABASE).map_err(|cause| unfit(&cause))?;
            let total = export.size();
            let mut buffer = vec![0; COPY_BYTES];
            let mut done = 0;
            while done < total {
                let count = export.read(&mut buffer).map_err(|cause| unfit(&cause))?;
                if count == 0 {
                    break;
                }
                file.write_all(&buffer[..count]).map_err(|cause| full_or_broken(&cause))?;
                done += count as u64;
                progress(done, total);
                pause().await;
            }
            drop(export);
            file.into_file()
        })
    }

    async fn outgoing(&self) -> Result<Box<dyn ExportSink>> {
        match self {
            Self::Opfs(opfs) => opfs.new_file().await,
            Self::Memory(memory) => memory.outgoing().await,
        }
    }
}
