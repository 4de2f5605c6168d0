//! Names the kind of a file that is no photo, by its first bytes, and says what to do with it.

use super::format::extension;
use handlens_core::message::Message;
use handlens_core::msg;

/// Signatures: offset, bytes, and the kind of file.
const FILES: [(usize, &[u8], Kind); 47] = [
    (0, b"%PDF", Kind::Said(|| msg!("file-is-pdf"))),
    (0, b"PK\x03\x04", Kind::Said(|| msg!("file-is-zip"))),
    (0, b"\0\0\x01\0", Kind::Said(|| msg!("file-is-icon"))),
    (0, b"\0\0\x02\0", Kind::Said(|| msg!("file-is-icon"))),
    (0, b"\xd0\xcf\x11\xe0", Kind::Said(|| msg!("file-is-office-document"))),
    (0, b"Rar!", Kind::Archive("RAR")),
    (0, b"7z\xbc\xaf", Kind::Archive("7z")),
    (257, b"ustar", Kind::Archive("TAR")),
    (0, b"\x1f\x8b", Kind::Archive("GZIP")),
    (0, b"BZh", Kind::Archive("BZIP2")),
    (0, b"\xfd7zXZ\0", Kind::Archive("XZ")),
    (0, b"\x28\xb5\x2f\xfd", Kind::Archive("Zstandard")),
    (0, b"\x04\x22\x4d\x18", Kind::Archive("LZ4")),
    (0, b"MSCF", Kind::Archive("CAB")),
    (0, b"xar!", Kind::Archive("XAR")),
    (0, b"\x1a\x45\xdf\xa3", Kind::Video),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Kind::Video),
    (0, b"\0\0\x01\xba", Kind::Video),
    (0, b"\0\0\x01\xb3", Kind::Video),
    (0, b"FLV", Kind::Video),
    (0, b".RMF", Kind::Video),
    (0, b"OggS", Kind::Said(|| msg!("file-is-audio-or-video"))),
    (0, b"ID3", Kind::Audio),
    (0, b"fLaC", Kind::Audio),
    (0, b"#!AMR", Kind::Audio),
    (0, b"MThd", Kind::Audio),
    (8, b"WAVE", Kind::Audio),
    (8, b"AIFF", Kind::Audio),
    (8, b"AVI ", Kind::Video),
    (0, b"8BPS", Kind::Said(|| msg!("file-is-photoshop"))),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", Kind::Image("JPEG 2000")),
    (0, b"\xff\x4f\xff\x51", Kind::Image("JPEG 2000")),
    (0, b"II\xbc", Kind::Image("JPEG XR")),
    (128, b"DICM", Kind::Image("DICOM")),
    (0, b"SIMPLE  =", Kind::Image("FITS")),
    (0, b"\x76\x2f\x31\x01", Kind::Image("OpenEXR")),
    (0, b"#?RADIANCE", Kind::Image("Radiance HDR")),
    (0, b"gimp xcf", Kind::Image("XCF (GIMP)")),
    (0, b"DDS ", Kind::Image("DDS")),
    (0, b"qoif", Kind::Image("QOI")),
    (0, b"farbfeld", Kind::Image("farbfeld")),
    (0, b"FLIF", Kind::Image("FLIF")),
    (0, b"BPG\xfb", Kind::Image("BPG")),
    (0, b"\x01\xda", Kind::Image("SGI")),
    (0, b"\x59\xa6\x6a\x95", Kind::Image("Sun Raster")),
    (0, b"AT&TFORM", Kind::Image("DjVu")),
    (0, b"\xd7\xcd\xc6\x9a", Kind::Image("WMF")),
];

/// Box types at byte 4 of films that do not begin with a brand.
const FILM_BOXES: [&[u8]; 7] = [b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"];

#[derive(Clone, Copy)]
enum Kind {
    Said(fn() -> Message),
    Archive(&'static str),
    Image(&'static str),
    Video,
    Audio,
}

impl Kind {
    fn said(self) -> Message {
        match self {
            Self::Said(said) => said(),
            Self::Archive(format) => msg!("file-is-archive", format = format),
            Self::Image(format) => msg!("file-is-other-image", format = format),
            Self::Video => msg!("file-is-video"),
            Self::Audio => msg!("file-is-audio"),
        }
    }
}

/// The kind of a file that is no image, judged by its first bytes: "it is a PDF. Save its pages as JPEG or PNG and
/// use those". Of the name only the extension counts.
pub(super) fn what_else(name: &str, bytes: &[u8]) -> Message {
    if is_placeholder(name) {
        return msg!("file-is-placeholder");
    }
    if extension(name).is_some_and(|extension| extension == "handlens") {
        return msg!("file-is-project");
    }
    let begins =
        |(at, start, _): &&(usize, &[u8], Kind)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(start));
    if let Some((.., kind)) = FILES.iter().find(begins) {
        return kind.said();
    }
    if bytes.get(4..8).is_some_and(|kind| FILM_BOXES.contains(&kind)) {
        let is_audio = bytes.get(8..11) == Some(b"M4A");
        return if is_audio { Kind::Audio.said() } else { Kind::Video.said() };
    }
    if is_transport_stream(bytes) {
        return Kind::Video.said();
    }
    if let [b'P', b'1'..=b'7', space, ..] = bytes
        && space.is_ascii_whitespace()
    {
        return Kind::Image("PNM (PBM, PGM, PPM)").said();
    }
    // MP3 and AAC without a leading tag: layer and sampling rate must be valid.
    if let [0xff, 0xe2..=0xff, third, ..] = bytes
        && *third != 0xff
    {
        return Kind::Audio.said();
    }
    written(bytes)
}

/// Whether a name is that of a placeholder for a photo in the cloud.
pub fn is_placeholder(name: &str) -> bool {
    extension(name).is_some_and(|extension| extension == "icloud")
}

/// Whether the file consists of 188-byte packets, each with a sync byte; those of cameras begin with a four-byte time
/// stamp.
fn is_transport_stream(bytes: &[u8]) -> bool {
    let marked = |first: usize, length: usize| {
        (0..4).all(|packet| bytes.get(first + packet * length) == Some(&0x47)) && bytes.len() >= 4 * length
    };
    marked(0, 188) || marked(4, 192)
}

fn written(bytes: &[u8]) -> Message {
    let start = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let text = String::from_utf8_lossy(start).to_lowercase();
    if text.contains("<svg") {
        return msg!("file-is-drawing");
    }
    if text.contains("<!doctype html") || text.contains("<html") {
        return msg!("file-is-web-page");
    }
    if start.iter().all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..=0x7e)) {
        return msg!("file-is-text");
    }
    msg!("file-is-unknown")
}
