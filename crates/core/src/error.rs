//! One error type: a private kind, and a sentence that a person can read.

use std::fmt;

use crate::message::Message;

/// Short for `Result<T, crate::Error>`.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, as one sentence for the person: what happened and what to do.
///
/// The sentence is [`Error::message`]; the technical cause, where there is one, is [`Error::detail`].
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
    /// What is stored is not as it was written.
    Damaged,
    /// A copy that was interrupted.
    Unfinished,
    Request,
}

impl Error {
    /// A photo that cannot be used. The sentence goes behind its name: "… is not an image".
    pub fn photo(message: impl Into<Message>) -> Self {
        Self::new(Kind::Photo, message)
    }

    /// Weights or labels that are missing, damaged or of another network.
    pub fn model(message: impl Into<Message>) -> Self {
        Self::new(Kind::Model, message)
    }

    /// A GPU or CPU that cannot do the work.
    pub fn device(message: impl Into<Message>) -> Self {
        Self::new(Kind::Device, message)
    }

    /// The project's database refused.
    pub fn project(message: impl Into<Message>) -> Self {
        Self::new(Kind::Project, message)
    }

    /// A project's file whose content is not as it was written.
    pub fn damaged(message: impl Into<Message>) -> Self {
        Self::new(Kind::Damaged, message)
    }

    /// A project's file that is only half there.
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

    /// Adds the technical cause, for a bug report and for logs.
    #[must_use]
    pub fn with_detail(mut self, detail: impl fmt::Display) -> Self {
        self.detail = Some(detail.to_string());
        self
    }

    /// The sentence.
    pub fn message(&self) -> &Message {
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

    fn new(kind: Kind, message: impl Into<Message>) -> Self {
        Self { kind, message: message.into(), detail: None }
    }
}

/// For logs: the message's key and values, and the technical cause. What a person reads is [`Error::message`].
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message.key())?;
        self.message.values().iter().try_for_each(|(name, value)| write!(f, " {name}={value:?}"))?;
        self.detail.iter().try_for_each(|detail| write!(f, ": {detail}"))
    }
}

impl std::error::Error for Error {}
