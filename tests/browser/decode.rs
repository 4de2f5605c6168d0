//! The browser's decoder compared with the `image` crate.

use handlens_browser::decode::{BitmapSource, BlobSource};
use handlens_browser::scope;
use handlens_core::{Error, Result, msg};
use handlens_vision::photo::{self, Loaded, Photo, PhotoSource};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, ImageEncoder};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, ImageBitmap};

macro_rules! fixture {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../fixtures/", $name)).as_slice())
    };
}

fn blob(bytes: &[u8]) -> Blob {
    Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))).expect("a blob")
}

async fn by_browser((name, bytes): (&str, &[u8])) -> Result<Loaded> {
    let source: Box<dyn PhotoSource> = Box::new(BlobSource::new(name, blob(bytes)));
    source.load().await
}

fn by_crate((name, bytes): (&str, &[u8])) -> Result<Loaded> {
    photo::decode(name, bytes.to_vec())
}

/// Mean absolute difference between two photos' values, 0 to 255.
fn mean_distance(a: &Photo, b: &Photo) -> f64 {
    assert_eq!((a.width(), a.height()), (b.width(), b.height()));
    let distance: u64 = a.rgb().iter().zip(b.rgb()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    distance as f64 / a.rgb().len() as f64
}

#[wasm_bindgen_test]
async fn both_decoders_see_the_same_photo() {
    // JPEG decoders may differ in rounding and in chroma upsampling; lossless formats may not.
    let fixtures = [
        (fixture!("photos/coffee/coffee-01.jpg"), 1.5),
        (fixture!("bad/grey.jpg"), 1.5),
        (fixture!("bad/photo.webp"), 1.5),
        (fixture!("bad/palette.png"), 0.0),
        (fixture!("bad/photo.bmp"), 0.0),
        (fixture!("bad/wrong-extension.jpg"), 0.0),
        (fixture!("bad/animated.gif"), 0.0),
        (fixture!("bad/apng.png"), 0.0),
        (fixture!("bad/photo.tiff"), 0.0),
        // The canvas premultiplies alpha, which removes the magenta behind transparent parts.
        (fixture!("bad/alpha.png"), 1.0),
        (fixture!("bad/sixteen-bit.png"), 1.0),
    ];
    for (fixture, tolerance) in fixtures {
        let browser = by_browser(fixture).await.expect(fixture.0);
        let image_crate = by_crate(fixture).expect(fixture.0);
        let distance = mean_distance(&browser.photo, &image_crate.photo);
        assert!(distance <= tolerance, "{}: mean distance {distance}", fixture.0);
        assert_eq!(browser.hash, image_crate.hash, "{}", fixture.0);
        assert_eq!(browser.notes, image_crate.notes, "{}", fixture.0);
        assert_eq!(browser.original, image_crate.original, "{}", fixture.0);
    }
}

#[wasm_bindgen_test]
async fn each_exif_orientation_is_applied_once() {
    let fixtures = [
        fixture!("bad/exif/orientation-1.jpg"),
        fixture!("bad/exif/orientation-2.jpg"),
        fixture!("bad/exif/orientation-3.jpg"),
        fixture!("bad/exif/orientation-4.jpg"),
        fixture!("bad/exif/orientation-5.jpg"),
        fixture!("bad/exif/orientation-6.jpg"),
        fixture!("bad/exif/orientation-7.jpg"),
        fixture!("bad/exif/orientation-8.jpg"),
    ];
    let upright = by_browser(fixtures[0]).await.expect("the upright photo").photo;
    for fixture in fixtures {
        let photo = by_browser(fixture).await.expect(fixture.0).photo;
        // The photos were compressed after they were turned, so they differ a little.
        let distance = mean_distance(&photo, &upright);
        assert!(distance < 4.0, "{}: mean distance {distance}", fixture.0);
    }
}

/// RGB without symmetry.
fn pattern(width: u32, height: u32) -> Vec<u8> {
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    pixels.flat_map(|(x, y)| [(x * 255 / width) as u8, (y * 255 / height) as u8, 90]).collect()
}

/// Decodes the same bytes with both decoders: same notes, hash and size, and pixels that differ by at most `tolerance`
/// on average.
async fn assert_same(name: &str, bytes: &[u8], tolerance: f64) -> Loaded {
    let browser = by_browser((name, bytes)).await.unwrap_or_else(|error| panic!("{name} {error}"));
    let image_crate = by_crate((name, bytes)).unwrap_or_else(|error| panic!("{name} {error}"));
    let distance = mean_distance(&browser.photo, &image_crate.photo);
    assert!(distance <= tolerance, "{name}: mean distance {distance}");
    assert_eq!(browser.hash, image_crate.hash, "{name}");
    assert_eq!(browser.notes, image_crate.notes, "{name}");
    assert_eq!(browser.original.is_some(), image_crate.original.is_some(), "{name}");
    browser
}

#[wasm_bindgen_test]
async fn a_wide_colour_space_becomes_the_same_srgb_by_both_decoders() {
    let p3 = moxcms::ColorProfile::new_display_p3().encode().expect("a profile");
    let plain = Photo::from_rgb(120, 80, pattern(120, 80)).expect("a photo");
    let mut png = Vec::new();
    let mut encoder = PngEncoder::new(&mut png);
    encoder.set_icc_profile(p3.clone()).expect("a profile");
    encoder.write_image(&pattern(120, 80), 120, 80, ExtendedColorType::Rgb8).expect("a PNG");
    let mut jpeg = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, 95);
    encoder.set_icc_profile(p3).expect("a profile");
    encoder.encode(&pattern(120, 80), 120, 80, ExtendedColorType::Rgb8).expect("a JPEG");
    for (name, bytes) in [("wide.png", png), ("wide.jpg", jpeg)] {
        let loaded = assert_same(name, &bytes, 1.5).await;
        assert!(mean_distance(&loaded.photo, &plain) > 4.0, "{name}: the profile was not honoured");
        assert!(loaded.original.is_none(), "{name}");
    }
}

#[wasm_bindgen_test]
async fn an_orientation_outside_jpeg_is_applied_once_by_both_decoders() {
    let exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    let mut png = Vec::new();
    let mut encoder = PngEncoder::new(&mut png);
    encoder.set_exif_metadata(exif.clone()).expect("EXIF");
    encoder.write_image(&pattern(120, 80), 120, 80, ExtendedColorType::Rgb8).expect("a PNG");
    let mut webp = Vec::new();
    let mut encoder = WebPEncoder::new_lossless(&mut webp);
    encoder.set_exif_metadata(exif).expect("EXIF");
    encoder.encode(&pattern(120, 80), 120, 80, ExtendedColorType::Rgb8).expect("a WebP");
    for (name, bytes) in [("turned.png", png), ("turned.webp", webp)] {
        let photo = assert_same(name, &bytes, 0.5).await.photo;
        assert_eq!((photo.width(), photo.height()), (80, 120), "{name}");
    }
}

#[wasm_bindgen_test]
async fn unusual_photos_are_the_same_by_both_decoders() {
    let dark: Vec<u8> = (0..9600_u16).flat_map(|place| (200 + place % 120 * 17).to_ne_bytes()).collect();
    let mut twelve_bits = Vec::new();
    PngEncoder::new(&mut twelve_bits).write_image(&dark, 120, 80, ExtendedColorType::L16).expect("a PNG");
    let loaded = assert_same("twelve-bits.png", &twelve_bits, 0.0).await;
    assert!(loaded.photo.rgb().iter().any(|value| *value > 240), "it is stretched");

    let mut preview = Vec::new();
    JpegEncoder::new_with_quality(&mut preview, 95)
        .encode(&pattern(480, 320), 480, 320, ExtendedColorType::Rgb8)
        .expect("a JPEG");
    let raw = [b"FUJIFILMCCD-RAW 0201FF383501X-T2".as_slice(), &[0; 80], &preview, &[7; 999]].concat();
    let loaded = assert_same("camera.raf", &raw, 1.5).await;
    assert_eq!((loaded.photo.width(), loaded.photo.height()), (480, 320));

    let (_, grey) = fixture!("bad/grey.jpg");
    assert_same("without-end.jpg", &grey[..grey.len() - 2], 1.5).await;
    let (_, gif) = fixture!("bad/animated.gif");
    let without_screen = [&gif[..6], &[0; 4], &gif[10..]].concat();
    assert_same("without-screen.gif", &without_screen, 0.0).await;
    let (name, progressive) = fixture!("bad/progressive.jpg");
    assert_same(name, progressive, 1.5).await;
}

#[wasm_bindgen_test]
async fn a_bad_file_is_refused_with_the_same_sentence_whoever_decodes() {
    let fixtures = [
        fixture!("bad/not-an-image.jpg"),
        fixture!("bad/zero-bytes.jpg"),
        fixture!("bad/truncated.jpg"),
        fixture!("bad/huge.png"),
    ];
    for fixture in fixtures {
        let sentence =
            |loaded: Result<Loaded>| loaded.map(|_| ()).map_err(|error: Error| error.message().clone());
        let browser = sentence(by_browser(fixture).await);
        assert!(browser.is_err(), "{} was taken", fixture.0);
        assert_eq!(browser, sentence(by_crate(fixture)), "{}", fixture.0);
    }
}

#[wasm_bindgen_test]
async fn the_colours_of_print_are_read_and_noted() {
    let loaded = by_browser(fixture!("bad/cmyk.jpg")).await.expect("a CMYK photo");
    assert!(loaded.notes.contains(&msg!("image-cmyk")), "{:?}", loaded.notes);
}

#[wasm_bindgen_test]
async fn a_webcam_frame_is_a_photo_and_known_by_its_pixels() {
    let (_, bytes) = fixture!("bad/palette.png");
    let frame = async || -> ImageBitmap {
        let decoded =
            scope().expect("a worker").create_image_bitmap_with_blob(&blob(bytes)).expect("a decoder");
        decoded.await.expect("a bitmap").unchecked_into()
    };
    let load = async |frame| {
        let source: Box<dyn PhotoSource> = Box::new(BitmapSource::new("Webcam", frame));
        source.load().await.expect("a photo")
    };
    let first = load(frame().await).await;
    let again = load(frame().await).await;
    assert_eq!(first.hash, again.hash);
    assert_eq!(first.photo, by_crate(fixture!("bad/palette.png")).expect("a photo").photo);
}
