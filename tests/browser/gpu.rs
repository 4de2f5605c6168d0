//! The GPU compared with the CPU in a browser: every kernel at every shape of the network, and the network on photos.

use std::cell::OnceCell;

use burn::tensor::Device;
use handlens_backbone::device::{self, Faults};
use handlens_backbone::{Backbone, gpu};
use handlens_core::message::Message;
use handlens_core::protocol::DevicePreference;
use handlens_vision::model::Precision;
use handlens_vision::model::self_test::relative_distance;
use handlens_vision::model::weights::Weights;
use handlens_vision::photo::{self, View};
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

#[path = "../../crates/backbone/tests/kernels/every.rs"]
mod every;

/// Maximum distance between the two, relative to the feature's norm.
const TOLERANCE: f32 = 1e-3;

const WEIGHTS: &[u8] = include_bytes!("../../www/model/efficientnet-lite0.safetensors");
const PHOTO: &[u8] = include_bytes!("../fixtures/photos/coffee/coffee-01.jpg");

/// The GPU, opened once: in a browser, Burn gets one device for the life of the worker.
async fn opened() -> (Device, Faults) {
    thread_local!(static OPENED: OnceCell<(Device, Faults)> = const { OnceCell::new() });
    if let Some(opened) = OPENED.with(|opened| opened.get().cloned()) {
        return opened;
    }
    let ready = device::open(DevicePreference::Gpu, None).await;
    assert!(ready.report.gpu, "no WebGPU adapter: {}", ready.report.reason.key());
    console_log!("WebGPU adapter: {}", ready.report.name);
    OPENED.with(|opened| opened.get_or_init(|| (ready.device, ready.faults)).clone())
}

#[wasm_bindgen_test]
async fn the_gpu_gives_the_features_and_logits_of_the_cpu() {
    let (gpu, faults) = opened().await;
    let weights = Weights::new(WEIGHTS.to_vec()).expect("the baked weights");
    let photo = photo::decode("coffee.jpg", PHOTO.to_vec()).expect("a photo").photo;
    let views = [photo.view(View::Whole).expect("a view")];
    let embed = async |device: &Device| {
        let backbone = Backbone::load(&weights, device, Precision::F32).expect("the network");
        backbone.embed(&views).await.expect("an answer").remove(0)
    };
    let gpu_answer = embed(&gpu).await;
    let cpu_answer = embed(&device::cpu(Message::verbatim("")).device).await;

    let features = relative_distance(&gpu_answer.output.feature, &cpu_answer.output.feature);
    let logits = relative_distance(&gpu_answer.logits, &cpu_answer.logits);
    let activations = relative_distance(&gpu_answer.output.activations, &cpu_answer.output.activations);
    console_log!("relative distance: features {features:e}, logits {logits:e}, activations {activations:e}");
    assert!(features < TOLERANCE, "features differ by {features:e} of their norm");
    assert!(logits < TOLERANCE, "logits differ by {logits:e} of their norm");
    assert!(activations < TOLERANCE, "activations differ by {activations:e} of their norm");
    assert_eq!(faults.take(), None);
}

#[wasm_bindgen_test]
async fn every_kernel_gives_what_a_convolution_is_on_every_shape_of_the_network() {
    let (_, faults) = opened().await;
    every::every_kernel_on_every_shape(&gpu::client(), Precision::F32).await;
    assert_eq!(faults.take(), None);
}

#[wasm_bindgen_test]
async fn a_batch_of_any_size_gives_the_cpus_answers_and_keeps_no_memory() {
    let (_, faults) = opened().await;
    every::the_network_at_any_batch(&gpu::client(), WEIGHTS, Precision::F32).await;
    assert_eq!(faults.take(), None);
}
