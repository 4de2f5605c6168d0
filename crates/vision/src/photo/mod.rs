//! From the bytes of a file to oriented RGB, and from there to the views that the model looks at.
//!
//! | file | does |
//! |---|---|
//! | `format` | recognises a format by its first bytes |
//! | `other` | names what a file is that is no photo |
//! | `header` | reads size, orientation and completeness without decoding |
//! | `jpeg`, `coverage` | the same for JPEG: how much of its picture is there |
//! | `ifd` | the directories of TIFF, of raw camera files and of EXIF |
//! | `raw` | finds the photo that a camera has stored in a raw file |
//! | `inspect` | refuses what cannot or should not be decoded, in a sentence |
//! | `decode` | bytes → [`Photo`], for what the `image` crate reads |
//! | `tiff` | the same for TIFF, of whatever kind of pixels |
//! | `range` | brings more than 8 bits to 8: by the range that the values use |
//! | `colour` | embedded profiles → sRGB |
//! | [`heic`] | HEIC, which the `image` crate does not read |
//! | `pixels` | [`Photo`]: bounded size, thumbnail, JPEG |
//! | `resample` | the one antialiased resize that every view goes through |
//! | `sequence` | the size of pictures in a sequence |
//! | `view` | [`View`]: centre and whole frame |
//! | `hash` | [`PhotoHash`]: which photo this is |
//! | `provenance` | [`Provenance`]: when and where it was taken, as far as its file says |
//! | `strip` | a file without what it says beside its picture |
//! | `traits` | [`Traits`]: how it looks from afar, how sharp and how bright it is |
//!
//! Nothing here names Burn, a class or the database, and nothing panics on what a file contains.

mod colour;
mod coverage;
mod decode;
mod format;
mod hash;
mod header;
pub mod heic;
mod ifd;
mod inspect;
mod jpeg;
mod other;
mod pixels;
pub mod provenance;
mod range;
mod raw;
mod resample;
mod sequence;
mod strip;
mod tiff;
mod traits;
mod view;

use std::future::Future;
use std::pin::Pin;

pub use decode::{decode, decode_stored};
pub use format::Format;
pub use format::{RAW_MEDIA_TYPE, is_raw_camera_file};
pub use hash::PhotoHash;
pub use inspect::{
    Extent, Inspection, begins_like_photo, inspect, inspect_stored, too_large, transparency_note,
};
pub use other::is_placeholder;
pub use pixels::Photo;
pub use provenance::{Place, Provenance, Taken, TimeSource};
pub use raw::is_raw;
pub use strip::strip;
pub use traits::{TRAITS_VERSION, Traits};
pub use view::{VIEWS, View};

pub use handlens_core::config::VIEW_SIDE;

use handlens_core::Result;
use handlens_core::message::Message;

/// A photo that has been read.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The pixels, upright.
    pub photo: Photo,
    /// Which photo this is.
    pub hash: PhotoHash,
    /// What the person should know. Each goes on from the file's name: "is animated; its first frame is
    /// used.".
    pub notes: Vec<Message>,
    /// The file as it came, with its media type, where that may be stored in place of [`Photo::encode`]: a
    /// still, opaque, upright JPEG, PNG or WebP of at most
    /// [`STORED_SIDE`](handlens_core::config::limits::STORED_SIDE), without what the file says beside its picture.
    pub original: Option<(Vec<u8>, &'static str)>,
    /// What its file says of where it comes from.
    pub provenance: Provenance,
}

impl Loaded {
    /// What to store of this photo: its bytes and their media type.
    ///
    /// The original where that is allowed and smaller (it has lost nothing yet), otherwise [`Photo::encode`].
    pub fn stored(&mut self) -> Result<(Vec<u8>, &'static str)> {
        let encoded = self.photo.encode()?;
        Ok(match self.original.take() {
            Some((bytes, media_type)) if bytes.len() <= encoded.len() => (bytes, media_type),
            _ => (encoded, Format::Jpeg.media_type()),
        })
    }
}

/// A photo that is still to be read.
pub trait PhotoSource {
    /// The file's name, for messages.
    fn name(&self) -> &str;

    /// The size of the file, in bytes, as far as it is known before it is read.
    fn bytes(&self) -> u64;

    /// Reads and decodes it. The sentence of an error goes on from the file's name.
    fn load(self: Box<Self>) -> Pin<Box<dyn Future<Output = Result<Loaded>>>>;

    /// Reads the file as it is. The sentence of an error goes on from the file's name.
    fn read(self: Box<Self>) -> Pin<Box<dyn Future<Output = Result<Vec<u8>>>>>;

    /// What is known of where the photo comes from before it is read, such as the date of its file.
    fn provenance(&self) -> Provenance {
        Provenance::default()
    }

    /// The same photo, to be read once more; none if it can be read only once.
    fn again(&self) -> Option<Box<dyn PhotoSource>>;
}

/// A photo whose bytes are at hand; read by [`decode`].
#[derive(Debug, Clone)]
pub struct BytesSource {
    name: String,
    bytes: Vec<u8>,
}

impl BytesSource {
    /// The file's name and its bytes.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), bytes }
    }
}

impl PhotoSource for BytesSource {
    fn name(&self) -> &str {
        &self.name
    }

    fn bytes(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn load(self: Box<Self>) -> Pin<Box<dyn Future<Output = Result<Loaded>>>> {
        Box::pin(async move { decode(&self.name, self.bytes) })
    }

    fn read(self: Box<Self>) -> Pin<Box<dyn Future<Output = Result<Vec<u8>>>>> {
        Box::pin(async move { Ok(self.bytes) })
    }

    fn again(&self) -> Option<Box<dyn PhotoSource>> {
        Some(Box::new(self.clone()))
    }
}
