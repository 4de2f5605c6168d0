//! From the bytes of a file to upright RGB, and from there to the views that the model sees.
//!
//! | file | does |
//! |---|---|
//! | `format` | recognises a format by its first bytes |
//! | `other` | names the kind of a file that is no photo |
//! | `header` | reads size, orientation and completeness without decoding |
//! | `jpeg`, `coverage` | the same for JPEG, and how much of its picture is in the file |
//! | `ifd` | the directories of TIFF, of raw camera files and of EXIF |
//! | `raw` | finds the photo that a camera has stored in a raw file |
//! | `inspect` | refuses what cannot or should not be decoded, with a message |
//! | `decode` | bytes → [`Photo`], for what the `image` crate reads |
//! | `tiff` | bytes → [`Photo`] for TIFF with any kind of pixels |
//! | `range` | converts more than 8 bits to 8 by the range that the values use |
//! | `colour` | embedded profiles → sRGB |
//! | [`heic`] | HEIC, which the `image` crate does not read |
//! | `pixels` | [`Photo`]: bounded size, thumbnail, JPEG |
//! | `resample` | the antialiased resize of all views |
//! | `sequence` | the size of pictures in a sequence |
//! | `view` | [`View`]: centre and whole frame |
//! | `hash` | [`PhotoHash`]: identity of a photo |
//! | `provenance` | [`Provenance`]: when and where it was taken, if its file says so |
//! | `strip` | removes metadata from a file |
//! | `traits` | [`Traits`]: perceptual hash, sharpness, brightness |
//!
//! Nothing here knows Burn, classes or the database, and no file's content causes a panic.

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
pub use resample::CUBIC_COEFFICIENT;
pub use strip::strip;
pub use traits::{TRAITS_VERSION, Traits};
pub use view::{CENTRE_SHARE, LARGE_FROM, VIEWS, View};

pub use handlens_core::config::VIEW_SIDE;

use handlens_core::Result;
use handlens_core::message::Message;

/// A photo that has been read and decoded.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The pixels, upright.
    pub photo: Photo,
    /// Identity of the photo.
    pub hash: PhotoHash,
    /// Notes for the person. Each continues after the file's name: "is animated; its first frame is used.".
    pub notes: Vec<Message>,
    /// The file without its metadata, with its media type, if it may be stored in place of [`Photo::encode`]: a
    /// still, opaque, upright JPEG, PNG or WebP of at most
    /// [`STORED_SIDE`](handlens_core::config::limits::STORED_SIDE).
    pub original: Option<(Vec<u8>, &'static str)>,
    /// When and where it was taken, as its file states.
    pub provenance: Provenance,
}

impl Loaded {
    /// The bytes to store for this photo, and their media type.
    ///
    /// The original if it may be stored and is not larger, because it has not been compressed again; otherwise
    /// [`Photo::encode`].
    pub fn stored(&mut self) -> Result<(Vec<u8>, &'static str)> {
        let encoded = self.photo.encode()?;
        Ok(match self.original.take() {
            Some((bytes, media_type)) if bytes.len() <= encoded.len() => (bytes, media_type),
            _ => (encoded, Format::Jpeg.media_type()),
        })
    }
}

/// A photo that has not been read yet.
pub trait PhotoSource {
    /// The file's name, for messages.
    fn name(&self) -> &str;

    /// The size of the file in bytes, as far as known before reading it.
    fn bytes(&self) -> u64;

    /// Reads and decodes the photo. The message of an error continues after the file's name.
    fn load(self: Box<Self>) -> Pin<Box<dyn Future<Output = Result<Loaded>>>>;

    /// Reads the file's bytes unchanged. The message of an error continues after the file's name.
    fn read(self: Box<Self>) -> Pin<Box<dyn Future<Output = Result<Vec<u8>>>>>;

    /// Provenance known before reading the file, such as the file's date.
    fn provenance(&self) -> Provenance {
        Provenance::default()
    }

    /// The same photo, to be read again; none if it can be read only once.
    fn again(&self) -> Option<Box<dyn PhotoSource>>;
}

/// A photo source with bytes in memory, decoded by [`decode`](fn@decode).
#[derive(Debug, Clone)]
pub struct BytesSource {
    name: String,
    bytes: Vec<u8>,
}

impl BytesSource {
    /// From the file's name and its bytes.
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
