//! What a file's name says about its content.

/// Extensions of archives with photos in them.
const ARCHIVES: [&str; 2] = [".zip", ".tm"];
/// The extension of a project file.
const PROJECT: &str = ".handlens";

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
    fn a_stem_is_never_empty() {
        let names = ["birds.v2.zip", "birds", ".zip", " oak .tm"];
        assert_eq!(names.map(stem), ["birds.v2", "birds", ".zip", "oak"]);
    }
}
