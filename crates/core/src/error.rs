//! The error type: a private kind, and one sentence for the person.

use std::fmt;

use crate::message::Message;

/// Short for `Result<T, crate::Error>`.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, as one sentence for the person that says what happened and what to do.
///
/// [`Error::message`] is the sentence; [`Error::detail`] is the technical cause, where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: Kind,
    message: Message,
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
    /// Stored data are not what was written.
    Damaged,
    /// A copy was interrupted.
    Unfinished,
    Request,
}

impl Error {
    /// A photo that cannot be used. The sentence follows the file's name: "… is not an image".
    pub fn photo(message: impl Into<Message>) -> Self {
        Self::new(Kind::Photo, message)
    }

    /// Weights or labels that are missing, damaged or made for another network.
    pub fn model(message: impl Into<Message>) -> Self {
        Self::new(Kind::Model, message)
    }

    /// A GPU or CPU that cannot do the work.
    pub fn device(message: impl Into<Message>) -> Self {
        Self::new(Kind::Device, message)
    }

    /// The project's database refused an operation.
    pub fn project(message: impl Into<Message>) -> Self {
        Self::new(Kind::Project, message)
    }

    /// A project file whose content is not what was written.
    pub fn damaged(message: impl Into<Message>) -> Self {
        Self::new(Kind::Damaged, message)
    }

    /// A project file of which only a part was written.
    pub fn unfinished(message: impl Into<Message>) -> Self {
        Self::new(Kind::Unfinished, message)
    }

    /// The device has no space left.
    pub fn full(message: impl Into<Message>) -> Self {
        Self::new(Kind::Full, message)
    }

    /// A command that cannot be carried out as given.
    pub fn request(message: impl Into<Message>) -> Self {
        Self::new(Kind::Request, message)
    }

    /// Adds the technical cause, for bug reports and logs.
    #[must_use]
    pub fn with_detail(mut self, detail: impl fmt::Display) -> Self {
        self.detail = Some(detail.to_string());
        self
    }

    /// The sentence for the person.
    pub fn message(&self) -> &Message {
        &self.message
    }

    /// The technical cause, if one is known.
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// Whether the GPU or CPU failed, in which case another device may still do the work.
    pub fn is_device(&self) -> bool {
        self.kind == Kind::Device
    }

    /// Whether the device had no space left. Later writes fail too until some space is freed.
    pub fn is_full(&self) -> bool {
        self.kind == Kind::Full
    }

    /// Whether stored data are not what was written.
    pub fn is_damaged(&self) -> bool {
        self.kind == Kind::Damaged
    }

    /// Whether a file is the rest of an interrupted copy. Such a file is of no use.
    pub fn is_unfinished(&self) -> bool {
        self.kind == Kind::Unfinished
    }

    fn new(kind: Kind, message: impl Into<Message>) -> Self {
        Self { kind, message: message.into(), detail: None }
    }
}

/// For logs: the message's key and values, and the technical cause. [`Error::message`] is for the person.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message.key())?;
        self.message.values().iter().try_for_each(|(name, value)| write!(f, " {name}={value:?}"))?;
        self.detail.iter().try_for_each(|detail| write!(f, ": {detail}"))
    }
}

impl std::error::Error for Error {}
