//! A project's name, size and integrity.

use handlens_core::message::Message;
use handlens_i18n::Localise;
use handlens_store::project::{PROJECT_NAME_CHARS, Project};

use crate::setup::{TemporaryFile, add, create, features_of};

#[test]
fn a_name_is_kept_trimmed_and_is_no_part_of_the_journal() {
    let file = TemporaryFile::new();
    let mut project = file.open();
    assert_eq!(project.name().expect("it can be read"), None);
    create(&mut project, "A");
    let journal = project.journal().expect("the journal");
    project.set_name("  Birds of the garden\n").expect("a name");
    assert_eq!(project.journal().expect("the journal"), journal);
    drop(project);
    let mut project = file.open();
    assert_eq!(project.name().expect("it can be read").as_deref(), Some("Birds of the garden"));
    project.undo().expect("an undo");
    assert_eq!(project.name().expect("it can be read").as_deref(), Some("Birds of the garden"));
    project.set_name("Vögel “im” Garten").expect("another name");
    assert_eq!(project.name().expect("it can be read").as_deref(), Some("Vögel “im” Garten"));
}

#[test]
fn a_name_that_is_empty_too_long_or_not_in_one_line_is_refused() {
    let mut project = Project::in_memory().expect("a project");
    project.set_name(&"ü".repeat(PROJECT_NAME_CHARS)).expect("a name just short enough");
    let mut refused = |name: &str| project.set_name(name).expect_err("it is refused").text();
    assert_eq!(refused(" \t "), "A project needs a name. Enter one.");
    let long = refused(&"ü".repeat(PROJECT_NAME_CHARS + 1));
    assert_eq!(long, "A project's name can have at most 80 characters, and this one has 81. Shorten it.");
    assert_eq!(refused("\u{200b}\0"), "A project needs a name. Enter one.");
    assert_eq!(project.name().expect("it can be read"), Some("ü".repeat(PROJECT_NAME_CHARS)));
}

#[test]
fn the_summary_counts_what_is_there() {
    let mut project = Project::in_memory().expect("a project");
    let empty = project.summary().expect("a summary");
    assert_eq!((empty.classes, empty.photos), (0, 0));
    let (a, b) = (create(&mut project, "A"), create(&mut project, "B"));
    let photos = add(&mut project, a, 1..=5);
    add(&mut project, b, 6..=7);
    project.delete_photos(&photos[..1]).expect("a deletion");
    project.delete_class(b).expect("a deletion");
    let summary = project.summary().expect("a summary");
    assert_eq!((summary.classes, summary.photos), (1, 4));
    assert!(summary.bytes >= empty.bytes);
    let bytes = project.serialize().expect("the database").len() as u64;
    assert_eq!(summary.bytes, bytes);
}

#[test]
fn a_class_never_has_control_characters_in_its_name() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "Two lines");
    assert!(project.create_class("two\nlines").is_err(), "it would look the same");
    project.rename_class(class, "\u{7}One\tline\0").expect("a name");
    assert_eq!(project.classes().expect("classes")[0].name, "One line");
}

#[test]
fn whatever_a_person_does_the_project_is_sound() {
    let mut project = Project::in_memory().expect("a project");
    assert_eq!(project.check().expect("a check"), Vec::<Message>::new());
    let (a, b) = (create(&mut project, "A"), create(&mut project, "B"));
    let photos = add(&mut project, a, 1..=5);
    project.put_features("model-a", &features_of(1..=5)).expect("features");
    project.move_photos(&photos[..2], b).expect("a move");
    project.delete_class(b).expect("a deletion");
    project.undo().expect("an undo");
    project.undo().expect("an undo");
    assert_eq!(project.check().expect("a check"), Vec::<Message>::new());
}

/// Statements that each break an intact project in one way, and the message about it.
const BREAKS: [(&str, &str); 9] = [
    ("DELETE FROM photo_file WHERE photo = 1", "1 photos have lost their pixels."),
    ("DELETE FROM thumbnail WHERE photo < 3", "2 photos have lost their thumbnails."),
    ("UPDATE photo SET class = 2 WHERE id = 2", "1 photos are in a class that was deleted."),
    ("UPDATE entry SET state = 'undone' WHERE id = 1", "3 changes come after one that was undone."),
    ("INSERT INTO entry (description, state) VALUES ('?', 'done')", "1 changes in the history do nothing."),
    ("UPDATE photo SET class = NULL WHERE id = 3", "1 photos are not where the history says they are."),
    ("UPDATE class SET position = NULL WHERE id = 1", "1 classes are not where the history says they are."),
    ("UPDATE feature SET vector = x'00' WHERE view = 'whole'", "3 features have the wrong length."),
    (
        "PRAGMA foreign_keys = OFF; UPDATE photo SET class = 9 WHERE id = 1",
        "A row of “photo” refers to a row of “class” that does not exist.",
    ),
];

#[test]
fn what_is_not_sound_is_said() {
    for (change, expected) in BREAKS {
        let file = TemporaryFile::new();
        let mut project = file.open();
        let (a, b) = (create(&mut project, "A"), create(&mut project, "B"));
        add(&mut project, a, 1..=3);
        project.put_features("model-a", &features_of(1..=3)).expect("features");
        project.delete_class(b).expect("a deletion");
        drop(project);
        rusqlite::Connection::open(file.path())
            .expect("a database")
            .execute_batch(change)
            .expect("the change");
        let said = file.open().check().expect("a check");
        assert!(said.iter().any(|sentence| sentence.text() == expected), "{change}: {said:?}");
    }
}

#[test]
fn damage_of_the_file_is_said() {
    let file = TemporaryFile::new();
    let mut project = file.open();
    let class = create(&mut project, "A");
    add(&mut project, class, 0..50);
    drop(project);
    let mut bytes = std::fs::read(file.path()).expect("the file");
    let end = bytes.len();
    bytes[end - 2000..].fill(0xa5);
    std::fs::write(file.path(), bytes).expect("a file");
    // Either the damage is found, or the database cannot be read at all.
    let said = file.open().check();
    assert!(!matches!(&said, Ok(said) if said.is_empty()), "{said:?}");
}
