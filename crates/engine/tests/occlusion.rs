//! Whether the regions that are said to speak for a class really do: greying them out must change the answer
//! accordingly.

#[path = "../../../tests/fixtures/engine.rs"]
mod fixtures;

use burn::tensor::Device;
use handlens_classifier::matrix::Matrix;
use handlens_classifier::train::feature::combine;
use handlens_classifier::train::fit::Schedule;
use handlens_classifier::train::{Fit, Head, Samples, attribution};
use handlens_core::metrics::saliency::{Map, on_photo, rather};
use handlens_vision::model::FEATURE;
use handlens_vision::model::cpu::InferenceNetwork;
use handlens_vision::photo::{Photo, VIEWS};

const CLASSES: [&str; 3] = ["cat", "coffee", "rocket"];
/// Patches along each side of a photo.
const PATCHES: usize = 5;
/// Sample points along each side of a patch.
const POINTS: usize = 12;
/// Photos shown side by side; none of them was trained on.
const PAIRS: [(&str, &str); 3] = [("cat-1", "rocket-1"), ("coffee-1", "cat-2"), ("rocket-2", "coffee-2")];
/// Least correlation for any pair. The first pair had 0.84, and −0.63 with its regions mirrored.
const LEAST: f32 = 0.5;

fn vector(network: &InferenceNetwork, photo: &Photo) -> Vec<f32> {
    let views: Vec<_> = VIEWS.iter().map(|view| photo.view(*view).expect("a view")).collect();
    let features = network.features(&views).expect("the CPU answers");
    combine(&[&features[0], &features[1]])
}

/// A head for the fixture photos, trained as on the page.
fn head(network: &InferenceNetwork) -> Head {
    let (mut vectors, mut labels) = (Vec::new(), Vec::new());
    for (label, class) in CLASSES.iter().enumerate() {
        for number in 1..=12 {
            let photo = fixtures::photo(&format!("photos/{class}/{class}-{number:02}.jpg"));
            vectors.extend(vector(network, &photo));
            labels.push(label);
        }
    }
    let folds = vec![None; labels.len()];
    let vectors = Matrix::of(vectors, FEATURE);
    let samples = Samples { vectors, labels, classes: CLASSES.len(), folds, fold_count: 0 };
    let schedule = Schedule { learning_rate: 1.0, weight_decay: 0.01, epochs: 500, balanced: false };
    pollster::block_on(async {
        let mut fit = Fit::new(&samples, schedule, &Device::flex()).expect("the samples are fine");
        let mut stage = fit.advance().await.expect("the CPU answers");
        while !stage.converged {
            stage = fit.advance().await.expect("the CPU answers");
        }
        fit.finish(stage).await.expect("the CPU answers").head
    })
}

/// The page's saliency for the answer rather than its rival, summed over each patch.
fn said(network: &InferenceNetwork, head: &Head, photo: &Photo, answer: usize, rival: usize) -> Vec<f32> {
    let activations: Vec<Vec<f32>> = VIEWS
        .iter()
        .map(|view| network.activations(&photo.view(*view).expect("a view")).expect("the CPU answers"))
        .collect();
    let views: Vec<&[f32]> = activations.iter().map(Vec::as_slice).collect();
    let maps = |scores: &Vec<Vec<f32>>| -> Vec<Map> {
        let shown = VIEWS.iter().map(|view| photo.shown_by(*view));
        shown.zip(scores).map(|(shown, scores)| Map { shown, scores: scores.clone() }).collect()
    };
    let scores = attribution::scores(&views, head, &[answer, rival]);
    let side = PATCHES * POINTS;
    let densities = on_photo(&rather(&maps(&scores[0]), &maps(&scores[1])), side, side);
    let mut sums = vec![0.0; PATCHES * PATCHES];
    for (place, density) in densities.iter().enumerate() {
        sums[place / side / POINTS * PATCHES + place % side / POINTS] += density / (side * side) as f32;
    }
    sums
}

/// The photo with one patch in the grey that the network sees as zero.
fn occluded(photo: &Photo, row: usize, column: usize) -> Photo {
    let (width, height) = (photo.width() as usize, photo.height() as usize);
    let mut rgb = photo.rgb().to_vec();
    for y in height * row / PATCHES..height * (row + 1) / PATCHES {
        let start = (y * width + width * column / PATCHES) * 3;
        let end = (y * width + width * (column + 1) / PATCHES) * 3;
        rgb[start..end].fill(127);
    }
    Photo::from_rgb(photo.width(), photo.height(), rgb).expect("the size has not changed")
}

/// Pearson's correlation coefficient.
fn correlation(a: &[f32], b: &[f32]) -> f32 {
    let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len() as f32;
    let (of_a, of_b) = (mean(a), mean(b));
    let product = |a: &[f32], b: &[f32], of_a: f32, of_b: f32| {
        a.iter().zip(b).map(|(a, b)| (a - of_a) * (b - of_b)).sum::<f32>()
    };
    product(a, b, of_a, of_b) / (product(a, a, of_a, of_a) * product(b, b, of_b, of_b)).sqrt()
}

/// Two photos side by side, each cropped to a square.
fn side_by_side(left: &Photo, right: &Photo) -> Photo {
    const SIDE: usize = 256;
    let mut rgb = Vec::with_capacity(SIDE * SIDE * 2 * 3);
    for y in 0..SIDE {
        for photo in [left, right] {
            let (width, height) = (photo.width() as usize, photo.height() as usize);
            let square = width.min(height);
            let row = (height - square) / 2 + y * square / SIDE;
            for x in 0..SIDE {
                let column = (width - square) / 2 + x * square / SIDE;
                rgb.extend_from_slice(&photo.rgb()[(row * width + column) * 3..][..3]);
            }
        }
    }
    Photo::from_rgb(2 * SIDE as u32, SIDE as u32, rgb).expect("a photo of that size")
}

/// Of two photos side by side, each half speaks for its own class and against the other. A map that merely found where
/// there is something to see would fail here.
#[test]
fn greying_a_region_out_costs_a_class_what_the_region_was_said_to_speak_for_it_or_against() {
    let network = InferenceNetwork::load(&fixtures::weights()).expect("the committed weights");
    let head = head(&network);
    for (left, right) in PAIRS {
        let held_back = |name: &str| fixtures::photo(&format!("held-back/{name}.jpg"));
        let class = |name: &str| CLASSES.iter().position(|class| name.starts_with(class)).expect("a class");
        let photo = side_by_side(&held_back(left), &held_back(right));
        let margin = |photo: &Photo| {
            let logits = head.logits(&vector(&network, photo));
            logits[class(left)] - logits[class(right)]
        };
        let all = margin(&photo);
        let costs: Vec<f32> = (0..PATCHES * PATCHES)
            .map(|patch| all - margin(&occluded(&photo, patch / PATCHES, patch % PATCHES)))
            .collect();
        let said = said(&network, &head, &photo, class(left), class(right));
        let shared: f32 = said.iter().sum::<f32>() + head.bias()[class(left)] - head.bias()[class(right)];
        println!("{left}, {right}: {}, margin {all}, shared {shared}", correlation(&said, &costs));
        let mirrored: Vec<f32> =
            said.chunks_exact(PATCHES).flat_map(|row| row.iter().rev().copied()).collect();
        assert!(correlation(&said, &costs) > LEAST, "{left}, {right}: {said:?} {costs:?}");
        assert!(correlation(&mirrored, &costs) < 0.0, "{left}, {right}: even mirrored it would do");
        // All regions together make up the whole margin, except for sampling errors.
        assert!((shared - all).abs() < 0.3, "{left}, {right}: {shared} of {all}");
    }
}
