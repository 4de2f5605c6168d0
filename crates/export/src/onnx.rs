//! Writes `model.onnx`, with standard operators only.
//!
//! | file | does |
//! |---|---|
//! | `schema` | the messages of the format |
//! | `writer` | collects nodes and constants |
//! | `photo` | from a photo to its views |
//! | `operations` | the operations of the [graph](crate::graph) |

mod operations;
mod photo;
pub mod schema;
mod writer;

use handlens_core::config::VIEW_SIDE;
use prost::Message;

use crate::description::{Description, PRODUCER, VERSION};
use crate::graph::Graph;
use operations::{Results, operations};
use schema::{
    DataType, IR_VERSION, ModelProto, OPERATOR_SET, OperatorSetIdProto, Size, StringStringEntryProto,
    ValueInfoProto,
};
use writer::{Writer, value, whole, wholes};

/// What a file takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// `image`: one photo of any size, upright RGB, u8 `[height, width, 3]`. Whoever calls has decoded it and turned it
    /// upright, because no runtime does that. The file bounds its size and makes the views, as the page does.
    ///
    /// Outputs: `probabilities`, f32 `[C]`; `label`, a text `[1]`; and if the classifier knows photos of none of its
    /// classes, `unknown_score`, f32 `[1]`, and `unknown`, a bool `[1]`.
    Photo,
    /// `centre` and `whole`: N photos at a time for servers, f32 with values 0 to 255. Whoever calls has made the two views
    /// of each, of the photo at no more than 768 pixels: the centred square of 87.5 % of the shorter side, `[N, side,
    /// side, 3]`, and the whole frame, `[N, 224, 224, 3]`, by antialiased cubic interpolation as Pillow's
    /// `resize((side, side), BICUBIC, box=…)` does it. The side is 288 for photos whose shorter side has at least 260
    /// pixels, and 224 for others; all of a batch have one side.
    ///
    /// Outputs: as for a photo, each with N in place of 1; `probabilities` is `[N, C]`.
    Views,
}

/// The bytes of the file.
pub fn write(graph: &Graph, description: &Description, input: Input) -> Vec<u8> {
    let mut writer = Writer::default();
    let pixels = match input {
        Input::Photo => photo::views(&mut writer, IMAGE),
        Input::Views => [CENTRE, WHOLE].map(|view| ready_view(&mut writer, view)),
    };
    let results = operations(&mut writer, graph, &pixels);
    let outputs = outputs(&mut writer, graph, &results, input);
    let graph = writer.finish("classifier", inputs(input), outputs);
    let properties = description.properties().into_iter();
    let properties = properties.map(|(key, value)| StringStringEntryProto { key: key.to_owned(), value });
    let model = ModelProto {
        ir_version: IR_VERSION,
        producer_name: PRODUCER.to_owned(),
        producer_version: VERSION.to_owned(),
        doc_string: description.project().to_owned(),
        graph: Some(graph),
        opset_import: vec![OperatorSetIdProto { domain: String::new(), version: OPERATOR_SET }],
        metadata_props: properties.collect(),
    };
    model.encode_to_vec()
}

const IMAGE: &str = "image";
const CENTRE: &str = "centre";
const WHOLE: &str = "whole";

/// `[N, side, side, 3]` → `[N, 3, side, side]`.
fn ready_view(writer: &mut Writer, view: &str) -> String {
    let planes = vec![wholes("perm", &[0, 3, 1, 2])];
    writer.add_with("Transpose", &[view], planes, &format!("{view}.pixels"))
}

fn inputs(input: Input) -> Vec<ValueInfoProto> {
    match input {
        Input::Photo => {
            let shape = [named("height"), named("width"), Size::Fixed(3)];
            vec![value(IMAGE, DataType::Uint8, &shape, "upright RGB of any size")]
        }
        Input::Views => {
            let view = |name: &str, side: [Size; 2], about: &str| {
                let [height, width] = side;
                value(name, DataType::Float, &[named(PHOTOS), height, width, Size::Fixed(3)], about)
            };
            let fixed = || Size::Fixed(VIEW_SIDE as i64);
            vec![
                view(CENTRE, [named("side"), named("side")], "centre of each photo, RGB, 0 to 255"),
                view(WHOLE, [fixed(), fixed()], "whole frame of each photo, RGB, 0 to 255"),
            ]
        }
    }
}

/// Name of the number of photos in a batch.
const PHOTOS: &str = "photos";

fn named(name: &str) -> Size {
    Size::Named(name.to_owned())
}

/// Adds the operators that name the class, and returns all outputs.
fn outputs(writer: &mut Writer, graph: &Graph, results: &Results, input: Input) -> Vec<ValueInfoProto> {
    let answer = results.name(graph.probabilities());
    let classes = graph.class_names().len() as i64;
    let photos = || match input {
        Input::Photo => Size::Fixed(1),
        Input::Views => named(PHOTOS),
    };
    let (size, shape) = match input {
        Input::Photo => (vec![classes], vec![Size::Fixed(classes)]),
        Input::Views => (vec![-1, classes], vec![photos(), Size::Fixed(classes)]),
    };
    let size = writer.indices(&size);
    let probabilities = writer.add("Reshape", &[answer, &size], "probabilities");
    // Of equal probabilities, the first wins, as on the page.
    let best = writer.add_with("ArgMax", &[answer], vec![whole("axis", 1), whole("keepdims", 0)], "best");
    let names = writer.texts("class_names", graph.class_names());
    let label = writer.add("Gather", &[&names, &best], "label");
    let about = "probability of each class, in the order of class_names";
    let mut outputs = vec![
        value(&probabilities, DataType::Float, &shape, about),
        value(&label, DataType::String, &[photos()], "the most probable class"),
    ];
    if let Some(unknown) = graph.unknown() {
        let (score, verdict) = (results.name(unknown.score), results.name(unknown.verdict));
        let about_score = "how far from all classes, in standard deviations";
        outputs.push(value(score, DataType::Float, &[photos()], about_score));
        outputs.push(value(
            verdict,
            DataType::Bool,
            &[photos()],
            "whether it belongs to none of the classes",
        ));
    }
    outputs
}
