//! Fine-tuning of the last layers, driven as the page drives it, on the CPU with the real model.

#[path = "../../../tests/fixtures/engine.rs"]
mod fixtures;

use std::cell::RefCell;
use std::rc::Rc;

use handlens_backbone::device;
use handlens_core::config::{Layers, TrainConfig};
use handlens_core::message::Message;
use handlens_core::protocol::{
    BatchAnswer, BatchItemId, ClassId, Command, Event, Explanation, JobId, PhotoId, Placement, Prediction,
    ProjectId, Subject, TrainReport, TransferOutcome,
};
use handlens_engine::session::{Assets, Attachment, Engine};
use handlens_engine::workspace::Workspace;
use handlens_store::project_store::MemoryStore;
use handlens_vision::photo::BytesSource;

type Log = Rc<RefCell<Vec<(Event, Vec<Vec<u8>>)>>>;

/// The job of the batch prediction.
const BATCH: JobId = JobId(1000);

struct Page {
    workspace: Workspace<MemoryStore>,
    log: Log,
    next_job: u32,
}

impl Page {
    /// A page with five photos of cats and five of coffee.
    fn new(layers: Layers) -> Self {
        let log = Log::default();
        let platform = {
            let log = Rc::clone(&log);
            fixtures::platform(move |event, bytes| log.borrow_mut().push((event, bytes)))
        };
        let mut workspace = Workspace::new(MemoryStore::default(), platform.clone());
        pollster::block_on(workspace.begin(None, "My photos".to_owned()));
        let assets = Assets { weights: fixtures::weights(), labels_json: fixtures::labels_json() };
        let engine = Engine::start(assets, device::cpu(Message::verbatim("")), false, &platform);
        workspace.set_engine(pollster::block_on(engine).expect("the model loads"));
        let mut page = Self { workspace, log, next_job: 0 };
        page.send(Command::Configure { train: TrainConfig { layers, ..TrainConfig::default() } }, Vec::new());
        for class in ["cat", "coffee"] {
            let job = page.new_job();
            let photos: Vec<String> =
                (1..=5).map(|number| format!("photos/{class}/{class}-{number:02}.jpg")).collect();
            let into = Placement::Named(class.to_owned());
            let files = attached(&photos);
            page.send(Command::AddPhotos { job, into, names: photos, last: true }, files);
        }
        page
    }

    fn send(&mut self, command: Command, attachments: Vec<Attachment>) {
        pollster::block_on(self.workspace.handle(command, attachments));
    }

    fn step(&mut self) {
        pollster::block_on(self.workspace.work());
    }

    fn work(&mut self) {
        while self.workspace.has_work() {
            self.step();
        }
    }

    fn new_job(&mut self) -> JobId {
        self.next_job += 1;
        JobId(self.next_job)
    }

    fn predict(&mut self, name: &str) -> Prediction {
        let job = self.new_job();
        self.send(Command::Predict { job, name: name.to_owned(), live: false }, attached(&[name.to_owned()]));
        self.answer(job)
    }

    /// The latest answer to a photo.
    fn answer(&self, job: JobId) -> Prediction {
        self.last(|event| match event {
            Event::Predicted { job: of, prediction } if *of == job => Some(prediction.clone()),
            _ => None,
        })
        .expect("an answer")
    }

    fn explain(&mut self, name: &str) -> Explanation {
        let job = self.new_job();
        self.send(Command::Explain { job, name: name.to_owned() }, attached(&[name.to_owned()]));
        self.last(|event| match event {
            Event::Explained { explanation, .. } => Some(explanation.clone()),
            _ => None,
        })
        .expect("an explanation")
    }

    fn report(&self) -> TrainReport {
        self.last(|event| match event {
            Event::Trained { report, .. } => Some(report.clone()),
            _ => None,
        })
        .expect("a training ended")
    }

    fn batch_answer(&self, photo: BatchItemId) -> BatchAnswer {
        let answers = self.all(|event| match event {
            Event::BatchAnswered { photos } => Some(photos.clone()),
            _ => None,
        });
        let of_photo = answers.concat().into_iter().rfind(|(of, _)| *of == photo);
        of_photo.expect("an answer").1
    }

    /// The share of the tuning that was done at each report, none when it was over.
    fn progress(&self) -> Vec<Option<f32>> {
        self.all(|event| match event {
            Event::TuningProgress { share, .. } => Some(*share),
            _ => None,
        })
    }

    fn photos(&self) -> Vec<PhotoId> {
        let photos = self.all(|event| match event {
            Event::PhotosAdded { photos, .. } => Some(photos.clone()),
            _ => None,
        });
        photos.concat().into_iter().map(|photo| photo.id).collect()
    }

    fn project(&self) -> ProjectId {
        self.last(|event| match event {
            Event::Opened { project, .. } => Some(project.clone()),
            _ => None,
        })
        .expect("a project is open")
    }

    fn last<T>(&self, pick: impl Fn(&Event) -> Option<T>) -> Option<T> {
        self.log.borrow().iter().rev().find_map(|(event, _)| pick(event))
    }

    fn all<T>(&self, pick: impl Fn(&Event) -> Option<T>) -> Vec<T> {
        self.log.borrow().iter().filter_map(|(event, _)| pick(event)).collect()
    }
}

fn attached(names: &[String]) -> Vec<Attachment> {
    let photo =
        |name: &String| Attachment::Photo(Box::new(BytesSource::new(name.clone(), fixtures::bytes(name))));
    names.iter().map(photo).collect()
}

/// A photo that the project does not have.
const NEW: &str = "photos/coffee/coffee-08.jpg";

/// Whether two answers are the same but for the last digits.
fn same(one: &[(ClassId, f32)], other: &[(ClassId, f32)]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| one.0 == other.0 && (one.1 - other.1).abs() < 1e-5)
}

#[test]
fn tuned_layers_answer_everywhere_and_after_a_reload_and_in_a_copy() {
    let mut page = Page::new(Layers::Last);
    // Until the tuning ends, the head answers alone.
    while page.progress().is_empty() {
        page.step();
    }
    let alone = page.predict(NEW);
    let batch = attached(&[NEW.to_owned()]);
    page.send(Command::PredictPhotos { job: BATCH, names: vec![NEW.to_owned()], refused: Vec::new() }, batch);
    let photo = BatchItemId(0);
    while page.report().tuning.is_none() {
        page.step();
    }
    assert!(same(&alone.classes, &page.batch_answer(photo).classes), "a batch waits for no tuning");
    page.work();

    let report = page.report();
    let tuning = report.tuning.expect("it was tuned");
    assert!(tuning.kept);
    assert_eq!(tuning.changes.len(), 4);
    assert!((0.0..=1.0).contains(&tuning.agreement) && tuning.seconds > 0.0);
    let held_out = report.held_out.expect("photos were held out");
    assert!((held_out.accuracy - tuning.accuracy).abs() < f32::EPSILON);
    assert!(held_out.learning.is_some(), "the learning curve of the head stays");
    let progress = page.progress();
    assert_eq!(progress.last(), Some(&None), "the page is told that it is over");
    assert!(progress.iter().flatten().is_sorted());

    // The photo that was tried before is answered again, and so is the row.
    let again = page.answer(JobId(3));
    assert!(!same(&alone.classes, &again.classes), "another answer: {alone:?}");
    let tuned = page.predict(NEW);
    assert!(same(&tuned.classes, &again.classes), "{tuned:?} {again:?}");
    assert!(same(&tuned.classes, &page.batch_answer(photo).classes));
    assert_eq!(tuned.pretrained, alone.pretrained, "the general model is untouched");

    // Its regions share out what speaks for the class.
    let explanation = page.explain(NEW);
    let own = explanation.subjects.iter().filter(|of| matches!(of.subject, Subject::Class(_)));
    let margin: Vec<f32> = own.map(|of| of.views.iter().flat_map(|view| &view.scores).sum()).collect();
    assert!(margin[0] > margin[1], "{margin:?}");

    // A change that is taken back.
    let times = page.progress().len();
    let photo = page.photos()[0];
    page.send(Command::DeletePhotos { photos: vec![photo] }, Vec::new());
    page.work();
    assert_eq!(page.report().tuning, None, "nine photos are too few");
    page.send(Command::Undo, Vec::new());
    page.work();
    assert!(page.report().tuning.is_some_and(|tuning| tuning.kept));
    assert_eq!(page.progress().len(), times, "it is not tuned again");
    assert!(same(&tuned.classes, &page.predict(NEW).classes));

    // A reload.
    let project = page.project();
    page.send(Command::CloseProject, Vec::new());
    page.send(Command::OpenProject { project: project.clone(), take_over: false }, Vec::new());
    let before = page.progress().len();
    let reopened = page.predict(NEW);
    assert!(same(&tuned.classes, &reopened.classes), "{tuned:?} {reopened:?}");
    page.work();
    assert_eq!(page.progress().len(), before, "it is not tuned again");

    // A copy.
    let job = page.new_job();
    page.send(Command::DuplicateProject { job, project, name: "Twin".to_owned() }, Vec::new());
    let copy = loop {
        page.step();
        let ended = page.last(|event| match event {
            Event::TransferEnded { outcome: TransferOutcome::Project { project }, .. } => {
                Some(project.clone())
            }
            _ => None,
        });
        if let Some(project) = ended {
            break project;
        }
    };
    page.send(Command::CloseProject, Vec::new());
    page.send(Command::OpenProject { project: copy, take_over: false }, Vec::new());
    let copied = page.predict(NEW);
    assert!(copied.classes.iter().zip(&tuned.classes).all(|(one, other)| (one.1 - other.1).abs() < 1e-5));
}

#[test]
fn a_change_ends_a_tuning_and_the_head_alone_is_not_tuned() {
    let mut page = Page::new(Layers::Last);
    while page.progress().is_empty() {
        page.step();
    }
    page.send(
        Command::Configure { train: TrainConfig { layers: Layers::Head, ..TrainConfig::default() } },
        vec![],
    );
    page.work();
    assert_eq!(page.progress().last(), Some(&None));
    assert_eq!(page.report().tuning, None);
}

#[test]
fn nothing_is_tuned_where_the_head_is_always_right() {
    let mut page = Page::new(Layers::Auto);
    page.work();
    let report = page.report();
    assert!(report.held_out.is_some_and(|held_out| held_out.accuracy >= 1.0), "or this tests nothing");
    assert_eq!((page.progress(), report.tuning), (vec![], None));
}
