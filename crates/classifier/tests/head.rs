//! The head against scikit-learn's L-BFGS on the same features (tests/reference/make_head.py), and against a plain
//! solver in double precision.

#[path = "../../../tests/fixtures/files.rs"]
mod fixtures;
#[path = "../../../tests/fixtures/synthetic.rs"]
mod synthetic;
use burn::tensor::Device;
use fixtures::Tensors;
use handlens_classifier::matrix::Matrix;
use handlens_classifier::train::fit::Schedule;
use handlens_classifier::train::{Fit, Fitted, Progress, Samples};
use handlens_i18n::Localise;

const DEFAULT: Schedule = Schedule { learning_rate: 1.0, weight_decay: 0.01, epochs: 500, balanced: false };

fn samples() -> Samples {
    let file = Tensors::open("head.safetensors");
    Samples {
        vectors: Matrix::of(file.floats("features"), 1280),
        labels: file.counts("labels"),
        classes: 5,
        folds: file.counts("folds").into_iter().map(Some).collect(),
        fold_count: 5,
    }
}

/// Trains to the end and keeps every state on the way.
fn train(samples: &Samples, schedule: Schedule) -> (Fitted, Vec<Progress>) {
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
    for (vector, expected) in samples.vectors.rows().zip(reference.chunks_exact(5)) {
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

/// The reference samples with classes of unequal size.
fn unequal(file: &Tensors) -> Samples {
    let (all, kept) = (samples(), file.counts("kept"));
    let rows = kept.iter().flat_map(|row| all.vectors.row(*row));
    Samples {
        vectors: Matrix::of(rows.copied().collect(), 1280),
        labels: kept.iter().map(|row| all.labels[*row]).collect(),
        folds: kept.iter().map(|row| all.folds[*row]).collect(),
        ..all
    }
}

#[test]
fn balanced_heads_are_those_of_scikit_learn_with_balanced_class_weights() {
    let file = Tensors::open("balanced.safetensors");
    let samples = unequal(&file);
    let (fitted, _) = train(&samples, Schedule { balanced: true, ..DEFAULT });
    assert!(fitted.stage.converged, "after {} epochs", fitted.stage.epoch);
    for (head, (reached, best)) in fitted.stage.objectives.iter().zip(file.floats("objective")).enumerate() {
        let gap = reached / best - 1.0;
        assert!((-1e-4..1e-3).contains(&gap), "head {head} ends {gap:e} from the optimum");
    }
    let reference = file.floats("probabilities");
    let count = samples.labels.len();
    let near = |ours: &[f32], start: usize| {
        ours.iter().zip(&reference[start * 5..(start + 1) * 5]).all(|(a, b)| (a - b).abs() < 0.015)
    };
    let (plain, _) = train(&samples, DEFAULT);
    let mut apart = 0;
    for (row, vector) in samples.vectors.rows().enumerate() {
        let answer = fitted.head.probabilities(vector);
        assert!(near(&answer, row), "{answer:?}");
        let head = 1 + samples.folds[row].expect("every photo has a fold");
        let answer = &fitted.stage.held_out[row];
        assert!(near(answer, head * count + row), "{answer:?}");
        apart += usize::from(!near(&plain.head.probabilities(vector), row));
    }
    assert!(apart > 4, "weights that change nothing prove nothing: {apart} answers differ");
}

#[test]
fn classes_of_equal_size_are_balanced_already() {
    let samples = Samples { fold_count: 0, ..synthetic::samples(60, 3, 3) };
    let mut rows: Vec<usize> = Vec::new();
    for class in 0..3 {
        rows.extend((0..60).filter(|row| samples.labels[*row] == class).take(8));
    }
    let equal = Samples {
        vectors: Matrix::of(rows.iter().flat_map(|row| samples.vectors.row(*row).to_vec()).collect(), 1280),
        labels: rows.iter().map(|row| samples.labels[*row]).collect(),
        folds: vec![None; rows.len()],
        ..samples
    };
    assert_eq!(equal.labels.len(), 24);
    let (plain, _) = train(&equal, DEFAULT);
    let (balanced, _) = train(&equal, Schedule { balanced: true, ..DEFAULT });
    assert!((plain.stage.objectives[0] - balanced.stage.objectives[0]).abs() < 1e-5);
}

/// Nothing of a held-out photo leaks into its own evaluation: a different label for it changes nothing there.
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
    assert_eq!(refused.text(), "Training needs photos in at least two classes.");
}

/// Vectors with nearly all variance in a few directions, far from the origin; overlapping classes of 80 samples down to
/// 5.
fn hard() -> Samples {
    let mut random = fastrand::Rng::with_seed(5);
    let (dimensions, classes, count) = (32, 10, 400);
    let mut noise = |scale: f32| (0..6).map(|_| random.f32() - 0.5).sum::<f32>() * scale;
    let directions: Vec<f32> = (0..dimensions * dimensions).map(|_| noise(1.0)).collect();
    let centres: Vec<f32> = (0..classes * dimensions).map(|_| noise(0.8)).collect();
    let sizes = [80, 75, 65, 55, 45, 30, 20, 15, 10, 5];
    let labels: Vec<usize> = (0..classes).flat_map(|class| vec![class; sizes[class]]).collect();
    let mut vectors = Vec::new();
    for label in &labels {
        let mut vector = vec![3.0; dimensions];
        for factor in 0..dimensions {
            let amount =
                (centres[label * dimensions + factor] + noise(1.0)) * 4.0 * 0.85_f32.powi(factor as i32);
            let direction = &directions[factor * dimensions..(factor + 1) * dimensions];
            vector.iter_mut().zip(direction).for_each(|(value, part)| *value += amount * part);
        }
        vectors.extend(vector);
    }
    let folds = (0..count).map(|sample| (sample % 11 != 0).then_some(sample % 3)).collect();
    Samples { vectors: Matrix::of(vectors, dimensions), labels, classes, folds, fold_count: 3 }
}

/// The minimum of one head's objective, by accelerated gradient descent in double precision. `seen` says which samples
/// it sees.
fn optimum(samples: &Samples, weight_decay: f64, seen: impl Fn(usize) -> bool) -> f64 {
    let (d, c) = (samples.vectors.columns(), samples.classes);
    let rows: Vec<usize> = (0..samples.labels.len()).filter(|row| seen(*row)).collect();
    let count = rows.len() as f64;
    let value = |row: usize, column: usize| f64::from(samples.vectors.row(row)[column]);
    let mean: Vec<f64> =
        (0..d).map(|column| rows.iter().map(|row| value(*row, column)).sum::<f64>() / count).collect();
    // A last column of ones stands for the bias.
    let vectors: Vec<Vec<f64>> = rows
        .iter()
        .map(|row| (0..d).map(|column| value(*row, column) - mean[column]).chain([1.0]).collect())
        .collect();
    let spread: f64 = vectors.iter().flatten().map(|value| value * value).sum::<f64>() / count;
    let step = 1.0 / (0.5 * spread + weight_decay);
    let (mut now, mut before) = (vec![0.0; (d + 1) * c], vec![0.0; (d + 1) * c]);
    let mut momentum = 1.0_f64;
    loop {
        let grown = f64::midpoint((4.0 * momentum * momentum + 1.0).sqrt(), 1.0);
        let pull = (momentum - 1.0) / grown;
        let ahead: Vec<f64> =
            now.iter().zip(&before).map(|(now, before)| now + (now - before) * pull).collect();
        let mut gradient: Vec<f64> = ahead.iter().map(|weight| weight * weight_decay).collect();
        gradient[d * c..].fill(0.0);
        let mut objective =
            ahead[..d * c].iter().map(|weight| weight * weight).sum::<f64>() * 0.5 * weight_decay;
        for (vector, row) in vectors.iter().zip(&rows) {
            let mut logits = vec![0.0; c];
            for (value, weights) in vector.iter().zip(ahead.chunks_exact(c)) {
                logits.iter_mut().zip(weights).for_each(|(logit, weight)| *logit += value * weight);
            }
            let total: f64 = logits.iter().map(|logit| logit.exp()).sum();
            objective += (total.ln() - logits[samples.labels[*row]]) / count;
            let errors: Vec<f64> = (0..c)
                .map(|class| {
                    (logits[class].exp() / total - f64::from(u8::from(class == samples.labels[*row]))) / count
                })
                .collect();
            for (value, slopes) in vector.iter().zip(gradient.chunks_exact_mut(c)) {
                slopes.iter_mut().zip(&errors).for_each(|(slope, error)| *slope += value * error);
            }
        }
        let left = gradient[..d * c].iter().map(|slope| slope * slope).sum::<f64>() / (2.0 * weight_decay)
            + gradient[d * c..].iter().map(|slope| slope.abs()).sum::<f64>();
        if left < 1e-4 * objective {
            return objective;
        }
        let next: Vec<f64> = ahead.iter().zip(&gradient).map(|(ahead, slope)| ahead - slope * step).collect();
        let uphill = next
            .iter()
            .zip(&now)
            .zip(&gradient)
            .map(|((next, now), slope)| (next - now) * slope)
            .sum::<f64>();
        before = std::mem::replace(&mut now, next);
        momentum = if uphill > 0.0 { 1.0 } else { grown };
    }
}

#[test]
fn correlated_vectors_and_unequal_classes_reach_the_optimum_too() {
    let samples = hard();
    let (fitted, _) = train(&samples, DEFAULT);
    assert!(fitted.stage.converged, "after {} epochs", fitted.stage.epoch);
    for (head, reached) in fitted.stage.objectives.iter().enumerate().take(2) {
        let best = optimum(&samples, 0.01, |row| head == 0 || samples.folds[row] != Some(head - 1));
        let gap = f64::from(*reached) / best - 1.0;
        assert!((-1e-4..1e-3).contains(&gap), "head {head} ends {gap:e} from the optimum");
    }
}

#[test]
fn vectors_like_those_of_photos_reach_the_optimum_whatever_the_weight_decay() {
    for weight_decay in [1e-4, 1e-2, 1.0] {
        let (fitted, stages) = train(&synthetic::samples(300, 12, 3), Schedule { weight_decay, ..DEFAULT });
        assert!(fitted.stage.converged, "after {} epochs at {weight_decay}", fitted.stage.epoch);
        let falls = |pair: &[Progress]| pair[1].objectives[0] <= pair[0].objectives[0] * 1.0001;
        assert!(stages.windows(2).all(falls));
    }
}

#[test]
fn the_same_samples_give_the_same_head() {
    let (first, stages) = train(&hard(), DEFAULT);
    let (second, again) = train(&hard(), DEFAULT);
    assert_eq!(first.head, second.head);
    assert_eq!(first.stage.held_out, second.stage.held_out);
    assert_eq!(stages.len(), again.len());
}
