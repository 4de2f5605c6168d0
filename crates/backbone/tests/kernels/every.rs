//! The GPU's kernels and network compared with the CPU's: one test body for a browser's worker and for native wgpu.

use cubecl::MemoryScope;
use cubecl::client::Client;
use cubecl::prelude::*;
use cubecl::server::Handle;
use half::f16;
use handlens_backbone::gpu;
use handlens_backbone::gpu::layers::{Layer, Then, upload};
use handlens_core::config::{LARGE_VIEW_SIDE, VIEW_SIDE};
use handlens_vision::model::preprocess::{self, view_values};
use handlens_vision::model::self_test::{self, relative_distance};
use handlens_vision::model::shapes::{self, CLASSIFIER, ConvShape};
use handlens_vision::model::weights::{self, Provenance, Weights};
use handlens_vision::model::{FEATURE, IMAGENET_CLASSES, Precision, TOTAL_STRIDE, ViewOutput, cpu};

/// Largest relative distance from the CPU's result.
fn rounding(precision: Precision) -> f32 {
    match precision {
        // Only the order of additions differs.
        Precision::F32 => 2e-6,
        // Each result is rounded to eleven significant bits, an error of at most half the last one.
        Precision::F16 => 5e-4,
    }
}

/// Values around zero whose variance keeps sums in range.
fn random(rng: &mut fastrand::Rng, count: usize, inputs: usize) -> Vec<f32> {
    let bound = (3.0 / inputs as f32).sqrt();
    (0..count).map(|_| (rng.f32() * 2.0 - 1.0) * bound).collect()
}

/// What values become in the GPU's memory.
fn stored(mut values: Vec<f32>, precision: Precision) -> Vec<f32> {
    if precision == Precision::F16 {
        for value in &mut values {
            *value = f16::from_f32(*value).to_f32();
        }
    }
    values
}

/// A convolution with random weights, on the GPU and as plain numbers.
struct Pair {
    shape: ConvShape,
    weight: Vec<f32>,
    bias: Vec<f32>,
    layer: Layer,
}

impl Pair {
    fn new(client: &Client, shape: ConvShape, rng: &mut fastrand::Rng, precision: Precision) -> Self {
        let dims = shape.weight_shape();
        let weight = stored(random(rng, dims.iter().product(), dims[1..].iter().product()), precision);
        let bias = random(rng, shape.output, 4);
        let layer = Layer::pack(client, shape.clone(), &weight, &bias, precision);
        Self { shape, weight, bias, layer }
    }

    /// The convolution by definition: `[images, side, side, input]` → `[images, side / stride, side / stride, output]`.
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

async fn download(client: &Client, handle: Handle, precision: Precision) -> Vec<f32> {
    let bytes = client.read_async(vec![handle]).await.expect("an answer").remove(0);
    match precision {
        Precision::F32 => f32::from_bytes(&bytes).to_vec(),
        Precision::F16 => f16::from_bytes(&bytes).iter().map(|value| value.to_f32()).collect(),
    }
}

fn relu6(values: &[f32]) -> Vec<f32> {
    values.iter().map(|value| value.clamp(0.0, 6.0)).collect()
}

fn assert_near(what: &str, gpu: &[f32], cpu: &[f32], precision: Precision) {
    let distance = relative_distance(gpu, cpu);
    assert!(distance < rounding(precision), "{what} with {precision:?}: {distance:e} of the norm");
}

/// Every kernel matches the definition, on every shape of the network, for both sizes of view and with odd numbers of
/// photos.
pub(crate) async fn every_kernel_on_every_shape(client: &Client, precision: Precision) {
    for side in [VIEW_SIDE, LARGE_VIEW_SIDE] {
        every_kernel_on_views_of(side, client, precision).await;
    }
}

async fn every_kernel_on_views_of(view_side: usize, client: &Client, precision: Precision) {
    let mut rng = fastrand::Rng::with_seed(7);
    let empty = |values: usize| client.empty(values * precision.size());
    let ready = |values: &[f32]| upload(client, values, precision);

    let mut side = view_side;
    let stem = Pair::new(client, shapes::stem_shape(), &mut rng, precision);
    for images in [1, 3] {
        let view: Vec<f32> = (0..images * side * side * 3).map(|_| rng.f32() * 255.0).collect();
        let output = empty(images * side * side / 4 * stem.shape.output);
        stem.layer.stem(client, &upload(client, &view, Precision::F32), &output, images, side);
        let centred: Vec<f32> = view.iter().map(|value| preprocess::normalised(*value)).collect();
        let expected = relu6(&stem.convolve(&centred, images, side));
        assert_near("stem", &download(client, output, precision).await, &expected, precision);
    }
    side /= 2;

    let mut seen = Vec::new();
    for block in shapes::block_shapes() {
        let alike = (block.depthwise.input, block.project.output, block.residual, side);
        let images = if side > 36 { 1 } else { 3 };
        for shape in block.expand.iter().chain([&block.depthwise, &block.project]) {
            if seen.contains(&(alike, shape.input, shape.output)) {
                continue;
            }
            seen.push((alike, shape.input, shape.output));
            let pair = Pair::new(client, shape.clone(), &mut rng, precision);
            let input = stored(random(&mut rng, images * side * side * shape.input, 1), precision);
            let on_gpu = ready(&input);
            let expected = pair.convolve(&input, images, side);
            let output = empty(expected.len());
            let pixels = images * side * side;
            if shape.depthwise {
                pair.layer.depthwise(client, &on_gpu, &output, images, side);
                assert_near(
                    &shape.name,
                    &download(client, output, precision).await,
                    &relu6(&expected),
                    precision,
                );
                side /= shape.stride;
            } else if shape.name.ends_with("expand") {
                pair.layer.pointwise(client, &on_gpu, &output, pixels, Then::Relu6);
                assert_near(
                    &shape.name,
                    &download(client, output, precision).await,
                    &relu6(&expected),
                    precision,
                );
            } else if block.residual {
                let shortcut = stored(random(&mut rng, expected.len(), 1), precision);
                let sum: Vec<f32> = expected.iter().zip(&shortcut).map(|(a, b)| a + b).collect();
                pair.layer.pointwise(client, &on_gpu, &output, pixels, Then::Plus(&ready(&shortcut)));
                assert_near(&shape.name, &download(client, output, precision).await, &sum, precision);
            } else {
                pair.layer.pointwise(client, &on_gpu, &output, pixels, Then::Nothing);
                assert_near(&shape.name, &download(client, output, precision).await, &expected, precision);
            }
        }
    }
    assert_eq!(side, view_side / TOTAL_STRIDE);

    let head = Pair::new(client, shapes::head_shape(), &mut rng, precision);
    for images in [1, 3] {
        let input = stored(random(&mut rng, images * side * side * head.shape.input, 1), precision);
        let output = client.empty(images * head.shape.output * Precision::F32.size());
        head.layer.pooled(client, &ready(&input), &output, images, side);
        let pixels = relu6(&head.convolve(&input, images, side));
        let mean = |image: &[f32]| -> Vec<f32> {
            let sum = |channel| image.iter().skip(channel).step_by(head.shape.output).sum::<f32>();
            (0..head.shape.output).map(|channel| sum(channel) / (side * side) as f32).collect()
        };
        let expected: Vec<f32> =
            pixels.chunks_exact(side * side * head.shape.output).flat_map(mean).collect();
        assert_near("head", &download(client, output, Precision::F32).await, &expected, precision);
    }
}

/// All convolutions of the network, and its classifier.
fn convolutions() -> Vec<ConvShape> {
    let blocks = shapes::block_shapes()
        .into_iter()
        .flat_map(|block| block.expand.into_iter().chain([block.depthwise, block.project]));
    let classifier = ConvShape {
        name: CLASSIFIER.to_owned(),
        input: FEATURE,
        output: IMAGENET_CLASSES,
        ..shapes::head_shape()
    };
    [shapes::stem_shape()].into_iter().chain(blocks).chain([shapes::head_shape(), classifier]).collect()
}

/// A weights file of the network's shapes with random numbers that keep values in range from layer to layer.
fn random_weights(rng: &mut fastrand::Rng) -> Weights {
    let mut tensors = Vec::new();
    for shape in convolutions() {
        let dims = shape.weight_shape();
        // ReLU6 zeroes half of the inputs, so the weights get twice the variance.
        let inputs = dims[1..].iter().product::<usize>() as f32 / 2.0;
        let weight = random(rng, dims.iter().product(), inputs.ceil() as usize);
        let dims = if shape.name == CLASSIFIER { dims[..2].to_vec() } else { dims.to_vec() };
        tensors.push((format!("{}.weight", shape.name), dims, weight));
        let bias = (0..shape.output).map(|_| rng.f32()).collect();
        tensors.push((format!("{}.bias", shape.name), vec![shape.output], bias));
    }
    let text = || "by chance".to_owned();
    let provenance =
        Provenance { model: text(), source: text(), source_sha256: text(), licence: text(), changes: text() };
    let bytes = weights::write(&tensors, &provenance).expect("the shapes fit");
    Weights::new(bytes).expect("a weights file")
}

/// Largest relative distance of features and logits from the CPU's.
fn network_tolerance(precision: Precision) -> f32 {
    match precision {
        // Over a thousand channels and fifty layers, the order of additions matters more.
        Precision::F32 => 1e-4,
        Precision::F16 => self_test::tolerance(Precision::F16),
    }
}

/// For any number of photos, the whole network matches the CPU's features and logits, with the committed weights and
/// with random ones. A batch neither allocates nor leaks memory once there was one as large.
pub(crate) async fn the_network_at_any_batch(client: &Client, baked: &[u8], precision: Precision) {
    let tolerance = network_tolerance(precision);
    let mut rng = fastrand::Rng::with_seed(11);
    let baked = Weights::new(baked.to_vec()).expect("the baked weights");
    for (what, weights) in [("baked", baked), ("random", random_weights(&mut rng))] {
        let on_gpu = gpu::InferenceNetwork::load(&weights, precision).expect("the network");
        let reference = cpu::InferenceNetwork::load(&weights).expect("the network");
        // 17 of one size, and some of another between them.
        let side = |view: usize| if view % 8 == 1 { LARGE_VIEW_SIDE } else { VIEW_SIDE };
        let views: Vec<Vec<f32>> =
            (0..20).map(|view| (0..view_values(side(view))).map(|_| rng.f32() * 255.0).collect()).collect();
        let outputs = reference.outputs(&views).expect("outputs");
        let expected: Vec<Vec<f32>> = outputs.iter().map(|output| output.feature.clone()).collect();
        let spread = relative_distance(&expected[0], &expected[1]);
        assert!(
            spread > 10.0 * tolerance,
            "{what}: different views give the same, so that nothing is compared"
        );
        let logits = reference.logits(&expected);
        // The largest first, so that the buffers exist from then on. It exceeds what the network takes at a time.
        for count in [20, 1, 2, 3, 5, 0] {
            let answers = on_gpu.embed(&views[..count]).await.expect("answers");
            assert_eq!(answers.len(), count);
            for (place, embedding) in answers.iter().enumerate() {
                let ViewOutput { feature, activations } = &embedding.output;
                for (part, of_gpu, of_cpu) in [
                    ("features", feature, &expected[place]),
                    ("logits", &embedding.logits, &logits[place]),
                    ("activations", activations, &outputs[place].activations),
                ] {
                    let distance = relative_distance(of_gpu, of_cpu);
                    assert!(
                        distance < tolerance,
                        "{what}, {place} of {count}: {part} differ by {distance:e}"
                    );
                }
            }
        }
        // Only this thread's memory: tests run in parallel.
        let in_use = || client.memory_report(MemoryScope::CurrentStream).usage().bytes_in_use;
        let before = in_use();
        for count in [1, 3] {
            on_gpu.features(&views[..count]).await.expect("features");
            assert_eq!(in_use(), before, "{what}: {count} photos left memory in use");
        }
    }
}
