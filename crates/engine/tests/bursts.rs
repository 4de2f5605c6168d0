//! Realistic photos: bursts of one thing, and things in front of a camera that does not move. Checks what a session
//! reports about them, on the CPU with the real model.

#[path = "../../../tests/fixtures/engine.rs"]
mod fixtures;
#[path = "../../../tests/fixtures/scenes.rs"]
mod scenes;

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use handlens_backbone::device;
use handlens_classifier::metrics::unknown::threshold;
use handlens_core::config::{Layers, TrainConfig};
use handlens_core::message::Message;
use handlens_core::protocol::{
    Command, DataIssues, Event, HeldOut, IssueKind, JobId, PhotoId, Placement, Prediction, ProjectId,
    Storage, TrainReport,
};
use handlens_engine::session::{Assets, Attachment, Engine, ProjectMeta, Session};
use handlens_store::project::Project;
use handlens_vision::photo::{BytesSource, Photo};
use scenes::Pose;

const KINDS: [&str; 3] = ["cat", "coffee", "rocket"];

/// A session with its events.
struct Page {
    session: Session,
    log: Rc<RefCell<Vec<Event>>>,
    next_job: u32,
}

impl Page {
    fn new() -> Self {
        let log: Rc<RefCell<Vec<Event>>> = Rc::default();
        let platform = {
            let log = Rc::clone(&log);
            fixtures::platform(move |event, _| log.borrow_mut().push(event))
        };
        let id = ProjectId("test".to_owned());
        let meta = ProjectMeta { id, name: "Test".to_owned(), storage: Storage::Memory };
        let project = Project::in_memory().expect("a project");
        let mut session = Session::new(project, meta, platform.clone()).expect("a session");
        let assets = Assets { weights: fixtures::weights(), labels_json: fixtures::labels_json() };
        let engine = Engine::start(assets, device::cpu(Message::verbatim("")), false, &platform);
        session
            .set_engine(pollster::block_on(engine).expect("the model loads"))
            .expect("the project is read");
        let mut page = Self { session, log, next_job: 0 };
        // What is tested here is the same whether the last layers are tuned, which takes long.
        let train = TrainConfig { layers: Layers::Head, ..TrainConfig::default() };
        page.send(Command::Configure { train }, Vec::new());
        page
    }

    fn send(&mut self, command: Command, files: Vec<Vec<u8>>) {
        let attachment =
            |(number, bytes)| Attachment::Photo(Box::new(BytesSource::new(format!("{number}.jpg"), bytes)));
        let attachments = files.into_iter().enumerate().map(attachment).collect();
        pollster::block_on(self.session.handle(command, attachments));
    }

    fn work(&mut self) {
        while self.session.has_work() {
            pollster::block_on(self.session.work());
        }
    }

    fn new_job(&mut self) -> JobId {
        self.next_job += 1;
        JobId(self.next_job)
    }

    /// Adds photos to a class; their ids are consecutive.
    fn add(&mut self, class: &str, photos: &[Photo]) {
        let job = self.new_job();
        let into = Placement::Named(class.to_owned());
        let files: Vec<Vec<u8>> = photos.iter().map(|photo| scenes::jpeg(photo, 90)).collect();
        let names = (0..files.len()).map(|number| format!("{number}.jpg")).collect();
        self.send(Command::AddPhotos { job, into, names, last: true }, files);
    }

    fn predict(&mut self, photo: &Photo) -> Prediction {
        let job = self.new_job();
        let command = Command::Predict { job, name: "new.jpg".to_owned(), live: false };
        self.send(command, vec![scenes::jpeg(photo, 90)]);
        let answer = self.last(|event| match event {
            Event::Predicted { job: of, prediction } if *of == job => Some(prediction.clone()),
            _ => None,
        });
        answer.expect("an answer")
    }

    /// The latest event for which `pick` returns something.
    fn last<T>(&self, pick: impl Fn(&Event) -> Option<T>) -> Option<T> {
        self.log.borrow().iter().rev().find_map(pick)
    }

    fn report(&self) -> TrainReport {
        let trained = |event: &Event| match event {
            Event::Trained { report, .. } => Some(report.clone()),
            _ => None,
        };
        self.last(trained).expect("a training ended")
    }

    fn held_out(&self) -> HeldOut {
        self.report().held_out.expect("something was held out")
    }

    fn findings(&self) -> DataIssues {
        let found = |event: &Event| match event {
            Event::Found { findings } => Some(findings.clone()),
            _ => None,
        };
        self.last(found).expect("the photos were looked at")
    }

    /// The photos of each finding of this kind.
    fn found(&self, problem: IssueKind) -> Vec<Vec<PhotoId>> {
        let findings = self.findings().list.into_iter().filter(|finding| finding.problem == problem);
        findings.map(|finding| finding.photos.iter().map(|(photo, _)| *photo).collect()).collect()
    }
}

fn photo(kind: &str, number: usize) -> Photo {
    fixtures::photo(&format!("photos/{kind}/{kind}-{number:02}.jpg"))
}

/// A project of eight scenes of each kind, with `frames` frames of each scene.
fn of_bursts(frames: usize) -> Page {
    let mut page = Page::new();
    for (place, kind) in KINDS.into_iter().enumerate() {
        let burst = |number| scenes::burst(&photo(kind, number), frames, (place * 100 + number) as u64);
        let photos: Vec<Photo> = (1..=8).flat_map(burst).collect();
        page.add(kind, &photos);
    }
    page.work();
    page
}

#[test]
fn bursts_turn_no_new_photos_of_the_right_classes_away_and_are_not_unlike_each_other() {
    let mut page = of_bursts(3);
    let unknown = page.held_out().unknown.expect("scores");
    let own: Vec<f32> = unknown.photos.iter().map(|(_, score)| *score).collect();
    let threshold = threshold(&own, 0.05).expect("scores");
    let new: Vec<Photo> =
        KINDS.into_iter().flat_map(|kind| (9..=12).map(move |number| photo(kind, number))).collect();
    let scores: Vec<f32> =
        new.iter().map(|photo| page.predict(photo).unknown.expect("there is a score")).collect();
    let rejected = scores.iter().filter(|score| **score >= threshold).count();
    assert!(rejected <= 3, "{rejected} of 12: {scores:?} reach {threshold}");
    assert_eq!(page.found(IssueKind::Outlier), Vec::<Vec<PhotoId>>::new());
}

/// A project of three things in front of the same background, each at a different size and place in every photo.
fn of_one_camera(photos: usize) -> Page {
    let mut page = Page::new();
    let background = photo("coffee", 7);
    let mut random = fastrand::Rng::with_seed(7);
    for (kind, number) in [("cat", 3), ("coffee", 1), ("rocket", 2)] {
        let thing = photo(kind, number);
        let scene = |_| {
            let pose = Pose::random(&mut random, (0.3, 0.8));
            scenes::before(&background, &thing, pose, random.u64(..))
        };
        let photos: Vec<Photo> = (0..photos).map(scene).collect();
        page.add(kind, &photos);
    }
    page.work();
    page
}

#[test]
fn things_before_a_camera_that_stands_still_are_judged_and_not_told_to_be_copies() {
    let page = of_one_camera(12);
    let held_out = page.held_out();
    assert!(held_out.tells_apart() && held_out.photos.len() >= 33, "{} are judged", held_out.photos.len());
    assert!(held_out.groups >= 24, "{} different photos of 36", held_out.groups);
    let copies = page.found(IssueKind::Duplicates);
    // Some are as similar as frames of a burst.
    assert!(copies.iter().map(|group| group.len() - 1).sum::<usize>() <= 12, "{copies:?}");
    let classes = |finding: &handlens_core::protocol::DataIssue| {
        finding.photos.iter().map(|(_, class)| *class).collect::<HashSet<_>>().len()
    };
    assert!(page.findings().list.iter().all(|finding| classes(finding) == 1), "{:?}", page.findings());
}

#[test]
fn signs_of_a_hand_before_one_background_are_not_one_photo() {
    let mut page = Page::new();
    let background = photo("rocket", 5);
    let mut random = fastrand::Rng::with_seed(8);
    for fingers in 0..10 {
        let sign =
            |_| scenes::sign(&background, fingers, Pose::random(&mut random, (0.4, 0.6)), random.u64(..));
        let photos: Vec<Photo> = (0..4).map(sign).collect();
        page.add(&format!("{fingers} fingers"), &photos);
    }
    page.work();
    let held_out = page.held_out();
    assert!(
        held_out.photos.len() >= 36 && held_out.groups >= 28,
        "{} of {}",
        held_out.groups,
        held_out.photos.len()
    );
    for copies in page.findings().list.iter().filter(|finding| finding.problem == IssueKind::Duplicates) {
        assert!(copies.photos.iter().all(|(_, class)| *class == copies.photos[0].1), "{copies:?}");
    }
}

#[test]
fn real_copies_are_found_within_a_class_and_across() {
    let mut page = Page::new();
    for kind in KINDS {
        let photos: Vec<Photo> = (1..=6).map(|number| photo(kind, number)).collect();
        page.add(kind, &photos);
    }
    let copies: Vec<Photo> = KINDS
        .into_iter()
        .flat_map(|kind| {
            let [first, second, third] = [1, 2, 3].map(|number| photo(kind, number));
            [
                scenes::recompressed(&first, 40),
                scenes::scaled(&second, 0.5),
                scenes::cropped(&third, (0.01, 0.01), 0.98),
            ]
        })
        .collect();
    for (kind, copies) in KINDS.into_iter().zip(copies.chunks(3)) {
        page.add(kind, copies);
    }
    // Copies in the wrong class.
    page.add(
        "cat",
        &[scenes::recompressed(&photo("rocket", 4), 60), scenes::scaled(&photo("coffee", 5), 0.5)],
    );
    page.work();
    let found = page.found(IssueKind::Duplicates);
    // These photos are small: at half its size, the flattest is only 72 pixels high, which the network notices.
    assert!(found.len() >= 9, "{} of 11 copies: {found:?}", found.len());
    assert!(found.iter().all(|group| group.len() == 2), "{found:?}");
}

#[test]
fn frames_of_a_burst_make_the_results_no_surer() {
    let (alone, bursts) = (of_bursts(1).held_out(), of_bursts(4).held_out());
    assert_eq!((alone.photos.len(), bursts.photos.len(), alone.groups), (24, 96, 24));
    assert!((24..=30).contains(&bursts.groups), "{} scenes", bursts.groups);
    let (low, high) = bursts.interval;
    let (least, most) = handlens_core::metrics::wilson(24, 24);
    assert!(high - low > 0.8 * (most - least), "{low} to {high} from 24 scenes");
}
