//! Training and answering by the page's pipeline.

use burn::tensor::Device;
use half::f16;
use handlens_classifier::matrix::Matrix;
use handlens_classifier::metrics::argmax;
use handlens_classifier::metrics::unknown::{distance, threshold};
use handlens_classifier::pipeline::{CvSplit, Evaluation};
use handlens_classifier::predictor::Predictor;
use handlens_classifier::train::feature::combine;
use handlens_classifier::train::fit::Schedule;
use handlens_classifier::train::{Fit, Head, Samples};
use handlens_core::config::{Settings, TrainConfig, limits::CLASS_NAME_CHARS};
use handlens_export::classifier::{LinearHead, TrainedClassifier, UnknownDetector};
use handlens_tuning::run::tuned_vector;
use handlens_tuning::{TuningRun, TuningSet};
use handlens_vision::model::FEATURE;
use handlens_vision::model::cpu::tail::{PackedTail, Tail};
use handlens_vision::model::embedder_pool::EmbedderPool;
use handlens_vision::photo::Photo;
use serde_json::{Value, json};

use crate::{Fallible, Network};

/// What the network makes of a photo.
pub(crate) struct Embedded {
    vector: Vec<f32>,
    /// Of each view, before the last layers, as the page keeps them.
    activations: Vec<Vec<f16>>,
}

pub(crate) fn embed(network: &Network, photo: &Photo) -> Fallible<Embedded> {
    let outputs = network.inference.outputs(&photo.views()?)?;
    let features: Vec<&[f32]> = outputs.iter().map(|output| output.feature.as_slice()).collect();
    let halves = |values: &Vec<f32>| values.iter().map(|value| f16::from_f32(*value)).collect();
    let activations = outputs.iter().map(|output| halves(&output.activations)).collect();
    Ok(Embedded { vector: combine(&features), activations })
}

/// A trained project.
pub(crate) struct Project {
    pub(crate) names: Vec<String>,
    pub(crate) accuracy: f32,
    pub(crate) photos: u32,
    pub(crate) threshold: f32,
    predictor: Predictor,
    tuned: Option<(Tail, PackedTail)>,
    /// `[N, 1280]`.
    vectors: Matrix,
}

/// Trains on photos with their classes, as the page does.
pub(crate) fn train(
    network: &Network,
    photos: &[(Photo, usize)],
    classes: usize,
    tuned: bool,
) -> Fallible<Project> {
    let config = TrainConfig::default();
    let embedded: Vec<Embedded> =
        photos.iter().map(|(photo, _)| embed(network, photo)).collect::<Fallible<_>>()?;
    let labels: Vec<usize> = photos.iter().map(|(_, class)| *class).collect();
    let groups = (0..photos.len()).collect();
    let split = CvSplit::new(labels, classes, groups, config.folds as usize, u64::from(config.seed));
    let vectors = Matrix::of(embedded.iter().flat_map(|photo| photo.vector.clone()).collect(), FEATURE);
    let (head, tuned, evaluation) = if tuned {
        let (head, tail, evaluation) = tune(network, &split, &embedded, &vectors)?;
        let packed = tail.pack();
        (head, Some((tail, packed)), evaluation)
    } else {
        let (head, evaluation) = fit(&split, &vectors)?;
        (head, None, evaluation)
    };
    let (score, own) = evaluation.unknown(&split, &vectors).ok_or("too few photos for an unknown score")?;
    let own: Vec<f32> = own.into_iter().map(|(_, score)| score).collect();
    let predictor = Predictor { head, temperature: evaluation.temperature, unknown: Some(score) };
    Ok(Project {
        names: names(classes),
        accuracy: evaluation.confusion.accuracy().unwrap_or_default(),
        photos: evaluation.photos.len() as u32,
        threshold: threshold(&own, Settings::default().reject).ok_or("no photo was judged")?,
        predictor,
        tuned,
        vectors,
    })
}

fn schedule() -> Schedule {
    let config = TrainConfig::default();
    Schedule {
        learning_rate: config.learning_rate as f32,
        weight_decay: config.weight_decay as f32,
        epochs: config.epochs,
        balanced: config.balance,
    }
}

fn fit(split: &CvSplit, vectors: &Matrix) -> Fallible<(Head, Evaluation)> {
    let all: Vec<usize> = (0..split.photos()).collect();
    let samples = split.samples(&all, FEATURE, |photo| vectors.row(photo));
    let samples = Samples { fold_count: split.fold_count, ..samples };
    let fitted = pollster::block_on(async {
        let mut fit = Fit::new(&samples, schedule(), &Device::flex())?;
        let mut stage = fit.advance().await?;
        while !stage.converged && !fit.exhausted() {
            stage = fit.advance().await?;
        }
        fit.finish(stage).await
    })?;
    let evaluation = split.evaluate(&fitted.stage.held_out);
    Ok((fitted.head, evaluation))
}

fn tune(
    network: &Network,
    split: &CvSplit,
    embedded: &[Embedded],
    vectors: &Matrix,
) -> Fallible<(Head, Tail, Evaluation)> {
    let set = TuningSet {
        split: split.clone(),
        vectors: vectors.clone(),
        activations: embedded.iter().map(|photo| photo.activations.clone().into()).collect(),
        schedule: schedule(),
        seed: u64::from(TrainConfig::default().seed),
        always: true,
    };
    let mut run = TuningRun::new(set, network.tail.clone(), Device::flex())?;
    while !run.is_finished() {
        pollster::block_on(run.advance(&EmbedderPool::default()))?;
    }
    let tuned = run.finish().ok_or("the tuning has no result")?;
    let (tail, head) = tuned.kept.ok_or("the tuning has no layers")?;
    Ok((head, tail, tuned.ensemble))
}

impl Project {
    pub(crate) fn name(&self) -> String {
        format!("{}-classes{}", self.names.len(), if self.tuned.is_some() { "-tuned" } else { "" })
    }

    /// As it is exported, with or without features of its photos.
    pub(crate) fn classifier(&self, unknown: bool) -> Fallible<TrainedClassifier> {
        let detector = self.predictor.unknown.filter(|_| unknown).map(|score| UnknownDetector {
            score,
            threshold: self.threshold,
            vectors: self.vectors.values().to_vec(),
        });
        let Predictor { head, temperature, .. } = &self.predictor;
        let head = LinearHead { weights: head.weights().to_vec(), bias: head.bias().to_vec() };
        let tail = self.tuned.as_ref().map(|(tail, _)| tail.clone());
        TrainedClassifier::new(self.names.clone(), head, *temperature, tail, detector)
            .ok_or_else(|| "the classifier's parts do not fit".into())
    }

    /// The page's answer.
    pub(crate) fn answer(&self, photo: &Embedded) -> Value {
        let distance = distance(&photo.vector, self.vectors.rows());
        let tuned = self.tuned.as_ref();
        let tuned = tuned.map_or_else(Vec::new, |(_, tail)| tuned_vector(tail, &photo.activations));
        let answer = self.predictor.answer(&[photo.vector.clone(), tuned].concat(), distance);
        let label = argmax(&answer.probabilities).map(|best| &self.names[best]);
        let verdict = answer.unknown.is_some_and(|score| score >= self.threshold);
        json!({
            "probabilities": answer.probabilities,
            "label": label,
            "unknown_score": answer.unknown,
            "unknown": verdict,
        })
    }
}

/// Names of classes as people write them, with all that a file format could stumble over.
fn names(classes: usize) -> Vec<String> {
    let odd = [
        "cat 🐈\u{200d}⬛".to_owned(),
        "\"quoted\", 'single' \\ back".to_owned(),
        "猫と犬".to_owned(),
        "x".repeat(CLASS_NAME_CHARS),
        "é".repeat(CLASS_NAME_CHARS),
        "{\"json\": [1]}".to_owned(),
        "<b>&amp;</b>".to_owned(),
    ];
    (0..classes).map(|class| odd.get(class).cloned().unwrap_or_else(|| format!("class {class}"))).collect()
}
