//! The whole network on the GPU, from views to features and logits.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

use cubecl::bytes::Bytes;
use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;
use half::f16;
use sha2::{Digest, Sha256};

use super::layers::{Layer, Then};
use crate::Embedding;
use handlens_core::{Error, Result, msg};
use handlens_vision::model::preprocess::side_of;
use handlens_vision::model::shapes::{
    BlockShape, CLASSIFIER, ConvShape, block_shapes, head_shape, stem_shape,
};
use handlens_vision::model::weights::{Weights, hex};
use handlens_vision::model::{
    FEATURE, IMAGENET_CLASSES, Precision, TAIL_CHANNELS, TOTAL_STRIDE, ViewOutput, tail_pixels,
};

/// Most views per run. Those of 288 pixels take 265 MB of activations as f32; the largest buffer is 127 MB, which every
/// WebGPU device can bind (128 MiB).
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
    views: usize,
    /// Pixels of all views.
    pixels: usize,
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

    /// Embeds views `[S, S, 3]` (values 0 to 255; each may have another side S, 224 or 288): returns their features, each
    /// `[1280]` with values 0 to 6, in order.
    ///
    /// # Errors
    ///
    /// When a view has no such side, the device is lost, or a result is not finite.
    pub async fn features(&self, views: &[Vec<f32>]) -> Result<Vec<Vec<f32>>> {
        let mut features = vec![Vec::new(); views.len()];
        for Batch { side, indices } in batches(views)? {
            let (work, _) = self.run(views, &indices, side);
            let values = self.read(vec![part(&work.features, indices.len() * FEATURE)]).await?;
            for (index, feature) in indices.iter().zip(values[0].chunks_exact(FEATURE)) {
                features[*index] = feature.to_vec();
            }
        }
        Ok(features)
    }

    /// Like [`InferenceNetwork::features`], with the pretrained classifier's logits, `[1000]`, and the activations
    /// before the last layers, `[P, 192]`, row-major by pixel; see [`tail_pixels`].
    ///
    /// # Errors
    ///
    /// As [`InferenceNetwork::features`].
    pub async fn embed(&self, views: &[Vec<f32>]) -> Result<Vec<Embedding>> {
        let mut embeddings: Vec<Option<Embedding>> = vec![None; views.len()];
        for Batch { side, indices } in batches(views)? {
            let (work, activations) = self.run(views, &indices, side);
            let count = indices.len();
            self.classifier.pointwise(&self.client, &work.features, &work.logits, count, Then::Nothing);
            let of_view = tail_pixels(side) * TAIL_CHANNELS;
            let used = count * of_view * self.precision.size();
            let unused = activations.size_in_used() - used as u64;
            // One read for all, because each read costs a round trip to the GPU.
            let read = self
                .read_bytes(vec![
                    part(&work.features, count * FEATURE),
                    part(&work.logits, count * IMAGENET_CLASSES),
                    activations.offset_end(unused),
                ])
                .await?;
            let [features, logits] = [&read[0], &read[1]].map(|bytes| f32::from_bytes(bytes));
            let activations = widened(&read[2], self.precision);
            if !features.iter().chain(logits).chain(&activations).all(|value| value.is_finite()) {
                return Err(not_finite());
            }
            let features = features.chunks_exact(FEATURE).map(<[f32]>::to_vec);
            let activations = activations.chunks_exact(of_view).map(<[f32]>::to_vec);
            let outputs = features.zip(activations);
            let outputs = outputs.map(|(feature, activations)| ViewOutput { feature, activations });
            let logits = logits.chunks_exact(IMAGENET_CLASSES).map(<[f32]>::to_vec);
            for (index, (output, logits)) in indices.iter().zip(outputs.zip(logits)) {
                embeddings[*index] = Some(Embedding { output, logits });
            }
        }
        // Every view is in one of the batches.
        Ok(embeddings.into_iter().flatten().collect())
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

    /// Queues the views at these indices, all of this side. The returned buffers will hold their features, and the last
    /// block's input.
    fn run(&self, views: &[Vec<f32>], indices: &[usize], mut side: usize) -> (Work, Handle) {
        let photos = indices.len();
        let client = &self.client;
        let joined: Vec<f32> = indices.iter().flat_map(|index| &views[*index]).copied().collect();
        let pixels = client.create_from_slice(f32::as_bytes(&joined));
        let work = self.work(photos, photos * side * side);
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
        self.head.pooled(client, ends[0], &work.features, photos, side);
        // The last block read from the buffer that is now the next one's output.
        let last_input = ends[1].clone();
        (work, last_input)
    }

    /// Buffers for this many views, which have this many pixels together.
    fn work(&self, views: usize, pixels: usize) -> Work {
        let mut kept = self.work.borrow_mut();
        match &*kept {
            Some(work) if work.views >= views && work.pixels >= pixels => work.clone(),
            Some(work) => {
                let (views, pixels) = (views.max(work.views), pixels.max(work.pixels));
                kept.insert(self.allocate(views, pixels)).clone()
            }
            None => kept.insert(self.allocate(views, pixels)).clone(),
        }
    }

    fn allocate(&self, views: usize, pixels: usize) -> Work {
        // Values for the smallest view, which has one pixel after the last layer with a stride.
        let mut side = TOTAL_STRIDE / 2;
        let mut end = side * side * stem_shape().output;
        let (mut wide, mut narrow) = (0, 0);
        for Block { shape, .. } in &self.blocks {
            wide = wide.max(side * side * shape.depthwise.input);
            side /= shape.depthwise.stride;
            narrow = narrow.max(side * side * shape.depthwise.output);
            end = end.max(side * side * shape.project.output);
        }
        let smallest = pixels / (TOTAL_STRIDE * TOTAL_STRIDE);
        let activations = |values: usize| self.client.empty(smallest * values * self.precision.size());
        let of_views = |values: usize| self.client.empty(views * values * Precision::F32.size());
        Work {
            views,
            pixels,
            ends: [end, end].map(activations),
            hidden: [wide, narrow].map(activations),
            features: of_views(FEATURE),
            logits: of_views(IMAGENET_CLASSES),
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

/// Views that run together.
struct Batch {
    side: usize,
    /// Indices of the views.
    indices: Vec<usize>,
}

/// All views, in batches of one side each.
fn batches(views: &[Vec<f32>]) -> Result<Vec<Batch>> {
    let mut by_side: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, view) in views.iter().enumerate() {
        by_side.entry(side_of(view)?).or_default().push(index);
    }
    let batch = |side: usize, indices: &[usize]| Batch { side, indices: indices.to_vec() };
    let batches = by_side.iter().flat_map(|(side, indices)| {
        indices.chunks(BATCH).map(move |indices| batch(*side, indices)).collect::<Vec<_>>()
    });
    Ok(batches.collect())
}
