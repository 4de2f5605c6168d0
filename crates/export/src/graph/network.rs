//! The network's layers as nodes, built from its shapes.

use std::collections::HashMap;
use std::rc::Rc;

use handlens_core::Result;
use handlens_vision::model::TOTAL_STRIDE;
use handlens_vision::model::cpu::tail::Tail;
use handlens_vision::model::shapes::{
    BlockShape, ConvShape, block_shapes, head_shape, last_block_shape, stem_shape,
};
use handlens_vision::model::weights::Weights;

use super::{Builder, Convolution, NodeId, Operation, damaged};

/// The convolutions of some layers by the names of their shapes. Both views share them.
pub(super) struct Convolutions(HashMap<String, Rc<Convolution>>);

impl Convolutions {
    /// Those of the pretrained network.
    pub(super) fn pretrained(weights: &Weights) -> Result<Self> {
        let (stem, blocks, head) = (stem_shape(), block_shapes(), head_shape());
        let of_blocks = blocks.iter().flat_map(of_block);
        let parameters = |shape: &ConvShape| {
            let kernels = weights.tensor(&format!("{}.weight", shape.name), &shape.weight_shape())?;
            Ok((kernels, weights.tensor(&format!("{}.bias", shape.name), &[shape.output])?))
        };
        Self::new("", [&stem].into_iter().chain(of_blocks).chain([&head]), parameters)
    }

    /// Those of tuned last layers. `prefix` keeps the names of their parameters apart from the pretrained ones'.
    pub(super) fn tuned(prefix: &str, tail: &Tail) -> Result<Self> {
        let parameters = tail.parameters();
        let mut layers = parameters.chunks_exact(2);
        let (block, head) = (last_block_shape(), head_shape());
        Self::new(prefix, of_block(&block).chain([&head]), |shape| match layers.next() {
            Some([weights, bias]) => Ok((weights.to_vec(), bias.to_vec())),
            _ => Err(damaged(&shape.name)),
        })
    }

    fn new<'a>(
        prefix: &str,
        shapes: impl Iterator<Item = &'a ConvShape>,
        mut parameters: impl FnMut(&ConvShape) -> Result<(Vec<f32>, Vec<f32>)>,
    ) -> Result<Self> {
        let mut convolutions = HashMap::new();
        for shape in shapes {
            let (weights, bias) = parameters(shape)?;
            if weights.len() != shape.weight_shape().iter().product::<usize>() || bias.len() != shape.output {
                return Err(damaged(&shape.name));
            }
            // Every layer's input has an even side, or the convolution has no stride: so the padding is always this.
            let padding = shape.padding(TOTAL_STRIDE);
            let name = format!("{prefix}{}", shape.name);
            let convolution = Convolution { name, shape: shape.clone(), padding, weights, bias };
            convolutions.insert(shape.name.clone(), Rc::new(convolution));
        }
        Ok(Self(convolutions))
    }

    fn of(&self, shape: &ConvShape) -> Result<Rc<Convolution>> {
        self.0.get(&shape.name).cloned().ok_or_else(|| damaged(&shape.name))
    }
}

fn of_block(block: &BlockShape) -> impl Iterator<Item = &ConvShape> {
    block.expand.iter().chain([&block.depthwise, &block.project])
}

/// The nodes of some layers for one view.
pub(super) struct Layers<'a> {
    pub(super) builder: &'a mut Builder,
    /// Keeps the names of one view's nodes apart from the other's.
    pub(super) prefix: String,
    pub(super) convolutions: &'a Convolutions,
}

impl Layers<'_> {
    /// From a view to the activations before the last layers.
    pub(super) fn before_last(&mut self, view: NodeId) -> Result<NodeId> {
        let shape = self.builder.shape(view).to_vec();
        let mut value = self.add("standardised", Operation::Standardise, &[view], &shape);
        value = self.activated(&stem_shape(), value)?;
        let last = last_block_shape();
        for shape in block_shapes().iter().filter(|shape| **shape != last) {
            value = self.block(shape, value)?;
        }
        Ok(value)
    }

    /// From the activations before the last layers to the feature, `[1280]`.
    pub(super) fn last(&mut self, activations: NodeId) -> Result<NodeId> {
        let value = self.block(&last_block_shape(), activations)?;
        let head = head_shape();
        let value = self.activated(&head, value)?;
        Ok(self.add("feature", Operation::MeanPool, &[value], &[head.output]))
    }

    /// Adds a node whose name begins with the prefix.
    pub(super) fn add(
        &mut self,
        name: &str,
        operation: Operation,
        inputs: &[NodeId],
        shape: &[usize],
    ) -> NodeId {
        self.builder.add(&format!("{}{name}", self.prefix), operation, inputs, shape)
    }

    /// An inverted bottleneck.
    fn block(&mut self, shape: &BlockShape, input: NodeId) -> Result<NodeId> {
        let mut value = input;
        if let Some(expand) = &shape.expand {
            value = self.activated(expand, value)?;
        }
        value = self.activated(&shape.depthwise, value)?;
        value = self.convolution(&shape.project, value)?;
        if !shape.residual {
            return Ok(value);
        }
        let size = self.builder.shape(value).to_vec();
        Ok(self.add(&format!("{}.sum", shape.project.name), Operation::Add, &[value, input], &size))
    }

    /// A convolution and its ReLU6.
    fn activated(&mut self, shape: &ConvShape, input: NodeId) -> Result<NodeId> {
        let value = self.convolution(shape, input)?;
        let size = self.builder.shape(value).to_vec();
        Ok(self.add(&format!("{}.relu6", shape.name), Operation::Relu6, &[value], &size))
    }

    fn convolution(&mut self, shape: &ConvShape, input: NodeId) -> Result<NodeId> {
        let convolution = self.convolutions.of(shape)?;
        let &[length, _, channels] = self.builder.shape(input) else { return Err(damaged(&shape.name)) };
        if channels != shape.input {
            return Err(damaged(&shape.name));
        }
        let output = length.div_ceil(shape.stride);
        let size = [output, output, shape.output];
        Ok(self.add(&shape.name, Operation::Convolution(convolution), &[input], &size))
    }
}
