//! Changes of classes and of photos' classes: create, rename, merge, delete, move.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};

use super::edit_kind::EditKind;
use super::journal::{ClassEdit, ClassState, Edits, record};
use super::{Change, PhotoChange, Project, valid};
use crate::{Error, Result};
use handlens_core::config::limits;
use handlens_core::msg;
use handlens_core::protocol::{ClassId, ClassInfo, PhotoId};
use handlens_core::text::name;

impl Project {
    /// Adds an empty class after the others.
    ///
    /// # Errors
    /// A sentence if the name is empty, too long or taken (ignoring case), or if there are too many classes.
    pub fn create_class(&mut self, name: &str) -> Result<Change> {
        let transaction = self.begin()?;
        let edit = new_class(&transaction, name)?;
        let kind = creation(&edit);
        let change = record(&transaction, &kind, Edits { classes: vec![edit], photos: vec![] })?;
        transaction.commit()?;
        self.tidy_up_if_possible();
        Ok(change)
    }

    /// Renames a class. The rules are those of [`Project::create_class`].
    pub fn rename_class(&mut self, class: ClassId, name: &str) -> Result<Change> {
        let transaction = self.begin()?;
        let before = class_state(&transaction, class)?;
        let name = checked_name(&transaction, name, Some(class))?;
        let kind = EditKind::RenameClass { before: before.name.clone(), after: name.clone() };
        let mut edits = Edits::default();
        if before.name != name {
            let after = ClassState { name, position: before.position };
            edits.classes.push(ClassEdit { class, before: Some(before), after: Some(after) });
        }
        let change = record(&transaction, &kind, edits)?;
        transaction.commit()?;
        self.tidy_up_if_possible();
        Ok(change)
    }

    /// Moves all photos of `from` to `into`, and deletes `from`.
    pub fn merge_classes(&mut self, from: ClassId, into: ClassId) -> Result<Change> {
        if from == into {
            return Err(Error::request(msg!("class-merged-into-itself")));
        }
        let transaction = self.begin()?;
        let (ends, stays) = (class_state(&transaction, from)?, class_state(&transaction, into)?);
        let kind = EditKind::MergeClasses { from: ends.name.clone(), into: stays.name };
        let edits = Edits {
            photos: photo_changes(photos_of(&transaction, from)?, from, Some(into)),
            classes: vec![ClassEdit { class: from, before: Some(ends), after: None }],
        };
        let change = record(&transaction, &kind, edits)?;
        transaction.commit()?;
        self.tidy_up_if_possible();
        Ok(change)
    }

    /// Deletes a class and its photos.
    pub fn delete_class(&mut self, class: ClassId) -> Result<Change> {
        let transaction = self.begin()?;
        let before = class_state(&transaction, class)?;
        let photos = photos_of(&transaction, class)?;
        let kind = EditKind::DeleteClass { name: before.name.clone(), photos: photos.len() as u64 };
        let edits = Edits {
            photos: photo_changes(photos, class, None),
            classes: vec![ClassEdit { class, before: Some(before), after: None }],
        };
        let change = record(&transaction, &kind, edits)?;
        transaction.commit()?;
        self.tidy_up_if_possible();
        Ok(change)
    }

    /// Moves photos to another class. Photos that are already in it are not part of the change.
    pub fn move_photos(&mut self, photos: &[PhotoId], class: ClassId) -> Result<Change> {
        let transaction = self.begin()?;
        let target = class_state(&transaction, class)?;
        let mut photos = changes_to(&transaction, photos, Some(class))?;
        photos.retain(|change| change.before != change.after);
        let kind = EditKind::MovePhotos { photos: photos.len() as u64, class: target.name };
        let change = record(&transaction, &kind, Edits { classes: vec![], photos })?;
        transaction.commit()?;
        self.tidy_up_if_possible();
        Ok(change)
    }

    /// Deletes photos.
    pub fn delete_photos(&mut self, photos: &[PhotoId]) -> Result<Change> {
        let transaction = self.begin()?;
        let photos = changes_to(&transaction, photos, None)?;
        let kind = EditKind::DeletePhotos { photos: photos.len() as u64 };
        let change = record(&transaction, &kind, Edits { classes: vec![], photos })?;
        transaction.commit()?;
        self.tidy_up_if_possible();
        Ok(change)
    }
}

/// All existing classes, in order.
pub(super) fn live_classes(connection: &Connection) -> Result<Vec<ClassInfo>> {
    let sql = "SELECT id, name FROM class WHERE position IS NOT NULL ORDER BY position, id";
    let mut statement = connection.prepare_cached(sql)?;
    let classes = statement
        .query_map([], |row| Ok(ClassInfo { id: ClassId(row.get(0)?), name: row.get(1)? }))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(classes)
}

/// Name and position of an existing class.
pub(super) fn class_state(connection: &Connection, class: ClassId) -> Result<ClassState> {
    let sql = "SELECT name, position FROM class WHERE id = ?1 AND position IS NOT NULL";
    let mut statement = connection.prepare_cached(sql)?;
    let state = statement
        .query_row([class.0], |row| Ok(ClassState { name: row.get(0)?, position: row.get(1)? }))
        .optional()?;
    state.ok_or_else(|| Error::request(msg!("class-no-longer-there")))
}

/// The class with this name, ignoring case and Unicode composition.
pub(super) fn class_named(connection: &Connection, name: &str) -> Result<Option<ClassInfo>> {
    // In Rust, because SQLite only folds the case of ASCII letters.
    let key = name::key(name);
    Ok(live_classes(connection)?.into_iter().find(|class| name::key(&class.name) == key))
}

/// Reserves the id of a new class, which exists once the edit is applied.
pub(super) fn new_class(connection: &Connection, name: &str) -> Result<ClassEdit> {
    let name = checked_name(connection, name, None)?;
    let (count, position) = connection.query_row(
        "SELECT count(*), coalesce(max(position), 0) + 1 FROM class WHERE position IS NOT NULL",
        [],
        |row| Ok((row.get::<_, u32>(0)?, row.get(1)?)),
    )?;
    if count as usize >= limits::CLASSES {
        return Err(Error::request(msg!("class-limit-reached", limit = limits::CLASSES)));
    }
    connection.execute("INSERT INTO class (name) VALUES (?1)", [&name])?;
    let class = u32::try_from(connection.last_insert_rowid())
        .map(ClassId)
        .map_err(|_| Error::project(msg!("class-numbers-exhausted")))?;
    Ok(ClassEdit { class, before: None, after: Some(ClassState { name, position }) })
}

/// The kind of edit that creates a class.
pub(super) fn creation(edit: &ClassEdit) -> EditKind {
    EditKind::CreateClass { name: edit.after.as_ref().map_or_else(String::new, |state| state.name.clone()) }
}

fn checked_name(connection: &Connection, name: &str, renamed: Option<ClassId>) -> Result<String> {
    let name = valid::class_name(name);
    let characters = name.chars().count();
    if characters == 0 {
        return Err(Error::request(msg!("class-needs-name")));
    }
    if characters > limits::CLASS_NAME_CHARS {
        return Err(Error::request(msg!(
            "class-name-too-long",
            limit = limits::CLASS_NAME_CHARS,
            characters = characters
        )));
    }
    match class_named(connection, &name)? {
        Some(other) if Some(other.id) != renamed => {
            Err(Error::request(msg!("class-name-taken", name = other.name)))
        }
        _ => Ok(name),
    }
}

fn photos_of(connection: &Connection, class: ClassId) -> Result<Vec<PhotoId>> {
    let mut statement = connection.prepare_cached("SELECT id FROM photo WHERE class = ?1 ORDER BY id")?;
    let photos =
        statement.query_map([class.0], |row| row.get(0).map(PhotoId))?.collect::<rusqlite::Result<_>>()?;
    Ok(photos)
}

fn photo_changes(photos: Vec<PhotoId>, before: ClassId, after: Option<ClassId>) -> Vec<PhotoChange> {
    let change = |photo| PhotoChange { photo, before: Some(before), after };
    photos.into_iter().map(change).collect()
}

/// The change of each photo to the class `after`. Photos may be listed more than once, and must be in the project.
fn changes_to(
    connection: &Connection,
    photos: &[PhotoId],
    after: Option<ClassId>,
) -> Result<Vec<PhotoChange>> {
    let sql = "SELECT class FROM photo WHERE id = ?1 AND class IS NOT NULL";
    let mut statement = connection.prepare_cached(sql)?;
    let photos: BTreeSet<PhotoId> = photos.iter().copied().collect();
    let mut changes = Vec::with_capacity(photos.len());
    for photo in photos {
        let before = statement.query_row([photo.0], |row| row.get(0)).optional()?;
        let Some(before) = before.map(ClassId) else {
            return Err(Error::request(msg!("photos-no-longer-there")));
        };
        changes.push(PhotoChange { photo, before: Some(before), after });
    }
    Ok(changes)
}
