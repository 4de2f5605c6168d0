//! Decodes photos with the `image` crate: all of them natively, and in a browser those that it cannot decode itself.
//! HEIC has its own decoder.

use std::borrow::Cow;
use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits};

#[cfg(not(target_arch = "wasm32"))]
use super::heic::Picture;
use super::inspect::{check_size, cut_off, damaged, inspect_stored, sixteen_bit};
use super::range::{self, Range};
use super::{Format, Inspection, Loaded, Photo, colour, header, inspect, tiff, transparency_note};
use handlens_core::message::Message;
use handlens_core::{Error, Result, msg};

/// Decodes a file to an upright sRGB photo with 8 bits per channel. Transparent parts become white; of an animation,
/// the first frame is used.
///
/// # Errors
/// A sentence that continues after the file's name: it is no image, cut off, damaged, too large, or of a kind that
/// only some browsers read.
#[expect(clippy::needless_pass_by_value, reason = "a file's bytes end with it: nobody needs both")]
pub fn decode(name: &str, bytes: Vec<u8>) -> Result<Loaded> {
    let inspection = inspect(name, &bytes)?;
    // In a browser, a separate program decodes HEIC.
    #[cfg(not(target_arch = "wasm32"))]
    if inspection.format == Format::Heic {
        return Ok(Picture::decode(&bytes)?.loaded(inspection, &bytes));
    }
    decode_inspected(inspection, &bytes)
}

/// Decodes a project's stored photo as [`decode`] does, even if a part of it is missing: it was accepted once.
#[expect(clippy::needless_pass_by_value, reason = "a file's bytes end with it: nobody needs both")]
pub fn decode_stored(bytes: Vec<u8>) -> Result<Photo> {
    let inspection = inspect_stored(&bytes)?;
    decode_inspected(inspection, &bytes).map(|loaded| loaded.photo)
}

fn decode_inspected(mut inspection: Inspection, bytes: &[u8]) -> Result<Loaded> {
    let decoded = match inspection.format {
        Format::Tiff => tiff::decode(bytes)?,
        format => {
            let picture = mended(format, inspection.picture(bytes));
            by_crate(&inspection, &picture)?
        }
    };
    inspection.notes.extend(decoded.notes);
    let photo = decoded.photo.oriented(decoded.turn.unwrap_or(inspection.turn()));
    Ok(inspection.loaded(photo, decoded.transparency, bytes))
}

/// Result of a decoder.
pub(super) struct Decoded {
    /// In sRGB, not yet turned upright.
    pub(super) photo: Photo,
    pub(super) transparency: Option<Message>,
    pub(super) notes: Vec<Message>,
    /// How to turn the photo, if that differs from the file's header.
    pub(super) turn: Option<image::metadata::Orientation>,
}

fn by_crate(inspection: &Inspection, bytes: &[u8]) -> Result<Decoded> {
    let format = inspection.format;
    let Some(decoder_format) = format.decoder() else {
        return Err(unsupported(format));
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), decoder_format);
    reader.limits(decoding_limits(inspection));
    let explain = |cause| explain(format, cause);
    let mut decoder = reader.into_decoder().map_err(explain)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    // A damaged profile is no reason to refuse the photo.
    let icc = decoder.icc_profile().ok().flatten();
    let image = DynamicImage::from_decoder(decoder).map_err(explain)?;
    let mut notes = Vec::new();
    let image = eight_bits(image, &mut notes);
    let (photo, transparency) = flatten(image)?;
    let photo = match colour::profile_of(format, bytes, icc.as_deref()) {
        Some(profile) => profile.applied(photo),
        None => photo,
    };
    Ok(Decoded { photo, transparency, notes, turn: None })
}

/// The chunk that ends a PNG.
const PNG_END: &[u8] = b"\0\0\0\0IEND\xae\x42\x60\x82";

/// The file, repaired where the `image` crate is stricter than browsers.
fn mended(format: Format, bytes: &[u8]) -> Cow<'_, [u8]> {
    let size = match format {
        Format::Png if !bytes[header::png_end(bytes).min(bytes.len())..].starts_with(PNG_END) => {
            return Cow::Owned([&bytes[..header::png_end(bytes).min(bytes.len())], PNG_END].concat());
        }
        Format::Gif => header::Header::read(format, bytes).size,
        // Some writers omit the padding of the last row, which is at most three bytes.
        Format::Bmp if header::le32(bytes, 2).is_some_and(|length| length as usize > bytes.len()) => {
            return Cow::Owned([bytes, &[0; 3]].concat());
        }
        _ => None,
    };
    match size {
        Some((width, height)) if header::gif_screen(bytes) != size => {
            let mut changed = bytes.to_vec();
            changed[6..8].copy_from_slice(&(width as u16).to_le_bytes());
            changed[8..10].copy_from_slice(&(height as u16).to_le_bytes());
            Cow::Owned(changed)
        }
        _ => Cow::Borrowed(bytes),
    }
}

/// Converts 16 bits per channel to 8, stretched if the values use only a small part of the range.
fn eight_bits(image: DynamicImage, notes: &mut Vec<Message>) -> DynamicImage {
    let (width, height) = (image.width(), image.height());
    let channels = image.color().channel_count() as usize;
    let has_alpha = image.color().has_alpha();
    let values = match &image {
        DynamicImage::ImageLuma16(image) => image.as_raw(),
        DynamicImage::ImageLumaA16(image) => image.as_raw(),
        DynamicImage::ImageRgb16(image) => image.as_raw(),
        DynamicImage::ImageRgba16(image) => image.as_raw(),
        _ => return image,
    };
    let range = Range::of(values.as_slice(), channels, if has_alpha { channels - 1 } else { channels });
    notes.push(range.note().unwrap_or_else(sixteen_bit));
    let eight: Vec<u8> = values
        .iter()
        .enumerate()
        .map(|(place, value)| {
            let is_alpha = has_alpha && place % channels == channels - 1;
            if is_alpha { range::high_byte(*value) } else { range.level(*value) }
        })
        .collect();
    let eight = match channels {
        1 => image::GrayImage::from_raw(width, height, eight).map(DynamicImage::from),
        2 => image::GrayAlphaImage::from_raw(width, height, eight).map(DynamicImage::from),
        3 => image::RgbImage::from_raw(width, height, eight).map(DynamicImage::from),
        _ => image::RgbaImage::from_raw(width, height, eight).map(DynamicImage::from),
    };
    eight.unwrap_or(image)
}

/// Puts transparent parts on white and shrinks the photo to its bounded size.
fn flatten(image: DynamicImage) -> Result<(Photo, Option<Message>)> {
    let (width, height) = (image.width(), image.height());
    if image.color().has_alpha() {
        let rgba = image.into_rgba8().into_raw();
        let transparency = transparency_note(&rgba);
        Ok((Photo::from_rgba(width, height, &rgba)?, transparency))
    } else {
        Ok((Photo::from_rgb(width, height, image.into_rgb8().into_raw())?, None))
    }
}

/// Memory limit for a decoder: up to 16 bytes per pixel, as for a floating-point RGBA TIFF, and room for its tables.
fn decoding_limits(inspection: &Inspection) -> Limits {
    let pixels = u64::from(inspection.width) * u64::from(inspection.height);
    let mut limits = Limits::default();
    limits.max_alloc = Some(pixels * 16 + 64 * 1024 * 1024);
    limits
}

fn explain(format: Format, cause: ImageError) -> Error {
    let error = match &cause {
        ImageError::IoError(io) if io.kind() == std::io::ErrorKind::UnexpectedEof => cut_off(),
        ImageError::Unsupported(_) => Error::photo(msg!("image-rare-kind", format = format.name())),
        ImageError::Limits(_) => Error::photo(msg!("image-needs-memory")),
        _ => damaged(format),
    };
    error.with_detail(cause)
}

fn unsupported(format: Format) -> Error {
    Error::photo(msg!("image-unsupported", format = format.name()))
}
