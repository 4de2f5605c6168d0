//! The GPU against the CPU. The adapter may be a software one, which takes seconds for a photo: one photo, once.

use burn::tensor::Device;
use handlens::device;
use handlens::model::Backbone;
use handlens::model::parity::relative_distance;
use handlens::model::weights::Weights;
use handlens::photo::{self, View};
use handlens::protocol::DevicePreference;
use handlens::web::constructors;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

/// Largest distance between the two, relative to the feature's norm.
const TOLERANCE: f32 = 1e-3;

const WEIGHTS: &[u8] = include_bytes!("../../www/model/efficientnet-lite0.safetensors");
const PHOTO: &[u8] = include_bytes!("../fixtures/photos/coffee/coffee-01.jpg");

#[wasm_bindgen_test]
async fn the_gpu_gives_the_features_and_logits_of_the_cpu() {
    constructors::run();
    let ready = device::open(DevicePreference::Gpu).await;
    assert!(ready.report.gpu, "no WebGPU adapter: {}", ready.report.reason);
    console_log!("WebGPU adapter: {}", ready.report.name);

    let weights = Weights::new(WEIGHTS.to_vec()).expect("the baked weights");
    let photo = photo::decode("coffee.jpg", PHOTO.to_vec()).expect("a photo").photo;
    let views = [photo.view(View::Whole).expect("a view")];
    let embed = async |device: &Device| {
        let backbone = Backbone::load(&weights, device).expect("the network");
        backbone.embed(&views).await.expect("an answer").remove(0)
    };
    let gpu_answer = embed(&ready.device).await;
    let cpu_answer = embed(&device::cpu("").device).await;

    let features = relative_distance(&gpu_answer.feature, &cpu_answer.feature);
    let logits = relative_distance(&gpu_answer.logits, &cpu_answer.logits);
    console_log!("relative distance: features {features:e}, logits {logits:e}");
    assert!(features < TOLERANCE, "features differ by {features:e} of their norm");
    assert!(logits < TOLERANCE, "logits differ by {logits:e} of their norm");
    assert_eq!(device::take_fault(), None);
}
