//! [`PhotoArchive`]: a ZIP of class folders, written as a stream.

use std::collections::HashMap;
use std::io::Write;

use super::{date, entry_name};
use handlens_core::labelling::is_system;
use handlens_core::text::name::clean;
use handlens_core::{Error, Result, msg};
use handlens_vision::photo::{Format, RAW_MEDIA_TYPE, Taken, is_raw_camera_file};

/// Prefix of an entry's comment, which states the class: the folder's name may have to differ from it, or may be one
/// that is no class in archives of other programs.
pub(super) const COMMENT: &str = "Class: ";
/// Longest folder name, and longest file name without its extension, in bytes. Windows allows about 260 for a whole
/// path.
const NAME_BYTES: usize = 100;
/// Flags of each entry: names are in UTF-8.
const FLAGS: u16 = 1 << 11;
/// Format versions that a reader has to support: folders, and offsets beyond 4 GB.
const VERSION: u16 = 20;
const VERSION_64: u16 = 45;
/// Made on Unix, as a plain file that all may read: only then does unzip take names for UTF-8.
const UNIX: u16 = 3 << 8;
const MODE: u16 = 0o100_644;

/// A ZIP of class folders that is being written. Photos are stored uncompressed, because deflate makes no photo
/// smaller.
///
/// Sizes and checksums are known in advance, so the writer needs no data descriptors and no seeking. The zip crate's
/// stream writer has to use data descriptors, which not every program supports for stored files. The directory is
/// kept in memory until the end, at about 100 bytes per photo.
#[derive(Debug)]
pub struct PhotoArchive<W> {
    writer: W,
    /// Bytes written so far.
    written: u64,
    entries: u64,
    directory: Vec<u8>,
    /// The folder of each class.
    folders: HashMap<String, String>,
    used: UsedNames,
}

/// Names in use, in lower case, because not every file system distinguishes `a.jpg` from `A.jpg`.
#[derive(Debug, Default)]
struct UsedNames(HashMap<String, u32>);

impl<W: Write> PhotoArchive<W> {
    /// An archive written to `writer`, which needs no buffer for the photos.
    pub fn new(writer: W) -> Self {
        Self {
            writer,
            written: 0,
            entries: 0,
            directory: Vec::new(),
            folders: HashMap::new(),
            used: UsedNames::default(),
        }
    }

    /// Adds a photo to the folder of its class. Names are made safe for every system and unique; the extension
    /// becomes that of `media_type` (such as `image/jpeg`).
    ///
    /// # Errors
    /// A sentence if the writer fails; the archive is then unusable.
    pub fn add(&mut self, class: &str, name: &str, bytes: &[u8], media_type: &str) -> Result<()> {
        self.add_taken(class, name, (bytes, media_type), None)
    }

    /// As [`PhotoArchive::add`], and sets the file's date to when the photo was taken, so that programs can sort by
    /// time. The photo's own bytes should not contain that date.
    pub fn add_taken(
        &mut self,
        class: &str,
        name: &str,
        (bytes, media_type): (&[u8], &str),
        taken: Option<Taken>,
    ) -> Result<()> {
        let folder = if let Some(folder) = self.folders.get(class) {
            folder.clone()
        } else {
            let folder = self.used.free("", &safe(class, "class"), "");
            self.folders.insert(class.to_owned(), folder.clone());
            folder
        };
        let (stem, ending) = with_ending(name, media_type);
        let path = self.used.free(&format!("{folder}/"), &safe(stem, "photo"), &ending);
        // Cut as it would be when read, so that it fits into a comment.
        let comment = entry_name::class(class).map(|class| format!("{COMMENT}{class}"));
        let size = u32::try_from(bytes.len()).map_err(|cause| failed(&cause))?;
        let crc = crc32fast::hash(bytes);
        let offset = self.written;
        let header = local_header(0, date::write(taken), (crc, size, size), &path);
        self.write(&header)?;
        self.write(bytes)?;
        self.entries += 1;
        self.list(&header, &path, &comment.unwrap_or_default(), offset);
        Ok(())
    }

    /// Writes the directory and returns the writer.
    pub fn finish(mut self) -> Result<W> {
        let (start, directory) = (self.written, std::mem::take(&mut self.directory));
        self.write(&directory)?;
        let (size, entries) = (directory.len() as u64, self.entries);
        let mut end = Vec::new();
        if entries >= u16::MAX.into() || start + size >= u32::MAX.into() {
            end.extend_from_slice(b"PK\x06\x06");
            end.extend(44_u64.to_le_bytes());
            end.extend([VERSION_64, VERSION_64, 0, 0, 0, 0].iter().flat_map(|value| value.to_le_bytes()));
            end.extend([entries, entries, size, start].iter().flat_map(|value| value.to_le_bytes()));
            end.extend_from_slice(b"PK\x06\x07\0\0\0\0");
            end.extend((start + size).to_le_bytes());
            end.extend(1_u32.to_le_bytes());
        }
        let short = u16::try_from(entries).unwrap_or(u16::MAX);
        end.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        end.extend([short, short].iter().flat_map(|value| value.to_le_bytes()));
        end.extend([size, start].iter().flat_map(|value| low(*value).to_le_bytes()));
        end.extend([0, 0]);
        self.write(&end)?;
        self.writer.flush().map_err(|cause| failed(&cause))?;
        Ok(self.writer)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.writer.write_all(bytes).map_err(|cause| failed(&cause))?;
        self.written += bytes.len() as u64;
        Ok(())
    }

    /// Adds an entry to the directory, which repeats most of the local header.
    fn list(&mut self, local: &[u8], path: &str, comment: &str, offset: u64) {
        let far = offset >= u32::MAX.into();
        let version = if far { VERSION_64 } else { VERSION };
        let list = &mut self.directory;
        list.extend_from_slice(b"PK\x01\x02");
        list.extend([UNIX | version, version].iter().flat_map(|value| value.to_le_bytes()));
        // From the flags to the name's length.
        list.extend_from_slice(&local[6..28]);
        let extra: u16 = if far { 12 } else { 0 };
        list.extend(
            [extra, comment.len() as u16, 0, 0, 0, MODE].iter().flat_map(|value| value.to_le_bytes()),
        );
        list.extend(low(offset).to_le_bytes());
        list.extend_from_slice(path.as_bytes());
        if far {
            list.extend_from_slice(&[1, 0, 8, 0]);
            list.extend(offset.to_le_bytes());
        }
        list.extend_from_slice(comment.as_bytes());
    }
}

/// A complete local header, followed by the name.
pub(super) fn local_header(
    method: u16,
    (date, time): (u16, u16),
    (crc, packed_size, size): (u32, u32, u32),
    name: &str,
) -> Vec<u8> {
    let mut header = b"PK\x03\x04".to_vec();
    header.extend([VERSION, FLAGS, method, time, date].iter().flat_map(|value| value.to_le_bytes()));
    header.extend([crc, packed_size, size].iter().flat_map(|value| value.to_le_bytes()));
    header.extend([name.len() as u16, 0].iter().flat_map(|value| value.to_le_bytes()));
    header.extend_from_slice(name.as_bytes());
    header
}

/// A number in 32 bits; all bits are set if it does not fit.
fn low(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

impl UsedNames {
    /// An unused name in the folder `above`: the one given, or with ` (2)` and so on after its stem.
    fn free(&mut self, above: &str, stem: &str, ending: &str) -> String {
        let mut name = format!("{above}{stem}{ending}");
        let first = name.to_lowercase();
        while self.0.contains_key(&name.to_lowercase()) {
            let copies = self.0.entry(first.clone()).or_insert(1);
            *copies += 1;
            name = format!("{above}{stem} ({copies}){ending}");
        }
        self.0.insert(name.to_lowercase(), 1);
        name
    }
}

/// A file's name without its extension, and the extension that it should have.
fn with_ending<'a>(name: &'a str, media_type: &str) -> (&'a str, String) {
    let right = match media_type.rsplit('/').next().unwrap_or_default() {
        "" | "jpeg" => ".jpg".to_owned(),
        subtype => format!(".{subtype}"),
    };
    match (Format::promised_by(name), name.rsplit_once('.')) {
        // A raw camera file stored as it came, or the photo that was taken from it.
        (None, Some((stem, ending))) if is_raw_camera_file(name) => match media_type {
            "image/tiff" | RAW_MEDIA_TYPE => (stem, format!(".{ending}")),
            _ => (stem, right),
        },
        (Some(promised), Some((stem, ending))) if promised.media_type() == media_type => {
            (stem, format!(".{ending}"))
        }
        (Some(_), Some((stem, _))) => (stem, right),
        _ => (name, right),
    }
}

/// A name that is valid on Windows, macOS and Linux and that no system hides.
fn safe(name: &str, otherwise: &str) -> String {
    let name = clean(name);
    let reserved =
        |c: char| if matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*') { '_' } else { c };
    let mut name: String = name.chars().map(reserved).collect();
    name.truncate(name.floor_char_boundary(NAME_BYTES));
    name.truncate(name.trim_end_matches(['.', ' ']).len());
    if name.is_empty() {
        return otherwise.to_owned();
    }
    if is_system(&name) || is_device(&name) {
        name.insert(0, '_');
    }
    name
}

/// Whether Windows reserves a name for a device, whatever its extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let numbered = |port: &str| {
        stem.strip_prefix(port).is_some_and(|number| {
            number.chars().count() == 1 && number.contains(|c: char| matches!(c, '0'..='9' | '¹' | '²' | '³'))
        })
    };
    ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str()) || numbered("COM") || numbered("LPT")
}

/// The error for an archive that cannot be written.
fn failed(cause: &dyn std::fmt::Display) -> Error {
    Error::request(msg!("archive-not-written")).with_detail(cause)
}
