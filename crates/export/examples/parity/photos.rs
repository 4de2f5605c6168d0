//! The photos that are learned from, and those that are asked about.

use std::path::{Path, PathBuf};

use handlens_core::config::limits::STORED_SIDE;
use handlens_vision::photo::{self, Photo};
use image::RgbImage;
use image::imageops::{self, FilterType};

use crate::Fallible;

/// Photos of a class that are learned from, if that is not more than [`LEARNED_FROM`] in total.
const PER_CLASS: usize = 10;
/// Most photos of a project: each is embedded, and tuned on.
const LEARNED_FROM: usize = 80;
/// Photos of a class folder that are asked about.
const ASKED_PER_FOLDER: usize = 34;
/// Widths and heights that no camera makes, and some that it does.
const SIZES: [(u32, u32); 14] = [
    (1, 1),
    (2, 3),
    (1, 4000),
    (20, 20),
    (37, 4000),
    (4000, 37),
    (224, 224),
    (767, 1023),
    (768, 768),
    (769, 768),
    (1537, 1025),
    (3000, 4000),
    (4000, 3000),
    (6000, 4000),
];

/// A photo that is asked about.
pub(crate) struct Asked {
    pub(crate) name: String,
    /// Its file, if it has one.
    pub(crate) path: Option<PathBuf>,
    /// Its pixels, in full size.
    pub(crate) image: RgbImage,
    /// As the page reads it.
    pub(crate) photo: Fallible<Photo>,
}

/// The files of a folder, sorted.
fn entries(folder: &Path) -> Fallible<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Fallible<_>>()?;
    paths.sort();
    Ok(paths)
}

fn class_folders(folder: &Path) -> Fallible<Vec<PathBuf>> {
    Ok(entries(folder)?.into_iter().filter(|path| path.is_dir()).collect())
}

/// All photos that are asked about: from the end of each class folder, fixtures that were held back, odd sizes, and those
/// that show nothing.
pub(crate) fn asked(fixtures: &Path, photos: &Path) -> Fallible<impl Iterator<Item = Asked> + use<>> {
    let mut files = Vec::new();
    for folder in class_folders(photos)? {
        files.extend(entries(&folder)?.into_iter().rev().take(ASKED_PER_FOLDER));
    }
    for folder in ["held-back", "network"] {
        files.extend(entries(&fixtures.join(folder))?);
    }
    let base = image::open(fixtures.join("network/rocket.png"))?.into_rgb8();
    let odd = SIZES.into_iter().map(move |(width, height)| {
        let image = with_noise(imageops::resize(&base, width, height, FilterType::Triangle));
        made(format!("{width} x {height}"), image)
    });
    let plain = [("black", 0), ("white", 255)]
        .map(|(name, value)| made(name.to_owned(), RgbImage::from_pixel(64, 48, image::Rgb([value; 3]))));
    Ok(files.into_iter().filter_map(|path| from_file(&path)).chain(odd).chain(plain))
}

fn made(name: String, image: RgbImage) -> Asked {
    let photo = Photo::from_rgb(image.width(), image.height(), image.as_raw().clone());
    Asked { name, path: None, image, photo: photo.map_err(Into::into) }
}

/// A photo from a file, if its pixels in full size are known: the page keeps no others.
fn from_file(path: &Path) -> Option<Asked> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let photo = photo::decode(&name, std::fs::read(path).ok()?).ok()?.photo;
    let bounded = photo.width().max(photo.height()) >= STORED_SIDE;
    let image = RgbImage::from_raw(photo.width(), photo.height(), photo.rgb().to_vec())?;
    (!bounded).then(|| Asked { name, path: Some(path.to_owned()), image, photo: Ok(photo) })
}

/// A photo that was enlarged has no detail; with a camera's noise, reducing it again is not trivial.
fn with_noise(mut image: RgbImage) -> RgbImage {
    let mut random = fastrand::Rng::with_seed(11);
    for value in image.iter_mut() {
        *value = value.saturating_add(random.u8(..12)).saturating_sub(6);
    }
    image
}

/// Photos of as many classes as asked for, each with its class. Where there are fewer folders, further classes are the
/// same photos with other colours or turned.
pub(crate) fn training_photos(folder: &Path, classes: usize) -> Fallible<Vec<(Photo, usize)>> {
    let folders = class_folders(folder)?;
    let mut photos = Vec::new();
    for class in 0..classes {
        let files = entries(&folders[class % folders.len()])?;
        for file in files.into_iter().take(PER_CLASS.min(LEARNED_FROM / classes)) {
            let image = changed(image::open(file)?.into_rgb8(), class / folders.len());
            photos.push((Photo::from_rgb(image.width(), image.height(), image.into_raw())?, class));
        }
    }
    Ok(photos)
}

fn changed(mut image: RgbImage, variant: usize) -> RgbImage {
    if variant >= 4 {
        image = imageops::rotate90(&image);
    }
    for pixel in image.pixels_mut() {
        let [red, green, blue] = pixel.0;
        pixel.0 = match variant % 4 {
            0 => [red, green, blue],
            1 => [255 - red, 255 - green, 255 - blue],
            2 => [green, blue, red],
            _ => [red / 3, green / 3, blue / 3],
        };
    }
    image
}
