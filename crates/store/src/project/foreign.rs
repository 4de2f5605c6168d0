//! Opens an untrusted project file, so that it can be copied.
//!
//! `SQLite` gets nothing to execute: no trigger, view, virtual table or computed column, because the schema must
//! match the one that this program writes word for word. Tables that are read as a whole are checked for pages that
//! lead in circles. Photos and their features are looked up one by one, and the copying checks each of them.

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, MAIN_DB, OpenFlags, params};

use super::{Project, schema};
use crate::{Error, Result};
use handlens_core::msg;

/// Length of the file header that [`check_header`] checks, in bytes.
pub const HEADER_BYTES: usize = 100;

/// Largest file that is opened, in bytes: more than the largest project needs.
const FILE_BYTES: u64 = 64 * 1024 * 1024 * 1024;

/// Largest value in a row, in bytes: more than the largest photo or head needs.
const VALUE_BYTES: i32 = 16 * 1024 * 1024;

/// Limits of the connection. This program's own statements are small.
const LIMITS: [(Limit, i32); 9] = [
    (Limit::SQLITE_LIMIT_LENGTH, VALUE_BYTES),
    (Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (Limit::SQLITE_LIMIT_COLUMN, 100),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 50),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 5),
    (Limit::SQLITE_LIMIT_VDBE_OP, 25_000),
    (Limit::SQLITE_LIMIT_ATTACHED, 0),
    (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 10),
    (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
];

/// Settings that make the connection refuse or distrust parts of a file.
const CONFIGURATION: [(DbConfig, bool); 6] = [
    (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
    (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
    (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
    (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
];

/// The tables that are read as a whole.
const WALKED: [&str; 5] = ["class", "photo", "head", "setting", "sqlite_sequence"];

/// A row of `sqlite_schema`: type, name, table, SQL.
type SchemaRow = (String, String, String, Option<String>);

impl Project {
    /// Opens an untrusted file, so that [`Copying`](super::Copying) can copy its content. `vfs` is the name of the
    /// VFS; none means the default one.
    ///
    /// The file must be the caller's own copy, because a file of an older version is migrated in place.
    ///
    /// # Errors
    /// A sentence if the file is no project, is damaged, or holds what no project can hold.
    pub fn open_foreign(path: &str, vfs: Option<&str>) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = match vfs {
            Some(vfs) => Connection::open_with_flags_and_vfs(path, flags, vfs)?,
            None => Connection::open_with_flags(path, flags)?,
        };
        Self::admit(connection).map_err(explain)
    }

    /// As [`Project::open_foreign`], from the bytes of a file, if there is no file system.
    pub fn open_foreign_bytes(bytes: &[u8]) -> Result<Self> {
        check_header(bytes, bytes.len() as u64)?;
        let mut connection = Connection::open_in_memory()?;
        connection.deserialize_read_exact(MAIN_DB, bytes, bytes.len(), false)?;
        Self::admit(connection).map_err(explain)
    }

    fn admit(mut connection: Connection) -> Result<Self> {
        harden(&connection)?;
        let version = schema::version(&connection)?.ok_or_else(not_a_project)?;
        check_form(&connection)?;
        if read_schema(&connection)? != read_schema(&schema::example(version)?)? {
            return Err(altered());
        }
        for table in WALKED {
            check_table(&connection, table)?;
        }
        if version < schema::VERSION {
            // A migration reads everything.
            check_all(&connection, "PRAGMA integrity_check(1)", [])?;
            schema::migrate(&mut connection, version)?;
        }
        Ok(Self { connection, foreign: true })
    }
}

/// Checks the first [`HEADER_BYTES`] of a file and its length, before it is copied.
///
/// # Errors
/// A sentence if it cannot be a project that this version reads.
pub fn check_header(start: &[u8], file_bytes: u64) -> Result<()> {
    let Some(header) = start.get(..HEADER_BYTES) else { return Err(not_a_project()) };
    if !header.starts_with(b"SQLite format 3\0") {
        return Err(not_a_project());
    }
    let number = |at: usize| i32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    schema::check_header_numbers(number(68), number(60)).map_err(explain)?;
    if header[18] == 2 || header[19] == 2 {
        return Err(write_ahead());
    }
    if number(56) != 1 {
        return Err(altered());
    }
    // 1 means 65,536, which does not fit into 16 bits.
    let page_bytes = match u64::from(header[16]) << 8 | u64::from(header[17]) {
        1 => 65_536,
        bytes => bytes,
    };
    if !page_bytes.is_power_of_two() || page_bytes < 512 {
        return Err(damaged());
    }
    if file_bytes > FILE_BYTES {
        return Err(too_large());
    }
    // The number of pages is valid only if the last change wrote it.
    let is_current = number(24) == number(92);
    if is_current && u64::from(number(28).cast_unsigned()) * page_bytes > file_bytes {
        return Err(cut_off());
    }
    Ok(())
}

/// Replaces the message about a project of this device by one about an untrusted file.
pub(super) fn explain(error: Error) -> Error {
    if error.is_unfinished() {
        return Error::unfinished(msg!("foreign-half"));
    }
    if error.is_damaged() { damaged().with_detail(error.detail().unwrap_or_default()) } else { error }
}

/// Disables everything in the connection that a file could misuse.
fn harden(connection: &Connection) -> Result<()> {
    for (limit, most) in LIMITS {
        connection.set_limit(limit, most)?;
    }
    for (setting, value) in CONFIGURATION {
        connection.set_db_config(setting, value)?;
    }
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update_and_check(None, "mmap_size", 0, |_| Ok(())).or_else(without_answer)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // Nobody else uses the file, and it need not survive a crash.
    connection.pragma_update_and_check(None, "locking_mode", "EXCLUSIVE", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    Ok(())
}

/// `SQLite` built without memory mapping returns no row.
fn without_answer(cause: rusqlite::Error) -> rusqlite::Result<()> {
    if cause == rusqlite::Error::QueryReturnedNoRows { Ok(()) } else { Err(cause) }
}

/// Checks that the database uses this program's storage format.
fn check_form(connection: &Connection) -> Result<()> {
    let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    if mode == "wal" {
        return Err(write_ahead());
    }
    connection.pragma_update_and_check(None, "journal_mode", "MEMORY", |_| Ok(()))?;
    let encoding: String = connection.pragma_query_value(None, "encoding", |row| row.get(0))?;
    if encoding != "UTF-8" {
        return Err(altered());
    }
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, u32>(0));
    if u64::from(number("page_count")?) * u64::from(number("page_size")?) > FILE_BYTES {
        return Err(too_large());
    }
    Ok(())
}

/// The rows of the schema, sorted. Reads at most 100, more than a project has.
fn read_schema(connection: &Connection) -> Result<Vec<SchemaRow>> {
    let mut statement =
        connection.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema LIMIT 100")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let mut rows: Vec<SchemaRow> = rows.collect::<rusqlite::Result<_>>()?;
    rows.sort_unstable();
    Ok(rows)
}

/// Checks one table and its indexes.
fn check_table(connection: &Connection, table: &str) -> Result<()> {
    check_all(connection, "SELECT * FROM pragma_integrity_check(?1)", params![table])
}

fn check_all(connection: &Connection, sql: &str, parameters: impl rusqlite::Params) -> Result<()> {
    let answer: String = connection.query_row(sql, parameters, |row| row.get(0))?;
    if answer == "ok" { Ok(()) } else { Err(damaged().with_detail(answer)) }
}

fn not_a_project() -> Error {
    Error::project(msg!("database-foreign"))
}

fn altered() -> Error {
    Error::project(msg!("foreign-altered"))
}

fn write_ahead() -> Error {
    Error::project(msg!("foreign-incomplete"))
}

fn cut_off() -> Error {
    Error::project(msg!("foreign-cut-off"))
}

fn too_large() -> Error {
    Error::project(msg!("foreign-too-large"))
}

fn damaged() -> Error {
    Error::damaged(msg!("foreign-damaged"))
}
