//! Whether probabilities mean what they say.

use serde::{Deserialize, Serialize};

/// One bar of a reliability diagram.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// Photos whose answer was this sure.
    pub photos: u32,
    /// How sure it was on average, 0 to 1.
    pub confidence: f32,
    /// Share of them that was right, 0 to 1.
    pub accuracy: f32,
}
