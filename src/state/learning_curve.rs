//! The learning curve, in words and as points of its chart.

use crate::number_format::{percent, plain};
use crate::sorting::sort_by;
use handlens_core::message::Value;
use handlens_core::metrics::learning_curve::{Expected, LearningCurve};
use handlens_core::msg;
use handlens_i18n::t;

/// Points drawn at most; a curve has four.
const POINTS: usize = 16;

/// What twice as many photos would bring, in words; none if there is no curve.
pub fn words(curve: &LearningCurve) -> Option<String> {
    let now = percent(points(curve).last()?.1);
    let Some(twice) = &curve.twice else {
        return Some(t!("learning-too-few"));
    };
    let (low, high) = (percent(twice.range.0), percent(twice.range.1));
    let then = percent(twice.accuracy);
    Some(if then == now {
        t!("learning-twice-same", then = then, low = low, high = high)
    } else {
        t!("learning-twice", then = then, now = now, low = low, high = high)
    })
}

/// A description of the chart for screen readers.
pub fn description(curve: &LearningCurve) -> String {
    let of_point = |(photos, accuracy, _): (f64, f32, _)| match number(photos) {
        photos if photos == "1" => msg!("learning-point-one", share = percent(accuracy)),
        photos => msg!("learning-point", share = percent(accuracy), photos = photos),
    };
    let points = points(curve).into_iter().map(of_point);
    let points = points.reduce(|before, last| msg!("learning-points", before = before, last = last));
    points.map(|points| t!("learning-description", points = points)).unwrap_or_default()
}

/// The points that can be drawn, in rising order: photos per class, accuracy and its interval.
pub fn points(curve: &LearningCurve) -> Vec<(f64, f32, (f32, f32))> {
    let known = curve.points.iter().filter(|point| point.photos.is_finite() && point.photos > 0.0);
    let mut points: Vec<(f64, f32, (f32, f32))> = known
        .filter(|point| (0.0..=1.0).contains(&point.accuracy))
        .map(|point| (f64::from(point.photos), point.accuracy, point.interval))
        .take(POINTS)
        .collect();
    sort_by(&mut points, |a, b| a.0.total_cmp(&b.0));
    points
}

/// The expected accuracy from the last point `(photos, accuracy)` to twice the photos, as pairs like the point, evenly
/// spaced on a logarithmic axis.
pub fn drawn_on(twice: &Expected, (photos, accuracy): (f64, f32), steps: usize) -> Vec<(f64, f64)> {
    let now = twice.law.at(1.0).max(f64::MIN_POSITIVE);
    let wrong = 1.0 - f64::from(accuracy);
    (0..=steps)
        .map(|step| 2_f64.powf(step as f64 / steps.max(1) as f64))
        .map(|times| (photos * times, 1.0 - wrong * twice.law.at(times) / now))
        .collect()
}

/// A number of photos as a tick label; whole from 10 on.
pub fn number(photos: f64) -> String {
    let number = if photos < 9.95 { plain((photos * 10.0).round() / 10.0) } else { format!("{photos:.0}") };
    t!("number-alone", number = Value::Decimal(number))
}

/// The lower end of the vertical axis: the multiple of 0.1 below everything drawn.
pub fn bottom(curve: &LearningCurve) -> f64 {
    let lows =
        points(curve).into_iter().map(|(.., (low, _))| low).chain(curve.twice.map(|twice| twice.range.0));
    let least = lows.filter(|low| low.is_finite()).fold(1.0_f32, f32::min);
    ((f64::from(least) * 10.0).floor() / 10.0).clamp(0.0, 0.9)
}

#[cfg(test)]
mod tests {
    use super::*;
    use handlens_core::metrics::learning_curve::{Law, Point};

    fn curve(accuracy: f32, twice: Option<f32>) -> LearningCurve {
        let point = |photos, accuracy| Point { photos, accuracy, interval: (accuracy - 0.1, accuracy) };
        LearningCurve {
            points: vec![point(2.0, accuracy - 0.2), point(8.0, accuracy)],
            twice: twice.map(|twice| Expected {
                accuracy: twice,
                range: (twice - 0.05, twice + 0.05),
                law: Law { a: 0.2, b: 0.5, c: 0.0 },
            }),
        }
    }

    #[test]
    fn the_sentence_says_what_is_known_and_no_more() {
        let words = |curve: &LearningCurve| words(curve).map(|words| words.replace('\u{a0}', " "));
        assert_eq!(
            words(&curve(0.8, Some(0.85))).as_deref(),
            Some(
                "With twice as many photos, expect about 85 % right on unseen photos instead of 80 %, between 80 % and 90 %."
            )
        );
        let same = words(&curve(0.8, Some(0.801))).expect("a sentence");
        assert!(same.starts_with("Twice as many photos would change little: still about 80 %"), "{same}");
        assert!(words(&curve(0.8, None)).is_some_and(|words| words.contains("Too few photos")));
        assert_eq!(words(&LearningCurve::default()), None);
    }

    #[test]
    fn what_is_drawn_lies_within_the_axes() {
        let curve = curve(0.8, Some(0.85));
        assert!((bottom(&curve) - 0.5).abs() < 1e-9);
        let on = drawn_on(&curve.twice.expect("it is known"), (8.0, 0.8), 4);
        assert_eq!(on.len(), 5);
        assert!((on[0].1 - 0.8).abs() < 1e-6 && (on[4].0 - 16.0).abs() < 1e-9);
        assert!(on.windows(2).all(|pair| pair[0].1 < pair[1].1));
        assert_eq!(
            (number(2.04), number(9.6), number(38.4)),
            ("2".to_owned(), "9.6".to_owned(), "38".to_owned())
        );
    }
}
