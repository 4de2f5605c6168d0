//! Removes metadata from a file: place, time, camera, comments, thumbnails, edits, and what a camera appends (a film,
//! a second picture).
//!
//! Only what is known to belong to the picture is kept: pixels, colours (ICC profiles), and the orientation if the
//! pixels are not upright. Nothing is decoded or compressed again, so the pixels do not change. Formats that only
//! have lengths (JPEG, PNG, WebP, GIF, JPEG XL) are written anew without the rest. In formats with offsets into the
//! file (TIFF, HEIC, AVIF), the rest is overwritten with zeros in place.
//!
//! The crate img-parts (0.4.2) also splits files into segments and chunks. But it keeps everything in a JPEG after
//! the start of the first scan, including a film after the picture, and it supports neither GIF nor formats with
//! offsets.

mod iso_media;
mod tiff;

use std::borrow::Cow;
use std::io::Cursor;

use exif::{In, Reader, Tag};

use super::Format;
use super::raw::is_raw;

/// The file without its metadata. A damaged file is processed as far as its structure can be followed. Files that are
/// no image, and raw camera files, which cannot be read without their camera's data, are returned unchanged.
///
/// It needs memory for one copy of the file.
pub fn strip(bytes: &[u8]) -> Cow<'_, [u8]> {
    if is_raw(bytes) {
        return Cow::Borrowed(bytes);
    }
    let stripped = match Format::of(bytes) {
        Some(Format::Jpeg) => jpeg(bytes, orientation(bytes)),
        Some(Format::Png) => png(bytes, orientation(bytes)),
        Some(Format::WebP) => webp(bytes, orientation(bytes)),
        Some(Format::Gif) => gif(bytes),
        Some(Format::JpegXl) => jpeg_xl(bytes),
        Some(Format::Tiff) => tiff::strip(bytes),
        Some(Format::Heic | Format::Avif) => iso_media::strip(bytes),
        // A bitmap has no place for metadata.
        Some(Format::Bmp) | None => return Cow::Borrowed(bytes),
    };
    if stripped == bytes { Cow::Borrowed(bytes) } else { Cow::Owned(stripped) }
}

/// EXIF orientation of the pixels, 2 to 8; none if they are upright.
fn orientation(bytes: &[u8]) -> Option<u8> {
    let mut reader = Reader::new();
    let exif = reader
        .continue_on_error(true)
        .read_from_container(&mut Cursor::new(bytes))
        .or_else(|error| error.distill_partial_result(|_| {}))
        .ok()?;
    let value = exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)?;
    u8::try_from(value).ok().filter(|value| (2..=8).contains(value))
}

/// EXIF data with an orientation and nothing else.
fn exif_of(orientation: u8) -> [u8; 26] {
    let mut exif = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    exif[19] = orientation;
    exif
}

/// Keeps tables, frames and scans, the JFIF and Adobe segments about colours, and ICC profiles; ends with the
/// picture.
fn jpeg(bytes: &[u8], orientation: Option<u8>) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend_from_slice(&bytes[..2]);
    let mut exif = orientation.map(exif_of);
    let mut at = 2;
    // After the start of a scan come pixels, in which each 0xFF is followed by 0.
    let mut in_scan = false;
    while let Some(found) = next_marker(bytes, at) {
        if in_scan {
            kept.extend_from_slice(&bytes[at..found]);
        }
        let marker = bytes[found + 1];
        at = found + 2;
        match marker {
            0xd9 => break,
            // They have no segment.
            0x01 | 0xd0..=0xd8 => {
                if in_scan {
                    kept.extend_from_slice(&[0xff, marker]);
                }
                continue;
            }
            _ => {}
        }
        let length = be16(bytes, at).map(usize::from).filter(|length| *length >= 2);
        let Some(segment) = length.and_then(|length| slice(bytes, at + 2, length - 2)) else {
            at = found;
            break;
        };
        if let Some(segment) = of_picture(marker, segment) {
            // JFIF's segment has to come first.
            if marker != 0xe0
                && let Some(exif) = exif.take()
            {
                push_segment(&mut kept, 0xe1, &[b"Exif\0\0", &exif[..]].concat());
            }
            push_segment(&mut kept, marker, &segment);
            in_scan = marker == 0xda;
        }
        at += segment.len() + 2;
    }
    if in_scan && !bytes[..at].ends_with(&[0xff, 0xd9]) {
        kept.extend_from_slice(&bytes[at..]);
    }
    kept.extend_from_slice(&[0xff, 0xd9]);
    kept
}

/// Where the next marker begins at or after `at`.
fn next_marker(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    Some(at + rest.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xff))?)
}

/// The part of a JPEG segment that belongs to the picture.
fn of_picture(marker: u8, segment: &[u8]) -> Option<Cow<'_, [u8]>> {
    match marker {
        // Frames and tables; restart intervals, scans.
        0xc0..=0xc7 | 0xc9..=0xcf | 0xda..=0xdf => Some(Cow::Borrowed(segment)),
        // The last two of the kept bytes are the size of the thumbnail that follows them.
        0xe0 if segment.starts_with(b"JFIF\0") && segment.len() >= 14 => {
            Some(Cow::Owned([&segment[..12], &[0, 0]].concat()))
        }
        0xe2 if segment.starts_with(b"ICC_PROFILE\0") => Some(Cow::Borrowed(segment)),
        0xee if segment.starts_with(b"Adobe") => Some(Cow::Borrowed(&segment[..segment.len().min(12)])),
        _ => None,
    }
}

fn push_segment(kept: &mut Vec<u8>, marker: u8, segment: &[u8]) {
    kept.extend_from_slice(&[0xff, marker]);
    kept.extend_from_slice(&(segment.len() as u16 + 2).to_be_bytes());
    kept.extend_from_slice(segment);
}

/// Keeps the chunks with pixels, colours and frames.
fn png(bytes: &[u8], orientation: Option<u8>) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend_from_slice(&bytes[..8]);
    let mut exif = orientation.map(exif_of);
    let mut at = 8;
    while let (Some(length), Some(kind)) = (be32(bytes, at), slice(bytes, at + 4, 4)) {
        let is_pixels = matches!(kind, b"IDAT" | b"fdAT");
        let Some(chunk) = slice(bytes, at, (length as usize).saturating_add(12)) else {
            // Of the picture, keeps what is in the file.
            if is_pixels {
                kept.extend_from_slice(&bytes[at..]);
            }
            break;
        };
        let tells_colours = matches!(
            kind,
            b"PLTE"
                | b"tRNS"
                | b"gAMA"
                | b"cHRM"
                | b"sRGB"
                | b"iCCP"
                | b"cICP"
                | b"mDCV"
                | b"cLLI"
                | b"sBIT"
                | b"bKGD"
        );
        if is_pixels && let Some(exif) = exif.take() {
            push_chunk(&mut kept, *b"eXIf", &exif);
        }
        if is_pixels || tells_colours || matches!(kind, b"IHDR" | b"acTL" | b"fcTL" | b"IEND") {
            kept.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            break;
        }
        at += chunk.len();
    }
    kept
}

fn push_chunk(kept: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let mut checksum = crc32fast::Hasher::new();
    checksum.update(&kind);
    checksum.update(data);
    kept.extend_from_slice(&(data.len() as u32).to_be_bytes());
    kept.extend_from_slice(&kind);
    kept.extend_from_slice(data);
    kept.extend_from_slice(&checksum.finalize().to_be_bytes());
}

/// Keeps the chunks with pixels, colours and frames, and updates the header's flags.
fn webp(bytes: &[u8], orientation: Option<u8>) -> Vec<u8> {
    const EXIF: u8 = 0x08;
    const XMP: u8 = 0x04;
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend_from_slice(&bytes[..12]);
    let end = le32(bytes, 4).map_or(0, |length| (length as usize).saturating_add(8)).min(bytes.len());
    let mut is_extended = false;
    let mut at = 12;
    while let (Some(kind), Some(length)) = (slice(&bytes[..end], at, 4), le32(bytes, at + 4)) {
        // If the end is missing, uses what is in the file.
        let data = &bytes[(at + 8).min(end)..(at + 8).saturating_add(length as usize).min(end)];
        if matches!(kind, b"VP8X" | b"VP8 " | b"VP8L" | b"ALPH" | b"ICCP" | b"ANIM" | b"ANMF") {
            let begins = kept.len();
            kept.extend_from_slice(&bytes[at..at + 8]);
            kept.extend_from_slice(data);
            kept.extend_from_slice(&[0][..data.len() % 2]);
            if kind == b"VP8X" && !data.is_empty() {
                is_extended = true;
                kept[begins + 8] &= !(EXIF | XMP);
                kept[begins + 8] |= if orientation.is_some() { EXIF } else { 0 };
            }
        }
        at += 8 + data.len() + data.len() % 2;
    }
    if let Some(orientation) = orientation.filter(|_| is_extended) {
        kept.extend_from_slice(b"EXIF\x1a\0\0\0");
        kept.extend_from_slice(&exif_of(orientation));
    }
    let length = kept.len() as u32 - 8;
    kept[4..8].copy_from_slice(&length.to_le_bytes());
    kept
}

/// Keeps pictures, their timing and colours; drops comments, texts and other applications' data.
fn gif(bytes: &[u8]) -> Vec<u8> {
    const PROGRAMS: [&[u8]; 3] = [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3_usize << ((flags & 7) + 1) };
    let mut at = (13 + bytes.get(10).map_or(0, |flags| table(*flags))).min(bytes.len());
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend_from_slice(&bytes[..at]);
    while let Some(block) = bytes.get(at) {
        let (data, is_kept) = match block {
            0x21 => {
                let program = || slice(bytes, at + 3, 11).is_some_and(|name| PROGRAMS.contains(&name));
                (
                    at + 2,
                    matches!(bytes.get(at + 1), Some(0xf9))
                        || (bytes.get(at + 1) == Some(&0xff) && program()),
                )
            }
            0x2c => (at + 11 + bytes.get(at + 9).map_or(0, |flags| table(*flags)), true),
            // The end, or a block of an unknown kind.
            _ => break,
        };
        let mut end = data;
        while let Some(length) = bytes.get(end).filter(|length| **length != 0) {
            end += usize::from(*length) + 1;
        }
        end = (end + 1).min(bytes.len());
        if is_kept {
            kept.extend_from_slice(&bytes[at..end]);
        }
        at = end;
    }
    kept.push(0x3b);
    kept
}

/// Keeps the boxes of the picture; a bare codestream contains nothing else.
fn jpeg_xl(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"\xff\x0a") {
        return bytes.to_vec();
    }
    let mut kept = Vec::with_capacity(bytes.len());
    for place in iso_media::boxes(bytes) {
        if matches!(&place.kind, b"JXL " | b"ftyp" | b"jxlc" | b"jxlp" | b"jxll" | b"jxli") {
            kept.extend_from_slice(&bytes[place.at..place.end]);
        }
    }
    kept
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

fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(slice(bytes, at, 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests;
