//! How much of a JPEG's picture is in the file, determined by reading its codes without computing any pixels.
//!
//! Decoders cannot tell: they all fill what is missing with grey, or with whatever a run of zeros means, and report
//! success. An end-of-image marker does not tell either: some cameras omit it, and some copies have it after a half
//! of zeros. So if there is reason for doubt (see [`super::jpeg`]), the codes themselves are counted.

use super::header::{be16, slice};

/// Length of a run of zero bytes that suggests a broken copy. Only a large uniform area, in a file with its own
/// tables, has as many; its codes are still read without error.
const ZEROS: usize = 64;

/// Most visits per block of the picture, that is, most scans.
const MOST_VISITS: u64 = 64;

/// How much of a picture is in the file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Coverage {
    /// Share of the picture, from its top, whose codes are in the file, 0 to 1.
    pub(super) share: f64,
    /// Whether all later scans, which add detail, are in the file.
    pub(super) is_fine: bool,
}

/// How much of a JPEG's picture is in the file; none for codings that are not supported here.
pub(super) fn coverage(bytes: &[u8]) -> Option<Coverage> {
    let mut walk = Walk::default();
    let mut at = 2;
    while let Some((marker, segment, after)) = next_segment(bytes, at) {
        at = after;
        match marker {
            0xd9 => break,
            0xc0..=0xc2 if walk.components.is_empty() => walk.read_frame(marker == 0xc2, segment)?,
            // Lossless and arithmetic coding, and hierarchical frames.
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => return None,
            0xc4 if walk.read_tables(segment).is_none() => break,
            0xdd => walk.restart_every = be16(segment, 0).map_or(0, u64::from),
            0xda => match walk.read_scan(bytes, segment, after) {
                Some(end) => at = end,
                None => break,
            },
            _ => {}
        }
    }
    walk.result()
}

/// A marker, its segment (empty for markers without one) and where the segment ends.
fn next_segment(bytes: &[u8], at: usize) -> Option<(u8, &[u8], usize)> {
    let (marker, at) = super::jpeg::next_marker(bytes, at)?;
    if matches!(marker, 0x01 | 0xd0..=0xd9) {
        return Some((marker, &[], at));
    }
    let length = be16(bytes, at).map(usize::from).filter(|length| *length >= 2)?;
    Some((marker, slice(bytes, at + 2, length - 2)?, at + length))
}

/// One colour component of the picture.
struct Component {
    id: u8,
    /// Its blocks in one unit (MCU) of an interleaved scan, horizontally and vertically.
    across: u32,
    down: u32,
    /// Blocks that cover the picture in a scan of this component only.
    columns: u32,
    rows: u32,
    /// Blocks per row of `known`, rounded up to whole units.
    stride: u32,
    /// Share of the picture covered by its first scan; none before that scan.
    covered: Option<f64>,
    /// For each block, a bit mask of coefficients that are nonzero so far; progressive scans refine these.
    known: Vec<u64>,
}

/// A Huffman table: for each code length, the first code that is too large, and where the values begin.
#[derive(Clone, Default)]
struct Table {
    beyond: [u32; 17],
    first: [u32; 17],
    values: Vec<u8>,
}

/// The coefficients of a scan, and whether it refines them.
#[derive(Clone, Copy)]
struct Band {
    from: u8,
    to: u8,
    refines: bool,
}

#[derive(Default)]
struct Walk {
    is_progressive: bool,
    components: Vec<Component>,
    units: (u32, u32),
    dc: [Table; 4],
    ac: [Table; 4],
    restart_every: u64,
    /// Whether a later scan was cut off, or a first scan of finer coefficients is missing.
    coarse: bool,
    brightness_bands: u64,
    visits: u64,
    most_visits: u64,
}

/// The entropy-coded data of a scan, bit by bit.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    buffer: u8,
    left: u8,
}

impl Bits<'_> {
    /// The next bit; none where the scan's data end, at a marker or at the end of the file.
    fn bit(&mut self) -> Option<u32> {
        if self.left == 0 {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            if byte == 0xff {
                if self.bytes.get(self.at) == Some(&0) {
                    self.at += 1;
                } else {
                    self.at -= 1;
                    return None;
                }
            }
            self.buffer = byte;
            self.left = 8;
        }
        self.left -= 1;
        Some(u32::from(self.buffer >> self.left & 1))
    }

    fn bits(&mut self, count: u8) -> Option<u32> {
        (0..count).try_fold(0, |value, _| Some(value << 1 | self.bit()?))
    }

    fn symbol(&mut self, table: &Table) -> Option<u8> {
        let mut code = 0;
        for length in 1..=16 {
            code = code << 1 | self.bit()?;
            if code < table.beyond[length] {
                let begins = table.beyond[length] - code;
                return table.values.get((table.first[length] - begins) as usize).copied();
            }
        }
        None
    }

    /// Skips a restart marker, if it comes next.
    fn restart(&mut self) -> bool {
        self.left = 0;
        let is_restart = matches!(slice(self.bytes, self.at, 2), Some([0xff, 0xd0..=0xd7]));
        self.at += if is_restart { 2 } else { 0 };
        is_restart
    }

    /// Whether a marker or the end of the file follows within a byte of padding.
    fn is_at_end(&self) -> bool {
        [self.at, self.at + 1].iter().any(|at| match slice(self.bytes, *at, 2) {
            Some([0xff, second]) => *second != 0,
            Some(_) => false,
            None => true,
        })
    }
}

impl Walk {
    fn read_frame(&mut self, is_progressive: bool, segment: &[u8]) -> Option<()> {
        self.is_progressive = is_progressive;
        let (height, width) = (u32::from(be16(segment, 1)?), u32::from(be16(segment, 3)?));
        let count = usize::from(*segment.get(5)?);
        let parts: Vec<&[u8]> = segment.get(6..)?.chunks_exact(3).take(count).collect();
        let factors = |part: &[u8]| (u32::from(part[1] >> 4), u32::from(part[1] & 15));
        let most_across = parts.iter().map(|part| factors(part).0).max()?;
        let most_down = parts.iter().map(|part| factors(part).1).max()?;
        let pixels = u64::from(width) * u64::from(height);
        if parts.len() != count
            || pixels == 0
            || pixels > handlens_core::config::limits::PHOTO_PIXELS
            || parts
                .iter()
                .any(|part| !(1..=4).contains(&factors(part).0) || !(1..=4).contains(&factors(part).1))
        {
            return None;
        }
        self.units = (width.div_ceil(8 * most_across), height.div_ceil(8 * most_down));
        for part in parts {
            let (across, down) = factors(part);
            let stride = self.units.0 * across;
            let blocks = u64::from(stride) * u64::from(self.units.1 * down);
            self.most_visits += blocks * MOST_VISITS;
            self.components.push(Component {
                id: part[0],
                across,
                down,
                columns: (width * across).div_ceil(8 * most_across),
                rows: (height * down).div_ceil(8 * most_down),
                stride,
                covered: None,
                known: if is_progressive { vec![0; blocks as usize] } else { Vec::new() },
            });
        }
        Some(())
    }

    fn read_tables(&mut self, mut segment: &[u8]) -> Option<()> {
        while let Some((&kind, rest)) = segment.split_first() {
            let counts = rest.get(..16)?;
            let values: usize = counts.iter().map(|count| usize::from(*count)).sum();
            let mut table = Table { values: slice(rest, 16, values)?.to_vec(), ..Table::default() };
            let (mut code, mut place) = (0_u32, 0_u32);
            for (length, count) in (1..).zip(counts) {
                code = (code << 1) + u32::from(*count);
                place += u32::from(*count);
                table.beyond[length] = code;
                table.first[length] = place;
            }
            let tables = if kind >> 4 == 0 { &mut self.dc } else { &mut self.ac };
            *tables.get_mut(usize::from(kind & 15))? = table;
            segment = &rest[16 + values..];
        }
        Some(())
    }

    /// Counts the units of a scan that are in the file. Returns where the scan ends, or none if nothing after it can
    /// be read.
    fn read_scan(&mut self, bytes: &[u8], header: &[u8], at: usize) -> Option<usize> {
        let count = usize::from(*header.first()?);
        let mut parts = Vec::new();
        for place in 0..count {
            let part = slice(header, 1 + 2 * place, 2)?;
            let component = self.components.iter().position(|component| component.id == part[0])?;
            parts.push((component, usize::from(part[1] >> 4 & 3), usize::from(part[1] & 3)));
        }
        let [from, to, approximation] = *slice(header, 1 + 2 * count, 3)? else { return None };
        let band = if self.is_progressive {
            Band { from, to: to.min(63), refines: approximation >> 4 != 0 }
        } else {
            Band { from: 0, to: 63, refines: false }
        };
        let columns = if count == 1 { self.components[parts[0].0].columns } else { self.units.0 };
        let rows = if count == 1 { self.components[parts[0].0].rows } else { self.units.1 };
        let units = u64::from(columns) * u64::from(rows);
        let mut bits = Bits { bytes, at, buffer: 0, left: 0 };
        let zeros = zeros_from(bytes, at);
        let mut before_zeros = None;
        let (mut done, mut skipped) = (0, 0_u32);
        while done < units {
            if self.restart_every > 0 && done > 0 && done % self.restart_every == 0 {
                skipped = 0;
                if !bits.restart() {
                    break;
                }
            }
            let place = ((done % u64::from(columns)) as u32, (done / u64::from(columns)) as u32);
            if self.read_unit(&mut bits, &parts, place, band, &mut skipped).is_none() {
                break;
            }
            if before_zeros.is_none() && zeros.is_some_and(|zeros| bits.at > zeros + 1) {
                before_zeros = Some(done);
            }
            done += 1;
        }
        let is_whole = done == units && (before_zeros.is_none() || bits.is_at_end());
        let is_spoilt = !is_whole && before_zeros.is_some();
        if let (true, Some(before)) = (is_spoilt, before_zeros) {
            done = before;
        }
        self.note_scan(&parts, band, done as f64 / units.max(1) as f64, is_spoilt);
        is_whole.then_some(bits.at)
    }

    fn note_scan(&mut self, parts: &[(usize, usize, usize)], band: Band, share: f64, is_spoilt: bool) {
        for (component, ..) in parts {
            let covered = &mut self.components[*component].covered;
            if band.from == 0 {
                *covered = covered.or(Some(share));
            }
            // Zeros are decoded as if there were no detail.
            if is_spoilt {
                *covered = covered.map(|before| before.min(share));
            }
            if *component == 0 && share >= 1.0 {
                self.brightness_bands |= (u64::MAX >> (63 - band.to)) & (u64::MAX << band.from.min(63));
            }
        }
        self.coarse |= self.is_progressive && share < 1.0;
    }

    /// Reads the blocks of one unit; none if some are missing.
    fn read_unit(
        &mut self,
        bits: &mut Bits<'_>,
        parts: &[(usize, usize, usize)],
        (column, row): (u32, u32),
        band: Band,
        skipped: &mut u32,
    ) -> Option<()> {
        for (component, dc, ac) in parts {
            let (across, down) = match (parts.len(), &self.components[*component]) {
                (1, _) => (1, 1),
                (_, component) => (component.across, component.down),
            };
            for block in 0..across * down {
                self.visits += 1;
                if self.visits > self.most_visits {
                    return None;
                }
                let stride = self.components[*component].stride;
                let at = (row * down + block / across) * stride + column * across + block % across;
                if self.is_progressive {
                    let known = self.components[*component].known.get_mut(at as usize)?;
                    let tables = (&self.dc[*dc], &self.ac[*ac]);
                    progressive_block(bits, tables, known, band, skipped)?;
                } else {
                    sequential_block(bits, &self.dc[*dc], &self.ac[*ac])?;
                }
            }
        }
        Some(())
    }

    fn result(&self) -> Option<Coverage> {
        let shares = self.components.iter().map(|component| component.covered.unwrap_or(0.0));
        let share = shares.reduce(f64::min)?;
        // Unless all luma coefficients have at least a rough value, the picture is a mosaic.
        let is_mosaic = self.is_progressive && self.brightness_bands != u64::MAX;
        let share = if is_mosaic { 0.0 } else { share };
        Some(Coverage { share, is_fine: !self.coarse })
    }
}

/// Where the first long run of zeros after `at` begins.
pub(super) fn zeros_from(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    // Such a run contains an aligned piece of half its length that is all zeros.
    let piece = rest.chunks_exact(ZEROS / 2).position(|piece| piece.iter().all(|byte| *byte == 0))?;
    let before = &rest[..piece * (ZEROS / 2)];
    Some(at + before.len() - before.iter().rev().take_while(|byte| **byte == 0).count())
}

fn sequential_block(bits: &mut Bits<'_>, dc: &Table, ac: &Table) -> Option<()> {
    let size = bits.symbol(dc)?;
    bits.bits(size.min(16))?;
    let mut place = 1;
    while place < 64 {
        let symbol = bits.symbol(ac)?;
        let (run, size) = (symbol >> 4, symbol & 15);
        match (run, size) {
            (15, 0) => place += 16,
            (_, 0) => break,
            _ => {
                bits.bits(size)?;
                place += run + 1;
            }
        }
    }
    Some(())
}

/// Reads a block of a progressive scan. `skipped` counts the blocks that a code has declared empty.
fn progressive_block(
    bits: &mut Bits<'_>,
    (dc, ac): (&Table, &Table),
    known: &mut u64,
    band: Band,
    skipped: &mut u32,
) -> Option<()> {
    if band.from == 0 {
        if band.refines {
            bits.bit()?;
        } else {
            let size = bits.symbol(dc)?;
            bits.bits(size.min(16))?;
        }
        return Some(());
    }
    let mut place = band.from;
    if *skipped == 0 {
        while place <= band.to {
            let symbol = bits.symbol(ac)?;
            let (run, size) = (symbol >> 4, symbol & 15);
            if size == 0 && run < 15 {
                *skipped = (1 << run) + bits.bits(run)?;
                break;
            }
            if !band.refines {
                if size > 0 {
                    bits.bits(size)?;
                    *known |= 1_u64.checked_shl(u32::from(place + run)).unwrap_or(0);
                }
                place += run + 1;
                continue;
            }
            if size > 0 {
                bits.bit()?;
            }
            place = refine(bits, *known, place, band.to, Some(run))?;
            if size > 0 && place <= band.to {
                *known |= 1 << place;
            }
            place += 1;
        }
    }
    if *skipped > 0 {
        if band.refines {
            refine(bits, *known, place, band.to, None)?;
        }
        *skipped -= 1;
    }
    Some(())
}

/// Reads a refinement bit for each nonzero coefficient. Passes `zeros` coefficients that are zero and stops at the
/// next one, or at the end of the band. Returns where it stops.
fn refine(bits: &mut Bits<'_>, known: u64, mut place: u8, to: u8, zeros: Option<u8>) -> Option<u8> {
    let mut left = zeros;
    if left.is_none() && known == 0 {
        return Some(to + 1);
    }
    while place <= to {
        if known >> place & 1 == 1 {
            bits.bit()?;
        } else if let Some(left) = &mut left {
            if *left == 0 {
                break;
            }
            *left -= 1;
        }
        place += 1;
    }
    Some(place)
}
