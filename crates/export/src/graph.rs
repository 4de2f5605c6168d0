//! The classifier as a graph of operations, independent of any file format.
//!
//! The operations are those of the network and the classifier, not of a format: a writer expands each of them, and lays
//! out tensors as its format wants them. The graph begins with ready views, because not every format can hold what
//! turns a photo into views.
//!
//! A value's shape is that of one view or photo; a writer adds the dimension of the batch. Up to
//! [`Operation::SumViews`] a batch consists of views, two for each photo, after it of photos.

mod network;
#[cfg(test)]
mod tests;

use handlens_core::config::{VECTOR_NORM, VIEW_SIDE};
use handlens_core::metrics::unknown::{NEIGHBOURS, UnknownScore};
use handlens_core::{Error, Result, msg};
use handlens_vision::model::FEATURE;
use handlens_vision::model::cpu::tail::Tail;
use handlens_vision::model::shapes::ConvShape;
use handlens_vision::model::weights::Weights;

use crate::classifier::{LinearHead, TrainedClassifier, UnknownDetector};

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
    /// The input: views `[224, 224, 3]`, with values 0 to 255.
    Views,
    /// The only preprocessing of pixels, see [`preprocess`](handlens_vision::model::preprocess).
    Standardise,
    /// A convolution with bias.
    Convolution(Convolution),
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
    /// The sum of each photo's views, which lie one after the other in the batch.
    SumViews {
        /// Number of views.
        views: usize,
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

/// A convolution.
#[derive(Debug, Clone, PartialEq)]
pub struct Convolution {
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
/// Views of a photo.
pub const VIEWS: usize = handlens_vision::photo::VIEWS.len();

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
        let views = builder.add("views", Operation::Views, &[], &[VIEW_SIDE, VIEW_SIDE, 3]);
        let activations = network::before_last_layers(&mut builder, views, weights)?;
        let feature = network::last_layers(&mut builder, "", activations, &Tail::load(weights)?)?;
        let vector = combined(&mut builder, "", feature);
        let input = match tuned {
            None => vector,
            Some(tuned) => {
                let feature = network::last_layers(&mut builder, TUNED, activations, &tuned)?;
                let tuned = combined(&mut builder, TUNED, feature);
                builder.add("vectors", Operation::Concatenate, &[vector, tuned], &[2 * FEATURE])
            }
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

/// The vector of a photo from the features of its views, as
/// `handlens_classifier::train::feature::combine` computes it.
fn combined(builder: &mut Builder, prefix: &str, feature: NodeId) -> NodeId {
    let mut step = |name: &str, operation, input| {
        builder.add(&format!("{prefix}{name}"), operation, &[input], &[FEATURE])
    };
    let roots = step("feature.root", Operation::SquareRoot, feature);
    let unit = step("feature.unit", Operation::Normalise { norm: 1.0 }, roots);
    let sum = step("feature.sum", Operation::SumViews { views: VIEWS }, unit);
    step("vector", Operation::Normalise { norm: VECTOR_NORM }, sum)
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
