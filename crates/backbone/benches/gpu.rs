//! Speed of the inference network on a native GPU: each convolution, with the throughput it reaches, and whole photos.
//! photos.
//!
//! ```text
//! make bench-gpu
//! cargo bench --features native-gpu --bench gpu -- network     # some of it
//! ```
//!
//! `item/s` counts floating-point operations: additions and multiplications. `B/s` counts the least a layer must read
//! and write (input, weights and output, once each), at four bytes per number, or two with `f16`. A layer whose name
//! ends in `× 16` is launched 16 times per measurement, because waiting for a GPU takes as long as many layers. Choose
//! the driver with `VK_DRIVER_FILES` or similar variables.

use cubecl::client::Client;
use cubecl::server::Handle;
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use handlens_backbone::gpu::layers::{Layer, Then, upload};
use handlens_backbone::gpu::{self, InferenceNetwork};
use handlens_vision::model::Precision;
use handlens_vision::model::self_test;
use handlens_vision::model::shapes::{self, ConvShape};
use handlens_vision::model::weights::Weights;
use handlens_vision::photo::VIEW_SIDE;

const WEIGHTS: &[u8] = include_bytes!("../../../www/model/efficientnet-lite0.safetensors");

/// Approximate number of operations per measurement.
const OPERATIONS: usize = 400_000_000;
/// Most launches per measurement.
const LAUNCHES: usize = 64;

fn main() {
    println!("{:?}", gpu::client().properties().hardware);
    divan::main();
}

/// One convolution of the network.
struct Case {
    shape: ConvShape,
    kind: Kind,
    /// Side of its input, in pixels.
    side: usize,
    photos: usize,
    precision: Precision,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Stem,
    Expand,
    Depthwise,
    Project { residual: bool },
    Head,
}

impl Case {
    fn made(&self) -> usize {
        self.side / self.shape.stride
    }

    /// Number of values in its input and its output.
    fn values(&self) -> (usize, usize) {
        let input = self.photos * self.side * self.side * self.shape.input;
        let pixels = if self.kind == Kind::Head { 1 } else { self.made() * self.made() };
        (input, self.photos * pixels * self.shape.output)
    }

    fn operations(&self) -> usize {
        let weights: usize = self.shape.weight_shape().iter().product();
        2 * weights * self.photos * self.made() * self.made()
    }

    fn bytes(&self) -> usize {
        let (input, output) = self.values();
        let shortcut = if self.kind == (Kind::Project { residual: true }) { output } else { 0 };
        let weights: usize = self.shape.weight_shape().iter().product();
        self.precision.size() * (input + output + shortcut + weights)
    }

    fn launches(&self) -> usize {
        OPERATIONS.div_ceil(self.operations()).min(LAUNCHES)
    }
}

impl std::fmt::Display for Case {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ConvShape { name, input, output, kernel, .. } = &self.shape;
        let (made, launches) = (self.made(), self.launches());
        write!(formatter, "{name} {kernel}×{kernel} {input}→{output} at {made}×{made} × {launches}")
    }
}

/// The distinct convolutions of the network.
fn cases(photos: usize, precision: Precision) -> Vec<Case> {
    let mut cases = all_cases(photos, precision);
    let mut seen = Vec::new();
    cases.retain(|case| {
        let ConvShape { input, output, kernel, stride, .. } = case.shape;
        let alike = (input, output, kernel, stride, case.side, case.kind);
        let is_new = !seen.contains(&alike);
        seen.push(alike);
        is_new
    });
    cases
}

/// All convolutions of the network, in order.
fn all_cases(photos: usize, precision: Precision) -> Vec<Case> {
    let mut side = VIEW_SIDE;
    let case = |shape, kind, side| Case { shape, kind, side, photos, precision };
    let mut cases = vec![case(shapes::stem_shape(), Kind::Stem, side)];
    side /= 2;
    for block in shapes::block_shapes() {
        let stride = block.depthwise.stride;
        let kind = Kind::Project { residual: block.residual };
        cases.extend(block.expand.map(|shape| case(shape, Kind::Expand, side)));
        cases.push(case(block.depthwise, Kind::Depthwise, side));
        side /= stride;
        cases.push(case(block.project, kind, side));
    }
    cases.push(case(shapes::head_shape(), Kind::Head, side));
    cases
}

/// A convolution with its buffers.
struct Ready {
    client: Client,
    layer: Layer,
    input: Handle,
    output: Handle,
}

impl Ready {
    fn new(case: &Case) -> Self {
        let client = gpu::client();
        let numbers =
            |count: usize| -> Vec<f32> { (0..count).map(|place| (place % 61) as f32 / 10.0).collect() };
        let weight = numbers(case.shape.weight_shape().iter().product());
        let precision = case.precision;
        let layer = Layer::pack(&client, case.shape.clone(), &weight, &numbers(case.shape.output), precision);
        let (input, output) = case.values();
        // The stem always reads f32 pixels, and the last convolution always writes f32 features.
        let of_ends = |is_end: bool| if is_end { Precision::F32 } else { precision };
        let input = upload(&client, &numbers(input), of_ends(case.kind == Kind::Stem));
        let output = upload(&client, &numbers(output), of_ends(case.kind == Kind::Head));
        Self { client, layer, input, output }
    }

    fn launch(&self, case: &Case, shortcut: &Handle) {
        let Self { client, layer, input, output } = self;
        let pixels = case.photos * case.made() * case.made();
        match case.kind {
            Kind::Stem => layer.stem(client, input, output, case.photos, case.side),
            Kind::Expand => layer.pointwise(client, input, output, pixels, Then::Relu6),
            Kind::Depthwise => layer.depthwise(client, input, output, case.photos, case.side),
            Kind::Project { residual: true } => {
                layer.pointwise(client, input, output, pixels, Then::Plus(shortcut));
            }
            Kind::Project { residual: false } => {
                layer.pointwise(client, input, output, pixels, Then::Nothing);
            }
            Kind::Head => layer.pooled(client, input, output, case.photos, case.side),
        }
    }

    fn wait(&self) {
        pollster::block_on(self.client.sync()).expect("the GPU answers");
    }
}

fn measure(bencher: Bencher, case: &Case) {
    let ready = Ready::new(case);
    let launches = case.launches();
    let shortcut = ready.client.empty(case.values().1 * case.precision.size());
    bencher
        .counter(ItemsCount::new(case.operations() * launches))
        .counter(BytesCount::new(case.bytes() * launches))
        .bench_local(|| {
            (0..launches).for_each(|_| ready.launch(case, &shortcut));
            ready.wait();
        });
}

#[divan::bench(args = cases(1, Precision::F32), sample_count = 20, sample_size = 1)]
fn layers_of_one_photo(bencher: Bencher, case: &Case) {
    measure(bencher, case);
}

#[divan::bench(args = cases(8, Precision::F32), sample_count = 10, sample_size = 1)]
fn layers_of_eight_photos(bencher: Bencher, case: &Case) {
    measure(bencher, case);
}

#[divan::bench(args = cases(8, Precision::F16), sample_count = 10, sample_size = 1, ignore = !gpu::computes(Precision::F16))]
fn layers_of_eight_photos_f16(bencher: Bencher, case: &Case) {
    measure(bencher, case);
}

#[divan::bench(args = [1, 2, 8, 16, 32], sample_count = 10, sample_size = 1)]
fn network(bencher: Bencher, views: usize) {
    photos(bencher, views, Precision::F32);
}

#[divan::bench(args = [1, 2, 8, 16, 32], sample_count = 10, sample_size = 1, ignore = !gpu::computes(Precision::F16))]
fn network_f16(bencher: Bencher, views: usize) {
    photos(bencher, views, Precision::F16);
}

/// A whole pass, from views in memory to features in memory.
fn photos(bencher: Bencher, views: usize, precision: Precision) {
    let weights = Weights::new(WEIGHTS.to_vec()).expect("the committed weights");
    let network = InferenceNetwork::load(&weights, precision).expect("the committed weights");
    let [small, _] = self_test::images();
    let views = vec![small; views];
    let operations = all_cases(views.len(), precision).iter().map(Case::operations).sum::<usize>();
    bencher
        .counter(ItemsCount::new(operations))
        .bench_local(|| pollster::block_on(network.features(&views)).expect("the GPU answers"));
}
