//! Valid but unusual photos: how they end, what their values mean, their orientation, their colours, and what they
//! are embedded in.

#![cfg(not(target_arch = "wasm32"))]
use handlens_i18n::Localise;
use std::io::Cursor;
use std::path::PathBuf;

use handlens_vision::photo::{Loaded, Photo, decode, decode_stored, inspect};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use moxcms::ColorProfile;
use proptest::prelude::*;

fn bad(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/bad").join(name);
    std::fs::read(&path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()))
}

fn read(name: &str, bytes: Vec<u8>) -> Loaded {
    decode(name, bytes).unwrap_or_else(|error| panic!("{name} {error} ({:?})", error.detail()))
}

fn refused(name: &str, bytes: &[u8]) -> String {
    let error = decode(name, bytes.to_vec()).expect_err("it is refused");
    error.text()
}

fn notes(loaded: &Loaded) -> Vec<String> {
    loaded.notes.iter().map(Localise::text).collect()
}

fn mean_difference(left: &Photo, right: &Photo) -> f64 {
    assert_eq!((left.width(), left.height()), (right.width(), right.height()));
    let pairs = left.rgb().iter().zip(right.rgb());
    pairs.map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / left.rgb().len() as f64
}

/// RGB pixels without symmetry and with detail everywhere.
fn pattern(width: u32, height: u32) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(3);
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    pixels
        .flat_map(|(x, y)| [(x * 255 / width) as u8, (y * 255 / height) as u8, 0x5a ^ random.u8(..32)])
        .collect()
}

fn jpeg(width: u32, height: u32, icc: Option<Vec<u8>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    if let Some(icc) = icc {
        encoder.set_icc_profile(icc).expect("a profile");
    }
    encoder.encode(&pattern(width, height), width, height, ExtendedColorType::Rgb8).expect("a JPEG");
    bytes
}

/// An uncompressed TIFF of one or more pages, with features that Pillow and cameras do not write.
#[derive(Clone)]
struct Tiff {
    width: u32,
    height: u32,
    bits: u16,
    /// Sample format: 1 unsigned integer, 2 signed integer, 3 floating point.
    kind: u16,
    colours: u16,
    samples: u16,
    extra: Vec<u16>,
    orientation: u16,
    predictor: u16,
    more: Vec<(u16, u16, Vec<u8>)>,
    pages: Vec<Vec<u8>>,
    big: bool,
}

impl Tiff {
    fn grey(width: u32, height: u32, bits: u16, data: Vec<u8>) -> Self {
        Self {
            width,
            height,
            bits,
            kind: 1,
            colours: 1,
            samples: 1,
            extra: Vec::new(),
            orientation: 1,
            predictor: 1,
            more: Vec::new(),
            pages: vec![data],
            big: false,
        }
    }

    fn rgb(width: u32, height: u32, bits: u16, data: Vec<u8>) -> Self {
        Self { colours: 2, samples: 3, ..Self::grey(width, height, bits, data) }
    }

    fn bytes(&self) -> Vec<u8> {
        let number = |number: u64| {
            if self.big { number.to_le_bytes().to_vec() } else { (number as u32).to_le_bytes().to_vec() }
        };
        let shorts = |all: &[u16]| all.iter().flat_map(|short| short.to_le_bytes()).collect::<Vec<u8>>();
        let place = if self.big { 8 } else { 4 };
        let mut bytes = if self.big { b"II+\0\x08\0\0\0".to_vec() } else { b"II*\0".to_vec() };
        let mut next_at = bytes.len();
        bytes.extend(number(0));
        for data in &self.pages {
            let data_at = bytes.len() as u64;
            bytes.extend(data);
            let mut entries: Vec<(u16, u16, Vec<u8>)> = vec![
                (256, 4, self.width.to_le_bytes().to_vec()),
                (257, 4, self.height.to_le_bytes().to_vec()),
                (258, 3, shorts(&vec![self.bits; self.samples.into()])),
                (259, 3, shorts(&[1])),
                (262, 3, shorts(&[self.colours])),
                (273, if self.big { 16 } else { 4 }, number(data_at)),
                (274, 3, shorts(&[self.orientation])),
                (277, 3, shorts(&[self.samples])),
                (278, 4, self.height.to_le_bytes().to_vec()),
                (279, if self.big { 16 } else { 4 }, number(data.len() as u64)),
                (317, 3, shorts(&[self.predictor])),
                (339, 3, shorts(&vec![self.kind; self.samples.into()])),
            ];
            if !self.extra.is_empty() {
                entries.push((338, 3, shorts(&self.extra)));
            }
            entries.extend(self.more.clone());
            entries.sort_by_key(|(tag, ..)| *tag);
            let mut written = Vec::new();
            for (tag, kind, values) in &entries {
                let length = match kind {
                    3 => 2,
                    4 => 4,
                    16 => 8,
                    _ => 1,
                };
                written.extend([tag.to_le_bytes(), kind.to_le_bytes()].concat());
                written.extend(number((values.len() / length) as u64));
                if values.len() <= place {
                    written.extend(values);
                    written.extend(vec![0; place - values.len()]);
                } else {
                    written.extend(number(bytes.len() as u64));
                    bytes.extend(values);
                }
            }
            let at = number(bytes.len() as u64);
            bytes[next_at..next_at + place].copy_from_slice(&at);
            let count = entries.len() as u64;
            bytes.extend(if self.big {
                count.to_le_bytes().to_vec()
            } else {
                (count as u16).to_le_bytes().to_vec()
            });
            bytes.extend(written);
            next_at = bytes.len();
            bytes.extend(number(0));
        }
        bytes
    }
}

fn as_bytes<const N: usize>(values: impl IntoIterator<Item = [u8; N]>) -> Vec<u8> {
    values.into_iter().flatten().collect()
}

/// A ramp from black to white, `width` pixels wide, in levels of 255.
fn ramp(width: u32, height: u32) -> Vec<u8> {
    (0..height).flat_map(|_| (0..width).map(move |x| (x * 255 / (width - 1)) as u8)).collect()
}

fn assert_is_ramp(name: &str, photo: &Photo) {
    let wanted = ramp(photo.width(), photo.height());
    for (pixel, wanted) in photo.rgb().chunks_exact(3).zip(wanted) {
        assert!(pixel.iter().all(|value| value.abs_diff(wanted) <= 2), "{name}: {pixel:?}, not {wanted}");
    }
}

#[test]
fn a_jpeg_without_its_end_mark_is_taken_as_it_is_whatever_follows() {
    let noise: Vec<u8> = std::iter::repeat_with({
        let mut random = fastrand::Rng::with_seed(5);
        move || random.u8(..)
    })
    .take(50_000)
    .collect();
    for name in ["grey.jpg", "cmyk.jpg", "progressive.jpg", "exif/orientation-6.jpg"] {
        let whole = bad(name);
        let expected = read(name, whole.clone());
        let without = whole[..whole.len() - 2].to_vec();
        assert_eq!(&whole[whole.len() - 2..], b"\xff\xd9");
        for tail in [b"".as_slice(), &noise, b"SEFT trailer"] {
            let loaded = read(name, [&without, tail].concat());
            assert_eq!(notes(&loaded), notes(&expected), "{name} with {} bytes behind it", tail.len());
            assert!(mean_difference(&loaded.photo, &expected.photo) < 0.5, "{name}");
        }
    }
}

#[test]
fn a_jpeg_that_lacks_its_last_rows_is_taken_and_says_so_and_one_that_lacks_more_is_refused() {
    let whole = jpeg(400, 300, None);
    let loaded = read("a.jpg", whole[..whole.len() - whole.len() / 60].to_vec());
    let said = notes(&loaded);
    assert_eq!(said.len(), 1);
    assert!(
        said[0].starts_with("is cut off: the bottom") && said[0].ends_with("the rest was used."),
        "{said:?}"
    );
    assert!(loaded.original.is_none());
    for share in [20, 50, 80] {
        let sentence = refused("a.jpg", &whole[..whole.len() * share / 100]);
        assert!(
            sentence.starts_with("is cut off: the bottom") && sentence.contains("Copy or download"),
            "{sentence}"
        );
    }
    // Cut before the tables that are needed to read the pixels.
    assert!(refused("a.jpg", &whole[..300]).starts_with("is cut off"));
}

#[test]
fn a_jpeg_that_a_copy_has_filled_with_zeros_is_refused_and_an_even_one_is_not() {
    for name in ["grey.jpg", "progressive.jpg"] {
        let whole = bad(name);
        for (from, to) in [(50, 100), (30, 100), (40, 60)] {
            let mut bytes = whole.clone();
            let end = (whole.len() * to / 100).min(whole.len() - 2);
            bytes[whole.len() * from / 100..end].fill(0);
            let sentence = refused(name, &bytes);
            assert!(sentence.starts_with("is cut off"), "{name} {from} to {to}: {sentence}");
        }
    }
    // Such a photo stays readable if a project has already accepted it.
    let mut spoilt = bad("grey.jpg");
    let half = spoilt.len() / 2;
    spoilt[half..].fill(0);
    assert_eq!(decode_stored(spoilt).expect("a photo").width(), 120);
    let even = read("even.jpg", bad("even.jpg"));
    assert_eq!(notes(&even), Vec::<String>::new());
}

#[test]
fn a_progressive_jpeg_without_its_last_scans_is_taken_and_says_so() {
    let whole = bad("progressive.jpg");
    let loaded = read("progressive.jpg", whole[..whole.len() * 97 / 100].to_vec());
    assert_eq!(notes(&loaded), ["is cut off: the finest detail is missing; it was used as it is."]);
    assert!(mean_difference(&loaded.photo, &read("progressive.jpg", whole.clone()).photo) < 8.0);
    // The first scan alone is a mosaic.
    assert!(refused("progressive.jpg", &whole[..whole.len() / 4]).starts_with("is cut off"));
}

#[test]
fn bytes_behind_an_avif_do_not_matter_and_a_cut_one_is_still_refused() {
    let ispe = b"\0\0\0\x14ispe\0\0\0\0\0\0\x01\0\0\0\x01\0".as_slice();
    let ipco = [&28_u32.to_be_bytes(), b"ipco".as_slice(), ispe].concat();
    let iprp = [&36_u32.to_be_bytes(), b"iprp".as_slice(), &ipco].concat();
    let meta = [&48_u32.to_be_bytes(), b"meta\0\0\0\0".as_slice(), &iprp].concat();
    let start = [b"\0\0\0\x14ftypavif\0\0\0\0mif1".as_slice(), &meta].concat();
    let whole = [start.as_slice(), b"\0\0\0\x10mdatpixels!!"].concat();
    for tail in [b"Samsung trailer".as_slice(), &[0; 40], b"\0\0\0\x01", &[255; 9]] {
        let inspection = inspect("a.avif", &[whole.as_slice(), tail].concat())
            .unwrap_or_else(|error| panic!("{tail:?} {error}"));
        assert_eq!((inspection.width, inspection.height), (256, 256));
    }
    assert!(inspect("a.avif", &whole[..whole.len() - 1]).is_err());
}

#[test]
fn end_marks_and_padding_that_are_missing_do_not_matter_in_other_formats() {
    for (name, missing) in [("palette.png", 12), ("palette.png", 5), ("photo.bmp", 0), ("animated.gif", 1)] {
        let whole = bad(name);
        let loaded = read(name, whole[..whole.len() - missing].to_vec());
        assert_eq!(loaded.photo, read(name, whole.clone()).photo, "{name}");
    }
    // A row of 3 pixels has 9 bytes and 3 of padding, which some writers omit at the end.
    let mut bitmap = Vec::new();
    image::codecs::bmp::BmpEncoder::new(&mut bitmap)
        .encode(&[[1, 2, 3]; 6].concat(), 3, 2, ExtendedColorType::Rgb8)
        .expect("a bitmap");
    let whole = read("a.bmp", bitmap.clone()).photo;
    assert_eq!(read("a.bmp", bitmap[..bitmap.len() - 3].to_vec()).photo, whole);
    assert!(refused("a.bmp", &bitmap[..bitmap.len() - 5]).contains("cut off"));
}

#[test]
fn a_gif_without_a_screen_is_as_large_as_its_picture() {
    let mut bytes = bad("animated.gif");
    let expected = read("animated.gif", bytes.clone()).photo;
    bytes[6..10].fill(0);
    let loaded = read("animated.gif", bytes.clone());
    assert_eq!(loaded.photo, expected);
    let inspection = inspect("animated.gif", &bytes).expect("it is readable");
    assert_eq!((inspection.width, inspection.height), (120, 80));
}

#[test]
fn twelve_bits_in_sixteen_are_stretched_and_the_range_is_told() {
    let values: Vec<u16> = ramp(256, 16).iter().map(|level| 200 + u16::from(*level) * 8).collect();
    let grey = Tiff::grey(256, 16, 16, as_bytes(values.iter().map(|value| value.to_le_bytes()))).bytes();
    let three = as_bytes(values.iter().flat_map(|value| [value.to_le_bytes(); 3]));
    let rgb = Tiff::rgb(256, 16, 16, three).bytes();
    let mut png = Vec::new();
    let native = as_bytes(values.iter().map(|value| value.to_ne_bytes()));
    PngEncoder::new(&mut png).write_image(&native, 256, 16, ExtendedColorType::L16).expect("a PNG");
    let mut coloured = Vec::new();
    let native = as_bytes(values.iter().flat_map(|value| [value.to_ne_bytes(); 3]));
    PngEncoder::new(&mut coloured).write_image(&native, 256, 16, ExtendedColorType::Rgb16).expect("a PNG");
    for (name, bytes) in [("grey.tif", grey), ("rgb.tif", rgb), ("grey.png", png), ("rgb.png", coloured)] {
        let loaded = read(name, bytes);
        assert_is_ramp(name, &loaded.photo);
        assert_eq!(
            notes(&loaded),
            ["holds only values from 200 to 2240; they were stretched to run from black to white."]
        );
    }
}

#[test]
fn a_single_hot_pixel_leaves_no_photo_black() {
    let mut values: Vec<u16> = ramp(256, 16).iter().map(|level| u16::from(*level) * 16).collect();
    values[700] = 65_535;
    let bytes = Tiff::grey(256, 16, 16, as_bytes(values.iter().map(|value| value.to_le_bytes()))).bytes();
    let photo = read("a.tif", bytes).photo;
    let mean = photo.rgb().iter().map(|value| f64::from(*value)).sum::<f64>() / photo.rgb().len() as f64;
    assert!((120.0..136.0).contains(&mean), "{mean}");
}

#[test]
fn sixteen_bits_that_are_all_used_stay_as_they_are() {
    let values = ramp(256, 16).into_iter().map(|level| (u16::from(level) * 200).to_le_bytes());
    let loaded = read("a.tif", Tiff::grey(256, 16, 16, as_bytes(values)).bytes());
    let brightest = loaded.photo.rgb().iter().max();
    assert_eq!(brightest, Some(&198));
    assert_eq!(
        notes(&loaded),
        ["has 16 bits per channel; it was read with 8, which is all that the model sees."]
    );
}

#[test]
fn numbers_of_every_kind_are_stretched_to_what_they_use() {
    let levels = ramp(256, 4);
    let with = |bits, kind, data| Tiff { kind, ..Tiff::grey(256, 4, bits, data) };
    let floats = |scale: f32, from: f32| {
        with(32, 3, as_bytes(levels.iter().map(|level| (f32::from(*level) * scale + from).to_le_bytes())))
    };
    let mut broken = levels.iter().map(|level| f32::from(*level) * 16.0).collect::<Vec<_>>();
    broken[0] = f32::NAN;
    for (name, tiff) in [
        ("floats to 4080", floats(16.0, 0.0)),
        ("floats below zero", floats(0.5, -60.0)),
        ("small floats", floats(0.000_1, 0.0)),
        ("floats of 0 to 1", floats(1.0 / 255.0, 0.0)),
        ("with NaN", with(32, 3, as_bytes(broken.iter().map(|value| value.to_le_bytes())))),
        ("f64", with(64, 3, as_bytes(levels.iter().map(|level| (f64::from(*level) * 3.0).to_le_bytes())))),
        ("u32", with(32, 1, as_bytes(levels.iter().map(|level| (u32::from(*level) * 1000).to_le_bytes())))),
        (
            "i16",
            with(16, 2, as_bytes(levels.iter().map(|level| (i16::from(*level) * 8 - 1000).to_le_bytes()))),
        ),
        (
            "offset",
            with(16, 1, as_bytes(levels.iter().map(|level| (32_768 + u16::from(*level) * 4).to_le_bytes()))),
        ),
    ] {
        let loaded = read("a.tif", tiff.bytes());
        assert_is_ramp(name, &loaded.photo);
        let is_told = notes(&loaded).iter().any(|note| note.contains("were stretched"));
        assert_eq!(is_told, name != "floats of 0 to 1", "{name}: {:?}", notes(&loaded));
    }
}

#[test]
fn channels_beside_the_colours_are_left_out_or_honoured() {
    let rgb = pattern(40, 30);
    let expected = Photo::from_rgb(40, 30, rgb.clone()).expect("a photo");
    let pixels = || rgb.chunks_exact(3);
    let with = |fourth: u8| pixels().flat_map(move |p| [p[0], p[1], p[2], fourth]).collect::<Vec<u8>>();
    // Each value as the difference from the previous one, as the predictor of LZW expects it.
    let mut differences = with(7);
    for row in differences.chunks_exact_mut(160) {
        for at in (4..160).rev() {
            row[at] = row[at].wrapping_sub(row[at - 4]);
        }
    }
    let four = |data, extra: &[u16], predictor| Tiff {
        samples: 4,
        extra: extra.to_vec(),
        predictor,
        ..Tiff::rgb(40, 30, 8, data)
    };
    for (name, tiff) in [
        ("unspecified", four(with(7), &[0], 1)),
        ("unspecified, with a predictor", four(differences, &[0], 2)),
        ("unnamed", four(with(7), &[], 1)),
        ("opaque", four(with(255), &[2], 1)),
        ("opaque, multiplied in", four(with(255), &[1], 1)),
        ("big", Tiff { big: true, ..Tiff::rgb(40, 30, 8, rgb.clone()) }),
    ] {
        let loaded = read("a.tif", tiff.bytes());
        assert_eq!(loaded.photo, expected, "{name}");
        let is_told =
            notes(&loaded).iter().any(|note| note.starts_with("has one more channel besides its colours"));
        assert_eq!(is_told, name.starts_with('u'), "{name}: {:?}", notes(&loaded));
    }
    // Red at half strength with premultiplied alpha: pink on white.
    let half = [[128_u8, 0, 0, 128]; 1200].concat();
    assert_eq!(read("a.tif", four(half, &[1], 1).bytes()).photo.rgb()[..3], [255, 127, 127]);
}

#[test]
fn a_palette_an_inverted_and_a_one_bit_tiff_are_read() {
    let levels = ramp(256, 4);
    let map = |scale: u16| {
        let grey: Vec<u8> = as_bytes((0..256_u16).map(|level| ((255 - level) * scale).to_le_bytes()));
        (320_u16, 3_u16, grey.repeat(3))
    };
    let inverted: Vec<u8> = levels.iter().map(|level| 255 - level).collect();
    for (name, tiff) in [
        ("palette", Tiff { colours: 3, more: vec![map(257)], ..Tiff::grey(256, 4, 8, inverted.clone()) }),
        (
            "palette of 8 bits",
            Tiff { colours: 3, more: vec![map(1)], ..Tiff::grey(256, 4, 8, inverted.clone()) },
        ),
        ("white is zero", Tiff { colours: 0, ..Tiff::grey(256, 4, 8, inverted) }),
    ] {
        assert_is_ramp(name, &read("a.tif", tiff.bytes()).photo);
    }
    let bits = read("a.tif", Tiff::grey(12, 1, 1, vec![0b1010_0000, 0b0001_0000]).bytes()).photo;
    let white: Vec<bool> = bits.rgb().chunks_exact(3).map(|pixel| pixel == [255; 3]).collect();
    assert_eq!(
        white.iter().enumerate().filter(|(_, white)| **white).map(|(at, _)| at).collect::<Vec<_>>(),
        [0, 2, 11]
    );
}

#[test]
fn of_several_pages_the_first_that_shows_something_is_used_and_their_number_is_told() {
    let (black, shown) = (vec![0; 256 * 4], ramp(256, 4));
    let pages = |pages: &[&Vec<u8>]| {
        let pages = pages.iter().map(|page| (*page).clone()).collect();
        read("a.tif", Tiff { pages, ..Tiff::grey(256, 4, 8, Vec::new()) }.bytes())
    };
    let first = pages(&[&shown, &black, &black]);
    assert_is_ramp("the first", &first.photo);
    assert_eq!(notes(&first), ["holds 3 pages; the first was used."]);
    let later = pages(&[&black, &black, &shown]);
    assert_is_ramp("the third", &later.photo);
    assert_eq!(notes(&later), ["holds 3 pages; page 3, the first that shows anything, was used."]);
}

#[test]
fn a_tiff_of_a_kind_that_is_not_read_is_named() {
    let mut bytes = Tiff::grey(16, 16, 8, vec![9; 256]).bytes();
    let compression = bytes.windows(4).position(|entry| entry == [3, 1, 3, 0]).expect("the entry");
    bytes[compression + 8..compression + 10].copy_from_slice(&34_887_u16.to_le_bytes());
    assert_eq!(
        refused("a.tif", &bytes),
        "is a TIFF packed with LERC, which cannot be unpacked here. Save it as PNG or JPEG and try again."
    );
    let lab = Tiff { colours: 8, ..Tiff::rgb(16, 16, 8, vec![9; 768]) }.bytes();
    assert!(refused("a.tif", &lab).starts_with("is a TIFF with CIE L*a*b* colours"));
}

#[test]
fn an_orientation_is_applied_whatever_container_carries_it() {
    let upright = |bytes: Vec<u8>, name: &str| {
        let inspection = inspect(name, &bytes).expect("it is readable");
        assert_eq!(inspection.orientation, 6, "{name}");
        let photo = read(name, bytes).photo;
        assert_eq!((photo.width(), photo.height()), (30, 40), "{name}");
        // The top left of the stored picture, dark in red and green, is now at the top right.
        let right = &photo.rgb()[29 * 3..30 * 3];
        assert!(right[0] < 40 && right[1] < 40, "{name}: {right:?}");
    };
    let exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    upright(Tiff { orientation: 6, ..Tiff::rgb(40, 30, 8, pattern(40, 30)) }.bytes(), "a.tif");

    let mut png = Vec::new();
    let mut encoder = PngEncoder::new(&mut png);
    encoder.set_exif_metadata(exif.clone()).expect("EXIF");
    encoder.write_image(&pattern(40, 30), 40, 30, ExtendedColorType::Rgb8).expect("a PNG");
    upright(png, "a.png");

    let mut webp = Vec::new();
    let mut encoder = image::codecs::webp::WebPEncoder::new_lossless(&mut webp);
    encoder.set_exif_metadata(exif).expect("EXIF");
    encoder.encode(&pattern(40, 30), 40, 30, ExtendedColorType::Rgb8).expect("a WebP");
    upright(webp, "a.webp");
}

#[test]
fn a_browser_is_given_no_orientation_that_only_some_browsers_apply() {
    let exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0\0\0\0\0".to_vec();
    let mut png = Vec::new();
    let mut encoder = PngEncoder::new(&mut png);
    encoder.set_exif_metadata(exif).expect("EXIF");
    encoder.write_image(&pattern(40, 30), 40, 30, ExtendedColorType::Rgb8).expect("a PNG");
    let inspection = inspect("a.png", &png).expect("it is readable");
    let given = inspection.for_browser(&png).expect("other bytes").into_owned();
    let plain = read("a.png", given);
    assert_eq!((plain.photo.width(), plain.photo.height()), (40, 30));
    assert_eq!(inspection.upright(plain.photo), read("a.png", png).photo);
    // Every browser applies a JPEG's orientation.
    let turned = bad("exif/orientation-6.jpg");
    assert!(inspect("a.jpg", &turned).expect("it is readable").for_browser(&turned).is_none());
}

/// A raw camera file: a directory with a small uncompressed preview and an orientation, followed by `inside`.
fn raw(orientation: u16, inside: &[u8]) -> Vec<u8> {
    let small = Tiff {
        orientation,
        more: vec![(254, 4, 1_u32.to_le_bytes().to_vec())],
        ..Tiff::rgb(160, 120, 8, pattern(160, 120))
    };
    [small.bytes().as_slice(), &[0x12; 1000], inside, &[0x7f; 500]].concat()
}

#[test]
fn of_a_raw_camera_file_the_largest_photo_inside_is_taken_upright_and_that_is_told() {
    let (small, large) = (jpeg(300, 240, None), jpeg(600, 400, None));
    let expected = read("large.jpg", large.clone()).photo;
    let inside = [small.as_slice(), b"between", &large, b"behind"].concat();
    for name in ["a.srw", "a.SR2", "a.mef", "a.dcr", "a.nef", "a.dng"] {
        let loaded = read(name, raw(1, &inside));
        assert_eq!(loaded.photo, expected, "{name}");
        let said = "is a RAW file; the preview of 600 × 400 pixels inside it was used.";
        assert_eq!(notes(&loaded), [said]);
        assert!(loaded.original.is_none());
    }
    let turned = read("a.nef", raw(8, &inside)).photo;
    assert_eq!((turned.width(), turned.height()), (400, 600));
    let fuji = [b"FUJIFILMCCD-RAW 0201FF383501X-T2".as_slice(), &[0; 80], &large].concat();
    for name in ["a.raf", "without an ending"] {
        assert_eq!(read(name, fuji.clone()).photo, expected, "{name}");
    }
}

#[test]
fn a_tiny_preview_never_passes_for_the_photo() {
    let sentence = refused("a.srw", &raw(1, &[]));
    assert_eq!(
        sentence,
        "is a RAW file with only a preview of 160 × 120 pixels, which is too small. Export it as JPEG and use that."
    );
    let sentence = refused("a.nef", &raw(1, &jpeg(200, 150, None)));
    assert!(sentence.contains("a preview of 200 × 150 pixels"), "{sentence}");
    // A preview that is cut off does not count.
    let large = jpeg(600, 400, None);
    assert!(refused("a.nef", &raw(1, &large[..large.len() / 2])).starts_with("is a RAW file"));
}

#[test]
fn a_raw_picture_in_tiles_of_jpeg_is_not_taken_for_its_preview() {
    let (tile, preview) = (jpeg(700, 700, None), jpeg(480, 320, None));
    let mut bytes = Tiff::grey(16, 16, 8, vec![0; 256]);
    bytes.colours = 34_892;
    // The tile's offset is known once everything else has been written.
    bytes.more = vec![(324, 4, 0_u32.to_le_bytes().to_vec())];
    let length = bytes.bytes().len() as u32;
    bytes.more = vec![(324, 4, length.to_le_bytes().to_vec())];
    let file = [bytes.bytes().as_slice(), &tile, &preview].concat();
    let photo = read("a.tif", file).photo;
    assert_eq!((photo.width(), photo.height()), (480, 320));
}

#[test]
fn what_is_no_photo_is_named_with_what_to_do() {
    let tar = [vec![b'a'; 257], b"ustar\0".to_vec(), vec![0; 300]].concat();
    let medical = [vec![0; 128], b"DICM".to_vec(), vec![0; 64]].concat();
    let stream: Vec<u8> = (0..800).map(|at| if at % 188 == 0 { 0x47 } else { 0 }).collect();
    let cases: [(&str, &[u8], &str); 20] = [
        ("clip.mov", b"\0\0\0\x08wide\0\0\x10\0mdat", "it is a video. Save the frames"),
        ("clip.mp4", b"\0\0\0\x18ftypisom\0\0\0\0", "it is a video. Save the frames"),
        ("clip.avi", b"RIFF\0\x10\0\0AVI LIST", "it is a video. Save the frames"),
        ("clip.mpg", b"\0\0\x01\xbaD\0\x04\0", "it is a video. Save the frames"),
        ("clip.wmv", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9", "it is a video. Save the frames"),
        ("clip.mkv", b"\x1a\x45\xdf\xa3\x01\0", "it is a video. Save the frames"),
        ("clip.mts", &stream, "it is a video. Save the frames"),
        ("photos.rar", b"Rar!\x1a\x07\x01\0", "it is an archive (RAR). Unpack it"),
        ("photos.7z", b"7z\xbc\xaf\x27\x1c", "it is an archive (7z). Unpack it"),
        ("photos.tar", &tar, "it is an archive (TAR). Unpack it"),
        ("photos.tgz", b"\x1f\x8b\x08\0", "it is an archive (GZIP). Unpack it"),
        ("other.jp2", b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 ", "JPEG 2000. Save it as JPEG or PNG"),
        ("other.pgm", b"P5\n92 112\n255\n", "PNM (PBM, PGM, PPM). Save it as JPEG or PNG"),
        ("other.dcm", &medical, "DICOM. Save it as JPEG or PNG"),
        ("other.exr", b"\x76\x2f\x31\x01\x02", "OpenEXR. Save it as JPEG or PNG"),
        ("other.psd", b"8BPS\0\x01", "it is a Photoshop document"),
        ("sound.wav", b"RIFF\0\x10\0\0WAVEfmt ", "it is an audio file"),
        ("sound.mp3", b"\xff\xfb\x90\x64\0", "it is an audio file"),
        ("IMG_0001.HEIC.icloud", b"bplist00\xd3\x01\x02", "still in iCloud. Download the photo first"),
        ("letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "it is an Office document"),
    ];
    for (name, bytes, what) in cases {
        let sentence = refused(name, bytes);
        assert!(
            sentence.starts_with("is not an image that can be read: ") && sentence.contains(what),
            "{name} {sentence}"
        );
    }
}

/// Display P3 to sRGB by the definitions of both: curve, primaries, curve.
fn from_p3(rgb: [u8; 3]) -> [u8; 3] {
    let linear = rgb.map(|value| {
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    let rows =
        [[1.224_940, -0.224_940, 0.0], [-0.042_057, 1.042_057, 0.0], [-0.019_638, -0.078_636, 1.098_274]];
    rows.map(|row: [f64; 3]| {
        let value: f64 = row.iter().zip(linear).map(|(share, value)| share * value).sum();
        let value = value.clamp(0.0, 1.0);
        let curved = if value <= 0.003_130_8 { value * 12.92 } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 };
        (curved * 255.0).round() as u8
    })
}

fn p3() -> Vec<u8> {
    ColorProfile::new_display_p3().encode().expect("a profile")
}

fn png_with(icc: Vec<u8>) -> Vec<u8> {
    let mut png = Vec::new();
    let mut encoder = PngEncoder::new(&mut png);
    encoder.set_icc_profile(icc).expect("a profile");
    encoder.write_image(&pattern(40, 30), 40, 30, ExtendedColorType::Rgb8).expect("a PNG");
    png
}

#[test]
fn a_wide_colour_space_becomes_srgb_in_every_format() {
    let wanted: Vec<u8> =
        pattern(40, 30).chunks_exact(3).flat_map(|pixel| from_p3([pixel[0], pixel[1], pixel[2]])).collect();
    let wanted = Photo::from_rgb(40, 30, wanted).expect("a photo");
    let plain = Photo::from_rgb(40, 30, pattern(40, 30)).expect("a photo");
    assert!(mean_difference(&wanted, &plain) > 4.0);

    let mut webp = Vec::new();
    let mut encoder = image::codecs::webp::WebPEncoder::new_lossless(&mut webp);
    encoder.set_icc_profile(p3()).expect("a profile");
    encoder.encode(&pattern(40, 30), 40, 30, ExtendedColorType::Rgb8).expect("a WebP");
    let tiff = Tiff { more: vec![(34_675, 7, p3())], ..Tiff::rgb(40, 30, 8, pattern(40, 30)) };
    for (name, bytes) in [("a.png", png_with(p3())), ("a.webp", webp), ("a.tif", tiff.bytes())] {
        let photo = read(name, bytes).photo;
        let furthest = photo.rgb().iter().zip(wanted.rgb()).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(furthest <= Some(2), "{name}: {furthest:?}");
    }
    let with = read("a.jpg", jpeg(400, 300, Some(p3()))).photo;
    let without = read("a.jpg", jpeg(400, 300, None)).photo;
    let wanted =
        without.rgb().chunks_exact(3).flat_map(|pixel| from_p3([pixel[0], pixel[1], pixel[2]])).collect();
    assert!(mean_difference(&with, &Photo::from_rgb(400, 300, wanted).expect("a photo")) < 1.0);
}

#[test]
fn what_is_stored_of_a_photo_in_wide_colours_is_read_again_in_the_same_colours() {
    for (name, bytes) in [("a.jpg", jpeg(400, 300, Some(p3()))), ("a.png", png_with(p3()))] {
        let mut loaded = read(name, bytes);
        assert!(loaded.original.is_none(), "{name}");
        let (stored, _) = loaded.stored().expect("bytes");
        let distance = mean_difference(&read("stored", stored).photo, &loaded.photo);
        assert!(distance < 4.0, "{name}: {distance}");
    }
    // Photos with an sRGB profile are still stored unchanged.
    let srgb = ColorProfile::new_srgb().encode().expect("a profile");
    assert!(read("a.jpg", jpeg(400, 300, Some(srgb))).original.is_some());
}

#[test]
fn profiles_that_are_broken_or_for_other_pixels_are_ignored_and_greys_are_honoured() {
    let plain = Photo::from_rgb(40, 30, pattern(40, 30)).expect("a photo");
    let mut broken = p3();
    broken.truncate(200);
    let grey = ColorProfile::new_gray_with_gamma(1.0).encode().expect("a profile");
    for icc in [broken, b"no profile".to_vec(), grey.clone()] {
        assert_eq!(read("a.png", png_with(icc)).photo, plain);
    }
    let mut png = Vec::new();
    let mut encoder = PngEncoder::new(&mut png);
    encoder.set_icc_profile(grey).expect("a profile");
    encoder.write_image(&[64; 600], 30, 20, ExtendedColorType::L8).expect("a PNG");
    // A quarter of white's light is 137 in sRGB.
    let level = read("a.png", png).photo.rgb()[0];
    assert!((136..=138).contains(&level), "{level}");
}

#[test]
fn a_png_that_tells_its_gamma_is_read_with_it() {
    let mut png = Vec::new();
    PngEncoder::new(&mut png).write_image(&[64; 1800], 30, 20, ExtendedColorType::Rgb8).expect("a PNG");
    let with_gamma = |gamma: u32| {
        // After the header, whose length is fixed.
        let chunk = [b"gAMA".as_slice(), &gamma.to_be_bytes()].concat();
        let checked = [&4_u32.to_be_bytes(), chunk.as_slice(), &crc(&chunk).to_be_bytes()].concat();
        [&png[..33], &checked, &png[33..]].concat()
    };
    assert_eq!(read("a.png", with_gamma(45_455)).photo.rgb()[0], 64);
    let level = read("a.png", with_gamma(100_000)).photo.rgb()[0];
    assert!((136..=138).contains(&level), "{level}");
    assert!(!inspect("a.png", &with_gamma(100_000)).expect("it is readable").browser_may_decode());
}

/// The checksum of a PNG chunk.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 },
        )
    })
}

#[test]
fn photos_of_every_ending_are_taken_from_archives_as_they_are_loose() {
    let large = jpeg(600, 400, None);
    let fuji = [b"FUJIFILMCCD-RAW 0201FF383501X-T2".as_slice(), &[0; 80], &large].concat();
    let files =
        [("a.insp", large.clone()), ("b.MPO", large.clone()), ("c.raf", fuji), ("d.nef", raw(1, &large))];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in &files {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(format!("things/{name}"), options).expect("an entry");
        std::io::Write::write_all(&mut zip, bytes).expect("room");
    }
    zip.start_file("things/.IMG_1.HEIC.icloud", zip::write::SimpleFileOptions::default()).expect("an entry");
    std::io::Write::write_all(&mut zip, b"bplist00").expect("room");
    let mut archive =
        handlens_store::archive::Archive::open(zip.finish().expect("a zip"), "things.zip").expect("it opens");
    assert_eq!(archive.photos().len(), files.len());
    for (place, (name, bytes)) in files.iter().enumerate() {
        let taken = archive.read(place).unwrap_or_else(|error| panic!("{name} {error}"));
        assert_eq!(&taken, bytes, "{name}");
        assert_eq!(read(name, taken).photo, read("large.jpg", large.clone()).photo);
    }
    let (refused, _) = archive.refused();
    assert_eq!(refused.len(), 1);
    assert!(refused[0].1.text().contains("still in iCloud"), "{:?}", refused[0]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_photos_of_unusual_kinds_are_answered(
        kind in 0..8_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        // Most important data is at one of the ends: headers, and a TIFF's directories.
        part in prop::sample::select(vec![(0, 64), (0, usize::MAX), (1, 300)]),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = match kind {
            0 => Tiff { pages: vec![vec![0; 64], vec![9; 64]], ..Tiff::grey(8, 8, 8, Vec::new()) }.bytes(),
            1 => Tiff { kind: 3, samples: 4, extra: vec![1], ..Tiff::rgb(8, 8, 32, vec![40; 1024]) }.bytes(),
            2 => Tiff { big: true, colours: 3, more: vec![(320, 3, vec![7; 1536])], ..Tiff::grey(8, 8, 8, vec![3; 64]) }.bytes(),
            3 => raw(6, &jpeg(240, 240, None)),
            4 => png_with(p3()),
            5 => jpeg(60, 40, Some(p3())),
            6 => bad("progressive.jpg")[..3000].to_vec(),
            _ => bad("even.jpg"),
        };
        for (place, value) in changes {
            let span = bytes.len().min(part.1);
            let from = if part.0 == 0 { 0 } else { bytes.len() - span };
            let place = from + place.index(span);
            bytes[place] = value;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let name = if kind == 3 { "a.nef" } else { "a" };
        match decode(name, bytes) {
            Ok(loaded) => prop_assert!(!loaded.photo.rgb().is_empty()),
            Err(error) => {
                let sentence = error.text();
                prop_assert!(sentence.ends_with('.') && sentence.split(' ').count() > 3, "{}", sentence);
            }
        }
    }
}
