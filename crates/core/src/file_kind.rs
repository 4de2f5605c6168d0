//! What a file is that is no photo, and the sentence that refuses it. The only list of names that no photo has.

use crate::message::Message;
use crate::msg;

/// The kind of a file that is no photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A PDF.
    Pdf,
    /// A ZIP archive, or a document that is one inside.
    Zip,
    /// An archive of another format, by its name.
    Archive(&'static str),
    /// A document of an office program.
    OfficeDocument,
    /// A video.
    Video,
    /// A sound.
    Audio,
    /// A sound or a video, in a format for both.
    AudioOrVideo,
    /// An image of a format that is not read, by its name.
    Image(&'static str),
    /// A Photoshop document.
    Photoshop,
    /// An icon.
    Icon,
    /// A drawing (SVG).
    Drawing,
    /// A web page.
    WebPage,
    /// A text, which may hold labels or metadata.
    Text,
    /// A whole project of Handlens.
    Project,
    /// The placeholder of a photo that is still in the cloud.
    Placeholder,
    /// A file of another program, or of a kind that is not known.
    Other,
}

use FileKind::{
    Archive, Audio, AudioOrVideo, Drawing, Image, OfficeDocument, Other, Pdf, Photoshop, Placeholder,
    Project, Text, Video, WebPage, Zip,
};

/// File name extensions, in lower case, that are surely no photo's. An unknown extension may be a photo's, and so may
/// one that cameras or browsers give to other images, such as `ico`: the content decides.
const EXTENSIONS: [(FileKind, &[&str]); 26] = [
    (Pdf, &["pdf"]),
    (Zip, &["zip", "tm"]),
    (Archive("RAR"), &["rar"]),
    (Archive("7z"), &["7z"]),
    (Archive("TAR"), &["tar", "tgz", "tbz", "txz"]),
    (Archive("GZIP"), &["gz"]),
    (Archive("BZIP2"), &["bz2"]),
    (Archive("XZ"), &["xz"]),
    (Archive("Zstandard"), &["zst"]),
    (OfficeDocument, &["doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp"]),
    (
        Video,
        &[
            "mp4", "m4v", "mov", "qt", "avi", "mkv", "webm", "wmv", "flv", "mpg", "mpeg", "mts", "m2ts",
            "3gp", "3g2", "insv", "lrv", "mxf",
        ],
    ),
    (Audio, &["mp3", "m4a", "aac", "wav", "flac", "opus", "wma", "aif", "aiff", "amr", "mid"]),
    (AudioOrVideo, &["ogg", "ogv", "oga"]),
    (Image("JPEG 2000"), &["jp2", "j2k", "jpf", "jpx"]),
    (Image("JPEG XR"), &["jxr", "wdp"]),
    (Image("DICOM"), &["dcm"]),
    (Image("OpenEXR"), &["exr"]),
    (Image("XCF (GIMP)"), &["xcf"]),
    (Image("PNM (PBM, PGM, PPM)"), &["pbm", "pgm", "ppm", "pnm"]),
    (Photoshop, &["psd", "psb"]),
    (Drawing, &["svg", "svgz"]),
    (WebPage, &["html", "htm", "mht", "mhtml"]),
    (
        Text,
        &[
            "txt", "xml", "json", "csv", "tsv", "yaml", "yml", "names", "jsonl", "md", "log", "rtf", "xmp",
            "aae",
        ],
    ),
    (Project, &["handlens"]),
    (Placeholder, &["icloud"]),
    (
        Other,
        &[
            "exe", "msi", "dll", "apk", "dmg", "iso", "lnk", "url", "py", "ipynb", "js", "css", "mat", "npy",
            "npz", "pkl", "h5", "pb", "pt", "pth", "onnx", "tflite", "db", "sqlite", "torrent",
        ],
    ),
];

/// A file name's extension in lower case; empty if it has none.
fn extension(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
        _ => String::new(),
    }
}

impl FileKind {
    /// The kind of a file whose name alone shows that it is no photo.
    pub fn of_name(name: &str) -> Option<Self> {
        let extension = extension(name);
        let listed = EXTENSIONS.iter().find(|(_, listed)| listed.contains(&extension.as_str()));
        listed.map(|(kind, _)| *kind)
    }

    /// Whether it is an archive.
    pub fn is_archive(self) -> bool {
        matches!(self, Zip | Archive(_))
    }

    /// What it is and what to do with it: "it is a PDF. Save its pages as JPEG or PNG and use those".
    pub fn said(self) -> Message {
        match self {
            Pdf => msg!("file-is-pdf"),
            Zip => msg!("file-is-zip"),
            Archive(format) => msg!("file-is-archive", format = format),
            OfficeDocument => msg!("file-is-office-document"),
            Video => msg!("file-is-video"),
            Audio => msg!("file-is-audio"),
            AudioOrVideo => msg!("file-is-audio-or-video"),
            Image(format) => msg!("file-is-other-image", format = format),
            Photoshop => msg!("file-is-photoshop"),
            Self::Icon => msg!("file-is-icon"),
            Drawing => msg!("file-is-drawing"),
            WebPage => msg!("file-is-web-page"),
            Text => msg!("file-is-text"),
            Project => msg!("file-is-project"),
            Placeholder => msg!("file-is-placeholder"),
            Other => msg!("file-is-unknown"),
        }
    }
}

/// The sentence that refuses a file whose name alone shows that it is no photo; it continues after the name.
pub fn refusal_by_name(name: &str) -> Option<Message> {
    FileKind::of_name(name).map(|kind| match kind {
        Other => msg!("image-other-ending", ending = extension(name)),
        kind => msg!("image-is-none", what = kind.said()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_no_photo_has_are_refused_by_name() {
        for name in
            ["a.rar", "A.PDF", "IMG_1.HEIC.icloud", ".IMG_1.HEIC.icloud", "clip.MOV", "1.txt", "a.exe"]
        {
            assert!(refusal_by_name(name).is_some(), "{name}");
        }
        for name in [
            "1.jpg",
            "1.jpg_large",
            "photo",
            "1.orig",
            "favicon.ico",
            "1.tar.jpg",
            "pdf",
            ".pdf",
            "no. 3",
            "1.",
            "",
        ] {
            assert_eq!(refusal_by_name(name), None, "{name}");
        }
    }

    #[test]
    fn each_extension_is_listed_once_and_in_lower_case() {
        let mut all: Vec<&str> = EXTENSIONS.iter().flat_map(|(_, listed)| *listed).copied().collect();
        assert!(all.iter().all(|extension| *extension == extension.to_lowercase()));
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
