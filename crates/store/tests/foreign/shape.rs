//! Files that are no project, or a project with another schema.
use handlens_i18n::Localise;
use handlens_store::project::{HEADER_BYTES, Project, check_header};
use rusqlite::Connection;

use crate::setup::TemporaryFile;
use crate::valid::{assert_sound, exported, file_of, forged, import, import_bytes, refusal};

const NO_PROJECT: &str = "This file is not a Handlens project.";
const NEWER: &str = "This project was written by a newer version of Handlens.";
const CHANGED: &str = "Another program changed this file";
const DAMAGED: &str = "This file is damaged, so nothing was imported from it.";
const CUT_OFF: &str = "This file is cut off";
const ELSEWHERE: &str = "This file was opened in another program";

#[test]
fn a_database_of_another_shape_is_refused() {
    for (sql, expected) in [
        ("PRAGMA application_id = 5", NO_PROJECT),
        ("PRAGMA application_id = 0", NO_PROJECT),
        ("PRAGMA user_version = 999", NEWER),
        ("PRAGMA user_version = -1", NEWER),
        ("CREATE TRIGGER t AFTER INSERT ON photo BEGIN DELETE FROM class; END", CHANGED),
        ("CREATE VIEW v AS SELECT * FROM photo", CHANGED),
        ("CREATE VIRTUAL TABLE v USING fts5(x)", CHANGED),
        ("CREATE TABLE extra (x)", CHANGED),
        ("CREATE INDEX i ON photo (name)", CHANGED),
        ("CREATE INDEX i ON photo (abs(width))", CHANGED),
        ("ALTER TABLE photo ADD COLUMN extra INTEGER AS (1)", CHANGED),
        ("ALTER TABLE photo ADD COLUMN extra INTEGER DEFAULT 1", CHANGED),
        ("DROP INDEX photo_by_class", CHANGED),
        ("DROP TABLE head", CHANGED),
        ("DROP TABLE thumbnail; CREATE VIEW thumbnail AS SELECT 1 AS photo, x'00' AS jpeg", CHANGED),
        (
            "UPDATE sqlite_schema SET sql = replace(sql, 'length(hash) = 32', '1') WHERE name = 'photo'",
            CHANGED,
        ),
        ("UPDATE sqlite_schema SET sql = sql || ' ' WHERE name = 'photo'", CHANGED),
        ("UPDATE sqlite_schema SET type = 'view' WHERE name = 'head'", ""),
        ("UPDATE sqlite_schema SET sql = 'CREATE TABLE head (' WHERE name = 'head'", ""),
        ("UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'photo'", ""),
        ("UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 'class'", ""),
        ("INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 'class'", ""),
        ("ANALYZE", CHANGED),
    ] {
        let sentence = refusal(&forged(sql), sql);
        assert!(sentence.starts_with(expected), "{sql}: {sentence}");
    }
}

#[test]
fn a_database_in_another_mode_is_refused() {
    let file = forged("PRAGMA journal_mode = WAL");
    let bytes = std::fs::read(file.path()).expect("the file");
    assert_eq!((bytes[18], bytes[19]), (2, 2));
    assert!(refusal(&file, "WAL").starts_with(ELSEWHERE));
    let error = import_bytes(&bytes).expect_err("it is refused");
    assert!(error.text().starts_with(ELSEWHERE), "{error}");

    let file = TemporaryFile::new();
    let source = file_of(&exported());
    let source = Connection::open(source.path()).expect("a database");
    let copy = Connection::open(file.path()).expect("a database");
    copy.execute_batch("PRAGMA encoding = 'UTF-16'").expect("another encoding");
    let mut schema = source
        .prepare("SELECT sql FROM sqlite_schema WHERE sql NOT NULL AND name <> 'sqlite_sequence'")
        .expect("the schema");
    for sql in schema.query_map([], |row| row.get::<_, String>(0)).expect("the schema") {
        copy.execute_batch(&sql.expect("a row")).expect("a table");
    }
    copy.execute_batch("PRAGMA application_id = 0x484e444c; PRAGMA user_version = 1").expect("a header");
    drop(copy);
    assert!(refusal(&file, "UTF-16").starts_with(CHANGED));
    let start = std::fs::read(file.path()).expect("the file");
    let error = check_header(&start[..HEADER_BYTES], start.len() as u64).expect_err("it is refused");
    assert!(error.text().starts_with(CHANGED), "{error}");
}

#[test]
fn a_database_of_any_page_size_is_imported_and_of_an_impossible_one_refused() {
    for bytes in [512, 1024, 8192, 65536] {
        let file = forged(&format!("PRAGMA page_size = {bytes}; VACUUM"));
        assert_sound(import(file.path()).expect("an import"), "another page size");
        let whole = std::fs::read(file.path()).expect("the file");
        check_header(&whole[..HEADER_BYTES], whole.len() as u64).expect("a header");
    }
    for size in [[0, 0], [0, 255], [3, 0], [1, 0], [255, 255]] {
        let mut bytes = exported();
        bytes[16..18].copy_from_slice(&size);
        refusal(&file_of(&bytes), "a page size");
        assert!(import_bytes(&bytes).is_err());
    }
}

#[test]
fn a_file_that_is_cut_off_is_refused_wherever_it_ends() {
    let whole = exported();
    for length in (0..whole.len()).step_by(997).chain([1, 15, 16, 99, 100, 511, 512, 4095, whole.len() - 1]) {
        let part = &whole[..length];
        refusal(&file_of(part), &format!("{length} bytes"));
        let error = import_bytes(part).expect_err("it is refused");
        let expected = if length < HEADER_BYTES { NO_PROJECT } else { CUT_OFF };
        assert!(error.text().starts_with(expected), "{length} bytes: {error}");
    }
}

#[test]
fn what_is_no_database_is_refused() {
    let mut random = fastrand::Rng::with_seed(1);
    let whole = exported();
    for length in [0, 1, 50, 100, 4096, 50_000] {
        let noise: Vec<u8> = (0..length).map(|_| random.u8(..)).collect();
        assert!(refusal(&file_of(&noise), "noise").starts_with(NO_PROJECT));
        assert!(import_bytes(&noise).expect_err("it is refused").text().starts_with(NO_PROJECT));
        // After a header that states all that is needed.
        let mut behind = whole[..100].to_vec();
        behind.extend(&noise);
        refusal(&file_of(&behind), "noise behind a header");
        behind.resize(whole.len(), 0xa5);
        assert!(refusal(&file_of(&behind), "a header and nothing").starts_with(DAMAGED));
    }
}

#[test]
fn a_database_of_another_program_is_refused_and_left_as_it_is() {
    let file = TemporaryFile::new();
    let other = Connection::open(file.path()).expect("a database");
    other
        .execute_batch("CREATE TABLE mail (body TEXT); INSERT INTO mail VALUES ('Dear …')")
        .expect("a table");
    drop(other);
    let before = std::fs::read(file.path()).expect("the file");
    assert!(refusal(&file, "mail").starts_with(NO_PROJECT));
    assert_eq!(std::fs::read(file.path()).expect("the file"), before);

    // An empty file, and a database with only a header.
    let file = TemporaryFile::new();
    std::fs::write(file.path(), []).expect("a file");
    assert!(refusal(&file, "nothing").starts_with(NO_PROJECT));
    let project = Project::in_memory().and_then(|mut project| project.serialize()).expect("bytes");
    assert_sound(import_bytes(&project).expect("an import"), "a project with nothing in it");
}

#[test]
fn a_header_that_lies_about_the_length_is_refused() {
    let mut bytes = exported();
    bytes[28..32].copy_from_slice(&u32::MAX.to_be_bytes());
    assert!(refusal(&file_of(&bytes), "many pages").starts_with(DAMAGED));
    assert!(import_bytes(&bytes).expect_err("it is refused").text().starts_with(CUT_OFF));
    let header = &exported()[..HEADER_BYTES];
    let error = check_header(header, u64::MAX).expect_err("it is refused");
    assert_eq!(error.text(), "This file is larger than any project. Choose another one.");
}
