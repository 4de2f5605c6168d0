//! Checks a project's integrity: `SQLite`'s own checks, and the rules between rows.

use rusqlite::Connection;

use super::valid::FEATURE_BYTES;
use super::{Project, valid};
use crate::Result;
use handlens_core::config::limits;
use handlens_core::message::Message;
use handlens_core::msg;

/// The message for a number of rows that break a rule.
type Told = fn(u32) -> Message;

/// Queries that count rows that must not exist, and the message for each.
const RULES: [(&str, Told); 8] = [
    (
        "SELECT count(*) FROM photo WHERE class IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM photo_file WHERE photo = photo.id)",
        |count| msg!("soundness-photos-without-pixels", count = count),
    ),
    (
        "SELECT count(*) FROM photo WHERE class IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM thumbnail WHERE photo = photo.id)",
        |count| msg!("soundness-photos-without-thumbnails", count = count),
    ),
    (
        "SELECT count(*) FROM photo JOIN class ON class.id = photo.class WHERE class.position IS NULL",
        |count| msg!("soundness-photos-in-deleted-class", count = count),
    ),
    (
        "SELECT count(*) FROM trait WHERE NOT (sharpness BETWEEN 0 AND 1 AND brightness BETWEEN 0 AND 1)",
        |count| msg!("soundness-photos-measured-wrongly", count = count),
    ),
    (
        "SELECT count(*) FROM entry WHERE state <> 'undone'
         AND id > (SELECT min(id) FROM entry WHERE state = 'undone')",
        |count| msg!("soundness-changes-after-undone", count = count),
    ),
    (
        "SELECT count(*) FROM entry WHERE NOT EXISTS (SELECT 1 FROM photo_edit WHERE entry = entry.id)
         AND NOT EXISTS (SELECT 1 FROM class_edit WHERE entry = entry.id) AND state <> 'open'",
        |count| msg!("soundness-changes-without-effect", count = count),
    ),
    // The newest entry that is done determines a photo's or class's state; without one, the oldest entry that was
    // undone does.
    (
        "SELECT count(*) FROM photo JOIN photo_edit ON photo = photo.id WHERE class IS NOT CASE
             (SELECT state FROM entry WHERE id = entry) WHEN 'undone' THEN class_before ELSE class_after END
         AND entry = coalesce(
             (SELECT max(entry) FROM photo_edit AS e JOIN entry ON entry.id = e.entry
              WHERE e.photo = photo.id AND state <> 'undone'),
             (SELECT min(entry) FROM photo_edit AS e WHERE e.photo = photo.id))",
        |count| msg!("soundness-photos-elsewhere", count = count),
    ),
    (
        "SELECT count(*) FROM class JOIN class_edit ON class = class.id WHERE position IS NOT CASE
             (SELECT state FROM entry WHERE id = entry) WHEN 'undone' THEN position_before ELSE position_after END
         AND entry = coalesce(
             (SELECT max(entry) FROM class_edit AS e JOIN entry ON entry.id = e.entry
              WHERE e.class = class.id AND state <> 'undone'),
             (SELECT min(entry) FROM class_edit AS e WHERE e.class = class.id))",
        |count| msg!("soundness-classes-elsewhere", count = count),
    ),
];

impl Project {
    /// Problems of the project, one sentence each; none if it is intact. Reads all of it.
    pub fn check(&self) -> Result<Vec<Message>> {
        let mut wrong = self.damage()?;
        // If the tables themselves are damaged, checking the rules is meaningless.
        if wrong.is_empty() {
            wrong.extend(self.broken_references()?);
            wrong.extend(self.broken_rules()?);
        }
        Ok(wrong)
    }

    fn damage(&self) -> Result<Vec<Message>> {
        let mut statement = self.connection.prepare("PRAGMA integrity_check")?;
        let said: Vec<String> =
            statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let told = said.into_iter().filter(|line| line != "ok");
        Ok(told.map(|line| msg!("soundness-damaged", detail = line)).collect())
    }

    fn broken_references(&self) -> Result<Vec<Message>> {
        let mut statement = self.connection.prepare("PRAGMA foreign_key_check")?;
        let rows = statement.query_map([], |row| {
            let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
            Ok(msg!("soundness-row-without-parent", table = table, parent = parent))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn broken_rules(&self) -> Result<Vec<Message>> {
        let mut wrong = Vec::new();
        let mut rule = |count: u32, what: fn(u32) -> Message| {
            if count > 0 {
                wrong.push(what(count));
            }
        };
        for (sql, what) in RULES {
            rule(count(&self.connection, sql)?, what);
        }
        let sql = format!("SELECT count(*) FROM feature WHERE length(vector) <> {FEATURE_BYTES}");
        rule(count(&self.connection, &sql)?, |count| {
            msg!("soundness-features-of-wrong-length", count = count)
        });
        let classes = self.classes()?;
        let too_many = classes.len().saturating_sub(limits::CLASSES) as u32;
        rule(too_many, |count| msg!("soundness-too-many-classes", count = count));
        if valid::check_class_names(classes.iter().map(|class| class.name.as_str())).is_err() {
            wrong.push(msg!("soundness-class-names"));
        }
        Ok(wrong)
    }
}

fn count(connection: &Connection, sql: &str) -> Result<u32> {
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}
