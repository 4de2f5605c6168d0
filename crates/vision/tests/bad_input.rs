//! Files that people drop are read carefully or refused with a message. No bytes cause a panic.

#![cfg(not(target_arch = "wasm32"))]

use handlens_core::config::limits::STORED_SIDE;
use handlens_i18n::Localise;
use handlens_vision::photo::{Format, Loaded, Photo, decode, inspect};
use proptest::prelude::*;
use std::path::PathBuf;

/// Files in `fixtures/bad` whose bytes are mutated.
const READABLE: [&str; 12] = [
    "alpha.png",
    "animated.gif",
    "animated.webp",
    "apng.png",
    "cmyk.jpg",
    "grey.jpg",
    "palette.png",
    "photo.bmp",
    "photo.tiff",
    "photo.webp",
    "sixteen-bit.png",
    "exif/orientation-6.jpg",
];

fn bad(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/bad").join(name);
    std::fs::read(&path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()))
}

fn read(name: &str) -> Loaded {
    decode(name, bad(name)).unwrap_or_else(|error| panic!("{name} {error} ({:?})", error.detail()))
}

/// The sentence that refuses `bytes`. `inspect` must refuse them too, so that a browser's decoder never gets them.
fn refusal_before_decoding(name: &str, bytes: &[u8]) -> String {
    let error = inspect(name, bytes).expect_err("it is refused");
    let same = decode(name, bytes.to_vec()).expect_err("it is refused");
    assert_eq!(error.text(), same.text());
    error.text()
}

/// Mean difference of two photos of the same size, in levels of 0 to 255.
fn mean_difference(left: &Photo, right: &Photo) -> f64 {
    assert_eq!((left.width(), left.height()), (right.width(), right.height()));
    let pairs = left.rgb().iter().zip(right.rgb());
    pairs.map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / left.rgb().len() as f64
}

fn reference() -> Photo {
    read("photo.bmp").photo
}

#[test]
fn an_empty_file_is_refused_as_empty() {
    let sentence = refusal_before_decoding("zero-bytes.jpg", &bad("zero-bytes.jpg"));
    assert!(sentence.starts_with("is empty (0 bytes)"), "{sentence}");
}

#[test]
fn a_text_is_refused_as_no_image() {
    let sentence = refusal_before_decoding("not-an-image.jpg", &bad("not-an-image.jpg"));
    assert_eq!(
        sentence,
        "is not an image that can be read: it is a text file. Leave it out, or download the photo again if it should \
         be one."
    );
}

#[test]
fn other_files_are_refused_by_what_they_are() {
    let cases: [(&str, &[u8], &str); 11] = [
        ("scan.pdf", b"%PDF-1.7", "it is a PDF"),
        ("photos.zip", b"PK\x03\x04abcdefgh", "it is a ZIP archive"),
        ("drawing.svg", b"<?xml version='1.0'?><svg xmlns='x'/>", "it is a drawing (SVG)"),
        ("page.jpg", b"<!DOCTYPE html><html>", "it is a web page"),
        ("film.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "it is a video"),
        ("noise.jpg", &[1, 2, 3, 200, 201], "its first bytes match no image format"),
        ("layers.psd", b"8BPS\0\x01", "it is a Photoshop document"),
        ("sound.mp3", b"ID3\x03\0", "it is an audio file"),
        ("sound.ogg", b"OggS\0\x02", "it is an audio or video file"),
        ("page.ico", b"\0\0\x01\0\x01\0", "it is an icon"),
        ("Birds.handlens", b"SQLite format 3\0", "it is a whole Handlens project"),
    ];
    for (name, bytes, what) in cases {
        let sentence = refusal_before_decoding(name, bytes);
        let said = sentence.strip_prefix("is not an image that can be read: ");
        let advice = said.and_then(|said| said.strip_prefix(what)).and_then(|rest| rest.split_once(". "));
        assert!(advice.is_some_and(|(_, advice)| advice.len() > 20 && advice.ends_with('.')), "{sentence}");
    }
}

#[test]
fn a_photo_with_too_many_pixels_is_refused_before_it_is_decoded() {
    let sentence = refusal_before_decoding("huge.png", &bad("huge.png"));
    assert_eq!(sentence, "has 400 megapixels; the limit is 100. Make it smaller and try again.");
}

#[test]
fn a_file_whose_end_is_missing_is_refused_and_not_filled_with_grey() {
    let sentence = refusal_before_decoding("truncated.jpg", &bad("truncated.jpg"));
    assert!(sentence.starts_with("is cut off:"), "{sentence}");
    for name in READABLE {
        let whole = bad(name);
        for share in [30, 60, 90] {
            // An animation is complete as soon as its first frame is.
            let ends_early = name == "animated.gif" || name == "apng.png";
            let share = if ends_early { share / 10 } else { share };
            let part = whole[..whole.len() * share / 100].to_vec();
            let error = decode(name, part).expect_err("it is refused").text();
            assert!(
                error.contains("is cut off") || error.contains("is damaged"),
                "{share} % of {name} {error}"
            );
        }
    }
}

#[test]
fn what_a_camera_appends_to_a_file_does_not_matter() {
    for name in ["grey.jpg", "palette.png", "photo.webp", "animated.gif", "photo.bmp"] {
        let mut bytes = bad(name);
        bytes.extend_from_slice(b"\xff\xd8 a second picture, or what else");
        let loaded = decode(name, bytes).unwrap_or_else(|error| panic!("{name} {error}"));
        assert_eq!(loaded.photo, read(name).photo, "{name}");
    }
}

#[test]
fn all_eight_orientations_end_up_upright() {
    let reference = reference();
    for orientation in 1..=8 {
        let name = format!("exif/orientation-{orientation}.jpg");
        let difference = mean_difference(&read(&name).photo, &reference);
        assert!(difference < 6.0, "{name} differs by {difference}");
        let inspection = inspect(&name, &bad(&name)).expect("it is readable");
        assert_eq!(inspection.orientation, orientation);
        let stored = if orientation < 5 { (120, 80) } else { (80, 120) };
        assert_eq!((inspection.width, inspection.height), stored);
    }
}

#[test]
fn every_format_shows_the_same_photo() {
    let reference = reference();
    for (name, tolerance) in [
        ("photo.tiff", 0.0),
        ("photo.webp", 8.0),
        ("wrong-extension.jpg", 0.0),
        ("sixteen-bit.png", 1.0),
        ("palette.png", 12.0),
        ("animated.gif", 12.0),
        ("animated.webp", 10.0),
        ("apng.png", 0.0),
        // Converted to printing inks and back, without a colour profile.
        ("cmyk.jpg", 12.0),
    ] {
        let difference = mean_difference(&read(name).photo, &reference);
        assert!(difference <= tolerance, "{name} differs by {difference}");
    }
}

#[test]
fn notes_say_what_was_done_to_a_photo() {
    for (name, note) in [
        ("wrong-extension.jpg", Some("is really a PNG, despite its name; it was read as one.")),
        ("animated.gif", Some("is animated; its first frame was used.")),
        ("animated.webp", Some("is animated; its first frame was used.")),
        ("apng.png", Some("is animated; its first frame was used.")),
        (
            "sixteen-bit.png",
            Some("has 16 bits per channel; it was read with 8, which is all that the model sees."),
        ),
        (
            "cmyk.jpg",
            Some("has print colours (CMYK); they were converted to RGB and may look a little different."),
        ),
        ("alpha.png", Some("has transparent parts; they were placed on white.")),
        ("grey.jpg", None),
        ("palette.png", None),
        ("photo.tiff", None),
        ("photo.webp", None),
        ("photo.bmp", None),
        ("exif/orientation-6.jpg", None),
    ] {
        let notes: Vec<String> = read(name).notes.iter().map(Localise::text).collect();
        assert_eq!(notes, note.into_iter().collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn grey_photos_have_three_equal_channels() {
    let photo = read("grey.jpg").photo;
    assert_eq!((photo.width(), photo.height()), (120, 80));
    assert!(photo.rgb().chunks_exact(3).all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]));
}

#[test]
fn what_transparency_hides_is_not_seen() {
    let photo = read("alpha.png").photo;
    assert_eq!(photo.rgb()[..3], [255, 255, 255]);
    let centre = (40 * 120 + 60) * 3;
    let expected = reference();
    assert_eq!(photo.rgb()[centre..centre + 3], expected.rgb()[centre..centre + 3]);
}

#[test]
fn photos_that_only_some_browsers_read_are_named_and_left_to_the_browser() {
    // An `ftyp` box and the shortest `meta` box that states a size.
    let media = |brand: &[u8; 4]| {
        let mut ispe = Vec::new();
        ispe.extend_from_slice(b"\0\0\0\x14ispe\0\0\0\0\0\0\x10\0\0\0\x0c\0");
        let ipco = [&28_u32.to_be_bytes(), b"ipco".as_slice(), &ispe].concat();
        let iprp = [&36_u32.to_be_bytes(), b"iprp".as_slice(), &ipco].concat();
        let meta = [&48_u32.to_be_bytes(), b"meta\0\0\0\0".as_slice(), &iprp].concat();
        [b"\0\0\0\x14ftyp".as_slice(), brand, b"\0\0\0\0mif1", &meta].concat()
    };
    for (name, brand, format, called) in [
        (
            "garden.heic",
            b"heic",
            Format::Heic,
            // The decoder finds that the rest is no picture.
            "is damaged: it begins like a HEIC, but cannot be read",
        ),
        (
            "garden.avif",
            b"avif",
            Format::Avif,
            "is an AVIF photo, which this browser cannot read; save it as JPEG",
        ),
    ] {
        let bytes = media(brand);
        let inspection = inspect(name, &bytes).unwrap_or_else(|error| panic!("{name} {error}"));
        assert_eq!((inspection.format, inspection.width, inspection.height), (format, 4096, 3072));
        let cut = refusal_before_decoding(name, &bytes[..bytes.len() - 1]);
        assert!(cut.starts_with("is cut off"), "{cut}");
        let sentence = decode(name, bytes).expect_err("it is refused").text();
        assert!(sentence.starts_with(called), "{sentence}");
    }
}

#[test]
fn a_raw_camera_file_is_refused_although_it_is_a_tiff_inside() {
    let sentence = refusal_before_decoding("DSC_0001.NEF", &bad("photo.tiff"));
    assert_eq!(sentence, "is a RAW file. Export it as JPEG and use that.");
}

#[test]
fn damage_inside_a_file_is_told_as_damage() {
    let mut bytes = bad("palette.png");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    let sentence = decode("palette.png", bytes).expect_err("its checksum is wrong").text();
    assert!(sentence.starts_with("is damaged: it begins like a PNG"), "{sentence}");
}

/// Checks that any input gives a bounded photo or a sentence.
fn assert_answered(name: &str, bytes: Vec<u8>) {
    let inspected = inspect(name, &bytes);
    match decode(name, bytes) {
        Ok(loaded) => {
            assert!(inspected.is_ok());
            let photo = loaded.photo;
            assert!(
                (1..=STORED_SIDE).contains(&photo.width()) && (1..=STORED_SIDE).contains(&photo.height())
            );
            assert_eq!(photo.rgb().len(), photo.width() as usize * photo.height() as usize * 3);
        }
        Err(error) => {
            let sentence = error.text();
            assert!(sentence.ends_with('.') && sentence.split(' ').count() > 3, "{sentence}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_behind_any_beginning_are_answered(
        start in prop::sample::select(vec![
            b"".as_slice(), b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\xff\0\0\0WEBPVP8X", b"BM",
            b"II*\0\x08\0\0\0",
            b"MM\0*\0\0\0\x08", b"\0\0\0\x14ftypheic", b"\0\0\0\x14ftypavif", b"\xff\x0a",
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..2000),
    ) {
        assert_answered("noise.jpg", [start, &rest].concat());
    }

    #[test]
    fn mutated_photos_are_answered(
        name in prop::sample::select(READABLE.to_vec()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        // Half of the changes hit the header, where they matter most.
        header_bytes in prop::sample::select(vec![64_usize, usize::MAX]),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = bad(name);
        for (place, value) in changes {
            let place = place.index(bytes.len().min(header_bytes));
            bytes[place] = value;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        assert_answered(name, bytes);
    }
}
