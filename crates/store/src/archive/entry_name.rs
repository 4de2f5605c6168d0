//! Paths in an archive are only used as labels: they are split, cleaned and cut, and never used to find a file.

use handlens_core::config::limits::CLASS_NAME_CHARS;
use handlens_core::text::name::{clean, shorten};
use handlens_vision::photo::provenance::folder;

/// Longest name of a photo, in characters. The end of a longer name is kept, because it has the extension.
pub(super) const NAME_CHARS: usize = 120;

/// The folders and the file of a path, without `..`, drive letters and empty parts. Windows writes `\`.
pub(super) fn parts(path: &str) -> Vec<&str> {
    let is_drive = |part: &str| part.len() == 2 && part.ends_with(':');
    path.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..") && !is_drive(part)).collect()
}

/// A class name, cleaned and shortened; none if nothing is left.
pub(super) fn class(name: &str) -> Option<String> {
    let name = shorten(&clean(name), CLASS_NAME_CHARS);
    (!name.is_empty()).then_some(name)
}

/// A file name, cleaned and shortened.
pub(super) fn file(name: &str) -> String {
    let name = clean(name);
    let too_long = name.chars().count().saturating_sub(NAME_CHARS);
    let name = clean(&name.chars().skip(too_long).collect::<String>());
    if name.is_empty() { "photo".to_owned() } else { name }
}

/// The folders above a file, cleaned and shortened; none if it has none.
pub(super) fn folders(parts: &[&str]) -> Option<String> {
    let (_, folders) = parts.split_last()?;
    folder(&clean(&folders.join("/")))
}

/// A file's name with the folders above it, cleaned and shortened.
pub(super) fn path(parts: &[&str]) -> String {
    let name = file(parts.last().copied().unwrap_or_default());
    folders(parts).map_or_else(|| name.clone(), |folders| format!("{folders}/{name}"))
}
