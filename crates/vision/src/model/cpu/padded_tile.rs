//! One group of channels of a feature map, with the zero padding that a depth-wise convolution reads.

use super::{GROUP, Group, Pair, put};

/// A square feature map with TensorFlow's "same" padding: an odd pixel of padding is added at the end.
#[derive(Default)]
pub(super) struct PaddedTile {
    /// Rows of `width` pixels.
    pub(super) pixels: Vec<Group>,
    /// Side of the feature map with its padding.
    pub(super) width: usize,
    /// Side of the convolution's output.
    pub(super) output: usize,
    /// Side of the feature map without padding.
    side: usize,
    /// Padding rows above and pixels to the left of the feature map.
    before: usize,
}

impl PaddedTile {
    /// Prepares for feature maps of this side, a kernel and a stride. The padding is zero.
    pub(super) fn prepare(&mut self, side: usize, kernel: usize, stride: usize) {
        self.output = side.div_ceil(stride);
        let padding = ((self.output.max(1) - 1) * stride + kernel).saturating_sub(side);
        (self.side, self.before, self.width) = (side, padding / 2, side + padding);
        self.pixels.clear();
        self.pixels.resize(self.width * self.width, [0.0; GROUP]);
    }

    /// Row `y` of the feature map.
    #[inline(always)]
    pub(super) fn row(&mut self, y: usize) -> &mut [Group] {
        let start = (y + self.before) * self.width + self.before;
        &mut self.pixels[start..start + self.side]
    }

    /// A writer for the feature map's pixels, row by row.
    #[inline(always)]
    pub(super) fn writer(&mut self) -> Writer<'_> {
        let start = self.before * self.width + self.before;
        Writer {
            at: start,
            end: start + self.side,
            gap: self.width - self.side,
            side: self.side,
            pixels: &mut self.pixels,
        }
    }
}

/// Writes pixels in order, skipping the padding.
pub(super) struct Writer<'a> {
    pixels: &'a mut [Group],
    at: usize,
    end: usize,
    gap: usize,
    side: usize,
}

impl Writer<'_> {
    #[inline(always)]
    pub(super) fn put(&mut self, pair: Pair) {
        if let Some(pixel) = self.pixels.get_mut(self.at) {
            put(pair, pixel);
        }
        self.at += 1;
        if self.at == self.end {
            self.at += self.gap;
            self.end = self.at + self.side;
        }
    }
}
