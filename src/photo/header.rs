//! Reads from a file's structure what must be known before it is decoded: its size, which way up it is,
//! whether all of it is there.
//!
//! Decoders are no judge of completeness: `zune-jpeg` and the browsers all fill the missing part of a JPEG
//! with grey and report success. So the structure is walked here, and each read is checked against the file's
//! length.

use image::metadata::Orientation;

use super::Format;

/// What a file's structure tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "facts about a file that do not depend on each other")]
pub(super) struct Header {
    /// Width and height in pixels as stored, before orientation; none if the file does not get that far.
    pub(super) size: Option<(u32, u32)>,
    /// Whether the file goes on to its end. True where only decoding can tell.
    pub(super) complete: bool,
    /// How to turn the stored pixels upright.
    pub(super) orientation: Orientation,
    /// Whether there is more than one frame.
    pub(super) animated: bool,
    /// Whether a channel has 16 bits.
    pub(super) sixteen_bit: bool,
    /// Whether the colours are printing inks.
    pub(super) cmyk: bool,
}

impl Header {
    const EMPTY: Self = Self {
        size: None,
        complete: false,
        orientation: Orientation::NoTransforms,
        animated: false,
        sixteen_bit: false,
        cmyk: false,
    };

    /// Of a file whose first bytes were recognised as `format`.
    pub(super) fn read(format: Format, bytes: &[u8]) -> Self {
        match format {
            Format::Jpeg => jpeg(bytes),
            Format::Png => png(bytes),
            Format::WebP => webp(bytes),
            Format::Gif => gif(bytes),
            Format::Bmp => bmp(bytes),
            Format::Heic | Format::Avif => iso_media(bytes),
            // Offsets in a TIFF may point anywhere, so only its decoder can tell; JPEG XL has no length to
            // check.
            Format::Tiff | Format::JpegXl => {
                Self { size: size_by_imagesize(bytes), complete: true, ..Self::EMPTY }
            }
        }
    }

    fn set_orientation(&mut self, exif: &[u8]) {
        // Some writers keep JPEG's "Exif\0\0" in front of the TIFF structure in other formats as well.
        let exif = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
        if let Some(orientation) = Orientation::from_exif_chunk(exif) {
            self.orientation = orientation;
        }
    }
}

/// Walks the markers of a JPEG to its end-of-image marker. What a camera appends after that does not matter.
///
/// Between markers lies entropy-coded data in which 0xFF is always followed by 0, so that the walk finds
/// the next marker by scanning. An embedded thumbnail lies inside a segment and is stepped over.
fn jpeg(bytes: &[u8]) -> Header {
    let mut header = Header::EMPTY;
    let mut at = 2;
    while let Some((marker, after)) = next_marker(bytes, at) {
        at = after;
        match marker {
            0xd9 => {
                header.complete = true;
                break;
            }
            // Restart, start of image, temporary: they have no segment.
            0x01 | 0xd0..=0xd8 => continue,
            _ => {}
        }
        let Some(length) = be16(bytes, at).map(usize::from).filter(|length| *length >= 2) else { break };
        let Some(segment) = slice(bytes, at + 2, length - 2) else { break };
        match marker {
            // Start of frame, of any coding; C4, C8 and CC are tables.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                header.size = be16(segment, 3)
                    .zip(be16(segment, 1))
                    .map(|(width, height)| (u32::from(width), u32::from(height)));
                header.cmyk = segment.get(5) == Some(&4);
            }
            0xe1 if segment.starts_with(b"Exif\0\0") => header.set_orientation(segment),
            _ => {}
        }
        at += length;
    }
    header
}

/// The next marker's code at or after `at`, and where its segment begins.
fn next_marker(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    let rest = bytes.get(at..)?;
    let found = rest.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xff))?;
    Some((rest[found + 1], at + found + 2))
}

/// Walks the chunks of a PNG to IEND.
fn png(bytes: &[u8]) -> Header {
    let mut header = Header::EMPTY;
    let mut at = 8;
    while let (Some(length), Some(kind)) = (be32(bytes, at), slice(bytes, at + 4, 4)) {
        if kind == b"IEND" {
            header.complete = true;
            break;
        }
        let Some(data) = slice(bytes, at + 8, length as usize) else { break };
        match kind {
            b"IHDR" => {
                header.size = be32(data, 0).zip(be32(data, 4));
                header.sixteen_bit = data.get(8) == Some(&16);
            }
            b"acTL" => header.animated = be32(data, 0).is_some_and(|frames| frames > 1),
            b"eXIf" => header.set_orientation(data),
            _ => {}
        }
        // Length, kind and checksum are 12 bytes. `data` lies in the file, so this cannot overflow.
        at += data.len() + 12;
    }
    header
}

/// Checks the RIFF length of a WebP and walks its chunks for animation and orientation.
fn webp(bytes: &[u8]) -> Header {
    let mut header = Header { size: size_by_imagesize(bytes), ..Header::EMPTY };
    // The length counts from byte 8 on. Some writers leave out the last padding byte.
    let end = le32(bytes, 4).map_or(usize::MAX, |length| (length as usize).saturating_add(8));
    header.complete = bytes.len().saturating_add(1) >= end;
    let mut at = 12;
    while let (Some(kind), Some(length)) = (slice(bytes, at, 4), le32(bytes, at + 4)) {
        let Some(data) = slice(bytes, at + 8, length as usize) else { break };
        match kind {
            b"VP8X" => header.animated = data.first().is_some_and(|flags| flags & 0x02 != 0),
            b"EXIF" => header.set_orientation(data),
            _ => {}
        }
        at += 8 + data.len() + data.len() % 2;
    }
    header
}

/// Walks the blocks of a GIF until its second frame. The first frame must be there in full; the trailer need
/// not be.
fn gif(bytes: &[u8]) -> Header {
    let mut header = Header {
        size: le16(bytes, 6).zip(le16(bytes, 8)).map(|(width, height)| (width.into(), height.into())),
        ..Header::EMPTY
    };
    let mut at = 13 + bytes.get(10).map_or(0, |flags| colour_table_bytes(*flags));
    while let Some(block) = bytes.get(at) {
        let data = match block {
            // Extension: one byte for its kind.
            0x21 => at + 2,
            // Image: place, size and flags, an optional table, one byte for the code size.
            0x2c => at + 11 + bytes.get(at + 9).map_or(0, |flags| colour_table_bytes(*flags)),
            _ => break,
        };
        if header.complete && *block == 0x2c {
            header.animated = true;
            break;
        }
        let Some(after) = after_sub_blocks(bytes, data) else { break };
        header.complete |= *block == 0x2c;
        at = after;
    }
    header
}

fn colour_table_bytes(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Where the empty block lies that ends a chain of blocks, each of which begins with its length.
fn after_sub_blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *bytes.get(at)? {
            0 => return Some(at + 1),
            length => at += usize::from(length) + 1,
        }
    }
}

/// Reads a bitmap's header and compares the file's length with what uncompressed pixels need.
fn bmp(bytes: &[u8]) -> Header {
    // The oldest header has 16-bit sizes; a negative height means "top row first".
    let old = bytes.get(14) == Some(&12);
    let size = if old {
        le16(bytes, 18).zip(le16(bytes, 20)).map(|(width, height)| (width.into(), height.into()))
    } else {
        le32(bytes, 18).zip(le32(bytes, 22)).map(|(width, height)| (width, (height as i32).unsigned_abs()))
    };
    let bits = le16(bytes, if old { 24 } else { 28 }).unwrap_or(0);
    let compression = if old { 0 } else { le32(bytes, 30).unwrap_or(0) };
    let pixels_at = u64::from(le32(bytes, 10).unwrap_or(0));
    let mut header = Header { size, complete: true, ..Header::EMPTY };
    if let (Some((width, height)), 0 | 3) = (size, compression) {
        let row_bytes = (u64::from(width) * u64::from(bits)).div_ceil(32) * 4;
        let end = row_bytes.saturating_mul(u64::from(height)).saturating_add(pixels_at);
        header.complete = bytes.len() as u64 >= end;
    }
    header
}

/// Walks the outermost boxes of a HEIC or AVIF: none may reach beyond the file.
fn iso_media(bytes: &[u8]) -> Header {
    let mut header = Header { size: size_by_imagesize(bytes), complete: true, ..Header::EMPTY };
    header.animated = matches!(slice(bytes, 8, 4), Some(b"avis" | b"hevc" | b"hevx" | b"msf1"));
    let mut at = 0_u64;
    while at < bytes.len() as u64 {
        let place = at as usize;
        let length = match be32(bytes, place) {
            // To the end of the file.
            Some(0) => break,
            // A 64-bit length follows the kind.
            Some(1) => be32(bytes, place + 8)
                .zip(be32(bytes, place + 12))
                .map(|(high, low)| u64::from(high) << 32 | u64::from(low)),
            length => length.map(u64::from),
        };
        at = match length {
            Some(length @ 8..) => at.saturating_add(length),
            _ => u64::MAX,
        };
    }
    header.complete = at <= bytes.len() as u64;
    header
}

fn size_by_imagesize(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(bytes).ok()?;
    Some((size.width.try_into().ok()?, size.height.try_into().ok()?))
}

/// `length` bytes from `at`, if the file has them.
fn slice(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..)?.get(..length)
}

fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(slice(bytes, at, 2)?.try_into().ok()?))
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(slice(bytes, at, 4)?.try_into().ok()?))
}

fn le16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(slice(bytes, at, 2)?.try_into().ok()?))
}

fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(slice(bytes, at, 4)?.try_into().ok()?))
}
