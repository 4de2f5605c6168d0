//! What a photo is like, whatever it shows: how it looks from afar, how sharp it is and how bright.
//!
//! All three are measured on the photo as it is bounded, brought to a longest side of 256 pixels, so that the size of a
//! file does not matter. A stored photo gives the same as the one that came in, but for what JPEG loses.

use super::Photo;
use handlens_core::Result;

/// What the measurements are, as a number: photos that were measured differently are measured again.
pub const TRAITS_VERSION: u32 = 1;

/// Longest side at which a photo is measured, in pixels: about what the model looks at.
const SIDE: u32 = 256;
/// Cells of the look: eight differences along nine cells, in four rows; and the same upright.
const STEPS: usize = 8;
const LINES: usize = 4;
/// Differences of cells count as such from here on, in levels of 255, and so many of them make a look.
const FAINT: f32 = 3.0;
const LEAST_DIFFERENCES: usize = 8;
/// A photo is as sharp as the sharpest of so many by so many parts: a blurred background is no flaw.
const PARTS: usize = 4;
/// Distance over which edges are compared with that of neighbours, in pixels: a blurred edge is as wide.
const EDGE: usize = 4;
/// Added to differences, in levels of 255, so that noise in an even part is not sharpness.
const NOISE: f32 = 2.0;
/// A photo is as bright as the darkest of its brightest twentieth: a dark background is no flaw.
const BRIGHTEST: usize = 20;

/// What a photo is like, whatever it shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Traits {
    /// A difference hash: bits that mostly stay when a photo is compressed, made smaller or a little cropped. 0 for a photo
    /// that is too even to be told by it. See [`handlens_classifier::metrics::duplicates`].
    pub look: u64,
    /// How steep the steepest edges are, 0 to 1: the differences of neighbouring pixels over those of pixels four apart, in
    /// the sharpest sixteenth. About 1/4 where everything is blurred.
    pub sharpness: f32,
    /// The luma that a twentieth of the pixels reach, 0 to 1.
    pub brightness: f32,
}

impl Traits {
    /// Measures a photo.
    pub fn of(photo: &Photo) -> Result<Self> {
        let small = photo.shrunk(SIDE)?;
        let grey = Grey::of(small.as_ref().unwrap_or(photo));
        Ok(Self { look: grey.look(), sharpness: grey.sharpness(), brightness: grey.brightness() })
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

    /// Mean luma of the pixels in a grid of cells, `[rows, columns]`. Of a photo with fewer pixels, cells share some.
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

    /// Half of the bits say whether a cell is brighter than the one to its left, half whether than the one above it.
    fn look(&self) -> u64 {
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
                // Too small to hold an edge.
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
