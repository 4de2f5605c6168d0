//! Reads photos ahead, several at once, so that neither reading nor embedding waits for the other.
//!
//! The number of photos in progress and the size of their files are limited. The memory for decoding is limited
//! elsewhere: by the browser's decoder in `handlens_browser::decode`, and otherwise by decoding one photo at a time.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;

use futures_util::future::{Either, select};
use futures_util::stream::{FuturesOrdered, StreamExt};

use super::Platform;
use handlens_core::Result;
use handlens_vision::photo::{Loaded, PhotoSource};

/// Most bytes of files read ahead together. A larger file is read alone.
pub(super) const AHEAD_BYTES: u64 = 64 * 1024 * 1024;
/// Photos read ahead, in addition to those of the next batch.
pub(super) const AHEAD: usize = 6;
/// Longest time spent reading in one slice, in milliseconds, even if the batch is not full.
pub(super) const READ_SLICE_MS: f64 = 200.0;
/// Longest wait for a file, in milliseconds, before the worker checks for other work. A file in a cloud folder may take
/// long.
const WAIT_MS: f64 = 50.0;
/// Longest stretch of reading alongside other work, in milliseconds, before checking whether that work is done.
const MEANWHILE_MS: f64 = 30.0;

/// A photo that has not been read yet, and where it goes.
pub(super) struct Waiting<T> {
    pub(super) into: T,
    pub(super) source: Box<dyn PhotoSource>,
}

/// A photo that was read, or why it could not be.
pub(super) struct Done<T> {
    pub(super) name: String,
    pub(super) into: T,
    pub(super) outcome: Result<Loaded>,
    bytes: u64,
}

type Reading<T> = Pin<Box<dyn Future<Output = Done<T>>>>;

/// The photos still to come, in order.
pub(super) struct Loader<T> {
    waiting: VecDeque<Waiting<T>>,
    under_way: FuturesOrdered<Reading<T>>,
    under_way_bytes: u64,
    /// Photos that were read while waiting for something else.
    ready: VecDeque<Done<T>>,
}

impl<T> Default for Loader<T> {
    fn default() -> Self {
        Self {
            waiting: VecDeque::new(),
            under_way: FuturesOrdered::new(),
            under_way_bytes: 0,
            ready: VecDeque::new(),
        }
    }
}

impl<T: 'static> Loader<T> {
    pub(super) fn push(&mut self, waiting: Waiting<T>) {
        self.waiting.push_back(waiting);
    }

    /// Number of photos still to come.
    pub(super) fn len(&self) -> usize {
        self.waiting.len() + self.under_way.len() + self.ready.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The next photo. If `patient`, waits for it a moment. Starts reading up to `ahead` photos; when reading takes
    /// computation rather than waiting, it reads one at a time, so that a slice can end in between.
    pub(super) async fn next(&mut self, ahead: usize, patient: bool, platform: &Platform) -> Option<Done<T>> {
        let mut done = self.ready.pop_front();
        while done.is_none() && self.begin_one(ahead) {
            done = self.poll_once();
        }
        if done.is_none() {
            done = self.poll_once();
        }
        if done.is_none() && patient && !self.under_way.is_empty() {
            done = match select(self.under_way.next(), (platform.wait)(WAIT_MS)).await {
                Either::Left((done, _)) => done,
                Either::Right(_) => None,
            };
        }
        if let Some(done) = &done {
            self.under_way_bytes -= done.bytes;
        }
        done
    }

    /// Reads up to `ahead` photos while waiting for something else, such as a GPU, which needs no processor.
    pub(super) async fn meanwhile<V>(
        &mut self,
        ahead: usize,
        clock: fn() -> f64,
        other: impl Future<Output = V>,
    ) -> V {
        let mut other = pin!(other);
        poll_fn(|context| {
            if let Poll::Ready(value) = other.as_mut().poll(context) {
                return Poll::Ready(value);
            }
            let end_ms = clock() + MEANWHILE_MS;
            while self.ready.len() < ahead && clock() < end_ms {
                while self.begin_one(ahead) {}
                match self.under_way.poll_next_unpin(context) {
                    Poll::Ready(Some(done)) => self.ready.push_back(done),
                    Poll::Ready(None) | Poll::Pending => break,
                }
            }
            Poll::Pending
        })
        .await
    }

    /// Starts reading one more photo, if there is one and the limits allow it.
    fn begin_one(&mut self, ahead: usize) -> bool {
        let Some(next) = self.waiting.front() else { return false };
        let bytes = next.source.bytes();
        let begun = self.under_way.len() + self.ready.len();
        let room = begun == 0 || (begun < ahead && self.under_way_bytes + bytes <= AHEAD_BYTES);
        if !room {
            return false;
        }
        let Some(Waiting { into, source }) = self.waiting.pop_front() else { return false };
        self.under_way_bytes += bytes;
        self.under_way.push_back(Box::pin(async move {
            let (name, provenance) = (source.name().to_owned(), source.provenance());
            let outcome = source.load().await.map(|mut loaded| {
                // The photo's own metadata take precedence over what is known of its file.
                loaded.provenance = loaded.provenance.or(provenance);
                loaded
            });
            Done { name, into, outcome, bytes }
        }));
        true
    }

    /// A photo that is ready now, without waiting. Polling also drives the photos in progress.
    fn poll_once(&mut self) -> Option<Done<T>> {
        futures_util::FutureExt::now_or_never(self.under_way.next()).flatten()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future::ready;
    use std::rc::Rc;

    use super::*;
    use handlens_core::Error;
    use handlens_core::message::Message;
    use handlens_vision::photo::PhotoSource;

    /// A file that is not a photo; it counts how often it is read.
    struct Counted(Rc<Cell<usize>>);

    impl PhotoSource for Counted {
        fn name(&self) -> &'static str {
            "counted"
        }

        fn bytes(&self) -> u64 {
            1
        }

        fn load(self: Box<Self>) -> Pin<Box<dyn Future<Output = Result<Loaded>>>> {
            self.0.set(self.0.get() + 1);
            Box::pin(ready(Err(Error::photo(Message::verbatim("is none.")))))
        }

        fn read(self: Box<Self>) -> Pin<Box<dyn Future<Output = Result<Vec<u8>>>>> {
            Box::pin(ready(Err(Error::photo(Message::verbatim("is none.")))))
        }

        fn again(&self) -> Option<Box<dyn PhotoSource>> {
            None
        }
    }

    fn loader(photos: usize) -> (Loader<()>, Rc<Cell<usize>>) {
        let (mut loader, read) = (Loader::default(), Rc::new(Cell::new(0)));
        for _ in 0..photos {
            let source = Box::new(Counted(Rc::clone(&read)));
            loader.push(Waiting { into: (), source });
        }
        (loader, read)
    }

    #[test]
    fn photos_are_read_while_a_gpu_is_waited_for() {
        let (mut loader, read) = loader(9);
        let seen = Rc::clone(&read);
        // Resolves only once photos were read: if `meanwhile` read none, this would wait forever.
        let gpu = poll_fn(move |context| {
            context.waker().wake_by_ref();
            if seen.get() >= 4 { Poll::Ready("features") } else { Poll::Pending }
        });
        assert_eq!(pollster::block_on(loader.meanwhile(4, || 0.0, gpu)), "features");
        assert_eq!((read.get(), loader.len()), (4, 9), "no more than may lie ready, and none is lost");
    }

    #[test]
    fn what_is_done_at_once_reads_nothing_meanwhile() {
        let (mut loader, read) = loader(2);
        pollster::block_on(loader.meanwhile(4, || 0.0, ready(())));
        assert_eq!((read.get(), loader.len()), (0, 2));
    }
}
