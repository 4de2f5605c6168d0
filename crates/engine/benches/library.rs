//! The cost of adding photos to a project, from the first thousand to the tenth.
//!
//! ```text
//! cargo test --release --bench library -- --nocapture
//! HANDLENS_LIBRARY=/tmp/library.handlens cargo test --release --bench library -- --nocapture
//! ```
//!
//! The photos are synthetic and their features made up, so that only the project is measured; the network has a
//! benchmark of its own. The second command keeps the project, which `tests/e2e/library.bench.mjs` opens in a browser.

#![cfg(not(target_arch = "wasm32"))]

#[path = "../../../tests/fixtures/engine.rs"]
mod fixtures;
#[path = "../../../tests/fixtures/synthetic.rs"]
mod synthetic;

use std::time::Instant;

use handlens_core::protocol::Placement;
use handlens_store::project::{NewPhoto, Project};
use handlens_vision::photo::{Photo, PhotoHash, Provenance, View};

const PHOTOS: usize = 10_000;
const CLASSES: usize = 20;
/// Photos stored per transaction, as on the CPU.
const BATCH: usize = 2;
/// Number of distinct pictures. Copies are made different files by a JPEG comment.
const DRAWN: usize = 40;

#[test]
fn import() {
    let place = std::env::var_os("HANDLENS_LIBRARY").map(std::path::PathBuf::from);
    let path = place.clone().unwrap_or_else(|| std::env::temp_dir().join("handlens-library.handlens"));
    let _ = std::fs::remove_file(&path);
    let mut project = Project::open(path.to_str().expect("a path")).expect("a project");
    project.set_name("Library").expect("a name");
    let drawn: Vec<(Vec<u8>, Vec<u8>)> = (0..DRAWN).map(|number| draw(number as u32)).collect();
    let samples = synthetic::samples(PHOTOS, CLASSES, 5);
    let model = fixtures::weights().hash().to_owned();
    let import = project.begin_import().expect("an import");
    let views = [View::Centre.key(), View::Whole.key()];

    let mut start = Instant::now();
    for first in (0..PHOTOS).step_by(BATCH) {
        let mut photos = Vec::new();
        let mut features = Vec::new();
        for number in first..first + BATCH {
            let into = Placement::Named(format!("Class {:02}", samples.labels[number]));
            let class = project.import_class(import, &into).expect("a class").0;
            let (bytes, thumbnail) = &drawn[number % DRAWN];
            let bytes = with_comment(bytes, number as u32);
            let hash = PhotoHash::of_bytes(&bytes);
            // Squares the head's vector, which is the square root of the feature up to its length.
            let vector = samples.vectors.row(number);
            let feature: Vec<f32> = vector.iter().map(|value| value * value).collect();
            features.extend(views.iter().map(|view| (hash, *view, feature.clone())));
            photos.push(NewPhoto {
                name: format!("{number:05}.jpg"),
                hash,
                class,
                width: WIDTH,
                height: HEIGHT,
                bytes,
                media_type: "image/jpeg",
                thumbnail: with_comment(thumbnail, number as u32),
                provenance: Provenance::default(),
            });
        }
        project.import_photos(import, photos).expect("they are stored");
        project.put_features(&model, &features).expect("they are stored");
        if (first + BATCH).is_multiple_of(1000) {
            let milliseconds = start.elapsed().as_secs_f64() * 1e3 / 1000.0;
            println!("photos {:>5}: {milliseconds:.2} ms each", first + BATCH);
            start = Instant::now();
        }
    }
    project.finish_import(import).expect("the import ends");
    drop(project);

    let start = Instant::now();
    let project = Project::open(path.to_str().expect("a path")).expect("a project");
    let (classes, photos) = (project.classes().expect("classes"), project.photos().expect("photos"));
    let milliseconds = start.elapsed().as_secs_f64() * 1e3;
    println!(
        "opening and listing {} photos in {} classes: {milliseconds:.0} ms",
        photos.len(),
        classes.len()
    );
    println!("{} MB", std::fs::metadata(&path).expect("the file").len() / 1_000_000);
    if place.is_none() {
        let _ = std::fs::remove_file(&path);
    }
}

const WIDTH: u32 = 768;
const HEIGHT: u32 = 576;

/// A picture with enough detail for a realistic file size, and its thumbnail, both JPEG.
fn draw(number: u32) -> (Vec<u8>, Vec<u8>) {
    let mut random = fastrand::Rng::with_seed(u64::from(number));
    let mut pixels = Vec::with_capacity((WIDTH * HEIGHT * 4) as usize);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let wave = |by: u32| 128.0 + 90.0 * ((x * (number + by) + y * by) as f32 / 97.0).sin();
            let grain = random.u8(0..24);
            pixels.extend([1, 2, 3].map(|by| wave(by) as u8 / 8 * 8 + grain));
            pixels.push(255);
        }
    }
    let photo = Photo::from_rgba(WIDTH, HEIGHT, &pixels).expect("a picture");
    (photo.encode().expect("a JPEG"), photo.thumbnail().expect("a thumbnail"))
}

/// Inserts a comment after the first marker of a JPEG: a different file, but the same picture.
fn with_comment(jpeg: &[u8], number: u32) -> Vec<u8> {
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xff, 0xfe, 0, 6]);
    bytes.extend(number.to_be_bytes());
    bytes.extend(&jpeg[2..]);
    bytes
}
