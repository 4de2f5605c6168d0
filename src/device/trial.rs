//! Whether the GPU or the CPU is done with photos sooner: timed once on the person's machine, then remembered.
//!
//! An adapter's name tells little: browsers blank it, some drivers imitate a GPU in software without saying so, and a
//! laptop's small GPU may be slower than its eight cores. So both embed the same picture, for a fraction of a second.

use serde::{Deserialize, Serialize};

use crate::words::{Saying, Value};
use crate::{Result, saying};

/// The GPU may take so many times as long as all cores together: it leaves those to decoding and to the page.
const LEEWAY: f64 = 1.25;
/// Timings of a view on the CPU. A browser makes better code of what is called often, so the first tell little.
const CPU_RUNS: usize = 4;
/// Timings of one photo on the GPU.
const GPU_RUNS: usize = 2;
/// Photos of the batch that a GPU is given to catch up with, because each run costs it a round trip.
const BATCH: usize = 4;
/// A GPU that takes so many times as long for one photo does not catch up.
const HOPELESS: f64 = 4.0;
/// Views of a photo.
const VIEWS: f64 = 2.0;

/// What was timed, as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// The GPU's name.
    pub adapter: String,
    /// Version of the program: another one may have other kernels.
    pub program: String,
    /// Threads of the CPU.
    pub threads: usize,
    /// Milliseconds of a photo on the GPU.
    pub gpu_ms: f64,
    /// Milliseconds of a photo on the CPU, all threads at work.
    pub cpu_ms: f64,
}

impl Trial {
    /// Times both. `cpu` gives the milliseconds of one view on one thread, `gpu` those of so many photos.
    ///
    /// # Errors
    ///
    /// When one of them fails.
    pub async fn run(
        adapter: String,
        threads: usize,
        mut cpu: impl AsyncFnMut() -> Result<f64>,
        mut gpu: impl AsyncFnMut(usize) -> Result<f64>,
    ) -> Result<Self> {
        let (mut cpu_ms, mut gpu_ms) = (f64::INFINITY, f64::INFINITY);
        for _ in 0..CPU_RUNS {
            cpu_ms = cpu_ms.min(cpu().await? * VIEWS / threads.max(1) as f64);
        }
        for _ in 0..GPU_RUNS {
            gpu_ms = gpu_ms.min(gpu(1).await?);
            if gpu_ms > cpu_ms * HOPELESS {
                break;
            }
        }
        if gpu_ms > cpu_ms * LEEWAY && gpu_ms <= cpu_ms * HOPELESS {
            gpu_ms = gpu_ms.min(gpu(BATCH).await? / BATCH as f64);
        }
        Ok(Self { adapter, program: program(), threads, gpu_ms, cpu_ms })
    }

    /// Whether it still tells something: about this GPU, this program and as many threads.
    pub fn holds(&self, adapter: &str, threads: usize) -> bool {
        self.adapter == adapter && self.program == program() && self.threads == threads
    }

    /// Whether the GPU does the work.
    pub fn gpu_wins(&self) -> bool {
        self.gpu_ms <= self.cpu_ms * LEEWAY
    }

    /// The choice in a sentence.
    pub fn reason(&self) -> Saying {
        let (gpu, cpu) = (milliseconds(self.gpu_ms), milliseconds(self.cpu_ms));
        if self.gpu_wins() {
            saying!("device-gpu-measured", gpu = gpu, cpu = cpu)
        } else {
            saying!("device-cpu-measured", cpu = cpu, gpu = gpu)
        }
    }
}

fn program() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// One digit where it says something.
fn milliseconds(value: f64) -> Value {
    Value::decimal(value, usize::from(value < 9.95))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    /// A trial on a machine whose GPU needs so long for a run and for each photo, and a thread of whose CPU so long for a
    /// view; and the batches that the GPU was given.
    fn trial(cpu_ms: f64, threads: usize, run_ms: f64, photo_ms: f64) -> (Trial, Vec<usize>) {
        let mut batches = Vec::new();
        let trial = pollster::block_on(Trial::run(
            "Some GPU".to_owned(),
            threads,
            async || Ok(cpu_ms),
            async |photos| {
                batches.push(photos);
                Ok(run_ms + photo_ms * photos as f64)
            },
        ));
        (trial.expect("both answer"), batches)
    }

    #[test]
    fn the_faster_one_does_the_work_and_the_gpu_on_a_draw() {
        let (fast, batches) = trial(30.0, 2, 2.0, 1.0);
        assert!(fast.gpu_wins());
        assert_eq!(batches, [1, 1]);
        assert_eq!(fast.reason().to_string(), "Measured on this device: 3.0 ms a photo, on the CPU 30 ms.");
        // Software that does not say that it is: given up after one run.
        let (slow, batches) = trial(30.0, 2, 0.0, 600.0);
        assert!(!slow.gpu_wins());
        assert_eq!(batches, [1]);
        let reason = slow.reason().to_string();
        assert!(reason.contains("30 ms a photo instead of 600 ms"), "{reason}");
        assert!(trial(30.0, 2, 0.0, 36.0).0.gpu_wins());
        assert!(!trial(30.0, 2, 0.0, 40.0).0.gpu_wins());
    }

    #[test]
    fn a_gpu_whose_round_trips_are_long_may_show_a_batch() {
        // Eight cores need 7.5 ms for a photo; one photo takes this GPU 21 ms, four take it 24 ms.
        let (trial, batches) = trial(30.0, 8, 20.0, 1.0);
        assert_eq!(batches, [1, 1, 4]);
        assert!(trial.gpu_wins());
        assert_eq!(trial.reason().to_string(), "Measured on this device: 6.0 ms a photo, on the CPU 7.5 ms.");
    }

    #[test]
    fn what_was_timed_holds_for_the_same_gpu_program_and_cores() {
        let (trial, _) = trial(30.0, 4, 2.0, 1.0);
        assert!(trial.holds("Some GPU", 4));
        assert!(!trial.holds("Another GPU", 4));
        assert!(!trial.holds("Some GPU", 8));
        assert!(!Trial { program: "0.0.0".to_owned(), ..trial }.holds("Some GPU", 4));
    }

    #[test]
    fn a_gpu_that_fails_in_the_trial_is_told() {
        let outcome = pollster::block_on(Trial::run(
            String::new(),
            1,
            async || Ok(30.0),
            async |_| Err(Error::device(Saying::verbatim("It is gone."))),
        ));
        assert!(outcome.is_err_and(|error| error.is_device()));
    }
}
