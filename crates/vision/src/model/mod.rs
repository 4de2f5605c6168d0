//! The pretrained network: views of photos in, features `[B, 1280]` and ImageNet logits `[B, 1000]` out.
//!
//! [`shapes`] is EfficientNet-Lite0's structure, [`cpu`] its kernels, [`weights`] the file that it is loaded from,
//! [`preprocess`] the only way in which pixels enter it, and [`labels`] the names of the 1000 classes that it was
//! trained on. [`embedder_pool`] uses further cores, and [`self_test`] checks that a device computes correctly.

pub mod cpu;
pub mod embedder_pool;
pub mod labels;
pub mod preprocess;
pub mod self_test;
pub mod shapes;
pub mod weights;

use serde::{Deserialize, Serialize};

/// Storage precision of weights and activations in GPU memory. Computation is in f32 either way; the CPU only uses
/// f32.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Precision {
    /// Four bytes per value.
    F32,
    /// Two bytes per value: weights as in their file, without loss; activations rounded to 11 significant bits.
    F16,
}

impl Precision {
    /// Bytes per value.
    pub const fn size(self) -> usize {
        match self {
            Self::F32 => 4,
            Self::F16 => 2,
        }
    }
}

/// What the pretrained network makes of one view.
#[derive(Debug, Clone, PartialEq)]
pub struct ViewOutput {
    /// The feature, `[1280]`, each value 0 to 6.
    pub feature: Vec<f32>,
    /// The activations that the last layers compute the feature from, `[P, 192]`, row-major by pixel; see
    /// [`tail_pixels`]. Fine-tuning changes no layer before them.
    pub activations: Vec<f32>,
}

/// Channels of the activations before the last layers.
pub const TAIL_CHANNELS: usize = 192;
/// A view's side is this many times that of its last feature maps, and a multiple of it, so that no layer meets an odd
/// side.
pub const TOTAL_STRIDE: usize = 32;

/// Pixels of the last feature maps of a view of this side, P: 49 for 224, 81 for 288.
pub const fn tail_pixels(side: usize) -> usize {
    (side / TOTAL_STRIDE) * (side / TOTAL_STRIDE)
}

/// Length of a feature.
pub const FEATURE: usize = 1280;
/// Number of classes of the pretrained head.
pub const IMAGENET_CLASSES: usize = 1000;
