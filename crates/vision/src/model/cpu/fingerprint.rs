//! A hash of the weights in use: of the numbers that the kernels read.

use sha2::{Digest, Sha256};

use super::Group;
use super::inference::InferenceNetwork;
use crate::model::weights::hex;

impl InferenceNetwork {
    /// SHA-256 of all weights and biases as they lie in memory, in hexadecimal. It differs from the hash of the file,
    /// which stores fp16 in another order. Networks with the same numbers have the same fingerprint.
    pub fn fingerprint(&self) -> String {
        let mut hasher = Sha256::new();
        let mut add = |group: &Group| {
            let mut bytes = [0; size_of::<Group>()];
            for (place, value) in bytes.as_chunks_mut().0.iter_mut().zip(group) {
                *place = value.to_le_bytes();
            }
            hasher.update(bytes);
        };
        self.stem.numbers().for_each(&mut add);
        for block in &self.blocks {
            block.expand.iter().for_each(|expand| expand.numbers().for_each(&mut add));
            block.depthwise.numbers().for_each(&mut add);
            block.project.numbers().for_each(&mut add);
        }
        self.head.numbers().for_each(&mut add);
        self.classifier.numbers().for_each(&mut add);
        hex(&hasher.finalize())
    }
}
