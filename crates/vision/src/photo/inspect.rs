//! Looks at a file before anything is decoded, and refuses in a sentence what cannot or should not be.
//!
//! Every sentence goes on from the file's name: "Garden is a HEIC photo, which …".

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

/// Share of a picture that must be there, from its top. With less, what was photographed may be in the missing part.
const LEAST_SHARE: f64 = 0.95;

/// What is known of a file that may be decoded.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspection {
    /// What the file really is; of a raw camera file, what its preview is.
    pub format: Format,
    /// Width in pixels as stored: before the orientation is applied.
    pub width: u32,
    /// Height in pixels as stored: before the orientation is applied.
    pub height: u32,
    /// What the person should know, each going on from the file's name.
    pub notes: Vec<Message>,
    /// How the stored pixels are turned upright, as EXIF counts it: 1 (they are) to 8.
    pub orientation: u8,
    /// Whether the file may be stored as it is, provided that none of its pixels is transparent, and that its colours are
    /// sRGB.
    keeps_original: bool,
    /// Whether a colour profile is embedded, be it sRGB's.
    has_profile: bool,
    /// Whether any browser shows other pixels than are right.
    browsers_differ: bool,
    /// The bytes to decode, where they are not the whole file.
    part: Option<Range<usize>>,
    /// What is overwritten for a browser, so that none turns the picture by itself.
    hidden_from_browser: Option<Range<usize>>,
    /// What is left to turn after a browser has decoded it.
    left_to_turn: Orientation,
}

impl Inspection {
    /// Pixels of the decoded photo.
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Whether a browser's decoder may be asked: for some kinds of pixels (16 bits, TIFF, inks, a PNG's own colours) browsers
    /// differ from each other, or from what is right.
    pub fn browser_may_decode(&self) -> bool {
        !self.browsers_differ
    }

    /// Whether a colour profile is embedded, so that only a decoder that honours it may be asked.
    pub fn has_profile(&self) -> bool {
        self.has_profile
    }

    /// The bytes to decode: the file, or the photo inside it.
    pub fn picture<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        self.part.as_ref().and_then(|part| bytes.get(part.clone())).unwrap_or(bytes)
    }

    /// The bytes that a browser is given, where they are not the file's own.
    pub fn for_browser<'a>(&self, bytes: &'a [u8]) -> Option<Cow<'a, [u8]>> {
        if self.part.is_some() {
            return Some(Cow::Borrowed(self.picture(bytes)));
        }
        let hidden = self.hidden_from_browser.clone()?;
        let mut changed = bytes.to_vec();
        if self.format == Format::WebP {
            // A kind of chunk that nobody knows.
            changed.get_mut(hidden)?.copy_from_slice(b"XXIF");
        } else {
            changed.drain(hidden);
        }
        Some(Cow::Owned(changed))
    }

    /// A photo that a browser decoded from [`Inspection::for_browser`], upright.
    #[must_use]
    pub fn upright(&self, photo: Photo) -> Photo {
        photo.oriented(self.left_to_turn)
    }

    pub(super) fn turn(&self) -> Orientation {
        Orientation::from_exif(self.orientation).unwrap_or(Orientation::NoTransforms)
    }

    /// Puts a decoded photo together with what was known of its file; `transparency` is what
    /// [`transparency_note`] said.
    pub fn loaded(mut self, photo: Photo, transparency: Option<Message>, bytes: &[u8]) -> Loaded {
        let hash = PhotoHash::of_bytes(bytes);
        // What is stored is read again by other decoders, and shown by other programs: in sRGB all agree.
        let keeps_original = self.keeps_original
            && transparency.is_none()
            && !(self.has_profile && colour::embedded(self.format, bytes).is_some());
        self.notes.extend(transparency);
        let provenance = super::provenance::of_bytes(bytes);
        let original = keeps_original.then(|| (strip(bytes).into_owned(), self.format.media_type()));
        Loaded { photo, hash, notes: self.notes, original, provenance }
    }
}

/// How far a picture goes, as the first bytes of its file tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Its pixels, once they are known.
    pub pixels: Option<u64>,
    /// Whether all of it is there; false where only its decoder could tell.
    pub ends: bool,
}

impl Extent {
    /// Of a file's first bytes.
    pub fn of(format: Option<Format>, bytes: &[u8]) -> Self {
        let Some(format) = format else { return Self { pixels: None, ends: false } };
        let header = Header::read(format, bytes);
        let pixels = header.size.map(|(width, height)| u64::from(width) * u64::from(height));
        let tells = !matches!(format, Format::Tiff | Format::JpegXl);
        let is_whole = header.complete && !header.open && header.share >= 1.0 && !header.coarse;
        Self { pixels, ends: tells && is_whole && pixels.is_some() }
    }
}

/// Looks at a file's structure, without decoding it: whether it is an image, complete, and within the limits.
pub fn inspect(name: &str, bytes: &[u8]) -> Result<Inspection> {
    look(name, bytes, LEAST_SHARE)
}

/// The same for a photo of a project, which was taken once: by a version, maybe, that did not see what is missing.
pub fn inspect_stored(bytes: &[u8]) -> Result<Inspection> {
    look("", bytes, 0.0)
}

fn look(name: &str, bytes: &[u8], least_share: f64) -> Result<Inspection> {
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

/// Whether bytes begin like a photo that may be decoded.
pub fn begins_like_photo(start: &[u8]) -> bool {
    Format::of(start).is_some() || begins_like_raw(start)
}

/// Looks for the photo that a camera has stored in a raw file.
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

/// What to tell about RGBA pixels of which some are transparent; none if all are opaque.
pub fn transparency_note(rgba: &[u8]) -> Option<Message> {
    let transparent = rgba.chunks_exact(4).any(|pixel| pixel[3] < 255);
    transparent.then(|| msg!("image-transparent"))
}

/// The sentence for a file whose end is missing.
pub(super) fn cut_off() -> Error {
    Error::photo(msg!("image-cut-off"))
}

/// The sentence for a file whose inside is not what its first bytes promise.
pub(super) fn damaged(format: Format) -> Error {
    Error::photo(msg!("image-damaged", format = format.name()))
}

/// Refuses a photo without pixels and one with too many.
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

/// The sentence for a file of more bytes than are read.
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

/// The note on a photo with more than 8 bits in a channel.
pub(super) fn sixteen_bit() -> Message {
    msg!("image-sixteen-bit")
}

/// The note on a photo in printing inks.
pub(super) fn cmyk() -> Message {
    msg!("image-cmyk")
}
