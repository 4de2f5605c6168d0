//! Views: the crops of a photo that the model sees.

use super::Photo;
use super::resample::{CropBox, resample};
use handlens_core::config::{LARGE_VIEW_SIDE, VIEW_SIDE};
use handlens_core::{Error, Result, msg};

/// Share of the shorter side that the centre view shows: 224 / 256, as in the model's training.
pub const CENTRE_SHARE: f64 = 0.875;
/// The centre view is large if the photo's shorter side has at least this many pixels. Smaller photos would only be
/// enlarged, which costs accuracy.
pub const LARGE_FROM: u32 = 260;

/// A way to crop a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum View {
    /// The centred square of 87.5 % of the shorter side.
    Centre,
    /// The whole frame, squeezed into a square.
    Whole,
}

impl View {
    /// The view's name in the database: "centre-288", "whole". It identifies stored features, so it must not change
    /// unless the pixels of the view do.
    pub fn key(self) -> &'static str {
        match self {
            Self::Centre => "centre-288",
            Self::Whole => "whole",
        }
    }
}

/// The views of every photo, in the order of their features. A photo's vector is made from both.
pub const VIEWS: [View; 2] = [View::Centre, View::Whole];

impl Photo {
    /// The pixels of all [`VIEWS`]; see [`Photo::view`].
    ///
    /// # Errors
    ///
    /// When the photo is too small or narrow.
    pub fn views(&self) -> Result<[Vec<f32>; 2]> {
        let [centre, whole] = VIEWS;
        Ok([self.view(centre)?, self.view(whole)?])
    }

    /// The pixels of a view: `[S, S, 3]`, row by row, red, green, blue; 0 to 255, not rounded. S is
    /// [`LARGE_VIEW_SIDE`] for the centre of a photo that has that many pixels to show, and [`VIEW_SIDE`] otherwise.
    pub fn view(&self, view: View) -> Result<Vec<f32>> {
        let is_large = view == View::Centre && self.width().min(self.height()) >= LARGE_FROM;
        let side = if is_large { LARGE_VIEW_SIDE } else { VIEW_SIDE };
        let pixels = resample(self, self.crop(view), side);
        if pixels.len() == side * side * 3 {
            Ok(pixels)
        } else {
            Err(Error::photo(msg!("image-without-view")))
        }
    }

    /// The part of the photo that a view shows: left, top, width and height as shares of the photo's own, 0 to 1.
    pub fn shown_by(&self, view: View) -> [f32; 4] {
        let crop = self.crop(view);
        let (width, height) = (f64::from(self.width()), f64::from(self.height()));
        [crop.left / width, crop.top / height, crop.width / width, crop.height / height].map(|x| x as f32)
    }

    fn crop(&self, view: View) -> CropBox {
        let (width, height) = (f64::from(self.width()), f64::from(self.height()));
        match view {
            View::Centre => {
                let side = CENTRE_SHARE * width.min(height);
                CropBox { left: (width - side) / 2.0, top: (height - side) / 2.0, width: side, height: side }
            }
            View::Whole => CropBox { left: 0.0, top: 0.0, width, height },
        }
    }
}
