//! Measurements of photos, and dismissed issues.

use handlens_core::message::Message;
use handlens_core::protocol::{ClassId, IssueKind, PhotoId};
use handlens_store::project::Project;
use handlens_vision::photo::Traits;

use crate::setup::{TemporaryFile, add, copy, create, real_photo};

fn traits(number: u32) -> Traits {
    Traits { perceptual_hash: u64::MAX - u64::from(number), sharpness: 0.375, brightness: 0.5 }
}

/// The measurements of all photos in the project.
fn known(project: &Project) -> Vec<Option<Traits>> {
    project.measured().expect("rows").iter().map(|row| row.traits).collect()
}

#[test]
fn what_a_photo_is_like_is_kept_through_deletion_and_reopening() {
    let file = TemporaryFile::new();
    let mut project = file.open();
    let class = create(&mut project, "A");
    let photos = add(&mut project, class, 1..=3);
    assert_eq!(known(&project), [None; 3]);
    project
        .put_traits(&[(photos[0], traits(9)), (photos[2], traits(3)), (PhotoId(77), traits(1))])
        .expect("traits");
    project.put_traits(&[(photos[0], traits(1))]).expect("traits");
    project.delete_photos(&photos[..1]).expect("a deletion");
    assert_eq!(known(&project), [None, Some(traits(3))]);
    project.undo().expect("an undo");
    drop(project);
    let project = file.open();
    assert_eq!(known(&project), [Some(traits(1)), None, Some(traits(3))]);
    let row = project.measured().expect("rows")[0];
    assert_eq!((row.photo, row.class, row.size), (photos[0], class, (640, 480)));
    assert_eq!(project.check().expect("a check"), Vec::<Message>::new());
}

#[test]
fn what_is_kept_is_remembered_with_its_class_and_can_be_forgotten() {
    let mut project = Project::in_memory().expect("a project");
    let (a, b) = (create(&mut project, "A"), create(&mut project, "B"));
    let photos = add(&mut project, a, 1..=2);
    let (blurred, mislabelled) = (IssueKind::Blurred, IssueKind::Mislabelled);
    project.keep(mislabelled, &photos, true).expect("kept");
    project.keep(blurred, &[photos[1], PhotoId(99)], true).expect("kept");
    project.move_photos(&photos[..1], b).expect("a move");
    // It records the photo's class at that time.
    let expected = [(photos[0], mislabelled, a), (photos[1], blurred, a), (photos[1], mislabelled, a)];
    assert_eq!(project.kept().expect("rows"), expected);
    project.keep(mislabelled, &photos, true).expect("kept");
    assert_eq!(project.kept().expect("rows")[0], (photos[0], mislabelled, b));
    project.keep(blurred, &photos, false).expect("forgotten");
    assert_eq!(project.kept().expect("rows").len(), 2);
    project.delete_photos(&photos[..1]).expect("a deletion");
    assert_eq!(project.kept().expect("rows").len(), 1);
    // A dismissed issue does not keep a purged class or photo alive.
    project.delete_class(a).expect("a deletion");
    project.forget_changes().expect("nothing to undo");
    assert_eq!(project.kept().expect("rows"), []);
    assert_eq!(project.check().expect("a check"), Vec::<Message>::new());
}

#[test]
fn a_copy_has_both_and_nothing_of_deleted_photos() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    let import = project.begin_import().expect("an import");
    let photos = (1..=3).map(|number| real_photo(number, class)).collect();
    project.import_photos(import, photos).expect("photos");
    project.finish_import(import).expect("an end");
    let photos: Vec<PhotoId> = project.photos().expect("photos").iter().map(|photo| photo.id).collect();
    let rows: Vec<_> = photos.iter().map(|photo| (*photo, traits(photo.0))).collect();
    project.put_traits(&rows).expect("traits");
    project.keep(IssueKind::Dark, &photos, true).expect("kept");
    project.delete_photos(&photos[..1]).expect("a deletion");
    let mut into = Project::in_memory().expect("a project");
    copy(&project, &mut into).expect("a copy");
    assert_eq!(into.measured().expect("rows"), project.measured().expect("rows"));
    assert_eq!(into.kept().expect("rows"), project.kept().expect("rows"));
    assert_eq!(into.kept().expect("rows")[0], (photos[1], IssueKind::Dark, ClassId(1)));
    assert_eq!(into.check().expect("a check"), Vec::<Message>::new());
}

#[test]
fn a_problem_has_one_name() {
    for problem in IssueKind::ALL {
        assert_eq!(IssueKind::of_key(problem.key()), Some(problem));
    }
    assert_eq!(IssueKind::of_key("a later one"), None);
}
