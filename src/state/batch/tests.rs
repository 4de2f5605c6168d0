//! The batch: answers, corrections, order and export.

use super::*;
use handlens_core::config::Settings;
use handlens_core::protocol::{ClassInfo, Event, PhotoInfo, ProjectId, Storage};

/// A project with the classes Oak and Ash, and batch items with these probabilities of oak.
pub(crate) fn batch(probabilities: &[f32]) -> AppState {
    let mut state = AppState::default();
    let class = |id, name: &str| ClassInfo { id: ClassId(id), name: name.into() };
    let event = Event::Opened {
        project: ProjectId("trees".into()),
        name: "Trees".into(),
        classes: vec![class(1, "Oak"), class(2, "Ash")],
        photos: Vec::new(),
        settings: Settings::default(),
        storage: Storage::Memory,
    };
    apply(&mut state, event);
    state.batch.ask(JobId(1));
    if probabilities.is_empty() {
        return state;
    }
    let photos = (0..probabilities.len() as u32).map(|id| (BatchItemId(id), format!("{id}.jpg"))).collect();
    apply(&mut state, Event::BatchFound { photos });
    let photos =
        probabilities.iter().enumerate().map(|(id, oak)| (BatchItemId(id as u32), answer(*oak))).collect();
    apply(&mut state, Event::BatchAnswered { photos });
    state
}

pub(crate) fn answer(oak: f32) -> BatchAnswer {
    let mut classes = vec![(ClassId(1), oak), (ClassId(2), 1.0 - oak)];
    classes.sort_by(|a, b| b.1.total_cmp(&a.1));
    BatchAnswer {
        classes,
        unknown: None,
        same: None,
        learned: false,
        notes: Vec::new(),
        pretrained: Some(("acorn, oak nut".into(), 0.5)),
    }
}

pub(crate) fn apply(state: &mut AppState, event: Event) {
    let _ = state.apply(event, Vec::new());
}

fn add(state: &mut AppState, batch: u32, photo: u32, class: u32) {
    let info = PhotoInfo { id: PhotoId(photo), class: ClassId(class), name: String::new() };
    apply(state, Event::PhotosAdded { job: None, photos: vec![info] });
    apply(state, Event::BatchAdded { photos: vec![(BatchItemId(batch), PhotoId(photo))] });
}

#[test]
fn another_version_is_offered_once_no_answer_would_be_lost_by_a_reload() {
    let mut state = batch(&[0.9, 0.2]);
    state.offline.update = true;
    assert!(!state.offers_update());
    state.batch.saved(&[BatchItemId(0)]);
    assert!(!state.offers_update(), "one is saved, the other is not");
    state.batch.saved(&[BatchItemId(1)]);
    assert!(state.offers_update());
    // A later head answers differently.
    apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(0), answer(0.4))] });
    assert!(!state.offers_update());
    add(&mut state, 0, 7, 2);
    assert!(state.offers_update(), "what is in the project is kept there");
    let mut state = batch(&[0.9]);
    state.offline.update = true;
    let _ = state.batch.clear();
    assert!(state.offers_update());
    state.batch.ask(JobId(2));
    assert!(!state.offers_update(), "photos are on their way to the worker");
    state.batch.interrupt();
    assert!(state.offers_update(), "they will never come to anything");
}

#[test]
fn a_row_that_was_taken_in_is_free_again_after_an_undo() {
    let mut state = batch(&[0.9, 0.2]);
    add(&mut state, 0, 7, 2);
    let verdict = |state: &AppState| state.verdict(&state.batch.rows()[0]);
    assert_eq!(verdict(&state), Verdict::Added(ClassId(2)));
    apply(&mut state, Event::PhotosMoved { photos: vec![(PhotoId(7), ClassId(1))] });
    assert_eq!(verdict(&state), Verdict::Added(ClassId(1)));
    apply(&mut state, Event::PhotosRemoved { photos: vec![PhotoId(7)] });
    assert_eq!(verdict(&state), Verdict::Class(ClassId(1)));
}

#[test]
fn a_photo_that_the_project_has_is_not_offered_as_a_new_one() {
    let mut state = batch(&[0.9, 0.2]);
    let info = PhotoInfo { id: PhotoId(7), class: ClassId(2), name: String::new() };
    apply(&mut state, Event::PhotosAdded { job: None, photos: vec![info] });
    let same = BatchAnswer { same: Some(PhotoId(7)), ..answer(0.9) };
    apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(0), same)] });
    let verdict = |state: &AppState| state.verdict(&state.batch.rows()[0]);
    assert_eq!(verdict(&state), Verdict::Present(ClassId(2)));
    state.batch.select(&[BatchItemId(0), BatchItemId(1)]);
    let accepted = state.taking(None);
    assert_eq!((accepted.add, accepted.left_out), (vec![(BatchItemId(1), ClassId(2))], 0));
    let corrected = state.taking(Some(ClassId(1)));
    assert_eq!(corrected.add, [(BatchItemId(1), ClassId(1))]);
    assert_eq!(corrected.relabel, [PhotoId(7)], "it is moved there");
    apply(&mut state, Event::PhotosRemoved { photos: vec![PhotoId(7)] });
    assert_eq!(verdict(&state), Verdict::Class(ClassId(1)), "the project has it no longer");
}

#[test]
fn none_of_these_stays_so_until_it_is_answered_again() {
    let mut state = batch(&[0.9]);
    super::export::tests::with_threshold(&mut state);
    let strange = BatchAnswer { unknown: Some(2.5), ..answer(0.9) };
    apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(0), strange)] });
    let verdict = |state: &AppState| state.verdict(&state.batch.rows()[0]);
    assert_eq!(verdict(&state), Verdict::Unknown);
    // Photos come in, and a training ends before all of them are there.
    let info = PhotoInfo { id: PhotoId(7), class: ClassId(2), name: String::new() };
    apply(&mut state, Event::PhotosAdded { job: None, photos: vec![info] });
    super::export::tests::with_threshold(&mut state);
    assert_eq!((state.batch.outdated(), verdict(&state)), (1, Verdict::Unknown));
    apply(&mut state, Event::Untrained);
    assert_eq!(verdict(&state), Verdict::Unknown);
    apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(0), answer(0.9))] });
    assert_eq!(verdict(&state), Verdict::Class(ClassId(1)));
}

#[test]
fn accepting_takes_each_answer_and_correcting_takes_the_choice() {
    let mut state = batch(&[0.9, 0.2, 0.8, 0.7]);
    add(&mut state, 0, 7, 1);
    apply(&mut state, Event::BatchRefused { photo: BatchItemId(3), message: Message::verbatim("is empty.") });
    let all: Vec<BatchItemId> = (0..4).map(BatchItemId).collect();
    state.batch.select(&all);
    assert_eq!(state.batch.selection().len(), 3, "what was refused cannot be selected");
    let accepted = state.taking(None);
    assert_eq!(accepted.add, [(BatchItemId(1), ClassId(2)), (BatchItemId(2), ClassId(1))]);
    let corrected = state.taking(Some(ClassId(2)));
    assert_eq!(corrected.add, [(BatchItemId(1), ClassId(2)), (BatchItemId(2), ClassId(2))]);
    assert_eq!(corrected.relabel, [PhotoId(7)]);
    let without_head = BatchAnswer { classes: Vec::new(), ..answer(0.8) };
    apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(2), without_head)] });
    assert_eq!(state.taking(None).left_out, 1);
}

#[test]
fn ranges_go_by_what_is_shown() {
    let mut state = batch(&[0.9, 0.8, 0.7, 0.6]);
    let shown = [3, 1, 0, 2].map(BatchItemId);
    state.batch.toggle(BatchItemId(1));
    state.batch.select_to(BatchItemId(2), &shown);
    assert_eq!(state.batch.selection().iter().map(|id| id.0).collect::<Vec<_>>(), [0, 1, 2]);
    state.batch.select_to(BatchItemId(3), &shown);
    assert_eq!(state.batch.selection().iter().map(|id| id.0).collect::<Vec<_>>(), [1, 3]);
}

#[test]
fn rows_stay_where_they_are_while_some_are_selected() {
    let mut state = batch(&[0.9, 0.8]);
    state.batch.toggle(BatchItemId(0));
    let before = state.batch.arrangement();
    apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(0), answer(0.1))] });
    assert_eq!(state.batch.arrangement(), before);
    state.batch.clear_selection();
    assert!(state.batch.arrangement() > before);
}

#[test]
fn a_later_head_makes_answers_old_until_it_has_answered() {
    let mut state = batch(&[0.9, 0.8]);
    apply(&mut state, Event::Untrained);
    assert_eq!(state.batch.outdated(), 2);
    apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(0), answer(0.1))] });
    assert_eq!(state.batch.outdated(), 1);
    apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(1), answer(0.1))] });
    assert_eq!(state.batch.outdated(), 0);
}

#[test]
fn archives_that_are_refused_count_like_every_file_that_is_and_each_is_named() {
    let mut state = batch(&[0.9]);
    let refused = [(1, "nested.zip"), (2, "photos.rar"), (3, "all-empty.zip")];
    for (id, name) in refused {
        apply(&mut state, Event::BatchFound { photos: vec![(BatchItemId(id), name.into())] });
        apply(
            &mut state,
            Event::BatchRefused { photo: BatchItemId(id), message: Message::verbatim(name.to_uppercase()) },
        );
    }
    assert_eq!(state.batch.counts(), (1, 3));
    assert_eq!(state.arrange_batch().counts[&arrange::Filter::Refused], 3);
    let named: Vec<String> = state.batch.refusals().iter().map(Cause::first_names).collect();
    assert_eq!(named, refused.map(|(_, name)| name));
}

#[test]
fn rows_of_one_name_show_the_folder_or_the_archive_as_well_and_so_does_the_file() {
    let mut state = batch(&[]);
    let found = |state: &mut AppState, id: u32, path: &str| {
        apply(state, Event::BatchFound { photos: vec![(BatchItemId(id), path.into())] });
    };
    let names =
        |state: &AppState| -> Vec<String> { state.batch.rows().iter().map(|row| row.name.clone()).collect() };
    found(&mut state, 0, "pets/cats/1.jpg");
    found(&mut state, 1, "pets/cats/2.jpg");
    assert_eq!(names(&state), ["1.jpg", "2.jpg"]);
    found(&mut state, 2, "pets.zip/dogs/1.jpg");
    found(&mut state, 3, "more.zip/dogs/1.jpg");
    let expected = ["cats/1.jpg", "2.jpg", "pets.zip/dogs/1.jpg", "more.zip/dogs/1.jpg"];
    assert_eq!(names(&state), expected);
    let file = state.batch_csv(crate::csv::Dialect::Comma, &[0, 1, 2, 3].map(BatchItemId));
    for (line, name) in file.lines().skip(1).zip(expected) {
        assert!(line.starts_with(&format!("\"{name}\",")), "{line}");
    }
}

#[test]
fn a_cancel_leaves_what_is_answered() {
    let mut state = batch(&[0.9]);
    apply(&mut state, Event::BatchFound { photos: vec![(BatchItemId(5), "late.jpg".into())] });
    apply(&mut state, Event::BatchCancelled);
    assert_eq!(state.batch.rows().len(), 1);
    let _ = state.batch.clear();
    // Later events about forgotten photos add no rows.
    apply(&mut state, Event::BatchFound { photos: vec![(BatchItemId(6), "later.jpg".into())] });
    assert!(state.batch.rows().is_empty());
}

#[test]
fn thumbnails_out_of_sight_make_room() {
    let mut state = batch(&vec![0.5; 1000]);
    state.batch.show((0..20).map(BatchItemId).collect());
    let mut released = 0;
    for start in (0..1000).step_by(20) {
        let rows: Vec<BatchItemId> = (start..start + 20).map(BatchItemId).collect();
        let addresses = rows.iter().map(|id| format!("blob:{}", id.0)).collect();
        released += state.batch.set_thumbnails(&rows, addresses).len();
    }
    assert!(
        state.batch.thumbnail(BatchItemId(3)).is_some() && state.batch.thumbnail(BatchItemId(999)).is_some()
    );
    assert!(released >= 1000 - THUMBNAILS - 20, "{released}");
    assert_eq!(state.batch.clear().len(), 1000 - released);
}
