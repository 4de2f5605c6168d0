//! Image quality and perceptual hashes: measured on import, or later from the stored photo; and the near-duplicates
//! they show.

use std::collections::HashMap;

use super::context::Context;
use handlens_classifier::metrics::duplicates::{Fingerprint, groups};
use handlens_core::Result;
use handlens_core::protocol::{ClassId, PhotoId};
use handlens_store::project::Measured;
use handlens_vision::photo::{Photo, Traits};

/// Measured photos are stored once there are this many.
const STORED: usize = 100;

/// Measured traits that are not stored yet.
#[derive(Default)]
pub(super) struct TraitCache {
    fresh: HashMap<PhotoId, Traits>,
}

impl Context {
    /// Measures photos from their pixels.
    pub(super) fn measure(&mut self, photos: &[(PhotoId, Photo)]) -> Result<()> {
        for (id, photo) in photos {
            // If a photo cannot be measured now, it is tried again from its stored file.
            if let Ok(traits) = Traits::of(photo) {
                self.keep_traits(*id, traits);
            }
        }
        // Also if a photo could not be measured: it still has to be.
        self.revisions.traits += u64::from(!photos.is_empty());
        if self.traits.fresh.len() >= STORED { self.store_traits() } else { Ok(()) }
    }

    /// Keeps a photo's traits until they are stored. The caller updates [`Revisions`](super::context::Revisions) once
    /// all are measured.
    pub(super) fn keep_traits(&mut self, photo: PhotoId, traits: Traits) {
        self.traits.fresh.insert(photo, traits);
    }

    /// Stores measured traits. If the device is full they stay in memory, and are measured again another time.
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

    /// All photos with their traits, including those not stored yet.
    pub(super) fn measured(&self) -> Result<Vec<Measured>> {
        let mut measured = self.project.measured()?;
        for row in &mut measured {
            row.traits = self.traits.fresh.get(&row.photo).copied().or(row.traits);
        }
        Ok(measured)
    }

    /// The perceptual hash of each photo, in the order of `photos`; 0 if it is not known.
    pub(super) fn perceptual_hashes(&self, photos: &[PhotoId]) -> Result<Vec<u64>> {
        let known: HashMap<PhotoId, u64> = self
            .measured()?
            .into_iter()
            .filter_map(|row| Some((row.photo, row.traits?.perceptual_hash)))
            .collect();
        Ok(photos.iter().map(|photo| known.get(photo).copied().unwrap_or_default()).collect())
    }

    /// Groups near-duplicates among photos: a group for each photo, as far as traits and vectors are known.
    pub(super) fn groups(&self, photos: &[(PhotoId, ClassId)]) -> Result<Vec<usize>> {
        let ids: Vec<PhotoId> = photos.iter().map(|(photo, _)| *photo).collect();
        let hashes = self.perceptual_hashes(&ids)?;
        let fingerprints: Vec<Fingerprint> = photos
            .iter()
            .zip(hashes)
            .map(|((photo, class), hash)| Fingerprint {
                hash,
                vector: self.features.vector(*photo),
                class: class.0,
            })
            .collect();
        Ok(groups(&fingerprints))
    }
}
