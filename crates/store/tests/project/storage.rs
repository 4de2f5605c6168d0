//! What is stored and for how long: files, features, the head, settings, and validity of files.
use handlens_core::config::Settings;
use handlens_core::protocol::{ClassId, PhotoId};
use handlens_i18n::Localise;
use handlens_store::project::{JOURNAL_ENTRIES, NewPhoto, Project, StoredHead, StoredReport};

use crate::setup::{TemporaryFile, add, add_to, create, hash, journal, new_photo, picture};

const MODEL: &str = "model-a";

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
    assert_eq!(journal(&project).0.as_deref(), Some("Add 3 photos"));
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
    let file = project.photo_bytes(photos[0]).expect("it can be read");
    assert_eq!(file, Some(("image/jpeg".to_owned(), vec![1; 500])));
    assert_eq!(project.photo_bytes(unknown).expect("it can be read"), None);
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
    assert_eq!(project.features(MODEL, "centre").expect("features")[0].1, [7.0, -7.0, f32::MIN_POSITIVE]);

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
    // The deletion is the third entry; filling the journal pushes all three out.
    for number in 0..JOURNAL_ENTRIES - 1 {
        project.rename_class(class, &format!("A{number}")).expect("a new name");
    }
    assert!(project.find(hash(1)).expect("it can be read").is_some(), "the deletion can still be undone");
    project.rename_class(class, "A").expect("a new name");
    assert_eq!(project.find(hash(1)).expect("it can be read"), None);
    assert_eq!(project.photo_bytes(photos[0]).expect("it can be read"), None);
    assert_eq!(project.thumbnails(&photos).expect("thumbnails").len(), 1);
    let mut undone = 0;
    while project.undo().expect("an undo").is_some() {
        undone += 1;
    }
    assert_eq!(undone, JOURNAL_ENTRIES);
    assert_eq!(project.photos().expect("photos").len(), 1, "what was done before the journal begins stays");
    // It comes back as a new photo, with a new id and without its features.
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
    assert_eq!(project.find(hash(1)).expect("it can be read"), None);
    assert!(size() < 400_000, "{} bytes are left: the space was not given back", size());
}

#[test]
fn the_head_is_stored_replaced_and_removed() {
    let mut project = Project::in_memory().expect("a project");
    assert_eq!(project.head().expect("it can be read"), None);
    let mut report = StoredReport::default();
    report.trained_on = "these photos".to_owned();
    let head = StoredHead {
        model: MODEL.to_owned(),
        classes: vec![ClassId(3), ClassId(1)],
        report,
        weights: vec![0.25, -1.0, 3.0e-9, 4.0],
        tail: Some(vec![1, 2, 3]),
    };
    project.put_head(&head).expect("a head");
    assert_eq!(project.head().expect("it can be read"), Some(head.clone()));
    let other = StoredHead { weights: vec![], ..head };
    project.put_head(&other).expect("a head");
    assert_eq!(project.head().expect("it can be read"), Some(other));
    project.clear_head().expect("no head");
    assert_eq!(project.head().expect("it can be read"), None);
}

#[test]
fn settings_are_stored_and_come_back_in_their_ranges() {
    let mut project = Project::in_memory().expect("a project");
    assert_eq!(project.settings().expect("settings"), Settings::default());
    let mut settings = Settings::default();
    settings.train.balance = false;
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
    Project::open(file.path()).expect_err("it is refused").text()
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
    assert_eq!(Project::open(file.path()).expect_err("it is refused").text(), expected);
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
            assert!(error.text().ends_with('.'), "{error}");
        }
    }
}

#[test]
fn a_path_that_cannot_be_opened_is_refused_in_a_sentence() {
    let error = Project::open("/no/such/folder/project.sqlite").expect_err("it is refused");
    assert_eq!(error.text(), "The project's file cannot be opened. Check its name and try again.");
}
