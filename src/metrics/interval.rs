//! How sure a share can be, from so many photos.

/// The 95 % Wilson score interval of a share `right / total` (Wilson 1927), both ends between 0 and 1.
///
/// Unlike the normal approximation it stays honest for few photos and for shares near 0 or 1. Without photos it is
/// everything, 0 to 1.
pub fn wilson(right: u32, total: u32) -> (f32, f32) {
    const Z: f64 = 1.959_963_984_540_054;
    if total == 0 {
        return (0.0, 1.0);
    }
    let n = f64::from(total);
    let share = f64::from(right) / n;
    let middle = share + Z * Z / (2.0 * n);
    let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    let end = |value: f64| (value / scale).clamp(0.0, 1.0) as f32;
    // Exactly where none or all are right, which rounding would miss by a hair.
    let low = if right == 0 { 0.0 } else { end(middle - spread) };
    let high = if right == total { 1.0 } else { end(middle + spread) };
    (low, high)
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
}
