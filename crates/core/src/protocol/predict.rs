//! Predictions and their explanations.

use serde::{Deserialize, Serialize};

use super::{ClassId, PhotoId};
use crate::message::Message;
use crate::metrics::saliency::Map;

/// Id of a photo in the current batch prediction; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BatchItemId(pub u32);

/// The answer for one photo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    /// All classes that have photos, most probable first. Empty while there is no head.
    pub classes: Vec<(ClassId, f32)>,
    /// The photo's unknown score, to be compared with those of [`Unknown::photos`](super::Unknown::photos); none
    /// while it is not known.
    pub unknown: Option<f32>,
    /// The training photos most similar to this one, nearest first.
    pub nearest: Vec<PhotoId>,
    /// The photo of the project with the same file content, if there is one. It may have been deleted: an undo can bring
    /// it back.
    pub same: Option<PhotoId>,
    /// Whether the head that answers was trained on this very photo, so that the answer is no test of it. The photo may
    /// have been deleted since.
    pub learned: bool,
    /// What is good to know about how the file was read: sentences that continue after its name.
    pub notes: Vec<Message>,
    /// The five most probable of the pretrained model's 1000 classes, with their probabilities.
    pub pretrained: Vec<(String, f32)>,
    /// Wall time from the file to the answer, in milliseconds.
    pub milliseconds: f32,
}

/// The answer for one photo of a batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BatchAnswer {
    /// The two most probable classes, most probable first. Empty while there is no head.
    pub classes: Vec<(ClassId, f32)>,
    /// As [`Prediction::unknown`].
    pub unknown: Option<f32>,
    /// As [`Prediction::same`].
    pub same: Option<PhotoId>,
    /// As [`Prediction::learned`].
    pub learned: bool,
    /// As [`Prediction::notes`].
    pub notes: Vec<Message>,
    /// The most probable of the 1000 classes that the pretrained model knows.
    pub pretrained: Option<(String, f32)>,
}

/// Which regions of a photo support its most probable classes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The photo's width divided by its height.
    pub aspect: f32,
    /// The person's most probable classes, then those of the pretrained model, each by falling probability.
    pub subjects: Vec<Explained>,
}

/// Which regions of a photo support one class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explained {
    /// The class.
    pub subject: Subject,
    /// Attribution scores of the photo's views, as shares of the class's logit. The difference between two subjects
    /// of the same kind says which regions support one rather than the other.
    pub views: Vec<Map>,
}

/// A class of the person or of the pretrained model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// A class of the person's.
    Class(ClassId),
    /// A class of the pretrained model, by its name.
    Pretrained(String),
}
