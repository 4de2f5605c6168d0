//! Input and result of changes to a project: plain data.

use super::report::StoredReport;
use handlens_core::message::Message;
use handlens_core::protocol::{ClassId, PhotoId, PhotoInfo};
use handlens_vision::photo::{PhotoHash, Provenance};

/// What a change, or undoing it, did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The change as described in the journal: "Delete 3 photos". Undo and redo report the same description.
    pub description: Message,
    /// Whether classes were created, deleted or renamed.
    pub classes_changed: bool,
    /// The photos whose class changed. Empty, with `classes_changed` false, if nothing had to be done.
    pub photos: Vec<PhotoChange>,
}

/// No change, with an empty description.
impl Default for Change {
    fn default() -> Self {
        Self { description: Message::verbatim(""), classes_changed: false, photos: Vec::new() }
    }
}

/// One photo's change of class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhotoChange {
    /// The photo.
    pub photo: PhotoId,
    /// Its class before; none if it was not in the project.
    pub before: Option<ClassId>,
    /// Its class now; none if it is no longer in the project.
    pub after: Option<ClassId>,
}

impl PhotoChange {
    /// The reverse of this change.
    pub(super) fn inverse(self) -> Self {
        Self { photo: self.photo, before: self.after, after: self.before }
    }
}

/// A photo to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPhoto {
    /// The name of the file it came from.
    pub name: String,
    /// Hash of the photo. The project holds each photo once.
    pub hash: PhotoHash,
    /// The class it is added to.
    pub class: ClassId,
    /// Width in pixels, as stored.
    pub width: u32,
    /// Height in pixels, as stored.
    pub height: u32,
    /// The photo as it is stored.
    pub bytes: Vec<u8>,
    /// The MIME type of `bytes`.
    pub media_type: &'static str,
    /// A JPEG thumbnail.
    pub thumbnail: Vec<u8>,
    /// When and where it was taken, and the folder it came from.
    pub provenance: Provenance,
}

/// Result of adding a photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Imported {
    /// It was added. If it was known already, it has the name under which it was first added.
    Added(PhotoInfo),
    /// It was already there.
    Duplicate {
        /// The photo that was already there.
        photo: PhotoId,
        /// The class of that photo.
        class: ClassId,
    },
}

/// Id of a running import: a change that grows until it is finished or cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ImportId(pub(super) i64);

/// A trained head as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredHead {
    /// The hash of the weights whose features the head was trained on.
    pub model: String,
    /// The classes that it distinguishes: column `c` of the weights is `classes[c]`.
    pub classes: Vec<ClassId>,
    /// The report of the training.
    pub report: StoredReport,
    /// Weights `[D, C]`, row by row (a row is a feature), then the bias `[C]`. With tuned layers, D is twice as large.
    pub weights: Vec<f32>,
    /// The parameters of the network's last layers, as f16 in little-endian order, if they are tuned.
    pub tail: Option<Vec<u8>>,
}
