//! HEIC, as iPhones and some cameras store photos: HEVC pictures in an ISO media file.
//!
//! In the browser a program of its own decodes them and hands a [`Picture`] on as plain numbers; the rest is done by whoever
//! asked. Natively both happen in one place. So a photo has the same pixels wherever it was decoded.

mod decoder;
mod hdr;

use super::colour::Profile;
use super::{Inspection, Loaded, Photo};
use handlens_core::msg;

/// A decoded picture: upright, of bounded size, in the colours of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The pixels, transparent parts on white.
    pub photo: Photo,
    /// Whether there were transparent parts.
    pub transparent: bool,
    /// What the pixels mean.
    pub colours: Colours,
}

/// What the pixels of a picture mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colours {
    /// An ICC profile. It goes before the numbers.
    pub icc: Option<Vec<u8>>,
    /// Primaries, as ITU-T H.273 numbers them; 2 where the file does not say.
    pub primaries: u8,
    /// Transfer characteristics, as ITU-T H.273 numbers them; 2 where the file does not say.
    pub transfer: u8,
}

impl Picture {
    /// The photo in sRGB, together with what was known of its file.
    pub fn loaded(self, inspection: Inspection, bytes: &[u8]) -> Loaded {
        let transparency = self.transparent.then(|| msg!("image-transparent"));
        inspection.loaded(self.in_srgb(), transparency, bytes)
    }

    fn in_srgb(self) -> Photo {
        let Colours { icc, primaries, transfer } = self.colours;
        if let Some(rgb) = hdr::to_srgb(&self.photo, primaries, transfer) {
            return self.photo.recoloured(rgb);
        }
        let profile = match icc {
            Some(icc) => Profile::of_icc(&icc),
            None => Profile::of_code_points(primaries, transfer),
        };
        match profile {
            Some(profile) => profile.applied(self.photo),
            None => self.photo,
        }
    }
}
