//! Handlens: a web page that learns to tell a person's own photos apart, on their device.
//!
//! Four programs go to the browser. The *page* shows; the *worker* decodes, embeds, trains and stores; and where there
//! is no GPU, *embedders* lend it the other cores. A fourth decodes HEIC, where the browser cannot. Page and worker speak the messages of [`protocol`]. The way of a photo is the order of the modules:
//!
//! | module | from → to | never |
//! |---|---|---|
//! | [`photo`] | bytes → oriented RGB, views, thumbnail, hash | names Burn |
//! | [`labelling`] | paths → which folder names a photo's class | reads a file |
//! | [`archive`] | a ZIP or `.tm` → photos and their classes; and back | unpacks to a disk |
//! | [`model`] | views → features `[B, 1280]`, ImageNet logits | names a person's classes |
//! | [`train`] | features → head, cross-validated | touches pixels or the database |
//! | [`metrics`] | held-out answers → figures | names Burn |
//! | [`project`] | classes, photos, features, journal in SQLite | decides anything |
//! | [`device`] | which GPU or CPU runs the work | |
//! | [`session`] | an open project: [`protocol::Command`] in, [`protocol::Event`]s out | is bypassed: only it changes a project |
//! | [`shelf`] | where projects are kept | looks into a project |
//! | [`desk`] | which project is open, and what goes in and out as a whole | |
//! | [`text`] | names and old encodings → clean text | knows what is named |
//!
//! What a person reads is a [`words::Saying`]. `web` (the browser's edge) and `ui` (Leptos) exist in wasm only; everything else runs natively too, and is
//! tested there. ARCHITECTURE.md holds the rules between the parts.

#[cfg(feature = "engine")]
pub mod archive;
pub mod config;
#[cfg(all(target_arch = "wasm32", any(feature = "engine", feature = "embedder", feature = "heic")))]
pub mod constructors;
#[cfg(feature = "engine")]
pub mod desk;
#[cfg(feature = "engine")]
pub mod device;
pub mod error;
pub mod labelling;
pub mod metrics;
#[cfg(any(feature = "engine", feature = "embedder"))]
pub mod model;
#[cfg(any(feature = "engine", feature = "embedder", feature = "heic"))]
pub mod photo;
#[cfg(feature = "engine")]
pub mod project;
pub mod protocol;
#[cfg(feature = "engine")]
pub mod session;
#[cfg(feature = "engine")]
pub mod shelf;
pub mod text;
#[cfg(feature = "engine")]
pub mod train;
#[cfg(feature = "interface")]
pub mod ui;
#[cfg(all(target_arch = "wasm32", any(feature = "engine", feature = "embedder", feature = "heic")))]
pub mod web;
pub mod words;

pub use error::{Error, Result};
