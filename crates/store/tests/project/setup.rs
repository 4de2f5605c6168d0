//! Shared by the project tests: photos, classes, a snapshot of what a person sees, temporary files.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use handlens_core::protocol::{ClassId, HeldOut, PhotoId, TrainReport};
use handlens_i18n::Localise;
use handlens_store::project::{Change, Copying, ImportId, Imported, NewPhoto, Project, StoredHead};
use handlens_vision::photo::{PhotoHash, Provenance};

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
        provenance: Provenance::default(),
    }
}

/// A real, decodable photo of some kilobytes, with a real thumbnail.
pub(crate) fn real_photo(number: u32, class: ClassId) -> NewPhoto {
    let (width, height) = (48 + number % 7, 40 + number % 5);
    NewPhoto {
        width,
        height,
        bytes: jpeg(number, width, height),
        thumbnail: jpeg(number, 12, 10),
        ..new_photo(number, class)
    }
}

/// A JPEG of coloured noise; each is generated once.
pub(crate) fn jpeg(seed: u32, width: u32, height: u32) -> Vec<u8> {
    static MADE: Mutex<BTreeMap<(u32, u32, u32), Vec<u8>>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().expect("a lock");
    made.entry((seed, width, height)).or_insert_with(|| new_jpeg(seed, width, height)).clone()
}

fn new_jpeg(seed: u32, width: u32, height: u32) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(seed.into());
    let pixels: Vec<u8> = (0..width * height * 3).map(|_| random.u8(..)).collect();
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut bytes)
        .encode(&pixels, width, height, image::ExtendedColorType::Rgb8)
        .expect("a JPEG");
    bytes
}

/// The path of a fixture.
pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(name)
}

/// A feature with values in the model's range.
pub(crate) fn feature(seed: u32) -> Vec<f32> {
    let mut random = fastrand::Rng::with_seed(seed.into());
    (0..1280).map(|_| random.f32() * 6.0).collect()
}

/// Features of the two views of each photo.
pub(crate) fn features_of(numbers: impl IntoIterator<Item = u32>) -> Vec<(PhotoHash, String, Vec<f32>)> {
    let of = |number: u32| {
        let row = |view: &str, seed| (hash(number), view.to_owned(), feature(seed));
        [row("centre", 2 * number), row("whole", 2 * number + 1)]
    };
    numbers.into_iter().flat_map(of).collect()
}

/// A head for these classes, with a report about these photos.
pub(crate) fn head(classes: &[ClassId], photos: &[PhotoId]) -> StoredHead {
    let report = TrainReport {
        epochs: 130,
        converged: true,
        loss: 0.125,
        seconds: 0.5,
        photos: photos.len() as u32,
        held_out: Some(HeldOut {
            folds: 5,
            accuracy: 0.75,
            interval: (0.5, 0.875),
            groups: 0,
            classes: classes.iter().map(|class| (*class, 4, 3)).collect(),
            confusion: Vec::new(),
            calibration: None,
            unknown: None,
            learning: None,
            photos: photos.iter().map(|photo| (*photo, classes[0], 0.5)).collect(),
        }),
        unjudged: Vec::new(),
        tuning: None,
    };
    StoredHead {
        model: "model-a".to_owned(),
        classes: classes.to_vec(),
        report: report.into(),
        weights: (0..1281 * classes.len()).map(|index| index as f32 / 1000.0).collect(),
        tail: None,
    }
}

/// Copies a project into an empty one, a few photos at a time.
pub(crate) fn copy(from: &Project, into: &mut Project) -> handlens_store::Result<()> {
    let mut copying = Copying::begin(from, into)?;
    while !copying.advance(from, into, 3)? {}
    copying.finish(into)
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

/// Adds photos in one finished import.
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

/// Adds photos to a running import, and returns those that were not in the project before.
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

/// A snapshot of the classes and photos that a person sees.
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

/// Descriptions of what can be undone and redone, in English.
pub(crate) fn journal(project: &Project) -> (Option<String>, Option<String>) {
    let (undo, redo) = project.journal().expect("the journal");
    (undo.map(|change| change.text()), redo.map(|change| change.text()))
}

/// The sentence that refuses a change. Checks that the project stays as it was.
pub(crate) fn refusal(
    project: &mut Project,
    change: impl FnOnce(&mut Project) -> handlens_store::Result<Change>,
) -> String {
    let (before, journal) = (picture(project), project.journal().expect("the journal"));
    let sentence = change(project).expect_err("it is refused").text();
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
            // The test may not have created it.
            let _ = std::fs::remove_file(Path::new(path));
        }
    }
}
