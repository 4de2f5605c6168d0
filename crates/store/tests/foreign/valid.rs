//! A valid file, and checks of imported projects.
use handlens_core::message::Message;
use handlens_i18n::Localise;
use handlens_store::Result;
use handlens_store::project::Project;
use rusqlite::Connection;

use crate::setup::{TemporaryFile, copy, create, features_of, head, real_photo};

/// An exported project: 2 classes, 6 photos, features, a head, a name.
pub(crate) fn exported() -> Vec<u8> {
    let mut project = Project::in_memory().expect("a project");
    let classes = [create(&mut project, "A"), create(&mut project, "B")];
    let import = project.begin_import().expect("an import");
    let photos = (1..=6).map(|number| real_photo(number, classes[number as usize % 2])).collect();
    project.import_photos(import, photos).expect("photos");
    project.finish_import(import).expect("an end");
    project.put_features("model-a", &features_of(1..=6)).expect("features");
    let photos: Vec<_> = project.photos().expect("photos").iter().map(|photo| photo.id).collect();
    project.put_head(&head(&classes, &photos)).expect("a head");
    project.set_name("Birds").expect("a name");
    let mut exported = Project::in_memory().expect("a project");
    copy(&project, &mut exported).expect("an export");
    exported.serialize().expect("bytes")
}

/// A file of these bytes.
pub(crate) fn file_of(bytes: &[u8]) -> TemporaryFile {
    let file = TemporaryFile::new();
    std::fs::write(file.path(), bytes).expect("a file");
    file
}

/// The valid file after SQL that runs without the schema's constraints.
pub(crate) fn forged(sql: &str) -> TemporaryFile {
    let file = file_of(&exported());
    let connection = Connection::open(file.path()).expect("a database");
    let rules =
        "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA writable_schema = ON;";
    connection.execute_batch(rules).expect("no rules");
    connection.execute_batch(sql).unwrap_or_else(|cause| panic!("{sql}: {cause}"));
    drop(connection);
    file
}

/// Imports a file as a session does.
pub(crate) fn import(path: &str) -> Result<Project> {
    take(&Project::open_foreign(path, None)?)
}

/// Imports the bytes of a file.
pub(crate) fn import_bytes(bytes: &[u8]) -> Result<Project> {
    take(&Project::open_foreign_bytes(bytes)?)
}

fn take(foreign: &Project) -> Result<Project> {
    let mut project = Project::in_memory()?;
    copy(foreign, &mut project)?;
    Ok(project)
}

/// The sentence that refuses a file.
pub(crate) fn refusal(file: &TemporaryFile, what: &str) -> String {
    let Err(error) = import(file.path()) else { panic!("{what} was imported") };
    let sentence = error.text();
    let plain = sentence.len() < 400 && !sentence.chars().any(char::is_control);
    assert!(plain && sentence.ends_with('.'), "{what}: {sentence}");
    sentence
}

/// Checks that an imported project is intact and can be changed.
pub(crate) fn assert_sound(mut project: Project, what: &str) {
    assert_eq!(project.check().expect("a check"), Vec::<Message>::new(), "{what}");
    project.create_class("One more").unwrap_or_else(|error| panic!("{what}: {error}"));
    project.undo().expect("an undo");
}

#[test]
fn the_valid_file_is_imported() {
    let bytes = exported();
    let project = import(file_of(&bytes).path()).expect("an import");
    assert_eq!(project.summary().expect("a summary").photos, 6);
    assert!(project.head().expect("it can be read").is_some());
    assert_sound(project, "the file");
    assert_sound(import_bytes(&bytes).expect("an import"), "the bytes");
}

#[test]
fn names_that_look_the_same_are_told_apart_and_show_what_they_are() {
    let file = forged(
        "UPDATE class SET name = 'A' || char(776) || 'pfel' || char(8238) WHERE name = 'A';
         UPDATE class SET name = char(196) || 'pfel' WHERE name = 'B';
         UPDATE photo SET name = 'a' || char(8238) || 'gpj.b' || char(8203) WHERE id = 1;
         INSERT OR REPLACE INTO setting VALUES ('name', '\"Vo\u{308}gel\u{202e}\"')",
    );
    let project = import(file.path()).expect("an import");
    let names: Vec<String> =
        project.classes().expect("classes").into_iter().map(|class| class.name).collect();
    assert_eq!(names, ["\u{c4}pfel", "\u{c4}pfel (2)"]);
    assert_eq!(project.photos().expect("photos")[0].name, "agpj.b");
    assert_eq!(project.name().expect("it can be read").as_deref(), Some("V\u{f6}gel"));
    assert_sound(project, "names that look the same");
    let unseen = forged("UPDATE class SET name = char(8203) WHERE name = 'B'");
    let project = import(unseen.path()).expect("an import");
    assert_eq!(project.classes().expect("classes")[1].name, "#2");
}
