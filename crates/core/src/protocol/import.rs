//! Where new photos go, and what became of them.

use serde::{Deserialize, Serialize};

use super::ClassId;

/// Where new photos go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Placement {
    /// To this class.
    Class(ClassId),
    /// To the class of this name (compared without regard to case), which is created if there is none.
    Named(String),
}

/// What became of an import's photos.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportSummary {
    /// Photos that are now in the project.
    pub added: u32,
    /// Photos that were already there, byte for byte.
    pub duplicates: u32,
    /// Files that were refused.
    pub refused: u32,
    /// Whether the person cancelled; the `added` photos were then removed again.
    pub cancelled: bool,
}
