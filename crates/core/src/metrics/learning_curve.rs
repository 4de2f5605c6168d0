//! Learning curves: how accuracy grows with the number of photos, and the power law that extrapolates it.

use serde::{Deserialize, Serialize};

/// How accuracy grows with the number of photos.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LearningCurve {
    /// Points by rising number of photos. The last one uses all photos that the cross-validation heads are trained
    /// on.
    pub points: Vec<Point>,
    /// Expected result with twice the photos; none if that would be a guess.
    pub twice: Option<Expected>,
}

/// Held-out accuracy of heads trained on the same number of photos.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Photos trained on, mean per class.
    pub photos: f32,
    /// Share of held-out photos predicted correctly, 0 to 1.
    pub accuracy: f32,
    /// 95 % Wilson interval of `accuracy`.
    pub interval: (f32, f32),
}

/// Expected result with twice the photos.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Expected {
    /// Expected share of held-out photos predicted correctly, 0 to 1.
    pub accuracy: f32,
    /// Range in which the accuracy will lie 19 times out of 20.
    pub range: (f32, f32),
    /// The power law used for the extrapolation.
    pub law: Law,
}

/// Error rate when trained on `u` times the current photos: `a·u^-b + c`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Law {
    /// Error that more photos can remove, at least 0.
    pub a: f64,
    /// How fast the error falls, 0 to 1.
    pub b: f64,
    /// Error that remains with any number of photos, at least 0.
    pub c: f64,
}

impl Law {
    /// Error rate at `u` times the current photos.
    pub fn at(&self, u: f64) -> f64 {
        self.a * u.powf(-self.b) + self.c
    }
}
