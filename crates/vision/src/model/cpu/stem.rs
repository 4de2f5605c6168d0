//! The first convolution, 3 × 3 with stride 2, from a view's interleaved pixels.

use super::simd::{Lanes, MultiplyAdd};
use super::{GROUP, Group, Pair, pair};

const TILE: usize = 6;
/// Values under one row of the kernel: three pixels of three colours.
const ROW: usize = 9;
/// Values that one step of the kernel covers: two pixels.
const STEP: usize = 6;

/// Stem weights, packed in the order in which the convolution reads them.
pub(super) struct Stem {
    /// For each group of output channels, row, column and colour: eight weights.
    weights: Vec<[[Group; ROW]; 3]>,
    biases: Vec<Group>,
}

impl Stem {
    /// Packs weights `[outputs, 3 colours, 3, 3]` and biases `[outputs]`; the number of outputs is a multiple of
    /// eight.
    pub(super) fn pack(weights: &[f32], biases: &[f32]) -> Self {
        let weight = |output: usize, row: usize, place: usize| {
            let (column, colour) = (place / 3, place % 3);
            weights[((output * 3 + colour) * 3 + row) * 3 + column]
        };
        let packed = (0..biases.len()).step_by(GROUP).map(|output| {
            std::array::from_fn(|row| {
                std::array::from_fn(|place| {
                    std::array::from_fn(|channel| weight(output + channel, row, place))
                })
            })
        });
        Self { weights: packed.collect(), biases: biases.as_chunks().0.to_vec() }
    }

    /// All weights, then all biases.
    pub(super) fn numbers(&self) -> impl Iterator<Item = &Group> {
        self.weights.iter().flatten().flatten().chain(&self.biases)
    }

    /// Number of output channel groups.
    pub(super) fn groups(&self) -> usize {
        self.biases.len()
    }

    /// Computes one group of output channels of row `y`, `width` pixels wide. Each goes to `take(x, sums)`, in order.
    ///
    /// `view` holds normalised rows of `2 · width + 1` pixels.
    #[inline(always)]
    pub(super) fn row<M: MultiplyAdd>(
        &self,
        group: usize,
        view: &[f32],
        y: usize,
        width: usize,
        mut take: impl FnMut(usize, Pair),
    ) {
        let (weights, bias) = (&self.weights[group], &self.biases[group]);
        let stride = (2 * width + 1) * 3;
        let view = &view[2 * y * stride..];
        let mut x = 0;
        while x + TILE <= width {
            for (pixel, sum) in tile::<M, TILE>(view, stride, x, weights, bias).into_iter().enumerate() {
                take(x + pixel, sum);
            }
            x += TILE;
        }
        while x < width {
            let [sum] = tile::<M, 1>(view, stride, x, weights, bias);
            take(x, sum);
            x += 1;
        }
    }
}

#[inline(always)]
fn tile<M: MultiplyAdd, const P: usize>(
    view: &[f32],
    stride: usize,
    x: usize,
    weights: &[[Group; ROW]; 3],
    bias: &Group,
) -> [Pair; P] {
    let mut sums = [pair(bias); P];
    let mut at = x * STEP;
    for weights in weights {
        let Some(values) = view.get(at..at + (P - 1) * STEP + ROW) else { break };
        at += stride;
        for place in 0..ROW {
            let [low, high] = pair(&weights[place]);
            for pixel in 0..P {
                let value = Lanes::splat(values[pixel * STEP + place]);
                sums[pixel][0] = M::multiply_add(value, low, sums[pixel][0]);
                sums[pixel][1] = M::multiply_add(value, high, sums[pixel][1]);
            }
        }
    }
    sums
}
