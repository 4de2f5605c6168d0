//! Every setting with its default and range. Plain data shared by the page and the worker.

use serde::{Deserialize, Serialize};

/// Side of the square views that the model sees, in pixels.
pub const VIEW_SIDE: usize = 224;
/// Side of the large view: the centre of a photo that has enough pixels.
pub const LARGE_VIEW_SIDE: usize = 288;

/// Euclidean norm of a photo's vector, the input of the head. It is fixed so that the default weight decay means the same
/// for every photo.
pub const VECTOR_NORM: f32 = 16.0;

/// The settings of a project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// How the head is trained.
    pub train: TrainConfig,
    /// Share of the person's own photos that may be rejected as none of the classes, 0 (rejects nothing) to 1. A
    /// larger share also rejects more photos of other things.
    pub reject: f32,
}

impl Settings {
    /// These settings with everything in its range.
    #[must_use]
    pub fn clamped(self) -> Self {
        let reject =
            if self.reject.is_finite() { self.reject.clamp(0.0, 1.0) } else { Self::default().reject };
        Self { train: self.train.clamped(), reject }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self { train: TrainConfig::default(), reject: 0.05 }
    }
}

/// How the head is trained. [`TrainConfig::HYPERPARAMETERS`] gives the range of each number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrainConfig {
    /// Step size, relative to the largest step that provably converges.
    pub learning_rate: f64,
    /// Strength λ of the penalty ½·λ·‖W‖² on the head's weights.
    pub weight_decay: f64,
    /// Most passes over all photos; training stops earlier once it has converged.
    pub epochs: u32,
    /// Whether every class has the same weight in training, however many photos it has.
    pub balance: bool,
    /// Folds of cross-validation; 0 turns held-out results off.
    pub folds: u32,
    /// Seed of the folds: the same photos and seed give the same head.
    pub seed: u32,
    /// Which layers learn.
    pub layers: Layers,
}

/// Which layers of the network learn from the person's photos.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Layers {
    /// The head; the last layers too where that answers held-out photos better.
    #[default]
    Auto,
    /// The head alone.
    Head,
    /// The head and the last layers.
    Last,
}

impl Default for TrainConfig {
    fn default() -> Self {
        Self {
            learning_rate: 1.0,
            weight_decay: 0.01,
            epochs: 500,
            balance: true,
            folds: 5,
            seed: 0,
            layers: Layers::Auto,
        }
    }
}

/// A numeric training setting with its range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hyperparameter {
    /// The field of [`TrainConfig`], also used as the name in the page's markup.
    pub key: &'static str,
    /// Smallest value.
    pub min: f64,
    /// Largest value.
    pub max: f64,
    /// Step of the input field; 1 means whole numbers.
    pub step: f64,
}

impl TrainConfig {
    /// All numeric training settings; `balance` and `layers` are the only other ones.
    pub const HYPERPARAMETERS: [Hyperparameter; 5] = [
        Hyperparameter { key: "learning_rate", min: 0.01, max: 1.0, step: 0.01 },
        Hyperparameter { key: "weight_decay", min: 0.000_1, max: 1.0, step: 0.000_1 },
        Hyperparameter { key: "epochs", min: 1.0, max: 2000.0, step: 1.0 },
        Hyperparameter { key: "folds", min: 0.0, max: 10.0, step: 1.0 },
        Hyperparameter { key: "seed", min: 0.0, max: 999_999.0, step: 1.0 },
    ];

    /// The value of a numeric setting by its key, or `None` if there is no such key.
    pub fn get(&self, key: &str) -> Option<f64> {
        Some(match key {
            "learning_rate" => self.learning_rate,
            "weight_decay" => self.weight_decay,
            "epochs" => f64::from(self.epochs),
            "folds" => f64::from(self.folds),
            "seed" => f64::from(self.seed),
            _ => return None,
        })
    }

    /// Sets a numeric setting by its key and clamps the value to its range. NaN and unknown keys change nothing.
    pub fn set(&mut self, key: &str, value: f64) {
        let Some(hyperparameter) =
            Self::HYPERPARAMETERS.iter().find(|hyperparameter| hyperparameter.key == key)
        else {
            return;
        };
        if value.is_nan() {
            return;
        }
        let value = value.clamp(hyperparameter.min, hyperparameter.max);
        let whole = value.round() as u32;
        match key {
            "learning_rate" => self.learning_rate = value,
            "weight_decay" => self.weight_decay = value,
            "epochs" => self.epochs = whole,
            // A single fold has no photos to train on.
            "folds" => self.folds = if whole == 1 { 2 } else { whole },
            "seed" => self.seed = whole,
            _ => {}
        }
    }

    /// The settings with every number clamped to its range.
    #[must_use]
    pub fn clamped(mut self) -> Self {
        for hyperparameter in Self::HYPERPARAMETERS {
            let value = self.get(hyperparameter.key).unwrap_or(hyperparameter.min);
            self.set(hyperparameter.key, if value.is_nan() { hyperparameter.min } else { value });
        }
        self
    }
}

/// Limits on input. The messages that refuse a photo name them.
pub mod limits {
    /// Most pixels of a photo: above this, decoding alone could exhaust a phone.
    pub const PHOTO_PIXELS: u64 = 100_000_000;
    /// Largest photo file, in bytes.
    pub const PHOTO_BYTES: u64 = 256 * 1024 * 1024;
    /// Longest side at which a photo is kept, in pixels. Views of 224 × 224 need no more.
    pub const STORED_SIDE: u32 = 768;
    /// Longest side of a thumbnail, in pixels: 96 CSS pixels on a dense screen.
    pub const THUMBNAIL_SIDE: u32 = 192;
    /// Longest side of a thumbnail in a batch prediction, in pixels: 56 CSS pixels on a dense screen.
    pub const BATCH_THUMBNAIL_SIDE: u32 = 128;
    /// Longest side of the picture beside an answer, for files that a browser cannot show, in pixels.
    pub const ANSWER_SIDE: u32 = 384;
    /// Most files taken from one drop.
    pub const DROP_FILES: usize = 10_000;
    /// Most photos in a batch prediction. Each takes about 15 kB of the worker's memory: two features and a
    /// thumbnail.
    pub const BATCH_PHOTOS: usize = 10_000;
    /// Most single predictions that are kept and answered again by every new head.
    pub const ANSWERS: usize = 50;
    /// Most photos that get an answer each; larger selections are shown as a table.
    pub const SINGLE_PHOTOS: usize = 10;
    /// Longest class name, in characters.
    pub const CLASS_NAME_CHARS: usize = 80;
    /// Most classes in a project.
    pub const CLASSES: usize = 200;
}
