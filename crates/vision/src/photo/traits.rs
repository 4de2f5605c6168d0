//! Properties of a photo that do not depend on its content: perceptual hash, sharpness, brightness.
//!
//! All three are measured on the bounded photo, shrunk to a longest side of 256 pixels, so that the file's size does
//! not matter. A stored photo gives the same values as the original, apart from JPEG losses.

use super::Photo;
use handlens_core::Result;

/// Version of the measurements. Photos measured by another version are measured again.
pub const TRAITS_VERSION: u32 = 1;

/// Longest side at which a photo is measured, in pixels: about what the model sees.
const SIDE: u32 = 256;
/// Grid of the perceptual hash: eight differences along nine cells, in four rows, and the same vertically.
const STEPS: usize = 8;
const LINES: usize = 4;
/// Smallest difference between cells that counts, in levels of 255, and how many such differences a hash needs.
const FAINT: f32 = 3.0;
const LEAST_DIFFERENCES: usize = 8;
/// A photo is as sharp as the sharpest of `PARTS` × `PARTS` parts: a blurred background is no flaw.
const PARTS: usize = 4;
/// Distance over which edges are compared with the difference of neighbours, in pixels: as wide as a blurred edge.
const EDGE: usize = 4;
/// Added to differences, in levels of 255, so that noise in a uniform part does not count as sharpness.
const NOISE: f32 = 2.0;
/// A photo is as bright as the darkest pixel of its brightest twentieth: a dark background is no flaw.
const BRIGHTEST: usize = 20;

/// Properties of a photo that do not depend on its content.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Traits {
    /// Perceptual hash: a difference hash whose bits mostly stay the same when a photo is compressed, shrunk or
    /// slightly cropped. 0 for a photo that is too uniform to be identified by it. See `metrics::duplicates` of the
    /// classifier.
    pub perceptual_hash: u64,
    /// How steep the steepest edges are, 0 to 1: differences of neighbouring pixels over differences of pixels four
    /// apart, in the sharpest of 16 parts. About 1/4 if everything is blurred.
    pub sharpness: f32,
    /// The luma that a twentieth of the pixels reach, 0 to 1.
    pub brightness: f32,
}

impl Traits {
    /// Measures a photo.
    pub fn of(photo: &Photo) -> Result<Self> {
        let small = photo.shrunk(SIDE)?;
        let grey = Grey::of(small.as_ref().unwrap_or(photo));
        Ok(Self {
            perceptual_hash: grey.perceptual_hash(),
            sharpness: grey.sharpness(),
            brightness: grey.brightness(),
        })
    }
}

/// Luma, 0 to 255, row by row.
struct Grey {
    width: usize,
    height: usize,
    luma: Vec<f32>,
}

impl Grey {
    /// Luma of ITU-R BT.601.
    fn of(photo: &Photo) -> Self {
        let luma = |pixel: &[u8]| {
            0.299 * f32::from(pixel[0]) + 0.587 * f32::from(pixel[1]) + 0.114 * f32::from(pixel[2])
        };
        Self {
            width: photo.width() as usize,
            height: photo.height() as usize,
            luma: photo.rgb().chunks_exact(3).map(luma).collect(),
        }
    }

    fn at(&self, x: usize, y: usize) -> f32 {
        self.luma[y * self.width + x]
    }

    /// Mean luma of the pixels in a grid of cells, `[rows, columns]`. If there are fewer pixels than cells, cells
    /// share pixels.
    fn cells(&self, columns: usize, rows: usize) -> Vec<f32> {
        let span = |cell: usize, cells: usize, length: usize| {
            let start = (cell * length / cells).min(length - 1);
            start..((cell + 1) * length / cells).clamp(start + 1, length)
        };
        let mut means = Vec::with_capacity(columns * rows);
        for row in 0..rows {
            for column in 0..columns {
                let (across, down) = (span(column, columns, self.width), span(row, rows, self.height));
                let count = across.len() * down.len();
                let sum: f32 =
                    down.flat_map(|y| across.clone().map(move |x| (x, y))).map(|(x, y)| self.at(x, y)).sum();
                means.push(sum / count as f32);
            }
        }
        means
    }

    /// Half of the bits say whether a cell is brighter than the one to its left, the other half than the one above
    /// it.
    fn perceptual_hash(&self) -> u64 {
        let (wide, tall) = (self.cells(STEPS + 1, LINES), self.cells(LINES, STEPS + 1));
        let across =
            wide.chunks_exact(STEPS + 1).flat_map(|row| row.windows(2)).map(|pair| pair[1] - pair[0]);
        let down = tall.iter().zip(&tall[LINES..]).map(|(above, below)| below - above);
        let (mut bits, mut clear) = (0, 0);
        for difference in across.chain(down) {
            bits = bits << 1 | u64::from(difference > 0.0);
            clear += usize::from(difference.abs() >= FAINT);
        }
        if clear < LEAST_DIFFERENCES { 0 } else { bits }
    }

    /// See [`Traits::sharpness`].
    fn sharpness(&self) -> f32 {
        let part = |place: usize, length: usize| place * length / PARTS..(place + 1) * length / PARTS;
        let mut sharpest: f32 = 0.0;
        for row in 0..PARTS {
            for column in 0..PARTS {
                let (across, down) = (part(column, self.width), part(row, self.height));
                // The part is too small to hold an edge.
                if across.len() <= EDGE || down.len() <= EDGE {
                    continue;
                }
                let mut sums = [0.0; 2];
                for y in down.start..down.end - EDGE {
                    for x in across.start..across.end - EDGE {
                        let here = self.at(x, y);
                        sums[0] += (self.at(x + 1, y) - here).abs() + (self.at(x, y + 1) - here).abs();
                        sums[1] += (self.at(x + EDGE, y) - here).abs() + (self.at(x, y + EDGE) - here).abs();
                    }
                }
                let count = ((across.len() - EDGE) * (down.len() - EDGE)) as f32;
                sharpest = sharpest.max(sums[0] / (sums[1] + NOISE * count));
            }
        }
        sharpest.min(1.0)
    }

    /// See [`Traits::brightness`].
    fn brightness(&self) -> f32 {
        let mut luma = self.luma.clone();
        let place = luma.len() - 1 - luma.len() / BRIGHTEST;
        let (_, value, _) = luma.select_nth_unstable_by(place, f32::total_cmp);
        *value / 255.0
    }
}
