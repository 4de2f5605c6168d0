//! The browser's decoder against the `image` crate.

use handlens::photo::{self, Loaded, Photo, PhotoSource};
use handlens::web::decode::{BitmapSource, BlobSource};
use handlens::web::scope;
use handlens::{Error, Result, saying};
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

/// Mean distance of two photos' values, 0 to 255.
fn mean_distance(a: &Photo, b: &Photo) -> f64 {
    assert_eq!((a.width(), a.height()), (b.width(), b.height()));
    let distance: u64 = a.rgb().iter().zip(b.rgb()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    distance as f64 / a.rgb().len() as f64
}

#[wasm_bindgen_test]
async fn both_decoders_see_the_same_photo() {
    // Two JPEG decoders may differ in rounding and in how they stretch the colours; lossless formats may not.
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
        // The magenta behind transparent parts is premultiplied away by the canvas.
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
        // The photos were compressed after they were turned.
        let distance = mean_distance(&photo, &upright);
        assert!(distance < 4.0, "{}: mean distance {distance}", fixture.0);
    }
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
            |loaded: Result<Loaded>| loaded.map(|_| ()).map_err(|error: Error| error.saying().clone());
        let browser = sentence(by_browser(fixture).await);
        assert!(browser.is_err(), "{} was taken", fixture.0);
        assert_eq!(browser, sentence(by_crate(fixture)), "{}", fixture.0);
    }
}

#[wasm_bindgen_test]
async fn the_colours_of_print_are_read_and_noted() {
    let loaded = by_browser(fixture!("bad/cmyk.jpg")).await.expect("a CMYK photo");
    assert!(loaded.notes.contains(&saying!("image-cmyk")), "{:?}", loaded.notes);
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
