//! The embedder: the pretrained network on one more core, also used for the early prediction. `embedder-start.js` calls
//! it. Wasm only.

#![cfg(target_arch = "wasm32")]

use js_sys::{Array, Float32Array};
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Blob;

use handlens_browser::decode;
use handlens_core::Error;
use handlens_vision::model::TAIL_CHANNELS;
use handlens_vision::model::cpu::InferenceNetwork;
use handlens_vision::model::cpu::tail::Tail;
use handlens_vision::model::cpu::tail::loss::{self, Example};
use handlens_vision::model::labels::{Labels, PRETRAINED_SHOWN, mean};
use handlens_vision::model::preprocess::view_values;
use handlens_vision::model::weights::Weights;

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

    /// Embeds views, each `[S, S, 3]` (values 0 to 255), concatenated; `sides` are the S of each. Returns for each view
    /// its feature `[1280]` and then the activations before the last layers, `[P, 192]`.
    ///
    /// # Errors
    ///
    /// When the sides are not those of the views, or a result is not finite.
    pub fn outputs(&self, views: &[f32], sides: &[f32]) -> Result<Vec<f32>, JsError> {
        let lengths = sides.iter().map(|side| view_values(*side as usize));
        let views: Vec<Vec<f32>> = parts(views, lengths).map(<[f32]>::to_vec).collect();
        let outputs = self.0.outputs(&views).map_err(|error| js(&error))?;
        Ok(outputs.into_iter().flat_map(|output| [output.feature, output.activations]).flatten().collect())
    }

    /// What the pretrained model sees in a photo, from its two views, each `[S, S, 3]`: pairs of label and probability, the
    /// most probable first. `labels` is the text of `imagenet-labels.json`.
    ///
    /// # Errors
    ///
    /// When the labels are damaged, a view is not square, or a result is not finite.
    pub fn sees(&self, centre: Vec<f32>, whole: Vec<f32>, labels: &str) -> Result<Array, JsError> {
        let labels = Labels::parse(labels).map_err(|error| js(&error))?;
        let outputs = self.0.outputs(&[centre, whole]).map_err(|error| js(&error))?;
        let features: Vec<Vec<f32>> = outputs.into_iter().map(|output| output.feature).collect();
        let logits = self.0.logits(&features);
        let [centre, whole] = logits.as_slice() else { return Err(JsError::new("a photo has two views")) };
        let pair = |(name, share): (String, f32)| Array::of2(&name.into(), &share.into());
        Ok(labels.top(&mean(centre, whole), PRETRAINED_SHOWN).into_iter().map(pair).collect())
    }
}

/// The gradient of the loss with respect to the parameters of the last layers and a head, in the order of
/// [`loss`], and then the loss. `targets` are the number of classes, then the label of each view, the weight
/// of each, and the number of pixels P of each; `activations` those before the last layers, each `[P, 192]`.
///
/// # Errors
///
/// When these do not fit each other.
#[wasm_bindgen]
pub fn gradient(parameters: &[f32], targets: &[f32], activations: &[f32]) -> Result<Vec<f32>, JsError> {
    let unfit = || JsError::new("the examples do not fit");
    let (classes, targets) = targets.split_first().ok_or_else(unfit)?;
    let count = targets.len() / 3;
    let (labels, targets) = targets.split_at(count);
    let (weights, pixels) = targets.split_at(count);
    let views = feature_maps(activations, pixels).zip(labels.iter().zip(weights));
    let example = |(activations, (label, weight)): (_, (&f32, &f32))| Example {
        activations,
        label: *label as usize,
        weight: *weight,
    };
    let examples: Vec<Example> = views.map(example).collect();
    let gradient = loss::gradient(parameters, *classes as usize, &examples).ok_or_else(unfit)?;
    Ok([gradient.parameters, vec![gradient.loss]].concat())
}

/// The features, `[B, 1280]`, that last layers with these parameters make of activations, each `[P, 192]`; `pixels` are the
/// P of each.
///
/// # Errors
///
/// When the parameters are not those of the last layers.
#[wasm_bindgen(js_name = tailFeatures)]
pub fn tail_features(parameters: &[f32], activations: &[f32], pixels: &[f32]) -> Result<Vec<f32>, JsError> {
    let tail =
        Tail::from_parameters(parameters).ok_or_else(|| JsError::new("no parameters of these layers"))?;
    let views: Vec<&[f32]> = feature_maps(activations, pixels).collect();
    Ok(tail.pack().features(&views).concat())
}

/// Decodes a photo into its two views, each `[S, S, 3]`. `None` if this browser cannot decode the photo or it may not
/// be used; only the main worker can say why.
#[wasm_bindgen]
pub async fn views(photo: Blob) -> Option<Array> {
    let photo = decode::by_browser_alone(photo).await?;
    let views = photo.views().ok()?;
    Some(views.iter().map(|view| Float32Array::from(view.as_slice())).collect())
}

/// The parts of values that lie one after the other; those that are missing are left out.
fn parts(mut values: &[f32], lengths: impl Iterator<Item = usize>) -> impl Iterator<Item = &[f32]> {
    lengths.map_while(move |length| {
        let (part, rest) = values.split_at_checked(length)?;
        values = rest;
        Some(part)
    })
}

/// Activations before the last layers, each `[P, 192]`, that lie one after the other.
fn feature_maps<'a>(activations: &'a [f32], pixels: &[f32]) -> impl Iterator<Item = &'a [f32]> {
    parts(activations, pixels.iter().map(|pixels| *pixels as usize * TAIL_CHANNELS))
}

fn js(error: &Error) -> JsError {
    JsError::new(&error.to_string())
}
