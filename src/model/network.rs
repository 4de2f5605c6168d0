//! EfficientNet-Lite0 (Tan & Le 2019; the Lite variants drop squeeze-and-excitation and use ReLU6), frozen.
//!
//! Batch normalisation is folded into the convolutions when the weights are baked, so that what remains is
//! convolution, bias, ReLU6, addition and pooling. Tensors are `[B, C, H, W]`.

use burn::tensor::module::{conv2d, linear};
use burn::tensor::ops::ConvOptions;
use burn::tensor::{Device, Tensor, TensorData};

use super::weights::Weights;
use super::{FEATURE, IMAGENET_CLASSES};
use crate::Result;

/// One stage of the network: blocks of one shape, of which only the first strides and widens.
struct Stage {
    repeats: usize,
    kernel: usize,
    stride: usize,
    expand: usize,
    out: usize,
}

/// Table 1 of the paper, without the width and depth scaling that Lite0 does not use.
const STAGES: [Stage; 7] = [
    Stage { repeats: 1, kernel: 3, stride: 1, expand: 1, out: 16 },
    Stage { repeats: 2, kernel: 3, stride: 2, expand: 6, out: 24 },
    Stage { repeats: 2, kernel: 5, stride: 2, expand: 6, out: 40 },
    Stage { repeats: 3, kernel: 3, stride: 2, expand: 6, out: 80 },
    Stage { repeats: 3, kernel: 5, stride: 1, expand: 6, out: 112 },
    Stage { repeats: 4, kernel: 5, stride: 2, expand: 6, out: 192 },
    Stage { repeats: 1, kernel: 3, stride: 1, expand: 6, out: 320 },
];

/// Channels after the first convolution.
const STEM: usize = 32;

/// The shape of one convolution. Its tensors are `{name}.weight` and `{name}.bias`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConvShape {
    /// Prefix of the tensors' names.
    pub name: String,
    /// Input channels.
    pub input: usize,
    /// Output channels.
    pub output: usize,
    /// Side of the square kernel.
    pub kernel: usize,
    /// Stride, the same both ways.
    pub stride: usize,
    /// Whether each channel is convolved on its own; then `input == output`.
    pub depthwise: bool,
}

impl ConvShape {
    fn new(name: impl Into<String>, input: usize, output: usize, kernel: usize, stride: usize) -> Self {
        Self { name: name.into(), input, output, kernel, stride, depthwise: false }
    }

    fn depthwise(name: impl Into<String>, channels: usize, kernel: usize, stride: usize) -> Self {
        Self { depthwise: true, ..Self::new(name, channels, channels, kernel, stride) }
    }

    /// The shape of the weight: `[output, input / groups, kernel, kernel]`.
    pub fn weight_shape(&self) -> [usize; 4] {
        let per_group = if self.depthwise { 1 } else { self.input };
        [self.output, per_group, self.kernel, self.kernel]
    }
}

/// The convolutions of one inverted bottleneck, in order: expand (absent at ratio 1), depth-wise, project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockShape {
    /// 1 × 1, to more channels.
    pub expand: Option<ConvShape>,
    /// 3 × 3 or 5 × 5, each channel on its own.
    pub depthwise: ConvShape,
    /// 1 × 1, to fewer channels, not followed by ReLU6.
    pub project: ConvShape,
    /// Whether the input is added to the output.
    pub residual: bool,
}

/// The shape of the first convolution.
pub fn stem_shape() -> ConvShape {
    ConvShape::new("stem", 3, STEM, 3, 2)
}

/// The shapes of the sixteen blocks, in order.
pub fn block_shapes() -> Vec<BlockShape> {
    let mut shapes: Vec<BlockShape> = Vec::new();
    let mut input = STEM;
    for stage in STAGES {
        for repeat in 0..stage.repeats {
            let stride = if repeat == 0 { stage.stride } else { 1 };
            let name = format!("blocks.{}", shapes.len());
            let hidden = input * stage.expand;
            shapes.push(BlockShape {
                expand: (stage.expand != 1)
                    .then(|| ConvShape::new(format!("{name}.expand"), input, hidden, 1, 1)),
                depthwise: ConvShape::depthwise(format!("{name}.depthwise"), hidden, stage.kernel, stride),
                project: ConvShape::new(format!("{name}.project"), hidden, stage.out, 1, 1),
                residual: stride == 1 && input == stage.out,
            });
            input = stage.out;
        }
    }
    shapes
}

/// The shape of the last convolution, which makes the feature's channels.
pub fn head_shape() -> ConvShape {
    ConvShape::new("head", STAGES[STAGES.len() - 1].out, FEATURE, 1, 1)
}

/// Name of the pretrained classifier's tensors, `[1000, 1280]` and `[1000]`.
pub const CLASSIFIER: &str = "classifier";

/// A convolution with bias and TensorFlow's "same" padding.
#[derive(Debug)]
struct Conv {
    weight: Tensor<4>,
    bias: Tensor<1>,
    kernel: usize,
    stride: usize,
    groups: usize,
}

impl Conv {
    fn load(shape: &ConvShape, weights: &Weights, device: &Device) -> Result<Self> {
        let weight = weights.tensor(&format!("{}.weight", shape.name), &shape.weight_shape())?;
        let bias = weights.tensor(&format!("{}.bias", shape.name), &[shape.output])?;
        Ok(Self {
            weight: Tensor::from_data(TensorData::new(weight, shape.weight_shape()), device),
            bias: Tensor::from_data(TensorData::new(bias, [shape.output]), device),
            kernel: shape.kernel,
            stride: shape.stride,
            groups: if shape.depthwise { shape.input } else { 1 },
        })
    }

    fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let [_, _, height, width] = x.dims();
        let padding = [self.same_padding(height), self.same_padding(width)];
        let options = ConvOptions::new_with_padding([self.stride; 2], padding, [1, 1], self.groups);
        conv2d(x, self.weight.clone(), Some(self.bias.clone()), options)
    }

    /// TensorFlow's "same": the output has `ceil(size / stride)` pixels, and an odd pixel of padding goes behind.
    fn same_padding(&self, size: usize) -> (usize, usize) {
        let total = ((size.div_ceil(self.stride) - 1) * self.stride + self.kernel).saturating_sub(size);
        (total / 2, total - total / 2)
    }
}

/// An inverted bottleneck: expand, convolve each channel, project, and add the input where shapes allow.
#[derive(Debug)]
pub(super) struct Block {
    expand: Option<Conv>,
    depthwise: Conv,
    project: Conv,
    residual: bool,
}

impl Block {
    pub(super) fn load(shape: &BlockShape, weights: &Weights, device: &Device) -> Result<Self> {
        Ok(Self {
            expand: shape.expand.as_ref().map(|conv| Conv::load(conv, weights, device)).transpose()?,
            depthwise: Conv::load(&shape.depthwise, weights, device)?,
            project: Conv::load(&shape.project, weights, device)?,
            residual: shape.residual,
        })
    }

    pub(super) fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        let shortcut = self.residual.then(|| input.clone());
        let x = match &self.expand {
            Some(expand) => relu6(expand.forward(input)),
            None => input,
        };
        let x = relu6(self.depthwise.forward(x));
        let x = self.project.forward(x);
        match shortcut {
            Some(shortcut) => x + shortcut,
            None => x,
        }
    }
}

/// The whole network.
#[derive(Debug)]
pub struct Network {
    stem: Conv,
    blocks: Vec<Block>,
    head: Conv,
    classifier_weight: Tensor<2>,
    classifier_bias: Tensor<1>,
}

impl Network {
    /// Puts the weights on the device, which must not be an autodiff one: the network is frozen.
    ///
    /// # Errors
    ///
    /// When a tensor is missing or has another shape.
    pub fn load(weights: &Weights, device: &Device) -> Result<Self> {
        debug_assert!(!device.is_autodiff(), "the backbone is frozen");
        let shape = [IMAGENET_CLASSES, FEATURE];
        let weight = weights.tensor(&format!("{CLASSIFIER}.weight"), &shape)?;
        let bias = weights.tensor(&format!("{CLASSIFIER}.bias"), &[IMAGENET_CLASSES])?;
        Ok(Self {
            stem: Conv::load(&stem_shape(), weights, device)?,
            blocks: block_shapes()
                .iter()
                .map(|shape| Block::load(shape, weights, device))
                .collect::<Result<_>>()?,
            head: Conv::load(&head_shape(), weights, device)?,
            // Kept as [1280, 1000], the layout of a product from the left.
            classifier_weight: Tensor::<2>::from_data(TensorData::new(weight, shape), device).transpose(),
            classifier_bias: Tensor::from_data(TensorData::new(bias, [IMAGENET_CLASSES]), device),
        })
    }

    /// Normalised views `[B, 3, 224, 224]` → features `[B, 1280]`, each between 0 and 6.
    pub fn features(&self, views: Tensor<4>) -> Tensor<2> {
        let mut x = relu6(self.stem.forward(views));
        for block in &self.blocks {
            x = block.forward(x);
        }
        let x = relu6(self.head.forward(x));
        let [batch, channels, height, width] = x.dims();
        x.reshape([batch, channels, height * width]).mean_dim(2).reshape([batch, channels])
    }

    /// Features `[B, 1280]` → the pretrained head's logits `[B, 1000]`.
    pub fn logits(&self, features: Tensor<2>) -> Tensor<2> {
        linear(features, self.classifier_weight.clone(), Some(self.classifier_bias.clone()))
    }
}

fn relu6(x: Tensor<4>) -> Tensor<4> {
    x.clamp(0.0, 6.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_blocks_are_those_of_efficientnet_lite0() {
        let blocks = block_shapes();
        assert_eq!(blocks.len(), 16);
        assert_eq!(blocks.iter().filter(|block| block.residual).count(), 9);
        assert_eq!(blocks[0].expand, None);
        assert_eq!(blocks[11].depthwise.input, 672);
        assert_eq!((blocks[11].depthwise.kernel, blocks[11].depthwise.stride), (5, 2));
        let convolutions: Vec<ConvShape> = blocks
            .into_iter()
            .flat_map(|block| block.expand.into_iter().chain([block.depthwise, block.project]))
            .chain([stem_shape(), head_shape()])
            .collect();
        let weights: usize =
            convolutions.iter().map(|conv| conv.weight_shape().iter().product::<usize>()).sum();
        let channels: usize = convolutions.iter().map(|conv| conv.output).sum();
        // As published, each channel has a scale and a shift of its own; folding leaves one bias.
        let published = weights + 2 * channels + IMAGENET_CLASSES * (FEATURE + 1);
        assert_eq!(published, 4_652_008);
    }
}
