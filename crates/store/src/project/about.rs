//! What a project is called and how large it is.

use rusqlite::OptionalExtension;

use super::Project;
use super::feature::write_setting;
use crate::{Error, Result};
use handlens_core::msg;
use handlens_core::text::name;

/// Longest name of a project, in characters.
pub const PROJECT_NAME_CHARS: usize = 80;

/// How much a project holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Classes.
    pub classes: u32,
    /// Photos.
    pub photos: u32,
    /// Size of the database in bytes: with what can still be undone, and with free pages.
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

    /// Gives the project a name. It lies in the database, so that it travels with an exported file; it is no
    /// part of the journal.
    ///
    /// # Errors
    /// A sentence if the name is empty or too long.
    pub fn set_name(&mut self, name: &str) -> Result<()> {
        write_setting(&self.connection, "name", &checked(name)?)
    }

    /// How much the project holds. Reads no photo.
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

/// A name that a project may have, in the form that is stored.
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
