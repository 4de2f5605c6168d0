//! The depth-wise convolution: each channel on its own, 3 × 3 or 5 × 5, with bias and ReLU6.

use super::padded_tile::PaddedTile;
use super::simd::{Lanes, MultiplyAdd};
use super::{GROUP, Group, quad, quad_mut};

/// Output pixels of a register tile. The widths of feature maps are multiples of one of these: of the first for views of
/// 224 pixels, of the second for views of 288.
const TILES: [usize; 2] = [7, 9];

/// Depth-wise weights, packed in the order in which the convolution reads them.
pub(super) struct Depthwise {
    /// For each group of channels, for each row and column of the kernel: eight weights.
    weights: Vec<Group>,
    /// For each group of channels, its eight biases.
    biases: Vec<Group>,
    /// Side of the kernel: 3 or 5.
    pub(super) kernel: usize,
    /// Stride: 1 or 2.
    pub(super) stride: usize,
}

impl Depthwise {
    /// Packs weights `[channels, kernel, kernel]` and biases `[channels]`; the number of channels is a multiple of
    /// eight.
    pub(super) fn pack(weights: &[f32], biases: &[f32], kernel: usize, stride: usize) -> Self {
        let taps = kernel * kernel;
        let mut packed = Vec::with_capacity(weights.len() / GROUP);
        for group in (0..biases.len()).step_by(GROUP) {
            for tap in 0..taps {
                packed.push(std::array::from_fn(|channel| weights[(group + channel) * taps + tap]));
            }
        }
        Self { weights: packed, biases: biases.as_chunks().0.to_vec(), kernel, stride }
    }

    /// All weights, then all biases.
    pub(super) fn numbers(&self) -> impl Iterator<Item = &Group> {
        self.weights.iter().chain(&self.biases)
    }

    /// Number of channel groups.
    pub(super) fn groups(&self) -> usize {
        self.biases.len()
    }

    /// Convolves one group of channels, from a padded tile to `output`, row by row.
    #[inline(always)]
    pub(super) fn group<M: MultiplyAdd>(&self, group: usize, plane: &PaddedTile, output: &mut [Group]) {
        let taps = self.kernel * self.kernel;
        let weights = &self.weights[group * taps..][..taps];
        let bias = &self.biases[group];
        match (self.kernel, self.stride) {
            (3, 1) => convolve::<M, 3, 1>(plane, weights, bias, output),
            (3, _) => convolve::<M, 3, 2>(plane, weights, bias, output),
            (_, 1) => convolve::<M, 5, 1>(plane, weights, bias, output),
            (_, _) => convolve::<M, 5, 2>(plane, weights, bias, output),
        }
    }
}

fn convolve<M: MultiplyAdd, const K: usize, const S: usize>(
    plane: &PaddedTile,
    weights: &[Group],
    bias: &Group,
    output: &mut [Group],
) {
    if plane.output.is_multiple_of(TILES[1]) {
        convolve_by::<M, K, S, { TILES[1] }>(plane, weights, bias, output);
    } else {
        convolve_by::<M, K, S, { TILES[0] }>(plane, weights, bias, output);
    }
}

#[inline(always)]
fn convolve_by<M: MultiplyAdd, const K: usize, const S: usize, const T: usize>(
    plane: &PaddedTile,
    weights: &[Group],
    bias: &Group,
    output: &mut [Group],
) {
    let (weights, _) = weights.as_chunks::<K>();
    let width = plane.output;
    for (y, output) in output.chunks_exact_mut(width).enumerate() {
        let rows = &plane.pixels[y * S * plane.width..];
        let mut x = 0;
        while x + T <= width {
            for half in 0..2 {
                tile::<M, K, S, T>(rows, plane.width, x, weights, bias, half, &mut output[x..x + T]);
            }
            x += T;
        }
        while x < width {
            for half in 0..2 {
                tile::<M, K, S, 1>(rows, plane.width, x, weights, bias, half, &mut output[x..=x]);
            }
            x += 1;
        }
    }
}

/// Computes `T` neighbouring output pixels of four channels. Each input pixel is loaded once per row and added to all
/// sums that it contributes to.
#[inline(always)]
fn tile<M: MultiplyAdd, const K: usize, const S: usize, const T: usize>(
    rows: &[Group],
    width: usize,
    x: usize,
    weights: &[[Group; K]],
    bias: &Group,
    half: usize,
    output: &mut [Group],
) {
    let mut sums = [Lanes::load(quad(bias, half)); T];
    let mut at = x * S;
    for weights in weights {
        let Some(inputs) = rows.get(at..at + (T - 1) * S + K) else { break };
        at += width;
        let weights: [Lanes; K] = std::array::from_fn(|column| Lanes::load(quad(&weights[column], half)));
        if S == 1 {
            for column in 0..T + K - 1 {
                let input = Lanes::load(quad(&inputs[column], half));
                for (tap, weight) in weights.iter().enumerate() {
                    if column >= tap && column - tap < T {
                        sums[column - tap] = M::multiply_add(input, *weight, sums[column - tap]);
                    }
                }
            }
        } else {
            for (pixel, sum) in sums.iter_mut().enumerate() {
                for (tap, weight) in weights.iter().enumerate() {
                    let input = Lanes::load(quad(&inputs[pixel * S + tap], half));
                    *sum = M::multiply_add(input, *weight, *sum);
                }
            }
        }
    }
    for (output, sum) in output.iter_mut().zip(sums) {
        sum.relu6().store(quad_mut(output, half));
    }
}
