//! How far photos lie from the others of their class: found out a few at a time, and again only for classes that change.

use std::collections::HashMap;

use super::embedding::Embeddings;
use crate::metrics::outliers::deviations;
use crate::metrics::unknown::distance;
use crate::protocol::{ClassId, PhotoId};

/// Multiplications that go into the distances of one slice: some tens of milliseconds.
const PRODUCTS: usize = 30_000_000;
/// A class with fewer photos says little about which of them are unusual, and so do fewer photos in all.
const LEAST_OF_CLASS: usize = 4;
const LEAST: usize = 12;

/// The mean distance of each photo to the nearest of its class.
#[derive(Default)]
pub(super) struct Apart {
    classes: HashMap<ClassId, Members>,
}

/// The photos of a class, and the distances of the first of them, as far as they are known.
#[derive(Default)]
struct Members {
    photos: Vec<PhotoId>,
    distances: Vec<f32>,
}

impl Members {
    fn is_complete(&self) -> bool {
        self.distances.len() == self.photos.len()
    }
}

impl Apart {
    /// These are the photos now. What is known of classes that are as they were stays.
    pub(super) fn follow(&mut self, photos: impl Iterator<Item = (PhotoId, ClassId)>) {
        let mut now: HashMap<ClassId, Vec<PhotoId>> = HashMap::new();
        for (photo, class) in photos {
            now.entry(class).or_default().push(photo);
        }
        now.retain(|_, photos| photos.len() >= LEAST_OF_CLASS);
        self.classes.retain(|class, members| now.get(class) == Some(&members.photos));
        for (class, photos) in now {
            self.classes.entry(class).or_insert(Members { photos, distances: Vec::new() });
        }
    }

    /// Whether distances are still to be found out.
    pub(super) fn has_work(&self) -> bool {
        self.classes.values().any(|members| !members.is_complete())
    }

    /// Finds out some distances.
    pub(super) fn advance(&mut self, embeddings: &Embeddings) {
        let mut left = PRODUCTS;
        for members in self.classes.values_mut() {
            let vectors: Vec<&[f32]> =
                members.photos.iter().filter_map(|photo| embeddings.vector(*photo)).collect();
            let products = vectors.iter().map(|vector| vector.len()).sum::<usize>().max(1);
            while !members.is_complete() {
                let place = members.distances.len();
                let own = embeddings.vector(members.photos[place]);
                let others =
                    vectors.iter().copied().filter(|other| own.is_none_or(|own| !std::ptr::eq(own, *other)));
                members.distances.push(own.map_or(0.0, |own| distance(own, others)));
                match left.checked_sub(products) {
                    Some(rest) => left = rest,
                    None => return,
                }
            }
        }
    }

    /// How far each photo's distance lies above what is usual, see [`deviations`]; none while distances are missing.
    pub(super) fn deviations(&self) -> Vec<(PhotoId, f32)> {
        let mut all: Vec<(PhotoId, f32)> = self
            .classes
            .values()
            .flat_map(|members| members.photos.iter().copied().zip(members.distances.iter().copied()))
            .collect();
        if self.has_work() || all.len() < LEAST {
            return Vec::new();
        }
        // The order of a hash map is chance.
        all.sort_unstable_by_key(|(photo, _)| *photo);
        let distances: Vec<f32> = all.iter().map(|(_, distance)| *distance).collect();
        all.iter().map(|(photo, _)| *photo).zip(deviations(&distances)).collect()
    }
}
