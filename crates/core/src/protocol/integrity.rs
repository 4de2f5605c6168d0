//! Whether the pretrained model is still the published one.

use serde::{Deserialize, Serialize};

use super::PhotoId;
use crate::message::Message;

/// Result of checking that the pretrained model still answers as published. Everything is computed on request: one
/// network is loaded anew from the published file, and the other is the one that answers the person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct IntegrityReport {
    /// Photos compared so far.
    pub compared: u32,
    /// Photos that will be compared in total, a sample of many.
    pub photos: u32,
    /// Photos whose most probable class of 1000 is the same.
    pub same_first: u32,
    /// Photos whose five most probable classes are the same, in the same order.
    pub same_five: u32,
    /// Largest difference of any probability, over all photos and all 1000 classes.
    pub largest_difference: f32,
    /// SHA-256 of the published weights file, in hexadecimal.
    pub published_file: String,
    /// SHA-256 of the weights file that was loaded, computed on request.
    pub loaded_file: String,
    /// SHA-256 of the weights in device memory, of the network that answers.
    pub weights_in_use: String,
    /// The same for the network that was loaded anew from the file.
    pub weights_of_file: String,
    /// One sentence that says why the check could not be completed.
    #[serde(default)]
    pub problem: Option<Message>,
}

/// What the pretrained model sees in a photo: the five most probable of its 1000 classes, with their probabilities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComparedPhoto {
    /// The photo.
    pub photo: PhotoId,
    /// The published network's answer.
    pub before: Vec<(String, f32)>,
    /// The answer of the network in use.
    pub now: Vec<(String, f32)>,
}
