//! Adds photos in batches, as one change that can be undone or cancelled as a whole.
//!
//! While an import runs, the person can continue to work: other changes and other imports write entries that are
//! newer than the import's. Undo reverts entries newest first, so edits that an import adds later may only go into
//! its older entry if they do not depend on a newer one. If they do (for example on a class that was created
//! meanwhile), the import continues in a new entry; both have the import's id.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::edit::{class_named, class_state, creation, new_class};
use super::edit_kind::EditKind;
use super::feature::{read_setting, remove_setting, write_setting};
use super::journal::{ClassEdit, Edits, apply, forget_undone, insert_entry, read, tidy, write};
use super::provenance::write_provenance;
use super::{Change, ImportId, Imported, NewPhoto, PhotoChange, Project, valid};
use crate::{Error, Result};
use handlens_core::msg;
use handlens_core::protocol::{ClassId, PhotoId, PhotoInfo, Placement};
use handlens_vision::photo::PhotoHash;

/// Photos that are removed at a time if there is no space to journal more.
const REMOVED_AT_A_TIME: usize = 64;

impl Project {
    /// Begins a change that grows with each batch until it is finished or cancelled. Several imports may run at once.
    ///
    /// If the program ends before that, the import counts as finished with the photos that it had added, and
    /// [`Project::take_interrupted`] tells of it.
    pub fn begin_import(&mut self) -> Result<ImportId> {
        let transaction = self.begin()?;
        let entry = insert_entry(&transaction, &import_kind(&Edits::default()), "open", None)?;
        transaction.execute("UPDATE entry SET import = id WHERE id = ?1", [entry])?;
        transaction.commit()?;
        Ok(ImportId(entry))
    }

    /// The class that photos go to. If there is none with that name, it is created as part of the import.
    pub fn import_class(&mut self, import: ImportId, place: &Placement) -> Result<(ClassId, Change)> {
        let transaction = self.begin()?;
        let name = match place {
            Placement::Class(class) => {
                class_state(&transaction, *class)?;
                return Ok((*class, Change::default()));
            }
            Placement::Named(name) => name,
        };
        if let Some(class) = class_named(&transaction, name)? {
            return Ok((class.id, Change::default()));
        }
        forget_undone(&transaction)?;
        let edit = new_class(&transaction, name)?;
        let (class, kind) = (edit.class, creation(&edit));
        let edits = Edits { classes: vec![edit], photos: vec![] };
        append(&transaction, import, &edits)?;
        tidy(&transaction)?;
        transaction.commit()?;
        Ok((class, edits.into_change(&kind)))
    }

    /// Adds a batch of photos: all of them or none. Results are in the order of the photos.
    ///
    /// A deleted photo that is added again is restored, including its features.
    ///
    /// # Errors
    /// A sentence if a class is no longer in the project, or if the import has ended.
    pub fn import_photos(&mut self, import: ImportId, photos: Vec<NewPhoto>) -> Result<Vec<Imported>> {
        let transaction = self.begin()?;
        newest_entry(&transaction, import)?;
        let mut imported = Vec::with_capacity(photos.len());
        for photo in photos {
            let (id, name) = match find_with_name(&transaction, photo.hash)? {
                Some((photo, Some(class), _)) => {
                    imported.push(Imported::Duplicate { photo, class });
                    continue;
                }
                Some((id, None, name)) => (id, name),
                None => insert(&transaction, &photo)?,
            };
            class_state(&transaction, photo.class)?;
            let change = PhotoChange { photo: id, before: None, after: Some(photo.class) };
            forget_undone(&transaction)?;
            append(&transaction, import, &Edits { classes: vec![], photos: vec![change] })?;
            imported.push(Imported::Added(PhotoInfo { id, class: photo.class, name }));
        }
        tidy(&transaction)?;
        transaction.commit()?;
        self.purge_if_possible();
        Ok(imported)
    }

    /// Records how many files an import will read in all, so that [`Project::take_interrupted`] can tell it.
    pub fn expect_files(&mut self, import: ImportId, files: u32) -> Result<()> {
        write_setting(&self.connection, &expected_key(import.0), &files)
    }

    /// Ends an import, so that it can be undone. An import that added nothing leaves no entry.
    ///
    /// Classes that it created and that got no photo are removed, unless another change concerns them. The reported
    /// change is that removal.
    pub fn finish_import(&mut self, import: ImportId) -> Result<Change> {
        let transaction = self.begin()?;
        let removed = end(&transaction, import.0)?;
        tidy(&transaction)?;
        transaction.commit()?;
        self.tidy_up_if_possible();
        Ok(removed.into_change(&import_kind(&Edits::default())))
    }

    /// Removes all that an import added, including the classes that it created, unless something else uses them.
    ///
    /// As with undo, redo adds the photos again. The reported change is the removal.
    ///
    /// A full device may lack the space to journal so much at once. In that case photos are removed for good, a few
    /// at a time, and redo does not restore them.
    ///
    /// # Errors
    /// When nothing could be removed; the import is still running.
    pub fn cancel_import(&mut self, import: ImportId) -> Result<Change> {
        let mut outcome = self.take_import_back(import);
        if outcome.as_ref().is_err_and(|error| error.is_full()) {
            // Space may be available again, and only this way can be redone.
            outcome = self.take_import_back(import);
        }
        match outcome {
            Err(error) if error.is_full() => self.remove_import(import),
            outcome => outcome,
        }
    }

    fn take_import_back(&mut self, import: ImportId) -> Result<Change> {
        let transaction = self.begin()?;
        let entries = open_entries(&transaction, import.0)?;
        let mut added = Edits::default();
        for entry in &entries {
            let edits = read(&transaction, *entry)?;
            added.classes.extend(edits.classes);
            added.photos.extend(edits.photos);
        }
        let mut back = Edits::default();
        for change in added.photos {
            back.photos.extend(take_photo_back(&transaction, &entries, change.photo)?);
        }
        for edit in added.classes {
            back.classes.extend(take_class_back(&transaction, edit)?);
        }
        close(&transaction, import.0)?;
        forget_empty(&transaction, import.0)?;
        let again = back.clone().inverse();
        let kind = import_kind(&again);
        if !back.is_empty() {
            forget_undone(&transaction)?;
            let entry = insert_entry(&transaction, &kind, "undone", None)?;
            write(&transaction, entry, &again)?;
            apply(&transaction, &back)?;
        }
        tidy(&transaction)?;
        transaction.commit()?;
        self.tidy_up_if_possible();
        Ok(back.into_change(&kind))
    }

    /// Removes for good what an import added, a few photos at a time: each piece needs only a small journal and frees
    /// space for the next.
    fn remove_import(&mut self, import: ImportId) -> Result<Change> {
        let mut back = Edits::default();
        let mut pieces = REMOVED_AT_A_TIME;
        let removed = loop {
            match self.remove_some(import, pieces) {
                Ok((photos, more)) => {
                    back.photos.extend(photos);
                    if !more {
                        break Ok(());
                    }
                }
                Err(error) if error.is_full() && pieces > 1 => pieces = (pieces / 4).max(1),
                Err(error) => break Err(error),
            }
        };
        match removed.and_then(|()| self.close_removed(import)) {
            Ok(classes) => back.classes = classes,
            Err(error) if back.is_empty() => return Err(error),
            // The remaining photos stay; those removed cannot be restored.
            Err(_) => {}
        }
        self.tidy_up_if_possible();
        let kind = import_kind(&back.clone().inverse());
        Ok(back.into_change(&kind))
    }

    /// Removes some photos of an import for good. Returns them, and whether more are left.
    fn remove_some(&mut self, import: ImportId, photos: usize) -> Result<(Vec<PhotoChange>, bool)> {
        let transaction = self.begin()?;
        let entries = open_entries(&transaction, import.0)?;
        let mut ids = Vec::new();
        for entry in &entries {
            let sql = "SELECT photo FROM photo_edit WHERE entry = ?1 AND class_before IS NULL LIMIT ?2";
            let mut statement = transaction.prepare_cached(sql)?;
            let found = statement
                .query_map(params![entry, (photos - ids.len()) as u32], |row| row.get(0).map(PhotoId))?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            ids.extend(found);
        }
        let mut back = Vec::with_capacity(ids.len());
        for photo in &ids {
            back.extend(take_photo_back(&transaction, &entries, *photo)?);
            // Another import or an earlier change may still refer to it.
            transaction
                .prepare_cached(
                    "DELETE FROM photo WHERE id = ?1 AND class IS NULL
                     AND NOT EXISTS (SELECT 1 FROM photo_edit WHERE photo_edit.photo = photo.id)",
                )?
                .execute([photo.0])?;
            transaction
                .prepare_cached("DELETE FROM photo_edit WHERE photo = ?1 AND entry IN (SELECT id FROM entry WHERE import = ?2 AND state = 'open')")?
                .execute(params![photo.0, import.0])?;
        }
        transaction.commit()?;
        Ok((back, ids.len() == photos))
    }

    /// Closes an import whose photos have been removed, and removes the classes that it created.
    fn close_removed(&mut self, import: ImportId) -> Result<Vec<ClassEdit>> {
        let transaction = self.begin()?;
        let mut made = Vec::new();
        for entry in open_entries(&transaction, import.0)? {
            made.extend(read(&transaction, entry)?.classes);
        }
        let mut back = Vec::new();
        for edit in made {
            back.extend(take_class_back(&transaction, edit)?);
        }
        close(&transaction, import.0)?;
        forget_empty(&transaction, import.0)?;
        apply(&transaction, &Edits { classes: back.clone(), photos: vec![] })?;
        tidy(&transaction)?;
        transaction.commit()?;
        Ok(back)
    }

    /// Finishes the imports that a previous run of the program did not finish, and keeps what
    /// [`Project::take_interrupted`] tells of them.
    pub fn finish_interrupted_imports(&mut self) -> Result<()> {
        let transaction = self.begin()?;
        let imports: Vec<i64> = transaction
            .prepare("SELECT DISTINCT import FROM entry WHERE state = 'open'")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        if imports.is_empty() {
            return Ok(());
        }
        let mut told = read_setting::<Interrupted>(&transaction, INTERRUPTED)?;
        for import in imports {
            let added = "SELECT count(DISTINCT photo) FROM photo_edit JOIN entry ON entry.id = entry
                         WHERE import = ?1 AND state = 'open' AND class_before IS NULL";
            let added = transaction.query_row(added, [import], |row| row.get(0))?;
            let files = read_setting(&transaction, &expected_key(import))?;
            told = Some(Interrupted { added, files }.and(told));
            end(&transaction, import)?;
        }
        if let Some(told) = told {
            write_setting(&transaction, INTERRUPTED, &told)?;
        }
        tidy(&transaction)?;
        transaction.commit()?;
        Ok(())
    }

    /// What became of the imports that the program did not finish, once; none if all were finished, or if all files
    /// came in before the program ended.
    pub fn take_interrupted(&mut self) -> Result<Option<Interrupted>> {
        let told = self.interrupted()?;
        if read_setting::<Interrupted>(&self.connection, INTERRUPTED)?.is_some() {
            remove_setting(&self.connection, INTERRUPTED)?;
        }
        Ok(told)
    }

    /// What [`Project::take_interrupted`] would tell.
    pub fn interrupted(&self) -> Result<Option<Interrupted>> {
        let told = read_setting::<Interrupted>(&self.connection, INTERRUPTED)?;
        Ok(told.filter(|told| told.files.is_none_or(|files| told.added < files)))
    }
}

/// The setting that keeps an [`Interrupted`].
const INTERRUPTED: &str = "interrupted";

/// What became of imports that the program did not finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interrupted {
    /// Photos that were added.
    pub added: u32,
    /// Files that were to be read, if their number was known.
    pub files: Option<u32>,
}

impl Interrupted {
    fn and(self, other: Option<Self>) -> Self {
        let Some(other) = other else { return self };
        let files = self.files.zip(other.files).map(|(one, two)| one.saturating_add(two));
        Self { added: self.added.saturating_add(other.added), files }
    }
}

/// The setting that keeps the number of files of a running import.
fn expected_key(import: i64) -> String {
    format!("import-{import}")
}

/// Ends an import in the journal. Removes the classes that it created and that got no photo, unless another change
/// concerns them, and returns their removal.
fn end(connection: &Connection, import: i64) -> Result<Edits> {
    let mut removed = Edits::default();
    for entry in open_entries(connection, import)? {
        for edit in read(connection, entry)?.classes {
            removed.classes.extend(take_class_back(connection, edit)?);
        }
    }
    close(connection, import)?;
    apply(connection, &removed)?;
    Ok(removed)
}

/// Deletes entries after `entry` that only concerned photos that no longer exist: they have nothing left to undo.
fn forget_empty(connection: &Connection, entry: i64) -> Result<()> {
    connection.execute(
        "DELETE FROM entry WHERE id > ?1 AND state = 'done'
         AND NOT EXISTS (SELECT 1 FROM class_edit WHERE entry = entry.id)
         AND NOT EXISTS (SELECT 1 FROM photo_edit WHERE entry = entry.id)",
        [entry],
    )?;
    Ok(())
}

/// The photo with this hash and its class; no class if it was deleted.
pub(super) fn find(connection: &Connection, hash: PhotoHash) -> Result<Option<(PhotoId, Option<ClassId>)>> {
    Ok(find_with_name(connection, hash)?.map(|(photo, class, _)| (photo, class)))
}

type Found = (PhotoId, Option<ClassId>, String);

fn find_with_name(connection: &Connection, hash: PhotoHash) -> Result<Option<Found>> {
    let mut statement = connection.prepare_cached("SELECT id, class, name FROM photo WHERE hash = ?1")?;
    let found = statement.query_row([hash.0.as_slice()], |row| {
        Ok((PhotoId(row.get(0)?), row.get::<_, Option<u32>>(1)?.map(ClassId), row.get(2)?))
    });
    Ok(found.optional()?)
}

/// Stores a photo without a class. Also returns its stored name.
fn insert(connection: &Connection, photo: &NewPhoto) -> Result<(PhotoId, String)> {
    let name = valid::photo_name(&photo.name);
    connection
        .prepare_cached("INSERT INTO photo (hash, name, width, height) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![photo.hash.0.as_slice(), name, photo.width, photo.height])?;
    let id = u32::try_from(connection.last_insert_rowid())
        .map_err(|_| Error::project(msg!("photo-numbers-exhausted")))?;
    connection
        .prepare_cached("INSERT INTO photo_file (photo, media_type, bytes) VALUES (?1, ?2, ?3)")?
        .execute(params![id, photo.media_type, photo.bytes])?;
    connection
        .prepare_cached("INSERT INTO thumbnail (photo, jpeg) VALUES (?1, ?2)")?
        .execute(params![id, photo.thumbnail])?;
    write_provenance(connection, PhotoId(id), &photo.provenance)?;
    Ok((PhotoId(id), name))
}

/// Applies edits as part of an import: in its newest entry, or in a new one if they depend on entries after that.
fn append(connection: &Connection, import: ImportId, edits: &Edits) -> Result<()> {
    let mut entry = newest_entry(connection, import)?;
    if builds_on_newer(connection, entry, edits)? {
        entry = insert_entry(connection, &import_kind(&Edits::default()), "open", Some(import.0))?;
    }
    write(connection, entry, edits)?;
    apply(connection, edits)
}

fn newest_entry(connection: &Connection, import: ImportId) -> Result<i64> {
    let entry = open_entries(connection, import.0)?.last().copied();
    entry.ok_or_else(|| Error::request(msg!("import-has-ended")))
}

fn open_entries(connection: &Connection, import: i64) -> Result<Vec<i64>> {
    let sql = "SELECT id FROM entry WHERE import = ?1 AND state = 'open' ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let entries = statement.query_map([import], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(entries)
}

/// Whether the edits depend on entries after `entry`, which undo would revert first.
fn builds_on_newer(connection: &Connection, entry: i64, edits: &Edits) -> Result<bool> {
    let exists = |sql: &str, parameters: &[i64]| -> Result<bool> {
        let mut statement = connection.prepare_cached(sql)?;
        Ok(statement.exists(rusqlite::params_from_iter(parameters))?)
    };
    // A new class needs its name and position, which a newer entry may have freed.
    if !edits.classes.is_empty() && exists("SELECT 1 FROM class_edit WHERE entry > ?1", &[entry])? {
        return Ok(true);
    }
    for change in &edits.photos {
        let photo = i64::from(change.photo.0);
        let class = change.after.map_or(0, |class| i64::from(class.0));
        if exists("SELECT 1 FROM class_edit WHERE entry > ?1 AND class = ?2", &[entry, class])?
            || exists("SELECT 1 FROM photo_edit WHERE entry >= ?1 AND photo = ?2", &[entry, photo])?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Turns an import's entries into ordinary ones, deletes empty ones, and forgets how many files were expected.
fn close(connection: &Connection, import: i64) -> Result<()> {
    for entry in open_entries(connection, import)? {
        let edits = read(connection, entry)?;
        if edits.is_empty() {
            connection.execute("DELETE FROM entry WHERE id = ?1", [entry])?;
        } else {
            let sql = "UPDATE entry SET state = 'done', description = ?2 WHERE id = ?1";
            connection.execute(sql, params![entry, import_kind(&edits).to_stored()?])?;
        }
    }
    remove_setting(connection, &expected_key(import))
}

/// The kind of an import: the number of photos, or its classes if it added no photos.
fn import_kind(edits: &Edits) -> EditKind {
    match (edits.photos.len(), edits.classes.as_slice()) {
        (0, [edit]) if edit.after.is_some() => creation(edit),
        (0, [_, ..]) => EditKind::CreateClasses,
        (count, _) => EditKind::AddPhotos { photos: count as u64 },
    }
}

/// Removes a photo from the project, and from the journal since one of the import's `entries` added it, as if it had
/// never been added.
///
/// If it was deleted meanwhile and added again by another import, it belongs to that one and stays.
fn take_photo_back(connection: &Connection, entries: &[i64], photo: PhotoId) -> Result<Option<PhotoChange>> {
    let sql = "SELECT max(entry) FROM photo_edit WHERE photo = ?1 AND class_before IS NULL";
    let added: Option<i64> = connection.prepare_cached(sql)?.query_row([photo.0], |row| row.get(0))?;
    let Some(added) = added.filter(|entry| entries.contains(entry)) else { return Ok(None) };
    let sql = "DELETE FROM photo_edit WHERE photo = ?1 AND entry >= ?2";
    connection.prepare_cached(sql)?.execute(params![photo.0, added])?;
    let class: Option<u32> =
        connection.query_row("SELECT class FROM photo WHERE id = ?1", [photo.0], |row| row.get(0))?;
    let change = class.map(|class| PhotoChange { photo, before: Some(ClassId(class)), after: None });
    // Applied at once, so that its class counts as empty below.
    if let Some(change) = change {
        apply(connection, &Edits { classes: vec![], photos: vec![change] })?;
    }
    Ok(change)
}

/// Removes a class that the import created, unless it contains a photo or another change concerns it.
fn take_class_back(connection: &Connection, made: ClassEdit) -> Result<Option<ClassEdit>> {
    let class = made.class.0;
    let sql = "SELECT EXISTS (SELECT 1 FROM photo WHERE class = ?1)
               OR EXISTS (SELECT 1 FROM photo_edit WHERE ?1 IN (class_before, class_after))
               OR (SELECT count(*) FROM class_edit WHERE class = ?1) > 1";
    if connection.query_row(sql, [class], |row| row.get(0))? {
        return Ok(None);
    }
    connection.execute("DELETE FROM class_edit WHERE class = ?1", [class])?;
    Ok(Some(ClassEdit { class: made.class, before: made.after, after: None }))
}
