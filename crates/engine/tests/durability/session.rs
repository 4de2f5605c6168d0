//! A session on a failing device: freed space, and imports that the device refuses to end.

use std::cell::RefCell;
use std::rc::Rc;

use handlens_backbone::device;
use handlens_core::config::TrainConfig;
use handlens_core::message::Message;
use handlens_core::protocol::{
    Command, Event, ImportSummary, JobId, NoticeLevel, Placement, ProjectId, Storage,
};
use handlens_engine::session::{Assets, Attachment, Engine, ProjectMeta, Session};
use handlens_store::project::Project;
use handlens_vision::photo::BytesSource;

use crate::disk::{Disk, Fault, FaultKind};
use crate::fixtures;

/// A session on a disk, with its events.
struct Page {
    disk: Disk,
    session: Session,
    log: Rc<RefCell<Vec<Event>>>,
}

impl Page {
    fn open(disk: &Disk) -> Self {
        let log: Rc<RefCell<Vec<Event>>> = Rc::default();
        let told = Rc::clone(&log);
        let platform = fixtures::platform(move |event, _| told.borrow_mut().push(event));
        let id = ProjectId("test".to_owned());
        let meta = ProjectMeta { id, name: "Test".to_owned(), storage: Storage::Device };
        let project = Project::open_with_vfs("project", &disk.vfs).expect("a project");
        let mut session = Session::new(project, meta, platform.clone()).expect("a session");
        let assets = Assets { weights: fixtures::weights(), labels_json: fixtures::labels_json() };
        let engine = Engine::start(assets, device::cpu(Message::verbatim("")), false, &platform);
        let engine = pollster::block_on(engine).expect("the model loads");
        session.set_engine(engine).expect("the project can be read");
        Self { disk: disk.clone(), session, log }
    }

    fn send(&mut self, command: Command) {
        pollster::block_on(self.session.handle(command, Vec::new()));
    }

    fn work(&mut self) {
        while self.session.has_work() {
            pollster::block_on(self.session.work());
        }
    }

    /// Starts an import of large photos and adds them; the import stays open.
    fn import(&mut self, job: JobId, photos: impl IntoIterator<Item = u64>) {
        self.import_into("A", job, photos);
    }

    fn import_into(&mut self, class: &str, job: JobId, photos: impl IntoIterator<Item = u64>) {
        let photos: Vec<_> = photos.into_iter().map(|seed| (format!("{seed}.png"), noise(seed))).collect();
        let names = photos.iter().map(|(name, _)| name.clone()).collect();
        let sources = photos.into_iter().map(|(name, bytes)| {
            let source = BytesSource::new(name, bytes);
            Attachment::Photo(Box::new(source))
        });
        let into = Placement::Named(class.to_owned());
        let command = Command::AddPhotos { job, into, names, last: false };
        pollster::block_on(self.session.handle(command, sources.collect()));
        self.work();
    }

    /// Ends an import by sending its last message.
    fn end(&mut self, job: JobId) {
        let into = Placement::Named("A".to_owned());
        self.send(Command::AddPhotos { job, into, names: Vec::new(), last: true });
    }

    fn create(&mut self, name: &str) {
        self.send(Command::CreateClass { name: name.to_owned() });
    }

    /// The position of the first event that `pick` accepts.
    fn place(&self, pick: impl Fn(&Event) -> bool) -> Option<usize> {
        self.log.borrow().iter().position(pick)
    }

    fn has_told(&self, pick: impl Fn(&Event) -> bool) -> bool {
        self.place(pick).is_some()
    }

    fn summary(&self, job: JobId) -> Option<ImportSummary> {
        self.log.borrow().iter().find_map(|event| match event {
            Event::ImportFinished { job: of, summary } if *of == job => Some(*summary),
            _ => None,
        })
    }

    /// What can be undone, as last reported.
    fn undo(&self) -> Option<Message> {
        let log = self.log.borrow();
        log.iter().rev().find_map(|event| match event {
            Event::JournalChanged { undo, .. } => Some(undo.clone()),
            _ => None,
        })?
    }

    fn complaints(&self) -> usize {
        let is_complaint =
            |event: &&Event| matches!(event, Event::Notice { level, .. } if *level != NoticeLevel::Note);
        self.log.borrow().iter().filter(is_complaint).count()
    }

    /// Makes the device refuse the next write.
    fn refuse_next(&self) {
        self.disk.refuse(Some(Fault { call: self.disk.calls(), kind: FaultKind::Io }));
    }
}

/// A PNG of noise, 0.75 MB.
fn noise(seed: u64) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(seed);
    let pixels: Vec<u8> = (0..500 * 500 * 3).map(|_| random.u8(..)).collect();
    let mut bytes = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    image::ImageEncoder::write_image(encoder, &pixels, 500, 500, image::ExtendedColorType::Rgb8)
        .expect("a PNG");
    bytes
}

/// Most bytes of an empty project.
const EMPTY: usize = 1_000_000;

#[test]
fn a_cancelled_import_gives_all_its_space_back_once_nothing_can_bring_it_back() {
    let disk = Disk::new();
    let mut page = Page::open(&disk);
    page.import(JobId(1), 0..24);
    assert!(disk.length("project") > 11_000_000, "{} bytes", disk.length("project"));
    page.send(Command::Cancel { job: JobId(1) });
    page.work();
    assert!(disk.length("project") > 11_000_000, "redo can still bring it back");
    page.create("B");
    page.work();
    assert!(disk.length("project") < EMPTY, "{} bytes", disk.length("project"));
}

#[test]
fn what_an_earlier_visit_did_not_tidy_is_tidied_when_the_project_is_opened_again() {
    let disk = Disk::new();
    let mut page = Page::open(&disk);
    page.import(JobId(1), 0..24);
    page.send(Command::Cancel { job: JobId(1) });
    page.create("B");
    drop(page);
    assert!(disk.length("project") > EMPTY, "{} bytes", disk.length("project"));
    Page::open(&disk).work();
    assert!(disk.length("project") < EMPTY, "{} bytes", disk.length("project"));
}

#[test]
fn deleted_photos_are_forgotten_before_anything_else_is_done() {
    let disk = Disk::new();
    let mut page = Page::open(&disk);
    page.import(JobId(1), 0..24);
    page.end(JobId(1));
    page.work();
    let class = page.log.borrow().iter().rev().find_map(|event| match event {
        Event::ClassesChanged { classes } => classes.first().map(|class| class.id),
        _ => None,
    });
    page.send(Command::DeleteClass { class: class.expect("a class") });
    page.import(JobId(2), [100]);
    page.end(JobId(2));
    page.work();
    assert!(disk.length("project") > 11_000_000, "undo can still bring them back");
    let class = page.log.borrow().iter().rev().find_map(|event| match event {
        Event::ClassesChanged { classes } => classes.first().map(|class| class.id),
        _ => None,
    });
    page.log.borrow_mut().clear();
    page.send(Command::Train);
    page.send(Command::ForgetDeleted);
    assert_eq!(page.undo(), None);
    while page.place(|event| matches!(event, Event::DeletedForgotten { problem: None })).is_none() {
        assert!(page.session.has_work(), "the person waits for an answer");
        pollster::block_on(page.session.work());
    }
    assert!(disk.length("project") < EMPTY + noise(100).len(), "{} bytes", disk.length("project"));
    assert_eq!(page.place(|event| matches!(event, Event::Untrained | Event::Found { .. })), None);
    page.work();
    page.send(Command::DeleteClass { class: class.expect("a class") });
    page.send(Command::Undo);
    assert_eq!(page.complaints(), 0, "what is left can be worked with");
}

#[test]
fn deleted_photos_are_not_forgotten_in_the_middle_of_an_import_and_the_person_learns_why() {
    let disk = Disk::new();
    let mut page = Page::open(&disk);
    page.import(JobId(1), [1]);
    page.send(Command::ForgetDeleted);
    assert!(page.place(|event| matches!(event, Event::DeletedForgotten { problem: Some(_) })).is_some());
}

#[test]
fn an_import_that_cannot_be_taken_back_ends_all_the_same() {
    let disk = Disk::new();
    let mut page = Page::open(&disk);
    page.import(JobId(1), 0..3);
    page.refuse_next();
    page.send(Command::Cancel { job: JobId(1) });
    let expected = ImportSummary { added: 3, ..ImportSummary::default() };
    assert_eq!(page.summary(JobId(1)), Some(expected), "it was not cancelled, and the photos are there");
    assert_eq!(page.complaints(), 1);
    assert!(page.undo().is_some(), "the import can be undone as any other");
    page.send(Command::Undo);
    assert_eq!(page.complaints(), 1);
    assert!(
        page.place(|event| matches!(event, Event::PhotosRemoved { photos } if photos.len() == 3)).is_some()
    );
}

#[test]
fn an_import_on_a_full_device_is_taken_back_or_ends() {
    let disk = Disk::new();
    let mut page = Page::open(&disk);
    page.import(JobId(1), 0..6);
    disk.set_capacity(Some(disk.used()));
    page.send(Command::Cancel { job: JobId(1) });
    assert_eq!(page.summary(JobId(1)).map(|summary| summary.cancelled), Some(true));
    // Freeing space needs a little space.
    disk.set_capacity(None);
    page.create("B");
    page.work();
    assert!(disk.length("project") < EMPTY, "{} bytes", disk.length("project"));
}

#[test]
fn an_import_whose_end_is_refused_ends_with_the_next_command() {
    let disk = Disk::new();
    let mut page = Page::open(&disk);
    page.import(JobId(1), 0..3);
    page.end(JobId(1));
    page.refuse_next();
    pollster::block_on(page.session.work());
    assert_eq!(page.summary(JobId(1)).map(|summary| summary.added), Some(3), "the page does not wait for it");
    assert_eq!(page.complaints(), 1);
    page.create("B");
    page.send(Command::Undo);
    page.send(Command::Undo);
    assert_eq!(page.complaints(), 1, "nothing is still being added");
    assert!(
        page.place(|event| matches!(event, Event::PhotosRemoved { photos } if photos.len() == 3)).is_some()
    );
}

fn is_begun(event: &Event) -> bool {
    matches!(event, Event::TrainingStarted { .. })
}

/// A project whose program ended during a training.
fn ended_in_training(disk: &Disk) {
    let mut page = Page::open(disk);
    page.import_into("A", JobId(1), 0..3);
    page.end(JobId(1));
    page.work();
    page.import_into("B", JobId(2), 3..6);
    page.end(JobId(2));
    page.work();
    page.log.borrow_mut().clear();
    page.send(Command::Train);
    while !page.has_told(is_begun) {
        pollster::block_on(page.session.work());
    }
}

#[test]
fn a_training_that_ended_the_program_does_not_begin_by_itself_again() {
    let disk = Disk::new();
    ended_in_training(&disk);
    for _ in 0..2 {
        let mut page = Page::open(&disk);
        assert!(page.has_told(|event| matches!(event, Event::TrainingHeld)));
        page.work();
        page.import(JobId(9), [9]);
        page.send(Command::Cancel { job: JobId(9) });
        page.work();
        assert!(!page.has_told(is_begun), "whatever changes");
    }
    let mut page = Page::open(&disk);
    page.send(Command::Train);
    page.work();
    assert!(page.has_told(|event| matches!(event, Event::Trained { report, .. } if report.photos == 6)));
    drop(page);
    let mut page = Page::open(&disk);
    assert!(!page.has_told(|event| matches!(event, Event::TrainingHeld)), "it has ended");
    page.import(JobId(1), [7]);
    assert!(page.has_told(is_begun), "and the next one begins by itself");
}

#[test]
fn other_settings_let_a_training_begin_that_waits() {
    let disk = Disk::new();
    ended_in_training(&disk);
    let mut page = Page::open(&disk);
    page.send(Command::Configure { train: TrainConfig { folds: 2, ..TrainConfig::default() } });
    page.work();
    assert!(page.has_told(|event| matches!(event, Event::Trained { report, .. } if report.epochs > 0)));
}
