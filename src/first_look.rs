//! The early prediction: what `first-look.js` says about a photo before the worker is ready.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

use super::state::AppState;
use handlens_core::protocol::{JobId, Prediction};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = handlens, js_name = firstLook, catch)]
    async fn js_first_look(photo: &Blob) -> Result<JsValue, JsValue>;
}

#[derive(serde::Deserialize)]
struct Look {
    /// Classes of the pretrained model with their probabilities, most probable first.
    seen: Vec<(String, f32)>,
    milliseconds: f32,
}

/// Asks for an early prediction. If there is none, the worker's answer is the first.
pub(crate) fn ask(state: RwSignal<AppState>, job: JobId, photo: Blob) {
    spawn_local(async move {
        let look = js_first_look(&photo).await.ok();
        let look = look.and_then(|look| serde_wasm_bindgen::from_value::<Option<Look>>(look).ok().flatten());
        if let Some(Look { seen, milliseconds }) = look {
            let prediction = Prediction {
                classes: Vec::new(),
                unknown: None,
                nearest: Vec::new(),
                same: None,
                pretrained: seen,
                milliseconds,
            };
            state.update(|state| state.answers.look_first(job, prediction));
        }
    });
}
