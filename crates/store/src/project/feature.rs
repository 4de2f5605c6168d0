//! Features, the trained head, and the settings.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Project, StoredHead};
use crate::{Error, Result};
use handlens_core::config::Settings;
use handlens_core::msg;
use handlens_core::protocol::{ClassId, PhotoId};
use handlens_vision::photo::PhotoHash;

impl Project {
    /// Stores features of photos, computed by this model: the photo's hash, the view's key, and the vector `[D]`.
    ///
    /// An existing feature is replaced. Photos that are no longer in the project are skipped: they may have been
    /// deleted while the model was computing.
    pub fn put_features(
        &mut self,
        model: &str,
        rows: &[(PhotoHash, impl AsRef<str>, Vec<f32>)],
    ) -> Result<()> {
        let transaction = self.begin()?;
        let sql = "INSERT OR REPLACE INTO feature (photo, model, view, vector)
                   SELECT id, ?2, ?3, ?4 FROM photo WHERE hash = ?1";
        let mut statement = transaction.prepare_cached(sql)?;
        for (hash, view, vector) in rows {
            statement.execute(params![hash.0.as_slice(), model, view.as_ref(), to_bytes(vector)])?;
        }
        drop(statement);
        transaction.commit()?;
        Ok(())
    }

    /// The features of one view, for all photos that have it, in the order of [`Project::photos`].
    pub fn features(&self, model: &str, view: &str) -> Result<Vec<(PhotoId, Vec<f32>)>> {
        let sql = "SELECT photo.id, feature.vector FROM photo
                   JOIN feature ON feature.photo = photo.id AND model = ?1 AND view = ?2
                   WHERE class IS NOT NULL ORDER BY photo.id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([model, view], |row| {
            Ok((PhotoId(row.get(0)?), from_bytes(row.get_ref(1)?.as_blob()?)))
        })?;
        let features = rows.collect::<rusqlite::Result<_>>()?;
        Ok(features)
    }

    /// The feature of one view of one photo, if it exists.
    pub fn feature(&self, photo: PhotoId, model: &str, view: &str) -> Result<Option<Vec<f32>>> {
        let sql = "SELECT vector FROM feature WHERE photo = ?1 AND model = ?2 AND view = ?3";
        let mut statement = self.connection.prepare_cached(sql)?;
        let feature = statement
            .query_row(params![photo.0, model, view], |row| Ok(from_bytes(row.get_ref(0)?.as_blob()?)));
        Ok(feature.optional()?)
    }

    /// The hash of a photo, deleted or not, as long as the project still has its row.
    pub fn hash(&self, photo: PhotoId) -> Result<Option<PhotoHash>> {
        let mut statement = self.connection.prepare_cached("SELECT hash FROM photo WHERE id = ?1")?;
        Ok(statement.query_row([photo.0], |row| Ok(PhotoHash(row.get(0)?))).optional()?)
    }

    /// The photos without a feature of this view, in the order of [`Project::photos`].
    pub fn missing_features(&self, model: &str, view: &str) -> Result<Vec<PhotoId>> {
        let sql = "SELECT id FROM photo WHERE class IS NOT NULL
                   AND NOT EXISTS (SELECT 1 FROM feature WHERE photo = photo.id AND model = ?1 AND view = ?2)
                   ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let photos = statement
            .query_map([model, view], |row| row.get(0).map(PhotoId))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(photos)
    }

    /// Stores the head, replacing the previous one.
    pub fn put_head(&mut self, head: &StoredHead) -> Result<()> {
        write_head(&self.connection, head)
    }

    /// The head; none before the first training, or if it cannot be read, in which case training starts again.
    pub fn head(&self) -> Result<Option<StoredHead>> {
        let sql = "SELECT model, classes, report, weights, tail FROM head WHERE id = 1";
        let row = self.connection.query_row(sql, [], |row| {
            let (classes, report): (String, String) = (row.get(1)?, row.get(2)?);
            let weights = from_bytes(row.get_ref(3)?.as_blob()?);
            Ok((row.get(0)?, classes, report, weights, row.get(4)?))
        });
        let Some((model, classes, report, weights, tail)) = row.optional()? else { return Ok(None) };
        let classes = serde_json::from_str::<Vec<u32>>(&classes);
        let (Ok(classes), Ok(report)) = (classes, serde_json::from_str(&report)) else { return Ok(None) };
        let classes = classes.into_iter().map(ClassId).collect();
        Ok(Some(StoredHead { model, classes, report, weights, tail }))
    }

    /// Removes the head.
    pub fn clear_head(&mut self) -> Result<()> {
        self.connection.execute("DELETE FROM head", [])?;
        Ok(())
    }

    /// The settings, each within its range; the defaults if no readable settings are stored.
    pub fn settings(&self) -> Result<Settings> {
        let settings: Settings = read_setting(&self.connection, "settings")?.unwrap_or_default();
        Ok(settings.clamped())
    }

    /// Whether a training began and, as far as was recorded, never ended.
    pub fn is_training_begun(&self) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM setting WHERE key = 'training')";
        Ok(self.connection.query_row(sql, [], |row| row.get(0))?)
    }

    /// Records that a training begins or has ended. If the program crashes in between, the mark remains and tells the
    /// next run that the training may be the cause.
    pub fn set_training_begun(&mut self, begun: bool) -> Result<()> {
        if begun {
            return write_setting(&self.connection, "training", &begun);
        }
        remove_setting(&self.connection, "training")
    }

    /// Stores the settings. They are not part of the journal.
    pub fn set_settings(&mut self, settings: &Settings) -> Result<()> {
        write_setting(&self.connection, "settings", settings)
    }
}

pub(super) fn write_head(connection: &Connection, head: &StoredHead) -> Result<()> {
    let classes: Vec<u32> = head.classes.iter().map(|class| class.0).collect();
    connection.execute(
        "INSERT OR REPLACE INTO head (id, model, classes, report, weights, tail) VALUES (1, ?1, ?2, ?3, ?4, ?5)",
        params![head.model, to_json(&classes)?, to_json(&head.report)?, to_bytes(&head.weights), head.tail],
    )?;
    Ok(())
}

/// A setting; none if it is not stored or cannot be read.
pub(super) fn read_setting<T: serde::de::DeserializeOwned>(
    connection: &Connection,
    key: &str,
) -> Result<Option<T>> {
    let sql = "SELECT value FROM setting WHERE key = ?1";
    let json: Option<String> = connection.query_row(sql, [key], |row| row.get(0)).optional()?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
}

pub(super) fn remove_setting(connection: &Connection, key: &str) -> Result<()> {
    connection.execute("DELETE FROM setting WHERE key = ?1", [key])?;
    Ok(())
}

pub(super) fn write_setting(connection: &Connection, key: &str, value: &impl serde::Serialize) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)";
    connection.execute(sql, [key, &to_json(value)?])?;
    Ok(())
}

pub(super) fn to_json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|cause| Error::project(msg!("project-cannot-store")).with_detail(cause))
}

fn to_bytes(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

fn from_bytes(bytes: &[u8]) -> Vec<f32> {
    let values = bytes.chunks_exact(4);
    values.map(|value| f32::from_le_bytes([value[0], value[1], value[2], value[3]])).collect()
}
