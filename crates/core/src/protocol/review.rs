//! What among the photos is worth a look.

use serde::{Deserialize, Serialize};

use super::{ClassId, PhotoId};

/// What can be wrong with photos.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Problem {
    /// A head that never saw it is sure that it is of another class.
    Mislabelled,
    /// Several are nearly the same.
    Duplicates,
    /// It is unlike the others of its class.
    Outlier,
    /// Nothing in it is sharp.
    Blurred,
    /// Nothing in it is bright.
    Dark,
    /// It has fewer pixels than the model looks at.
    Tiny,
}

impl Problem {
    /// All of them, the gravest first.
    pub const ALL: [Self; 6] =
        [Self::Mislabelled, Self::Duplicates, Self::Outlier, Self::Blurred, Self::Dark, Self::Tiny];

    /// Its name where it is stored, and in the page's markup.
    pub fn key(self) -> &'static str {
        match self {
            Self::Mislabelled => "mislabelled",
            Self::Duplicates => "duplicates",
            Self::Outlier => "outlier",
            Self::Blurred => "blurred",
            Self::Dark => "dark",
            Self::Tiny => "tiny",
        }
    }

    /// The one of this name.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.key() == key)
    }
}

/// What among the photos is worth a look.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// Of each problem the worst first, and of very many the worst only.
    pub list: Vec<Finding>,
    /// How many there are of each problem in all, where there are more than are listed.
    pub more: Vec<(Problem, u32)>,
    /// What would be told, did the person not keep it as it is.
    pub kept: Vec<(Problem, PhotoId)>,
    /// Photos that have not been looked at yet.
    pub unmeasured: u32,
}

/// One thing that is worth a look.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is.
    pub problem: Problem,
    /// The photo, with its class; of duplicates all of a group, the best one first.
    pub photos: Vec<(PhotoId, ClassId)>,
    /// The class of which it probably is, with its held-out probability; for mislabelled ones only.
    pub instead: Option<(ClassId, f32)>,
}
