//! Reads what must be known before decoding from a file's structure: size, orientation, completeness.
//!
//! Decoders cannot judge completeness: `zune-jpeg` and all browsers fill the missing part of a JPEG with grey and
//! report success. So the structure is walked here, and each read is checked against the file's length.

use std::ops::Range;

use image::metadata::Orientation;

use super::colour::PngSpace;
use super::ifd::Tiff;
use super::jpeg::jpeg;
use super::{Format, sequence};

/// Facts from a file's structure.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "facts about a file that do not depend on each other")]
pub(super) struct Header {
    /// Width and height in pixels as stored, before orientation; none if the file ends before them.
    pub(super) size: Option<(u32, u32)>,
    /// Whether the file is long enough for its structure. Also true if only decoding can tell.
    pub(super) complete: bool,
    /// Whether the file may continue after what was read, because no end marker was found.
    pub(super) open: bool,
    /// Share of the picture, from its top, that is in the file, 0 to 1; less than 1 only for a JPEG.
    pub(super) share: f64,
    /// Whether the last scans of a progressive JPEG are missing: the picture is whole, but lacks its finest detail.
    pub(super) coarse: bool,
    /// How to turn the stored pixels upright.
    pub(super) orientation: Orientation,
    /// Where the file states its orientation, for containers whose orientation not every browser honours. Without
    /// these bytes, the file states none.
    pub(super) orientation_at: Option<Range<usize>>,
    /// Whether there is more than one frame.
    pub(super) animated: bool,
    /// Whether a channel has 16 bits.
    pub(super) sixteen_bit: bool,
    /// Whether the colours are printing inks (CMYK).
    pub(super) cmyk: bool,
    /// Whether a colour profile is embedded.
    pub(super) has_profile: bool,
    /// Whether the file states its colours in a way on which browsers do not agree.
    pub(super) unusual_colours: bool,
}

impl Header {
    pub(super) const EMPTY: Self = Self {
        size: None,
        complete: false,
        open: false,
        share: 1.0,
        coarse: false,
        orientation: Orientation::NoTransforms,
        orientation_at: None,
        animated: false,
        sixteen_bit: false,
        cmyk: false,
        has_profile: false,
        unusual_colours: false,
    };

    /// Reads the header of a file whose first bytes were recognised as `format`.
    pub(super) fn read(format: Format, bytes: &[u8]) -> Self {
        match format {
            Format::Jpeg => jpeg(bytes),
            Format::Png => png(bytes),
            Format::WebP => webp(bytes),
            Format::Gif => gif(bytes),
            Format::Bmp => bmp(bytes),
            Format::Heic | Format::Avif => iso_media(bytes),
            Format::Tiff => tiff(bytes),
            // JPEG XL has no length to check.
            Format::JpegXl => Self { size: size_by_imagesize(bytes), complete: true, ..Self::EMPTY },
        }
    }

    pub(super) fn set_orientation(&mut self, exif: &[u8]) {
        // Some writers also put JPEG's "Exif\0\0" before the TIFF structure in other formats.
        let exif = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
        if let Some(orientation) = Orientation::from_exif_chunk(exif) {
            self.orientation = orientation;
        }
    }
}

/// Walks the chunks of a PNG. It is complete when its pixels are, because some writers omit IEND.
fn png(bytes: &[u8]) -> Header {
    let mut header = Header::EMPTY;
    for (kind, data, at) in png_chunks(bytes) {
        match kind {
            b"IHDR" => {
                header.size = be32(data, 0).zip(be32(data, 4));
                header.sixteen_bit = data.get(8) == Some(&16);
            }
            b"acTL" => header.animated = be32(data, 0).is_some_and(|frames| frames > 1),
            b"eXIf" => {
                header.set_orientation(data);
                header.orientation_at = Some(at..at + data.len() + 12);
            }
            b"iCCP" => header.has_profile = true,
            b"IDAT" => header.complete = true,
            _ => {}
        }
    }
    header.open = slice(bytes, png_end(bytes) + 4, 4) != Some(b"IEND");
    // The last chunk must not be pixels that are cut off.
    header.complete &= !png_breaks_off_in_pixels(bytes);
    header.unusual_colours = PngSpace::read(bytes).is_unusual();
    header
}

/// The chunks of a PNG that are in the file with their checksums, up to IEND: kind, data, and where the chunk begins.
pub(super) fn png_chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8], usize)> {
    let mut at = 8;
    std::iter::from_fn(move || {
        let begins = at;
        let (length, kind) = (be32(bytes, at)?, slice(bytes, at + 4, 4)?);
        // Length, kind and checksum are 12 bytes.
        let chunk = slice(bytes, at, (length as usize).checked_add(12)?).filter(|_| kind != b"IEND")?;
        at += chunk.len();
        Some((kind, &chunk[8..chunk.len() - 4], begins))
    })
}

/// Where the last chunk of a PNG before IEND ends.
pub(super) fn png_end(bytes: &[u8]) -> usize {
    png_chunks(bytes).last().map_or(8, |(_, data, at)| at + data.len() + 12)
}

fn png_breaks_off_in_pixels(bytes: &[u8]) -> bool {
    slice(bytes, png_end(bytes) + 4, 4) == Some(b"IDAT")
}

/// Walks the chunks of a WebP for animation, orientation and colours. A still is complete when its pixels are, and an
/// animation when the file has the length that its header states.
fn webp(bytes: &[u8]) -> Header {
    let mut header = Header { size: size_by_imagesize(bytes), ..Header::EMPTY };
    // The length counts from byte 8. Some writers omit the last padding byte.
    let end = le32(bytes, 4).map_or(usize::MAX, |length| (length as usize).saturating_add(8));
    header.complete = bytes.len().saturating_add(1) >= end;
    header.open = !header.complete;
    let mut at = 12;
    while let (Some(kind), Some(length)) = (slice(bytes, at, 4), le32(bytes, at + 4)) {
        let Some(data) = slice(bytes, at + 8, length as usize) else { break };
        match kind {
            b"VP8X" => header.animated = data.first().is_some_and(|flags| flags & 0x02 != 0),
            b"VP8 " | b"VP8L" => header.complete = true,
            b"ICCP" => header.has_profile = true,
            b"EXIF" => {
                header.set_orientation(data);
                header.orientation_at = Some(at..at + 4);
            }
            _ => {}
        }
        at += 8 + data.len() + data.len() % 2;
    }
    header
}

/// Walks the blocks of a GIF up to its second frame. The first frame must be complete; the trailer may be missing.
fn gif(bytes: &[u8]) -> Header {
    let mut header = Header { size: gif_screen(bytes), ..Header::EMPTY };
    let mut at = 13 + bytes.get(10).map_or(0, |flags| colour_table_bytes(*flags));
    while let Some(block) = bytes.get(at) {
        let data = match block {
            // Extension: one byte for its kind.
            0x21 => at + 2,
            // Image: position, size and flags, an optional table, one byte for the code size.
            0x2c => at + 11 + bytes.get(at + 9).map_or(0, |flags| colour_table_bytes(*flags)),
            _ => break,
        };
        if header.complete && *block == 0x2c {
            header.animated = true;
            break;
        }
        let Some(after) = after_sub_blocks(bytes, data) else { break };
        if *block == 0x2c {
            header.complete = true;
            // Some writers set the screen's size to zero or to less than the picture's. Browsers then show the
            // picture.
            let side = |place| le16(bytes, at + place).map_or(0, u32::from);
            let (right, bottom) = (side(1) + side(5), side(3) + side(7));
            header.size = header.size.map(|(width, height)| (width.max(right), height.max(bottom)));
        }
        at = after;
    }
    header
}

/// Width and height of a GIF's screen, as stated in its header.
pub(super) fn gif_screen(bytes: &[u8]) -> Option<(u32, u32)> {
    le16(bytes, 6).zip(le16(bytes, 8)).map(|(width, height)| (width.into(), height.into()))
}

fn colour_table_bytes(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Position after the empty block that ends a chain of sub-blocks, each of which begins with its length.
fn after_sub_blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *bytes.get(at)? {
            0 => return Some(at + 1),
            length => at += usize::from(length) + 1,
        }
        // If the file ends where the empty block should be, nothing else is missing.
        if at == bytes.len() {
            return Some(at);
        }
    }
}

/// Reads a bitmap's header and compares the file's length with that of uncompressed pixels.
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
        let row_bits = u64::from(width) * u64::from(bits);
        let row_bytes = row_bits.div_ceil(32) * 4;
        // The padding after the last row may be missing.
        let padding = row_bytes - row_bits.div_ceil(8);
        let end = row_bytes.saturating_mul(u64::from(height)).saturating_add(pixels_at) - padding;
        header.complete = bytes.len() as u64 >= end;
    }
    header
}

/// Walks the top-level boxes of a HEIC or AVIF. None may reach beyond the file, unless the pixels come before it:
/// what a camera appends is no box.
fn iso_media(bytes: &[u8]) -> Header {
    let mut header = Header::EMPTY;
    header.animated = matches!(slice(bytes, 8, 4), Some(b"avis" | b"hevc" | b"hevx" | b"msf1"));
    let (mut at, mut has_list, mut has_pixels) = (0_usize, false, false);
    while at < bytes.len() {
        let length = match be32(bytes, at) {
            // To the end of the file.
            Some(0) => Some((bytes.len() - at) as u64),
            // A 64-bit length follows the kind.
            Some(1) => be32(bytes, at + 8)
                .zip(be32(bytes, at + 12))
                .map(|(high, low)| u64::from(high) << 32 | u64::from(low)),
            length => length.map(u64::from),
        };
        let end = length.filter(|length| *length >= 8).and_then(|length| (at as u64).checked_add(length));
        let Some(end) = end.filter(|end| *end <= bytes.len() as u64) else {
            header.open = end.is_some();
            break;
        };
        if matches!(slice(bytes, at + 4, 4), Some(b"meta" | b"moov")) {
            has_list = true;
            // What follows must not be taken for part of the list.
            let list = &bytes[..end as usize];
            header.size = header.size.or_else(|| size_by_imagesize(list)).or_else(|| sequence::size(list));
        }
        has_pixels |= slice(bytes, at + 4, 4) == Some(b"mdat");
        at = end as usize;
    }
    header.size = header.size.or_else(|| size_by_imagesize(bytes));
    header.complete = has_list && (has_pixels || at == bytes.len());
    header
}

/// Reads the first page of a TIFF. Its offsets may point anywhere, so only its decoder can tell whether it is
/// complete.
fn tiff(bytes: &[u8]) -> Header {
    let mut header = Header { complete: true, ..Header::EMPTY };
    let Some(tiff) = Tiff::of(bytes) else { return header };
    if let Some(page) = tiff.pages().first() {
        header.size = tiff.size(page);
        header.orientation = tiff.orientation(page);
    }
    header
}

fn size_by_imagesize(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(bytes).ok()?;
    Some((size.width.try_into().ok()?, size.height.try_into().ok()?))
}

/// `length` bytes from `at`, if the file has them.
pub(super) fn slice(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..)?.get(..length)
}

pub(super) fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(slice(bytes, at, 2)?.try_into().ok()?))
}

pub(super) fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(slice(bytes, at, 4)?.try_into().ok()?))
}

fn le16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(slice(bytes, at, 2)?.try_into().ok()?))
}

pub(super) fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(slice(bytes, at, 4)?.try_into().ok()?))
}
