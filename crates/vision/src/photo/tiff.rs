//! Decodes TIFF files of cameras, scanners, microscopes and satellites.
//!
//! The `tiff` crate reads the numbers; what they mean is decided here. The crate supports fewer colour spaces, and
//! with channels beside the colours it undoes the predictor over the wrong channels. So it sees every page as plain
//! channels without a meaning: two values of the page's directory are overwritten, in a view of the file that is not
//! kept.

use std::io::{Cursor, Read, Seek, SeekFrom};

use half::f16;
use tiff::TiffError;
use tiff::decoder::{Decoder, DecodingResult, Limits};

use super::decode::Decoded;
use super::ifd::{Directory, Tiff};
use super::inspect::{check_size, cmyk, cut_off, damaged, sixteen_bit};
use super::range::{Range, Sample};
use super::{Format, Photo, colour, transparency_note};
use handlens_core::config::limits::PHOTO_PIXELS;
use handlens_core::{Error, Result, msg};

/// Most pages that are tried until one is not blank.
const PAGES: usize = 32;

const BITS: u16 = 258;
const COMPRESSION: u16 = 259;
const COLOURS: u16 = 262;
const SAMPLES: u16 = 277;
const PLANAR: u16 = 284;
const COLOUR_MAP: u16 = 320;
const EXTRA_SAMPLES: u16 = 338;
const SUBSAMPLING: u16 = 530;
const ICC: u16 = 34_675;
/// A tag that no reader knows.
const NO_TAG: u16 = 65_000;

/// What the values of a page mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Colours {
    WhiteIsZero,
    Grey,
    Rgb,
    Palette,
    Inks,
    YCbCr,
}

impl Colours {
    fn channels(self) -> usize {
        match self {
            Self::WhiteIsZero | Self::Grey | Self::Palette => 1,
            Self::Rgb | Self::YCbCr => 3,
            Self::Inks => 4,
        }
    }
}

/// What the first channel after the colours means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alpha {
    None,
    Premultiplied,
    Separate,
}

/// One page, as its directory describes it.
struct Page {
    width: u32,
    height: u32,
    colours: Colours,
    bits: usize,
    samples: usize,
    alpha: Alpha,
    /// Channels that are neither colours nor alpha.
    further: usize,
    is_planar: bool,
    palette: Vec<[u8; 3]>,
}

/// Decodes the first page that is not blank.
///
/// # Errors
/// A sentence that continues after the file's name.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded> {
    let tiff = Tiff::of(bytes).ok_or_else(|| damaged(Format::Tiff))?;
    let pages = tiff.pages();
    let (mut first, mut looked_at) = (None, 0_u64);
    for (place, directory) in pages.iter().take(PAGES).enumerate() {
        match (decode_page(&tiff, directory, bytes), &first) {
            (Ok(decoded), _) if !is_blank(&decoded.photo) => {
                return Ok(with_pages(decoded, pages.len(), place));
            }
            (decoded, None) => first = Some(decoded),
            _ => {}
        }
        looked_at += tiff.size(directory).map_or(0, |(width, height)| u64::from(width) * u64::from(height));
        if looked_at > PHOTO_PIXELS {
            break;
        }
    }
    first.unwrap_or_else(|| Err(damaged(Format::Tiff))).map(|decoded| with_pages(decoded, pages.len(), 0))
}

fn is_blank(photo: &Photo) -> bool {
    let mut pixels = photo.rgb().chunks_exact(3);
    let first = pixels.next();
    pixels.all(|pixel| Some(pixel) == first)
}

fn with_pages(mut decoded: Decoded, pages: usize, used: usize) -> Decoded {
    if used > 0 {
        decoded.notes.insert(0, msg!("image-later-page", pages = pages, page = used + 1));
    } else if pages > 1 {
        decoded.notes.insert(0, msg!("image-pages", pages = pages));
    }
    decoded
}

fn decode_page(tiff: &Tiff, directory: &Directory, bytes: &[u8]) -> Result<Decoded> {
    let page = Page::read(tiff, directory)?;
    let pixels = u64::from(page.width) * u64::from(page.height);
    let limits = {
        let mut limits = Limits::default();
        // 16 bytes per pixel, as floating-point RGBA needs, and room for tables.
        let most = usize::try_from(pixels * 16 + 64 * 1024 * 1024).unwrap_or(usize::MAX);
        limits.decoding_buffer_size = most;
        limits.intermediate_buffer_size = most;
        limits.ifd_value_size = most;
        limits
    };
    let reader = Overlaid { cursor: Cursor::new(bytes), patches: patches(tiff, directory) };
    let mut decoder = Decoder::new(reader).map_err(explain)?.with_limits(limits);
    let mut values = DecodingResult::U8(Vec::new());
    let layout = decoder.read_image_to_buffer(&mut values).map_err(explain)?;
    if values.as_buffer(0).as_bytes().len() < layout.complete_len {
        return Err(Error::photo(msg!("image-needs-memory")));
    }
    let (rgba, range) = match values {
        DecodingResult::U8(values) if page.bits < 8 => page.render(&page.unpacked(&values)),
        DecodingResult::U8(values) => page.render(&values),
        DecodingResult::U16(values) => page.render(&values),
        DecodingResult::U32(values) => page.render(&values),
        DecodingResult::U64(values) => page.render(&values),
        DecodingResult::I8(values) => page.render(&values),
        DecodingResult::I16(values) => page.render(&values),
        DecodingResult::I32(values) => page.render(&values),
        DecodingResult::I64(values) => page.render(&values),
        DecodingResult::F16(values) => {
            page.render(&values.into_iter().map(f16::to_f32).collect::<Vec<f32>>())
        }
        DecodingResult::F32(values) => page.render(&values),
        DecodingResult::F64(values) => page.render(&values),
    };
    let transparency = transparency_note(&rgba);
    let photo = Photo::from_rgba(page.width, page.height, &rgba)?;
    let icc = directory.entry(ICC).and_then(|entry| tiff.raw(entry));
    let photo = match icc.and_then(colour::Profile::of_icc) {
        Some(profile) => profile.applied(photo),
        None => photo,
    };
    Ok(Decoded { photo, transparency, notes: page.notes(range), turn: Some(tiff.orientation(directory)) })
}

impl Page {
    fn read(tiff: &Tiff, directory: &Directory) -> Result<Self> {
        let number = |tag, otherwise| tiff.number(directory, tag).unwrap_or(otherwise);
        let list = |tag| directory.entry(tag).map(|entry| tiff.numbers(entry)).unwrap_or_default();
        let (width, height) = tiff.size(directory).ok_or_else(|| damaged(Format::Tiff))?;
        check_size(width, height)?;
        let compression = number(COMPRESSION, 1);
        if !matches!(compression, 1 | 4 | 5 | 7 | 8 | 32_773 | 32_946) {
            return Err(Error::photo(msg!("image-tiff-packed", method = packed(compression))));
        }
        let colours = match number(COLOURS, 1) {
            0 => Colours::WhiteIsZero,
            1 => Colours::Grey,
            2 => Colours::Rgb,
            3 => Colours::Palette,
            5 => Colours::Inks,
            6 => Colours::YCbCr,
            8..=10 => return Err(Error::photo(msg!("image-tiff-colours", colours = "CIE L*a*b*"))),
            32_844 | 32_845 => return Err(Error::photo(msg!("image-tiff-colours", colours = "LogLuv"))),
            _ => return Err(rare()),
        };
        let (bits, samples) = (number(BITS, 1), number(SAMPLES, 1));
        let further = samples.checked_sub(colours.channels()).ok_or_else(|| damaged(Format::Tiff))?;
        let alpha = match list(EXTRA_SAMPLES).first() {
            Some(1) if further > 0 => Alpha::Premultiplied,
            Some(2) if further > 0 => Alpha::Separate,
            _ => Alpha::None,
        };
        let whole_colours = compression == 7 || list(SUBSAMPLING) == [1, 1];
        let is_planar = number(PLANAR, 1) == 2 && samples > 1;
        let is_deep_palette = colours == Colours::Palette && bits > 8;
        if (colours == Colours::YCbCr && !whole_colours) || is_deep_palette || (bits < 8 && samples > 1) {
            return Err(rare());
        }
        let palette = if colours == Colours::Palette { palette(&list(COLOUR_MAP)) } else { Vec::new() };
        Ok(Self {
            width,
            height,
            colours,
            bits,
            samples,
            alpha,
            further: further - usize::from(alpha != Alpha::None),
            is_planar,
            palette,
        })
    }

    fn notes(&self, range: Range) -> Vec<handlens_core::message::Message> {
        let mut notes = Vec::new();
        if let Some(stretched) = range.note() {
            notes.push(stretched);
        } else if self.bits == 16 {
            notes.push(sixteen_bit());
        }
        if self.colours == Colours::Inks {
            notes.push(cmyk());
        }
        if self.further > 0 {
            notes.push(msg!("image-further-channels", count = self.further));
        }
        notes
    }

    /// One value per byte, scaled to 255 unless the values are palette indices.
    fn unpacked(&self, packed: &[u8]) -> Vec<u8> {
        let (bits, width) = (self.bits.max(1), self.width as usize);
        let white = (1_usize << bits) - 1;
        let scale = if self.colours == Colours::Palette { 1 } else { 255 / white };
        let row = |row: &[u8]| -> Vec<u8> {
            let value = |at: usize| {
                let bit = at * bits;
                // Any value fits into two bytes, wherever it begins.
                let pair = u16::from_be_bytes([row[bit / 8], row.get(bit / 8 + 1).copied().unwrap_or(0)]);
                (usize::from(pair) >> (16 - bits - bit % 8) & white) * scale
            };
            (0..width).map(|at| value(at) as u8).collect()
        };
        packed.chunks_exact((width * bits).div_ceil(8).max(1)).flat_map(row).collect()
    }

    /// RGBA, 8 bits per channel, straight alpha, and the range of values that was mapped to black through white.
    fn render<S: Sample>(&self, values: &[S]) -> (Vec<u8>, Range) {
        let pixels = self.width as usize * self.height as usize;
        let interleaved: Vec<S>;
        let values = if self.is_planar {
            let value = |place: usize| values[place % self.samples * pixels + place / self.samples];
            let length = if values.len() >= pixels * self.samples { pixels * self.samples } else { 0 };
            interleaved = (0..length).map(value).collect();
            &interleaved
        } else {
            values
        };
        let is_measured = matches!(self.colours, Colours::Grey | Colours::WhiteIsZero | Colours::Rgb);
        let is_eight_bit = self.bits <= 8 && !S::SIGNED;
        let range = if is_measured && !is_eight_bit {
            Range::of(values, self.samples, self.colours.channels())
        } else {
            Range::whole::<S>()
        };
        let whole = Range::whole::<S>();
        let mut rgba = Vec::with_capacity(pixels * 4);
        for pixel in values.chunks_exact(self.samples) {
            let alpha =
                if self.alpha == Alpha::None { 255 } else { whole.level(pixel[self.colours.channels()]) };
            let rgb = self.rgb(pixel, &range);
            let rgb = if self.alpha == Alpha::Premultiplied { rgb.map(|c| undone(c, alpha)) } else { rgb };
            rgba.extend_from_slice(&[rgb[0], rgb[1], rgb[2], alpha]);
        }
        (rgba, range)
    }

    fn rgb<S: Sample>(&self, pixel: &[S], range: &Range) -> [u8; 3] {
        let level = |channel: usize| range.level(pixel[channel]);
        match self.colours {
            Colours::Grey => [level(0); 3],
            Colours::WhiteIsZero => [255 - level(0); 3],
            Colours::Rgb => [level(0), level(1), level(2)],
            Colours::Palette => self.palette.get(pixel[0].number() as usize).copied().unwrap_or_default(),
            Colours::Inks => {
                let light = |channel| u32::from(255 - level(channel));
                [0, 1, 2].map(|ink| ((light(ink) * light(3) + 127) / 255) as u8)
            }
            Colours::YCbCr => from_luma([level(0), level(1), level(2)].map(f32::from)),
        }
    }
}

/// A colour with the alpha divided out.
fn undone(colour: u8, alpha: u8) -> u8 {
    if alpha == 0 {
        return 255;
    }
    let (colour, alpha) = (u32::from(colour), u32::from(alpha));
    ((colour * 255 + alpha / 2) / alpha).min(255) as u8
}

/// RGB from ITU-R BT.601 luma and chroma, as in a JPEG.
fn from_luma([luma, blue, red]: [f32; 3]) -> [u8; 3] {
    let (blue, red) = (blue - 128.0, red - 128.0);
    let rgb = [luma + 1.402 * red, luma - 0.344_136 * blue - 0.714_136 * red, luma + 1.772 * blue];
    rgb.map(|value| value.round().clamp(0.0, 255.0) as u8)
}

/// The colours of a colour map: all reds, all greens, then all blues, in 16 bits; some programs write 8.
fn palette(map: &[usize]) -> Vec<[u8; 3]> {
    let count = map.len() / 3;
    let divisor = if map.iter().any(|value| *value > 255) { 257 } else { 1 };
    let level = |place: usize| (map[place] / divisor).min(255) as u8;
    (0..count).map(|place| [place, count + place, 2 * count + place].map(level)).collect()
}

/// What the crate sees in place of the file's bytes: this page first, its channels without a meaning.
fn patches(tiff: &Tiff, directory: &Directory) -> Vec<(usize, Vec<u8>)> {
    let first = directory.at;
    let mut patches = vec![if tiff.is_big {
        (8, tiff.long8(first as u64).to_vec())
    } else {
        (4, tiff.long(first as u32).to_vec())
    }];
    if let Some(entry) = directory.entry(COLOURS) {
        patches.push((entry.values_at, tiff.short(1).to_vec()));
    }
    if let Some(entry) = directory.entry(EXTRA_SAMPLES) {
        patches.push((entry.at, tiff.short(NO_TAG).to_vec()));
    }
    patches
}

/// Reads a file with a few bytes replaced.
struct Overlaid<'a> {
    cursor: Cursor<&'a [u8]>,
    patches: Vec<(usize, Vec<u8>)>,
}

impl Read for Overlaid<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let from = self.cursor.position() as usize;
        let count = self.cursor.read(buffer)?;
        for (at, patch) in &self.patches {
            for (place, byte) in (*at..).zip(patch) {
                if let Some(place) = place.checked_sub(from).filter(|place| *place < count) {
                    buffer[place] = *byte;
                }
            }
        }
        Ok(count)
    }
}

impl Seek for Overlaid<'_> {
    fn seek(&mut self, place: SeekFrom) -> std::io::Result<u64> {
        self.cursor.seek(place)
    }
}

/// The name of a compression.
fn packed(compression: usize) -> String {
    let name = match compression {
        2 | 3 => "CCITT",
        6 => "JPEG (TIFF 5)",
        33_003 | 33_005 | 34_712 => "JPEG 2000",
        34_887 => "LERC",
        34_925 => "LZMA",
        50_000 => "Zstandard",
        50_001 => "WebP",
        50_002 => "JPEG XL",
        other => return other.to_string(),
    };
    name.to_owned()
}

fn rare() -> Error {
    Error::photo(msg!("image-rare-kind", format = Format::Tiff.name()))
}

fn explain(cause: TiffError) -> Error {
    let error = match &cause {
        TiffError::IoError(io) if io.kind() == std::io::ErrorKind::UnexpectedEof => cut_off(),
        TiffError::UnsupportedError(_) => rare(),
        TiffError::LimitsExceeded => Error::photo(msg!("image-needs-memory")),
        _ => damaged(Format::Tiff),
    };
    error.with_detail(cause)
}
