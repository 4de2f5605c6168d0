//! Looks at a file before anything is decoded, and refuses in a sentence what cannot or should not be.
//!
//! Every sentence goes on from the file's name: "Garden is a HEIC photo, which …".

use image::metadata::Orientation;

use super::format::{is_raw_camera_file, what_else};
use super::header::Header;
use super::{Format, Loaded, Photo, PhotoHash};
use crate::config::limits;
use crate::words::Saying;
use crate::{Error, Result, saying};

/// What is known of a file that may be decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// What the file really is.
    pub format: Format,
    /// Width in pixels as stored: before the orientation is applied.
    pub width: u32,
    /// Height in pixels as stored: before the orientation is applied.
    pub height: u32,
    /// What the person should know, each going on from the file's name.
    pub notes: Vec<Saying>,
    /// How the stored pixels are turned upright, as EXIF counts it: 1 (they are) to 8.
    pub orientation: u8,
    /// Whether the file may be stored as it is, provided that none of its pixels is transparent.
    keeps_original: bool,
}

impl Inspection {
    /// Pixels of the decoded photo.
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Puts a decoded photo together with what was known of its file; `transparency` is what
    /// [`transparency_note`] said.
    pub fn loaded(mut self, photo: Photo, transparency: Option<Saying>, bytes: Vec<u8>) -> Loaded {
        let hash = PhotoHash::of_bytes(&bytes);
        let keeps_original = self.keeps_original && transparency.is_none();
        self.notes.extend(transparency);
        Loaded {
            photo,
            hash,
            notes: self.notes,
            original: keeps_original.then(|| (bytes, self.format.media_type())),
        }
    }
}

/// How far a picture goes, as the first bytes of its file tell.
#[cfg(feature = "engine")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    /// Its pixels, once they are known.
    pub(crate) pixels: Option<u64>,
    /// Whether all of it is there; false where only its decoder could tell.
    pub(crate) ends: bool,
}

#[cfg(feature = "engine")]
impl Extent {
    /// Of a file's first bytes.
    pub(crate) fn of(format: Option<Format>, bytes: &[u8]) -> Self {
        let Some(format) = format else { return Self { pixels: None, ends: false } };
        let header = Header::read(format, bytes);
        let pixels = header.size.map(|(width, height)| u64::from(width) * u64::from(height));
        let tells = !matches!(format, Format::Tiff | Format::JpegXl);
        Self { pixels, ends: tells && header.complete && pixels.is_some() }
    }
}

/// Looks at a file's structure, without decoding it: whether it is an image, complete, and within the limits.
pub fn inspect(name: &str, bytes: &[u8]) -> Result<Inspection> {
    check_length(bytes)?;
    let format = recognise(name, bytes)?;
    let header = Header::read(format, bytes);
    if let Some((width, height)) = header.size {
        check_size(width, height)?;
    }
    if !header.complete {
        return Err(cut_off());
    }
    let Some((width, height)) = header.size else {
        return Err(damaged(format));
    };
    let still_and_upright = !header.animated && header.orientation == Orientation::NoTransforms;
    Ok(Inspection {
        format,
        width,
        height,
        notes: notes(name, format, &header),
        orientation: header.orientation.to_exif(),
        keeps_original: still_and_upright
            && !header.cmyk
            && matches!(format, Format::Jpeg | Format::Png | Format::WebP)
            && width.max(height) <= limits::STORED_SIDE,
    })
}

/// What to tell about RGBA pixels of which some are transparent; none if all are opaque.
pub fn transparency_note(rgba: &[u8]) -> Option<Saying> {
    let transparent = rgba.chunks_exact(4).any(|pixel| pixel[3] < 255);
    transparent.then(|| saying!("image-transparent"))
}

/// The sentence for a file whose end is missing.
pub(super) fn cut_off() -> Error {
    Error::photo(saying!("image-cut-off"))
}

/// The sentence for a file whose inside is not what its first bytes promise.
pub(super) fn damaged(format: Format) -> Error {
    Error::photo(saying!("image-damaged", format = format.name()))
}

/// Refuses a photo without pixels and one with too many.
pub(super) fn check_size(width: u32, height: u32) -> Result<()> {
    if width == 0 || height == 0 {
        return Err(Error::photo(saying!("image-without-pixels")));
    }
    let pixels = u64::from(width) * u64::from(height);
    if pixels > limits::PHOTO_PIXELS {
        return Err(Error::photo(saying!(
            "image-too-many-pixels",
            megapixels = pixels.div_ceil(1_000_000),
            limit = limits::PHOTO_PIXELS / 1_000_000
        )));
    }
    Ok(())
}

fn check_length(bytes: &[u8]) -> Result<()> {
    if bytes.is_empty() {
        return Err(Error::photo(saying!("image-empty")));
    }
    if bytes.len() as u64 > limits::PHOTO_BYTES {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(())
}

/// The sentence for a file of more bytes than are read.
pub(crate) fn too_large(bytes: u64) -> Error {
    Error::photo(saying!(
        "image-file-too-large",
        megabytes = bytes.div_ceil(1_000_000),
        limit = limits::PHOTO_BYTES / 1_000_000
    ))
}

/// The sentence for what a camera's sensor has seen, which is no photo yet.
pub(crate) fn raw_camera_file() -> Error {
    Error::photo(saying!("image-raw-camera-file"))
}

fn recognise(name: &str, bytes: &[u8]) -> Result<Format> {
    let format = Format::of(bytes);
    if is_raw_camera_file(name) && !matches!(format, Some(format) if format != Format::Tiff) {
        return Err(raw_camera_file());
    }
    format.ok_or_else(|| Error::photo(saying!("image-is-none", what = what_else(bytes))))
}

fn notes(name: &str, format: Format, header: &Header) -> Vec<Saying> {
    let mut notes = Vec::new();
    if Format::promised_by(name).is_some_and(|promised| promised != format) {
        notes.push(saying!("image-misnamed", format = format.name()));
    }
    if header.animated {
        notes.push(saying!("image-animated"));
    }
    if header.sixteen_bit {
        notes.push(sixteen_bit());
    }
    if header.cmyk {
        notes.push(cmyk());
    }
    notes
}

/// The note on a photo with more than 8 bits in a channel.
pub(super) fn sixteen_bit() -> Saying {
    saying!("image-sixteen-bit")
}

/// The note on a photo in printing inks.
pub(super) fn cmyk() -> Saying {
    saying!("image-cmyk")
}
