//! Views: the pictures of one photo that the model looks at.

use super::Photo;
use super::resample::{CropBox, resample};
use handlens_core::config::VIEW_SIDE;
use handlens_core::{Error, Result, msg};

/// Share of the shorter side that the centre view shows: 224 / 256, as the model was trained.
const CENTRE_SHARE: f64 = 0.875;

/// Smallest and largest share of the frame's area that an augmented view shows.
const AREA_SHARE: (f64, f64) = (0.6, 1.0);

/// Narrowest and widest crop of an augmented view, width / height.
const ASPECT: (f64, f64) = (3.0 / 4.0, 4.0 / 3.0);

/// Smallest and largest factor on brightness, contrast and saturation.
const COLOUR_FACTOR: (f32, f32) = (0.8, 1.2);

/// One way to look at a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum View {
    /// The centred square of 87.5 % of the shorter side.
    Centre,
    /// The whole frame, squashed to a square.
    Whole,
    /// A random crop of 60 to 100 % of the area, its colours changed by up to 20 %.
    ///
    /// The same photo, index, seed and `flips` always give the same view.
    Augmented {
        /// Which of a photo's augmented views.
        index: u32,
        /// The project's seed.
        seed: u32,
        /// Whether it may be mirrored; it is, every other time.
        flips: bool,
    },
}

impl View {
    /// Names the view in the database: "centre", "whole", "augmented/0/7/flips" (index, then seed),
    /// "augmented/0/7".
    ///
    /// Stored features are found by it, so it must not change unless the pixels of the view do.
    pub fn key(self) -> String {
        match self {
            Self::Centre => "centre".to_owned(),
            Self::Whole => "whole".to_owned(),
            Self::Augmented { index, seed, flips } => {
                format!("augmented/{index}/{seed}{}", if flips { "/flips" } else { "" })
            }
        }
    }
}

/// The views that every photo is seen through, in the order of their features: its vector is made from both.
pub const VIEWS: [View; 2] = [View::Centre, View::Whole];

impl Photo {
    /// The pixels of all [`VIEWS`], each `[224, 224, 3]`; see [`Photo::view`].
    ///
    /// # Errors
    ///
    /// When the photo is too small or narrow to be looked at.
    pub fn views(&self) -> Result<[Vec<f32>; 2]> {
        let [centre, whole] = VIEWS;
        Ok([self.view(centre)?, self.view(whole)?])
    }

    /// The pixels of a view: `[224, 224, 3]`, row by row, red, green, blue; 0 to 255 and not rounded.
    pub fn view(&self, view: View) -> Result<Vec<f32>> {
        let pixels = match view {
            View::Centre => resample(self, self.centre(), VIEW_SIDE),
            View::Whole => resample(self, self.whole(), VIEW_SIDE),
            View::Augmented { index, seed, flips } => self.augmented(index, seed, flips),
        };
        if pixels.len() == VIEW_SIDE * VIEW_SIDE * 3 {
            Ok(pixels)
        } else {
            Err(Error::photo(msg!("image-without-view")))
        }
    }

    /// Which part of the photo a view shows: left, top, width and height as shares of the photo's own width and height, 0
    /// to 1. None for augmented views, which may be mirrored.
    pub fn shown_by(&self, view: View) -> Option<[f32; 4]> {
        let crop = match view {
            View::Centre => self.centre(),
            View::Whole => self.whole(),
            View::Augmented { .. } => return None,
        };
        let (width, height) = (f64::from(self.width()), f64::from(self.height()));
        Some(
            [crop.left / width, crop.top / height, crop.width / width, crop.height / height]
                .map(|x| x as f32),
        )
    }

    fn centre(&self) -> CropBox {
        let (width, height) = (f64::from(self.width()), f64::from(self.height()));
        let side = CENTRE_SHARE * width.min(height);
        CropBox { left: (width - side) / 2.0, top: (height - side) / 2.0, width: side, height: side }
    }

    fn whole(&self) -> CropBox {
        let (width, height) = (f64::from(self.width()), f64::from(self.height()));
        CropBox { left: 0.0, top: 0.0, width, height }
    }

    fn augmented(&self, index: u32, seed: u32, flips: bool) -> Vec<f32> {
        let mut random = fastrand::Rng::with_seed(self.random_seed(index, seed));
        // Drawn in any case, so that crop and colours do not depend on the switch.
        let flip = random.bool() && flips;
        let crop = random_crop(&mut random, f64::from(self.width()), f64::from(self.height()));
        let mut pixels = resample(self, crop, VIEW_SIDE);
        if flip {
            mirror(&mut pixels);
        }
        change_colours(&mut pixels, &mut random);
        pixels
    }

    /// A number that depends on the photo too: otherwise all photos of a class would be cropped alike.
    ///
    /// FNV-1a over the arguments, the size and some four thousand bytes of the pixels.
    fn random_seed(&self, index: u32, seed: u32) -> u64 {
        let step = (self.rgb().len() / 4096).max(1);
        let head = [index, seed, self.width(), self.height()].into_iter().flat_map(u32::to_le_bytes);
        head.chain(self.rgb().iter().step_by(step).copied()).fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
    }
}

/// A box of random area, aspect and place, inside the frame: torchvision's `RandomResizedCrop`.
fn random_crop(random: &mut fastrand::Rng, width: f64, height: f64) -> CropBox {
    // A crop may be too wide for a panorama at its area; the next draw may fit.
    for _ in 0..10 {
        let area = width * height * between(random, AREA_SHARE);
        let aspect = between(random, (ASPECT.0.ln(), ASPECT.1.ln())).exp();
        let (crop_width, crop_height) = ((area * aspect).sqrt(), (area / aspect).sqrt());
        if crop_width <= width && crop_height <= height {
            return CropBox {
                left: (width - crop_width) * random.f64(),
                top: (height - crop_height) * random.f64(),
                width: crop_width,
                height: crop_height,
            };
        }
    }
    // As much of the centre as the aspect allows.
    let (crop_width, crop_height) = (width.min(height * ASPECT.1), height.min(width / ASPECT.0));
    CropBox {
        left: (width - crop_width) / 2.0,
        top: (height - crop_height) / 2.0,
        width: crop_width,
        height: crop_height,
    }
}

fn between(random: &mut fastrand::Rng, (low, high): (f64, f64)) -> f64 {
    low + (high - low) * random.f64()
}

fn mirror(pixels: &mut [f32]) {
    for row in pixels.chunks_exact_mut(VIEW_SIDE * 3) {
        for left in 0..VIEW_SIDE / 2 {
            let right = VIEW_SIDE - 1 - left;
            for channel in 0..3 {
                row.swap(left * 3 + channel, right * 3 + channel);
            }
        }
    }
}

/// Brightness, then contrast about the mean grey, then saturation about each pixel's grey.
fn change_colours(pixels: &mut [f32], random: &mut fastrand::Rng) {
    let mut factor = || COLOUR_FACTOR.0 + (COLOUR_FACTOR.1 - COLOUR_FACTOR.0) * random.f32();
    let (brightness, contrast, saturation) = (factor(), factor(), factor());
    let count = (pixels.len() / 3) as f64;
    let sum: f64 = pixels.chunks_exact(3).map(|pixel| f64::from(grey(pixel))).sum();
    let mean = (sum / count) as f32 * brightness;
    for pixel in pixels.chunks_exact_mut(3) {
        for value in pixel.iter_mut() {
            *value = mean + (*value * brightness - mean) * contrast;
        }
        let grey = grey(pixel);
        for value in pixel.iter_mut() {
            *value = (grey + (*value - grey) * saturation).clamp(0.0, 255.0);
        }
    }
}

/// Luma of an RGB pixel (ITU-R BT.601).
fn grey(pixel: &[f32]) -> f32 {
    0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2]
}
