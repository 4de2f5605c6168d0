//! Adding photos: duplicates, cancelling, and other changes meanwhile.

use std::collections::BTreeMap;

use handlens_core::protocol::{ClassId, Placement};
use handlens_i18n::Localise;
use handlens_store::project::{Imported, Interrupted, NewPhoto, Project};

use crate::setup::{
    Picture, TemporaryFile, add, add_to, create, hash, journal, new_photo, photos_in, picture,
};

#[test]
fn a_photo_is_in_the_project_once_whatever_its_name() {
    let mut project = Project::in_memory().expect("a project");
    let (a, b) = (create(&mut project, "A"), create(&mut project, "B"));
    let first = add(&mut project, a, [1])[0];
    let import = project.begin_import().expect("an import");
    let twin = NewPhoto { name: "copy of 2.jpg".to_owned(), ..new_photo(2, b) };
    let batch = vec![new_photo(1, b), new_photo(2, b), twin];
    let imported = project.import_photos(import, batch).expect("imported photos");
    assert_eq!(imported[0], Imported::Duplicate { photo: first, class: a });
    let Imported::Added(added) = &imported[1] else { panic!("photo 2 is new: {imported:?}") };
    assert_eq!((added.class, added.name.as_str()), (b, "2.jpg"));
    assert_eq!(imported[2], Imported::Duplicate { photo: added.id, class: b });
    project.finish_import(import).expect("a finished import");
    assert_eq!(project.photos().expect("photos").len(), 2);
    assert_eq!(journal(&project).0.as_deref(), Some("Add 1 photo"));
}

#[test]
fn a_deleted_photo_that_comes_again_is_brought_back_with_its_features() {
    let mut project = Project::in_memory().expect("a project");
    let (a, b) = (create(&mut project, "A"), create(&mut project, "B"));
    let photo = add(&mut project, a, [1])[0];
    let rows = [(hash(1), "centre".to_owned(), vec![1.0, 2.0])];
    project.put_features("model", &rows).expect("features");
    project.delete_photos(&[photo]).expect("a deletion");
    assert_eq!(project.find(hash(1)).expect("it can be read"), Some((photo, None)));
    assert_eq!(add(&mut project, b, [1]), [photo]);
    assert_eq!(project.find(hash(1)).expect("it can be read"), Some((photo, Some(b))));
    assert_eq!(project.features("model", "centre").expect("features"), [(photo, vec![1.0, 2.0])]);
    project.undo().expect("an undo");
    assert!(project.photos().expect("photos").is_empty());
    project.undo().expect("an undo");
    assert_eq!(project.find(hash(1)).expect("it can be read"), Some((photo, Some(a))));
}

#[test]
fn an_import_finds_a_class_by_name_in_any_case_or_makes_it() {
    let mut project = Project::in_memory().expect("a project");
    let robin = create(&mut project, "Robin");
    let import = project.begin_import().expect("an import");
    let (found, change) =
        project.import_class(import, &Placement::Named(" ROBIN".to_owned())).expect("a class");
    assert_eq!((found, change.classes_changed), (robin, false));
    let (made, change) = project.import_class(import, &Placement::Named("Wren".to_owned())).expect("a class");
    assert!(change.classes_changed && made != robin);
    let (again, change) = project.import_class(import, &Placement::Class(made)).expect("a class");
    assert_eq!((again, change.classes_changed), (made, false));
    assert!(project.import_class(import, &Placement::Class(ClassId(99))).is_err());
    assert!(project.import_class(import, &Placement::Named(String::new())).is_err());
    add_to(&mut project, import, made, 1..=12);
    project.finish_import(import).expect("a finished import");
    assert_eq!(journal(&project).0.as_deref(), Some("Add 12 photos"));
    project.undo().expect("an undo");
    assert_eq!(project.classes().expect("classes").len(), 1, "the class went with the photos");
}

#[test]
fn an_import_that_adds_nothing_leaves_no_trace() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    add(&mut project, class, [1]);
    project.undo().expect("an undo");
    let import = project.begin_import().expect("an import");
    project.finish_import(import).expect("a finished import");
    project.finish_import(import).expect("finishing twice changes nothing");
    assert_eq!(journal(&project), (Some("Create class “A”".to_owned()), Some("Add 1 photo".to_owned())));
}

#[test]
fn an_import_is_all_or_nothing_per_batch_and_ends_once() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    let import = project.begin_import().expect("an import");
    let batch = vec![new_photo(1, class), new_photo(2, ClassId(99))];
    let error = project.import_photos(import, batch).expect_err("it is refused");
    assert!(error.text().starts_with("That class is no longer in the project."));
    assert!(project.photos().expect("photos").is_empty());
    project.finish_import(import).expect("a finished import");
    let error = project.import_photos(import, vec![new_photo(1, class)]).expect_err("it has ended");
    assert_eq!(error.text(), "That import has ended. Add the photos again.");
}

#[test]
fn nothing_is_undone_while_an_import_runs() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    let import = project.begin_import().expect("an import");
    add_to(&mut project, import, class, [1]);
    let sentence = project.undo().expect_err("it is refused").text();
    assert!(sentence.starts_with("Photos are still being added."), "{sentence}");
    assert_eq!(project.journal().expect("the journal"), (None, None));
    project.finish_import(import).expect("a finished import");
    assert!(project.undo().expect("an undo").is_some());
}

#[test]
fn cancelling_an_import_takes_everything_back_and_redo_adds_it_again() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    let before = picture(&project);
    let import = project.begin_import().expect("an import");
    let (made, _) = project.import_class(import, &Placement::Named("New".to_owned())).expect("a class");
    add_to(&mut project, import, class, 1..=2);
    add_to(&mut project, import, made, 3..=5);
    let during = picture(&project);
    let change = project.cancel_import(import).expect("a change");
    assert_eq!((change.description.text().as_str(), change.classes_changed), ("Add 5 photos", true));
    assert!(change.photos.len() == 5 && change.photos.iter().all(|photo| photo.after.is_none()));
    assert_eq!(picture(&project), before);
    assert_eq!(journal(&project), (Some("Create class “A”".to_owned()), Some("Add 5 photos".to_owned())));
    project.redo().expect("a redo");
    assert_eq!(picture(&project), during);
    project.undo().expect("an undo");
    assert_eq!(picture(&project), before);
}

#[test]
fn cancelling_an_import_keeps_what_was_done_meanwhile() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    let old = add(&mut project, class, [1])[0];
    let import = project.begin_import().expect("an import");
    let (made, _) = project.import_class(import, &Placement::Named("New".to_owned())).expect("a class");
    let new = add_to(&mut project, import, class, 2..=3);
    // Meanwhile the person sorts old and new photos into the new class, renames it, and creates another one.
    project.move_photos(&[old, new[0]], made).expect("a move");
    project.move_photos(&new[1..], made).expect("a move");
    project.rename_class(made, "Newer").expect("a new name");
    create(&mut project, "Other");
    project.cancel_import(import).expect("a change");
    let after = picture(&project);
    assert_eq!(after.photos, BTreeMap::from([(old, made)]));
    let names: Vec<&str> = after.classes.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["A", "Newer", "Other"]);
    while project.undo().expect("an undo").is_some() {}
    assert_eq!(picture(&project), Picture::default());
    while project.redo().expect("a redo").is_some() {}
    assert_eq!(picture(&project).photos.len(), 3, "the cancelled photos are redone last");
}

#[test]
fn cancelling_an_import_leaves_a_photo_that_another_import_brought_again() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    let (first, second) = (project.begin_import().expect("one"), project.begin_import().expect("two"));
    let photo = add_to(&mut project, first, class, [1])[0];
    project.delete_photos(&[photo]).expect("a deletion");
    assert_eq!(add_to(&mut project, second, class, [1]), [photo]);
    let change = project.cancel_import(first).expect("a change");
    assert!(change.photos.is_empty());
    assert_eq!(photos_in(&project, class), 1);
    project.cancel_import(second).expect("a change");
    assert_eq!(photos_in(&project, class), 0);
    project.undo().expect("an undo");
    assert_eq!(photos_in(&project, class), 1, "the deletion is undone");
}

#[test]
fn an_import_into_a_class_made_meanwhile_is_undone_before_that_class() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    let import = project.begin_import().expect("an import");
    add_to(&mut project, import, class, 1..=2);
    let later = create(&mut project, "Later");
    let (found, _) = project.import_class(import, &Placement::Named("later".to_owned())).expect("a class");
    assert_eq!(found, later);
    add_to(&mut project, import, later, 3..=4);
    project.finish_import(import).expect("a finished import");
    let all = picture(&project);
    let mut described = Vec::new();
    while let Some(change) = project.undo().expect("an undo") {
        let shown = picture(&project);
        assert!(shown.photos.values().all(|class| shown.classes.iter().any(|(id, _)| id == class)));
        described.push(change.description.text());
    }
    assert_eq!(described, ["Add 2 photos", "Create class “Later”", "Add 2 photos", "Create class “A”"]);
    while project.redo().expect("a redo").is_some() {}
    assert_eq!(picture(&project), all);
}

#[test]
fn two_imports_can_run_at_once() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    let (first, second) = (project.begin_import().expect("one"), project.begin_import().expect("two"));
    for number in 0..10 {
        add_to(&mut project, first, class, [number]);
        add_to(&mut project, second, class, [100 + number]);
    }
    project.cancel_import(first).expect("a change");
    project.finish_import(second).expect("a finished import");
    assert_eq!(project.photos().expect("photos").len(), 10);
    assert_eq!(journal(&project), (Some("Add 10 photos".to_owned()), Some("Add 10 photos".to_owned())));
    project.redo().expect("a redo");
    assert_eq!(photos_in(&project, class), 20);
}

#[test]
fn a_class_that_an_import_made_goes_again_if_it_got_no_photo() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    add(&mut project, class, [1]);
    let import = project.begin_import().expect("an import");
    let mut made =
        |name: &str| project.import_class(import, &Placement::Named(name.to_owned())).expect("a class").0;
    let (empty, renamed, filled, emptied) = (made("Empty"), made("Renamed"), made("Filled"), made("Emptied"));
    // A duplicate adds nothing to its class.
    let imported = project.import_photos(import, vec![new_photo(1, empty)]).expect("imported photos");
    assert!(matches!(imported[..], [Imported::Duplicate { .. }]));
    project.rename_class(renamed, "Kept").expect("a new name");
    add_to(&mut project, import, filled, [2]);
    let gone = add_to(&mut project, import, emptied, [3]);
    project.delete_photos(&gone).expect("a deletion");
    let change = project.finish_import(import).expect("a finished import");
    assert!(change.classes_changed && change.photos.is_empty());
    let shown = picture(&project);
    let names: Vec<&str> = shown.classes.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["A", "Kept", "Filled", "Emptied"], "what the person touched stays");
    while project.undo().expect("an undo").is_some() {}
    assert_eq!(picture(&project), Picture::default());
    while project.redo().expect("a redo").is_some() {}
    assert_eq!(picture(&project), shown);

    let import = project.begin_import().expect("an import");
    project.import_class(import, &Placement::Named("Never".to_owned())).expect("a class");
    assert!(project.finish_import(import).expect("a finished import").classes_changed);
    assert_eq!(picture(&project), shown);
}

#[test]
fn an_import_that_was_interrupted_is_told_once_and_leaves_no_empty_class() {
    let file = TemporaryFile::new();
    let open = || file.open();
    let interrupt = |files: Option<u32>, photos: std::ops::Range<u32>| {
        let mut project = open();
        let class = project.classes().expect("classes").first().map(|class| class.id);
        let class = class.unwrap_or_else(|| create(&mut project, "A"));
        let import = project.begin_import().expect("an import");
        project.import_class(import, &Placement::Named("Never".to_owned())).expect("a class");
        if let Some(files) = files {
            project.expect_files(import, files).expect("a number");
        }
        add_to(&mut project, import, class, photos);
    };
    let told = || open().take_interrupted().expect("it can be read");
    interrupt(Some(10), 0..4);
    // Opened by something that does not tell it.
    drop(open());
    assert_eq!(told(), Some(Interrupted { added: 4, files: Some(10) }));
    assert_eq!(told(), None);
    assert_eq!(open().classes().expect("classes").len(), 1);
    interrupt(None, 4..6);
    interrupt(Some(3), 6..7);
    assert_eq!(told(), Some(Interrupted { added: 3, files: None }), "both, one of which has no number");
    interrupt(Some(2), 7..9);
    assert_eq!(told(), None, "nothing is missing");

    let mut project = open();
    let import = project.begin_import().expect("an import");
    project.expect_files(import, 3).expect("a number");
    project.finish_import(import).expect("a finished import");
    drop(project);
    assert_eq!(told(), None);
}
