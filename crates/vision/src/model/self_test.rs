//! The start-up self-test: a test image must give the stored features, or the device is not used.
//!
//! If a driver compiles a shader wrongly, this is only logged, and its kernel leaves stale data behind. Without this
//! check, a person would get confident nonsense.

use super::FEATURE;
use super::Precision;
use handlens_core::config::{LARGE_VIEW_SIDE, VIEW_SIDE};
use handlens_core::{Error, Result, msg};

/// What the reference (PyTorch, float64, the baked weights) gives for the [`images`]: `[2, 1280]`, little-endian f32.
const FEATURES: &[u8] = include_bytes!("../../../../www/model/parity.f32");

/// Largest allowed distance to the stored features, relative to their norm.
pub const fn tolerance(precision: Precision) -> f32 {
    match precision {
        Precision::F32 => 1e-3,
        // Rounding the activations of fifty layers to 11 bits gives 1.3e-3.
        Precision::F16 => 5e-3,
    }
}

/// The test images, one for each size of view, since each has kernels of its own on a GPU.
pub fn images() -> [Vec<f32>; 2] {
    [VIEW_SIDE, LARGE_VIEW_SIDE].map(image)
}

/// A test image, `[side, side, 3]` with values 0 to 255: waves of three lengths that cross at a different angle in
/// each channel. It is computed with integers, so that every device gets the same image.
fn image(side: usize) -> Vec<f32> {
    let mut pixels = Vec::with_capacity(side * side * 3);
    for y in 0..side as i32 {
        for x in 0..side as i32 {
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

/// Compares features `[1280]` of the [`images`] with the stored ones.
///
/// # Errors
///
/// When they differ by more than the [`tolerance`] for this precision, or are not finite.
pub fn check(features: &[Vec<f32>], precision: Precision) -> Result<()> {
    for (place, stored) in stored().iter().enumerate() {
        let distance = relative_distance(features.get(place).map_or(&[], Vec::as_slice), stored);
        // NaN is not more than anything.
        if distance.is_nan() || distance > tolerance(precision) {
            let detail = format!("relative distance {distance:e}");
            return Err(Error::device(msg!("device-gpu-wrong")).with_detail(detail));
        }
    }
    Ok(())
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

fn stored() -> Vec<Vec<f32>> {
    let values: Vec<f32> = FEATURES.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    values.chunks_exact(FEATURE).map(<[f32]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stored_features_pass_and_wrong_ones_fail() {
        let mut features = stored();
        assert_eq!(features.len(), images().len());
        assert!(check(&features, Precision::F32).is_ok());
        assert!(check(&features[..1], Precision::F32).is_err());
        for wrong in [Vec::new(), vec![f32::NAN; FEATURE], features[0].clone()] {
            assert!(check(&[features[0].clone(), wrong], Precision::F16).is_err());
        }
        features[0].rotate_left(1);
        assert!(check(&features, Precision::F16).is_err());
    }
}
