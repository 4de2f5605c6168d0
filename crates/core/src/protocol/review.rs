//! Data issues: photos that may be wrong or unsuitable.

use serde::{Deserialize, Serialize};

use super::{ClassId, PhotoId};

/// Kinds of data issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum IssueKind {
    /// A head that was not trained on the photo is sure that it belongs to another class.
    Mislabelled,
    /// Several photos are nearly the same.
    Duplicates,
    /// The photo is unlike the others of its class.
    Outlier,
    /// No part of the photo is sharp.
    Blurred,
    /// No part of the photo is bright.
    Dark,
    /// The photo has fewer pixels than the model uses.
    Tiny,
}

impl IssueKind {
    /// All kinds, most serious first.
    pub const ALL: [Self; 6] =
        [Self::Mislabelled, Self::Duplicates, Self::Outlier, Self::Blurred, Self::Dark, Self::Tiny];

    /// Its name in storage and in the page's markup.
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

    /// The kind with this key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.key() == key)
    }
}

/// The data issues of a project.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DataIssues {
    /// The worst of each kind first; if there are very many, only the worst.
    pub list: Vec<DataIssue>,
    /// Total number of issues of a kind, for kinds with more than are listed.
    pub more: Vec<(IssueKind, u32)>,
    /// Issues that would be reported if the person had not dismissed them.
    pub kept: Vec<(IssueKind, PhotoId)>,
    /// Number of photos that have not been checked yet.
    pub unmeasured: u32,
    /// Whether near-duplicates or outliers are still being searched for.
    pub searching: bool,
}

/// One data issue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DataIssue {
    /// Its kind.
    pub problem: IssueKind,
    /// The photo and its class; for duplicates, all photos of the group, best one first.
    pub photos: Vec<(PhotoId, ClassId)>,
    /// The class that the photo probably belongs to, with its held-out probability; for mislabelled photos only.
    pub instead: Option<(ClassId, f32)>,
}
