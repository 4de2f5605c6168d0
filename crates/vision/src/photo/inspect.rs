//! Inspects a file before decoding, and refuses what cannot or should not be decoded.
//!
//! Every message continues after the file's name: "Garden is a HEIC photo, which …".

use std::borrow::Cow;
use std::ops::Range;

use image::metadata::Orientation;

use super::format::is_raw_camera_file;
use super::header::Header;
use super::other::{is_placeholder, what_else};
use super::raw::begins_like_raw;
use super::raw::{Found, is_raw, preview};
use super::{Format, Loaded, Photo, PhotoHash, colour, strip};
use handlens_core::config::limits;
use handlens_core::message::Message;
use handlens_core::{Error, Result, msg};

/// Share of a picture, from its top, that must be in the file. With less, the subject may be in the missing part.
const LEAST_SHARE: f64 = 0.95;

/// Facts about a file that may be decoded.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspection {
    /// The actual format of the file, or of a raw camera file's preview.
    pub format: Format,
    /// Width in pixels as stored, before orientation.
    pub width: u32,
    /// Height in pixels as stored, before orientation.
    pub height: u32,
    /// Notes for the person, each of which continues after the file's name.
    pub notes: Vec<Message>,
    /// EXIF orientation of the stored pixels, 1 (upright) to 8.
    pub orientation: u8,
    /// Whether the file may be stored as it is, provided that no pixel is transparent and its colours are sRGB.
    keeps_original: bool,
    /// Whether a colour profile is embedded, even sRGB's.
    has_profile: bool,
    /// Whether some browser shows wrong pixels.
    browsers_differ: bool,
    /// The range to decode, if it is not the whole file.
    part: Option<Range<usize>>,
    /// The range to hide from browsers, so that none of them turns the picture by itself.
    hidden_from_browser: Option<Range<usize>>,
    /// The orientation still to be applied after a browser has decoded the picture.
    left_to_turn: Orientation,
}

impl Inspection {
    /// Number of pixels of the decoded photo.
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Whether a browser may decode the photo. For some kinds of pixels (16 bits, TIFF, printing inks, a PNG's own
    /// colours) browsers disagree or are wrong.
    pub fn browser_may_decode(&self) -> bool {
        !self.browsers_differ
    }

    /// Whether a colour profile is embedded. If so, only a decoder that honours it may be used.
    pub fn has_profile(&self) -> bool {
        self.has_profile
    }

    /// The bytes to decode: the file, or the photo inside it.
    pub fn picture<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        self.part.as_ref().and_then(|part| bytes.get(part.clone())).unwrap_or(bytes)
    }

    /// The bytes to give to a browser, if they are not the file's own.
    pub fn for_browser<'a>(&self, bytes: &'a [u8]) -> Option<Cow<'a, [u8]>> {
        if self.part.is_some() {
            return Some(Cow::Borrowed(self.picture(bytes)));
        }
        let hidden = self.hidden_from_browser.clone()?;
        let mut changed = bytes.to_vec();
        if self.format == Format::WebP {
            // A chunk type that no decoder knows.
            changed.get_mut(hidden)?.copy_from_slice(b"XXIF");
        } else {
            changed.drain(hidden);
        }
        Some(Cow::Owned(changed))
    }

    /// Turns a photo upright that a browser decoded from [`Inspection::for_browser`].
    #[must_use]
    pub fn upright(&self, photo: Photo) -> Photo {
        photo.oriented(self.left_to_turn)
    }

    pub(super) fn turn(&self) -> Orientation {
        Orientation::from_exif(self.orientation).unwrap_or(Orientation::NoTransforms)
    }

    /// Combines a decoded photo with the facts about its file. `transparency` is the result of [`transparency_note`].
    pub fn loaded(mut self, photo: Photo, transparency: Option<Message>, bytes: &[u8]) -> Loaded {
        let hash = PhotoHash::of_bytes(bytes);
        // Other decoders and programs will read the stored file, and they only agree on sRGB.
        let keeps_original = self.keeps_original
            && transparency.is_none()
            && !(self.has_profile && colour::embedded(self.format, bytes).is_some());
        self.notes.extend(transparency);
        let provenance = super::provenance::of_bytes(bytes);
        let original = keeps_original.then(|| (strip(bytes).into_owned(), self.format.media_type()));
        Loaded { photo, hash, notes: self.notes, original, provenance }
    }
}

/// How far a picture extends, judged by the first bytes of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Its number of pixels, once known.
    pub pixels: Option<u64>,
    /// Whether all of it is in these bytes; false if only a decoder could tell.
    pub ends: bool,
}

impl Extent {
    /// The extent of a picture, from a file's first bytes.
    pub fn of(format: Option<Format>, bytes: &[u8]) -> Self {
        let Some(format) = format else { return Self { pixels: None, ends: false } };
        let header = Header::read(format, bytes);
        let pixels = header.size.map(|(width, height)| u64::from(width) * u64::from(height));
        let tells = !matches!(format, Format::Tiff | Format::JpegXl);
        let is_whole = header.complete && !header.open && header.share >= 1.0 && !header.coarse;
        Self { pixels, ends: tells && is_whole && pixels.is_some() }
    }
}

/// Checks a file's structure without decoding it: whether it is an image, complete, and within the limits.
pub fn inspect(name: &str, bytes: &[u8]) -> Result<Inspection> {
    inspect_with(name, bytes, LEAST_SHARE)
}

/// Inspects a project's stored photo. It was accepted once, perhaps by a version that did not notice a missing part.
pub fn inspect_stored(bytes: &[u8]) -> Result<Inspection> {
    inspect_with("", bytes, 0.0)
}

fn inspect_with(name: &str, bytes: &[u8], least_share: f64) -> Result<Inspection> {
    check_length(bytes)?;
    if is_raw_camera_file(name) && Format::of(bytes).is_none_or(|format| format == Format::Tiff)
        || is_raw(bytes)
    {
        return inspect_raw(bytes);
    }
    let format = Format::of(bytes).filter(|_| !is_placeholder(name));
    let format = format.ok_or_else(|| Error::photo(msg!("image-is-none", what = what_else(name, bytes))))?;
    let header = Header::read(format, bytes);
    if let Some((width, height)) = header.size {
        check_size(width, height)?;
    }
    if !header.complete {
        return Err(cut_off());
    }
    if header.share < least_share {
        let percent = ((1.0 - header.share) * 100.0).round().clamp(1.0, 100.0) as u32;
        return Err(Error::photo(msg!("image-cut-off-below", percent = percent)));
    }
    let Some((width, height)) = header.size else {
        return Err(damaged(format));
    };
    let still_and_upright = !header.animated && header.orientation == Orientation::NoTransforms;
    let browser_turns = header.orientation_at.is_none();
    let turned = header.orientation != Orientation::NoTransforms;
    Ok(Inspection {
        format,
        width,
        height,
        notes: notes(name, format, &header),
        orientation: header.orientation.to_exif(),
        keeps_original: still_and_upright
            && !header.cmyk
            && !header.sixteen_bit
            && !header.unusual_colours
            && header.share >= 1.0
            && !header.coarse
            && matches!(format, Format::Jpeg | Format::Png | Format::WebP)
            && width.max(height) <= limits::STORED_SIDE,
        has_profile: header.has_profile,
        browsers_differ: format == Format::Tiff
            || header.cmyk
            || header.sixteen_bit
            || header.unusual_colours,
        part: None,
        hidden_from_browser: header.orientation_at.filter(|_| turned),
        left_to_turn: if browser_turns { Orientation::NoTransforms } else { header.orientation },
    })
}

/// Whether bytes begin like those of a photo that may be decoded.
pub fn begins_like_photo(start: &[u8]) -> bool {
    Format::of(start).is_some() || begins_like_raw(start)
}

/// Inspects the photo that a camera has stored in a raw file.
fn inspect_raw(bytes: &[u8]) -> Result<Inspection> {
    let preview = match preview(bytes) {
        Found::Preview(preview) => preview,
        Found::TooSmall(width, height) => {
            return Err(Error::photo(msg!("image-raw-without-preview", width = width, height = height)));
        }
        Found::Nothing => return Err(Error::photo(msg!("image-raw-camera-file"))),
    };
    let header = preview.header;
    let (width, height) = header.size.ok_or_else(|| damaged(Format::Jpeg))?;
    check_size(width, height)?;
    let own = header.orientation != Orientation::NoTransforms;
    Ok(Inspection {
        format: Format::Jpeg,
        width,
        height,
        notes: vec![msg!("image-raw-preview", width = width, height = height)],
        orientation: if own { header.orientation } else { preview.turn }.to_exif(),
        keeps_original: false,
        has_profile: header.has_profile,
        browsers_differ: false,
        part: Some(preview.range),
        hidden_from_browser: None,
        left_to_turn: preview.turn,
    })
}

/// The note on RGBA pixels some of which are transparent; none if all are opaque.
pub fn transparency_note(rgba: &[u8]) -> Option<Message> {
    let transparent = rgba.chunks_exact(4).any(|pixel| pixel[3] < 255);
    transparent.then(|| msg!("image-transparent"))
}

/// The error for a file whose end is missing.
pub(super) fn cut_off() -> Error {
    Error::photo(msg!("image-cut-off"))
}

/// The error for a file whose content does not match its first bytes.
pub(super) fn damaged(format: Format) -> Error {
    Error::photo(msg!("image-damaged", format = format.name()))
}

/// Refuses photos with no pixels or too many.
pub(super) fn check_size(width: u32, height: u32) -> Result<()> {
    if width == 0 || height == 0 {
        return Err(Error::photo(msg!("image-without-pixels")));
    }
    let pixels = u64::from(width) * u64::from(height);
    if pixels > limits::PHOTO_PIXELS {
        return Err(Error::photo(msg!(
            "image-too-many-pixels",
            megapixels = pixels.div_ceil(1_000_000),
            limit = limits::PHOTO_PIXELS / 1_000_000
        )));
    }
    Ok(())
}

fn check_length(bytes: &[u8]) -> Result<()> {
    if bytes.is_empty() {
        return Err(Error::photo(msg!("image-empty")));
    }
    if bytes.len() as u64 > limits::PHOTO_BYTES {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(())
}

/// The error for a file with more bytes than are read.
pub fn too_large(bytes: u64) -> Error {
    Error::photo(msg!(
        "image-file-too-large",
        megabytes = bytes.div_ceil(1_000_000),
        limit = limits::PHOTO_BYTES / 1_000_000
    ))
}

fn notes(name: &str, format: Format, header: &Header) -> Vec<Message> {
    let mut notes = Vec::new();
    if Format::promised_by(name).is_some_and(|promised| promised != format) {
        notes.push(msg!("image-misnamed", format = format.name()));
    }
    if header.share < 1.0 {
        let percent = ((1.0 - header.share) * 100.0).ceil() as u32;
        notes.push(msg!("image-part-missing", percent = percent));
    } else if header.coarse {
        notes.push(msg!("image-coarse"));
    }
    if header.animated {
        notes.push(msg!("image-animated"));
    }
    if header.cmyk {
        notes.push(cmyk());
    }
    notes
}

/// The note on a photo with more than 8 bits per channel.
pub(super) fn sixteen_bit() -> Message {
    msg!("image-sixteen-bit")
}

/// The note on a photo in printing inks (CMYK).
pub(super) fn cmyk() -> Message {
    msg!("image-cmyk")
}
