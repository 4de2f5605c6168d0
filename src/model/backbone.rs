//! The frozen network on one device, from views to numbers on the host.

use burn::tensor::{Device, Tensor, TensorData};

use super::cpu::Frozen;
use super::network::Network;
use super::weights::Weights;
use super::{FEATURE, IMAGENET_CLASSES, parity, preprocess};
use crate::photo::VIEW_SIDE;
use crate::{Error, Result};

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

/// What computes the forward pass.
#[derive(Debug)]
enum Engine {
    /// Our own kernels on the CPU.
    Cpu(Box<Frozen>),
    /// Burn's on any other device.
    Burn(Box<Network>),
}

impl Backbone {
    /// Puts the weights on the device.
    ///
    /// # Errors
    ///
    /// When the weights are not those of this network.
    pub fn load(weights: &Weights, device: &Device) -> Result<Self> {
        let device = device.clone().without_autodiff();
        let engine = if device == Device::flex() {
            Engine::Cpu(Box::new(Frozen::load(weights)?))
        } else {
            Engine::Burn(Box::new(Network::load(weights, &device)?))
        };
        Ok(Self { engine, device, hash: weights.hash().to_owned() })
    }

    /// Which weights these are: features made with others are never mixed in.
    pub fn hash(&self) -> &str {
        &self.hash
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
        if views.is_empty() {
            return Ok(Vec::new());
        }
        match &self.engine {
            Engine::Cpu(network) => network.features(views),
            Engine::Burn(network) => {
                let features = read(network.features(self.upload(views))).await?;
                Ok(features.chunks_exact(FEATURE).map(<[f32]>::to_vec).collect())
            }
        }
    }

    /// As [`Backbone::features`], with the pretrained head's logits.
    ///
    /// # Errors
    ///
    /// As [`Backbone::features`].
    pub async fn embed(&self, views: &[Vec<f32>]) -> Result<Vec<Embedding>> {
        if views.is_empty() {
            return Ok(Vec::new());
        }
        let network = match &self.engine {
            Engine::Cpu(network) => {
                let features = network.features(views)?;
                let logits = network.logits(&features);
                let both = features.into_iter().zip(logits);
                return Ok(both.map(|(feature, logits)| Embedding { feature, logits }).collect());
            }
            Engine::Burn(network) => network,
        };
        let features = network.features(self.upload(views));
        let logits = network.logits(features.clone());
        // One read for both: each costs a round trip to the GPU.
        let both = read(Tensor::cat(vec![features, logits], 1)).await?;
        Ok(both
            .chunks_exact(FEATURE + IMAGENET_CLASSES)
            .map(|row| Embedding { feature: row[..FEATURE].to_vec(), logits: row[FEATURE..].to_vec() })
            .collect())
    }

    /// Runs the start-up check of [`parity`].
    ///
    /// # Errors
    ///
    /// When the device gives another answer than the reference.
    pub async fn check(&self) -> Result<()> {
        let features = self.features(&[parity::image()]).await?;
        parity::check(features.first().map_or(&[], Vec::as_slice))
    }

    fn upload(&self, views: &[Vec<f32>]) -> Tensor<4> {
        let shape = [views.len(), 3, VIEW_SIDE, VIEW_SIDE];
        Tensor::from_data(TensorData::new(preprocess::normalise(views), shape), &self.device)
    }
}

/// Reads a tensor without blocking: a browser has no synchronous read.
///
/// # Errors
///
/// When the device is lost, or a value is no number.
pub(crate) async fn read<const D: usize>(tensor: Tensor<D>) -> Result<Vec<f32>> {
    let failed = || Error::device("The graphics processor stopped answering.");
    let data = tensor.into_data_async().await.map_err(|cause| failed().with_detail(cause))?;
    let values = data.try_into_vec::<f32>().map_err(|cause| failed().with_detail(format!("{cause:?}")))?;
    if values.iter().all(|value| value.is_finite()) {
        Ok(values)
    } else {
        Err(Error::device("The processor gave an answer that is no number.").with_detail("not finite"))
    }
}
