//! A project: classes, photos, features, settings, a head and the journal of changes, in one `SQLite`
//! database.
//!
//! | file | does |
//! |---|---|
//! | `schema` | opening, migrations, storage settings |
//! | `about` | name and size |
//! | `change` | input and result of changes: plain data |
//! | `journal` | undo and redo |
//! | `edit` | create, rename, merge, delete, move |
//! | `edit_kind` | kinds of changes, as stored in the journal |
//! | `import` | adding photos in batches |
//! | `feature` | features of photos, the trained head, settings |
//! | `traits` | measurements of photos, and dismissed issues |
//! | `provenance` | when and where photos were taken; removes metadata that older versions stored |
//! | `copy` | copies the live content of a project into another, in slices |
//! | `foreign` | opens untrusted files |
//! | `purge` | removes what can no longer be restored, and frees its space |
//! | `valid` | validation of rows that are copied between projects |
//! | `check` | integrity check |
//!
//! The same code runs natively and in the browser, where the database is on OPFS. Rules that hold throughout:
//!
//! - Every change is one transaction: after a crash it is applied completely or not at all.
//! - Nothing is cached in memory; reads always go to the database.
//! - Deleting is soft: a deleted photo has no class, a deleted class no position. Their rows remain as long as a
//!   journal entry refers to them, so that undo restores everything, including features. After that they are purged,
//!   in slices.
//! - Listing photos reads no image: bytes and thumbnails are in tables of their own.
//!
//! Nothing here makes decisions, trains, decodes or knows a device.

mod about;
mod change;
mod check;
mod copy;
mod edit;
mod edit_kind;
mod feature;
mod foreign;
mod import;
mod journal;
mod provenance;
mod purge;
mod report;
mod schema;
mod traits;
mod valid;

use rusqlite::{Connection, MAIN_DB, OptionalExtension, Row, Transaction, TransactionBehavior};

pub use about::{PROJECT_NAME_CHARS, Summary};
pub use change::{Change, ImportId, Imported, NewPhoto, PhotoChange, StoredHead};
pub use copy::Copying;
pub use foreign::{HEADER_BYTES, check_header};
pub use import::Interrupted;
pub use journal::JOURNAL_ENTRIES;
pub use report::{REPORT_VERSION, StoredReport};
pub use traits::{Kept, Measured};

use crate::Result;
use handlens_core::protocol::{ClassId, ClassInfo, PhotoId, PhotoInfo};
use handlens_vision::photo::{PhotoHash, strip};

/// An open project.
#[derive(Debug)]
pub struct Project {
    connection: Connection,
    /// Whether it is an untrusted file.
    foreign: bool,
}

impl Project {
    /// A new project in memory, which is lost when the program ends.
    pub fn in_memory() -> Result<Self> {
        Self::prepare(Connection::open_in_memory()?)
    }

    /// Opens or creates a project. `path` is a path natively, and a file name of the default VFS in the browser.
    ///
    /// # Errors
    /// A sentence if the file is no project, is damaged, or was written by a newer version.
    pub fn open(path: &str) -> Result<Self> {
        Self::prepare(Connection::open_with_flags(path, schema::open_flags())?)
    }

    /// As [`Project::open`], in the VFS that is registered as `vfs`.
    pub fn open_with_vfs(path: &str, vfs: &str) -> Result<Self> {
        Self::prepare(Connection::open_with_flags_and_vfs(path, schema::open_flags(), vfs)?)
    }

    /// The database as the bytes of a file, also for a project in memory.
    pub fn serialize(&mut self) -> Result<Vec<u8>> {
        Ok(self.connection.serialize(MAIN_DB)?.to_vec())
    }

    fn prepare(mut connection: Connection) -> Result<Self> {
        schema::prepare(&mut connection)?;
        let mut project = Self { connection, foreign: false };
        project.finish_interrupted_imports()?;
        Ok(project)
    }

    /// All classes, in order.
    pub fn classes(&self) -> Result<Vec<ClassInfo>> {
        edit::live_classes(&self.connection)
    }

    /// All photos, in the order in which they were first added.
    pub fn photos(&self) -> Result<Vec<PhotoInfo>> {
        let sql = "SELECT id, class, name FROM photo WHERE class IS NOT NULL ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let photos = statement.query_map([], photo_info)?.collect::<rusqlite::Result<_>>()?;
        Ok(photos)
    }

    /// All photos with their class and hash, in the order of [`Project::photos`].
    pub fn hashes(&self) -> Result<Vec<(PhotoId, ClassId, PhotoHash)>> {
        let sql = "SELECT id, class, hash FROM photo WHERE class IS NOT NULL ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement
            .query_map([], |row| Ok((PhotoId(row.get(0)?), ClassId(row.get(1)?), PhotoHash(row.get(2)?))))?;
        let hashes = rows.collect::<rusqlite::Result<_>>()?;
        Ok(hashes)
    }

    /// The photo with this hash and its class; no class if it was deleted and undo can still restore it.
    pub fn find(&self, hash: PhotoHash) -> Result<Option<(PhotoId, Option<ClassId>)>> {
        import::find(&self.connection, hash)
    }

    /// JPEG thumbnails of photos, in the order requested. Photos that do not exist are left out.
    pub fn thumbnails(&self, photos: &[PhotoId]) -> Result<Vec<(PhotoId, Vec<u8>)>> {
        let mut statement = self.connection.prepare_cached("SELECT jpeg FROM thumbnail WHERE photo = ?1")?;
        let mut thumbnails = Vec::with_capacity(photos.len());
        for photo in photos {
            if let Some(jpeg) = statement.query_row([photo.0], |row| row.get(0)).optional()? {
                thumbnails.push((*photo, jpeg));
            }
        }
        Ok(thumbnails)
    }

    /// A stored photo without its file's metadata: media type and bytes; none if there is no such photo.
    pub fn photo_bytes(&self, photo: PhotoId) -> Result<Option<(String, Vec<u8>)>> {
        let sql = "SELECT media_type, bytes FROM photo_file WHERE photo = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([photo.0])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        // An earlier version may have stored the file with its metadata.
        let bytes = strip(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?).into_owned();
        Ok(Some((row.get(0)?, bytes)))
    }

    /// Begins a change. It takes the write lock at once, so that a second writer waits here and not halfway.
    fn begin(&mut self) -> Result<Transaction<'_>> {
        Ok(self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }
}

/// Reads a row with id, class and name.
fn photo_info(row: &Row<'_>) -> rusqlite::Result<PhotoInfo> {
    Ok(PhotoInfo { id: PhotoId(row.get(0)?), class: ClassId(row.get(1)?), name: row.get(2)? })
}
