//! Projects, their classes and photos.

use serde::{Deserialize, Serialize};

use crate::message::Message;

/// Id of a project on this device, for as long as it exists. It is safe as a folder name and in a URL.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ProjectId(pub String);

/// Id of a class, for as long as its project exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ClassId(pub u32);

/// Id of a photo, for as long as its project exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PhotoId(pub u32);

/// A project as the start screen shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProjectInfo {
    /// The project.
    pub id: ProjectId,
    /// Its name; empty if another tab has the project open and the name is not known.
    pub name: String,
    /// Number of classes.
    pub classes: u32,
    /// Number of photos.
    pub photos: u32,
    /// Size on the device, in bytes.
    pub bytes: u64,
    /// When it was last changed, in milliseconds since 1970.
    pub changed_ms: f64,
    /// When it was deleted, in milliseconds since 1970; none if it was not. A deleted project can still be restored.
    pub deleted_ms: Option<f64>,
    /// Whether a tab has it open, this one or another.
    pub in_use: bool,
    /// What became of an import that did not end, until the project is opened: how many photos came in, and of how many
    /// files, if that is known.
    #[serde(default)]
    pub interrupted: Option<(u32, Option<u32>)>,
}

/// Where projects are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Storage {
    /// On the device: they survive a reload.
    Device,
    /// In memory: they are lost when the tab closes.
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

/// Result of a transfer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum TransferOutcome {
    /// A project that can be opened.
    Project {
        /// The project.
        project: ProjectId,
    },
    /// A file to be saved.
    File {
        /// Suggested file name.
        name: String,
        /// Path in the origin private file system, with folders separated by `/`. Without a path, the file is the
        /// event's attachment.
        path: Option<String>,
    },
    /// It was cancelled, and what it had written was removed.
    Cancelled,
    /// It failed, and what it had written was removed.
    Failed {
        /// One sentence.
        message: Message,
    },
}
