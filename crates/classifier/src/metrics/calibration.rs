//! Whether probabilities are calibrated, and the temperature that calibrates them.
//!
//! A temperature `T` divides the logits before the softmax (Guo et al. 2017). It never changes the predicted class,
//! only the confidence: above 1 lowers it, below 1 raises it. Probabilities serve as well as logits here, since
//! `softmax(ln p / T) = softmax(z / T)`.

use std::collections::{BTreeMap, BTreeSet};

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

/// Probabilities `[C]` after temperature scaling. A temperature of 1 changes nothing.
pub fn tempered(probabilities: &[f32], temperature: f32) -> Vec<f32> {
    let logits: Vec<f32> =
        probabilities.iter().map(|p| p.max(f32::MIN_POSITIVE).ln() / temperature).collect();
    softmax(&logits)
}

/// Mean negative logarithm of the probability of the right class, in nats: `probabilities` is `[N]` of `[C]`, `labels`
/// is `[N]`. `None` without photos.
pub fn log_loss(probabilities: &[Vec<f32>], labels: &[usize]) -> Option<f64> {
    mean(losses(probabilities, labels))
}

/// The negative logarithm of each photo's probability of the right class, in nats.
fn losses(probabilities: &[Vec<f32>], labels: &[usize]) -> impl Iterator<Item = f64> {
    probabilities.iter().zip(labels).map(|(of_photo, label)| -f64::from(of_photo[*label]).max(LEAST).ln())
}

/// Whether the gains are beyond chance: their mean is more than twice its standard error. Photos of one group rise and
/// fall together, so the variance is taken over the groups' sums.
fn beyond_chance(gains: &[f64], groups: &[usize]) -> bool {
    let count = gains.len() as f64;
    let mean = gains.iter().sum::<f64>() / count;
    let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
    for (gain, group) in gains.iter().zip(groups) {
        *sums.entry(*group).or_default() += gain - mean;
    }
    let independent = sums.len() as f64;
    let squares: f64 = sums.values().map(|sum| sum * sum).sum();
    // The variance of a mean over clusters (Cochran 1977, 9A.2). If each photo is its own group, this is the usual one.
    let variance = squares / (count * count) * independent / (independent - 1.0).max(1.0);
    mean > 2.0 * variance.sqrt()
}

/// The temperature that minimises the log loss of held-out answers, between 1/20 and 20. `probabilities` is `[N]` of
/// `[C]`, `labels` is `[N]`. Returns 1 without photos.
///
/// The target for the right class is 1 − 1/(N + 2), not 1 (Platt 1999): even if all N answers are right, so few photos
/// do not justify more confidence.
///
/// The loss is convex in 1/T. Newton's method finds the minimum, bracketed by the interval in which the slope changes
/// sign.
pub fn best_temperature(probabilities: &[Vec<f32>], labels: &[usize]) -> f32 {
    best_temperature_of_groups(probabilities, labels, labels.len())
}

/// Like [`best_temperature`], but N is the number of groups, not of photos.
fn best_temperature_of_groups(probabilities: &[Vec<f32>], labels: &[usize], groups: usize) -> f32 {
    let logits: Vec<Vec<f64>> = probabilities
        .iter()
        .map(|of_photo| of_photo.iter().map(|p| f64::from(p.max(f32::MIN_POSITIVE)).ln()).collect())
        .collect();
    if logits.is_empty() {
        return 1.0;
    }
    let doubt = 1.0 / (groups as f64 + 2.0);
    let (mut low, mut high) = (1.0 / WIDEST, WIDEST);
    let mut inverse = 1.0;
    for _ in 0..STEPS {
        let (slope, curvature) = slope_and_curvature(&logits, labels, doubt, inverse);
        if slope > 0.0 {
            high = inverse;
        } else {
            low = inverse;
        }
        let newton = inverse - slope / curvature;
        // If Newton's step leaves the bracket, as with a flat loss, bisect on a logarithmic scale.
        let next = if newton > low && newton < high { newton } else { (low * high).sqrt() };
        let change = (next - inverse).abs();
        inverse = next;
        if change < NEAR * inverse {
            break;
        }
    }
    (1.0 / inverse) as f32
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

/// The result of temperature scaling, checked by cross-validation.
#[derive(Debug, Clone, PartialEq)]
pub struct Tempering {
    /// The temperature to use; 1 if none helps.
    pub temperature: f32,
    /// Each photo's probabilities, `[N]` of `[C]`, scaled by the temperature fitted to the *other* folds; unchanged if
    /// none helps.
    pub probabilities: Vec<Vec<f32>>,
}

/// Fits the temperature of held-out answers. It is kept only if cross-validation confirms it: when each fold is scaled
/// by the temperature of the other folds, the log loss must fall by more than chance explains. `folds` and `groups` are
/// `[N]`. The photos of one group are near-duplicates and count as one.
pub fn temper(probabilities: &[Vec<f32>], labels: &[usize], folds: &[usize], groups: &[usize]) -> Tempering {
    let count = folds.iter().max().map_or(0, |fold| fold + 1);
    let best = |photos: &[usize]| {
        let of_photos: Vec<Vec<f32>> = photos.iter().map(|photo| probabilities[*photo].clone()).collect();
        let of_labels: Vec<usize> = photos.iter().map(|photo| labels[*photo]).collect();
        let groups: BTreeSet<usize> = photos.iter().map(|photo| groups[*photo]).collect();
        best_temperature_of_groups(&of_photos, &of_labels, groups.len())
    };
    let mut crossed = probabilities.to_vec();
    for fold in 0..count {
        let (held_out, others): (Vec<usize>, Vec<usize>) =
            (0..labels.len()).partition(|photo| folds[*photo] == fold);
        let temperature = best(&others);
        for photo in held_out {
            crossed[photo] = tempered(&probabilities[photo], temperature);
        }
    }
    let gains: Vec<f64> = losses(probabilities, labels)
        .zip(losses(&crossed, labels))
        .map(|(before, now)| before - now)
        .collect();
    if count > 1 && beyond_chance(&gains, groups) {
        let all: Vec<usize> = (0..labels.len()).collect();
        Tempering { temperature: best(&all), probabilities: crossed }
    } else {
        Tempering { temperature: 1.0, probabilities: probabilities.to_vec() }
    }
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
    fn frames_of_a_burst_are_no_evidence_for_a_temperature() {
        // Twelve scenes, all answered with the same confidence, eight of them rightly. A temperature would help the
        // other four, but that may be chance, however many frames each scene has.
        let of_scenes = |frames: usize| {
            let right = |scene: usize| if scene < 8 { vec![0.95, 0.05] } else { vec![0.05, 0.95] };
            let scenes = (0..12).flat_map(|scene| std::iter::repeat_n(scene, frames));
            let groups: Vec<usize> = scenes.collect();
            let probabilities: Vec<Vec<f32>> = groups.iter().map(|scene| right(*scene)).collect();
            let labels = vec![0; groups.len()];
            let folds: Vec<usize> = groups.iter().map(|scene| scene % 3).collect();
            (probabilities, labels, folds, groups)
        };
        let (probabilities, labels, folds, groups) = of_scenes(1);
        assert!((temper(&probabilities, &labels, &folds, &groups).temperature - 1.0).abs() < f32::EPSILON);
        let (probabilities, labels, folds, groups) = of_scenes(40);
        assert!((temper(&probabilities, &labels, &folds, &groups).temperature - 1.0).abs() < f32::EPSILON);
        let each: Vec<usize> = (0..groups.len()).collect();
        let alone = temper(&probabilities, &labels, &folds, &each).temperature;
        assert!((alone - 1.0).abs() > 0.1, "as independent photos they would be evidence: {alone}");
    }

    #[test]
    fn an_upper_end_belongs_to_its_bar() {
        let bins = reliability(&[vec![0.5, 0.5], vec![1.0, 0.0], vec![0.45, 0.55]], &[0, 1, 1], 10);
        assert_eq!(bins.iter().map(|bin| bin.photos).collect::<Vec<_>>(), [0, 0, 0, 0, 1, 1, 0, 0, 0, 1]);
        assert!((calibration_error(&bins) - (0.5 + 1.0 + 0.45) / 3.0).abs() < 1e-6);
    }
}
