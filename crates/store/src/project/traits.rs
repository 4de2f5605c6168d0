//! Measurements of photos, and issues that the person dismissed. Neither is part of the journal.

use rusqlite::{Connection, Row, params};

use super::Project;
use super::valid;
use crate::Result;
use handlens_core::protocol::{ClassId, IssueKind, PhotoId};
use handlens_vision::photo::{TRAITS_VERSION, Traits};

/// A photo with its class, its stored size and its measurements.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// The photo.
    pub photo: PhotoId,
    /// Its class.
    pub class: ClassId,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Its measurements; none if it has not been measured yet.
    pub traits: Option<Traits>,
}

/// A dismissed issue: the photo, the issue, and the photo's class at that time.
pub type Kept = (PhotoId, IssueKind, ClassId);

impl Project {
    /// All photos with their measurements, in the order of [`Project::photos`].
    pub fn measured(&self) -> Result<Vec<Measured>> {
        let sql = "SELECT photo.id, class, width, height, look, sharpness, brightness FROM photo
                   LEFT JOIN trait ON trait.photo = photo.id AND version = ?1
                   WHERE class IS NOT NULL ORDER BY photo.id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([TRAITS_VERSION], |row| {
            Ok(Measured {
                photo: PhotoId(row.get(0)?),
                class: ClassId(row.get(1)?),
                size: (row.get(2)?, row.get(3)?),
                traits: read_traits(row, 4)?,
            })
        })?;
        let measured = rows.collect::<rusqlite::Result<_>>()?;
        Ok(measured)
    }

    /// Stores measurements of photos, replacing earlier ones. Photos that no longer exist are skipped.
    pub fn put_traits(&mut self, rows: &[(PhotoId, Traits)]) -> Result<()> {
        let transaction = self.begin()?;
        for (photo, traits) in rows {
            write_traits(&transaction, *photo, traits)?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// All dismissed issues of photos that are in the project.
    pub fn kept(&self) -> Result<Vec<Kept>> {
        let sql = "SELECT kept.photo, problem, kept.class FROM kept JOIN photo ON photo.id = kept.photo
                   WHERE photo.class IS NOT NULL ORDER BY kept.photo, problem";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok((PhotoId(row.get(0)?), row.get::<_, String>(1)?, ClassId(row.get(2)?)))
        })?;
        let mut kept = Vec::new();
        for row in rows {
            let (photo, problem, class) = row?;
            // Issues that only another version reports are skipped.
            kept.extend(IssueKind::of_key(&problem).map(|problem| (photo, problem, class)));
        }
        Ok(kept)
    }

    /// Dismisses an issue of photos, for their current classes, or undoes that.
    pub fn keep(&mut self, problem: IssueKind, photos: &[PhotoId], keep: bool) -> Result<()> {
        let transaction = self.begin()?;
        let sql = if keep {
            "INSERT OR REPLACE INTO kept (photo, problem, class)
             SELECT id, ?2, class FROM photo WHERE id = ?1 AND class IS NOT NULL"
        } else {
            "DELETE FROM kept WHERE photo = ?1 AND problem = ?2"
        };
        let mut statement = transaction.prepare_cached(sql)?;
        for photo in photos {
            statement.execute(params![photo.0, problem.key()])?;
        }
        drop(statement);
        transaction.commit()?;
        Ok(())
    }
}

/// Measurements from a row, starting at column `first`; none if they are missing or invalid.
fn read_traits(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<Traits>> {
    let Some(hash) = row.get::<_, Option<i64>>(first)? else { return Ok(None) };
    let traits = Traits {
        perceptual_hash: hash.cast_unsigned(),
        sharpness: row.get(first + 1)?,
        brightness: row.get(first + 2)?,
    };
    Ok(Some(traits).filter(valid::are_traits))
}

fn write_traits(connection: &Connection, photo: PhotoId, traits: &Traits) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO trait (photo, version, look, sharpness, brightness)
               SELECT id, ?2, ?3, ?4, ?5 FROM photo WHERE id = ?1";
    let hash = traits.perceptual_hash.cast_signed();
    let row = params![photo.0, TRAITS_VERSION, hash, traits.sharpness, traits.brightness];
    connection.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

/// Copies a photo's measurements and dismissed issues. Invalid ones are left out: the photo is then measured again.
pub(super) fn copy_traits(from: &Project, into: &Connection, photo: PhotoId) -> Result<()> {
    let sql = "SELECT look, sharpness, brightness FROM trait WHERE photo = ?1 AND version = ?2";
    let mut statement = from.connection.prepare_cached(sql)?;
    let mut rows = statement.query([photo.0, TRAITS_VERSION])?;
    if let Some(row) = rows.next()?
        && let Some(traits) = read_traits(row, 0)?
    {
        write_traits(into, photo, &traits)?;
    }
    let mut insert = into.prepare_cached(
        "INSERT OR IGNORE INTO kept (photo, problem, class) SELECT ?1, ?2, ?3 WHERE ?3 > 0",
    )?;
    for problem in IssueKind::ALL {
        let sql = "SELECT class FROM kept WHERE photo = ?1 AND problem = ?2";
        let mut statement = from.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![photo.0, problem.key()])?;
        if let Some(row) = rows.next()?
            && let Some(class) =
                u32::try_from(row.get::<_, i64>(0)?).ok().filter(|id| *id <= valid::LARGEST_ID)
        {
            insert.execute(params![photo.0, problem.key(), class])?;
        }
    }
    Ok(())
}
