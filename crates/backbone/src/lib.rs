//! The pretrained network on one device, from views to numbers on the host; and which device that is.

pub mod device;
#[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
pub mod gpu;

use burn::tensor::Device;

use handlens_core::Result;
use handlens_vision::model::embedder_pool::EmbedderPool;
use handlens_vision::model::weights::Weights;
use handlens_vision::model::{Precision, cpu, self_test};

/// What the network says of one view.
#[derive(Debug, Clone, PartialEq)]
pub struct Embedding {
    /// The feature, `[1280]`, each value between 0 and 6.
    pub feature: Vec<f32>,
    /// The pretrained head's logits, `[1000]`.
    pub logits: Vec<f32>,
}

/// The frozen network with its weights on a device.
#[derive(Debug)]
pub struct Backbone {
    engine: Engine,
    device: Device,
    hash: String,
}

/// What computes the forward pass: our own kernels, on one or the other.
#[derive(Debug)]
enum Engine {
    Cpu(Box<cpu::InferenceNetwork>, EmbedderPool),
    #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
    Gpu(Box<gpu::InferenceNetwork>),
}

impl Backbone {
    /// Puts the weights on the device, a GPU's memory as `precision`.
    ///
    /// # Errors
    ///
    /// When the weights are not those of this network.
    #[cfg_attr(not(target_arch = "wasm32"), expect(unused_variables, reason = "a GPU's alone"))]
    pub fn load(weights: &Weights, device: &Device, precision: Precision) -> Result<Self> {
        let device = device.clone().without_autodiff();
        #[cfg(target_arch = "wasm32")]
        if device != Device::flex() {
            let engine = Engine::Gpu(Box::new(gpu::InferenceNetwork::load(weights, precision)?));
            return Ok(Self { engine, device, hash: weights.hash().to_owned() });
        }
        let engine = Engine::Cpu(Box::new(cpu::InferenceNetwork::load(weights)?), EmbedderPool::default());
        Ok(Self { engine, device, hash: weights.hash().to_owned() })
    }

    /// Puts the weights on a native GPU. Heads, which Burn trains, stay on the CPU.
    ///
    /// # Errors
    ///
    /// As [`Backbone::load`].
    #[cfg(feature = "native-gpu")]
    pub fn on_gpu(weights: &Weights, precision: Precision) -> Result<Self> {
        let engine = Engine::Gpu(Box::new(gpu::InferenceNetwork::load(weights, precision)?));
        Ok(Self { engine, device: Device::flex(), hash: weights.hash().to_owned() })
    }

    /// The same with helpers; on a GPU they have nothing to do and are let go.
    #[must_use]
    pub fn with_pool(mut self, pool: EmbedderPool) -> Self {
        match &mut self.engine {
            Engine::Cpu(_, place) => *place = pool,
            #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
            Engine::Gpu(_) => {}
        }
        self
    }

    /// Hands the weights to the helpers, the first time; there is a batch for them.
    pub fn prepare_pool(&self, weights: &Weights) {
        match &self.engine {
            Engine::Cpu(_, pool) => pool.prepare(weights.bytes()),
            #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
            Engine::Gpu(_) => {}
        }
    }

    /// How many threads work on a batch: 1 on a GPU.
    pub fn threads(&self) -> usize {
        match &self.engine {
            Engine::Cpu(_, pool) => pool.threads(),
            #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
            Engine::Gpu(_) => 1,
        }
    }

    /// Which weights these are: features made with others are never mixed in.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// How numbers lie in its memory.
    pub fn precision(&self) -> Precision {
        match &self.engine {
            Engine::Cpu(..) => Precision::F32,
            #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
            Engine::Gpu(network) => network.precision(),
        }
    }

    /// Whether its device could work with such numbers, too.
    pub fn computes(&self, precision: Precision) -> bool {
        match &self.engine {
            Engine::Cpu(..) => precision == Precision::F32,
            #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
            Engine::Gpu(_) => gpu::computes(precision),
        }
    }

    /// Another network with these weights, on the same device and with numbers that lie there in the same way: of the same
    /// weights it gives the same bits.
    ///
    /// # Errors
    ///
    /// When the weights are not those of this network.
    pub fn like(&self, weights: &Weights) -> Result<Self> {
        let engine = match &self.engine {
            Engine::Cpu(..) => {
                Engine::Cpu(Box::new(cpu::InferenceNetwork::load(weights)?), EmbedderPool::default())
            }
            #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
            Engine::Gpu(network) => {
                Engine::Gpu(Box::new(gpu::InferenceNetwork::load(weights, network.precision())?))
            }
        };
        Ok(Self { engine, device: self.device.clone(), hash: weights.hash().to_owned() })
    }

    /// The device that does the work.
    pub fn device(&self) -> &Device {
        &self.device
    }

    /// Views `[224, 224, 3]` (values 0 to 255) → features, each `[1280]`, in order.
    ///
    /// # Errors
    ///
    /// When the device is lost, or answers with something that is no number.
    pub async fn features(&self, views: &[Vec<f32>]) -> Result<Vec<Vec<f32>>> {
        match &self.engine {
            Engine::Cpu(network, pool) => pool.features(network, views).await,
            #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
            Engine::Gpu(network) => network.features(views).await,
        }
    }

    /// As [`Backbone::features`], with the pretrained head's logits.
    ///
    /// # Errors
    ///
    /// As [`Backbone::features`].
    pub async fn embed(&self, views: &[Vec<f32>]) -> Result<Vec<Embedding>> {
        let both: Vec<(Vec<f32>, Vec<f32>)> = match &self.engine {
            Engine::Cpu(network, pool) => {
                let features = pool.features(network, views).await?;
                let logits = network.logits(&features);
                features.into_iter().zip(logits).collect()
            }
            #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
            Engine::Gpu(network) => network.embed(views).await?,
        };
        Ok(both.into_iter().map(|(feature, logits)| Embedding { feature, logits }).collect())
    }

    /// The network, where the CPU does the work.
    pub fn on_cpu(&self) -> Option<&cpu::InferenceNetwork> {
        match &self.engine {
            Engine::Cpu(network, _) => Some(network),
            #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
            Engine::Gpu(_) => None,
        }
    }

    /// SHA-256 of the weights that the device works with, in hexadecimal, computed anew from its memory. Two networks on the
    /// same device have the same exactly if their weights are the same.
    ///
    /// # Errors
    ///
    /// When the device is lost.
    #[cfg_attr(
        not(any(target_arch = "wasm32", feature = "native-gpu")),
        expect(clippy::unused_async, reason = "a GPU is waited for")
    )]
    pub async fn fingerprint(&self) -> Result<String> {
        match &self.engine {
            Engine::Cpu(network, _) => Ok(network.fingerprint()),
            #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
            Engine::Gpu(network) => network.fingerprint().await,
        }
    }

    /// Runs the start-up check of [`self_test`].
    ///
    /// # Errors
    ///
    /// When the device gives another answer than the reference.
    pub async fn check(&self) -> Result<()> {
        let features = self.features(&[self_test::image()]).await?;
        self_test::check(features.first().map_or(&[], Vec::as_slice), self.precision())
    }
}
