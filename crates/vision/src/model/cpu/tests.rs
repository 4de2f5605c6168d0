//! The kernels compared with Burn's, on random weights and images.

use burn::tensor::{Device, Tensor, TensorData};

use super::inference::{Block, InferenceNetwork, Source};
use super::network::{self, Network};
use super::padded_tile::PaddedTile;
use super::simd::Best;
use super::tail::Tail;
use super::tail::compute::TailGradient;
use super::{GROUP, Group};
use crate::model::self_test::relative_distance;
use crate::model::shapes::{BlockShape, CLASSIFIER, ConvShape, block_shapes, head_shape, stem_shape};
use crate::model::weights::{self, Provenance, Weights};
use crate::model::{FEATURE, IMAGENET_CLASSES, preprocess};
use handlens_core::config::{LARGE_VIEW_SIDE, VIEW_SIDE};

/// Only the order of additions differs, so only rounding does.
const TOLERANCE: f32 = 2e-6;

type Named = (String, Vec<usize>, Vec<f32>);

/// Uniform around zero, with a variance that keeps activations in range from layer to layer.
fn random(random: &mut fastrand::Rng, count: usize, inputs: usize) -> Vec<f32> {
    let bound = (3.0 / inputs as f32).sqrt();
    (0..count).map(|_| (random.f32() * 2.0 - 1.0) * bound).collect()
}

fn tensors(shapes: &[ConvShape], rng: &mut fastrand::Rng) -> Vec<Named> {
    let mut named = Vec::new();
    for shape in shapes {
        let dims = shape.weight_shape();
        let values = random(rng, dims.iter().product(), dims[1..].iter().product());
        named.push((format!("{}.weight", shape.name), dims.to_vec(), values));
        named.push((format!("{}.bias", shape.name), vec![shape.output], random(rng, shape.output, 4)));
    }
    named
}

fn file(named: &[Named]) -> Weights {
    let provenance = Provenance {
        model: "random".to_owned(),
        source: String::new(),
        source_sha256: String::new(),
        licence: String::new(),
        changes: String::new(),
    };
    Weights::new(weights::write(named, &provenance).expect("they fit")).expect("a weights file")
}

fn convolutions(block: &BlockShape) -> Vec<ConvShape> {
    block.expand.iter().chain([&block.depthwise, &block.project]).cloned().collect()
}

/// `[C, H, W]` → `[C / 8, H, W, 8]`.
fn grouped(values: &[f32], pixels: usize) -> Vec<Group> {
    let group = |index: usize| {
        let (group, pixel) = (index / pixels, index % pixels);
        std::array::from_fn(|channel| values[(group * GROUP + channel) * pixels + pixel])
    };
    (0..values.len() / GROUP).map(group).collect()
}

/// Output of one block on an image of this side, by our kernels and by Burn.
fn both(shape: &BlockShape, side: usize, seed: u64) -> (Vec<f32>, Vec<f32>) {
    let mut rng = fastrand::Rng::with_seed(seed);
    let weights = file(&tensors(&convolutions(shape), &mut rng));
    let channels = shape.expand.as_ref().map_or(shape.depthwise.input, |expand| expand.input);
    let image = random(&mut rng, channels * side * side, 1);

    let data = TensorData::new(image.clone(), [1, channels, side, side]);
    let block = network::Block::load(shape, &weights, &Device::flex()).expect("its weights");
    let expected = block.forward(Tensor::from_data(data, &Device::flex()));
    let expected: Vec<f32> = expected.into_data().try_into_vec().expect("floats");

    let block = Block::load(shape, &weights).expect("its weights");
    let input = grouped(&image, side * side);
    let source = match &block.expand {
        Some(expand) => Source::Channels(expand, &input),
        None => Source::Nothing(&input),
    };
    let shortcut = shape.residual.then_some(&*input);
    let (mut plane, mut hidden, mut output) = (PaddedTile::default(), vec![[7.0; GROUP]; 9], Vec::new());
    let side = block.forward::<Best>(side, &source, shortcut, &mut plane, &mut hidden, &mut output);
    (output.as_flattened().to_vec(), grouped(&expected, side * side).as_flattened().to_vec())
}

#[test]
fn every_block_gives_what_burn_gives() {
    let mut side = VIEW_SIDE / 2;
    for (index, shape) in block_shapes().iter().enumerate() {
        for residual in [shape.residual, false] {
            let shape = BlockShape { residual, ..shape.clone() };
            let (ours, expected) = both(&shape, side, index as u64);
            let distance = relative_distance(&ours, &expected);
            assert!(distance < TOLERANCE, "block {index}, residual {residual}: off by {distance:e}");
        }
        side = side.div_ceil(shape.depthwise.stride);
    }
}

/// Tiles do not divide these sides: both kernels have pixels left over, and odd padding.
#[test]
fn images_of_odd_sides_are_convolved_to_their_last_pixel() {
    for shape in [&block_shapes()[1], &block_shapes()[3], &block_shapes()[4], &block_shapes()[6]] {
        for side in [1, 2, 3, 5, 9, 10, 15] {
            let (ours, expected) = both(shape, side, side as u64);
            let distance = relative_distance(&ours, &expected);
            assert!(distance < TOLERANCE, "{} at {side}: off by {distance:e}", shape.project.name);
        }
    }
}

/// A weights file with random values.
fn network_file(seed: u64) -> Weights {
    let mut rng = fastrand::Rng::with_seed(seed);
    let blocks = block_shapes();
    let shapes: Vec<ConvShape> =
        blocks.iter().flat_map(convolutions).chain([stem_shape(), head_shape()]).collect();
    let mut named = tensors(&shapes, &mut rng);
    let classifier = random(&mut rng, IMAGENET_CLASSES * FEATURE, FEATURE);
    named.push((format!("{CLASSIFIER}.weight"), vec![IMAGENET_CLASSES, FEATURE], classifier));
    let biases = random(&mut rng, IMAGENET_CLASSES, 4);
    named.push((format!("{CLASSIFIER}.bias"), vec![IMAGENET_CLASSES], biases));
    file(&named)
}

#[test]
fn the_whole_network_gives_what_burn_gives_for_batches_of_any_size() {
    let weights = network_file(1);
    let ours = InferenceNetwork::load(&weights).expect("its weights");
    let burns = Network::load(&weights, &Device::flex()).expect("its weights");
    let mut rng = fastrand::Rng::with_seed(2);
    for (batch, side) in [(1, VIEW_SIDE), (3, VIEW_SIDE), (7, VIEW_SIDE), (2, LARGE_VIEW_SIDE)] {
        let views = random_views(&vec![side; batch], &mut rng);
        let features = ours.features(&views).expect("views of the right size");
        let data = TensorData::new(preprocess::normalise(&views), [batch, 3, side, side]);
        let expected = burns.features(Tensor::from_data(data, &Device::flex()));
        let logits: Vec<f32> = burns.logits(expected.clone()).into_data().try_into_vec().expect("floats");
        let expected: Vec<f32> = expected.into_data().try_into_vec().expect("floats");
        let distance = relative_distance(&features.concat(), &expected);
        assert!(distance < 1e-4, "features of {batch} at {side}: off by {distance:e}");
        let distance = relative_distance(&ours.logits(&features).concat(), &logits);
        assert!(distance < 1e-4, "logits of {batch} at {side}: off by {distance:e}");
    }
    assert!(ours.features(&[]).expect("nothing is no error").is_empty());
    assert!(ours.logits(&[]).is_empty());
}

#[test]
fn a_feature_is_the_mean_of_the_last_activations() {
    let ours = InferenceNetwork::load(&network_file(4)).expect("its weights");
    let mut rng = fastrand::Rng::with_seed(5);
    for (view, pixels) in random_views(&[VIEW_SIDE, LARGE_VIEW_SIDE], &mut rng).into_iter().zip([49, 81]) {
        let activations = ours.activations(&view).expect("a view of the right size");
        assert_eq!(activations.len(), pixels * FEATURE);
        let mut mean = vec![0.0; FEATURE];
        for pixel in activations.chunks_exact(FEATURE) {
            mean.iter_mut().zip(pixel).for_each(|(mean, value)| *mean += value / pixels as f32);
        }
        let feature = ours.features(&[view]).expect("a view of the right size").concat();
        assert!(relative_distance(&mean, &feature) < 1e-5);
    }
    assert!(ours.activations(&[0.0; 5]).is_err());
}

#[test]
fn a_view_of_another_size_or_without_numbers_is_refused() {
    let ours = InferenceNetwork::load(&network_file(3)).expect("its weights");
    for length in [0, 5, preprocess::view_values(VIEW_SIDE) - 3, preprocess::view_values(VIEW_SIDE - 1)] {
        assert!(ours.features(&[vec![0.0; length]]).is_err(), "{length}");
    }
    assert!(ours.features(&[vec![f32::NAN; preprocess::view_values(VIEW_SIDE)]]).is_err());
    assert!(
        ours.features(&[vec![9.0; preprocess::view_values(VIEW_SIDE)]]).is_ok(),
        "a refusal leaves nothing behind"
    );
}

/// Views of these sides.
fn random_views(sides: &[usize], rng: &mut fastrand::Rng) -> Vec<Vec<f32>> {
    let mut view = |side| (0..preprocess::view_values(side)).map(|_| rng.f32() * 255.0).collect();
    sides.iter().map(|side| view(*side)).collect()
}

/// Activations such as the last layers get, for a batch of feature maps of this side.
fn activations(batch: usize, side: usize, rng: &mut fastrand::Rng) -> Vec<Vec<f32>> {
    (0..batch).map(|_| random(rng, side * side * 192, 1)).collect()
}

#[test]
fn the_last_layers_give_the_feature_that_the_whole_network_gives() {
    let weights = network_file(6);
    let ours = InferenceNetwork::load(&weights).expect("its weights");
    let mut rng = fastrand::Rng::with_seed(7);
    let views = random_views(&[VIEW_SIDE, LARGE_VIEW_SIDE, VIEW_SIDE], &mut rng);
    let frozen = ours.outputs(&views).expect("views of the right size");
    assert_eq!(
        frozen.iter().map(|of_view| of_view.feature.clone()).collect::<Vec<_>>(),
        ours.features(&views).expect("views")
    );
    let batch: Vec<&[f32]> = frozen.iter().map(|of_view| of_view.activations.as_slice()).collect();
    let tail = Tail::load(&weights).expect("its weights").pack();
    for (feature, of_view) in tail.features(&batch).iter().zip(&frozen) {
        assert!(relative_distance(feature, &of_view.feature) < 1e-5);
    }
    assert!(tail.features(&[]).is_empty());
}

/// A loss that gives every value of every feature its own weight.
fn weighted(features: &[Vec<f32>], of_features: &[Vec<f32>]) -> f64 {
    let pairs = features.iter().flatten().zip(of_features.iter().flatten());
    pairs.map(|(value, weight)| f64::from(*value) * f64::from(*weight)).sum()
}

#[test]
fn the_gradient_of_the_last_layers_is_that_of_autodiff() {
    let weights = network_file(8);
    let tail = Tail::load(&weights).expect("its weights");
    let mut rng = fastrand::Rng::with_seed(9);
    for (batch, side) in [(1, 7), (3, 7), (8, 7), (5, 9)] {
        let input = activations(batch, side, &mut rng);
        let of_features: Vec<Vec<f32>> = (0..batch).map(|_| random(&mut rng, FEATURE, 1)).collect();
        let slices: Vec<&[f32]> = input.iter().map(Vec::as_slice).collect();
        let mut gradient = TailGradient::new(&tail);
        let mut features = Vec::new();
        gradient.add(&slices, |sample, feature| {
            features.push(feature.to_vec());
            of_features[sample].clone()
        });
        let gradient = gradient.finish();

        let device = Device::flex().autodiff();
        let taped = network::Tail::load(&weights, &device).expect("its weights").require_grad();
        let data = TensorData::new(input.concat(), [batch, side, side, 192]);
        let expected = taped.features(Tensor::<4>::from_data(data, &device).permute([0, 3, 1, 2]));
        let shown: Vec<f32> = expected.clone().into_data().try_into_vec().expect("floats");
        assert!(relative_distance(&features.concat(), &shown) < 1e-5);
        assert_eq!(features, tail.pack().features(&slices));
        let loss =
            expected * Tensor::from_data(TensorData::new(of_features.concat(), [batch, FEATURE]), &device);
        let expected = taped.gradients(&loss.sum().backward());
        for (index, (ours, expected)) in gradient.parameters().into_iter().zip(&expected).enumerate() {
            let distance = relative_distance(ours, expected);
            assert!(distance < 1e-4, "parameters {index} of {batch}: off by {distance:e}");
        }
    }
}

#[test]
fn the_gradient_of_the_last_layers_says_how_a_small_step_changes_the_loss() {
    let tail = Tail::load(&network_file(10)).expect("its weights");
    let mut rng = fastrand::Rng::with_seed(11);
    let input = [activations(2, 7, &mut rng), activations(2, 9, &mut rng)].concat();
    let slices: Vec<&[f32]> = input.iter().map(Vec::as_slice).collect();
    let of_features: Vec<Vec<f32>> = (0..4).map(|_| random(&mut rng, FEATURE, 1)).collect();
    let mut gradient = TailGradient::new(&tail);
    gradient.add(&slices, |sample, _| of_features[sample].clone());
    let gradient = gradient.finish();
    for index in 0..8 {
        let direction: Vec<f32> = gradient.parameters()[index].iter().map(|_| rng.f32() - 0.5).collect();
        let after = |step: f32| {
            let mut moved = tail.clone();
            for (value, along) in moved.parameters_mut()[index].iter_mut().zip(&direction) {
                *value += step * along;
            }
            weighted(&moved.pack().features(&slices), &of_features)
        };
        let step = 1e-3;
        let measured = (after(step) - after(-step)) / (2.0 * f64::from(step));
        let slopes = gradient.parameters()[index].iter().zip(&direction);
        let expected: f64 = slopes.map(|(slope, along)| f64::from(*slope) * f64::from(*along)).sum();
        let scale =
            gradient.parameters()[index].iter().map(|slope| f64::from(*slope).powi(2)).sum::<f64>().sqrt();
        assert!(
            (measured - expected).abs() < 0.02 * scale,
            "parameters {index}: {measured} {expected} {scale}"
        );
    }
}
