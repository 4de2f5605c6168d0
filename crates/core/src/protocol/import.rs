//! Where new photos go, and what became of them.

use serde::{Deserialize, Serialize};

use super::ClassId;

/// Where new photos go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Placement {
    /// To this class.
    Class(ClassId),
    /// To the class of this name (matched without regard to case), created if there is none.
    Named(String),
}

/// What became of an import's photos.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportSummary {
    /// Photos that are now in the project.
    pub added: u32,
    /// Photos that were there already, byte for byte.
    pub duplicates: u32,
    /// Files that could not be used.
    pub refused: u32,
    /// Whether the person cancelled; then `added` photos were taken back.
    pub cancelled: bool,
}
