//! Files with the right schema but rows that no project can hold.

use crate::setup::jpeg;
use crate::valid::{assert_sound, exported, file_of, forged, import, refusal};

const DAMAGED: &str = "This file is damaged, so nothing was imported from it.";
const ADVICE: &str = "Nothing was imported from this file; export the project again, or choose another file.";

/// Checks that files forged by SQL are refused with a sentence that begins as expected.
fn assert_refused(cases: &[(&str, &str)]) {
    for (sql, expected) in cases {
        let sentence = refusal(&forged(sql), sql);
        assert!(sentence.starts_with(expected), "{sql}: {sentence}");
        assert!(*expected == DAMAGED || sentence.ends_with(ADVICE), "{sql}: {sentence}");
    }
}

/// Checks that files forged by SQL are imported without the invalid parts.
fn assert_cleaned(cases: &[&str]) {
    for sql in cases {
        let file = forged(sql);
        let project = import(file.path()).unwrap_or_else(|error| panic!("{sql}: {error:?}"));
        assert_eq!(project.photos().expect("photos").len(), 6, "{sql}");
        assert_sound(project, sql);
    }
}

/// Bytes as an SQL literal.
fn blob(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut literal = "x'".to_owned();
    for byte in bytes {
        write!(literal, "{byte:02x}").expect("a string grows");
    }
    literal + "'"
}

/// A JPEG whose header states a wrong size.
fn claiming(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = jpeg(1, 48, 40);
    let frame = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).expect("a frame");
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

#[test]
fn a_photo_that_is_none_is_refused() {
    let unreadable = "The photo “1.jpg” cannot be read.";
    let lies = "The photo “1.jpg” is not of the type that it states.";
    let size = "The photo “1.jpg” is not of the size that it states.";
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let photo = |media_type: &str, bytes: &str| {
        format!("UPDATE photo_file SET media_type = '{media_type}', bytes = {bytes} WHERE photo = 1")
    };
    let huge = blob(&std::fs::read(crate::setup::fixture("bad/huge.png")).expect("a fixture"));
    let wide = format!(
        "{}; UPDATE photo SET width = 5000, height = 5000 WHERE id = 1",
        photo("image/jpeg", &blob(&claiming(5000, 5000)))
    );
    let cases = [
        (photo("image/jpeg", "zeroblob(5000)"), unreadable),
        (photo("image/jpeg", "x''"), unreadable),
        (photo("image/svg+xml", &blob(svg.as_bytes())), unreadable),
        (photo("text/html", &blob(b"<!DOCTYPE html><script>alert(1)</script>")), unreadable),
        (photo("image/png", &huge), unreadable),
        (photo("image/jpeg", &blob(&claiming(20_000, 20_000))), unreadable),
        // Cut before its pixels begin. If some pixels are left, an earlier version may have accepted it.
        (photo("image/jpeg", &blob(&jpeg(1, 48, 40)[..300])), unreadable),
        ("UPDATE photo_file SET media_type = 'text/html' WHERE photo = 1".to_owned(), lies),
        ("UPDATE photo_file SET media_type = 'image/png' WHERE photo = 1".to_owned(), lies),
        ("UPDATE photo_file SET media_type = '' WHERE photo = 1".to_owned(), lies),
        ("UPDATE photo SET width = 47 WHERE id = 1".to_owned(), size),
        ("UPDATE photo SET width = 0, height = 0 WHERE id = 1".to_owned(), size),
        (photo("image/jpeg", &blob(&claiming(640, 480))), size),
        (wide, size),
        ("UPDATE photo SET width = -1 WHERE id = 1".to_owned(), DAMAGED),
        ("UPDATE photo SET width = 1 << 40 WHERE id = 1".to_owned(), DAMAGED),
        ("DELETE FROM photo_file WHERE photo = 1".to_owned(), "The photo “1.jpg” has lost its pixels."),
        (
            "UPDATE photo_file SET bytes = CAST(bytes || zeroblob(9000000) AS BLOB) WHERE photo = 1"
                .to_owned(),
            "The photo “1.jpg” is larger than a project allows.",
        ),
        ("UPDATE photo_file SET bytes = zeroblob(40000000) WHERE photo = 1".to_owned(), DAMAGED),
    ];
    for (sql, expected) in &cases {
        assert_refused(&[(sql, expected)]);
    }
}

#[test]
fn a_thumbnail_that_is_none_is_refused() {
    let expected = "The photo “1.jpg” has no valid thumbnail.";
    let png = std::fs::read(crate::setup::fixture("bad/palette.png")).expect("a fixture");
    let mut long = jpeg(1, 12, 10);
    long.resize(300_000, 0);
    for bytes in [&png[..], &jpeg(1, 600, 20), &long, b"<html>", b"", &claiming(20_000, 20_000)] {
        let sql = format!("UPDATE thumbnail SET jpeg = {} WHERE photo = 1", blob(bytes));
        assert_refused(&[(&sql, expected)]);
    }
    assert_refused(&[("DELETE FROM thumbnail WHERE photo = 1", "The photo “1.jpg” has lost its pixels.")]);
}

#[test]
fn features_that_are_none_are_refused() {
    let expected = "What was computed from a photo is damaged.";
    let vector = |value: f32| {
        let bytes: Vec<u8> = (0..1280)
            .flat_map(|index| {
                let value = if index == 700 { value } else { 1.0 };
                value.to_le_bytes()
            })
            .collect();
        format!("UPDATE feature SET vector = {} WHERE photo = 2 AND view = 'whole'", blob(&bytes))
    };
    for value in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        assert_refused(&[(&vector(value), expected)]);
    }
    assert_cleaned(&[&vector(2.0)]);
    assert_refused(&[
        ("UPDATE feature SET vector = zeroblob(5119) WHERE photo = 2", expected),
        ("UPDATE feature SET vector = zeroblob(5124) WHERE photo = 2", expected),
        ("UPDATE feature SET vector = x'' WHERE photo = 2", expected),
        ("UPDATE feature SET model = '' WHERE photo = 2", expected),
        ("UPDATE feature SET model = hex(zeroblob(5000)) WHERE photo = 2", expected),
        ("UPDATE feature SET view = 'whole' || char(10) WHERE photo = 2 AND view = 'whole'", expected),
    ]);
}

#[test]
fn classes_that_cannot_be_are_refused() {
    let named = "The name of a class is empty or too long.";
    let numbers = "The numbers of the classes are out of order.";
    assert_refused(&[
        ("UPDATE class SET name = '' WHERE id = 1", named),
        ("UPDATE class SET name = char(0, 9, 10) WHERE id = 1", named),
        ("UPDATE class SET name = hex(zeroblob(41)) WHERE id = 1", named),
        ("UPDATE class SET name = hex(zeroblob(5000000)) WHERE id = 1", named),
        ("UPDATE class SET name = 'b' WHERE id = 1", "There are two classes “B”."),
        ("UPDATE class SET name = 'B' || char(9) WHERE id = 1", "There are two classes “B”."),
        ("UPDATE class SET id = -1 WHERE id = 1", numbers),
        ("UPDATE class SET id = 0 WHERE id = 1", numbers),
        ("UPDATE class SET id = 1 << 40 WHERE id = 1", numbers),
        ("UPDATE class SET id = 4294967295 WHERE id = 1", numbers),
        ("UPDATE class SET position = NULL WHERE id = 1", "A photo is in a class that does not exist."),
        (
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 199)
             INSERT INTO class (name, position) SELECT 'class ' || i, i FROM n",
            "There are 201 classes, but a project can have at most 200.",
        ),
        (
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000001)
             INSERT INTO class (name) SELECT '' FROM n",
            numbers,
        ),
    ]);
}

#[test]
fn photos_that_cannot_be_are_refused() {
    let numbers = "The numbers of the photos are out of order.";
    assert_refused(&[
        ("UPDATE photo SET id = -1 WHERE id = 1", numbers),
        ("UPDATE photo SET id = 0 WHERE id = 1", numbers),
        ("UPDATE photo SET id = 1 << 40 WHERE id = 1", numbers),
        ("UPDATE photo SET class = 77 WHERE id = 1", "A photo is in a class that does not exist."),
        ("UPDATE photo SET class = -1 WHERE id = 1", DAMAGED),
        // `SQLite`'s own table check finds violations of the schema.
        ("UPDATE photo SET hash = x'00' WHERE id = 1", DAMAGED),
        ("UPDATE photo SET hash = zeroblob(33) WHERE id = 1", DAMAGED),
    ]);
    // The same hash twice, in the table and in its index.
    let mut bytes = exported();
    let (first, second) = (crate::setup::hash(1).0, crate::setup::hash(2).0);
    let places: Vec<usize> =
        (0..bytes.len() - 32).filter(|place| bytes[*place..place + 32] == second).collect();
    assert_eq!(places.len(), 2);
    for place in places {
        bytes[place..place + 32].copy_from_slice(&first);
    }
    assert!(refusal(&file_of(&bytes), "a hash twice").starts_with(DAMAGED));
}

#[test]
fn values_of_another_type_are_refused() {
    for (table, column, value) in [
        ("class", "name", "x'41'"),
        ("class", "position", "'one'"),
        ("photo", "name", "17"),
        ("photo", "class", "'A'"),
        ("photo", "hash", "'short'"),
        ("photo_file", "bytes", "'text'"),
        ("photo_file", "media_type", "3.5"),
        ("thumbnail", "jpeg", "NULL"),
        ("feature", "vector", "1"),
        ("feature", "view", "x'ff'"),
        ("photo", "name", "CAST(x'ff41' AS TEXT)"),
    ] {
        let file = file_of(&exported());
        let reopen = || {
            let connection = rusqlite::Connection::open(file.path()).expect("a database");
            let rules = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA writable_schema = ON";
            connection.execute_batch(rules).expect("no rules");
            connection
        };
        let declared: String = reopen()
            .query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [table], |row| row.get(0))
            .expect("the schema");
        // Temporarily without types and constraints.
        let loose = declared
            .replace("STRICT", "")
            .replace("NOT NULL", "")
            .replace(&format!("{column} TEXT"), column)
            .replace(&format!("{column} BLOB"), column)
            .replace(&format!("{column} INTEGER "), &format!("{column} "));
        let loose = loose.trim_end().trim_end_matches(',').to_owned();
        let declare = |sql: &str| {
            let change = "UPDATE sqlite_schema SET sql = ?2 WHERE name = ?1";
            reopen().execute(change, [table, sql]).expect("another schema");
        };
        declare(&loose);
        reopen()
            .execute_batch(&format!("UPDATE {table} SET {column} = {value} WHERE rowid = 1"))
            .expect("another type");
        declare(&declared);
        let what = format!("{table}.{column} = {value}");
        let sentence = refusal(&file, &what);
        assert!(sentence.starts_with(DAMAGED) || sentence.ends_with(ADVICE), "{what}: {sentence}");
    }
}

#[test]
fn what_can_be_left_out_or_put_right_is() {
    assert_cleaned(&[
        "UPDATE photo SET name = '' WHERE id = 1",
        "UPDATE photo SET name = 'a' || char(0, 10, 27) || 'b' WHERE id = 1",
        "UPDATE photo SET name = hex(zeroblob(5000000)) WHERE id = 1",
        "UPDATE class SET name = 'A' || char(0) || 'b' WHERE id = 1",
        "UPDATE class SET position = -9223372036854775807",
        "INSERT INTO feature VALUES (99, 'model', 'view', x'00')",
        "INSERT INTO photo_file VALUES (99, 'text/html', x'00'); INSERT INTO thumbnail VALUES (99, x'00')",
        "INSERT INTO photo (hash, name, width, height) VALUES (randomblob(32), 'deleted', 1, 1)",
        "INSERT INTO entry (description, state) VALUES ('?', 'open'), ('?', 'nonsense');
         INSERT INTO photo_edit VALUES (1, 1, 7, 8), (77, 99, 1, 1); INSERT INTO class_edit (entry, class) VALUES (5, 5)",
        "INSERT INTO trait VALUES (1, 1, 7, 5.0, -1.0), (99, 1, 7, 0.5, 0.5), (2, 77, 7, 0.5, 0.5)",
        "INSERT INTO kept VALUES (1, 'mislabelled', 4294967296), (1, 'dark', -1), (2, 'surprise', 1), (99, 'tiny', 77)",
        "DELETE FROM sqlite_sequence",
        "UPDATE sqlite_sequence SET seq = 'many'",
        "UPDATE sqlite_sequence SET seq = -5",
        "UPDATE sqlite_sequence SET seq = 9223372036854775807",
        "INSERT INTO sqlite_sequence SELECT name, 3 FROM sqlite_sequence",
        "UPDATE head SET weights = x'0000c07f'",
        "UPDATE head SET classes = '[1, 1]'",
        "UPDATE head SET classes = replace(hex(zeroblob(100000)), '0', '[')",
        "UPDATE head SET report = replace(hex(zeroblob(4000000)), '0', '[')",
        "UPDATE head SET report = '{\"epochs\": -1}', model = hex(zeroblob(1000))",
        "INSERT OR REPLACE INTO setting VALUES ('settings', '{\"train\": {\"folds\": 1e99}}')",
        "INSERT OR REPLACE INTO setting VALUES ('settings', replace(hex(zeroblob(100000)), '0', '['))",
        "INSERT OR REPLACE INTO setting VALUES ('name', '12')",
        "INSERT OR REPLACE INTO setting VALUES ('name', '\"' || hex(zeroblob(1000000)) || '\"')",
        "INSERT OR REPLACE INTO setting VALUES ('name', '\"two\\nlines\"')",
        "INSERT INTO setting VALUES ('surprise', '<script>')",
    ]);
    let project =
        import(forged("INSERT INTO setting VALUES ('surprise', '<script>')").path()).expect("an import");
    let mut project = project;
    let bytes = project.serialize().expect("bytes");
    assert!(!bytes.windows(8).any(|window| window == b"surprise"));
}
