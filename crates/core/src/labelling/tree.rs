//! The folders of a list of paths, and what each one is among its siblings.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::folder::{Kind, is_class, is_session, kind, stem};
use crate::text::name::{clean, key};

/// All folders of the paths, at any depth. The first is the root.
#[derive(Default)]
pub(super) struct Tree {
    folders: Vec<Folder>,
    /// Index of each folder by its parent and its name, both as given and cleaned.
    found: HashMap<(usize, String), usize>,
}

/// Most folders of photos without a label that are named.
const NAMED: usize = 3;

/// Which kinds of folders name the classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// Folders with names of the person's own.
    Plain,
    /// Numbered folders, for want of better names.
    Serial,
    /// Dates or camera folders, for want of better names.
    Dated,
}

impl Rank {
    fn accepts(self, kind: Kind) -> bool {
        match self {
            Self::Plain => kind == Kind::Plain,
            Self::Serial => kind == Kind::Serial,
            Self::Dated => matches!(kind, Kind::Camera | Kind::Date),
        }
    }
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
    /// Index of the folder around everything, in which only loose photos are.
    pub(super) const ROOT: usize = 0;
    /// Index of the folder of an archive, which is added first.
    pub(super) const OUTERMOST: usize = 1;

    /// Adds a photo and its folders. Returns the index of its folder.
    pub(super) fn add(&mut self, folders: &[&str]) -> usize {
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
        self.folders[at].photos += 1;
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
            if folder.kind == Kind::Plain && !is_class(&folder.name) {
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

    /// For each folder, the names that may be classes: those above it and its own, outermost first; and what these
    /// names are.
    pub(super) fn chains(&self) -> (Vec<Vec<&str>>, Rank) {
        for rank in [Rank::Plain, Rank::Serial, Rank::Dated] {
            let chains = self.chains_of(|folder| rank.accepts(folder.kind));
            if self.with_photos().any(|(at, _)| !chains[at].is_empty()) {
                // With a single folder of photos, the name of a date or a camera is no better than no class.
                let lone = rank == Rank::Dated && self.with_photos().nth(1).is_none();
                return if lone { (self.chains_of(|_| false), rank) } else { (chains, rank) };
            }
        }
        (self.chains_of(|_| false), Rank::Plain)
    }

    /// Like [`Tree::chains`], with numbered folders beside the person's own names, unless they are surely sessions.
    pub(super) fn numbered_chains(&self) -> Vec<Vec<&str>> {
        self.chains_of(|folder| folder.kind == Kind::Plain || folder.is_numbered())
    }

    fn chains_of(&self, accepts: impl Fn(&Folder) -> bool) -> Vec<Vec<&str>> {
        let mut chains: Vec<Vec<&str>> = Vec::with_capacity(self.folders.len());
        for (at, folder) in self.folders.iter().enumerate() {
            let mut chain = if at == 0 { Vec::new() } else { chains[folder.parent].clone() };
            if at > 0 && accepts(folder) {
                chain.push(folder.name.as_str());
            }
            chains.push(chain);
        }
        chains
    }

    /// A folder and those above it, innermost first, without the root.
    fn upwards(&self, folder: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(folder), |at| Some(self.folders[*at].parent)).take_while(|at| *at > 0)
    }

    /// The paths of the first of these folders, inside the folder around everything, and how many folders there are.
    /// None if one of them is that folder itself. The root is no folder.
    pub(super) fn named(&self, folders: &[usize]) -> (Vec<String>, u32) {
        let is_around = self.with_photos().all(|(at, _)| self.upwards(at).last() == Some(Self::OUTERMOST));
        let outermost = if is_around { Self::OUTERMOST } else { Self::ROOT };
        let folders: Vec<usize> = folders.iter().copied().filter(|at| *at != Self::ROOT).collect();
        if folders.iter().any(|at| *at <= outermost) {
            return (Vec::new(), 0);
        }
        let path = |folder: &usize| {
            let inside = self.upwards(*folder).take_while(|at| *at != outermost);
            let mut names: Vec<&str> = inside.map(|at| self.folders[at].name.as_str()).collect();
            names.reverse();
            names.join("/")
        };
        (folders.iter().take(NAMED).map(path).collect(), folders.len() as u32)
    }

    /// The innermost folder on the way to every photo that names a class; none if there are several.
    pub(super) fn around_all(&self, rank: Rank) -> Option<usize> {
        let mut inmost = self
            .with_photos()
            .map(|(folder, _)| self.upwards(folder).find(|at| rank.accepts(self.folders[*at].kind)));
        let first = inmost.next()??;
        inmost.all(|other| other == Some(first)).then_some(first)
    }

    /// Whether photos below a folder are in a part of a data set.
    pub(super) fn has_split_below(&self, above: usize) -> bool {
        self.with_photos().any(|(folder, _)| {
            self.upwards(folder).take_while(|at| *at != above).any(|at| self.folders[at].kind == Kind::Split)
        })
    }

    /// Whether numbered folders inside classes may be classes themselves: a class has several of them, and none is
    /// repeated in another class, as sessions mostly are.
    pub(super) fn has_numbered_classes(&self) -> bool {
        let mut inside: HashMap<String, HashSet<String>> = HashMap::new();
        for (folder, _) in self.with_photos() {
            let mut numbered = None;
            for at in self.upwards(folder) {
                let folder = &self.folders[at];
                if folder.is_numbered() {
                    numbered = Some(key(&folder.name));
                } else if folder.kind == Kind::Plain {
                    inside.entry(key(&folder.name)).or_default().extend(numbered.take());
                    break;
                }
            }
        }
        let mut seen = HashSet::new();
        inside.values().any(|names| names.len() > 1)
            && inside.values().flatten().all(|name| seen.insert(name))
    }

    /// Names of the parts of a data set that these folders are in, if they are not all in the same ones.
    pub(super) fn splits(&self, folders: impl Iterator<Item = usize>) -> Vec<String> {
        let mut ways: BTreeSet<Vec<&str>> = BTreeSet::new();
        for folder in folders {
            let splits = self.upwards(folder).filter(|at| self.folders[*at].kind == Kind::Split);
            ways.insert(splits.map(|at| self.folders[at].name.as_str()).collect());
        }
        let is_everywhere = |name: &str| ways.iter().all(|way| way.contains(&name));
        let mut splits: Vec<String> = Vec::new();
        for folder in self.folders.iter().filter(|folder| folder.kind == Kind::Split) {
            let name = folder.name.as_str();
            let is_used = ways.iter().any(|way| way.contains(&name)) && !is_everywhere(name);
            if is_used && !splits.iter().any(|known| known == name) {
                splits.push(folder.name.clone());
            }
        }
        if splits.len() > 1 { splits } else { Vec::new() }
    }
}

impl Folder {
    /// Whether it is one of a numbered series and not surely a session.
    fn is_numbered(&self) -> bool {
        self.kind == Kind::Serial && !is_session(&self.name)
    }

    fn new(parent: usize, name: String) -> Self {
        Self { parent, kind: kind(&name), name, photos: 0, masks: false }
    }
}
