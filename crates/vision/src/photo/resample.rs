//! The resize that all views use: bicubic, antialiased, in floating point.
//!
//! It matches Pillow's `resize(…, BICUBIC, box=…)` on floats: when shrinking, the kernel (a = −0.5) is widened by the
//! scale, its weights are normalised, and pixels outside the box but inside the photo contribute.
//!
//! It is written here because `fast_image_resize` has no wasm SIMD for floats: pixels are padded to four lanes, which
//! the compiler turns into 128-bit vectors.

use super::Photo;

/// A box in a photo, in pixels from the top left corner; fractions are allowed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CropBox {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Resizes a box of a photo to `[side, side, 3]`, row by row, 0 to 255, not rounded.
pub(super) fn resample(photo: &Photo, crop: CropBox, side: usize) -> Vec<f32> {
    let columns = Taps::new(photo.width() as usize, crop.left, crop.width, side);
    let rows = Taps::new(photo.height() as usize, crop.top, crop.height, side);
    let first_row = rows.spans.iter().map(|span| span.start).min().unwrap_or(0);
    let last_row = rows.spans.iter().map(|span| span.start + span.length).max().unwrap_or(0);

    let row_bytes = photo.width() as usize * 3;
    let mut source = vec![[0.0_f32; 4]; photo.width() as usize];
    let mut narrow = Vec::with_capacity((last_row - first_row) * side * 3);
    for row in photo.rgb().chunks_exact(row_bytes).take(last_row).skip(first_row) {
        for (pixel, rgb) in source.iter_mut().zip(row.chunks_exact(3)) {
            *pixel = [rgb[0].into(), rgb[1].into(), rgb[2].into(), 0.0];
        }
        columns.weigh_row(&source, &mut narrow);
    }
    rows.weigh_columns(&narrow, first_row, side * 3)
}

/// For each of `side` outputs, the inputs that contribute and their weights.
struct Taps {
    spans: Vec<Span>,
    weights: Vec<f32>,
}

struct Span {
    /// First input.
    start: usize,
    /// Number of inputs.
    length: usize,
    /// Where their weights begin in [`Taps::weights`].
    weights: usize,
}

impl Taps {
    /// Weights for `side` outputs that cover `length` inputs from position `from`; there are `inputs` in total.
    fn new(inputs: usize, from: f64, length: f64, side: usize) -> Self {
        let scale = length / side as f64;
        // When shrinking, the wider kernel prevents aliasing.
        let widening = scale.max(1.0);
        let support = 2.0 * widening;
        let mut taps = Self { spans: Vec::with_capacity(side), weights: Vec::new() };
        for output in 0..side {
            let centre = from + (output as f64 + 0.5) * scale;
            let start = ((centre - support + 0.5).max(0.0) as usize).min(inputs.saturating_sub(1));
            let end = ((centre + support + 0.5).max(0.0) as usize).clamp(start + 1, inputs.max(start + 1));
            let raw = (start..end).map(|input| bicubic((input as f64 + 0.5 - centre) / widening));
            let total: f64 = raw.clone().sum();
            let weights = taps.weights.len();
            taps.weights.extend(raw.map(|weight| (weight / total) as f32));
            taps.spans.push(Span { start, length: end - start, weights });
        }
        taps
    }

    fn iter(&self) -> impl Iterator<Item = (usize, &[f32])> {
        self.spans.iter().map(|span| (span.start, &self.weights[span.weights..span.weights + span.length]))
    }

    /// Appends one row, resized to the number of outputs, three channels per pixel.
    fn weigh_row(&self, source: &[[f32; 4]], narrow: &mut Vec<f32>) {
        for (start, weights) in self.iter() {
            let mut sum = [0.0_f32; 4];
            for (weight, pixel) in weights.iter().zip(&source[start..]) {
                for channel in 0..4 {
                    sum[channel] += weight * pixel[channel];
                }
            }
            narrow.extend_from_slice(&sum[..3]);
        }
    }

    /// Resizes vertically: weighted sums of rows of `row_length` values. The first row in `narrow` is row `first_row`
    /// of the photo.
    fn weigh_columns(&self, narrow: &[f32], first_row: usize, row_length: usize) -> Vec<f32> {
        let mut output = vec![0.0_f32; self.spans.len() * row_length];
        for (row, (start, weights)) in output.chunks_exact_mut(row_length).zip(self.iter()) {
            let sources = narrow[(start - first_row) * row_length..].chunks_exact(row_length);
            for (weight, source) in weights.iter().zip(sources) {
                for (sum, value) in row.iter_mut().zip(source) {
                    *sum += weight * value;
                }
            }
            // The kernel has negative lobes: near an edge the sum can leave the range of pixel values.
            for value in row {
                *value = value.clamp(0.0, 255.0);
            }
        }
        output
    }
}

/// The coefficient `a` of Keys' cubic convolution; with −0.5 it is also called Catmull-Rom.
pub const CUBIC_COEFFICIENT: f64 = -0.5;

/// Keys' cubic convolution. Zero for |x| ≥ 2.
fn bicubic(x: f64) -> f64 {
    const A: f64 = CUBIC_COEFFICIENT;
    let x = x.abs();
    if x < 1.0 {
        ((A + 2.0) * x - (A + 3.0)) * x * x + 1.0
    } else if x < 2.0 {
        (((x - 5.0) * x + 8.0) * x - 4.0) * A
    } else {
        0.0
    }
}
