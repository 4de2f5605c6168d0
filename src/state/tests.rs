//! How events and the page's choices change what the page knows.

use handlens_i18n::Localise;

use super::findings::Progress;
use super::*;
use handlens_core::config::Settings;
use handlens_core::protocol::{
    ClassInfo, DataIssues, Event, ImportSummary, NoticeLevel, PhotoInfo, ProjectId, TrainReport,
};

fn opened(photos: u32) -> AppState {
    let mut state = AppState::default();
    open(&mut state, photos);
    state
}

fn open(state: &mut AppState, photos: u32) {
    let class = ClassInfo { id: ClassId(1), name: "Leaf".into() };
    let photo = |id| PhotoInfo { id: PhotoId(id), class: ClassId(1), name: format!("{id}.jpg") };
    let event = Event::Opened {
        project: ProjectId("leaves".into()),
        name: "Leaves".into(),
        classes: vec![class],
        photos: (0..photos).map(photo).collect(),
        settings: Settings::default(),
        storage: Storage::Memory,
    };
    for event in [event, Event::OpenedCompletely] {
        let _ = state.apply(event, Vec::new());
    }
}

fn alerts(state: &AppState) -> Vec<String> {
    state.messages.alerts().iter().map(|alert| alert.sentence.text()).collect()
}

#[test]
fn a_dead_worker_interrupts_imports_and_says_what_is_left() {
    let mut state = opened(3);
    assert!(alerts(&state).is_empty(), "the first opening is no recovery");
    state.imports.found(JobId(7), 10);
    state.on_worker_crash(stopped_because("out of memory"));
    assert!(state.imports.all().is_empty());
    assert!(state.messages.toasts()[0].sentence.text().contains("interrupted"));
    state.on_worker_crash(stopped_because("out of memory"));
    open(&mut state, 3);
    let interrupted = Event::ImportInterrupted { added: 3, files: Some(10) };
    let _ = state.apply(interrupted.clone(), Vec::new());
    assert_eq!(state.messages.toasts().len(), 1, "it was said when the worker was lost");
    let _ = state.apply(interrupted, Vec::new());
    assert_eq!(
        state.messages.toasts()[1].sentence.text(),
        "The last import was interrupted: 3 of 10 files came in. Add the rest again."
    );
    let finish = |state: &mut AppState, added| {
        state.imports.found(JobId(8), 7);
        let summary = ImportSummary { added, ..ImportSummary::default() };
        let _ = state.apply(Event::ImportFinished { job: JobId(8), summary }, Vec::new());
        state.messages.toasts().iter().filter(|toast| toast.sentence.text().contains("interrupted")).count()
    };
    assert_eq!(finish(&mut state, 0), 2, "nothing came in");
    assert_eq!(finish(&mut state, 7), 0, "it holds no longer");
    let told =
        "The worker stopped unexpectedly: out of memory. It was restarted; your photos are still here.";
    assert_eq!(alerts(&state), [told]);
}

#[test]
fn a_project_in_memory_does_not_claim_to_have_survived() {
    let mut state = opened(3);
    state.on_worker_crash(stopped_because("out of memory"));
    // A second crash before the project was open again must not make the loss look smaller.
    state.on_worker_crash(stopped_because("out of memory"));
    open(&mut state, 0);
    assert!(
        alerts(&state)[0].contains("3 photos that were only in this tab's memory"),
        "{:?}",
        alerts(&state)
    );
}

#[test]
fn an_import_keeps_its_notices_for_its_summary() {
    let mut state = opened(0);
    state.imports.found(JobId(1), 2);
    let notice = |job| Event::Notice {
        job,
        level: NoticeLevel::Refused,
        photo: Some("a.txt".into()),
        message: Message::verbatim("is not an image."),
    };
    let _ = state.apply(notice(Some(JobId(1))), Vec::new());
    assert!(state.messages.toasts().is_empty(), "told at the end");
    let summary = ImportSummary { added: 1, refused: 1, ..ImportSummary::default() };
    let _ = state.apply(Event::ImportFinished { job: JobId(1), summary }, Vec::new());
    assert_eq!(state.messages.toasts()[0].notices.causes().len(), 1);
    let _ = state.apply(notice(None), Vec::new());
    assert_eq!(state.messages.toasts()[1].sentence.text(), "a.txt is not an image.");
}

#[test]
fn what_was_found_before_photos_came_does_not_pass_for_what_is_found_among_them() {
    let mut state = opened(0);
    let report = TrainReport {
        epochs: 1,
        converged: true,
        loss: 0.0,
        seconds: 0.0,
        photos: 2,
        held_out: None,
        unjudged: Vec::new(),
        tuning: None,
    };
    let check = |state: &mut AppState| {
        for event in [
            Event::Trained { report: report.clone(), current: true },
            Event::Found { findings: DataIssues::default() },
        ] {
            let _ = state.apply(event, Vec::new());
        }
        assert!(!state.training.has_old_results() && state.issues.progress() == Progress::Done);
    };
    check(&mut state);
    let photo = PhotoInfo { id: PhotoId(9), class: ClassId(1), name: "9.jpg".into() };
    let _ = state.apply(Event::PhotosAdded { job: None, photos: vec![photo] }, Vec::new());
    assert!(state.training.has_old_results() && state.issues.progress() == Progress::NotYet);
    check(&mut state);
    let _ = state.apply(Event::PhotosMoved { photos: vec![(PhotoId(9), ClassId(1))] }, Vec::new());
    assert!(state.training.has_old_results() && state.issues.progress() == Progress::NotYet);
    check(&mut state);
    let _ = state.apply(Event::PhotosRemoved { photos: vec![PhotoId(9)] }, Vec::new());
    assert!(state.training.has_old_results());
    assert_eq!(state.issues.progress(), Progress::Done, "the others were checked");
}

#[test]
fn a_removed_photo_leaves_the_viewer() {
    let mut state = opened(2);
    assert_eq!(state.open_viewer(PhotoId(1)), None);
    let photo = Event::Photo {
        photo: PhotoId(1),
        media_type: "image/jpeg".into(),
        provenance: Provenance::default(),
    };
    assert!(state.apply(photo, vec!["blob:1".into()]).is_empty());
    let released = state.apply(Event::PhotosRemoved { photos: vec![PhotoId(1)] }, Vec::new());
    assert_eq!((released, state.viewer), (vec!["blob:1".to_owned()], None));
}

#[test]
fn a_project_that_is_left_says_nothing_more() {
    let mut state = opened(2);
    state.imports.found(JobId(1), 5);
    let gone = state.answers.ask(JobId(2), "a.jpg".into(), Some("blob:batch".into()));
    assert!(gone.is_empty());
    let thumbnails = Event::Thumbnails { photos: vec![PhotoId(0)] };
    assert!(state.apply(thumbnails.clone(), vec!["blob:0".into()]).is_empty());
    let _ = state.apply(Event::ImportInterrupted { added: 2, files: Some(9) }, Vec::new());
    assert_eq!(state.go(Place::Overview), ["blob:0", "blob:batch"]);
    assert_eq!((state.library.photo_count(), state.imports.all().len()), (0, 0));
    assert_eq!(
        state.messages.toasts().len(),
        1,
        "what was interrupted before is not told of another project"
    );
    assert!(state.messages.toasts()[0].sentence.text().contains("interrupted"));
    assert_eq!(state.apply(thumbnails, vec!["blob:late".into()]), ["blob:late"]);
    let photos = vec![PhotoInfo { id: PhotoId(9), class: ClassId(1), name: "late.jpg".into() }];
    assert!(state.apply(Event::MorePhotos { photos }, Vec::new()).is_empty());
    assert_eq!(state.library.photo_count(), 0);
}

#[test]
fn a_project_that_does_not_open_leads_back_to_the_list() {
    let mut state = opened(2);
    assert!(state.go(Place::Opening(Some(ProjectId("other".into())))).is_empty());
    let message = Message::verbatim("This project is damaged.");
    let failure = Event::Notice { job: None, level: NoticeLevel::Failure, photo: None, message };
    assert!(state.apply(failure, Vec::new()).is_empty());
    assert_eq!(state.projects.place(), &Place::Overview);
    assert_eq!(alerts(&state).len(), 1);
}
