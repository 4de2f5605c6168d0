//! Writes the project that is kept as a fixture of its version, with nothing but what version 0.1.0 had.
#![allow(dead_code, reason = "it is also compiled alone, in a checkout of a released version")]

use std::path::{Path, PathBuf};

use handlens::config::Settings;
use handlens::photo::decode;
use handlens::project::{NewPhoto, Project, StoredHead};
use handlens::protocol::{ClassId, TrainReport};

pub(crate) const MODEL: &str = "0123456789abcdef";

/// Where the project of a version lies.
pub(crate) fn path(version: u32) -> PathBuf {
    root().join(format!("tests/fixtures/projects/v{version}.handlens"))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Values that are the same everywhere.
pub(crate) fn feature(photo: usize, view: usize) -> Vec<f32> {
    (0..1280).map(|index| ((index * 7 + photo * 31 + view * 11) % 97) as f32 / 16.0).collect()
}

fn photo(name: &str, class: ClassId) -> NewPhoto {
    let bytes = std::fs::read(root().join("tests/fixtures/held-back").join(name)).expect("a photo");
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
    }
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
    let report =
        TrainReport { epochs: 120, converged: true, loss: 0.5, seconds: 1.0, photos: 3, held_out: None };
    let head = StoredHead {
        model: MODEL.to_owned(),
        classes: classes.clone(),
        report_json: serde_json::to_string(&report).expect("a report"),
        weights: (0..1281 * 2).map(|index| index as f32 / 4096.0).collect(),
    };
    project.put_head(&head).expect("a head");
    let mut settings = Settings::default();
    settings.train.folds = 3;
    settings.train.flips = false;
    project.set_settings(&settings).expect("settings");
    project.rename_class(classes[0], "Cats").expect("a name");
    project.move_photos(&[hashes[1].0], classes[1]).expect("a move");
    project.delete_photos(&[hashes[2].0]).expect("a deletion");
    project.undo().expect("an undo");
}
