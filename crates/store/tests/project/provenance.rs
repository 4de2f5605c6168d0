//! When and where photos were taken is kept; other metadata is not.

use handlens_core::message::Message;
use handlens_core::protocol::{ClassId, PhotoId};
use handlens_store::project::{Copying, NewPhoto, Project};
use handlens_vision::photo::{Place, Provenance, Taken, TimeSource, decode};

use crate::camera;
use crate::setup::{copy, create, jpeg, real_photo};

/// A project with a stored photo whose file had all metadata, and one whose file had none.
fn project() -> (Project, Vec<PhotoId>) {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "Cats");
    let import = project.begin_import().expect("an import");
    let photos = vec![taken(1, class), real_photo(2, class)];
    project.import_photos(import, photos).expect("photos");
    project.finish_import(import).expect("an end");
    let photos = project.photos().expect("photos").iter().map(|photo| photo.id).collect();
    (project, photos)
}

/// A camera's photo, decoded and prepared as in an import.
fn taken(number: u32, class: ClassId) -> NewPhoto {
    let bytes = camera::jpeg(&jpeg(number, 40, 40), 1);
    let mut loaded = decode("1.jpg", bytes).expect("a photo");
    let (bytes, media_type) = loaded.stored().expect("it can be stored");
    NewPhoto { bytes, media_type, provenance: known(), width: 40, height: 40, ..real_photo(number, class) }
}

fn known() -> Provenance {
    Provenance {
        taken: Taken::new(camera::TAKEN, TimeSource::Camera),
        place: Place::new(camera::PLACE.0, camera::PLACE.1),
        folder: Some("cats/2024-05-01".to_owned()),
    }
}

#[test]
fn when_and_where_a_photo_was_taken_is_kept_and_copied() {
    let (project, photos) = project();
    let all = vec![(photos[0], known()), (photos[1], Provenance::default())];
    assert_eq!(project.provenances().expect("rows"), all);
    assert_eq!(project.provenance(photos[0]).expect("a row"), known());
    let mut into = Project::in_memory().expect("a project");
    copy(&project, &mut into).expect("a copy");
    assert_eq!(into.provenances().expect("rows"), all);
    assert_eq!(into.check().expect("a check"), Vec::<Message>::new());
}

#[test]
fn a_copy_that_leaves_the_device_tells_no_place() {
    let (project, photos) = project();
    let mut into = Project::in_memory().expect("a project");
    let mut copying = Copying::begin(&project, &mut into).expect("a copy").without_places();
    while !copying.advance(&project, &mut into, 3).expect("photos") {}
    copying.finish(&mut into).expect("an end");
    let found = into.provenance(photos[0]).expect("a row");
    assert_eq!(found, Provenance { place: None, ..known() });
}

#[test]
fn what_a_small_original_says_is_neither_stored_nor_read_nor_copied() {
    let (mut project, photos) = project();
    assert!(!camera::tells(&project.serialize().expect("the database")));
    // As an earlier version stored it.
    let class = project.classes().expect("classes")[0].id;
    let import = project.begin_import().expect("an import");
    let bytes = camera::jpeg(&real_photo(3, class).bytes, 1);
    project.import_photos(import, vec![NewPhoto { bytes, ..real_photo(3, class) }]).expect("photos");
    project.finish_import(import).expect("an end");
    assert!(camera::tells(&project.serialize().expect("the database")), "so it would be found");
    let last = project.photos().expect("photos").last().expect("a photo").id;
    assert!(last != photos[0] && last != photos[1]);
    let (_, bytes) = project.photo_bytes(last).expect("it can be read").expect("a photo");
    assert!(!camera::tells(&bytes));
    let mut into = Project::in_memory().expect("a project");
    copy(&project, &mut into).expect("a copy");
    assert!(!camera::tells(&into.serialize().expect("the database")));
    assert_eq!(into.hashes().expect("hashes"), project.hashes().expect("hashes"), "they are the same photos");
}
