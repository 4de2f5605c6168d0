//! What photos show, and why.

use serde::{Deserialize, Serialize};

use super::{ClassId, PhotoId};
use crate::metrics::saliency::Map;

/// One of many photos that are tried at once, for as long as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BatchItemId(pub u32);

/// What a photo shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    /// All classes that have photos, by falling probability. Empty while there is no head.
    pub classes: Vec<(ClassId, f32)>,
    /// How much the photo speaks for being of none of them, to be compared with [`Unknown::photos`](super::Unknown::photos); none while that is not
    /// known.
    pub unknown: Option<f32>,
    /// The photos that it was trained on which are most like this one, the nearest first.
    pub nearest: Vec<PhotoId>,
    /// What the pretrained model sees: its five most probable of 1000 classes.
    pub pretrained: Vec<(String, f32)>,
    /// Wall time from the file to the answer, in milliseconds.
    pub milliseconds: f32,
}

/// What one of many photos shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BatchAnswer {
    /// The two most probable classes, the first one first. Empty while there is no head.
    pub classes: Vec<(ClassId, f32)>,
    /// As [`Prediction::unknown`].
    pub unknown: Option<f32>,
    /// The most probable of the 1000 classes that the pretrained model knows.
    pub pretrained: Option<(String, f32)>,
}

/// Which regions of a photo speak for what it may show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The photo's width divided by its height.
    pub aspect: f32,
    /// The person's most probable classes, then what the pretrained model sees, each kind by falling probability.
    pub subjects: Vec<Explained>,
}

/// Which regions of a photo speak for one thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explained {
    /// What they speak for.
    pub subject: Subject,
    /// Scores of the photo's views: shares of the logit. The differences between two subjects of a kind say which regions speak
    /// for the one rather than the other.
    pub views: Vec<Map>,
}

/// What a photo may show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// A class of the person's.
    Class(ClassId),
    /// A class of the pretrained model, by its name.
    Pretrained(String),
}
