//! The baked weights: one safetensors file with fp16 tensors and their provenance in the header.

use std::collections::HashMap;

use half::f16;
use safetensors::tensor::{Dtype, Metadata, SafeTensors, TensorView};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Error, Result, saying};

/// The header's only key. One key, because the order of several would change from one writing to the next.
const PROVENANCE: &str = "provenance";

/// SHA-256 of the weights file that this version is published with, in hexadecimal. `make model` makes that file.
pub const PUBLISHED: &str = "b937d40252123b26a9a1adca2d0331b0b7dd7d8d83c2a2db31d0baf04b938dda";

/// Where weights come from, kept in the file's header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Architecture.
    pub model: String,
    /// Package and version that they were taken from.
    pub source: String,
    /// SHA-256 of that package's file, in hexadecimal.
    pub source_sha256: String,
    /// Licence of the weights.
    pub licence: String,
    /// What was changed on the way.
    pub changes: String,
}

/// The length of the header stands before it, in so many bytes.
const LENGTH_BYTES: usize = 8;

/// A checked weights file.
pub struct Weights {
    bytes: Vec<u8>,
    hash: String,
    /// Which tensor lies where, read once: a hundred are taken out while a person waits.
    directory: Metadata,
    /// Where the tensors begin.
    tensors: usize,
}

impl Weights {
    /// Takes the file's bytes.
    ///
    /// # Errors
    ///
    /// When they are not a safetensors file.
    pub fn new(bytes: Vec<u8>) -> Result<Self> {
        // In pieces: a browser goes on in better code only at the next call.
        let digest = bytes.chunks(1 << 14).fold(Sha256::new(), Sha256::chain_update).finalize();
        Self::with_digest(bytes, &digest)
    }

    /// As [`Weights::new`], with the SHA-256 of the bytes at hand.
    ///
    /// # Errors
    ///
    /// As [`Weights::new`].
    pub fn with_digest(bytes: Vec<u8>, digest: &[u8]) -> Result<Self> {
        let (header, directory) =
            SafeTensors::read_metadata(&bytes).map_err(|cause| damaged().with_detail(cause))?;
        let first = digest.first_chunk().copied().ok_or_else(damaged)?;
        let hash = format!("{:016x}", u64::from_be_bytes(first));
        Ok(Self { bytes, hash, directory, tensors: LENGTH_BYTES + header })
    }

    /// The first 64 bits of the file's SHA-256, in hexadecimal: features made with other weights are never mixed in.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// SHA-256 of the whole file, computed anew from the bytes in memory, in hexadecimal.
    pub fn sha256(&self) -> String {
        hex(&self.bytes.chunks(1 << 14).fold(Sha256::new(), Sha256::chain_update).finalize())
    }

    /// The whole file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// One tensor, row-major.
    ///
    /// # Errors
    ///
    /// When it is missing, of another shape or not fp16.
    pub fn tensor(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let info = self.directory.info(name).ok_or_else(|| damaged().with_detail(name))?;
        if info.dtype != Dtype::F16 || info.shape != shape {
            return Err(damaged().with_detail(format!("{name}: {:?} {:?}", info.dtype, info.shape)));
        }
        let (start, end) = info.data_offsets;
        // Within the file: that was checked when its directory was read.
        let data = self.bytes.get(self.tensors + start..self.tensors + end).ok_or_else(damaged)?;
        Ok(data.chunks_exact(2).map(|pair| f16::from_le_bytes([pair[0], pair[1]]).to_f32()).collect())
    }

    /// Where the weights come from.
    ///
    /// # Errors
    ///
    /// When the header does not say.
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

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |text, byte| text + &format!("{byte:02x}"))
}

fn damaged() -> Error {
    Error::model(saying!("model-damaged"))
}

/// Writes tensors (name, shape, values) as fp16 with their provenance. The same input gives the same bytes.
///
/// # Errors
///
/// When a shape does not fit its values.
pub fn write(tensors: &[(String, Vec<usize>, Vec<f32>)], provenance: &Provenance) -> Result<Vec<u8>> {
    let failed =
        |cause: &dyn std::fmt::Display| Error::model(saying!("model-not-written")).with_detail(cause);
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
