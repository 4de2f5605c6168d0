//! The early prediction: what `early-prediction.js` says about a photo before the worker is ready.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

use super::state::AppState;
use handlens_core::protocol::{JobId, Prediction};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = handlens, js_name = earlyPrediction, catch)]
    async fn js_early_prediction(photo: &Blob) -> Result<JsValue, JsValue>;
}

#[derive(serde::Deserialize)]
struct EarlyPrediction {
    /// Classes of the pretrained model with their probabilities, most probable first.
    seen: Vec<(String, f32)>,
    milliseconds: f32,
}

/// Asks for an early prediction. If there is none, the worker's answer is the first.
pub(crate) fn ask(state: RwSignal<AppState>, job: JobId, photo: Blob) {
    spawn_local(async move {
        let early = js_early_prediction(&photo).await.ok();
        let early = early.and_then(|early| {
            serde_wasm_bindgen::from_value::<Option<EarlyPrediction>>(early).ok().flatten()
        });
        if let Some(EarlyPrediction { seen, milliseconds }) = early {
            let prediction = Prediction {
                classes: Vec::new(),
                unknown: None,
                nearest: Vec::new(),
                same: None,
                learned: false,
                notes: Vec::new(),
                pretrained: seen,
                milliseconds,
            };
            state.update(|state| state.answers.set_early_prediction(job, prediction));
        }
    });
}
