//! Gives back the space of what nothing can bring back, in slices: when nothing else is to be done, or at once when the person
//! asks for it.

use super::Session;
use handlens_core::protocol::Event;
use handlens_core::{Result, msg};

/// Whether there may be something to tidy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tidying {
    /// Nothing is left.
    No,
    /// When nothing else is to be done.
    Due,
    /// Before all else: the person waits for it.
    Asked,
}

impl Tidying {
    /// Something changed that may leave something behind.
    pub(super) fn set_due(&mut self) {
        if *self == Self::No {
            *self = Self::Due;
        }
    }
}

impl Session {
    /// Forgets the journal, and with it every photo that undo could still bring back. Answered by
    /// [`Event::DeletedForgotten`] once their space is given back.
    pub(super) fn forget_deleted(&mut self) -> Result<()> {
        if let Err(error) = self.project.forget_changes() {
            self.tell(Event::DeletedForgotten { problem: Some(error.message().clone()) });
            return Ok(());
        }
        self.changed = true;
        self.tidying = Tidying::Asked;
        self.tell_journal()
    }

    /// One piece. What the device refuses waits for the next change; where the person asked for it, they are told.
    pub(super) fn tidy_slice(&mut self) {
        self.end_unended_imports();
        let problem = match self.project.tidy_slice() {
            Ok(true) => return,
            Ok(false) => None,
            Err(error) => Some(msg!("session-space-not-given-back", reason = error.message().clone())),
        };
        // The list of projects tells their size.
        self.changed = true;
        if std::mem::replace(&mut self.tidying, Tidying::No) == Tidying::Asked {
            self.tell(Event::DeletedForgotten { problem });
        }
    }
}
