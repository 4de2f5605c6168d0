//! An archive's paths are only ever labels: cleaned and cut here, and never used to find a file.

use crate::config::limits::CLASS_NAME_CHARS;

/// Longest name of a photo, in characters. Of a longer one the end is kept, where the ending is.
pub(super) const NAME_CHARS: usize = 120;

/// The folders and the file of a path, without steps up, drive letters and empty parts. Windows writes `\`.
pub(super) fn parts(path: &str) -> Vec<&str> {
    let is_drive = |part: &str| part.len() == 2 && part.ends_with(':');
    path.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..") && !is_drive(part)).collect()
}

/// Whether a name is the system's own and no person's photo; the page passes over the same when a folder is dropped.
pub(super) fn is_hidden(name: &str) -> bool {
    // A photo that is still in iCloud has a placeholder with such a name, which is told.
    (name.starts_with('.') && !name.ends_with(".icloud"))
        || ["Thumbs.db", "desktop.ini", "__MACOSX"].iter().any(|own| own.eq_ignore_ascii_case(name))
}

/// A class's name; none if nothing is left of it.
pub(super) fn class(name: &str) -> Option<String> {
    let name: String = visible(name).chars().take(CLASS_NAME_CHARS).collect();
    let name = name.trim_end();
    (!name.is_empty()).then(|| name.to_owned())
}

/// A file's name.
pub(super) fn file(name: &str) -> String {
    let name = visible(name);
    let too_long = name.chars().count().saturating_sub(NAME_CHARS);
    let name: String = name.chars().skip(too_long).collect();
    if name.is_empty() { "photo".to_owned() } else { name }
}

/// A name without characters that show nothing, or that show what follows in another order.
pub(super) fn visible(name: &str) -> String {
    let invisible = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    // Joiners stay: Persian, Hindi and emoji are written with them. Alone they are no name.
    let joins = |c: char| matches!(c, '\u{200c}' | '\u{200d}');
    let name: String = name.chars().filter(|c| !invisible(*c)).collect();
    name.trim_matches(|c: char| c.is_whitespace() || joins(c)).to_owned()
}
