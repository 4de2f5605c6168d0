//! The project's nearest photos to each photo of the batch, updated incrementally: after a change only new photos are
//! compared, and only a photo that lost a neighbour starts over.

use std::collections::HashSet;

use handlens_classifier::metrics::unknown::{NEIGHBOURS, mean_distance, nearest};
use handlens_core::protocol::PhotoId;

/// The photos of the project to compare with, in the order in which they were added.
#[derive(Debug, Default)]
pub(super) struct Order(Vec<PhotoId>);

/// What an [`Order`] has lost in an update.
#[derive(Debug)]
pub(super) struct Lost {
    photos: HashSet<PhotoId>,
    /// For each length of a prefix of the old order, how many of its photos are left.
    left: Vec<usize>,
}

/// The nearest photos of the project to one photo of the batch.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// Each with its Euclidean distance, nearest first.
    found: Vec<(PhotoId, f32)>,
    /// How many photos of the order have been compared.
    compared: usize,
}

impl Order {
    /// Updates the order to the photos there are now (`live`, by rising id). Photos that stay keep their relative
    /// order.
    pub(super) fn update(&mut self, live: &[PhotoId]) -> Lost {
        let is_live = |photo: &PhotoId| live.binary_search(photo).is_ok();
        let mut left = vec![0];
        let mut photos = HashSet::new();
        for photo in &self.0 {
            let stays = is_live(photo);
            left.push(left[left.len() - 1] + usize::from(stays));
            if !stays {
                photos.insert(*photo);
            }
        }
        self.0.retain(is_live);
        let known: HashSet<PhotoId> = self.0.iter().copied().collect();
        self.0.extend(live.iter().filter(|photo| !known.contains(photo)));
        Lost { photos, left }
    }

    /// The photos.
    pub(super) fn photos(&self) -> &[PhotoId] {
        &self.0
    }
}

impl Near {
    /// Applies a loss of the order: starts over if a neighbour is gone.
    pub(super) fn remove(&mut self, lost: &Lost) {
        if self.found.iter().any(|(photo, _)| lost.photos.contains(photo)) {
            *self = Self::default();
        } else {
            self.compared = lost.left.get(self.compared).copied().unwrap_or_default();
        }
    }

    /// Compares a vector `[1280]` with what is new in the order; `vectors` are the vectors of the order's photos.
    /// Returns the mean distance to the nearest.
    pub(super) fn distance(&mut self, vector: &[f32], order: &Order, vectors: &[&[f32]]) -> f32 {
        let new = order.0.iter().zip(vectors).skip(self.compared);
        let (photos, vectors): (Vec<PhotoId>, Vec<&[f32]>) = new.map(|(photo, of)| (*photo, *of)).unzip();
        let nearest = nearest(vector, vectors.into_iter());
        self.found.extend(nearest.into_iter().map(|(place, distance)| (photos[place], distance)));
        self.found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        self.found.truncate(NEIGHBOURS);
        self.compared = order.0.len();
        mean_distance(&self.found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The distance from comparing with everything at once.
    fn anew(vector: &[f32], live: &[PhotoId], vector_of: impl Fn(PhotoId) -> [f32; 2]) -> f32 {
        let vectors: Vec<[f32; 2]> = live.iter().map(|photo| vector_of(*photo)).collect();
        mean_distance(&nearest(vector, vectors.iter().map(<[f32; 2]>::as_slice)))
    }

    #[test]
    fn whatever_comes_and_goes_the_nearest_are_those_that_a_new_search_finds() {
        let mut random = fastrand::Rng::with_seed(7);
        let places: Vec<[f32; 2]> = (0..60).map(|_| [random.f32() * 9.0, random.f32() * 9.0]).collect();
        let vector_of = |photo: PhotoId| places[photo.0 as usize];
        let (mut order, mut near) = (Order::default(), Near::default());
        let mut fewer = 0;
        for _ in 0..200 {
            let share = random.f32();
            let live: Vec<PhotoId> = (0..60).filter(|_| random.f32() < share).map(PhotoId).collect();
            let lost = order.update(&live);
            near.remove(&lost);
            fewer += usize::from(near.compared > 0);
            let vectors: Vec<[f32; 2]> = order.photos().iter().map(|photo| vector_of(*photo)).collect();
            let vectors: Vec<&[f32]> = vectors.iter().map(<[f32; 2]>::as_slice).collect();
            let distance = near.distance(&[4.0, 5.0], &order, &vectors);
            assert!((distance - anew(&[4.0, 5.0], &live, vector_of)).abs() < 1e-5);
        }
        assert!(fewer > 0, "some of the time it did not begin anew");
    }

    #[test]
    fn a_photo_that_is_relabelled_is_not_compared_again() {
        let (mut order, mut near) = (Order::default(), Near::default());
        near.remove(&order.update(&[PhotoId(1), PhotoId(2)]));
        near.distance(&[0.0], &order, &[&[1.0], &[2.0]]);
        near.remove(&order.update(&[PhotoId(1), PhotoId(2)]));
        assert_eq!(near.compared, 2);
        near.remove(&order.update(&[PhotoId(2), PhotoId(3)]));
        assert_eq!(near.compared, 0, "its neighbour is gone");
    }
}
