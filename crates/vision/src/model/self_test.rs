//! The start-up self-test: a test image must give the stored features, or the device is not used.
//!
//! If a driver compiles a shader wrongly, this is only logged, and its kernel leaves stale data behind. Without this
//! check, a person would get confident nonsense.

use super::Precision;
use handlens_core::config::VIEW_SIDE;
use handlens_core::{Error, Result, msg};

/// What the reference (PyTorch, float64, the baked weights) gives for [`image`](fn@image): `[1280]`, little-endian f32.
const FEATURES: &[u8] = include_bytes!("../../../../www/model/parity.f32");

/// Largest allowed distance to the stored features, relative to their norm.
pub const fn tolerance(precision: Precision) -> f32 {
    match precision {
        Precision::F32 => 1e-3,
        // Rounding the activations of fifty layers to 11 bits gives 1.3e-3.
        Precision::F16 => 5e-3,
    }
}

/// The test image, `[224, 224, 3]` with values 0 to 255: waves of three lengths that cross at a different angle in
/// each channel. It is computed with integers, so that every device gets the same image.
pub fn image() -> Vec<f32> {
    let mut pixels = Vec::with_capacity(VIEW_SIDE * VIEW_SIDE * 3);
    for y in 0..VIEW_SIDE as i32 {
        for x in 0..VIEW_SIDE as i32 {
            pixels.push(triangle(5 * x + 3 * y) as f32);
            pixels.push(triangle(2 * x - 7 * y) as f32);
            pixels.push(triangle(x * y / 16) as f32);
        }
    }
    pixels
}

/// A triangular wave of period 510 and range 0 to 255.
fn triangle(phase: i32) -> i32 {
    let phase = phase.rem_euclid(510);
    if phase > 255 { 510 - phase } else { phase }
}

/// Compares features `[1280]` of [`image`](fn@image) with the stored ones.
///
/// # Errors
///
/// When they differ by more than the [`tolerance`] for this precision, or are not finite.
pub fn check(features: &[f32], precision: Precision) -> Result<()> {
    let distance = relative_distance(features, &stored());
    // Written so that NaN fails.
    if distance <= tolerance(precision) {
        return Ok(());
    }
    Err(Error::device(msg!("device-gpu-wrong")).with_detail(format!("relative distance {distance:e}")))
}

/// ‖a − b‖ / ‖b‖; infinite when the lengths differ.
pub fn relative_distance(a: &[f32], b: &[f32]) -> f32 {
    if a.len() != b.len() {
        return f32::INFINITY;
    }
    let squares = |values: &mut dyn Iterator<Item = f32>| values.map(|value| value * value).sum::<f32>();
    let distance = squares(&mut a.iter().zip(b).map(|(a, b)| a - b));
    (distance / squares(&mut b.iter().copied())).sqrt()
}

fn stored() -> Vec<f32> {
    FEATURES.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stored_features_pass_and_wrong_ones_fail() {
        let mut features = stored();
        assert_eq!(features.len(), crate::model::FEATURE);
        assert!(check(&features, Precision::F32).is_ok());
        features.rotate_left(1);
        assert!(check(&features, Precision::F16).is_err());
        assert!(check(&[], Precision::F16).is_err());
        assert!(check(&vec![f32::NAN; crate::model::FEATURE], Precision::F16).is_err());
    }
}
