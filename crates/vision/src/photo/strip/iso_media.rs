//! HEIC, AVIF and JPEG XL: nested boxes. In the first two, tables give the offset of each item in the file, so
//! nothing may move.

use std::collections::HashSet;

use super::{be16, be32, slice};

/// A box: its kind, and the positions of the box and its content, all within the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) kind: [u8; 4],
    pub(super) at: usize,
    content: usize,
    pub(super) end: usize,
}

/// Most extents of items that are overwritten; a normal file has a handful.
const EXTENTS: usize = 10_000;

/// The boxes of a file, or of a box's content, in order. A box that reaches beyond the end is cut there.
pub(super) fn boxes(bytes: &[u8]) -> impl Iterator<Item = Place> + '_ {
    boxes_in(bytes, 0, bytes.len())
}

fn boxes_in(bytes: &[u8], mut at: usize, end: usize) -> impl Iterator<Item = Place> + '_ {
    let bytes = &bytes[..end];
    std::iter::from_fn(move || {
        let kind: [u8; 4] = slice(bytes, at + 4, 4)?.try_into().ok()?;
        let (header, length) = match be32(bytes, at)? {
            0 => (8, (end - at) as u64),
            1 => (16, u64::from(be32(bytes, at + 8)?) << 32 | u64::from(be32(bytes, at + 12)?)),
            length => (8, length.into()),
        };
        let ends = (at as u64).saturating_add(length).min(end as u64) as usize;
        let place = Place { kind, at, content: at + header, end: ends };
        if place.content > ends {
            return None;
        }
        at = ends;
        Some(place)
    })
}

/// Overwrites items and boxes that are not part of the picture, and cuts off what follows the last box.
pub(super) fn strip(bytes: &[u8]) -> Vec<u8> {
    let mut kept = bytes.to_vec();
    // Number of bytes that may be overwritten: forged tables can name the same place again and again.
    let mut effort = 4 * bytes.len();
    let mut ends = 0;
    for place in boxes(bytes) {
        ends = place.end;
        match &place.kind {
            b"ftyp" | b"mdat" | b"idat" | b"free" | b"skip" => {}
            b"meta" => blank_items(bytes, place, &mut kept, &mut effort),
            b"moov" => {
                for inner in boxes_in(bytes, place.content, place.end) {
                    blank_unless(&mut kept, inner, &[b"mvhd", b"trak"]);
                }
            }
            _ => blank(&mut kept, place),
        }
    }
    kept.truncate(ends);
    kept
}

fn blank_unless(kept: &mut [u8], place: Place, kinds: &[&[u8; 4]]) {
    if !kinds.contains(&&place.kind) {
        blank(kept, place);
    }
}

/// Turns a box into free space.
fn blank(kept: &mut [u8], place: Place) {
    kept[place.at + 4..place.at + 8].copy_from_slice(b"free");
    kept[place.content..place.end].fill(0);
}

/// Overwrites the items of a meta box that hold text: EXIF, XMP and everything else with a media type or a URI.
fn blank_items(bytes: &[u8], meta: Place, kept: &mut [u8], effort: &mut usize) {
    // A full box: version and flags come first.
    let inner: Vec<Place> = boxes_in(bytes, (meta.content + 4).min(meta.end), meta.end).collect();
    let find = |kind: &[u8; 4]| inner.iter().find(|place| place.kind == *kind).copied();
    let (Some(infos), Some(locations)) = (find(b"iinf"), find(b"iloc")) else { return };
    let version = bytes.get(infos.content).copied().unwrap_or(0);
    let entries = infos.content + if version == 0 { 6 } else { 8 };
    let texts: HashSet<u32> = boxes_in(bytes, entries.min(infos.end), infos.end)
        .filter(|place| place.kind == *b"infe")
        .filter_map(|place| text_item(&bytes[..place.end], place.content))
        .collect();
    let data = find(b"idat").map_or((0, 0), |place| (place.content, place.end));
    for (item, in_data, offset, length) in
        extents(&bytes[..locations.end], locations.content).unwrap_or_default()
    {
        if !texts.contains(&item) {
            continue;
        }
        let (base, limit) = if in_data { data } else { (0, kept.len()) };
        let begins = (base as u64).saturating_add(offset).min(limit as u64) as usize;
        // A length of zero means everything that follows, which is not this item's alone: nothing is overwritten then.
        let ends = (begins as u64).saturating_add(length).min(limit as u64) as usize;
        let Some(left) = effort.checked_sub(ends - begins) else { return };
        *effort = left;
        kept[begins..ends].fill(0);
    }
    for place in &inner {
        if matches!(&place.kind, b"uuid" | b"xml " | b"bxml" | b"udta" | b"jumb") {
            blank(kept, *place);
        }
    }
}

/// The id of the item that an entry describes, if it holds text.
fn text_item(bytes: &[u8], at: usize) -> Option<u32> {
    let (id, kind) = match bytes.get(at)? {
        2 => (be16(bytes, at + 4)?.into(), slice(bytes, at + 8, 4)?),
        3 => (be32(bytes, at + 4)?, slice(bytes, at + 10, 4)?),
        _ => return None,
    };
    matches!(kind, b"Exif" | b"mime" | b"uri " | b"jumb").then_some(id)
}

/// An item's id, whether its data are in the data box, their offset and their length.
type Extent = (u32, bool, u64, u64);

/// All extents in a location box, as far as it can be read.
fn extents(bytes: &[u8], at: usize) -> Option<Vec<Extent>> {
    let version = *bytes.get(at)?;
    let (sizes, more) = (*bytes.get(at + 4)?, *bytes.get(at + 5)?);
    let (offset_size, length_size, base_size) = (sizes >> 4, sizes & 15, more >> 4);
    let index_size = if version == 0 { 0 } else { more & 15 };
    let mut reader = Numbers { bytes, at: at + 6 };
    let items = reader.next(if version < 2 { 2 } else { 4 })?;
    let mut found = Vec::new();
    for _ in 0..items {
        let item = reader.next(if version < 2 { 2 } else { 4 })? as u32;
        let method = if version == 0 { 0 } else { reader.next(2)? & 15 };
        reader.next(2)?;
        let base = reader.next(base_size)?;
        for _ in 0..reader.next(2)? {
            reader.next(index_size)?;
            let offset = reader.next(offset_size)?;
            let length = reader.next(length_size)?;
            found.push((item, method == 1, base.saturating_add(offset), length));
            if found.len() == EXTENTS {
                return Some(found);
            }
        }
    }
    Some(found)
}

/// Reads big-endian numbers of 0 to 8 bytes in sequence.
struct Numbers<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Numbers<'_> {
    fn next(&mut self, length: u8) -> Option<u64> {
        let bytes = slice(self.bytes, self.at, length.into())?;
        self.at += usize::from(length);
        Some(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }
}
