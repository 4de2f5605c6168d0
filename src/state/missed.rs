//! Files and folders that nothing came from: they cannot be opened or listed, or are empty.

use handlens_core::msg;
use handlens_core::protocol::NoticeLevel;

use super::notices::{Notice, Notices, some_names};

/// Why nothing came from a file or a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missed {
    /// A file that the browser cannot open: it was moved or deleted, or must not be read.
    File,
    /// A folder that the browser cannot list completely.
    Folder,
    /// An empty folder.
    EmptyFolder,
}

/// Files and folders that nothing came from, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Misses {
    files: Vec<String>,
    folders: Vec<String>,
    empty_folders: Vec<String>,
    nameless: usize,
}

impl Misses {
    /// Adds one.
    pub fn add(&mut self, missed: Missed, name: String) {
        match missed {
            Missed::File => self.files.push(name),
            Missed::Folder => self.folders.push(name),
            Missed::EmptyFolder => self.empty_folders.push(name),
        }
    }

    /// Adds something whose name is not known either.
    pub fn add_nameless(&mut self) {
        self.nameless += 1;
    }

    /// Whether something came from everything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The notices to show for them.
    pub fn notices(self) -> Notices {
        let Self { files, folders, empty_folders, nameless } = self;
        let mut notices = Notices::default();
        for name in files {
            let message = msg!("image-unreadable");
            notices.push(Notice { level: NoticeLevel::Refused, photo: Some(name), message });
        }
        if nameless > 0 {
            let message = msg!("intake-nameless", count = nameless);
            notices.push_counted(NoticeLevel::Refused, message, nameless);
        }
        if !folders.is_empty() {
            let names = some_names(&folders, folders.len());
            let message = msg!("intake-folders-unreadable", count = folders.len(), names = names);
            notices.push_counted(NoticeLevel::Refused, message, folders.len());
        }
        if !empty_folders.is_empty() {
            let names = some_names(&empty_folders, empty_folders.len());
            let message = msg!("intake-folders-empty", count = empty_folders.len(), names = names);
            notices.push_counted(NoticeLevel::Note, message, empty_folders.len());
        }
        notices
    }
}

#[cfg(test)]
mod tests {
    use handlens_i18n::Localise;

    use super::*;

    #[test]
    fn everything_from_which_nothing_came_is_named_and_counted() {
        let mut misses = Misses::default();
        assert!(misses.is_empty());
        for name in ["gone.jpg", "locked.jpg"] {
            misses.add(Missed::File, name.to_owned());
        }
        misses.add(Missed::Folder, "private".to_owned());
        for name in ["a", "b", "c", "d", "e"] {
            misses.add(Missed::EmptyFolder, format!("birds/{name}"));
        }
        misses.add_nameless();
        let notices = misses.notices();
        assert_eq!(notices.refused(), 4, "an empty folder refuses nothing");
        let told: Vec<String> = notices
            .causes()
            .iter()
            .map(|cause| cause.of_all().unwrap_or_else(|| cause.message.text()))
            .collect();
        assert!(told[0].starts_with("Each of these 2 files cannot be read"), "{told:?}");
        assert_eq!(notices.causes()[0].names, ["gone.jpg", "locked.jpg"]);
        assert!(told[1].starts_with("One item could not be opened"), "{told:?}");
        assert!(told[2].contains("private"), "{told:?}");
        assert_eq!(told[3], "5 folders are empty: birds/a, birds/b, birds/c and 2 more.");
    }
}
