//! Projects: their database and its journal, archives of photos, and the store of projects.
//!
//! Nothing here decides what happens to a project, and nothing here knows a model.

pub mod archive;
mod error;
pub mod project;
pub mod project_store;
pub mod text;

pub use error::{Error, Result};
