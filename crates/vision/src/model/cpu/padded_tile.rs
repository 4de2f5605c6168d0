//! One group of channels of an image, with the zeros around it that a depth-wise convolution reads.

use super::{GROUP, Group, Pair, put};

/// A square image with TensorFlow's "same" padding: an odd pixel of padding goes behind.
#[derive(Default)]
pub(super) struct PaddedTile {
    /// Rows of `width` pixels.
    pub(super) pixels: Vec<Group>,
    /// Side of the image with its padding.
    pub(super) width: usize,
    /// Side of what the convolution makes of it.
    pub(super) output: usize,
    /// Side of the image.
    side: usize,
    /// Rows above and pixels left of the image.
    before: usize,
}

impl PaddedTile {
    /// Makes room for images of this side under a kernel and a stride, with zeros around.
    pub(super) fn prepare(&mut self, side: usize, kernel: usize, stride: usize) {
        self.output = side.div_ceil(stride);
        let padding = ((self.output.max(1) - 1) * stride + kernel).saturating_sub(side);
        (self.side, self.before, self.width) = (side, padding / 2, side + padding);
        self.pixels.clear();
        self.pixels.resize(self.width * self.width, [0.0; GROUP]);
    }

    /// Row `y` of the image.
    #[inline(always)]
    pub(super) fn row(&mut self, y: usize) -> &mut [Group] {
        let start = (y + self.before) * self.width + self.before;
        &mut self.pixels[start..start + self.side]
    }

    /// Something that puts the image's pixels down in their order, row after row.
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

/// Puts pixels down in order.
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
