//! What has arrived and waits for its turn, in order.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::{Poll, Waker};

use handlens_core::Result;
use handlens_core::protocol::{Command, ProjectId};
use handlens_engine::session::{Attachments, Engine};

/// Something the worker has to handle.
pub enum QueueItem {
    /// A command from the page.
    Command(Command, Attachments),
    /// The model, loaded onto its device; arrives once.
    Engine(Result<Box<Engine>>),
    /// Another tab has taken over this project.
    Taken(ProjectId),
}

impl QueueItem {
    /// Whether it can be handled before the model has arrived.
    pub fn needs_no_model(&self) -> bool {
        match self {
            Self::Command(command, _) => !command.needs_model(),
            Self::Engine(_) | Self::Taken(_) => true,
        }
    }

    fn is_live_frame(&self) -> bool {
        matches!(self, Self::Command(Command::Predict { live: true, .. }, _))
    }
}

/// The queue of everything that waits.
#[derive(Default)]
pub struct Queue {
    waiting: RefCell<VecDeque<QueueItem>>,
    waker: RefCell<Option<Waker>>,
}

impl Queue {
    /// Appends an item. A live frame replaces an older one that still waits: only the newest is worth an answer, and on
    /// a slow device frames arrive faster than answers.
    pub fn push(&self, incoming: QueueItem) {
        let mut waiting = self.waiting.borrow_mut();
        if incoming.is_live_frame() {
            waiting.retain(|older| !older.is_live_frame());
        }
        waiting.push_back(incoming);
        drop(waiting);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// Takes the first item, if there is one.
    pub fn pop(&self) -> Option<QueueItem> {
        self.waiting.borrow_mut().pop_front()
    }

    /// Takes the first item, waiting until there is one.
    pub async fn next(&self) -> QueueItem {
        self.next_of(|_| true).await
    }

    /// Takes the first item that `wanted` accepts, waiting until there is one. The others keep their places.
    pub async fn next_of(&self, wanted: impl Fn(&QueueItem) -> bool) -> QueueItem {
        poll_fn(|context| {
            let mut waiting = self.waiting.borrow_mut();
            let place = waiting.iter().position(&wanted);
            if let Some(first) = place.and_then(|place| waiting.remove(place)) {
                return Poll::Ready(first);
            }
            self.waker.replace(Some(context.waker().clone()));
            Poll::Pending
        })
        .await
    }
}
