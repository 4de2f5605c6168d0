//! The report of a training as projects store it: types of its own, so that what the page is sent can change without making
//! stored projects unreadable.
//!
//! Every field that was added after the first version has a default, so that the reports of all versions can be read.

use serde::{Deserialize, Serialize};

use handlens_core::metrics::calibration::Bin;
use handlens_core::metrics::learning_curve::LearningCurve;
use handlens_core::metrics::unknown::UnknownScore;
use handlens_core::protocol::{self, ClassId, PhotoId, TrainReport};

/// The version of the reports that are written now. Raise it when a report says more, or something else, than before: the
/// engine then trains the heads of older reports again.
pub const REPORT_VERSION: u32 = 3;

/// The report of a training, and what is known of the head beside it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StoredReport {
    /// Identifies the photos, classes, settings and pretrained weights that the head was trained on. Empty in the first
    /// version's reports.
    #[serde(default)]
    pub trained_on: String,
    /// Photos whose label is in doubt: the photo, its label, the class that it more probably is, and the calibrated
    /// probability of that class, 0 to 1. The most probable mistake comes first.
    #[serde(default)]
    pub suspects: Vec<(PhotoId, ClassId, ClassId, f32)>,
    /// The accuracy on photos of other occasions; `None` until it was measured.
    #[serde(default)]
    pub occasions: Option<OtherOccasions>,
    epochs: u32,
    converged: bool,
    loss: f32,
    seconds: f32,
    photos: u32,
    held_out: Option<HeldOut>,
    #[serde(default)]
    unjudged: Vec<(ClassId, u32)>,
    #[serde(default)]
    tuning: Option<TuningReport>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct TuningReport {
    kept: bool,
    accuracy: f32,
    accuracy_of_head: f32,
    interval_of_head: (f32, f32),
    agreement: f32,
    changes: Vec<(String, f32)>,
    seconds: f32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct HeldOut {
    folds: u32,
    accuracy: f32,
    interval: (f32, f32),
    #[serde(default)]
    groups: u32,
    classes: Vec<(ClassId, u32, u32)>,
    #[serde(default)]
    confusion: Vec<u32>,
    #[serde(default)]
    calibration: Option<Calibration>,
    #[serde(default)]
    unknown: Option<Unknown>,
    #[serde(default)]
    learning: Option<LearningCurve>,
    photos: Vec<(PhotoId, ClassId, f32)>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Calibration {
    temperature: f32,
    loss_before: f32,
    loss: f32,
    error_before: f32,
    error: f32,
    #[serde(default)]
    bins_before: Vec<Bin>,
    bins: Vec<Bin>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Unknown {
    score: UnknownScore,
    photos: Vec<(PhotoId, f32)>,
}

/// Accuracy on photos of other occasions, as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct OtherOccasions {
    occasions: u32,
    judged: u32,
    right: u32,
    interval: (f32, f32),
}

impl StoredReport {
    /// The report as the page is sent it.
    pub fn report(&self) -> TrainReport {
        let Self { epochs, converged, loss, seconds, photos, .. } = *self;
        let (held_out, unjudged) = (self.held_out.clone().map(Into::into), self.unjudged.clone());
        let tuning = self.tuning.clone().map(Into::into);
        TrainReport { epochs, converged, loss, seconds, photos, held_out, unjudged, tuning }
    }

    /// Leaves only what is about the given photos and classes, so that a copy of a project has no trace of others.
    pub(super) fn retain(&mut self, photo: impl Fn(&PhotoId) -> bool, class: impl Fn(&ClassId) -> bool) {
        self.suspects.retain(|(id, label, other, _)| photo(id) && class(label) && class(other));
        self.unjudged.retain(|(id, _)| class(id));
        if let Some(held_out) = &mut self.held_out {
            held_out.photos.retain(|(id, answer, _)| photo(id) && class(answer));
            held_out.classes.retain(|(id, ..)| class(id));
            if let Some(unknown) = &mut held_out.unknown {
                unknown.photos.retain(|(id, _)| photo(id));
            }
        }
    }
}

impl From<TrainReport> for StoredReport {
    fn from(report: TrainReport) -> Self {
        let TrainReport { epochs, converged, loss, seconds, photos, held_out, unjudged, tuning } = report;
        let (held_out, tuning) = (held_out.map(Into::into), tuning.map(Into::into));
        Self { epochs, converged, loss, seconds, photos, held_out, unjudged, tuning, ..Self::default() }
    }
}

/// Converts in both directions between a stored type and the type of `protocol` that has the same fields.
macro_rules! same_fields {
    ($($name:ident { $($field:ident),* $(; $($nested:ident),*)? })*) => {$(
        impl From<protocol::$name> for $name {
            fn from(sent: protocol::$name) -> Self {
                Self { $($field: sent.$field,)* $($($nested: sent.$nested.map(Into::into),)*)? }
            }
        }

        impl From<$name> for protocol::$name {
            fn from(stored: $name) -> Self {
                Self { $($field: stored.$field,)* $($($nested: stored.$nested.map(Into::into),)*)? }
            }
        }
    )*};
}

same_fields! {
    HeldOut { folds, accuracy, interval, groups, classes, confusion, learning, photos; calibration, unknown }
    Calibration { temperature, loss_before, loss, error_before, error, bins_before, bins }
    Unknown { score, photos }
    OtherOccasions { occasions, judged, right, interval }
    TuningReport { kept, accuracy, accuracy_of_head, interval_of_head, agreement, changes, seconds }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first version stored the report alone.
    const FIRST: &str = r#"{"epochs":120,"converged":true,"loss":0.5,"seconds":1.0,"photos":3,"held_out":{"folds":5,
        "accuracy":0.75,"interval":[0.5,0.875],"classes":[[1,4,3]],"photos":[[7,1,0.5]]}}"#;

    #[test]
    fn a_report_of_the_first_version_can_be_read() {
        let stored: StoredReport = serde_json::from_str(FIRST).expect("a report");
        assert_eq!((stored.trained_on.as_str(), stored.occasions), ("", None));
        let report = stored.report();
        assert_eq!((report.epochs, report.photos), (120, 3));
        let held_out = report.held_out.expect("held-out results");
        assert_eq!(held_out.photos, [(PhotoId(7), ClassId(1), 0.5)]);
        assert_eq!((held_out.groups, held_out.calibration, held_out.learning), (0, None, None));
    }

    #[test]
    fn a_report_comes_back_as_it_was_stored() {
        let bins = vec![Bin { photos: 3, confidence: 0.5, accuracy: 0.25 }];
        let report = TrainReport {
            epochs: 130,
            converged: false,
            loss: 0.125,
            seconds: 2.5,
            photos: 12,
            held_out: Some(protocol::HeldOut {
                folds: 5,
                accuracy: 0.75,
                interval: (0.5, 0.875),
                groups: 11,
                classes: vec![(ClassId(1), 6, 5), (ClassId(2), 6, 4)],
                confusion: vec![5, 1, 2, 4],
                calibration: Some(protocol::Calibration {
                    temperature: 1.5,
                    loss_before: 0.5,
                    loss: 0.25,
                    error_before: 0.125,
                    error: 0.0625,
                    bins_before: bins.clone(),
                    bins,
                }),
                unknown: UnknownScore::new(&[0.1, 0.2], &[4.0, 5.0])
                    .map(|score| protocol::Unknown { score, photos: vec![(PhotoId(3), -0.5)] }),
                learning: Some(LearningCurve::default()),
                photos: vec![(PhotoId(3), ClassId(2), 0.5)],
            }),
            unjudged: vec![(ClassId(2), 1)],
            tuning: None,
        };
        let json = serde_json::to_string(&StoredReport::from(report.clone())).expect("JSON");
        let stored: StoredReport = serde_json::from_str(&json).expect("a report");
        assert_eq!(stored.report(), report);
    }
}
