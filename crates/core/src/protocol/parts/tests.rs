//! Splitting long lists loses and reorders nothing.

use super::*;
use crate::config::Settings;
use crate::message::Message;
use crate::protocol::{
    BatchAnswer, BatchItemId, ClassId, HeldOut, JobId, PhotoId, PhotoInfo, ProjectId, Storage, TrainReport,
};

const MANY: u32 = 1_001;

fn ids() -> Vec<PhotoId> {
    (0..MANY).map(PhotoId).collect()
}

fn infos() -> Vec<PhotoInfo> {
    let info = |id| PhotoInfo { id, class: ClassId(1), name: format!("{}.jpg", id.0) };
    ids().into_iter().map(info).collect()
}

fn moved() -> Vec<(PhotoId, ClassId)> {
    ids().into_iter().map(|id| (id, ClassId(2))).collect()
}

fn judged() -> Vec<(PhotoId, ClassId, f32)> {
    ids().into_iter().map(|id| (id, ClassId(2), 0.5)).collect()
}

fn opened(photos: Vec<PhotoInfo>) -> Event {
    Event::Opened {
        project: ProjectId("leaves".into()),
        name: "Leaves".into(),
        classes: Vec::new(),
        photos,
        settings: Settings::default(),
        storage: Storage::Memory,
    }
}

fn trained(photos: Vec<(PhotoId, ClassId, f32)>) -> Event {
    let held_out = HeldOut {
        folds: 5,
        accuracy: 1.0,
        interval: (0.9, 1.0),
        groups: MANY,
        classes: Vec::new(),
        confusion: Vec::new(),
        calibration: None,
        unknown: None,
        learning: None,
        photos,
    };
    let report = TrainReport {
        epochs: 1,
        converged: true,
        loss: 0.1,
        seconds: 1.0,
        photos: MANY,
        held_out: Some(held_out),
        unjudged: Vec::new(),
        tuning: None,
    };
    Event::Trained { report, current: true }
}

fn pictures(count: u32) -> Vec<Vec<u8>> {
    (0..count).map(|number| number.to_le_bytes().to_vec()).collect()
}

/// The parts of an event without attachments.
fn parts(event: Event) -> Vec<Event> {
    let parts = event.into_parts(Vec::new());
    assert!(parts.iter().all(|(_, attachments)| attachments.is_empty()));
    parts.into_iter().map(|(event, _)| event).collect()
}

/// Checks that an event with a long list is split into short parts with the same entries in the same order.
fn check<T: Clone + PartialEq + std::fmt::Debug>(
    list: &[T],
    event: impl Fn(Vec<T>) -> Event,
    list_of: impl Fn(Event) -> Option<Vec<T>>,
) {
    for attached in [Vec::new(), pictures(list.len() as u32)] {
        let most = if attached.is_empty() { MAX_ENTRIES } else { MAX_PICTURES };
        let (mut told, mut beside) = (Vec::new(), Vec::new());
        for (part, attachments) in event(list.to_vec()).into_parts(attached.clone()) {
            let piece = list_of(part).expect("all parts are of one kind");
            assert!((1..=most).contains(&piece.len()), "{} entries", piece.len());
            assert!(attached.is_empty() || attachments.len() == piece.len());
            told.extend(piece);
            beside.extend(attachments);
        }
        assert_eq!((told.as_slice(), beside), (list, attached));
    }
    assert_eq!(parts(event(Vec::new())), [event(Vec::new())], "an empty list is told");
    assert_eq!(parts(event(list[..1].to_vec())), [event(list[..1].to_vec())]);
}

/// Checks [`Event::into_parts`] for a variant whose list is called `photos`.
macro_rules! check {
    ($list:expr, $variant:ident) => {
        check(
            &$list,
            |photos| Event::$variant { photos },
            |event| if let Event::$variant { photos } = event { Some(photos) } else { None },
        );
    };
}

#[test]
fn long_lists_come_in_short_parts() {
    check!(infos(), MorePhotos);
    check!(judged(), MoreHeldOut);
    check!(moved(), PhotosMoved);
    check!(ids(), PhotosRemoved);
    check!(ids(), Thumbnails);
    let items = || (0..MANY).map(BatchItemId);
    check!(items().map(|id| (id, "a.jpg".to_owned())).collect::<Vec<_>>(), BatchFound);
    let answer = || BatchAnswer {
        classes: Vec::new(),
        unknown: None,
        same: None,
        learned: false,
        notes: Vec::new(),
        pretrained: None,
    };
    check!(items().map(|id| (id, answer())).collect::<Vec<_>>(), BatchAnswered);
    check!(items().collect::<Vec<_>>(), BatchThumbnails);
    let job = Some(JobId(7));
    check(
        &infos(),
        |photos| Event::PhotosAdded { job, photos },
        |event| match event {
            Event::PhotosAdded { job: of, photos } if of == job => Some(photos),
            _ => None,
        },
    );
}

#[test]
fn a_project_opens_in_parts_and_says_when_that_is_complete() {
    assert_eq!(parts(opened(Vec::new())), [opened(Vec::new()), Event::OpenedCompletely]);
    let parts = parts(opened(infos()));
    assert_eq!(parts.first(), Some(&opened(Vec::new())));
    assert_eq!(parts.last(), Some(&Event::OpenedCompletely));
    assert_eq!(photos_of(&parts[1..parts.len() - 1]), infos());
}

fn photos_of(parts: &[Event]) -> Vec<PhotoInfo> {
    let list = |part: &Event| match part {
        Event::MorePhotos { photos } if photos.len() <= MAX_ENTRIES => photos.clone(),
        other => panic!("{other:?}"),
    };
    parts.iter().flat_map(list).collect()
}

#[test]
fn held_out_answers_follow_their_report() {
    assert_eq!(parts(trained(Vec::new())), [trained(Vec::new())]);
    let parts = parts(trained(judged()));
    assert_eq!(parts[0], trained(Vec::new()));
    let list = |part: &Event| match part {
        Event::MoreHeldOut { photos } if photos.len() <= MAX_ENTRIES => photos.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(parts[1..].iter().flat_map(list).collect::<Vec<_>>(), judged());
}

#[test]
fn what_is_short_stays_whole() {
    let died = Event::Crashed { message: Message::verbatim("Out of memory.") };
    assert_eq!(parts(died.clone()), [died]);
    let file = vec![vec![1, 2, 3]];
    let photo = Event::Photo {
        photo: PhotoId(1),
        media_type: "image/jpeg".into(),
        provenance: crate::protocol::Provenance::default(),
    };
    assert_eq!(photo.clone().into_parts(file.clone()), [(photo, file)]);
}
