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
    /// The activations that the last layers compute the feature from, `[7 · 7, 192]`, row-major by pixel. Fine-tuning
    /// changes no layer before them.
    pub activations: Vec<f32>,
}

/// Number of activations before the last layers: 7 × 7 pixels of 192 channels.
pub const TAIL_INPUT: usize = 7 * 7 * 192;
/// Length of a feature.
pub const FEATURE: usize = 1280;
/// Number of classes of the pretrained head.
pub const IMAGENET_CLASSES: usize = 1000;
