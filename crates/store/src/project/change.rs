//! What goes into a project and what a change of it reports: plain data.

use super::report::StoredReport;
use handlens_core::message::Message;
use handlens_core::protocol::{ClassId, PhotoId, PhotoInfo};
use handlens_vision::photo::{PhotoHash, Provenance};

/// What a change did, or what taking it back did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The change as a sentence, as it stands in the journal: "Delete 3 photos". Undoing and redoing report the
    /// same one.
    pub description: Message,
    /// Whether classes came, went or changed their names.
    pub classes_changed: bool,
    /// The photos that changed their class. Empty, with `classes_changed` false, if nothing had to be done.
    pub photos: Vec<PhotoChange>,
}

/// No change, of which there is nothing to say.
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
    /// The same change taken back.
    pub(super) fn inverse(self) -> Self {
        Self { photo: self.photo, before: self.after, after: self.before }
    }
}

/// A photo to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPhoto {
    /// The name of the file it came from.
    pub name: String,
    /// Which photo it is. The project holds each photo once.
    pub hash: PhotoHash,
    /// Where it goes.
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
    /// Where it comes from.
    pub provenance: Provenance,
}

/// What became of a photo that was to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Imported {
    /// It is in the project now. Its name is the one under which it first came.
    Added(PhotoInfo),
    /// It was there already.
    Duplicate {
        /// The photo that was there.
        photo: PhotoId,
        /// The class of that one.
        class: ClassId,
    },
}

/// An import that goes on: a change that grows until it is finished or cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ImportId(pub(super) i64);

/// A trained head, as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredHead {
    /// The hash of the weights whose features the head was trained on.
    pub model: String,
    /// The classes it tells apart: column `c` of the weights is `classes[c]`.
    pub classes: Vec<ClassId>,
    /// The report of the training.
    pub report: StoredReport,
    /// Weights `[D, C]`, row by row (a row is a feature), then the bias `[C]`.
    pub weights: Vec<f32>,
}
