//! HEIC files of phones and cameras are read upright and in the right colours, or refused with a message.

#![cfg(not(target_arch = "wasm32"))]

#[path = "../../../tests/fixtures/vision.rs"]
mod fixtures;

use fixtures::{bytes, photo};
use handlens_core::config::limits::STORED_SIDE;
use handlens_i18n::Localise;
use handlens_vision::photo::{Photo, PhotoHash, decode, inspect};
use proptest::prelude::*;

const READABLE: [&str; 15] = [
    "plain",
    "full-colour",
    "grey",
    "odd-size",
    "ten-bit",
    "high-dynamic-range",
    "alpha",
    "display-p3",
    "display-p3-numbers",
    "iphone",
    "turned-2",
    "turned-3",
    "turned-5",
    "turned-8",
    "burst",
];

fn file(name: &str) -> Vec<u8> {
    bytes(&format!("heic/{name}.heic"))
}

fn read(name: &str) -> Photo {
    photo(&format!("heic/{name}.heic"))
}

/// The original drawing that all fixtures show.
fn drawn() -> Photo {
    photo("bad/photo.bmp")
}

/// Mean distance of two photos' values, 0 to 255, over the pixels that both have.
fn mean_distance(a: &Photo, b: &Photo) -> f64 {
    let (width, height) = (a.width().min(b.width()), a.height().min(b.height()));
    let row = |photo: &Photo, y: u32| {
        let start = (y * photo.width()) as usize * 3;
        photo.rgb()[start..start + width as usize * 3].to_vec()
    };
    let rows = (0..height).flat_map(|y| row(a, y).into_iter().zip(row(b, y)));
    rows.map(|(a, b)| f64::from(a.abs_diff(b))).sum::<f64>() / f64::from(width * height * 3)
}

fn assert_drawn(name: &str, tolerance: f64) {
    let (photo, drawn) = (read(name), drawn());
    assert_eq!((photo.width(), photo.height()), (drawn.width(), drawn.height()), "{name}");
    let distance = mean_distance(&photo, &drawn);
    assert!(distance <= tolerance, "{name}: mean distance {distance:.2}");
}

#[test]
fn whole_pictures_and_tiles_of_8_and_10_bits_are_read() {
    // The loss of HEVC at this size with subsampled chroma. With the red block in another corner, the distance would
    // be 5 more.
    for name in ["plain", "full-colour", "ten-bit"] {
        assert_drawn(name, 4.0);
    }
}

#[test]
fn a_grey_picture_is_grey() {
    let (photo, expected) = (read("grey"), photo("bad/grey.jpg"));
    assert!(photo.rgb().chunks_exact(3).all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]));
    assert!(mean_distance(&photo, &expected) <= 4.0);
}

#[test]
fn a_size_that_is_no_multiple_of_a_block_is_kept() {
    let photo = read("odd-size");
    assert_eq!((photo.width(), photo.height()), (115, 77));
    assert!(mean_distance(&photo, &drawn()) <= 4.0);
}

#[test]
fn the_container_turns_a_picture_upright() {
    for name in ["turned-2", "turned-3", "turned-5", "turned-8"] {
        assert_drawn(name, 4.0);
    }
}

#[test]
fn an_iphones_tiles_are_put_together_and_turned_once_although_exif_says_it_again() {
    let bytes = file("iphone");
    let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    // EXIF states orientation 6, in addition to the container's rotation.
    assert!(holds(b"irot") && holds(b"grid") && holds(b"\x01\x12\0\x03\0\0\0\x01\0\x06"));
    let photo = read("iphone");
    assert_eq!((photo.width(), photo.height()), (120, 80));
    assert_eq!(inspect("iphone.heic", &bytes).expect("a photo").orientation, 1);
}

#[test]
fn the_colours_of_display_p3_become_those_of_srgb() {
    // If read as sRGB, the red block alone is 24 levels off in each channel.
    for name in ["display-p3", "display-p3-numbers", "iphone"] {
        assert_drawn(name, 4.0);
        let red = read(name).rgb()[..3].to_vec();
        assert!(red[0].abs_diff(220) <= 8 && red[1].abs_diff(30) <= 8, "{name}: {red:?}");
    }
}

#[test]
fn white_paper_in_high_dynamic_range_is_white_and_the_rest_keeps_its_colours() {
    // Compressing the range for brighter light costs 3.
    assert_drawn("high-dynamic-range", 7.0);
}

#[test]
fn transparent_parts_are_put_on_white_and_told() {
    let loaded = decode("alpha.heic", file("alpha")).expect("a photo");
    let expected = photo("bad/alpha.png");
    assert!(mean_distance(&loaded.photo, &expected) <= 5.0);
    assert!(loaded.photo.rgb()[..3].iter().all(|value| *value >= 250), "{:?}", &loaded.photo.rgb()[..3]);
    let notes: Vec<String> = loaded.notes.iter().map(Localise::text).collect();
    assert_eq!(notes, ["has transparent parts; they were placed on white."]);
}

#[test]
fn of_a_burst_the_picture_is_taken_that_stands_for_all() {
    assert_drawn("burst", 9.0);
}

#[test]
fn a_photo_is_known_by_its_bytes_and_stored_as_jpeg() {
    let bytes = file("plain");
    let mut loaded = decode("plain.heic", bytes.clone()).expect("a photo");
    assert_eq!(loaded.hash, PhotoHash::of_bytes(&bytes));
    assert!(loaded.notes.is_empty() && loaded.original.is_none());
    assert_eq!(loaded.stored().expect("it can be stored").1, "image/jpeg");
}

/// A box of an ISO media file.
fn media_box(kind: [u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    [&(content.len() as u32 + 8).to_be_bytes(), kind.as_slice(), &content].concat()
}

/// The content of the first box of this kind.
fn content_of(bytes: &[u8], kind: [u8; 4]) -> Vec<u8> {
    let place = bytes.windows(4).position(|window| *window == kind).expect("such a box");
    let length = u32::from_be_bytes([bytes[place - 4], bytes[place - 3], bytes[place - 2], bytes[place - 1]]);
    bytes[place + 4..place - 4 + length as usize].to_vec()
}

fn words(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

/// `plain.heic` as the only frame of a sequence without a still.
fn sequence() -> Vec<u8> {
    let still = file("plain");
    let sample = content_of(&still, *b"mdat");
    let start = media_box(*b"ftyp", &[b"hevc\0\0\0\0msf1hevc"]);
    let settings = media_box(*b"hvcC", &[&content_of(&still, *b"hvcC")]);
    let size = [0, 120, 0, 80];
    let description = media_box(*b"hvc1", &[&[0; 6], &[0, 1], &[0; 16], &size, &[0; 50], &settings]);
    let matrix = words(&[0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000]);
    let header = media_box(*b"tkhd", &[&words(&[0, 0, 0, 1]), &[0; 24], &matrix, &[0; 8]]);
    let handler = media_box(*b"hdlr", &[&[0; 8], b"pict", &[0; 13]]);
    let here = media_box(*b"url ", &[&[0, 0, 0, 1]]);
    let places = media_box(*b"dinf", &[&media_box(*b"dref", &[&words(&[0, 1]), &here])]);
    let table = |offset: u32| {
        media_box(
            *b"stbl",
            &[
                &media_box(*b"stsd", &[&words(&[0, 1]), &description]),
                &media_box(*b"stsz", &[&words(&[0, 0, 1, sample.len() as u32])]),
                &media_box(*b"stsc", &[&words(&[0, 1, 1, 1, 1])]),
                &media_box(*b"stco", &[&words(&[0, 1, offset])]),
            ],
        )
    };
    let movie = |offset: u32| {
        let inside = media_box(*b"minf", &[&places, &table(offset)]);
        let media = media_box(*b"mdia", &[&handler, &inside]);
        media_box(*b"moov", &[&media_box(*b"trak", &[&header, &media])])
    };
    let pixels_at = start.len() + movie(0).len() + 8;
    [start, movie(pixels_at as u32), media_box(*b"mdat", &[&sample])].concat()
}

#[test]
fn of_a_sequence_without_a_still_the_first_picture_is_taken() {
    let loaded = decode("burst.heics", sequence()).unwrap_or_else(|error| panic!("it {error}"));
    assert_eq!((loaded.photo.width(), loaded.photo.height()), (120, 80));
    assert!(mean_distance(&loaded.photo, &drawn()) <= 4.0);
    let notes: Vec<String> = loaded.notes.iter().map(Localise::text).collect();
    assert!(notes.contains(&"is animated; its first frame was used.".to_owned()), "{notes:?}");
}

fn refusal(name: &str, bytes: Vec<u8>) -> String {
    decode(name, bytes).expect_err("it is refused").text()
}

#[test]
fn a_file_that_is_cut_off_or_damaged_is_refused_in_a_sentence() {
    let whole = file("plain");
    let cut = refusal("plain.heic", whole[..whole.len() * 2 / 3].to_vec());
    assert!(cut.starts_with("is cut off"), "{cut}");

    let mut damaged = whole.clone();
    let config = whole.windows(4).position(|window| window == b"hvcC").expect("its decoder's settings");
    damaged[config + 30..config + 60].fill(0xff);
    let sentence = refusal("plain.heic", damaged);
    assert!(sentence.starts_with("is damaged: it begins like a HEIC"), "{sentence}");
}

#[test]
fn another_coding_in_the_same_container_is_told_as_a_rare_kind() {
    let mut bytes = file("plain");
    let item = bytes.windows(4).position(|window| window == b"hvc1").expect("its item");
    bytes[item..item + 4].copy_from_slice(b"avc1");
    let sentence = refusal("plain.heic", bytes);
    assert!(sentence.starts_with("is a HEIC of an unusual kind that cannot be read"), "{sentence}");
}

/// A file with all stated sizes replaced by `side`.
fn claiming(name: &str, side: u32) -> Vec<u8> {
    let mut bytes = file(name);
    let places: Vec<usize> =
        bytes.windows(4).enumerate().filter(|(_, window)| *window == b"ispe").map(|(at, _)| at + 8).collect();
    assert!(!places.is_empty());
    for place in places {
        bytes[place..place + 4].copy_from_slice(&side.to_be_bytes());
        bytes[place + 4..place + 8].copy_from_slice(&side.to_be_bytes());
    }
    bytes
}

#[test]
fn a_size_beyond_the_limit_is_refused_before_anything_is_decoded() {
    let error = inspect("huge.heic", &claiming("plain", 20_000)).expect_err("400 megapixels");
    assert_eq!(error.text(), "has 400 megapixels; the limit is 100. Make it smaller and try again.");
}

#[test]
fn tiles_that_claim_less_than_they_make_are_held_to_the_limit_all_the_same() {
    let mut bytes = file("iphone");
    // The grid's output size, 16 bits per side, follows version, flags, rows and columns.
    let grid = [0, 0, 1, 1, 0, 80, 0, 120];
    let place = bytes.windows(8).position(|window| window == grid).expect("the grid's description");
    bytes[place + 4..place + 8].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    let sentence = refusal("iphone.heic", bytes);
    assert!(
        sentence.contains("the limit is 100") || sentence.starts_with("needs too much memory"),
        "{sentence}"
    );
}

/// Checks that any input gives a bounded photo or a sentence.
fn assert_answered(name: &str, bytes: Vec<u8>) {
    match decode(name, bytes) {
        Ok(loaded) => {
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

/// Approximate length of a file's boxes before its pixels.
const STRUCTURE_BYTES: usize = 700;

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_files_are_answered(
        name in prop::sample::select(READABLE.to_vec()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        // Half of the changes hit the structure, where they matter most.
        reach in prop::sample::select(vec![STRUCTURE_BYTES, usize::MAX]),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = file(name);
        for (place, value) in changes {
            let place = place.index(bytes.len().min(reach));
            bytes[place] = value;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        assert_answered(name, bytes);
    }
}
