//! Raw camera files: sensor data is no photo yet, but cameras store one beside it, as a JPEG.
//!
//! The JPEG is contiguous, whatever the maker's directories around it look like. So this searches for JPEGs, and the
//! largest complete one wins. The directories tell its orientation, and which JPEGs are tiles of the raw picture.

use std::collections::HashSet;
use std::ops::Range;

use image::metadata::Orientation;

use super::Format;
use super::header::{Header, be16, slice};
use super::ifd::Tiff;
use handlens_core::config::VIEW_SIDE;

/// Shorter side of the smallest usable preview, in pixels. A smaller one shows less than the model sees.
const LEAST_SIDE: u32 = VIEW_SIDE as u32;

/// Most directories that are searched.
const DIRECTORIES: usize = 64;

/// Most positions that begin like a JPEG and are examined. In sensor data, this happens by chance once in 16 MB.
const PLACES: usize = 4096;

const COMPRESSION: u16 = 259;
const COLOURS: u16 = 262;
const STRIPS: u16 = 273;
const TILES: u16 = 324;
const DNG_VERSION: u16 = 50_706;
/// Values of `COLOURS` for sensor data: colour filter array, and linear raw.
const SENSOR_COLOURS: [usize; 2] = [32_803, 34_892];

/// A preview in a raw camera file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Preview {
    /// The byte range of the JPEG in the file.
    pub(super) range: Range<usize>,
    pub(super) header: Header,
    /// How to turn the decoded JPEG upright.
    pub(super) turn: Orientation,
}

/// Result of searching a raw camera file.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Found {
    Preview(Preview),
    /// Only previews that are too small: width and height of the largest, in pixels.
    TooSmall(u32, u32),
    Nothing,
}

/// Whether a file is a raw camera file by its first bytes or its directories, whatever its name.
pub fn is_raw(bytes: &[u8]) -> bool {
    begins_like_raw(bytes) || Tiff::of(bytes).is_some_and(|tiff| has_sensor_data(&tiff))
}

/// Whether a file begins like a raw camera file that is not TIFF, or that has its own signature.
pub(super) fn begins_like_raw(bytes: &[u8]) -> bool {
    let starts = [b"FUJIFILMCCD-RAW".as_slice(), b"IIU\0", b"IIRO", b"IIRS", b"MMOR", b"\0MRM", b"FOVb"];
    starts.iter().any(|start| bytes.starts_with(start))
        || slice(bytes, 4, 8) == Some(b"ftypcrx ")
        || slice(bytes, 6, 8) == Some(b"HEAPCCDR")
        || (bytes.starts_with(b"II*\0") && slice(bytes, 8, 2) == Some(b"CR"))
}

fn has_sensor_data(tiff: &Tiff) -> bool {
    tiff.directories().iter().take(DIRECTORIES).any(|directory| {
        let is_sensors = |colours: Option<usize>| colours.is_some_and(|kind| SENSOR_COLOURS.contains(&kind));
        directory.entry(DNG_VERSION).is_some()
            || is_sensors(tiff.number(directory, COLOURS))
            || tiff.below(directory).iter().any(|below| is_sensors(tiff.number(below, COLOURS)))
    })
}

/// Finds the largest preview.
pub(super) fn preview(bytes: &[u8]) -> Found {
    let tiff = Tiff::of(bytes);
    let tiles = tiff.map(|tiff| tiles(&tiff)).unwrap_or_default();
    let mut found: Vec<(Range<usize>, Header)> =
        jpegs(bytes).filter(|(range, _)| !tiles.contains(&range.start)).collect();
    let area =
        |header: &Header| header.size.map_or(0, |(width, height)| u64::from(width) * u64::from(height));
    found.sort_by_key(|(_, header)| std::cmp::Reverse(area(header)));
    let large = found
        .iter()
        .find(|(_, header)| header.size.is_some_and(|(width, height)| width.min(height) >= LEAST_SIDE));
    if let Some((range, header)) = large {
        let own = header.orientation != Orientation::NoTransforms;
        let turn = if own { Orientation::NoTransforms } else { orientation(bytes, tiff.as_ref()) };
        return Found::Preview(Preview { range: range.clone(), header: header.clone(), turn });
    }
    let small = found.first().and_then(|(_, header)| header.size);
    // Some previews are uncompressed pixels in a directory.
    let plain = tiff.and_then(|tiff| {
        tiff.directories()
            .into_iter()
            .find(|directory| !tiff.is_full(directory))
            .and_then(|directory| tiff.size(&directory))
    });
    match small.or(plain) {
        Some((width, height)) => Found::TooSmall(width, height),
        None => Found::Nothing,
    }
}

/// The complete JPEGs in a file that a decoder can read; none of them lies inside another.
fn jpegs(bytes: &[u8]) -> impl Iterator<Item = (Range<usize>, Header)> {
    let (mut at, mut left) = (0, PLACES);
    std::iter::from_fn(move || {
        while left > 0 {
            let begins = at + bytes.get(at..)?.windows(3).position(|start| start == b"\xff\xd8\xff")?;
            left -= 1;
            at = begins + 3;
            let Some(pixels_at) = ordinary_jpeg(bytes, begins) else { continue };
            // If this one has no end marker, neither does any after it, so the search stops.
            let end = end_of_image(bytes, pixels_at)?;
            let range = begins..end;
            let header = Header::read(Format::Jpeg, &bytes[range.clone()]);
            if header.size.is_some() && header.complete && header.share >= 1.0 && !header.cmyk {
                at = end;
                return Some((range, header));
            }
        }
        None
    })
}

/// Where the pixels begin of the JPEG that begins at `begins`; none if it is no JPEG, or has a coding that photos do
/// not use (such as the lossless coding of sensor data).
fn ordinary_jpeg(bytes: &[u8], begins: usize) -> Option<usize> {
    let mut at = begins + 2;
    let mut is_ordinary = false;
    loop {
        let [0xff, marker] = *slice(bytes, at, 2)? else { return None };
        if marker == 0xff {
            at += 1;
            continue;
        }
        let length = usize::from(be16(bytes, at + 2)?).max(2);
        match marker {
            0xc0..=0xc2 => is_ordinary = slice(bytes, at + 4, 1) == Some(&[8]),
            0xda if is_ordinary => return Some(at + 2 + length),
            0x01 | 0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xda => return None,
            _ => {}
        }
        at += 2 + length;
    }
}

/// End of the end-of-image marker that follows pixels.
fn end_of_image(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let (marker, after) = super::jpeg::next_marker(bytes, at)?;
        at = match marker {
            0xd9 => return Some(after),
            0x01 | 0xd0..=0xd8 => after,
            _ => after + usize::from(be16(bytes, after)?).max(2),
        };
    }
}

/// Offsets of the tiles and strips of pictures in several pieces: in a raw picture coded as JPEG, each piece is a
/// JPEG.
fn tiles(tiff: &Tiff) -> HashSet<usize> {
    let mut tiles = HashSet::new();
    for directory in tiff.directories().into_iter().take(DIRECTORIES) {
        for part in tiff.below(&directory).into_iter().chain([directory]) {
            let pieces = |tag| part.entry(tag).map(|entry| tiff.numbers(entry)).unwrap_or_default();
            let is_sensors = tiff.number(&part, COLOURS).is_some_and(|kind| SENSOR_COLOURS.contains(&kind));
            let strips = pieces(STRIPS);
            if is_sensors || strips.len() > 1 || tiff.number(&part, COMPRESSION) == Some(34_892) {
                tiles.extend(strips);
            }
            tiles.extend(pieces(TILES));
        }
    }
    tiles
}

/// The orientation of the camera. A CR3 keeps the directory in its own box near the beginning.
fn orientation(bytes: &[u8], tiff: Option<&Tiff>) -> Orientation {
    let in_first = |tiff: &Tiff| tiff.directories().first().map(|directory| tiff.orientation(directory));
    if let Some(tiff) = tiff {
        return in_first(tiff).unwrap_or(Orientation::NoTransforms);
    }
    let start = &bytes[..bytes.len().min(65_536)];
    let box_at = start.windows(4).position(|kind| kind == b"CMT1");
    let boxed = box_at.and_then(|at| Tiff::of(&bytes[at + 4..]));
    boxed.as_ref().and_then(in_first).unwrap_or(Orientation::NoTransforms)
}
