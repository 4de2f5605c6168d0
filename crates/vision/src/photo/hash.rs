//! Identity of a photo: the SHA-256 of its original bytes.

use std::fmt;

use sha2::{Digest, Sha256};

/// SHA-256 of a photo's original bytes, or of size and RGB pixels if it was never a file.
///
/// Two photos with the same hash are the same photo, whatever their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhotoHash(pub [u8; 32]);

impl PhotoHash {
    /// Hash of a file's bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Hash of pixels without a file, such as a webcam frame: `width`, `height` and RGB, row by row.
    pub fn of_pixels(width: u32, height: u32, rgb: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        // The prefix keeps this hash different from that of a file with the same bytes.
        hasher.update(b"pixels");
        hasher.update(width.to_le_bytes());
        hasher.update(height.to_le_bytes());
        hasher.update(rgb);
        Self(hasher.finalize().into())
    }
}

/// 64 hexadecimal digits.
impl fmt::Display for PhotoHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
