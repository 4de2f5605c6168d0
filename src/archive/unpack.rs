//! The bytes of one entry, with as many of them as are asked for and no more.

use std::io::{self, BufReader, Read, Seek, SeekFrom, sink};

use zip::read::read_zipfile_from_stream;

use super::directory::{Content, u16_at};
use super::write::local_header;
use crate::{Error, Result, saying};

/// Bytes that tell whether a file is a photo.
pub(super) const START_BYTES: u64 = 64 * 1024;
/// Length of a local header, before the name.
const HEADER: usize = 30;

/// Unpacks up to `most` bytes. `check` sees the first 64 kB and may end it there.
///
/// Method, sizes and checksum are those of the directory; an entry that unpacks to more than it says is damaged. Of the
/// local header only its length counts, for it may lack the rest. So the zip crate is given a header that has it all.
pub(super) fn unpack<R: Read + Seek>(
    reader: &mut R,
    content: Content,
    most: u64,
    check: impl FnOnce(&[u8]) -> Result<()>,
) -> Result<Vec<u8>> {
    let mut packed = find(reader, content).map_err(damaged)?;
    let mut bytes = Vec::new();
    let mut file = read_zipfile_from_stream(&mut packed)
        .map_err(io::Error::from)
        .and_then(|file| file.ok_or(io::ErrorKind::InvalidData.into()))
        .map_err(damaged)?;
    file.by_ref().take(START_BYTES.min(most)).read_to_end(&mut bytes).map_err(damaged)?;
    check(&bytes)?;
    let left = most.saturating_sub(bytes.len() as u64);
    file.take(left).read_to_end(&mut bytes).map_err(damaged)?;
    Ok(bytes)
}

/// A header made from the directory, and the packed bytes.
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
    let header =
        local_header(content.method, content.crc, content.packed_size as u32, content.size as u32, "");
    Ok(io::Cursor::new(header).chain(reader.take(content.packed_size)))
}

/// The sentence for a photo whose packed bytes are not what they should be.
fn damaged(cause: io::Error) -> Error {
    Error::photo(saying!("archive-entry-damaged")).with_detail(cause)
}
