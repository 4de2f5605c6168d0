//! Commands that wait for their turn, in order.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::{Poll, Waker};

use crate::protocol::Command;
use crate::session::Attachments;

/// What came from the page and waits for the session.
#[derive(Default)]
pub struct Queue {
    waiting: RefCell<VecDeque<(Command, Attachments)>>,
    waker: RefCell<Option<Waker>>,
}

impl Queue {
    /// Adds a command at the end. A newer live frame takes the place of an older one that still waits: only the
    /// newest is worth an answer, and frames come faster than answers on a slow device.
    pub fn push(&self, command: Command, attachments: Attachments) {
        let mut waiting = self.waiting.borrow_mut();
        if is_live(&command) {
            waiting.retain(|(older, _)| !is_live(older));
        }
        waiting.push_back((command, attachments));
        drop(waiting);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// Takes the first command, if one waits.
    pub fn pop(&self) -> Option<(Command, Attachments)> {
        self.waiting.borrow_mut().pop_front()
    }

    /// Takes the first command, as soon as there is one.
    pub async fn next(&self) -> (Command, Attachments) {
        self.first(|_| true).await
    }

    /// Takes the first [`Command::Open`], as soon as there is one; other commands stay where they are.
    pub async fn next_open(&self) -> Command {
        self.first(|command| matches!(command, Command::Open { .. })).await.0
    }

    /// Takes the first command that is wanted, as soon as there is one.
    async fn first(&self, wanted: impl Fn(&Command) -> bool) -> (Command, Attachments) {
        poll_fn(|context| {
            let mut waiting = self.waiting.borrow_mut();
            let place = waiting.iter().position(|(command, _)| wanted(command));
            if let Some(first) = place.and_then(|place| waiting.remove(place)) {
                return Poll::Ready(first);
            }
            self.waker.replace(Some(context.waker().clone()));
            Poll::Pending
        })
        .await
    }
}

fn is_live(command: &Command) -> bool {
    matches!(command, Command::Predict { live: true, .. })
}
