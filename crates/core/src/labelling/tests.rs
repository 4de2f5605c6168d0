//! Labelling of typical folder structures.

use super::*;

/// Labels paths, and lists the classes of the best guess as "cats 3".
fn labelled(paths: &[&str]) -> (Labelling, Vec<String>) {
    let paths: Vec<_> = paths.iter().map(|path| path.split('/').collect()).collect();
    let labelling = Labelling::of(&paths);
    let classes = classes(&labelling, labelling.overview().best);
    (labelling, classes)
}

fn classes(labelling: &Labelling, level: usize) -> Vec<String> {
    let level = labelling.overview().levels.get(level).cloned().unwrap_or_default();
    level.classes.iter().map(|(name, count)| format!("{name} {count}")).collect()
}

/// Paths of `count` photos in each folder.
fn photos(folders: &[&str], count: usize) -> Vec<String> {
    let in_folder =
        |folder: &&str| -> Vec<String> { (1..=count).map(|n| format!("{folder}/{n}.jpg")).collect() };
    folders.iter().flat_map(in_folder).collect()
}

/// Labels an archive of this name with three photos in each folder.
fn of_archive(name: &str, folders: &[&str]) -> (Labelling, Vec<String>) {
    let paths = photos(folders, 3);
    let paths: Vec<_> = paths.iter().map(|path| path.split('/').collect()).collect();
    let labelling = Labelling::of_archive(name, &paths);
    let classes = classes(&labelling, labelling.overview().best);
    (labelling, classes)
}

fn of_folders(folders: &[&str]) -> (Labelling, Vec<String>) {
    let paths = photos(folders, 3);
    labelled(&paths.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn folders_that_leave_no_doubt_are_not_asked_about() {
    let cases: &[(&[&str], &[&str])] = &[
        (&["cats", "dogs"], &["cats 3", "dogs 3"]),
        (&["cats"], &["cats 3"]),
        (&["project/cats", "project/dogs"], &["cats 3", "dogs 3"]),
        (&["a/b/cats", "a/b/dogs"], &["cats 3", "dogs 3"]),
        (&["train/cats", "train/dogs", "val/cats", "test/dogs"], &["cats 6", "dogs 6"]),
        (&["data/train/cats", "data/val/cats", "data/train/dogs"], &["cats 6", "dogs 3"]),
        (&["cats/train", "cats/test", "dogs/train", "dogs/test"], &["cats 6", "dogs 6"]),
        (&["train", "bus", "car"], &["train 3", "bus 3", "car 3"]),
        (&["healthy/2024-05-01", "healthy/2024-05-02", "sick/2024-05-01"], &["healthy 6", "sick 3"]),
        (&["cats/session1", "coffee/session1"], &["cats 3", "coffee 3"]),
        (&["cats/session 1", "cats/session 2", "coffee/session 1"], &["cats 6", "coffee 3"]),
        (&["2024-05-01/cats", "2024-05-02/cats", "2024-05-02/dogs"], &["cats 6", "dogs 3"]),
        (&["cats/100CANON", "dogs/101CANON"], &["cats 3", "dogs 3"]),
        (&["cats/images", "dogs/images"], &["cats 3", "dogs 3"]),
        (&["images/cats", "images/dogs"], &["cats 3", "dogs 3"]),
        (&["S01/happy", "S01/sad", "S02/happy", "S02/sad"], &["happy 6", "sad 6"]),
        (&["0", "1", "2"], &["0 3", "1 3", "2 3"]),
        (&["train/0", "train/1", "test/0", "test/1"], &["0 6", "1 6"]),
        (&["Class 1", "Class 2"], &["Class 1 3", "Class 2 3"]),
        (&["project/Class 1", "project/Class 2"], &["Class 1 3", "Class 2 3"]),
        (&["cats/session 1", "cats/session 2"], &["cats 6"]),
        (&["cats/2024-05-01", "cats/2024-05-02"], &["cats 6"]),
        (&["phone/DCIM/100CANON", "phone/DCIM/101CANON"], &["phone 6"]),
        (&["cats/k0", "cats/k1", "dogs/k0", "dogs/k1"], &["cats 6", "dogs 6"]),
        (&["cats/1"], &["cats 3"]),
        (&["n02085620", "n02085782"], &["n02085620 3", "n02085782 3"]),
        (&["train2017/cats", "val2017/cats", "train2017/dogs"], &["cats 6", "dogs 3"]),
        (&["camera", "laptop"], &["camera 3", "laptop 3"]),
        (&["A\u{308}pfel", "\u{c4}pfel", "Birnen"], &["Äpfel 6", "Birnen 3"]),
    ];
    for (folders, expected) in cases {
        let (labelling, classes) = of_folders(folders);
        assert_eq!(classes, *expected, "{folders:?}");
        assert!(labelling.is_sure(), "{folders:?}");
        assert_eq!(labelling.overview().unlabelled, 0, "{folders:?}");
    }
}

#[test]
fn what_could_be_meant_otherwise_is_asked_about_with_the_best_guess_first() {
    let cases: &[(&[&str], &[&str], usize)] = &[
        (&["anna/cats", "anna/dogs", "ben/cats", "ben/dogs"], &["cats 6", "dogs 6"], 2),
        (&["fruit/apple", "fruit/pear", "tool/saw", "tool/axe"], &["apple 3", "pear 3", "saw 3", "axe 3"], 2),
        (&["cats", "dogs/puppies"], &["cats 3", "dogs 3"], 2),
        (&["2024-05-01", "2024-05-02"], &["2024-05-01 3", "2024-05-02 3"], 1),
        (&["100CANON", "101CANON"], &["100CANON 3", "101CANON 3"], 1),
        (&["bottles/0", "bottles/1", "bottles/2"], &["0 3", "1 3", "2 3"], 2),
        (&["a/Type 1", "a/Type 2", "a/Type 3"], &["Type 1 3", "Type 2 3", "Type 3 3"], 2),
        (&["a/k0", "a/k1", "a/k2", "a/k3", "a/k4"], &["k0 3", "k1 3", "k2 3", "k3 3", "k4 3"], 2),
        (&["a/lot A", "a/lot B"], &["lot A 3", "lot B 3"], 2),
        (&["a/b/train/1", "a/b/train/2", "a/b/test/1"], &["1 6", "2 3"], 2),
        (&["cats", "cats/1", "cats/2"], &["1 3", "2 3"], 2),
        (&["oak/oak 1", "oak/oak 2", "elm/elm 1", "elm/elm 2"], &["oak 6", "elm 6"], 2),
    ];
    for (folders, expected, levels) in cases {
        let (labelling, classes) = of_folders(folders);
        assert_eq!(classes, *expected, "{folders:?}");
        assert!(!labelling.is_sure(), "{folders:?}");
        assert_eq!(labelling.overview().levels.len(), *levels, "{folders:?}");
    }
    let (labelling, _) = of_folders(&["anna/cats", "anna/dogs", "ben/cats"]);
    assert_eq!(classes(&labelling, 0), ["anna 6", "ben 3"]);
    let (_, few) = labelled(&["anna/cats/1.jpg", "anna/dogs/2.jpg", "ben/cats/3.jpg"]);
    assert_eq!(few, ["cats 2", "dogs 1"], "few photos alone are no reason for the outer folders");
    let own_folders: Vec<String> = (0..9).map(|n| format!("bottle{}/item {n} x/1.jpg", n % 2)).collect();
    let mut own_folders: Vec<&str> = own_folders.iter().map(String::as_str).collect();
    own_folders.push("can/item z/1.jpg");
    let (_, classes) = labelled(&own_folders);
    assert_eq!(classes, ["bottle0 5", "bottle1 4", "can 1"], "a folder for each thing makes no classes");
}

#[test]
fn numbered_folders_in_one_folder_may_be_the_classes_or_one_class_together() {
    let (labelling, best) = of_folders(&["bottles/0", "bottles/1", "bottles/2"]);
    assert_eq!(best, ["0 3", "1 3", "2 3"]);
    assert_eq!(classes(&labelling, 1), ["bottles 9"]);
    assert_eq!(labelling.class(8, 0), Ok(Some("2")));
    assert_eq!(labelling.class(8, 1), Ok(Some("bottles")));
    let (labelling, _) = of_folders(&["oak/oak 1", "oak/oak 2", "elm/elm 1", "elm/elm 2"]);
    assert_eq!(classes(&labelling, 1), ["oak 1 3", "oak 2 3", "elm 1 3", "elm 2 3"]);
    // A photo beside the folder that they are in.
    let paths = ["loose.jpg", "bottles/0/1.jpg", "bottles/1/2.jpg"];
    let (labelling, best) = labelled(&paths);
    assert_eq!((best, labelling.overview().unlabelled), (vec!["0 1".to_owned(), "1 1".to_owned()], 1));
    assert_eq!(classes(&labelling, 1), ["bottles 2"]);
}

#[test]
fn an_archive_is_labelled_like_a_folder_of_its_name() {
    let cases: &[&[&str]] = &[
        &["0", "1", "2"],
        &["Type 1", "Type 2", "Type 3"],
        &["k0", "k1", "k2"],
        &["lot A", "lot B"],
        &["Class 1", "Class 2"],
        &["session 1", "session 2"],
        &["2024-05-01", "2024-05-02"],
        &["100CANON", "101CANON"],
        &["images", "more images"],
        &["cats", "dogs"],
        &["cats", "dogs/puppies"],
        &["anna/cats", "anna/dogs", "ben/cats"],
        &["train/cats", "test/cats", "test/dogs"],
        &["train/images", "valid/images"],
        &["Takeout/Google Photos/Oak", "Takeout/Google Photos/Photos from 2024"],
    ];
    for folders in cases {
        for name in ["bottles", "photos", "2024", "1", "train"] {
            let inside: Vec<String> = folders.iter().map(|folder| format!("{name}/{folder}")).collect();
            let (folder, in_folder) = of_folders(&inside.iter().map(String::as_str).collect::<Vec<_>>());
            let (archive, in_archive) = of_archive(name, folders);
            // A single class of the archive's name is the class of all photos that have none.
            let named =
                folder.overview().levels.len() == 1 && in_folder == [format!("{name} {}", 3 * folders.len())];
            if named {
                assert_eq!(
                    (in_archive.as_slice(), archive.is_sure()),
                    ([].as_slice(), folder.is_sure()),
                    "{inside:?}"
                );
                assert_eq!(archive.overview().unlabelled, 3 * folders.len() as u32, "{inside:?}");
            } else {
                assert_eq!(archive.overview(), folder.overview(), "{inside:?}");
                assert_eq!(archive.is_sure(), folder.is_sure(), "{inside:?}");
            }
        }
    }
    let (labelling, best) = of_archive("bottles", &["0", "1", "2"]);
    assert_eq!((best.len(), labelling.is_sure()), (3, false));
    assert_eq!(classes(&labelling, 1), ["bottles 9"]);
}

#[test]
fn photos_of_a_data_set_without_class_folders_have_no_label() {
    let yolo = [
        "boats/train/images/1.jpg",
        "boats/train/labels/1.txt",
        "boats/valid/images/2.jpg",
        "boats/valid/labels/2.txt",
        "boats/data.yaml",
    ];
    let flat = ["boats/1.jpg", "boats/1.xml", "boats/2.jpg", "boats/2.xml"];
    let split = ["boats/train/1.jpg", "boats/test/2.jpg"];
    let masks = ["boats/images/1.jpg", "boats/images/2.jpg", "boats/masks/1.png"];
    let loose = ["1.jpg", "2.jpg", "annotations.json"];
    for paths in [yolo.as_slice(), &flat, &split, &masks, &loose] {
        let (labelling, classes) = labelled(paths);
        assert!(classes.is_empty() && !labelling.is_sure(), "{paths:?}: {classes:?}");
        assert_eq!(labelling.overview().unlabelled, 2, "{paths:?}");
        assert_eq!(labelling.best(), Decision { level: 0, unlabelled: false, loose: true }, "{paths:?}");
    }
    // Inside a part, the folder is a class.
    let (labelling, classes) = labelled(&["train/cats/1.jpg", "test/cats/2.jpg"]);
    assert_eq!((classes, labelling.is_sure()), (vec!["cats 2".to_owned()], true));
}

#[test]
fn only_parts_that_classes_come_from_are_merged() {
    let splits = |folders: &[&str]| {
        let labelling = of_folders(folders).0;
        let level = labelling.overview().levels.first().cloned().unwrap_or_default();
        level.splits
    };
    assert_eq!(splits(&["train/cats", "train/dogs", "val/cats", "test"]), ["train", "val"]);
    assert_eq!(splits(&["cats/train", "cats/test", "dogs/train"]), ["train", "test"]);
    for none in [
        ["train/cats", "train/dogs", "test"].as_slice(),
        &["train/images", "valid/images"],
        &["test/train/cats", "test/train/dogs"],
        &["train", "bus", "car"],
    ] {
        assert_eq!(splits(none), [""; 0], "{none:?}");
    }
}

#[test]
fn a_folder_around_folders_and_photos_is_offered_as_the_one_class() {
    let (labelling, best) =
        labelled(&["cats/1.jpg", "cats/2.jpg", "cats/kittens/3.jpg", "cats/kittens/4.jpg", "cats/old/5.jpg"]);
    assert_eq!(best, ["kittens 2", "old 1"]);
    assert_eq!((labelling.is_sure(), labelling.overview().unlabelled), (false, 2));
    assert_eq!(classes(&labelling, 1), ["cats 5"]);
    assert_eq!(labelling.class(0, 0), Ok(None));
    assert_eq!(labelling.class(0, 1), Ok(Some("cats")));
}

#[test]
fn photos_without_a_label_are_told_and_belong_to_no_class() {
    let mut paths = photos(&["train/cat", "train/coffee"], 3);
    paths.extend(["test/1.jpg".to_owned(), "test/2.jpg".to_owned()]);
    let (labelling, classes) = labelled(&paths.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(classes, ["cat 3", "coffee 3"]);
    assert_eq!((labelling.is_sure(), labelling.overview().unlabelled), (false, 2));
    assert!(labelling.overview().levels[0].splits.is_empty(), "no class comes from the test set");
    assert_eq!(labelling.best(), Decision { level: 0, unlabelled: false, loose: true });
    let takeout = ["Oak", "Photos from 2024", "Beech"].map(|album| format!("Takeout/Google Photos/{album}"));
    let (labelling, classes) = of_folders(&takeout.each_ref().map(String::as_str));
    assert_eq!(classes, ["Oak 3", "Beech 3"]);
    assert_eq!((labelling.is_sure(), labelling.overview().unlabelled), (false, 3));
}

#[test]
fn loose_photos_have_nothing_to_ask_about() {
    let (labelling, classes) = labelled(&["1.jpg", "2.jpg"]);
    assert!(labelling.is_sure() && classes.is_empty());
    assert_eq!(labelling.best(), Decision { level: 0, unlabelled: true, loose: true });
    // Folders whose names only say that they hold photos.
    for folder in ["images", "DCIM/100CANON", "2024-05-01"] {
        let (labelling, classes) = of_folders(&[folder]);
        assert!(labelling.is_sure() && classes.is_empty(), "{folder}");
    }
    let (labelling, _) = labelled(&["1.jpg", "cats/2.jpg"]);
    assert!(!labelling.is_sure());
}

#[test]
fn systems_files_labels_and_masks_are_left_out_by_reason() {
    let (labelling, classes) = labelled(&[
        "cats/1.jpg",
        "cats/@eaDir/1.jpg/SYNOPHOTO_THUMB_XL.jpg",
        "cats/.thumbnails/1.jpg",
        "$RECYCLE.BIN/2.jpg",
        "coffee/1.jpg",
        "coffee/Thumbs.db",
        "coffee/1.xml",
        "coffee/notes.txt",
    ]);
    assert_eq!(classes, ["cats 1", "coffee 1"]);
    assert!(labelling.is_sure());
    let left_out = [(LeftOut::System, 4), (LeftOut::LabelFile, 1), (LeftOut::NoPhoto, 1)];
    assert_eq!(labelling.overview().left_out, left_out);
    assert_eq!(labelling.class(1, 0), Err(LeftOut::System));
    assert_eq!(labelling.class(7, 0), Err(LeftOut::NoPhoto));

    let (labelling, classes) = labelled(&[
        "train/images/1_jpg.rf.0001.jpg",
        "train/labels/1_jpg.rf.0001.txt",
        "valid/images/2.jpg",
        "valid/labels/2.txt",
        "data.yaml",
        "README.roboflow.txt",
    ]);
    assert!(classes.is_empty() && !labelling.is_sure());
    assert_eq!(labelling.overview().unlabelled, 2);
    assert_eq!(labelling.overview().left_out, [(LeftOut::LabelFile, 4)]);

    let (labelling, classes) = labelled(&["images/1.png", "images/2.png", "masks/1.png", "masks/2.png"]);
    assert!(classes.is_empty());
    assert_eq!(labelling.overview().left_out, [(LeftOut::Mask, 2)]);
    assert_eq!(labelling.overview().unlabelled, 2);

    let (labelling, _) = labelled(&[
        "Oak/1.jpg",
        "Oak/1.jpg.supplemental-metadata.json",
        "Oak/metadata.json",
        "Elm/2.JPG",
        "Elm/2.jpg.json",
        "Elm/Metadaten.json",
    ]);
    assert_eq!(labelling.overview().left_out, [(LeftOut::Metadata, 4)]);
    assert!(labelling.is_sure());
    // In a folder of their own, and with the name of the photo alone, they are annotations.
    let (labelling, _) = labelled(&["oak/img/1.jpg", "oak/ann/1.jpg.json", "elm/2.jpg", "elm/2.json"]);
    assert_eq!(labelling.overview().left_out, [(LeftOut::LabelFile, 2)]);
}

#[test]
fn a_file_that_can_never_be_a_photo_has_no_say_and_counts_as_no_photo() {
    let (labelling, classes) = labelled(&[
        "cats/1.jpg",
        "cats/1.mov",
        "dogs/2.jpg",
        "papers/thesis.pdf",
        "photos.rar",
        "IMG_0001.HEIC.icloud",
        "clip.MP4",
        "notes.txt",
    ]);
    assert_eq!(classes, ["cats 1", "dogs 1"]);
    assert!(labelling.is_sure(), "nothing is left to ask about");
    assert_eq!((labelling.overview().unlabelled, labelling.overview().loose), (0, 0));
    assert_eq!(labelling.overview().left_out, [(LeftOut::NoPhoto, 6)]);
    // A missing or unknown extension may be a photo's.
    let (labelling, _) = labelled(&["cats/1.jpg", "dogs/2.jpg", "3", "4.jpg_large", "5.orig"]);
    assert_eq!((labelling.overview().unlabelled, labelling.overview().left_out.len()), (3, 0));
}

#[test]
fn loose_photos_beside_folders_are_wanted_and_photos_of_folders_without_a_label_are_not() {
    let (labelling, classes) = labelled(&[
        "train/cats/1.jpg",
        "train/dogs/2.jpg",
        "test/3.jpg",
        "test/4.jpg",
        "5.jpg",
        "6.jpg",
        "7.jpg",
    ]);
    assert_eq!(classes, ["cats 1", "dogs 1"]);
    let overview = labelling.overview();
    assert_eq!((overview.unlabelled, overview.loose, overview.unlabelled_on(0)), (5, 3, 2));
    let best = labelling.best();
    assert_eq!(best, Decision { level: 0, unlabelled: false, loose: true });
    assert_eq!(overview.left_out_by(&best), 2);
    assert_eq!(overview.left_out_by(&Decision { loose: false, ..best.clone() }), 5);
    assert_eq!(overview.left_out_by(&Decision { unlabelled: true, ..best }), 0);
    assert!(overview.names_class("Cats") && !overview.names_class("Class 1"));
    // Nobody picked the photos at the top of an archive one by one, or those in a folder around folders.
    let (archive, _) = of_archive("kaggle", &["train/cat", "train/coffee", ""]);
    let (folder, _) = labelled(&["pets/1.jpg", "pets/cats/2.jpg", "pets/dogs/3.jpg"]);
    for labelling in [archive, folder] {
        assert_eq!((labelling.overview().loose, labelling.best().unlabelled), (0, false));
    }
}

#[test]
fn classes_beyond_a_projects_limit_are_counted_and_the_largest_are_kept() {
    let mut folders: Vec<String> = (0..230).map(|n| format!("class {n:03}/1.jpg")).collect();
    folders.push("class 229/2.jpg".to_owned());
    let (labelling, classes) = labelled(&folders.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(classes.len(), 230);
    assert!(labelling.is_sure());
    let existing = ["CLASS 000", "another"];
    let (over, photos) = labelling.overview().without_room(0, existing.into_iter(), 200);
    assert_eq!((over.len(), photos), (31, 31));
    assert!(!over.contains("class 229") && !over.contains("class 000") && over.contains("class 228"));
    let (none, photos) = labelling.overview().without_room(0, [].into_iter(), 230);
    assert_eq!((none.len(), photos), (0, 0));
}

#[test]
fn classes_that_are_alike_in_their_first_characters_stay_two() {
    let lot = |lot: &str| format!("{}lot {lot}", "Bottles sent back in the week after Easter ".repeat(3));
    let (labelling, classes) = of_folders(&[&lot("A"), &lot("B")]);
    assert_eq!((classes.len(), labelling.is_sure()), (2, true));
    assert_eq!(labelling.overview().levels[0].shortened, 2);
    let (labelling, _) = of_folders(&[&lot("A"), "oak"]);
    assert_eq!(labelling.overview().levels[0].shortened, 1);
    let (labelling, _) = of_folders(&[&lot("A"), &lot("B")]);
    assert!(
        labelling.overview().levels[0]
            .classes
            .iter()
            .all(|(name, _)| name.chars().count() <= CLASS_NAME_CHARS)
    );
}

#[test]
fn folders_of_photos_without_a_label_are_named() {
    let unlabelled_in = |labelling: &Labelling| {
        let overview = labelling.overview();
        overview.levels[overview.best].unlabelled_in.clone()
    };
    let (labelling, _) = of_archive("kaggle", &["train/cat", "train/coffee", "test"]);
    assert_eq!(unlabelled_in(&labelling), (vec!["test".to_owned()], 1));
    let (labelling, _) = of_folders(&["kaggle/train/cat", "kaggle/train/coffee", "kaggle/test"]);
    assert_eq!(unlabelled_in(&labelling), (vec!["test".to_owned()], 1));
    let (labelling, _) = labelled(&["train/cat/1.jpg", "train/dog/2.jpg", "test/3.jpg", "4.jpg"]);
    assert_eq!(unlabelled_in(&labelling), (vec!["test".to_owned()], 1), "a loose photo is told by itself");
    let (labelling, _) = labelled(&["k/train/cat/1.jpg", "k/train/dog/2.jpg", "k/test/3.jpg", "k/4.jpg"]);
    assert_eq!(unlabelled_in(&labelling), (Vec::new(), 0), "one of them is in the folder around everything");
    let (labelling, _) = of_folders(&["cats", "dogs"]);
    assert_eq!(unlabelled_in(&labelling), (Vec::new(), 0));
}

#[test]
fn classes_of_an_archive_are_sorted_as_a_person_would() {
    let folders = ["train/10", "train/2", "train/0", "test/2", "test/1"];
    let (labelling, classes) = of_archive("digits", &folders);
    assert_eq!(classes, ["0 3", "1 3", "2 6", "10 3"]);
    let names: Vec<_> = (0..5).map(|folder| labelling.class(3 * folder, 0)).collect();
    assert_eq!(names, ["10", "2", "0", "2", "1"].map(|name| Ok(Some(name))));
}
