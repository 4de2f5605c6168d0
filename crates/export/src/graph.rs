//! The classifier as a graph of operations, independent of any file format.
//!
//! The operations are those of the network and the classifier, not of a format: a writer expands each of them, and lays
//! out tensors as its format wants them. The graph begins with ready views, because not every format can hold what
//! turns a photo into views.
//!
//! A value's shape is that of one photo; a writer adds the dimension of the batch. The centre view has one of two sizes,
//! which depends on the photo: shapes are those of the larger one, and nothing else depends on it.

mod network;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use handlens_core::config::{LARGE_VIEW_SIDE, VECTOR_NORM, VIEW_SIDE};
use handlens_core::metrics::unknown::{NEIGHBOURS, UnknownScore};
use handlens_core::{Error, Result, msg};
use handlens_vision::model::FEATURE;
use handlens_vision::model::shapes::ConvShape;
use handlens_vision::model::weights::Weights;
use handlens_vision::photo::{VIEWS, View};

use crate::classifier::{LinearHead, TrainedClassifier, UnknownDetector};
use network::{Convolutions, Layers};

/// A node of a [`Graph`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeId(usize);

impl NodeId {
    /// Its place in [`Graph::nodes`].
    pub fn index(self) -> usize {
        self.0
    }
}

/// An operation with its one result.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Name of the operation and of its result, different for each node.
    pub name: String,
    /// What is computed.
    pub operation: Operation,
    /// From which nodes, all of them earlier ones.
    pub inputs: Vec<NodeId>,
    /// Shape of the result for one view or photo: `[height, width, channels]` or `[values]`; empty for one number.
    pub shape: Vec<usize>,
}

/// What a node computes.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// An input: this view, `[side, side, 3]`, with values 0 to 255. The whole frame has a side of 224, the centre one of
    /// 288 or 224: see [`Photo::view`](handlens_vision::photo::Photo::view).
    View(View),
    /// The only preprocessing of pixels, see [`preprocess`](handlens_vision::model::preprocess).
    Standardise,
    /// A convolution with bias.
    Convolution(Rc<Convolution>),
    /// Limits values to 0 to 6.
    Relu6,
    /// The sum of two inputs.
    Add,
    /// The mean over all pixels: `[height, width, C]` → `[C]`.
    MeanPool,
    /// The square root. The input is never negative.
    SquareRoot,
    /// Scales to this Euclidean norm. Zeros stay zeros: the norm that it divides by is at least [`SMALLEST_NORM`].
    Normalise {
        /// Norm of the result.
        norm: f32,
    },
    /// One input after the other.
    Concatenate,
    /// `input · weights + bias`.
    Linear(LinearHead),
    /// Calibrated probabilities from logits: the logarithm of their softmax, at least [`SMALLEST_LOGARITHM`], divided by
    /// the temperature; and of that the softmax.
    TemperedSoftmax {
        /// The temperature.
        temperature: f32,
    },
    /// Mean Euclidean distance of a vector to the nearest of others: `[D]` → one number.
    MeanNearestDistance {
        /// `[N, D]`, row-major.
        others: Vec<f32>,
        /// How many of the nearest count; at most N.
        nearest: usize,
    },
    /// The unknown score, from probabilities and the distance to the nearest photos; see [`UnknownScore::of`].
    UnknownScore(UnknownScore),
    /// Whether a number reaches a threshold, which may be infinite.
    AtLeast {
        /// The threshold.
        threshold: f32,
    },
}

/// A convolution. Several nodes may share one.
#[derive(Debug, Clone, PartialEq)]
pub struct Convolution {
    /// Name of its parameters.
    pub name: String,
    /// Channels, kernel, stride; and whether each channel is convolved separately.
    pub shape: ConvShape,
    /// Pixels of zeros before and after, the same in both directions.
    pub padding: (usize, usize),
    /// As [`ConvShape::weight_shape`] says, row-major.
    pub weights: Vec<f32>,
    /// `[output]`.
    pub bias: Vec<f32>,
}

/// Smallest norm that [`Operation::Normalise`] divides by, about 10⁻¹⁹: the root of [`f32::MIN_POSITIVE`].
pub const SMALLEST_NORM: f32 = 1.084_202_2e-19;
/// Smallest logarithm of a probability: that of [`f32::MIN_POSITIVE`].
pub const SMALLEST_LOGARITHM: f32 = -87.336_54;

/// The classifier as operations, in an order in which they can be computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    nodes: Vec<Node>,
    class_names: Vec<String>,
    probabilities: NodeId,
    unknown: Option<UnknownNodes>,
}

/// The results that say whether a photo belongs to none of the classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownNodes {
    /// The unknown score.
    pub score: NodeId,
    /// Whether it reaches the threshold.
    pub verdict: NodeId,
}

impl Graph {
    /// The page's own answer: two views → the network → the combined vector, also by the tuned layers if there are any →
    /// head → temperature → unknown score.
    ///
    /// # Errors
    ///
    /// When the weights lack a tensor, or it has another shape.
    pub fn new(classifier: TrainedClassifier, weights: &Weights) -> Result<Self> {
        let TrainedClassifier { class_names, head, temperature, tuned, unknown } = classifier;
        let mut builder = Builder::default();
        let pretrained = Convolutions::pretrained(weights)?;
        let tuned = tuned.map(|tail| Convolutions::tuned(TUNED, &tail)).transpose()?;
        let (mut of_pretrained, mut of_tuned) = (Vec::new(), Vec::new());
        for view in VIEWS {
            let (name, side) = match view {
                View::Centre => ("centre", LARGE_VIEW_SIDE),
                View::Whole => ("whole", VIEW_SIDE),
            };
            let input = builder.add(name, Operation::View(view), &[], &[side, side, 3]);
            let (prefix, convolutions) = (format!("{name}."), &pretrained);
            let mut layers = Layers { builder: &mut builder, prefix, convolutions };
            let activations = layers.before_last(input)?;
            of_pretrained.push(unit_feature(&mut layers, activations)?);
            if let Some(convolutions) = &tuned {
                let prefix = format!("{name}.{TUNED}");
                let mut layers = Layers { builder: &mut builder, prefix, convolutions };
                of_tuned.push(unit_feature(&mut layers, activations)?);
            }
        }
        let vector = combined(&mut builder, "", &of_pretrained);
        let input = if of_tuned.is_empty() {
            vector
        } else {
            let tuned = combined(&mut builder, TUNED, &of_tuned);
            builder.add("vectors", Operation::Concatenate, &[vector, tuned], &[2 * FEATURE])
        };
        let classes = class_names.len();
        let logits = builder.add("logits", Operation::Linear(head), &[input], &[classes]);
        let softmax = Operation::TemperedSoftmax { temperature };
        let probabilities = builder.add("answer", softmax, &[logits], &[classes]);
        let unknown = unknown.map(|detector| builder.add_unknown(detector, vector, probabilities));
        Ok(Self { nodes: builder.nodes, class_names, probabilities, unknown })
    }

    /// All nodes; the inputs of each come before it.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Names of the classes, `[C]`, in the order of the probabilities.
    pub fn class_names(&self) -> &[String] {
        &self.class_names
    }

    /// The result that answers: calibrated probabilities `[C]`.
    pub fn probabilities(&self) -> NodeId {
        self.probabilities
    }

    /// The results that say whether a photo belongs to none of the classes, if the classifier knows that.
    pub fn unknown(&self) -> Option<UnknownNodes> {
        self.unknown
    }
}

/// Prefix of the names of what the tuned layers compute.
const TUNED: &str = "tuned.";

/// The square root of a view's feature, scaled to a norm of 1, from the activations before the last layers.
fn unit_feature(layers: &mut Layers, activations: NodeId) -> Result<NodeId> {
    let feature = layers.last(activations)?;
    let roots = layers.add("feature.root", Operation::SquareRoot, &[feature], &[FEATURE]);
    Ok(layers.add("feature.unit", Operation::Normalise { norm: 1.0 }, &[roots], &[FEATURE]))
}

/// The vector of a photo from the [`unit_feature`]s of its views, as
/// `handlens_classifier::train::feature::combine` computes it.
fn combined(builder: &mut Builder, prefix: &str, views: &[NodeId]) -> NodeId {
    let sum = builder.add(&format!("{prefix}feature.sum"), Operation::Add, views, &[FEATURE]);
    let norm = Operation::Normalise { norm: VECTOR_NORM };
    builder.add(&format!("{prefix}vector"), norm, &[sum], &[FEATURE])
}

/// Nodes so far.
#[derive(Default)]
struct Builder {
    nodes: Vec<Node>,
}

impl Builder {
    fn add(&mut self, name: &str, operation: Operation, inputs: &[NodeId], shape: &[usize]) -> NodeId {
        let id = NodeId(self.nodes.len());
        let (inputs, shape) = (inputs.to_vec(), shape.to_vec());
        self.nodes.push(Node { name: name.to_owned(), operation, inputs, shape });
        id
    }

    fn shape(&self, node: NodeId) -> &[usize] {
        &self.nodes[node.0].shape
    }

    fn add_unknown(
        &mut self,
        detector: UnknownDetector,
        vector: NodeId,
        probabilities: NodeId,
    ) -> UnknownNodes {
        let nearest = NEIGHBOURS.min(detector.photos());
        let UnknownDetector { score, threshold, vectors } = detector;
        let distance = Operation::MeanNearestDistance { others: vectors, nearest };
        let distance = self.add("distance", distance, &[vector], &[]);
        let score =
            self.add("unknown_score", Operation::UnknownScore(score), &[probabilities, distance], &[]);
        let at_least = Operation::AtLeast { threshold };
        UnknownNodes { score, verdict: self.add("unknown", at_least, &[score], &[]) }
    }
}

/// The error for weights that are not those of the network.
fn damaged(name: &str) -> Error {
    Error::model(msg!("model-damaged")).with_detail(name)
}
