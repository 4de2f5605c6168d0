//! The folders of a list of paths, and what each one is among its siblings.

use std::collections::HashMap;

use super::folder::{Kind, kind, stem};
use crate::text::name::clean;

/// All folders of the paths, at any depth. The first is the root.
#[derive(Default)]
pub(super) struct Tree {
    folders: Vec<Folder>,
    /// Index of each folder by its parent and its name, both as given and cleaned.
    found: HashMap<(usize, String), usize>,
}

struct Folder {
    parent: usize,
    /// The cleaned name.
    name: String,
    kind: Kind,
    /// Number of photos directly in it.
    photos: u32,
    /// Whether it, or a folder above it, holds masks.
    masks: bool,
}

impl Tree {
    /// Adds a file and its folders. Returns the index of its folder.
    pub(super) fn add(&mut self, folders: &[&str], is_photo: bool) -> usize {
        if self.folders.is_empty() {
            self.folders.push(Folder::new(0, String::new()));
        }
        let mut at = 0;
        for folder in folders {
            let raw = (at, (*folder).to_owned());
            at = match self.found.get(&raw) {
                Some(known) => *known,
                None => self.add_folder(raw),
            };
        }
        self.folders[at].photos += u32::from(is_photo);
        at
    }

    /// Adds a folder, or finds one whose name looks the same.
    fn add_folder(&mut self, raw: (usize, String)) -> usize {
        let (parent, name) = (raw.0, clean(&raw.1));
        let next = self.folders.len();
        let at = *self.found.entry((parent, name.clone())).or_insert(next);
        if at == next {
            self.folders.push(Folder::new(parent, name));
        }
        self.found.insert(raw, at);
        at
    }

    /// Decides what each folder is, once all paths have been added.
    pub(super) fn judge(&mut self) {
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); self.folders.len()];
        // Innermost first. Folders without any photo below them do not influence their siblings.
        let mut photos: Vec<u32> = self.folders.iter().map(|folder| folder.photos).collect();
        for at in (1..self.folders.len()).rev() {
            photos[self.folders[at].parent] += photos[at];
        }
        for at in 1..self.folders.len() {
            if photos[at] > 0 {
                children[self.folders[at].parent].push(at);
            }
        }
        for siblings in &children {
            self.judge_siblings(siblings);
        }
        for at in 1..self.folders.len() {
            self.folders[at].masks |= self.folders[self.folders[at].parent].masks;
        }
        for folder in self.folders.iter_mut().filter(|folder| folder.masks) {
            folder.photos = 0;
        }
    }

    fn judge_siblings(&mut self, siblings: &[usize]) {
        let kinds = |tree: &Self, kind: Kind| siblings.iter().any(|at| tree.folders[*at].kind == kind);
        let has_images = kinds(self, Kind::Container(true));
        let is_year = |folder: &Folder| folder.kind == Kind::Date && folder.name.len() == 4;
        let has_serial = kinds(self, Kind::Serial);
        for at in siblings {
            let folder = &mut self.folders[*at];
            if folder.kind == Kind::Masks {
                folder.masks = has_images;
                folder.kind = if has_images { Kind::Masks } else { Kind::Container(false) };
            } else if has_serial && is_year(folder) {
                // Beside other numbered folders, four digits are a number rather than a year.
                folder.kind = Kind::Serial;
            }
        }
        let first = siblings.first().and_then(|at| stem(&self.folders[*at].name)).map(str::to_owned);
        let numbered = siblings.len() > 1
            && first.is_some()
            && siblings.iter().all(|at| stem(&self.folders[*at].name) == first.as_deref());
        for at in siblings.iter().filter(|_| numbered) {
            let folder = &mut self.folders[*at];
            if folder.kind == Kind::Plain {
                folder.kind = Kind::Serial;
            }
        }
        if siblings.iter().any(|at| self.folders[*at].kind == Kind::Plain) {
            for at in siblings {
                let folder = &mut self.folders[*at];
                if matches!(folder.kind, Kind::Split | Kind::Serial | Kind::Camera | Kind::Container(false)) {
                    folder.kind = Kind::Plain;
                }
            }
        }
    }

    /// Whether a folder holds masks. Valid after [`Tree::judge`].
    pub(super) fn is_mask(&self, folder: usize) -> bool {
        self.folders[folder].masks
    }

    /// Folders that directly contain photos, and how many each.
    pub(super) fn with_photos(&self) -> impl Iterator<Item = (usize, u32)> {
        self.folders
            .iter()
            .enumerate()
            .filter(|(_, folder)| folder.photos > 0)
            .map(|(at, folder)| (at, folder.photos))
    }

    /// For each folder, the names that may be classes: those above it and its own, outermost first. The second value
    /// says whether they are dates or camera folders, for want of better names.
    pub(super) fn chains(&self) -> (Vec<Vec<&str>>, bool) {
        let accepted: [fn(Kind) -> bool; 3] = [
            |kind| kind == Kind::Plain,
            |kind| kind == Kind::Serial,
            |kind| matches!(kind, Kind::Camera | Kind::Date),
        ];
        for (rank, accepts) in accepted.into_iter().enumerate() {
            let chains = self.chains_of(accepts);
            if self.with_photos().any(|(at, _)| !chains[at].is_empty()) {
                // With a single folder of photos, the name of a date or a camera is no better than no class.
                let lone = rank == 2 && self.with_photos().nth(1).is_none();
                return if lone { (self.chains_of(|_| false), true) } else { (chains, rank == 2) };
            }
        }
        (self.chains_of(|_| false), false)
    }

    fn chains_of(&self, accepts: fn(Kind) -> bool) -> Vec<Vec<&str>> {
        let mut chains: Vec<Vec<&str>> = Vec::with_capacity(self.folders.len());
        for (at, folder) in self.folders.iter().enumerate() {
            let mut chain = if at == 0 { Vec::new() } else { chains[folder.parent].clone() };
            if at > 0 && accepts(folder.kind) {
                chain.push(folder.name.as_str());
            }
            chains.push(chain);
        }
        chains
    }

    /// Names of the folders that are parts of a data set, each once.
    pub(super) fn splits(&self) -> Vec<String> {
        let mut splits: Vec<String> = Vec::new();
        for folder in self.folders.iter().filter(|folder| folder.kind == Kind::Split) {
            if !splits.contains(&folder.name) {
                splits.push(folder.name.clone());
            }
        }
        splits
    }
}

impl Folder {
    fn new(parent: usize, name: String) -> Self {
        Self { parent, kind: kind(&name), name, photos: 0, masks: false }
    }
}
