//! One photo of a batch, and its answer.

use handlens_core::message::Message;
use handlens_core::protocol::{BatchAnswer, BatchItemId, ClassId, PhotoId};

/// One photo of the batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its id.
    pub id: BatchItemId,
    /// The file name, with the folders or the archive above it where another row has the same name.
    pub name: String,
    /// The file name with all that was dropped around it.
    pub(super) path: String,
    /// The answer so far.
    pub outcome: Outcome,
    /// The photo in the project, if it was added.
    pub added: Option<PhotoId>,
    /// Whether the person has saved its answer to a file.
    pub(super) saved: bool,
    /// The generation of the head that answered.
    pub(super) generation: u32,
}

impl Row {
    /// The answer, if there is one.
    pub fn answer(&self) -> Option<&BatchAnswer> {
        match &self.outcome {
            Outcome::Answered(answer) => Some(answer),
            Outcome::Waiting | Outcome::Refused(_) => None,
        }
    }

    /// Whether the head that answered has learned from this very photo, so that the answer is no test of it. That stays
    /// so until another head answers, even if the photo has been removed from the project.
    pub fn is_learned(&self) -> bool {
        self.answer().is_some_and(|answer| answer.learned)
    }

    /// What is good to know about how the file was read: sentences that continue after its name.
    pub fn notes(&self) -> &[Message] {
        self.answer().map_or(&[], |answer| &answer.notes)
    }
}

/// The answer for a photo so far.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Not there yet.
    Waiting,
    /// The answer.
    Answered(BatchAnswer),
    /// There is none: the reason, a sentence that continues after the file name.
    Refused(Message),
}

/// What a row amounts to under the current settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Not answered yet.
    Waiting,
    /// The file cannot be used.
    Refused,
    /// There was no head to answer.
    Unanswered,
    /// This class.
    Class(ClassId),
    /// None of the classes.
    Unknown,
    /// It was added to the project from here, and is in this class.
    Added(ClassId),
    /// The project has this very photo, in this class. A head has learned from it, or will.
    Present(ClassId),
}

impl Verdict {
    /// The class of the photo in the project, if it is there.
    pub fn in_project(self) -> Option<ClassId> {
        match self {
            Self::Added(class) | Self::Present(class) => Some(class),
            Self::Waiting | Self::Refused | Self::Unanswered | Self::Class(_) | Self::Unknown => None,
        }
    }
}
