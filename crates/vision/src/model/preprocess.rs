//! The only way in which pixels enter the network, for training, prediction and an exported graph alike.

use super::TOTAL_STRIDE;
use handlens_core::{Error, Result, msg};

/// Centre of the input range: `(x − 127) / 128`, as these weights were trained.
///
/// The mean and standard deviation in the README of the weights' package are wrong for these weights: with them,
/// accuracy on the same ImageNet photos is 78.8 % instead of 89.2 %.
pub const MIDDLE: f32 = 127.0;
/// Half range of the input, see [`MIDDLE`].
pub const HALF_RANGE: f32 = 128.0;

/// Normalises a view's value: 0 to 255 → −0.99 to 1.
pub fn normalised(value: f32) -> f32 {
    (value - MIDDLE) / HALF_RANGE
}

/// Number of values in a view of this side, `[side, side, 3]`.
pub const fn view_values(side: usize) -> usize {
    3 * side * side
}

/// The side of a view `[side, side, 3]`.
///
/// # Errors
///
/// When it is not square, or its side is no multiple of [`TOTAL_STRIDE`].
pub fn side_of(view: &[f32]) -> Result<usize> {
    let side = (view.len() / 3).isqrt();
    if side > 0 && side.is_multiple_of(TOTAL_STRIDE) && view.len() == view_values(side) {
        return Ok(side);
    }
    Err(Error::model(msg!("model-view-of-wrong-size")).with_detail(view.len()))
}

/// Views of one side S, `[S, S, 3]` with values 0 to 255 → one batch `[B, 3, S, S]` with values −0.99 to 1.
pub fn normalise(views: &[Vec<f32>]) -> Vec<f32> {
    let mut batch = Vec::with_capacity(views.iter().map(Vec::len).sum());
    for view in views {
        for channel in 0..3 {
            batch.extend(view.chunks_exact(3).map(|pixel| normalised(pixel[channel])));
        }
    }
    batch
}

/// One view `[S, S, 3]` with values 0 to 255 → `[S + 1, S + 1, 3]`, normalised, with the zeros that the first
/// convolution's "same" padding adds at the end. Returns S.
///
/// # Errors
///
/// As [`side_of`].
pub fn normalise_padded(view: &[f32], padded: &mut Vec<f32>) -> Result<usize> {
    let side = side_of(view)?;
    padded.clear();
    for row in view.chunks_exact(3 * side) {
        padded.extend(row.iter().map(|value| normalised(*value)));
        padded.extend([0.0; 3]);
    }
    padded.resize(3 * (side + 1) * (side + 1), 0.0);
    Ok(side)
}
