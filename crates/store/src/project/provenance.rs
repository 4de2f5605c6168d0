//! When and where photos were taken, and the folders they came from. This is not part of the journal.
//!
//! Earlier versions stored small photos with all of their files' metadata. A photo without a row here was stored by
//! such a version, or comes from one of its files. Its row is made from the metadata, which are then removed from the
//! file.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::Project;
use crate::Result;
use handlens_core::protocol::PhotoId;
use handlens_vision::photo::provenance::folder;
use handlens_vision::photo::{Place, Provenance, Taken, TimeSource, strip};

/// Photos examined in one slice, which takes some milliseconds besides writing.
const SLICE_PHOTOS: u32 = 20;

impl Project {
    /// When and where a photo was taken, as far as known; empty if there is no such photo.
    pub fn provenance(&self, photo: PhotoId) -> Result<Provenance> {
        let known = read_provenance(&self.connection, photo)?;
        known.map_or_else(|| provenance_of_file(&self.connection, photo), Ok)
    }

    /// The provenance of all photos, in the order of [`Project::photos`].
    pub fn provenances(&self) -> Result<Vec<(PhotoId, Provenance)>> {
        let sql = "SELECT photo.id, taken, taken_by, latitude, longitude, folder FROM photo
                   LEFT JOIN provenance ON provenance.photo = photo.id WHERE class IS NOT NULL ORDER BY photo.id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| Ok((PhotoId(row.get(0)?), provenance_in(row, 1)?)))?;
        let provenances = rows.collect::<rusqlite::Result<_>>()?;
        Ok(provenances)
    }

    /// Removes metadata from some photos that an earlier version stored, including deleted ones that undo can
    /// restore. Returns true while there may be more. Meant for idle times.
    pub fn strip_stored(&mut self) -> Result<bool> {
        self.in_pieces(SLICE_PHOTOS, strip_some)
    }
}

fn strip_some(connection: &Connection, photos: u32) -> Result<bool> {
    let sql =
        "SELECT id FROM photo WHERE NOT EXISTS (SELECT 1 FROM provenance WHERE photo = photo.id) LIMIT ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let waiting: Vec<PhotoId> =
        statement.query_map([photos], |row| row.get(0).map(PhotoId))?.collect::<rusqlite::Result<_>>()?;
    for photo in &waiting {
        let provenance = provenance_of_file(connection, *photo)?;
        write_provenance(connection, *photo, &provenance)?;
        let sql = "SELECT bytes FROM photo_file WHERE photo = ?1";
        let stored: Option<Vec<u8>> =
            connection.prepare_cached(sql)?.query_row([photo.0], |row| row.get(0)).optional()?;
        let Some(stored) = stored else { continue };
        let stripped = strip(&stored);
        if *stripped != *stored {
            let sql = "UPDATE photo_file SET bytes = ?2 WHERE photo = ?1";
            connection.prepare_cached(sql)?.execute(params![photo.0, stripped])?;
        }
    }
    Ok(waiting.len() == photos as usize)
}

/// Stores a photo's provenance.
pub(super) fn write_provenance(connection: &Connection, photo: PhotoId, known: &Provenance) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO provenance (photo, taken, taken_by, latitude, longitude, folder)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    connection.prepare_cached(sql)?.execute(params![
        photo.0,
        known.taken.map(|taken| taken.seconds),
        known.taken.map(|taken| taken.source.key()),
        known.place.map(|place| place.latitude),
        known.place.map(|place| place.longitude),
        known.folder,
    ])?;
    Ok(())
}

/// Copies a photo's provenance, without the place if that must stay on this device.
pub(super) fn copy_provenance(
    from: &Project,
    into: &Connection,
    photo: PhotoId,
    with_place: bool,
) -> Result<()> {
    let mut known = from.provenance(photo)?;
    known.place = known.place.filter(|_| with_place);
    write_provenance(into, photo, &known)
}

fn read_provenance(connection: &Connection, photo: PhotoId) -> Result<Option<Provenance>> {
    let sql = "SELECT taken, taken_by, latitude, longitude, folder FROM provenance WHERE photo = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([photo.0], |row| provenance_in(row, 0)).optional()?)
}

/// A photo's provenance from a row, starting at column `first`. Invalid values are left out, because the file may be
/// untrusted.
fn provenance_in(row: &Row<'_>, first: usize) -> rusqlite::Result<Provenance> {
    let (seconds, source): (Option<i64>, Option<String>) = (row.get(first)?, row.get(first + 1)?);
    let (latitude, longitude): (Option<i64>, Option<i64>) = (row.get(first + 2)?, row.get(first + 3)?);
    let path: Option<String> = row.get(first + 4)?;
    let degrees = |value: Option<i64>| value.and_then(|value| i32::try_from(value).ok());
    Ok(Provenance {
        taken: seconds
            .zip(source.as_deref().and_then(TimeSource::of_key))
            .and_then(|(seconds, source)| Taken::new(seconds, source)),
        place: degrees(latitude).zip(degrees(longitude)).and_then(|(north, east)| Place::new(north, east)),
        folder: path.as_deref().and_then(folder),
    })
}

/// The provenance in a stored photo's own metadata, if it still has any.
fn provenance_of_file(connection: &Connection, photo: PhotoId) -> Result<Provenance> {
    let mut statement = connection.prepare_cached("SELECT bytes FROM photo_file WHERE photo = ?1")?;
    let mut rows = statement.query([photo.0])?;
    let Some(row) = rows.next()? else { return Ok(Provenance::default()) };
    Ok(handlens_vision::photo::provenance::of_bytes(
        row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?,
    ))
}
