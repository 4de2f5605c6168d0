//! Labels from folders: which folder in a photo's path names its class, and which files are left out.
//!
//! The input is a list of paths, from a dropped folder or an archive; the output is a [`Labelling`]. No file is read.
//! The rules:
//!
//! * Private files of operating systems and programs are left out, and so are label files, masks, and files whose name
//!   alone shows that they are no photos.
//! * Folders that say how photos came about rather than what they show are no classes: parts of a data set (`train`),
//!   generic photo folders (`images`, `DCIM`), camera folders, dates. Sessions are classes only if no other level
//!   names any. Siblings decide ambiguous names: beside `bus` and `car`, `train` is a vehicle.
//! * A folder that contains everything is no class either, unless it is the only one with a name. If it contains
//!   numbered folders, these may be the classes, and the person is asked. If it contains a data set without class
//!   folders, its photos have no label.
//! * An archive is labelled as if it had been unpacked into a folder of its name.
//! * Any remaining level may name the classes. With several, the best guess is the deepest level that every photo
//!   has, and the person is asked. The person is also asked where some photos have no label.

mod folder;
mod texts;
mod tree;

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

pub use folder::{is_archive, is_system, is_text};
use texts::Texts;
use tree::{Rank, Tree};

use crate::config::limits::CLASS_NAME_CHARS;
use crate::file_kind::FileKind;
use crate::text::name::{Shortened, key, natural_key};

/// Why a file is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LeftOut {
    /// A private file of an operating system or a program.
    System,
    /// It holds labels of photos.
    LabelFile,
    /// It describes a photo or an album: when and where a photo was taken, or a title.
    Metadata,
    /// It is a mask: a label drawn as an image.
    Mask,
    /// It is an archive inside an archive.
    Archive,
    /// Its name alone shows that it is no photo.
    NoPhoto,
    /// It is empty.
    Empty,
}

/// What was found in a list of paths, as the page shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// The levels that may name the classes, outermost first. A level that puts everything into one class comes last.
    pub levels: Vec<Level>,
    /// Index of the best guess in `levels`.
    pub best: usize,
    /// Number of photos that have no class on any level.
    pub unlabelled: u32,
    /// Number of these that are in no folder: somebody picked them one by one. None of them is in an archive.
    pub loose: u32,
    /// Why files are left out, and how many for each reason.
    pub left_out: Vec<(LeftOut, u32)>,
    /// The encoding that was guessed for the names, where the archive did not state one.
    pub encoding: Option<String>,
}

/// A level of folders that may name the classes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// Class names, at most [`CLASS_NAME_CHARS`] long, each with its number
    /// of photos: in the order of the paths, or, as an archive may list its files in any order, sorted by name.
    pub classes: Vec<(String, u32)>,
    /// Number of classes whose folder has a longer name.
    pub shortened: u32,
    /// Names of the data set parts (such as `train`) whose photos are put together; empty if all come from one part.
    pub splits: Vec<String>,
    /// The folders of the photos that have no class on this level: the paths of the first few, inside the folder
    /// around everything, and how many there are. None if some of these photos are in that folder itself; loose photos
    /// do not count.
    pub unlabelled_in: (Vec<String>, u32),
}

/// How to import the photos of an [`Overview`], as the person or the best guess decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Index of the level that names the classes.
    pub level: usize,
    /// Whether photos in folders that give them no label are imported too.
    pub unlabelled: bool,
    /// Whether loose photos are imported too.
    pub loose: bool,
}

/// The labels found in a list of paths.
#[derive(Debug, Clone, Default)]
pub struct Labelling {
    overview: Overview,
    sure: bool,
    /// For each file, its folder or the reason why it is left out.
    fates: Vec<Result<usize, LeftOut>>,
    /// For each level and folder, the index of the class.
    class_of: Vec<Vec<Option<u32>>>,
}

impl Labelling {
    /// Labels paths, each split into folders and, last, the file name.
    pub fn of(paths: &[Vec<&str>]) -> Self {
        Self::inside(None, paths)
    }

    /// Labels the paths in an archive as if it had been unpacked into a folder of this name. Where the name would be
    /// the only label, the photos have none, like loose photos.
    pub fn of_archive(name: &str, paths: &[Vec<&str>]) -> Self {
        Self::inside(Some(name), paths)
    }

    fn inside(outside: Option<&str>, paths: &[Vec<&str>]) -> Self {
        let mut tree = Tree::default();
        let mut texts = Texts::of(paths);
        let mut fates: Vec<Result<usize, LeftOut>> = Vec::with_capacity(paths.len());
        let mut inside: Vec<&str> = outside.into_iter().collect();
        for path in paths {
            let Some((file, folders)) = path.split_last() else {
                fates.push(Err(LeftOut::Empty));
                continue;
            };
            fates.push(if path.iter().any(|part| is_system(part)) {
                Err(LeftOut::System)
            } else if let Some(reason) = texts.left_out(folders, file) {
                Err(reason)
            } else if FileKind::of_name(file).is_some() {
                Err(LeftOut::NoPhoto)
            } else {
                inside.truncate(outside.iter().len());
                inside.extend(folders);
                // What else is no photo is told when it is read.
                Ok(tree.add(&inside))
            });
        }
        tree.judge();
        for fate in &mut fates {
            if let Ok(folder) = *fate
                && tree.is_mask(folder)
            {
                *fate = Err(LeftOut::Mask);
            }
        }
        let mut labelling = Self { fates, ..Self::default() };
        for reason in labelling.fates.clone().into_iter().filter_map(Result::err) {
            labelling.leave_out(reason, 1);
        }
        labelling.find_levels(&tree, outside);
        labelling
    }

    /// What the page shows.
    pub fn overview(&self) -> &Overview {
        &self.overview
    }

    /// Counts files that were already left out before this labelling.
    pub fn leave_out(&mut self, reason: LeftOut, count: u32) {
        let left_out = &mut self.overview.left_out;
        match left_out.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, known)) => *known += count,
            None if count > 0 => left_out.push((reason, count)),
            None => {}
        }
        left_out.sort_unstable();
    }

    /// Sets the encoding that was guessed for the names.
    pub fn set_encoding(&mut self, name: &str) {
        self.overview.encoding = Some(name.to_owned());
    }

    /// Whether there is nothing to ask: one level names the classes and every photo has one, or there are no labels
    /// and at most one folder.
    pub fn is_sure(&self) -> bool {
        self.sure
    }

    /// The best guess.
    pub fn best(&self) -> Decision {
        // Where there is a doubt, photos in folders without a label are more often a test set, or labelled by files, than
        // a class. Loose photos were picked by hand, so they are wanted.
        let unlabelled = self.sure && self.overview.levels.is_empty();
        Decision { level: self.overview.best, unlabelled, loose: true }
    }

    /// The class of a file on a level, or `None` if it has no label.
    ///
    /// # Errors
    /// The reason why the file is left out.
    pub fn class(&self, file: usize, level: usize) -> Result<Option<&str>, LeftOut> {
        let folder = self.fates.get(file).copied().unwrap_or(Err(LeftOut::Empty))?;
        let class = self.class_of.get(level).and_then(|classes| classes.get(folder).copied().flatten());
        let name = class.and_then(|class| self.overview.levels[level].classes.get(class as usize));
        Ok(name.map(|(name, _)| name.as_str()))
    }

    /// Finds the levels that may name the classes. `archive`: the archive's name, if the outermost folder is one.
    fn find_levels(&mut self, tree: &Tree, archive: Option<&str>) {
        let (plain, rank) = tree.chains();
        let numbered = tree.numbered_chains();
        let photos: Vec<(usize, u32)> = tree.with_photos().collect();
        let all: u32 = photos.iter().map(|(_, count)| count).sum();
        let short = Shortened::of(plain.iter().chain(&numbered).flatten().copied(), CLASS_NAME_CHARS);
        let mut found = Levels::of(&photos, &plain, &short);
        let mut chains = &plain;
        // Levels that are possible, but not the best guess.
        let mut others: Vec<Found> = Vec::new();
        let mut is_numbered = false;
        if rank == Rank::Plain {
            let mut finer = Levels::of(&photos, &numbered, &short);
            if found.most_classes() <= 1 && finer.most_classes() > 1 {
                chains = &numbered;
                others = std::mem::replace(&mut found, finer).list;
                is_numbered = true;
            } else if found.most_classes() > 1 && tree.has_numbered_classes() {
                others.extend(finer.list.pop());
                is_numbered = true;
            }
        }
        let Levels { around, reached, list: mut levels } = found;
        let labelled = levels.first().map_or(0, |found| found.level.photos());
        let folders = photos.len();
        let labels_are_files =
            self.overview.left_out.iter().any(|(why, _)| matches!(why, LeftOut::LabelFile | LeftOut::Mask));
        let is_one_level = !is_numbered && levels.len() <= 1;
        self.sure = is_one_level
            && (labelled == all || (labelled == 0 && folders <= 1 && !labels_are_files))
            && (rank != Rank::Dated || folders <= 1);
        self.overview.unlabelled = all - labelled;
        self.overview.loose =
            photos.iter().filter(|(folder, _)| *folder == Tree::ROOT).map(|(_, count)| count).sum();
        let around_all =
            tree.around_all(rank).filter(|_| !is_numbered && levels.len() == 1 && labelled == all);
        if let Some(folder) = around_all {
            // The name of a data set is no label of its photos, and that of an archive is none of its own.
            let is_data_set = labels_are_files || tree.has_split_below(folder);
            self.sure &= !is_data_set;
            if is_data_set || (archive.is_some() && folder == Tree::OUTERMOST) {
                levels.clear();
                self.overview.unlabelled = all;
            }
        }
        self.overview.best = best(&levels, reached);
        levels.extend(others);
        // Everything goes into one class, named after the folder around it.
        if !self.sure
            && let Some(name) = around
                .checked_sub(1)
                .and_then(|at| photos.first().and_then(|(folder, _)| chains[*folder].get(at)))
            && let Some(class) = short.get(name)
        {
            let classes = vec![(class.to_owned(), all)];
            if !levels.iter().any(|found| found.level.classes == classes) {
                let shortened = u32::from(is_long(name));
                let level = Level { classes, shortened, ..Level::default() };
                levels.push(Found { level, class_of: vec![Some(0); chains.len()], depth: around });
            }
        }
        for Found { mut level, mut class_of, .. } in levels {
            let (labelled, unlabelled): (Vec<usize>, Vec<usize>) =
                photos.iter().map(|(folder, _)| *folder).partition(|folder| class_of[*folder].is_some());
            level.splits = tree.splits(labelled.into_iter());
            level.unlabelled_in = tree.named(&unlabelled);
            if archive.is_some() {
                level.sort(&mut class_of);
            }
            self.overview.levels.push(level);
            self.class_of.push(class_of);
        }
    }
}

impl Overview {
    /// Number of photos in folders that give them no class on a level.
    pub fn unlabelled_on(&self, level: usize) -> u32 {
        let all = self.levels.get(self.best).map_or(0, Level::photos) + self.unlabelled;
        all - (self.levels.get(level).map_or(0, Level::photos) + self.loose).min(all)
    }

    /// Whether a class on some level has this name.
    pub fn names_class(&self, name: &str) -> bool {
        let name = key(name);
        self.levels.iter().flat_map(|level| &level.classes).any(|(class, _)| key(class) == name)
    }

    /// Number of photos without a class that a decision leaves out.
    pub fn left_out_by(&self, decision: &Decision) -> u32 {
        let in_folders = if decision.unlabelled { 0 } else { self.unlabelled_on(decision.level) };
        in_folders + if decision.loose { 0 } else { self.loose }
    }

    /// The new classes of a level that no longer fit into a project that already has the classes `existing`. Classes
    /// with the fewest photos are left out first. Returns their names in the form of [`key`], and how many photos
    /// they have.
    pub fn without_room<'a>(
        &self,
        level: usize,
        existing: impl Iterator<Item = &'a str>,
        most: usize,
    ) -> (HashSet<String>, u32) {
        let existing: HashSet<String> = existing.map(key).collect();
        let classes = self.levels.get(level).map(|level| level.classes.as_slice()).unwrap_or_default();
        let mut new: Vec<(String, u32)> = classes
            .iter()
            .map(|(name, count)| (key(name), *count))
            .filter(|(name, _)| !existing.contains(name))
            .collect();
        // The sort is stable: of classes of equal size, the first ones are kept.
        new.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let over = new.split_off(new.len().min(most.saturating_sub(existing.len())));
        let photos = over.iter().map(|(_, count)| count).sum();
        (over.into_iter().map(|(name, _)| name).collect(), photos)
    }
}

impl Level {
    /// Number of photos that have a class on this level.
    pub fn photos(&self) -> u32 {
        self.classes.iter().map(|(_, count)| count).sum()
    }

    /// Sorts the classes as a person would. `class_of`: indices of classes.
    fn sort(&mut self, class_of: &mut [Option<u32>]) {
        let mut order: Vec<usize> = (0..self.classes.len()).collect();
        order.sort_by_cached_key(|at| natural_key(&self.classes[*at].0));
        let mut place = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old] = new as u32;
        }
        self.classes = order.iter().map(|at| self.classes[*at].clone()).collect();
        for class in class_of.iter_mut().flatten() {
            *class = place[*class as usize];
        }
    }
}

/// The levels in the names above photos.
struct Levels {
    /// Number of names that all photos share, outermost first.
    around: usize,
    /// The depth that every labelled photo reaches.
    reached: usize,
    list: Vec<Found>,
}

/// One of these levels.
struct Found {
    level: Level,
    /// For each folder, the index of the class.
    class_of: Vec<Option<u32>>,
    depth: usize,
}

impl Levels {
    /// `photos`: folders with the number of photos in each. `chains`: for each folder, the names that may be classes.
    fn of(photos: &[(usize, u32)], chains: &[Vec<&str>], short: &Shortened) -> Self {
        let lengths = || photos.iter().map(|(folder, _)| chains[*folder].len());
        let longest = lengths().max().unwrap_or(0);
        let around = common(photos.iter().map(|(folder, _)| chains[*folder].as_slice()), longest);
        let reached = lengths().filter(|length| *length > around).min().unwrap_or(0);
        let mut levels: Vec<Found> = Vec::new();
        for depth in around + 1..=longest {
            let found = Found::at(photos, chains, short, around, depth);
            if !levels.iter().any(|other| other.level.classes == found.level.classes) {
                levels.push(found);
            }
        }
        // A level with a single class says nothing if another level has several.
        if levels.iter().any(|found| found.level.classes.len() > 1) {
            levels.retain(|found| found.level.classes.len() > 1);
        }
        Self { around, reached, list: levels }
    }

    fn most_classes(&self) -> usize {
        self.list.iter().map(|found| found.level.classes.len()).max().unwrap_or(0)
    }
}

impl Found {
    /// Photos in folders that do not reach this depth get the deepest name that they have.
    fn at(
        photos: &[(usize, u32)],
        chains: &[Vec<&str>],
        short: &Shortened,
        around: usize,
        depth: usize,
    ) -> Self {
        let mut level = Level::default();
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut class_of = vec![None; chains.len()];
        for (folder, count) in photos {
            let chain = &chains[*folder];
            if chain.len() <= around {
                continue;
            }
            let long = chain[depth.min(chain.len()) - 1];
            let Some(name) = short.get(long) else { continue };
            let number = *numbers.entry(name).or_insert_with(|| {
                level.classes.push((name.to_owned(), 0));
                level.shortened += u32::from(is_long(long));
                level.classes.len() as u32 - 1
            });
            level.classes[number as usize].1 += count;
            class_of[*folder] = Some(number);
        }
        Self { level, class_of, depth }
    }
}

/// Whether a clean name is too long for a class.
fn is_long(name: &str) -> bool {
    name.chars().count() > CLASS_NAME_CHARS
}

/// Number of leading names that all chains share, at most one less than `longest`, so that the longest chain keeps a
/// name.
fn common<'a, 'b: 'a>(chains: impl Iterator<Item = &'a [&'b str]>, longest: usize) -> usize {
    let mut first: Option<&[&str]> = None;
    let mut length = longest.saturating_sub(1);
    for chain in chains {
        let first = *first.get_or_insert(chain);
        let same = first.iter().zip(chain).take_while(|(a, b)| key(a) == key(b)).count();
        length = length.min(same);
    }
    length
}

/// The deepest level that every labelled photo reaches. A shallower level is preferred if this one has fewer than 2.5
/// photos per class and the shallower one at least twice as many.
fn best(levels: &[Found], reached: usize) -> usize {
    let per_class = |at: usize| {
        let level = &levels[at].level;
        f64::from(level.photos()) / level.classes.len().max(1) as f64
    };
    let mut best = levels.iter().rposition(|found| found.depth <= reached).unwrap_or(0);
    while best > 0 && per_class(best) < 2.5 && per_class(best - 1) >= 2.0 * per_class(best) {
        best -= 1;
    }
    best
}

#[cfg(test)]
mod tests;
