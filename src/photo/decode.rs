//! Decodes with the `image` crate: natively, and in the browser whatever that cannot decode itself.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageError, ImageReader, Limits};

use super::inspect::{check_size, cmyk, cut_off, damaged, sixteen_bit};
use super::{Format, Inspection, Loaded, Photo, inspect, transparency_note};
use crate::words::Saying;
use crate::{Error, Result, saying};

/// Decodes a file: upright, 8 bits a channel, RGB, transparent parts on white, the first frame of an
/// animation.
///
/// # Errors
/// A sentence that goes on from the file's name: it is no image, cut off, damaged, too large, or of a kind
/// that only some browsers read.
pub fn decode(name: &str, bytes: Vec<u8>) -> Result<Loaded> {
    let mut inspection = inspect(name, &bytes)?;
    let Some(decoder_format) = inspection.format.decoder() else {
        return Err(unsupported(inspection.format));
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes.as_slice()), decoder_format);
    reader.limits(decoding_limits(&inspection));
    let explain = |cause| explain(inspection.format, cause);
    let mut decoder = reader.into_decoder().map_err(explain)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    // A damaged EXIF block is no reason to refuse the photo.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let colours = decoder.original_color_type();
    let image = DynamicImage::from_decoder(decoder).map_err(explain)?;

    if inspection.format == Format::Tiff {
        note_tiff(&mut inspection, colours);
    }
    let (photo, transparency) = flatten(image)?;
    let photo = photo.oriented(orientation);
    Ok(inspection.loaded(photo, transparency, bytes))
}

/// Puts transparent parts on white and brings the photo to its bounded size.
fn flatten(image: DynamicImage) -> Result<(Photo, Option<Saying>)> {
    let (width, height) = (image.width(), image.height());
    if image.color().has_alpha() {
        let rgba = image.into_rgba8().into_raw();
        let transparency = transparency_note(&rgba);
        Ok((Photo::from_rgba(width, height, &rgba)?, transparency))
    } else {
        Ok((Photo::from_rgb(width, height, image.into_rgb8().into_raw())?, None))
    }
}

/// What a decoder may allocate: the pixels at up to 16 bytes each, which a floating-point RGBA TIFF needs,
/// and room for its tables.
fn decoding_limits(inspection: &Inspection) -> Limits {
    let pixels = u64::from(inspection.width) * u64::from(inspection.height);
    let mut limits = Limits::default();
    limits.max_alloc = Some(pixels * 16 + 64 * 1024 * 1024);
    limits
}

/// TIFF tells its colours only to its decoder.
fn note_tiff(inspection: &mut Inspection, colours: ExtendedColorType) {
    match colours {
        ExtendedColorType::L16
        | ExtendedColorType::La16
        | ExtendedColorType::Rgb16
        | ExtendedColorType::Rgba16 => inspection.notes.push(sixteen_bit()),
        ExtendedColorType::Cmyk8 => inspection.notes.push(cmyk()),
        ExtendedColorType::Cmyk16 => inspection.notes.extend([sixteen_bit(), cmyk()]),
        _ => {}
    }
}

fn explain(format: Format, cause: ImageError) -> Error {
    let error = match &cause {
        ImageError::IoError(io) if io.kind() == std::io::ErrorKind::UnexpectedEof => cut_off(),
        ImageError::Unsupported(_) => Error::photo(saying!("image-rare-kind", format = format.name())),
        ImageError::Limits(_) => Error::photo(saying!("image-needs-memory")),
        _ => damaged(format),
    };
    error.with_detail(cause)
}

fn unsupported(format: Format) -> Error {
    Error::photo(saying!("image-unsupported", format = format.name()))
}
