//! Text files beside photos: which of them hold labels or metadata.

use std::collections::{HashMap, HashSet};

use super::LeftOut;
use super::folder::{self, is_text};
use crate::text::name::clean;

/// File names, to recognise files that belong to a photo.
pub(super) struct Texts {
    /// Names of possible photos, with and without their extensions.
    names: HashSet<String>,
    /// Paths of possible photos.
    paths: HashSet<String>,
    /// For each folder name seen so far, whether it says that the folder holds labels.
    known: HashMap<String, bool>,
}

impl Texts {
    pub(super) fn of(paths: &[Vec<&str>]) -> Self {
        let (mut names, mut photos) = (HashSet::new(), HashSet::new());
        if paths.iter().any(|path| path.last().is_some_and(|file| is_text(file))) {
            for path in paths.iter().filter(|path| path.last().is_some_and(|file| !is_text(file))) {
                photos.insert(path.join("/").to_lowercase());
                let file = path.last().map(|file| file.to_lowercase()).unwrap_or_default();
                if let Some((stem, _)) = file.rsplit_once('.') {
                    names.insert(stem.to_owned());
                }
                names.insert(file);
            }
        }
        Self { names, paths: photos, known: HashMap::new() }
    }

    /// Why a file is left out, if it holds labels or metadata, judging by its name, its folder, or a photo of the same
    /// name.
    pub(super) fn left_out(&mut self, folders: &[&str], file: &str) -> Option<LeftOut> {
        if !is_text(file) {
            return None;
        }
        let file = file.to_lowercase();
        let starts = || file.char_indices().filter(|(_, c)| *c == '.').map(|(at, _)| &file[..at]);
        // "1.jpg.json" and "1.jpg.supplemental-metadata.json" beside "1.jpg". The JSON file of a photo in another folder
        // holds labels.
        let is_beside = |start: &str| {
            let path: Vec<&str> = folders.iter().copied().chain([start]).collect();
            self.paths.contains(&path.join("/").to_lowercase())
        };
        if folder::is_metadata_name(&file) || (folder::ending(&file) == "json" && starts().any(is_beside)) {
            return Some(LeftOut::Metadata);
        }
        // "1.txt" or "1.jpg.txt" for "1.jpg".
        let belongs = starts().any(|start| self.names.contains(start));
        let mut in_labels = false;
        for folder in folders {
            in_labels |= if let Some(known) = self.known.get(*folder) {
                *known
            } else {
                let holds_labels = folder::kind(&clean(folder)) == folder::Kind::Masks;
                self.known.insert((*folder).to_owned(), holds_labels);
                holds_labels
            };
        }
        (belongs || in_labels || folder::is_label_name(&file)).then_some(LeftOut::LabelFile)
    }
}
