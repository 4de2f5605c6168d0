//! A photo in memory: upright RGB of bounded size.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x3;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, RgbImage};

use super::inspect::check_size;
use handlens_core::config::limits;
use handlens_core::{Error, Result, msg};

/// JPEG quality of a stored photo: about 100 kB at the bounded size, and no visible loss.
const STORED_QUALITY: u8 = 88;

/// JPEG quality of a thumbnail.
const THUMBNAIL_QUALITY: u8 = 80;

/// A photo: upright RGB, 8 bits a channel, longest side at most [`limits::STORED_SIDE`].
#[derive(Clone, PartialEq, Eq)]
pub struct Photo {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

/// Shows only the size, because nobody reads a million numbers.
impl std::fmt::Debug for Photo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Photo({} × {})", self.width, self.height)
    }
}

impl Photo {
    /// From RGBA with straight alpha, row by row, as a browser's canvas gives it. Transparent parts become white.
    pub fn from_rgba(width: u32, height: u32, rgba: &[u8]) -> Result<Self> {
        check_pixels(width, height, rgba.len(), 4)?;
        let rgb = rgba.chunks_exact(4).flat_map(|pixel| {
            let alpha = u32::from(pixel[3]);
            // 255 if alpha is 0, the colour itself if alpha is 255; adding 127 rounds.
            let on_white = |colour: u8| ((u32::from(colour) * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
            [on_white(pixel[0]), on_white(pixel[1]), on_white(pixel[2])]
        });
        Self { width, height, rgb: rgb.collect() }.bounded()
    }

    /// From RGB, row by row.
    pub fn from_rgb(width: u32, height: u32, rgb: Vec<u8>) -> Result<Self> {
        check_pixels(width, height, rgb.len(), 3)?;
        Self { width, height, rgb }.bounded()
    }

    /// Width in pixels, 1 to [`limits::STORED_SIDE`].
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels, 1 to [`limits::STORED_SIDE`].
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The pixels: red, green, blue, row by row from the top left.
    pub fn rgb(&self) -> &[u8] {
        &self.rgb
    }

    /// A JPEG whose longest side is at most [`limits::THUMBNAIL_SIDE`].
    pub fn thumbnail(&self) -> Result<Vec<u8>> {
        self.thumbnail_of(limits::THUMBNAIL_SIDE)
    }

    /// A JPEG whose longest side is at most `side` pixels.
    pub fn thumbnail_of(&self, side: u32) -> Result<Vec<u8>> {
        match self.shrunk(side)? {
            Some(small) => small.jpeg(THUMBNAIL_QUALITY),
            None => self.jpeg(THUMBNAIL_QUALITY),
        }
    }

    /// The photo as a JPEG of quality 88, for storage.
    pub fn encode(&self) -> Result<Vec<u8>> {
        self.jpeg(STORED_QUALITY)
    }

    /// The photo with other colours; unchanged if `rgb` has another length.
    pub(super) fn recoloured(self, rgb: Vec<u8>) -> Self {
        if rgb.len() == self.rgb.len() { Self { rgb, ..self } } else { self }
    }

    /// Applies an orientation to turn the photo upright.
    pub(super) fn oriented(self, orientation: Orientation) -> Self {
        if orientation == Orientation::NoTransforms {
            return self;
        }
        let (width, height) = (self.width, self.height);
        let Some(image) = RgbImage::from_raw(width, height, self.rgb) else {
            // Unreachable: in every `Photo`, `rgb` has the length that `width` and `height` require.
            return Self { width: 1, height: 1, rgb: vec![0; 3] };
        };
        let mut image = DynamicImage::ImageRgb8(image);
        image.apply_orientation(orientation);
        Self { width: image.width(), height: image.height(), rgb: image.into_rgb8().into_raw() }
    }

    fn bounded(self) -> Result<Self> {
        Ok(self.shrunk(limits::STORED_SIDE)?.unwrap_or(self))
    }

    /// A copy whose longest side is `side`; none if the photo's is not longer than that.
    pub(super) fn shrunk(&self, side: u32) -> Result<Option<Self>> {
        let longest = self.width.max(self.height);
        if longest <= side {
            return Ok(None);
        }
        let scaled = |length: u32| {
            let length = f64::from(length) * f64::from(side) / f64::from(longest);
            (length.round() as u32).clamp(1, side)
        };
        let (width, height) = (scaled(self.width), scaled(self.height));
        // The pixel type is fixed at compile time: choosing it at run time would add the code for all types to the
        // program.
        let source = TypedImageRef::<U8x3>::from_buffer(self.width, self.height, &self.rgb);
        let source = source.map_err(cannot_resize)?;
        let mut rgb = vec![0; width as usize * height as usize * 3];
        let mut target = TypedImage::<U8x3>::from_buffer(width, height, &mut rgb).map_err(cannot_resize)?;
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
        Resizer::new().resize_typed(&source, &mut target, &options).map_err(cannot_resize)?;
        Ok(Some(Self { width, height, rgb }))
    }

    fn jpeg(&self, quality: u8) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, quality)
            .encode(&self.rgb, self.width, self.height, ExtendedColorType::Rgb8)
            .map_err(|cause| Error::photo(msg!("image-not-stored")).with_detail(cause))?;
        Ok(bytes)
    }
}

fn check_pixels(width: u32, height: u32, length: usize, channels: u64) -> Result<()> {
    check_size(width, height)?;
    // The size is at most `PHOTO_PIXELS`, so this cannot overflow.
    let expected = u64::from(width) * u64::from(height) * channels;
    if length as u64 == expected {
        return Ok(());
    }
    let detail = format!("{width} × {height} pixels of {channels} bytes, but {length} bytes");
    Err(Error::photo(msg!("image-not-filled")).with_detail(detail))
}

fn cannot_resize(cause: impl std::fmt::Display) -> Error {
    Error::photo(msg!("image-not-shrunk")).with_detail(cause)
}
