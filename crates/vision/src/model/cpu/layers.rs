//! Each convolution of the network on its own, to measure how close it comes to the processor's limits.

use super::inference::{InferenceNetwork, Source};
use super::padded_tile::PaddedTile;
use super::pointwise::Pointwise;
use super::simd::{Best, Lanes};
use super::{GROUP, Group, put};
use crate::model::FEATURE;
use crate::model::preprocess::normalise_padded;
use handlens_core::config::VIEW_SIDE;

/// Side of the feature map after the stem.
const STEM_SIDE: usize = VIEW_SIDE / 2;

/// One convolution with its own inputs, whose values resemble those of a photo.
pub struct Layer<'a> {
    /// Its position and shape, such as `blocks.1 expand 16 → 96, 112 × 112`.
    pub name: String,
    /// Number of additions and multiplications.
    pub operations: f64,
    /// Fewest bytes it must read and write: input, weights and output, each once.
    pub bytes: f64,
    run: Box<dyn FnMut() + 'a>,
}

impl Layer<'_> {
    /// Runs the convolution once, overwriting the previous result.
    pub fn run(&mut self) {
        (self.run)();
    }
}

/// All convolutions of a network, in order.
pub fn layers(network: &InferenceNetwork) -> Vec<Layer<'_>> {
    let mut layers = vec![stem(network)];
    let mut side = STEM_SIDE;
    for (index, block) in network.blocks.iter().enumerate() {
        let name = format!("blocks.{index}");
        layers.extend(block.expand.as_ref().map(|expand| pointwise(&format!("{name} expand"), expand, side)));
        let depthwise = &block.depthwise;
        let mut plane = PaddedTile::default();
        plane.prepare(side, depthwise.kernel, depthwise.stride);
        Source::Nothing(&values(side * side)).fill::<Best>(0, side, &mut plane);
        let (kernel, channels, out) = (depthwise.kernel, depthwise.groups() * GROUP, plane.output);
        let mut output = vec![[0.0; GROUP]; out * out];
        layers.push(Layer {
            name: format!(
                "{name} depthwise {kernel} x {kernel} / {}, {channels}, {out} x {out}",
                depthwise.stride
            ),
            operations: (2 * kernel * kernel * channels * out * out) as f64,
            bytes: (4 * channels * (side * side + out * out + kernel * kernel)) as f64,
            run: Box::new(move || {
                for group in 0..depthwise.groups() {
                    depthwise.group::<Best>(group, &plane, &mut output);
                }
            }),
        });
        layers.push(pointwise(&format!("{name} project"), &block.project, out));
        side = out;
    }
    layers.push(pointwise("head", &network.head, side));
    layers
}

fn stem(network: &InferenceNetwork) -> Layer<'_> {
    let pixels = STEM_SIDE * STEM_SIDE;
    let mut view = Vec::new();
    let numbers: Vec<f32> = (0..3 * VIEW_SIDE * VIEW_SIDE).map(|place| (place % 251) as f32).collect();
    // The size is right, so this cannot fail; if it did, the layer would do nothing.
    let ready = normalise_padded(&numbers, &mut view).is_ok();
    let mut plane = PaddedTile::default();
    plane.prepare(STEM_SIDE, 3, 1);
    let channels = network.stem.groups() * GROUP;
    Layer {
        name: format!("stem 3 -> {channels}, {STEM_SIDE} x {STEM_SIDE}"),
        operations: (2 * 27 * channels * pixels) as f64,
        bytes: (4 * (numbers.len() + channels * pixels)) as f64,
        run: Box::new(move || {
            for group in 0..network.stem.groups() {
                if ready {
                    Source::View(&network.stem, &view).fill::<Best>(group, STEM_SIDE, &mut plane);
                }
            }
        }),
    }
}

fn pointwise<'a>(name: &str, convolution: &'a Pointwise, side: usize) -> Layer<'a> {
    let pixels = side * side;
    let (inputs, outputs) = (convolution.inputs() * GROUP, convolution.groups() * GROUP);
    let input = values(convolution.inputs() * pixels);
    let mut output = vec![[0.0; GROUP]; pixels];
    Layer {
        name: format!("{name} {inputs} -> {outputs}, {side} x {side}"),
        operations: (2 * inputs * outputs * pixels) as f64,
        bytes: (4
            * (inputs * pixels + outputs * if outputs == FEATURE { 1 } else { pixels } + inputs * outputs))
            as f64,
        run: Box::new(move || {
            for group in 0..convolution.groups() {
                convolution.group::<Best>(group, &input, pixels, |pixel, sums| {
                    put(sums.map(Lanes::relu6), &mut output[pixel]);
                });
            }
        }),
    }
}

/// Test values between 0 and 6.
fn values(groups: usize) -> Vec<Group> {
    (0..groups).map(|group| std::array::from_fn(|lane| ((group * 7 + lane * 5) % 61) as f32 / 10.0)).collect()
}
