//! The pretrained model on its device: started, checked, and moved to the CPU if the GPU fails.

mod batch_size;
mod benchmark;

use std::cell::OnceCell;

use handlens_backbone::device::benchmark::Benchmark;
use handlens_backbone::device::{self, Faults, Ready};
use handlens_backbone::{Backbone, Embedding};
use handlens_classifier::train::HeadDevice;
use handlens_core::message::Message;
use handlens_core::protocol::DeviceReport;
use handlens_core::{Error, Result, msg};
use handlens_vision::model::cpu::InferenceNetwork;
use handlens_vision::model::embedder_pool::EmbedderPool;
use handlens_vision::model::labels::Labels;
use handlens_vision::model::weights::Weights;
use handlens_vision::model::{Precision, ViewOutput, self_test};

use super::Platform;
use batch_size::BatchSizer;

/// More would spend their time on exchanging gradients, of which each has 4 MB.
const MOST_TUNERS: usize = 4;

/// The model's files, as fetched.
pub struct Assets {
    /// `efficientnet-lite0.safetensors`.
    pub weights: Weights,
    /// `imagenet-labels.json`.
    pub labels_json: String,
}

/// The model on its device.
pub struct Engine {
    pub(super) weights: Weights,
    pub(super) labels: Labels,
    pub(super) backbone: Backbone,
    /// The same network on the CPU, for explanations when a GPU does the work; loaded when first needed.
    explainer: OnceCell<Box<InferenceNetwork>>,
    pub(super) report: DeviceReport,
    /// Errors that the device reports outside any result.
    faults: Faults,
    /// Decides how many photos are embedded at a time.
    batch: BatchSizer,
    /// Chooses where heads are trained.
    pub(super) head_device: HeadDevice,
    means: Means,
    /// The benchmark made at this start, if any.
    benchmark: Option<Benchmark>,
}

/// What an engine needs from the platform: the embedder pool, and a clock in milliseconds.
type Means = (fn(usize) -> EmbedderPool, fn() -> f64);

impl Engine {
    /// Loads the model onto a device and checks that it computes correctly there; if a GPU does not, the CPU is used.
    /// `fail_self_test` makes the check of a GPU fail.
    ///
    /// # Errors
    ///
    /// When the model is damaged, or even the CPU computes it incorrectly.
    pub async fn start(
        assets: Assets,
        ready: Ready,
        fail_self_test: bool,
        platform: &Platform,
    ) -> Result<Self> {
        let weights = assets.weights;
        let labels = Labels::parse(&assets.labels_json)?;
        let (gpu, cpu_threads) = (ready.report.gpu, ready.cpu_threads);
        let mut engine = Self::new(weights, labels, ready, (platform.pool, platform.clock))?;
        let mut checked = engine.check(fail_self_test && gpu).await;
        if checked.is_err() && engine.backbone.precision() == Precision::F16 {
            // f16 was correct at an earlier start, but the driver may have changed since.
            engine.backbone = Backbone::load(&engine.weights, engine.backbone.device(), Precision::F32)?;
            checked = engine.check(fail_self_test).await;
        }
        match checked {
            Err(error) if gpu => {
                let engine = engine.on_cpu(error.message().clone())?;
                engine.check(false).await?;
                Ok(engine)
            }
            Err(error) => Err(error),
            Ok(()) => match cpu_threads {
                Some(threads) => engine.benchmarked(threads).await,
                None => Ok(engine),
            },
        }
    }

    /// The device in use, and why.
    pub(crate) fn report(&self) -> &DeviceReport {
        &self.report
    }

    /// The benchmark made at this start, to be remembered.
    pub(crate) fn benchmark(&self) -> Option<&Benchmark> {
        self.benchmark.as_ref()
    }

    fn new(weights: Weights, labels: Labels, ready: Ready, (pool, clock): Means) -> Result<Self> {
        let backbone = Backbone::load(&weights, &ready.device, ready.precision)?;
        let batch =
            if ready.report.gpu { BatchSizer::on_gpu() } else { BatchSizer::on_threads(backbone.threads()) };
        let (head_device, faults) = (HeadDevice::new(ready.device, clock), ready.faults);
        let (report, means, explainer) = (ready.report, (pool, clock), OnceCell::new());
        Ok(Self {
            weights,
            labels,
            backbone,
            explainer,
            report,
            faults,
            batch,
            head_device,
            means,
            benchmark: None,
        })
    }

    /// Adds the embedder pool, if the CPU does the work.
    #[must_use]
    pub(crate) fn with_help(mut self) -> Self {
        if !self.report.gpu {
            let (pool, _) = self.means;
            self.backbone = self.backbone.with_pool(pool(device::threads().saturating_sub(1)));
            self.batch = BatchSizer::on_threads(self.backbone.threads());
        }
        self
    }

    /// Embedders that tune layers, one for each thread, so that this one stays free. Dropping the pool ends them.
    pub(super) fn tuners(&self) -> EmbedderPool {
        let (pool, _) = self.means;
        pool(device::threads().min(MOST_TUNERS))
    }

    pub(super) fn on_cpu(self, reason: Message) -> Result<Self> {
        Self::new(self.weights, self.labels, device::cpu(reason), self.means)
    }

    /// Number of photos to embed at a time.
    pub(super) fn batch_size(&self) -> usize {
        self.batch.size()
    }

    /// Records how long a batch took.
    pub(super) fn measured_batch(&mut self, photos: usize, milliseconds: f64) {
        self.batch.measured(photos, milliseconds);
    }

    /// What the network makes of a batch of views, using the embedder pool. Without the activations on a GPU.
    pub(super) async fn outputs(&self, views: &[Vec<f32>]) -> Result<Vec<ViewOutput>> {
        self.backbone.prepare_pool(&self.weights);
        self.trusted(self.backbone.outputs(views).await)
    }

    /// Like [`Engine::outputs`], with the activations in any case and the pretrained classifier's logits.
    pub(super) async fn embed(&self, views: &[Vec<f32>]) -> Result<Vec<Embedding>> {
        self.backbone.prepare_pool(&self.weights);
        self.trusted(self.backbone.embed(views).await)
    }

    /// The network on the CPU, which can return its last activations.
    pub(super) fn explainer(&self) -> Result<&InferenceNetwork> {
        if let Some(network) = self.backbone.on_cpu().or_else(|| self.explainer.get().map(Box::as_ref)) {
            return Ok(network);
        }
        let network = Box::new(InferenceNetwork::load(&self.weights)?);
        Ok(self.explainer.get_or_init(|| network))
    }

    /// Runs the self-test. `broken` makes it fail.
    async fn check(&self, broken: bool) -> Result<()> {
        if broken {
            return self_test::check(&[], Precision::F32);
        }
        self.backbone.check().await?;
        self.faults
            .take()
            .map_or(Ok(()), |fault| Err(Error::device(msg!("session-gpu-fault-at-start")).with_detail(fault)))
    }

    /// Returns the outcome, unless the GPU has reported a fault in the meantime: then the outcome cannot be trusted.
    pub(super) fn trusted<T>(&self, outcome: Result<T>) -> Result<T> {
        self.faults.take().map_or(outcome, |fault| Err(gpu_fault(fault)))
    }
}

/// The error for a fault that the GPU reported.
fn gpu_fault(fault: String) -> Error {
    Error::device(msg!("session-gpu-fault")).with_detail(fault)
}
