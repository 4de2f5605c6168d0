//! What the tests of the project share: photos, classes, a picture of what a person sees, a file that cleans
//! up.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use handlens::photo::PhotoHash;
use handlens::project::{Change, ImportId, Imported, NewPhoto, Project};
use handlens::protocol::{ClassId, PhotoId};

pub(crate) fn new_photo(number: u32, class: ClassId) -> NewPhoto {
    NewPhoto {
        name: format!("{number}.jpg"),
        hash: hash(number),
        class,
        width: 640,
        height: 480,
        bytes: vec![number as u8; 500],
        media_type: "image/jpeg",
        thumbnail: vec![number as u8; 50],
    }
}

pub(crate) fn hash(number: u32) -> PhotoHash {
    PhotoHash::of_bytes(&number.to_le_bytes())
}

pub(crate) fn create(project: &mut Project, name: &str) -> ClassId {
    project.create_class(name).expect("a class");
    class_id(project, name)
}

pub(crate) fn class_id(project: &Project, name: &str) -> ClassId {
    let classes = project.classes().expect("classes");
    classes.iter().find(|class| class.name == name).expect("the class is there").id
}

/// Adds photos as one finished import.
pub(crate) fn add(
    project: &mut Project,
    class: ClassId,
    numbers: impl IntoIterator<Item = u32>,
) -> Vec<PhotoId> {
    let import = project.begin_import().expect("an import");
    let photos = add_to(project, import, class, numbers);
    project.finish_import(import).expect("a finished import");
    photos
}

/// The photos that were not in the project before.
pub(crate) fn add_to(
    project: &mut Project,
    import: ImportId,
    class: ClassId,
    numbers: impl IntoIterator<Item = u32>,
) -> Vec<PhotoId> {
    let photos = numbers.into_iter().map(|number| new_photo(number, class)).collect();
    let imported = project.import_photos(import, photos).expect("imported photos");
    let added = imported.into_iter().filter_map(|photo| match photo {
        Imported::Added(info) => Some(info.id),
        Imported::Duplicate { .. } => None,
    });
    added.collect()
}

/// All that a person sees of classes and photos.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Picture {
    pub(crate) classes: Vec<(ClassId, String)>,
    pub(crate) photos: BTreeMap<PhotoId, ClassId>,
}

pub(crate) fn picture(project: &Project) -> Picture {
    let classes = project.classes().expect("classes").into_iter().map(|class| (class.id, class.name));
    let photos = project.photos().expect("photos").into_iter().map(|photo| (photo.id, photo.class));
    Picture { classes: classes.collect(), photos: photos.collect() }
}

pub(crate) fn photos_in(project: &Project, class: ClassId) -> usize {
    picture(project).photos.values().filter(|other| **other == class).count()
}

/// The sentence that refuses a change, which must leave the project as it was.
pub(crate) fn refusal(
    project: &mut Project,
    change: impl FnOnce(&mut Project) -> handlens::Result<Change>,
) -> String {
    let (before, journal) = (picture(project), project.journal().expect("the journal"));
    let sentence = change(project).expect_err("it is refused").to_string();
    assert_eq!(picture(project), before);
    assert_eq!(project.journal().expect("the journal"), journal);
    sentence
}

/// A file that is removed at the end of the test.
pub(crate) struct TemporaryFile(PathBuf);

impl TemporaryFile {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("handlens-test-{}-{number}.sqlite", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    pub(crate) fn path(&self) -> &str {
        self.0.to_str().expect("a path in UTF-8")
    }

    pub(crate) fn open(&self) -> Project {
        Project::open(self.path()).expect("a project")
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        let journal = PathBuf::from(format!("{}-journal", self.path()));
        for path in [self.0.as_path(), journal.as_path()] {
            // The test may not have made it.
            let _ = std::fs::remove_file(Path::new(path));
        }
    }
}
