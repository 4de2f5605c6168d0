//! Projects in the origin's private file system: a folder for each, with the database's files, and what the list shows.
//!
//! | place | what it is |
//! |---|---|
//! | `handlens-projects/<id>/` | the pool of files of a project's database (see `sqlite_wasm_vfs::sahpool`) |
//! | `handlens-projects/<id>/about.json` | what the list shows; made again from the project if it is lost |
//! | `handlens-projects/<id>/unfinished` | there while a project is being made: the next start removes such a project |
//! | `handlens-outgoing/` | files for the person, removed at the next start that finds them an hour old |
//! | `handlens/` | the one project of version 0.1, in the same form |
//! | `projects/<id>/` | projects of versions before the folders had names of their own; they stay where they are |
//!
//! A host like `user.github.io` gives many apps one origin and one file system. So what is made carries this app's name, and of
//! a folder that does not, only what is surely a project's is touched. Projects are not moved: browsers move no folders, and
//! a copy of gigabytes may not fit.
//!
//! A pool's file handles are exclusive, and so is the project's Web Lock; the lock tells who holds the handles.

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
use handlens_browser::{clock, describe, event_loop, failure_name};
use handlens_core::log::LogFailure;
use handlens_core::protocol::{ProjectId, ProjectInfo, Storage};
use handlens_core::{Error, Result, msg};
use handlens_store::project::Project;
use handlens_store::project_store::{
    ExportSink, ExportedFile, ImportSource, Job, MemoryStore, OpenOutcome, Progress, ProjectStore, pause,
};

const PROJECTS: &str = "handlens-projects";
const OUTGOING: &str = "handlens-outgoing";
/// Where earlier versions kept projects, and files for the person.
const EARLIER: &str = "projects";
const EARLIER_OUTGOING: &str = "outgoing";
/// Length of a project's name, which is hexadecimal.
const ID_LENGTH: usize = 20;
/// The folder of the only project that version 0.1 knew, and the name it has in the list.
const FIRST: &str = "handlens";
const ABOUT: &str = "about.json";
const UNFINISHED: &str = "unfinished";
/// A file for the person, inside its folder.
const FILE: &str = "file";
/// The database's name inside its pool.
const DATABASE: &str = "handlens.sqlite";
/// The database, its journal, and room for temporary files of a `VACUUM`.
const FILES: usize = 6;

/// Waits between tries to get a project's files, in milliseconds. A worker that was just ended gives them back a moment
/// later, and so does a tab that the project is taken from: it finishes the slice that it is in.
const RETRY_DELAYS_MS: [i32; 9] = [50, 100, 200, 400, 600, 800, 1000, 1500, 2000];

/// Waits between tries to write the file that shows whether files can be written, in milliseconds.
const PROBE_DELAYS_MS: [i32; 4] = [20, 50, 100, 200];

/// Bytes copied between two pauses.
const COPY_BYTES: usize = 1024 * 1024;
/// How old a file for the person is when it is removed, in milliseconds: a slow download has ended by then.
const OUTGOING_AGE_MS: f64 = 60.0 * 60.0 * 1000.0;

/// Where this browser keeps projects.
#[derive(Clone)]
pub enum WebStore {
    /// In the private file system.
    Opfs(Rc<OpfsShelf>),
    /// In memory: there is no such file system, or it takes nothing.
    Memory(MemoryStore),
}

impl WebStore {
    /// Looks what this browser can do. `lost` is told of an open project that another tab takes over.
    pub async fn open(lost: impl Fn(ProjectId) + 'static) -> Self {
        match OpfsShelf::open(Rc::new(lost)).await {
            Ok(store) => Self::Opfs(Rc::new(store)),
            // A private window, an old browser, or no space at all.
            Err(_) => Self::Memory(MemoryStore::default()),
        }
    }
}

/// Projects in the private file system.
pub struct OpfsShelf {
    root: Folder,
    projects: Folder,
    /// Projects of earlier versions, perhaps among another app's folders.
    earlier: Option<Folder>,
    /// The projects whose folder has been used by this worker.
    pools: RefCell<HashMap<ProjectId, OpfsSAHPoolUtil>>,
    /// The projects that are open here.
    locks: RefCell<HashMap<ProjectId, Held>>,
    lost: Rc<dyn Fn(ProjectId)>,
}

impl OpfsShelf {
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

    /// Removes what an earlier worker left unfinished, and files that the person has long had.
    async fn tidy(&self) {
        let held = lock::held_names().await;
        for id in self.ids().await.unwrap_or_default() {
            let unfinished = match self.folder(&id).await {
                Some(folder) => folder.has_file(UNFINISHED).await,
                None => false,
            };
            if unfinished && !held.contains(&lock_name(&id)) {
                // Another try comes with the next start.
                let (_, parent) = self.place(&id).await;
                parent.remove(&id.0).await.log_failure("an unfinished project was not removed");
            }
        }
        for place in [OUTGOING, EARLIER_OUTGOING] {
            let Some(outgoing) = self.root.find(place).await else { continue };
            for name in outgoing.folders().await.unwrap_or_default() {
                // Named by when it was made; another app's folder is hardly.
                let Some(made_ms) = made_ms(&name) else { continue };
                if clock::date_ms() - made_ms > OUTGOING_AGE_MS {
                    outgoing.remove(&name).await.log_failure("an old exported file was not removed");
                }
            }
        }
    }

    /// All projects' folders but that of the first version.
    async fn ids(&self) -> Result<Vec<ProjectId>, JsValue> {
        let mut names = self.projects.folders().await?;
        if let Some(earlier) = &self.earlier {
            names.extend(earlier.folders().await?.into_iter().filter(|name| is_id(name)));
        }
        Ok(names.into_iter().map(ProjectId).collect())
    }

    /// The folder that a project's folder is in, and the path to the latter.
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

    /// Takes a project's lock; false if another tab has it.
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

    /// Takes a project's files, which only one worker at a time can hold.
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
            // One that has been installed before may rest; for the others this does nothing.
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

    /// Gives a project's files back.
    fn rest(&self, id: &ProjectId) {
        if let Some(pool) = self.pools.borrow().get(id) {
            // Only an open database could stop it; there is none.
            let _ = pool.pause();
        }
    }

    /// A new folder, its lock and its files.
    async fn make(&self) -> Result<(ProjectId, OpfsSAHPoolUtil)> {
        let id = ProjectId(random_id()?);
        // The lock first: a tab that starts just now removes what is unfinished and unlocked.
        let taken = self.folder(&id).await.is_some() || !self.lock(&id, false).await;
        if taken {
            // Never that of another project, which would be marked as unfinished.
            return Err(Error::project(msg!("shelf-no-new-project")));
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
            // A folder for each, named by when it was made: see `tidy`.
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

/// Whether files can be written here: some browsers give the folders and then refuse the files, or files that cannot hold a
/// database.
async fn probe(folder: &Folder) -> Result<(), JsValue> {
    let mut delays = PROBE_DELAYS_MS.into_iter();
    loop {
        let Err(failure) = folder.write("probe", "").await else { return Ok(()) };
        // Another tab that starts just now has the file.
        match delays.next().filter(|_| is_held_by_another(&failure)) {
            Some(delay) => event_loop::delay_ms(delay).await,
            None => return Err(failure),
        }
    }
}

/// A project that is being taken in. If that ends early, be it because nobody polls the job any more, it is removed.
struct Unfinished(Option<(Rc<OpfsShelf>, ProjectId)>);

impl Unfinished {
    fn finished(mut self) -> Result<ProjectId> {
        let (_, id) = self.0.take().ok_or_else(|| Error::project(msg!("shelf-project-gone")))?;
        Ok(id)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some((opfs, id)) = self.0.take() {
            spawn_local(async move {
                // What is left is removed at the next start.
                WebStore::Opfs(opfs).remove(&id).await.log_failure("an exported copy was not removed");
            });
        }
    }
}

/// Why a project's files cannot be had.
enum Unavailable {
    InUse,
    Broken(Error),
}

impl Unavailable {
    fn into_error(self) -> Error {
        match self {
            Self::InUse => Error::project(msg!("shelf-files-in-use")),
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

    async fn list(&self) -> Result<Vec<ProjectInfo>> {
        let opfs = match self {
            Self::Opfs(opfs) => opfs,
            Self::Memory(memory) => return memory.list().await,
        };
        let held = lock::held_names().await;
        let mut ids = opfs
            .ids()
            .await
            .map_err(|failure| Error::project(msg!("shelf-not-listed")).with_detail(describe(&failure)))?;
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
            // Without a name, the workspace looks the rest up in the project.
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
            projects.push(ProjectInfo { id, in_use, ..about });
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
            Ok(project) => Ok((id, project)),
            Err(error) => {
                self.remove(&id).await?;
                Err(error.into())
            }
        }
    }

    async fn publish(&self, info: &ProjectInfo) -> Result<()> {
        self.note(info).await?;
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
            // A transfer of this tab reads it.
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
            Ok(project) => Ok(OpenOutcome::Opened(Box::new(project))),
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
                opfs.unlock(id).await;
            }
            Self::Memory(memory) => memory.close(id, project).await,
        }
    }

    async fn note(&self, info: &ProjectInfo) -> Result<()> {
        let opfs = match self {
            Self::Opfs(opfs) => opfs,
            Self::Memory(memory) => return memory.note(info).await,
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
        removed.map_err(|failure| Error::project(msg!("shelf-not-removed")).with_detail(describe(&failure)))
    }

    fn stage(&self, mut file: Box<dyn ImportSource>, bytes: u64, progress: Progress) -> Job<ProjectId> {
        let opfs = match self {
            Self::Opfs(opfs) => Rc::clone(opfs),
            Self::Memory(memory) => return memory.stage(file, bytes, progress),
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

    fn export(&self, project: &ProjectId, progress: Progress) -> Job<ExportedFile> {
        let opfs = match self {
            Self::Opfs(opfs) => Rc::clone(opfs),
            Self::Memory(memory) => return memory.export(project, progress),
        };
        let project = project.clone();
        Box::pin(async move {
            opfs.lock(&project, false).await;
            let pool = opfs.pool(&project).await.map_err(Unavailable::into_error)?;
            let mut file = opfs.new_file().await?;
            // A closed copy's journal is spent, but keeps its space; with it there, the pool hands nothing out.
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
            file.hand_out()
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

/// When a folder with a file for the person was made, in milliseconds since 1970, by its name: 13 digits until the year 2286.
fn made_ms(name: &str) -> Option<f64> {
    (name.len() == 13 && name.bytes().all(|byte| byte.is_ascii_digit())).then(|| name.parse().ok())?
}

/// Whether a folder may be a project's, by its name.
fn is_id(name: &str) -> bool {
    name.len() == ID_LENGTH && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// 80 bits from the browser's source of randomness, in hexadecimal.
fn random_id() -> Result<String> {
    let mut bytes = [0; ID_LENGTH / 2];
    getrandom::fill(&mut bytes)
        .map_err(|cause| Error::project(msg!("shelf-without-randomness")).with_detail(cause))?;
    Ok(bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}")))
}

/// Chromium and Firefox say NoModificationAllowedError; Safari said InvalidStateError before version 17.
fn is_held_by_another(failure: &JsValue) -> bool {
    matches!(failure_name(failure).as_deref(), Some("NoModificationAllowedError" | "InvalidStateError"))
}

/// Whether another worker holds the files, or held them until just now.
fn is_held(failure: &OpfsSAHError) -> bool {
    matches!(failure, OpfsSAHError::Opfs { value, .. } if is_held_by_another(value))
}

fn is_full(failure: &OpfsSAHError) -> bool {
    matches!(failure, OpfsSAHError::Opfs { value, .. }
        if failure_name(value).as_deref() == Some("QuotaExceededError"))
}

/// Files that cannot be had for another reason than that they are in use.
fn unusable(failure: &OpfsSAHError) -> Error {
    if is_full(failure) {
        return full_or_broken(&std::io::ErrorKind::StorageFull.into());
    }
    Error::project(msg!("shelf-files-unusable")).with_detail(failure)
}

/// A file that is no database, or no place for it.
fn unfit(failure: &OpfsSAHError) -> Error {
    if is_full(failure) {
        return full_or_broken(&std::io::ErrorKind::StorageFull.into());
    }
    Error::project(msg!("shelf-file-unfit")).with_detail(failure)
}

fn unreadable(cause: &std::io::Error) -> Error {
    Error::project(msg!("shelf-file-unreadable")).with_detail(cause)
}
