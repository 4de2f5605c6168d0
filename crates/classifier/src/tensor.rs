//! Reading tensors back from a device.

use burn::tensor::Tensor;
use handlens_core::{Error, Result, msg};

/// Reads a tensor's values without blocking: a browser has no synchronous read.
///
/// # Errors
///
/// When the device is lost, or a value is not finite.
pub(crate) async fn read<const D: usize>(tensor: Tensor<D>) -> Result<Vec<f32>> {
    let failed = || Error::device(msg!("device-gpu-silent"));
    let data = tensor.into_data_async().await.map_err(|cause| failed().with_detail(cause))?;
    let values = data.try_into_vec::<f32>().map_err(|cause| failed().with_detail(format!("{cause:?}")))?;
    if values.iter().all(|value| value.is_finite()) {
        Ok(values)
    } else {
        Err(Error::device(msg!("device-no-number")).with_detail("not finite"))
    }
}
