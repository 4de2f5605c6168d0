//! What a folder is by its name: kept by the system, a split, or anything else.

use super::*;

#[test]
fn what_systems_keep_for_themselves_is_known() {
    for name in [
        "@eaDir",
        "$RECYCLE.BIN",
        "$Recycle.Bin",
        ".thumbnails",
        ".Trash-1000",
        ".git",
        ".DS_Store",
        "._1.jpg",
        "__MACOSX",
        "lost+found",
        "Thumbs.db",
        "System Volume Information",
        "#recycle",
        "SYNOPHOTO_THUMB_XL.jpg",
        "Catalog Previews.lrdata",
    ] {
        assert!(is_system(name), "{name}");
    }
    for name in ["cats", ".1.jpg.icloud", "lost", "Thumbs", "recycle", "#1", "@home", "ä", "$5"] {
        assert!(!is_system(name), "{name}");
    }
}

#[test]
fn names_say_what_a_folder_is_for() {
    let cases: &[(Kind, &[&str])] = &[
        (Kind::Split, &["train", "Test", "val2017", "train_data", "seg_pred_test", "training set", "测试集"]),
        (Kind::Container(true), &["images", "JPEGImages", "img", "JPEG Images"]),
        (Kind::Container(false), &["DCIM", "Google Photos", "Takeout", "data", "raw images"]),
        (
            Kind::Masks,
            &["masks", "labels", "Annotations", "SegmentationClass", "ground truth", "mask_images"],
        ),
        (Kind::Serial, &["session1", "Session 12", "batch_3", "lot B", "007", "1", "day-2"]),
        (Kind::Camera, &["100CANON", "101_PANA", "100APPLE", "123D3200"]),
        (
            Kind::Date,
            &[
                "2024-05-01",
                "20240501",
                "20240501_1200",
                "01.05.2024",
                "2024-05",
                "May 2024",
                "Photos from 2024",
                "Fotos von 2024",
                "2024年5月",
                "2024-05-01 garden",
                "2024",
            ],
        ),
        (
            Kind::Plain,
            &[
                "cats",
                "training shoes",
                "image noise",
                "n02085620",
                "Class 1",
                "Lot et Garonne",
                "7-up",
                "masked owl",
                "Set",
                "May",
            ],
        ),
    ];
    for (expected, names) in cases {
        for name in *names {
            assert_eq!(kind(name), *expected, "{name}");
        }
    }
}
