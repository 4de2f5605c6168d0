//! Times the GPU against the CPU on the self-test's images, and gives the work to the faster one.

use super::{Engine, gpu_fault};
use handlens_backbone::Backbone;
use handlens_backbone::device::benchmark::Benchmark;
use handlens_core::Result;
use handlens_vision::model::{Precision, cpu, self_test};

impl Engine {
    /// Takes the engine of a GPU that has passed its check, and returns the engine of the faster device. It takes a
    /// fraction of a second, once per machine. A GPU that fails during the benchmark is not used.
    ///
    /// # Errors
    ///
    /// When even the CPU fails.
    pub(super) async fn benchmarked(self, threads: usize) -> Result<Self> {
        // As many views as a photo has, of the same sizes.
        let views = self_test::images();
        let rival = cpu::InferenceNetwork::load(&self.weights)?;
        let (_, clock) = self.means;
        let cpu = async || {
            let start_ms = clock();
            rival.features(&views)?;
            Ok(clock() - start_ms)
        };
        let mut narrow = None;
        let gpu = async |precision: Precision, photos: usize| {
            let network = match (precision, &mut narrow) {
                (Precision::F32, _) => &self.backbone,
                (Precision::F16, Some(network)) => network,
                (Precision::F16, narrow) => narrow.insert(self.narrowed().await?),
            };
            let views = vec![views.clone(); photos].concat();
            let start_ms = clock();
            network.features(&views).await?;
            Ok(clock() - start_ms)
        };
        let knows_f16 = self.backbone.computes(Precision::F16);
        match Benchmark::run(self.report.name.clone(), threads, cpu, knows_f16, gpu).await {
            Ok(benchmark) if benchmark.gpu_wins() => {
                let mut engine = self;
                if let (Precision::F16, Some(narrow)) = (benchmark.precision, narrow) {
                    engine.backbone = narrow;
                }
                engine.report.reason = benchmark.reason();
                engine.benchmark = Some(benchmark);
                Ok(engine)
            }
            Ok(benchmark) => {
                let mut engine = self.on_cpu(benchmark.reason())?;
                engine.check(false).await?;
                engine.benchmark = Some(benchmark);
                Ok(engine)
            }
            Err(error) => {
                let engine = self.on_cpu(error.message().clone())?;
                engine.check(false).await?;
                Ok(engine)
            }
        }
    }

    /// Loads the network once more with f16, and checks it.
    async fn narrowed(&self) -> Result<Backbone> {
        let network = Backbone::load(&self.weights, self.backbone.device(), Precision::F16)?;
        let checked = network.check().await;
        // Take the fault: what the GPU reports about this network says nothing about the other.
        match (checked, self.faults.take()) {
            (Ok(()), Some(fault)) => Err(gpu_fault(fault)),
            (checked, _) => checked.map(|()| network),
        }
    }
}
