//! The cost of storing a photo does not depend on how many there are.

use handlens_store::project::{NewPhoto, Project};

use crate::disk::Disk;
use crate::setup::{create, features_of, new_photo};

/// Photos per batch.
const BATCH: u32 = 8;

#[test]
fn a_photo_is_written_with_as_many_calls_after_thousands_as_at_first() {
    let disk = Disk::new();
    let mut project = Project::open_with_vfs("project", &disk.vfs).expect("a project");
    let class = create(&mut project, "A");
    let import = project.begin_import().expect("an import");
    let mut calls = Vec::new();
    for batch in 0..400 {
        let before = disk.calls();
        let numbers = batch * BATCH..(batch + 1) * BATCH;
        let photo = |number| NewPhoto { bytes: vec![7; 20_000], ..new_photo(number, class) };
        project.import_photos(import, numbers.clone().map(photo).collect()).expect("photos");
        project.put_features("model-a", &features_of(numbers)).expect("features");
        calls.push(disk.calls() - before);
    }
    let mean = |calls: &[u64]| calls.iter().sum::<u64>() / calls.len() as u64;
    let (first, last) = (mean(&calls[20..60]), mean(&calls[360..]));
    println!("{first} calls a batch at first, {last} at last");
    // Random hashes spread over ever more pages of two indexes, and each changed page also goes into the journal. That
    // may cost a little more, but not in proportion to the number of photos.
    assert!(last <= first * 3 / 2, "{first} calls a batch at first, {last} at last");
}
