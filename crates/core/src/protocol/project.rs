//! Projects, their classes and photos.

use serde::{Deserialize, Serialize};

use crate::message::Message;

/// A project of this device, for as long as it exists. Safe as the name of a folder and in an address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ProjectId(pub String);

/// A class of the project, for as long as the project lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ClassId(pub u32);

/// A photo of the project, for as long as the project lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PhotoId(pub u32);

/// A project as the start screen shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProjectInfo {
    /// The project.
    pub id: ProjectId,
    /// Its name; empty where another tab has it open and it is not known.
    pub name: String,
    /// Classes.
    pub classes: u32,
    /// Photos.
    pub photos: u32,
    /// Size on the device, in bytes.
    pub bytes: u64,
    /// When it was last changed, in milliseconds since 1970.
    pub changed_ms: f64,
    /// When it was deleted, in milliseconds since 1970; it can still be restored.
    pub deleted_ms: Option<f64>,
    /// Whether a tab has it open, this one or another.
    pub in_use: bool,
}

/// Where projects are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Storage {
    /// On the device: they survive a reload.
    Device,
    /// In memory: they end with the tab.
    Memory,
}

/// A class as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassInfo {
    /// The class.
    pub id: ClassId,
    /// Its name.
    pub name: String,
}

/// A photo as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoInfo {
    /// The photo.
    pub id: PhotoId,
    /// Its class.
    pub class: ClassId,
    /// The name of the file it came from.
    pub name: String,
}

/// What came of a transfer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum TransferOutcome {
    /// A project that can be opened.
    Project {
        /// The project.
        project: ProjectId,
    },
    /// A file to be saved.
    File {
        /// What it is to be called.
        name: String,
        /// Where it lies in the origin's private file system, folders separated by `/`. Without one, the file is
        /// the event's attachment.
        path: Option<String>,
    },
    /// It was cancelled, and what it had written is gone.
    Cancelled,
    /// It failed, and what it had written is gone.
    Failed {
        /// One sentence.
        message: Message,
    },
}
