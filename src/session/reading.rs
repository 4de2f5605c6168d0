//! Photos that are read ahead of their turn, several at once, so that neither reading nor embedding waits for the other.
//!
//! How many are under way is bounded by their number and by the size of their files. What decoding itself needs is
//! bounded where it happens: by the browser's decoder in `web::decode`, and otherwise by decoding one at a time.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;

use futures_util::future::{Either, select};
use futures_util::stream::{FuturesOrdered, StreamExt};

use super::Host;
use crate::Result;
use crate::photo::{Loaded, PhotoSource};
use crate::protocol::Placement;

/// Files of this size together may be read ahead, in bytes. One larger file is read alone.
pub(super) const AHEAD_BYTES: u64 = 64 * 1024 * 1024;
/// The longest wait for a file, in milliseconds, before the worker looks whether there is something else to do. A
/// file in a cloud folder may take long.
const WAIT_MS: f64 = 50.0;

/// A photo that has not been read yet.
pub(super) struct Waiting {
    pub(super) into: Placement,
    pub(super) source: Box<dyn PhotoSource>,
}

/// What became of one photo.
pub(super) struct Done {
    pub(super) name: String,
    pub(super) into: Placement,
    pub(super) outcome: Result<Loaded>,
    bytes: u64,
}

type Reading = Pin<Box<dyn Future<Output = Done>>>;

/// The photos of an import that are still to come, in order.
#[derive(Default)]
pub(super) struct Reader {
    waiting: VecDeque<Waiting>,
    under_way: FuturesOrdered<Reading>,
    under_way_bytes: u64,
}

impl Reader {
    pub(super) fn push(&mut self, waiting: Waiting) {
        self.waiting.push_back(waiting);
    }

    /// Photos that are still to come.
    pub(super) fn len(&self) -> usize {
        self.waiting.len() + self.under_way.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The next photo, waiting for it a moment at most if `patient`. Begins to read up to `ahead` photos; where
    /// reading is no waiting but work, one at a time, so that a slice can end in between.
    pub(super) async fn next(&mut self, ahead: usize, patient: bool, host: &Host) -> Option<Done> {
        let mut done = None;
        while done.is_none() && self.begin_one(ahead) {
            done = self.poll_once();
        }
        if done.is_none() {
            done = self.poll_once();
        }
        if done.is_none() && patient && !self.under_way.is_empty() {
            done = match select(self.under_way.next(), (host.wait)(WAIT_MS)).await {
                Either::Left((done, _)) => done,
                Either::Right(_) => None,
            };
        }
        if let Some(done) = &done {
            self.under_way_bytes -= done.bytes;
        }
        done
    }

    /// Begins to read one more photo, if there is one and room for it.
    fn begin_one(&mut self, ahead: usize) -> bool {
        let Some(next) = self.waiting.front() else { return false };
        let bytes = next.source.bytes();
        let room = self.under_way.is_empty()
            || (self.under_way.len() < ahead && self.under_way_bytes + bytes <= AHEAD_BYTES);
        if !room {
            return false;
        }
        let Some(Waiting { into, source }) = self.waiting.pop_front() else { return false };
        self.under_way_bytes += bytes;
        self.under_way.push_back(Box::pin(async move {
            let name = source.name().to_owned();
            let outcome = source.load().await;
            Done { name, into, outcome, bytes }
        }));
        true
    }

    /// What is ready now, without waiting. Polling is also what makes photos under way go on.
    fn poll_once(&mut self) -> Option<Done> {
        futures_util::FutureExt::now_or_never(self.under_way.next()).flatten()
    }
}
