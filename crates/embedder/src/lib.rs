//! The embedder: the pretrained network on one more core, also used for the early prediction. `embedder-start.js` calls
//! it. Wasm only.

#![cfg(target_arch = "wasm32")]

use js_sys::{Array, Float32Array};
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Blob;

use handlens_browser::decode;
use handlens_core::Error;
use handlens_vision::model::cpu::InferenceNetwork;
use handlens_vision::model::cpu::tail::Tail;
use handlens_vision::model::cpu::tail::loss::{self, Example};
use handlens_vision::model::labels::{Labels, PRETRAINED_SHOWN, mean};
use handlens_vision::model::preprocess::VIEW_VALUES;
use handlens_vision::model::weights::Weights;
use handlens_vision::model::{TAIL_INPUT, ViewOutput};

/// The network with its weights.
#[wasm_bindgen]
pub struct Embedder(InferenceNetwork);

#[wasm_bindgen]
impl Embedder {
    /// Loads a weights file.
    ///
    /// # Errors
    ///
    /// When the file is damaged.
    #[wasm_bindgen(constructor)]
    pub fn new(weights: Vec<u8>) -> Result<Embedder, JsError> {
        let network = Weights::new(weights).and_then(|weights| InferenceNetwork::load(&weights));
        network.map(Self).map_err(|error| js(&error))
    }

    /// Embeds views, each `[224, 224, 3]` (values 0 to 255), concatenated. Returns for each view its feature `[1280]`
    /// and then the activations before the last layers, `[7 · 7, 192]`.
    ///
    /// # Errors
    ///
    /// When a result is not finite.
    pub fn outputs(&self, views: &[f32]) -> Result<Vec<f32>, JsError> {
        let outputs = self.embed(views).map_err(|error| js(&error))?;
        Ok(outputs.into_iter().flat_map(|output| [output.feature, output.activations]).flatten().collect())
    }

    /// What the pretrained model sees in a photo, from its two views: pairs of label and probability, the most probable
    /// first. `labels` is the text of `imagenet-labels.json`.
    ///
    /// # Errors
    ///
    /// When the labels are damaged, there are not two views, or a result is not finite.
    pub fn sees(&self, views: &[f32], labels: &str) -> Result<Array, JsError> {
        let labels = Labels::parse(labels).map_err(|error| js(&error))?;
        let outputs = self.embed(views).map_err(|error| js(&error))?;
        let features: Vec<Vec<f32>> = outputs.into_iter().map(|output| output.feature).collect();
        let logits = self.0.logits(&features);
        let [centre, whole] = logits.as_slice() else { return Err(JsError::new("a photo has two views")) };
        let pair = |(name, share): (String, f32)| Array::of2(&name.into(), &share.into());
        Ok(labels.top(&mean(centre, whole), PRETRAINED_SHOWN).into_iter().map(pair).collect())
    }
}

impl Embedder {
    fn embed(&self, views: &[f32]) -> Result<Vec<ViewOutput>, Error> {
        let views: Vec<Vec<f32>> = views.chunks(VIEW_VALUES).map(<[f32]>::to_vec).collect();
        self.0.outputs(&views)
    }
}

/// The gradient of the loss with respect to the parameters of the last layers and a head, in the order of
/// [`loss`], and then the loss. `targets` are the number of classes, the label of each view and
/// the weight of each view; `activations` those before the last layers, `[B, 7 · 7, 192]`.
///
/// # Errors
///
/// When these do not fit each other.
#[wasm_bindgen]
pub fn gradient(parameters: &[f32], targets: &[f32], activations: &[f32]) -> Result<Vec<f32>, JsError> {
    let unfit = || JsError::new("the examples do not fit");
    let (classes, targets) = targets.split_first().ok_or_else(unfit)?;
    let (labels, weights) = targets.split_at(targets.len() / 2);
    let views = activations.chunks_exact(TAIL_INPUT).zip(labels.iter().zip(weights));
    let example = |(activations, (label, weight)): (_, (&f32, &f32))| Example {
        activations,
        label: *label as usize,
        weight: *weight,
    };
    let examples: Vec<Example> = views.map(example).collect();
    let gradient = loss::gradient(parameters, *classes as usize, &examples).ok_or_else(unfit)?;
    Ok([gradient.parameters, vec![gradient.loss]].concat())
}

/// The features, `[B, 1280]`, that last layers with these parameters make of activations, `[B, 7 · 7, 192]`.
///
/// # Errors
///
/// When the parameters are not those of the last layers.
#[wasm_bindgen(js_name = tailFeatures)]
pub fn tail_features(parameters: &[f32], activations: &[f32]) -> Result<Vec<f32>, JsError> {
    let tail =
        Tail::from_parameters(parameters).ok_or_else(|| JsError::new("no parameters of these layers"))?;
    let views: Vec<&[f32]> = activations.chunks_exact(TAIL_INPUT).collect();
    Ok(tail.pack().features(&views).concat())
}

/// Decodes a photo into its two views, `[2, 224, 224, 3]`. `None` if this browser cannot decode the photo or it may not
/// be used; only the main worker can say why.
#[wasm_bindgen]
pub async fn views(photo: Blob) -> Option<Float32Array> {
    let photo = decode::by_browser_alone(photo).await?;
    let views = photo.views().ok()?;
    Some(Float32Array::from(views.concat().as_slice()))
}

fn js(error: &Error) -> JsError {
    JsError::new(&error.to_string())
}
