//! Decodes with the `heic-decoder` crate.
//!
//! Decodes a file's primary item: whole or in tiles, of 8 bits or more, turned by the file's own transformation. EXIF
//! only repeats that transformation, and readers are to ignore it (ISO/IEC 23008-12).

use heic_decoder::{DecodedImage, HeifError, RgbaImage};

use super::{Colours, Picture};
use crate::photo::inspect::{check_size, damaged};
use crate::photo::{Format, Photo, transparency_note};
use handlens_core::{Error, Result, msg};

/// "Unspecified", for primaries and transfer characteristics alike.
const UNTOLD: u8 = 2;

impl Picture {
    /// Decodes a file after checking its size.
    ///
    /// # Errors
    /// A sentence that continues after the file's name: it is damaged, of a rare kind, or too large.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let info = heic_decoder::probe(bytes).map_err(explain)?;
        let side = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        check_size(side(info.coded_width), side(info.coded_height))?;
        let image = heic_decoder::decode(bytes).map_err(explain)?;
        let (width, height) = (side(image.width), side(image.height));
        let colours = Colours::of(&image);
        if image.alpha.is_none() {
            let rgb = image.to_rgb8().map_err(explain)?.data;
            // Its planes take several times the memory of the RGB data.
            drop(image);
            return Ok(Self { photo: Photo::from_rgb(width, height, rgb)?, transparent: false, colours });
        }
        let rgba = image.to_rgba8().map_err(explain)?;
        drop(image);
        let rgba = apart_from_alpha(rgba);
        let transparent = transparency_note(&rgba).is_some();
        Ok(Self { photo: Photo::from_rgba(width, height, &rgba)?, transparent, colours })
    }
}

impl Colours {
    fn of(image: &DecodedImage) -> Self {
        let told = image.color_info.unwrap_or_default();
        let code = |code: u16| u8::try_from(code).unwrap_or(UNTOLD);
        Self {
            icc: image.metadata.icc_profile.clone(),
            primaries: code(told.color_primaries),
            transfer: code(told.transfer_characteristics),
        }
    }
}

/// RGBA with straight (not premultiplied) alpha.
fn apart_from_alpha(mut image: RgbaImage<u8>) -> Vec<u8> {
    if image.premultiplied {
        for pixel in image.data.chunks_exact_mut(4) {
            let alpha = u32::from(pixel[3]);
            for colour in &mut pixel[..3] {
                let whole = (u32::from(*colour) * 255 + alpha / 2).checked_div(alpha);
                *colour = whole.unwrap_or(0).min(255) as u8;
            }
        }
    }
    image.data
}

fn explain(cause: HeifError) -> Error {
    let error = match &cause {
        HeifError::Unsupported(_) => Error::photo(msg!("image-rare-kind", format = Format::Heic.name())),
        HeifError::LimitExceeded(_) => Error::photo(msg!("image-needs-memory")),
        _ => damaged(Format::Heic),
    };
    error.with_detail(cause)
}
