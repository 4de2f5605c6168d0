//! What the page and the worker of Handlens share: plain data, and the few figures that both compute.
//!
//! | module | what it is |
//! |---|---|
//! | [`protocol`] | commands and events between page and worker |
//! | [`config`] | settings and limits, with units and ranges |
//! | [`message`] | messages for a person: a key and its values, apart from any language |
//! | [`log`] | what a program did lately, for a report of a problem |
//! | [`labelling`] | paths → which folder names a photo's class |
//! | [`text`] | names in one form |
//! | [`metrics`] | results as they are shown |

pub mod config;
mod error;
pub mod labelling;
pub mod log;
pub mod message;
pub mod metrics;
pub mod protocol;
pub mod text;

pub use error::{Error, Result};
