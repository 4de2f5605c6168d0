//! Writes the fixture projects. Each was written by a version with its schema: an earlier one by this file's state of then.
#![allow(dead_code, reason = "a checkout of an earlier version compiles it alone")]

use std::path::{Path, PathBuf};

use handlens_core::config::Settings;
use handlens_core::protocol::{ClassId, HeldOut, IssueKind, PhotoId, TrainReport};
use handlens_store::project::{NewPhoto, Project, StoredHead};
use handlens_vision::photo::{Place, Provenance, Taken, TimeSource, Traits, decode};

pub(crate) const MODEL: &str = "0123456789abcdef";

/// The path of a version's fixture.
pub(crate) fn path(version: u32) -> PathBuf {
    root().join(format!("tests/fixtures/projects/v{version}.handlens"))
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// Values that are the same on every machine.
pub(crate) fn feature(photo: usize, view: usize) -> Vec<f32> {
    (0..1280).map(|index| ((index * 7 + photo * 31 + view * 11) % 97) as f32 / 16.0).collect()
}

/// A text that occurs only in the camera metadata of a photo.
pub(crate) const CAMERA: &[u8] = b"Camera 17 of Ada";

/// A JPEG with a camera's metadata: its name, 2024-05-01 12:30:15, and 47° 30' north, 8° 15' east.
pub(crate) fn with_camera_data(jpeg: &[u8]) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    let degrees = |degrees: u32, minutes: u32| {
        [degrees, 1, minutes, 1, 0, 1].iter().flat_map(|number| number.to_be_bytes()).collect::<Vec<u8>>()
    };
    let at = |place: u32| place.to_be_bytes();
    // Three directories of 3, 1 and 4 entries; values that do not fit into an entry follow.
    let values = 8 + (2 + 3 * 12 + 4) + (2 + 12 + 4) + (2 + 4 * 12 + 4);
    let (camera_at, time_at) = (values, values + 20);
    let (north_at, east_at) = (time_at + 20, time_at + 44);
    let exif = [
        b"Exif\0\0MM\0*\0\0\0\x08".to_vec(),
        vec![0, 3],
        entry(0x010f, 2, CAMERA.len() as u32 + 1, at(camera_at)),
        entry(0x8769, 4, 1, at(50)),
        entry(0x8825, 4, 1, at(68)),
        vec![0; 4],
        vec![0, 1],
        entry(0x9003, 2, 20, at(time_at)),
        vec![0; 4],
        vec![0, 4],
        entry(1, 2, 2, *b"N\0\0\0"),
        entry(2, 5, 3, at(north_at)),
        entry(3, 2, 2, *b"E\0\0\0"),
        entry(4, 5, 3, at(east_at)),
        vec![0; 4],
        CAMERA.to_vec(),
        vec![0; 20 - CAMERA.len()],
        b"2024:05:01 12:30:15\0".to_vec(),
        degrees(47, 30),
        degrees(8, 15),
    ]
    .concat();
    let length = (exif.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], b"\xff\xe1", &length, &exif, &jpeg[2..]].concat()
}

fn photo(name: &str, class: ClassId) -> NewPhoto {
    let bytes = std::fs::read(root().join("tests/fixtures/held-back").join(name)).expect("a photo");
    new_photo(name, class, bytes)
}

fn new_photo(name: &str, class: ClassId, bytes: Vec<u8>) -> NewPhoto {
    let loaded = decode(name, bytes.clone()).expect("a photo");
    NewPhoto {
        name: name.to_owned(),
        hash: loaded.hash,
        class,
        width: loaded.photo.width(),
        height: loaded.photo.height(),
        bytes,
        media_type: "image/jpeg",
        thumbnail: loaded.photo.thumbnail().expect("a thumbnail"),
        // Versions before schema 3 have no such field.
        provenance: Provenance::default(),
    }
}

/// The report that the third project has with its head.
pub(crate) fn report(classes: &[ClassId], photos: &[PhotoId]) -> TrainReport {
    TrainReport {
        epochs: 17,
        converged: true,
        loss: 0.125,
        seconds: 0.5,
        photos: photos.len() as u32,
        held_out: Some(HeldOut {
            folds: 2,
            accuracy: 0.75,
            interval: (0.5, 0.875),
            groups: 2,
            classes: classes.iter().map(|class| (*class, 2, 1)).collect(),
            confusion: vec![1, 1, 1, 1],
            calibration: None,
            unknown: None,
            learning: None,
            photos: photos.iter().map(|photo| (*photo, classes[0], 0.5)).collect(),
        }),
        unjudged: vec![(classes[1], 1)],
        tuning: None,
    }
}

#[test]
#[ignore = "makes a fixture: tests/fixtures/README.md says how"]
fn write_the_third_project() {
    let path = path(3);
    let mut project = Project::open(path.to_str().expect("a path in UTF-8")).expect("a project");
    for name in ["Cats", "Coffee", "Coffee cups"] {
        project.create_class(name).expect("a class");
    }
    let classes: Vec<ClassId> = project.classes().expect("classes").iter().map(|class| class.id).collect();
    let import = project.begin_import().expect("an import");
    let mut dated = photo("cat-1.jpg", classes[0]);
    dated.provenance = provenance();
    let photos = vec![dated, photo("cat-2.jpg", classes[0]), photo("coffee-1.jpg", classes[2])];
    project.import_photos(import, photos).expect("photos");
    project.finish_import(import).expect("an end");
    let photos: Vec<PhotoId> = project.photos().expect("photos").iter().map(|photo| photo.id).collect();
    project.rename_class(classes[0], "Chelsea").expect("a name");
    project.merge_classes(classes[2], classes[1]).expect("a merge");
    project.move_photos(&photos[1..2], classes[1]).expect("a move");
    let head = StoredHead {
        model: MODEL.to_owned(),
        classes: classes[..2].to_vec(),
        report: report(&classes[..2], &photos).into(),
        weights: (0..1281 * 2).map(|index| index as f32 / 4096.0).collect(),
        tail: None,
    };
    project.put_head(&head).expect("a head");
    project.set_name("Chelsea and coffee").expect("a name");
    project.delete_photos(&photos[1..2]).expect("a deletion");
    project.delete_class(classes[1]).expect("a deletion");
    project.undo().expect("an undo");
}

/// When, where and in which folder the first photo of the third project was taken.
pub(crate) fn provenance() -> Provenance {
    Provenance {
        taken: Taken::new(1_714_566_615, TimeSource::Camera),
        place: Place::new(47_500_000, 8_250_000),
        folder: Some("Garden".to_owned()),
    }
}

#[test]
#[ignore = "makes a fixture: tests/fixtures/README.md says how"]
fn write_the_second_project() {
    let path = path(2);
    let mut project = Project::open(path.to_str().expect("a path in UTF-8")).expect("a project");
    project.create_class("Cats").expect("a class");
    project.create_class("Coffee").expect("a class");
    let classes: Vec<ClassId> = project.classes().expect("classes").iter().map(|class| class.id).collect();
    let import = project.begin_import().expect("an import");
    let mut taken = photo("cat-2.jpg", classes[0]);
    taken = new_photo("cat-2.jpg", classes[0], with_camera_data(&taken.bytes));
    let mut deleted = photo("coffee-2.jpg", classes[1]);
    deleted = new_photo("coffee-2.jpg", classes[1], with_camera_data(&deleted.bytes));
    let photos = vec![photo("cat-1.jpg", classes[0]), taken, photo("coffee-1.jpg", classes[1]), deleted];
    project.import_photos(import, photos).expect("photos");
    project.finish_import(import).expect("an end");
    let photos: Vec<PhotoId> = project.photos().expect("photos").iter().map(|photo| photo.id).collect();
    let traits = Traits { perceptual_hash: 0x0123_4567_89ab_cdef, sharpness: 0.5, brightness: 0.25 };
    project.put_traits(&[(photos[0], traits)]).expect("traits");
    project.keep(IssueKind::Blurred, &photos[..1], true).expect("a wish");
    project.set_name("Cats and coffee").expect("a name");
    project.delete_photos(&photos[3..]).expect("a deletion");
}

#[test]
#[ignore = "makes a fixture: tests/fixtures/README.md says how"]
fn write_the_project() {
    let path = path(1);
    let mut project = Project::open(path.to_str().expect("a path in UTF-8")).expect("a project");
    project.create_class("Cat").expect("a class");
    project.create_class("Kaffee ☕").expect("a class");
    let classes: Vec<ClassId> = project.classes().expect("classes").iter().map(|class| class.id).collect();
    let import = project.begin_import().expect("an import");
    let photos = vec![photo("cat-1.jpg", classes[0]), photo("cat-2.jpg", classes[0])];
    project.import_photos(import, photos).expect("photos");
    project.import_photos(import, vec![photo("coffee-1.jpg", classes[1])]).expect("photos");
    project.finish_import(import).expect("an end");
    let hashes = project.hashes().expect("hashes");
    for (photo, (_, _, hash)) in hashes.iter().enumerate() {
        let rows = ["centre", "whole"]
            .iter()
            .enumerate()
            .map(|(view, key)| (*hash, (*key).to_owned(), feature(photo, view)));
        project.put_features(MODEL, &rows.collect::<Vec<_>>()).expect("features");
    }
    let report = TrainReport {
        epochs: 120,
        converged: true,
        loss: 0.5,
        seconds: 1.0,
        photos: 3,
        held_out: None,
        unjudged: Vec::new(),
        tuning: None,
    };
    let head = StoredHead {
        model: MODEL.to_owned(),
        classes: classes.clone(),
        report: report.into(),
        weights: (0..1281 * 2).map(|index| index as f32 / 4096.0).collect(),
        tail: None,
    };
    project.put_head(&head).expect("a head");
    let mut settings = Settings::default();
    settings.train.folds = 3;
    settings.train.balance = false;
    project.set_settings(&settings).expect("settings");
    project.rename_class(classes[0], "Cats").expect("a name");
    project.move_photos(&[hashes[1].0], classes[1]).expect("a move");
    project.delete_photos(&[hashes[2].0]).expect("a deletion");
    project.undo().expect("an undo");
}
