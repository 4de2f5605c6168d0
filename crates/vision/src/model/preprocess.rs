//! The only way in which pixels enter the network, for training, prediction and an exported graph alike.

use handlens_core::config::VIEW_SIDE;
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

/// Number of values in one normalised view.
pub const VIEW_VALUES: usize = 3 * VIEW_SIDE * VIEW_SIDE;

/// Views `[224, 224, 3]` with values 0 to 255 → one batch `[B, 3, 224, 224]` with values −0.99 to 1.
pub fn normalise(views: &[Vec<f32>]) -> Vec<f32> {
    let pixels = VIEW_SIDE * VIEW_SIDE;
    let mut batch = Vec::with_capacity(views.len() * VIEW_VALUES);
    for view in views {
        debug_assert_eq!(view.len(), VIEW_VALUES);
        for channel in 0..3 {
            batch.extend(view.chunks_exact(3).take(pixels).map(|pixel| normalised(pixel[channel])));
        }
    }
    batch
}

/// One view `[224, 224, 3]` with values 0 to 255 → `[225, 225, 3]`, normalised, with the zeros that the first
/// convolution's "same" padding adds at the end.
///
/// # Errors
///
/// When the view has another size.
pub fn normalise_padded(view: &[f32], padded: &mut Vec<f32>) -> Result<()> {
    if view.len() != VIEW_VALUES {
        return Err(Error::model(msg!("model-view-of-wrong-size")).with_detail(view.len()));
    }
    padded.clear();
    for row in view.chunks_exact(3 * VIEW_SIDE) {
        padded.extend(row.iter().map(|value| normalised(*value)));
        padded.extend([0.0; 3]);
    }
    padded.resize(3 * (VIEW_SIDE + 1) * (VIEW_SIDE + 1), 0.0);
    Ok(())
}
