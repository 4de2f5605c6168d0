//! What has come in and waits for its turn, in order.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::{Poll, Waker};

use handlens_core::Result;
use handlens_core::protocol::{Command, ProjectId};
use handlens_engine::session::{Attachments, Engine};

/// What comes in.
pub enum QueueItem {
    /// From the page.
    Command(Command, Attachments),
    /// The model on its device, once.
    Engine(Result<Box<Engine>>),
    /// Another tab has taken this project over.
    Taken(ProjectId),
}

impl QueueItem {
    /// Whether it can be dealt with before there is a model.
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

/// What waits.
#[derive(Default)]
pub struct Queue {
    waiting: RefCell<VecDeque<QueueItem>>,
    waker: RefCell<Option<Waker>>,
}

impl Queue {
    /// Adds something at the end. A newer live frame takes the place of an older one that still waits: only the
    /// newest is worth an answer, and frames come faster than answers on a slow device.
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

    /// Takes the first, if something waits.
    pub fn pop(&self) -> Option<QueueItem> {
        self.waiting.borrow_mut().pop_front()
    }

    /// Takes the first, as soon as there is one.
    pub async fn next(&self) -> QueueItem {
        self.next_of(|_| true).await
    }

    /// Takes the first that is wanted, as soon as there is one; the others stay where they are.
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
