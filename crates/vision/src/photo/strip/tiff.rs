//! TIFF: directories of entries whose values may lie anywhere in the file.

use super::slice;

/// Tags that describe pixels and colours.
const OF_PICTURE: [u16; 47] = [
    254, 255, 256, 257, 258, 259, 262, 263, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284, 290, 291,
    292, 293, 296, 301, 317, 318, 319, 320, 321, 322, 323, 324, 325, 330, 332, 334, 336, 338, 339, 340, 341,
    347, 529, 530, 531, 532,
];
/// More such tags: Adobe's, the older way to store JPEG, an ICC profile.
const MORE_OF_PICTURE: [u16; 9] = [512, 513, 514, 515, 517, 518, 519, 520, 521];
const ICC_PROFILE: u16 = 34_675;
/// Tags that point to further directories: of the picture, and of EXIF, GPS and interoperability data.
const PICTURES: u16 = 330;
const OTHERS: [u16; 3] = [34_665, 34_853, 40_965];

/// Most directories that are visited.
const DIRECTORIES: usize = 1000;
/// Bytes of a value by its type, starting with type 1.
const TYPE_BYTES: [u64; 18] = [1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

/// Overwrites the values of all other tags and removes them from their directories.
pub(super) fn strip(bytes: &[u8]) -> Vec<u8> {
    let effort = 4 * bytes.len();
    let mut file = File { bytes: bytes.to_vec(), little: bytes.starts_with(b"II"), large: false, effort };
    file.large = file.number(2, 2) == Some(43);
    let first = if file.large { file.number(8, 8) } else { file.number(4, 4) };
    let mut waiting: Vec<(u64, bool)> = first.map(|at| (at, true)).into_iter().collect();
    let mut seen = Vec::new();
    while let Some((at, of_picture)) = waiting.pop() {
        if at == 0 || seen.contains(&at) || seen.len() == DIRECTORIES {
            continue;
        }
        seen.push(at);
        // A damaged directory is skipped.
        file.directory(at as usize, of_picture, &mut waiting);
    }
    file.bytes
}

struct File {
    bytes: Vec<u8>,
    little: bool,
    /// Whether offsets have eight bytes (BigTIFF).
    large: bool,
    /// Number of bytes that may still be read: forged directories can overlap.
    effort: usize,
}

impl File {
    fn number(&self, at: usize, length: usize) -> Option<u64> {
        let bytes = slice(&self.bytes, at, length)?;
        let add = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
        Some(if self.little { bytes.iter().rev().fold(0, add) } else { bytes.iter().fold(0, add) })
    }

    fn write(&mut self, at: usize, length: usize, number: u64) {
        let bytes = number.to_le_bytes();
        let Some(place) = self.bytes.get_mut(at..at + length) else { return };
        place.copy_from_slice(&bytes[..length]);
        if !self.little {
            place.reverse();
        }
    }

    /// Cleans a directory of the picture, or empties any other one. Directories that it points to are added to
    /// `waiting`.
    fn directory(&mut self, at: usize, of_picture: bool, waiting: &mut Vec<(u64, bool)>) -> Option<()> {
        let (count_bytes, entry_bytes, place_bytes) = if self.large { (8, 20, 8) } else { (2, 12, 4) };
        let count = self.number(at, count_bytes)?;
        let first = at.checked_add(count_bytes)?;
        let entries = usize::try_from(count).ok().filter(|count| *count <= self.bytes.len() / entry_bytes)?;
        let end = first.checked_add(entries * entry_bytes)?;
        let next = self.number(end, place_bytes)?;
        let mut kept = Vec::new();
        for index in 0..entries {
            let entry = first + index * entry_bytes;
            let tag = self.number(entry, 2)? as u16;
            let (value, length) = self.value(entry, place_bytes)?;
            self.effort = self.effort.checked_sub(entry_bytes + length)?;
            if tag == PICTURES || OTHERS.contains(&tag) {
                for place in 0..(length / place_bytes).min(DIRECTORIES.saturating_sub(waiting.len())) {
                    waiting.extend(
                        self.number(value + place * place_bytes, place_bytes)
                            .map(|at| (at, of_picture && tag == PICTURES)),
                    );
                }
            }
            let belongs = OF_PICTURE.contains(&tag) || MORE_OF_PICTURE.contains(&tag) || tag == ICC_PROFILE;
            if of_picture && belongs {
                kept.push(self.bytes.get(entry..entry + entry_bytes)?.to_vec());
            } else if let Some(value) = self.bytes.get_mut(value..value + length) {
                value.fill(0);
            }
        }
        waiting.push((next, of_picture));
        let kept_bytes: Vec<u8> = kept.concat();
        // The offset of the next directory follows the last entry.
        self.bytes[first..end + place_bytes].fill(0);
        self.bytes[first..first + kept_bytes.len()].copy_from_slice(&kept_bytes);
        self.write(at, count_bytes, kept.len() as u64);
        self.write(first + kept_bytes.len(), place_bytes, next);
        Some(())
    }

    /// Where an entry's value lies, and its length in bytes, limited to the end of the file.
    fn value(&self, entry: usize, place_bytes: usize) -> Option<(usize, usize)> {
        let kind = self.number(entry + 2, 2)? as usize;
        let count = self.number(entry + 4, place_bytes)?;
        let bytes = kind.checked_sub(1).and_then(|kind| TYPE_BYTES.get(kind)).copied().unwrap_or(1);
        let length = count.saturating_mul(bytes);
        let inside = entry + 4 + place_bytes;
        let begins =
            if length <= place_bytes as u64 { inside as u64 } else { self.number(inside, place_bytes)? };
        let file = self.bytes.len() as u64;
        let begins = begins.min(file);
        Some((begins as usize, length.min(file - begins) as usize))
    }
}
