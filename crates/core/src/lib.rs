//! What the page and the worker of Handlens share: plain data, and the few computations that both need.
//!
//! | module | contents |
//! |---|---|
//! | [`protocol`] | commands and events between page and worker |
//! | [`config`] | settings and limits, with units and ranges |
//! | [`log`] | what a program did lately, for a report of a problem |
//! | [`message`] | messages for a person: a key and its values, independent of any language |
//! | [`file_kind`] | what a file is that is no photo |
//! | [`labelling`] | paths → the folder that names a photo's class |
//! | [`text`] | Unicode normalisation, and names of classes, photos and projects |
//! | [`metrics`] | results as they are shown |

pub mod config;
mod error;
pub mod file_kind;
pub mod labelling;
pub mod log;
pub mod message;
pub mod metrics;
pub mod protocol;
pub mod text;

pub use error::{Error, Result};
