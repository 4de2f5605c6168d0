//! A project's name and size.

use rusqlite::OptionalExtension;

use super::Project;
use super::feature::write_setting;
use crate::{Error, Result};
use handlens_core::msg;
use handlens_core::text::name;

/// Longest name of a project, in characters.
pub const PROJECT_NAME_CHARS: usize = 80;

/// Size of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Number of classes.
    pub classes: u32,
    /// Number of photos.
    pub photos: u32,
    /// Size of the database in bytes, including free pages and what can still be undone.
    pub bytes: u64,
}

impl Project {
    /// The project's name; none if it was never given one.
    pub fn name(&self) -> Result<Option<String>> {
        let sql = "SELECT value FROM setting WHERE key = 'name'";
        let json: Option<String> = self.connection.query_row(sql, [], |row| row.get(0)).optional()?;
        let name: Option<String> = json.and_then(|json| serde_json::from_str(&json).ok());
        Ok(name.and_then(|name| checked(&name).ok()))
    }

    /// Renames the project. The name is in the database, so that it is part of an exported file; it is not part of
    /// the journal.
    ///
    /// # Errors
    /// A sentence if the name is empty or too long.
    pub fn set_name(&mut self, name: &str) -> Result<()> {
        write_setting(&self.connection, "name", &checked(name)?)
    }

    /// The size of the project. Reads no photo.
    pub fn summary(&self) -> Result<Summary> {
        let number = |sql: &str| self.connection.query_row(sql, [], |row| row.get::<_, u32>(0));
        let pages = number("SELECT page_count FROM pragma_page_count")?;
        let page_bytes = number("SELECT page_size FROM pragma_page_size")?;
        Ok(Summary {
            classes: number("SELECT count(*) FROM class WHERE position IS NOT NULL")?,
            photos: number("SELECT count(*) FROM photo WHERE class IS NOT NULL")?,
            bytes: u64::from(pages) * u64::from(page_bytes),
        })
    }
}

/// A valid project name in its stored form.
fn checked(name: &str) -> Result<String> {
    let name = name::clean(name);
    let characters = name.chars().count();
    if characters == 0 {
        return Err(Error::request(msg!("project-needs-name")));
    }
    if characters > PROJECT_NAME_CHARS {
        return Err(Error::request(msg!(
            "project-name-too-long",
            limit = PROJECT_NAME_CHARS,
            characters = characters
        )));
    }
    Ok(name)
}
