//! Files that are left out for what they are, each named with the reason.

use std::collections::HashSet;

use handlens_core::labelling::{Decision, Labelling, LeftOut, is_text};
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::NoticeLevel;

use super::notices::{Notice, Notices};

/// The notices for label files, descriptions of photos, and masks. `paths`: what the labelling is of.
pub fn notices(labelling: &Labelling, paths: &[Vec<&str>]) -> Notices {
    let mut notices = Notices::default();
    for (index, path) in paths.iter().enumerate() {
        let message = match labelling.class(index, 0) {
            Err(LeftOut::LabelFile) => msg!("left-out-label-file"),
            Err(LeftOut::Metadata) => msg!("left-out-metadata"),
            Err(LeftOut::Mask) => msg!("left-out-mask"),
            // Private files of systems are told only where it is asked what to add.
            Ok(_) | Err(LeftOut::System | LeftOut::Archive | LeftOut::Empty) => continue,
        };
        notices.push(Notice { level: NoticeLevel::Note, photo: Some(path.join("/")), message });
    }
    notices
}

/// The note where photos of several folders go to one class.
pub fn into_one_class(labelling: &Labelling, paths: &[Vec<&str>], class: &str) -> Option<Message> {
    let kept = paths.iter().enumerate().filter(|(index, _)| labelling.class(*index, 0).is_ok());
    let photos = kept.filter_map(|(_, path)| path.split_last()).filter(|(file, _)| !is_text(file));
    let folders: HashSet<_> = photos.map(|(_, folders)| folders).collect();
    (folders.len() > 1).then(|| msg!("intake-folders-into-class", count = folders.len(), name = class))
}

/// The note where parts of a data set are put together.
pub fn merged(labelling: &Labelling, decision: &Decision) -> Option<Message> {
    let level = labelling.overview().levels.get(decision.level).filter(|level| !level.splits.is_empty())?;
    Some(msg!("preview-splits", names = level.splits.join(", ")))
}

#[cfg(test)]
mod tests {
    use handlens_i18n::Localise;

    use super::*;

    fn split<'a>(paths: &[&'a str]) -> Vec<Vec<&'a str>> {
        paths.iter().map(|path| path.split('/').collect()).collect()
    }

    fn told(paths: &[&str]) -> Vec<String> {
        let paths = split(paths);
        let causes = notices(&Labelling::of(&paths), &paths).causes();
        causes.iter().map(|cause| format!("{} {}", cause.first_names(), cause.message.text())).collect()
    }

    #[test]
    fn each_file_that_is_left_out_is_named_with_the_reason() {
        let labels = "holds labels, which are not read: folders name the classes.";
        assert_eq!(told(&["labels.csv"]), [format!("labels.csv {labels}")]);
        assert_eq!(told(&["cats/1.jpg", "cats/1.json"]), [format!("cats/1.json {labels}")]);
        assert_eq!(told(&["labels/data.json"]), [format!("labels/data.json {labels}")]);
        assert_eq!(
            told(&["a/images/1.jpg", "a/masks/1.png", "a/images/1.jpg.json", "a/1.txt", "a/2.txt", ".x"]),
            [
                "a/masks/1.png is a mask rather than a photo, and was left out.",
                "a/images/1.jpg.json holds the date, place or title of a photo, which is not needed here.",
                &format!("a/1.txt {labels}"),
            ],
            "a text that belongs to no photo is refused when it is read"
        );
    }

    #[test]
    fn folders_that_become_one_class_are_counted() {
        let said = |paths: &[&str]| {
            let paths = split(paths);
            let note = into_one_class(&Labelling::of(&paths), &paths, "Glass");
            note.map(|note| note.text())
        };
        let several = said(&["a/b/1.jpg", "a/b/2.jpg", "a/c/1.jpg", "a/3.jpg", "a/d/notes.txt", "x/1.csv"]);
        let several = several.expect("three folders");
        assert!(several.starts_with("The photos of 3 folders go into “Glass”."), "{several}");
        assert_eq!(said(&["a/1.jpg", "a/2.jpg", "a/labels/1.txt"]), None);
        assert_eq!(said(&["1.jpg", "2.jpg"]), None);
    }
}
