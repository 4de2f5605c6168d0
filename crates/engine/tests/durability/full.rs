//! Writes that the device refuses, and devices without space.

use handlens_core::message::Message;
use handlens_core::protocol::{ClassId, Placement};
use handlens_store::project::{NewPhoto, Project};
use handlens_vision::photo::PhotoHash;

use crate::disk::{Disk, Fault, FaultKind, Files, Refusal};
use crate::scenario::{Both, STEPS, Seen, Step, Work, assert_sentence, look_at};
use crate::setup::{class_id, create, picture, real_photo};

/// What is visible after each step and at the end if nothing is refused, and the number of calls that takes.
struct Reference {
    seen: Vec<Option<Seen>>,
    end: Both,
    calls: u64,
}

fn reference(disk: &Disk) -> Reference {
    disk.load(Files::new());
    let mut work = Work::new(disk);
    let mut seen = vec![work.look()];
    for step in STEPS {
        step(&mut work).expect("a step");
        seen.push(work.look());
    }
    let calls = disk.calls();
    Reference { seen, end: look_at(disk).1, calls }
}

/// Runs the whole scenario while one call is refused; a step that fails is repeated.
fn work_with(disk: &Disk, fault: Fault, reference: &Reference) -> Option<Refusal> {
    disk.load(Files::new());
    disk.refuse(Some(fault));
    let mut work = Work::new(disk);
    for (number, step) in STEPS.into_iter().enumerate() {
        let Err(error) = step(&mut work) else { continue };
        assert_sentence(&error);
        assert_eq!(error.is_full(), fault.kind == FaultKind::Full, "{fault:?} {error:?}");
        let seen = work.look();
        if seen.is_some() {
            assert_eq!(work.project().check().expect("a check"), Vec::<Message>::new(), "{fault:?}");
        }
        // If the step took effect although it failed, only a sync can have been refused.
        let done = seen != reference.seen[number];
        if done {
            assert_eq!(disk.refusal(), Some(Refusal::Sync), "{fault:?}, step {number}");
            assert_eq!(seen, reference.seen[number + 1], "{fault:?}, step {number}");
            if step as usize == Work::begin as Step as usize {
                // The import's id is lost, so nothing can be added to it.
                return disk.refusal();
            }
        } else {
            step(&mut work).unwrap_or_else(|error| panic!("{fault:?}, step {number} again: {error:?}"));
        }
    }
    drop(work);
    let end = look_at(disk).1;
    assert_eq!(end, reference.end, "{fault:?}");
    disk.refusal()
}

/// The two kinds of fault take turns, so that each call is refused once: `first` is 0 or 1.
fn refuse_every_other(kind: FaultKind, first: u64) {
    let disk = Disk::new();
    let reference = reference(&disk);
    let mut refused = 0;
    for call in (first..reference.calls).step_by(2) {
        refused += u32::from(work_with(&disk, Fault { call, kind }, &reference).is_some());
    }
    println!("{refused} of {} calls refused: {kind:?}", reference.calls);
    assert!(refused > 100);
}

#[test]
fn a_disk_that_is_full_at_any_write_leaves_the_project_as_it_was_and_usable() {
    refuse_every_other(FaultKind::Full, 0);
}

#[test]
fn a_device_that_fails_at_any_write_leaves_the_project_as_it_was_and_usable() {
    refuse_every_other(FaultKind::Io, 1);
}

/// Fills a disk with room for `capacity` bytes, and returns the project and its photos' class.
fn filled(disk: &Disk, capacity: usize) -> (Project, ClassId) {
    let mut project = Project::open_with_vfs("project", &disk.vfs).expect("a project");
    let class = create(&mut project, "A");
    disk.set_capacity(Some(capacity));
    let import = project.begin_import().expect("an import");
    for batch in 0.. {
        let before = picture(&project);
        match project
            .import_photos(import, (batch * 4..batch * 4 + 4).map(|number| photo(number, class)).collect())
        {
            Ok(_) => {}
            Err(error) => {
                assert!(error.is_full(), "{error:?}");
                assert_eq!(picture(&project), before);
                break;
            }
        }
    }
    project.finish_import(import).expect("an end");
    (project, class)
}

fn photo(number: u32, class: ClassId) -> NewPhoto {
    let mut photo = real_photo(number, class);
    // Anything may follow the end of a JPEG.
    photo.bytes.resize(60_000, 0);
    photo
}

#[test]
fn on_a_full_disk_photos_can_be_deleted_and_their_space_is_given_back() {
    let disk = Disk::new();
    let (mut project, class) = filled(&disk, 4_000_000);
    // No space is left at all.
    disk.set_capacity(Some(disk.used()));
    let photos: Vec<_> = project.photos().expect("photos").iter().map(|photo| photo.id).collect();
    assert!(photos.len() > 30, "{} photos", photos.len());
    let length = disk.length("project");
    project.delete_photos(&photos[..20]).expect("a deletion");
    project.undo().expect("an undo");
    project.redo().expect("a redo");
    project.forget_changes().expect("nothing can be undone any more");
    while project.tidy_up().expect("space") {}
    assert_eq!(project.check().expect("a check"), Vec::<Message>::new());
    assert!(disk.length("project") < length - 20 * 60_000, "{} bytes", disk.length("project"));
    disk.set_capacity(Some(4_000_000));
    let import = project.begin_import().expect("an import");
    project.import_photos(import, vec![photo(500, class), photo(501, class)]).expect("there is room again");
    project.finish_import(import).expect("an end");
    assert_eq!(project.photos().expect("photos").len(), photos.len() - 18);
}

#[test]
fn an_import_into_a_full_disk_can_be_cancelled() {
    let disk = Disk::new();
    let mut project = Project::open_with_vfs("project", &disk.vfs).expect("a project");
    let class = create(&mut project, "A");
    disk.set_capacity(Some(3_000_000));
    let import = project.begin_import().expect("an import");
    let mut number = 0;
    while project.import_photos(import, vec![photo(number, class)]).is_ok() {
        number += 1;
    }
    disk.set_capacity(Some(disk.used()));
    project.cancel_import(import).expect("a change");
    assert!(project.photos().expect("photos").is_empty());
    create(&mut project, "B");
    while project.tidy_up().expect("space") {}
    assert!(disk.used() < 1_500_000, "{} bytes are used", disk.used());
    assert_eq!(class_id(&project, "B"), ClassId(2));
}

/// A minimal photo, so that thousands fit.
fn small_photo(number: u32, class: ClassId) -> NewPhoto {
    let mut photo = real_photo(number, class);
    photo.bytes = number.to_le_bytes().to_vec();
    photo.thumbnail = photo.bytes.clone();
    photo.hash = PhotoHash::of_bytes(&photo.bytes);
    photo
}

#[test]
fn a_large_import_into_a_full_disk_can_be_cancelled_though_there_is_no_room_to_write_that_down() {
    let disk = Disk::new();
    let mut project = Project::open_with_vfs("project", &disk.vfs).expect("a project");
    let class = create(&mut project, "A");
    let before = project.begin_import().expect("an import");
    project.import_photos(before, vec![small_photo(0, class)]).expect("a photo");
    project.finish_import(before).expect("an end");
    let import = project.begin_import().expect("an import");
    let (made, _) = project.import_class(import, &Placement::Named("B".to_owned())).expect("a class");
    for batch in 0..500 {
        let photos = (1..=8).map(|number| small_photo(batch * 8 + number, made)).collect();
        project.import_photos(import, photos).expect("photos");
    }
    disk.set_capacity(Some(disk.used()));
    let change = project.cancel_import(import).expect("a change");
    assert_eq!(change.photos.len(), 4000);
    assert!(change.photos.iter().all(|photo| photo.after.is_none()));
    assert_eq!(project.photos().expect("photos").len(), 1);
    assert_eq!(project.classes().expect("classes").len(), 1, "the class that it made is gone, too");
    assert_eq!(project.journal().expect("the journal").1, None, "there was no room for a way back");
    while project.tidy_up().expect("space") {}
    assert_eq!(project.check().expect("a check"), Vec::<Message>::new());
    project.undo().expect("an undo").expect("the photo before");
    assert!(project.photos().expect("photos").is_empty());
}
