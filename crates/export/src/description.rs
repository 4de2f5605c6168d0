//! What a file says about itself: whose classifier it is, how good it is, and what it was made from.

use sha2::{Digest, Sha256};

use handlens_core::Result;
use handlens_vision::model::weights::{Provenance, Weights, hex};

use crate::classifier::TrainedClassifier;

/// The program that writes the files.
pub const PRODUCER: &str = "Handlens";
/// Its version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What a person says about a classifier, and what its training found.
#[derive(Debug, Clone, PartialEq)]
pub struct Details {
    /// Name of the project.
    pub project: String,
    /// When the file is made, as in `2026-03-09T14:05:00Z`.
    pub created: String,
    /// How good it is; `None` if no photos were held out.
    pub held_out: Option<HeldOutAccuracy>,
}

/// Accuracy on photos that the head predicting them never saw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeldOutAccuracy {
    /// Share of photos predicted correctly, 0 to 1.
    pub accuracy: f32,
    /// Its 95 % interval.
    pub interval: (f32, f32),
    /// Number of photos.
    pub photos: u32,
}

/// What a file says about itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    details: Details,
    class_names: Vec<String>,
    backbone: Provenance,
    backbone_sha256: String,
    /// Of the parameters as f16, see [`Tail::to_bytes`](handlens_vision::model::cpu::tail::Tail::to_bytes).
    tuned_sha256: Option<String>,
    threshold: Option<f32>,
}

impl Description {
    /// Of a classifier on these weights.
    ///
    /// # Errors
    ///
    /// When the weights do not state where they come from.
    pub fn new(details: Details, classifier: &TrainedClassifier, weights: &Weights) -> Result<Self> {
        Ok(Self {
            details,
            class_names: classifier.class_names().to_vec(),
            backbone: weights.provenance()?,
            backbone_sha256: weights.sha256(),
            tuned_sha256: classifier.tuned().map(|tail| hex(&Sha256::digest(tail.to_bytes()))),
            threshold: classifier.unknown().map(|unknown| unknown.threshold),
        })
    }

    /// Name of the project.
    pub fn project(&self) -> &str {
        &self.details.project
    }

    /// All of it as keys and values, for formats with room for such. Lists are JSON. A key whose value is not known is
    /// left out.
    pub fn properties(&self) -> Vec<(&'static str, String)> {
        let Self { details, backbone, .. } = self;
        let known = |key, value: Option<String>| value.map(|value| (key, value));
        let held_out = details.held_out.as_ref();
        let fixed = [
            ("project", details.project.clone()),
            ("class_names", serde_json::json!(self.class_names).to_string()),
            ("handlens_version", VERSION.to_owned()),
            ("created", details.created.clone()),
            ("backbone", backbone.model.clone()),
            ("backbone_source", backbone.source.clone()),
            ("backbone_sha256", self.backbone_sha256.clone()),
            ("backbone_licence", backbone.licence.clone()),
        ];
        let where_known = [
            known("tuned_layers_sha256", self.tuned_sha256.clone()),
            known("unknown_threshold", self.threshold.map(|threshold| threshold.to_string())),
            known("held_out_accuracy", held_out.map(|held_out| held_out.accuracy.to_string())),
            known(
                "held_out_interval",
                held_out.map(|held_out| serde_json::json!(held_out.interval).to_string()),
            ),
            known("held_out_photos", held_out.map(|held_out| held_out.photos.to_string())),
        ];
        fixed.into_iter().chain(where_known.into_iter().flatten()).collect()
    }
}
