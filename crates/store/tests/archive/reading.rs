//! The photos that an archive holds, and their classes.

use handlens_core::config::limits::{CLASS_NAME_CHARS, DROP_FILES};
use handlens_i18n::Localise;
use handlens_store::archive::Kind;

use super::fixtures;
use super::zips::{deflated, listed, open, photo, photos, photos_at, refusal, stored};

fn classes(name: &str, paths: &[&str]) -> Vec<Option<String>> {
    listed(name, photos(paths)).into_iter().map(|(_, class)| class).collect()
}

fn some(classes: &[&str]) -> Vec<Option<String>> {
    classes.iter().map(|class| Some((*class).to_owned())).collect()
}

#[test]
fn the_innermost_folder_is_the_class() {
    assert_eq!(classes("a.zip", &["cats/1.jpg", "dogs/1.jpg"]), some(&["cats", "dogs"]));
    assert_eq!(classes("a.zip", &["project/cats/1.jpg", "project/dogs/1.jpg"]), some(&["cats", "dogs"]));
    let splits = ["data/train/cats/1.jpg", "data/val/cats/2.jpg", "data/train/dogs/1.jpg"];
    assert_eq!(classes("a.zip", &splits), some(&["cats", "cats", "dogs"]));
    assert_eq!(classes("a.zip", &["cats\\1.jpg"]), some(&["cats"]), "Windows' own slashes");
}

#[test]
fn photos_at_the_top_have_no_class_of_their_own() {
    assert_eq!(classes("cats.zip", &["1.jpg", "dogs/2.jpg"]), [None, Some("dogs".to_owned())]);
}

#[test]
fn the_systems_own_files_are_passed_over_in_silence() {
    let mut files: Vec<(&str, Vec<u8>)> = [
        "__MACOSX/cats/._1.jpg",
        ".DS_Store",
        "cats/Thumbs.db",
        "cats/desktop.ini",
        ".hidden/1.jpg",
        "cats/.2.jpg",
    ]
    .iter()
    .map(|path| (*path, photo(path)))
    .collect();
    files.extend([("cats/1.jpg", photo("1"))]);
    let archive = open("a.zip", stored(&files)).expect("it has a photo");
    assert_eq!(archive.photos().len(), 1);
    assert!(archive.notes().is_empty());
}

#[test]
fn thumbnails_and_bins_of_systems_and_network_storage_make_no_classes() {
    let paths = [
        "cats/1.jpg",
        "cats/@eaDir/1.jpg/SYNOPHOTO_THUMB_XL.jpg",
        "cats/.thumbnails/1.jpg",
        "$RECYCLE.BIN/2.jpg",
        "lost+found/3.jpg",
        "#recycle/4.jpg",
        "coffee/1.jpg",
    ];
    assert_eq!(classes("nas.zip", &paths), some(&["cats", "coffee"]));
}

#[test]
fn sessions_and_dates_inside_classes_are_no_classes() {
    let dates = ["healthy/2024-05-01/1.jpg", "healthy/2024-05-02/2.jpg", "sick/2024-05-01/3.jpg"];
    assert_eq!(classes("a.zip", &dates), some(&["healthy", "healthy", "sick"]));
    let sessions = ["coffee/session1/1.jpg", "cats/session1/2.jpg"];
    assert_eq!(classes("a.zip", &sessions), some(&["coffee", "cats"]));
    let archive = open("a.zip", photos(&dates)).expect("it has photos");
    assert!(archive.labelling().is_sure());
}

#[test]
fn another_level_of_folders_can_be_chosen() {
    let paths = ["anna/cats/1.jpg", "anna/dogs/2.jpg", "ben/cats/3.jpg"];
    let archive = open("a.zip", photos(&paths)).expect("it has photos");
    assert!(!archive.labelling().is_sure());
    let classes = |level| -> Vec<Option<&str>> { (0..3).map(|index| archive.class(index, level)).collect() };
    assert_eq!(classes(0), ["anna", "anna", "ben"].map(Some));
    assert_eq!(classes(1), ["cats", "dogs", "cats"].map(Some));
}

#[test]
fn numbered_folders_are_asked_about_and_may_be_one_class_of_the_archives_name() {
    for folders in [["0", "1", "2"], ["Type 1", "Type 2", "Type 3"], ["k0", "k1", "k2"]] {
        for around in ["", "bottles/"] {
            let paths = folders.map(|folder| format!("{around}{folder}/1.jpg"));
            let archive = open("bottles.zip", photos(&paths.each_ref().map(String::as_str))).expect("photos");
            assert!(!archive.labelling().is_sure(), "{paths:?}");
            let classes = |level| -> Vec<_> { (0..3).map(|index| archive.class(index, level)).collect() };
            assert_eq!(classes(archive.labelling().best().level), folders.map(Some));
            assert_eq!(classes(1), [Some("bottles"); 3]);
        }
    }
}

#[test]
fn metadata_of_a_photo_service_are_no_labels_and_refuse_nothing() {
    let mut files: Vec<(&str, Vec<u8>)> =
        ["Takeout/Oak/1.jpg", "Takeout/Elm/2.jpg"].iter().map(|path| (*path, photo(path))).collect();
    files.push(("Takeout/Oak/1.jpg.supplemental-metadata.json", b"{}".to_vec()));
    files.push(("Takeout/Elm/metadata.json", b"{}".to_vec()));
    let archive = open("google-takeout.zip", stored(&files)).expect("it has photos");
    assert!(archive.labelling().is_sure());
    let notes: Vec<String> = archive.notes().iter().map(Localise::text).collect();
    let told = "holds 2 files with photos’ dates, places or titles, which are not needed here.";
    assert_eq!(notes, [told]);
    assert_eq!(archive.refused(), ([].as_slice(), 0));
}

#[test]
fn label_files_and_masks_are_told_in_one_sentence_each_and_make_no_classes() {
    let names: Vec<String> = (0..30).map(|n| format!("train/labels/{n}.txt")).collect();
    let mut files: Vec<(&str, Vec<u8>)> = names.iter().map(|name| (name.as_str(), b"0 1".to_vec())).collect();
    files.extend([("train/images/1.jpg", photo("1")), ("train/masks/1.png", photo("m"))]);
    let archive = open("a.zip", stored(&files)).expect("it has a photo");
    assert_eq!(archive.refused(), ([].as_slice(), 0));
    assert_eq!(archive.photos().len(), 1);
    assert_eq!(archive.photos()[0].class, None);
    let notes: Vec<String> = archive.notes().iter().map(Localise::text).collect();
    let expected = [
        "holds 30 label files, which are not read: folders name the classes.",
        "holds 1 mask, which is not a photo and was left out.",
    ];
    assert_eq!(notes, expected);
}

#[test]
fn archives_inside_and_archives_of_nothing_get_one_sentence_with_a_number() {
    let inside = ["Cats-samples.zip", "Coffee-samples.zip"].map(|name| (name, b"PK".to_vec()));
    let sentence = refusal("nested.zip", stored(&inside));
    assert_eq!(sentence, "holds no photos, only 2 archives. Unpack them and use their contents.");
    let empty = ["cats/1.jpg", "cats/2.jpg", "cats/3.jpg"].map(|name| (name, Vec::new()));
    let sentence = refusal("empty.zip", stored(&empty));
    assert!(sentence.contains("Each of the 3 files in it is empty (0 bytes)"), "{sentence}");
    let both = [("cats/1.jpg", photo("1")), ("more.zip", b"PK".to_vec())];
    let archive = open("a.zip", stored(&both)).expect("it has a photo");
    assert!(archive.notes()[0].text().contains("1 archive inside"), "{:?}", archive.notes());
}

#[test]
fn classes_that_differ_behind_the_longest_name_stay_apart() {
    let lot = |lot: &str| format!("{} lot {lot}/1.jpg", "Bottles of the week after Easter".repeat(4));
    let paths = [lot("A clean"), lot("B dirty")];
    let found = classes("a.zip", &paths.each_ref().map(String::as_str));
    assert_ne!(found[0], found[1]);
    let archive = open("a.zip", photos(&paths.each_ref().map(String::as_str))).expect("it has photos");
    assert_eq!(archive.shortened(archive.labelling().best().level), 2);
    let samples = format!("{}-samples.zip", "Bottles of the week after Easter".repeat(4));
    assert_eq!(open(&samples, photos(&["0.jpg", "1.jpg"])).expect("it has photos").shortened(0), 1);
    assert!(found.iter().flatten().all(|class| class.chars().count() <= CLASS_NAME_CHARS));
}

#[test]
fn names_composed_in_two_ways_are_one_class() {
    let found = classes("mac.zip", &["A\u{308}pfel/1.jpg", "\u{c4}pfel/2.jpg", "Birnen/3.jpg"]);
    assert_eq!(found, some(&["\u{c4}pfel", "\u{c4}pfel", "Birnen"]));
}

#[test]
fn names_in_old_encodings_are_read_by_what_all_of_them_say() {
    let cases: [(&[&[u8]], &[&str]); 4] = [
        (&[b"\x8a\xae\xe8\xaa\xa8", b"\x8a\xae\xe4\xa5"], &["Кошки", "Кофе"]),
        (&[b"Mam\xc6o", b"Lim\xe4es"], &["Mamão", "Limões"]),
        (&[b"\x94L\x82\xcc\x8e\xca\x90^", b"\x83R\x81[\x83q\x81["], &["猫の写真", "コーヒー"]),
        (&[b"\xc0\xac\xbb\xf8", b"\xbf\xc9\xbb\xd8\xca\xd5"], &["垃圾", "可回收"]),
    ];
    for (names, expected) in cases {
        let path = |name: &&[u8]| [*name, b"/".as_slice(), *name, b"_1.jpg"].concat();
        let paths: Vec<Vec<u8>> = names.iter().map(path).collect();
        let archive = open("a.zip", photos_at(&paths)).expect("it has photos");
        let classes: Vec<_> = archive.photos().iter().filter_map(|photo| photo.class.as_deref()).collect();
        assert_eq!(classes, expected);
        assert!(archive.photos()[0].name.starts_with(expected[0]), "{:?}", archive.photos());
        let told = archive.notes().iter().any(|note| note.text().contains("how its names are encoded"));
        assert!(told, "{:?}", archive.notes());
    }
}

#[test]
fn an_empty_file_is_refused_by_name() {
    let archive = open("a.zip", stored(&[("cats/empty.jpg", vec![]), ("cats/1.jpg", photo("1"))]));
    let archive = archive.expect("it has a photo");
    let (refused, more) = archive.refused();
    assert_eq!((refused.len(), more, archive.photos().len()), (1, 0, 1));
    assert_eq!(
        format!("{} {}", refused[0].0, refused[0].1.text()),
        "cats/empty.jpg is empty (0 bytes). Copy or download it again."
    );
}

#[test]
fn an_archive_of_nothing_but_what_cannot_be_read_is_refused_in_one_sentence_with_a_number() {
    let refused = |files: &[(&str, Vec<u8>)]| open("a.zip", stored(files)).expect_err("no photo").text();
    let names: Vec<String> = (0..30).map(|n| format!("cats/{n}.jpg")).collect();
    let empty: Vec<(&str, Vec<u8>)> = names.iter().map(|name| (name.as_str(), vec![])).collect();
    assert_eq!(
        refused(&empty),
        "holds no photos that can be read. Each of the 30 files in it is empty (0 bytes). Copy or download it again."
    );
    let mixed = refused(&[("a.txt", b"a".to_vec()), ("b.jpg", vec![])]);
    assert_eq!(
        mixed,
        "holds no photos that can be read, but 2 other files. One of them, “b.jpg”, is empty (0 bytes). Copy or download it \
         again."
    );
    assert!(
        refused(&[("a.txt", b"a".to_vec())]).starts_with("holds no photos that can be read: “a.txt” is not")
    );
}

#[test]
fn other_files_are_refused_by_name_up_to_a_number_and_counted_beyond_it() {
    let names: Vec<String> = (0..1010).map(|n| format!("papers/{n}.pdf")).collect();
    let mut files: Vec<(&str, Vec<u8>)> = names.iter().map(|name| (name.as_str(), b"cat".to_vec())).collect();
    files.push(("cats/1.jpg", photo("1")));
    let archive = open("a.zip", stored(&files)).expect("it has a photo");
    let (refused, more) = archive.refused();
    assert_eq!((refused.len(), more), (1000, 10));
    assert_eq!(
        format!("{} {}", refused[0].0, refused[0].1.text()),
        "papers/0.pdf is not a photo: its name ends in “.pdf”."
    );
}

#[test]
fn a_file_without_an_ending_may_be_a_photo_and_is_looked_at_when_it_is_read() {
    let files =
        [("cats/one", photo("one")), ("cats/two", b"no photo at all".to_vec()), ("cats/no. 3", photo("3"))];
    let mut archive = open("a.zip", stored(&files)).expect("it may have photos");
    assert_eq!(archive.photos().len(), 3);
    assert_eq!(archive.read(0), Ok(photo("one")));
    let sentence = archive.read(1).expect_err("it is a text").text();
    assert!(
        sentence.starts_with("is not an image that can be read: it is a text file. Leave it out,"),
        "{sentence}"
    );
    assert_eq!(archive.read(2), Ok(photo("3")));
    assert!(archive.read(3).is_err(), "there is no fourth");
}

#[test]
fn what_is_deflated_comes_out_as_it_was() {
    let bytes = fixtures::bytes("photos/cat/cat-01.jpg");
    let mut archive = open("a.zip", deflated(&[("cats/1.jpg", bytes.clone())])).expect("it has a photo");
    assert_eq!(archive.read(0), Ok(bytes));
}

#[test]
fn an_archive_of_class_folders_from_another_program_is_read() {
    let mut archive =
        open("class-folders.zip", fixtures::bytes("archives/class-folders.zip")).expect("it has photos");
    assert_eq!(archive.kind(), Kind::Folders);
    let photos = archive.photos().to_vec();
    assert_eq!(photos.len(), 9);
    for (index, photo) in photos.iter().enumerate() {
        let class = photo.class.as_deref().expect("each is in a folder");
        let original = fixtures::bytes(&format!("photos/{class}/{}", photo.name));
        assert_eq!(archive.read(index), Ok(original), "{class}/{}", photo.name);
    }
    assert_eq!(archive.refused().0.len(), 1, "read me.txt");
}

#[test]
fn a_teachable_machine_project_gives_its_classes_and_samples() {
    let mut archive = open("My project.tm", fixtures::bytes("archives/project.tm")).expect("it has photos");
    assert_eq!(archive.kind(), Kind::TeachableMachine);
    let photos = archive.photos().to_vec();
    let classes: Vec<&str> = photos.iter().filter_map(|photo| photo.class.as_deref()).collect();
    let expected = ["Cats", "Coffee & cake", "Class 3"];
    assert_eq!(classes, expected.map(|class| [class; 3]).concat());
    assert_eq!(photos[0].name, "Cats-!-0.jpg");
    assert_eq!(archive.read(0), Ok(fixtures::bytes("photos/cat/cat-01.jpg")));
    assert_eq!(archive.refused(), ([].as_slice(), 0), "the manifest is not told as refused");
}

#[test]
fn a_project_is_known_by_its_manifest_or_its_ending_even_repacked() {
    let sample = |path| (path, photo(path));
    let manifest = |path| (path, b"{}".to_vec());
    for (name, files) in [
        ("renamed.zip", vec![manifest("manifest.json"), sample("Cats-!-0.png")]),
        ("project.tm", vec![sample("Cats-!-0.png")]),
        ("repacked.zip", vec![manifest("project/manifest.json"), sample("project/Cats-!-0")]),
        ("broken.tm", vec![("manifest.json", b"{ nonsense".to_vec()), sample("Cats-!-12.webp")]),
    ] {
        let archive = open(name, stored(&files)).unwrap_or_else(|error| panic!("{name} {error}"));
        assert_eq!(archive.kind(), Kind::TeachableMachine, "{name}");
        assert_eq!(archive.photos()[0].class.as_deref(), Some("Cats"), "{name}");
    }
    let slash = stored(&[manifest("manifest.json"), sample("Cats/dogs-!-0")]);
    assert_eq!(listed("a.tm", slash)[0].1.as_deref(), Some("Cats/dogs"));
    let folders = stored(&[manifest("manifest.json"), sample("Cats/0.png"), sample("Dogs/0.png")]);
    let archive = open("a.tm", folders).expect("it has photos");
    assert_eq!((archive.kind(), archive.photos()[1].class.as_deref()), (Kind::Folders, Some("Dogs")));
}

#[test]
fn projects_of_sounds_and_poses_and_trained_models_are_refused_by_what_they_are() {
    let audio = [("manifest.json", br#"{"type":"audio"}"#.to_vec()), ("Clap-!-0", photo("0"))];
    assert!(refusal("a.tm", stored(&audio)).starts_with("is a Teachable Machine audio project, "));
    let pose = [("manifest.json", br#"{"type":"pose"}"#.to_vec()), ("Up-!-0.png", photo("0"))];
    assert!(refusal("a.tm", stored(&pose)).starts_with("is a Teachable Machine pose project, "));
    let numbers = [("manifest.json", b"{}".to_vec()), ("Clap-!-0", b"[0.1, 0.2]".to_vec())];
    let endings = [("manifest.json", b"{}".to_vec()), ("Clap-!-0.webm", b"\x1a\x45\xdf\xa3".to_vec())];
    for files in [numbers, endings] {
        let sentence = refusal("a.tm", stored(&files));
        assert!(sentence.starts_with("is a Teachable Machine audio or pose project, "), "{sentence}");
    }
    let model = ["model.json", "metadata.json", "weights.bin"].map(|name| (name, b"{}".to_vec()));
    let sentence = refusal("tm-my-image-model.zip", stored(&model));
    assert!(sentence.starts_with("is a trained model without its training photos"), "{sentence}");
}

#[test]
fn the_samples_of_one_class_take_it_from_the_archives_name() {
    for name in ["Class 1-samples.zip", "Class 1-samples (2).zip", "Class 1-samples.ZIP"] {
        let archive = open(name, photos(&["0.jpg", "1.jpg"])).expect("it has photos");
        assert_eq!(archive.kind(), Kind::Samples);
        assert!(archive.photos().iter().all(|photo| photo.class.as_deref() == Some("Class 1")), "{name}");
    }
    assert_eq!(classes("Class 1-samples.zip", &["cats/0.jpg"]), some(&["cats"]));
    assert_eq!(classes("cats.zip", &["0.jpg"]), [None]);
}

#[test]
fn archives_without_photos_say_so() {
    assert!(refusal("a.zip", stored(&[])).starts_with("holds no photos."));
    let sentence = refusal("a.zip", stored(&[("notes.txt", b"cat".to_vec())]));
    assert_eq!(
        sentence,
        "holds no photos that can be read: “notes.txt” is not a photo: its name ends in “.txt”. Use an archive with a \
         folder of photos for each class."
    );
}

#[test]
fn more_photos_than_a_drop_may_have_are_left_out_and_counted() {
    let names: Vec<String> = (0..DROP_FILES + 1234).map(|n| format!("cats/{n}.jpg")).collect();
    let archive = photos(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let archive = open("a.zip", archive).expect("it has photos");
    assert_eq!(archive.photos().len(), DROP_FILES);
    let note = archive.notes()[0].text();
    assert!(note.contains("the first 10,000 were added, 1,234 more were left out"), "{note}");
}

#[test]
fn names_are_cleaned_and_cut_and_never_lead_out_of_the_archive() {
    let long = format!("{}/{}.jpg", "c".repeat(300), "n".repeat(300));
    let cases: [(&str, &str, Option<&str>); 12] = [
        ("../../etc/1.jpg", "1.jpg", Some("etc")),
        ("/absolute/1.jpg", "1.jpg", Some("absolute")),
        ("C:\\Users\\cats\\1.jpg", "1.jpg", Some("cats")),
        ("C:/1.jpg", "1.jpg", None),
        ("./1.jpg", "1.jpg", None),
        ("cats//1.jpg", "1.jpg", Some("cats")),
        ("ca\0ts/1\u{7}.jpg", "1.jpg", Some("cats")),
        ("\u{202e}stac\u{202c}/\u{202e}gpj.1.jpg", "gpj.1.jpg", Some("stac")),
        (" cats \t/1.jpg", "1.jpg", Some("cats")),
        ("\u{200b}/1.jpg", "1.jpg", None),
        ("क्\u{200d}ष/1.jpg", "1.jpg", Some("क्\u{200d}ष")),
        ("Vögel/Möwe 😀.jpg", "Möwe 😀.jpg", Some("Vögel")),
    ];
    for (path, name, class) in cases {
        let expected = (name.to_owned(), class.map(str::to_owned));
        assert_eq!(listed("a.zip", photos(&[path])), [expected], "{path:?}");
    }
    let (name, class) = listed("a.zip", photos(&[&long])).remove(0);
    assert_eq!(class.map(|class| class.chars().count()), Some(CLASS_NAME_CHARS));
    assert!(name.chars().count() <= 120 && name.ends_with("n.jpg"));
}

#[test]
fn names_in_code_page_437_and_in_utf_8_without_its_flag_are_read() {
    for (raw, class) in [(b"M\x94we".as_slice(), "Möwe"), ("Möw".as_bytes(), "Möw"), (b"Caf\x82", "Café")]
    {
        let mut bytes = photos(&["abcd/1.jpg"]);
        // The name follows each of the two headers.
        for at in (0..bytes.len() - 4).rev().filter(|at| &bytes[*at..at + 4] == b"abcd").collect::<Vec<_>>() {
            bytes.splice(at..at + 4, raw.iter().copied());
            assert_eq!(raw.len(), 4);
        }
        assert_eq!(listed("a.zip", bytes)[0].1.as_deref(), Some(class));
    }
}

#[test]
fn files_of_one_name_are_all_there() {
    let mut bytes = photos(&["cats/1.jpg", "cats/2.jpg"]);
    let at = bytes.windows(10).rposition(|window| window == b"cats/2.jpg").expect("the second name");
    bytes[at + 5] = b'1';
    let mut archive = open("a.zip", bytes).expect("it has photos");
    assert_eq!(archive.photos()[0], archive.photos()[1]);
    assert_eq!(archive.read(0), Ok(photo("cats/1.jpg")));
    assert_eq!(archive.read(1), Ok(photo("cats/2.jpg")));
}

#[test]
fn folders_that_nothing_is_in_are_told() {
    let notes = |paths: &[&str]| -> Vec<String> {
        let files: Vec<_> = paths.iter().map(|path| (*path, photo(path))).collect();
        let files: Vec<_> = files
            .into_iter()
            .map(|(path, bytes)| (path, if path.ends_with('/') { Vec::new() } else { bytes }))
            .collect();
        let archive = open("a.zip", stored(&files)).expect("it has photos");
        archive.notes().iter().map(Localise::text).collect()
    };
    let paths = ["a/", "a/cats/", "a/cats/1.jpg", "a/dogs/", "b/c/2.jpg", "b/", "__MACOSX/", "a/.git/"];
    assert_eq!(notes(&paths), ["holds an empty folder: a/dogs."]);
    let paths = ["cats/1.jpg", "b/", "b/.DS_Store", "c/", "d/", "e/"];
    assert_eq!(notes(&paths), ["holds 4 empty folders: b, c, d, …."]);
    assert_eq!(notes(&["cats/1.jpg", "dogs/", "dogs/notes.txt"]), [""; 0], "the text is refused by name");
}

#[test]
fn an_archive_of_no_bytes_is_empty() {
    assert_eq!(refusal("zero.zip", Vec::new()), "is empty (0 bytes). Copy or download it again.");
}
