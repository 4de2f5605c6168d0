//! Names the kind of a file that is no photo, by its first bytes, and says what to do with it.

use handlens_core::file_kind::FileKind;
use handlens_core::message::Message;

/// Signatures: offset, bytes, and the kind of file.
const FILES: [(usize, &[u8], FileKind); 47] = [
    (0, b"%PDF", FileKind::Pdf),
    (0, b"PK\x03\x04", FileKind::Zip),
    (0, b"\0\0\x01\0", FileKind::Icon),
    (0, b"\0\0\x02\0", FileKind::Icon),
    (0, b"\xd0\xcf\x11\xe0", FileKind::OfficeDocument),
    (0, b"Rar!", FileKind::Archive("RAR")),
    (0, b"7z\xbc\xaf", FileKind::Archive("7z")),
    (257, b"ustar", FileKind::Archive("TAR")),
    (0, b"\x1f\x8b", FileKind::Archive("GZIP")),
    (0, b"BZh", FileKind::Archive("BZIP2")),
    (0, b"\xfd7zXZ\0", FileKind::Archive("XZ")),
    (0, b"\x28\xb5\x2f\xfd", FileKind::Archive("Zstandard")),
    (0, b"\x04\x22\x4d\x18", FileKind::Archive("LZ4")),
    (0, b"MSCF", FileKind::Archive("CAB")),
    (0, b"xar!", FileKind::Archive("XAR")),
    (0, b"\x1a\x45\xdf\xa3", FileKind::Video),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", FileKind::Video),
    (0, b"\0\0\x01\xba", FileKind::Video),
    (0, b"\0\0\x01\xb3", FileKind::Video),
    (0, b"FLV", FileKind::Video),
    (0, b".RMF", FileKind::Video),
    (0, b"OggS", FileKind::AudioOrVideo),
    (0, b"ID3", FileKind::Audio),
    (0, b"fLaC", FileKind::Audio),
    (0, b"#!AMR", FileKind::Audio),
    (0, b"MThd", FileKind::Audio),
    (8, b"WAVE", FileKind::Audio),
    (8, b"AIFF", FileKind::Audio),
    (8, b"AVI ", FileKind::Video),
    (0, b"8BPS", FileKind::Photoshop),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", FileKind::Image("JPEG 2000")),
    (0, b"\xff\x4f\xff\x51", FileKind::Image("JPEG 2000")),
    (0, b"II\xbc", FileKind::Image("JPEG XR")),
    (128, b"DICM", FileKind::Image("DICOM")),
    (0, b"SIMPLE  =", FileKind::Image("FITS")),
    (0, b"\x76\x2f\x31\x01", FileKind::Image("OpenEXR")),
    (0, b"#?RADIANCE", FileKind::Image("Radiance HDR")),
    (0, b"gimp xcf", FileKind::Image("XCF (GIMP)")),
    (0, b"DDS ", FileKind::Image("DDS")),
    (0, b"qoif", FileKind::Image("QOI")),
    (0, b"farbfeld", FileKind::Image("farbfeld")),
    (0, b"FLIF", FileKind::Image("FLIF")),
    (0, b"BPG\xfb", FileKind::Image("BPG")),
    (0, b"\x01\xda", FileKind::Image("SGI")),
    (0, b"\x59\xa6\x6a\x95", FileKind::Image("Sun Raster")),
    (0, b"AT&TFORM", FileKind::Image("DjVu")),
    (0, b"\xd7\xcd\xc6\x9a", FileKind::Image("WMF")),
];

/// Box types at byte 4 of films that do not begin with a brand.
const FILM_BOXES: [&[u8]; 7] = [b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"];

/// The kind of a file that is no image, judged by its first bytes: "it is a PDF. Save its pages as JPEG or PNG and
/// use those". Of the name only the extension counts.
pub(super) fn what_else(name: &str, bytes: &[u8]) -> Message {
    // Neither has a signature of its own that says so.
    if let Some(kind @ (FileKind::Placeholder | FileKind::Project)) = FileKind::of_name(name) {
        return kind.said();
    }
    let begins = |(at, start, _): &&(usize, &[u8], FileKind)| {
        bytes.get(*at..).is_some_and(|rest| rest.starts_with(start))
    };
    if let Some((.., kind)) = FILES.iter().find(begins) {
        return kind.said();
    }
    if bytes.get(4..8).is_some_and(|kind| FILM_BOXES.contains(&kind)) {
        let is_audio = bytes.get(8..11) == Some(b"M4A");
        return if is_audio { FileKind::Audio.said() } else { FileKind::Video.said() };
    }
    if is_transport_stream(bytes) {
        return FileKind::Video.said();
    }
    if let [b'P', b'1'..=b'7', space, ..] = bytes
        && space.is_ascii_whitespace()
    {
        return FileKind::Image("PNM (PBM, PGM, PPM)").said();
    }
    // MP3 and AAC without a leading tag: layer and sampling rate must be valid.
    if let [0xff, 0xe2..=0xff, third, ..] = bytes
        && *third != 0xff
    {
        return FileKind::Audio.said();
    }
    written(bytes)
}

/// Whether a name is that of a placeholder for a photo in the cloud.
pub fn is_placeholder(name: &str) -> bool {
    FileKind::of_name(name) == Some(FileKind::Placeholder)
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
        return FileKind::Drawing.said();
    }
    if text.contains("<!doctype html") || text.contains("<html") {
        return FileKind::WebPage.said();
    }
    if start.iter().all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..=0x7e)) {
        return FileKind::Text.said();
    }
    FileKind::Other.said()
}
