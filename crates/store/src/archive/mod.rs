//! ZIP archives of photos: read on import, written on export.
//!
//! | file | does |
//! |---|---|
//! | `date` | dates of files, as ZIP stores them |
//! | `directory` | finds and walks an archive's central directory |
//! | `entry_filter` | sorts entries into photos, skipped files and refused files |
//! | `unpack` | the bytes of one entry |
//! | `read` | [`Archive`]: the photos in an archive and their classes |
//! | `entry_name` | an entry's path → names that can be shown |
//! | `write` | [`PhotoArchive`]: a ZIP of class folders, written as a stream |
//!
//! Nothing is unpacked to a disk, and only one photo at a time is in memory. What an archive says about itself is
//! never trusted: sizes, counts and names are bounded here. This module knows neither the database nor the browser.
//!
//! # What is read
//!
//! * **Class folders.** Which folder names the class is judged as if the archive had been unpacked into a folder of its
//!   name (`handlens_core::labelling`), so `project/cats/1.jpg`, `train/cats/1.jpg` and `val/cats/2.jpg` are all cats.
//!   Photos at the top level have no class.
//! * **Teachable Machine samples** (*Download samples* of one class): photos at the top level of
//!   `Class 1-samples.zip`. The class is in the archive's name.
//! * **Teachable Machine projects** (`.tm`). The maintainers say that the file is a ZIP that one may rename and
//!   unpack (googlecreativelab/teachablemachine-community, "Export Class + Download Samples"). Published projects
//!   (version 2.0.9 in kevinrobinson/conceptual-machine) hold one stored file per sample, named
//!   `<class>-!-<number>.jpg`, and `manifest.json` with `"type":"image"`, the version and the training settings. So
//!   the class is taken from the sample's name, and only the type from the manifest. The types of sound and pose
//!   projects are not documented; `audio` and `pose` are assumed, so the first samples are checked too. Without such
//!   names, the class folders count.

mod date;
mod directory;
mod entry_filter;
mod entry_name;
mod read;
mod unpack;
mod write;

pub use read::{Archive, ArchivedPhoto, Kind};
pub use write::PhotoArchive;
