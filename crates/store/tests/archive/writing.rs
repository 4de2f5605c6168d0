//! Written archives: class folders that every program reads, and that can be read back unchanged.
use handlens_i18n::Localise;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};

use handlens_store::archive::{Archive, PhotoArchive};
use zip::ZipArchive;

use super::zips::{listed, photo};

/// Writes photos, given as class, name and media type; each has different bytes.
fn written(photos: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut archive = PhotoArchive::new(Vec::new());
    for (index, (class, name, media_type)) in photos.iter().enumerate() {
        archive.add(class, name, &photo(&index.to_string()), media_type).expect("memory");
    }
    archive.finish().expect("memory")
}

/// The paths in an archive and the bytes of each file, as read by the zip crate.
fn unzipped(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).expect("an entry");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("the right checksum");
            (file.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

fn paths(photos: &[(&str, &str, &str)]) -> Vec<String> {
    unzipped(&written(photos)).into_iter().map(|(path, _)| path).collect()
}

#[test]
fn photos_lie_in_the_folders_of_their_classes() {
    let photos =
        [("Cats", "1.jpg", "image/jpeg"), ("Dogs", "1.jpg", "image/jpeg"), ("Cats", "2.png", "image/png")];
    let files = unzipped(&written(&photos));
    let expected = ["Cats/1.jpg", "Dogs/1.jpg", "Cats/2.png"].into_iter().zip(["0", "1", "2"]);
    let expected: Vec<_> = expected.map(|(path, tag)| (path.to_owned(), photo(tag))).collect();
    assert_eq!(files, expected);
}

#[test]
fn an_archive_without_photos_is_an_archive() {
    assert_eq!(unzipped(&written(&[])), []);
}

#[test]
fn names_that_differ_in_case_alone_are_kept_apart() {
    let jpeg = |class, name| (class, name, "image/jpeg");
    let photos = [
        jpeg("Cats", "photo.jpg"),
        jpeg("Cats", "Photo.JPG"),
        jpeg("Cats", "photo (2).jpg"),
        jpeg("Cats", "photo.jpg"),
        jpeg("cats", "photo.jpg"),
        jpeg("VÖGEL", "1.jpg"),
        jpeg("Vögel", "1.jpg"),
    ];
    let expected = [
        "Cats/photo.jpg",
        "Cats/Photo (2).JPG",
        "Cats/photo (2) (2).jpg",
        "Cats/photo (3).jpg",
        "cats (2)/photo.jpg",
        "VÖGEL/1.jpg",
        "Vögel (2)/1.jpg",
    ];
    assert_eq!(paths(&photos), expected);
}

#[test]
fn the_ending_is_that_of_the_bytes() {
    for (name, media_type, expected) in [
        ("1.png", "image/jpeg", "1.jpg"),
        ("1.JPEG", "image/jpeg", "1.JPEG"),
        ("1.heic", "image/jpeg", "1.jpg"),
        ("1", "image/webp", "1.webp"),
        ("no. 1", "image/jpeg", "no. 1.jpg"),
        ("1.", "image/png", "1.png"),
        (".jpg", "image/jpeg", "_.jpg.jpg"),
        ("", "image/jpeg", "photo.jpg"),
        ("1.jpg", "", "1.jpg"),
    ] {
        assert_eq!(
            paths(&[("Cats", name, media_type)]),
            [format!("Cats/{expected}")],
            "{name:?} {media_type}"
        );
    }
}

#[test]
fn names_are_safe_on_every_system_and_the_class_comes_back_all_the_same() {
    let long = "ß".repeat(80);
    let cases = [
        ("Cats", "Cats"),
        ("cats/dogs", "cats_dogs"),
        ("..", "class"),
        ("...", "class"),
        (".hidden", "_.hidden"),
        ("What?", "What_"),
        ("a<b>c:d\"e\\f|g*h", "a_b_c_d_e_f_g_h"),
        ("etc.", "etc"),
        ("con", "_con"),
        ("COM1.x", "_COM1.x"),
        ("lpt²", "_lpt²"),
        ("conifer", "conifer"),
        ("__MACOSX", "___MACOSX"),
        ("Zoë 🦜", "Zoë 🦜"),
        (long.as_str(), &long[..100]),
    ];
    for (class, folder) in cases {
        let photos = [(class, "1.jpg", "image/jpeg")];
        assert_eq!(paths(&photos), [format!("{folder}/1.jpg")]);
        assert_eq!(listed("a.zip", written(&photos)), [("1.jpg".to_owned(), Some(class.to_owned()))]);
    }
    let both = [("a?", "1.jpg", "image/jpeg"), ("a*", "1.jpg", "image/jpeg"), ("a_", "1.jpg", "image/jpeg")];
    assert_eq!(paths(&both), ["a_/1.jpg", "a_ (2)/1.jpg", "a_ (3)/1.jpg"]);
    let classes: Vec<_> =
        listed("a.zip", written(&both)).into_iter().filter_map(|(_, class)| class).collect();
    assert_eq!(classes, ["a?", "a*", "a_"]);
}

#[test]
fn the_same_photos_give_the_same_bytes() {
    let photos = [("Cats", "1.jpg", "image/jpeg"), ("Dogs", "2.jpg", "image/jpeg")];
    assert_eq!(written(&photos), written(&photos));
}

#[test]
fn a_writer_that_fails_is_told_in_a_sentence() {
    let mut place = [0; 40];
    let mut archive = PhotoArchive::new(place.as_mut_slice());
    let error = archive.add("Cats", "1.jpg", &photo("1"), "image/jpeg").expect_err("there is no room");
    assert!(error.text().starts_with("The ZIP of the photos could not be written."));
    assert!(error.detail().is_some());
}

#[test]
fn more_entries_than_16_bits_count_can_be_written() {
    let mut archive = PhotoArchive::new(Vec::new());
    for index in 0..70_000 {
        archive.add("Cats", &format!("{index}.jpg"), &photo("1"), "image/jpeg").expect("memory");
    }
    let bytes = archive.finish().expect("memory");
    let files = unzipped(&bytes);
    assert_eq!(files.len(), 70_000);
    assert_eq!(files[69_999].0, "Cats/69999.jpg");
    let archive = Archive::open(Cursor::new(bytes), "a.zip").expect("it has photos");
    let note = archive.notes()[0].text();
    assert!(note.contains("60,000 more were left out"), "{note}");
}

/// A writer for more than 4 GB that only keeps pieces that are not all zeros.
#[derive(Default)]
struct Sparse {
    pieces: Vec<(u64, Vec<u8>)>,
    length: u64,
    at: u64,
}

impl Write for Sparse {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if bytes.iter().any(|byte| *byte != 0) {
            self.pieces.push((self.length, bytes.to_vec()));
        }
        self.length += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Read for Sparse {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = (self.length - self.at.min(self.length)).min(buffer.len() as u64) as usize;
        let buffer = &mut buffer[..length];
        buffer.fill(0);
        let first = self.pieces.partition_point(|(start, piece)| start + piece.len() as u64 <= self.at);
        for (start, piece) in &self.pieces[first..] {
            let Some(room) = (length as u64).checked_sub(start.saturating_sub(self.at)) else { break };
            let from = self.at.saturating_sub(*start) as usize;
            let to = start.saturating_sub(self.at) as usize;
            let count = (piece.len() - from).min(room as usize);
            buffer[to..to + count].copy_from_slice(&piece[from..from + count]);
        }
        self.at += length as u64;
        Ok(length)
    }
}

impl Seek for Sparse {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(std::io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

#[test]
fn more_bytes_than_32_bits_count_can_be_written_and_read() {
    let zeros = vec![0; 240_000_000];
    let mut archive = PhotoArchive::new(Sparse::default());
    for index in 0..18 {
        archive.add("Zeros", &format!("{index}.jpg"), &zeros, "image/jpeg").expect("it has room");
    }
    archive.add("Cats?", "last.jpg", &photo("last"), "image/jpeg").expect("it has room");
    let sparse = archive.finish().expect("it has room");
    assert!(sparse.length > u64::from(u32::MAX));

    let mut archive = Archive::open(sparse, "a.zip").expect("it has photos");
    assert_eq!(archive.photos().len(), 19);
    assert_eq!(archive.photos()[18].class.as_deref(), Some("Cats?"));
    assert_eq!(archive.read(18), Ok(photo("last")));
}
