//! Recognises an image format by its first bytes, because names and media types can be wrong.

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
    /// HEIC or HEIF, the format of iPhones. Of the browsers, only Safari reads it.
    Heic,
    /// AVIF. Browsers read it; the `image` crate does not, as built here.
    Avif,
    /// JPEG XL. Only some browsers read it.
    JpegXl,
}

/// File name extensions, in lower case, and their formats.
const EXTENSIONS: [(&str, Format); 29] = [
    ("jpg", Format::Jpeg),
    ("jpeg", Format::Jpeg),
    ("jpe", Format::Jpeg),
    ("jfif", Format::Jpeg),
    ("jfi", Format::Jpeg),
    ("jif", Format::Jpeg),
    ("pjpeg", Format::Jpeg),
    ("pjp", Format::Jpeg),
    // Files with two pictures, of which browsers show the first: from stereo cameras, phones and 360° cameras.
    ("mpo", Format::Jpeg),
    ("jps", Format::Jpeg),
    ("insp", Format::Jpeg),
    ("png", Format::Png),
    ("apng", Format::Png),
    ("webp", Format::WebP),
    ("gif", Format::Gif),
    ("bmp", Format::Bmp),
    ("dib", Format::Bmp),
    ("tif", Format::Tiff),
    ("tiff", Format::Tiff),
    ("btf", Format::Tiff),
    ("tf8", Format::Tiff),
    ("heic", Format::Heic),
    ("heif", Format::Heic),
    ("hif", Format::Heic),
    ("heics", Format::Heic),
    ("heifs", Format::Heic),
    ("avif", Format::Avif),
    ("avifs", Format::Avif),
    ("jxl", Format::JpegXl),
];

/// The media type of raw camera files that are not TIFF.
pub const RAW_MEDIA_TYPE: &str = "image/x-raw";

/// Extensions of raw camera files. Most are TIFF files whose first image is a tiny preview, which must not be taken
/// for the photo.
const RAW_EXTENSIONS: [&str; 36] = [
    "3fr", "ari", "arw", "bay", "cap", "cr2", "cr3", "crw", "dcr", "dcs", "dng", "drf", "eip", "erf", "fff",
    "gpr", "iiq", "k25", "kdc", "mdc", "mef", "mos", "mrw", "nef", "nrw", "orf", "pef", "ptx", "raf", "raw",
    "rw2", "rwl", "sr2", "srf", "srw", "x3f",
];

/// Brands of ISO media files (bytes 8 to 12) that hold still images coded as HEVC.
const HEIC_BRANDS: [&[u8]; 8] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];

impl Format {
    /// The format of a file, by its first bytes; none if it is no image that is known here.
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
        // The second pair is BigTIFF.
        if [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"].iter().any(|start| bytes.starts_with(*start)) {
            return Some(Self::Tiff);
        }
        // Many texts begin with "BM" too, so the length of the bitmap's header is checked as well.
        if bytes.starts_with(b"BM") && matches!(bytes.get(14), Some(12 | 40 | 52 | 56 | 64 | 108 | 124)) {
            return Some(Self::Bmp);
        }
        if bytes.starts_with(b"\xff\x0a") || bytes.starts_with(b"\0\0\0\x0cJXL \r\n\x87\n") {
            return Some(Self::JpegXl);
        }
        Self::of_media_brand(bytes)
    }

    /// The format's name, for messages.
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

    /// Whether [`decode`](fn@super::decode) reads this format; the others need a browser that does.
    pub fn is_decoded_here(self) -> bool {
        self.decoder().is_some() || (cfg!(not(target_arch = "wasm32")) && self == Self::Heic)
    }

    /// The format's counterpart in the `image` crate, if that crate reads it.
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

    /// The format that a file's extension states, if it is that of an image.
    pub fn promised_by(name: &str) -> Option<Self> {
        let extension = extension(name)?;
        let (_, format) = EXTENSIONS.iter().find(|(known, _)| *known == extension)?;
        Some(*format)
    }

    fn of_media_brand(bytes: &[u8]) -> Option<Self> {
        if bytes.get(4..8) != Some(b"ftyp") {
            return None;
        }
        let brand = bytes.get(8..12)?;
        // "mif1" only means "a still image". The compatible brands after it tell the coding, such as AVIF.
        let compatible = bytes.get(16..bytes.len().min(64)).unwrap_or_default();
        let is_avif = |brand: &[u8]| brand == b"avif" || brand == b"avis";
        if is_avif(brand) || (brand == b"mif1" && compatible.chunks_exact(4).any(is_avif)) {
            return Some(Self::Avif);
        }
        HEIC_BRANDS.contains(&brand).then_some(Self::Heic)
    }
}

/// Whether a file's extension is that of a raw camera file.
pub fn is_raw_camera_file(name: &str) -> bool {
    extension(name).is_some_and(|extension| RAW_EXTENSIONS.contains(&extension.as_str()))
}

/// The extension of a file's name, in lower case.
fn extension(name: &str) -> Option<String> {
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty()).then(|| extension.to_lowercase())
}
