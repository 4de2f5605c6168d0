//! The pretrained network on one device, from views to numbers on the host; and the choice of that device.

pub mod device;
#[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
pub mod gpu;

use burn::tensor::Device;

use handlens_core::Result;
use handlens_vision::model::embedder_pool::EmbedderPool;
use handlens_vision::model::weights::Weights;
use handlens_vision::model::{Precision, ViewOutput, cpu, self_test};

/// The network's output for one view.
#[derive(Debug, Clone, PartialEq)]
pub struct Embedding {
    /// Its feature, and the activations before the last layers.
    pub output: ViewOutput,
    /// The pretrained classifier's logits, `[1000]`.
    pub logits: Vec<f32>,
}

/// The pretrained network with its weights on a device.
#[derive(Debug)]
pub struct Backbone {
    engine: Engine,
    device: Device,
    hash: String,
}

/// The implementation of the forward pass: our own kernels, for the CPU or the GPU.
#[derive(Debug)]
enum Engine {
    Cpu(Box<cpu::InferenceNetwork>, EmbedderPool),
    #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
    Gpu(Box<gpu::InferenceNetwork>),
}

impl Backbone {
    /// Loads the weights onto the device. `precision` is that of a GPU's memory; the CPU always uses f32.
    ///
    /// # Errors
    ///
    /// When the weights do not fit this network.
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

    /// Loads the weights onto a native GPU. Heads, which Burn trains, stay on the CPU.
    ///
    /// # Errors
    ///
    /// As [`Backbone::load`].
    #[cfg(feature = "native-gpu")]
    pub fn on_gpu(weights: &Weights, precision: Precision) -> Result<Self> {
        let engine = Engine::Gpu(Box::new(gpu::InferenceNetwork::load(weights, precision)?));
        Ok(Self { engine, device: Device::flex(), hash: weights.hash().to_owned() })
    }

    /// Adds a pool of embedders. It only serves the CPU; with a GPU it is dropped.
    #[must_use]
    pub fn with_pool(mut self, pool: EmbedderPool) -> Self {
        match &mut self.engine {
            Engine::Cpu(_, place) => *place = pool,
            #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
            Engine::Gpu(_) => {}
        }
        self
    }

    /// Hands the weights to the pool, unless it has them already. Call this when there is a batch to embed.
    pub fn prepare_pool(&self, weights: &Weights) {
        match &self.engine {
            Engine::Cpu(_, pool) => pool.prepare(weights.bytes()),
            #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
            Engine::Gpu(_) => {}
        }
    }

    /// Number of threads that work on a batch; 1 with a GPU.
    pub fn threads(&self) -> usize {
        match &self.engine {
            Engine::Cpu(_, pool) => pool.threads(),
            #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
            Engine::Gpu(_) => 1,
        }
    }

    /// Hash of the weights. Features from different weights are never mixed.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Precision of weights and activations in the device's memory.
    pub fn precision(&self) -> Precision {
        match &self.engine {
            Engine::Cpu(..) => Precision::F32,
            #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
            Engine::Gpu(network) => network.precision(),
        }
    }

    /// Whether the device supports this precision.
    pub fn computes(&self, precision: Precision) -> bool {
        match &self.engine {
            Engine::Cpu(..) => precision == Precision::F32,
            #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
            Engine::Gpu(_) => gpu::computes(precision),
        }
    }

    /// Another network on the same device, with the same precision, from these weights. If the weights are the same, it
    /// gives bit-identical results.
    ///
    /// # Errors
    ///
    /// When the weights do not fit this network.
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

    /// The Burn device it was loaded onto; with a native GPU the CPU, where heads are trained.
    pub fn device(&self) -> &Device {
        &self.device
    }

    /// Embeds views `[S, S, 3]` (values 0 to 255; S is 224 or 288): returns their features, each `[1280]`, in order.
    ///
    /// # Errors
    ///
    /// When the device is lost, or returns a value that is not finite.
    pub async fn features(&self, views: &[Vec<f32>]) -> Result<Vec<Vec<f32>>> {
        Ok(self.outputs(views).await?.into_iter().map(|output| output.feature).collect())
    }

    /// Like [`Backbone::features`], with the activations before the last layers where they cost nothing: a GPU leaves
    /// them empty.
    ///
    /// # Errors
    ///
    /// As [`Backbone::features`].
    pub async fn outputs(&self, views: &[Vec<f32>]) -> Result<Vec<ViewOutput>> {
        match &self.engine {
            Engine::Cpu(network, pool) => pool.outputs(network, views).await,
            #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
            Engine::Gpu(network) => {
                let output = |feature| ViewOutput { feature, activations: Vec::new() };
                Ok(network.features(views).await?.into_iter().map(output).collect())
            }
        }
    }

    /// Like [`Backbone::features`], with the pretrained classifier's logits and the activations before the last layers.
    ///
    /// # Errors
    ///
    /// As [`Backbone::features`].
    pub async fn embed(&self, views: &[Vec<f32>]) -> Result<Vec<Embedding>> {
        match &self.engine {
            Engine::Cpu(network, pool) => {
                let outputs = pool.outputs(network, views).await?;
                let features: Vec<Vec<f32>> = outputs.iter().map(|output| output.feature.clone()).collect();
                let embedding = |(output, logits)| Embedding { output, logits };
                Ok(outputs.into_iter().zip(network.logits(&features)).map(embedding).collect())
            }
            #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
            Engine::Gpu(network) => network.embed(views).await,
        }
    }

    /// The CPU implementation; `None` with a GPU.
    pub fn on_cpu(&self) -> Option<&cpu::InferenceNetwork> {
        match &self.engine {
            Engine::Cpu(network, _) => Some(network),
            #[cfg(any(target_arch = "wasm32", feature = "native-gpu"))]
            Engine::Gpu(_) => None,
        }
    }

    /// SHA-256, in hexadecimal, of the weights that the device works with, computed anew from its memory. Two networks
    /// on the same device have the same fingerprint if and only if their weights are the same.
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

    /// Runs the self-test of [`self_test`].
    ///
    /// # Errors
    ///
    /// When the device fails, or its result differs from the reference.
    pub async fn check(&self) -> Result<()> {
        let features = self.features(&self_test::images()).await?;
        self_test::check(&features, self.precision())
    }
}
