//! Removes for good what can no longer be restored, and returns the space to the device.
//!
//! This follows a change in transactions of its own, in bounded pieces: removing a thousand large photos takes long,
//! and on a full device it may be impossible. Neither affects the change itself.

use handlens_core::log::LogFailure;
use rusqlite::Connection;

use super::Project;
use super::journal::{forget_undone, has_open_entries, tidy};
use crate::{Error, Result};
use handlens_core::msg;
use handlens_vision::photo::{VIEWS, View};

/// Most photos purged in one piece.
const PHOTOS: u32 = 1000;

/// Most pages returned to the device in one piece.
const PAGES: u32 = 1024;

/// The same for slices between commands, each of which takes some tens of milliseconds in a browser.
const SLICE_PHOTOS: u32 = 50;
const SLICE_PAGES: u32 = 512;

impl Project {
    /// Purges a bounded number of photos that can no longer be restored, and returns some free space to the device.
    /// Returns true while there is more to do. Meant for idle times.
    pub fn tidy_up(&mut self) -> Result<bool> {
        let purged = self.in_pieces(PHOTOS, purge)?;
        let freed = self.in_pieces(PAGES, vacuum)?;
        Ok(purged || freed)
    }

    /// As [`Project::tidy_up`], but does one smaller piece of either, for jobs in slices. It also removes what
    /// earlier versions stored and this one does not use, see [`Project::strip_stored`].
    ///
    /// # Errors
    /// When the device refuses; what was done before remains done.
    pub fn tidy_slice(&mut self) -> Result<bool> {
        let left = self.in_pieces(SLICE_PHOTOS, purge)?
            || self.in_pieces(SLICE_PHOTOS, remove_old_views)?
            || self.strip_stored()?;
        Ok(left || self.in_pieces(SLICE_PAGES, vacuum)?)
    }

    /// Clears the undo history. Deleted photos are gone from the device once [`Project::tidy_up`] has nothing more to
    /// do.
    ///
    /// # Errors
    /// A sentence while an import is running.
    pub fn forget_changes(&mut self) -> Result<()> {
        let transaction = self.begin()?;
        if has_open_entries(&transaction)? {
            return Err(Error::request(msg!("photos-still-being-added")));
        }
        forget_undone(&transaction)?;
        transaction.execute("DELETE FROM entry", [])?;
        tidy(&transaction)?;
        transaction.commit()?;
        self.tidy_up_if_possible();
        Ok(())
    }

    /// Tidies up after a change. Errors are ignored, because the change is already done; what is left is tidied up
    /// later.
    pub(super) fn tidy_up_if_possible(&mut self) {
        self.tidy_up().log_failure("the project was not tidied up");
    }

    /// Purges after a batch of photos, so that the next batch can use the space.
    pub(super) fn purge_if_possible(&mut self) {
        self.in_pieces(PHOTOS, purge).log_failure("deleted photos were not purged");
    }

    /// Runs a piece of size `amount`. On a full device it tries smaller ones, which need less journal, down to 1.
    pub(super) fn in_pieces(
        &mut self,
        mut amount: u32,
        piece: fn(&Connection, u32) -> Result<bool>,
    ) -> Result<bool> {
        loop {
            match self.in_transaction(amount, piece) {
                Err(error) if error.is_full() && amount > 1 => amount = (amount / 8).max(1),
                answer => return answer,
            }
        }
    }

    fn in_transaction(&mut self, amount: u32, piece: fn(&Connection, u32) -> Result<bool>) -> Result<bool> {
        let transaction = self.begin()?;
        let more = piece(&transaction, amount)?;
        transaction.commit()?;
        Ok(more)
    }
}

/// Removes photos that no journal entry refers to. Returns whether some may be left.
fn purge(connection: &Connection, photos: u32) -> Result<bool> {
    let purged = connection
        .prepare_cached(
            "DELETE FROM photo WHERE id IN (
                 SELECT id FROM photo WHERE class IS NULL
                 AND NOT EXISTS (SELECT 1 FROM photo_edit WHERE photo_edit.photo = photo.id) LIMIT ?1)",
        )?
        .execute([photos])?;
    Ok(purged == photos as usize)
}

/// Removes features of views that are no longer used; earlier versions had others. Returns whether some may
/// be left.
fn remove_old_views(connection: &Connection, features: u32) -> Result<bool> {
    let [centre, whole] = VIEWS.map(View::key);
    let removed = connection
        .prepare_cached(
            "DELETE FROM feature WHERE rowid IN
                 (SELECT rowid FROM feature WHERE view NOT IN (?1, ?2) LIMIT ?3)",
        )?
        .execute((centre, whole, features))?;
    Ok(removed == features as usize)
}

/// Returns free pages to the device. Returns whether some are left.
fn vacuum(connection: &Connection, pages: u32) -> Result<bool> {
    let free = || connection.pragma_query_value(None, "freelist_count", |row| row.get::<_, u32>(0));
    let before = free()?;
    if before == 0 {
        return Ok(false);
    }
    let mut statement = connection.prepare(&format!("PRAGMA incremental_vacuum({pages})"))?;
    let mut rows = statement.query([])?;
    // Each step frees one page.
    while rows.next()?.is_some() {}
    let left = free()?;
    // A database without incremental vacuum keeps all its pages.
    Ok(left > 0 && left < before)
}
