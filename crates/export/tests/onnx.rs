//! ONNX files of all kinds of classifiers, read back: names, shapes, and what a file says about itself.
//!
//! Whether they answer rightly is tested in onnxruntime: `make test-export`.

#![cfg(not(target_arch = "wasm32"))]

#[path = "../../../tests/fixtures/vision.rs"]
mod vision;

use std::collections::HashMap;

use handlens_core::config::limits::{CLASS_NAME_CHARS, CLASSES};
use handlens_core::metrics::unknown::UnknownScore;
use handlens_export::classifier::{LinearHead, TrainedClassifier, UnknownDetector};
use handlens_export::description::{Description, Details, HeldOutAccuracy};
use handlens_export::graph::Graph;
use handlens_export::onnx::schema::{DataType, GraphProto, ModelProto, Size, TensorProto, ValueInfoProto};
use handlens_export::onnx::{self, Input};
use handlens_vision::model::FEATURE;
use handlens_vision::model::cpu::tail::Tail;
use handlens_vision::model::weights::Weights;
use prost::Message;

/// Characters that names consist of, some of which files and programs stumble over.
const CHARACTERS: [&str; 12] = ["a", "Z", " ", "\"", "'", "\\", "🐈", "猫", "é", "\n", "\u{202e}", "{"];

fn some_name(random: &mut fastrand::Rng) -> String {
    let count = random.usize(0..=CLASS_NAME_CHARS);
    (0..count).map(|_| CHARACTERS[random.usize(..CHARACTERS.len())]).collect()
}

fn some(count: usize, random: &mut fastrand::Rng) -> Vec<f32> {
    (0..count).map(|_| 2.0 * random.f32() - 1.0).collect()
}

/// A classifier of any size with any names.
fn some_classifier(random: &mut fastrand::Rng, pretrained: &Tail) -> TrainedClassifier {
    let classes = if random.bool() { random.usize(1..=4) } else { random.usize(1..=CLASSES) };
    let tuned = random.bool().then(|| pretrained.clone());
    let inputs = FEATURE * if tuned.is_some() { 2 } else { 1 };
    let head = LinearHead { weights: some(inputs * classes, random), bias: some(classes, random) };
    let score = UnknownScore::new(&[0.1, 0.2], &[4.0, 5.0]).expect("two photos");
    let photos = random.usize(1..=9);
    let vectors = some(FEATURE * photos, random);
    let threshold = if random.bool() { f32::INFINITY } else { 4.0 * random.f32() - 2.0 };
    let unknown = random.bool().then_some(UnknownDetector { score, threshold, vectors });
    let names = (0..classes).map(|_| some_name(random)).collect();
    TrainedClassifier::new(names, head, 0.1 + random.f32(), tuned, unknown).expect("the sizes match")
}

fn details(random: &mut fastrand::Rng) -> Details {
    let held_out = HeldOutAccuracy { accuracy: 0.84, interval: (0.79, 0.88), photos: 200 };
    Details {
        project: some_name(random),
        created: "2026-03-09T14:05:00Z".to_owned(),
        held_out: random.bool().then_some(held_out),
    }
}

fn written(classifier: &TrainedClassifier, details: Details, weights: &Weights, input: Input) -> Vec<u8> {
    let graph = Graph::new(classifier.clone(), weights).expect("the weights fit");
    let description = Description::new(details, classifier, weights).expect("the weights say their source");
    onnx::write(&graph, &description, input)
}

fn read(bytes: &[u8]) -> ModelProto {
    ModelProto::decode(bytes).expect("a file of the schema")
}

/// Type and shape of an input or output, with -1 for what is known only later.
fn typed(value: &ValueInfoProto) -> (&str, DataType, Vec<i64>) {
    let tensor = value.r#type.as_ref().and_then(|of| of.tensor_type.as_ref()).expect("a tensor");
    let shape = tensor.shape.as_ref().expect("a shape");
    let size = |size: &Size| if let Size::Fixed(size) = size { *size } else { -1 };
    let sizes = shape.dim.iter().map(|dim| dim.value.as_ref().map_or(-1, size)).collect();
    (&value.name, tensor.elem_type(), sizes)
}

/// Every value is made before it is used, and once; every constant has as many values as its shape says.
fn check(graph: &GraphProto) {
    let mut known: Vec<&str> = graph.input.iter().map(|input| input.name.as_str()).collect();
    for constant in &graph.initializer {
        let count = constant.dims.iter().product::<i64>() as usize;
        let held = match constant.data_type() {
            DataType::Float => constant.raw_data.len() / 4,
            DataType::Float16 => constant.raw_data.len() / 2,
            DataType::Int64 => constant.raw_data.len() / 8,
            DataType::String => constant.string_data.len(),
            other => panic!("{}: {other:?}", constant.name),
        };
        assert_eq!(held, count, "{}", constant.name);
        known.push(&constant.name);
    }
    for node in &graph.node {
        for input in node.input.iter().filter(|input| !input.is_empty()) {
            assert!(known.contains(&input.as_str()), "{} uses {input}", node.name);
        }
        known.extend(node.output.iter().map(String::as_str));
    }
    let count = known.len();
    known.sort_unstable();
    known.dedup();
    assert_eq!(known.len(), count, "a name is given twice");
    let outputs = graph.output.iter().map(|output| output.name.as_str());
    assert!(outputs.into_iter().all(|output| known.contains(&output)));
}

fn constant<'a>(graph: &'a GraphProto, name: &str) -> &'a TensorProto {
    graph.initializer.iter().find(|constant| constant.name == name).expect("the constant")
}

#[test]
fn any_classifier_becomes_a_file_that_reads_back_with_its_names_and_shapes() {
    let weights = vision::weights();
    let pretrained = Tail::load(&weights).expect("the last layers");
    let mut random = fastrand::Rng::with_seed(17);
    for _ in 0..30 {
        let classifier = some_classifier(&mut random, &pretrained);
        let details = details(&mut random);
        let (project, held_out) = (details.project.clone(), details.held_out);
        let input = if random.bool() { Input::Photo } else { Input::Views };
        let model = read(&written(&classifier, details, &weights, input));
        let graph = model.graph.as_ref().expect("a graph");
        check(graph);

        let names = constant(graph, "class_names").string_data.iter().map(Vec::as_slice);
        assert!(names.eq(classifier.class_names().iter().map(String::as_bytes)));
        let properties: HashMap<&str, &str> =
            model.metadata_props.iter().map(|entry| (entry.key.as_str(), entry.value.as_str())).collect();
        let listed: Vec<String> = serde_json::from_str(properties["class_names"]).expect("a list of names");
        assert_eq!(listed, classifier.class_names());
        assert_eq!(properties["project"], project);
        assert_eq!(properties["backbone_sha256"], weights.sha256());
        assert_eq!(properties.contains_key("held_out_accuracy"), held_out.is_some());
        assert_eq!(properties.contains_key("tuned_layers_sha256"), classifier.tuned().is_some());

        let classes = classifier.class_names().len() as i64;
        let (photos, probabilities) = match input {
            Input::Photo => (1, vec![classes]),
            Input::Views => (-1, vec![-1, classes]),
        };
        let mut expected = vec![
            ("probabilities", DataType::Float, probabilities),
            ("label", DataType::String, vec![photos]),
        ];
        if classifier.unknown().is_some() {
            expected.push(("unknown_score", DataType::Float, vec![photos]));
            expected.push(("unknown", DataType::Bool, vec![photos]));
        }
        assert_eq!(graph.output.iter().map(typed).collect::<Vec<_>>(), expected);
        let expected = match input {
            Input::Photo => vec![("image", DataType::Uint8, vec![-1, -1, 3])],
            Input::Views => vec![
                ("centre", DataType::Float, vec![-1, -1, -1, 3]),
                ("whole", DataType::Float, vec![-1, 224, 224, 3]),
            ],
        };
        assert_eq!(graph.input.iter().map(typed).collect::<Vec<_>>(), expected);
        let head = constant(graph, "logits.weights");
        assert_eq!(head.dims, [classifier.head().weights.len() as i64 / classes, classes]);
    }
}

#[test]
fn the_same_classifier_gives_the_same_bytes() {
    let weights = vision::weights();
    let pretrained = Tail::load(&weights).expect("the last layers");
    let of_seed = |seed| {
        let mut random = fastrand::Rng::with_seed(seed);
        let classifier = some_classifier(&mut random, &pretrained);
        written(&classifier, details(&mut random), &weights, Input::Photo)
    };
    assert!(of_seed(1) == of_seed(1));
    assert!(of_seed(1) != of_seed(2));
}

#[test]
fn without_the_detector_a_file_has_nothing_of_the_persons_photos() {
    let weights = vision::weights();
    let head = LinearHead { weights: vec![0.5; 2 * FEATURE], bias: vec![0.0; 2] };
    let score = UnknownScore::new(&[0.1, 0.2], &[4.0, 5.0]).expect("two photos");
    let detector = UnknownDetector { score, threshold: 1.5, vectors: vec![0.25; 300 * FEATURE] };
    let details = || Details { project: String::new(), created: String::new(), held_out: None };
    let file = |unknown| {
        let names = vec!["a".to_owned(), "b".to_owned()];
        let classifier = TrainedClassifier::new(names, head.clone(), 1.0, None, unknown);
        written(&classifier.expect("the sizes match"), details(), &weights, Input::Photo)
    };
    let (with, without) = (file(Some(detector)), file(None));
    let difference = with.len() - without.len();
    // Two bytes for each number.
    assert!((300 * FEATURE * 2..300 * FEATURE * 2 + 4096).contains(&difference), "{difference}");
    let names = |bytes: &[u8]| {
        let graph = read(bytes).graph.expect("a graph");
        graph.initializer.into_iter().map(|constant| constant.name).collect::<Vec<_>>()
    };
    assert!(names(&with).iter().any(|name| name.starts_with("distance.vectors")));
    assert!(!names(&without).iter().any(|name| name.starts_with("distance")));
    assert!(!read(&without).metadata_props.iter().any(|entry| entry.key.starts_with("unknown")));
}

#[test]
fn only_standard_operators_are_used_and_each_knows_its_attributes() {
    let weights = vision::weights();
    let mut random = fastrand::Rng::with_seed(3);
    let classifier = some_classifier(&mut random, &Tail::load(&weights).expect("the last layers"));
    let model = read(&written(&classifier, details(&mut random), &weights, Input::Photo));
    assert_eq!(model.opset_import.len(), 1);
    assert_eq!((model.opset_import[0].domain.as_str(), model.opset_import[0].version), ("", 18));
    let graph = model.graph.expect("a graph");
    let resizes: Vec<_> = graph.node.iter().filter(|node| node.op_type == "Resize").collect();
    assert_eq!(resizes.len(), 2);
    for resize in resizes {
        let attribute =
            |name: &str| resize.attribute.iter().find(|one| one.name == name).expect("an attribute");
        assert_eq!(attribute("antialias").i, Some(1));
        assert_eq!(attribute("exclude_outside").i, Some(1));
        assert_eq!(attribute("cubic_coeff_a").f, Some(-0.5));
        assert_eq!(attribute("mode").s.as_deref(), Some(&b"cubic"[..]));
    }
    // Weights of f16 that are computed with in f32.
    let stem = constant(&graph, "stem.weights.f16");
    assert_eq!((stem.data_type(), stem.dims.as_slice()), (DataType::Float16, &[32, 3, 3, 3][..]));
}
