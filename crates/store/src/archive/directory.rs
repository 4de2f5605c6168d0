//! Finds and walks a ZIP's central directory, one entry at a time.
//!
//! The zip crate reads a whole directory before it returns anything, keeps all of it, and only keeps one entry per
//! name: a forged directory costs whatever its author wants. Here the walk ends after [`MOST_BYTES`], no declared
//! count or size causes an allocation, and the caller decides what to keep. Numbers are from PKWARE's APPNOTE 6.3.10.

use std::io::{self, BufReader, Read, Seek, SeekFrom, Take};

use crate::text::encoding::{Encoding, guess};
use crate::text::languages;
use handlens_core::{Error, Result, msg};

/// Most bytes of a directory that are read: enough for about 500,000 ordinary entries.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Most end records whose directory is looked for: each costs two small reads, and thousands fit into a comment.
const MOST_ENDS: usize = 16;

/// Length of an end record without its comment, and length of the longest comment.
const END: usize = 22;
const LONGEST_COMMENT: u64 = 0xffff;
/// Lengths of the two ZIP64 records before the end record of an archive beyond 4 GB or 65,534 entries.
const LOCATOR: usize = 20;
const END_64: usize = 56;
/// The flag of an entry whose name is in UTF-8.
const UTF_8: u16 = 1 << 11;
/// Length of an entry's header in the directory, before its name.
const HEADER: usize = 46;

/// One file or folder in the archive.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Its path, decoded but not cleaned.
    pub(super) path: String,
    pub(super) comment: String,
    /// Where its data are, and how they are packed.
    pub(super) content: Content,
    pub(super) encrypted: bool,
    /// When the file was last changed, by the clock of the archive's author, as MS-DOS date and time.
    pub(super) changed: (u16, u16),
}

/// Where an entry's data are, and what the directory says about them. All of it may be forged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Content {
    /// Offset of its local header.
    pub(super) offset: u64,
    pub(super) packed_size: u64,
    pub(super) size: u64,
    pub(super) method: u16,
    pub(super) crc: u32,
}

/// A directory being walked.
pub(super) struct Directory<R> {
    reader: BufReader<Take<R>>,
    /// Correction of every offset: the length of data that was put in front of the archive.
    shift: u64,
    /// Number of entries that should follow; for messages only.
    said: u64,
    /// The encoding of names that do not state theirs, once known, and whether such names are still read as UTF-8 if
    /// they are valid UTF-8.
    encoding: Option<(Encoding, bool)>,
    unsaid: Unsaid,
}

/// Statistics of names that do not state their encoding.
#[derive(Default)]
pub(super) struct Unsaid {
    /// Names that are not valid UTF-8, as many as needed to guess their encoding.
    unknown: Vec<Vec<u8>>,
    bytes: usize,
    /// Number of names that are valid UTF-8 and not ASCII.
    utf8: usize,
}

/// Bytes of names from which an encoding is guessed.
const UNKNOWN_BYTES: usize = 64 * 1024;

/// Where the directory is, according to the end record.
struct Place {
    start: u64,
    size: u64,
    entries: u64,
}

impl<R: Read + Seek> Directory<R> {
    /// Finds the directory.
    pub(super) fn find(mut reader: R) -> Result<Self> {
        let (place, shift) = locate(&mut reader)?;
        reader.seek(SeekFrom::Start(place.start)).map_err(|cause| unreadable(&cause))?;
        let reader = BufReader::with_capacity(64 * 1024, reader.take(place.size.min(MOST_BYTES)));
        Ok(Self { reader, shift, said: place.entries, encoding: None, unsaid: Unsaid::default() })
    }

    /// Sets the encoding of names that do not state theirs. With `utf8_is`, such names are still read as UTF-8 if
    /// they are valid UTF-8.
    pub(super) fn reading(mut self, encoding: Encoding, utf8_is: bool) -> Self {
        self.encoding = Some((encoding, utf8_is));
        self
    }

    /// Ends the walk. Returns the likely encoding of names that do not state theirs, and whether those that are valid
    /// UTF-8 should be read as UTF-8. None if all names are UTF-8.
    pub(super) fn guess(self) -> Option<(Encoding, bool)> {
        let Unsaid { unknown, utf8, .. } = self.unsaid;
        (!unknown.is_empty()).then(|| (guess(&unknown, &languages()), utf8 > unknown.len()))
    }

    /// Number of entries that should follow, according to the end record.
    pub(super) fn left(&self) -> u64 {
        self.said
    }

    /// The next entry; none at the end, or where the directory is damaged or too long.
    pub(super) fn next(&mut self) -> Option<Entry> {
        let mut header = [0; HEADER];
        self.reader.read_exact(&mut header).ok()?;
        if !header.starts_with(b"PK\x01\x02") {
            return None;
        }
        let mut field = |length: usize| {
            let mut bytes = vec![0; length];
            self.reader.read_exact(&mut bytes).ok().map(|()| bytes)
        };
        let name = field(u16_at(&header, 28).into())?;
        let extra = field(u16_at(&header, 30).into())?;
        let comment = field(u16_at(&header, 32).into())?;
        self.said = self.said.saturating_sub(1);
        let flags = u16_at(&header, 8);
        let mut content = Content {
            offset: u32_at(&header, 42).into(),
            packed_size: u32_at(&header, 20).into(),
            size: u32_at(&header, 24).into(),
            method: u16_at(&header, 10),
            crc: u32_at(&header, 16),
        };
        let unicode_path = read_extra(&extra, &name, &mut content);
        // An offset beyond 2^64 is as unreadable as one beyond the end.
        content.offset = content.offset.saturating_add(self.shift);
        Some(Entry {
            path: unicode_path.unwrap_or_else(|| self.decode(name, flags & UTF_8 != 0)),
            // Only comments that this program wrote are used, and they are UTF-8.
            comment: String::from_utf8(comment).unwrap_or_default(),
            content,
            encrypted: flags & 1 != 0,
            changed: (u16_at(&header, 14), u16_at(&header, 12)),
        })
    }
}

impl<R> Directory<R> {
    /// Decodes a name. If it is valid UTF-8, it is read as UTF-8 whatever the flags say, because macOS forgets to set
    /// them. The exception is an archive whose other names show that it uses another encoding.
    fn decode(&mut self, name: Vec<u8>, says_utf8: bool) -> String {
        let encoding = self.encoding.filter(|_| !says_utf8);
        if let Some((encoding, false)) = encoding
            && let Some(name) = encoding.decode(&name)
        {
            return name;
        }
        let is_ascii = name.is_ascii();
        let name = match String::from_utf8(name) {
            Ok(name) => {
                self.unsaid.utf8 += usize::from(!is_ascii && !says_utf8);
                return name;
            }
            Err(error) => error.into_bytes(),
        };
        let decoded = encoding.and_then(|(encoding, _)| encoding.decode(&name));
        let decoded = decoded.unwrap_or_else(|| String::from_utf8_lossy(&name).into_owned());
        if !says_utf8 && self.unsaid.bytes < UNKNOWN_BYTES {
            self.unsaid.bytes += name.len();
            self.unsaid.unknown.push(name);
        }
        decoded
    }
}

/// Reads the end records. Returns where the directory is, and by how much stated offsets must be corrected.
fn locate<R: Read + Seek>(reader: &mut R) -> Result<(Place, u64)> {
    let length = reader.seek(SeekFrom::End(0)).map_err(|cause| unreadable(&cause))?;
    if length == 0 {
        return Err(Error::photo(msg!("image-empty")));
    }
    let mut is_part = false;
    let mut start = [0; 4];
    let mut look = || -> io::Result<Option<(Place, u64)>> {
        let most = LONGEST_COMMENT + (END + LOCATOR + END_64) as u64;
        let tail_at = length.saturating_sub(most);
        let mut tail = Vec::new();
        reader.seek(SeekFrom::Start(tail_at))?;
        reader.by_ref().take(most).read_to_end(&mut tail)?;
        // Last one first: a comment, or a photo stored last, may contain the end record of another archive.
        let ends: Vec<End> =
            (0..tail.len().saturating_sub(END - 1)).rev().filter_map(|at| End::at(&tail, at)).collect();
        // A true record's comment ends with the file, unless something was appended.
        let (to_the_end, inside): (Vec<End>, Vec<End>) = ends.into_iter().partition(|end| end.is_last);
        for end in to_the_end.iter().chain(&inside).filter(|end| !end.is_part).take(MOST_ENDS) {
            if let Some(found) = check_end(reader, &tail, tail_at, end.at)? {
                return Ok(Some(found));
            }
        }
        for end in to_the_end.iter().filter(|end| end.is_part).take(MOST_ENDS) {
            is_part |= check_part(reader, &tail, tail_at, end.at)?;
        }
        reader.rewind()?;
        // Shorter files leave zeros.
        let _ = reader.read_exact(&mut start);
        Ok(None)
    };
    if let Some(found) = look().map_err(|cause| unreadable(&cause))? {
        return Ok(found);
    }
    Err(Error::photo(if is_part || start == *b"PK\x07\x08" {
        msg!("archive-is-part")
    } else if start == *b"PK\x03\x04" {
        msg!("archive-cut-off")
    } else {
        msg!("archive-is-none")
    }))
}

/// Bytes that may be an end record: they begin like one and do not contradict themselves.
struct End {
    /// Their offset in the last bytes of the file.
    at: usize,
    /// Whether the comment ends with the file.
    is_last: bool,
    /// Whether they say that the archive is split, and this is its last part.
    is_part: bool,
}

impl End {
    fn at(tail: &[u8], at: usize) -> Option<Self> {
        let end = tail.get(at..).filter(|end| end.len() >= END && end.starts_with(b"PK\x05\x06"))?;
        let is_last = end.len() - END == usize::from(u16_at(end, 20));
        // The number of this part; all bits are set if the ZIP64 record states it.
        let is_part = !matches!(u16_at(end, 4), 0 | u16::MAX);
        Some(Self { at, is_last, is_part })
    }
}

/// Checks whether the end record at `tail[at..]` is that of the last part of a split archive. If the directory is in
/// this part, it must be there.
fn check_part<R: Read + Seek>(reader: &mut R, tail: &[u8], tail_at: u64, at: usize) -> io::Result<bool> {
    let end = &tail[at..];
    let (part, first) = (u16_at(end, 4), u16_at(end, 6));
    let (here, all) = (u16_at(end, 8), u16_at(end, 10));
    let size = u32_at(end, 12);
    let is_possible =
        first <= part && here <= all && all > 0 && u64::from(size) >= u64::from(all) * HEADER as u64;
    if !is_possible || first < part {
        return Ok(is_possible);
    }
    let Some(start) = (tail_at + at as u64).checked_sub(size.into()) else { return Ok(false) };
    let mut signature = [0; 4];
    reader.seek(SeekFrom::Start(start))?;
    Ok(reader.read_exact(&mut signature).is_ok() && signature == *b"PK\x01\x02")
}

/// Checks the end record at `tail[at..]`; none if there is no directory where it says.
fn check_end<R: Read + Seek>(
    reader: &mut R,
    tail: &[u8],
    tail_at: u64,
    at: usize,
) -> io::Result<Option<(Place, u64)>> {
    let end = &tail[at..];
    let mut place = Place {
        entries: u16_at(end, 10).into(),
        size: u32_at(end, 12).into(),
        start: u32_at(end, 16).into(),
    };
    let mut directory_end = tail_at + at as u64;
    // The ZIP64 record is directly before its locator. The locator's offset is not used, because it is wrong if
    // something was put in front of the archive.
    if let Some(large) = at.checked_sub(LOCATOR + END_64).map(|start| &tail[start..at])
        && large[END_64..].starts_with(b"PK\x06\x07")
        && large.starts_with(b"PK\x06\x06")
    {
        place = Place { entries: u64_at(large, 32), size: u64_at(large, 40), start: u64_at(large, 48) };
        directory_end -= large.len() as u64;
    }
    if place.entries == 0 && place.size == 0 {
        return Ok(Some((place, 0)));
    }
    // The directory is directly before its end record, or else at the stated offset.
    let said = place.start;
    for start in [directory_end.checked_sub(place.size), Some(said)].into_iter().flatten() {
        let mut signature = [0; 4];
        reader.seek(SeekFrom::Start(start))?;
        let found = start < directory_end && reader.read_exact(&mut signature).is_ok();
        if found && signature == *b"PK\x01\x02" && start >= said {
            return Ok(Some((Place { start, ..place }, start - said)));
        }
    }
    Ok(None)
}

/// Reads 64-bit sizes and offsets into `content`; returns the path if the extra field has it in UTF-8.
fn read_extra(mut extra: &[u8], name: &[u8], content: &mut Content) -> Option<String> {
    let mut path = None;
    while let Some((head, rest)) = extra.split_at_checked(4) {
        let Some((data, rest)) = rest.split_at_checked(u16_at(head, 2).into()) else { break };
        match u16_at(head, 0) {
            // The values come in this order, and only for fields whose 32 bits are all set.
            0x0001 => {
                let mut values = data.chunks_exact(8).map(|value| u64_at(value, 0));
                for field in [&mut content.size, &mut content.packed_size, &mut content.offset] {
                    if *field == u64::from(u32::MAX) {
                        *field = values.next().unwrap_or(*field);
                    }
                }
            }
            // Info-ZIP's UTF-8 path, with the checksum of the name that it replaces.
            0x7075 if data.len() > 5 && u32_at(data, 1) == crc32fast::hash(name) => {
                path = String::from_utf8(data[5..].to_vec()).ok();
            }
            _ => {}
        }
        extra = rest;
    }
    path
}

/// The error for an archive that the device cannot read.
fn unreadable(cause: &io::Error) -> Error {
    Error::photo(msg!("archive-unreadable")).with_detail(cause)
}

/// Little-endian number at an offset. The caller ensures that the bytes exist.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from(u16_at(bytes, at)) | u32::from(u16_at(bytes, at + 2)) << 16
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32_at(bytes, at)) | u64::from(u32_at(bytes, at + 4)) << 32
}
