//! The GPU and the CPU against each other, on the start-up check's image, and the work goes to the faster.

use super::{Engine, gpu_fault};
use handlens_backbone::Backbone;
use handlens_backbone::device::trial::Trial;
use handlens_core::Result;
use handlens_vision::model::{Floats, cpu, parity};

impl Engine {
    /// A GPU's engine that has passed its check → the engine of whichever is faster. It takes a fraction of a second, once
    /// on a machine. A GPU that fails meanwhile is not used.
    ///
    /// # Errors
    ///
    /// When even the CPU fails.
    pub(super) async fn tried(self, threads: usize) -> Result<Self> {
        let view = parity::image();
        let rival = cpu::Frozen::load(&self.weights)?;
        let (_, clock) = self.means;
        let cpu = async || {
            let start_ms = clock();
            rival.features(std::slice::from_ref(&view))?;
            Ok(clock() - start_ms)
        };
        let mut narrow = None;
        let gpu = async |floats: Floats, photos: usize| {
            let network = match (floats, &mut narrow) {
                (Floats::F32, _) => &self.backbone,
                (Floats::F16, Some(network)) => network,
                (Floats::F16, narrow) => narrow.insert(self.narrowed().await?),
            };
            let views = vec![view.clone(); 2 * photos];
            let start_ms = clock();
            network.features(&views).await?;
            Ok(clock() - start_ms)
        };
        let knows_f16 = self.backbone.computes(Floats::F16);
        match Trial::run(self.report.name.clone(), threads, cpu, knows_f16, gpu).await {
            Ok(trial) if trial.gpu_wins() => {
                let mut engine = self;
                if let (Floats::F16, Some(narrow)) = (trial.floats, narrow) {
                    engine.backbone = narrow;
                }
                engine.report.reason = trial.reason();
                engine.trial = Some(trial);
                Ok(engine)
            }
            Ok(trial) => {
                let mut engine = self.on_cpu(trial.reason())?;
                engine.check(false).await?;
                engine.trial = Some(trial);
                Ok(engine)
            }
            Err(error) => {
                let engine = self.on_cpu(error.message().clone())?;
                engine.check(false).await?;
                Ok(engine)
            }
        }
    }

    /// The network once more, with numbers of two bytes; it has passed the check.
    async fn narrowed(&self) -> Result<Backbone> {
        let network = Backbone::load(&self.weights, self.backbone.device(), Floats::F16)?;
        let checked = network.check().await;
        // What the GPU reports of this one says nothing of the other.
        match (checked, self.faults.take()) {
            (Ok(()), Some(fault)) => Err(gpu_fault(fault)),
            (checked, _) => checked.map(|()| network),
        }
    }
}
