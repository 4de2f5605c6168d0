//! Copies the live content of a project into an empty one, to duplicate, export or import it.
//!
//! Deleted content, the undo history and free pages are left out, so that an exported project does not contain what
//! was deleted from it. The copy shows the project as it was when copying began; ids stay the same.
//!
//! Until it is finished, the copy has another application id, with which no version opens it. So a half-finished copy
//! is never used, whatever happens.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::feature::{write_head, write_setting};
use super::provenance::copy_provenance;
use super::traits::copy_traits;
use super::valid::{self, Failure, PhotoRow};
use super::{Project, StoredHead, schema};
use crate::{Error, Result};
use handlens_core::config::Settings;
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::{ClassId, PhotoId};
use handlens_vision::photo::strip;

/// Most rows of a table that are read to find those to copy. Deleted rows count.
const ROWS: usize = 1_000_000;

/// A copy in progress.
#[derive(Debug)]
pub struct Copying {
    /// The photos and their classes when copying began, in order.
    photos: Vec<(PhotoId, ClassId)>,
    next: usize,
    with_places: bool,
}

/// What is copied in the first transaction.
struct Start {
    classes: Vec<(ClassId, String)>,
    photos: Vec<(PhotoId, ClassId)>,
    head: Option<StoredHead>,
    settings: Settings,
    name: Option<String>,
    /// The largest ids of classes and photos that were ever used.
    last_ids: (u32, u32),
}

impl Copying {
    /// Begins to copy `from` into `into`. `from` may change meanwhile; `into` must be empty and must not be used until
    /// [`Copying::finish`].
    ///
    /// # Errors
    /// A sentence if `into` is not empty, or if something in `from` may not be copied; `into` is then unusable.
    pub fn begin(from: &Project, into: &mut Project) -> Result<Self> {
        let start = Start::read(from).map_err(|failure| explain(from, failure))?;
        let transaction = into.begin()?;
        let sql = "SELECT EXISTS (SELECT 1 FROM class) OR EXISTS (SELECT 1 FROM photo)
                   OR EXISTS (SELECT 1 FROM entry)";
        if transaction.query_row(sql, [], |row| row.get(0))? {
            return Err(Error::request(msg!("copying-into-full-project")));
        }
        schema::mark(&transaction, false)?;
        start.write(&transaction)?;
        transaction.commit()?;
        Ok(Self { photos: start.photos, next: 0, with_places: true })
    }

    /// Leaves out where photos were taken: for a copy that leaves the device.
    #[must_use]
    pub fn without_places(self) -> Self {
        Self { with_places: false, ..self }
    }

    /// Copies up to `photos` photos in one transaction. Returns true when all are copied.
    ///
    /// A photo that has been removed for good by now is skipped.
    ///
    /// # Errors
    /// A sentence if a photo may not be copied, or if the device is full. Calling again continues with the same
    /// photo.
    pub fn advance(&mut self, from: &Project, into: &mut Project, photos: usize) -> Result<bool> {
        let end = self.photos.len().min(self.next.saturating_add(photos));
        let transaction = into.begin()?;
        if !schema::is_unfinished(&transaction)? {
            return Err(Error::request(msg!("copying-finished-already")));
        }
        for (photo, class) in &self.photos[self.next..end] {
            copy_photo(from, &transaction, (*photo, *class), self.with_places)
                .map_err(|failure| explain(from, failure))?;
        }
        transaction.commit()?;
        self.next = end;
        Ok(end == self.photos.len())
    }

    /// Number of photos copied so far.
    pub fn done(&self) -> usize {
        self.next
    }

    /// Number of photos to copy.
    pub fn total(&self) -> usize {
        self.photos.len()
    }

    /// Turns the copy into a project that can be opened.
    pub fn finish(&self, into: &mut Project) -> Result<()> {
        if self.next < self.photos.len() {
            return Err(Error::request(msg!("copying-not-finished")));
        }
        let transaction = into.begin()?;
        schema::mark(&transaction, true)?;
        transaction.commit()?;
        Ok(())
    }
}

impl Start {
    fn read(from: &Project) -> Result<Self, Failure> {
        let classes = read_classes(&from.connection)?;
        let live: HashSet<ClassId> = classes.iter().map(|(class, _)| *class).collect();
        let photos = read_photos(&from.connection, &live)?;
        let known: HashSet<PhotoId> = photos.iter().map(|(photo, _)| *photo).collect();
        let largest = |ids: &mut dyn Iterator<Item = u32>| ids.max().unwrap_or(0);
        let last_ids = (
            last_id(&from.connection, "class", largest(&mut classes.iter().map(|(class, _)| class.0)))?,
            last_id(&from.connection, "photo", largest(&mut photos.iter().map(|(photo, _)| photo.0)))?,
        );
        Ok(Self {
            head: from.head()?.and_then(|head| valid::usable_head(head, &live, &known)),
            classes,
            photos,
            settings: from.settings()?,
            name: from.name()?,
            last_ids,
        })
    }

    fn write(&self, into: &Connection) -> Result<()> {
        let mut statement = into.prepare("INSERT INTO class (id, name, position) VALUES (?1, ?2, ?3)")?;
        for (position, (class, name)) in self.classes.iter().enumerate() {
            statement.execute(params![class.0, name, position as i64 + 1])?;
        }
        // The table has no unique index, so REPLACE does not work.
        for (table, id) in [("class", self.last_ids.0), ("photo", self.last_ids.1)] {
            into.execute("DELETE FROM sqlite_sequence WHERE name = ?1", [table])?;
            into.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)", params![table, id])?;
        }
        into.execute("DELETE FROM setting", [])?;
        write_setting(into, "settings", &self.settings)?;
        if let Some(name) = &self.name {
            write_setting(into, "name", name)?;
        }
        self.head.as_ref().map_or(Ok(()), |head| write_head(into, head))
    }
}

/// The existing classes, in order, with valid names.
fn read_classes(from: &Connection) -> Result<Vec<(ClassId, String)>, Failure> {
    let mut statement = from.prepare("SELECT id, name, position FROM class ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut classes: Vec<(i64, ClassId, String)> = Vec::new();
    let mut order = Order::default();
    while let Some(row) = rows.next()? {
        let id = order.next(row, || msg!("flaw-class-numbers"))?;
        if let Some(position) = row.get::<_, Option<i64>>(2)? {
            classes.push((position, ClassId(id), one_line(row.get_ref(1)?.as_str()?)));
        }
    }
    classes.sort_unstable_by_key(|(position, class, _)| (*position, *class));
    valid::check_class_names(classes.iter().map(|(.., name)| name.as_str()))?;
    valid::clean_class_names(&mut classes.iter_mut().map(|(.., name)| name).collect::<Vec<_>>());
    Ok(classes.into_iter().map(|(_, class, name)| (class, name)).collect())
}

/// A name as earlier versions stored it: trimmed, on one line.
fn one_line(name: &str) -> String {
    let printable = |character: char| if character.is_control() { ' ' } else { character };
    name.chars().map(printable).collect::<String>().trim().to_owned()
}

/// The photos of these classes, in order.
fn read_photos(from: &Connection, classes: &HashSet<ClassId>) -> Result<Vec<(PhotoId, ClassId)>, Failure> {
    let mut statement = from.prepare("SELECT id, class FROM photo ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut photos = Vec::new();
    let mut order = Order::default();
    while let Some(row) = rows.next()? {
        let id = order.next(row, || msg!("flaw-photo-numbers"))?;
        let Some(class) = row.get::<_, Option<u32>>(1)?.map(ClassId) else { continue };
        if !classes.contains(&class) {
            return Err(Failure::flaw(msg!("flaw-photo-without-class")));
        }
        photos.push((PhotoId(id), class));
        if photos.len() > valid::PHOTOS {
            return Err(Failure::flaw(msg!("flaw-too-many-photos", limit = valid::PHOTOS)));
        }
    }
    Ok(photos)
}

/// Checks that ids rise, stay within their range and end: a forged file can lead in circles.
#[derive(Default)]
struct Order {
    last: u32,
    rows: usize,
}

impl Order {
    fn next(&mut self, row: &Row<'_>, disorder: fn() -> Message) -> Result<u32, Failure> {
        let id: i64 = row.get(0)?;
        self.rows += 1;
        let in_range = u32::try_from(id).ok().filter(|id| (self.last + 1..=valid::LARGEST_ID).contains(id));
        match in_range {
            Some(id) if self.rows <= ROWS => {
                self.last = id;
                Ok(id)
            }
            _ => Err(Failure::Flaw(disorder(), id.to_string())),
        }
    }
}

/// The largest id that a table ever used: ids are never reused, not even in a copy.
fn last_id(from: &Connection, table: &str, at_least: u32) -> Result<u32, Failure> {
    let sql = "SELECT seq FROM sqlite_sequence WHERE name = ?1 AND typeof(seq) = 'integer' LIMIT 1";
    let stored: Option<i64> = from.query_row(sql, [table], |row| row.get(0)).optional()?;
    let stored = stored.and_then(|id| u32::try_from(id).ok()).filter(|id| *id <= valid::LARGEST_ID);
    Ok(stored.unwrap_or(0).max(at_least))
}

/// Copies a photo with its file, thumbnail and features. Only one photo is in memory at a time. The file is copied
/// without its metadata.
fn copy_photo(
    from: &Project,
    into: &Connection,
    (photo, class): (PhotoId, ClassId),
    with_place: bool,
) -> Result<(), Failure> {
    // An earlier attempt may have stored the photo although it reported an error, because the device stopped
    // responding.
    let sql = "SELECT EXISTS (SELECT 1 FROM photo WHERE id = ?1)";
    if into.prepare_cached(sql)?.query_row([photo.0], |row| row.get(0))? {
        return Ok(());
    }
    let sql = "SELECT name, hash, width, height, media_type, jpeg, bytes FROM photo
               LEFT JOIN photo_file ON photo_file.photo = photo.id
               LEFT JOIN thumbnail ON thumbnail.photo = photo.id WHERE photo.id = ?1";
    let mut statement = from.connection.prepare_cached(sql)?;
    let mut rows = statement.query([photo.0])?;
    let Some(row) = rows.next()? else { return Ok(()) };
    let (media_type, thumbnail, bytes) = (row.get_ref(4)?, row.get_ref(5)?, row.get_ref(6)?);
    let (Some(media_type), Some(thumbnail), Some(bytes)) =
        (media_type.as_str_or_null()?, thumbnail.as_blob_or_null()?, bytes.as_blob_or_null()?)
    else {
        return Err(Failure::flaw(msg!(
            "flaw-photo-without-pixels",
            name = valid::photo_name(row.get_ref(0)?.as_str()?)
        )));
    };
    let found = PhotoRow {
        name: row.get_ref(0)?.as_str()?,
        hash: row.get_ref(1)?.as_blob()?,
        width: row.get(2)?,
        height: row.get(3)?,
        media_type,
        bytes,
        thumbnail,
    };
    found.check()?;
    let (bytes, thumbnail) = (strip(found.bytes), strip(found.thumbnail));
    let stripped = PhotoRow { bytes: &bytes, thumbnail: &thumbnail, ..found };
    insert_photo(into, photo, class, &stripped)?;
    copy_provenance(from, into, photo, with_place)?;
    copy_traits(from, into, photo)?;
    copy_features(from, into, photo)
}

fn insert_photo(
    into: &Connection,
    photo: PhotoId,
    class: ClassId,
    found: &PhotoRow<'_>,
) -> Result<(), Failure> {
    let sql = "SELECT EXISTS (SELECT 1 FROM photo WHERE hash = ?1)";
    if into.prepare_cached(sql)?.query_row([found.hash], |row| row.get(0))? {
        return Err(Failure::flaw(msg!("flaw-photo-twice", name = valid::photo_name(found.name))));
    }
    let sql = "INSERT INTO photo (id, hash, class, name, width, height) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let name = valid::photo_name(found.name);
    let row = params![photo.0, found.hash, class.0, name, found.width, found.height];
    into.prepare_cached(sql)?.execute(row)?;
    into.prepare_cached("INSERT INTO photo_file (photo, media_type, bytes) VALUES (?1, ?2, ?3)")?
        .execute(params![photo.0, found.media_type, found.bytes])?;
    into.prepare_cached("INSERT INTO thumbnail (photo, jpeg) VALUES (?1, ?2)")?
        .execute(params![photo.0, found.thumbnail])?;
    Ok(())
}

/// Copies the features of a photo, at most `FEATURES_PER_PHOTO`. If there are more, "whole" and "centre-288" come before
/// the views of older versions, "centre" and "augmented/…".
fn copy_features(from: &Project, into: &Connection, photo: PhotoId) -> Result<(), Failure> {
    let sql = "SELECT model, view, vector FROM feature WHERE photo = ?1
               ORDER BY model DESC, view DESC LIMIT ?2";
    let mut statement = from.connection.prepare_cached(sql)?;
    let mut rows = statement.query([photo.0, valid::FEATURES_PER_PHOTO])?;
    let mut insert = into.prepare_cached(
        "INSERT OR IGNORE INTO feature (photo, model, view, vector) VALUES (?1, ?2, ?3, ?4)",
    )?;
    while let Some(row) = rows.next()? {
        let (model, view) = (row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
        let vector = row.get_ref(2)?.as_blob()?;
        if valid::is_feature(model, view, vector) {
            insert.execute(params![photo.0, model, view, vector])?;
        } else if from.foreign {
            return Err(Failure::flaw(msg!("flaw-feature")));
        }
        // On this device, a damaged feature is simply computed again.
    }
    Ok(())
}

/// The error that says what went wrong and what the person can do about it.
fn explain(from: &Project, failure: Failure) -> Error {
    match failure {
        Failure::Flaw(sentence, detail) => {
            let advised = if from.foreign {
                msg!("flaw-of-file", sentence = sentence)
            } else {
                msg!("flaw-of-project", sentence = sentence)
            };
            Error::damaged(advised).with_detail(detail)
        }
        Failure::Error(error) if from.foreign => super::foreign::explain(error),
        Failure::Error(error) => error,
    }
}
