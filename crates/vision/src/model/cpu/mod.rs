//! The pretrained network on the CPU: own kernels, on one thread, without Burn.
//!
//! Activations are stored in groups of eight channels: `[C / 8, H, W, 8]`. A tile of neighbouring pixels and its
//! eight channels is then contiguous, every offset inside it is a constant, and the innermost loops move two
//! pointers. A block has six times as many hidden channels as input channels. They are computed, convolved and
//! dropped eight at a time, in a tile that stays in the cache.
//!
//! | file | does |
//! |---|---|
//! | [`inference`] | the whole network and its buffers |
//! | `fingerprint` | a hash of the weights in use |
//! | [`layers`] | each convolution on its own, for benchmarks |
//! | [`tail`] | the last layers, which can be fine-tuned, with their gradients |
//! | `stem`, `pointwise`, `depthwise` | the three kinds of convolution, each with bias |
//! | `padded_tile` | one group of channels with zero padding |
//! | `simd` | four numbers at once |

#![expect(clippy::inline_always, reason = "a call inside the innermost loop would put all sums into memory")]

mod depthwise;
mod fingerprint;
pub mod inference;
pub mod layers;
#[cfg(test)]
#[path = "../../../../../tests/fixtures/network.rs"]
mod network;
mod padded_tile;
mod pointwise;
mod simd;
mod stem;
pub mod tail;
#[cfg(test)]
mod tests;

pub use inference::InferenceNetwork;

use simd::Lanes;

/// Channels that are stored side by side. Every channel count of the network is a multiple of it.
const GROUP: usize = 8;

/// The values of one pixel in one group of channels.
type Group = [f32; GROUP];

/// A [`Group`] in registers.
type Pair = [Lanes; 2];

/// Half of a group: lanes 0 to 3 (`half` 0) or 4 to 7.
#[inline(always)]
fn quad(group: &Group, half: usize) -> &[f32; 4] {
    &group.as_chunks().0[half]
}

#[inline(always)]
fn quad_mut(group: &mut Group, half: usize) -> &mut [f32; 4] {
    &mut group.as_chunks_mut().0[half]
}

#[inline(always)]
fn pair(group: &Group) -> Pair {
    [Lanes::load(quad(group, 0)), Lanes::load(quad(group, 1))]
}

#[inline(always)]
fn put(pair: Pair, group: &mut Group) {
    pair[0].store(quad_mut(group, 0));
    pair[1].store(quad_mut(group, 1));
}
