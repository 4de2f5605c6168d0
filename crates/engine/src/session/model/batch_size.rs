//! How many photos are embedded at a time: on a GPU, as many as make it faster, found out while it works.

/// Photos of the first batch on a GPU, and at most: of two views each, as many as the network takes in one run.
const FIRST: usize = 2;
const MOST: usize = 8;
/// A batch twice as large stays only if it does so many times more photos a second.
const WORTHWHILE: f64 = 1.1;

/// Photos on the CPU, for each thread: a batch is no faster there than single photos, and a photo of two views takes a
/// browser up to 0.1 s.
const ON_CPU: usize = 2;

/// The size of a batch, and what is known of it.
#[derive(Debug)]
pub(super) struct BatchSizer {
    size: usize,
    /// Photos a second at half this size.
    half: f64,
    /// Full batches of this size so far.
    seen: usize,
    growing: bool,
}

impl BatchSizer {
    /// A size to begin with, which [`BatchSizer::measured`] changes.
    pub(super) fn on_gpu() -> Self {
        Self { size: FIRST, half: 0.0, seen: 0, growing: true }
    }

    /// A size for so many threads.
    pub(super) fn on_threads(threads: usize) -> Self {
        Self { size: threads.max(ON_CPU), half: 0.0, seen: 0, growing: false }
    }

    /// Photos to embed at a time.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// A batch has taken so long.
    pub(super) fn measured(&mut self, photos: usize, milliseconds: f64) {
        if !self.growing || photos != self.size {
            return;
        }
        self.seen += 1;
        // The first of a size allocates its buffers.
        if self.seen < 2 {
            return;
        }
        let rate = photos as f64 / milliseconds.max(f64::MIN_POSITIVE);
        let worthwhile = rate > self.half * WORTHWHILE;
        self.growing = worthwhile && self.size < MOST;
        match (worthwhile, self.growing) {
            (true, true) => *self = Self { size: self.size * 2, half: rate, seen: 0, growing: true },
            (true, false) => {}
            (false, _) => self.size /= 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sizes of the batches that follow each other where a batch takes `fixed` and each photo `each` milliseconds.
    fn sizes(fixed: f64, each: f64) -> Vec<usize> {
        let mut batch = BatchSizer::on_gpu();
        (0..8)
            .map(|_| {
                let size = batch.size();
                batch.measured(size, fixed + each * size as f64);
                size
            })
            .collect()
    }

    #[test]
    fn a_batch_grows_while_that_is_faster() {
        assert_eq!(sizes(50.0, 0.1), [2, 2, 4, 4, 8, 8, 8, 8]);
        // Twice as large, and no faster: back to what was as good.
        assert_eq!(sizes(0.0, 10.0), [2, 2, 4, 4, 2, 2, 2, 2]);
        let mut batch = BatchSizer::on_gpu();
        for _ in 0..9 {
            // What is left at the end of an import tells nothing.
            batch.measured(1, 1.0);
        }
        assert_eq!(batch.size(), FIRST);
    }

    #[test]
    fn every_thread_has_work() {
        assert_eq!(BatchSizer::on_threads(1).size(), ON_CPU);
        assert_eq!(BatchSizer::on_threads(8).size(), 8);
    }
}
