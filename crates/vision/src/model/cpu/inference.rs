//! The whole network on the CPU, from a view to its feature and logits.

use std::cell::RefCell;
use std::fmt;

use super::depthwise::Depthwise;
use super::padded_tile::PaddedTile;
use super::pointwise::Pointwise;
use super::simd::{Best, Lanes, MultiplyAdd};
use super::stem::Stem;
use super::{GROUP, Group, pair, put};
use crate::model::preprocess::normalise_padded;
use crate::model::shapes::{BlockShape, CLASSIFIER, ConvShape, block_shapes, head_shape, stem_shape};
use crate::model::weights::Weights;
use crate::model::{FEATURE, IMAGENET_CLASSES, ViewOutput};
use handlens_core::{Error, Result, msg};

/// EfficientNet-Lite0 with packed weights.
pub struct InferenceNetwork {
    pub(super) stem: Stem,
    pub(super) blocks: Vec<Block>,
    pub(super) head: Pointwise,
    pub(super) classifier: Pointwise,
    /// Buffers kept between photos, so that a forward pass only allocates its result.
    work: RefCell<Work>,
}

impl fmt::Debug for InferenceNetwork {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Frozen {{ blocks: {} }}", self.blocks.len())
    }
}

/// One inverted bottleneck.
pub(super) struct Block {
    pub(super) expand: Option<Pointwise>,
    pub(super) depthwise: Depthwise,
    pub(super) project: Pointwise,
    residual: bool,
}

/// Buffers of a forward pass.
#[derive(Default)]
struct Work {
    /// The normalised view, `[S + 1, S + 1, 3]`.
    view: Vec<f32>,
    /// One group of hidden channels, before the depth-wise convolution.
    plane: PaddedTile,
    /// All hidden channels, after the depth-wise convolution.
    hidden: Vec<Group>,
    /// Input of the current block.
    input: Vec<Group>,
    /// Output of the current block.
    output: Vec<Group>,
}

/// What the hidden channels of a block are computed from.
pub(super) enum Source<'a> {
    View(&'a Stem, &'a [f32]),
    Channels(&'a Pointwise, &'a [Group]),
    Nothing(&'a [Group]),
}

impl InferenceNetwork {
    /// Packs the weights.
    ///
    /// # Errors
    ///
    /// When a tensor is missing or has another shape.
    pub fn load(weights: &Weights) -> Result<Self> {
        let stem = stem_shape();
        let (stem_weights, stem_biases) = tensors(&stem, weights)?;
        let classes = &[IMAGENET_CLASSES];
        let classifier = weights.tensor(&format!("{CLASSIFIER}.weight"), &[IMAGENET_CLASSES, FEATURE])?;
        let classifier_bias = weights.tensor(&format!("{CLASSIFIER}.bias"), classes)?;
        Ok(Self {
            stem: Stem::pack(&stem_weights, &stem_biases),
            blocks: block_shapes().iter().map(|shape| Block::load(shape, weights)).collect::<Result<_>>()?,
            head: pointwise(&head_shape(), weights)?,
            classifier: Pointwise::pack(&classifier, &classifier_bias),
            work: RefCell::default(),
        })
    }

    /// Views `[S, S, 3]` (values 0 to 255; each may have another side S, a multiple of
    /// [`TOTAL_STRIDE`](crate::model::TOTAL_STRIDE)) → their features, each `[1280]` with values 0 to 6, in order.
    ///
    /// # Errors
    ///
    /// When a view has no such side, or a value is not finite.
    pub fn features(&self, views: &[Vec<f32>]) -> Result<Vec<Vec<f32>>> {
        Ok(self.outputs(views)?.into_iter().map(|output| output.feature).collect())
    }

    /// Features, each `[1280]` → the pretrained head's logits, each `[1000]`.
    pub fn logits(&self, features: &[Vec<f32>]) -> Vec<Vec<f32>> {
        // Photos take the place of pixels, so that the five megabytes of weights are read once for all photos.
        let mut input = Vec::with_capacity(features.len() * FEATURE / GROUP);
        for group in 0..FEATURE / GROUP {
            input.extend(features.iter().filter_map(|feature| feature.as_chunks::<GROUP>().0.get(group)));
        }
        let mut logits = vec![vec![0.0; IMAGENET_CLASSES]; features.len()];
        for group in 0..self.classifier.groups() {
            self.classifier.group::<Best>(group, &input, features.len(), |photo, sums| {
                if let Some(place) = logits[photo].as_chunks_mut().0.get_mut(group) {
                    put(sums, place);
                }
            });
        }
        logits
    }

    /// A view `[S, S, 3]` (values 0 to 255) → the last activations, `[P, 1280]`, row-major by pixel, each value 0 to 6;
    /// for P see [`tail_pixels`](crate::model::tail_pixels). Their mean over the pixels is the feature.
    ///
    /// # Errors
    ///
    /// As [`InferenceNetwork::features`].
    pub fn activations(&self, view: &[f32]) -> Result<Vec<f32>> {
        self.forward::<Best>(view, |_, output, pixels| self.spread::<Best>(output, pixels))
    }

    /// Like [`InferenceNetwork::features`], with the activations that the last layers compute each feature from.
    ///
    /// # Errors
    ///
    /// As [`InferenceNetwork::features`].
    pub fn outputs(&self, views: &[Vec<f32>]) -> Result<Vec<ViewOutput>> {
        views.iter().map(|view| self.output_by::<Best>(view)).collect()
    }

    fn output_by<M: MultiplyAdd>(&self, view: &[f32]) -> Result<ViewOutput> {
        let mut activations = Vec::new();
        let feature = self.forward::<M>(view, |input, output, pixels| {
            activations = ungrouped(input, pixels);
            self.pool::<M>(output, pixels)
        })?;
        Ok(ViewOutput { feature, activations })
    }

    /// Runs all blocks, then `last` on the last block's input and output, and their number of pixels.
    fn forward<M: MultiplyAdd>(
        &self,
        view: &[f32],
        last: impl FnOnce(&[Group], &[Group], usize) -> Vec<f32>,
    ) -> Result<Vec<f32>> {
        let mut work = self
            .work
            .try_borrow_mut()
            .map_err(|cause| Error::device(msg!("device-at-work-already")).with_detail(cause))?;
        let Work { view: normal, plane, hidden, input, output } = &mut *work;
        let mut side = normalise_padded(view, normal)? / 2;
        for (index, block) in self.blocks.iter().enumerate() {
            let source = match &block.expand {
                _ if index == 0 => Source::View(&self.stem, normal),
                Some(expand) => Source::Channels(expand, input),
                None => Source::Nothing(input),
            };
            let shortcut = (block.residual && index > 0).then_some(&**input);
            side = block.forward::<M>(side, &source, shortcut, plane, hidden, output);
            std::mem::swap(input, output);
        }
        // The buffers were swapped after the last block, which has no stride.
        let answer = last(output, input, side * side);
        if answer.iter().all(|value| value.is_finite()) {
            Ok(answer)
        } else {
            Err(Error::device(msg!("device-no-number")).with_detail("not finite"))
        }
    }

    /// The last convolution, averaged over all pixels.
    fn pool<M: MultiplyAdd>(&self, input: &[Group], pixels: usize) -> Vec<f32> {
        let mut feature = vec![0.0; FEATURE];
        let share = Lanes::splat(1.0 / pixels as f32);
        for (group, place) in feature.as_chunks_mut().0.iter_mut().enumerate() {
            let mut total = [Lanes::splat(0.0); 2];
            self.head.group::<M>(group, input, pixels, |_, [low, high]| {
                total = [total[0].plus(low.relu6()), total[1].plus(high.relu6())];
            });
            put(total.map(|sum| sum.times(share)), place);
        }
        feature
    }

    /// The last convolution at every pixel.
    fn spread<M: MultiplyAdd>(&self, input: &[Group], pixels: usize) -> Vec<f32> {
        let mut activations = vec![0.0; pixels * FEATURE];
        for group in 0..self.head.groups() {
            self.head.group::<M>(group, input, pixels, |pixel, sums| {
                let place = &mut activations[pixel * FEATURE + group * GROUP..];
                if let Some(place) = place.first_chunk_mut() {
                    put(sums.map(Lanes::relu6), place);
                }
            });
        }
        activations
    }
}

impl Block {
    pub(super) fn load(shape: &BlockShape, weights: &Weights) -> Result<Self> {
        let (kernels, biases) = tensors(&shape.depthwise, weights)?;
        Ok(Self {
            expand: shape.expand.as_ref().map(|conv| pointwise(conv, weights)).transpose()?,
            depthwise: Depthwise::pack(&kernels, &biases, shape.depthwise.kernel, shape.depthwise.stride),
            project: pointwise(&shape.project, weights)?,
            residual: shape.residual,
        })
    }

    /// Writes to `output` and returns the side of its feature map.
    pub(super) fn forward<M: MultiplyAdd>(
        &self,
        side: usize,
        source: &Source,
        shortcut: Option<&[Group]>,
        plane: &mut PaddedTile,
        hidden: &mut Vec<Group>,
        output: &mut Vec<Group>,
    ) -> usize {
        plane.prepare(side, self.depthwise.kernel, self.depthwise.stride);
        let pixels = plane.output * plane.output;
        hidden.resize(self.depthwise.groups() * pixels, [0.0; GROUP]);
        for (group, hidden) in hidden.chunks_exact_mut(pixels).enumerate() {
            source.fill::<M>(group, side, plane);
            self.depthwise.group::<M>(group, plane, hidden);
        }
        output.resize(self.project.groups() * pixels, [0.0; GROUP]);
        for (group, output) in output.chunks_exact_mut(pixels).enumerate() {
            match shortcut.and_then(|input| input.get(group * pixels..(group + 1) * pixels)) {
                Some(shortcut) => self.project.group::<M>(group, hidden, pixels, |pixel, [low, high]| {
                    let input = pair(&shortcut[pixel]);
                    put([low.plus(input[0]), high.plus(input[1])], &mut output[pixel]);
                }),
                None => self.project.group::<M>(group, hidden, pixels, |pixel, sums| {
                    put(sums, &mut output[pixel]);
                }),
            }
        }
        plane.output
    }
}

impl Source<'_> {
    /// Computes one group of hidden channels.
    pub(super) fn fill<M: MultiplyAdd>(&self, group: usize, side: usize, plane: &mut PaddedTile) {
        match self {
            Self::View(stem, view) => {
                for y in 0..side {
                    let row = plane.row(y);
                    stem.row::<M>(group, view, y, side, |x, sums| put(sums.map(Lanes::relu6), &mut row[x]));
                }
            }
            Self::Channels(expand, input) => {
                let mut writer = plane.writer();
                expand.group::<M>(group, input, side * side, |_, sums| writer.put(sums.map(Lanes::relu6)));
            }
            Self::Nothing(input) => {
                let pixels = side * side;
                for (y, row) in input[group * pixels..][..pixels].chunks_exact(side).enumerate() {
                    plane.row(y).copy_from_slice(row);
                }
            }
        }
    }
}

/// `[C / 8, pixels, 8]` → `[pixels, C]`.
pub(super) fn ungrouped(groups: &[Group], pixels: usize) -> Vec<f32> {
    let mut values = Vec::with_capacity(groups.len() * GROUP);
    for pixel in 0..pixels {
        values.extend(groups.iter().skip(pixel).step_by(pixels).flatten());
    }
    values
}

/// A convolution's weights and biases.
fn tensors(shape: &ConvShape, weights: &Weights) -> Result<(Vec<f32>, Vec<f32>)> {
    let kernel = weights.tensor(&format!("{}.weight", shape.name), &shape.weight_shape())?;
    Ok((kernel, weights.tensor(&format!("{}.bias", shape.name), &[shape.output])?))
}

fn pointwise(shape: &ConvShape, weights: &Weights) -> Result<Pointwise> {
    let (kernel, biases) = tensors(shape, weights)?;
    Ok(Pointwise::pack(&kernel, &biases))
}
