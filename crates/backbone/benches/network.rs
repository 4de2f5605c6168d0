//! Speed of the inference network on the CPU: one photo with our kernels and with Burn's, alternating, and each
//! convolution.
//!
//! ```text
//! cargo test --release --bench network -- --nocapture
//! WASM_BINDGEN_TEST_TIMEOUT=600 WASM_BINDGEN_TEST_WEBDRIVER_JSON=tests/browser/webdriver.json \
//!   cargo test --release --target wasm32-unknown-unknown --bench network -- --nocapture
//! ```
//!
//! The second command runs in a Chromium worker. Neither passes or fails anything. Times are the best and the median of
//! several repeats.

use burn::tensor::{Device, Tensor, TensorData};
use handlens_vision::model::cpu::InferenceNetwork;
use handlens_vision::model::cpu::layers::layers;
#[path = "../../../tests/fixtures/network.rs"]
mod network;
use handlens_core::config::{LARGE_VIEW_SIDE, VIEW_SIDE};
use handlens_vision::model::weights::Weights;
use handlens_vision::model::{preprocess, self_test};
use network::Network;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

const WEIGHTS: &[u8] = include_bytes!("../../../www/model/efficientnet-lite0.safetensors");

/// Repeats per photo.
const REPEATS: usize = 15;
/// Repeats per layer, each of about `LAYER_OPERATIONS` operations: a few milliseconds, enough for any browser's clock.
const LAYER_REPEATS: usize = 7;
const LAYER_OPERATIONS: f64 = 2e8;

#[cfg(target_arch = "wasm32")]
fn tell(line: &str) {
    wasm_bindgen_test::console_log!("{line}");
}

#[cfg(not(target_arch = "wasm32"))]
fn tell(line: &str) {
    println!("{line}");
}

/// Milliseconds since an arbitrary start.
#[cfg(target_arch = "wasm32")]
fn now_ms() -> f64 {
    use wasm_bindgen::JsCast;
    let scope = js_sys::global().unchecked_into::<web_sys::WorkerGlobalScope>();
    scope.performance().map_or_else(js_sys::Date::now, |performance| performance.now())
}

#[cfg(not(target_arch = "wasm32"))]
fn now_ms() -> f64 {
    std::time::UNIX_EPOCH.elapsed().map_or(0.0, |elapsed| elapsed.as_secs_f64() * 1000.0)
}

/// The best and the median time.
fn summary(mut times: Vec<f64>) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    (times[0], times[times.len() / 2])
}

async fn measure() {
    let weights = Weights::new(WEIGHTS.to_vec()).expect("the committed weights");
    let ours = InferenceNetwork::load(&weights).expect("the committed weights");
    let burns = Network::load(&weights, &Device::flex()).expect("the committed weights");
    for (side, view) in [VIEW_SIDE, LARGE_VIEW_SIDE].into_iter().zip(self_test::images()) {
        compare((&ours, &burns), side, &[view]).await;
    }
    measure_layers(&ours);
}

/// Times both implementations on a view of this side, in turns.
async fn compare((ours, burns): (&InferenceNetwork, &Network), side: usize, view: &[Vec<f32>]) {
    let (mut own, mut general) = (Vec::new(), Vec::new());
    for _ in 0..REPEATS {
        let start = now_ms();
        let feature = ours.features(view).expect("an answer").concat();
        own.push(now_ms() - start);

        let start = now_ms();
        let data = TensorData::new(preprocess::normalise(view), [1, 3, side, side]);
        let data = burns.features(Tensor::from_data(data, &Device::flex())).into_data_async().await;
        general.push(now_ms() - start);
        let burns: Vec<f32> = data.expect("an answer").try_into_vec().expect("floats");
        assert!(self_test::relative_distance(&feature, &burns) < 1e-4, "not the same network");
    }
    let (own, general) = (summary(own), summary(general));
    tell(&format!("view of {side}, own kernels: best {:.1} ms, median {:.1} ms", own.0, own.1));
    tell(&format!("view of {side}, Burn's Flex: best {:.1} ms, median {:.1} ms", general.0, general.1));
    tell(&format!("Burn's / own: best {:.2}, median {:.2}", general.0 / own.0, general.1 / own.1));
}

fn measure_layers(network: &InferenceNetwork) {
    let mut total = 0.0;
    for mut layer in layers(network) {
        let runs = (LAYER_OPERATIONS / layer.operations).ceil();
        let repeat = |_| {
            let start = now_ms();
            for _ in 0..runs as usize {
                layer.run();
            }
            (now_ms() - start) / runs
        };
        let (best, median) = summary((0..LAYER_REPEATS).map(repeat).collect());
        total += best;
        tell(&format!(
            "{:52} {best:7.3} ms, median {median:7.3}, {:5.1} GFLOP/s, {:5.1} GB/s",
            layer.name,
            layer.operations / best / 1e6,
            layer.bytes / best / 1e6,
        ));
    }
    tell(&format!("all layers: {total:.1} ms"));
}

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen_test::wasm_bindgen_test]
async fn the_frozen_network() {
    measure().await;
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_frozen_network() {
    pollster::block_on(measure());
}
