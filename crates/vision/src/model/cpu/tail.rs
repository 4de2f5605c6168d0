//! The last layers of the network, which can be fine-tuned: the last inverted bottleneck and the head convolution, 1.01
//! million parameters. [`compute`] goes forward from the activations before them, and backward to the gradient of every
//! parameter; [`loss`] puts a classifier head on top.

pub mod compute;
pub mod loss;

use half::f16;

use super::depthwise::Depthwise;
use super::pointwise::Pointwise;
use crate::model::shapes::{BlockShape, ConvShape, head_shape, last_block_shape};
use crate::model::weights::Weights;
use handlens_core::{Error, Result, msg};

pub use compute::PackedTail;

/// Parameters of the last layers, or a gradient with respect to them.
#[derive(Debug, Clone, PartialEq)]
pub struct Tail {
    expand: Layer,
    depthwise: Layer,
    project: Layer,
    head: Layer,
}

/// Parameters of one convolution.
#[derive(Debug, Clone, PartialEq)]
struct Layer {
    /// `[output, input / groups, kernel, kernel]`, row-major.
    weights: Vec<f32>,
    /// `[output]`.
    biases: Vec<f32>,
}

impl Tail {
    /// The pretrained parameters.
    ///
    /// # Errors
    ///
    /// When a tensor is missing or has another shape.
    pub fn load(weights: &Weights) -> Result<Self> {
        let layer = |shape: &ConvShape| {
            Ok(Layer {
                weights: weights.tensor(&format!("{}.weight", shape.name), &shape.weight_shape())?,
                biases: weights.tensor(&format!("{}.bias", shape.name), &[shape.output])?,
            })
        };
        let layers = shapes().iter().map(layer).collect::<Result<Vec<Layer>>>()?;
        Self::of(layers).ok_or_else(|| Error::model(msg!("model-damaged")))
    }

    /// All parameters: weights and biases of expand, depth-wise, project and head, in this order.
    pub fn parameters(&self) -> [&[f32]; 8] {
        let Self { expand, depthwise, project, head } = self;
        [
            &expand.weights,
            &expand.biases,
            &depthwise.weights,
            &depthwise.biases,
            &project.weights,
            &project.biases,
            &head.weights,
            &head.biases,
        ]
    }

    /// As [`Tail::parameters`], to change them.
    pub fn parameters_mut(&mut self) -> [&mut [f32]; 8] {
        let Self { expand, depthwise, project, head } = self;
        [
            &mut expand.weights,
            &mut expand.biases,
            &mut depthwise.weights,
            &mut depthwise.biases,
            &mut project.weights,
            &mut project.biases,
            &mut head.weights,
            &mut head.biases,
        ]
    }

    /// How many parameters there are.
    pub fn parameter_count() -> usize {
        shapes().iter().map(|shape| weight_count(shape) + shape.output).sum()
    }

    /// The layers with these parameters, one after the other in the order of [`Tail::parameters`]; `None` if there are
    /// more or fewer than [`Tail::parameter_count`].
    pub fn from_parameters(values: &[f32]) -> Option<Self> {
        let mut rest = values;
        let mut layer = |shape: &ConvShape| {
            let (weights, after) = rest.split_at_checked(weight_count(shape))?;
            let (biases, after) = after.split_at_checked(shape.output)?;
            rest = after;
            Some(Layer { weights: weights.to_vec(), biases: biases.to_vec() })
        };
        let layers = shapes().iter().map(&mut layer).collect::<Option<Vec<Layer>>>()?;
        Self::of(layers).filter(|_| rest.is_empty())
    }

    fn of(layers: Vec<Layer>) -> Option<Self> {
        let [expand, depthwise, project, head] = layers.try_into().ok()?;
        Some(Self { expand, depthwise, project, head })
    }

    /// All parameters in the order of [`Tail::parameters`], as f16, little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let parameters = self.parameters();
        parameters.into_iter().flatten().flat_map(|value| f16::from_f32(*value).to_le_bytes()).collect()
    }

    /// Whether these are bytes as [`Tail::to_bytes`] makes them: as many as there are parameters, each a finite number.
    pub fn are_parameters(bytes: &[u8]) -> bool {
        let mut values = bytes.as_chunks::<2>().0.iter().map(|bytes| f16::from_le_bytes(*bytes));
        bytes.len() == 2 * Self::parameter_count() && values.all(f16::is_finite)
    }

    /// These layers with the parameters that [`Tail::to_bytes`] made; `None` if it did not make them.
    #[must_use]
    pub fn with_bytes(mut self, bytes: &[u8]) -> Option<Self> {
        let values = bytes.as_chunks::<2>().0.iter().map(|bytes| f16::from_le_bytes(*bytes).to_f32());
        let places = self.parameters_mut().into_iter().flatten();
        places.zip(values).for_each(|(place, value)| *place = value);
        Self::are_parameters(bytes).then_some(self)
    }

    /// The parameters as [`Tail::to_bytes`] keeps them.
    #[must_use]
    pub fn rounded(mut self) -> Self {
        for parameter in self.parameters_mut().into_iter().flatten() {
            *parameter = f16::from_f32(*parameter).to_f32();
        }
        self
    }

    /// Each convolution by name, with the length of its weights' change since `before` relative to theirs.
    pub fn changes_since(&self, before: &Self) -> Vec<(String, f32)> {
        let names = shapes().into_iter().map(|shape| shape.name);
        let length =
            |values: &mut dyn Iterator<Item = f32>| values.map(|value| value * value).sum::<f32>().sqrt();
        // Biases lie between the weights.
        let pairs = self.parameters().into_iter().zip(before.parameters()).step_by(2);
        let change = |(now, before): (&[f32], &[f32])| {
            let moved = length(&mut now.iter().zip(before).map(|(now, before)| now - before));
            moved / length(&mut before.iter().copied()).max(f32::MIN_POSITIVE)
        };
        names.zip(pairs.map(change)).collect()
    }

    /// Packs the parameters for computing.
    pub fn pack(&self) -> PackedTail {
        let pointwise = |layer: &Layer| Pointwise::pack(&layer.weights, &layer.biases);
        PackedTail {
            expand: pointwise(&self.expand),
            depthwise: Depthwise::pack(&self.depthwise.weights, &self.depthwise.biases, 3, 1),
            project: pointwise(&self.project),
            head: pointwise(&self.head),
        }
    }
}

/// The shapes of the layers' convolutions, in order.
fn shapes() -> Vec<ConvShape> {
    let BlockShape { expand, depthwise, project, .. } = last_block_shape();
    expand.into_iter().chain([depthwise, project, head_shape()]).collect()
}

fn weight_count(shape: &ConvShape) -> usize {
    shape.weight_shape().iter().product()
}
