//! Frees the space of what can no longer be restored, in slices: when nothing else is to be done, or at once if the
//! person asks.

use super::context::Context;
use super::schedule::Priority;
use handlens_core::protocol::Event;
use handlens_core::{Result, msg};

/// Tidying as a job.
#[derive(Default)]
pub(super) struct Tidying {
    /// The value of [`Revisions::leftovers`](super::context::Revisions::leftovers) when it was last done. `None` at
    /// first: the project may have been closed before.
    done: Option<u64>,
    /// Whether the person waits for it.
    asked: bool,
}

impl Tidying {
    /// Clears the undo journal, and with it every photo that undo could still restore. Answered by
    /// [`Event::DeletedForgotten`] once the space is freed.
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

    /// Runs one slice. If the device refuses it, it waits for the next change; if the person asked for it, they are
    /// told.
    pub(super) fn slice(&mut self, context: &mut Context) {
        let problem = match context.project.tidy_slice() {
            Ok(true) => return,
            Ok(false) => None,
            Err(error) => Some(msg!("session-space-not-given-back", reason = error.message().clone())),
        };
        // The list of projects shows their size.
        context.revisions.project += 1;
        self.done = Some(context.revisions.leftovers);
        if std::mem::take(&mut self.asked) {
            context.tell(Event::DeletedForgotten { problem });
        }
    }
}
