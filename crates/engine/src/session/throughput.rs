//! Throughput over the last few seconds, rather than since the start.

use std::collections::VecDeque;

/// Length of the measurement window, in milliseconds: long enough to be steady, short enough to be current.
const WINDOW_MS: f64 = 5_000.0;

/// Time and amount done of each measurement in the last [`WINDOW_MS`].
#[derive(Debug, Default)]
pub(super) struct Throughput(VecDeque<(f64, u32)>);

impl Throughput {
    /// Items per second, given that `done` are done by now; 0 while unknown.
    pub(super) fn at(&mut self, now_ms: f64, done: u32) -> f64 {
        self.0.push_back((now_ms, done));
        while self.0.len() > 2 && now_ms - self.0[0].0 > WINDOW_MS {
            self.0.pop_front();
        }
        let (start_ms, start) = self.0[0];
        let seconds = (now_ms - start_ms) / 1000.0;
        if seconds > 0.0 { f64::from(done.saturating_sub(start)) / seconds } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_long_ago_does_not_count() {
        let mut rate = Throughput::default();
        assert!(rate.at(0.0, 0).abs() < 1e-9, "unknown");
        assert!((rate.at(1_000.0, 10) - 10.0).abs() < 1e-9);
        rate.at(2_000.0, 10);
        assert!((rate.at(8_000.0, 40) - 5.0).abs() < 1e-9, "30 in 6 s");
    }
}
