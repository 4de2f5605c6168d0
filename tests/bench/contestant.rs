//! Handlens' engine as a contestant of `make bench`: the network and the head's training, called from JavaScript.
//!
//! It does what the worker does, with the worker's code, and nothing else: no project, no decoding. The same program
//! (`site/worker.mjs`) calls it and its peers in the same way.

#[cfg(target_arch = "wasm32")]
fn main() {
    handlens_worker::panic::install_hook();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The contestant runs in a browser; `make bench` builds and measures it.");
}

#[cfg(target_arch = "wasm32")]
mod contestant {
    //! The part called from JavaScript.

    use handlens_backbone::device::{self, Faults, Ready};
    use handlens_backbone::{Backbone, gpu};
    use handlens_browser::clock;
    use handlens_classifier::matrix::Matrix;
    use handlens_classifier::train::fit::Schedule;
    use handlens_classifier::train::{Fit, HeadDevice, Samples, folds};
    use handlens_core::config::TrainConfig;
    use handlens_core::protocol::{DevicePreference, DeviceReport};
    use handlens_vision::model::weights::Weights;
    use handlens_vision::model::{FEATURE, Precision};
    use handlens_vision::photo::VIEW_SIDE;
    use wasm_bindgen::JsError;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Values of one view.
    const VIEW_VALUES: usize = 3 * VIEW_SIDE * VIEW_SIDE;

    /// The loaded network on one device.
    #[wasm_bindgen]
    pub struct Contestant {
        backbone: Backbone,
        place: HeadDevice,
        report: DeviceReport,
        faults: Faults,
    }

    #[wasm_bindgen]
    impl Contestant {
        /// Loads a weights file on the GPU (a software adapter counts) or on the CPU. `narrow`: weights and activations
        /// in f16.
        ///
        /// # Errors
        ///
        /// When the weights are damaged, or the requested GPU or its f16 support is missing: another device's figures
        /// would pass for the GPU's.
        pub async fn load(weights: Vec<u8>, on_gpu: bool, narrow: bool) -> Result<Contestant, JsError> {
            let preference = if on_gpu { DevicePreference::Gpu } else { DevicePreference::Cpu };
            let Ready { device, report, faults, .. } = device::open(preference, None).await;
            if report.gpu != on_gpu {
                return Err(JsError::new(report.reason.key()));
            }
            let precision = if narrow { Precision::F16 } else { Precision::F32 };
            if on_gpu {
                if !gpu::computes(precision) {
                    return Err(JsError::new("This adapter's shaders know no f16."));
                }
                gpu::compile(precision);
            }
            let weights = Weights::new(weights).map_err(|error| js(&error))?;
            let backbone = Backbone::load(&weights, &device, precision).map_err(|error| js(&error))?;
            Ok(Self { backbone, place: HeadDevice::new(device, clock::now_ms), report, faults })
        }

        /// What the page's badge would say.
        #[wasm_bindgen(getter)]
        pub fn device(&self) -> String {
            self.report.name.clone()
        }

        /// Views `[B, 224, 224, 3]` (values 0 to 255) → features `[B, 1280]`.
        ///
        /// # Errors
        ///
        /// When `views` is not a whole number of views, or the device fails.
        pub async fn embed(&self, views: Vec<f32>) -> Result<Vec<f32>, JsError> {
            let (views, rest) = views.as_chunks::<VIEW_VALUES>();
            if !rest.is_empty() {
                return Err(JsError::new("The values are no whole number of views."));
            }
            let views: Vec<Vec<f32>> = views.iter().map(|view| view.to_vec()).collect();
            let features = self.backbone.features(&views).await.map_err(|error| js(&error))?;
            self.healthy()?;
            Ok(features.concat())
        }

        /// Trains a head on vectors `[N, 1280]` with the page's settings. With `folds` above 0, each fold's head is
        /// trained along with it, as on the page. Ends after `limit_ms`, even if it has not converged.
        ///
        /// # Errors
        ///
        /// When there are fewer than two classes, a label is out of range, or the device fails.
        pub async fn fit(
            &self,
            vectors: Vec<f32>,
            labels: Vec<u32>,
            classes: u32,
            folds: u32,
            limit_ms: f64,
        ) -> Result<Trained, JsError> {
            if vectors.len() != labels.len() * FEATURE || labels.iter().any(|label| *label >= classes) {
                return Err(JsError::new("The labels do not fit the vectors or the classes."));
            }
            let settings = TrainConfig::default();
            let labels: Vec<usize> = labels.into_iter().map(|label| label as usize).collect();
            let groups: Vec<usize> = (0..labels.len()).collect();
            let (assigned, fold_count) =
                folds::stratified(&labels, &groups, folds as usize, u64::from(settings.seed));
            let samples = Samples {
                vectors: Matrix::of(vectors, FEATURE),
                labels,
                classes: classes as usize,
                folds: assigned,
                fold_count,
            };
            let schedule = Schedule {
                learning_rate: settings.learning_rate as f32,
                weight_decay: settings.weight_decay as f32,
                epochs: settings.epochs,
                balanced: settings.balance,
            };
            let end = clock::now_ms() + limit_ms;
            let device = self.place.of(&samples).await.map_err(|error| js(&error))?;
            let mut fit = Fit::new(&samples, schedule, &device).map_err(|error| js(&error))?;
            let stage = loop {
                let stage = fit.advance().await.map_err(|error| js(&error))?;
                if stage.converged || fit.exhausted() || clock::now_ms() > end {
                    break stage;
                }
            };
            let fitted = fit.finish(stage).await.map_err(|error| js(&error))?;
            self.healthy()?;
            Ok(Trained {
                weights: fitted.head.weights().to_vec(),
                bias: fitted.head.bias().to_vec(),
                epochs: fitted.stage.epoch,
                converged: fitted.stage.converged,
            })
        }
    }

    /// A trained head.
    #[wasm_bindgen]
    pub struct Trained {
        weights: Vec<f32>,
        bias: Vec<f32>,
        epochs: u32,
        converged: bool,
    }

    #[wasm_bindgen]
    impl Trained {
        /// Weights `[1280, C]`, row-major.
        #[wasm_bindgen(getter)]
        pub fn weights(&self) -> Vec<f32> {
            self.weights.clone()
        }

        /// Bias `[C]`.
        #[wasm_bindgen(getter)]
        pub fn bias(&self) -> Vec<f32> {
            self.bias.clone()
        }

        /// Epochs completed.
        #[wasm_bindgen(getter)]
        pub fn epochs(&self) -> u32 {
            self.epochs
        }

        /// Whether training ended because it had converged.
        #[wasm_bindgen(getter)]
        pub fn converged(&self) -> bool {
            self.converged
        }
    }

    impl Contestant {
        /// Fails if the GPU reported an error outside any call: results since then are not reliable.
        fn healthy(&self) -> Result<(), JsError> {
            self.faults.take().map_or(Ok(()), |fault| Err(JsError::new(&fault)))
        }
    }

    fn js(error: &handlens_core::Error) -> JsError {
        JsError::new(&match error.detail() {
            Some(detail) => format!("{error} ({detail})"),
            None => error.to_string(),
        })
    }
}
