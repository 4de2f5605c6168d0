//! The graph has the network's shapes and parameters, and its nodes fit together.

use std::collections::HashMap;

use super::*;
use crate::classifier::LinearHead;
use handlens_vision::model::cpu::tail::Tail;

fn weights() -> Weights {
    let bytes = include_bytes!("../../../../www/model/efficientnet-lite0.safetensors").to_vec();
    Weights::new(bytes).expect("the committed weights")
}

fn classifier(tuned: Option<Tail>, photos: usize) -> TrainedClassifier {
    let inputs = FEATURE * if tuned.is_some() { 2 } else { 1 };
    let head = LinearHead { weights: vec![0.5; inputs * 3], bias: vec![0.0; 3] };
    let score = UnknownScore::new(&[0.1, 0.2], &[4.0, 5.0]).expect("two photos");
    let detector = UnknownDetector { score, threshold: 2.0, vectors: vec![0.5; photos * FEATURE] };
    let names = ["a", "b", "c"].map(str::to_owned).to_vec();
    TrainedClassifier::new(names, head, 1.0, tuned, (photos > 0).then_some(detector)).expect("sizes match")
}

/// The convolutions, each once however many nodes share it.
fn convolutions(graph: &Graph) -> HashMap<&str, &Convolution> {
    let all = graph.nodes().iter().filter_map(|node| match &node.operation {
        Operation::Convolution(convolution) => Some((convolution.name.as_str(), &**convolution)),
        _ => None,
    });
    all.collect()
}

fn parameters(graph: &Graph) -> usize {
    let all = convolutions(graph);
    all.values().map(|convolution| convolution.weights.len() + convolution.bias.len()).sum()
}

#[test]
fn every_node_comes_after_its_inputs_and_has_a_name_of_its_own() {
    let weights = weights();
    let tail = Tail::load(&weights).expect("the last layers");
    let graph = Graph::new(classifier(Some(tail), 7), &weights).expect("the weights fit");
    let mut names = std::collections::HashSet::new();
    for (place, node) in graph.nodes().iter().enumerate() {
        assert!(names.insert(&node.name), "{}", node.name);
        assert!(node.inputs.iter().all(|input| input.index() < place), "{}", node.name);
        let inputs: Vec<&Node> = node.inputs.iter().map(|input| &graph.nodes()[input.index()]).collect();
        match &node.operation {
            Operation::Add => assert!(inputs.iter().all(|input| input.shape == node.shape)),
            Operation::Convolution(convolution) => {
                let shape = &convolution.shape;
                assert_eq!(inputs[0].shape[2], shape.input);
                assert_eq!(node.shape[2], shape.output);
                assert_eq!(inputs[0].shape[0].div_ceil(shape.stride), node.shape[0]);
            }
            Operation::Linear(head) => assert_eq!(inputs[0].shape[0] * node.shape[0], head.weights.len()),
            _ => {}
        }
    }
    let of_name = |name: &str| graph.nodes().iter().find(|node| node.name == name).expect("a node");
    assert_eq!(of_name("whole.blocks.14.project").shape, [7, 7, 192]);
    assert_eq!(of_name("centre.blocks.14.project").shape, [9, 9, 192]);
    assert_eq!(of_name("whole.tuned.blocks.15.project").shape, [7, 7, 320]);
    assert_eq!(of_name("centre.tuned.feature").shape, [FEATURE]);
    assert_eq!(of_name("answer").shape, [3]);
}

#[test]
fn the_network_is_whole_and_the_last_layers_are_there_twice_if_they_are_tuned() {
    let weights = weights();
    let pretrained = Graph::new(classifier(None, 0), &weights).expect("the weights fit");
    let count = convolutions(&pretrained).len();
    assert_eq!(count, 1 + 2 + 15 * 3 + 1);
    let is_convolution = |node: &&Node| matches!(node.operation, Operation::Convolution(_));
    assert_eq!(pretrained.nodes().iter().filter(is_convolution).count(), 2 * count, "once for each view");
    assert!(pretrained.unknown().is_none());
    let tail = Tail::load(&weights).expect("the last layers");
    let tuned = Graph::new(classifier(Some(tail), 0), &weights).expect("the weights fit");
    assert_eq!(convolutions(&tuned).len(), count + 4);
    assert_eq!(parameters(&tuned), parameters(&pretrained) + Tail::parameter_count());
}

#[test]
fn of_few_photos_all_are_the_nearest() {
    let weights = weights();
    for (photos, expected) in [(1, 1), (4, 4), (5, 5), (6, 5)] {
        let graph = Graph::new(classifier(None, photos), &weights).expect("the weights fit");
        let nearest = graph.nodes().iter().find_map(|node| match &node.operation {
            Operation::MeanNearestDistance { nearest, .. } => Some(*nearest),
            _ => None,
        });
        assert_eq!(nearest, Some(expected));
    }
}

#[test]
fn the_smallest_values_are_those_that_the_page_computes_with() {
    assert!((SMALLEST_NORM / f32::MIN_POSITIVE.sqrt() - 1.0).abs() < 1e-6);
    assert!((SMALLEST_LOGARITHM - f32::MIN_POSITIVE.ln()).abs() < 1e-5);
}
