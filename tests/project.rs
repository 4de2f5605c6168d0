//! The project: every change with undo and redo, imports, features, and what a file must be.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use handlens::config::{Settings, limits};
use handlens::photo::PhotoHash;
use handlens::project::{Change, ImportId, Imported, JOURNAL_ENTRIES, NewPhoto, Project, StoredHead};
use handlens::protocol::{ClassId, PhotoId, Placement};
use proptest::prelude::*;

const MODEL: &str = "model-a";

fn new_photo(number: u32, class: ClassId) -> NewPhoto {
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

fn hash(number: u32) -> PhotoHash {
    PhotoHash::of_bytes(&number.to_le_bytes())
}

fn create(project: &mut Project, name: &str) -> ClassId {
    project.create_class(name).expect("a class");
    class_id(project, name)
}

fn class_id(project: &Project, name: &str) -> ClassId {
    let classes = project.classes().expect("classes");
    classes.iter().find(|class| class.name == name).expect("the class is there").id
}

/// Adds photos as one finished import.
fn add(project: &mut Project, class: ClassId, numbers: impl IntoIterator<Item = u32>) -> Vec<PhotoId> {
    let import = project.begin_import().expect("an import");
    let photos = add_to(project, import, class, numbers);
    project.finish_import(import).expect("a finished import");
    photos
}

/// The photos that were not in the project before.
fn add_to(
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
struct Picture {
    classes: Vec<(ClassId, String)>,
    photos: BTreeMap<PhotoId, ClassId>,
}

fn picture(project: &Project) -> Picture {
    let classes = project.classes().expect("classes").into_iter().map(|class| (class.id, class.name));
    let photos = project.photos().expect("photos").into_iter().map(|photo| (photo.id, photo.class));
    Picture { classes: classes.collect(), photos: photos.collect() }
}

fn photos_in(project: &Project, class: ClassId) -> usize {
    picture(project).photos.values().filter(|other| **other == class).count()
}

/// The sentence that refuses a change, which must leave the project as it was.
fn refusal(project: &mut Project, change: impl FnOnce(&mut Project) -> handlens::Result<Change>) -> String {
    let (before, journal) = (picture(project), project.journal().expect("the journal"));
    let sentence = change(project).expect_err("it is refused").to_string();
    assert_eq!(picture(project), before);
    assert_eq!(project.journal().expect("the journal"), journal);
    sentence
}

/// A file that is removed at the end of the test.
struct TemporaryFile(PathBuf);

impl TemporaryFile {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("handlens-test-{}-{number}.sqlite", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("a path in UTF-8")
    }

    fn open(&self) -> Project {
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

#[test]
fn each_change_is_described_undone_and_redone() {
    type Step = fn(&mut Project) -> handlens::Result<Change>;
    let steps: [(Step, &str, bool, usize); 7] = [
        (|project| project.create_class(" Robin "), "Create class “Robin”", true, 0),
        (|project| project.rename_class(ClassId(1), "Wren"), "Rename “A” to “Wren”", true, 0),
        (|project| project.merge_classes(ClassId(1), ClassId(2)), "Merge “A” into “B”", true, 3),
        (|project| project.delete_class(ClassId(1)), "Delete class “A” (3 photos)", true, 3),
        (|project| project.delete_class(ClassId(3)), "Delete class “Empty”", true, 0),
        (
            |project| project.move_photos(&[PhotoId(1), PhotoId(2), PhotoId(4)], ClassId(2)),
            "Move 2 photos to “B”",
            false,
            2,
        ),
        (|project| project.delete_photos(&[PhotoId(4), PhotoId(4)]), "Delete 1 photo", false, 1),
    ];
    for (step, description, classes_changed, photos) in steps {
        let mut project = Project::in_memory().expect("a project");
        let (a, b) = (create(&mut project, "A"), create(&mut project, "B"));
        create(&mut project, "Empty");
        add(&mut project, a, 1..=3);
        add(&mut project, b, 4..=4);
        let before = picture(&project);

        let change = step(&mut project).expect("the change");
        assert_eq!(change.description, description);
        assert_eq!((change.classes_changed, change.photos.len()), (classes_changed, photos), "{description}");
        let after = picture(&project);
        assert_ne!(before, after, "{description}");
        assert_eq!(project.journal().expect("the journal"), (Some(description.to_owned()), None));

        let back = project.undo().expect("an undo").expect("something to undo");
        assert_eq!(back.description, description);
        assert_eq!(picture(&project), before, "{description}");
        assert_eq!(project.journal().expect("the journal").1.as_deref(), Some(description));
        for (forth, back) in change.photos.iter().zip(&back.photos) {
            assert_eq!((forth.photo, forth.before, forth.after), (back.photo, back.after, back.before));
        }

        assert_eq!(project.redo().expect("a redo").expect("something to redo"), change);
        assert_eq!(picture(&project), after, "{description}");
    }
}

#[test]
fn undo_and_redo_with_nothing_to_do_say_so() {
    let mut project = Project::in_memory().expect("a project");
    assert_eq!(project.undo().expect("an undo"), None);
    assert_eq!(project.redo().expect("a redo"), None);
    assert_eq!(project.journal().expect("the journal"), (None, None));
}

#[test]
fn a_change_that_changes_nothing_leaves_no_trace_in_the_journal() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    let photos = add(&mut project, class, 1..=2);
    for change in [
        project.move_photos(&photos, class).expect("a change"),
        project.move_photos(&[], class).expect("a change"),
        project.delete_photos(&[]).expect("a change"),
        project.rename_class(class, "A").expect("a change"),
    ] {
        assert!(!change.classes_changed && change.photos.is_empty());
    }
    assert_eq!(project.journal().expect("the journal").0.as_deref(), Some("Add 2 photos"));
}

#[test]
fn a_new_change_ends_what_could_be_redone() {
    let mut project = Project::in_memory().expect("a project");
    create(&mut project, "A");
    project.undo().expect("an undo");
    create(&mut project, "B");
    assert_eq!(project.redo().expect("a redo"), None);
    assert_eq!(project.classes().expect("classes").len(), 1);
}

#[test]
fn names_of_classes_are_checked_in_a_sentence() {
    let mut project = Project::in_memory().expect("a project");
    let robin = create(&mut project, "Róbin");
    create(&mut project, "Wren");
    let empty = refusal(&mut project, |project| project.create_class("  \t"));
    assert_eq!(empty, "A class needs a name. Type one.");
    let long = "x".repeat(limits::CLASS_NAME_CHARS + 1);
    let sentence = refusal(&mut project, |project| project.create_class(&long));
    assert_eq!(sentence, "A class's name can have 80 characters, and this one has 81. Shorten it.");
    let taken = refusal(&mut project, |project| project.create_class("RÓBIN "));
    assert_eq!(taken, "There is a class “Róbin” already. Choose another name.");
    let taken = refusal(&mut project, |project| project.rename_class(robin, "wren"));
    assert_eq!(taken, "There is a class “Wren” already. Choose another name.");
    project.rename_class(robin, "RÓBIN").expect("its own name in another case is free");
    project.create_class(&"ü".repeat(limits::CLASS_NAME_CHARS)).expect("characters are counted, not bytes");
}

#[test]
fn a_deleted_class_frees_its_name() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    project.delete_class(class).expect("a deletion");
    assert_ne!(create(&mut project, "a"), class);
}

#[test]
fn there_is_a_limit_to_the_number_of_classes() {
    let mut project = Project::in_memory().expect("a project");
    for number in 0..limits::CLASSES {
        create(&mut project, &format!("Class {number}"));
    }
    let sentence = refusal(&mut project, |project| project.create_class("One more"));
    assert_eq!(
        sentence,
        "A project can have 200 classes, and this one has them all. Merge or delete one first."
    );
}

#[test]
fn unknown_classes_and_photos_are_refused_in_a_sentence() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    let photos = add(&mut project, class, 1..=2);
    project.delete_photos(&photos[..1]).expect("a deletion");
    let gone = "That class is no longer in the project. Choose another one, or undo its deletion.";
    let unknown = ClassId(99);
    assert_eq!(refusal(&mut project, |project| project.rename_class(unknown, "B")), gone);
    assert_eq!(refusal(&mut project, |project| project.delete_class(unknown)), gone);
    assert_eq!(refusal(&mut project, |project| project.merge_classes(class, unknown)), gone);
    assert_eq!(refusal(&mut project, |project| project.merge_classes(unknown, class)), gone);
    assert_eq!(refusal(&mut project, |project| project.move_photos(&photos[1..], unknown)), gone);
    let itself = refusal(&mut project, |project| project.merge_classes(class, class));
    assert_eq!(itself, "A class cannot be merged into itself. Choose another class.");
    let gone = "One of these photos is no longer in the project, so nothing was changed. Choose again.";
    assert_eq!(refusal(&mut project, |project| project.move_photos(&photos, class)), gone);
    assert_eq!(refusal(&mut project, |project| project.delete_photos(&photos)), gone);
}

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
    assert_eq!(project.journal().expect("the journal").0.as_deref(), Some("Add 1 photo"));
}

#[test]
fn a_deleted_photo_that_comes_again_is_brought_back_with_its_features() {
    let mut project = Project::in_memory().expect("a project");
    let (a, b) = (create(&mut project, "A"), create(&mut project, "B"));
    let photo = add(&mut project, a, [1])[0];
    let rows = [(hash(1), "centre".to_owned(), vec![1.0, 2.0])];
    project.put_features(MODEL, &rows).expect("features");
    project.delete_photos(&[photo]).expect("a deletion");
    assert_eq!(project.find(hash(1)).expect("a look"), Some((photo, None)));
    assert_eq!(add(&mut project, b, [1]), [photo]);
    assert_eq!(project.find(hash(1)).expect("a look"), Some((photo, Some(b))));
    assert_eq!(project.features(MODEL, "centre").expect("features"), [(photo, vec![1.0, 2.0])]);
    project.undo().expect("an undo");
    assert!(project.photos().expect("photos").is_empty());
    project.undo().expect("an undo");
    assert_eq!(project.find(hash(1)).expect("a look"), Some((photo, Some(a))));
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
    assert_eq!(project.journal().expect("the journal").0.as_deref(), Some("Add 12 photos"));
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
    let journal = project.journal().expect("the journal");
    assert_eq!(journal, (Some("Create class “A”".to_owned()), Some("Add 1 photo".to_owned())));
}

#[test]
fn an_import_is_all_or_nothing_per_batch_and_ends_once() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    let import = project.begin_import().expect("an import");
    let batch = vec![new_photo(1, class), new_photo(2, ClassId(99))];
    let error = project.import_photos(import, batch).expect_err("it is refused");
    assert!(error.to_string().starts_with("That class is no longer in the project."));
    assert!(project.photos().expect("photos").is_empty());
    project.finish_import(import).expect("a finished import");
    let error = project.import_photos(import, vec![new_photo(1, class)]).expect_err("it has ended");
    assert_eq!(error.to_string(), "That import has ended. Add the photos again.");
}

#[test]
fn nothing_is_undone_while_an_import_runs() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    let import = project.begin_import().expect("an import");
    add_to(&mut project, import, class, [1]);
    let sentence = project.undo().expect_err("it is refused").to_string();
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
    assert_eq!((change.description.as_str(), change.classes_changed), ("Add 5 photos", true));
    assert!(change.photos.len() == 5 && change.photos.iter().all(|photo| photo.after.is_none()));
    assert_eq!(picture(&project), before);
    let journal = project.journal().expect("the journal");
    assert_eq!(journal, (Some("Create class “A”".to_owned()), Some("Add 5 photos".to_owned())));
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
    // The person sorts old and new photos into the new class, renames it, and makes another one.
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
        described.push(change.description);
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
    let journal = project.journal().expect("the journal");
    assert_eq!(journal, (Some("Add 10 photos".to_owned()), Some("Add 10 photos".to_owned())));
    project.redo().expect("a redo");
    assert_eq!(photos_in(&project, class), 20);
}

#[test]
fn a_reopened_project_is_as_it_was_journal_included() {
    let file = TemporaryFile::new();
    let mut project = file.open();
    let class = create(&mut project, "A");
    let photos = add(&mut project, class, 1..=3);
    project.delete_photos(&photos[..1]).expect("a deletion");
    project.delete_photos(&photos[1..2]).expect("a deletion");
    project.undo().expect("an undo");
    let settings = Settings::default();
    let (before, journal) = (picture(&project), project.journal().expect("the journal"));
    project.set_settings(&settings).expect("settings");
    drop(project);

    let mut project = file.open();
    assert_eq!(picture(&project), before);
    assert_eq!(project.journal().expect("the journal"), journal);
    project.undo().expect("an undo");
    assert_eq!(project.photos().expect("photos").len(), 3);
    project.redo().expect("a redo");
    project.redo().expect("a redo");
    assert_eq!(project.photos().expect("photos").len(), 1);
}

#[test]
fn an_import_that_the_program_did_not_survive_counts_as_finished() {
    let file = TemporaryFile::new();
    let mut project = file.open();
    let class = create(&mut project, "A");
    let import = project.begin_import().expect("an import");
    add_to(&mut project, import, class, 1..=3);
    project.begin_import().expect("an import without photos");
    drop(project);

    let mut project = file.open();
    assert_eq!(project.photos().expect("photos").len(), 3);
    assert_eq!(project.journal().expect("the journal").0.as_deref(), Some("Add 3 photos"));
    project.undo().expect("an undo");
    assert!(project.photos().expect("photos").is_empty());
}

#[test]
fn photos_and_thumbnails_come_back_as_they_were_stored() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    let photos = add(&mut project, class, 1..=2);
    let unknown = PhotoId(99);
    let thumbnails = project.thumbnails(&[photos[1], unknown, photos[0]]).expect("thumbnails");
    assert_eq!(thumbnails, [(photos[1], vec![2; 50]), (photos[0], vec![1; 50])]);
    let file = project.photo_bytes(photos[0]).expect("a look");
    assert_eq!(file, Some(("image/jpeg".to_owned(), vec![1; 500])));
    assert_eq!(project.photo_bytes(unknown).expect("a look"), None);
    let hashes = project.hashes().expect("hashes");
    assert_eq!(hashes, [(photos[0], class, hash(1)), (photos[1], class, hash(2))]);
}

#[test]
fn features_belong_to_a_photo_a_model_and_a_view() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    let photos = add(&mut project, class, 1..=3);
    let row = |number, view: &str, value: f32| {
        (hash(number), view.to_owned(), vec![value, -value, f32::MIN_POSITIVE])
    };
    let rows = [row(1, "centre", 1.5), row(2, "centre", 2.5), row(1, "whole", 3.5), row(77, "centre", 9.0)];
    project.put_features(MODEL, &rows).expect("features");
    project.put_features("model-b", &[row(3, "centre", 4.5)]).expect("features");
    let centre = project.features(MODEL, "centre").expect("features");
    assert_eq!(centre, [(photos[0], rows[0].2.clone()), (photos[1], rows[1].2.clone())]);
    assert_eq!(project.missing_features(MODEL, "centre").expect("photos"), photos[2..]);
    assert_eq!(project.missing_features(MODEL, "whole").expect("photos"), photos[1..]);
    assert_eq!(project.missing_features("model-c", "whole").expect("photos"), photos);

    project.put_features(MODEL, &[row(1, "centre", 7.0)]).expect("features");
    assert_eq!(project.features(MODEL, "centre").expect("features")[0].1[0], 7.0);

    project.delete_photos(&photos[..1]).expect("a deletion");
    assert_eq!(project.features(MODEL, "centre").expect("features").len(), 1);
    project.undo().expect("an undo");
    assert_eq!(project.features(MODEL, "centre").expect("features").len(), 2, "undo needs no embedding");
}

#[test]
fn what_the_journal_forgets_is_purged() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    let photos = add(&mut project, class, 1..=2);
    project.put_features(MODEL, &[(hash(1), "centre".to_owned(), vec![1.0])]).expect("features");
    project.delete_photos(&photos[..1]).expect("a deletion");
    // The deletion is the oldest entry but two; as many changes as the journal holds push all three out.
    for number in 0..JOURNAL_ENTRIES - 1 {
        project.rename_class(class, &format!("A{number}")).expect("a new name");
    }
    assert!(project.find(hash(1)).expect("a look").is_some(), "the deletion can still be undone");
    project.rename_class(class, "A").expect("a new name");
    assert_eq!(project.find(hash(1)).expect("a look"), None);
    assert_eq!(project.photo_bytes(photos[0]).expect("a look"), None);
    assert_eq!(project.thumbnails(&photos).expect("thumbnails").len(), 1);
    let mut undone = 0;
    while project.undo().expect("an undo").is_some() {
        undone += 1;
    }
    assert_eq!(undone, JOURNAL_ENTRIES);
    assert_eq!(project.photos().expect("photos").len(), 1, "what was done before the journal begins stays");
    // It comes again as a new photo, under a new id and without its features.
    let again = add(&mut project, class, [1])[0];
    assert!(!photos.contains(&again));
    assert_eq!(project.missing_features(MODEL, "centre").expect("photos"), [photos[1], again]);
}

#[test]
fn photos_whose_import_was_undone_are_purged_by_the_next_change() {
    let file = TemporaryFile::new();
    let mut project = file.open();
    let class = create(&mut project, "A");
    let import = project.begin_import().expect("an import");
    let large =
        (0..40).map(|number| NewPhoto { bytes: vec![0; 100_000], ..new_photo(number, class) }).collect();
    project.import_photos(import, large).expect("imported photos");
    project.cancel_import(import).expect("a change");
    let size = || std::fs::metadata(file.path()).expect("the file").len();
    assert!(size() > 4_000_000);
    create(&mut project, "B");
    assert_eq!(project.find(hash(1)).expect("a look"), None);
    assert!(size() < 400_000, "{} bytes are left: the space was not given back", size());
}

#[test]
fn the_head_is_stored_replaced_and_removed() {
    let mut project = Project::in_memory().expect("a project");
    assert_eq!(project.head().expect("a look"), None);
    let head = StoredHead {
        model: MODEL.to_owned(),
        classes: vec![ClassId(3), ClassId(1)],
        report_json: "{\"accuracy\":0.5}".to_owned(),
        weights: vec![0.25, -1.0, 3.0e-9, 4.0],
    };
    project.put_head(&head).expect("a head");
    assert_eq!(project.head().expect("a look"), Some(head.clone()));
    let other = StoredHead { weights: vec![], ..head };
    project.put_head(&other).expect("a head");
    assert_eq!(project.head().expect("a look"), Some(other));
    project.clear_head().expect("no head");
    assert_eq!(project.head().expect("a look"), None);
}

#[test]
fn settings_are_stored_and_come_back_in_their_ranges() {
    let mut project = Project::in_memory().expect("a project");
    assert_eq!(project.settings().expect("settings"), Settings::default());
    let mut settings = Settings::default();
    settings.train.flips = false;
    settings.train.folds = 7;
    settings.train.weight_decay = 1e9;
    project.set_settings(&settings).expect("settings");
    settings.train.weight_decay = 1.0;
    assert_eq!(project.settings().expect("settings"), settings);
}

fn with_database(change: &str) -> String {
    let file = TemporaryFile::new();
    drop(file.open());
    rusqlite::Connection::open(file.path()).expect("a database").execute_batch(change).expect("the change");
    Project::open(file.path()).expect_err("it is refused").to_string()
}

#[test]
fn a_project_of_a_newer_version_is_refused() {
    let sentence = with_database("PRAGMA user_version = 999");
    assert!(sentence.starts_with("This project was written by a newer version of Handlens."), "{sentence}");
    let sentence = with_database("PRAGMA user_version = -1");
    assert!(sentence.starts_with("This project was written by a newer version of Handlens."), "{sentence}");
}

#[test]
fn a_file_that_is_no_project_is_refused_and_left_as_it_is() {
    let expected = "This file is not a Handlens project. Choose another one.";
    assert_eq!(with_database("PRAGMA application_id = 5"), expected);

    let file = TemporaryFile::new();
    let text = "This is a letter and no database, and long enough to have a header.\n".repeat(100);
    std::fs::write(file.path(), &text).expect("a file");
    assert_eq!(Project::open(file.path()).expect_err("it is refused").to_string(), expected);
    assert_eq!(std::fs::read_to_string(file.path()).expect("the file"), text);
}

#[test]
fn a_damaged_project_is_refused_in_a_sentence_and_never_panics() {
    let file = TemporaryFile::new();
    let mut project = file.open();
    let class = create(&mut project, "A");
    add(&mut project, class, 0..50);
    drop(project);
    let whole = std::fs::read(file.path()).expect("the file");
    for start in (100..whole.len()).step_by(4096) {
        let mut bytes = whole.clone();
        let end = bytes.len().min(start + 2000);
        bytes[start..end].fill(0xa5);
        std::fs::write(file.path(), bytes).expect("a file");
        let answer = Project::open(file.path()).and_then(|mut project| {
            project.photos()?;
            project.delete_class(class)?;
            project.undo()
        });
        if let Err(error) = answer {
            assert!(error.to_string().ends_with('.'), "{error}");
        }
    }
}

#[test]
fn a_path_that_cannot_be_opened_is_refused_in_a_sentence() {
    let error = Project::open("/no/such/folder/project.sqlite").expect_err("it is refused");
    assert_eq!(error.to_string(), "The project's file cannot be opened. Check its name and try again.");
}

/// One wish of a person. Numbers choose among what is there at that time.
#[derive(Debug, Clone)]
enum Wish {
    Create(u8),
    Rename(usize, u8),
    Merge(usize, usize),
    DeleteClass(usize),
    Move(Vec<usize>, usize),
    DeletePhotos(Vec<usize>),
    BeginImport,
    ImportNamed(usize, u8, Vec<u32>),
    Import(usize, usize, Vec<u32>),
    Finish(usize),
    Cancel(usize),
    Undo,
    Redo,
}

fn wish() -> impl Strategy<Value = Wish> {
    let some = || any::<usize>();
    let numbers = || prop::collection::vec(0_u32..40, 1..6);
    prop_oneof![
        2 => (0_u8..8).prop_map(Wish::Create),
        1 => (some(), 0_u8..8).prop_map(|(class, name)| Wish::Rename(class, name)),
        1 => (some(), some()).prop_map(|(from, into)| Wish::Merge(from, into)),
        1 => some().prop_map(Wish::DeleteClass),
        2 => (prop::collection::vec(some(), 0..4), some()).prop_map(|(photos, class)| Wish::Move(photos, class)),
        2 => prop::collection::vec(some(), 0..4).prop_map(Wish::DeletePhotos),
        2 => Just(Wish::BeginImport),
        2 => (some(), 0_u8..8, numbers()).prop_map(|(import, name, photos)| Wish::ImportNamed(import, name, photos)),
        4 => (some(), some(), numbers()).prop_map(|(import, class, photos)| Wish::Import(import, class, photos)),
        2 => some().prop_map(Wish::Finish),
        1 => some().prop_map(Wish::Cancel),
        2 => Just(Wish::Undo),
        1 => Just(Wish::Redo),
    ]
}

/// A project with a person at work.
struct Work {
    project: Project,
    imports: Vec<ImportId>,
}

impl Work {
    fn class(&self, choice: usize) -> Option<ClassId> {
        choose(&self.project.classes().expect("classes"), choice).map(|class| class.id)
    }

    fn photos(&self, choices: &[usize]) -> Vec<PhotoId> {
        let photos = self.project.photos().expect("photos");
        choices.iter().filter_map(|choice| choose(&photos, *choice)).map(|photo| photo.id).collect()
    }

    /// Does what is wished, and checks that the reported change is what really changed.
    fn fulfil(&mut self, wish: &Wish) {
        let before = picture(&self.project);
        let Some(change) = self.attempt(wish) else {
            assert_eq!(picture(&self.project), before, "a refused wish changes nothing: {wish:?}");
            return;
        };
        let after = picture(&self.project);
        let mut expected = before.photos.clone();
        for photo in &change.photos {
            assert_eq!(expected.get(&photo.photo).copied(), photo.before, "{wish:?}");
            match photo.after {
                Some(class) => expected.insert(photo.photo, class),
                None => expected.remove(&photo.photo),
            };
        }
        assert_eq!(after.photos, expected, "{wish:?}");
        assert_eq!(change.classes_changed, before.classes != after.classes, "{wish:?}");
        assert_sound(&after);
    }

    fn attempt(&mut self, wish: &Wish) -> Option<Change> {
        let name = |number: &u8| format!("Class {number}");
        match wish {
            Wish::Create(number) => self.project.create_class(&name(number)).ok(),
            Wish::Rename(class, number) => self.project.rename_class(self.class(*class)?, &name(number)).ok(),
            Wish::Merge(from, into) => {
                self.project.merge_classes(self.class(*from)?, self.class(*into)?).ok()
            }
            Wish::DeleteClass(class) => self.project.delete_class(self.class(*class)?).ok(),
            Wish::Move(photos, class) => {
                self.project.move_photos(&self.photos(photos), self.class(*class)?).ok()
            }
            Wish::DeletePhotos(photos) => self.project.delete_photos(&self.photos(photos)).ok(),
            Wish::BeginImport => {
                self.imports.push(self.project.begin_import().expect("an import"));
                None
            }
            Wish::ImportNamed(import, number, photos) => {
                let import = *choose(&self.imports, *import)?;
                let place = Placement::Named(name(number));
                let (class, mut change) = self.project.import_class(import, &place).expect("a class");
                change.photos = self.import(import, class, photos);
                Some(change)
            }
            Wish::Import(import, class, photos) => {
                let import = *choose(&self.imports, *import)?;
                let photos = self.import(import, self.class(*class)?, photos);
                Some(Change { photos, ..Change::default() })
            }
            Wish::Finish(import) => {
                let import = choose(&self.imports, *import).copied()?;
                self.imports.retain(|other| *other != import);
                self.project.finish_import(import).expect("a finished import");
                None
            }
            Wish::Cancel(import) => {
                let import = choose(&self.imports, *import).copied()?;
                self.imports.retain(|other| *other != import);
                Some(self.project.cancel_import(import).expect("a change"))
            }
            Wish::Undo => self.project.undo().ok().flatten(),
            Wish::Redo => self.project.redo().ok().flatten(),
        }
    }

    fn import(
        &mut self,
        import: ImportId,
        class: ClassId,
        numbers: &[u32],
    ) -> Vec<handlens::project::PhotoChange> {
        let added = add_to(&mut self.project, import, class, numbers.iter().copied());
        let change = |photo| handlens::project::PhotoChange { photo, before: None, after: Some(class) };
        added.into_iter().map(change).collect()
    }
}

fn choose<T>(items: &[T], choice: usize) -> Option<&T> {
    if items.is_empty() { None } else { items.get(choice % items.len()) }
}

/// Names are unique, and every photo is in a class that exists.
fn assert_sound(picture: &Picture) {
    let names: HashSet<String> = picture.classes.iter().map(|(_, name)| name.to_lowercase()).collect();
    assert_eq!(names.len(), picture.classes.len(), "{picture:?}");
    let ids: HashSet<ClassId> = picture.classes.iter().map(|(id, _)| *id).collect();
    assert!(picture.photos.values().all(|class| ids.contains(class)), "{picture:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undoing_all_gives_the_empty_project_and_redoing_all_the_last_one(
        wishes in prop::collection::vec(wish(), 1..50),
    ) {
        let mut work = Work { project: Project::in_memory().expect("a project"), imports: vec![] };
        for wish in &wishes {
            work.fulfil(wish);
        }
        for import in work.imports {
            work.project.finish_import(import).expect("a finished import");
        }
        let mut project = work.project;
        // A last change, so that there is nothing to redo.
        create(&mut project, "The last one");
        let mut seen = vec![picture(&project)];
        while project.undo().expect("an undo").is_some() {
            let shown = picture(&project);
            assert_sound(&shown);
            seen.push(shown);
        }
        prop_assert_eq!(seen.pop(), Some(Picture::default()));
        while project.redo().expect("a redo").is_some() {
            prop_assert_eq!(Some(picture(&project)), seen.pop());
        }
        prop_assert!(seen.is_empty());
    }
}
