//! What a file's name says about it.

/// Endings of archives that photos come out of.
const ARCHIVES: [&str; 2] = [".zip", ".tm"];
/// The ending of a whole project.
const PROJECT: &str = ".handlens";

/// Whether a file is a whole project.
pub fn is_project(name: &str) -> bool {
    ends_with(name, PROJECT)
}

/// Whether photos come out of a file.
pub fn is_archive(name: &str) -> bool {
    ARCHIVES.iter().any(|ending| ends_with(name, ending))
}

/// A file's name without its ending.
pub fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.trim().is_empty() => stem.trim(),
        _ => name.trim(),
    }
}

/// The type of a file that is saved.
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
    // As bytes: the name may have a character of several where the ending would begin.
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
