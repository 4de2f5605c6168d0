//! Gives back the space of what nothing can bring back, in slices: when nothing else is to be done, or at once when the person
//! asks for it.

use super::context::Context;
use super::schedule::Priority;
use handlens_core::protocol::Event;
use handlens_core::{Result, msg};

/// Tidying as a job.
#[derive(Default)]
pub(super) struct Tidying {
    /// The revision of what may be left behind for which it is done. None at first: an earlier visit may have ended before.
    done: Option<u64>,
    /// Whether the person waits for it.
    asked: bool,
}

impl Tidying {
    /// Forgets the journal, and with it every photo that undo could still bring back. Answered by
    /// [`Event::DeletedForgotten`] once their space is given back.
    pub(super) fn forget_deleted(&mut self, context: &mut Context) -> Result<()> {
        if let Err(error) = context.project.forget_changes() {
            context.tell(Event::DeletedForgotten { problem: Some(error.message().clone()) });
            return Ok(());
        }
        context.revisions.project += 1;
        self.asked = true;
        context.tell_journal()
    }

    pub(super) fn next(&self, context: &Context) -> Option<Priority> {
        if self.asked {
            return Some(Priority::TidyNow);
        }
        (self.done != Some(context.revisions.leftovers)).then_some(Priority::Tidy)
    }

    /// One piece. What the device refuses waits for the next change; where the person asked for it, they are told.
    pub(super) fn slice(&mut self, context: &mut Context) {
        let problem = match context.project.tidy_slice() {
            Ok(true) => return,
            Ok(false) => None,
            Err(error) => Some(msg!("session-space-not-given-back", reason = error.message().clone())),
        };
        // The list of projects tells their size.
        context.revisions.project += 1;
        self.done = Some(context.revisions.leftovers);
        if std::mem::take(&mut self.asked) {
            context.tell(Event::DeletedForgotten { problem });
        }
    }
}
