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

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{Read, Write};
use std::rc::Rc;

use rsqlite_vfs::VfsFilesManager;
use rsqlite_vfs::transfer::DbTransfer;
use sqlite_wasm_rs::WasmOsCallback;
use sqlite_wasm_vfs::sahpool::{OpfsSAHError, OpfsSAHPoolCfgBuilder, OpfsSAHPoolUtil, install};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::files::{Folder, full_or_broken, io_error};
use super::lock::{self, Held};
use handlens_browser::LogFailure as _;
use handlens_browser::{clock, describe, event_loop, failure_name};
use handlens_core::log::LogFailure as _;
use handlens_core::protocol::{ProjectId, ProjectInfo, Storage};
use handlens_core::{Error, Result, msg};
use handlens_store::project::Project;
use handlens_store::project_store::{
    ExportSink, ExportedFile, ImportSource, Listed, MemoryStore, OpenOutcome, Progress, ProjectStore, Task,
    pause,
};

const PROJECTS: &str = "handlens-projects";
const OUTGOING: &str = "handlens-outgoing";
/// Where earlier versions kept projects and exported files.
const EARLIER: &str = "projects";
const EARLIER_OUTGOING: &str = "outgoing";
/// Length of a project's id, which is hexadecimal.
const ID_LENGTH: usize = 20;
/// The folder, and the id, of the only project of version 0.1.
const FIRST: &str = "handlens";
const ABOUT: &str = "about.json";
const UNFINISHED: &str = "unfinished";
const OPEN: &str = "open";
/// Name of an exported file inside its folder.
const FILE: &str = "file";
/// The database's name inside its pool.
const DATABASE: &str = "handlens.sqlite";
/// Capacity of a pool: the database, its journal, and temporary files of a `VACUUM`.
const FILES: usize = 6;

/// Delays between attempts to open a project's files, in milliseconds. A terminated worker releases them a moment
/// later. So does a tab whose project is taken over: it finishes the current slice first.
const RETRY_DELAYS_MS: [i32; 9] = [50, 100, 200, 400, 600, 800, 1000, 1500, 2000];

/// Delays between attempts to write the probe file, in milliseconds.
const PROBE_DELAYS_MS: [i32; 4] = [20, 50, 100, 200];

/// Bytes copied between two pauses.
const COPY_BYTES: usize = 1024 * 1024;
/// Age at which an exported file is removed, in milliseconds: by then even a slow download has ended.
const OUTGOING_AGE_MS: f64 = 60.0 * 60.0 * 1000.0;

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

/// Projects in the private file system.
pub struct OpfsProjects {
    root: Folder,
    projects: Folder,
    /// Projects of earlier versions, possibly among another app's folders.
    earlier: Option<Folder>,
    /// The file pools of projects that this worker has used.
    pools: RefCell<HashMap<ProjectId, OpfsSAHPoolUtil>>,
    /// The locks of projects that are open in this worker.
    locks: RefCell<HashMap<ProjectId, Held>>,
    lost: Rc<dyn Fn(ProjectId)>,
}

impl OpfsProjects {
    async fn open(lost: Rc<dyn Fn(ProjectId)>) -> Result<Self, JsValue> {
        let root = Folder::root().await?;
        let projects = root.make(PROJECTS).await?;
        probe(&root.make(OUTGOING).await?).await?;
        let earlier = root.find(EARLIER).await;
        let (pools, locks) = (RefCell::default(), RefCell::default());
        let store = Self { root, projects, earlier, pools, locks, lost };
        store.tidy().await;
        Ok(store)
    }

    /// Removes what an earlier worker left unfinished, and old exported files.
    async fn tidy(&self) {
        let held = lock::held_names().await;
        for id in self.ids().await.unwrap_or_default() {
            let unfinished = match self.folder(&id).await {
                Some(folder) => folder.has_file(UNFINISHED).await,
                None => false,
            };
            if unfinished && !held.contains(&lock_name(&id)) {
                // If this fails, the next start tries again.
                let (_, parent) = self.place(&id).await;
                parent.remove(&id.0).await.log_failure("an unfinished project was not removed");
            }
        }
        for place in [OUTGOING, EARLIER_OUTGOING] {
            let Some(outgoing) = self.root.find(place).await else { continue };
            for name in outgoing.folders().await.unwrap_or_default() {
                // Our folders are named after their time of creation; another app's folder hardly is.
                let Some(made_ms) = made_ms(&name) else { continue };
                if clock::date_ms() - made_ms > OUTGOING_AGE_MS {
                    outgoing.remove(&name).await.log_failure("an old exported file was not removed");
                }
            }
        }
    }

    /// The ids of all projects except that of version 0.1.
    async fn ids(&self) -> Result<Vec<ProjectId>, JsValue> {
        let mut names = self.projects.folders().await?;
        if let Some(earlier) = &self.earlier {
            names.extend(earlier.folders().await?.into_iter().filter(|name| is_id(name)));
        }
        Ok(names.into_iter().map(ProjectId).collect())
    }

    /// The path of a project's folder, and its parent folder.
    async fn place(&self, id: &ProjectId) -> (String, &Folder) {
        if id.0 == FIRST {
            return (FIRST.to_owned(), &self.root);
        }
        if let Some(earlier) = self.earlier.as_ref().filter(|_| is_id(&id.0))
            && self.projects.find(&id.0).await.is_none()
            && earlier.find(&id.0).await.is_some()
        {
            return (format!("{EARLIER}/{}", id.0), earlier);
        }
        (format!("{PROJECTS}/{}", id.0), &self.projects)
    }

    async fn folder(&self, id: &ProjectId) -> Option<Folder> {
        let (_, parent) = self.place(id).await;
        parent.find(&id.0).await
    }

    /// Takes a project's lock. False if another tab has it.
    async fn lock(&self, id: &ProjectId, steal: bool) -> bool {
        let (lost, of) = (Rc::clone(&self.lost), id.clone());
        let held = lock::acquire(&lock_name(id), steal, move || lost(of.clone())).await;
        let acquired = held.is_some();
        if let Some(held) = held {
            self.locks.borrow_mut().insert(id.clone(), held);
        }
        acquired
    }

    async fn unlock(&self, id: &ProjectId) {
        let held = self.locks.borrow_mut().remove(id);
        if let Some(held) = held {
            held.give_back().await;
        }
    }

    /// Marks a project as open, so that its summary is not trusted if this worker ends before it closes the project.
    async fn mark(&self, id: &ProjectId) {
        let Some(folder) = self.folder(id).await else { return };
        // Without the mark, only a crash can make the list wrong, until the project is opened again.
        folder.write(OPEN, "").await.log_failure("a project was not marked as open");
    }

    /// Removes the mark of [`Self::mark`], unless another tab has taken the project over: then the mark is that tab's.
    async fn unmark(&self, id: &ProjectId) {
        let holds = self.locks.borrow().get(id).is_some_and(|held| !held.is_stolen());
        let Some(folder) = self.folder(id).await.filter(|_| holds) else { return };
        // A mark that stays only makes the next list read the project.
        folder.remove(OPEN).await.log_failure("the mark of an open project was not removed");
    }

    /// Opens a project's files, which only one worker at a time can hold.
    async fn pool(&self, id: &ProjectId) -> Result<OpfsSAHPoolUtil, Unavailable> {
        let known = self.pools.borrow().get(id).cloned();
        let (directory, _) = self.place(id).await;
        let config = OpfsSAHPoolCfgBuilder::new()
            .vfs_name(&vfs_name(id))
            .directory(&directory)
            .initial_capacity(FILES)
            .build();
        let mut delays = RETRY_DELAYS_MS.into_iter();
        loop {
            let installed = match &known {
                Some(pool) => Ok(pool.clone()),
                None => install::<WasmOsCallback>(&config, false).await,
            };
            // A pool that was installed before may be paused; for others this does nothing.
            let taken = match installed {
                Ok(pool) => pool.resume().await.map(|()| pool),
                failed => failed,
            };
            match taken {
                Ok(pool) => {
                    self.pools.borrow_mut().insert(id.clone(), pool.clone());
                    return Ok(pool);
                }
                Err(failure) if is_held(&failure) => match delays.next() {
                    Some(delay) => event_loop::delay_ms(delay).await,
                    None => return Err(Unavailable::InUse),
                },
                Err(failure) => return Err(Unavailable::Broken(unusable(&failure))),
            }
        }
    }

    /// Releases a project's files.
    fn rest(&self, id: &ProjectId) {
        if let Some(pool) = self.pools.borrow().get(id) {
            // Only an open database could prevent this, and there is none.
            let _ = pool.pause();
        }
    }

    /// Creates a project's folder and takes its lock and files.
    async fn make(&self) -> Result<(ProjectId, OpfsSAHPoolUtil)> {
        let id = ProjectId(random_id()?);
        // Lock first: a tab that starts at this moment removes projects that are unfinished and unlocked.
        let taken = self.folder(&id).await.is_some() || !self.lock(&id, false).await;
        if taken {
            // Never touch the folder of an existing project, which would then be marked as unfinished.
            return Err(Error::project(msg!("project-store-no-new-project")));
        }
        let made = async {
            let folder = self.projects.make(&id.0).await?;
            folder.write(UNFINISHED, "").await
        };
        let pool = match made.await {
            Ok(()) => self.pool(&id).await.map_err(Unavailable::into_error),
            Err(failure) => Err(full_or_broken(&io_error(&failure))),
        };
        match pool {
            Ok(pool) => Ok((id, pool)),
            Err(error) => {
                self.unlock(&id).await;
                self.projects
                    .remove(&id.0)
                    .await
                    .log_failure("a project that was not created was not removed");
                Err(error)
            }
        }
    }

    async fn new_file(&self) -> Result<Box<dyn ExportSink>> {
        let made = async {
            // Each file gets its own folder, named after its time of creation: see `tidy`.
            let outgoing = self.root.make(OUTGOING).await?;
            let mut made_ms = clock::date_ms() as u64;
            while outgoing.find(&made_ms.to_string()).await.is_some() {
                made_ms += 1;
            }
            let name = made_ms.to_string();
            let folder = outgoing.make(&name).await?;
            folder.outgoing(FILE, format!("{OUTGOING}/{name}/{FILE}")).await
        };
        match made.await {
            Ok(file) => Ok(Box::new(file)),
            Err(failure) => Err(full_or_broken(&io_error(&failure))),
        }
    }
}

/// Whether files can be written here. Some browsers offer folders but refuse files, or offer files that cannot hold a
/// database.
async fn probe(folder: &Folder) -> Result<(), JsValue> {
    let mut delays = PROBE_DELAYS_MS.into_iter();
    loop {
        let Err(failure) = folder.write("probe", "").await else { return Ok(()) };
        // Another tab that is starting at this moment may hold the file.
        match delays.next().filter(|_| is_held_by_another(&failure)) {
            Some(delay) => event_loop::delay_ms(delay).await,
            None => return Err(failure),
        }
    }
}

/// A project that is being imported. If the import ends early, even because nobody polls its job, the project is
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

/// Why a project's files cannot be opened.
enum Unavailable {
    InUse,
    Broken(Error),
}

impl Unavailable {
    fn into_error(self) -> Error {
        match self {
            Self::InUse => Error::project(msg!("project-store-files-in-use")),
            Self::Broken(error) => error,
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
                opfs.mark(&id).await;
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
                opfs.mark(project).await;
                Ok(OpenOutcome::Opened(Box::new(opened)))
            }
            // A mark that an earlier worker left stays.
            Err(error) => {
                opfs.rest(project);
                opfs.unlock(project).await;
                Err(error)
            }
        }
    }

    async fn close(&self, id: &ProjectId, project: Project) {
        match self {
            Self::Opfs(opfs) => {
                drop(project);
                opfs.rest(id);
                opfs.unmark(id).await;
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
        opfs.rest(project);
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

fn lock_name(id: &ProjectId) -> String {
    format!("handlens-project-{}", id.0)
}

fn vfs_name(id: &ProjectId) -> String {
    format!("opfs-{}", id.0)
}

/// When the folder of an exported file was created, in milliseconds since 1970, from its name: 13 digits until the year
/// 2286.
fn made_ms(name: &str) -> Option<f64> {
    (name.len() == 13 && name.bytes().all(|byte| byte.is_ascii_digit())).then(|| name.parse().ok())?
}

/// Whether a folder's name could be a project's id.
fn is_id(name: &str) -> bool {
    name.len() == ID_LENGTH && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// 80 random bits from the browser, in hexadecimal.
fn random_id() -> Result<String> {
    let mut bytes = [0; ID_LENGTH / 2];
    getrandom::fill(&mut bytes)
        .map_err(|cause| Error::project(msg!("project-store-without-randomness")).with_detail(cause))?;
    Ok(bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}")))
}

/// Chromium and Firefox report NoModificationAllowedError; Safari before version 17 reported InvalidStateError.
fn is_held_by_another(failure: &JsValue) -> bool {
    matches!(failure_name(failure).as_deref(), Some("NoModificationAllowedError" | "InvalidStateError"))
}

/// Whether another worker holds the files, or held them until a moment ago.
fn is_held(failure: &OpfsSAHError) -> bool {
    matches!(failure, OpfsSAHError::Opfs { value, .. } if is_held_by_another(value))
}

fn is_full(failure: &OpfsSAHError) -> bool {
    matches!(failure, OpfsSAHError::Opfs { value, .. }
        if failure_name(value).as_deref() == Some("QuotaExceededError"))
}

/// The error for files that cannot be opened although nobody else uses them.
fn unusable(failure: &OpfsSAHError) -> Error {
    if is_full(failure) {
        return full_or_broken(&std::io::ErrorKind::StorageFull.into());
    }
    Error::project(msg!("project-store-files-unusable")).with_detail(failure)
}

/// The error for a file that is not a database, or that does not fit on the device.
fn unfit(failure: &OpfsSAHError) -> Error {
    if is_full(failure) {
        return full_or_broken(&std::io::ErrorKind::StorageFull.into());
    }
    Error::project(msg!("project-store-file-unfit")).with_detail(failure)
}

fn unreadable(cause: &std::io::Error) -> Error {
    Error::project(msg!("project-store-file-unreadable")).with_detail(cause)
}
