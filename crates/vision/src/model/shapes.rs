//! EfficientNet-Lite0 (Tan & Le 2019; the Lite variants drop squeeze-and-excitation and use ReLU6): the shapes of its
//! convolutions, in order.
//!
//! Batch normalisation is folded into the convolutions when the weights are baked, so only convolution, bias, ReLU6,
//! addition and pooling remain.

use super::FEATURE;

/// One stage of the network: blocks of one shape, of which only the first has a stride and changes the width.
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

/// Channels after the stem.
const STEM: usize = 32;

/// The shape of one convolution. Its tensors are `{name}.weight` and `{name}.bias`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConvShape {
    /// Prefix of the names of its tensors.
    pub name: String,
    /// Input channels.
    pub input: usize,
    /// Output channels.
    pub output: usize,
    /// Side of the square kernel.
    pub kernel: usize,
    /// Stride, the same in both directions.
    pub stride: usize,
    /// Whether each channel is convolved separately; then `input == output`.
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

    /// Zero padding before and after an image, in pixels: TensorFlow's "same" padding, where the output has
    /// `ceil(size / stride)` pixels and an odd pixel is added at the end.
    pub fn padding(&self, size: usize) -> (usize, usize) {
        let total = ((size.div_ceil(self.stride) - 1) * self.stride + self.kernel).saturating_sub(size);
        (total / 2, total - total / 2)
    }
}

/// The convolutions of one inverted bottleneck, in order: expand (absent at ratio 1), depth-wise, project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockShape {
    /// 1 × 1, to more channels.
    pub expand: Option<ConvShape>,
    /// 3 × 3 or 5 × 5, each channel separately.
    pub depthwise: ConvShape,
    /// 1 × 1, to fewer channels, without ReLU6.
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
    for stage in &STAGES {
        for repeat in 0..stage.repeats {
            let stride = if repeat == 0 { stage.stride } else { 1 };
            shapes.push(block_shape(stage, shapes.len(), input, stride));
            input = stage.out;
        }
    }
    shapes
}

/// The shape of the last block, from 192 to 320 channels.
pub fn last_block_shape() -> BlockShape {
    let [.., before, last] = &STAGES;
    let blocks: usize = STAGES.iter().map(|stage| stage.repeats).sum();
    block_shape(last, blocks - 1, before.out, last.stride)
}

fn block_shape(stage: &Stage, index: usize, input: usize, stride: usize) -> BlockShape {
    let name = format!("blocks.{index}");
    let hidden = input * stage.expand;
    BlockShape {
        expand: (stage.expand != 1).then(|| ConvShape::new(format!("{name}.expand"), input, hidden, 1, 1)),
        depthwise: ConvShape::depthwise(format!("{name}.depthwise"), hidden, stage.kernel, stride),
        project: ConvShape::new(format!("{name}.project"), hidden, stage.out, 1, 1),
        residual: stride == 1 && input == stage.out,
    }
}

/// The shape of the last convolution, which outputs the feature's channels.
pub fn head_shape() -> ConvShape {
    ConvShape::new("head", STAGES[STAGES.len() - 1].out, FEATURE, 1, 1)
}

/// Name of the pretrained classifier's tensors, `[1000, 1280]` and `[1000]`.
pub const CLASSIFIER: &str = "classifier";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::IMAGENET_CLASSES;

    #[test]
    fn the_blocks_are_those_of_efficientnet_lite0() {
        let blocks = block_shapes();
        assert_eq!(blocks.len(), 16);
        assert_eq!(blocks.iter().filter(|block| block.residual).count(), 9);
        assert_eq!(blocks[0].expand, None);
        assert_eq!(blocks[15], last_block_shape());
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
        // The published network has a scale and a shift per channel; folding leaves one bias.
        let published = weights + 2 * channels + IMAGENET_CLASSES * (FEATURE + 1);
        assert_eq!(published, 4_652_008);
    }
}
