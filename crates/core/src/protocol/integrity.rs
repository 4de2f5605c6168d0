//! Whether the pretrained model is still the published one.

use serde::{Deserialize, Serialize};

use super::PhotoId;
use crate::message::Message;

/// Whether the pretrained model still answers as it was published. Everything here is computed when it is asked for: one
/// network comes fresh from the published file, the other is the one that answers the person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Knowledge {
    /// Photos that were compared.
    pub compared: u32,
    /// Photos that will have been compared at the end: some of many.
    pub photos: u32,
    /// Photos whose most probable of 1000 classes is the same.
    pub same_first: u32,
    /// Photos whose five most probable classes are the same, in the same order.
    pub same_five: u32,
    /// The largest difference of a probability, of all photos and all 1000 classes.
    pub largest_difference: f32,
    /// SHA-256 of the published weights file, in hexadecimal.
    pub published_file: String,
    /// SHA-256 of the weights file that was loaded, computed anew.
    pub loaded_file: String,
    /// SHA-256 of the weights as the device holds them: of the network that answers.
    pub weights_in_use: String,
    /// The same of the network that came fresh from the file.
    pub weights_of_file: String,
    /// Why it could not be brought to its end: one sentence.
    #[serde(default)]
    pub problem: Option<Message>,
}

/// What the pretrained model sees in a photo, before and now: its five most probable of 1000 classes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComparedPhoto {
    /// The photo.
    pub photo: PhotoId,
    /// As published.
    pub before: Vec<(String, f32)>,
    /// As it answers now.
    pub now: Vec<(String, f32)>,
}
