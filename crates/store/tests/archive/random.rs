//! Random archives: any bytes get an answer, and what is written can be read back.

use std::io::Cursor;

use handlens_core::config::limits::{CLASS_NAME_CHARS, DROP_FILES, PHOTO_BYTES};
use handlens_core::text::name::clean;
use handlens_i18n::Localise;
use handlens_store::archive::{Archive, PhotoArchive};
use proptest::prelude::*;

use super::zips::{Counting, deflated, photo, photos, stored};

/// Archives whose bytes are mutated.
fn seeds() -> Vec<Vec<u8>> {
    let two = [("cats/1.jpg", photo("one")), ("dogs/2.png", [photo("two"), vec![b'x'; 500]].concat())];
    let project =
        [("manifest.json", br#"{"type":"image"}"#.to_vec()), ("Cats-!-0", photo("0")), ("a-!-1", photo("1"))];
    let mut written = PhotoArchive::new(Vec::new());
    written.add("a?", "1.png", &photo("1"), "image/jpeg").expect("memory");
    written.add("b", "1.png", &photo("2"), "image/png").expect("memory");
    // With ZIP64 records, which the zip crate writes for files declared as large.
    let large = {
        let options = zip::write::SimpleFileOptions::default().large_file(true);
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("cats/1.jpg", options).expect("a path");
        std::io::Write::write_all(&mut writer, &photo("large")).expect("memory");
        writer.finish().expect("memory").into_inner()
    };
    vec![
        stored(&two),
        deflated(&two),
        stored(&project),
        written.finish().expect("memory"),
        large,
        photos(&["M\u{94}we/1.jpg", "../x/2", "a\\b.webp"]),
    ]
}

/// Opens an archive and reads all of it, but at most a few times as many bytes as it has.
fn assert_answered(name: &str, bytes: Vec<u8>) {
    let limit = bytes.len() as u64 * 8 + 2_000_000;
    let sentence = |error: &handlens_core::Error| {
        let sentence = error.text();
        assert!(sentence.ends_with('.') && sentence.split(' ').count() > 3, "{sentence}");
    };
    let mut archive = match Archive::open(Counting::new(bytes, limit), name) {
        Ok(archive) => archive,
        Err(error) => return sentence(&error),
    };
    let photos = archive.photos().to_vec();
    assert!((1..=DROP_FILES).contains(&photos.len()));
    archive.refused().0.iter().for_each(|(name, error)| {
        assert_shown(name, 120);
        sentence(error);
    });
    for (index, photo) in photos.iter().enumerate() {
        assert_shown(&photo.name, 120);
        if let Some(class) = &photo.class {
            assert_shown(class, CLASS_NAME_CHARS);
        }
        match archive.read(index) {
            Ok(bytes) => assert!(!bytes.is_empty() && bytes.len() as u64 <= PHOTO_BYTES),
            Err(error) => sentence(&error),
        }
    }
}

/// Checks that a name can be shown and be that of a class.
fn assert_shown(name: &str, most: usize) {
    assert!((1..=most).contains(&name.chars().count()) && name.trim() == name, "{name:?}");
    assert_eq!(clean(name), name);
}

/// Whether a project can have a class with exactly this name.
fn is_class_name(name: &str) -> bool {
    !name.is_empty() && clean(name) == name && name.chars().count() <= CLASS_NAME_CHARS
}

fn names() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => any::<String>(),
        2 => "[a-cA-C. /\\\\?*:-]{0,12}",
        1 => prop::sample::select(vec!["con", "..", ".jpg", "Class: x", "a-!-0", "ß", "SS", "ﬀ"]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(|c| c.to_string().repeat(200)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_are_answered(
        start in prop::sample::select(vec![b"".as_slice(), b"PK\x03\x04", b"PK\x01\x02"]),
        middle in prop::collection::vec(any::<u8>(), 0..400),
        end in prop::collection::vec(any::<u8>(), 18..60),
    ) {
        assert_answered("a.zip", [start, &middle, b"PK\x05\x06", &end].concat());
    }

    #[test]
    fn random_directories_are_answered(
        entries in prop::collection::vec(
            (prop::collection::vec(any::<u8>(), 42), 0_usize..40, prop::collection::vec(any::<u8>(), 40)),
            0..6,
        ),
        in_bounds in any::<bool>(),
    ) {
        let mut bytes = photos(&["cats/1.jpg"]);
        let start = bytes.len();
        for (mut header, length, rest) in entries {
            if in_bounds {
                header[4..6].fill(0); // flags
                header[6..8].fill(0); // stored
                header[16..24].fill(0); // sizes
                header[16] = 14;
                header[20] = 14;
                header[38..42].fill(0); // offset
            }
            header[24..30].fill(0);
            header[24] = length as u8;
            header[26] = 40 - length as u8;
            bytes.extend([b"PK\x01\x02".as_slice(), &header, &rest].concat());
        }
        let size = (bytes.len() - start) as u32;
        bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0\x06\0\x06\0");
        bytes.extend_from_slice(&size.to_le_bytes());
        bytes.extend_from_slice(&(start as u32).to_le_bytes());
        bytes.extend_from_slice(&[0, 0]);
        assert_answered("a-samples.zip", bytes);
    }

    #[test]
    fn mutated_archives_are_answered(
        seed in 0..6_usize,
        name in prop::sample::select(vec!["a.zip", "a.tm", "Class 1-samples.zip"]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        values in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(vec![0, 1, 0x7fff_ffff, u32::MAX])), 0..3),
        // Half of the changes hit the directory, where they matter most.
        directory_only in any::<bool>(),
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        let mut bytes = seeds().swap_remove(seed);
        let directory = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap_or(0);
        let first = if directory_only { directory } else { 0 };
        for (place, value) in changes {
            let place = first + place.index(bytes.len() - first);
            bytes[place] = value;
        }
        for (place, value) in values {
            let place = first + place.index(bytes.len() - first - 4);
            bytes[place..place + 4].copy_from_slice(&value.to_le_bytes());
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        assert_answered(name, bytes);
    }

    #[test]
    fn what_is_written_comes_back_with_its_classes(
        files in prop::collection::vec((names(), names(), any::<bool>()), 1..8),
    ) {
        let mut archive = PhotoArchive::new(Vec::new());
        for (index, (class, name, png)) in files.iter().enumerate() {
            let media_type = if *png { "image/png" } else { "image/jpeg" };
            archive.add(class, name, &photo(&index.to_string()), media_type).expect("memory");
        }
        let bytes = archive.finish().expect("memory");

        let other = zip::ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
        let paths: Vec<_> = other.file_names().map(|path| path.expect("a name").into_owned()).collect();
        prop_assert_eq!(paths.len(), files.len(), "no two have the same name");
        for path in &paths {
            prop_assert!(path.len() < 250 && path.split('/').count() == 2, "{}", path);
            prop_assert!(!path.contains(['<', '>', ':', '"', '\\', '|', '?', '*']), "{}", path);
        }

        let mut back = Archive::open(Cursor::new(bytes), "photos.zip").expect("it has photos");
        prop_assert_eq!(back.photos().len(), files.len());
        for (index, (class, _, png)) in files.iter().enumerate() {
            let found = back.photos()[index].clone();
            if is_class_name(class) {
                prop_assert_eq!(found.class.as_ref(), Some(class));
            }
            prop_assert!(found.name.ends_with(if *png { ".png" } else { "g" }), "{}", found.name);
            prop_assert_eq!(back.read(index).expect("it is whole"), photo(&index.to_string()));
        }
    }
}
