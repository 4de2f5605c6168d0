//! One error type: a private kind, and a sentence that a person can read.

use std::borrow::Cow;
use std::fmt;

/// Short for `Result<T, handlens::Error>`.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, as one sentence for the person: what happened and what to do.
///
/// The sentence is [`Display`](fmt::Display); the technical cause, where there is one, is [`Error::detail`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: Kind,
    message: Cow<'static, str>,
    detail: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Photo,
    Model,
    Device,
    Project,
    Request,
}

impl Error {
    /// A photo that cannot be used. The sentence goes behind its name: "… is not an image".
    pub fn photo(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::Photo, message)
    }

    /// Weights or labels that are missing, damaged or of another network.
    pub fn model(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::Model, message)
    }

    /// A GPU or CPU that cannot do the work.
    pub fn device(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::Device, message)
    }

    /// The project's database refused.
    pub fn project(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::Project, message)
    }

    /// A command that cannot be carried out as given.
    pub fn request(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Kind::Request, message)
    }

    /// Adds the technical cause, for a bug report and for logs.
    #[must_use]
    pub fn with_detail(mut self, detail: impl fmt::Display) -> Self {
        self.detail = Some(detail.to_string());
        self
    }

    /// The technical cause, if one is known.
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// Whether the GPU or CPU failed, so that another device may still do the work.
    pub fn is_device(&self) -> bool {
        self.kind == Kind::Device
    }

    fn new(kind: Kind, message: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, message: message.into(), detail: None }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

#[cfg(feature = "engine")]
impl From<rusqlite::Error> for Error {
    fn from(cause: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let message = match cause.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => {
                "This device has no space left for the project; nothing was changed. Free some and try again."
            }
            Some(ErrorCode::NotADatabase) => "This file is not a Handlens project. Choose another one.",
            Some(ErrorCode::DatabaseCorrupt) => {
                "The project's file is damaged. Go on with a copy of it, or start a new project."
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                "The project is open elsewhere; nothing was changed. Close it there and try again."
            }
            Some(ErrorCode::CannotOpen) => {
                "The project's file cannot be opened. Check its name and try again."
            }
            Some(ErrorCode::SystemIoFailure) => {
                "This device could not read or write the project. Check that it has space left and try again."
            }
            _ => "The project's database refused the change; nothing was changed.",
        };
        Self::project(message).with_detail(cause)
    }
}
