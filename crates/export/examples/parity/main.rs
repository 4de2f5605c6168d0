//! Writes trained classifiers as files, and the page's own answers for photos, so that another program can compare.
//!
//! `parity OUT PHOTOS` trains projects of 2, 6 and 20 classes, each with and without tuned layers, on a folder of class
//! folders; then answers for its photos, those of the fixtures and photos of odd sizes, by the page's pipeline on the
//! CPU. `tests/export/check_onnx.py OUT` reads what it writes: see there.

mod photos;
mod project;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use handlens_export::description::{Description, Details, HeldOutAccuracy};
use handlens_export::graph::Graph;
use handlens_export::onnx::{self, Input};
use handlens_vision::model::cpu::InferenceNetwork;
use handlens_vision::model::cpu::tail::Tail;
use handlens_vision::model::preprocess::side_of;
use handlens_vision::model::weights::Weights;
use serde_json::json;

use photos::{Asked, asked, training_photos};
use project::{Embedded, Project, embed, train};

/// Numbers of classes.
const CLASSES: [usize; 3] = [2, 6, 20];
/// Photos of each size of the centre view whose ready views are written, for the file that takes a batch.
const BATCH: usize = 6;

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            eprintln!("parity: {cause}");
            ExitCode::FAILURE
        }
    }
}

/// Views of some photos whose centres have the same side.
#[derive(Default)]
struct ReadyViews {
    /// Indices of the photos.
    photos: Vec<usize>,
    centre: Vec<f32>,
    whole: Vec<f32>,
}

fn run() -> Fallible<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [out, photos] = arguments.as_slice() else { return Err("usage: parity OUT PHOTOS".into()) };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::create_dir_all(out.join("photos"))?;
    let weights = std::fs::read(root.join("www/model/efficientnet-lite0.safetensors"))?;
    let network = Network::new(Weights::new(weights)?)?;

    let asked = asked(&root.join("tests/fixtures"), photos)?;
    let mut listed = Vec::new();
    let mut embedded = Vec::new();
    let mut batches: BTreeMap<usize, ReadyViews> = BTreeMap::new();
    for (index, Asked { name, path, image, photo }) in asked.enumerate() {
        let photo = photo?;
        let file = format!("photos/{index}.rgb");
        std::fs::write(out.join(&file), image.as_raw())?;
        listed.push(json!({ "name": name, "path": path, "file": file, "width": image.width(), "height": image.height() }));
        embedded.push(embed(&network, &photo)?);
        let [centre, whole] = photo.views()?;
        let batch = batches.entry(side_of(&centre)?).or_default();
        if batch.photos.len() < BATCH {
            batch.photos.push(index);
            batch.centre.extend(centre);
            batch.whole.extend(whole);
        }
    }
    std::fs::write(out.join("photos.json"), serde_json::to_vec(&listed)?)?;
    for (side, ReadyViews { photos, centre, whole }) in &batches {
        std::fs::write(out.join(format!("views-{side}.json")), serde_json::to_vec(photos)?)?;
        for (name, values) in [("centre", centre), ("whole", whole)] {
            let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
            std::fs::write(out.join(format!("{name}-{side}.f32")), bytes)?;
        }
    }

    for classes in CLASSES {
        let photos = training_photos(photos, classes)?;
        for tuned in [false, true] {
            let start = Instant::now();
            let project = train(&network, &photos, classes, tuned)?;
            write(out, &project, &embedded, &network)?;
            println!("{}: {:.0} s", project.name(), start.elapsed().as_secs_f32());
        }
    }
    Ok(())
}

/// The network on the CPU.
struct Network {
    weights: Weights,
    inference: InferenceNetwork,
    tail: Tail,
}

impl Network {
    fn new(weights: Weights) -> Fallible<Self> {
        let (inference, tail) = (InferenceNetwork::load(&weights)?, Tail::load(&weights)?);
        Ok(Self { weights, inference, tail })
    }
}

/// Writes a project's files, and its answers.
fn write(out: &Path, project: &Project, photos: &[Embedded], network: &Network) -> Fallible<()> {
    let name = project.name();
    let held_out =
        HeldOutAccuracy { accuracy: project.accuracy, interval: (0.0, 1.0), photos: project.photos };
    for (classifier, suffix) in [(project.classifier(true)?, ""), (project.classifier(false)?, "-private")] {
        let details = Details {
            project: name.clone(),
            created: "2026-01-01T00:00:00Z".to_owned(),
            held_out: Some(held_out),
        };
        let description = Description::new(details, &classifier, &network.weights)?;
        let graph = Graph::new(classifier, &network.weights)?;
        std::fs::write(
            out.join(format!("{name}{suffix}.onnx")),
            onnx::write(&graph, &description, Input::Photo),
        )?;
        if suffix.is_empty() {
            let views = onnx::write(&graph, &description, Input::Views);
            std::fs::write(out.join(format!("{name}-views.onnx")), views)?;
        }
    }
    let answers: Vec<_> = photos.iter().map(|photo| project.answer(photo)).collect();
    let described = json!({
        "name": name,
        "class_names": project.names,
        "accuracy": project.accuracy,
        "threshold": project.threshold,
        "answers": answers,
    });
    std::fs::write(out.join(format!("{name}.json")), serde_json::to_vec(&described)?)?;
    Ok(())
}
