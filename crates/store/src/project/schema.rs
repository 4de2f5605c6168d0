//! Opens databases: checks their header, applies storage settings, and migrates old versions.

use rusqlite::{Connection, OpenFlags};

use crate::{Error, Result};
use handlens_core::msg;

/// Application id of a project file ("HNDL"), so that no other database is opened and changed by mistake.
const APPLICATION_ID: i32 = 0x484e_444c;

/// Application id of an unfinished copy. Every version, including the first, refuses to open it.
const UNFINISHED_ID: i32 = 0x484e_4450;

/// Size to which the rollback journal is cut between changes, in bytes.
const JOURNAL_RESERVE_BYTES: i64 = 1024 * 1024;

/// The steps from an empty database to the current schema. Never change a released step; append a new one.
const MIGRATIONS: [&str; 4] = [FIRST, TRAITS, PROVENANCE, TAIL];

/// Classes and photos, what was computed from photos, and the journal.
///
/// Ids are never reused (AUTOINCREMENT): the page, a head or a running import may still hold an old one.
const FIRST: &str = "
CREATE TABLE class (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    position INTEGER            -- order on the page; NULL: deleted, kept for undo
) STRICT;

CREATE TABLE photo (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    class INTEGER REFERENCES class (id),    -- NULL: deleted, kept for undo
    name TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL
) STRICT;
CREATE INDEX photo_by_class ON photo (class);

CREATE TABLE photo_file (
    photo INTEGER PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
    media_type TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE thumbnail (
    photo INTEGER PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
    jpeg BLOB NOT NULL
) STRICT;

-- A rowid table: rows of 5 kB would make the inner nodes of a WITHOUT ROWID table far too wide.
CREATE TABLE feature (
    photo INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
    model TEXT NOT NULL,
    view TEXT NOT NULL,
    vector BLOB NOT NULL,       -- f32, little-endian
    UNIQUE (photo, model, view)
) STRICT;

CREATE TABLE head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    model TEXT NOT NULL,
    classes TEXT NOT NULL,      -- JSON: ids
    report TEXT NOT NULL,       -- JSON
    weights BLOB NOT NULL       -- f32, little-endian: [D, C], then [C]
) STRICT;

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL         -- JSON
) STRICT, WITHOUT ROWID;

-- The journal. Undone entries are always the newest ones; entries of a running import are open.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    description TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'undone')),
    import INTEGER              -- the import's first entry, in all entries of one import
) STRICT;

CREATE TABLE class_edit (
    entry INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
    class INTEGER NOT NULL REFERENCES class (id),
    name_before TEXT,
    position_before INTEGER,    -- NULL: the class did not exist before
    name_after TEXT,
    position_after INTEGER,     -- NULL: the class does not exist afterwards
    PRIMARY KEY (entry, class)
) STRICT, WITHOUT ROWID;
CREATE INDEX class_edit_by_class ON class_edit (class);

CREATE TABLE photo_edit (
    entry INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
    photo INTEGER NOT NULL REFERENCES photo (id),
    class_before INTEGER REFERENCES class (id),
    class_after INTEGER REFERENCES class (id),
    PRIMARY KEY (entry, photo)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_edit_by_photo ON photo_edit (photo);
";

/// Measurements of photos, and issues that the person dismissed.
const TRAITS: &str = "
CREATE TABLE trait (
    photo INTEGER PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,   -- how they were measured
    look INTEGER NOT NULL,      -- 64 bits
    sharpness REAL NOT NULL,
    brightness REAL NOT NULL
) STRICT;

CREATE TABLE kept (
    photo INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
    problem TEXT NOT NULL,
    class INTEGER NOT NULL,     -- where it was then; it may be gone by now
    PRIMARY KEY (photo, problem)
) STRICT, WITHOUT ROWID;
";

/// When and where photos were taken. A photo with a row here is stored without its file's metadata.
const PROVENANCE: &str = "
CREATE TABLE provenance (
    photo INTEGER PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
    taken INTEGER,              -- seconds since 1970 on the clock of the place; NULL: not known
    taken_by TEXT,              -- whose time it is: camera, file or archive
    latitude INTEGER,           -- millionths of a degree, north positive; NULL: not known
    longitude INTEGER,          -- the same, east positive
    folder TEXT                 -- the folders above its file, separated by /; NULL: none
) STRICT;
";

/// The network's last layers, tuned to the photos. The weights of such a head are `[2 D, C]`, then `[C]`.
const TAIL: &str = "
ALTER TABLE head ADD COLUMN tail BLOB;   -- f16, little-endian; NULL: the pretrained layers alone answer
";

/// Read, write and create; no mutex, because threads share no connection; file names are not URIs.
pub(super) fn open_flags() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

/// Checks that the database is a project or empty, applies the settings, and migrates it.
pub(super) fn prepare(connection: &mut Connection) -> Result<()> {
    let version = version(connection)?.unwrap_or(0);
    configure(connection)?;
    migrate(connection, version)
}

/// Migrates a database from a version: all steps or none, in one transaction, because each transaction waits for the
/// disk.
pub(super) fn migrate(connection: &mut Connection, version: usize) -> Result<()> {
    let steps = MIGRATIONS.get(version..).unwrap_or_default();
    if steps.is_empty() {
        return Ok(());
    }
    let transaction = connection.transaction()?;
    for step in steps {
        transaction.execute_batch(step)?;
    }
    // Both are in the file's header and part of the transaction.
    mark(&transaction, true)?;
    transaction.pragma_update(None, "user_version", MIGRATIONS.len() as i64)?;
    Ok(transaction.commit()?)
}

/// Marks a project as complete or as an unfinished copy.
pub(super) fn mark(connection: &Connection, whole: bool) -> Result<()> {
    let mark = if whole { APPLICATION_ID } else { UNFINISHED_ID };
    Ok(connection.pragma_update(None, "application_id", mark)?)
}

/// Whether the project is an unfinished copy.
pub(super) fn is_unfinished(connection: &Connection) -> Result<bool> {
    Ok(application_id(connection)? == UNFINISHED_ID)
}

/// The schema version of a project; none if the database is empty.
pub(super) fn version(connection: &Connection) -> Result<Option<usize>> {
    let application = application_id(connection)?;
    let version: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let empty =
        connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0))?;
    if (application, version, empty) == (0, 0, true) {
        return Ok(None);
    }
    check_header_numbers(application, version).map(Some)
}

/// The schema version, from the application id and version in a database's header.
pub(super) fn check_header_numbers(application: i32, version: i32) -> Result<usize> {
    if application == UNFINISHED_ID {
        return Err(Error::unfinished(msg!("project-half-copied")));
    }
    if application != APPLICATION_ID {
        return Err(Error::project(msg!("database-foreign")));
    }
    match usize::try_from(version) {
        Ok(version) if (1..=MIGRATIONS.len()).contains(&version) => Ok(version),
        _ => Err(Error::project(msg!("project-of-newer-version"))
            .with_detail(format!("schema {version}, this version knows {}", MIGRATIONS.len()))),
    }
}

/// An empty database of this or an earlier version, for comparison.
pub(super) fn example(version: usize) -> Result<Connection> {
    let connection = Connection::open_in_memory()?;
    for step in &MIGRATIONS[..version.min(MIGRATIONS.len())] {
        connection.execute_batch(step)?;
    }
    Ok(connection)
}

/// The newest schema version.
pub(super) const VERSION: usize = MIGRATIONS.len();

fn application_id(connection: &Connection) -> Result<i32> {
    Ok(connection.pragma_query_value(None, "application_id", |row| row.get(0))?)
}

/// Storage settings of the database.
fn configure(connection: &Connection) -> Result<()> {
    // Only affects an empty database: pages freed by a purge can then be returned to the device.
    connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    // A rollback journal, because OPFS has no shared memory for WAL. It is kept rather than deleted at each commit,
    // because creating a file is slow there (and the VFS has a fixed number of files). The kept file is also a
    // reserve: on a device without any space left, a small change such as a deletion still has a journal.
    connection.pragma_update_and_check(None, "journal_mode", "PERSIST", |_| Ok(()))?;
    connection.pragma_update_and_check(None, "journal_size_limit", JOURNAL_RESERVE_BYTES, |_| Ok(()))?;
    // Deleted data is overwritten in pages that are written anyway; pages that become free as a whole are returned.
    connection.pragma_update_and_check(None, "secure_delete", "FAST", |_| Ok(()))?;
    // FULL: a change that was reported survives a crash of the device.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Sorting must not need a file, because the browser's VFS only has a few.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(())
}
