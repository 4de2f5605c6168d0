//! Where a head is trained: on the CPU, or on the GPU where that is sooner done.

use std::cell::Cell;

use burn::tensor::{Device, Distribution, Tensor};

use super::Samples;
use crate::tensor::read;
use handlens_core::Result;

/// Multiplications of an epoch up to which nothing is measured: the CPU is done with the whole training within a second,
/// in which a GPU has hardly compiled its shaders.
const SMALL: usize = 500_000_000;
/// Shape of the product that is timed, `[M, K] × [K, N]`: a training's, at a size that takes the CPU some 10 ms.
const TIMED: [usize; 3] = [1024, 1280, 64];

/// The choice for one device, measured once.
#[derive(Debug)]
pub struct HeadDevice {
    device: Device,
    clock: fn() -> f64,
    gpu_is_faster: Cell<Option<bool>>,
}

impl HeadDevice {
    /// The choice between `device` and the CPU; `clock` gives milliseconds.
    pub fn new(device: Device, clock: fn() -> f64) -> Self {
        Self { device, clock, gpu_is_faster: Cell::new(None) }
    }

    /// The device for a training on these samples.
    ///
    /// # Errors
    ///
    /// When the device is lost.
    pub async fn of(&self, samples: &Samples) -> Result<Device> {
        let columns = samples.classes * (1 + samples.fold_count);
        let products = samples.vectors.len() * columns;
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

    /// Milliseconds of the product, its shader compiled.
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
