//! The GPU and the CPU against each other, on the start-up check's image, and the work goes to the faster.

use super::Engine;
use crate::Result;
use crate::device::trial::Trial;
use crate::model::{cpu, parity};

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
        let gpu = async |photos: usize| {
            let views = vec![view.clone(); 2 * photos];
            let start_ms = clock();
            self.backbone.features(&views).await?;
            Ok(clock() - start_ms)
        };
        match Trial::run(self.report.name.clone(), threads, cpu, gpu).await {
            Ok(trial) if trial.gpu_wins() => {
                let mut engine = self;
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
                let engine = self.on_cpu(error.saying().clone())?;
                engine.check(false).await?;
                Ok(engine)
            }
        }
    }
}
