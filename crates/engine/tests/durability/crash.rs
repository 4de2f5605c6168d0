//! Power failures at every single write.

use std::sync::mpsc::sync_channel;

use handlens_core::message::Message;
use handlens_store::project::Project;

use crate::disk::{Disk, Fate, Files, after};
use crate::scenario::{Both, STEPS, Work, look, look_at};

/// Random outcomes tried at each crash point, besides keeping everything and keeping nothing.
const RANDOM_FATES: u64 = 1;

/// At one crash point in this many, the undo journal is checked as well.
const JOURNAL_EVERY: u64 = 7;

/// What is visible after each step, once the program has restarted.
fn expectations() -> Vec<Both> {
    let (disk, other) = (Disk::new(), Disk::new());
    let mut work = Work::new(&disk);
    let mut seen = vec![seen_after(&other, Files::new()).1];
    for step in STEPS {
        step(&mut work).expect("a step");
        seen.push(seen_after(&other, after(&disk.files(), Fate::Everything)).1);
    }
    seen
}

fn seen_after(disk: &Disk, files: Files) -> (Project, Both) {
    disk.load(files);
    look_at(disk)
}

/// Undoes and redoes everything, and expects the same state as before.
fn go_through_journal(mut project: Project) {
    let before = look(&project);
    let (mut undone, mut redone) = (0, 0);
    while project.redo().expect("a redo").is_some() {
        redone += 1;
    }
    while project.undo().expect("an undo").is_some() {
        undone += 1;
    }
    assert_eq!(project.check().expect("a check"), Vec::<Message>::new());
    for _ in redone..undone {
        project.redo().expect("a redo").expect("what was undone");
    }
    assert_eq!(look(&project).picture, before.picture);
    project.create_class("One more").expect("a class");
}

#[test]
fn a_power_cut_at_any_write_leaves_what_was_acknowledged_and_nothing_half() {
    let expected = expectations();
    let (sender, snapshots) = sync_channel(16);
    let disk = Disk::new();
    let at_work = {
        let disk = disk.clone();
        std::thread::spawn(move || {
            disk.record(sender);
            let mut work = Work::new(&disk);
            for step in STEPS {
                step(&mut work).expect("a step");
                disk.acknowledge();
            }
            // This drops the last sender, so the listener ends.
            disk.load(Files::new());
        })
    };
    let after_crash = Disk::new();
    let (mut points, mut cuts) = (0_u64, 0_u64);
    for snapshot in snapshots {
        points += 1;
        let random = (0..RANDOM_FATES).map(|number| Fate::Some(points * RANDOM_FATES + number));
        for fate in [Fate::Everything, Fate::Nothing].into_iter().chain(random) {
            cuts += 1;
            let (project, seen) = seen_after(&after_crash, after(&snapshot.files, fate));
            let step = snapshot.acknowledged;
            let possible = &expected[step..=(step + 1).min(STEPS.len())];
            let matches = possible.iter().any(|expected| is_same(expected, &seen));
            assert!(matches, "call {points}, step {step}, {fate:?}: {seen:#?}\nis none of {possible:#?}");
            if cuts % JOURNAL_EVERY == 0 {
                go_through_journal(project);
            }
        }
    }
    at_work.join().expect("the work was done");
    println!("{points} crash points, {cuts} power cuts");
    assert!(points > 500, "only {points} crash points");
}

fn is_same(expected: &Both, seen: &Both) -> bool {
    expected == seen
}
