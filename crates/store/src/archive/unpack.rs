//! Unpacks one entry, up to a limit or as far as its picture needs.
//!
//! Deflate can turn one byte into a thousand. So a picture is unpacked in steps, each of which checks how far the
//! picture extends: padding after its end, or inside a picture that could not be that large, stays packed.

use std::io::{self, BufReader, Read, Seek, SeekFrom, sink};

use zip::read::read_zipfile_from_stream;

use super::date;
use super::directory::{Content, u16_at};
use super::write::local_header;
use handlens_core::config::limits::PHOTO_BYTES;
use handlens_core::{Error, Result, msg};
use handlens_vision::photo::{Extent, Format};

/// Bytes that suffice to tell whether a file is a photo.
pub(super) const START_BYTES: u64 = 64 * 1024;
/// Length of a local header, before the name.
const HEADER: usize = 30;

/// An entry may always unpack to this many times its packed size: photos hardly shrink, and neither does what cameras
/// append to them.
const PLAIN_RATIO: u64 = 16;
/// And to this many bytes more, which cost little.
const PLAIN_BYTES: u64 = 1024 * 1024;
/// Most bytes per pixel in any supported format: four channels of 16 bits.
const PIXEL_BYTES: u64 = 8;
/// Most bytes before the header that states the picture's size.
const HEADER_BYTES: u64 = 4 * 1024 * 1024;
/// The same for a TIFF, which may have its header at the end.
const TIFF_BYTES: u64 = 64 * 1024 * 1024;

/// Bytes that all entries of an archive together may unpack to beyond their plain limits: room for hundreds of
/// drawings and blank scans, which shrink to almost nothing.
pub(super) const EXCESS_BYTES: u64 = 512 * 1024 * 1024;

/// Unpacks up to `most` bytes.
///
/// Method, sizes and checksum are taken from the directory; an entry that unpacks to more than stated is damaged. Of
/// the local header only the length is used, because the rest may be missing. So the zip crate is given a complete
/// header.
pub(super) fn unpack<R: Read + Seek>(reader: &mut R, content: Content, most: u64) -> Result<Vec<u8>> {
    unpacking(reader, content, |file| {
        let mut bytes = Vec::new();
        Read::take(&mut *file, most).read_to_end(&mut bytes).map_err(damaged)?;
        Ok(bytes)
    })
}

/// Unpacks a picture as far as needed. `check` gets the first 64 kB, and returns their format or an error. Bytes
/// beyond the entry's plain limit are subtracted from `excess`.
///
/// If far more follows the end of the picture than was packed, it is left out, and the checksum is not verified.
///
/// # Errors
/// Also when a picture continues beyond what its size needs, or when `excess` is used up.
pub(super) fn unpack_picture<R: Read + Seek>(
    reader: &mut R,
    content: Content,
    excess: &mut u64,
    check: impl FnOnce(&[u8]) -> Result<Option<Format>>,
) -> Result<Vec<u8>> {
    let plain = content.packed_size.saturating_mul(PLAIN_RATIO).saturating_add(PLAIN_BYTES);
    unpacking(reader, content, |file| {
        let mut bytes = Vec::new();
        Read::take(&mut *file, START_BYTES).read_to_end(&mut bytes).map_err(damaged)?;
        let format = check(&bytes)?;
        // One byte more than allowed, to detect larger files.
        let most = PHOTO_BYTES + 1;
        let mut step = START_BYTES;
        loop {
            let length = bytes.len() as u64;
            if length < step {
                // The entry ended, so its checksum was verified.
                return Ok(bytes);
            }
            if length >= plain {
                let extent = Extent::of(format, &bytes);
                if extent.ends {
                    return Ok(bytes);
                }
                if length >= needed(format, extent) || *excess == 0 {
                    return Err(Error::photo(msg!("archive-entry-padded")));
                }
            }
            if length >= most {
                return Ok(bytes);
            }
            let doubled = (2 * length).min(most);
            step = if length < plain { doubled.min(plain) } else { doubled };
            Read::take(&mut *file, step - length).read_to_end(&mut bytes).map_err(damaged)?;
            let beyond = (bytes.len() as u64).saturating_sub(length.max(plain));
            *excess = excess.saturating_sub(beyond);
        }
    })
}

/// Most bytes that a picture may need, as far as known.
fn needed(format: Option<Format>, extent: Extent) -> u64 {
    match (extent.pixels, format) {
        // A TIFF may have further pages and 32-bit values.
        (Some(pixels), Some(Format::Tiff)) => {
            pixels.saturating_mul(2 * PIXEL_BYTES).saturating_add(TIFF_BYTES)
        }
        (Some(pixels), _) => pixels.saturating_mul(PIXEL_BYTES).saturating_add(HEADER_BYTES),
        (None, Some(Format::Tiff)) => TIFF_BYTES,
        (None, _) => HEADER_BYTES,
    }
}

/// Opens an entry for reading.
fn unpacking<R: Read + Seek, T>(
    reader: &mut R,
    content: Content,
    read: impl FnOnce(&mut dyn Read) -> Result<T>,
) -> Result<T> {
    let mut packed = find(reader, content).map_err(damaged)?;
    let mut file = read_zipfile_from_stream(&mut packed)
        .map_err(io::Error::from)
        .and_then(|file| file.ok_or(io::ErrorKind::InvalidData.into()))
        .map_err(damaged)?;
    read(&mut file)
}

/// A complete header made from the directory, followed by the packed bytes.
fn find<R: Read + Seek>(reader: &mut R, content: Content) -> io::Result<impl Read> {
    reader.seek(SeekFrom::Start(content.offset))?;
    let mut reader = BufReader::with_capacity(START_BYTES as usize, reader);
    let mut header = [0; HEADER];
    reader.read_exact(&mut header)?;
    if !header.starts_with(b"PK\x03\x04") {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let names = u64::from(u16_at(&header, 26)) + u64::from(u16_at(&header, 28));
    io::copy(&mut reader.by_ref().take(names), &mut sink())?;
    let header = local_header(
        content.method,
        date::UNKNOWN,
        (content.crc, content.packed_size as u32, content.size as u32),
        "",
    );
    Ok(io::Cursor::new(header).chain(reader.take(content.packed_size)))
}

/// The error for a photo whose packed bytes are damaged.
fn damaged(cause: io::Error) -> Error {
    Error::photo(msg!("archive-entry-damaged")).with_detail(cause)
}
