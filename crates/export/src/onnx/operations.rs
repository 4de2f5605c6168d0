//! Each operation of the graph in standard operators. Images are `[batch, channels, height, width]`.

use handlens_core::metrics::unknown::{Distribution, UnknownScore};
use handlens_vision::model::preprocess::{HALF_RANGE, MIDDLE};
use handlens_vision::photo::View;

use super::schema::AttributeProto;
use super::writer::{Writer, real, whole, wholes};
use crate::classifier::LinearHead;
use crate::graph::{Convolution, Graph, Node, NodeId, Operation, SMALLEST_LOGARITHM, SMALLEST_NORM};

/// The names of a graph's results in the file.
pub(super) struct Results(Vec<String>);

impl Results {
    pub(super) fn name(&self, node: NodeId) -> &str {
        self.0.get(node.index()).map_or("", String::as_str)
    }
}

/// Adds all operations. `views` are the names of the views in the order of `VIEWS`, each `[batch, 3, side, side]`.
pub(super) fn operations(writer: &mut Writer, graph: &Graph, views: &[String; 2]) -> Results {
    let mut results = Results(Vec::with_capacity(graph.nodes().len()));
    for node in graph.nodes() {
        let inputs: Vec<&str> = node.inputs.iter().map(|input| results.name(*input)).collect();
        let result = operation(writer, node, &inputs, views);
        results.0.push(result);
    }
    results
}

fn operation(
    writer: &mut Writer,
    node: &Node,
    inputs: &[&str],
    [centre, whole_frame]: &[String; 2],
) -> String {
    let name = node.name.as_str();
    let input = inputs.first().copied().unwrap_or_default();
    match &node.operation {
        Operation::View(View::Centre) => centre.clone(),
        Operation::View(View::Whole) => whole_frame.clone(),
        Operation::Standardise => {
            let (middle, half_range) = (writer.number(MIDDLE), writer.number(HALF_RANGE));
            let centred = writer.add("Sub", &[input, &middle], &format!("{name}.centred"));
            writer.add("Div", &[&centred, &half_range], name)
        }
        Operation::Convolution(convolution) => convolve(writer, name, input, convolution),
        Operation::Relu6 => {
            let (least, most) = (writer.number(0.0), writer.number(6.0));
            writer.add("Clip", &[input, &least, &most], name)
        }
        Operation::Add => writer.add("Add", inputs, name),
        Operation::MeanPool => {
            let axes = writer.indices(&[2, 3]);
            writer.add_with("ReduceMean", &[input, &axes], dropped(), name)
        }
        Operation::SquareRoot => writer.add("Sqrt", &[input], name),
        Operation::Normalise { norm } => normalise(writer, name, input, *norm),
        Operation::Concatenate => writer.add_with("Concat", inputs, vec![whole("axis", 1)], name),
        Operation::Linear(LinearHead { weights, bias }) => {
            let classes = bias.len();
            let rows = weights.len() / classes.max(1);
            let weights = writer.floats(&format!("{name}.weights"), &[rows, classes], weights);
            let bias = writer.floats(&format!("{name}.bias"), &[classes], bias);
            writer.add("Gemm", &[input, &weights, &bias], name)
        }
        Operation::TemperedSoftmax { temperature } => {
            let last = || vec![whole("axis", -1)];
            let (floor, temperature) = (writer.number(SMALLEST_LOGARITHM), writer.number(*temperature));
            let logarithms = writer.add_with("LogSoftmax", &[input], last(), &format!("{name}.logarithms"));
            let bounded = writer.add("Max", &[&logarithms, &floor], &format!("{name}.bounded"));
            let tempered = writer.add("Div", &[&bounded, &temperature], &format!("{name}.tempered"));
            writer.add_with("Softmax", &[&tempered], last(), name)
        }
        Operation::MeanNearestDistance { others, nearest } => distance(writer, name, input, others, *nearest),
        Operation::UnknownScore(score) => unknown_score(writer, name, inputs, *score),
        Operation::AtLeast { threshold } => {
            let threshold = writer.number(*threshold);
            writer.add("GreaterOrEqual", &[input, &threshold], name)
        }
    }
}

/// The attribute of a reduction whose dimensions disappear.
fn dropped() -> Vec<AttributeProto> {
    vec![whole("keepdims", 0)]
}

/// The attribute of a reduction whose dimensions stay, with size 1.
fn kept() -> Vec<AttributeProto> {
    vec![whole("keepdims", 1)]
}

fn convolve(writer: &mut Writer, name: &str, input: &str, convolution: &Convolution) -> String {
    let Convolution { name: parameters, shape, padding: (before, after), weights, bias } = convolution;
    let (before, after, stride) = (*before as i64, *after as i64, shape.stride as i64);
    let attributes = vec![
        wholes("kernel_shape", &[shape.kernel as i64; 2]),
        wholes("strides", &[stride; 2]),
        wholes("pads", &[before, before, after, after]),
        whole("group", if shape.depthwise { shape.input as i64 } else { 1 }),
    ];
    // The parameters come from f16, so that storing them as such loses nothing.
    let weights = writer.halves(&format!("{parameters}.weights"), &shape.weight_shape(), weights);
    let bias = writer.halves(&format!("{parameters}.bias"), &[shape.output], bias);
    writer.add_with("Conv", &[input, &weights, &bias], attributes, name)
}

fn normalise(writer: &mut Writer, name: &str, input: &str, norm: f32) -> String {
    let last = writer.indices(&[-1]);
    let (floor, norm) = (writer.number(SMALLEST_NORM), writer.number(norm));
    let length = writer.add_with("ReduceL2", &[input, &last], kept(), &format!("{name}.length"));
    let length = writer.add("Max", &[&length, &floor], &format!("{name}.divisor"));
    let unit = writer.add("Div", &[input, &length], &format!("{name}.divided"));
    writer.add("Mul", &[&unit, &norm], name)
}

/// Squared distances are |a|² + |b|² − 2 a · b: one product of matrices however many photos there are, without a
/// difference of each pair.
fn distance(writer: &mut Writer, name: &str, input: &str, others: &[f32], nearest: usize) -> String {
    let named = |step: &str| format!("{name}.{step}");
    let values = handlens_vision::model::FEATURE;
    let photos = others.len() / values;
    let vectors = writer.halves(&named("vectors"), &[photos, values], others);
    let last = writer.indices(&[-1]);
    let of_others =
        writer.add_with("ReduceSumSquare", &[&vectors, &last], dropped(), &named("vectors.squares"));
    let products = vec![real("alpha", -2.0), whole("transB", 1)];
    let difference = writer.add_with("Gemm", &[input, &vectors, &of_others], products, &named("difference"));
    let of_photo = writer.add_with("ReduceSumSquare", &[input, &last], kept(), &named("squares"));
    let squares = writer.add("Add", &[&difference, &of_photo], &named("squared"));
    let zero = writer.number(0.0);
    let squares = writer.add("Max", &[&squares, &zero], &named("squared.bounded"));
    let squares = writer.nearest(&squares, nearest, &named("nearest.squared"));
    let distances = writer.add("Sqrt", &[&squares], &named("nearest"));
    writer.add_with("ReduceMean", &[&distances, &last], dropped(), name)
}

fn unknown_score(writer: &mut Writer, name: &str, inputs: &[&str], score: UnknownScore) -> String {
    let [probabilities, distance] = inputs else { return name.to_owned() };
    let (last, one) = (writer.indices(&[-1]), writer.number(1.0));
    let largest =
        writer.add_with("ReduceMax", &[probabilities, &last], dropped(), &format!("{name}.largest"));
    let doubt = writer.add("Sub", &[&one, &largest], &format!("{name}.doubt"));
    let doubt = standardised(writer, &doubt, score.doubt());
    let distance = standardised(writer, distance, score.distance());
    writer.add("Add", &[&doubt, &distance], name)
}

fn standardised(writer: &mut Writer, value: &str, distribution: Distribution) -> String {
    let (mean, spread) = (writer.number(distribution.mean), writer.number(distribution.spread));
    let above = writer.add("Sub", &[value, &mean], &format!("{value}.above_mean"));
    writer.add("Div", &[&above, &spread], &format!("{value}.standardised"))
}
