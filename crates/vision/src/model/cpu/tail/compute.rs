//! The last layers forward and backward.
//!
//! All products run on the kernel of [`Pointwise`]: forward with the weights, backward with the transposed weights, and
//! for the gradient of the weights with the activations in their place.

use std::ops::Range;

use super::{Layer, Tail};
use crate::model::FEATURE;
use crate::model::cpu::depthwise::Depthwise;
use crate::model::cpu::padded_tile::PaddedTile;
use crate::model::cpu::pointwise::Pointwise;
use crate::model::cpu::simd::{Best, Lanes, MultiplyAdd};
use crate::model::cpu::{GROUP, Group, Pair, pair, put};

/// Taps of the depth-wise convolution, 3 × 3.
const TAPS: usize = 9;

/// The last layers ready to compute.
pub struct PackedTail {
    pub(super) expand: Pointwise,
    pub(super) depthwise: Depthwise,
    pub(super) project: Pointwise,
    pub(super) head: Pointwise,
}

/// Samples that are computed together. Their activations fit into the cache of one core; those of a whole batch would
/// not, which takes several times as long.
pub const TOGETHER: usize = 4;

/// The gradient of a loss with respect to all parameters, batch after batch.
pub struct TailGradient<'a> {
    tail: &'a Tail,
    packed: PackedTail,
    /// The convolutions that take gradients from the output to the input.
    head: Pointwise,
    project: Pointwise,
    sum: Tail,
}

/// The activations of some samples.
struct Part {
    samples: Vec<FeatureMap>,
    /// Pixels of all samples, with zeros up to a multiple of eight.
    pixels: usize,
    input: Vec<Group>,
    /// After the first ReLU6.
    expanded: Vec<Group>,
    /// After the second ReLU6.
    hidden: Vec<Group>,
    projected: Vec<Group>,
    /// After the last ReLU6.
    output: Vec<Group>,
}

/// Where a sample's pixels are among those of all samples.
#[derive(Clone, Copy)]
struct FeatureMap {
    first: usize,
    side: usize,
}

impl FeatureMap {
    fn pixels(self) -> usize {
        self.side * self.side
    }

    /// The places of its pixels in one group of channels, of which each has `pixels` pixels.
    fn of_group(self, group: usize, pixels: usize) -> Range<usize> {
        let start = group * pixels + self.first;
        start..start + self.pixels()
    }
}

/// The feature maps of some samples, from their activations `[P, C]`, one after the other.
fn feature_maps(batch: &[&[f32]], channels: usize) -> Vec<FeatureMap> {
    let mut first = 0;
    let map = |activations: &&[f32]| {
        let map = FeatureMap { first, side: (activations.len() / channels.max(1)).isqrt() };
        first += map.pixels();
        map
    };
    batch.iter().map(map).collect()
}

impl PackedTail {
    /// Activations, each `[P, 192]` as in [`ViewOutput`](crate::model::ViewOutput) → their features, each
    /// `[1280]` with values 0 to 6, in order.
    pub fn features(&self, batch: &[&[f32]]) -> Vec<Vec<f32>> {
        let of_part = |samples: &[&[f32]]| {
            let part = self.forward_part::<Best>(samples);
            (0..samples.len()).map(|sample| part.feature(sample)).collect::<Vec<_>>()
        };
        batch.chunks(TOGETHER).flat_map(of_part).collect()
    }

    /// As [`PackedTail::features`], but the last activations, each `[P, 1280]`, row-major by pixel, with values 0 to
    /// 6. Their mean over the pixels is the feature.
    pub fn activations(&self, batch: &[&[f32]]) -> Vec<Vec<f32>> {
        let of_sample = |part: &Part, sample: FeatureMap| -> Vec<f32> {
            let pixels = sample.of_group(0, part.pixels);
            let channels = |pixel: usize| part.output.iter().skip(pixel).step_by(part.pixels).flatten();
            pixels.flat_map(channels).copied().collect()
        };
        let of_part = |samples: &[&[f32]]| {
            let part = self.forward_part::<Best>(samples);
            part.samples.iter().map(|sample| of_sample(&part, *sample)).collect::<Vec<_>>()
        };
        batch.chunks(TOGETHER).flat_map(of_part).collect()
    }

    fn forward_part<M: MultiplyAdd>(&self, batch: &[&[f32]]) -> Part {
        let samples = feature_maps(batch, self.expand.inputs() * GROUP);
        let pixels = samples.last().map_or(1, |last| last.first + last.pixels()).next_multiple_of(GROUP);
        let input = grouped(batch, &samples, self.expand.inputs(), pixels);
        let expanded = product::<M>(&self.expand, &input, pixels, |sums| sums.map(Lanes::relu6));
        let hidden = self.convolve::<M>(&expanded, &samples, pixels);
        let projected = product::<M>(&self.project, &hidden, pixels, |sums| sums);
        let output = product::<M>(&self.head, &projected, pixels, |sums| sums.map(Lanes::relu6));
        Part { samples, pixels, input, expanded, hidden, projected, output }
    }

    /// The depth-wise convolution of every sample.
    fn convolve<M: MultiplyAdd>(
        &self,
        expanded: &[Group],
        samples: &[FeatureMap],
        pixels: usize,
    ) -> Vec<Group> {
        let mut hidden = vec![[0.0; GROUP]; expanded.len()];
        let mut plane = PaddedTile::default();
        for sample in samples {
            plane.prepare(sample.side, 3, 1);
            for group in 0..self.depthwise.groups() {
                let at = sample.of_group(group, pixels);
                fill(&mut plane, sample.side, &expanded[at.clone()]);
                self.depthwise.group::<M>(group, &plane, &mut hidden[at]);
            }
        }
        hidden
    }
}

impl<'a> TailGradient<'a> {
    /// A sum that is zero so far.
    pub fn new(tail: &'a Tail) -> Self {
        let zeros = |layer: &Layer| Layer {
            weights: vec![0.0; layer.weights.len()],
            biases: vec![0.0; layer.biases.len()],
        };
        Self {
            packed: tail.pack(),
            head: tail.head.transposed(),
            project: tail.project.transposed(),
            sum: Tail {
                expand: zeros(&tail.expand),
                depthwise: zeros(&tail.depthwise),
                project: zeros(&tail.project),
                head: zeros(&tail.head),
            },
            tail,
        }
    }

    /// Adds the gradient of a loss over some samples, given by their activations, each `[P, 192]`.
    /// `of_feature(sample, feature)` is the gradient of the loss with respect to a sample's feature, `[1280]`.
    pub fn add(&mut self, batch: &[&[f32]], of_feature: impl FnMut(usize, &[f32]) -> Vec<f32>) {
        self.add_by::<Best>(batch, of_feature);
    }

    fn add_by<M: MultiplyAdd>(
        &mut self,
        batch: &[&[f32]],
        mut of_feature: impl FnMut(usize, &[f32]) -> Vec<f32>,
    ) {
        for (index, samples) in batch.chunks(TOGETHER).enumerate() {
            let part = self.packed.forward_part::<M>(samples);
            let of_sample = |sample| of_feature(index * TOGETHER + sample, &part.feature(sample));
            let of_features: Vec<Vec<f32>> = (0..samples.len()).map(of_sample).collect();
            let pixels = part.pixels;
            let of_output = gradient_of_last_sums(&part, &of_features);
            add_gradient_of_weights::<M>(&mut self.sum.head, &of_output, &part.projected, pixels);
            let of_projected = product::<M>(&self.head, &of_output, pixels, |sums| sums);
            add_gradient_of_weights::<M>(&mut self.sum.project, &of_projected, &part.hidden, pixels);
            let mut of_hidden = product::<M>(&self.project, &of_projected, pixels, |sums| sums);
            mask_relu6(&mut of_hidden, &part.hidden);
            let mut of_expanded =
                self.tail.depthwise.convolve_back(&part, &of_hidden, &mut self.sum.depthwise);
            mask_relu6(&mut of_expanded, &part.expanded);
            add_gradient_of_weights::<M>(&mut self.sum.expand, &of_expanded, &part.input, pixels);
        }
    }

    /// The sum.
    pub fn finish(self) -> Tail {
        self.sum
    }
}

impl Part {
    /// A sample's feature: the mean of its pixels, `[1280]`.
    fn feature(&self, sample: usize) -> Vec<f32> {
        mean(&self.output, self.pixels, self.samples[sample])
    }
}

impl Layer {
    /// The 1 × 1 convolution of the transposed weights, which takes a gradient from the output to the input.
    fn transposed(&self) -> Pointwise {
        let outputs = self.biases.len();
        let inputs = self.weights.len() / outputs.max(1);
        let mut transposed = vec![0.0; self.weights.len()];
        for (output, row) in self.weights.chunks_exact(inputs.max(1)).enumerate() {
            for (input, weight) in row.iter().enumerate() {
                transposed[input * outputs + output] = *weight;
            }
        }
        Pointwise::pack(&transposed, &vec![0.0; inputs])
    }

    /// The gradient of the depth-wise convolution with respect to its input. That with respect to its parameters is added
    /// to `gradient`.
    fn convolve_back(&self, part: &Part, of_hidden: &[Group], gradient: &mut Self) -> Vec<Group> {
        let channels = self.biases.len();
        let mut of_input = vec![[0.0; GROUP]; of_hidden.len()];
        add_sums(&mut gradient.biases, of_hidden, part.pixels);
        let (mut before, mut after) = (PaddedTile::default(), PaddedTile::default());
        for group in 0..channels / GROUP {
            let weights: [Pair; TAPS] = std::array::from_fn(|tap| {
                let of_channel = |channel| self.weights[(group * GROUP + channel) * TAPS + tap];
                pair(&std::array::from_fn(of_channel))
            });
            let mut of_weights = [[Lanes::splat(0.0); 2]; TAPS];
            for sample in &part.samples {
                let (side, at) = (sample.side, sample.of_group(group, part.pixels));
                let of_hidden = &of_hidden[at.clone()];
                before.prepare(side, 3, 1);
                after.prepare(side, 3, 1);
                fill(&mut before, side, &part.expanded[at.clone()]);
                fill(&mut after, side, of_hidden);
                let of_input = &mut of_input[at];
                for (pixel, of_input) in of_input.iter_mut().enumerate() {
                    let (y, x) = (pixel / side, pixel % side);
                    let own = pair(&of_hidden[pixel]);
                    let mut sum = [Lanes::splat(0.0); 2];
                    for tap in 0..TAPS {
                        let (row, column) = (tap / 3, tap % 3);
                        let seen = pair(&before.pixels[(y + row) * before.width + x + column]);
                        of_weights[tap] = add(of_weights[tap], multiply(seen, own));
                        let from = pair(&after.pixels[(y + 2 - row) * after.width + x + 2 - column]);
                        sum = add(sum, multiply(from, weights[tap]));
                    }
                    put(sum, of_input);
                }
            }
            for (tap, sums) in of_weights.into_iter().enumerate() {
                let mut values = [0.0; GROUP];
                put(sums, &mut values);
                for (channel, value) in values.into_iter().enumerate() {
                    gradient.weights[(group * GROUP + channel) * TAPS + tap] += value;
                }
            }
        }
        of_input
    }
}

fn multiply(a: Pair, b: Pair) -> Pair {
    [a[0].times(b[0]), a[1].times(b[1])]
}

fn add(a: Pair, b: Pair) -> Pair {
    [a[0].plus(b[0]), a[1].plus(b[1])]
}

fn fill(plane: &mut PaddedTile, side: usize, pixels: &[Group]) {
    for (y, row) in pixels.chunks_exact(side).enumerate() {
        plane.row(y).copy_from_slice(row);
    }
}

/// `[P, C]` of each sample → `[C / 8, pixels, 8]` of the batch.
fn grouped(batch: &[&[f32]], samples: &[FeatureMap], groups: usize, pixels: usize) -> Vec<Group> {
    let mut values = vec![[0.0; GROUP]; groups * pixels];
    for (sample, activations) in samples.iter().zip(batch) {
        let own = activations.chunks_exact(groups * GROUP).take(sample.pixels());
        for (pixel, channels) in own.enumerate() {
            for (group, channels) in channels.as_chunks::<GROUP>().0.iter().enumerate() {
                values[group * pixels + sample.first + pixel] = *channels;
            }
        }
    }
    values
}

/// A 1 × 1 convolution of all pixels, followed by `then`.
#[inline(always)]
fn product<M: MultiplyAdd>(
    convolution: &Pointwise,
    input: &[Group],
    pixels: usize,
    then: impl Fn(Pair) -> Pair,
) -> Vec<Group> {
    let mut output = vec![[0.0; GROUP]; convolution.groups() * pixels];
    for (group, output) in output.chunks_exact_mut(pixels).enumerate() {
        convolution.group::<M>(group, input, pixels, |pixel, sums| put(then(sums), &mut output[pixel]));
    }
    output
}

/// The mean of a sample's pixels, `[C]`.
fn mean(output: &[Group], pixels: usize, sample: FeatureMap) -> Vec<f32> {
    let share = Lanes::splat(1.0 / sample.pixels() as f32);
    let mut feature = Vec::with_capacity(FEATURE);
    for plane in output.chunks_exact(pixels) {
        let zero = [Lanes::splat(0.0); 2];
        let own = &plane[sample.of_group(0, pixels)];
        let total = own.iter().fold(zero, |total, pixel| add(total, pair(pixel)));
        let mut mean = [0.0; GROUP];
        put(total.map(|sum| sum.times(share)), &mut mean);
        feature.extend(mean);
    }
    feature
}

/// The gradient with respect to the last convolution's sums, from that with respect to the features.
fn gradient_of_last_sums(part: &Part, of_features: &[Vec<f32>]) -> Vec<Group> {
    let mut gradient = vec![[0.0; GROUP]; part.output.len()];
    for (group, plane) in gradient.chunks_exact_mut(part.pixels).enumerate() {
        for (of_feature, sample) in of_features.iter().zip(&part.samples) {
            if let Some(own) = of_feature.as_chunks::<GROUP>().0.get(group) {
                let share = own.map(|value| value / sample.pixels() as f32);
                plane[sample.of_group(0, part.pixels)].fill(share);
            }
        }
    }
    mask_relu6(&mut gradient, &part.output);
    gradient
}

/// ReLU6 passes a gradient on only where its output is between its bounds.
fn mask_relu6(gradient: &mut [Group], output: &[Group]) {
    for (gradient, output) in gradient.as_flattened_mut().iter_mut().zip(output.as_flattened()) {
        if !(0.0 < *output && *output < 6.0) {
            *gradient = 0.0;
        }
    }
}

/// Adds the gradient with respect to a 1 × 1 convolution's parameters, from that with respect to its output
/// `[O / 8, P, 8]` and its input `[I / 8, P, 8]`. It is the product of the transposed gradient `[O, P]` and the input `[P, I]`, so the
/// input takes the place of weights, and the outputs that of pixels.
fn add_gradient_of_weights<M: MultiplyAdd>(
    gradient: &mut Layer,
    of_output: &[Group],
    input: &[Group],
    pixels: usize,
) {
    let outputs = of_output.len() / pixels * GROUP;
    let inputs = input.len() / pixels * GROUP;
    let mut transposed = vec![[0.0; GROUP]; of_output.len()];
    for (group, plane) in of_output.chunks_exact(pixels).enumerate() {
        for (pixels, block) in plane.as_chunks::<GROUP>().0.iter().enumerate() {
            for channel in 0..GROUP {
                transposed[pixels * outputs + group * GROUP + channel] = block.map(|pixel| pixel[channel]);
            }
        }
    }
    let convolution = Pointwise::of_activations(input, pixels);
    for group in 0..convolution.groups() {
        convolution.group::<M>(group, &transposed, outputs, |output, sums| {
            if let Some(place) = gradient.weights[output * inputs + group * GROUP..].first_chunk_mut() {
                put(add(pair(place), sums), place);
            }
        });
    }
    add_sums(&mut gradient.biases, of_output, pixels);
}

/// Adds the sum of each channel over all pixels.
fn add_sums(sums: &mut [f32], values: &[Group], pixels: usize) {
    for (place, plane) in sums.as_chunks_mut().0.iter_mut().zip(values.chunks_exact(pixels)) {
        let total = plane.iter().fold(pair(place), |total, pixel| add(total, pair(pixel)));
        put(total, place);
    }
}
