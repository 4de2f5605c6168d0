//! The evaluation metrics, compared with scikit-learn and checked for the properties they must have.

#![cfg(not(target_arch = "wasm32"))]

use handlens_classifier::metrics::calibration::{
    best_temperature, calibration_error, reliability, temper, tempered,
};
use handlens_classifier::metrics::roc::auroc;
use handlens_classifier::metrics::{argmax, log_loss, softmax};
use handlens_core::metrics::{Confusion, wilson};
use proptest::prelude::*;
use safetensors::SafeTensors;

/// Reference values from `tests/reference/make_metrics.py`.
struct Reference {
    file: Vec<u8>,
}

impl Reference {
    fn read() -> Self {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/metrics.safetensors");
        Self { file: std::fs::read(path).expect("the fixture") }
    }

    fn values<const SIZE: usize, T>(&self, name: &str, from: fn([u8; SIZE]) -> T) -> Vec<T> {
        let file = SafeTensors::deserialize(&self.file).expect("safetensors");
        let bytes = file.tensor(name).expect(name).data();
        bytes.as_chunks::<SIZE>().0.iter().map(|bytes| from(*bytes)).collect()
    }

    fn figures(&self, name: &str) -> Vec<f64> {
        self.values(name, f64::from_le_bytes)
    }

    fn figure(&self, name: &str) -> f64 {
        self.figures(name)[0]
    }

    fn labels(&self) -> Vec<usize> {
        self.values("labels", i32::from_le_bytes).into_iter().map(|label| label as usize).collect()
    }

    fn probabilities(&self) -> Vec<Vec<f32>> {
        self.values("probabilities", f32::from_le_bytes).chunks(6).map(<[f32]>::to_vec).collect()
    }
}

fn confusion_of(probabilities: &[Vec<f32>], labels: &[usize], classes: usize) -> Confusion {
    let mut confusion = Confusion::new(classes);
    for (of_photo, label) in probabilities.iter().zip(labels) {
        confusion.add(*label, argmax(of_photo).expect("classes"));
    }
    confusion
}

fn assert_near(ours: f64, theirs: f64) {
    assert!((ours - theirs).abs() < 1e-6, "{ours} and {theirs}");
}

#[test]
fn the_confusion_and_its_figures_are_those_of_scikit_learn() {
    let reference = Reference::read();
    let confusion = confusion_of(&reference.probabilities(), &reference.labels(), 6);
    let counts: Vec<i32> = confusion.counts().iter().map(|count| *count as i32).collect();
    assert_eq!(counts, reference.values("confusion", i32::from_le_bytes));
    for (class, theirs) in reference.figures("per_class").chunks(3).enumerate() {
        let ours = [confusion.precision(class), confusion.recall(class), confusion.f1(class)];
        for (ours, theirs) in ours.into_iter().zip(theirs) {
            assert_near(f64::from(ours.unwrap_or(0.0)), *theirs);
        }
    }
    let means = [confusion.macro_precision(), confusion.macro_recall(), confusion.macro_f1()];
    for (ours, theirs) in means.into_iter().zip(reference.figures("macro")) {
        assert_near(f64::from(ours.expect("photos")), theirs);
    }
}

#[test]
fn the_loss_the_temperature_and_the_calibration_error_are_those_of_the_reference() {
    let reference = Reference::read();
    let (probabilities, labels) = (reference.probabilities(), reference.labels());
    assert_near(log_loss(&probabilities, &labels).expect("photos"), reference.figure("log_loss"));
    let temperature = best_temperature(&probabilities, &labels);
    assert!((f64::from(temperature) - reference.figure("temperature")).abs() < 1e-4, "{temperature}");
    let cooled: Vec<Vec<f32>> = probabilities.iter().map(|p| tempered(p, temperature)).collect();
    assert_near(log_loss(&cooled, &labels).expect("photos"), reference.figure("tempered_loss"));
    let bins = reliability(&probabilities, &labels, 10);
    assert_near(f64::from(calibration_error(&bins)), reference.figure("ece"));
    assert!(calibration_error(&reliability(&cooled, &labels, 10)) < calibration_error(&bins) / 2.0);
}

#[test]
fn the_area_under_the_curve_is_that_of_scikit_learn() {
    let reference = Reference::read();
    let (mut right, mut wrong) = (Vec::new(), Vec::new());
    for (of_photo, label) in reference.probabilities().iter().zip(reference.labels()) {
        let answer = argmax(of_photo).expect("classes");
        if answer == label { &mut right } else { &mut wrong }.push(of_photo[answer]);
    }
    assert_near(auroc(&right, &wrong).expect("both"), reference.figure("auroc"));
}

#[test]
fn a_temperature_helps_answers_that_it_has_not_seen() {
    let reference = Reference::read();
    let (probabilities, labels) = (reference.probabilities(), reference.labels());
    let folds: Vec<usize> = (0..labels.len()).map(|photo| photo % 5).collect();
    let alone: Vec<usize> = (0..labels.len()).collect();
    let tempering = temper(&probabilities, &labels, &folds, &alone);
    let best = best_temperature(&probabilities, &labels);
    assert!((1.0..best).contains(&tempering.temperature), "the prior holds it back: {tempering:?}, {best}");
    assert!(log_loss(&tempering.probabilities, &labels) < log_loss(&probabilities, &labels));
}

/// Logits of some photos, and their labels.
fn answers() -> impl Strategy<Value = (Vec<Vec<f32>>, Vec<usize>)> {
    (2_usize..6, 1_usize..40).prop_flat_map(|(classes, photos)| {
        let logits = prop::collection::vec(prop::collection::vec(-8.0_f32..8.0, classes), photos);
        (logits, prop::collection::vec(0..classes, photos))
    })
}

proptest! {
    #[test]
    fn a_temperature_is_within_bounds_and_changes_no_answer((logits, labels) in answers()) {
        let probabilities: Vec<Vec<f32>> = logits.iter().map(|logits| softmax(logits)).collect();
        let temperature = best_temperature(&probabilities, &labels);
        prop_assert!((0.049..=20.1).contains(&temperature));
        let after: Vec<Vec<f32>> = probabilities.iter().map(|p| tempered(p, temperature)).collect();
        for (before, after) in probabilities.iter().zip(&after) {
            let best = argmax(before).expect("classes");
            prop_assert!((after.iter().sum::<f32>() - 1.0).abs() < 1e-4);
            prop_assert!(after.iter().all(|p| *p <= after[best] + 1e-6));
        }
    }

    #[test]
    fn each_answer_is_scaled_without_its_own_fold((logits, labels) in answers()) {
        let probabilities: Vec<Vec<f32>> = logits.iter().map(|logits| softmax(logits)).collect();
        let folds: Vec<usize> = (0..labels.len()).map(|photo| photo % 3).collect();
        let alone: Vec<usize> = (0..labels.len()).collect();
        let scaled = temper(&probabilities, &labels, &folds, &alone).probabilities;
        // Other labels in the first fold change the answers of all other folds, but not its own.
        let mut other = labels.clone();
        other.iter_mut().step_by(3).for_each(|label| *label = (*label + 1) % logits[0].len());
        let again = temper(&probabilities, &other, &folds, &alone).probabilities;
        for photo in (0..labels.len()).step_by(3) {
            prop_assert_eq!(&scaled[photo], &again[photo]);
        }
    }

    #[test]
    fn the_figures_of_a_confusion_hang_together((logits, labels) in answers()) {
        let classes = logits[0].len();
        let confusion = confusion_of(&logits, &labels, classes);
        prop_assert_eq!(confusion.total() as usize, labels.len());
        let supports: u32 = (0..classes).map(|class| confusion.support(class)).sum();
        let answered: u32 = (0..classes).map(|class| confusion.answered(class)).sum();
        prop_assert_eq!((supports, answered), (confusion.total(), confusion.total()));
        for class in 0..classes {
            if let (Some(precision), Some(recall), Some(f1)) =
                (confusion.precision(class), confusion.recall(class), confusion.f1(class))
            {
                prop_assert!(f1 <= precision.max(recall) + 1e-6 && f1 >= precision.min(recall) - 1e-6);
            }
        }
        let (low, high) = confusion.interval(f64::from(confusion.total()));
        let accuracy = confusion.accuracy().expect("photos");
        prop_assert!(low <= accuracy && accuracy <= high);
        prop_assert_eq!((low, high), wilson(confusion.right(), confusion.total()));
    }

    #[test]
    fn the_calibration_error_is_a_share_and_counts_every_photo((logits, labels) in answers(), bars in 1_usize..20) {
        let probabilities: Vec<Vec<f32>> = logits.iter().map(|logits| softmax(logits)).collect();
        let bins = reliability(&probabilities, &labels, bars);
        prop_assert_eq!(bins.iter().map(|bin| bin.photos as usize).sum::<usize>(), labels.len());
        prop_assert!((0.0..=1.0).contains(&calibration_error(&bins)));
    }

    #[test]
    fn the_area_is_turned_round_with_its_kinds(
        one in prop::collection::vec(-3_i8..3, 1..20), other in prop::collection::vec(-3_i8..3, 1..20),
    ) {
        let (one, other): (Vec<f32>, Vec<f32>) =
            (one.into_iter().map(f32::from).collect(), other.into_iter().map(f32::from).collect());
        let (there, back) = (auroc(&one, &other).expect("both"), auroc(&other, &one).expect("both"));
        prop_assert!((there + back - 1.0).abs() < 1e-9);
    }
}
