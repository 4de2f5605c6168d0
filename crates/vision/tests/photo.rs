//! Photos: the views that the model sees, bounded sizes, thumbnails, hashes, measurements.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::HashSet;
use std::path::PathBuf;

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::F32x3;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use handlens_classifier::metrics::duplicates::COPY_BITS;
use handlens_core::config::LARGE_VIEW_SIDE;
use handlens_core::config::limits::{STORED_SIDE, THUMBNAIL_SIDE};
use handlens_vision::photo::{BytesSource, Photo, PhotoHash, PhotoSource, Traits, VIEW_SIDE, View, decode};

fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()))
}

fn network_photo(name: &str) -> Photo {
    decode(name, fixture(&format!("network/{name}.png"))).expect("the fixture decodes").photo
}

/// A photo without symmetry: gradients, a checkerboard and noise.
fn test_photo(width: u32, height: u32) -> Photo {
    let mut random = fastrand::Rng::with_seed(7);
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| {
        let checker = if (x / 3 + y / 5) % 2 == 0 { 200 } else { 30 };
        [(x * 255 / width) as u8, (y * 255 / height) as u8, checker ^ random.u8(..16)]
    });
    Photo::from_rgb(width, height, pixels.collect()).expect("a valid photo")
}

fn largest_difference(left: &[f32], right: &[f32]) -> f32 {
    assert_eq!(left.len(), right.len());
    left.iter().zip(right).map(|(left, right)| (left - right).abs()).fold(0.0, f32::max)
}

#[test]
fn the_centre_view_is_what_the_reference_network_was_given() {
    let view = network_photo("coffee").view(View::Centre).expect("a view");
    let file = fixture("network.safetensors");
    let tensors = safetensors::SafeTensors::deserialize(&file).expect("safetensors");
    let reference: Vec<f32> = tensors
        .tensor("coffee/centre/input")
        .expect("the tensor")
        .data()
        .chunks_exact(4)
        .map(|bytes| f32::from_le_bytes(bytes.try_into().expect("four bytes")))
        .collect();
    let area = LARGE_VIEW_SIDE * LARGE_VIEW_SIDE;
    assert_eq!(reference.len(), 3 * area);
    let ours: Vec<f32> =
        (0..3 * area).map(|index| (view[index % area * 3 + index / area] - 127.0) / 128.0).collect();
    let difference = largest_difference(&ours, &reference);
    assert!(difference < 1e-3, "largest difference {difference}");
}

/// The same resize by an independent implementation.
fn resized_elsewhere(photo: &Photo, [left, top, width, height]: [f64; 4], side: usize) -> Vec<f32> {
    let pixels: Vec<F32x3> = photo
        .rgb()
        .chunks_exact(3)
        .map(|rgb| F32x3::new([f32::from(rgb[0]), f32::from(rgb[1]), f32::from(rgb[2])]))
        .collect();
    let source = TypedImageRef::new(photo.width(), photo.height(), &pixels).expect("a source");
    let mut target = TypedImage::<F32x3>::new(side as u32, side as u32);
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom))
        .crop(left, top, width, height);
    Resizer::new().resize_typed(&source, &mut target, &options).expect("a resize");
    target.pixels().iter().flat_map(|pixel| pixel.0).map(|value| value.clamp(0.0, 255.0)).collect()
}

#[test]
fn views_of_photos_of_any_shape_agree_with_an_independent_resize() {
    for (width, height) in
        [(768, 513), (300, 768), (260, 260), (259, 300), (224, 224), (97, 61), (5, 700), (3, 2)]
    {
        let photo = test_photo(width, height);
        let (w, h) = (f64::from(width), f64::from(height));
        let whole = photo.view(View::Whole).expect("a view");
        let difference = largest_difference(&whole, &resized_elsewhere(&photo, [0.0, 0.0, w, h], VIEW_SIDE));
        assert!(difference < 1e-3, "whole {width} × {height}: {difference}");
        let side = 0.875 * w.min(h);
        let (left, top) = ((w - side) / 2.0, (h - side) / 2.0);
        let centre = photo.view(View::Centre).expect("a view");
        let large = width.min(height) >= 260;
        let pixels = if large { LARGE_VIEW_SIDE } else { VIEW_SIDE };
        let expected = resized_elsewhere(&photo, [left, top, side, side], pixels);
        let difference = largest_difference(&centre, &expected);
        assert!(difference < 1e-3, "centre {width} × {height}: {difference}");
    }
}

#[test]
fn every_view_of_a_single_pixel_shows_its_colour() {
    let photo = Photo::from_rgb(1, 1, vec![10, 20, 30]).expect("a photo");
    for view in [View::Centre, View::Whole] {
        let pixels = photo.view(view).expect("a view");
        assert!(pixels.chunks_exact(3).all(|pixel| largest_difference(pixel, &[10.0, 20.0, 30.0]) < 1e-4));
    }
}

#[test]
fn keys_of_views_never_change() {
    assert_eq!(View::Centre.key(), "centre-288");
    assert_eq!(View::Whole.key(), "whole");
}

#[test]
fn transparent_parts_are_put_on_white() {
    let rgba = [255, 0, 255, 0, 10, 20, 30, 255, 0, 0, 0, 128];
    let photo = Photo::from_rgba(3, 1, &rgba).expect("a photo");
    assert_eq!(photo.rgb(), [255, 255, 255, 10, 20, 30, 127, 127, 127]);
}

#[test]
fn large_photos_are_kept_at_a_bounded_size_and_small_ones_as_they_are() {
    let size = |photo: Photo| (photo.width(), photo.height());
    assert_eq!(size(test_photo(1536, 512)), (STORED_SIDE, 256));
    assert_eq!(size(test_photo(600, 1200)), (384, STORED_SIDE));
    assert_eq!(size(test_photo(STORED_SIDE, 10)), (STORED_SIDE, 10));
    assert_eq!(size(test_photo(3, 4000)), (1, STORED_SIDE));
}

#[test]
fn pixels_that_do_not_fill_their_frame_are_refused() {
    for photo in [
        Photo::from_rgb(2, 2, vec![0; 11]),
        Photo::from_rgba(2, 2, &[0; 12]),
        Photo::from_rgb(0, 2, vec![]),
        Photo::from_rgb(u32::MAX, u32::MAX, vec![]),
    ] {
        assert!(photo.is_err());
    }
}

#[test]
fn thumbnails_and_stored_photos_are_jpegs_of_the_right_size() {
    let photo = test_photo(600, 400);
    let thumbnail =
        decode("thumbnail.jpg", photo.thumbnail().expect("a thumbnail")).expect("it decodes").photo;
    assert_eq!((thumbnail.width(), thumbnail.height()), (THUMBNAIL_SIDE, THUMBNAIL_SIDE * 2 / 3));
    let coffee = network_photo("coffee");
    let again = decode("coffee.jpg", coffee.encode().expect("a JPEG")).expect("it decodes").photo;
    assert_eq!((again.width(), again.height()), (coffee.width(), coffee.height()));
    let pairs = coffee.rgb().iter().zip(again.rgb());
    let mean: f64 = pairs.map(|(a, b)| f64::from(a.abs_diff(*b))).sum::<f64>() / coffee.rgb().len() as f64;
    assert!(mean < 3.0, "mean difference {mean}");
}

#[test]
fn a_small_original_is_stored_as_it_came_and_a_turned_or_transparent_one_is_not() {
    let original = fixture("held-back/cat-1.jpg");
    let mut loaded = decode("cat-1.jpg", original.clone()).expect("it decodes");
    let encoded = loaded.photo.encode().expect("a JPEG");
    let smaller = if original.len() <= encoded.len() { original } else { encoded };
    assert_eq!(loaded.stored().expect("bytes"), (smaller, "image/jpeg"));

    let turned = decode("orientation-6.jpg", fixture("bad/exif/orientation-6.jpg")).expect("it decodes");
    assert!(turned.original.is_none());
    let transparent = decode("alpha.png", fixture("bad/alpha.png")).expect("it decodes");
    assert!(transparent.original.is_none());
    let bitmap = decode("photo.bmp", fixture("bad/photo.bmp")).expect("it decodes");
    assert!(bitmap.original.is_none());
}

#[test]
fn hashes_tell_photos_apart() {
    let hash = PhotoHash::of_bytes(b"abc");
    assert_eq!(hash.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    let hashes = [
        hash,
        PhotoHash::of_bytes(b""),
        PhotoHash::of_pixels(1, 2, &[0; 6]),
        PhotoHash::of_pixels(2, 1, &[0; 6]),
        PhotoHash::of_bytes(&[0; 6]),
    ];
    assert_eq!(hashes.iter().collect::<HashSet<_>>().len(), hashes.len());
}

#[test]
fn a_source_of_bytes_loads_what_decode_gives() {
    let bytes = fixture("held-back/cat-1.jpg");
    let source: Box<dyn PhotoSource> = Box::new(BytesSource::new("cat-1.jpg", bytes.clone()));
    assert_eq!(source.name(), "cat-1.jpg");
    let loaded = pollster::block_on(source.load()).expect("it loads");
    assert_eq!(loaded.hash, PhotoHash::of_bytes(&bytes));
    assert_eq!(loaded.photo, decode("cat-1.jpg", bytes).expect("it decodes").photo);
}

fn bits_apart(a: &Photo, b: &Photo) -> u32 {
    let hash = |photo| Traits::of(photo).expect("it can be measured").perceptual_hash;
    (hash(a) ^ hash(b)).count_ones()
}

/// A box-blurred photo: each pixel is the mean of those up to `reach` pixels away, applied twice.
fn blurred(photo: &Photo, reach: usize) -> Photo {
    let (width, height) = (photo.width() as usize, photo.height() as usize);
    let mut rgb: Vec<f32> = photo.rgb().iter().map(|value| f32::from(*value)).collect();
    let mean = |rgb: &[f32], length: usize, at: &dyn Fn(usize) -> usize, place: usize| {
        let span = place.saturating_sub(reach)..(place + reach + 1).min(length);
        let count = span.len() as f32;
        span.map(|place| rgb[at(place)]).sum::<f32>() / count
    };
    for _ in 0..2 {
        for across in [true, false] {
            let before = rgb.clone();
            for (index, value) in rgb.iter_mut().enumerate() {
                let (pixel, channel) = (index / 3, index % 3);
                let (x, y) = (pixel % width, pixel / width);
                *value = if across {
                    mean(&before, width, &|x| (y * width + x) * 3 + channel, x)
                } else {
                    mean(&before, height, &|y| (y * width + x) * 3 + channel, y)
                };
            }
        }
    }
    let rgb = rgb.iter().map(|value| value.round() as u8).collect();
    Photo::from_rgb(photo.width(), photo.height(), rgb).expect("a photo")
}

#[test]
fn a_photo_looks_the_same_from_afar_after_compression_and_at_half_its_size() {
    let names = ["astronaut", "chelsea", "coffee", "rocket"];
    let photos = names.map(network_photo);
    for (name, photo) in names.iter().zip(&photos) {
        let stored = decode("a.jpg", photo.encode().expect("a JPEG")).expect("a photo").photo;
        assert!(bits_apart(photo, &stored) <= COPY_BITS, "{name}");
        let thumbnail = decode("a.jpg", photo.thumbnail().expect("a JPEG")).expect("a photo").photo;
        assert!(thumbnail.width() < photo.width());
        assert!(bits_apart(photo, &thumbnail) <= COPY_BITS, "{name}");
    }
    for (place, photo) in photos.iter().enumerate() {
        assert!(photos[..place].iter().all(|other| bits_apart(photo, other) > 6 * COPY_BITS));
    }
}

#[test]
fn what_is_stored_is_measured_as_what_came_in() {
    for name in ["astronaut", "chelsea", "coffee", "rocket"] {
        let photo = network_photo(name);
        let stored = decode("a.jpg", photo.encode().expect("a JPEG")).expect("a photo").photo;
        let (before, after) = (Traits::of(&photo).expect("traits"), Traits::of(&stored).expect("traits"));
        assert!((before.sharpness - after.sharpness).abs() < 0.01, "{name}: {before:?} {after:?}");
        assert!((before.brightness - after.brightness).abs() < 0.01, "{name}: {before:?} {after:?}");
    }
}

#[test]
fn blur_takes_sharpness_and_dimming_brightness_and_neither_the_other() {
    for name in ["astronaut", "chelsea", "coffee", "rocket"] {
        let photo = network_photo(name);
        let sharp = Traits::of(&photo).expect("traits");
        // The blur reaches a thirtieth of the longer side.
        let reach = photo.width().max(photo.height()) as usize / 60;
        let blurred = Traits::of(&blurred(&photo, reach)).expect("traits");
        assert!(sharp.sharpness > 0.3 && blurred.sharpness < 0.28, "{name}: {sharp:?} {blurred:?}");
        assert!((sharp.brightness - blurred.brightness).abs() < 0.1, "{name}: {sharp:?} {blurred:?}");
        let rgb = photo.rgb().iter().map(|value| value / 5).collect();
        let dim = Photo::from_rgb(photo.width(), photo.height(), rgb).expect("a photo");
        let dim = Traits::of(&dim).expect("traits");
        assert!(sharp.brightness > 0.4 && dim.brightness < 0.25, "{name}: {sharp:?} {dim:?}");
        assert!(dim.sharpness > 0.28, "{name}: {dim:?}");
    }
}

#[test]
fn an_even_photo_has_no_perceptual_hash_and_any_size_can_be_measured() {
    for (width, height) in [(1, 1), (1, 700), (5, 3), (300, 200)] {
        let even = Photo::from_rgb(width, height, vec![90; (width * height * 3) as usize]).expect("a photo");
        let traits = Traits::of(&even).expect("traits");
        assert_eq!(traits.perceptual_hash, 0);
        assert!(
            traits.sharpness.abs() < 1e-6 && (traits.brightness - 90.0 / 255.0).abs() < 1e-3,
            "{traits:?}"
        );
        let traits = Traits::of(&test_photo(width, height)).expect("traits");
        assert!((0.0..=1.0).contains(&traits.sharpness) && (0.0..=1.0).contains(&traits.brightness));
    }
}
