//! Stripping keeps pictures, removes metadata, and never panics.

use image::{DynamicImage, ImageFormat, RgbImage};
use proptest::prelude::*;

use super::strip;
use crate::photo::{Format, Place, Provenance, Taken, TimeSource, decode};

#[path = "../../../../../tests/fixtures/camera.rs"]
mod camera;

const SIZE: (u32, u32) = (37, 23);

fn picture(format: ImageFormat) -> Vec<u8> {
    let image = RgbImage::from_fn(SIZE.0, SIZE.1, |x, y| {
        image::Rgb([(x * 6) as u8, (y * 9) as u8, (x ^ y) as u8 * 3])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::from(image).write_to(&mut bytes, format).expect("memory");
    bytes.into_inner()
}

/// A file of each format that is decoded here, with metadata.
fn files(orientation: u16) -> [(&'static str, Vec<u8>); 5] {
    [
        ("a.jpg", camera::jpeg(&picture(ImageFormat::Jpeg), orientation)),
        ("a.png", camera::png(&picture(ImageFormat::Png), orientation)),
        ("a.webp", camera::webp(&picture(ImageFormat::WebP), SIZE, orientation)),
        ("a.gif", camera::gif(&picture(ImageFormat::Gif))),
        ("a.tif", camera::tiff(&picture(ImageFormat::Tiff))),
    ]
}

fn pixels(name: &str, bytes: &[u8]) -> (u32, u32, Vec<u8>) {
    let photo = decode(name, bytes.to_vec()).unwrap_or_else(|error| panic!("{name}: {error}")).photo;
    (photo.width(), photo.height(), photo.rgb().to_vec())
}

#[test]
fn what_a_file_says_beside_its_picture_is_removed_and_the_picture_stays() {
    for (name, bytes) in files(1) {
        assert!(camera::tells(&bytes), "{name}: so it would be found");
        let stripped = strip(&bytes);
        assert!(!camera::tells(&stripped), "{name}");
        assert_eq!(pixels(name, &stripped), pixels(name, &bytes), "{name}");
        assert_eq!(Format::of(&stripped), Format::of(&bytes), "{name}");
        assert_eq!(strip(&stripped), stripped, "{name}: nothing more to remove");
        assert_eq!(crate::photo::provenance::of_bytes(&stripped), Provenance::default(), "{name}");
    }
}

#[test]
fn a_photo_that_lies_on_its_side_is_still_turned_upright() {
    for (name, bytes) in files(6).into_iter().take(2) {
        let stripped = strip(&bytes);
        assert!(!camera::tells(&stripped), "{name}");
        let (width, height, turned) = pixels(name, &bytes);
        assert_eq!((width, height), (SIZE.1, SIZE.0), "{name}");
        assert_eq!(pixels(name, &stripped), (width, height, turned), "{name}");
    }
    let (_, bytes) = files(6)[2].clone();
    let stripped = strip(&bytes);
    assert!(!camera::tells(&stripped));
    assert_eq!(super::orientation(&stripped), Some(6));
}

#[test]
fn colours_are_kept() {
    let jpeg = picture(ImageFormat::Jpeg);
    let profile = [b"\xff\xe2\x00\x1aICC_PROFILE\0\x01\x01", &b"some colours"[..10]].concat();
    let adobe = b"\xff\xee\x00\x0eAdobe\0\x64\0\0\0\0\x01".to_vec();
    let bytes = [&jpeg[..2], &profile, &adobe, &jpeg[2..]].concat();
    let stripped = strip(&bytes);
    let found = |part: &[u8]| stripped.windows(part.len()).any(|window| window == part);
    assert!(found(&profile) && found(&adobe));
}

#[test]
fn items_of_a_heic_are_overwritten_where_they_lie() {
    let (bytes, pixels) = camera::heic();
    assert_eq!(Format::of(&bytes), Some(Format::Heic));
    assert!(camera::tells(&bytes));
    assert_eq!(
        crate::photo::provenance::of_bytes(&bytes).taken.map(|taken| taken.seconds),
        Some(camera::TAKEN)
    );
    let stripped = strip(&bytes);
    assert!(!camera::tells(&stripped));
    assert_eq!(stripped.len(), bytes.len());
    assert_eq!(stripped[pixels.clone()], bytes[pixels]);
}

#[test]
fn a_photo_says_when_and_where_it_was_taken() {
    let (latitude, longitude) = camera::PLACE;
    for (name, bytes) in files(1).into_iter().take(3) {
        let found = crate::photo::provenance::of_bytes(&bytes);
        assert_eq!(found.taken, Taken::new(camera::TAKEN, TimeSource::Camera), "{name}");
        assert_eq!(found.place, Place::new(latitude, longitude), "{name}");
    }
    let tiff = crate::photo::provenance::of_bytes(&files(1)[4].1);
    assert_eq!(tiff.taken, Taken::new(camera::TAKEN, TimeSource::Camera));
}

#[test]
fn a_jpeg_without_its_end_keeps_what_is_there() {
    let whole = camera::jpeg(&picture(ImageFormat::Jpeg), 1);
    let end = whole.len() - camera::SECRETS[1].len() - 2;
    let stripped = strip(&whole[..end]);
    assert!(!camera::tells(&stripped));
    assert_eq!(pixels("a.jpg", &stripped), pixels("a.jpg", &whole));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn no_file_whatever_its_bytes_makes_it_panic_or_grow(
        kind in 0_usize..7,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..40),
        length in any::<prop::sample::Index>(),
    ) {
        let mut bytes = match kind {
            5 => camera::heic().0,
            6 => [b"\0\0\0\x0cJXL \r\n\x87\n\0\0\0\x14Exif", &camera::exif(1)[..]].concat(),
            kind => files(6)[kind].1.clone(),
        };
        for (place, value) in changes {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        bytes.truncate(length.index(bytes.len()) + 1);
        let stripped = strip(&bytes);
        // The allowance is for an end marker, EXIF data with only an orientation, and a padding byte.
        prop_assert!(stripped.len() <= bytes.len() + 64);
        crate::photo::provenance::of_bytes(&bytes);
    }
}
