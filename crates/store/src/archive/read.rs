//! [`Archive`]: the photos in an archive, their classes and their bytes.

use std::collections::HashSet;
use std::io::{Read, Seek};

use super::date;
use super::directory::{Content, Directory, Entry};
use super::entry_filter::{Listed, no_photo, other_ending, refuse};
use super::entry_name;
use super::unpack::{EXCESS_BYTES, START_BYTES, unpack, unpack_picture};
use super::write::COMMENT;
use handlens_core::config::limits::CLASS_NAME_CHARS;
use handlens_core::labelling::{Labelling, LeftOut};
use handlens_core::message::Message;
use handlens_core::text::name::{Shortened, clean};
use handlens_core::{Error, Result, msg};
use handlens_vision::photo::{Format, Provenance, begins_like_photo, inspect};

/// Most bytes of a Teachable Machine manifest that are read.
const MANIFEST_BYTES: u64 = 1024 * 1024;
/// Separator between class and number in the name of a Teachable Machine sample.
pub(super) const SAMPLE: &str = "-!-";

/// Kinds of archives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Photos, in class folders or loose.
    Folders,
    /// A Teachable Machine image project (`.tm`).
    TeachableMachine,
    /// The samples of one class, as downloaded from Teachable Machine.
    Samples,
}

/// A photo in an archive, as far as the directory describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchivedPhoto {
    /// The file's name without folders, cleaned and at most 120 characters long.
    pub name: String,
    /// The most likely class, cleaned and at most
    /// [`CLASS_NAME_CHARS`] long; none if the archive does not state
    /// any.
    pub class: Option<String>,
    /// When the file was last changed, and the folders above it.
    pub provenance: Provenance,
}

impl ArchivedPhoto {
    /// The file's name with the folders above it.
    pub fn path(&self) -> String {
        match &self.provenance.folder {
            Some(folder) => format!("{folder}/{}", self.name),
            None => self.name.clone(),
        }
    }
}

/// An opened archive. Its photos are read one by one.
#[derive(Debug)]
pub struct Archive<R> {
    reader: R,
    kind: Kind,
    photos: Vec<ArchivedPhoto>,
    contents: Vec<Content>,
    labelling: Labelling,
    /// For each photo, its index in the labelling; none if the archive itself states the class.
    by_path: Vec<Option<usize>>,
    /// Number of classes stated by the archive itself whose names were shortened.
    shortened: u32,
    refused: Vec<(String, Error)>,
    refused_more: usize,
    notes: Vec<Message>,
    /// Bytes left for entries that unpack to more than the plain limit of each.
    excess: u64,
}

impl<R: Read + Seek> Archive<R> {
    /// Lists the photos in an archive; `name` is the archive's file name.
    ///
    /// Reads the directory, and of a Teachable Machine project also the manifest and up to three samples, in pieces
    /// of up to 64 kB.
    ///
    /// # Errors
    /// A sentence that continues after the file's name: it is no archive, damaged, or holds no photos.
    pub fn open(mut reader: R, name: &str) -> Result<Self> {
        let mut first = Directory::find(&mut reader)?;
        let mut listed = Listed::walk(&mut first);
        let encoding = first.guess();
        if let Some((encoding, utf8_is)) = encoding {
            listed = Listed::walk(&mut Directory::find(&mut reader)?.reading(encoding, utf8_is));
        }
        let encoding = encoding.map(|(encoding, _)| encoding.name);
        let is_project = listed.manifest.is_some() || name.to_lowercase().ends_with(".tm");
        let mut archive = Self {
            reader,
            kind: Kind::Folders,
            photos: Vec::new(),
            contents: listed.photos.iter().map(|entry| entry.content).collect(),
            labelling: Labelling::default(),
            by_path: Vec::new(),
            shortened: 0,
            notes: listed.notes(),
            refused: Vec::new(),
            refused_more: 0,
            excess: EXCESS_BYTES,
        };
        if is_project && listed.has_samples {
            archive.kind = Kind::TeachableMachine;
            archive.check_project(listed.manifest.as_ref())?;
        }
        archive.label(&mut listed, name, encoding);
        if archive.photos.is_empty() {
            return Err(without_photos(&listed));
        }
        archive.check_overlap()?;
        archive.refused = listed.refused;
        archive.refused_more = listed.refused_more;
        Ok(archive)
    }

    /// Finds the class of each photo: the one that the archive states, or else the one of its folders.
    fn label(&mut self, listed: &mut Listed, name: &str, encoding: Option<&str>) {
        let samples = samples_class(name);
        let all_at_top = listed.photos.iter().all(|entry| entry_name::parts(&entry.path).len() == 1);
        if self.kind == Kind::Folders && samples.is_some() && all_at_top {
            self.kind = Kind::Samples;
        }
        let manifest = listed.manifest.as_ref().map(|entry| entry.path.clone()).unwrap_or_default();
        let above = entry_name::parts(&manifest).len().saturating_sub(1);
        let said: Vec<Option<String>> = listed
            .photos
            .iter()
            .map(|entry| match self.kind {
                Kind::Folders => entry.comment.strip_prefix(COMMENT).and_then(entry_name::class),
                Kind::TeachableMachine => {
                    sample_class(entry_name::parts(&entry.path).get(above..).unwrap_or_default())
                }
                Kind::Samples => samples.clone(),
            })
            .collect();
        let short = Shortened::of(said.iter().flatten().map(String::as_str), CLASS_NAME_CHARS);
        let texts = std::mem::take(&mut listed.texts);
        let by_path = listed.photos.iter().zip(&said).filter(|(_, said)| said.is_none());
        let paths: Vec<Vec<&str>> = by_path
            .map(|(entry, _)| entry.path.as_str())
            .chain(texts.iter().map(String::as_str))
            .map(entry_name::parts)
            .collect();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let mut labelling = Labelling::of_archive(stem, &paths);
        let texts_at = paths.len() - texts.len();
        let others = paths
            .iter()
            .enumerate()
            .skip(texts_at)
            .filter(|(index, _)| labelling.class(*index, 0) == Err(LeftOut::NoPhoto));
        for (_, path) in others {
            let ending = path.last().and_then(|file| other_ending(file)).unwrap_or_default();
            refuse(&mut listed.refused, &mut listed.refused_more, path, no_photo(ending));
        }
        labelling.leave_out(LeftOut::LabelFile, listed.more_texts);
        labelling.leave_out(LeftOut::System, listed.system);
        labelling.leave_out(LeftOut::Archive, listed.archives);
        labelling.leave_out(LeftOut::NoPhoto, listed.no_photos);
        if let Some(encoding) = encoding {
            labelling.set_encoding(encoding);
        }
        let long = said.iter().flatten().map(|class| clean(class)).filter(|class| is_long(class));
        self.shortened = long.map(|class| class.to_lowercase()).collect::<HashSet<_>>().len() as u32;
        let best = labelling.best();
        let mut contents = Vec::with_capacity(listed.photos.len());
        let mut at = 0;
        for (entry, said) in listed.photos.iter().zip(said) {
            let by_path = said.is_none().then_some(at);
            at += usize::from(said.is_none());
            let class = match (&said, by_path) {
                (Some(said), _) => {
                    let class = clean(said);
                    let class =
                        if is_long(&class) { short.get(said).map(str::to_owned) } else { Some(class) };
                    class.filter(|class| !class.is_empty())
                }
                (None, Some(file)) => match labelling.class(file, best.level) {
                    Ok(class) => class.map(str::to_owned),
                    Err(_) => continue,
                },
                (None, None) => None,
            };
            let parts = entry_name::parts(&entry.path);
            let provenance = Provenance {
                taken: date::read(entry.changed),
                place: None,
                folder: entry_name::folders(&parts),
            };
            let name = entry_name::file(parts.last().copied().unwrap_or_default());
            self.photos.push(ArchivedPhoto { name, class, provenance });
            self.by_path.push(by_path);
            contents.push(entry.content);
        }
        self.contents = contents;
        self.notes.extend(notes(&labelling));
        self.labelling = labelling;
    }

    /// The labelling by folders, of the photos whose class the archive does not state.
    pub fn labelling(&self) -> &Labelling {
        &self.labelling
    }

    /// The class of a photo if this level of folders names the classes; none if the photo has no label.
    pub fn class(&self, index: usize, level: usize) -> Option<&str> {
        match self.by_path.get(index).copied().flatten() {
            Some(file) => self.labelling.class(file, level).ok().flatten(),
            None => self.photos.get(index).and_then(|photo| photo.class.as_deref()),
        }
    }

    /// Number of classes whose names were shortened, if this level of folders names the classes.
    pub fn shortened(&self, level: usize) -> u32 {
        let of_level = self.labelling.overview().levels.get(level).map_or(0, |level| level.shortened);
        self.shortened + of_level
    }

    /// The kind of archive.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The photos, at most [`DROP_FILES`](handlens_core::config::limits::DROP_FILES). The position in this list is a
    /// photo's index.
    pub fn photos(&self) -> &[ArchivedPhoto] {
        &self.photos
    }

    /// Files that are no photos or cannot be unpacked: up to 1000 names, each with an error whose sentence continues
    /// after the name, and the number of further ones.
    pub fn refused(&self) -> (&[(String, Error)], usize) {
        (&self.refused, self.refused_more)
    }

    /// Notes for the person, each of which continues after the archive's name.
    pub fn notes(&self) -> &[Message] {
        &self.notes
    }

    /// The stated unpacked size of a photo in bytes, which it never exceeds. Zero if there is no such photo.
    pub fn size(&self, index: usize) -> u64 {
        self.contents.get(index).map_or(0, |content| content.size)
    }

    /// The unpacked bytes of one photo: at most [`PHOTO_BYTES`](handlens_core::config::limits::PHOTO_BYTES),
    /// beginning like an image. The checksum is verified, unless far more padding follows the picture than was
    /// packed: then the padding is left out.
    ///
    /// # Errors
    /// A sentence that continues after the photo's name.
    pub fn read(&mut self, index: usize) -> Result<Vec<u8>> {
        let (Some(photo), Some(content)) = (self.photos.get(index), self.contents.get(index)) else {
            return Err(Error::photo(msg!("archive-entry-missing")));
        };
        unpack_picture(&mut self.reader, *content, &mut self.excess, |start| {
            let format = Format::of(start);
            if begins_like_photo(start) {
                return Ok(format);
            }
            inspect(&photo.name, start).map(|inspection| Some(inspection.format))
        })
    }

    /// Refuses overlapping entries, which can make an archive unpack to a thousand times its size.
    fn check_overlap(&self) -> Result<()> {
        let mut contents: Vec<&Content> = self.contents.iter().collect();
        contents.sort_unstable_by_key(|content| content.offset);
        let overlap =
            |pair: &[&Content]| pair[1].offset - pair[0].offset < pair[0].packed_size.saturating_add(30);
        if contents.windows(2).any(overlap) {
            return Err(Error::photo(msg!("archive-overlaps")));
        }
        Ok(())
    }

    /// Refuses a project of sounds or poses: one whose manifest says so, or whose first samples are no images.
    fn check_project(&mut self, manifest: Option<&Entry>) -> Result<()> {
        let mut start = |content, most| unpack(&mut self.reader, content, most);
        let json = manifest.and_then(|entry| start(entry.content, MANIFEST_BYTES).ok());
        let json: Option<serde_json::Value> = json.and_then(|json| serde_json::from_slice(&json).ok());
        let kind = json.as_ref().and_then(|json| json.get("type")).and_then(|kind| kind.as_str());
        match kind {
            Some("audio" | "sound") => return Err(Error::photo(msg!("archive-of-sounds"))),
            Some("pose") => return Err(Error::photo(msg!("archive-of-poses"))),
            _ => {}
        }
        let mut samples = self.contents.iter().take(3).map(|content| start(*content, START_BYTES));
        if samples.any(|sample| sample.is_ok_and(|sample| Format::of(&sample).is_some())) {
            return Ok(());
        }
        Err(Error::photo(msg!("archive-of-sounds-or-poses")))
    }
}

/// The class in a sample's path, relative to the project's manifest. A slash in a class's name has made a folder.
fn sample_class(parts: &[&str]) -> Option<String> {
    parts.join("/").rsplit_once(SAMPLE).map(|(class, _)| class.to_owned())
}

/// The class in the name of an archive of samples: `Class 1-samples.zip`, possibly with ` (2)` for a second download.
fn samples_class(name: &str) -> Option<String> {
    let (class, rest) = name.rsplit_once("-samples")?;
    let rest = rest.to_lowercase();
    let copy = rest.strip_suffix(".zip")?;
    (copy.is_empty() || copy.starts_with(" (")).then(|| class.to_owned())
}

/// Whether a clean name is too long for a class.
fn is_long(name: &str) -> bool {
    name.chars().count() > CLASS_NAME_CHARS
}

/// Notes about the labels, each of which continues after the archive's name.
fn notes(labelling: &Labelling) -> Vec<Message> {
    let overview = labelling.overview();
    let mut notes = Vec::new();
    for (reason, count) in &overview.left_out {
        match reason {
            LeftOut::LabelFile => notes.push(msg!("archive-label-files", count = *count)),
            LeftOut::Mask => notes.push(msg!("archive-masks", count = *count)),
            LeftOut::Metadata => notes.push(msg!("archive-metadata", count = *count)),
            LeftOut::System | LeftOut::Archive | LeftOut::NoPhoto | LeftOut::Empty => {}
        }
    }
    if let Some(encoding) = &overview.encoding {
        notes.push(msg!("archive-encoding", encoding = encoding));
    }
    notes
}

/// The error for an archive in which no photo was found.
fn without_photos(listed: &Listed) -> Error {
    let (refused, more) = (&listed.refused, listed.refused_more);
    if listed.is_model {
        return Error::photo(msg!("archive-of-model"));
    }
    if listed.archives > 0 {
        return Error::photo(msg!("archive-of-archives", count = listed.archives));
    }
    let Some((name, first)) = refused.first() else {
        return Error::photo(msg!("archive-without-photos"));
    };
    let (count, reason) = (refused.len() + more, first.message().clone());
    let same = refused.iter().all(|(_, error)| error.message() == first.message());
    let without_advice = first.message().key() == "image-other-ending";
    let sentence = match (count, same) {
        (1, _) => msg!("archive-without-readable-photos", name = name, reason = reason),
        (_, true) => msg!("archive-of-unreadable", count = count, reason = reason),
        (_, false) => msg!("archive-of-unreadable-first", count = count, name = name, reason = reason),
    };
    // The other reasons say what to do themselves.
    Error::photo(if without_advice {
        msg!("sentences", first = sentence, then = msg!("archive-add-another"))
    } else {
        sentence
    })
}
