//! What a file's name says about its content.

/// Extensions of archives with photos in them.
const ARCHIVES: [&str; 2] = [".zip", ".tm"];
/// The extension of a project file.
const PROJECT: &str = ".handlens";

/// Most characters of what passes for a file's extension.
const EXTENSION: usize = 8;

/// Whether a file is an exported project.
pub fn is_project(name: &str) -> bool {
    ends_with(name, PROJECT)
}

/// Whether a file is an archive with photos.
pub fn is_archive(name: &str) -> bool {
    ARCHIVES.iter().any(|ending| ends_with(name, ending))
}

/// A file's name without its extension.
pub fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.trim().is_empty() => stem.trim(),
        _ => name.trim(),
    }
}

/// A name in pieces between which a line may break: after `/`, `_` and `-`, and before the extension. Browsers break a
/// name without blanks in the middle of a word, if at all.
pub fn pieces(name: &str) -> impl Iterator<Item = &str> {
    let dot = name.rfind('.').filter(|dot| {
        let extension = &name[dot + 1..];
        (1..=EXTENSION).contains(&extension.len())
            && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    let (before, extension) = name.split_at(dot.unwrap_or(name.len()));
    before.split_inclusive(['/', '_', '-']).chain((!extension.is_empty()).then_some(extension))
}

/// The media type of a file to save.
pub fn media_type(name: &str) -> &'static str {
    if ends_with(name, ".zip") {
        "application/zip"
    } else if ends_with(name, ".csv") {
        "text/csv"
    } else if ends_with(name, ".svg") {
        "image/svg+xml"
    } else {
        "application/octet-stream"
    }
}

fn ends_with(name: &str, ending: &str) -> bool {
    // Compared as bytes: a character of several bytes may lie across the place where the extension would begin.
    let name = name.as_bytes();
    name.len() > ending.len() && name[name.len() - ending.len()..].eq_ignore_ascii_case(ending.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell_projects_and_archives_from_photos() {
        assert!(is_archive("Birds.ZIP") && is_archive("project.tm") && !is_archive("photo.jpg"));
        assert!(!is_archive(".zip") && !is_archive("zip") && !is_archive("ä€€"));
        assert!(is_project("birds.Handlens") && !is_project("birds.zip"));
        assert_eq!(media_type("birds.zip"), "application/zip");
    }

    #[test]
    fn the_pieces_of_a_name_are_its_words_and_together_the_name() {
        let words = |name| pieces(name).collect::<Vec<_>>();
        assert_eq!(words("a/IMG_2024-05.jpg"), ["a/", "IMG_", "2024-", "05", ".jpg"]);
        assert_eq!(words("Great tit"), ["Great tit"]);
        assert_eq!(words("is cut off."), ["is cut off."]);
        assert_eq!(words("No. 3, 东京.图"), ["No. 3, 东京.图"]);
        for name in ["", ".", "a.", ".zip", "__", "-x-", "ä_€.€", "1.2.3/4"] {
            assert_eq!(pieces(name).collect::<String>(), name);
        }
    }

    #[test]
    fn a_stem_is_never_empty() {
        let names = ["birds.v2.zip", "birds", ".zip", " oak .tm"];
        assert_eq!(names.map(stem), ["birds.v2", "birds", ".zip", "oak"]);
    }
}
