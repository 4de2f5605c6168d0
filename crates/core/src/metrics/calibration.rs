//! Whether predicted probabilities match observed frequencies.

use serde::{Deserialize, Serialize};

/// One bar of a reliability diagram.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// Number of photos whose confidence falls into this bin.
    pub photos: u32,
    /// Their mean confidence, 0 to 1.
    pub confidence: f32,
    /// Share of them that were predicted correctly, 0 to 1.
    pub accuracy: f32,
}
