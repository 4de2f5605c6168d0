//! The whole network on the GPU, from views to features and logits.

use std::cell::RefCell;
use std::fmt;

use cubecl::bytes::Bytes;
use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;
use half::f16;
use sha2::{Digest, Sha256};

use super::layers::{Layer, Then};
use crate::Embedding;
use handlens_core::config::VIEW_SIDE;
use handlens_core::{Error, Result, msg};
use handlens_vision::model::preprocess::VIEW_VALUES;
use handlens_vision::model::shapes::{
    BlockShape, CLASSIFIER, ConvShape, block_shapes, head_shape, stem_shape,
};
use handlens_vision::model::weights::{Weights, hex};
use handlens_vision::model::{FEATURE, IMAGENET_CLASSES, Precision, TAIL_INPUT, ViewOutput};

/// Most views per run. Their activations take 160 MB as f32; the largest buffer is 77 MB, which every WebGPU device can
/// bind.
const BATCH: usize = 16;

/// EfficientNet-Lite0 with its weights on the GPU.
pub struct InferenceNetwork {
    client: Client,
    precision: Precision,
    stem: Layer,
    blocks: Vec<Block>,
    head: Layer,
    classifier: Layer,
    /// Kept from batch to batch, sized for the largest batch so far.
    work: RefCell<Option<Work>>,
}

impl fmt::Debug for InferenceNetwork {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Frozen {{ blocks: {}, floats: {:?} }}", self.blocks.len(), self.precision)
    }
}

struct Block {
    shape: BlockShape,
    expand: Option<Layer>,
    depthwise: Layer,
    project: Layer,
}

/// Buffers for activations.
#[derive(Clone)]
struct Work {
    photos: usize,
    /// A block's input and output; they swap roles from block to block.
    ends: [Handle; 2],
    /// Hidden channels before and after the depthwise convolution.
    hidden: [Handle; 2],
    features: Handle,
    logits: Handle,
}

impl InferenceNetwork {
    /// Packs the weights and uploads them to the device that Burn uses; [`crate::device::open`] must have opened it.
    /// The device must [support](super::computes) `precision`.
    ///
    /// # Errors
    ///
    /// When a tensor is missing or has another shape.
    pub fn load(weights: &Weights, precision: Precision) -> Result<Self> {
        let client = super::client();
        let classifier = weights.tensor(&format!("{CLASSIFIER}.weight"), &[IMAGENET_CLASSES, FEATURE])?;
        let classifier_bias = weights.tensor(&format!("{CLASSIFIER}.bias"), &[IMAGENET_CLASSES])?;
        let classifier_shape = ConvShape {
            name: CLASSIFIER.to_owned(),
            input: FEATURE,
            output: IMAGENET_CLASSES,
            kernel: 1,
            stride: 1,
            depthwise: false,
        };
        Ok(Self {
            stem: Layer::load(&client, stem_shape(), weights, precision)?,
            blocks: block_shapes()
                .into_iter()
                .map(|shape| Block::load(&client, shape, weights, precision))
                .collect::<Result<_>>()?,
            head: Layer::load(&client, head_shape(), weights, precision)?,
            // Features are f32, for the host and for the classifier.
            classifier: Layer::pack(&client, classifier_shape, &classifier, &classifier_bias, Precision::F32),
            work: RefCell::new(None),
            precision,
            client,
        })
    }

    /// Precision of weights and activations in the GPU's memory.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// Embeds views `[224, 224, 3]` (values 0 to 255): returns their features, each `[1280]` with values 0 to 6, in
    /// order.
    ///
    /// # Errors
    ///
    /// When a view has another size, the device is lost, or a result is not finite.
    pub async fn features(&self, views: &[Vec<f32>]) -> Result<Vec<Vec<f32>>> {
        let mut features = Vec::with_capacity(views.len());
        for batch in views.chunks(BATCH) {
            let (work, _) = self.run(batch)?;
            let values = self.read(vec![part(&work.features, batch.len() * FEATURE)]).await?;
            features.extend(values[0].chunks_exact(FEATURE).map(<[f32]>::to_vec));
        }
        Ok(features)
    }

    /// Like [`InferenceNetwork::features`], with the pretrained classifier's logits, `[1000]`, and the activations
    /// before the last layers, `[7 · 7, 192]`, row-major by pixel.
    ///
    /// # Errors
    ///
    /// As [`InferenceNetwork::features`].
    pub async fn embed(&self, views: &[Vec<f32>]) -> Result<Vec<Embedding>> {
        let mut embeddings = Vec::with_capacity(views.len());
        for batch in views.chunks(BATCH) {
            let (work, activations) = self.run(batch)?;
            self.classifier.pointwise(&self.client, &work.features, &work.logits, batch.len(), Then::Nothing);
            let used = batch.len() * TAIL_INPUT * self.precision.size();
            let unused = activations.size_in_used() - used as u64;
            // One read for all, because each read costs a round trip to the GPU.
            let read = self
                .read_bytes(vec![
                    part(&work.features, batch.len() * FEATURE),
                    part(&work.logits, batch.len() * IMAGENET_CLASSES),
                    activations.offset_end(unused),
                ])
                .await?;
            let [features, logits] = [&read[0], &read[1]].map(|bytes| f32::from_bytes(bytes));
            let activations = widened(&read[2], self.precision);
            if !features.iter().chain(logits).chain(&activations).all(|value| value.is_finite()) {
                return Err(not_finite());
            }
            let features = features.chunks_exact(FEATURE).map(<[f32]>::to_vec);
            let activations = activations.chunks_exact(TAIL_INPUT).map(<[f32]>::to_vec);
            let outputs = features.zip(activations);
            let outputs = outputs.map(|(feature, activations)| ViewOutput { feature, activations });
            let logits = logits.chunks_exact(IMAGENET_CLASSES).map(<[f32]>::to_vec);
            embeddings.extend(outputs.zip(logits).map(|(output, logits)| Embedding { output, logits }));
        }
        Ok(embeddings)
    }

    /// SHA-256, in hexadecimal, of all weights and biases as they are stored on the GPU, read back from it.
    ///
    /// # Errors
    ///
    /// When the device is lost.
    pub async fn fingerprint(&self) -> Result<String> {
        let mut layers = vec![&self.stem];
        for block in &self.blocks {
            layers.extend(block.expand.iter().chain([&block.depthwise, &block.project]));
        }
        layers.extend([&self.head, &self.classifier]);
        let mut hasher = Sha256::new();
        for layer in layers {
            for numbers in self.read_bytes(layer.numbers().to_vec()).await? {
                hasher.update(&*numbers);
            }
        }
        Ok(hex(&hasher.finalize()))
    }

    /// Queues a batch. The returned buffers will hold its features, and the last block's input.
    fn run(&self, views: &[Vec<f32>]) -> Result<(Work, Handle)> {
        let photos = views.len();
        let client = &self.client;
        let pixels = client.create_from_slice(f32::as_bytes(&joined(views)?));
        let work = self.work(photos);
        let mut side = VIEW_SIDE;
        self.stem.stem(client, &pixels, &work.ends[0], photos, side);
        side /= 2;
        let mut ends = [&work.ends[0], &work.ends[1]];
        let [wide, narrow] = &work.hidden;
        for block in &self.blocks {
            let [input, output] = ends;
            let mut hidden = input;
            if let Some(expand) = &block.expand {
                expand.pointwise(client, input, wide, photos * side * side, Then::Relu6);
                hidden = wide;
            }
            block.depthwise.depthwise(client, hidden, narrow, photos, side);
            side /= block.shape.depthwise.stride;
            let then = if block.shape.residual { Then::Plus(input) } else { Then::Nothing };
            block.project.pointwise(client, narrow, output, photos * side * side, then);
            ends = [output, input];
        }
        self.head.pooled(client, ends[0], &work.features, photos);
        // The last block read from the buffer that is now the next one's output.
        let last_input = ends[1].clone();
        Ok((work, last_input))
    }

    fn work(&self, photos: usize) -> Work {
        let mut kept = self.work.borrow_mut();
        match &*kept {
            Some(work) if work.photos >= photos => work.clone(),
            _ => kept.insert(self.allocate(photos)).clone(),
        }
    }

    fn allocate(&self, photos: usize) -> Work {
        let mut side = VIEW_SIDE / 2;
        let mut end = side * side * stem_shape().output;
        let (mut wide, mut narrow) = (0, 0);
        for Block { shape, .. } in &self.blocks {
            wide = wide.max(side * side * shape.depthwise.input);
            side /= shape.depthwise.stride;
            narrow = narrow.max(side * side * shape.depthwise.output);
            end = end.max(side * side * shape.project.output);
        }
        let empty =
            |values: usize, precision: Precision| self.client.empty(photos * values * precision.size());
        Work {
            photos,
            ends: [end, end].map(|values| empty(values, self.precision)),
            hidden: [wide, narrow].map(|values| empty(values, self.precision)),
            features: empty(FEATURE, Precision::F32),
            logits: empty(IMAGENET_CLASSES, Precision::F32),
        }
    }

    async fn read(&self, handles: Vec<Handle>) -> Result<Vec<Vec<f32>>> {
        let read = self.read_bytes(handles).await?;
        let values: Vec<Vec<f32>> = read.iter().map(|bytes| f32::from_bytes(bytes).to_vec()).collect();
        if values.iter().flatten().all(|value| value.is_finite()) { Ok(values) } else { Err(not_finite()) }
    }

    /// Reads without blocking: a browser has no synchronous read.
    async fn read_bytes(&self, handles: Vec<Handle>) -> Result<Vec<Bytes>> {
        let failed = || Error::device(msg!("device-gpu-silent"));
        self.client.read_async(handles).await.map_err(|cause| failed().with_detail(cause))
    }
}

impl Block {
    fn load(client: &Client, shape: BlockShape, weights: &Weights, precision: Precision) -> Result<Self> {
        let load = |shape: &ConvShape| Layer::load(client, shape.clone(), weights, precision);
        Ok(Self {
            expand: shape.expand.as_ref().map(load).transpose()?,
            depthwise: load(&shape.depthwise)?,
            project: load(&shape.project)?,
            shape,
        })
    }
}

fn not_finite() -> Error {
    Error::device(msg!("device-no-number")).with_detail("not finite")
}

/// Activations as they are stored on the GPU → f32.
fn widened(bytes: &[u8], precision: Precision) -> Vec<f32> {
    match precision {
        Precision::F32 => f32::from_bytes(bytes).to_vec(),
        Precision::F16 => f16::from_bytes(bytes).iter().map(|value| value.to_f32()).collect(),
    }
}

/// The first values of an f32 buffer.
fn part(handle: &Handle, values: usize) -> Handle {
    let unused = handle.size_in_used() - (values * size_of::<f32>()) as u64;
    handle.clone().offset_end(unused)
}

/// Concatenates views after checking their size.
fn joined(views: &[Vec<f32>]) -> Result<Vec<f32>> {
    match views.iter().find(|view| view.len() != VIEW_VALUES) {
        Some(view) => Err(Error::model(msg!("model-view-of-wrong-size")).with_detail(view.len())),
        None => Ok(views.concat()),
    }
}
