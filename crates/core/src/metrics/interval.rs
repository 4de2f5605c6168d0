//! Confidence intervals of shares.

use std::collections::HashMap;

/// The 95 % Wilson score interval of a share `right / total` (Wilson 1927), both ends between 0 and 1.
///
/// Unlike the normal approximation, it holds for few photos and for shares near 0 or 1. Without photos it is 0 to 1.
pub fn wilson(right: u32, total: u32) -> (f32, f32) {
    wilson_of_groups(right, total, f64::from(total))
}

/// The same for an effective sample size of [`independent`] photos.
pub fn wilson_of_groups(right: u32, total: u32, independent: f64) -> (f32, f32) {
    const Z: f64 = 1.959_963_984_540_054;
    if total == 0 || independent <= 0.0 {
        return (0.0, 1.0);
    }
    let n = independent;
    let share = f64::from(right) / f64::from(total);
    let middle = share + Z * Z / (2.0 * n);
    let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    let end = |value: f64| (value / scale).clamp(0.0, 1.0) as f32;
    // Exact where none or all are right; rounding would miss it by a hair.
    let low = if right == 0 { 0.0 } else { end(middle - spread) };
    let high = if right == total { 1.0 } else { end(middle + spread) };
    (low, high)
}

/// Kish's effective sample size `(Σ m)² / Σ m²` over groups of `m` photos (Kish 1965), from the group of each photo.
/// Photos of one group are near-duplicates and assumed to be right or wrong together: groups of equal size count as
/// one photo each. If there are no near-duplicates, every photo counts in full.
pub fn independent(groups: impl IntoIterator<Item = usize>) -> f64 {
    let mut sizes: HashMap<usize, u32> = HashMap::new();
    for group in groups {
        *sizes.entry(group).or_default() += 1;
    }
    // Integers, so that the order of the hash map does not affect the result.
    let sum: u64 = sizes.values().map(|size| u64::from(*size)).sum();
    let squares: u64 = sizes.values().map(|size| u64::from(*size).pow(2)).sum();
    (sum as f64).powi(2) / squares.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_agrees_with_published_values() {
        // Newcombe 1998, table I, method 3: 81 of 263, 15 of 148, 0 of 20 and 29 of 29.
        for (right, total, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (29, 29, 0.8830, 1.0),
        ] {
            let (lower, upper) = wilson(right, total);
            assert!((lower - low).abs() < 1e-4 && (upper - high).abs() < 1e-4, "{lower} {upper}");
        }
        assert_eq!(wilson(0, 0), (0.0, 1.0));
    }

    #[test]
    fn frames_of_a_burst_make_an_answer_no_surer() {
        let scenes = 40;
        let frames = |count: usize| (0..scenes).flat_map(move |scene| std::iter::repeat_n(scene, count));
        assert!((independent(frames(1)) - 40.0).abs() < 1e-9);
        assert!((independent(frames(3)) - 40.0).abs() < 1e-9);
        let alone = wilson(30, 40);
        let of_bursts = wilson_of_groups(90, 120, independent(frames(3)));
        assert!((alone.0 - of_bursts.0).abs() < 1e-6 && (alone.1 - of_bursts.1).abs() < 1e-6);
        // One long burst among single photos makes the result less certain than either would be alone.
        let uneven = independent(frames(1).chain(std::iter::repeat_n(99, 40)));
        assert!((3.0..4.0).contains(&uneven), "{uneven}");
        assert_eq!((independent([]), wilson_of_groups(0, 0, 0.0)), (0.0, (0.0, 1.0)));
    }
}
