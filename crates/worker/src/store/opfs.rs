//! The folders, locks and file pools of projects in the origin's private file system.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use sqlite_wasm_rs::WasmOsCallback;
use sqlite_wasm_vfs::sahpool::{OpfsSAHPoolCfgBuilder, OpfsSAHPoolUtil, install};
use wasm_bindgen::JsValue;

use super::failure::{is_held, is_held_by_another, unusable};
use crate::files::{Folder, full_or_broken, io_error};
use crate::lock::{self, Held};
use handlens_browser::LogFailure as _;
use handlens_browser::{clock, event_loop};
use handlens_core::protocol::ProjectId;
use handlens_core::{Error, Result, msg};
use handlens_store::project_store::ExportSink;

const PROJECTS: &str = "handlens-projects";
const OUTGOING: &str = "handlens-outgoing";
/// Where earlier versions kept projects and exported files.
const EARLIER: &str = "projects";
const EARLIER_OUTGOING: &str = "outgoing";
/// Length of a project's id, which is hexadecimal.
const ID_LENGTH: usize = 20;
/// The folder, and the id, of the only project of version 0.1.
pub(super) const FIRST: &str = "handlens";
pub(super) const UNFINISHED: &str = "unfinished";
pub(super) const OPEN: &str = "open";
/// Name of an exported file inside its folder.
const FILE: &str = "file";
/// Capacity of a pool: the database, its journal, and temporary files of a `VACUUM`.
const FILES: usize = 6;

/// Delays between attempts to open a project's files, in milliseconds. A terminated worker releases them a moment
/// later. So does a tab whose project is taken over: it finishes the current slice first.
const RETRY_DELAYS_MS: [i32; 9] = [50, 100, 200, 400, 600, 800, 1000, 1500, 2000];

/// Delays between attempts to write the probe file, in milliseconds.
const PROBE_DELAYS_MS: [i32; 4] = [20, 50, 100, 200];

/// Age at which an exported file is removed, in milliseconds: by then even a slow download has ended.
const OUTGOING_AGE_MS: f64 = 60.0 * 60.0 * 1000.0;

/// Projects in the private file system.
pub struct OpfsProjects {
    pub(super) root: Folder,
    projects: Folder,
    /// Projects of earlier versions, possibly among another app's folders.
    earlier: Option<Folder>,
    /// The file pools of projects that this worker has used.
    pools: RefCell<HashMap<ProjectId, OpfsSAHPoolUtil>>,
    /// The locks of projects that are open in this worker.
    pub(super) locks: RefCell<HashMap<ProjectId, Held>>,
    lost: Rc<dyn Fn(ProjectId)>,
}

impl OpfsProjects {
    pub(super) async fn open(lost: Rc<dyn Fn(ProjectId)>) -> Result<Self, JsValue> {
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
    pub(super) async fn ids(&self) -> Result<Vec<ProjectId>, JsValue> {
        let mut names = self.projects.folders().await?;
        if let Some(earlier) = &self.earlier {
            names.extend(earlier.folders().await?.into_iter().filter(|name| is_id(name)));
        }
        Ok(names.into_iter().map(ProjectId).collect())
    }

    /// The path of a project's folder, and its parent folder.
    pub(super) async fn place(&self, id: &ProjectId) -> (String, &Folder) {
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

    pub(super) async fn folder(&self, id: &ProjectId) -> Option<Folder> {
        let (_, parent) = self.place(id).await;
        parent.find(&id.0).await
    }

    /// Takes a project's lock. False if another tab has it.
    pub(super) async fn lock(&self, id: &ProjectId, steal: bool) -> bool {
        let (lost, of) = (Rc::clone(&self.lost), id.clone());
        let held = lock::acquire(&lock_name(id), steal, move || lost(of.clone())).await;
        let acquired = held.is_some();
        if let Some(held) = held {
            self.locks.borrow_mut().insert(id.clone(), held);
        }
        acquired
    }

    pub(super) async fn unlock(&self, id: &ProjectId) {
        let held = self.locks.borrow_mut().remove(id);
        if let Some(held) = held {
            held.give_back().await;
        }
    }

    /// Marks a project as open, so that its summary is not trusted if this worker ends before it closes the project.
    pub(super) async fn mark_open(&self, id: &ProjectId) {
        let Some(folder) = self.folder(id).await else { return };
        // Without the mark, only a crash can make the list wrong, until the project is opened again.
        folder.write(OPEN, "").await.log_failure("a project was not marked as open");
    }

    /// Removes the mark of [`Self::mark_open`], unless another tab has taken the project over: then the mark is that
    /// tab's.
    pub(super) async fn unmark_open(&self, id: &ProjectId) {
        let holds = self.locks.borrow().get(id).is_some_and(|held| !held.is_stolen());
        let Some(folder) = self.folder(id).await.filter(|_| holds) else { return };
        // A mark that stays only makes the next list read the project.
        folder.remove(OPEN).await.log_failure("the mark of an open project was not removed");
    }

    /// Opens a project's files, which only one worker at a time can hold.
    pub(super) async fn pool(&self, id: &ProjectId) -> Result<OpfsSAHPoolUtil, Unavailable> {
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
    pub(super) fn release_files(&self, id: &ProjectId) {
        if let Some(pool) = self.pools.borrow().get(id) {
            // Only an open database could prevent this, and there is none.
            let _ = pool.pause();
        }
    }

    /// Creates a project's folder and takes its lock and files.
    pub(super) async fn make(&self) -> Result<(ProjectId, OpfsSAHPoolUtil)> {
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

    pub(super) async fn new_file(&self) -> Result<Box<dyn ExportSink>> {
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

/// Why a project's files cannot be opened.
pub(super) enum Unavailable {
    InUse,
    Broken(Error),
}

impl Unavailable {
    pub(super) fn into_error(self) -> Error {
        match self {
            Self::InUse => Error::project(msg!("project-store-files-in-use")),
            Self::Broken(error) => error,
        }
    }
}

pub(super) fn lock_name(id: &ProjectId) -> String {
    format!("handlens-project-{}", id.0)
}

pub(super) fn vfs_name(id: &ProjectId) -> String {
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
