//! Files and folders that nothing came from: they cannot be opened or listed, are empty, or are not what they are called.

use handlens_core::message::Message;
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
    /// An empty file that is called a project.
    EmptyProject,
    /// A folder that the browser cannot list completely.
    Folder,
    /// An empty folder.
    EmptyFolder,
}

impl Missed {
    /// The sentence about a file; it continues after the name.
    fn message(self) -> Message {
        match self {
            Self::NoProject => msg!("project-file-none"),
            Self::ZipNotProject => msg!("project-file-zip"),
            Self::EmptyProject => msg!("image-empty"),
            Self::File | Self::Folder | Self::EmptyFolder => msg!("image-unreadable"),
        }
    }
}

/// How many bytes of a project file tell whether it is one.
pub const PROJECT_HEAD: usize = 100;

/// What is wrong with a file that is called a project, by its first bytes.
pub fn fault_of_project(head: &[u8]) -> Option<Missed> {
    // A project is an SQLite database with the application id "HNDL", or "HNDP" for a part of one, of which the import
    // tells more.
    let is_project = head.starts_with(b"SQLite") && head.get(68..71) == Some(b"HND");
    match head {
        _ if is_project => None,
        [] => Some(Missed::EmptyProject),
        [b'P', b'K', ..] => Some(Missed::ZipNotProject),
        _ => Some(Missed::NoProject),
    }
}

/// Files and folders that nothing came from, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Misses {
    files: Vec<(Missed, String)>,
    folders: Vec<String>,
    empty_folders: Vec<String>,
    nameless: usize,
    /// Names of what systems and programs keep for themselves, and how many files and folders these stand for.
    system: Vec<String>,
    passed_over: u32,
}

impl Misses {
    /// Adds one.
    pub fn add(&mut self, missed: Missed, name: String) {
        match missed {
            Missed::File | Missed::NoProject | Missed::ZipNotProject | Missed::EmptyProject => {
                self.files.push((missed, name));
            }
            Missed::Folder => self.folders.push(name),
            Missed::EmptyFolder => self.empty_folders.push(name),
        }
    }

    /// Adds something whose name is not known either.
    pub fn add_nameless(&mut self) {
        self.nameless += 1;
    }

    /// Adds a file or folder that a system or a program keeps for itself.
    pub fn pass_over(&mut self, name: String) {
        self.passed_over += 1;
        // Files of one folder come one after the other.
        if self.system.last() != Some(&name) {
            self.system.push(name);
        }
    }

    /// How many files and folders of systems and programs there were.
    pub fn passed_over(&self) -> u32 {
        self.passed_over
    }

    /// What is said where there was nothing but files and folders of systems and programs. Beside others, they are passed
    /// over in silence.
    pub fn nothing_but_system(&self) -> Option<Message> {
        let names = some_names(&self.system, self.system.len());
        (self.passed_over > 0).then(|| msg!("intake-only-system", count = self.system.len(), names = names))
    }

    /// Takes the files, each with the reason why nothing came from it.
    pub fn take_files(&mut self) -> Vec<(String, Message)> {
        std::mem::take(&mut self.files).into_iter().map(|(missed, name)| (name, missed.message())).collect()
    }

    /// Whether something came from everything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The notices to show for them.
    pub fn notices(self) -> Notices {
        let Self { files, folders, empty_folders, nameless, .. } = self;
        let mut notices = Notices::default();
        for (missed, name) in files {
            let message = missed.message();
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
    fn what_systems_keep_is_told_where_there_is_nothing_else() {
        let mut misses = Misses::default();
        assert_eq!(misses.nothing_but_system(), None);
        for name in ["@eaDir", "@eaDir", "Thumbs.db"] {
            misses.pass_over(name.to_owned());
        }
        assert_eq!(misses.passed_over(), 3);
        let told = misses.nothing_but_system().expect("there is nothing else").text();
        assert!(told.starts_with("@eaDir and Thumbs.db belong to a system or a program"), "{told}");
        assert!(misses.notices().is_empty(), "beside photos, they are passed over in silence");
    }

    #[test]
    fn a_file_that_is_only_called_a_project_is_told_before_anything_is_asked() {
        let mut project = b"SQLite format 3\0".to_vec();
        project.resize(PROJECT_HEAD, 0);
        assert_eq!(fault_of_project(&project), Some(Missed::NoProject), "another program's database");
        project[68..72].copy_from_slice(b"HNDL");
        assert_eq!(fault_of_project(&project), None);
        assert_eq!(fault_of_project(&project[..40]), Some(Missed::NoProject), "cut off");
        assert_eq!(fault_of_project(b"P"), Some(Missed::NoProject));
        let mut misses = Misses::default();
        misses.add(fault_of_project(b"").expect("no bytes"), "empty.handlens".to_owned());
        let told = misses.notices().causes().remove(0).message.text();
        assert_eq!(told, "is empty (0 bytes). Copy or download it again.");
        let mut misses = Misses::default();
        let zip = fault_of_project(b"PK\x03\x04 and so on").expect("a ZIP archive");
        misses.add(zip, "birds.handlens".to_owned());
        let told = misses.notices().causes().remove(0).message.text();
        assert!(told.starts_with("is a ZIP archive, not a project."), "{told}");
    }
}
