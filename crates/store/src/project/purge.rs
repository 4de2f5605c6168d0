//! Removes for good what nothing can bring back, and gives the space back to the device.
//!
//! It follows a change in transactions of its own, a bounded piece at a time: a thousand large photos take long
//! to remove, and on a full device it may not be possible at all. Neither is the change's concern.

use handlens_core::log::LogFailure;
use rusqlite::Connection;

use super::Project;
use super::journal::{forget_undone, has_open_entries, tidy};
use crate::{Error, Result};
use handlens_core::msg;
use handlens_vision::photo::{VIEWS, View};

/// Most photos purged at a time.
const PHOTOS: u32 = 1000;

/// Most pages given back to the device at a time.
const PAGES: u32 = 1024;

/// The same for a slice between which commands are carried out: some tens of milliseconds in a browser.
const SLICE_PHOTOS: u32 = 50;
const SLICE_PAGES: u32 = 512;

impl Project {
    /// Removes photos that nothing can bring back, and gives free space back to the device, a bounded piece of
    /// both. True while there is more to do: for times when nothing else is.
    pub fn tidy_up(&mut self) -> Result<bool> {
        let purged = self.in_pieces(PHOTOS, purge)?;
        let freed = self.in_pieces(PAGES, vacuum)?;
        Ok(purged || freed)
    }

    /// As [`Project::tidy_up`], but a smaller piece of one of both, for a job in slices. It also removes what earlier versions
    /// stored and this one has no use for, see [`Project::strip_stored`].
    ///
    /// # Errors
    /// When the device refuses; what was done before stays done.
    pub fn tidy_slice(&mut self) -> Result<bool> {
        let left = self.in_pieces(SLICE_PHOTOS, purge)?
            || self.in_pieces(SLICE_PHOTOS, remove_old_views)?
            || self.strip_stored()?;
        Ok(left || self.in_pieces(SLICE_PAGES, vacuum)?)
    }

    /// Empties the journal: nothing can be undone any more, and what was deleted is gone from the device once
    /// [`Project::tidy_up`] has nothing more to do.
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

    /// What follows a change. The change stands whatever becomes of it; what is left over waits for the next.
    pub(super) fn tidy_up_if_possible(&mut self) {
        self.tidy_up().log_failure("the project was not tidied up");
    }

    /// What follows a batch of photos: the next one takes the space.
    pub(super) fn purge_if_possible(&mut self) {
        self.in_pieces(PHOTOS, purge).log_failure("deleted photos were not purged");
    }

    /// Does a piece of `amount`; on a full device a smaller one, which needs less of a journal, down to 1.
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

/// Removes photos that no entry of the journal mentions. Whether some may be left.
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

/// Removes features of views through which photos are not seen any more; versions up to 0.1.0 had more of them. Whether some
/// may be left.
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

/// Gives free pages back to the device. Whether some are left.
fn vacuum(connection: &Connection, pages: u32) -> Result<bool> {
    let free = || connection.pragma_query_value(None, "freelist_count", |row| row.get::<_, u32>(0));
    let before = free()?;
    if before == 0 {
        return Ok(false);
    }
    let mut statement = connection.prepare(&format!("PRAGMA incremental_vacuum({pages})"))?;
    let mut rows = statement.query([])?;
    // Each step gives one page back.
    while rows.next()?.is_some() {}
    let left = free()?;
    // A database that was not made for it keeps them all.
    Ok(left > 0 && left < before)
}
