//! One convolution on the GPU: its packed weights and its kernel launch.

use cubecl::client::Client;
use cubecl::ir::{ElemType, FloatKind};
use cubecl::prelude::*;
use cubecl::server::Handle;
use half::f16;

use super::kernels::{self, TILES};
use handlens_core::Result;
use handlens_vision::model::Precision;
use handlens_vision::model::shapes::{ConvShape, stem_shape};
use handlens_vision::model::weights::Weights;

/// Channels read at once.
const QUAD: usize = 4;
/// Invocations per workgroup: a multiple of every GPU's subgroup size, and small enough to spread short layers.
const WORKGROUP: u32 = 64;

/// A convolution's weights and bias on the GPU, in the layout that the kernels read.
#[derive(Debug)]
pub struct Layer {
    shape: ConvShape,
    precision: Precision,
    weight: Handle,
    bias: Handle,
}

/// What happens to the sums of a 1 × 1 convolution.
#[derive(Debug, Clone, Copy)]
pub enum Then<'a> {
    /// Nothing: they are stored unchanged.
    Nothing,
    /// ReLU6: they are clamped to 0 to 6.
    Relu6,
    /// The block's input is added to them.
    Plus(&'a Handle),
}

impl Layer {
    /// Packs a convolution of the weights file, `[output, input / groups, kernel, kernel]`, with its output channels
    /// innermost: `[kernel, kernel, input / groups, output]`. Its weights and activations are stored with `precision`,
    /// its bias as f32.
    ///
    /// # Errors
    ///
    /// When a tensor is missing or has another shape.
    pub fn load(client: &Client, shape: ConvShape, weights: &Weights, precision: Precision) -> Result<Self> {
        let dims = shape.weight_shape();
        let weight = weights.tensor(&format!("{}.weight", shape.name), &dims)?;
        let bias = weights.tensor(&format!("{}.bias", shape.name), &[shape.output])?;
        Ok(Self::pack(client, shape, &weight, &bias, precision))
    }

    /// Like [`Layer::load`], but from values in the layout of the weights file.
    pub fn pack(
        client: &Client,
        shape: ConvShape,
        weight: &[f32],
        bias: &[f32],
        precision: Precision,
    ) -> Self {
        let [outputs, inputs, height, width] = shape.weight_shape();
        let taps = height * width;
        let mut packed = Vec::with_capacity(weight.len());
        for tap in 0..taps {
            for input in 0..inputs {
                packed.extend((0..outputs).map(|output| weight[(output * inputs + input) * taps + tap]));
            }
        }
        let weight = upload(client, &packed, precision);
        let bias = upload(client, bias, Precision::F32);
        Self { shape, precision, weight, bias }
    }

    /// The buffers of weights and bias.
    pub(super) fn numbers(&self) -> [Handle; 2] {
        [self.weight.clone(), self.bias.clone()]
    }

    /// 1 × 1 convolution, `[P, input] → [P, output]`. `pixels` is P.
    pub fn pointwise(&self, client: &Client, input: &Handle, output: &Handle, pixels: usize, then: Then<'_>) {
        // The classifier has one pixel per photo, and the number of photos need not be a multiple of any tile.
        self.tiled(client, input, output, pixels, tile_of(pixels), then);
    }

    fn tiled(
        &self,
        client: &Client,
        input: &Handle,
        output: &Handle,
        pixels: usize,
        tile: usize,
        then: Then<'_>,
    ) {
        let (inputs, outputs) = (self.shape.input / QUAD, self.shape.output / QUAD);
        let tasks = pixels / tile * outputs;
        let shortcut = match then {
            Then::Plus(shortcut) => ComptimeOptionArgs::Some(quads(shortcut, pixels * outputs)),
            _ => ComptimeOptionArgs::None,
        };
        #[expect(unsafe_code, reason = "without CubeCL's checks of every index: all sizes are exact")]
        unsafe {
            kernels::pointwise::launch_unchecked(
                client,
                workgroups(tasks),
                CubeDim::new_1d(WORKGROUP),
                quads(input, pixels * inputs),
                quads(&self.weight, self.shape.input * outputs),
                quads(&self.bias, outputs),
                shortcut,
                quads(output, pixels * outputs),
                inputs as u32,
                outputs as u32,
                tasks as u32,
                tile,
                matches!(then, Then::Relu6),
                element(self.precision),
            );
        }
    }

    /// 1 × 1 convolution with ReLU6, then the mean over pixels: `[images, side, side, input] → [images, output]`, always
    /// f32. The side is 7 or 9.
    pub fn pooled(&self, client: &Client, input: &Handle, output: &Handle, images: usize, side: usize) {
        let (inputs, outputs) = (self.shape.input / QUAD, self.shape.output / QUAD);
        let tasks = images * outputs;
        #[expect(unsafe_code, reason = "as for `pointwise`")]
        unsafe {
            kernels::pooled::launch_unchecked(
                client,
                workgroups(tasks),
                CubeDim::new_1d(WORKGROUP),
                quads(input, images * side * side * inputs),
                quads(&self.weight, self.shape.input * outputs),
                quads(&self.bias, outputs),
                quads(output, tasks),
                inputs as u32,
                outputs as u32,
                tasks as u32,
                side,
                element(self.precision),
            );
        }
    }

    /// Depthwise convolution with ReLU6: `[images, side, side, C] → [images, side / stride, side / stride, C]`.
    pub fn depthwise(&self, client: &Client, input: &Handle, output: &Handle, images: usize, side: usize) {
        let channels = self.shape.output / QUAD;
        let made = side / self.shape.stride;
        let tile = tile_of(made);
        let tasks = images * made * (made / tile) * channels;
        let taps = self.shape.kernel * self.shape.kernel;
        #[expect(unsafe_code, reason = "as for `pointwise`")]
        unsafe {
            kernels::depthwise::launch_unchecked(
                client,
                workgroups(tasks),
                CubeDim::new_1d(WORKGROUP),
                quads(input, images * side * side * channels),
                quads(&self.weight, taps * channels),
                quads(&self.bias, channels),
                quads(output, images * made * made * channels),
                channels as u32,
                side as u32,
                tasks as u32,
                self.shape.kernel,
                self.shape.stride,
                self.shape.padding(side).0,
                tile,
                element(self.precision),
            );
        }
    }

    /// First convolution with ReLU6: f32 views `[images, side, side, 3]` (values 0 to 255) → `[images, side / 2, side /
    /// 2, output]`.
    pub fn stem(&self, client: &Client, input: &Handle, output: &Handle, images: usize, side: usize) {
        let outputs = self.shape.output / QUAD;
        let made = side / 2;
        let tile = tile_of(made);
        let tasks = images * made * (made / tile) * outputs;
        #[expect(unsafe_code, reason = "as for `pointwise`")]
        unsafe {
            kernels::stem::launch_unchecked(
                client,
                workgroups(tasks),
                CubeDim::new_1d(WORKGROUP),
                BufferArg::from_raw_parts(input.clone(), images * side * side * 3),
                quads(&self.weight, 27 * outputs),
                quads(&self.bias, outputs),
                quads(output, images * made * made * outputs),
                outputs as u32,
                side as u32,
                tasks as u32,
                tile,
                element(self.precision),
            );
        }
    }
}

/// Uploads numbers to the device, converted to `precision`.
pub fn upload(client: &Client, values: &[f32], precision: Precision) -> Handle {
    match precision {
        Precision::F32 => client.create_from_slice(f32::as_bytes(values)),
        Precision::F16 => {
            let narrow: Vec<f16> = values.iter().map(|value| f16::from_f32(*value)).collect();
            client.create_from_slice(f16::as_bytes(&narrow))
        }
    }
}

/// Launches every kernel of the network on zero photos.
pub(super) fn launch_empty(client: &Client, precision: Precision) {
    let layer_of = |shape: ConvShape, precision| {
        let weight = vec![0.0; shape.weight_shape().iter().product()];
        let bias = vec![0.0; shape.output];
        Layer::pack(client, shape, &weight, &bias, precision)
    };
    let layer = |shape| layer_of(shape, precision);
    let [input, output, shortcut] = std::array::from_fn(|_| client.empty(QUAD * size_of::<f32>()));
    let unit =
        ConvShape { name: String::new(), input: QUAD, output: QUAD, kernel: 1, stride: 1, depthwise: false };
    for tile in TILES {
        layer(stem_shape()).stem(client, &input, &output, 0, 2 * tile);
        for (kernel, stride) in [(3, 1), (3, 2), (5, 1), (5, 2)] {
            let shape = ConvShape { kernel, stride, depthwise: true, ..unit.clone() };
            layer(shape).depthwise(client, &input, &output, 0, tile * stride);
        }
    }
    // Logits are f32, since the host reads them.
    layer_of(unit.clone(), Precision::F32).tiled(client, &input, &output, 0, 1, Then::Nothing);
    let unit = layer(unit);
    for tile in TILES {
        for then in [Then::Nothing, Then::Relu6, Then::Plus(&shortcut)] {
            unit.tiled(client, &input, &output, 0, tile, then);
        }
        unit.pooled(client, &input, &output, 0, tile);
    }
}

/// The element type of a kernel with this precision.
pub(super) fn element(precision: Precision) -> ElemType {
    ElemType::Float(match precision {
        Precision::F32 => FloatKind::F32,
        Precision::F16 => FloatKind::F16,
    })
}

/// How many of so many adjacent pixels one invocation computes.
fn tile_of(pixels: usize) -> usize {
    TILES.into_iter().find(|tile| pixels.is_multiple_of(*tile)).unwrap_or(1)
}

/// Number of workgroups: at least one, even if it has nothing to do, since a GPU rejects empty launches.
fn workgroups(tasks: usize) -> CubeCount {
    CubeCount::Static((tasks as u32).div_ceil(WORKGROUP).max(1), 1, 1)
}

/// A buffer argument of `length` groups of four values.
#[expect(unsafe_code, reason = "every length is computed beside the sizes that the kernel gets")]
fn quads(handle: &Handle, length: usize) -> BufferArg {
    unsafe { BufferArg::from_raw_parts(handle.clone(), length) }
}
