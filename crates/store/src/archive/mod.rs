//! ZIP archives of photos: read from what a person drops in, written for what they take along.
//!
//! | file | does |
//! |---|---|
//! | `date` | when a file was last changed, as ZIP tells it |
//! | `directory` | finds and walks an archive's list of contents |
//! | `entry_filter` | tells photos from what is passed over and what is refused |
//! | `unpack` | the bytes of one entry |
//! | `read` | [`Archive`]: which photos are inside and where they belong |
//! | `entry_name` | an entry's path → names that can be shown |
//! | `write` | [`PhotoArchive`]: a ZIP of class folders, written as a stream |
//! | `crc` | the checksum that ZIP uses |
//!
//! Nothing is unpacked to a disk, and of the contents one photo at a time is in memory. What an archive says of
//! itself is never trusted: sizes, counts and names are bounded here. It knows neither the database nor the browser.
//!
//! # What is read
//!
//! * **Class folders.** The class is the innermost folder that holds the photo, so that `project/cats/1.jpg`,
//!   `train/cats/1.jpg` and `val/cats/2.jpg` all are cats. Photos at the top have no class of their own.
//! * **Teachable Machine's samples** (*Download samples* of one class): photos at the top of `Class 1-samples.zip`. The
//!   class is in the archive's name.
//! * **Teachable Machine's projects** (`.tm`). The maintainers say that the file is a ZIP that one may rename and
//!   unpack (googlecreativelab/teachablemachine-community, "Export Class + Download Samples"). Those that people have
//!   published (version 2.0.9 in kevinrobinson/conceptual-machine) hold one stored file per sample, named
//!   `<class>-!-<number>.jpg`, and `manifest.json` with `"type":"image"`, the version and settings of the training.
//!   So the class is in the sample's name; the manifest is asked for the type only. Which types the projects of sounds
//!   and poses have is not known from a source: `audio` and `pose` are, hence the first samples are looked at too.
//!   Without such names the class folders count.

mod crc;
mod date;
mod directory;
mod entry_filter;
mod entry_name;
mod read;
mod unpack;
mod write;

pub use read::{Archive, ArchivedPhoto, Kind};
pub use write::PhotoArchive;
