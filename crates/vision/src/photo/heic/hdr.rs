//! High dynamic range: converts photos that are brighter than white paper to sRGB.
//!
//! Colour management does not cover this: a tone curve alone would leave the photos dark. Here white paper maps to
//! almost white, darker parts keep their brightness, and brighter parts are compressed into the rest of the range.

use crate::photo::Photo;

/// Luminance of white paper, in cd/m² (ITU-R BT.2408).
const PAPER_NITS: f32 = 203.0;
/// Luminance of peak white, in cd/m²: by definition for PQ, and as commonly displayed for HLG.
const PQ_PEAK_NITS: f32 = 10_000.0;
const HLG_PEAK_NITS: f32 = 1_000.0;
/// Share of white above which luminance is compressed.
const KNEE: f32 = 0.8;

/// Converts linear RGB in a file's primaries to linear RGB in sRGB's primaries.
type Matrix = [[f32; 3]; 3];

const OF_BT709: Matrix = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
const OF_BT2020: Matrix = [
    [1.660_491, -0.587_641, -0.072_85],
    [-0.124_55, 1.132_9, -0.008_349],
    [-0.018_151, -0.100_579, 1.118_73],
];
const OF_DISPLAY_P3: Matrix =
    [[1.224_94, -0.224_94, 0.0], [-0.042_057, 1.042_057, 0.0], [-0.019_638, -0.078_636, 1.098_274]];

/// Transfer functions of high dynamic range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Curve {
    /// Perceptual quantiser, SMPTE ST 2084: encodes display light.
    Pq,
    /// Hybrid log-gamma, ITU-R BT.2100: encodes scene light.
    Hlg,
}

/// Converts a high-dynamic-range photo to sRGB by its ITU-T H.273 numbers; none if it is not one.
pub(super) fn to_srgb(photo: &Photo, primaries: u8, transfer: u8) -> Option<Vec<u8>> {
    let curve = match transfer {
        16 => Curve::Pq,
        18 => Curve::Hlg,
        _ => return None,
    };
    let matrix = match primaries {
        1 => OF_BT709,
        12 => OF_DISPLAY_P3,
        // PQ and HLG are normally used with BT.2020's primaries.
        _ => OF_BT2020,
    };
    let light: Vec<f32> = (0..=255_u8).map(|value| curve.light(f32::from(value) / 255.0)).collect();
    let pixels = photo.rgb().chunks_exact(3).flat_map(|pixel| {
        let mut light = [0, 1, 2].map(|channel| light[usize::from(pixel[channel])]);
        if curve == Curve::Hlg {
            light = shown(light);
        }
        let light =
            matrix.map(|row| row.iter().zip(light).map(|(weight, x)| weight * x).sum::<f32>().max(0.0));
        let brightest = light.into_iter().fold(0.0, f32::max);
        let share = if brightest > KNEE { compressed(brightest) / brightest } else { 1.0 };
        light.map(|x| (srgb(x * share) * 255.0).round() as u8)
    });
    Some(pixels.collect())
}

impl Curve {
    /// Linear light of a coded value of 0 to 1. For PQ, 1 is white paper; for HLG, it is scene light from 0 to 1.
    fn light(self, value: f32) -> f32 {
        match self {
            Self::Pq => {
                let power = value.powf(1.0 / 78.843_75);
                let above = (power - 0.835_937_5).max(0.0);
                (above / (18.851_563 - 18.687_5 * power)).powf(1.0 / 0.159_301_76) * PQ_PEAK_NITS / PAPER_NITS
            }
            Self::Hlg if value <= 0.5 => value * value / 3.0,
            Self::Hlg => (((value - 0.559_910_7) / 0.178_832_77).exp() + 0.284_668_92) / 12.0,
        }
    }
}

/// HLG's scene light as a display shows it; 1 is white paper.
fn shown(scene: [f32; 3]) -> [f32; 3] {
    let luma = 0.2627 * scene[0] + 0.6780 * scene[1] + 0.0593 * scene[2];
    let gain = luma.max(0.0).powf(0.2) * HLG_PEAK_NITS / PAPER_NITS;
    scene.map(|x| x * gain)
}

/// Compresses light above the knee; the result stays below 1.
fn compressed(light: f32) -> f32 {
    1.0 - (1.0 - KNEE) * ((KNEE - light) / (1.0 - KNEE)).exp()
}

/// The sRGB value of linear light, both 0 to 1.
fn srgb(light: f32) -> f32 {
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(value: u8) -> Photo {
        Photo::from_rgb(1, 1, vec![value; 3]).expect("a pixel")
    }

    fn level(value: u8, transfer: u8) -> u8 {
        to_srgb(&grey(value), 9, transfer).expect("high dynamic range")[0]
    }

    #[test]
    fn white_paper_is_near_white_and_what_is_brighter_is_no_less() {
        // By BT.2408, white paper is at 58 % of PQ and at 75 % of HLG.
        for (transfer, paper) in [(16, 148), (18, 191)] {
            assert!((230..=250).contains(&level(paper, transfer)), "{}", level(paper, transfer));
            assert!(level(255, transfer) >= 254);
            assert_eq!(level(0, transfer), 0);
            let levels: Vec<u8> = (0..=255).map(|value| level(value, transfer)).collect();
            assert!(levels.is_sorted());
        }
    }

    #[test]
    fn ordinary_photos_are_left_alone() {
        assert!([1, 2, 6, 13].iter().all(|transfer| to_srgb(&grey(9), 9, *transfer).is_none()));
    }
}
