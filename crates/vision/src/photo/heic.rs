//! HEIC, as iPhones and some cameras store photos: HEVC pictures in an ISO media file.
//!
//! In a browser, a separate program decodes them and returns a [`Picture`] as plain numbers, which the caller
//! converts. Natively both happen in one place. A photo therefore has the same pixels wherever it was decoded.

mod decoder;
mod hdr;

use super::colour::Profile;
use super::{Inspection, Loaded, Photo};
use handlens_core::msg;

/// A decoded picture: upright, of bounded size, in its file's colour space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The pixels, transparent parts on white.
    pub photo: Photo,
    /// Whether there were transparent parts.
    pub transparent: bool,
    /// The pixels' colour space.
    pub colours: Colours,
}

/// A picture's colour space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colours {
    /// An ICC profile, which takes precedence over the numbers.
    pub icc: Option<Vec<u8>>,
    /// Primaries, as numbered by ITU-T H.273; 2 if the file does not state them.
    pub primaries: u8,
    /// Transfer characteristics, as numbered by ITU-T H.273; 2 if the file does not state them.
    pub transfer: u8,
}

impl Picture {
    /// The photo in sRGB, with the facts about its file.
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
