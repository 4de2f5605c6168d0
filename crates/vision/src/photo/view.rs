//! Views: the crops of a photo that the model sees.

use super::Photo;
use super::resample::{CropBox, resample};
use handlens_core::config::VIEW_SIDE;
use handlens_core::{Error, Result, msg};

/// Share of the shorter side that the centre view shows: 224 / 256, as in the model's training.
pub const CENTRE_SHARE: f64 = 0.875;

/// A way to crop a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum View {
    /// The centred square of 87.5 % of the shorter side.
    Centre,
    /// The whole frame, squeezed into a square.
    Whole,
}

impl View {
    /// The view's name in the database: "centre", "whole". It identifies stored features, so it must not change
    /// unless the pixels of the view do.
    pub fn key(self) -> &'static str {
        match self {
            Self::Centre => "centre",
            Self::Whole => "whole",
        }
    }
}

/// The views of every photo, in the order of their features. A photo's vector is made from both.
pub const VIEWS: [View; 2] = [View::Centre, View::Whole];

impl Photo {
    /// The pixels of all [`VIEWS`], each `[224, 224, 3]`; see [`Photo::view`].
    ///
    /// # Errors
    ///
    /// When the photo is too small or narrow.
    pub fn views(&self) -> Result<[Vec<f32>; 2]> {
        let [centre, whole] = VIEWS;
        Ok([self.view(centre)?, self.view(whole)?])
    }

    /// The pixels of a view: `[224, 224, 3]`, row by row, red, green, blue; 0 to 255, not rounded.
    pub fn view(&self, view: View) -> Result<Vec<f32>> {
        let pixels = resample(self, self.crop(view), VIEW_SIDE);
        if pixels.len() == VIEW_SIDE * VIEW_SIDE * 3 {
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
