//! Files that are left out for what they are, each named with the reason.

use std::collections::HashSet;

use handlens_core::file_kind::refusal_by_name;
use handlens_core::labelling::{Decision, Labelling, LeftOut};
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
            // Private files of systems are told only where it is asked what to add, and other files are refused.
            Ok(_) | Err(LeftOut::System | LeftOut::Archive | LeftOut::NoPhoto | LeftOut::Empty) => continue,
        };
        notices.push(Notice { level: NoticeLevel::Note, photo: Some(path.join("/")), message });
    }
    notices
}

/// The refusals of files whose names alone show that they are no photos.
pub fn refusals(labelling: &Labelling, paths: &[Vec<&str>]) -> Notices {
    let mut notices = Notices::default();
    let refused = (0..paths.len()).filter(|index| labelling.class(*index, 0) == Err(LeftOut::NoPhoto));
    for path in refused.map(|index| &paths[index]) {
        if let Some(message) = path.last().and_then(|name| refusal_by_name(name)) {
            notices.push(Notice { level: NoticeLevel::Refused, photo: Some(path.join("/")), message });
        }
    }
    notices
}

/// The note where photos of several folders go to one class.
pub fn into_one_class(labelling: &Labelling, paths: &[Vec<&str>], class: &str) -> Option<Message> {
    let kept = paths.iter().enumerate().filter(|(index, _)| labelling.class(*index, 0).is_ok());
    let folders: HashSet<_> =
        kept.filter_map(|(_, path)| path.split_last()).map(|(_, folders)| folders).collect();
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
            "a text that belongs to no photo is refused instead"
        );
    }

    #[test]
    fn a_file_that_can_never_be_a_photo_is_refused_by_name_wherever_it_goes() {
        let paths = split(&["cats/1.jpg", "cats/2.rar", "3.jpg.icloud", "4.exe", "5", "cats/1.json"]);
        let refused = refusals(&Labelling::of(&paths), &paths);
        assert_eq!(refused.refused(), 3);
        let told: Vec<String> =
            refused.causes().iter().map(|cause| cause.first_names() + " " + &cause.message.text()).collect();
        assert!(told[0].starts_with("cats/2.rar is not an image that can be read: it is an archive (RAR)."));
        assert!(told[1].contains("placeholder for a photo that is still in iCloud. Download"), "{told:?}");
        assert_eq!(told[2], "4.exe is not a photo: its name ends in “.exe”.");
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
