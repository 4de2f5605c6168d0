//! How far photos are from the others of their class: computed in slices, and again only for classes that change.

use std::collections::HashMap;

use super::features::Features;
use handlens_classifier::metrics::outliers::deviations;
use handlens_classifier::metrics::unknown::distance;
use handlens_core::protocol::{ClassId, PhotoId};

/// Multiplications per slice: a few tens of milliseconds.
const PRODUCTS: usize = 30_000_000;
/// Fewest groups in a class, and fewest photos in all, that can show which photos are unusual.
const LEAST_OF_CLASS: usize = 4;
const LEAST: usize = 12;

/// The mean distance of each photo to the nearest of its class, as if it were new: its own near-duplicates do not
/// count.
#[derive(Default)]
pub(super) struct ClassDistances {
    classes: HashMap<ClassId, Members>,
}

/// The photos of a class with their groups, and the distances of the first ones, as far as computed.
#[derive(Default)]
struct Members {
    photos: Vec<(PhotoId, usize)>,
    distances: Vec<f32>,
}

impl Members {
    fn is_complete(&self) -> bool {
        self.distances.len() == self.photos.len()
    }
}

impl ClassDistances {
    /// Updates the photos, with their classes and groups. Distances of unchanged classes are kept.
    pub(super) fn follow(&mut self, photos: impl Iterator<Item = (PhotoId, ClassId, usize)>) {
        let mut now: HashMap<ClassId, Vec<(PhotoId, usize)>> = HashMap::new();
        for (photo, class, group) in photos {
            now.entry(class).or_default().push((photo, group));
        }
        for photos in now.values_mut() {
            number(photos);
        }
        now.retain(|_, photos| groups(photos) >= LEAST_OF_CLASS);
        self.classes.retain(|class, members| now.get(class) == Some(&members.photos));
        for (class, photos) in now {
            self.classes.entry(class).or_insert(Members { photos, distances: Vec::new() });
        }
    }

    /// Whether distances are missing.
    pub(super) fn has_work(&self) -> bool {
        self.classes.values().any(|members| !members.is_complete())
    }

    /// Computes some of the missing distances.
    pub(super) fn advance(&mut self, features: &Features) {
        let mut left = PRODUCTS;
        for members in self.classes.values_mut() {
            let vectors: Vec<(&[f32], usize)> = members
                .photos
                .iter()
                .filter_map(|(photo, group)| Some((features.vector(*photo)?, *group)))
                .collect();
            let products = vectors.iter().map(|(vector, _)| vector.len()).sum::<usize>().max(1);
            while !members.is_complete() {
                let (photo, own) = members.photos[members.distances.len()];
                let others = vectors.iter().filter(|(_, group)| *group != own).map(|(vector, _)| *vector);
                let far = features.vector(photo).map_or(0.0, |vector| distance(vector, others));
                members.distances.push(far);
                match left.checked_sub(products) {
                    Some(rest) => left = rest,
                    None => return,
                }
            }
        }
    }

    /// How far each photo's distance is above the usual, see [`deviations`]. Empty while distances are missing.
    pub(super) fn deviations(&self) -> Vec<(PhotoId, f32)> {
        let mut all: Vec<(PhotoId, f32)> = self
            .classes
            .values()
            .flat_map(|members| {
                members.photos.iter().map(|(photo, _)| *photo).zip(members.distances.iter().copied())
            })
            .collect();
        if self.has_work() || all.len() < LEAST {
            return Vec::new();
        }
        // A hash map's order is random, so sort.
        all.sort_unstable_by_key(|(photo, _)| *photo);
        let distances: Vec<f32> = all.iter().map(|(_, distance)| *distance).collect();
        all.iter().map(|(photo, _)| *photo).zip(deviations(&distances)).collect()
    }
}

/// Renumbers groups by their first photo, so that a class stays equal when photos of other classes change.
fn number(photos: &mut [(PhotoId, usize)]) {
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    for (_, group) in photos {
        let next = numbers.len();
        *group = *numbers.entry(*group).or_insert(next);
    }
}

/// Number of groups among photos that [`number`] has numbered.
fn groups(photos: &[(PhotoId, usize)]) -> usize {
    photos.iter().map(|(_, group)| group + 1).max().unwrap_or(0)
}
