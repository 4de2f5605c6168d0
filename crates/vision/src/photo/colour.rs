//! Colour management: converts photos to sRGB by their embedded profile.
//!
//! The model was trained on sRGB and every stored photo is in sRGB, so it does not matter which decoder reads a
//! photo, or when. Like browsers, this ignores profiles that are broken or do not match the kind of pixels.

use std::sync::Arc;

use image::{ImageDecoder, ImageReader};
use moxcms::{
    Chromaticity, CicpColorPrimaries, CicpProfile, ColorPrimaries, ColorProfile, DataColorSpace, Layout,
    MatrixCoefficients, ToneReprCurve, TransferCharacteristics, Transform8BitExecutor, TransformOptions,
};

use super::header::{be32, png_chunks};
use super::{Format, Photo};

/// Largest difference, in levels of 255, by which a profile may change colours and still count as sRGB. The many sRGB
/// profiles differ in how they round their curves.
const SAME: u8 = 2;

/// The gamma that PNG writes for sRGB, in 100,000ths, and its tolerance.
const SRGB_GAMMA: u32 = 45_455;
const GAMMA_TOLERANCE: u32 = 1_000;

/// White point and primaries of sRGB as PNG writes them, in 100,000ths: white, red, green, blue; x before y.
const SRGB_CHROMATICITIES: [u32; 8] = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000];
const CHROMATICITY_TOLERANCE: u32 = 500;

/// The conversion from a file's colours to sRGB.
pub(crate) struct Profile {
    to_srgb: Arc<Transform8BitExecutor>,
    is_grey: bool,
}

impl Profile {
    /// From an ICC profile; none if it is broken, is for printing inks, or is sRGB.
    pub(crate) fn of_icc(icc: &[u8]) -> Option<Self> {
        Self::of(&ColorProfile::new_from_slice(icc).ok()?)
    }

    /// From the code points of ITU-T H.273; none if they are unknown, mean sRGB, or mean high dynamic range, which a
    /// curve alone cannot bring back.
    pub(crate) fn of_code_points(primaries: u8, transfer: u8) -> Option<Self> {
        // 2 is "unspecified", 16 and 18 are PQ and HLG.
        if primaries == 2 || matches!(transfer, 2 | 16 | 18) {
            return None;
        }
        Self::of(&ColorProfile::new_from_cicp(CicpProfile {
            color_primaries: CicpColorPrimaries::try_from(primaries).ok()?,
            transfer_characteristics: TransferCharacteristics::try_from(transfer).ok()?,
            matrix_coefficients: MatrixCoefficients::Identity,
            full_range: true,
        }))
    }

    fn of(profile: &ColorProfile) -> Option<Self> {
        let is_grey = match profile.color_space {
            DataColorSpace::Rgb => false,
            DataColorSpace::Gray => true,
            _ => return None,
        };
        let layout = if is_grey { Layout::Gray } else { Layout::Rgb };
        let srgb = ColorProfile::new_srgb();
        let options = TransformOptions::default();
        let to_srgb = profile.create_transform_8bit(layout, &srgb, Layout::Rgb, options).ok()?;
        let profile = Self { to_srgb, is_grey };
        profile.changes().then_some(profile)
    }

    /// Whether the profile changes any of 125 colours, or of 256 greys, by more than rounding.
    fn changes(&self) -> bool {
        let levels = [0_u8, 64, 128, 191, 255];
        let colours: Vec<u8> = if self.is_grey {
            (0..=255).flat_map(|grey| [grey; 3]).collect()
        } else {
            let pairs = levels.iter().flat_map(|red| levels.iter().map(move |green| (*red, *green)));
            pairs.flat_map(|(red, green)| levels.iter().flat_map(move |blue| [red, green, *blue])).collect()
        };
        self.converted(&colours).is_some_and(|converted| {
            converted.iter().zip(&colours).any(|(now, before)| now.abs_diff(*before) > SAME)
        })
    }

    /// Converts a photo with this profile to sRGB.
    pub(crate) fn applied(&self, photo: Photo) -> Photo {
        match self.converted(photo.rgb()) {
            Some(rgb) => photo.recoloured(rgb),
            None => photo,
        }
    }

    /// RGB in sRGB; none if the profile is for grey and the pixels are coloured.
    fn converted(&self, rgb: &[u8]) -> Option<Vec<u8>> {
        let mut converted = vec![0; rgb.len()];
        let done = if self.is_grey {
            let pixels = rgb.chunks_exact(3);
            if pixels.clone().any(|pixel| pixel[0] != pixel[1] || pixel[1] != pixel[2]) {
                return None;
            }
            let grey: Vec<u8> = pixels.map(|pixel| pixel[0]).collect();
            self.to_srgb.transform(&grey, &mut converted)
        } else {
            self.to_srgb.transform(rgb, &mut converted)
        };
        done.ok().map(|()| converted)
    }
}

/// The profile in a file's structure, read without decoding the pixels; none if there is none or it is sRGB.
pub(super) fn embedded(format: Format, bytes: &[u8]) -> Option<Profile> {
    let mut reader = std::io::Cursor::new(bytes);
    let decoder = ImageReader::with_format(&mut reader, format.decoder()?).into_decoder();
    let icc = decoder.ok().and_then(|mut decoder| decoder.icc_profile().ok().flatten());
    profile_of(format, bytes, icc.as_deref())
}

/// The profile of a file whose embedded ICC profile is `icc`.
pub(super) fn profile_of(format: Format, bytes: &[u8], icc: Option<&[u8]>) -> Option<Profile> {
    let space = if format == Format::Png { PngSpace::read(bytes) } else { PngSpace::default() };
    match (space.code_points, icc) {
        (Some([primaries, transfer, ..]), _) => Profile::of_code_points(primaries, transfer),
        (None, Some(icc)) => Profile::of_icc(icc),
        (None, None) if space.is_unusual() => Profile::of(&space.profile()),
        (None, None) => None,
    }
}

/// The colour space that a PNG states in addition to an ICC profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct PngSpace {
    /// Primaries, transfer, matrix and range, as numbered by ITU-T H.273.
    code_points: Option<[u8; 4]>,
    is_srgb: bool,
    has_icc: bool,
    /// 1 / gamma in 100,000ths.
    gamma: Option<u32>,
    chromaticities: Option<[u32; 8]>,
}

impl PngSpace {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut space = Self::default();
        for (kind, data, _) in png_chunks(bytes) {
            match kind {
                b"cICP" => space.code_points = data.try_into().ok(),
                b"sRGB" => space.is_srgb = true,
                b"iCCP" => space.has_icc = true,
                b"gAMA" => space.gamma = be32(data, 0).filter(|gamma| *gamma > 0),
                b"cHRM" if data.len() == 32 => {
                    space.chromaticities = Some(std::array::from_fn(|at| be32(data, 4 * at).unwrap_or(0)));
                }
                b"IDAT" => break,
                _ => {}
            }
        }
        space
    }

    /// Whether the file states colours by PNG's own numbers, other than sRGB's. Browsers do not agree on these.
    pub(super) fn is_unusual(&self) -> bool {
        if self.code_points.is_some() {
            return true;
        }
        let strange_gamma = self.gamma.is_some_and(|gamma| gamma.abs_diff(SRGB_GAMMA) > GAMMA_TOLERANCE);
        // Primaries without a gamma are ignored, as the standard allows.
        let strange_primaries = self.gamma.is_some()
            && self.chromaticities.is_some_and(|all| {
                all.iter().zip(SRGB_CHROMATICITIES).any(|(x, srgb)| x.abs_diff(srgb) > CHROMATICITY_TOLERANCE)
            });
        !self.is_srgb && !self.has_icc && (strange_gamma || strange_primaries)
    }

    fn profile(&self) -> ColorProfile {
        let mut profile = ColorProfile::new_srgb();
        if let Some(all) = self.chromaticities {
            let at = |place: usize| {
                let share = |value: u32| value as f32 / 100_000.0;
                Chromaticity::new(share(all[2 * place]), share(all[2 * place + 1]))
            };
            let primaries = ColorPrimaries { red: at(1), green: at(2), blue: at(3) };
            profile.update_rgb_colorimetry(at(0).to_xyyb(), primaries);
        }
        // Otherwise the curve of sRGB would be used, whatever is set below.
        profile.cicp = None;
        let near_srgb = |gamma: &u32| gamma.abs_diff(SRGB_GAMMA) <= GAMMA_TOLERANCE;
        if let Some(gamma) = self.gamma.filter(|gamma| !near_srgb(gamma)) {
            let curve = ToneReprCurve::Parametric(vec![100_000.0 / gamma as f32]);
            profile.red_trc = Some(curve.clone());
            profile.green_trc = Some(curve.clone());
            profile.blue_trc = Some(curve);
        }
        profile
    }
}
