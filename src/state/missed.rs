//! Files and folders that nothing came from: they cannot be opened or listed, are empty, or are not what they are called.

use handlens_core::msg;
use handlens_core::protocol::NoticeLevel;

use super::notices::{Notice, Notices, some_names};

/// Why nothing came from a file or a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missed {
    /// A file that the browser cannot open: it was moved or deleted, or must not be read.
    File,
    /// A file that is called a project and is none.
    NoProject,
    /// A ZIP archive that is called a project.
    ZipNotProject,
    /// A folder that the browser cannot list completely.
    Folder,
    /// An empty folder.
    EmptyFolder,
}

/// How many bytes of a project file tell whether it is one.
pub const PROJECT_HEAD: usize = 100;

/// What is wrong with a file that is called a project, by its first bytes.
pub fn fault_of_project(head: &[u8]) -> Option<Missed> {
    // A project is an SQLite database with the application id "HNDL", or "HNDP" for a part of one, of which the import
    // tells more.
    let is_project = head.starts_with(b"SQLite") && head.get(68..71) == Some(b"HND");
    (!is_project).then(|| if head.starts_with(b"PK") { Missed::ZipNotProject } else { Missed::NoProject })
}

/// Files and folders that nothing came from, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Misses {
    files: Vec<(Missed, String)>,
    folders: Vec<String>,
    empty_folders: Vec<String>,
    nameless: usize,
}

impl Misses {
    /// Adds one.
    pub fn add(&mut self, missed: Missed, name: String) {
        match missed {
            Missed::File | Missed::NoProject | Missed::ZipNotProject => self.files.push((missed, name)),
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
        for (missed, name) in files {
            let message = match missed {
                Missed::NoProject => msg!("project-file-none"),
                Missed::ZipNotProject => msg!("project-file-zip"),
                _ => msg!("image-unreadable"),
            };
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

    #[test]
    fn a_file_that_is_only_called_a_project_is_told_before_anything_is_asked() {
        let mut project = b"SQLite format 3\0".to_vec();
        project.resize(PROJECT_HEAD, 0);
        assert_eq!(fault_of_project(&project), Some(Missed::NoProject), "another program's database");
        project[68..72].copy_from_slice(b"HNDL");
        assert_eq!(fault_of_project(&project), None);
        assert_eq!(fault_of_project(&project[..40]), Some(Missed::NoProject), "cut off");
        assert_eq!(fault_of_project(b""), Some(Missed::NoProject));
        let mut misses = Misses::default();
        let zip = fault_of_project(b"PK\x03\x04 and so on").expect("a ZIP archive");
        misses.add(zip, "birds.handlens".to_owned());
        let told = misses.notices().causes().remove(0).message.text();
        assert!(told.starts_with("is a ZIP archive, not a project."), "{told}");
    }
}
