//! Fine-tuning of the last layers, as the page does it.

use std::time::Instant;

use handlens_backbone::Backbone;
use handlens_backbone::tuning::{Tuning, TuningSamples};
use handlens_classifier::metrics::softmax;
use handlens_classifier::pipeline::{CvSplit, Evaluation};
use handlens_classifier::train::Head;
use handlens_classifier::train::feature::combine;
use handlens_core::config::TrainConfig;
use handlens_i18n::Localise;
use handlens_vision::model::cpu::tail::{PackedTail, Tail};

use super::data_set::{Embedded, groups};
use super::training::{Trained, train, vectors};

/// A tuned network's answers: those of the pretrained layers and of the tuned ones, averaged as logits.
pub(super) struct Tuned {
    tail: PackedTail,
    /// The heads on the pretrained and on the tuned layers.
    heads: [Head; 2],
    /// Held-out answers by tunings on one half each: with the tuned layers, and with the pretrained ones alone.
    pub(super) halves: [Evaluation; 2],
    pub(super) seconds: f64,
}

impl Tuned {
    /// Class probabilities `[C]`, before temperature scaling.
    pub(super) fn probabilities(&self, photo: &Embedded) -> Vec<f32> {
        let tuned = tuned_vector(&self.tail, photo);
        softmax(&averaged(&self.heads, &photo.vector, &tuned))
    }
}

fn averaged(heads: &[Head; 2], vector: &[f32], tuned: &[f32]) -> Vec<f32> {
    let logits = heads[0].logits(vector).into_iter().zip(heads[1].logits(tuned));
    logits.map(|(one, other)| 0.5 * (one + other)).collect()
}

fn tuned_vector(tail: &PackedTail, photo: &Embedded) -> Vec<f32> {
    let activations: Vec<Vec<f32>> =
        photo.activations.iter().map(|view| view.iter().map(|value| value.to_f32()).collect()).collect();
    let views: Vec<&[f32]> = activations.iter().map(Vec::as_slice).collect();
    let features = tail.features(&views);
    let features: Vec<&[f32]> = features.iter().map(Vec::as_slice).collect();
    combine(&features)
}

/// Tunes the last layers on these photos, and on each half of them for the held-out answers.
pub(super) fn tune(
    backbone: &Backbone,
    tail: &Tail,
    photos: &[(&Embedded, usize)],
    classes: usize,
    balanced: bool,
    trained: &Trained,
) -> Result<Tuned, String> {
    let start = Instant::now();
    let (tuned_tail, head) = tune_on(backbone, tail, photos, classes, balanced, &trained.predictor.head)?;
    let labels: Vec<usize> = photos.iter().map(|(_, label)| *label).collect();
    let seed = u64::from(TrainConfig::default().seed);
    let split = CvSplit::new(labels, classes, groups(photos), 2, seed);
    let mut with = vec![Vec::new(); photos.len()];
    let mut without = with.clone();
    for fold in 0..split.fold_count {
        let (own, held_out): (Vec<_>, Vec<_>) =
            (0..photos.len()).partition(|photo| split.folds[*photo] != Some(fold));
        let half: Vec<(&Embedded, usize)> = own.iter().map(|photo| photos[*photo]).collect();
        let of_half = train(backbone, &vectors(&half, classes, |photo| photo.vector.clone()), balanced)?.head;
        let (tail, tuned_head) = tune_on(backbone, tail, &half, classes, balanced, &of_half)?;
        let heads = [of_half, tuned_head];
        for photo in held_out {
            let (embedded, _) = photos[photo];
            with[photo] = softmax(&averaged(&heads, &embedded.vector, &tuned_vector(&tail, embedded)));
            without[photo] = heads[0].probabilities(&embedded.vector);
        }
    }
    let halves = [split.evaluate(&with), split.evaluate(&without)];
    let heads = [trained.predictor.head.clone(), head];
    Ok(Tuned { tail: tuned_tail, heads, halves, seconds: start.elapsed().as_secs_f64() })
}

/// The tuned last layers, and a head that was trained to convergence on them.
fn tune_on(
    backbone: &Backbone,
    tail: &Tail,
    photos: &[(&Embedded, usize)],
    classes: usize,
    balanced: bool,
    head: &Head,
) -> Result<(PackedTail, Head), String> {
    let samples = TuningSamples {
        labels: photos.iter().map(|(_, label)| *label).collect(),
        classes,
        views: 2,
        balanced,
        seed: u64::from(TrainConfig::default().seed),
    };
    let failed = |error: handlens_core::Error| error.text();
    let mut tuning = Tuning::new(samples, tail.clone(), head.weights(), head.bias()).map_err(failed)?;
    while !tuning.is_finished() {
        let batch: Vec<Vec<f32>> = tuning
            .batch()
            .iter()
            .map(|sample| {
                photos[sample.photo].0.activations[sample.view].iter().map(|value| value.to_f32()).collect()
            })
            .collect();
        let batch: Vec<&[f32]> = batch.iter().map(Vec::as_slice).collect();
        tuning.step(&batch).map_err(failed)?;
    }
    let tail = tuning.finish().pack();
    let samples = vectors(photos, classes, |photo| tuned_vector(&tail, photo));
    let head = train(backbone, &samples, balanced)?.head;
    Ok((tail, head))
}
