//! Archives made by hand, valid or forged.
use handlens_i18n::Localise;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};

use handlens_store::archive::Archive;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The shortest bytes that begin like a photo; `tag` makes them unique.
pub(crate) fn photo(tag: &str) -> Vec<u8> {
    [b"\xff\xd8\xff\xe0".as_slice(), tag.as_bytes()].concat()
}

/// An archive of stored files, as an ordinary program writes it.
pub(crate) fn stored(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    packed(CompressionMethod::Stored, files)
}

/// An archive whose files are deflated.
pub(crate) fn deflated(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    packed(CompressionMethod::Deflated, files)
}

fn packed(method: CompressionMethod, files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(*path, options).expect("a path");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

/// An archive of photos in the class "cats", each deflated with this many zeros appended.
pub(crate) fn padded(photos: impl Iterator<Item = Vec<u8>>, zeros: usize) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (number, photo) in photos.enumerate() {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(format!("cats/{number}.jpg"), options).expect("a path");
        writer.write_all(&photo).expect("memory");
        std::io::copy(&mut std::io::repeat(0).take(zeros as u64), &mut writer).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

/// An archive of photos at these paths.
pub(crate) fn photos(paths: &[&str]) -> Vec<u8> {
    stored(&paths.iter().map(|path| (*path, photo(path))).collect::<Vec<_>>())
}

/// An archive of photos at paths that are not in UTF-8.
pub(crate) fn photos_at(paths: &[Vec<u8>]) -> Vec<u8> {
    let stand_in = |(number, path): (usize, &Vec<u8>)| format!("{number:~<width$}", width = path.len());
    let names: Vec<String> = paths.iter().enumerate().map(stand_in).collect();
    let mut bytes = photos(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for (name, path) in names.iter().zip(paths) {
        let name = name.as_bytes();
        let places: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(name)).collect();
        // The name follows the local header and the directory's header; between them are the photo's own bytes.
        for at in [places[0], places[places.len() - 1]] {
            bytes[at..at + path.len()].copy_from_slice(path);
        }
    }
    bytes
}

pub(crate) fn open(name: &str, bytes: Vec<u8>) -> handlens_core::Result<Archive<Cursor<Vec<u8>>>> {
    Archive::open(Cursor::new(bytes), name)
}

/// Names and classes of the photos in an archive that can be opened.
pub(crate) fn listed(name: &str, bytes: Vec<u8>) -> Vec<(String, Option<String>)> {
    let archive = open(name, bytes).unwrap_or_else(|error| panic!("{name} {error}"));
    archive.photos().iter().map(|photo| (photo.name.clone(), photo.class.clone())).collect()
}

/// The sentence that refuses an archive.
pub(crate) fn refusal(name: &str, bytes: Vec<u8>) -> String {
    match open(name, bytes) {
        Ok(archive) => panic!("{name} was opened: {:?}", archive.photos()),
        Err(error) => error.text(),
    }
}

/// Overwrites the bytes at `offset` after the `n`-th occurrence of `signature`.
pub(crate) fn forge(bytes: &mut [u8], signature: [u8; 4], n: usize, offset: usize, value: &[u8]) {
    let mut places = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(&signature));
    let at = places.nth(n).expect("that many such records") + offset;
    bytes[at..at + value.len()].copy_from_slice(value);
}

pub(crate) const LOCAL: [u8; 4] = *b"PK\x03\x04";
pub(crate) const ENTRY: [u8; 4] = *b"PK\x01\x02";
pub(crate) const END: [u8; 4] = *b"PK\x05\x06";

/// A reader that counts bytes and fails beyond a limit, to find endless loops.
pub(crate) struct Counting {
    pub(crate) inner: Cursor<Vec<u8>>,
    pub(crate) left: u64,
}

impl Counting {
    pub(crate) fn new(bytes: Vec<u8>, left: u64) -> Self {
        Self { inner: Cursor::new(bytes), left }
    }
}

impl Read for Counting {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).expect("more was read than there is any reason to");
        Ok(read)
    }
}

impl Seek for Counting {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.left = self.left.checked_sub(1).expect("sought without end");
        self.inner.seek(to)
    }
}
