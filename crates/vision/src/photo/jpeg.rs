//! The structure of a JPEG: size, orientation, and whether all of its picture is in the file.

use super::coverage::{coverage, zeros_from};
use super::header::{Header, be16, slice};

/// Walks the markers of a JPEG to its end-of-image marker. What a camera appends after that does not matter.
///
/// Between markers lies entropy-coded data in which 0xFF is always followed by 0, so that the walk finds
/// the next marker by scanning. An embedded thumbnail lies inside a segment and is stepped over.
pub(super) fn jpeg(bytes: &[u8]) -> Header {
    let mut header = Header::EMPTY;
    let (mut at, mut pixels_at, mut ends) = (2, None, false);
    while let Some((marker, after)) = next_marker(bytes, at) {
        at = after;
        match marker {
            0xd9 => {
                ends = true;
                break;
            }
            // Restart, start of image, temporary: they have no segment.
            0x01 | 0xd0..=0xd8 => continue,
            _ => {}
        }
        let Some(length) = be16(bytes, at).map(usize::from).filter(|length| *length >= 2) else { break };
        let Some(segment) = slice(bytes, at + 2, length - 2) else { break };
        at += length;
        match marker {
            // Start of frame, of any coding; C4, C8 and CC are tables. What follows pixels may be another picture's.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf if header.size.is_none() => {
                header.size = be16(segment, 3)
                    .zip(be16(segment, 1))
                    .map(|(width, height)| (u32::from(width), u32::from(height)));
                header.cmyk = segment.get(5) == Some(&4);
            }
            0xe1 if segment.starts_with(b"Exif\0\0") && pixels_at.is_none() => {
                header.set_orientation(segment);
            }
            0xe2 if segment.starts_with(b"ICC_PROFILE\0") => header.has_profile = true,
            0xda => {
                pixels_at.get_or_insert(at);
            }
            _ => {}
        }
    }
    if let Some(pixels_at) = pixels_at {
        header.complete = true;
        header.open = !ends;
        // The codes are counted only if there is reason for doubt, because that takes a third of the decoding time.
        let has_zeros = zeros_from(&bytes[..at], pixels_at).is_some();
        if !ends || has_zeros {
            note_coverage(&mut header, bytes, ends);
        }
    }
    header
}

fn note_coverage(header: &mut Header, bytes: &[u8], ends: bool) {
    match coverage(bytes) {
        Some(coverage) => {
            header.share = coverage.share;
            header.coarse = !coverage.is_fine;
        }
        None => header.complete = ends,
    }
}

/// The next marker's code at or after `at`, and where its segment begins.
pub(super) fn next_marker(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    let rest = bytes.get(at..)?;
    let found = rest.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xff))?;
    Some((rest[found + 1], at + found + 2))
}
