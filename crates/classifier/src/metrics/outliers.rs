//! Which of many values stand out: how far each lies above the median, in terms of the median absolute deviation.
//! Outliers hardly affect either (Iglewicz & Hoaglin 1993).

/// The median absolute deviation of a normal distribution, as a share of its standard deviation.
const OF_NORMAL: f32 = 0.674_5;

/// How many standard deviations each value lies above the median; negative below it. The standard deviation is
/// estimated from the median absolute deviation. All 0 if more than half of the values are equal.
pub fn deviations(values: &[f32]) -> Vec<f32> {
    let middle = median(values.to_vec());
    let spread = median(values.iter().map(|value| (value - middle).abs()).collect()) / OF_NORMAL;
    let deviation = |value: &f32| if spread > 0.0 { (value - middle) / spread } else { 0.0 };
    values.iter().map(deviation).collect()
}

/// The median, the upper one of an even number of values; 0 for an empty list.
fn median(mut values: Vec<f32>) -> f32 {
    if values.is_empty() {
        return 0.0;
    }
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_out_does_so_however_far_and_moves_nothing_else() {
        let mut random = fastrand::Rng::with_seed(0);
        let normal = |random: &mut fastrand::Rng| (0..12).map(|_| random.f32()).sum::<f32>() - 6.0;
        let mut values: Vec<f32> = (0..500).map(|_| 3.0 + 0.5 * normal(&mut random)).collect();
        let before = deviations(&values);
        let spread = (before.iter().map(|value| value * value).sum::<f32>() / 500.0).sqrt();
        assert!((spread - 1.0).abs() < 0.15, "{spread}");
        values.extend([6.0, 600.0]);
        let after = deviations(&values);
        assert!(after[500] > 4.0 && after[501] > after[500]);
        assert!(before.iter().zip(&after).all(|(before, after)| (before - after).abs() < 0.1));
    }

    #[test]
    fn where_values_are_the_same_none_stands_out() {
        assert_eq!(deviations(&[2.0; 5]), [0.0; 5]);
        assert_eq!(deviations(&[]), Vec::<f32>::new());
    }
}
