//! How accuracy grows with photos: a learning curve, and the law that it is drawn on with.

use serde::{Deserialize, Serialize};

/// What is known about how accuracy grows with photos.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LearningCurve {
    /// By rising number of photos; the last is all that the twins are trained on.
    pub points: Vec<Point>,
    /// What to expect of twice the photos; none where that would be guessing.
    pub twice: Option<Expected>,
}

/// Held-out accuracy of heads of one size.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Photos trained on, mean of a class.
    pub photos: f32,
    /// Share of the held-out photos that were called right, 0 to 1.
    pub accuracy: f32,
    /// 95 % Wilson interval of `accuracy`.
    pub interval: (f32, f32),
}

/// What to expect of twice the photos.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Expected {
    /// Share of held-out photos that will be called right, 0 to 1.
    pub accuracy: f32,
    /// Where it will lie, 19 times of 20.
    pub range: (f32, f32),
    /// The law that it was drawn on with.
    pub law: Law,
}

/// The share called wrong when trained on `u` times the photos that there are: `a·u^-b + c`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Law {
    /// What more photos can mend, at least 0.
    pub a: f64,
    /// How soon, 0 to 1.
    pub b: f64,
    /// What they cannot, at least 0.
    pub c: f64,
}

impl Law {
    /// The share called wrong at `u` times the photos.
    pub fn at(&self, u: f64) -> f64 {
        self.a * u.powf(-self.b) + self.c
    }
}
