//! The 1 × 1 convolution: a matrix product of pixels and weights, with bias and the following step in one pass.

use super::simd::{Lanes, MultiplyAdd};
use super::{GROUP, Group, Pair, pair};

/// Pixels of a register tile. With eight channels they take eight of the sixteen registers of x86. Twelve would save
/// loads, but browsers keep registers for themselves and spill the rest to the stack: six pixels were 1.8 times
/// slower.
const TILE: usize = 4;

/// Point-wise weights, packed in the order in which the product reads them.
pub(super) struct Pointwise {
    /// For each group of output channels, group of input channels and input channel in it: eight weights.
    weights: Vec<[Group; GROUP]>,
    /// For each group of output channels, its eight biases.
    biases: Vec<Group>,
    /// Groups of input channels.
    inputs: usize,
}

impl Pointwise {
    /// Packs weights `[outputs, inputs]` and biases `[outputs]`; both counts are multiples of eight.
    pub(super) fn pack(weights: &[f32], biases: &[f32]) -> Self {
        let outputs = biases.len();
        let inputs = weights.len() / outputs.max(1);
        let mut packed = Vec::with_capacity(weights.len() / (GROUP * GROUP));
        for rows in weights.chunks_exact(GROUP * inputs.max(1)) {
            for input in 0..inputs / GROUP {
                let block: [Group; GROUP] =
                    std::array::from_fn(|channel| rows[channel * inputs..].as_chunks().0[input]);
                packed.push(std::array::from_fn(|k| block.map(|row| row[k])));
            }
        }
        Self { weights: packed, biases: biases.as_chunks().0.to_vec(), inputs: inputs / GROUP }
    }

    /// Activations `[C / 8, pixels, 8]` in the place of weights: a product with them sums over their pixels, of which
    /// there are a multiple of eight, and has their channels as outputs. There is no bias.
    pub(super) fn of_activations(activations: &[Group], pixels: usize) -> Self {
        Self {
            weights: activations.as_chunks().0.to_vec(),
            biases: vec![[0.0; GROUP]; activations.len() / pixels.max(1)],
            inputs: pixels / GROUP,
        }
    }

    /// All weights, then all biases.
    pub(super) fn numbers(&self) -> impl Iterator<Item = &Group> {
        self.weights.iter().flatten().chain(&self.biases)
    }

    /// Number of input channel groups.
    pub(super) fn inputs(&self) -> usize {
        self.inputs
    }

    /// Number of output channel groups.
    pub(super) fn groups(&self) -> usize {
        self.biases.len()
    }

    /// Computes one group of output channels for all pixels. Each pixel's sums go to `take(pixel, sums)`, in order.
    ///
    /// `input` holds `inputs` planes of `pixels` pixels.
    #[inline(always)]
    pub(super) fn group<M: MultiplyAdd>(
        &self,
        group: usize,
        input: &[Group],
        pixels: usize,
        mut take: impl FnMut(usize, Pair),
    ) {
        let weights = &self.weights[group * self.inputs..][..self.inputs];
        let bias = &self.biases[group];
        let mut first = 0;
        while first + TILE <= pixels {
            let sums = tile::<M, TILE>(input, pixels, first, weights, bias);
            for (pixel, sum) in sums.into_iter().enumerate() {
                take(first + pixel, sum);
            }
            first += TILE;
        }
        while first < pixels {
            let [sum] = tile::<M, 1>(input, pixels, first, weights, bias);
            take(first, sum);
            first += 1;
        }
    }
}

/// Computes `P` pixels of eight channels, kept in registers over all input channels.
#[inline(always)]
fn tile<M: MultiplyAdd, const P: usize>(
    input: &[Group],
    pixels: usize,
    first: usize,
    weights: &[[Group; GROUP]],
    bias: &Group,
) -> [Pair; P] {
    let mut sums = [pair(bias); P];
    let mut at = first;
    for weights in weights {
        let Some(values) = input.get(at..).and_then(<[Group]>::first_chunk::<P>) else { break };
        at += pixels;
        for k in 0..GROUP {
            let [low, high] = pair(&weights[k]);
            for pixel in 0..P {
                let value = Lanes::splat(values[pixel][k]);
                sums[pixel][0] = M::multiply_add(value, low, sums[pixel][0]);
                sums[pixel][1] = M::multiply_add(value, high, sums[pixel][1]);
            }
        }
    }
    sums
}
