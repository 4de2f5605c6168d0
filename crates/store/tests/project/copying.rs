//! Copying takes everything live and nothing deleted, and leaves nothing half-finished.

use handlens_core::config::Settings;
use handlens_core::message::Message;
use handlens_core::protocol::{ClassId, PhotoId, TrainReport};
use handlens_i18n::Localise;
use handlens_store::project::{Copying, NewPhoto, Project};
use std::collections::BTreeMap;

use crate::setup::{TemporaryFile, copy, create, features_of, hash, head, picture, real_photo};

/// Everything in which a copy must equal the original.
fn content(project: &Project) -> impl PartialEq + std::fmt::Debug + use<> {
    let photos = project.photos().expect("photos");
    let ids: Vec<PhotoId> = photos.iter().map(|photo| photo.id).collect();
    let files: BTreeMap<PhotoId, _> =
        ids.iter().map(|id| (*id, project.photo_bytes(*id).expect("a photo"))).collect();
    let views = ["centre", "whole"].map(|view| project.features("model-a", view).expect("features"));
    (
        project.classes().expect("classes"),
        photos,
        (files, project.thumbnails(&ids).expect("thumbnails"), project.hashes().expect("hashes"), views),
        (project.settings().expect("settings"), project.name().expect("it can be read")),
        project.head().expect("it can be read"),
    )
}

/// A project with classes, photos, features, a head, settings, a name, and deleted content.
fn full() -> (Project, Vec<ClassId>, Vec<PhotoId>) {
    let mut project = Project::in_memory().expect("a project");
    let classes: Vec<ClassId> = ["A", "B", "C"].iter().map(|name| create(&mut project, name)).collect();
    let import = project.begin_import().expect("an import");
    let photos = (1..=10).map(|number| real_photo(number, classes[number as usize % 3])).collect();
    project.import_photos(import, photos).expect("imported photos");
    project.finish_import(import).expect("a finished import");
    project.put_features("model-a", &features_of(1..=10)).expect("features");
    let photos: Vec<PhotoId> = project.photos().expect("photos").iter().map(|photo| photo.id).collect();
    let mut settings = Settings::default();
    settings.train.folds = 3;
    project.set_settings(&settings).expect("settings");
    project.set_name("Letters").expect("a name");
    (project, classes, photos)
}

#[test]
fn a_copy_shows_what_the_original_shows() {
    let (mut from, classes, photos) = full();
    from.put_head(&head(&classes, &photos)).expect("a head");
    let mut into = Project::in_memory().expect("a project");
    copy(&from, &mut into).expect("a copy");
    assert_eq!(content(&into), content(&from));
    assert_eq!(into.check().expect("a check"), Vec::<Message>::new());
    assert_eq!(into.journal().expect("the journal"), (None, None));
    // The copy can be changed on its own.
    into.delete_photos(&photos[..1]).expect("a deletion");
    into.undo().expect("an undo");
    assert_eq!(content(&into), content(&from));
}

#[test]
fn what_was_deleted_is_not_in_the_copy_and_no_id_is_used_again() {
    let (mut from, classes, photos) = full();
    from.put_head(&head(&classes[..2], &photos)).expect("a head");
    let secret = real_photo(4, classes[1]);
    let gone: Vec<PhotoId> = [photos[3], photos[9]].to_vec();
    from.delete_photos(&gone).expect("a deletion");
    from.delete_class(classes[2]).expect("a deletion");
    let mut into = Project::in_memory().expect("a project");
    copy(&from, &mut into).expect("a copy");
    assert_eq!(picture(&into), picture(&from));
    let bytes = into.serialize().expect("the database");
    let found = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    assert!(!found(&secret.bytes[800..1200]) && !found(&hash(4).0) && !found(b"4.jpg"));
    assert!(found(&real_photo(1, classes[1]).bytes[800..1200]), "so it would be found");
    let report = into.head().expect("it can be read").expect("the head").report.report();
    let judged = report.held_out.expect("held-out results").photos;
    assert!(judged.iter().all(|(photo, ..)| !gone.contains(photo)) && !judged.is_empty());
    let new = into.create_class("New").map(|_| crate::setup::class_id(&into, "New")).expect("a class");
    assert_eq!(new, ClassId(4));
    assert_eq!(crate::setup::add(&mut into, new, [99]), [PhotoId(11)]);
}

#[test]
fn a_head_that_does_not_fit_is_left_behind() {
    let (mut from, classes, photos) = full();
    let good = head(&classes[..2], &photos);
    // A million parameters of tuned layers, all 1 as f16, with a head on twice as many inputs.
    let mut tuned = good.clone();
    tuned.weights.extend(vec![0.5; 2 * 1280]);
    tuned.tail = Some([0x00, 0x3c].repeat(1_013_696));
    from.put_head(&tuned).expect("a head");
    let mut into = Project::in_memory().expect("a project");
    copy(&from, &mut into).expect("a copy");
    assert_eq!(into.head().expect("it can be read").expect("the head").tail, tuned.tail);
    let mut tried = Vec::new();
    for change in 0..9 {
        let mut head = if change < 6 { good.clone() } else { tuned.clone() };
        match change {
            0 => head.weights[7] = f32::NAN,
            1 => head.weights.truncate(1281),
            2 => head.classes[1] = head.classes[0],
            3 => head.classes[1] = ClassId(77),
            4 => head.report = TrainReport { loss: f32::NAN, ..head.report.report() }.into(),
            5 => head.report.suspects.push((photos[0], classes[0], classes[1], f32::INFINITY)),
            6 => head.weights.clone_from(&good.weights),
            7 => head.tail.iter_mut().for_each(|tail| tail.truncate(2 * 1_013_695)),
            // An infinite number.
            _ => head.tail.iter_mut().for_each(|tail| tail[1] = 0x7c),
        }
        from.put_head(&head).expect("a head");
        let mut into = Project::in_memory().expect("a project");
        copy(&from, &mut into).expect("a copy");
        tried.push(into.head().expect("it can be read"));
    }
    assert_eq!(tried, vec![None; 9]);
}

#[test]
fn what_changes_meanwhile_does_not_matter() {
    let (mut from, classes, photos) = full();
    let before = content(&from);
    let mut into = Project::in_memory().expect("a project");
    let mut copying = Copying::begin(&from, &mut into).expect("a copy");
    assert_eq!((copying.done(), copying.total()), (0, 10));
    assert!(!copying.advance(&from, &mut into, 4).expect("a slice"));
    from.move_photos(&photos[5..7], classes[0]).expect("a move");
    from.delete_photos(&photos[..1]).expect("a deletion");
    from.delete_photos(&photos[7..8]).expect("a deletion");
    from.merge_classes(classes[1], classes[2]).expect("a merger");
    from.rename_class(classes[2], "Z").expect("a name");
    assert!(!copying.advance(&from, &mut into, 4).expect("a slice"));
    assert!(copying.advance(&from, &mut into, 4).expect("a slice"));
    assert_eq!((copying.done(), copying.total()), (10, 10));
    copying.finish(&mut into).expect("an end");
    assert_eq!(content(&into), before, "it shows the project as it was when the copying began");

    // A photo that has been removed for good is skipped.
    let mut into = Project::in_memory().expect("a project");
    let import = from.begin_import().expect("an import");
    from.import_photos(import, vec![real_photo(50, classes[2])]).expect("a photo");
    let mut copying = Copying::begin(&from, &mut into).expect("a copy");
    from.cancel_import(import).expect("a change");
    create(&mut from, "New");
    assert!(copying.advance(&from, &mut into, 100).expect("a slice"));
    copying.finish(&mut into).expect("an end");
    assert_eq!(into.photos().expect("photos").len(), 8);
    assert_eq!(into.check().expect("a check"), Vec::<Message>::new());
}

#[test]
fn a_copy_that_is_not_finished_is_opened_by_nobody() {
    let (from, ..) = full();
    let file = TemporaryFile::new();
    let mut into = file.open();
    let mut copying = Copying::begin(&from, &mut into).expect("a copy");
    assert!(!copying.advance(&from, &mut into, 4).expect("a slice"));
    drop(into);
    let error = Project::open(file.path()).expect_err("it is refused");
    assert!(error.is_unfinished(), "{error:?}");
    assert!(error.text().starts_with("This project is incomplete"), "{error}");
    let error = Project::open_foreign(file.path(), None).expect_err("it is refused");
    assert!(error.is_unfinished(), "{error:?}");
    assert!(error.text().starts_with("This file holds only part of a project"), "{error}");
}

#[test]
fn only_an_empty_project_is_copied_into_and_only_a_whole_copy_is_finished() {
    let (from, ..) = full();
    let mut into = Project::in_memory().expect("a project");
    create(&mut into, "Mine");
    let error = Copying::begin(&from, &mut into).expect_err("it is refused");
    assert!(error.text().starts_with("A project can be copied only into an empty one."), "{error}");
    assert_eq!(into.classes().expect("classes").len(), 1);

    let mut into = Project::in_memory().expect("a project");
    let mut copying = Copying::begin(&from, &mut into).expect("a copy");
    copying.advance(&from, &mut into, 4).expect("a slice");
    assert!(copying.finish(&mut into).is_err());
}

#[test]
fn a_photo_of_ones_own_that_is_damaged_is_named() {
    let mut from = Project::in_memory().expect("a project");
    let class = create(&mut from, "A");
    let import = from.begin_import().expect("an import");
    let damaged = NewPhoto { bytes: vec![0; 700], name: "garden.jpg".to_owned(), ..real_photo(2, class) };
    from.import_photos(import, vec![real_photo(1, class), damaged]).expect("photos");
    from.finish_import(import).expect("an end");
    let mut into = Project::in_memory().expect("a project");
    let error = copy(&from, &mut into).expect_err("it is refused");
    let expected = "The photo “garden.jpg” cannot be read. Delete what is damaged and try again.";
    assert_eq!((error.text().as_str(), error.is_damaged()), (expected, true));
}
