//! [`super::shapes`] in Burn's own operations: what the kernels of this crate are tested and measured against.
//!
//! Tensors are `[B, C, H, W]`.

use burn::tensor::module::{conv2d, linear};
use burn::tensor::ops::ConvOptions;
use burn::tensor::{Device, Tensor, TensorData};

use super::shapes::{BlockShape, CLASSIFIER, ConvShape, block_shapes, head_shape, stem_shape};
use super::weights::Weights;
use super::{FEATURE, IMAGENET_CLASSES};
use crate::Result;

/// A convolution with bias and TensorFlow's "same" padding.
#[derive(Debug)]
struct Conv {
    weight: Tensor<4>,
    bias: Tensor<1>,
    shape: ConvShape,
}

impl Conv {
    fn load(shape: &ConvShape, weights: &Weights, device: &Device) -> Result<Self> {
        let weight = weights.tensor(&format!("{}.weight", shape.name), &shape.weight_shape())?;
        let bias = weights.tensor(&format!("{}.bias", shape.name), &[shape.output])?;
        Ok(Self {
            weight: Tensor::from_data(TensorData::new(weight, shape.weight_shape()), device),
            bias: Tensor::from_data(TensorData::new(bias, [shape.output]), device),
            shape: shape.clone(),
        })
    }

    fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let [_, _, height, width] = x.dims();
        let padding = [self.shape.padding(height), self.shape.padding(width)];
        let groups = if self.shape.depthwise { self.shape.input } else { 1 };
        let options = ConvOptions::new_with_padding([self.shape.stride; 2], padding, [1, 1], groups);
        conv2d(x, self.weight.clone(), Some(self.bias.clone()), options)
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
