//! How many photos are embedded at a time: on a GPU, as many as increase throughput, found out while it works.

/// First and largest number of photos per batch on a GPU. The largest fills one run of the network, at two views per
/// photo.
const FIRST: usize = 2;
const MOST: usize = 8;
/// A batch of twice the size is kept only if it raises the photos per second by at least this factor.
const WORTHWHILE: f64 = 1.1;

/// Least number of photos per batch on the CPU. Batches are no faster there than single photos, and a photo takes a
/// browser up to 0.1 s.
const ON_CPU: usize = 2;

/// The batch size, and what has been measured.
#[derive(Debug)]
pub(super) struct BatchSizer {
    size: usize,
    /// Photos per second at half this size.
    half: f64,
    /// Number of full batches of this size so far.
    seen: usize,
    growing: bool,
}

impl BatchSizer {
    /// The first size for a GPU, which [`BatchSizer::measured`] adjusts.
    pub(super) fn on_gpu() -> Self {
        Self { size: FIRST, half: 0.0, seen: 0, growing: true }
    }

    /// The fixed size for a number of CPU threads.
    pub(super) fn on_threads(threads: usize) -> Self {
        Self { size: threads.max(ON_CPU), half: 0.0, seen: 0, growing: false }
    }

    /// Number of photos to embed at a time.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// Records how long a batch took, and adjusts the size.
    pub(super) fn measured(&mut self, photos: usize, milliseconds: f64) {
        if !self.growing || photos != self.size {
            return;
        }
        self.seen += 1;
        // The first batch of a size also allocates its buffers.
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

    /// The sequence of batch sizes if a batch takes `fixed` milliseconds plus `each` per photo.
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
        // Twice the size is no faster: back to half.
        assert_eq!(sizes(0.0, 10.0), [2, 2, 4, 4, 2, 2, 2, 2]);
        let mut batch = BatchSizer::on_gpu();
        for _ in 0..9 {
            // A small batch at the end of an import says nothing.
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
