//! The GPU against the CPU: every kernel on every shape of the network, and the network on photos.

use std::cell::OnceCell;

use burn::tensor::Device;
use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;
use handlens::device;
use handlens::model::Backbone;
use handlens::model::gpu;
use handlens::model::gpu::layers::{Layer, Then};
use handlens::model::parity::relative_distance;
use handlens::model::preprocess;
use handlens::model::shapes::{self, ConvShape};
use handlens::model::weights::Weights;
use handlens::photo::{self, View};
use handlens::protocol::DevicePreference;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

/// Largest distance between the two, relative to the feature's norm.
const TOLERANCE: f32 = 1e-3;

const WEIGHTS: &[u8] = include_bytes!("../../www/model/efficientnet-lite0.safetensors");
const PHOTO: &[u8] = include_bytes!("../fixtures/photos/coffee/coffee-01.jpg");

/// The GPU, opened once: a browser gives Burn one device for the life of the worker.
async fn opened() -> Device {
    thread_local!(static OPENED: OnceCell<Device> = const { OnceCell::new() });
    if let Some(device) = OPENED.with(|opened| opened.get().cloned()) {
        return device;
    }
    let ready = device::open(DevicePreference::Gpu).await;
    assert!(ready.report.gpu, "no WebGPU adapter: {}", ready.report.reason);
    console_log!("WebGPU adapter: {}", ready.report.name);
    OPENED.with(|opened| opened.get_or_init(|| ready.device).clone())
}

#[wasm_bindgen_test]
async fn the_gpu_gives_the_features_and_logits_of_the_cpu() {
    let gpu = opened().await;
    let weights = Weights::new(WEIGHTS.to_vec()).expect("the baked weights");
    let photo = photo::decode("coffee.jpg", PHOTO.to_vec()).expect("a photo").photo;
    let views = [photo.view(View::Whole).expect("a view")];
    let embed = async |device: &Device| {
        let backbone = Backbone::load(&weights, device).expect("the network");
        backbone.embed(&views).await.expect("an answer").remove(0)
    };
    let gpu_answer = embed(&gpu).await;
    let cpu_answer = embed(&device::cpu("").device).await;

    let features = relative_distance(&gpu_answer.feature, &cpu_answer.feature);
    let logits = relative_distance(&gpu_answer.logits, &cpu_answer.logits);
    console_log!("relative distance: features {features:e}, logits {logits:e}");
    assert!(features < TOLERANCE, "features differ by {features:e} of their norm");
    assert!(logits < TOLERANCE, "logits differ by {logits:e} of their norm");
    assert_eq!(device::take_fault(), None);
}

/// Rounding differs with the order of additions only.
const ROUNDING: f32 = 2e-6;

/// Values around zero with a variance that keeps sums in range.
fn random(rng: &mut fastrand::Rng, count: usize, inputs: usize) -> Vec<f32> {
    let bound = (3.0 / inputs as f32).sqrt();
    (0..count).map(|_| (rng.f32() * 2.0 - 1.0) * bound).collect()
}

/// A convolution with random weights, on the GPU and as numbers.
struct Pair {
    shape: ConvShape,
    weight: Vec<f32>,
    bias: Vec<f32>,
    layer: Layer,
}

impl Pair {
    fn new(client: &Client, shape: ConvShape, rng: &mut fastrand::Rng) -> Self {
        let dims = shape.weight_shape();
        let weight = random(rng, dims.iter().product(), dims[1..].iter().product());
        let bias = random(rng, shape.output, 4);
        let layer = Layer::pack(client, shape.clone(), &weight, &bias);
        Self { shape, weight, bias, layer }
    }

    /// `[images, side, side, input]` → `[images, side / stride, side / stride, output]`, by the definition.
    fn convolve(&self, input: &[f32], images: usize, side: usize) -> Vec<f32> {
        let ConvShape { input: inputs, output: outputs, kernel, stride, depthwise, .. } = self.shape;
        let (made, before) = (side / stride, self.shape.padding(side).0);
        let mut answer = Vec::with_capacity(images * made * made * outputs);
        let per_group = if depthwise { 1 } else { inputs };
        for place in 0..images * made * made {
            let (image, row, column) = (place / made / made, place / made % made, place % made);
            let mut sums = self.bias.clone();
            for (tap, (ky, kx)) in (0..kernel * kernel).map(|tap| (tap, (tap / kernel, tap % kernel))) {
                let (y, x) = (row * stride + ky, column * stride + kx);
                if y < before || x < before || y >= side + before || x >= side + before {
                    continue;
                }
                let pixel = &input[((image * side + y - before) * side + x - before) * inputs..][..inputs];
                for (output, sum) in sums.iter_mut().enumerate() {
                    let weights = &self.weight[output * per_group * kernel * kernel..];
                    let values = if depthwise { &pixel[output..=output] } else { pixel };
                    for (input, value) in values.iter().enumerate() {
                        *sum += value * weights[input * kernel * kernel + tap];
                    }
                }
            }
            answer.extend(sums);
        }
        answer
    }
}

fn upload(client: &Client, values: &[f32]) -> Handle {
    client.create_from_slice(f32::as_bytes(values))
}

async fn download(client: &Client, handle: Handle) -> Vec<f32> {
    let bytes = client.read_async(vec![handle]).await.expect("an answer").remove(0);
    f32::from_bytes(&bytes).to_vec()
}

fn relu6(values: &[f32]) -> Vec<f32> {
    values.iter().map(|value| value.clamp(0.0, 6.0)).collect()
}

fn assert_near(what: &str, gpu: &[f32], cpu: &[f32]) {
    let distance = relative_distance(gpu, cpu);
    assert!(distance < ROUNDING, "{what}: {distance:e} of the norm");
}

#[wasm_bindgen_test]
async fn every_kernel_gives_what_a_convolution_is_on_every_shape_of_the_network() {
    opened().await;
    let client = gpu::client();
    let mut rng = fastrand::Rng::with_seed(7);
    let empty = |values: usize| client.empty(values * size_of::<f32>());

    let mut side = 224;
    let stem = Pair::new(&client, shapes::stem_shape(), &mut rng);
    for images in [1, 3] {
        let view: Vec<f32> = (0..images * side * side * 3).map(|_| rng.f32() * 255.0).collect();
        let output = empty(images * side * side / 4 * stem.shape.output);
        stem.layer.stem(&client, &upload(&client, &view), &output, images, side);
        let centred: Vec<f32> = view.iter().map(|value| preprocess::normalised(*value)).collect();
        let expected = relu6(&stem.convolve(&centred, images, side));
        assert_near("stem", &download(&client, output).await, &expected);
    }
    side /= 2;

    let mut seen = Vec::new();
    for block in shapes::block_shapes() {
        let alike = (block.depthwise.input, block.project.output, block.residual, side);
        let images = if side > 28 { 1 } else { 3 };
        for shape in block.expand.iter().chain([&block.depthwise, &block.project]) {
            if seen.contains(&(alike, shape.input, shape.output)) {
                continue;
            }
            seen.push((alike, shape.input, shape.output));
            let pair = Pair::new(&client, shape.clone(), &mut rng);
            let input = random(&mut rng, images * side * side * shape.input, 1);
            let on_gpu = upload(&client, &input);
            let expected = pair.convolve(&input, images, side);
            let output = empty(expected.len());
            let pixels = images * side * side;
            if shape.depthwise {
                pair.layer.depthwise(&client, &on_gpu, &output, images, side);
                assert_near(&shape.name, &download(&client, output).await, &relu6(&expected));
                side /= shape.stride;
            } else if shape.name.ends_with("expand") {
                pair.layer.pointwise(&client, &on_gpu, &output, pixels, Then::Relu6);
                assert_near(&shape.name, &download(&client, output).await, &relu6(&expected));
            } else if block.residual {
                let shortcut = random(&mut rng, expected.len(), 1);
                let sum: Vec<f32> = expected.iter().zip(&shortcut).map(|(a, b)| a + b).collect();
                pair.layer.pointwise(
                    &client,
                    &on_gpu,
                    &output,
                    pixels,
                    Then::Plus(&upload(&client, &shortcut)),
                );
                assert_near(&shape.name, &download(&client, output).await, &sum);
            } else {
                pair.layer.pointwise(&client, &on_gpu, &output, pixels, Then::Nothing);
                assert_near(&shape.name, &download(&client, output).await, &expected);
            }
        }
    }
    assert_eq!(side, 7);

    let head = Pair::new(&client, shapes::head_shape(), &mut rng);
    for images in [1, 3] {
        let input = random(&mut rng, images * side * side * head.shape.input, 1);
        let output = empty(images * head.shape.output);
        head.layer.pooled(&client, &upload(&client, &input), &output, images);
        let pixels = relu6(&head.convolve(&input, images, side));
        let mean = |image: &[f32]| -> Vec<f32> {
            let sum = |channel| image.iter().skip(channel).step_by(head.shape.output).sum::<f32>();
            (0..head.shape.output).map(|channel| sum(channel) / (side * side) as f32).collect()
        };
        let expected: Vec<f32> =
            pixels.chunks_exact(side * side * head.shape.output).flat_map(mean).collect();
        assert_near("head", &download(&client, output).await, &expected);
    }
    assert_eq!(device::take_fault(), None);
}
