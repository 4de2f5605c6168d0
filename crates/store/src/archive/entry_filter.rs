//! Sorts the entries of an archive into photos, skipped files and refused files.

use std::collections::HashSet;
use std::io::{Read, Seek};

use super::directory::{Directory, Entry};
use super::entry_name;
use super::read::SAMPLE;
use super::write::COMMENT;
use handlens_core::config::limits;
use handlens_core::labelling::{is_archive, is_system, is_text};
use handlens_core::message::Message;
use handlens_core::{Error, Result, msg};
use handlens_vision::photo::{Format, is_placeholder, is_raw_camera_file, too_large};

/// Most refused files that are named; further ones are counted. Whoever reports them groups equal messages.
const REFUSED: usize = 1000;
/// Most text files whose paths are used for labels; more of them add no information.
const TEXTS: usize = 20_000;
/// Most folders that may be reported as empty, and how many of these are named.
const FOLDERS: usize = 20_000;
const NAMED_FOLDERS: usize = 3;
/// Largest packed size of a photo: deflate adds at most 5 bytes per 16 kB.
const PACKED_BYTES: u64 = limits::PHOTO_BYTES + limits::PHOTO_BYTES / 1024;
/// Files of a trained model as exported by Teachable Machine.
const MODEL_FILES: [&str; 7] = [
    "model.json",
    "weights.bin",
    "keras_model.h5",
    "saved_model.pb",
    "model.tflite",
    "model_unquant.tflite",
    "vww_96_grayscale_quantized.tflite",
];

/// The sorted entries of an archive.
#[derive(Default)]
pub(super) struct Listed {
    pub(super) photos: Vec<Entry>,
    /// The outermost `manifest.json`.
    pub(super) manifest: Option<Entry>,
    /// Whether a file has the name of a Teachable Machine sample.
    pub(super) has_samples: bool,
    /// Whether a file has the name of a file of a trained model.
    pub(super) is_model: bool,
    pub(super) refused: Vec<(String, Error)>,
    pub(super) refused_more: usize,
    /// Paths of text files, which may hold labels.
    pub(super) texts: Vec<String>,
    /// Number of text files beyond those in `texts`.
    pub(super) more_texts: u32,
    /// Number of other files whose name alone shows that they are no photos.
    pub(super) no_photos: u32,
    /// Number of private files of operating systems and programs, and of nested archives.
    pub(super) system: u32,
    pub(super) archives: u32,
    /// Paths of folders with an entry of their own, and of all folders that something is in.
    folders: Vec<String>,
    filled: HashSet<String>,
    left_out: usize,
    /// Whether the directory could only be read in part.
    ends_early: bool,
}

impl Listed {
    pub(super) fn walk<R: Read + Seek>(directory: &mut Directory<R>) -> Self {
        let mut listed = Self::default();
        while let Some(entry) = directory.next() {
            listed.take(entry);
        }
        listed.ends_early = directory.left() > 0;
        listed
    }

    fn take(&mut self, entry: Entry) {
        let parts = entry_name::parts(&entry.path);
        let Some(&file) = parts.last() else { return };
        let is_folder = entry.path.ends_with(['/', '\\']);
        // A class folder that this program wrote may have any name.
        let is_ours = entry.comment.starts_with(COMMENT) && !is_system(file);
        if !is_ours && parts.iter().any(|part| is_system(part)) {
            self.system += u32::from(!is_folder);
            return;
        }
        for depth in (1..parts.len()).rev() {
            if !self.filled.insert(parts[..depth].join("/")) {
                break;
            }
        }
        if is_folder {
            if self.folders.len() < FOLDERS {
                self.folders.push(parts.join("/"));
            }
            return;
        }
        self.has_samples |= file.contains(SAMPLE);
        self.is_model |= MODEL_FILES.contains(&file);
        if file == "manifest.json" {
            let known =
                self.manifest.as_ref().map_or(usize::MAX, |entry| entry_name::parts(&entry.path).len());
            if parts.len() < known {
                self.manifest = Some(entry);
            }
        } else if is_archive(file) {
            self.archives += 1;
        } else if is_text(file) {
            if self.texts.len() < TEXTS {
                self.texts.push(entry.path);
            } else {
                self.more_texts += 1;
            }
        } else if let Err(error) = check_name(file) {
            self.no_photos += 1;
            refuse(&mut self.refused, &mut self.refused_more, &parts, error);
        } else if let Err(error) = check(&entry) {
            refuse(&mut self.refused, &mut self.refused_more, &parts, error);
        } else if self.photos.len() < limits::DROP_FILES {
            self.photos.push(entry);
        } else {
            self.left_out += 1;
        }
    }

    /// Notes for the person, each of which continues after the archive's name.
    pub(super) fn notes(&self) -> Vec<Message> {
        let mut notes = Vec::new();
        if self.archives > 0 {
            notes.push(msg!("archive-inside", count = self.archives));
        }
        let empty: Vec<&str> =
            self.folders.iter().filter(|path| !self.filled.contains(*path)).map(String::as_str).collect();
        if !empty.is_empty() {
            let mut names = empty[..empty.len().min(NAMED_FOLDERS)].join(", ");
            if empty.len() > NAMED_FOLDERS {
                names.push_str(", …");
            }
            notes.push(msg!("archive-folders-empty", count = empty.len(), names = names));
        }
        if self.left_out > 0 {
            notes.push(msg!("archive-left-out", taken = self.photos.len(), more = self.left_out));
        }
        if self.ends_early {
            notes.push(msg!("archive-ends-early"));
        }
        notes
    }
}

/// Refuses a file: keeps its error, or counts it if there are too many.
pub(super) fn refuse(refused: &mut Vec<(String, Error)>, more: &mut usize, path: &[&str], error: Error) {
    if refused.len() < REFUSED {
        refused.push((entry_name::path(path), error));
    } else {
        *more += 1;
    }
}

/// The error for a file with an extension that no photo has.
pub(super) fn no_photo(ending: &str) -> Error {
    Error::photo(msg!("image-other-ending", ending = ending))
}

/// Refuses files whose name is not that of a photo. A file without an extension may be one.
fn check_name(file: &str) -> Result<()> {
    if is_placeholder(file) {
        return Err(Error::photo(msg!("image-is-none", what = msg!("file-is-placeholder"))));
    }
    if let Some(ending) = other_ending(file) {
        return Err(no_photo(ending));
    }
    Ok(())
}

/// Refuses files that cannot be unpacked.
fn check(entry: &Entry) -> Result<()> {
    let content = &entry.content;
    if content.size == 0 {
        return Err(Error::photo(msg!("image-empty")));
    }
    // Method 99 is AES encryption.
    if entry.encrypted || content.method == 99 {
        return Err(Error::photo(msg!("archive-password")));
    }
    let packed_with = |method: &str| Err(Error::photo(msg!("archive-packed-with", method = method)));
    match content.method {
        0 | 8 => {}
        9 => return packed_with("Deflate64"),
        12 => return packed_with("bzip2"),
        14 => return packed_with("LZMA"),
        93 => return packed_with("Zstandard"),
        95 => return packed_with("XZ"),
        98 => return packed_with("PPMd"),
        _ => return Err(Error::photo(msg!("archive-packed-unusually"))),
    }
    if content.size > limits::PHOTO_BYTES || content.packed_size > PACKED_BYTES {
        return Err(too_large(content.size.max(content.packed_size)));
    }
    Ok(())
}

/// A name's extension, if it is not that of an image: up to five letters and digits, not digits alone.
pub(super) fn other_ending(file: &str) -> Option<&str> {
    let (_, ending) = file.rsplit_once('.')?;
    let is_ending = (1..=5).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !ending.bytes().all(|byte| byte.is_ascii_digit());
    let is_photo = Format::promised_by(file).is_some() || is_raw_camera_file(file);
    (is_ending && !is_photo).then_some(ending)
}
