//! What runs in an embedder: the frozen network, called by `embedder-start.js`.

use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::Error;
use crate::model::cpu::Frozen;
use crate::model::preprocess::VIEW_VALUES;
use crate::model::weights::Weights;

/// The network with its weights.
#[wasm_bindgen]
pub struct Embedder(Frozen);

#[wasm_bindgen]
impl Embedder {
    /// Unpacks a weights file.
    ///
    /// # Errors
    ///
    /// When it is damaged.
    #[wasm_bindgen(constructor)]
    pub fn new(weights: Vec<u8>) -> Result<Embedder, JsError> {
        let network = Weights::new(weights).and_then(|weights| Frozen::load(&weights));
        network.map(Self).map_err(|error| js(&error))
    }

    /// Views, each `[224, 224, 3]` (values 0 to 255), one behind the other → features, each `[1280]`.
    ///
    /// # Errors
    ///
    /// When a value is no number.
    pub fn features(&self, views: &[f32]) -> Result<Vec<f32>, JsError> {
        let views: Vec<Vec<f32>> = views.chunks(VIEW_VALUES).map(<[f32]>::to_vec).collect();
        self.0.features(&views).map(|features| features.concat()).map_err(|error| js(&error))
    }
}

fn js(error: &Error) -> JsError {
    JsError::new(&error.to_string())
}
