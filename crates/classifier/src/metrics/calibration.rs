//! Whether probabilities are calibrated, and the temperature that calibrates them.
//!
//! A temperature `T` divides the logits before the softmax (Guo et al. 2017). It never changes the predicted class,
//! only the confidence: above 1 lowers it, below 1 raises it. Probabilities serve as well as logits here, since
//! `softmax(ln p / T) = softmax(z / T)`.

use std::collections::BTreeSet;

pub use handlens_core::metrics::calibration::Bin;
use handlens_core::metrics::{argmax, softmax};

/// Floor for a probability before its logarithm is taken, so that one confident mistake does not cost infinitely much.
const LEAST: f64 = f32::EPSILON as f64;
/// The temperature is searched between 1/`WIDEST` and `WIDEST`.
const WIDEST: f64 = 20.0;
/// Most iterations of the search; Newton's method needs about six.
const STEPS: u32 = 60;
/// The search ends when an iteration changes 1/T by less than this share.
const NEAR: f64 = 1e-7;
/// Standard deviations of the prior on ln T, below 1 and above. Heads with the usual weight decay are too modest, so that
/// a temperature of 0.6 is nothing unusual. One above 1 needs more evidence: the heads that gave the held-out answers have
/// learned from fewer photos than the deployed one, and are right less often.
const PRIOR_DEVIATIONS: [f64; 2] = [0.5, 0.2];

/// Probabilities `[C]` after temperature scaling. A temperature of 1 changes nothing.
pub fn tempered(probabilities: &[f32], temperature: f32) -> Vec<f32> {
    let logits: Vec<f32> =
        probabilities.iter().map(|p| p.max(f32::MIN_POSITIVE).ln() / temperature).collect();
    softmax(&logits)
}

/// Mean negative logarithm of the probability of the right class, in nats: `probabilities` is `[N]` of `[C]`, `labels`
/// is `[N]`. `None` without photos.
pub fn log_loss(probabilities: &[Vec<f32>], labels: &[usize]) -> Option<f64> {
    let pairs = probabilities.iter().zip(labels);
    mean(pairs.map(|(of_photo, label)| -f64::from(of_photo[*label]).max(LEAST).ln()))
}

/// The temperature that minimises the log loss of held-out answers, between 1/20 and 20. `probabilities` is `[N]` of
/// `[C]`, `labels` is `[N]`. Returns 1 without photos.
///
/// The target for the right class is 1 − 1/(N + 2), not 1 (Platt 1999): even if all N answers are right, so few photos
/// do not justify more confidence.
///
/// The loss is convex in 1/T.
pub fn best_temperature(probabilities: &[Vec<f32>], labels: &[usize]) -> f32 {
    search(&logarithms(probabilities), labels, doubt(labels.len()), (1.0, [0.0; 2]))
}

/// The most probable temperature given held-out answers and a prior on ln T, normal on either side of 0: with few photos it
/// stays near 1. `probabilities` is `[N]` of `[C]`, `labels` and `groups` are `[N]`. The photos of one group are near-duplicates
/// and count as one. The targets are those of [`best_temperature`]. Returns 1 without photos.
pub fn likely_temperature(probabilities: &[Vec<f32>], labels: &[usize], groups: &[usize]) -> f32 {
    let independent = groups.iter().collect::<BTreeSet<_>>().len();
    let weight = independent as f64 / labels.len().max(1) as f64;
    let precisions = PRIOR_DEVIATIONS.map(|deviation| 1.0 / (deviation * deviation));
    search(&logarithms(probabilities), labels, doubt(independent), (weight, precisions))
}

/// The share of each label that is spread over the other classes, see [`best_temperature`].
fn doubt(photos: usize) -> f64 {
    1.0 / (photos as f64 + 2.0)
}

fn logarithms(probabilities: &[Vec<f32>]) -> Vec<Vec<f64>> {
    let logarithm = |p: &f32| f64::from(p.max(f32::MIN_POSITIVE)).ln();
    probabilities.iter().map(|of_photo| of_photo.iter().map(logarithm).collect()).collect()
}

/// The temperature at which `weight · loss + precision · (ln T)² / 2` is least, where `loss` is summed over photos, there
/// is one precision for temperatures below 1 and one for those above, and `doubt` is the share of each label that is spread over
/// the other classes.
///
/// Newton's method in ln 1/T, bracketed by the interval in which the slope changes sign.
fn search(logits: &[Vec<f64>], labels: &[usize], doubt: f64, (weight, precisions): (f64, [f64; 2])) -> f32 {
    if logits.is_empty() {
        return 1.0;
    }
    let (mut low, mut high) = (-WIDEST.ln(), WIDEST.ln());
    let mut sharpness: f64 = 0.0;
    for _ in 0..STEPS {
        let inverse = sharpness.exp();
        let precision = precisions[usize::from(sharpness < 0.0)];
        let (of_inverse, curvature) = slope_and_curvature(logits, labels, doubt, inverse);
        let slope = weight * of_inverse * inverse + precision * sharpness;
        if slope > 0.0 {
            high = sharpness;
        } else {
            low = sharpness;
        }
        let bend = weight * (curvature * inverse * inverse + of_inverse * inverse) + precision;
        let newton = sharpness - slope / bend;
        // If Newton's step leaves the bracket, as with a flat loss, bisect.
        let next = if newton > low && newton < high { newton } else { f64::midpoint(low, high) };
        let change = (next - sharpness).abs();
        sharpness = next;
        if change < NEAR {
            break;
        }
    }
    (-sharpness).exp() as f32
}

/// Slope and curvature of the summed loss in the inverse temperature: the expected logit minus the actual one, and the
/// variance of the logits. `doubt` is the share of the label that is spread over the other classes.
fn slope_and_curvature(logits: &[Vec<f64>], labels: &[usize], doubt: f64, inverse: f64) -> (f64, f64) {
    let mut sums = (0.0, 0.0);
    for (logits, label) in logits.iter().zip(labels) {
        let largest = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (mut sum, mut first, mut second, mut all) = (0.0, 0.0, 0.0, 0.0);
        for logit in logits {
            let below = logit - largest;
            all += below;
            let power = (inverse * below).exp();
            sum += power;
            first += power * below;
            second += power * below * below;
        }
        let mean = first / sum;
        let right = logits[*label] - largest;
        let others = (all - right) / (logits.len() as f64 - 1.0).max(1.0);
        sums.0 += mean - (1.0 - doubt) * right - doubt * others;
        sums.1 += second / sum - mean * mean;
    }
    sums
}

/// The result of temperature scaling.
#[derive(Debug, Clone, PartialEq)]
pub struct Tempering {
    /// The temperature to use.
    pub temperature: f32,
    /// Each photo's probabilities, `[N]` of `[C]`, scaled by the temperature of the *other* folds.
    pub probabilities: Vec<Vec<f32>>,
}

/// Fits the temperature of held-out answers: see [`likely_temperature`]. `folds` and `groups` are `[N]`.
pub fn temper(probabilities: &[Vec<f32>], labels: &[usize], folds: &[usize], groups: &[usize]) -> Tempering {
    let count = folds.iter().max().map_or(0, |fold| fold + 1);
    let of = |photos: &[usize]| {
        let of_photos: Vec<Vec<f32>> = photos.iter().map(|photo| probabilities[*photo].clone()).collect();
        let pick = |of: &[usize]| photos.iter().map(|photo| of[*photo]).collect::<Vec<usize>>();
        likely_temperature(&of_photos, &pick(labels), &pick(groups))
    };
    let mut crossed = probabilities.to_vec();
    for fold in 0..count {
        let (held_out, others): (Vec<usize>, Vec<usize>) =
            (0..labels.len()).partition(|photo| folds[*photo] == fold);
        let temperature = of(&others);
        for photo in held_out {
            crossed[photo] = tempered(&probabilities[photo], temperature);
        }
    }
    Tempering { temperature: likely_temperature(probabilities, labels, groups), probabilities: crossed }
}

/// A reliability diagram: the answers' confidence in `bins` equal parts of 0 to 1. Each bin includes its upper end, as
/// in Guo et al. 2017. `probabilities` is `[N]` of `[C]`, `labels` is `[N]`.
pub fn reliability(probabilities: &[Vec<f32>], labels: &[usize], bins: usize) -> Vec<Bin> {
    let mut sums = vec![(0_u32, 0.0_f64, 0_u32); bins.max(1)];
    for (of_photo, label) in probabilities.iter().zip(labels) {
        let Some(answer) = argmax(of_photo) else { continue };
        let confidence = f64::from(of_photo[answer]);
        let bin = (confidence * sums.len() as f64).ceil() as usize;
        let last = sums.len() - 1;
        let sum = &mut sums[bin.saturating_sub(1).min(last)];
        sum.0 += 1;
        sum.1 += confidence;
        sum.2 += u32::from(answer == *label);
    }
    let bar = |(photos, confidence, right): (u32, f64, u32)| {
        let of = f64::from(photos.max(1));
        Bin { photos, confidence: (confidence / of) as f32, accuracy: (f64::from(right) / of) as f32 }
    };
    sums.into_iter().map(bar).collect()
}

/// Expected calibration error, 0 to 1: the gap between confidence and accuracy, averaged over photos (Naeini et al.
/// 2015).
pub fn calibration_error(bins: &[Bin]) -> f32 {
    let photos: u32 = bins.iter().map(|bin| bin.photos).sum();
    let gap = |bin: &Bin| f64::from(bin.photos) * f64::from(bin.confidence - bin.accuracy).abs();
    (bins.iter().map(gap).sum::<f64>() / f64::from(photos.max(1))) as f32
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0_u32), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_sum_to_one_even_for_huge_logits() {
        let probabilities = softmax(&[1000.0, 999.0, -1000.0]);
        assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((probabilities[0] / probabilities[1] - std::f32::consts::E).abs() < 1e-4);
    }

    #[test]
    fn a_probability_of_nought_for_the_right_class_is_bad_but_not_infinitely() {
        let loss = log_loss(&[vec![1.0, 0.0]], &[1]).expect("a photo");
        assert!((15.0..17.0).contains(&loss), "{loss}");
        assert_eq!(log_loss(&[], &[]), None);
        assert!(best_temperature(&vec![vec![1.0, 0.0]; 3], &[1; 3]).is_finite());
        assert!((best_temperature(&[], &[]) - 1.0).abs() < f32::EPSILON);
    }

    #[test]
    fn a_few_photos_that_are_all_right_warrant_only_so_much_sureness() {
        for photos in [3_usize, 10, 100] {
            let probabilities = vec![vec![0.9, 0.1]; photos];
            let temperature = best_temperature(&probabilities, &vec![0; photos]);
            let doubt = tempered(&probabilities[0], temperature)[1];
            assert!((doubt - 1.0 / (photos as f32 + 2.0)).abs() < 1e-4, "{photos}: {doubt}");
        }
    }

    #[test]
    fn few_photos_move_a_temperature_little_and_many_decide_it() {
        // Answers with 90 %, of which 60 % are right.
        let of = |photos: usize| {
            let answer = |photo: usize| if photo % 5 < 3 { vec![0.9, 0.1] } else { vec![0.1, 0.9] };
            let probabilities: Vec<Vec<f32>> = (0..photos).map(answer).collect();
            (probabilities, vec![0; photos], (0..photos).collect::<Vec<usize>>())
        };
        let temperatures: Vec<f32> = [5, 50, 5000]
            .into_iter()
            .map(|photos| {
                let (probabilities, labels, groups) = of(photos);
                likely_temperature(&probabilities, &labels, &groups)
            })
            .collect();
        assert!(temperatures.is_sorted() && temperatures[0] > 1.0, "{temperatures:?}");
        let (probabilities, labels, _) = of(5000);
        let best = best_temperature(&probabilities, &labels);
        assert!(temperatures[2] > 0.6 * best && temperatures[2] < best, "{temperatures:?} {best}");
        // Even if all answers are right, a few justify only so much confidence.
        let right =
            |share: f32| likely_temperature(&vec![vec![share, 1.0 - share]; 5], &[0; 5], &[0, 1, 2, 3, 4]);
        assert!(right(0.6) < 1.0 && right(0.6) > 0.5, "{}", right(0.6));
        assert!((right(6.0 / 7.0) - 1.0).abs() < 1e-4, "{}", right(6.0 / 7.0));
        assert!((likely_temperature(&[], &[], &[]) - 1.0).abs() < f32::EPSILON);
    }

    #[test]
    fn the_temperature_is_where_loss_and_prior_are_least_together() {
        let probabilities: Vec<Vec<f32>> =
            (0..12).map(|photo| vec![0.3 + 0.05 * photo as f32, 0.7 - 0.05 * photo as f32]).collect();
        let labels: Vec<usize> = (0..12).map(|photo| photo % 2).collect();
        let groups: Vec<usize> = (0..12).collect();
        let found = likely_temperature(&probabilities, &labels, &groups);
        let cost = |temperature: f32| {
            let scaled: Vec<Vec<f32>> = probabilities.iter().map(|p| tempered(p, temperature)).collect();
            let smoothed: f64 = scaled
                .iter()
                .zip(&labels)
                .map(|(of_photo, label)| {
                    let [right, wrong] = [of_photo[*label], of_photo[1 - label]].map(|p| f64::from(p).ln());
                    -(13.0 * right + wrong) / 14.0
                })
                .sum();
            let deviation = if temperature < 1.0 { 0.5 } else { 0.2 };
            smoothed + (f64::from(temperature).ln() / deviation).powi(2) / 2.0
        };
        for other in [0.5, 0.9 * found, 0.98 * found, 1.02 * found, 1.1 * found, 3.0] {
            assert!(cost(found) < cost(other), "{found} {other}");
        }
    }

    #[test]
    fn frames_of_a_burst_are_no_evidence_for_a_temperature() {
        // Twelve scenes, all answered with the same confidence, eight of them rightly.
        let of_scenes = |frames: usize| {
            let right = |scene: usize| if scene < 8 { vec![0.95, 0.05] } else { vec![0.05, 0.95] };
            let groups: Vec<usize> = (0..12).flat_map(|scene| std::iter::repeat_n(scene, frames)).collect();
            let probabilities: Vec<Vec<f32>> = groups.iter().map(|scene| right(*scene)).collect();
            let labels = vec![0; groups.len()];
            let folds: Vec<usize> = groups.iter().map(|scene| scene % 3).collect();
            (probabilities, labels, folds, groups)
        };
        let (probabilities, labels, folds, groups) = of_scenes(1);
        let once = temper(&probabilities, &labels, &folds, &groups).temperature;
        let (probabilities, labels, folds, groups) = of_scenes(40);
        let burst = temper(&probabilities, &labels, &folds, &groups);
        assert!((burst.temperature - once).abs() < 1e-4, "{once} {burst:?}");
        let each: Vec<usize> = (0..groups.len()).collect();
        let alone = temper(&probabilities, &labels, &folds, &each).temperature;
        assert!((alone - once).abs() > 0.02, "as independent photos they would be evidence: {once} {alone}");
    }

    #[test]
    fn an_upper_end_belongs_to_its_bar() {
        let bins = reliability(&[vec![0.5, 0.5], vec![1.0, 0.0], vec![0.45, 0.55]], &[0, 1, 1], 10);
        assert_eq!(bins.iter().map(|bin| bin.photos).collect::<Vec<_>>(), [0, 0, 0, 0, 1, 1, 0, 0, 0, 1]);
        assert!((calibration_error(&bins) - (0.5 + 1.0 + 0.45) / 3.0).abs() < 1e-6);
    }
}
