//! Where a head is trained: on the CPU, or on the GPU if that is faster.

use std::cell::Cell;

use burn::tensor::{Device, Distribution, Tensor};

use super::Samples;
use crate::tensor::read;
use handlens_core::Result;

/// Multiplications per epoch up to which nothing is measured: the CPU finishes the whole training within a second, and
/// a GPU needs about that long to compile its shaders.
const SMALL: usize = 500_000_000;
/// Shape of the timed product, `[M, K] × [K, N]`: that of a training, at a size that takes the CPU about 10 ms.
const TIMED: [usize; 3] = [1024, 1280, 64];

/// Chooses between one device and the CPU, by a measurement that is made once.
#[derive(Debug)]
pub struct HeadDevice {
    device: Device,
    clock: fn() -> f64,
    gpu_is_faster: Cell<Option<bool>>,
}

impl HeadDevice {
    /// A choice between `device` and the CPU. `clock` returns milliseconds.
    pub fn new(device: Device, clock: fn() -> f64) -> Self {
        Self { device, clock, gpu_is_faster: Cell::new(None) }
    }

    /// The device to train these samples on.
    ///
    /// # Errors
    ///
    /// When the device is lost.
    pub async fn of(&self, samples: &Samples) -> Result<Device> {
        let columns = samples.classes * (1 + samples.fold_count);
        let products = samples.vectors.values().len() * columns;
        if products <= SMALL || self.device == Device::flex() {
            return Ok(Device::flex());
        }
        let gpu_is_faster = match self.gpu_is_faster.get() {
            Some(known) => known,
            None => self.time(&self.device).await? < self.time(&Device::flex()).await?,
        };
        self.gpu_is_faster.set(Some(gpu_is_faster));
        Ok(if gpu_is_faster { self.device.clone() } else { Device::flex() })
    }

    /// Milliseconds that the product takes once its shader is compiled.
    async fn time(&self, device: &Device) -> Result<f64> {
        let [m, k, n] = TIMED;
        let random = |shape| Tensor::<2>::random(shape, Distribution::Uniform(-1.0, 1.0), device);
        let (left, right) = (random([m, k]), random([k, n]));
        read(left.clone().matmul(right.clone()).sum()).await?;
        let start_ms = (self.clock)();
        read(left.matmul(right).sum()).await?;
        Ok((self.clock)() - start_ms)
    }
}
