//! The compute kernels, in CubeCL: one source for WebGPU and native shaders.
//!
//! Each invocation computes 7 or 9 pixels ([`TILES`]) of four channels in registers, without workgroup memory or barriers.
//! Neighbouring invocations compute neighbouring channels, so weights are read contiguously and each pixel is read once
//! for all of them. Sizes are arguments, not constants, so that the whole network needs only ten shaders for each size of view: the browser
//! compiles each of them.
//!
//! Between layers, numbers are stored as `N`, which the launch chooses
//! ([`Precision`](handlens_vision::model::Precision)). Arithmetic is always in f32. Biases are f32 too, since there are
//! few.

#![expect(clippy::used_underscore_binding, reason = "the macro uses what a kernel's own code does not")]

use cubecl::ir::ElemType;
use cubecl::prelude::*;

use handlens_vision::model::preprocess::{HALF_RANGE, MIDDLE};

/// Four adjacent channels in registers.
pub(super) type Quad = Vector<f32, Const<4>>;

/// Four adjacent channels in memory.
type Stored<N> = Vector<N, Const<4>>;

/// Adjacent pixels computed by one invocation: the side of every activation is a multiple of the first for views of 224
/// pixels, of the second for views of 288.
pub(super) const TILES: [usize; 2] = [7, 9];

/// 1 × 1 convolution `[P, 4 I] × [4 I, 4 O] → [P, 4 O]` with bias, then optionally ReLU6 or adding the block's input.
#[cube(launch_unchecked)]
pub(super) fn pointwise<N: Float>(
    input: &[Stored<N>],
    weight: &[Stored<N>],
    bias: &[Quad],
    shortcut: ComptimeOption<&[Stored<N>]>,
    output: &mut [Stored<N>],
    inputs: u32,
    outputs: u32,
    tasks: u32,
    #[comptime] tile: usize,
    #[comptime] relu6: bool,
    #[define(N)] _floats: ElemType,
) {
    let task = ABSOLUTE_POS;
    if task >= tasks as usize {
        terminate!();
    }
    let outputs = outputs as usize;
    let quad = task % outputs;
    let pixel = task / outputs * tile;
    let mut sums = Array::<Quad>::new(tile);
    product::<N>(input, weight, bias[quad], &mut sums, pixel, quad, inputs as usize, outputs, tile);
    #[unroll]
    for p in 0..tile {
        let place = (pixel + p) * outputs + quad;
        let mut sum = sums[p];
        if comptime!(relu6) {
            sum = clamp6(sum);
        }
        #[comptime]
        match shortcut {
            ComptimeOption::Some(shortcut) => sum += Quad::cast_from(shortcut[place]),
            ComptimeOption::None => {}
        }
        output[place] = Stored::<N>::cast_from(sum);
    }
}

/// Last convolution with bias and ReLU6, then the mean over pixels: `[B, T, T, 4 I] × [4 I, 4 O] → [B, 4 O]`.
#[cube(launch_unchecked)]
pub(super) fn pooled<N: Float>(
    input: &[Stored<N>],
    weight: &[Stored<N>],
    bias: &[Quad],
    output: &mut [Quad],
    inputs: u32,
    outputs: u32,
    tasks: u32,
    #[comptime] tile: usize,
    #[define(N)] _floats: ElemType,
) {
    let task = ABSOLUTE_POS;
    if task >= tasks as usize {
        terminate!();
    }
    let outputs = outputs as usize;
    let quad = task % outputs;
    let image = task / outputs;
    let mut total = Quad::new(0.0);
    for row in 0..tile {
        let mut sums = Array::<Quad>::new(tile);
        let pixel = (image * tile + row) * tile;
        product::<N>(input, weight, bias[quad], &mut sums, pixel, quad, inputs as usize, outputs, tile);
        #[unroll]
        for p in 0..tile {
            total += clamp6(sums[p]);
        }
    }
    output[task] = total * Quad::new(comptime!(1.0 / (tile * tile) as f32));
}

/// Products of `tile` pixels with four columns of the weight matrix, plus bias.
#[cube]
fn product<N: Float>(
    input: &[Stored<N>],
    weight: &[Stored<N>],
    bias: Quad,
    sums: &mut Array<Quad>,
    pixel: usize,
    quad: usize,
    inputs: usize,
    outputs: usize,
    #[comptime] tile: usize,
) {
    #[unroll]
    for p in 0..tile {
        sums[p] = bias;
    }
    for i in 0..inputs {
        let row = i * 4 * outputs + quad;
        let w0 = Quad::cast_from(weight[row]);
        let w1 = Quad::cast_from(weight[row + outputs]);
        let w2 = Quad::cast_from(weight[row + 2 * outputs]);
        let w3 = Quad::cast_from(weight[row + 3 * outputs]);
        #[unroll]
        for p in 0..tile {
            let x = Quad::cast_from(input[(pixel + p) * inputs + i]);
            sums[p] += Quad::new(x.extract(0usize)) * w0
                + Quad::new(x.extract(1usize)) * w1
                + Quad::new(x.extract(2usize)) * w2
                + Quad::new(x.extract(3usize)) * w3;
        }
    }
}

/// Depthwise K × K convolution with bias and ReLU6: `[B, H, W, 4 C] → [B, H / S, W / S, 4 C]`.
#[cube(launch_unchecked)]
pub(super) fn depthwise<N: Float>(
    input: &[Stored<N>],
    weight: &[Stored<N>],
    bias: &[Quad],
    output: &mut [Stored<N>],
    channels: u32,
    side: u32,
    tasks: u32,
    #[comptime] kernel: usize,
    #[comptime] stride: usize,
    #[comptime] before: usize,
    #[comptime] tile: usize,
    #[define(N)] _floats: ElemType,
) {
    let task = ABSOLUTE_POS;
    if task >= tasks as usize {
        terminate!();
    }
    let channels = channels as usize;
    let side = side as usize;
    let made = side / stride;
    let strips = made / tile;
    let quad = task % channels;
    let strip = task / channels % strips;
    let line = task / channels / strips;
    let (image, row) = (line / made, line % made);
    let mut sums = Array::<Quad>::new(tile);
    #[unroll]
    for p in 0..tile {
        sums[p] = bias[quad];
    }
    for ky in 0..kernel {
        // The image is padded with zeros: rows outside add nothing.
        let y = row * stride + ky;
        if y >= before && y < side + before {
            let start = (image * side + y - before) * side;
            let left = strip * tile * stride;
            let mut taps = Array::<Quad>::new(kernel);
            #[unroll]
            for kx in 0..kernel {
                taps[kx] = Quad::cast_from(weight[(ky * kernel + kx) * channels + quad]);
            }
            #[unroll]
            for column in 0..comptime!((tile - 1) * stride + kernel) {
                let x = left + column;
                let value = if comptime!(column < before) {
                    let inside = x >= before;
                    let at = select(inside, x - before, 0);
                    select(inside, Quad::cast_from(input[(start + at) * channels + quad]), Quad::new(0.0))
                } else if comptime!(column >= tile * stride + before) {
                    let inside = x < side + before;
                    let at = select(inside, x - before, 0);
                    select(inside, Quad::cast_from(input[(start + at) * channels + quad]), Quad::new(0.0))
                } else {
                    Quad::cast_from(input[(start + x - before) * channels + quad])
                };
                #[unroll]
                for kx in 0..kernel {
                    if comptime!(column >= kx && (column - kx) % stride == 0 && (column - kx) / stride < tile)
                    {
                        sums[comptime!((column - kx) / stride)] += value * taps[kx];
                    }
                }
            }
        }
    }
    let first = (line * made + strip * tile) * channels + quad;
    #[unroll]
    for p in 0..tile {
        output[first + p * channels] = Stored::<N>::cast_from(clamp6(sums[p]));
    }
}

/// First convolution of views with values 0 to 255, with bias and ReLU6: `[B, H, W, 3] → [B, H / 2, W / 2, 4 O]`.
#[cube(launch_unchecked)]
pub(super) fn stem<N: Float>(
    input: &[f32],
    weight: &[Stored<N>],
    bias: &[Quad],
    output: &mut [Stored<N>],
    outputs: u32,
    side: u32,
    tasks: u32,
    #[comptime] tile: usize,
    #[define(N)] _floats: ElemType,
) {
    let task = ABSOLUTE_POS;
    if task >= tasks as usize {
        terminate!();
    }
    let outputs = outputs as usize;
    let side = side as usize;
    let made = side / 2;
    let strips = made / tile;
    let quad = task % outputs;
    let strip = task / outputs % strips;
    let line = task / outputs / strips;
    let (image, row) = (line / made, line % made);
    let mut sums = Array::<Quad>::new(tile);
    #[unroll]
    for p in 0..tile {
        sums[p] = bias[quad];
    }
    for ky in 0..3usize {
        // The padding is one row below and one column to the right.
        let y = row * 2 + ky;
        if y < side {
            let start = (image * side + y) * side;
            let left = strip * tile * 2;
            let mut taps = Array::<Quad>::new(9usize);
            #[unroll]
            for tap in 0..9usize {
                taps[tap] = Quad::cast_from(weight[(ky * 9 + tap) * outputs + quad]);
            }
            #[unroll]
            for column in 0..comptime!(tile * 2 + 1) {
                #[unroll]
                for channel in 0..3usize {
                    let x = left + column;
                    let value = if comptime!(column == tile * 2) {
                        let inside = x < side;
                        let at = select(inside, x, 0);
                        select(inside, centred(input[(start + at) * 3 + channel]), 0.0)
                    } else {
                        centred(input[(start + x) * 3 + channel])
                    };
                    #[unroll]
                    for kx in 0..3usize {
                        if comptime!(column >= kx && (column - kx) % 2 == 0 && (column - kx) / 2 < tile) {
                            sums[comptime!((column - kx) / 2)] +=
                                Quad::new(value) * taps[comptime!(kx * 3 + channel)];
                        }
                    }
                }
            }
        }
    }
    let first = (line * made + strip * tile) * outputs + quad;
    #[unroll]
    for p in 0..tile {
        output[first + p * outputs] = Stored::<N>::cast_from(clamp6(sums[p]));
    }
}

#[cube]
fn centred(value: f32) -> f32 {
    (value - comptime!(MIDDLE)) * comptime!(1.0 / HALF_RANGE)
}

#[cube]
fn clamp6(value: Quad) -> Quad {
    clamp(value, Quad::new(0.0), Quad::new(6.0))
}
