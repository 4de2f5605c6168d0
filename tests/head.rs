//! The head against scikit-learn's L-BFGS on the same features (tests/reference/make_head.py).

mod fixtures;

use burn::tensor::Device;
use fixtures::Tensors;
use handlens::train::fit::Schedule;
use handlens::train::{Fit, Fitted, Samples, Stage};

const DEFAULT: Schedule = Schedule { learning_rate: 1.0, weight_decay: 0.01, epochs: 500 };

fn samples() -> Samples {
    let file = Tensors::open("head.safetensors");
    Samples {
        vectors: file.floats("features"),
        dimensions: 1280,
        labels: file.counts("labels"),
        classes: 5,
        folds: file.counts("folds").into_iter().map(Some).collect(),
        fold_count: 5,
    }
}

/// Trains to the end, and keeps every stage on the way.
fn train(samples: &Samples, schedule: Schedule) -> (Fitted, Vec<Stage>) {
    pollster::block_on(async {
        let mut fit = Fit::new(samples, schedule, &Device::flex()).expect("the samples are fine");
        let mut stages = Vec::new();
        loop {
            let stage = fit.advance().await.expect("the CPU answers");
            stages.push(stage.clone());
            if stage.converged || fit.exhausted() {
                return (fit.finish(stage).await.expect("the CPU answers"), stages);
            }
        }
    })
}

#[test]
fn every_head_reaches_the_optimum_within_a_thousandth() {
    let (fitted, _) = train(&samples(), DEFAULT);
    assert!(fitted.stage.converged, "after {} epochs", fitted.stage.epoch);
    let optimum = Tensors::open("head.safetensors").floats("objective");
    for (head, (reached, best)) in fitted.stage.objectives.iter().zip(&optimum).enumerate() {
        let gap = reached / best - 1.0;
        assert!((-1e-4..1e-3).contains(&gap), "head {head} ends {gap:e} from the optimum");
    }
}

#[test]
fn the_deployed_head_answers_as_the_reference_does() {
    let samples = samples();
    let (fitted, _) = train(&samples, DEFAULT);
    let reference = Tensors::open("head.safetensors").floats("probabilities");
    for (vector, expected) in samples.vectors.chunks_exact(1280).zip(reference.chunks_exact(5)) {
        let answer = fitted.head.probabilities(vector);
        assert!(answer.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.01), "{answer:?} {expected:?}");
    }
}

#[test]
fn each_photo_is_judged_by_the_head_that_never_saw_it() {
    let samples = samples();
    let (fitted, _) = train(&samples, DEFAULT);
    let reference = Tensors::open("head.safetensors").floats("probabilities");
    let count = samples.labels.len();
    for (photo, (answer, fold)) in fitted.stage.held_out.iter().zip(&samples.folds).enumerate() {
        let head = 1 + fold.expect("every photo has a fold");
        let start = (head * count + photo) * 5;
        let expected = &reference[start..start + 5];
        assert!(answer.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.01), "{answer:?} {expected:?}");
    }
}

/// Proves that nothing of a held-out photo leaks into its own judgement: another label for it changes nothing there.
#[test]
fn a_photos_label_does_not_reach_its_own_judge() {
    let honest = samples();
    let mut lied = honest.clone();
    lied.labels[7] = (lied.labels[7] + 1) % 5;
    let (before, _) = train(&honest, DEFAULT);
    let (after, _) = train(&lied, DEFAULT);
    let moved: f32 =
        before.stage.held_out[7].iter().zip(&after.stage.held_out[7]).map(|(a, b)| (a - b).abs()).sum();
    assert!(moved < 1e-3, "{moved}");
}

#[test]
fn the_loss_falls_and_the_limit_of_epochs_holds() {
    let (fitted, stages) = train(&samples(), Schedule { epochs: 7, ..DEFAULT });
    assert_eq!(fitted.stage.epoch, 7);
    assert!(!fitted.stage.converged);
    assert!(stages.windows(2).all(|pair| pair[1].loss < pair[0].loss), "{stages:?}");
}

#[test]
fn a_smaller_learning_rate_only_takes_longer() {
    let samples = Samples { fold_count: 0, ..samples() };
    let samples = Samples { folds: vec![None; samples.labels.len()], ..samples };
    let (quick, _) = train(&samples, DEFAULT);
    let (slow, _) = train(&samples, Schedule { learning_rate: 0.25, epochs: 2000, ..DEFAULT });
    assert!(slow.stage.converged && slow.stage.epoch > quick.stage.epoch);
    assert!((slow.stage.objectives[0] / quick.stage.objectives[0] - 1.0).abs() < 1e-3);
    assert!(slow.stage.held_out.is_empty());
}

#[test]
fn training_needs_two_classes() {
    let samples = Samples { classes: 1, labels: vec![0; 120], ..samples() };
    let refused = Fit::new(&samples, DEFAULT, &Device::flex()).err().expect("one class is refused");
    assert_eq!(refused.to_string(), "Training needs photos in at least two classes.");
}
