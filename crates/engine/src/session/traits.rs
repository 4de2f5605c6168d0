//! What photos are like: measured as they come in, and as they are stored where they were not; and which are nearly the same.

use std::collections::HashMap;

use super::context::Context;
use handlens_classifier::metrics::duplicates::{Look, groups};
use handlens_core::Result;
use handlens_core::protocol::{ClassId, PhotoId};
use handlens_store::project::Measured;
use handlens_vision::photo::{Photo, Traits};

/// So many measured photos are stored at once.
const STORED: usize = 100;

/// What photos are like that were measured, still to be stored.
#[derive(Default)]
pub(super) struct TraitCache {
    fresh: HashMap<PhotoId, Traits>,
}

impl Context {
    /// Measures photos whose pixels are at hand.
    pub(super) fn measure(&mut self, photos: &[(PhotoId, Photo)]) -> Result<()> {
        for (id, photo) in photos {
            // One that cannot be measured now is tried again as it is stored.
            if let Ok(traits) = Traits::of(photo) {
                self.keep_traits(*id, traits);
            }
        }
        // Also for one that could not be: it is still to be measured.
        self.revisions.traits += u64::from(!photos.is_empty());
        if self.traits.fresh.len() >= STORED { self.store_traits() } else { Ok(()) }
    }

    /// Takes in what a photo is like. Who measures many says when all are.
    pub(super) fn keep_traits(&mut self, photo: PhotoId, traits: Traits) {
        self.traits.fresh.insert(photo, traits);
    }

    /// Stores what photos are like. On a full device that stays in memory, and is measured again another time.
    pub(super) fn store_traits(&mut self) -> Result<()> {
        let rows: Vec<(PhotoId, Traits)> =
            self.traits.fresh.iter().map(|(photo, traits)| (*photo, *traits)).collect();
        if rows.is_empty() {
            return Ok(());
        }
        match self.project.put_traits(&rows) {
            Err(error) if error.is_full() => Ok(()),
            outcome => {
                self.traits.fresh.clear();
                Ok(outcome?)
            }
        }
    }

    /// All photos with what they are like, what is not stored yet included.
    pub(super) fn measured(&self) -> Result<Vec<Measured>> {
        let mut measured = self.project.measured()?;
        for row in &mut measured {
            row.traits = self.traits.fresh.get(&row.photo).copied().or(row.traits);
        }
        Ok(measured)
    }

    /// How each photo looks from afar, in the order of the photos; 0 where that is not known.
    pub(super) fn looks(&self, photos: &[PhotoId]) -> Result<Vec<u64>> {
        let known: HashMap<PhotoId, u64> =
            self.measured()?.into_iter().filter_map(|row| Some((row.photo, row.traits?.look))).collect();
        Ok(photos.iter().map(|photo| known.get(photo).copied().unwrap_or_default()).collect())
    }

    /// Which of these photos are nearly the same: a group for each, as far as they are measured and their vectors are read.
    pub(super) fn groups(&self, photos: &[(PhotoId, ClassId)]) -> Result<Vec<usize>> {
        let ids: Vec<PhotoId> = photos.iter().map(|(photo, _)| *photo).collect();
        let looks = photos.iter().zip(self.looks(&ids)?);
        let looks: Vec<Look> = looks
            .map(|((photo, class), hash)| Look { hash, vector: self.features.vector(*photo), class: class.0 })
            .collect();
        Ok(groups(&looks))
    }
}
