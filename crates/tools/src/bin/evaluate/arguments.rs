//! What `evaluate` is asked to do.

use std::path::PathBuf;

use handlens_core::config::TrainConfig;
use handlens_vision::model::Precision;

pub(super) const USAGE: &str = "usage: evaluate --photos DIR --per-class K [--draws N] [--seed S] [--test DIR] \
    [--unknown-classes U] [--flip-labels SHARE] [--fewer F] [--balance on|off] [--layers head|auto|last] [--learning on] [--weights FILE] [--gpu f32|f16]\n\
    DIR holds one folder of photos for each class; the rest of it, or the folder of --test, is what is tested on. Of the \
    classes, U at random are left out of each draw: their photos are of none of the classes. With --flip-labels, that share \
    of the labels is made wrong at random, and what is told is which of them are found. With --fewer, one class of each \
    draw, the next each time, is trained on F photos only. With --learning, each draw is asked what twice its photos would bring, and \
    it is looked up. With --layers last, the last layers of the network are fine-tuned as well; with auto, the head alone answers where that is better on held-out photos. With --gpu, for which it must be built with the feature native-gpu, a GPU embeds, whose memory has such numbers.";

/// What learns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layers {
    /// The head alone.
    Head,
    /// The head, and the last layers of the network where held-out photos are answered better with them.
    Auto,
    /// The head, and the last layers of the network.
    Last,
}

pub(super) struct Arguments {
    pub(super) photos: PathBuf,
    pub(super) test: Option<PathBuf>,
    pub(super) per_class: usize,
    pub(super) draws: u64,
    pub(super) seed: u64,
    /// Number of classes that are left out of training in each draw, to be recognised as unknown.
    pub(super) unknown_classes: usize,
    /// Share of the labels that are made wrong, to measure how many of them are found.
    pub(super) flip_labels: Option<f64>,
    /// Photos of one class in each draw, if that class is to have fewer than the others.
    pub(super) fewer: Option<usize>,
    /// Whether every class has the same weight in training.
    pub(super) balance: bool,
    pub(super) layers: Layers,
    /// Whether learning curves are computed and checked against training on twice the photos.
    pub(super) learning: bool,
    pub(super) weights: PathBuf,
    /// Precision of the GPU that embeds; without it, the CPU does.
    pub(super) gpu: Option<Precision>,
}

pub(super) fn parse() -> Result<Arguments, String> {
    use lexopt::prelude::{Long, ValueExt};
    let wrong = |cause: lexopt::Error| format!("{cause}\n{USAGE}");
    let (mut photos, mut test, mut per_class) = (None, None, None);
    let (mut draws, mut seed) = (5, 0);
    let (mut unknown_classes, mut flip_labels) = (0, None);
    let (mut fewer, mut balance, mut learning) = (None, TrainConfig::default().balance, false);
    let (mut gpu, mut layers) = (None, Layers::Head);
    let mut weights = PathBuf::from("www/model/efficientnet-lite0.safetensors");
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next().map_err(wrong)? {
        let Long(name) = argument else { return Err(wrong(argument.unexpected())) };
        let name = name.to_owned();
        let value = parser.value().map_err(wrong)?;
        match name.as_str() {
            "photos" => photos = Some(PathBuf::from(value)),
            "test" => test = Some(PathBuf::from(value)),
            "per-class" => per_class = Some(value.parse().map_err(wrong)?),
            "draws" => draws = value.parse().map_err(wrong)?,
            "seed" => seed = value.parse().map_err(wrong)?,
            "unknown-classes" => unknown_classes = value.parse().map_err(wrong)?,
            "flip-labels" => flip_labels = Some(value.parse().map_err(wrong)?),
            "fewer" => fewer = Some(value.parse().map_err(wrong)?),
            "balance" => balance = value == "on",
            "layers" if value == "head" => layers = Layers::Head,
            "layers" if value == "auto" => layers = Layers::Auto,
            "layers" if value == "last" => layers = Layers::Last,
            "learning" => learning = value == "on",
            "weights" => weights = PathBuf::from(value),
            "gpu" if value == "f32" => gpu = Some(Precision::F32),
            "gpu" if value == "f16" => gpu = Some(Precision::F16),
            _ => return Err(format!("--{name} is not known\n{USAGE}")),
        }
    }
    let photos = photos.ok_or_else(|| format!("--photos is missing\n{USAGE}"))?;
    let per_class: usize = per_class.ok_or_else(|| format!("--per-class is missing\n{USAGE}"))?;
    if per_class == 0 || draws == 0 {
        return Err("--per-class and --draws must be at least 1".to_owned());
    }
    Ok(Arguments {
        photos,
        test,
        per_class,
        draws,
        seed,
        unknown_classes,
        flip_labels,
        fewer,
        balance,
        layers,
        learning,
        weights,
        gpu,
    })
}
