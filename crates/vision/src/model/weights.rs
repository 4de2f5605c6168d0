//! The baked weights: one safetensors file with fp16 tensors, whose header states their provenance.

use std::cell::OnceCell;
use std::collections::HashMap;

use half::f16;
use safetensors::tensor::{Dtype, Metadata, SafeTensors, TensorView};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use handlens_core::{Error, Result, msg};

/// The header's only key. It is one key because several could be written in a different order each time.
const PROVENANCE: &str = "provenance";

/// SHA-256 of this version's published weights file, in hexadecimal. `make model` makes that file.
pub const PUBLISHED: &str = "b937d40252123b26a9a1adca2d0331b0b7dd7d8d83c2a2db31d0baf04b938dda";

/// Origin of the weights, as stated in the file's header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Architecture.
    pub model: String,
    /// Package and version they were taken from.
    pub source: String,
    /// SHA-256 of the package file, in hexadecimal.
    pub source_sha256: String,
    /// Licence of the weights.
    pub licence: String,
    /// Changes made to the published weights.
    pub changes: String,
}

/// Size of the header's length field at the start of the file, in bytes.
const LENGTH_BYTES: usize = 8;
/// Bytes of the file's SHA-256 that make up [`Weights::hash`].
const HASH_BYTES: usize = 8;

/// A checked weights file.
pub struct Weights {
    bytes: Vec<u8>,
    /// Computed on first use; an embedder never needs it.
    hash: OnceCell<String>,
    /// Offsets of the tensors, parsed once: about a hundred are read while a person waits.
    directory: Metadata,
    /// Offset of the first tensor.
    tensors: usize,
}

impl Weights {
    /// Parses the file's bytes.
    ///
    /// # Errors
    ///
    /// When they are not a valid safetensors file.
    pub fn new(bytes: Vec<u8>) -> Result<Self> {
        let (header, directory) =
            SafeTensors::read_metadata(&bytes).map_err(|cause| damaged().with_detail(cause))?;
        Ok(Self { bytes, hash: OnceCell::new(), directory, tensors: LENGTH_BYTES + header })
    }

    /// As [`Weights::new`], with the SHA-256 of the bytes if it is already known.
    ///
    /// # Errors
    ///
    /// As [`Weights::new`].
    pub fn with_digest(bytes: Vec<u8>, digest: &[u8]) -> Result<Self> {
        let weights = Self::new(bytes)?;
        let first = digest.get(..HASH_BYTES).ok_or_else(damaged)?;
        weights.hash.get_or_init(|| hex(first));
        Ok(weights)
    }

    /// The first 64 bits of the file's SHA-256, in hexadecimal. It keeps features of different weights apart.
    pub fn hash(&self) -> &str {
        self.hash.get_or_init(|| hex(&self.digest()[..HASH_BYTES]))
    }

    /// SHA-256 of the whole file in hexadecimal, computed from the bytes in memory on each call.
    pub fn sha256(&self) -> String {
        hex(&self.digest())
    }

    fn digest(&self) -> [u8; 32] {
        // In chunks: a browser switches to optimised code only at the next call.
        self.bytes.chunks(1 << 14).fold(Sha256::new(), Sha256::chain_update).finalize().into()
    }

    /// The whole file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// One tensor, row-major.
    ///
    /// # Errors
    ///
    /// When it is missing, has another shape or type than fp16, or contains a value that is not finite.
    pub fn tensor(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let info = self.directory.info(name).ok_or_else(|| damaged().with_detail(name))?;
        if info.dtype != Dtype::F16 || info.shape != shape {
            return Err(damaged().with_detail(format!("{name}: {:?} {:?}", info.dtype, info.shape)));
        }
        let (start, end) = info.data_offsets;
        // Offsets were checked when the directory was read.
        let data = self.bytes.get(self.tensors + start..self.tensors + end).ok_or_else(damaged)?;
        let halves = || data.as_chunks().0.iter().copied().map(u16::from_le_bytes);
        if halves().fold(false, |any, half| any | !is_finite(half)) {
            return Err(damaged().with_detail(format!("{name}: not all are numbers")));
        }
        Ok(halves().map(widened).collect())
    }

    /// Where the weights come from.
    ///
    /// # Errors
    ///
    /// When the header does not state it.
    pub fn provenance(&self) -> Result<Provenance> {
        let text = self
            .directory
            .metadata()
            .as_ref()
            .and_then(|entries| entries.get(PROVENANCE))
            .ok_or_else(damaged)?;
        serde_json::from_str(text).map_err(|cause| damaged().with_detail(cause))
    }
}

fn is_finite(half: u16) -> bool {
    half & 0x7c00 != 0x7c00
}

/// Converts a finite fp16 value to fp32. It is branch-free, so that four are converted at a time: there are millions,
/// and a person waits.
fn widened(half: u16) -> f32 {
    // The exponents' biases differ by 112. The product is also right for subnormal numbers.
    let magnitude = f32::from_bits(u32::from(half & 0x7fff) << 13) * f32::from_bits((127 + 112) << 23);
    f32::from_bits(magnitude.to_bits() | (u32::from(half & 0x8000) << 16))
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |text, byte| text + &format!("{byte:02x}"))
}

fn damaged() -> Error {
    Error::model(msg!("model-damaged"))
}

/// Writes tensors (name, shape, values) as fp16, with their provenance. The same input gives the same bytes.
///
/// # Errors
///
/// When a shape does not match its number of values.
pub fn write(tensors: &[(String, Vec<usize>, Vec<f32>)], provenance: &Provenance) -> Result<Vec<u8>> {
    let failed = |cause: &dyn std::fmt::Display| Error::model(msg!("model-not-written")).with_detail(cause);
    let halves: Vec<Vec<u8>> = tensors
        .iter()
        .map(|(_, _, values)| values.iter().flat_map(|value| f16::from_f32(*value).to_le_bytes()).collect())
        .collect();
    let views = tensors
        .iter()
        .zip(&halves)
        .map(|((name, shape, _), bytes)| Ok((name, TensorView::new(Dtype::F16, shape.clone(), bytes)?)))
        .collect::<Result<Vec<_>, safetensors::SafeTensorError>>()
        .map_err(|cause| failed(&cause))?;
    let text = serde_json::to_string(provenance).map_err(|cause| failed(&cause))?;
    let header = HashMap::from([(PROVENANCE.to_owned(), text)]);
    safetensors::serialize(views, Some(header)).map_err(|cause| failed(&cause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finite_half_is_widened_exactly() {
        for half in (0..=u16::MAX).filter(|half| is_finite(*half)) {
            assert_eq!(widened(half).to_bits(), f16::from_bits(half).to_f32().to_bits(), "{half:#06x}");
        }
    }

    #[test]
    fn a_weight_that_is_no_number_is_refused() {
        let (model, source, licence) = ("m".to_owned(), "s".to_owned(), "l".to_owned());
        let provenance =
            Provenance { model, source, source_sha256: String::new(), licence, changes: String::new() };
        for (value, fits) in [(65504.0, true), (f32::INFINITY, false), (f32::NAN, false)] {
            let bytes = write(&[("a".to_owned(), vec![2], vec![0.0, value])], &provenance).expect("a file");
            let weights = Weights::new(bytes).expect("its directory is sound");
            assert_eq!(weights.tensor("a", &[2]).is_ok(), fits, "{value}");
        }
    }

    #[test]
    fn the_hash_is_the_same_whoever_computed_it() {
        let bytes = std::fs::read(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../www/model/efficientnet-lite0.safetensors"
        ))
        .expect("the baked weights");
        let own = Weights::new(bytes.clone()).expect("a weights file");
        let given = Weights::with_digest(bytes, &own.digest()).expect("a weights file");
        assert_eq!(own.hash(), given.hash());
        assert_eq!(own.hash(), &PUBLISHED[..16]);
    }
}
