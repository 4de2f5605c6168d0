//! The graph, computed node by node, answers as the page's own pipeline does.

#![cfg(not(target_arch = "wasm32"))]

#[path = "../../../tests/fixtures/vision.rs"]
mod vision;

use half::f16;
use handlens_classifier::metrics::unknown::distance;
use handlens_classifier::predictor::{Answer, Predictor};
use handlens_classifier::train::Head;
use handlens_classifier::train::feature::combine;
use handlens_core::metrics::softmax;
use handlens_core::metrics::unknown::UnknownScore;
use handlens_export::classifier::{LinearHead, TrainedClassifier, UnknownDetector};
use handlens_export::graph::{Convolution, Graph, Node, Operation, SMALLEST_LOGARITHM, SMALLEST_NORM};
use handlens_tuning::run::tuned_vector;
use handlens_vision::model::cpu::InferenceNetwork;
use handlens_vision::model::cpu::tail::Tail;
use handlens_vision::model::preprocess::normalised;
use handlens_vision::model::{FEATURE, ViewOutput};
use handlens_vision::photo::View;

/// The values of a batch: one list for each view or photo.
type Batch = Vec<Vec<f32>>;

const CLASSES: usize = 4;
const PHOTOS: usize = 7;
/// The network's kernels add in another order than this file does.
const NEAR: f32 = 1e-4;

/// Computes all nodes from the views of one photo.
fn compute(graph: &Graph, views: &[Vec<f32>; 2]) -> Vec<Batch> {
    let mut results: Vec<Batch> = Vec::new();
    for node in graph.nodes() {
        let inputs: Vec<&Batch> = node.inputs.iter().map(|input| &results[input.index()]).collect();
        let of_first =
            |step: &dyn Fn(&[f32]) -> Vec<f32>| inputs[0].iter().map(|values| step(values)).collect();
        let result: Batch = match &node.operation {
            Operation::View(view) => vec![views[usize::from(*view == View::Whole)].clone()],
            Operation::Convolution(convolution) => {
                let size = graph.nodes()[node.inputs[0].index()].shape[0];
                of_first(&|values| convolve(values, size, convolution))
            }
            Operation::MeanPool => of_first(&|values| mean_of_pixels(values, node)),
            Operation::Standardise => of_first(&|values| values.iter().copied().map(normalised).collect()),
            Operation::Relu6 => {
                of_first(&|values| values.iter().map(|value| value.clamp(0.0, 6.0)).collect())
            }
            Operation::SquareRoot => of_first(&|values| values.iter().map(|value| value.sqrt()).collect()),
            Operation::Normalise { norm } => of_first(&|values| {
                let length = values.iter().map(|value| value * value).sum::<f32>().sqrt().max(SMALLEST_NORM);
                values.iter().map(|value| norm * value / length).collect()
            }),
            Operation::Add => {
                (0..inputs[0].len()).map(|row| sum(&[&inputs[0][row], &inputs[1][row]])).collect()
            }
            Operation::Concatenate => {
                (0..inputs[0].len()).map(|row| [&*inputs[0][row], &*inputs[1][row]].concat()).collect()
            }
            Operation::Linear(LinearHead { weights, bias }) => of_first(&|values| {
                let class = |class: usize| values.iter().zip(weights[class..].iter().step_by(bias.len()));
                let product = |of: usize| class(of).map(|(value, weight)| value * weight).sum::<f32>();
                bias.iter().enumerate().map(|(class, bias)| bias + product(class)).collect()
            }),
            Operation::TemperedSoftmax { temperature } => of_first(&|values| {
                let logarithms = softmax(values).into_iter().map(f32::ln);
                softmax(
                    &logarithms.map(|value| value.max(SMALLEST_LOGARITHM) / temperature).collect::<Vec<_>>(),
                )
            }),
            Operation::MeanNearestDistance { others, nearest } => of_first(&|values| {
                let squares =
                    |other: &[f32]| values.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum::<f32>();
                let mut distances: Vec<f32> =
                    others.chunks(values.len()).map(|other| squares(other).sqrt()).collect();
                distances.sort_by(f32::total_cmp);
                vec![distances[..*nearest].iter().sum::<f32>() / *nearest as f32]
            }),
            Operation::UnknownScore(score) => {
                let doubt = |of_photo: &Vec<f32>| 1.0 - of_photo.iter().copied().fold(0.0, f32::max);
                let pairs = inputs[0].iter().zip(inputs[1]);
                pairs.map(|(of_photo, far)| vec![score.of(doubt(of_photo), far[0])]).collect()
            }
            Operation::AtLeast { threshold } => {
                of_first(&|values| vec![if values[0] >= *threshold { 1.0 } else { 0.0 }])
            }
        };
        let length: usize = node.shape.iter().product();
        assert!(result.iter().all(|values| values.len() == length), "{} is {:?}", node.name, node.shape);
        results.push(result);
    }
    results
}

fn sum(rows: &[&Vec<f32>]) -> Vec<f32> {
    (0..rows[0].len()).map(|place| rows.iter().map(|row| row[place]).sum()).collect()
}

fn mean_of_pixels(values: &[f32], node: &Node) -> Vec<f32> {
    let channels = node.shape[0];
    let pixels = values.len() / channels;
    (0..channels)
        .map(|channel| values[channel..].iter().step_by(channels).sum::<f32>() / pixels as f32)
        .collect()
}

/// `[size, size, input]` → `[output side, output side, output]`, by the definition of a convolution.
fn convolve(values: &[f32], size: usize, convolution: &Convolution) -> Vec<f32> {
    let Convolution { shape, padding: (before, after), weights, bias, .. } = convolution;
    let (kernel, taps) = (shape.kernel, shape.kernel * shape.kernel);
    let length = (size + before + after - kernel) / shape.stride + 1;
    // For each tap, the weights of all outputs side by side: `[taps, input / groups, output]`.
    let inputs = shape.weight_shape()[1];
    let of_tap = |tap: usize| (0..inputs).map(move |input| input * taps + tap);
    let of_outputs = |first: usize| weights[first..].iter().step_by(inputs * taps).copied();
    let by_tap: Vec<f32> = (0..taps).flat_map(of_tap).flat_map(of_outputs).collect();
    let mut result = Vec::with_capacity(length * length * shape.output);
    for (y, x) in (0..length).flat_map(|y| (0..length).map(move |x| (y, x))) {
        let mut sums = bias.clone();
        for tap in 0..taps {
            let (top, left) = (y * shape.stride + tap / kernel, x * shape.stride + tap % kernel);
            let inside = |place: usize| (*before..size + before).contains(&place);
            if !inside(top) || !inside(left) {
                continue;
            }
            let pixel = &values[((top - before) * size + left - before) * shape.input..][..shape.input];
            let weights = &by_tap[tap * inputs * shape.output..][..inputs * shape.output];
            if shape.depthwise {
                add_products(&mut sums, pixel.iter().zip(weights));
                continue;
            }
            for (value, weights) in pixel.iter().zip(weights.chunks_exact(shape.output)) {
                add_products(&mut sums, std::iter::repeat(value).zip(weights));
            }
        }
        result.extend(sums);
    }
    result
}

fn add_products<'a>(sums: &mut [f32], factors: impl Iterator<Item = (&'a f32, &'a f32)>) {
    sums.iter_mut().zip(factors).for_each(|(sum, (value, weight))| *sum += value * weight);
}

/// Values that resemble those of a trained head.
fn head(inputs: usize, random: &mut fastrand::Rng) -> LinearHead {
    let mut some = |count: usize| (0..count).map(|_| 0.4 * (random.f32() - 0.5)).collect();
    LinearHead { weights: some(inputs * CLASSES), bias: some(CLASSES) }
}

#[test]
fn the_graph_answers_as_the_page_does_with_and_without_tuned_layers() {
    let weights = vision::weights();
    let network = InferenceNetwork::load(&weights).expect("the committed weights");
    let mut random = fastrand::Rng::with_seed(5);
    let views = vision::photo("network/coffee.png").views().expect("two views");
    let outputs = network.outputs(&views).expect("features");
    let vector = combine(&[&outputs[0].feature, &outputs[1].feature]);
    let moved = |vector: &Vec<f32>, random: &mut fastrand::Rng| -> Vec<f32> {
        vector.iter().map(|value| value + 0.4 * random.f32()).collect()
    };
    let photos: Vec<f32> = (0..PHOTOS).flat_map(|_| moved(&vector, &mut random)).collect();
    let score = UnknownScore::new(&[0.1, 0.3, 0.2], &[6.0, 8.0, 7.5]).expect("three photos");
    let mut tail = Tail::load(&weights).expect("the last layers");
    for parameter in tail.parameters_mut().into_iter().flatten() {
        *parameter *= 0.8 + 0.4 * random.f32();
    }

    for tuned in [None, Some(tail.rounded())] {
        let head = head(FEATURE * if tuned.is_some() { 2 } else { 1 }, &mut random);
        let of_head = Head::new(head.weights.clone(), head.bias.clone()).expect("the lengths fit");
        let predictor = Predictor { head: of_head, temperature: 0.7, unknown: Some(score) };
        let of_tuned =
            tuned.as_ref().map_or_else(Vec::new, |tail| tuned_vector(&tail.pack(), &halves(&outputs)));
        let far = distance(&vector, photos.chunks_exact(FEATURE));
        let Answer { probabilities, unknown } = predictor.answer(&[vector.clone(), of_tuned].concat(), far);
        let unknown = unknown.expect("there is a score");
        let (threshold, verdict) = if tuned.is_some() { (unknown + 0.1, 0.0) } else { (unknown - 0.1, 1.0) };
        let names = (0..CLASSES).map(|class| class.to_string()).collect();
        let detector = UnknownDetector { score, threshold, vectors: photos.clone() };
        let classifier = TrainedClassifier::new(names, head, 0.7, tuned, Some(detector));
        let graph = Graph::new(classifier.expect("the sizes match"), &weights).expect("the weights fit");
        let results = compute(&graph, &views);
        let found = &results[graph.probabilities().index()][0];
        for (found, expected) in found.iter().zip(&probabilities) {
            assert!((found - expected).abs() < NEAR, "{found} {expected}");
        }
        let nodes = graph.unknown().expect("a score");
        assert!((results[nodes.score.index()][0][0] - unknown).abs() < 1e-3);
        assert!((results[nodes.verdict.index()][0][0] - verdict).abs() < f32::EPSILON);
    }
}

/// Activations as the page keeps them.
fn halves(outputs: &[ViewOutput]) -> Vec<Vec<f16>> {
    let of_view =
        |output: &ViewOutput| output.activations.iter().map(|value| f16::from_f32(*value)).collect();
    outputs.iter().map(of_view).collect()
}
