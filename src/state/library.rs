//! Classes, photos, thumbnails and the selection.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::sorting::sort_by;
use handlens_core::config::limits;
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::{ClassId, ClassInfo, JobId, PhotoId, PhotoInfo};
use handlens_core::text::name::key;
use handlens_i18n::t;

/// Thumbnails kept at most, at about 8 kB each: far more than fit on a screen. The others are requested again.
const THUMBNAILS: usize = 1500;
/// Thumbnails left after a clean-up: fewer, so that not every new one causes another clean-up.
const THUMBNAILS_LEFT: usize = 1300;

/// Classes, photos, thumbnails and the selection.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Library {
    classes: Vec<ClassInfo>,
    photos: HashMap<PhotoId, Photo>,
    members: BTreeMap<ClassId, Members>,
    thumbnails: HashMap<PhotoId, Thumbnail>,
    /// The photos that each place shows.
    in_sight: BTreeMap<Showing, Vec<PhotoId>>,
    /// Counts events on thumbnails, to know which were seen last.
    moment: u64,
    selection: BTreeSet<PhotoId>,
    anchor: Option<PhotoId>,
}

/// A place on the page that shows photos.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Showing {
    /// The grid of a class.
    Class(ClassId),
    /// A dialogue with photos.
    Gallery,
    /// The photos most like the one in an answer.
    Nearest(JobId),
    /// The photos in the comparison of the pretrained model.
    Compared,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Photo {
    class: ClassId,
    name: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Thumbnail {
    address: String,
    /// When the thumbnail arrived or was last in view.
    seen: u64,
}

/// The photos of one class by rising id, which is the order in which they were added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Members {
    photos: Vec<PhotoId>,
    version: u64,
}

impl Library {
    /// Starts over with these classes and no photos. Returns the addresses of the thumbnails.
    #[must_use]
    pub fn open(&mut self, classes: Vec<ClassInfo>) -> Vec<String> {
        let before = std::mem::take(self);
        // Versions go on counting, so that a grid notices that its photos have changed.
        self.members = before.members;
        for members in self.members.values_mut() {
            members.photos.clear();
            members.version += 1;
        }
        // Grids report only changes: one that shows the same photos as before would not report them again.
        self.in_sight = before.in_sight;
        self.set_classes(classes);
        before.thumbnails.into_values().map(|thumbnail| thumbnail.address).collect()
    }

    /// Replaces the list of classes.
    pub fn set_classes(&mut self, classes: Vec<ClassInfo>) {
        self.classes = classes;
    }

    /// All classes, in order.
    pub fn classes(&self) -> &[ClassInfo] {
        &self.classes
    }

    /// The name of a class.
    pub fn class_name(&self, class: ClassId) -> Option<&str> {
        self.classes.iter().find(|info| info.id == class).map(|info| info.name.as_str())
    }

    /// A name like "Class 3" that neither a class nor `is_taken` has.
    pub fn free_class_name(&self, is_taken: impl Fn(&str) -> bool) -> String {
        (1..=u32::MAX)
            .map(|number| t!("class-default-name", number = number.to_string()))
            .find(|name| self.class_named(name).is_none() && !is_taken(name))
            .unwrap_or_default()
    }

    fn class_named(&self, name: &str) -> Option<&ClassInfo> {
        let key = key(name);
        self.classes.iter().find(|class| self::key(&class.name) == key)
    }

    /// Why a new class, or the class `renamed`, cannot have this name; none if it can.
    pub fn name_problem(&self, name: &str, renamed: Option<ClassId>) -> Option<Message> {
        if key(name).is_empty() {
            return Some(msg!("class-needs-name"));
        }
        match self.class_named(name) {
            Some(other) if Some(other.id) != renamed => Some(msg!("class-name-taken", name = &other.name)),
            _ if renamed.is_none() && self.classes.len() >= limits::CLASSES => {
                Some(msg!("class-limit-reached", limit = limits::CLASSES))
            }
            _ => None,
        }
    }

    /// Adds photos, or updates the class and name of known ones. Returns the addresses of thumbnails dropped for want
    /// of room.
    #[must_use]
    pub fn add(&mut self, photos: Vec<PhotoInfo>, thumbnails: Vec<String>) -> Vec<String> {
        let ids: Vec<PhotoId> = photos.iter().map(|photo| photo.id).collect();
        for PhotoInfo { id, class, name } in photos {
            if let Some(before) =
                self.photos.insert(id, Photo { class, name }).filter(|old| old.class != class)
            {
                self.leave(before.class, &HashSet::from([id]));
            }
            self.members.entry(class).or_default().join(id);
        }
        self.set_thumbnails(&ids, thumbnails)
    }

    /// Moves photos to other classes.
    pub fn reassign(&mut self, moves: &[(PhotoId, ClassId)]) {
        let mut leaving: BTreeMap<ClassId, HashSet<PhotoId>> = BTreeMap::new();
        for (id, _) in moves {
            if let Some(photo) = self.photos.get(id) {
                leaving.entry(photo.class).or_default().insert(*id);
            }
        }
        for (class, photos) in leaving {
            self.leave(class, &photos);
        }
        for (id, class) in moves {
            if let Some(photo) = self.photos.get_mut(id) {
                photo.class = *class;
                self.members.entry(*class).or_default().join(*id);
            }
        }
        self.clear_selection();
    }

    /// Removes photos. Returns the addresses of their thumbnails.
    #[must_use]
    pub fn remove(&mut self, photos: &[PhotoId]) -> Vec<String> {
        let mut leaving: BTreeMap<ClassId, HashSet<PhotoId>> = BTreeMap::new();
        let mut released = Vec::new();
        for id in photos {
            if let Some(photo) = self.photos.remove(id) {
                leaving.entry(photo.class).or_default().insert(*id);
            }
            released.extend(self.thumbnails.remove(id).map(|thumbnail| thumbnail.address));
            self.selection.remove(id);
        }
        for (class, photos) in leaving {
            self.leave(class, &photos);
        }
        released
    }

    fn leave(&mut self, class: ClassId, photos: &HashSet<PhotoId>) {
        if let Some(members) = self.members.get_mut(&class) {
            members.photos.retain(|id| !photos.contains(id));
            members.version += 1;
        }
    }

    /// Stores thumbnail addresses, in the order of the photos. Returns those that are no longer needed.
    #[must_use]
    pub fn set_thumbnails(&mut self, photos: &[PhotoId], thumbnails: Vec<String>) -> Vec<String> {
        let mut released = Vec::new();
        self.moment += 1;
        let seen = self.moment;
        for (id, address) in photos.iter().zip(thumbnails) {
            if self.photos.contains_key(id) {
                let before = self.thumbnails.insert(*id, Thumbnail { address, seen });
                released.extend(before.map(|thumbnail| thumbnail.address));
            } else {
                released.push(address);
            }
        }
        if self.thumbnails.len() > THUMBNAILS {
            released.extend(self.make_room());
        }
        released
    }

    /// Drops the thumbnails that have been out of view longest. Returns their addresses.
    fn make_room(&mut self) -> Vec<String> {
        let in_sight: HashSet<PhotoId> = self.in_sight.values().flatten().copied().collect();
        let mut others: Vec<(u64, PhotoId)> = self
            .thumbnails
            .iter()
            .filter(|(id, _)| !in_sight.contains(id))
            .map(|(id, thumbnail)| (thumbnail.seen, *id))
            .collect();
        sort_by(&mut others, Ord::cmp);
        others.truncate(self.thumbnails.len() - THUMBNAILS_LEFT);
        let gone = others.iter().filter_map(|(_, id)| self.thumbnails.remove(id));
        gone.map(|thumbnail| thumbnail.address).collect()
    }

    /// Records that a place shows exactly these photos.
    pub fn show(&mut self, place: Showing, photos: Vec<PhotoId>) {
        self.moment += 1;
        let gone = self.in_sight.insert(place, photos).unwrap_or_default();
        let shown = self.in_sight.get(&place).into_iter().flatten();
        for id in gone.iter().chain(shown) {
            if let Some(thumbnail) = self.thumbnails.get_mut(id) {
                thumbnail.seen = self.moment;
            }
        }
    }

    /// Whether a photo is shown anywhere right now.
    pub fn is_in_sight(&self, photo: PhotoId) -> bool {
        self.in_sight.values().any(|photos| photos.contains(&photo))
    }

    /// The address of a photo's thumbnail, if loaded.
    pub fn thumbnail(&self, photo: PhotoId) -> Option<&str> {
        self.thumbnails.get(&photo).map(|thumbnail| thumbnail.address.as_str())
    }

    /// All photos with their names and their classes' names.
    pub fn all(&self) -> impl Iterator<Item = (PhotoId, &str, &str)> {
        let class = |photo: &Photo| self.class_name(photo.class).unwrap_or_default();
        self.photos.iter().map(move |(id, photo)| (*id, photo.name.as_str(), class(photo)))
    }

    /// Number of photos in the project.
    pub fn photo_count(&self) -> usize {
        self.photos.len()
    }

    /// Number of photos in a class.
    pub fn count(&self, class: ClassId) -> usize {
        self.ids(class).len()
    }

    /// Number of classes that have photos.
    pub fn classes_with_photos(&self) -> usize {
        self.classes.iter().filter(|class| self.count(class.id) > 0).count()
    }

    /// The smallest and the largest class that have photos, each with its number of photos, if the largest has at least
    /// half as many again.
    pub fn unequal_sizes(&self) -> Option<[(String, usize); 2]> {
        let sizes = || {
            let sizes = self.classes.iter().map(|class| (class, self.count(class.id)));
            sizes.filter(|(_, photos)| *photos > 0)
        };
        let (least, most) =
            (sizes().min_by_key(|(_, photos)| *photos)?, sizes().max_by_key(|(_, photos)| *photos)?);
        let of = |(class, photos): (&ClassInfo, usize)| (class.name.clone(), photos);
        (2 * most.1 >= 3 * least.1).then(|| [of(least), of(most)])
    }

    /// Changes whenever the class's photos change.
    pub fn version(&self, class: ClassId) -> u64 {
        self.members.get(&class).map_or(0, |members| members.version)
    }

    /// How many photos each class has, and the version of that list: see [`Self::version`].
    pub fn photos_by_class(&self) -> HashMap<ClassId, (usize, u64)> {
        let of = |class: &ClassInfo| (class.id, (self.count(class.id), self.version(class.id)));
        self.classes.iter().map(of).collect()
    }

    fn ids(&self, class: ClassId) -> &[PhotoId] {
        self.members.get(&class).map_or(&[], |members| &members.photos)
    }

    /// The photo at a position of a class's grid; the newest comes first.
    pub fn at(&self, class: ClassId, place: usize) -> Option<PhotoId> {
        let ids = self.ids(class);
        ids.len().checked_sub(place + 1).map(|index| ids[index])
    }

    /// A photo's position in its class's grid.
    pub fn place(&self, photo: PhotoId) -> Option<(ClassId, usize)> {
        let class = self.class_of(photo)?;
        let ids = self.ids(class);
        let index = ids.binary_search(&photo).ok()?;
        Some((class, ids.len() - 1 - index))
    }

    /// The class of a photo.
    pub fn class_of(&self, photo: PhotoId) -> Option<ClassId> {
        self.photos.get(&photo).map(|photo| photo.class)
    }

    /// The file name of a photo.
    pub fn photo_name(&self, photo: PhotoId) -> Option<&str> {
        self.photos.get(&photo).map(|photo| photo.name.as_str())
    }

    /// The selected photos.
    pub fn selection(&self) -> &BTreeSet<PhotoId> {
        &self.selection
    }

    /// Selects one photo and no other.
    pub fn select_only(&mut self, photo: PhotoId) {
        self.selection = BTreeSet::from([photo]);
        self.anchor = Some(photo);
    }

    // Not collected into a new set, for which the standard library would compile a sort of its own.
    fn set_selection(&mut self, photos: Vec<PhotoId>) {
        self.selection.clear();
        self.selection.extend(photos);
    }

    /// Selects exactly these photos.
    pub fn select(&mut self, photos: &[PhotoId]) {
        self.set_selection(photos.iter().copied().filter(|photo| self.photos.contains_key(photo)).collect());
        self.anchor = None;
    }

    /// Adds a photo to the selection, or removes it.
    pub fn toggle(&mut self, photo: PhotoId) {
        if !self.selection.remove(&photo) {
            self.selection.insert(photo);
        }
        self.anchor = Some(photo);
    }

    /// Selects everything from the photo chosen last to this one, if both are in the same class.
    pub fn select_to(&mut self, photo: PhotoId) {
        let anchor = self.anchor.unwrap_or(photo);
        let (Some((class, to)), Some((anchor_class, from))) = (self.place(photo), self.place(anchor)) else {
            return self.select_only(photo);
        };
        if class != anchor_class {
            return self.select_only(photo);
        }
        let ids = self.ids(class);
        let (low, high) = (from.min(to), from.max(to));
        self.set_selection(ids[ids.len() - 1 - high..=ids.len() - 1 - low].to_vec());
    }

    /// Selects all photos of a class.
    pub fn select_all(&mut self, class: ClassId) {
        self.set_selection(self.ids(class).to_vec());
    }

    /// Clears the selection.
    pub fn clear_selection(&mut self) {
        self.selection.clear();
        self.anchor = None;
    }
}

impl Members {
    fn join(&mut self, photo: PhotoId) {
        self.version += 1;
        match self.photos.last() {
            Some(last) if *last >= photo => {
                if let Err(index) = self.photos.binary_search(&photo) {
                    self.photos.insert(index, photo);
                }
            }
            _ => self.photos.push(photo),
        }
    }
}

#[cfg(test)]
mod tests;
