//! The pretrained network: views of photos in, features `[B, 1280]` and ImageNet logits `[B, 1000]` out.
//!
//! [`shapes`] is EfficientNet-Lite0's structure, [`cpu`] its kernels, [`weights`] the file that it is read from,
//! [`preprocess`] the one way pixels enter it, [`labels`] the names of the 1000 classes it was trained on, [`embedder_pool`] the other
//! cores that lend a hand, and [`self_test`] the check that a device computes it rightly.

pub mod cpu;
pub mod embedder_pool;
pub mod labels;
pub mod preprocess;
pub mod self_test;
pub mod shapes;
pub mod weights;

use serde::{Deserialize, Serialize};

/// How weights and activations lie in a GPU's memory. Either way it computes in f32, and on the CPU all is f32.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Precision {
    /// Four bytes each.
    F32,
    /// Two bytes each: the weights as they are in their file, without loss; activations rounded to eleven bits.
    F16,
}

impl Precision {
    /// Bytes of a number.
    pub const fn size(self) -> usize {
        match self {
            Self::F32 => 4,
            Self::F16 => 2,
        }
    }
}

/// Length of a feature.
pub const FEATURE: usize = 1280;
/// Classes of the pretrained head.
pub const IMAGENET_CLASSES: usize = 1000;
