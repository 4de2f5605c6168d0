//! One error type: a private kind, and a sentence that a person can read.

use std::fmt;

use crate::words::Saying;

/// Short for `Result<T, handlens::Error>`.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, as one sentence for the person: what happened and what to do.
///
/// The sentence is [`Error::saying`], and [`Display`](fmt::Display) puts it into words; the technical cause, where there is
/// one, is [`Error::detail`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: Kind,
    message: Saying,
    detail: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Photo,
    Model,
    Device,
    Project,
    /// The device has no space left.
    Full,
    /// What is stored is not as it was written.
    Damaged,
    /// A copy that was interrupted.
    Unfinished,
    Request,
}

impl Error {
    /// A photo that cannot be used. The sentence goes behind its name: "… is not an image".
    pub fn photo(message: impl Into<Saying>) -> Self {
        Self::new(Kind::Photo, message)
    }

    /// Weights or labels that are missing, damaged or of another network.
    pub fn model(message: impl Into<Saying>) -> Self {
        Self::new(Kind::Model, message)
    }

    /// A GPU or CPU that cannot do the work.
    pub fn device(message: impl Into<Saying>) -> Self {
        Self::new(Kind::Device, message)
    }

    /// The project's database refused.
    pub fn project(message: impl Into<Saying>) -> Self {
        Self::new(Kind::Project, message)
    }

    /// A project's file whose content is not as it was written.
    pub fn damaged(message: impl Into<Saying>) -> Self {
        Self::new(Kind::Damaged, message)
    }

    /// A project's file that is only half there.
    pub fn unfinished(message: impl Into<Saying>) -> Self {
        Self::new(Kind::Unfinished, message)
    }

    /// A command that cannot be carried out as given.
    pub fn request(message: impl Into<Saying>) -> Self {
        Self::new(Kind::Request, message)
    }

    /// Adds the technical cause, for a bug report and for logs.
    #[must_use]
    pub fn with_detail(mut self, detail: impl fmt::Display) -> Self {
        self.detail = Some(detail.to_string());
        self
    }

    /// The sentence.
    pub fn saying(&self) -> &Saying {
        &self.message
    }

    /// The technical cause, if one is known.
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// Whether the GPU or CPU failed, so that another device may still do the work.
    pub fn is_device(&self) -> bool {
        self.kind == Kind::Device
    }

    /// Whether the device had no space left: what comes next will fail as well, until some is free.
    pub fn is_full(&self) -> bool {
        self.kind == Kind::Full
    }

    /// Whether what is stored is not as it was written.
    pub fn is_damaged(&self) -> bool {
        self.kind == Kind::Damaged
    }

    /// Whether a file is the rest of a copy that was interrupted. It is of no use to anyone.
    pub fn is_unfinished(&self) -> bool {
        self.kind == Kind::Unfinished
    }

    fn new(kind: Kind, message: impl Into<Saying>) -> Self {
        Self { kind, message: message.into(), detail: None }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.fmt(f)
    }
}

impl std::error::Error for Error {}

#[cfg(feature = "engine")]
impl From<rusqlite::Error> for Error {
    fn from(cause: rusqlite::Error) -> Self {
        use crate::saying;
        use rusqlite::{Error as Cause, ErrorCode};
        let (kind, message) = match cause.sqlite_error_code() {
            code if code == Some(ErrorCode::DiskFull) || is_refused_write(&cause) => {
                (Kind::Full, saying!("database-full"))
            }
            Some(ErrorCode::NotADatabase) => (Kind::Project, saying!("database-foreign")),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::TooBig) => {
                (Kind::Damaged, saying!("database-damaged"))
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                (Kind::Project, saying!("database-busy"))
            }
            Some(ErrorCode::CannotOpen) => (Kind::Project, saying!("database-cannot-open")),
            Some(ErrorCode::SystemIoFailure) => (Kind::Project, saying!("database-failing-device")),
            // The schema's types are strict, so a value of another type was not written by it.
            None if matches!(
                cause,
                Cause::FromSqlConversionFailure(..)
                    | Cause::IntegralValueOutOfRange(..)
                    | Cause::InvalidColumnType(..)
                    | Cause::Utf8Error(..)
            ) =>
            {
                (Kind::Damaged, saying!("database-damaged"))
            }
            _ => (Kind::Project, saying!("database-refused")),
        };
        Self::new(kind, message).with_detail(cause)
    }
}

/// Whether the browser's private file system refused a write, which it does when the origin's quota is used up: SQLite
/// then hears of a failed write instead of a full disk.
#[cfg(feature = "engine")]
fn is_refused_write(cause: &rusqlite::Error) -> bool {
    cfg!(target_arch = "wasm32")
        && cause.sqlite_error().is_some_and(|error| error.extended_code == rusqlite::ffi::SQLITE_IOERR_WRITE)
}
