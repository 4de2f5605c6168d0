//! Scope, pictures and size of events.

use super::*;
use crate::protocol::Scope;

#[test]
fn only_what_is_about_the_open_project_ends_with_it() {
    let message = Message::verbatim("No room.");
    let notice = |job| {
        let message = message.clone();
        Event::Notice { job, level: NoticeLevel::Note, photo: None, message }
    };
    let project = ProjectId("leaves".into());
    let told = [
        (Event::Started, Scope::Workspace),
        (Event::Closed, Scope::Workspace),
        (notice(None), Scope::Workspace),
        (Event::ProjectTaken { project: project.clone() }, Scope::Project(&project)),
        (notice(Some(JobId(7))), Scope::Job(JobId(7))),
        (Event::TransferProgress { job: JobId(7), done: 1, total: 2 }, Scope::Job(JobId(7))),
        (Event::Thumbnails { photos: Vec::new() }, Scope::OpenProject),
        (Event::OpenedCompletely, Scope::OpenProject),
        (Event::PredictionFailed { job: JobId(7), message: message.clone() }, Scope::OpenProject),
    ];
    for (event, scope) in &told {
        assert_eq!(event.scope(), *scope, "{event:?}");
    }
}

#[test]
fn thumbnails_are_jpegs_and_a_photo_is_what_it_says() {
    assert_eq!(Event::Thumbnails { photos: Vec::new() }.pictures(), Some("image/jpeg"));
    assert_eq!(Event::BatchThumbnails { photos: Vec::new() }.pictures(), Some("image/jpeg"));
    assert_eq!(Event::PhotosAdded { job: None, photos: Vec::new() }.pictures(), Some("image/jpeg"));
    let photo =
        Event::Photo { photo: PhotoId(1), media_type: "image/png".into(), provenance: Provenance::default() };
    assert_eq!(photo.pictures(), Some("image/png"));
    let ended = Event::TransferEnded { job: JobId(7), outcome: TransferOutcome::Cancelled };
    assert_eq!(ended.pictures(), None);
    assert_eq!(Event::Started.pictures(), None);
}
