//! Errors of a project's database.

use std::fmt;
use std::ops::Deref;

use handlens_core::message::Message;
use handlens_core::{Error as Cause, msg};
use rusqlite::ErrorCode;

/// Short for `Result<T, handlens_store::Error>`.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error of a project. `?` converts a database error to it, and converts it to a [`handlens_core::Error`]. It has
/// all methods of the latter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Cause);

impl Error {
    /// The project's database refused an operation.
    pub fn project(message: impl Into<Message>) -> Self {
        Self(Cause::project(message))
    }

    /// A project file whose content is not what was written.
    pub fn damaged(message: impl Into<Message>) -> Self {
        Self(Cause::damaged(message))
    }

    /// A project file of which only a part was written.
    pub fn unfinished(message: impl Into<Message>) -> Self {
        Self(Cause::unfinished(message))
    }

    /// A command that cannot be carried out as given.
    pub fn request(message: impl Into<Message>) -> Self {
        Self(Cause::request(message))
    }

    /// Adds the technical cause, for bug reports and logs.
    #[must_use]
    pub fn with_detail(self, detail: impl fmt::Display) -> Self {
        Self(self.0.with_detail(detail))
    }
}

impl Deref for Error {
    type Target = Cause;

    fn deref(&self) -> &Cause {
        &self.0
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}

impl From<Cause> for Error {
    fn from(error: Cause) -> Self {
        Self(error)
    }
}

impl From<Error> for Cause {
    fn from(error: Error) -> Self {
        error.0
    }
}

impl From<rusqlite::Error> for Error {
    fn from(cause: rusqlite::Error) -> Self {
        use rusqlite::Error as Sqlite;
        let error = match cause.sqlite_error_code() {
            code if code == Some(ErrorCode::DiskFull) || is_refused_write(&cause) => {
                Cause::full(msg!("database-full"))
            }
            Some(ErrorCode::NotADatabase) => Cause::project(msg!("database-foreign")),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::TooBig) => Cause::damaged(msg!("database-damaged")),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Cause::project(msg!("database-busy"))
            }
            Some(ErrorCode::CannotOpen) => Cause::project(msg!("database-cannot-open")),
            Some(ErrorCode::SystemIoFailure) => Cause::project(msg!("database-failing-device")),
            // The schema's types are strict, so this program did not write a value of another type.
            None if matches!(
                cause,
                Sqlite::FromSqlConversionFailure(..)
                    | Sqlite::IntegralValueOutOfRange(..)
                    | Sqlite::InvalidColumnType(..)
                    | Sqlite::Utf8Error(..)
            ) =>
            {
                Cause::damaged(msg!("database-damaged"))
            }
            _ => Cause::project(msg!("database-refused")),
        };
        Self(error.with_detail(cause))
    }
}

/// Whether the browser's private file system refused a write. It does so when the origin's quota is used up, and
/// SQLite then reports a failed write instead of a full disk.
fn is_refused_write(cause: &rusqlite::Error) -> bool {
    cfg!(target_arch = "wasm32")
        && cause.sqlite_error().is_some_and(|error| error.extended_code == rusqlite::ffi::SQLITE_IOERR_WRITE)
}
