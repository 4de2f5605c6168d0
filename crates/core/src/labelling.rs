//! Labels from folders: which folder of a photo's path names its class, what is none, and what is left out.
//!
//! A list of paths goes in, whether of a folder that was dropped or of an archive, and a [`Labelling`] comes out. It reads no
//! file. The rules:
//!
//! * What a system or a program keeps for itself is left out, and so are files of labels and masks.
//! * Folders that say how photos came about, and not what they show, make no class: parts of a data set (`train`), folders of
//!   photos as such (`images`, `DCIM`), cameras' folders, dates. Sessions and numbers make none where another level does.
//!   Such a name counts only among its like: beside `bus` and `car`, `train` is a vehicle.
//! * A folder around everything makes no class either.
//! * Of what is left, each level may be the one that names classes. If there are several, the deepest that every photo has is
//!   the best guess, and the person is asked. They are asked as well where photos have no label.

mod folder;
mod tree;

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

pub use folder::{is_archive, is_system, is_text};
use tree::Tree;

use crate::config::limits::CLASS_NAME_CHARS;
use crate::text::name::{Shortened, clean, key};

/// Why a file is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LeftOut {
    /// A system or program keeps it for itself.
    System,
    /// It holds labels, or tells of a photo.
    LabelFile,
    /// It is a label that is drawn: a mask.
    Mask,
    /// It is an archive inside an archive.
    Archive,
    /// It is empty.
    Empty,
}

/// What was made of a list of paths, as the page shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// The levels that may name the classes, from the outermost.
    pub levels: Vec<Level>,
    /// The best guess among them.
    pub best: usize,
    /// Photos that no level gives a class.
    pub unlabelled: u32,
    /// Names of parts of a data set, whose photos come together.
    pub splits: Vec<String>,
    /// What is left out, and how much of it.
    pub left_out: Vec<(LeftOut, u32)>,
    /// The encoding that names were taken to be in, where they did not say.
    pub encoding: Option<String>,
}

/// A level of folders that may name the classes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// Names of classes, at most
    /// [`CLASS_NAME_CHARS`](crate::config::limits::CLASS_NAME_CHARS) long, and their photos, in the order in which they came.
    pub classes: Vec<(String, u32)>,
}

/// What the person, or the best guess, makes of an [`Overview`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Which of the levels names the classes.
    pub level: usize,
    /// Whether photos without a label are taken, too.
    pub unlabelled: bool,
}

/// What was made of a list of paths.
#[derive(Debug, Clone, Default)]
pub struct Labelling {
    overview: Overview,
    sure: bool,
    /// For each file: its folder, or why it is left out.
    fates: Vec<Result<usize, LeftOut>>,
    /// For each level and folder, the class.
    class_of: Vec<Vec<Option<u32>>>,
}

impl Labelling {
    /// Looks at paths, each split into folders and, last, the file.
    pub fn of(paths: &[Vec<&str>]) -> Self {
        let mut tree = Tree::default();
        let mut texts = Texts::of(paths);
        let mut fates: Vec<Result<usize, LeftOut>> = Vec::with_capacity(paths.len());
        for path in paths {
            let Some((file, folders)) = path.split_last() else {
                fates.push(Err(LeftOut::Empty));
                continue;
            };
            fates.push(if path.iter().any(|part| is_system(part)) {
                Err(LeftOut::System)
            } else if texts.is_label(folders, file) {
                Err(LeftOut::LabelFile)
            } else {
                // Any other text is told where it is read, with all else that is no photo.
                Ok(tree.add(folders, !is_text(file)))
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
        labelling.find_levels(&tree);
        labelling.overview.splits = tree.splits();
        labelling
    }

    /// What the page shows of it.
    pub fn overview(&self) -> &Overview {
        &self.overview
    }

    /// Counts files that were left out before their paths came here.
    pub fn leave_out(&mut self, reason: LeftOut, count: u32) {
        let left_out = &mut self.overview.left_out;
        match left_out.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, known)) => *known += count,
            None if count > 0 => left_out.push((reason, count)),
            None => {}
        }
        left_out.sort_unstable();
    }

    /// Notes the encoding that the names were taken to be in.
    pub fn set_encoding(&mut self, name: &str) {
        self.overview.encoding = Some(name.to_owned());
    }

    /// Whether there is nothing to ask: one level names the classes, and every photo has one; or no photo has one, and there
    /// are no folders that could tell.
    pub fn is_sure(&self) -> bool {
        self.sure
    }

    /// Whether only photos without a label are to be asked about.
    pub fn is_sure_but_for_unlabelled(&self) -> bool {
        self.overview.levels.len() <= 1
    }

    /// The best guess.
    pub fn best(&self) -> Decision {
        // Some photos without a label among others are more often the test set of a contest than a class.
        Decision { level: self.overview.best, unlabelled: self.overview.levels.is_empty() }
    }

    /// The class of a file on a level: an error where the file is left out, none where it has no label.
    ///
    /// # Errors
    /// Why the file is left out.
    pub fn class(&self, file: usize, level: usize) -> Result<Option<&str>, LeftOut> {
        let folder = self.fates.get(file).copied().unwrap_or(Err(LeftOut::Empty))?;
        let class = self.class_of.get(level).and_then(|classes| classes.get(folder).copied().flatten());
        let name = class.and_then(|class| self.overview.levels[level].classes.get(class as usize));
        Ok(name.map(|(name, _)| name.as_str()))
    }

    fn find_levels(&mut self, tree: &Tree) {
        let (chains, dated) = tree.chains();
        let photos: Vec<(usize, u32)> = tree.with_photos().collect();
        let all: u32 = photos.iter().map(|(_, count)| count).sum();
        let longest = photos.iter().map(|(folder, _)| chains[*folder].len()).max().unwrap_or(0);
        let around = common(photos.iter().map(|(folder, _)| chains[*folder].as_slice()), longest);
        let names = chains.iter().flatten().copied();
        let short = Shortened::of(names, CLASS_NAME_CHARS);
        let mut levels: Vec<(Level, Vec<Option<u32>>, usize)> = Vec::new();
        for depth in around + 1..=longest {
            let (level, class_of) = level(&photos, &chains, &short, around, depth);
            if !levels.iter().any(|(other, ..)| other.classes == level.classes) {
                levels.push((level, class_of, depth));
            }
        }
        // A level on which everything is the same tells nothing, if another does.
        if levels.iter().any(|(level, ..)| level.classes.len() > 1) {
            levels.retain(|(level, ..)| level.classes.len() > 1);
        }
        let labelled: u32 =
            levels.first().map_or(0, |(level, ..)| level.classes.iter().map(|(_, count)| count).sum());
        self.overview.unlabelled = all - labelled;
        let folders = photos.len();
        self.sure = levels.len() <= 1
            && (labelled == all || (labelled == 0 && folders <= 1))
            && (!dated || folders <= 1);
        let reached = photos
            .iter()
            .map(|(folder, _)| chains[*folder].len())
            .filter(|length| *length > around)
            .min()
            .unwrap_or(0);
        self.overview.best = best(&levels, reached);
        // Everything in one class, by the name of what lies around it.
        if !self.sure
            && let Some(name) = around.checked_sub(1).and_then(|at| {
                photos
                    .first()
                    .and_then(|(folder, _)| chains[*folder].get(at))
                    .and_then(|name| short.get(name))
            })
        {
            let classes = vec![(name.to_owned(), all)];
            levels.push((Level { classes }, vec![Some(0); chains.len()], around));
        }
        for (level, class_of, _) in levels {
            self.overview.levels.push(level);
            self.class_of.push(class_of);
        }
    }
}

impl Overview {
    /// Photos to which a level gives no class.
    pub fn unlabelled_on(&self, level: usize) -> u32 {
        let of = |level: &Level| level.classes.iter().map(|(_, count)| count).sum::<u32>();
        let all = self.levels.get(self.best).map_or(0, of) + self.unlabelled;
        all - self.levels.get(level).map_or(0, of).min(all)
    }

    /// The classes of a level for which a project has no room that has these already: those of the fewest photos, as names
    /// in the form of [`key`], and how many photos are in them.
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
        // Stable, so that of equal ones the first are taken.
        new.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let over = new.split_off(new.len().min(most.saturating_sub(existing.len())));
        let photos = over.iter().map(|(_, count)| count).sum();
        (over.into_iter().map(|(name, _)| name).collect(), photos)
    }
}

/// One level: photos of folders that reach no deeper are called by the deepest name that they have.
fn level(
    photos: &[(usize, u32)],
    chains: &[Vec<&str>],
    short: &Shortened,
    around: usize,
    depth: usize,
) -> (Level, Vec<Option<u32>>) {
    let mut level = Level::default();
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut class_of = vec![None; chains.len()];
    for (folder, count) in photos {
        let chain = &chains[*folder];
        if chain.len() <= around {
            continue;
        }
        let Some(name) = short.get(chain[depth.min(chain.len()) - 1]) else { continue };
        let number = *numbers.entry(name).or_insert_with(|| {
            level.classes.push((name.to_owned(), 0));
            level.classes.len() as u32 - 1
        });
        level.classes[number as usize].1 += count;
        class_of[*folder] = Some(number);
    }
    (level, class_of)
}

/// How many names all chains begin with; one fewer than the longest has, so that something is left of it.
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

/// The deepest level that every labelled photo reaches; a shallower one where that has hardly two photos a class, and the
/// shallower one twice as many or more.
fn best(levels: &[(Level, Vec<Option<u32>>, usize)], reached: usize) -> usize {
    let per_class = |at: usize| {
        let classes = &levels[at].0.classes;
        let photos: u32 = classes.iter().map(|(_, count)| count).sum();
        f64::from(photos) / classes.len().max(1) as f64
    };
    let mut best = levels.iter().rposition(|(.., depth)| *depth <= reached).unwrap_or(0);
    while best > 0 && per_class(best) < 2.5 && per_class(best - 1) >= 2.0 * per_class(best) {
        best -= 1;
    }
    best
}

/// Names of files, for telling those that belong to others.
struct Texts {
    /// Names of what may be photos, with and without their endings.
    names: HashSet<String>,
    /// Whether folders of these names hold labels.
    known: HashMap<String, bool>,
}

impl Texts {
    fn of(paths: &[Vec<&str>]) -> Self {
        let mut names = HashSet::new();
        if paths.iter().any(|path| path.last().is_some_and(|file| is_text(file))) {
            for file in paths.iter().filter_map(|path| path.last()).filter(|file| !is_text(file)) {
                let file = file.to_lowercase();
                if let Some((stem, _)) = file.rsplit_once('.') {
                    names.insert(stem.to_owned());
                }
                names.insert(file);
            }
        }
        Self { names, known: HashMap::new() }
    }

    /// Whether a file holds labels or facts of photos: by its name, its folder, or a photo of the same name.
    fn is_label(&mut self, folders: &[&str], file: &str) -> bool {
        if !is_text(file) {
            return false;
        }
        let file = file.to_lowercase();
        // "1.txt" beside "1.jpg", and "1.jpg.supplemental-metadata.json".
        let belongs =
            file.char_indices().filter(|(_, c)| *c == '.').any(|(at, _)| self.names.contains(&file[..at]));
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
        belongs || in_labels || folder::is_label_name(&file)
    }
}

#[cfg(test)]
mod tests;
