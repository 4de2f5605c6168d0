//! The project's database: on the device through OPFS where that works, otherwise in memory.

use sqlite_wasm_rs::WasmOsCallback;
use sqlite_wasm_vfs::sahpool::{OpfsSAHError, OpfsSAHPoolCfgBuilder, install};

use super::{failure_name, turn};
use crate::Result;
use crate::project::Project;
use crate::protocol::Storage;

/// The database's name inside the pool, and the pool's folder and name.
const DATABASE: &str = "handlens.sqlite";
const DIRECTORY: &str = "handlens";
const VFS: &str = "handlens-opfs";
/// The database, its journal, and room for temporary files of a `VACUUM` or an import.
const FILES: usize = 6;

/// Waits between tries, in milliseconds. A worker that was just ended gives its file handles back a moment later;
/// another tab keeps them for as long as it lives.
const RETRY_DELAYS_MS: [i32; 6] = [50, 100, 200, 400, 600, 800];

/// An opened project, and where it is kept.
pub struct Opened {
    /// The project.
    pub project: Project,
    /// Where it is kept.
    pub storage: Storage,
    /// What to tell the person, if a project on this device could not be used.
    pub warning: Option<String>,
}

/// Opens the project of this device. Fails only if there is no memory for a database either.
pub async fn open() -> Result<Opened> {
    let warning = match install_pool().await {
        Ok(()) => match Project::open_with_vfs(DATABASE, VFS) {
            Ok(project) => return Ok(Opened { project, storage: Storage::Device, warning: None }),
            Err(error) => {
                let detail = error.detail().unwrap_or_default();
                Some(format!(
                    "The project on this device could not be opened and was left untouched. {error} {detail}"
                ))
            }
        },
        Err(Unavailable::InUse) => Some(
            "Another tab has the project of this device open; what you do here ends with this tab."
                .to_owned(),
        ),
        // The page's own notice about a project in memory says all there is to say.
        Err(Unavailable::Missing) => None,
    };
    Ok(Opened { project: Project::in_memory()?, storage: Storage::Memory, warning })
}

/// Why the device keeps nothing.
enum Unavailable {
    /// Another worker holds the files.
    InUse,
    /// No OPFS: an old browser, a private window, or no room left.
    Missing,
}

/// Takes the pool of files in OPFS, which only one worker at a time can hold.
async fn install_pool() -> Result<(), Unavailable> {
    let config =
        OpfsSAHPoolCfgBuilder::new().vfs_name(VFS).directory(DIRECTORY).initial_capacity(FILES).build();
    let mut delays = RETRY_DELAYS_MS.into_iter();
    loop {
        match install::<WasmOsCallback>(&config, false).await {
            Ok(_) => return Ok(()),
            Err(failure) if is_held(&failure) => match delays.next() {
                Some(delay) => turn::delay_ms(delay).await,
                None => return Err(Unavailable::InUse),
            },
            Err(_) => return Err(Unavailable::Missing),
        }
    }
}

/// Whether another worker holds the files, or held them until just now.
fn is_held(failure: &OpfsSAHError) -> bool {
    // Chromium and Firefox say NoModificationAllowedError; Safari said InvalidStateError before version 17.
    matches!(failure, OpfsSAHError::Opfs { value, .. }
        if matches!(failure_name(value).as_deref(), Some("NoModificationAllowedError" | "InvalidStateError")))
}
