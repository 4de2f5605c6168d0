//! Which regions of a photo speak for a class, and which against it.
//!
//! A logit is a function of the last activations of the network, `A_v [P, D]` for each view v of the photo, over `P`
//! pixels and `D` channels:
//!
//! ```text
//! f_v = mean over pixels of A_v        the feature
//! r_v = √f_v                           channel by channel
//! s   = Σ_v r_v / ‖r_v‖
//! x   = 16 · s / ‖s‖                   what feature::combine gives
//! z_c = W_c · x + b_c                  the class's logit, before any temperature
//! ```
//!
//! A pixel's score is gradient times activation, summed over its channels, with both norms treated as constants:
//!
//! ```text
//! ∂z/∂r_v = 16 / (‖s‖ ‖r_v‖) · W_c
//! ∂z/∂f_v = ∂z/∂r_v / (2 r_v)                      channel by channel
//! ∂z/∂A_v = ∂z/∂f_v / P                            the same for every pixel
//! score   = 2 · Σ_channels ∂z/∂A_v · A_v           for every pixel
//! ```
//!
//! The square root is homogeneous of degree ½, so with the factor 2 (Euler's theorem) the scores of all pixels of all
//! views *sum to the logit* minus its bias. The square root has no derivative at 0, but a channel whose mean is 0 is 0
//! at every pixel and scores nothing.
//!
//! Why the norms are constants: differentiating them too, with terms such as −x (x · W_c) / 16², makes each view's
//! scores sum to zero, and they say less about what a region is worth. This was measured by greying out each of 25
//! patches of a photo in turn (tests/occlusion.rs repeats a part of it). The drop in the margin between two classes was
//! correlated with the patch's score. For two photos of different classes side by side, the correlation is 0.84 with
//! constant norms and 0.78 with differentiated ones. For photos of a single thing, where every patch costs something,
//! it is 0.77 and 0.17 (mean of six photos).
//!
//! Scores are linear in `W`, so the scores for one class rather than another are the difference of the two.

use super::feature::norm;
use super::head::Head;
use handlens_core::config::VECTOR_NORM;

/// Scores of every pixel: takes the activations of the views of one photo, each `[P, D]` with values ≥ 0, and returns
/// for each of `classes` and each view the scores `[P]`, in logit units. Over all views and pixels they sum to the
/// logit minus its bias.
pub fn scores(views: &[&[f32]], head: &Head, classes: &[usize]) -> Vec<Vec<Vec<f32>>> {
    let dimensions = head.weights().len() / head.classes();
    let features: Vec<Vec<f32>> = views.iter().map(|view| feature(view, dimensions)).collect();
    let of_class = |class: &usize| {
        let weights: Vec<f32> = head.weights().iter().skip(*class).step_by(head.classes()).copied().collect();
        let slopes = slopes(&features, &weights);
        views.iter().zip(slopes).map(|(view, slope)| of_view(view, &slope)).collect()
    };
    classes.iter().map(of_class).collect()
}

/// Gradient times activation of every pixel: a view's activations `[P, D]` and ∂z/∂f `[D]` → `[P]`.
fn of_view(view: &[f32], slope: &[f32]) -> Vec<f32> {
    let pixels = view.chunks_exact(slope.len().max(1));
    let count = pixels.len() as f32;
    pixels.map(|pixel| dot(pixel, slope) / count).collect()
}

/// 2 ∂z/∂f of every view with constant norms, each `[D]`, from the features `[D]` of the views and one class's weights
/// `[D]`.
fn slopes(features: &[Vec<f32>], weights: &[f32]) -> Vec<Vec<f32>> {
    let roots: Vec<Vec<f32>> =
        features.iter().map(|feature| feature.iter().map(|value| value.max(0.0).sqrt()).collect()).collect();
    let mut sum = vec![0.0; weights.len()];
    for root in &roots {
        let length = norm(root);
        sum.iter_mut().zip(root).for_each(|(sum, root)| *sum += root / length);
    }
    let scale = VECTOR_NORM / norm(&sum);
    let of_view = |root: &Vec<f32>| {
        let scale = scale / norm(root);
        let slope = |(weight, root): (&f32, &f32)| if *root > 0.0 { scale * weight / root } else { 0.0 };
        weights.iter().zip(root).map(slope).collect()
    };
    roots.iter().map(of_view).collect()
}

/// The feature `[D]` of a view's activations `[P, D]`: their mean.
pub fn feature(view: &[f32], dimensions: usize) -> Vec<f32> {
    let mut feature = vec![0.0; dimensions];
    let pixels = view.chunks_exact(dimensions.max(1));
    let share = 1.0 / pixels.len().max(1) as f32;
    for pixel in pixels {
        feature.iter_mut().zip(pixel).for_each(|(mean, value)| *mean += value * share);
    }
    feature
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::feature::combine;

    const PIXELS: usize = 9;
    const DIMENSIONS: usize = 12;
    const CLASSES: usize = 3;

    /// Two views, each with a channel that is zero at every pixel, and a head.
    fn drawn(seed: u64) -> (Vec<Vec<f32>>, Head) {
        let mut rng = fastrand::Rng::with_seed(seed);
        let mut view = |dead: usize| {
            let value = |place: usize, random: f32| if place % DIMENSIONS == dead { 0.0 } else { random };
            (0..PIXELS * DIMENSIONS).map(|place| value(place, rng.f32() * 2.0)).collect::<Vec<f32>>()
        };
        let views = vec![view(3), view(7)];
        let weights = (0..DIMENSIONS * CLASSES).map(|_| rng.f32() - 0.5).collect();
        (views, Head::new(weights, vec![0.1, -0.2, 0.0]).expect("the lengths fit"))
    }

    /// Weights of one class.
    fn weights(head: &Head, class: usize) -> Vec<f32> {
        head.weights().iter().skip(class).step_by(CLASSES).copied().collect()
    }

    fn features(views: &[Vec<f32>]) -> Vec<Vec<f32>> {
        views.iter().map(|view| feature(view, DIMENSIONS)).collect()
    }

    /// A logit minus its bias, where the norms come from the views `held`.
    fn logit(views: &[Vec<f32>], held: &[Vec<f32>], weights: &[f32]) -> f32 {
        let roots = |views: &[Vec<f32>]| -> Vec<Vec<f32>> {
            features(views).iter().map(|feature| feature.iter().map(|value| value.sqrt()).collect()).collect()
        };
        let (roots, held) = (roots(views), roots(held));
        let lengths: Vec<f32> = held.iter().map(|root| norm(root)).collect();
        let sum = |roots: &[Vec<f32>], channel: usize| -> f32 {
            roots.iter().zip(&lengths).map(|(root, length)| root[channel] / length).sum()
        };
        let total: Vec<f32> = (0..DIMENSIONS).map(|channel| sum(&held, channel)).collect();
        let product = |channel: usize| VECTOR_NORM / norm(&total) * sum(&roots, channel) * weights[channel];
        (0..DIMENSIONS).map(product).sum()
    }

    #[test]
    fn a_score_is_twice_how_a_logit_changes_with_a_pixel() {
        let step = 1e-2;
        for seed in 0..5 {
            let (views, head) = drawn(seed);
            let borrowed: Vec<&[f32]> = views.iter().map(Vec::as_slice).collect();
            let scores = scores(&borrowed, &head, &[0, 1, 2]);
            for (view, pixel, class) in [(0, 0, 0), (0, 4, 2), (1, 8, 1), (1, 3, 0)] {
                let moved = |factor: f32| {
                    let mut moved = views.clone();
                    let pixel = &mut moved[view][pixel * DIMENSIONS..][..DIMENSIONS];
                    for value in pixel {
                        *value *= factor;
                    }
                    logit(&moved, &views, &weights(&head, class))
                };
                let slope = (moved(1.0 + step) - moved(1.0 - step)) / (2.0 * step);
                let score = scores[class][view][pixel];
                assert!(
                    (2.0 * slope - score).abs() < 2e-3,
                    "seed {seed}, {view} {pixel} {class}: {slope} {score}"
                );
                assert!(score.abs() > 1e-4, "a score of nought would prove nothing");
            }
        }
    }

    #[test]
    fn the_slope_is_right_in_every_single_channel() {
        let (views, head) = drawn(11);
        let weights = weights(&head, 1);
        let slopes = slopes(&features(&views), &weights);
        for view in 0..2 {
            for channel in 0..DIMENSIONS {
                let moved = |by: f32| {
                    let mut moved = views.clone();
                    moved[view][channel] += by * PIXELS as f32;
                    logit(&moved, &views, &weights)
                };
                let dead = features(&views)[view][channel] == 0.0;
                let slope = if dead { 0.0 } else { (moved(1e-2) - moved(-1e-2)) / 2e-2 };
                assert!((2.0 * slope - slopes[view][channel]).abs() < 5e-3, "{view} {channel}: {slope}");
            }
        }
    }

    #[test]
    fn the_scores_of_all_views_share_the_logit_out() {
        for seed in 0..5 {
            let (views, head) = drawn(seed);
            let borrowed: Vec<&[f32]> = views.iter().map(Vec::as_slice).collect();
            let features = features(&views);
            let logits = head.logits(&combine(&[&features[0], &features[1]]));
            for (class, scores) in scores(&borrowed, &head, &[0, 1, 2]).iter().enumerate() {
                let sum: f32 = scores.iter().flatten().sum();
                let expected = logits[class] - head.bias()[class];
                assert!((sum - expected).abs() < 1e-3, "{sum}, {expected}");
            }
        }
    }

    #[test]
    fn a_photo_without_anything_scores_numbers() {
        let (_, head) = drawn(1);
        let black = vec![0.0; PIXELS * DIMENSIONS];
        assert!(
            scores(&[&black, &black], &head, &[0, 2]).iter().flatten().flatten().all(|score| *score == 0.0)
        );
    }
}
