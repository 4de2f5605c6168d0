//! The GPU kernels on native wgpu, built by `make bench-gpu`: the same tests as in the browser, for machines with a GPU
//! or a software driver (Debian's `mesa-vulkan-drivers`). These drivers support f16.

#![cfg(not(target_arch = "wasm32"))]

use handlens_backbone::gpu;
use handlens_vision::model::Precision;

mod every;

const WEIGHTS: &[u8] = include_bytes!("../../../../www/model/efficientnet-lite0.safetensors");

#[test]
fn every_kernel_gives_what_a_convolution_is_on_every_shape_of_the_network() {
    pollster::block_on(every::every_kernel_on_every_shape(&gpu::client(), Precision::F32));
}

#[test]
fn every_kernel_does_so_with_numbers_of_two_bytes() {
    assert!(gpu::computes(Precision::F16), "the driver knows no f16");
    pollster::block_on(every::every_kernel_on_every_shape(&gpu::client(), Precision::F16));
}

#[test]
fn a_batch_of_any_size_gives_the_cpus_answers_and_keeps_no_memory() {
    pollster::block_on(every::the_network_at_any_batch(&gpu::client(), WEIGHTS, Precision::F32));
}

#[test]
fn a_batch_does_so_with_numbers_of_two_bytes() {
    assert!(gpu::computes(Precision::F16), "the driver knows no f16");
    pollster::block_on(every::the_network_at_any_batch(&gpu::client(), WEIGHTS, Precision::F16));
}
