//! Fine-tuning of the last layers, as the page does it.

use std::time::Instant;

use handlens_backbone::Backbone;
use handlens_classifier::ensemble::is_better;
use handlens_classifier::metrics::softmax;
use handlens_classifier::train::Head;
use handlens_core::config::TrainConfig;
use handlens_i18n::Localise;
use handlens_tuning::run::{ALWAYS, tuned_vector};
use handlens_tuning::{TuningRun, TuningSet};
use handlens_vision::model::cpu::tail::{PackedTail, Tail};
use handlens_vision::model::embedder_pool::EmbedderPool;

use super::arguments::Layers;
use super::data_set::Embedded;
use super::training::{Trained, samples, schedule};

/// A tuned network with its head.
pub(super) struct Tuned {
    run: handlens_tuning::Tuned,
    tail: PackedTail,
    head: Head,
    /// Whether the tuned layers answer on the page.
    pub(super) kept: bool,
    pub(super) seconds: f64,
}

impl Tuned {
    /// Class probabilities `[C]`, before temperature scaling.
    pub(super) fn probabilities(&self, photo: &Embedded) -> Vec<f32> {
        let tuned = tuned_vector(&self.tail, &photo.activations);
        let both: Vec<f32> = photo.vector.iter().chain(&tuned).copied().collect();
        softmax(&self.head.logits(&both))
    }

    /// What it reached on held-out photos.
    pub(super) fn result(&self) -> &handlens_tuning::Tuned {
        &self.run
    }
}

/// Tunes the last layers on these photos.
pub(super) fn tune(
    backbone: &Backbone,
    tail: &Tail,
    photos: &[(&Embedded, usize)],
    balanced: bool,
    trained: &Trained,
    layers: Layers,
) -> Result<Tuned, String> {
    let start = Instant::now();
    let set = TuningSet {
        split: trained.split.clone(),
        vectors: samples(&trained.split, photos, &(0..photos.len()).collect::<Vec<_>>()).vectors,
        activations: photos.iter().map(|(photo, _)| photo.activations.clone().into()).collect(),
        schedule: schedule(balanced),
        seed: u64::from(TrainConfig::default().seed),
        // Even where the page would not keep them, to measure what they would have been worth.
        always: true,
    };
    let failed = |error: handlens_core::Error| error.text();
    let mut run = TuningRun::new(set, tail.clone(), backbone.device().clone()).map_err(failed)?;
    let pool = EmbedderPool::default();
    while !run.is_finished() {
        pollster::block_on(run.advance(&pool)).map_err(failed)?;
    }
    let run = run.finish().ok_or("the tuning has no result")?;
    let kept = layers == Layers::Last
        || trained.split.per_class() >= ALWAYS
        || is_better(&run.ensemble, &run.pretrained);
    let (tail, head) = run.kept.clone().ok_or("the tuning has no layers")?;
    Ok(Tuned { tail: tail.pack(), head, kept, run, seconds: start.elapsed().as_secs_f64() })
}
