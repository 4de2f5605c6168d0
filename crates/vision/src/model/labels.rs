//! The names of the pretrained model's 1000 classes.

use serde::Deserialize;

use super::IMAGENET_CLASSES;
use handlens_core::{Error, Result, msg};

/// How many of the pretrained model's classes are shown.
pub const PRETRAINED_SHOWN: usize = 5;

/// ImageNet's class names in the order of the network's logits.
#[derive(Debug, Clone)]
pub struct Labels(Vec<String>);

#[derive(Deserialize)]
struct File {
    labels: Vec<String>,
}

impl Labels {
    /// Reads `www/model/imagenet-labels.json`.
    ///
    /// # Errors
    ///
    /// When it is not valid JSON of this form, or does not have 1000 names.
    pub fn parse(json: &str) -> Result<Self> {
        let damaged = || Error::model(msg!("model-labels-damaged"));
        let file: File = serde_json::from_str(json).map_err(|cause| damaged().with_detail(cause))?;
        if file.labels.len() != IMAGENET_CLASSES {
            return Err(damaged().with_detail(format!("{} names", file.labels.len())));
        }
        Ok(Self(file.labels))
    }

    /// The `count` most probable classes of logits `[1000]`, as names with probabilities, most probable first.
    pub fn top(&self, logits: &[f32], count: usize) -> Vec<(String, f32)> {
        let probabilities = handlens_core::metrics::softmax(logits);
        let name = |place: usize| Some((self.0.get(place)?.clone(), probabilities[place]));
        first(logits, count).into_iter().filter_map(name).collect()
    }

    /// The name of a class, by its index in the logits.
    pub fn name(&self, place: usize) -> Option<&str> {
        self.0.get(place).map(String::as_str)
    }
}

/// The pretrained head's logits of a photo, `[1000]`: the mean of the logits of its two views.
pub fn mean(centre: &[f32], whole: &[f32]) -> Vec<f32> {
    centre.iter().zip(whole).map(|(a, b)| (a + b) / 2.0).collect()
}

/// The indices of the `count` largest logits, largest first.
pub fn first(logits: &[f32], count: usize) -> Vec<usize> {
    let mut places: Vec<usize> = (0..logits.len()).collect();
    places.sort_by(|a, b| logits[*b].total_cmp(&logits[*a]));
    places.truncate(count);
    places
}
