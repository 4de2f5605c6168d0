//! A program that is killed repeatedly while it works on the same file.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use handlens_core::message::Message;
use handlens_store::project::Project;

use crate::setup::{TemporaryFile, features_of, real_photo};

/// Environment variables that tell the child which file to work on, and with which seed.
const FILE: &str = "HANDLENS_TEST_FILE";
const SEED: &str = "HANDLENS_TEST_SEED";

const KILLS: u64 = 50;

/// Not a test of its own: the program that is killed. It reports everything it has done.
#[test]
#[ignore = "the child of the test below"]
fn works_until_it_is_killed() {
    let (Ok(file), Ok(seed)) = (std::env::var(FILE), std::env::var(SEED)) else { return };
    let seed: u32 = seed.parse().expect("a number");
    let mut random = fastrand::Rng::with_seed(seed.into());
    let mut project = Project::open(&file).expect("a project");
    for number in 0.. {
        work(&mut project, &mut random, &format!("Class {seed}-{number}"), seed * 1000 + number);
        // The project's name records how far the work got, because later changes cannot undo it.
        project.set_name(&number.to_string()).expect("a name");
        say(&format!("done {number}"));
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).expect("someone listens");
}

/// Makes some changes, the last of which creates the class `name`.
fn work(project: &mut Project, random: &mut fastrand::Rng, name: &str, number: u32) {
    let classes = project.classes().expect("classes");
    if classes.len() > 20 {
        project.delete_class(classes[0].id).expect("a deletion");
    }
    let photos: Vec<_> = project.photos().expect("photos").iter().map(|photo| photo.id).collect();
    if let (Some(class), true) = (classes.last(), random.bool()) {
        let import = project.begin_import().expect("an import");
        let added = (0..3).map(|extra| real_photo(number * 3 + extra, class.id)).collect();
        project.import_photos(import, added).expect("photos");
        project.put_features("model-a", &features_of([number * 3])).expect("features");
        if random.u8(0..4) == 0 {
            project.cancel_import(import).expect("a change");
        } else {
            project.finish_import(import).expect("an end");
        }
        if let Some(photo) = random.choice(photos) {
            project.delete_photos(&[photo]).expect("a deletion");
        }
    }
    if random.bool() {
        project.undo().expect("an undo");
        project.redo().expect("a redo");
    }
    project.create_class(name).expect("a class");
}

#[test]
fn a_killed_program_leaves_what_it_had_acknowledged() {
    let file = TemporaryFile::new();
    drop(file.open());
    let mut random = fastrand::Rng::with_seed(7);
    let mut acknowledged = 0;
    for seed in 0..KILLS {
        let last = run_and_kill(file.path(), seed, Duration::from_micros(random.u64(500..60_000)));
        let mut project = file.open();
        assert_eq!(project.check().expect("a check"), Vec::<Message>::new());
        if let Some(told) = last {
            acknowledged += 1;
            let name = project.name().expect("it can be read").expect("a name");
            let reached: u32 = name.parse().expect("a number");
            assert!((told..=told + 1).contains(&reached), "{told} was done, and {reached} is there");
        }
        let undone = (0..5).take_while(|_| project.undo().expect("an undo").is_some()).count();
        assert_eq!(project.check().expect("a check"), Vec::<Message>::new());
        for _ in 0..undone {
            project.redo().expect("a redo").expect("what was undone");
        }
    }
    println!(
        "{KILLS} kills, {acknowledged} of them after changes; {} photos",
        file.open().photos().expect("photos").len()
    );
    assert!(acknowledged > KILLS / 3, "only {acknowledged} kills came after a change");
}

/// Starts the child, kills it some time after its first change, and returns the last change it reported.
fn run_and_kill(file: &str, seed: u64, delay: Duration) -> Option<u32> {
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "killed::works_until_it_is_killed", "--ignored", "--nocapture"])
        .env(FILE, file)
        .env(SEED, seed.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a child");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines().map_while(Result::ok);
    let told = |line: String| line.split_once("done ").and_then(|(_, number)| number.parse().ok());
    // One child in four is killed without waiting for its first change.
    let mut last = if seed.is_multiple_of(4) { None } else { lines.by_ref().find_map(told) };
    std::thread::sleep(delay);
    child.kill().expect("it is running");
    if let Some(number) = lines.filter_map(told).last() {
        last = Some(number);
    }
    child.wait().expect("its end");
    last
}
