//! The directories (IFDs) of a TIFF structure, as in TIFF files, most raw camera files and EXIF blocks.
//!
//! Offsets may point anywhere, and counts may be anything. So every read is checked against the bytes, lists are
//! bounded, and no directory is visited twice.

use image::metadata::Orientation;

/// Most directories that are visited.
const DIRECTORIES: usize = 20_000;

/// Most entries that are read, of one directory and of all together: directories may overlap.
const ENTRIES: usize = 4_096;
const ALL_ENTRIES: usize = 500_000;

/// Most values that are read of one entry.
const VALUES: usize = 65_536;

const SUBFILE_KIND: u16 = 254;
const WIDTH: u16 = 256;
const HEIGHT: u16 = 257;
const ORIENTATION: u16 = 274;
const SUB_DIRECTORIES: u16 = 330;

/// A TIFF structure.
#[derive(Clone, Copy)]
pub(crate) struct Tiff<'a> {
    bytes: &'a [u8],
    big_endian: bool,
    /// Whether offsets have 8 bytes (BigTIFF).
    pub(super) is_big: bool,
}

/// One directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Directory {
    /// Offset of the directory.
    pub(super) at: usize,
    pub(crate) entries: Vec<Entry>,
    next: usize,
}

/// One entry of a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) tag: u16,
    /// Offset of the entry.
    pub(super) at: usize,
    /// Type of the values, by TIFF's numbers.
    pub(crate) kind: u16,
    /// Number of values.
    pub(crate) count: usize,
    /// Offset of the values.
    pub(super) values_at: usize,
}

impl Directory {
    pub(crate) fn entry(&self, tag: u16) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.tag == tag)
    }
}

impl<'a> Tiff<'a> {
    /// The structure that starts at the first of `bytes`; none if they do not begin with a TIFF header.
    pub(crate) fn of(bytes: &'a [u8]) -> Option<Self> {
        let big_endian = match bytes.get(..2)? {
            b"II" => false,
            b"MM" => true,
            _ => return None,
        };
        let tiff = Self { bytes, big_endian, is_big: false };
        match tiff.number_at(2, 2)? {
            // TIFF, then the variants of Panasonic and Olympus.
            42 | 0x55 | 0x4f52 | 0x5352 => Some(tiff),
            43 => Some(Self { is_big: true, ..tiff }),
            _ => None,
        }
    }

    /// The first directory and those chained to it.
    pub(crate) fn directories(&self) -> Vec<Directory> {
        let (at, length) = if self.is_big { (8, 8) } else { (4, 4) };
        self.number_at(at, length).map(|at| self.chain(at)).unwrap_or_default()
    }

    /// The directories of a chain that starts at this offset.
    fn chain(&self, first: usize) -> Vec<Directory> {
        let mut chain = Vec::new();
        let mut seen = std::collections::HashSet::new();
        let (mut at, mut entries) = (first, 0);
        while at != 0 && chain.len() < DIRECTORIES && entries < ALL_ENTRIES && seen.insert(at) {
            let Some(directory) = self.directory(at) else { break };
            at = directory.next;
            entries += directory.entries.len();
            chain.push(directory);
        }
        chain
    }

    /// The subdirectories of a directory, such as those of a raw file's previews.
    pub(crate) fn below(&self, directory: &Directory) -> Vec<Directory> {
        let places = directory.entry(SUB_DIRECTORIES).map(|entry| self.numbers(entry)).unwrap_or_default();
        places.into_iter().take(64).filter_map(|at| self.directory(at)).collect()
    }

    /// The directory at an offset; none if it is not complete.
    pub(crate) fn directory(&self, at: usize) -> Option<Directory> {
        let (count_length, entry_length, place_length) = if self.is_big { (8, 20, 8) } else { (2, 12, 4) };
        let count = self.number_at(at, count_length)?;
        // The entries must lie within the bytes, which also bounds a forged count.
        let end = at.checked_add(count_length)?.checked_add(count.checked_mul(entry_length)?)?;
        self.bytes.get(..end)?;
        let entries =
            (0..count.min(ENTRIES)).filter_map(|place| self.entry(at + count_length + place * entry_length));
        Some(Directory {
            at,
            entries: entries.collect(),
            next: self.number_at(end, place_length).unwrap_or(0),
        })
    }

    fn entry(&self, at: usize) -> Option<Entry> {
        let (tag, kind) = (self.number_at(at, 2)? as u16, self.number_at(at + 2, 2)? as u16);
        let place_length = if self.is_big { 8 } else { 4 };
        let count = self.number_at(at + 4, place_length)?;
        let length = bytes_of(kind)?.checked_mul(count)?;
        let place = at + 4 + place_length;
        let values_at = if length <= place_length { place } else { self.number_at(place, place_length)? };
        Some(Entry { tag, at, kind, count, values_at })
    }

    /// The raw bytes of an entry's values; none if they are not all in the file.
    pub(crate) fn raw(&self, entry: &Entry) -> Option<&'a [u8]> {
        let length = bytes_of(entry.kind)?.checked_mul(entry.count)?;
        self.bytes.get(entry.values_at..)?.get(..length)
    }

    /// The values of an entry, if they are unsigned integers; at most 65,536.
    pub(crate) fn numbers(&self, entry: &Entry) -> Vec<usize> {
        let length = match entry.kind {
            1 | 6 | 7 => 1,
            3 => 2,
            4 | 13 => 4,
            16 | 18 => 8,
            _ => return Vec::new(),
        };
        let read = |place| self.number_at(entry.values_at.checked_add(place * length)?, length);
        (0..entry.count.min(VALUES)).map_while(read).collect()
    }

    /// The first value of a tag in a directory.
    pub(crate) fn number(&self, directory: &Directory, tag: u16) -> Option<usize> {
        self.numbers(&Entry { count: 1, ..*directory.entry(tag).filter(|entry| entry.count > 0)? }).pop()
    }

    /// The full-size pictures in the chain of directories, without previews and masks unless there is nothing else.
    pub(crate) fn pages(&self) -> Vec<Directory> {
        let mut pages: Vec<Directory> = self.directories();
        pages.retain(|page| self.size(page).is_some());
        if pages.iter().any(|page| self.is_full(page)) {
            pages.retain(|page| self.is_full(page));
        } else {
            pages.truncate(1);
        }
        pages
    }

    /// Whether a directory is that of a full-size picture, neither a preview nor a mask.
    pub(crate) fn is_full(&self, directory: &Directory) -> bool {
        self.number(directory, SUBFILE_KIND).unwrap_or(0) & 0b101 == 0
    }

    /// Width and height of a directory's picture, in pixels.
    pub(crate) fn size(&self, directory: &Directory) -> Option<(u32, u32)> {
        let side = |tag| self.number(directory, tag).and_then(|side| u32::try_from(side).ok());
        side(WIDTH).zip(side(HEIGHT))
    }

    /// The orientation that turns a directory's picture upright.
    pub(crate) fn orientation(&self, directory: &Directory) -> Orientation {
        let value = self.number(directory, ORIENTATION).and_then(|value| u8::try_from(value).ok());
        value.and_then(Orientation::from_exif).unwrap_or(Orientation::NoTransforms)
    }

    pub(super) fn number_at(&self, at: usize, length: usize) -> Option<usize> {
        let bytes = self.bytes.get(at..)?.get(..length)?;
        let append = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
        let number =
            if self.big_endian { bytes.iter().fold(0, append) } else { bytes.iter().rev().fold(0, append) };
        usize::try_from(number).ok()
    }

    /// A number in this structure's byte order.
    pub(super) fn short(&self, number: u16) -> [u8; 2] {
        if self.big_endian { number.to_be_bytes() } else { number.to_le_bytes() }
    }

    pub(super) fn long(&self, number: u32) -> [u8; 4] {
        if self.big_endian { number.to_be_bytes() } else { number.to_le_bytes() }
    }

    pub(super) fn long8(&self, number: u64) -> [u8; 8] {
        if self.big_endian { number.to_be_bytes() } else { number.to_le_bytes() }
    }
}

/// Bytes of one value, by TIFF's type number.
fn bytes_of(kind: u16) -> Option<usize> {
    match kind {
        1 | 2 | 6 | 7 => Some(1),
        3 | 8 => Some(2),
        4 | 9 | 11 | 13 => Some(4),
        5 | 10 | 12 | 16..=18 => Some(8),
        _ => None,
    }
}
