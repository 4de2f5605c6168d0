//! Recognises an image format by its first bytes. Names and media types lie; these do not.

use crate::saying;
use crate::words::Saying;

/// An image format that some browser or the `image` crate reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG, animated or not.
    Png,
    /// WebP.
    WebP,
    /// GIF.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// TIFF.
    Tiff,
    /// HEIC or HEIF: what iPhones take. Only Safari reads it.
    Heic,
    /// AVIF. Browsers read it, the `image` crate as built here does not.
    Avif,
    /// JPEG XL. Only some browsers read it.
    JpegXl,
}

/// File name endings, in lower case, and what they promise.
const EXTENSIONS: [(&str, Format); 16] = [
    ("jpg", Format::Jpeg),
    ("jpeg", Format::Jpeg),
    ("jpe", Format::Jpeg),
    ("jfif", Format::Jpeg),
    ("png", Format::Png),
    ("apng", Format::Png),
    ("webp", Format::WebP),
    ("gif", Format::Gif),
    ("bmp", Format::Bmp),
    ("tif", Format::Tiff),
    ("tiff", Format::Tiff),
    ("heic", Format::Heic),
    ("heif", Format::Heic),
    ("hif", Format::Heic),
    ("avif", Format::Avif),
    ("jxl", Format::JpegXl),
];

/// Endings of raw camera files. Most are TIFF inside, whose first image is a tiny preview that must not pass
/// for the photo.
const RAW_EXTENSIONS: [&str; 12] =
    ["3fr", "arw", "cr2", "cr3", "dng", "erf", "nef", "nrw", "orf", "pef", "raw", "rw2"];

/// Makes a sentence, or a part of one.
type Said = fn() -> Saying;

/// First bytes of files that are dropped by mistake, and what to call them.
const OTHER_FILES: [(&[u8], Said); 9] = [
    (b"%PDF", || saying!("file-is-pdf")),
    (b"PK\x03\x04", || saying!("file-is-zip")),
    (b"\x1f\x8b", || saying!("file-is-archive")),
    (b"7z\xbc\xaf", || saying!("file-is-archive")),
    (b"\x1a\x45\xdf\xa3", || saying!("file-is-video")),
    (b"8BPS", || saying!("file-is-photoshop")),
    (b"\0\0\x01\0", || saying!("file-is-icon")),
    (b"OggS", || saying!("file-is-audio-or-video")),
    (b"ID3", || saying!("file-is-audio")),
];

/// Brands of ISO media files (bytes 8 to 12) that hold still images coded as HEVC.
const HEIC_BRANDS: [&[u8]; 8] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];

impl Format {
    /// The format of a file, by its first bytes; none if it is no image known here.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\xff\xd8\xff") {
            return Some(Self::Jpeg);
        }
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Some(Self::Png);
        }
        if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
            return Some(Self::Gif);
        }
        if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            return Some(Self::WebP);
        }
        if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
            return Some(Self::Tiff);
        }
        // "BM" begins many a text too: a bitmap also has a header of a known length.
        if bytes.starts_with(b"BM") && matches!(bytes.get(14), Some(12 | 40 | 52 | 56 | 64 | 108 | 124)) {
            return Some(Self::Bmp);
        }
        if bytes.starts_with(b"\xff\x0a") || bytes.starts_with(b"\0\0\0\x0cJXL \r\n\x87\n") {
            return Some(Self::JpegXl);
        }
        Self::of_media_brand(bytes)
    }

    /// What the format is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
            Self::Bmp => "BMP",
            Self::Tiff => "TIFF",
            Self::Heic => "HEIC",
            Self::Avif => "AVIF",
            Self::JpegXl => "JPEG XL",
        }
    }

    /// The MIME type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Gif => "image/gif",
            Self::Bmp => "image/bmp",
            Self::Tiff => "image/tiff",
            Self::Heic => "image/heic",
            Self::Avif => "image/avif",
            Self::JpegXl => "image/jxl",
        }
    }

    /// Whether [`decode`](super::decode) reads it; the others need a browser that does.
    pub fn is_decoded_here(self) -> bool {
        self.decoder().is_some()
    }

    /// The `image` crate's name for it, where that crate reads it.
    pub(super) fn decoder(self) -> Option<image::ImageFormat> {
        match self {
            Self::Jpeg => Some(image::ImageFormat::Jpeg),
            Self::Png => Some(image::ImageFormat::Png),
            Self::WebP => Some(image::ImageFormat::WebP),
            Self::Gif => Some(image::ImageFormat::Gif),
            Self::Bmp => Some(image::ImageFormat::Bmp),
            Self::Tiff => Some(image::ImageFormat::Tiff),
            Self::Heic | Self::Avif | Self::JpegXl => None,
        }
    }

    /// The format that a file's name promises, if its ending is one of an image.
    pub(crate) fn promised_by(name: &str) -> Option<Self> {
        let extension = extension(name)?;
        let (_, format) = EXTENSIONS.iter().find(|(known, _)| *known == extension)?;
        Some(*format)
    }

    fn of_media_brand(bytes: &[u8]) -> Option<Self> {
        if bytes.get(4..8) != Some(b"ftyp") {
            return None;
        }
        let brand = bytes.get(8..12)?;
        // "mif1" only says "a still image": the compatible brands behind it tell which coding. AVIF names
        // itself there.
        let compatible = bytes.get(16..bytes.len().min(64)).unwrap_or_default();
        let is_avif = |brand: &[u8]| brand == b"avif" || brand == b"avis";
        if is_avif(brand) || (brand == b"mif1" && compatible.chunks_exact(4).any(is_avif)) {
            return Some(Self::Avif);
        }
        HEIC_BRANDS.contains(&brand).then_some(Self::Heic)
    }
}

/// Whether a file's name is that of a raw camera file.
pub(crate) fn is_raw_camera_file(name: &str) -> bool {
    extension(name).is_some_and(|extension| RAW_EXTENSIONS.contains(&extension.as_str()))
}

/// What a file is that is no image, as far as its first bytes tell: "it is a PDF".
pub(super) fn what_else(bytes: &[u8]) -> Saying {
    if let Some((_, what)) = OTHER_FILES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return what();
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return saying!("file-is-video");
    }
    let start = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let text = String::from_utf8_lossy(start).to_lowercase();
    if text.contains("<svg") {
        return saying!("file-is-drawing");
    }
    if text.contains("<!doctype html") || text.contains("<html") {
        return saying!("file-is-web-page");
    }
    if start.iter().all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..=0x7e)) {
        return saying!("file-is-text");
    }
    saying!("file-is-unknown")
}

/// The ending of a file's name, in lower case.
fn extension(name: &str) -> Option<String> {
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty()).then(|| extension.to_lowercase())
}
