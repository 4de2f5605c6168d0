//! The inference network on the GPU: our own CubeCL kernels, on the same client as Burn but without its tensors.
//!
//! Activations have channels last, `[B, H, W, C]`, and are read four channels at a time. A batch is a sequence of
//! launches between buffers that are reused from batch to batch: nothing is allocated, and nothing waits until the
//! features are read.
//!
//! | file | content |
//! |---|---|
//! | [`inference`] | the whole network and its buffers |
//! | [`layers`] | one convolution: packed weights and launch |
//! | `kernels` | the code that runs on the GPU |

pub mod inference;
mod kernels;
pub mod layers;

pub use inference::InferenceNetwork;

use cubecl::Device;
use cubecl::client::Client;
use cubecl::wgpu::WgpuDevice;

use super::Precision;

/// Makes the browser compile the network's shaders before the weights arrive, by launching every kernel with nothing to
/// do.
pub fn compile(precision: Precision) {
    layers::launch_empty(&client(), precision);
}

/// Whether the device's shaders support this precision.
pub fn computes(precision: Precision) -> bool {
    client().properties().supports_type(layers::element(precision))
}

/// The client of the GPU that [`crate::device::open`] has opened, shared with Burn's tensors. Natively it opens the
/// GPU.
pub fn client() -> Client {
    Device::Wgpu(WgpuDevice::default()).client()
}
