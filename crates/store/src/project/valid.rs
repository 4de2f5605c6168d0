//! Validation of each row that is copied from one project into another.
//!
//! Rows of a project of this device break these rules only if its file was damaged. An imported file is untrusted,
//! and what passes here is shown on the page and given to decoders.

use std::collections::HashSet;

use rusqlite::types::FromSqlError;

use super::{StoredHead, StoredReport};
use crate::Error;
use handlens_core::config::limits;
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::{ClassId, PhotoId};
use handlens_core::text::name;
use handlens_vision::model::cpu::tail::Tail;
use handlens_vision::photo::{Format, Traits, inspect_stored};

/// Most photos in a project.
pub(super) const PHOTOS: usize = 100_000;
/// Largest id of a class or photo: half of the range, so that there is always room for new ones.
pub(super) const LARGEST_ID: u32 = u32::MAX / 2;
/// Most features of one photo that are kept: its views under all models and settings tried.
pub(super) const FEATURES_PER_PHOTO: u32 = 200;

/// Number of values in a feature.
const FEATURE: usize = 1280;
/// Size of a feature, in bytes.
pub(super) const FEATURE_BYTES: usize = FEATURE * 4;
/// Longest side of a stored photo, in pixels: more than this version stores, so that later versions may store more.
const PHOTO_SIDE: u32 = 4096;
/// Largest stored photo, in bytes.
const PHOTO_BYTES: usize = 8 * 1024 * 1024;
/// Longest side of a thumbnail, in pixels.
const THUMBNAIL_SIDE: u32 = 512;
/// Largest thumbnail, in bytes.
const THUMBNAIL_BYTES: usize = 256 * 1024;
/// Longest name of a photo, in characters. File systems allow 255 bytes.
const PHOTO_NAME_CHARS: usize = 255;
/// Longest key of a model or a view, in bytes.
const KEY_BYTES: usize = 128;
/// Largest training report, in bytes.
const REPORT_BYTES: usize = 8 * 1024 * 1024;

/// Why something cannot be copied.
pub(super) enum Failure {
    /// A flaw of the data, as a sentence ("The photo “a.jpg” is no image."), and its technical cause.
    Flaw(Message, String),
    /// It could not be read or written.
    Error(Error),
}

impl Failure {
    pub(super) fn flaw(sentence: Message) -> Self {
        Self::Flaw(sentence, String::new())
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(cause: rusqlite::Error) -> Self {
        Self::Error(cause.into())
    }
}

impl From<FromSqlError> for Failure {
    fn from(cause: FromSqlError) -> Self {
        rusqlite::Error::from(cause).into()
    }
}

/// A stored photo, borrowed from its rows.
pub(super) struct PhotoRow<'a> {
    pub(super) name: &'a str,
    pub(super) hash: &'a [u8],
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) media_type: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) thumbnail: &'a [u8],
}

impl PhotoRow<'_> {
    /// Checks the photo and its thumbnail without decoding them.
    pub(super) fn check(&self) -> Result<(), Failure> {
        let name = || photo_name(self.name);
        if self.hash.len() != 32 {
            let detail = format!("a hash of {} bytes", self.hash.len());
            return Err(Failure::Flaw(msg!("flaw-photo-without-hash", name = name()), detail));
        }
        if self.bytes.len() > PHOTO_BYTES {
            let detail = format!("{} bytes", self.bytes.len());
            return Err(Failure::Flaw(msg!("flaw-photo-too-large", name = name()), detail));
        }
        let seen = inspect_stored(self.bytes).map_err(|error| {
            Failure::Flaw(msg!("flaw-photo-unreadable", name = name()), error.to_string())
        })?;
        if seen.format.media_type() != self.media_type {
            let detail = format!("{:?}", seen.format);
            return Err(Failure::Flaw(msg!("flaw-photo-of-other-kind", name = name()), detail));
        }
        let size = (seen.width, seen.height);
        if size != (self.width, self.height) || size.0.max(size.1) > PHOTO_SIDE {
            return Err(Failure::Flaw(msg!("flaw-photo-of-other-size", name = name()), format!("{size:?}")));
        }
        self.check_thumbnail()
            .map_err(|detail| Failure::Flaw(msg!("flaw-photo-without-thumbnail", name = name()), detail))
    }

    fn check_thumbnail(&self) -> Result<(), String> {
        if self.thumbnail.len() > THUMBNAIL_BYTES {
            return Err(format!("{} bytes", self.thumbnail.len()));
        }
        let seen = inspect_stored(self.thumbnail).map_err(|error| error.to_string())?;
        if seen.format != Format::Jpeg || seen.width.max(seen.height) > THUMBNAIL_SIDE {
            return Err(format!("{:?}, {} × {}", seen.format, seen.width, seen.height));
        }
        Ok(())
    }
}

/// A photo's name, cut and cleaned.
pub(super) fn photo_name(name: &str) -> String {
    // Cut first, so that only this part has to be cleaned.
    name::clean(&name.chars().take(PHOTO_NAME_CHARS).collect::<String>())
}

/// A class's name in its stored form.
pub(super) fn class_name(name: &str) -> String {
    name::clean(name)
}

/// Converts class names to their stored form. A number is added to names that earlier versions considered different
/// or accepted as a name, and that would now be equal or empty.
pub(super) fn clean_class_names(names: &mut [&mut String]) {
    let mut taken = HashSet::new();
    for (index, name) in names.iter_mut().enumerate() {
        let mut clean = name::clean(name);
        if clean.is_empty() && !name.trim().is_empty() {
            clean = format!("#{}", index + 1);
        }
        // A name that is too long stays as it is, and is refused later.
        let most = limits::CLASS_NAME_CHARS.max(clean.chars().count());
        let chosen = name::distinct(&clean, most, |key| taken.contains(key));
        taken.insert(chosen.to_lowercase());
        **name = chosen;
    }
}

/// Checks that no class name is empty, too long or repeated.
pub(super) fn check_class_names<'a>(names: impl Iterator<Item = &'a str>) -> Result<(), Failure> {
    let mut seen = HashSet::new();
    for name in names {
        let characters = name.chars().count();
        if characters == 0 || characters > limits::CLASS_NAME_CHARS {
            return Err(Failure::Flaw(msg!("flaw-class-name"), format!("{characters} characters")));
        }
        if !seen.insert(name.to_lowercase()) {
            return Err(Failure::flaw(msg!("flaw-class-twice", name = name)));
        }
    }
    if seen.len() > limits::CLASSES {
        return Err(Failure::flaw(msg!(
            "flaw-too-many-classes",
            count = seen.len(),
            limit = limits::CLASSES
        )));
    }
    Ok(())
}

/// Whether measurements are within their ranges.
pub(super) fn are_traits(traits: &Traits) -> bool {
    [traits.sharpness, traits.brightness].iter().all(|value| (0.0..=1.0).contains(value))
}

/// Whether a feature is valid: a vector of finite numbers under keys of reasonable length.
pub(super) fn is_feature(model: &str, view: &str, vector: &[u8]) -> bool {
    let is_key = |key: &str| {
        !key.is_empty() && key.len() <= KEY_BYTES && key.chars().all(|character| character.is_ascii_graphic())
    };
    is_key(model) && is_key(view) && is_vector(vector)
}

fn is_vector(bytes: &[u8]) -> bool {
    bytes.len() == FEATURE_BYTES
        && bytes
            .chunks_exact(4)
            .all(|value| f32::from_le_bytes([value[0], value[1], value[2], value[3]]).is_finite())
}

/// The head as it may be copied, with a report about these photos only; none if it is invalid, in which case training
/// starts again.
pub(super) fn usable_head(
    mut head: StoredHead,
    classes: &HashSet<ClassId>,
    photos: &HashSet<PhotoId>,
) -> Option<StoredHead> {
    let told_apart: HashSet<ClassId> = head.classes.iter().copied().collect();
    let inputs = if head.tail.is_some() { 2 * FEATURE } else { FEATURE };
    let fits = !told_apart.is_empty()
        && told_apart.len() == head.classes.len()
        && told_apart.is_subset(classes)
        && head.weights.len() == (inputs + 1) * head.classes.len()
        && head.tail.as_ref().is_none_or(|tail| Tail::are_parameters(tail))
        && head.weights.iter().all(|weight| weight.is_finite())
        && head.model.len() <= KEY_BYTES;
    if !fits {
        return None;
    }
    head.report.retain(|photo| photos.contains(photo), |class| told_apart.contains(class));
    let json = serde_json::to_string(&head.report).ok().filter(|json| json.len() <= REPORT_BYTES)?;
    // A value that is not finite is written as null, which cannot be read as a number.
    serde_json::from_str::<StoredReport>(&json).ok()?;
    Some(head)
}
