//! The network's layers as nodes, built from its shapes.

use handlens_core::Result;
use handlens_vision::model::cpu::tail::Tail;
use handlens_vision::model::shapes::{
    BlockShape, ConvShape, block_shapes, head_shape, last_block_shape, stem_shape,
};
use handlens_vision::model::weights::Weights;

use super::{Builder, Convolution, NodeId, Operation, damaged};

/// Parameters of a convolution: weights and bias.
type Parameters = (Vec<f32>, Vec<f32>);

/// Gives the parameters of one convolution after the other.
type Source<'a> = &'a mut dyn FnMut(&ConvShape) -> Result<Parameters>;

/// From views to the activations before the last layers, `[7, 7, 192]`.
pub(super) fn before_last_layers(builder: &mut Builder, views: NodeId, weights: &Weights) -> Result<NodeId> {
    let mut source = |shape: &ConvShape| {
        let kernels = weights.tensor(&format!("{}.weight", shape.name), &shape.weight_shape())?;
        Ok((kernels, weights.tensor(&format!("{}.bias", shape.name), &[shape.output])?))
    };
    let shape = builder.shape(views).to_vec();
    let mut value = builder.add("standardised", Operation::Standardise, &[views], &shape);
    value = activated(builder, "", &stem_shape(), value, &mut source)?;
    let last = last_block_shape();
    for shape in block_shapes().iter().filter(|shape| **shape != last) {
        value = block(builder, "", shape, value, &mut source)?;
    }
    Ok(value)
}

/// From the activations before the last layers to the feature, `[1280]`. `prefix` keeps the names of several such layers
/// apart.
pub(super) fn last_layers(
    builder: &mut Builder,
    prefix: &str,
    activations: NodeId,
    tail: &Tail,
) -> Result<NodeId> {
    let parameters = tail.parameters();
    let mut layers = parameters.chunks_exact(2);
    let mut source = |shape: &ConvShape| match layers.next() {
        Some([weights, bias]) => Ok((weights.to_vec(), bias.to_vec())),
        _ => Err(damaged(&shape.name)),
    };
    let value = block(builder, prefix, &last_block_shape(), activations, &mut source)?;
    let head = head_shape();
    let value = activated(builder, prefix, &head, value, &mut source)?;
    Ok(builder.add(&format!("{prefix}feature"), Operation::MeanPool, &[value], &[head.output]))
}

/// An inverted bottleneck.
fn block(
    builder: &mut Builder,
    prefix: &str,
    shape: &BlockShape,
    input: NodeId,
    source: Source,
) -> Result<NodeId> {
    let mut value = input;
    if let Some(expand) = &shape.expand {
        value = activated(builder, prefix, expand, value, source)?;
    }
    value = activated(builder, prefix, &shape.depthwise, value, source)?;
    value = convolution(builder, prefix, &shape.project, value, source)?;
    if !shape.residual {
        return Ok(value);
    }
    let size = builder.shape(value).to_vec();
    let name = format!("{prefix}{}.sum", shape.project.name);
    Ok(builder.add(&name, Operation::Add, &[value, input], &size))
}

/// A convolution and its ReLU6.
fn activated(
    builder: &mut Builder,
    prefix: &str,
    shape: &ConvShape,
    input: NodeId,
    source: Source,
) -> Result<NodeId> {
    let value = convolution(builder, prefix, shape, input, source)?;
    let size = builder.shape(value).to_vec();
    Ok(builder.add(&format!("{prefix}{}.relu6", shape.name), Operation::Relu6, &[value], &size))
}

fn convolution(
    builder: &mut Builder,
    prefix: &str,
    shape: &ConvShape,
    input: NodeId,
    source: Source,
) -> Result<NodeId> {
    let (weights, bias) = source(shape)?;
    let expected: usize = shape.weight_shape().iter().product();
    let &[length, _, channels] = builder.shape(input) else { return Err(damaged(&shape.name)) };
    if weights.len() != expected || bias.len() != shape.output || channels != shape.input {
        return Err(damaged(&shape.name));
    }
    let output = length.div_ceil(shape.stride);
    let convolution = Convolution { shape: shape.clone(), padding: shape.padding(length), weights, bias };
    let name = format!("{prefix}{}", shape.name);
    let size = [output, output, shape.output];
    Ok(builder.add(&name, Operation::Convolution(convolution), &[input], &size))
}
