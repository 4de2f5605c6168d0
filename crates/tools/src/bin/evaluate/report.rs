//! The figures of all draws, as JSON.

use handlens_classifier::metrics::learning_curve::Expected;
use serde_json::json;

use super::arguments::Arguments;
use super::draw::{Draw, TunedDraw, Twice, Unknown};

pub(super) fn report(
    arguments: &Arguments,
    classes: &[String],
    draws: &[Draw],
    (photos, skipped, embed_seconds): (usize, usize, f64),
    backend: &str,
) -> String {
    let count = draws.len() as f64;
    let mean = |value: &dyn Fn(&Draw) -> f64| draws.iter().map(value).sum::<f64>() / count;
    let accuracy = mean(&|draw| draw.accuracy);
    let variance =
        draws.iter().map(|draw| (draw.accuracy - accuracy).powi(2)).sum::<f64>() / (count - 1.0).max(1.0);
    let per_class: serde_json::Map<String, serde_json::Value> = classes
        .iter()
        .enumerate()
        .map(|(class, name)| {
            let (total, right) = draws
                .iter()
                .map(|draw| draw.classes[class])
                .fold((0, 0), |sum, counts| (sum.0 + counts.0, sum.1 + counts.1));
            (name.clone(), json!(f64::from(right) / f64::from(total.max(1))))
        })
        .collect();
    let area = |sign: fn(&Unknown) -> f64| {
        let areas: Option<Vec<f64>> = draws.iter().map(|draw| draw.unknown.as_ref().map(sign)).collect();
        areas.map(|areas| areas.iter().sum::<f64>() / count)
    };
    let unknown = json!({
        "classes_left_out": arguments.unknown_classes,
        "softmax_alone": area(|unknown| unknown.softmax),
        "nearest_alone": area(|unknown| unknown.nearest),
        "both": area(|unknown| unknown.both),
    });
    let report = json!({
        "accuracy_mean": accuracy,
        "accuracy_standard_deviation": variance.sqrt(),
        "macro_recall_mean": mean(&|draw| draw.macro_recall),
        "recall_of_fewer_mean": arguments.fewer.map(|_| mean(&|draw| draw.recall_of_fewer.unwrap_or(0.0))),
        "fewer": arguments.fewer,
        "balanced": arguments.balance,
        "accuracy_per_class": per_class,
        "draws": draws.len(),
        "per_class": arguments.per_class,
        "photos": photos,
        "skipped": skipped,
        "photos_per_second": photos as f64 / embed_seconds,
        "fit_seconds_mean": mean(&|draw| draw.fit_seconds),
        "log_loss_mean": mean(&|draw| draw.log_loss[1]),
        "log_loss_without_temperature_mean": mean(&|draw| draw.log_loss[0]),
        "calibration_error_mean": mean(&|draw| draw.calibration_error[1]),
        "calibration_error_without_temperature_mean": mean(&|draw| draw.calibration_error[0]),
        "temperature_mean": mean(&|draw| draw.temperature),
        "unknown_auroc_mean": unknown,
        "twice_the_photos": arguments.learning.then(|| foretold(draws)),
        "tuned": draws.iter().all(|draw| draw.tuned.is_some()).then(|| tuned(draws)),
        "fit_epochs_mean": mean(&|draw| f64::from(draw.epochs)),
        "backend": backend,
    });
    format!("{report:#}")
}

/// The figures with tuned last layers.
fn tuned(draws: &[Draw]) -> serde_json::Value {
    let all: Vec<&TunedDraw> = draws.iter().filter_map(|draw| draw.tuned.as_ref()).collect();
    let mean = |value: &dyn Fn(&TunedDraw) -> f64| {
        all.iter().map(|draw| value(draw)).sum::<f64>() / all.len().max(1) as f64
    };
    let held_out = |figure: usize| [0, 1].map(|arm: usize| mean(&|draw| draw.held_out[arm][figure]));
    let kept = |of_tuned: &dyn Fn(&TunedDraw) -> f64, of_head: &dyn Fn(&Draw) -> f64| {
        let chosen = draws.iter().zip(&all);
        let values = chosen.map(|(draw, tuned)| if tuned.kept { of_tuned(tuned) } else { of_head(draw) });
        values.sum::<f64>() / all.len().max(1) as f64
    };
    let gains = draws.iter().zip(&all).map(|(draw, tuned)| tuned.accuracy - draw.accuracy);
    json!({
        "accuracy_mean": mean(&|draw| draw.accuracy),
        "gains": gains.collect::<Vec<f64>>(),
        "log_loss_mean": mean(&|draw| draw.log_loss),
        "calibration_error_mean": mean(&|draw| draw.calibration_error),
        "held_out_accuracy_with_and_without": held_out(0),
        "held_out_log_loss_with_and_without": held_out(1),
        "kept": all.iter().map(|draw| draw.kept).collect::<Vec<bool>>(),
        "accuracy_of_kept_mean": kept(&|draw| draw.accuracy, &|draw| draw.accuracy),
        "log_loss_of_kept_mean": kept(&|draw| draw.log_loss, &|draw| draw.log_loss[1]),
        "calibration_error_of_kept_mean": kept(&|draw| draw.calibration_error, &|draw| draw.calibration_error[1]),
        "seconds_mean": mean(&|draw| draw.seconds),
    })
}

/// How well the learning curves predicted the accuracy with twice the photos.
pub(super) fn foretold(draws: &[Draw]) -> serde_json::Value {
    let all: Vec<&Twice> = draws.iter().filter_map(|draw| draw.twice.as_ref()).collect();
    let known: Vec<(&Twice, Expected)> =
        all.iter().filter_map(|twice| Some((*twice, twice.expected?))).collect();
    let mean = |value: &dyn Fn(&(&Twice, Expected)) -> f64| {
        known.iter().map(value).sum::<f64>() / known.len().max(1) as f64
    };
    let within = |(twice, expected): &&(&Twice, Expected)| {
        let (low, high) = expected.range;
        (f64::from(low)..=f64::from(high)).contains(&twice.actual)
    };
    json!({
        "draws": all.len(),
        "foretold": known.len(),
        "within_range": known.iter().filter(within).count(),
        "now_mean": mean(&|(twice, _)| twice.now),
        "expected_mean": mean(&|(_, expected)| f64::from(expected.accuracy)),
        "actual_mean": mean(&|(twice, _)| twice.actual),
        "range_width_mean": mean(&|(_, expected)| f64::from(expected.range.1 - expected.range.0)),
        "absolute_error_mean": mean(&|(twice, expected)| (f64::from(expected.accuracy) - twice.actual).abs()),
        "absolute_error_of_no_change_mean": mean(&|(twice, _)| (twice.now - twice.actual).abs()),
    })
}
