//! Projects written by released versions can be opened.

#![cfg(not(target_arch = "wasm32"))]

#[path = "../project/setup.rs"]
mod setup;
mod write;

use handlens_core::message::Message;
use handlens_core::protocol::PhotoId;
use handlens_store::project::Project;
use handlens_vision::photo::{Format, PhotoHash, Place, Provenance, Taken, TimeSource};

use setup::{Picture, TemporaryFile, copy, picture};

/// A copy of the fixture of a version, which a test may change.
fn released(version: u32) -> TemporaryFile {
    let file = TemporaryFile::new();
    std::fs::copy(write::path(version), file.path()).expect("the fixture");
    file
}

/// Checks the content that version 0.1.0 wrote: see `write`.
fn assert_first(project: &Project) {
    let classes = project.classes().expect("classes");
    let names: Vec<&str> = classes.iter().map(|class| class.name.as_str()).collect();
    assert_eq!(names, ["Cats", "Kaffee ☕"]);
    let photos = project.photos().expect("photos");
    let shown: Vec<_> = photos.iter().map(|photo| (photo.name.as_str(), photo.class)).collect();
    let (cats, coffee) = (classes[0].id, classes[1].id);
    assert_eq!(shown, [("cat-1.jpg", cats), ("cat-2.jpg", coffee), ("coffee-1.jpg", coffee)]);
    for (photo, (id, _, hash)) in photos.iter().zip(project.hashes().expect("hashes")) {
        let (media_type, bytes) = project.photo_bytes(id).expect("it can be read").expect("a photo");
        assert_eq!((id, hash, media_type.as_str()), (photo.id, PhotoHash::of_bytes(&bytes), "image/jpeg"));
    }
    let ids: Vec<_> = photos.iter().map(|photo| photo.id).collect();
    let thumbnails = project.thumbnails(&ids).expect("thumbnails");
    assert!(
        thumbnails.len() == 3 && thumbnails.iter().all(|(_, jpeg)| Format::of(jpeg) == Some(Format::Jpeg))
    );
    for (number, view) in ["centre", "whole"].into_iter().enumerate() {
        let features = project.features(write::MODEL, view).expect("features");
        let expected = ids.iter().enumerate().map(|(photo, id)| (*id, write::feature(photo, number)));
        assert_eq!(features, expected.collect::<Vec<_>>());
    }
    // That version did not measure photos.
    assert!(project.measured().expect("rows").iter().all(|row| row.traits.is_none() && row.size.0 > 0));
    let settings = project.settings().expect("settings");
    assert_eq!(settings.train.folds, 3);
}

#[test]
fn a_project_of_version_0_1_0_is_all_there_and_can_be_undone() {
    let file = released(1);
    let mut project = file.open();
    assert_eq!(project.check().expect("a check"), Vec::<Message>::new());
    assert_first(&project);
    let head = project.head().expect("it can be read").expect("the head");
    assert_eq!((head.classes.len(), head.weights.len()), (2, 2 * 1281));
    assert_eq!(project.name().expect("it can be read"), None);
    let (undo, redo) = project.journal().expect("the journal");
    assert_eq!(undo, Some(Message::verbatim("Move 1 photo to “Kaffee ☕”")), "as that version wrote it");
    assert_eq!(redo, Some(Message::verbatim("Delete 1 photo")));

    assert!(project.redo().expect("a redo").is_some());
    assert_eq!(project.photos().expect("photos").len(), 2);
    let last = picture(&project);
    let mut undone = 0;
    while project.undo().expect("an undo").is_some() {
        undone += 1;
    }
    assert_eq!((undone, picture(&project)), (6, Picture::default()));
    while project.redo().expect("a redo").is_some() {}
    assert_eq!(picture(&project), last);
    project.set_name("Old").expect("a name");
    project.create_class("New").expect("a class");
    drop(project);
    assert_eq!(file.open().check().expect("a check"), Vec::<Message>::new());
}

#[test]
fn a_file_of_version_0_1_0_can_be_imported() {
    let file = released(1);
    let foreign = Project::open_foreign(file.path(), None).expect("an opened file");
    let mut project = Project::in_memory().expect("a project");
    copy(&foreign, &mut project).expect("an import");
    assert_first(&project);
    assert!(project.head().expect("it can be read").is_some());
    assert_eq!(project.check().expect("a check"), Vec::<Message>::new());
}

#[test]
fn a_project_of_schema_2_tells_when_its_photos_were_taken_and_loses_what_else_they_said() {
    let file = released(2);
    let found = |bytes: &[u8]| bytes.windows(write::CAMERA.len()).any(|window| window == write::CAMERA);
    assert!(found(&std::fs::read(file.path()).expect("the fixture")));
    let mut project = file.open();
    assert_eq!(project.check().expect("a check"), Vec::<Message>::new());
    assert_eq!(project.name().expect("it can be read").as_deref(), Some("Cats and coffee"));
    let photos: Vec<_> = project.photos().expect("photos").iter().map(|photo| photo.id).collect();
    assert_eq!(photos.len(), 3);
    let measured = project.measured().expect("rows");
    assert_eq!(measured.iter().filter(|row| row.traits.is_some()).count(), 1);
    assert_eq!(project.kept().expect("rows").len(), 1);
    let hashes = project.hashes().expect("hashes");

    while project.strip_stored().expect("a slice") {}
    // The journal still refers to a deleted photo of the same camera: its metadata must not be in live rows either.
    project.undo().expect("an undo").expect("a change");
    assert!(!found(&rewritten(&mut project)));
    let taken = Provenance {
        taken: Taken::new(1_714_566_615, TimeSource::Camera),
        place: Place::new(47_500_000, 8_250_000),
        folder: None,
    };
    assert_eq!(project.provenance(photos[0]).expect("a row"), Provenance::default());
    assert_eq!(project.provenance(photos[1]).expect("a row"), taken);
    assert_eq!(project.hashes().expect("hashes")[..3], hashes, "they are the same photos");
    assert_eq!(project.check().expect("a check"), Vec::<Message>::new());
}

#[test]
fn a_project_of_schema_3_is_all_there_and_can_be_undone() {
    let file = released(3);
    let mut project = file.open();
    assert_eq!(project.check().expect("a check"), Vec::<Message>::new());
    assert_eq!(project.name().expect("it can be read").as_deref(), Some("Chelsea and coffee"));
    let classes = project.classes().expect("classes");
    let names: Vec<&str> = classes.iter().map(|class| class.name.as_str()).collect();
    assert_eq!(names, ["Chelsea", "Coffee"]);
    let photos: Vec<_> = project.photos().expect("photos").iter().map(|photo| photo.id).collect();
    assert_eq!(photos.len(), 2);
    assert_eq!(project.provenance(photos[0]).expect("a row"), write::provenance());
    assert_eq!(project.provenance(photos[1]).expect("a row"), Provenance::default());

    let head = project.head().expect("it can be read").expect("the head");
    let (ids, all) = ([classes[0].id, classes[1].id], [photos[0], PhotoId(photos[0].0 + 1), photos[1]]);
    assert_eq!(head.report.report(), write::report(&ids, &all));

    let mut undone = Vec::new();
    while let Some(change) = project.journal().expect("the journal").0 {
        undone.push(change.key().to_owned());
        project.undo().expect("an undo");
    }
    let expected = [
        "journal-delete-photos",
        "journal-move-photos",
        "journal-merge-classes",
        "journal-rename-class",
        "journal-add-photos",
        "journal-create-class",
        "journal-create-class",
        "journal-create-class",
    ];
    assert_eq!(undone, expected);
    assert_eq!(picture(&project), Picture::default());
    while project.redo().expect("a redo").is_some() {}
    assert_eq!(project.classes().expect("classes").len(), 1, "the deletion of the class is made again");
    assert_eq!(project.check().expect("a check"), Vec::<Message>::new());
}

/// The live rows of a project, without the content of free pages.
fn rewritten(project: &mut Project) -> Vec<u8> {
    let mut bytes = Vec::new();
    for photo in project.photos().expect("photos") {
        bytes.extend(project.photo_bytes(photo.id).expect("it can be read").expect("a photo").1);
    }
    let mut tidy = true;
    while tidy {
        tidy = project.tidy_up().expect("a piece");
    }
    bytes.extend(project.serialize().expect("the database"));
    bytes
}
