//! Whether the GPU or the CPU embeds photos faster: timed once on the person's machine, then remembered.
//!
//! An adapter's name says little: browsers blank it, some drivers imitate a GPU in software without saying so, and a
//! laptop's small GPU may be slower than its eight cores. So both embed the same picture for a fraction of a second. If
//! the GPU's shaders support f16, the GPU is timed with both precisions: f16 halves the bytes read and written, but a
//! GPU may be slow at converting it.

use serde::{Deserialize, Serialize};

use handlens_core::message::{Message, Value};
use handlens_core::{Result, msg};
use handlens_vision::model::Precision;

/// The GPU may take up to this many times as long as all cores together, because it leaves them to decoding and the
/// page.
const LEEWAY: f64 = 1.25;
/// Timings of one photo on the CPU. Browsers optimise code that is called often, so the first runs are too slow.
const CPU_RUNS: usize = 4;
/// Timings on the GPU, of one photo or of a batch.
const GPU_RUNS: usize = 2;
/// Photos in a GPU batch. Each run costs the GPU a round trip, so a batch is fairer to it; and since most photos come
/// in batches, a batch decides which precision suits it.
const BATCH: usize = 4;
/// A GPU that takes more than this many times as long for one photo cannot catch up with batches.
const HOPELESS: f64 = 4.0;
/// f16 is used only if it takes at most this share of the time of f32: rounding must pay off, beyond chance.
const NARROW_GAIN: f64 = 0.9;

/// Result of a benchmark, in the form in which it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Benchmark {
    /// The GPU's name.
    pub adapter: String,
    /// Version of the program, since another version may have other kernels. Storage may identify the program more
    /// precisely.
    pub program: String,
    /// Number of CPU threads.
    pub threads: usize,
    /// Milliseconds per photo on the GPU, with `precision`.
    pub gpu_ms: f64,
    /// Milliseconds per photo on the CPU, with all threads busy.
    pub cpu_ms: f64,
    /// The precision chosen for the GPU.
    pub precision: Precision,
}

impl Benchmark {
    /// Times both devices. `cpu` returns the milliseconds for one photo on one thread, and `gpu` those for a number of
    /// photos at a precision. `narrow` says whether the GPU supports f16.
    ///
    /// # Errors
    ///
    /// When either device fails. If the GPU fails with f16 only, f32 is used.
    pub async fn run(
        adapter: String,
        threads: usize,
        mut cpu: impl AsyncFnMut() -> Result<f64>,
        narrow: bool,
        mut gpu: impl AsyncFnMut(Precision, usize) -> Result<f64>,
    ) -> Result<Self> {
        let (mut cpu_ms, mut gpu_ms) = (f64::INFINITY, f64::INFINITY);
        for _ in 0..CPU_RUNS {
            cpu_ms = cpu_ms.min(cpu().await? / threads.max(1) as f64);
        }
        for _ in 0..GPU_RUNS {
            gpu_ms = gpu_ms.min(gpu(Precision::F32, 1).await?);
            if gpu_ms > cpu_ms * HOPELESS {
                break;
            }
        }
        let mut precision = Precision::F32;
        if narrow && gpu_ms <= cpu_ms * HOPELESS {
            let (wide_ms, narrow_ms) = in_turns(&mut gpu).await?;
            gpu_ms = gpu_ms.min(wide_ms);
            if narrow_ms <= wide_ms * NARROW_GAIN {
                precision = Precision::F16;
                gpu_ms = gpu_ms.min(narrow_ms);
            }
        } else if gpu_ms > cpu_ms * LEEWAY && gpu_ms <= cpu_ms * HOPELESS {
            gpu_ms = gpu_ms.min(gpu(Precision::F32, BATCH).await? / BATCH as f64);
        }
        Ok(Self { adapter, program: program(), threads, gpu_ms, cpu_ms, precision })
    }

    /// Whether the benchmark still applies: same GPU, same program version, same number of threads.
    pub fn holds(&self, adapter: &str, threads: usize) -> bool {
        self.adapter == adapter && self.program == program() && self.threads == threads
    }

    /// Whether to use the GPU.
    pub fn gpu_wins(&self) -> bool {
        self.gpu_ms <= self.cpu_ms * LEEWAY
    }

    /// A sentence for the person that explains the choice.
    pub fn reason(&self) -> Message {
        let (gpu, cpu) = (milliseconds(self.gpu_ms), milliseconds(self.cpu_ms));
        if self.gpu_wins() {
            msg!("device-gpu-measured", gpu = gpu, cpu = cpu)
        } else {
            msg!("device-cpu-measured", cpu = cpu, gpu = gpu)
        }
    }
}

/// Milliseconds per photo of a batch with f32 and with f16; infinite for f16 if the GPU fails with it.
async fn in_turns(gpu: &mut impl AsyncFnMut(Precision, usize) -> Result<f64>) -> Result<(f64, f64)> {
    let (mut wide_ms, mut narrow_ms) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..GPU_RUNS {
        wide_ms = wide_ms.min(gpu(Precision::F32, BATCH).await? / BATCH as f64);
        let Ok(batch_ms) = gpu(Precision::F16, BATCH).await else { return Ok((wide_ms, f64::INFINITY)) };
        narrow_ms = narrow_ms.min(batch_ms / BATCH as f64);
    }
    Ok((wide_ms, narrow_ms))
}

fn program() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// One decimal below ten, none above.
fn milliseconds(value: f64) -> Value {
    Value::decimal(value, usize::from(value < 9.95))
}

#[cfg(test)]
mod tests {
    use handlens_i18n::Localise;

    use super::*;
    use handlens_core::Error;

    /// A benchmark on a machine whose GPU needs `run_ms` per run plus `photo_ms` per photo, and whose CPU needs
    /// `cpu_ms` per view on one of its threads; and the batch sizes that the GPU was given.
    fn benchmark(cpu_ms: f64, threads: usize, run_ms: f64, photo_ms: f64) -> (Benchmark, Vec<usize>) {
        let mut batches = Vec::new();
        let benchmark = pollster::block_on(Benchmark::run(
            "Some GPU".to_owned(),
            threads,
            async || Ok(cpu_ms),
            false,
            async |_, photos| {
                batches.push(photos);
                Ok(run_ms + photo_ms * photos as f64)
            },
        ));
        (benchmark.expect("both answer"), batches)
    }

    /// A benchmark on a machine whose CPU needs 10 ms per photo, and whose GPU needs `wide_ms` with f32 and `narrow_ms`
    /// with f16, or fails with f16.
    fn with_f16(wide_ms: f64, narrow_ms: Option<f64>) -> Benchmark {
        let gpu = async |precision, photos: usize| match precision {
            Precision::F32 => Ok(wide_ms * photos as f64),
            Precision::F16 => narrow_ms
                .map(|narrow_ms| narrow_ms * photos as f64)
                .ok_or_else(|| Error::device(Message::verbatim("It cannot."))),
        };
        pollster::block_on(Benchmark::run("Some GPU".to_owned(), 1, async || Ok(10.0), true, gpu))
            .expect("the GPU answers with f32")
    }

    #[test]
    fn the_faster_one_does_the_work_and_the_gpu_on_a_draw() {
        let (fast, batches) = benchmark(60.0, 2, 2.0, 1.0);
        assert!(fast.gpu_wins());
        assert_eq!(batches, [1, 1]);
        assert_eq!(fast.reason().text(), "Measured on this device: 3.0 ms per photo; on the CPU, 30 ms.");
        // A software adapter that does not say so: given up after one run.
        let (slow, batches) = benchmark(60.0, 2, 0.0, 600.0);
        assert!(!slow.gpu_wins());
        assert_eq!(batches, [1]);
        let reason = slow.reason().text();
        assert!(reason.contains("30 ms per photo instead of 600 ms"), "{reason}");
        assert!(benchmark(60.0, 2, 0.0, 36.0).0.gpu_wins());
        assert!(!benchmark(60.0, 2, 0.0, 40.0).0.gpu_wins());
    }

    #[test]
    fn a_gpu_whose_round_trips_are_long_may_show_a_batch() {
        // Eight cores need 7.5 ms for a photo; one photo takes this GPU 21 ms, four take it 24 ms.
        let (benchmark, batches) = benchmark(60.0, 8, 20.0, 1.0);
        assert_eq!(batches, [1, 1, 4]);
        assert!(benchmark.gpu_wins());
        assert_eq!(
            benchmark.reason().text(),
            "Measured on this device: 6.0 ms per photo; on the CPU, 7.5 ms."
        );
    }

    #[test]
    fn numbers_of_two_bytes_are_used_where_they_save_time() {
        let saved = with_f16(4.0, Some(2.5));
        assert_eq!((saved.precision, saved.gpu_ms), (Precision::F16, 2.5));
        // A gain of 5 % does not justify rounding.
        let draw = with_f16(4.0, Some(3.8));
        assert_eq!((draw.precision, draw.gpu_ms), (Precision::F32, 4.0));
        assert_eq!(with_f16(4.0, Some(9.0)).precision, Precision::F32);
        let failed = with_f16(4.0, None);
        assert_eq!((failed.precision, failed.gpu_ms), (Precision::F32, 4.0));
        // f16 can be what makes the GPU the faster device.
        let caught_up = with_f16(16.0, Some(8.0));
        assert!(caught_up.gpu_wins() && caught_up.precision == Precision::F16, "{caught_up:?}");
        // f16 is not tried on a GPU that cannot catch up.
        assert_eq!(with_f16(41.0, Some(1.0)).precision, Precision::F32);
    }

    #[test]
    fn what_was_timed_holds_for_the_same_gpu_program_and_cores() {
        let (benchmark, _) = benchmark(30.0, 4, 2.0, 1.0);
        assert!(benchmark.holds("Some GPU", 4));
        assert!(!benchmark.holds("Another GPU", 4));
        assert!(!benchmark.holds("Some GPU", 8));
        assert!(!Benchmark { program: "0.0.0".to_owned(), ..benchmark }.holds("Some GPU", 4));
    }

    #[test]
    fn a_gpu_that_fails_in_the_trial_is_told() {
        let outcome = pollster::block_on(Benchmark::run(
            String::new(),
            1,
            async || Ok(30.0),
            false,
            async |_, _| Err(Error::device(Message::verbatim("It is gone."))),
        ));
        assert!(outcome.is_err_and(|error| error.is_device()));
    }
}
