//! The frozen network on the GPU: kernels of our own in CubeCL, on the client that Burn uses, without its tensors.
//!
//! Activations lie channels last, `[B, H, W, C]`, and are read four channels at a time. A batch is one run of launches
//! between buffers that stay from batch to batch: nothing is allocated and nothing is waited for until its features are
//! read.
//!
//! | file | does |
//! |---|---|
//! | [`inference`] | the whole network, and its memory |
//! | [`layers`] | each convolution on its own: packed weights, and its launch |
//! | `kernels` | what runs on the GPU |

pub mod inference;
mod kernels;
pub mod layers;

pub use inference::InferenceNetwork;

use cubecl::Device;
use cubecl::client::Client;
use cubecl::wgpu::WgpuDevice;

use super::Precision;

/// Has the browser compile the network's shaders, before there are weights: every kernel is launched with nothing to do.
pub fn compile(precision: Precision) {
    layers::launch_empty(&client(), precision);
}

/// Whether the device's shaders know such numbers.
pub fn computes(precision: Precision) -> bool {
    client().properties().supports_type(layers::element(precision))
}

/// The way to the GPU that [`crate::device::open`] has opened, the same that Burn's tensors take. Natively it opens one.
pub fn client() -> Client {
    Device::Wgpu(WgpuDevice::default()).client()
}
