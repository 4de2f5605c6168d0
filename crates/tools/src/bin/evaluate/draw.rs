//! One draw: some photos of each class are trained on, the others are tested.

use std::time::Instant;

use handlens_backbone::Backbone;
use handlens_classifier::metrics::calibration::{calibration_error, reliability, tempered};
use handlens_classifier::metrics::learning_curve::Expected;
use handlens_classifier::metrics::roc::auroc;
use handlens_classifier::metrics::unknown::distance;
use handlens_classifier::metrics::{argmax, log_loss};
use handlens_classifier::pipeline::{BINS, Evaluation};
use handlens_vision::model::cpu::tail::Tail;

use super::arguments::Arguments;
use super::data_set::Embedded;
use super::training::{Trained, fit, learning};
use super::tuned::{Tuned, tune};

/// Result of one draw.
pub(super) struct Draw {
    pub(super) accuracy: f64,
    /// Unweighted mean recall of the classes, and recall of the class with fewer photos.
    pub(super) macro_recall: f64,
    pub(super) recall_of_fewer: Option<f64>,
    /// For each class, photos tested and predicted correctly.
    pub(super) classes: Vec<(u32, u32)>,
    pub(super) fit_seconds: f64,
    pub(super) epochs: u32,
    /// Mean negative log-likelihood of the true class, and expected calibration error; each before and after
    /// temperature scaling.
    pub(super) log_loss: [f64; 2],
    pub(super) calibration_error: [f64; 2],
    pub(super) temperature: f64,
    pub(super) unknown: Option<Unknown>,
    pub(super) twice: Option<Twice>,
    pub(super) tuned: Option<TunedDraw>,
}

/// The figures of a draw with tuned last layers.
pub(super) struct TunedDraw {
    pub(super) accuracy: f64,
    pub(super) log_loss: f64,
    pub(super) calibration_error: f64,
    /// Whether the tuned layers answer: they always do unless the head alone may be better.
    pub(super) kept: bool,
    /// Held-out accuracy and log loss: with the tuned layers, and without.
    pub(super) held_out: [[f64; 2]; 2],
    pub(super) seconds: f64,
}

/// Held-out accuracy now, expected from the learning curve for twice the photos, and measured with twice the
/// photos.
pub(super) struct Twice {
    pub(super) now: f64,
    pub(super) expected: Option<Expected>,
    pub(super) actual: f64,
}

/// AUROC of photos of no class against photos of the classes: by each signal alone, and by both.
pub(super) struct Unknown {
    pub(super) softmax: f64,
    pub(super) nearest: f64,
    pub(super) both: f64,
}

/// Draws K photos per class, trains on them and tests on the rest, or on `test`.
pub(super) fn one_draw(
    (backbone, tail): (&Backbone, Option<&Tail>),
    pool: &[Embedded],
    test: Option<&[Embedded]>,
    classes: usize,
    arguments: &Arguments,
    draw: u64,
) -> Result<Draw, String> {
    let mut random = fastrand::Rng::with_seed(arguments.seed.wrapping_mul(1_000_003).wrapping_add(draw));
    let mut order: Vec<usize> = (0..classes).collect();
    random.shuffle(&mut order);
    let mut known = order.split_off(arguments.unknown_classes.min(classes));
    known.sort_unstable();
    if known.len() < 2 {
        return Err("--unknown-classes leaves fewer than two classes".to_owned());
    }
    let label = |photo: &Embedded| known.iter().position(|class| *class == photo.class);
    let small = arguments.fewer.map(|_| known[draw as usize % known.len()]);
    let mut chosen = vec![false; pool.len()];
    let mut left_out = vec![false; pool.len()];
    for class in &known {
        let mut members: Vec<usize> = (0..pool.len()).filter(|index| pool[*index].class == *class).collect();
        if members.len() < arguments.per_class {
            return Err(format!(
                "a class has {} photos, fewer than --per-class {}",
                members.len(),
                arguments.per_class
            ));
        }
        random.shuffle(&mut members);
        let count = arguments.fewer.filter(|_| Some(*class) == small).unwrap_or(arguments.per_class);
        members.iter().take(count).for_each(|index| chosen[*index] = true);
        // The photos that the other classes have in addition are not tested either, so that all classes are
        // tested alike.
        members.iter().take(arguments.per_class).skip(count).for_each(|index| left_out[*index] = true);
    }
    let train: Vec<(&Embedded, usize)> = pool
        .iter()
        .zip(&chosen)
        .filter(|(_, chosen)| **chosen)
        .filter_map(|(photo, _)| Some((photo, label(photo)?)))
        .collect();
    let start = Instant::now();
    let trained = fit(backbone, &train, known.len(), arguments.balance)?;
    let fit_seconds = start.elapsed().as_secs_f64();

    let tuned = tail
        .map(|tail| tune(backbone, tail, &train, arguments.balance, &trained, arguments.layers))
        .transpose()?;
    let used = chosen.iter().zip(&left_out).map(|(chosen, left_out)| *chosen || *left_out);
    let twice = if arguments.learning {
        let members = |class: usize| (0..pool.len()).filter(move |index| pool[*index].class == class);
        let mut doubled = train.clone();
        for class in &known {
            let mut more: Vec<usize> = members(*class).filter(|index| !chosen[*index]).collect();
            random.shuffle(&mut more);
            doubled.extend(
                more.iter()
                    .take(arguments.per_class)
                    .filter_map(|index| Some((&pool[*index], label(&pool[*index])?))),
            );
        }
        let curve = learning(backbone, &train, arguments.balance, &trained)?;
        let actual = fit(backbone, &doubled, known.len(), arguments.balance)?.held_out_accuracy();
        Some(Twice { now: trained.held_out_accuracy(), expected: curve.twice, actual })
    } else {
        None
    };

    let rest = pool.iter().zip(used).filter(|(_, used)| !used).map(|(e, _)| e);
    let tested: Vec<&Embedded> = test.map_or_else(|| rest.collect(), |test| test.iter().collect());
    let (mut counts, mut probabilities, mut labels) = (vec![(0, 0); classes], Vec::new(), Vec::new());
    let mut of_tuned = Vec::new();
    for photo in &tested {
        let Some(label) = label(photo) else { continue };
        let of_photo = trained.predictor.head.probabilities(&photo.vector);
        counts[photo.class].0 += 1;
        counts[photo.class].1 += u32::from(argmax(&of_photo) == Some(label));
        probabilities.push(of_photo);
        labels.push(label);
        of_tuned.extend(tuned.as_ref().map(|tuned| tuned.probabilities(photo)));
    }
    let after: Vec<Vec<f32>> =
        probabilities.iter().map(|p| tempered(p, trained.evaluation.temperature)).collect();
    let none = || "no photo is left to test on".to_owned();
    let losses = [&probabilities, &after].map(|p| log_loss(p, &labels).ok_or_else(none));
    let errors = [&probabilities, &after].map(|p| calibration_error(&reliability(p, &labels, BINS)));
    let [before, now] = losses;
    let right: u32 = counts.iter().map(|(_, right)| right).sum();
    let recall = |class: &usize| f64::from(counts[*class].1) / f64::from(counts[*class].0.max(1));
    Ok(Draw {
        accuracy: f64::from(right) / labels.len().max(1) as f64,
        macro_recall: known.iter().map(recall).sum::<f64>() / known.len() as f64,
        recall_of_fewer: small.as_ref().map(recall),
        classes: counts,
        fit_seconds,
        epochs: trained.epochs,
        log_loss: [before?, now?],
        calibration_error: errors.map(f64::from),
        temperature: f64::from(trained.evaluation.temperature),
        twice,
        tuned: tuned.map(|tuned| tuned_draw(&tuned, &of_tuned, &labels).ok_or_else(none)).transpose()?,
        unknown: unknown(&trained, &train, &tested, |photo| label(photo).is_some()),
    })
}

/// The figures with tuned layers; `probabilities` are those of the tested photos.
fn tuned_draw(tuned: &Tuned, probabilities: &[Vec<f32>], labels: &[usize]) -> Option<TunedDraw> {
    let result = tuned.result();
    let after: Vec<Vec<f32>> =
        probabilities.iter().map(|of_photo| tempered(of_photo, result.ensemble.temperature)).collect();
    let right =
        after.iter().zip(labels).filter(|(of_photo, label)| argmax(of_photo) == Some(**label)).count();
    let held_out = |evaluation: &Evaluation| {
        let loss = log_loss(&evaluation.probabilities, &evaluation.labels);
        [evaluation.confusion.accuracy().map_or(0.0, f64::from), loss.unwrap_or_default()]
    };
    Some(TunedDraw {
        accuracy: right as f64 / labels.len().max(1) as f64,
        log_loss: log_loss(&after, labels)?,
        calibration_error: f64::from(calibration_error(&reliability(&after, labels, BINS))),
        kept: tuned.kept,
        held_out: [held_out(&result.ensemble), held_out(&result.pretrained)],
        seconds: tuned.seconds,
    })
}

/// How well photos of no class are told from photos of the classes; none if one of the two kinds is missing.
pub(super) fn unknown(
    trained: &Trained,
    train: &[(&Embedded, usize)],
    tested: &[&Embedded],
    is_known: impl Fn(&Embedded) -> bool,
) -> Option<Unknown> {
    trained.predictor.unknown?;
    let (mut of_none, mut of_classes) = (vec![Vec::new(); 3], vec![Vec::new(); 3]);
    for photo in tested {
        let far = distance(&photo.vector, train.iter().map(|(other, _)| other.vector.as_slice()));
        let answer = trained.predictor.answer(&photo.vector, far);
        let scores = if is_known(photo) { &mut of_classes } else { &mut of_none };
        for (scores, value) in scores.iter_mut().zip([answer.uncertainty(), far, answer.unknown?]) {
            scores.push(value);
        }
    }
    let area = |sign: usize| auroc(&of_none[sign], &of_classes[sign]);
    Some(Unknown { softmax: area(0)?, nearest: area(1)?, both: area(2)? })
}
