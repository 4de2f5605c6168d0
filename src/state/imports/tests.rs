//! Imports and deliveries: progress, questions and reports.

use super::super::notices::Notice;
use handlens_i18n::Localise;

use super::*;
use handlens_core::protocol::NoticeLevel;

fn summary(added: u32) -> ImportSummary {
    ImportSummary { added, ..ImportSummary::default() }
}

fn unreadable(name: &str) -> Notice {
    let message = msg!("image-unreadable");
    Notice { level: NoticeLevel::Refused, photo: Some(name.to_owned()), message }
}

#[test]
fn time_left_counts_what_the_worker_has_not_seen_yet() {
    let mut imports = Imports::default();
    imports.found(JobId(1), 250);
    imports.found(JobId(1), 50);
    imports.progress(JobId(1), 10, 250, 10.0, Some(24.0));
    assert_eq!((imports.all()[0].total, imports.all()[0].seconds_left), (300, Some(29.0)));
    imports.progress(JobId(1), 10, 250, 0.0, None);
    assert_eq!(imports.all()[0].seconds_left, None);
}

#[test]
fn an_import_is_summed_up_in_sentences() {
    let told = |summary| {
        let mut imports = Imports::default();
        imports.found(JobId(1), 1);
        imports.finish(JobId(1), summary).expect("it came alone").sentence().text()
    };
    let some = ImportSummary { added: 34, duplicates: 2, refused: 1, cancelled: false };
    assert_eq!(told(some), "Added 34 photos. 2 were there already. 1 file could not be used.");
    let nothing = ImportSummary { duplicates: 1, ..ImportSummary::default() };
    assert_eq!(told(nothing), "No photos were added. 1 was there already.");
    let cancelled = ImportSummary { added: 1, cancelled: true, ..ImportSummary::default() };
    assert_eq!(told(cancelled), "Cancelled. 1 photo was removed again.");
}

#[test]
fn a_drop_of_photos_and_archives_is_told_once_and_names_the_archives() {
    let mut imports = Imports::default();
    let drop = imports.begin_delivery();
    for (job, archive) in [(1, Some("birds.zip")), (2, None), (3, Some("trees.zip"))] {
        imports.join(drop, JobId(job));
        match archive {
            Some(name) => {
                imports.found_archive(JobId(job), name.to_owned(), Placement::Named(String::new()));
            }
            None => imports.found(JobId(job), 5),
        }
    }
    imports.find(JobId(1)).expect("it runs").notices.push(unreadable("1.jpg"));
    let refused = ImportSummary { added: 3, refused: 1, ..ImportSummary::default() };
    assert_eq!(imports.finish(JobId(1), refused), None);
    assert_eq!(imports.finish(JobId(2), summary(5)), None);
    assert_eq!(imports.end_delivery(drop), None, "an archive is still being read");
    let mut outcome = imports.finish(JobId(3), summary(2)).expect("it was the last");
    assert_eq!(
        outcome.sentence().text(),
        "Added 10 photos, including those in birds.zip and trees.zip. 1 file could not be used."
    );
    assert!(!outcome.is_brief());
    assert_eq!(outcome.take_notices().causes()[0].names, ["birds.zip/1.jpg"]);
}

#[test]
fn an_archive_alone_is_named_and_its_files_keep_their_names() {
    let mut imports = Imports::default();
    let drop = imports.begin_delivery();
    imports.join(drop, JobId(1));
    imports.found_archive(JobId(1), "birds.zip".to_owned(), Placement::Named(String::new()));
    imports.find(JobId(1)).expect("it runs").notices.push(unreadable("1.jpg"));
    assert_eq!(imports.end_delivery(drop), None);
    let mut outcome = imports.finish(JobId(1), summary(2)).expect("nothing else came");
    assert_eq!(outcome.sentence().text(), "Added 2 photos from birds.zip.");
    assert_eq!(outcome.take_notices().causes()[0].names, ["1.jpg"]);
}

#[test]
fn a_file_that_the_page_could_not_open_counts_as_one_that_could_not_be_used() {
    let mut imports = Imports::default();
    let drop = imports.begin_delivery();
    let mut notices = Notices::default();
    notices.push(unreadable("gone.jpg"));
    imports.note(drop, notices);
    let outcome = imports.end_delivery(drop).expect("nothing runs");
    assert_eq!(outcome.sentence().text(), "No photos were added. 1 file could not be used.");
    let empty = imports.begin_delivery();
    assert!(imports.end_delivery(empty).is_some_and(|outcome| outcome.is_empty()));
}

#[test]
fn an_interrupted_drop_is_told_once_however_many_were_refused() {
    let mut imports = Imports::default();
    let drop = imports.begin_delivery();
    for job in [1, 2] {
        imports.join(drop, JobId(job));
        imports.found(JobId(job), 1000);
        for number in 0..600 {
            imports.find(JobId(job)).expect("it runs").notices.push(unreadable(&number.to_string()));
        }
        imports.progress(JobId(job), 700, 1000, 1.0, None);
    }
    let outcomes = imports.interrupt();
    assert_eq!(outcomes.len(), 1);
    assert_eq!(
        outcomes[0].sentence().text(),
        "The import was interrupted after 200 photos. Add the rest again."
    );
    assert!(imports.end_delivery(drop).is_some_and(|outcome| outcome.is_empty()));
}

#[test]
fn one_cancelled_archive_does_not_hide_what_the_others_brought() {
    let mut imports = Imports::default();
    let drop = imports.begin_delivery();
    for job in [1, 2] {
        imports.join(drop, JobId(job));
        imports.found(JobId(job), 5);
    }
    assert_eq!(imports.end_delivery(drop), None);
    assert_eq!(imports.finish(JobId(1), ImportSummary { cancelled: true, ..summary(2) }), None);
    let outcome = imports.finish(JobId(2), summary(5)).expect("the last");
    assert_eq!(
        outcome.sentence().text(),
        "Added 5 photos. The others were cancelled; 2 of their photos were removed again."
    );
}

#[test]
fn the_report_on_many_archives_adds_up_whatever_became_of_each() {
    let mut imports = Imports::default();
    let drop = imports.begin_delivery();
    for job in 1..=12 {
        imports.join(drop, JobId(job));
        imports.found_archive(JobId(job), format!("{job}.zip"), Placement::Named(String::new()));
    }
    assert_eq!(imports.end_delivery(drop), None);
    imports.progress(JobId(3), 1, 6, 1.0, None);
    assert_eq!((imports.shown(), imports.not_shown()), (vec![JobId(3), JobId(1)], 10));
    assert_eq!(imports.finish(JobId(3), summary(6)), None);
    assert_eq!(imports.finish(JobId(1), ImportSummary { refused: 1, ..ImportSummary::default() }), None);
    imports.find(JobId(2)).expect("it runs").notices.push(unreadable("1.jpg"));
    let cancelled = ImportSummary { cancelled: true, refused: 1, ..ImportSummary::default() };
    let mut last = imports.finish(JobId(2), cancelled);
    for job in 4..=12 {
        assert_eq!(last, None);
        last = imports.finish(JobId(job), cancelled);
    }
    let mut outcome = last.expect("the last");
    assert_eq!(
        outcome.sentence().text(),
        "Added 6 photos from 3.zip. 1 file could not be used. The others were cancelled."
    );
    assert!(outcome.take_notices().is_empty(), "what was cancelled is not told file by file");
}

#[test]
fn what_was_interrupted_is_told_beside_what_came_in() {
    let mut imports = Imports::default();
    let drop = imports.begin_delivery();
    for job in [1, 2, 3] {
        imports.join(drop, JobId(job));
        imports.found(JobId(job), 5);
    }
    assert_eq!(imports.end_delivery(drop), None);
    assert_eq!(imports.finish(JobId(1), summary(5)), None);
    assert_eq!(imports.finish(JobId(2), ImportSummary { cancelled: true, ..summary(0) }), None);
    let told: Vec<String> = imports.interrupt().iter().map(|outcome| outcome.sentence().text()).collect();
    let expected = "Added 5 photos. The others were interrupted before any photo came in. Add them again. The others \
                    were cancelled.";
    assert_eq!(told, [expected]);
}

#[test]
fn photos_that_were_found_before_they_are_sent_are_counted_once() {
    let mut imports = Imports::default();
    imports.gathered(JobId(1), 100);
    imports.gathered(JobId(1), 300);
    imports.ask(JobId(1), Overview::default());
    assert_eq!(imports.undecided().map(|import| import.job), Some(JobId(1)));
    imports.gathered(JobId(1), 260);
    imports.found(JobId(1), 250);
    assert_eq!(imports.all()[0].total, 260);
    imports.found(JobId(1), 30);
    assert_eq!(imports.all()[0].total, 280);
}

#[test]
fn what_the_person_leaves_out_is_told_with_the_folders_it_is_in() {
    let told = |paths: &[&str], unlabelled| {
        let paths: Vec<Vec<&str>> = paths.iter().map(|path| path.split('/').collect()).collect();
        let labelling = handlens_core::labelling::Labelling::of_archive("kaggle", &paths);
        let mut imports = Imports::default();
        imports.found_archive(JobId(1), "kaggle.zip".to_owned(), Placement::Named(String::new()));
        imports.ask(JobId(1), labelling.overview().clone());
        imports.decide(JobId(1), &Decision { unlabelled, ..labelling.best() });
        assert_eq!(imports.undecided(), None);
        let mut outcome = imports.finish(JobId(1), summary(2)).expect("it came alone");
        let causes = outcome.take_notices().causes();
        causes.iter().map(|cause| cause.message.text()).collect::<Vec<_>>()
    };
    let kaggle = ["train/cat/1.jpg", "train/dog/2.jpg", "test/3.jpg", "test/4.jpg"];
    assert_eq!(told(&kaggle, false), ["2 photos without a label were left out. Folder: test"]);
    assert_eq!(told(&kaggle, true), [""; 0]);
    let around = ["train/cat/1.jpg", "train/dog/2.jpg", "test/3.jpg", "4.jpg"];
    assert_eq!(told(&around, false), ["2 photos without a label were left out."]);
}

#[test]
fn several_questions_in_a_row_are_counted() {
    let mut imports = Imports::default();
    for job in 1..=3 {
        imports.found_archive(JobId(job), format!("{job}.zip"), Placement::Named(String::new()));
    }
    let best = handlens_core::labelling::Labelling::default().best();
    imports.ask(JobId(1), Overview::default());
    assert_eq!(imports.question_number(), None, "there is only one");
    imports.ask(JobId(2), Overview::default());
    imports.ask(JobId(3), Overview::default());
    assert_eq!(imports.question_number(), Some((1, 3)));
    imports.decide(JobId(1), &best);
    assert_eq!(imports.question_number(), Some((2, 3)));
    imports.finish(JobId(2), ImportSummary { cancelled: true, ..summary(0) });
    assert_eq!(imports.question_number(), Some((3, 3)));
    imports.decide(JobId(3), &best);
    assert_eq!(imports.question_number(), None);
    imports.ask(JobId(1), Overview::default());
    assert_eq!(imports.question_number(), None, "another time");
}

#[test]
fn an_archive_that_cannot_be_used_is_not_counted_as_a_photo() {
    let mut imports = Imports::default();
    let drop = imports.begin_delivery();
    for job in 1..=2 {
        imports.join(drop, JobId(job));
        imports.found_archive(JobId(job), format!("{job}.zip"), Placement::Named(String::new()));
    }
    assert_eq!(imports.end_delivery(drop), None);
    imports.find(JobId(1)).expect("it runs").notices.push(unreadable("1.zip"));
    let mut alone = imports.clone();
    assert_eq!(imports.finish(JobId(1), summary(0)), None);
    let outcome = imports.finish(JobId(2), summary(6)).expect("the last");
    assert_eq!(outcome.sentence().text(), "Added 6 photos from 2.zip. 1 archive could not be used.");
    alone.find(JobId(2)).expect("it runs").notices.push(unreadable("2.zip"));
    assert_eq!(alone.finish(JobId(1), summary(0)), None);
    let outcome = alone.finish(JobId(2), summary(0)).expect("the last");
    assert_eq!(outcome.sentence().text(), "No photos were added from 1.zip and 2.zip.");
}

#[test]
fn photos_of_classes_without_room_count_as_ones_that_could_not_be_used() {
    let mut imports = Imports::default();
    let drop = imports.begin_delivery();
    imports.join(drop, JobId(1));
    imports.found(JobId(1), 6);
    imports.note_without_room(drop, 2, 5);
    imports.note_without_room(drop, 0, 0);
    assert_eq!(imports.end_delivery(drop), None);
    let outcome = imports.finish(JobId(1), summary(6)).expect("nothing else came");
    assert_eq!(outcome.sentence().text(), "Added 6 photos. 5 files could not be used.");
}
