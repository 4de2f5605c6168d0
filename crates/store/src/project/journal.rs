//! The journal stores every change with the state before and after it, so that undo and redo are one generic step.
//!
//! The journal is a sequence: entries that are done, then entries that were undone. A new change deletes the latter.
//! The entry of an import stays *open* while it grows; nothing can be undone meanwhile.
//!
//! Only the newest [`JOURNAL_ENTRIES`] are kept. Deleted photos and classes that no entry refers to any more are
//! purged, that is, removed from the device for good.
//!
//! The kind of each change is stored; its description is rendered in the reader's language.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::edit_kind::EditKind;
use super::{Change, PhotoChange, Project};
use crate::{Error, Result};
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::{ClassId, PhotoId};

/// Number of changes that can be undone.
pub const JOURNAL_ENTRIES: u32 = 200;

/// Name and position of an existing class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ClassState {
    pub(super) name: String,
    pub(super) position: i64,
}

/// State of a class before and after a change; none if the class does not exist then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ClassEdit {
    pub(super) class: ClassId,
    pub(super) before: Option<ClassState>,
    pub(super) after: Option<ClassState>,
}

/// All edits of one change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Edits {
    pub(super) classes: Vec<ClassEdit>,
    pub(super) photos: Vec<PhotoChange>,
}

impl Edits {
    pub(super) fn is_empty(&self) -> bool {
        self.classes.is_empty() && self.photos.is_empty()
    }

    pub(super) fn inverse(self) -> Self {
        let classes = self.classes.into_iter();
        let invert =
            |edit: ClassEdit| ClassEdit { class: edit.class, before: edit.after, after: edit.before };
        Self {
            classes: classes.map(invert).collect(),
            photos: self.photos.into_iter().map(PhotoChange::inverse).collect(),
        }
    }

    pub(super) fn into_change(self, kind: &EditKind) -> Change {
        Change { description: kind.message(), classes_changed: !self.classes.is_empty(), photos: self.photos }
    }
}

impl Project {
    /// Undoes the last change; none if there is nothing to undo.
    ///
    /// # Errors
    /// A sentence while an import is running.
    pub fn undo(&mut self) -> Result<Option<Change>> {
        self.step("SELECT max(id) FROM entry WHERE state = 'done'", "undone", Edits::inverse)
    }

    /// Redoes the change that was undone last; none if there is nothing to redo.
    ///
    /// # Errors
    /// A sentence while an import is running.
    pub fn redo(&mut self) -> Result<Option<Change>> {
        self.step("SELECT min(id) FROM entry WHERE state = 'undone'", "done", |edits| edits)
    }

    /// Descriptions of the changes that undo and redo would apply. Both are none while an import is running.
    pub fn journal(&self) -> Result<(Option<Message>, Option<Message>)> {
        if has_open_entries(&self.connection)? {
            return Ok((None, None));
        }
        let describe = |sql| {
            let kind = |row: &Row<'_>| Ok(EditKind::from_stored(row.get(0)?).message());
            self.connection.query_row(sql, [], kind).optional()
        };
        let undo = "SELECT description FROM entry WHERE state = 'done' ORDER BY id DESC LIMIT 1";
        let redo = "SELECT description FROM entry WHERE state = 'undone' ORDER BY id LIMIT 1";
        Ok((describe(undo)?, describe(redo)?))
    }

    fn step(&mut self, choose: &str, state: &str, direct: fn(Edits) -> Edits) -> Result<Option<Change>> {
        let transaction = self.begin()?;
        if has_open_entries(&transaction)? {
            return Err(Error::request(msg!("photos-still-being-added")));
        }
        let Some(entry) = transaction.query_row(choose, [], |row| row.get::<_, Option<i64>>(0))? else {
            return Ok(None);
        };
        let edits = direct(read(&transaction, entry)?);
        apply(&transaction, &edits)?;
        let kind = transaction.query_row(
            "UPDATE entry SET state = ?2 WHERE id = ?1 RETURNING description",
            params![entry, state],
            |row| Ok(EditKind::from_stored(row.get(0)?)),
        )?;
        transaction.commit()?;
        Ok(Some(edits.into_change(&kind)))
    }
}

/// Applies a change and records it as one entry. Records nothing if there is nothing to do.
pub(super) fn record(connection: &Connection, kind: &EditKind, edits: Edits) -> Result<Change> {
    if edits.is_empty() {
        return Ok(Change { description: kind.message(), ..Change::default() });
    }
    forget_undone(connection)?;
    let entry = insert_entry(connection, kind, "done", None)?;
    write(connection, entry, &edits)?;
    apply(connection, &edits)?;
    tidy(connection)?;
    Ok(edits.into_change(kind))
}

/// Inserts a new entry as the newest one.
pub(super) fn insert_entry(
    connection: &Connection,
    kind: &EditKind,
    state: &str,
    import: Option<i64>,
) -> Result<i64> {
    connection
        .prepare_cached("INSERT INTO entry (description, state, import) VALUES (?1, ?2, ?3)")?
        .execute(params![kind.to_stored()?, state, import])?;
    Ok(connection.last_insert_rowid())
}

/// Appends edits to an entry.
pub(super) fn write(connection: &Connection, entry: i64, edits: &Edits) -> Result<()> {
    let mut statement =
        connection.prepare_cached("INSERT INTO class_edit VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for ClassEdit { class, before, after } in &edits.classes {
        let (before, after) = (before.as_ref(), after.as_ref());
        statement.execute(params![
            entry,
            class.0,
            before.map(|state| &state.name),
            before.map(|state| state.position),
            after.map(|state| &state.name),
            after.map(|state| state.position),
        ])?;
    }
    let mut statement = connection.prepare_cached("INSERT INTO photo_edit VALUES (?1, ?2, ?3, ?4)")?;
    for PhotoChange { photo, before, after } in &edits.photos {
        statement.execute(params![entry, photo.0, before.map(|id| id.0), after.map(|id| id.0)])?;
    }
    Ok(())
}

/// The edits of an entry.
pub(super) fn read(connection: &Connection, entry: i64) -> Result<Edits> {
    let sql = "SELECT class, name_before, position_before, name_after, position_after
               FROM class_edit WHERE entry = ?1 ORDER BY class";
    let mut statement = connection.prepare_cached(sql)?;
    let classes = statement.query_map([entry], |row| {
        let state = |name, position| -> rusqlite::Result<Option<ClassState>> {
            let name: Option<String> = row.get(name)?;
            let position: Option<i64> = row.get(position)?;
            Ok(name.zip(position).map(|(name, position)| ClassState { name, position }))
        };
        Ok(ClassEdit { class: ClassId(row.get(0)?), before: state(1, 2)?, after: state(3, 4)? })
    })?;
    let classes = classes.collect::<rusqlite::Result<_>>()?;
    let sql = "SELECT photo, class_before, class_after FROM photo_edit WHERE entry = ?1 ORDER BY photo";
    let mut statement = connection.prepare_cached(sql)?;
    let photos = statement.query_map([entry], |row| {
        Ok(PhotoChange {
            photo: PhotoId(row.get(0)?),
            before: row.get::<_, Option<u32>>(1)?.map(ClassId),
            after: row.get::<_, Option<u32>>(2)?.map(ClassId),
        })
    })?;
    Ok(Edits { classes, photos: photos.collect::<rusqlite::Result<_>>()? })
}

/// Applies edits to classes and photos.
pub(super) fn apply(connection: &Connection, edits: &Edits) -> Result<()> {
    for edit in &edits.classes {
        match &edit.after {
            Some(ClassState { name, position }) => connection
                .prepare_cached("UPDATE class SET name = ?2, position = ?3 WHERE id = ?1")?
                .execute(params![edit.class.0, name, position])?,
            None => connection
                .prepare_cached("UPDATE class SET position = NULL WHERE id = ?1")?
                .execute([edit.class.0])?,
        };
    }
    let mut statement = connection.prepare_cached("UPDATE photo SET class = ?2 WHERE id = ?1")?;
    for change in &edits.photos {
        statement.execute(params![change.photo.0, change.after.map(|class| class.0)])?;
    }
    Ok(())
}

/// Deletes undone entries, because a new change replaces them.
pub(super) fn forget_undone(connection: &Connection) -> Result<()> {
    connection.execute("DELETE FROM entry WHERE state = 'undone'", [])?;
    Ok(())
}

/// Deletes entries beyond [`JOURNAL_ENTRIES`], and classes that no entry refers to any more.
pub(super) fn tidy(connection: &Connection) -> Result<()> {
    connection.execute(
        "DELETE FROM entry WHERE state = 'done'
         AND id NOT IN (SELECT id FROM entry ORDER BY id DESC LIMIT ?1)",
        [JOURNAL_ENTRIES],
    )?;
    connection.execute(
        "DELETE FROM class WHERE position IS NULL
         AND NOT EXISTS (SELECT 1 FROM class_edit WHERE class_edit.class = class.id)
         AND NOT EXISTS (SELECT 1 FROM photo_edit WHERE class.id IN (class_before, class_after))",
        [],
    )?;
    Ok(())
}

/// Whether an import is running.
pub(super) fn has_open_entries(connection: &Connection) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM entry WHERE state = 'open')";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use handlens_i18n::Localise;

    use super::*;

    #[test]
    fn words_of_an_earlier_version_are_shown_and_can_be_undone() {
        let mut project = Project::in_memory().expect("a project");
        project.create_class("A").expect("a class");
        project.connection.execute("UPDATE entry SET description = 'Create class “A”'", []).expect("words");
        let (undo, _) = project.journal().expect("the journal");
        assert_eq!(undo, Some(Message::verbatim("Create class “A”")));
        let back = project.undo().expect("an undo").expect("something to undo");
        assert_eq!(back.description.text(), "Create class “A”");
    }
}
