//! The session, driven as the page drives it: commands in, events out, on the CPU with the real model.

#[path = "../../../tests/fixtures/engine.rs"]
mod fixtures;

use handlens_backbone::device::{self, Faults, Ready};
use handlens_classifier::metrics::learning_curve::LearningCurve;
use handlens_core::config::{Layers, Settings, TrainConfig};
use handlens_core::labelling::{Decision, Overview};
use handlens_core::message::Message;
use handlens_core::protocol::{
    ClassId, ClassInfo, Command, DataIssues, DeviceReport, Event, ImportSummary, IssueKind, JobId,
    NoticeLevel, PhotoId, Placement, Prediction, ProjectId, Storage, Subject, TrainReport,
};
use handlens_engine::session::{Assets, Attachment, Engine, ProjectMeta, Session};
use handlens_i18n::Localise;
use handlens_store::project::Project;
use handlens_vision::photo::BytesSource;
use std::cell::RefCell;
use std::rc::Rc;

type Log = Rc<RefCell<Vec<Event>>>;

/// Settings with which no layers are tuned, which takes long and has tests of its own.
fn head_alone() -> TrainConfig {
    TrainConfig { layers: Layers::Head, ..TrainConfig::default() }
}

fn project() -> Project {
    let mut project = Project::in_memory().expect("a project");
    project.set_settings(&Settings { train: head_alone(), ..Settings::default() }).expect("settings");
    project
}

/// A session with its events.
struct Page {
    session: Session,
    log: Log,
    next_job: u32,
}

impl Page {
    fn open(project: Project) -> Self {
        Self::open_on(project, device::cpu(Message::verbatim("")))
    }

    /// Opens a project on a device that claims to be a GPU, and returns the handle that reports its faults.
    fn on_gpu(project: Project) -> (Self, Faults) {
        let ready = device::cpu(Message::verbatim(""));
        let faults = ready.faults.clone();
        let report = DeviceReport { gpu: true, name: "Some GPU".to_owned(), ..ready.report };
        let page = Self::open_on(project, Ready { report, ..ready });
        (page, faults)
    }

    fn open_on(project: Project, ready: Ready) -> Self {
        let log: Log = Rc::default();
        let platform = {
            let log = Rc::clone(&log);
            fixtures::platform(move |event, bytes| {
                // There must be as many thumbnails as photos, or the page would show the wrong ones.
                match &event {
                    Event::PhotosAdded { job: Some(_), photos } => assert_eq!(photos.len(), bytes.len()),
                    Event::Thumbnails { photos } => assert_eq!(photos.len(), bytes.len()),
                    Event::Photo { .. } | Event::Pictured { .. } => assert_eq!(bytes.len(), 1),
                    _ => assert!(bytes.is_empty()),
                }
                log.borrow_mut().push(event);
            })
        };
        let id = ProjectId("test".to_owned());
        let meta = ProjectMeta { id, name: "Test".to_owned(), storage: Storage::Memory };
        let mut session = Session::new(project, meta, platform.clone()).expect("a session");
        session.show().expect("the project can be read");
        let assets = Assets { weights: fixtures::weights(), labels_json: fixtures::labels_json() };
        let engine = Engine::start(assets, ready, false, &platform);
        let engine = pollster::block_on(engine).expect("the model loads");
        session.set_engine(engine).expect("the project can be read");
        Self { session, log, next_job: 0 }
    }

    fn new() -> Self {
        Self::open(project())
    }

    fn send(&mut self, command: Command) {
        self.send_with(command, Vec::new());
    }

    fn send_with(&mut self, command: Command, files: Vec<(String, Vec<u8>)>) {
        let attachments = files
            .into_iter()
            .map(|(name, bytes)| Attachment::Photo(Box::new(BytesSource::new(name, bytes))))
            .collect();
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

    fn add(&mut self, class: &str, files: Vec<(String, Vec<u8>)>) -> JobId {
        let job = self.new_job();
        let names = files.iter().map(|(name, _)| name.clone()).collect();
        let into = Placement::Named(class.to_owned());
        self.send_with(Command::AddPhotos { job, into, names, last: true }, files);
        job
    }

    /// Adds the first `count` photos of each of the three kinds.
    fn add_all(&mut self, count: usize) {
        for class in ["cat", "coffee", "rocket"] {
            self.add(class, photos(class, count));
        }
    }

    fn predict(&mut self, name: &str) -> Prediction {
        let job = self.new_job();
        let command = Command::Predict { job, name: name.to_owned(), live: false };
        self.send_with(command, vec![(name.to_owned(), fixtures::bytes(name))]);
        self.last(|event| match event {
            Event::Predicted { job: of, prediction } if *of == job => Some(prediction.clone()),
            _ => None,
        })
        .expect("an answer")
    }

    /// The latest event for which `pick` returns something.
    fn last<T>(&self, pick: impl Fn(&Event) -> Option<T>) -> Option<T> {
        self.log.borrow().iter().rev().find_map(pick)
    }

    fn all<T>(&self, pick: impl Fn(&Event) -> Option<T>) -> Vec<T> {
        self.log.borrow().iter().filter_map(pick).collect()
    }

    fn classes(&self) -> Vec<ClassInfo> {
        self.last(|event| match event {
            Event::ClassesChanged { classes } | Event::Opened { classes, .. } => Some(classes.clone()),
            _ => None,
        })
        .unwrap_or_default()
    }

    fn class(&self, name: &str) -> ClassId {
        self.classes()
            .iter()
            .find(|class| class.name == name)
            .map(|class| class.id)
            .expect("the class exists")
    }

    fn report(&self) -> TrainReport {
        self.last(|event| match event {
            Event::Trained { report, .. } => Some(report.clone()),
            _ => None,
        })
        .expect("a training ended")
    }

    fn summary(&self, job: JobId) -> ImportSummary {
        self.last(|event| match event {
            Event::ImportFinished { job: of, summary } if *of == job => Some(*summary),
            _ => None,
        })
        .expect("the import ended")
    }

    fn refusals(&self) -> Vec<(Option<String>, String)> {
        self.all(|event| match event {
            Event::Notice { level: NoticeLevel::Refused, photo, message, .. } => {
                Some((photo.clone(), message.text()))
            }
            _ => None,
        })
    }
}

fn photos(class: &str, count: usize) -> Vec<(String, Vec<u8>)> {
    (1..=count)
        .map(|number| format!("photos/{class}/{class}-{number:02}.jpg"))
        .map(|name| (name.clone(), fixtures::bytes(&name)))
        .collect()
}

fn added(event: &Event) -> Option<Vec<PhotoId>> {
    match event {
        Event::PhotosAdded { photos, .. } => Some(photos.iter().map(|photo| photo.id).collect()),
        _ => None,
    }
}

#[test]
fn photos_become_a_classifier_that_is_right_on_photos_it_never_saw() {
    let mut page = Page::new();
    page.add_all(8);
    page.work();
    let report = page.report();
    assert_eq!(report.photos, 24);
    assert!(report.converged);
    let held_out = report.held_out.expect("there are folds");
    assert!(held_out.accuracy > 0.8, "{held_out:?}");
    assert!(held_out.interval.0 < held_out.accuracy && held_out.accuracy <= held_out.interval.1);
    assert_eq!(held_out.photos.len(), 24);
    let classes = held_out.classes.len();
    assert_eq!(held_out.confusion.iter().sum::<u32>(), 24);
    for (class, (_, judged, right)) in held_out.classes.iter().enumerate() {
        let row = &held_out.confusion[class * classes..][..classes];
        assert_eq!((row.iter().sum::<u32>(), row[class]), (*judged, *right));
    }
    let calibration = held_out.calibration.expect("answers");
    assert!(calibration.loss > 0.0 && calibration.temperature > 0.0, "{calibration:?}");
    assert_eq!(calibration.bins.iter().map(|bin| bin.photos).sum::<u32>(), 24);
    for class in ["cat", "coffee", "rocket"] {
        let prediction = page.predict(&format!("held-back/{class}-1.jpg"));
        assert_eq!(prediction.classes[0].0, page.class(class));
        assert!((prediction.classes.iter().map(|(_, p)| p).sum::<f32>() - 1.0).abs() < 1e-5);
        assert_eq!(prediction.pretrained.len(), 5);
    }
    let espresso = page.predict("network/coffee.png").pretrained;
    assert_eq!(espresso[0].0, "espresso", "{espresso:?}");
}

#[test]
fn an_answer_is_explained_by_regions_of_both_views_for_every_class_and_for_what_the_pretrained_model_sees() {
    let mut page = Page::new();
    page.add_all(4);
    page.work();
    let name = "held-back/rocket-1.jpg";
    let prediction = page.predict(name);
    let job = page.new_job();
    page.send_with(
        Command::Explain { job, name: name.to_owned() },
        vec![(name.to_owned(), fixtures::bytes(name))],
    );
    let explanation = page
        .last(|event| match event {
            Event::Explained { job: of, explanation } if *of == job => Some(explanation.clone()),
            _ => None,
        })
        .expect("an explanation");
    let subjects: Vec<Subject> =
        explanation.subjects.iter().map(|explained| explained.subject.clone()).collect();
    let expected = prediction.classes.iter().map(|(class, _)| Subject::Class(*class));
    let seen = prediction.pretrained.iter().map(|(name, _)| Subject::Pretrained(name.clone()));
    assert_eq!(subjects, expected.chain(seen).collect::<Vec<_>>(), "as probable as in the answer");
    for explained in &explanation.subjects {
        assert_eq!(explained.views.iter().map(|view| view.scores.len()).collect::<Vec<_>>(), [49, 49]);
        let whole = explained.views[1].shown.iter().zip([0.0_f32, 0.0, 1.0, 1.0]);
        assert!(whole.clone().all(|(shown, whole)| (shown - whole).abs() < 1e-6), "{whole:?}");
    }
    // The pretrained model's logits are the sums of their regions: the differences match the answer's.
    let sums: Vec<f32> = explanation.subjects[3..]
        .iter()
        .map(|explained| explained.views.iter().flat_map(|view| &view.scores).sum())
        .collect();
    for (sum, (_, probability)) in sums.iter().zip(&prediction.pretrained) {
        let difference = (prediction.pretrained[0].1 / probability).ln();
        assert!((sums[0] - sum - difference).abs() < 1e-2, "{sums:?} {:?}", prediction.pretrained);
    }
}

#[test]
fn what_a_gpu_still_reports_after_the_work_has_left_it_costs_no_photo() {
    let (mut page, gpu) = Page::on_gpu(project());
    page.add_all(8);
    pollster::block_on(page.session.work());
    for fault in ["It is lost.", "It is still lost.", "And so is all that was on it."] {
        gpu.report(|| fault.to_owned());
        pollster::block_on(page.session.work());
    }
    while page.session.has_work() {
        gpu.report(|| "Once more.".to_owned());
        pollster::block_on(page.session.work());
    }
    let moved = page.all(|event| match event {
        Event::Ready { device } => Some(device.gpu),
        _ => None,
    });
    assert_eq!(moved, [false], "the work moves to the CPU once");
    let failures = page.all(|event| match event {
        Event::Notice { level: NoticeLevel::Failure, message, .. } => Some(message.text()),
        _ => None,
    });
    assert_eq!(failures, [] as [String; 0]);
    assert_eq!(page.report().photos, 24);
}

#[test]
fn training_tells_how_it_goes_and_starts_again_after_every_change() {
    let mut page = Page::new();
    page.add_all(3);
    page.work();
    let curve = page.all(|event| match event {
        Event::TrainingProgress { epoch, loss, held_out_accuracy } => {
            Some((*epoch, *loss, *held_out_accuracy))
        }
        _ => None,
    });
    assert!(!curve.is_empty());
    assert!(curve.iter().all(|(_, loss, held_out)| loss.is_finite() && held_out.is_some()));
    let trainings =
        |page: &Page| page.all(|event| matches!(event, Event::Trained { .. }).then_some(())).len();
    let before = trainings(&page);
    let (cat, rocket) = (page.class("cat"), page.class("rocket"));
    page.send(Command::MergeClasses { from: cat, into: rocket });
    page.work();
    assert_eq!(trainings(&page), before + 1);
    assert_eq!(page.predict("held-back/cat-1.jpg").classes.len(), 2);
}

#[test]
fn without_two_classes_only_the_pretrained_model_answers() {
    let mut page = Page::new();
    page.add("cat", photos("cat", 2));
    page.work();
    let prediction = page.predict("held-back/cat-1.jpg");
    assert!(prediction.classes.is_empty());
    assert!(!prediction.pretrained.is_empty());

    page.add("coffee", photos("coffee", 2));
    page.work();
    assert_eq!(page.predict("held-back/cat-1.jpg").classes.len(), 2);
    let coffee = page.class("coffee");
    page.send(Command::DeleteClass { class: coffee });
    page.work();
    assert!(page.last(|event| matches!(event, Event::Untrained).then_some(())).is_some());
    assert!(page.predict("held-back/cat-1.jpg").classes.is_empty());
}

#[test]
fn an_answer_comes_again_by_itself_from_every_head_that_follows() {
    let mut page = Page::new();
    for class in ["cat", "coffee"] {
        page.add(class, photos(class, 5));
    }
    page.work();
    let name = "photos/rocket/rocket-12.jpg";
    let first = page.predict(name);
    let job = JobId(page.next_job);
    let answers = |page: &Page| {
        page.all(|event| match event {
            Event::Predicted { job: of, prediction } if *of == job => Some(prediction.clone()),
            _ => None,
        })
    };
    assert_eq!((first.classes.len(), answers(&page).len()), (2, 1));
    page.add("rocket", photos("rocket", 5));
    page.work();
    let rocket = page.class("rocket");
    let again = answers(&page).pop().expect("an answer");
    assert_eq!((again.classes.len(), again.classes[0].0), (3, rocket), "{again:?}");
    assert_eq!(again.pretrained, first.pretrained);
    // It equals what the current head answers, whose scores can be compared with it.
    assert_eq!(Prediction { milliseconds: again.milliseconds, ..page.predict(name) }, again);

    // Without a head, the pretrained model answers alone.
    for class in ["cat", "coffee"] {
        let class = page.class(class);
        page.send(Command::DeleteClass { class });
    }
    page.work();
    let last = answers(&page).pop().expect("an answer");
    assert_eq!((last.classes, last.unknown, last.nearest), (Vec::new(), None, Vec::new()));
}

#[test]
fn a_class_that_cannot_be_judged_is_named() {
    let mut page = Page::new();
    page.add("cat", photos("cat", 4));
    page.add("coffee", photos("coffee", 1));
    page.add("rocket", burst("photos/rocket/rocket-01.jpg", 3));
    page.work();
    let report = page.report();
    let (coffee, rocket) = (page.class("coffee"), page.class("rocket"));
    assert_eq!(report.unjudged, [(coffee, 1), (rocket, 3)]);
    let held_out = report.held_out.expect("the photos of cats were held out");
    assert!(!held_out.tells_apart(), "one class alone is no result: {held_out:?}");
    let curve = page.all(|event| match event {
        Event::TrainingProgress { held_out_accuracy, .. } => Some(*held_out_accuracy),
        _ => None,
    });
    assert_eq!(curve.last(), Some(&None));
    page.add("coffee", photos("coffee", 4));
    page.work();
    let report = page.report();
    assert_eq!(report.unjudged, [(rocket, 3)]);
    assert!(report.held_out.is_some_and(|held_out| held_out.tells_apart()));
}

#[test]
fn undo_brings_back_what_was_deleted_without_embedding_it_again() {
    let mut page = Page::new();
    page.add_all(3);
    page.work();
    let photos: Vec<PhotoId> = page.all(added).concat();
    page.send(Command::DeletePhotos { photos: photos[..2].to_vec() });
    page.work();
    assert_eq!(page.report().photos, 7);
    page.send(Command::Undo);
    page.work();
    assert_eq!(page.report().photos, 9);
    let undo = page.last(|event| match event {
        Event::JournalChanged { undo, redo } => Some((undo.clone(), redo.clone())),
        _ => None,
    });
    let redo = undo.and_then(|(_, redo)| redo).map(|change| change.text());
    assert_eq!(redo.as_deref(), Some("Delete 2 photos"));
}

#[test]
fn bad_files_get_a_sentence_each_and_the_good_ones_go_on() {
    let mut page = Page::new();
    let names = ["bad/not-an-image.jpg", "bad/truncated.jpg", "bad/zero-bytes.jpg", "bad/huge.png"];
    let mut files: Vec<_> = names.iter().map(|name| ((*name).to_owned(), fixtures::bytes(name))).collect();
    files.extend(photos("cat", 2));
    files.extend(photos("cat", 1));
    let job = page.add("cat", files);
    page.work();
    assert_eq!(page.summary(job), ImportSummary { added: 2, duplicates: 1, refused: 4, cancelled: false });
    let refusals = page.refusals();
    assert_eq!(refusals.len(), 4);
    for ((photo, message), name) in refusals.iter().zip(names) {
        assert_eq!(photo.as_deref(), Some(name), "its folder tells it apart");
        assert!(message.ends_with('.') && message.len() > 10, "{message}");
    }
}

#[test]
fn an_import_of_nothing_but_copies_and_bad_files_leaves_no_class() {
    let mut page = Page::new();
    page.add("cat", photos("cat", 2));
    page.work();
    let mut files = photos("cat", 2);
    files.push(("a.jpg".to_owned(), fixtures::bytes("bad/not-an-image.jpg")));
    let job = page.add("copies", files);
    page.work();
    assert_eq!(page.summary(job), ImportSummary { duplicates: 2, refused: 1, ..ImportSummary::default() });
    assert_eq!(page.counts(), [("cat".to_owned(), 2)]);
}

/// A zip of photos at these paths, all different.
fn zip_of(paths: &[String]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (number, path) in paths.iter().enumerate() {
        let pixel = |x, y| image::Rgb([(x * 8) as u8, (y * 8) as u8, number as u8]);
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_fn(32, 32, pixel)
            .write_to(&mut bytes, image::ImageFormat::Png)
            .expect("memory");
        writer.start_file(path.as_str(), zip::write::SimpleFileOptions::default()).expect("a path");
        std::io::Write::write_all(&mut writer, bytes.get_ref()).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

impl Page {
    fn add_archive(&mut self, paths: &[&str], into: Placement) -> JobId {
        let job = self.new_job();
        let bytes = zip_of(&paths.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>());
        let size = bytes.len() as u64;
        let file = Attachment::File(Box::new(std::io::Cursor::new(bytes)), size);
        let command = Command::AddArchive { job, into, name: "photos.zip".to_owned() };
        pollster::block_on(self.session.handle(command, vec![file]));
        job
    }

    /// The decision that an import asks for.
    fn overview(&self, job: JobId) -> Option<Overview> {
        self.last(|event| match event {
            Event::Undecided { job: of, overview } if *of == job => Some(overview.clone()),
            _ => None,
        })
    }

    /// Classes with the number of their photos.
    fn counts(&self) -> Vec<(String, usize)> {
        let photos = self.all(|event| match event {
            Event::PhotosAdded { photos, .. } => Some(photos.clone()),
            _ => None,
        });
        let of = |class: &ClassInfo| photos.iter().flatten().filter(|photo| photo.class == class.id).count();
        self.classes().into_iter().map(|class| (class.name.clone(), of(&class))).collect()
    }
}

fn named(name: &str) -> Placement {
    Placement::Named(name.to_owned())
}

#[test]
fn an_archive_that_leaves_no_doubt_comes_in_without_a_question() {
    let mut page = Page::new();
    let paths =
        ["train/cats/1.png", "val/cats/2.png", "train/dogs/2024-05-01/3.png", "train/dogs/2024-05-01/3.txt"];
    let job = page.add_archive(&paths, named("photos"));
    page.work();
    assert_eq!(page.overview(job), None);
    assert_eq!(page.counts(), [("cats".to_owned(), 2), ("dogs".to_owned(), 1)]);
}

#[test]
fn an_archive_that_could_be_meant_otherwise_waits_for_a_decision() {
    let mut page = Page::new();
    let paths = ["anna/cats/1.png", "anna/dogs/2.png", "ben/cats/3.png", "loose.png"];
    let job = page.add_archive(&paths, named("photos"));
    page.work();
    let overview = page.overview(job).expect("a question");
    assert_eq!((overview.levels.len(), overview.best, overview.unlabelled), (2, 1, 1));
    assert_eq!(page.classes(), []);
    page.send(Command::Decide { job, decision: Decision { level: 0, unlabelled: true, loose: true } });
    page.work();
    let expected = [("anna", 2), ("ben", 1), ("photos", 1)].map(|(name, count)| (name.to_owned(), count));
    assert_eq!(page.counts(), expected);
    assert_eq!(page.summary(job).added, 4);
}

#[test]
fn photos_without_a_label_stay_out_unless_they_are_wanted() {
    let mut page = Page::new();
    let paths = ["train/cat/1.png", "train/dog/2.png", "test/3.png"];
    let job = page.add_archive(&paths, named("photos"));
    let overview = page.overview(job).expect("a question");
    assert_eq!((overview.unlabelled, overview.loose), (1, 0));
    let best = Decision { level: overview.best, unlabelled: false, loose: true };
    page.send(Command::Decide { job, decision: best });
    page.work();
    assert_eq!(page.counts(), [("cat".to_owned(), 1), ("dog".to_owned(), 1)]);
}

#[test]
fn what_is_dropped_on_a_class_goes_to_it_from_an_archive_as_from_a_folder() {
    let mut page = Page::new();
    page.send(Command::CreateClass { name: "cat".to_owned() });
    let cat = page.class("cat");
    let notes = |page: &Page, job: JobId| {
        page.all(|event| match event {
            Event::Notice { job: Some(of), photo: None, message, .. } if *of == job => Some(message.text()),
            _ => None,
        })
    };
    let paths = ["train/cat/1.png", "train/dog/2.png", "val/dog/3.png", "4.png", "5.png", "notes.txt"];
    let job = page.add_archive(&paths, Placement::Class(cat));
    page.work();
    assert_eq!(page.overview(job), None);
    assert_eq!(page.counts(), [("cat".to_owned(), 5)]);
    assert_eq!(page.summary(job), ImportSummary { added: 5, refused: 1, ..ImportSummary::default() });
    let told = notes(&page, job);
    assert_eq!(told.len(), 1);
    assert!(
        told[0].starts_with("The photos of 4 folders go into “cat”. To make a class of each"),
        "{told:?}"
    );
    let job = page.add_archive(&["dog/1.png", "dog/6.png"], Placement::Class(cat));
    page.work();
    assert_eq!((page.counts(), notes(&page, job)), (vec![("cat".to_owned(), 5)], Vec::new()));
}

#[test]
fn classes_of_an_archive_come_in_natural_order() {
    let mut page = Page::new();
    page.add_archive(&["10/1.png", "2/2.png", "0/3.png", "2/4.png"], named("photos"));
    page.work();
    let expected = [("0", 1), ("2", 2), ("10", 1)].map(|(name, count)| (name.to_owned(), count));
    assert_eq!(page.counts(), expected);
}

#[test]
fn an_archive_that_cannot_be_used_is_told_but_counts_as_no_photo() {
    let mut page = Page::new();
    let job = page.add_archive(&[], named("photos"));
    page.work();
    assert_eq!(page.summary(job), ImportSummary::default());
    let refusals = page.refusals();
    assert_eq!((refusals.len(), refusals[0].0.as_deref()), (1, Some("photos.zip")));
}

#[test]
fn parts_of_a_data_set_are_told_where_they_are_merged() {
    let mut page = Page::new();
    let job = page.add_archive(&["train/cats/1.png", "train/dogs/2.png", "val/cats/3.png"], named("photos"));
    page.work();
    let told = page.all(|event| match event {
        Event::Notice { job: Some(of), message, .. } if *of == job => Some(message.text()),
        _ => None,
    });
    assert_eq!(told, ["is split into train, val. The parts were merged, class by class."]);
}

#[test]
fn a_class_name_that_is_cut_is_told() {
    let mut page = Page::new();
    let lot = |lot: &str| format!("{} lot {lot}/1.png", "Bottles of the week after Easter".repeat(3));
    let job = page.add_archive(&[&lot("A"), &lot("B"), "oak/2.png"], named("photos"));
    page.work();
    assert_eq!((page.overview(job), page.classes().len()), (None, 3));
    let told = page.all(|event| match event {
        Event::Notice { job: Some(of), message, .. } if *of == job => Some(message.text()),
        _ => None,
    });
    assert_eq!(told, ["has 2 class names with more than 80 characters. Their middles were left out."]);
}

#[test]
fn a_question_about_an_archive_can_be_dropped_and_nothing_is_left_of_it() {
    let mut page = Page::new();
    let job = page.add_archive(&["anna/cats/1.png", "ben/dogs/2.png"], named("photos"));
    page.send(Command::Cancel { job });
    page.send(Command::Decide { job, decision: Decision { level: 0, unlabelled: true, loose: true } });
    page.work();
    assert!(page.summary(job).cancelled);
    assert_eq!(page.classes(), []);
    let journal = page.last(|event| match event {
        Event::JournalChanged { undo, .. } => Some(undo.clone()),
        _ => None,
    });
    assert_eq!(journal, Some(None), "nothing to undo");
}

#[test]
fn classes_beyond_the_limit_are_told_in_one_sentence_with_a_number() {
    let mut page = Page::new();
    for number in 0..198 {
        page.send(Command::CreateClass { name: format!("Class {number}") });
    }
    let paths = ["oak/1.png", "oak/2.png", "elm/3.png", "elm/4.png", "fir/5.png", "Class 7/6.png"];
    let job = page.add_archive(&paths, named("photos"));
    assert!(page.overview(job).is_some());
    page.send(Command::Decide { job, decision: Decision { level: 0, unlabelled: false, loose: true } });
    page.work();
    assert_eq!(page.summary(job), ImportSummary { added: 5, refused: 1, ..ImportSummary::default() });
    let refusals: Vec<String> = page.refusals().into_iter().map(|(_, sentence)| sentence).collect();
    assert_eq!(
        refusals,
        ["1 class was left out, with all its photos: a project can have at most 200 classes."]
    );
}

#[test]
fn a_cancelled_import_leaves_the_project_as_it_was_and_redo_brings_it_back() {
    let mut page = Page::new();
    page.add("cat", photos("cat", 2));
    page.work();
    let job = page.add("coffee", photos("coffee", 10));
    while page.classes().len() < 2 {
        pollster::block_on(page.session.work());
    }
    page.send(Command::Cancel { job });
    page.work();
    let summary = page.summary(job);
    assert!(summary.cancelled && summary.added > 0 && summary.added < 10, "{summary:?}");
    assert_eq!(page.classes().iter().map(|class| class.name.as_str()).collect::<Vec<_>>(), ["cat"]);
    page.send(Command::Redo);
    assert_eq!(page.classes().len(), 2);
}

#[test]
fn commands_between_two_slices_are_not_kept_waiting() {
    let mut page = Page::new();
    let job = page.add("cat", photos("cat", 6));
    while page.classes().is_empty() {
        pollster::block_on(page.session.work());
    }
    let cat = page.class("cat");
    page.send(Command::RenameClass { class: cat, name: "Chelsea".to_owned() });
    assert_eq!(page.classes()[0].name, "Chelsea");
    assert!(!page.predict("held-back/cat-1.jpg").pretrained.is_empty());
    page.work();
    assert_eq!(page.summary(job).added, 6);
}

#[test]
fn impossible_wishes_are_refused_with_a_sentence() {
    let mut page = Page::new();
    page.send(Command::CreateClass { name: "Robin".to_owned() });
    page.send(Command::CreateClass { name: " robin ".to_owned() });
    page.send(Command::CreateClass { name: "  ".to_owned() });
    page.send(Command::DeleteClass { class: ClassId(999) });
    page.send(Command::ReadPhoto { photo: PhotoId(999) });
    page.send(Command::Undo);
    page.send(Command::Undo);
    assert_eq!(page.refusals().len(), 4, "{:?}", page.refusals());
    assert!(page.classes().is_empty());
}

#[test]
fn a_project_that_is_opened_again_answers_without_embedding_anything() {
    let folder = tempdir("reopened");
    let path = folder.join("project.sqlite");
    let open = || Project::open(path.to_str().expect("a path")).expect("the project opens");
    let mut page = Page::open(open());
    page.add_all(3);
    page.work();
    let before = page.predict("held-back/cat-1.jpg");
    drop(page);

    let mut page = Page::open(open());
    // The stored head answers at once, before anything is trained.
    let at_once = page.predict("held-back/cat-1.jpg");
    assert_eq!(at_once.classes, before.classes);
    page.work();
    assert_eq!(page.report().photos, 9);
    // Nothing has changed, so nothing is trained.
    let trained =
        |page: &Page| page.all(|event| matches!(event, Event::TrainingStarted { .. }).then_some(()));
    assert!(trained(&page).is_empty());
    // A training reads its features from the project rather than embedding again.
    page.send(Command::Train);
    page.work();
    assert_eq!(trained(&page).len(), 1);
    assert_eq!(page.predict("held-back/cat-1.jpg").classes, before.classes);
    let photos = page.last(|event| match event {
        Event::Opened { photos, .. } => Some(photos.len()),
        _ => None,
    });
    assert_eq!(photos, Some(9));
    std::fs::remove_dir_all(folder).expect("the folder is ours");
}

/// The latest learning curve, and how many there were.
fn curves(page: &Page) -> (Option<LearningCurve>, usize) {
    let curves = page.all(|event| match event {
        Event::LearningCurve { curve } => Some(curve.clone()),
        _ => None,
    });
    (curves.last().cloned(), curves.len())
}

#[test]
fn what_more_photos_would_bring_is_learnt_in_the_background_and_kept() {
    let folder = tempdir("learning");
    let path = folder.join("project.sqlite");
    let open = || Project::open(path.to_str().expect("a path")).expect("the project opens");
    let mut page = Page::open(open());
    page.add_all(12);
    page.work();
    let report = page.report();
    assert_eq!(report.held_out.as_ref().expect("folds").learning, None, "nobody waits for the curve");
    let (curve, count) = curves(&page);
    let curve = curve.expect("a curve");
    assert_eq!((count, curve.points.len()), (1, 4));
    assert!(curve.points.windows(2).all(|pair| pair[0].photos < pair[1].photos));
    assert!((curve.points[3].photos - 9.6).abs() < 0.01, "each twin learns from four fifths of 12 photos");
    let accuracy = report.held_out.expect("folds").accuracy;
    assert!((curve.points[3].accuracy - accuracy).abs() < 1e-6, "the last point is the training's own");
    let twice = curve.twice.expect("these photos are easy");
    assert!(twice.accuracy >= accuracy && twice.range.0 < 1.0);
    drop(page);

    let mut again = Page::open(open());
    assert_eq!(again.report().held_out.and_then(|held_out| held_out.learning), Some(curve));
    again.work();
    assert_eq!(curves(&again).1, 0, "it is not learnt twice");

    // A change ends a running curve; a new one follows for the changed photos.
    let photos = again.all(|event| match event {
        Event::Opened { photos, .. } => Some(photos.clone()),
        _ => None,
    });
    let photo = photos[0][0].id;
    again.send(Command::Train);
    let trained = |page: &Page| page.all(|event| matches!(event, Event::Trained { .. }).then_some(())).len();
    let before = trained(&again);
    while trained(&again) == before {
        pollster::block_on(again.session.work());
    }
    for _ in 0..4 {
        pollster::block_on(again.session.work());
    }
    assert_eq!(curves(&again).1, 0, "a few slices are not a whole curve");
    again.send(Command::DeletePhotos { photos: vec![photo] });
    again.work();
    let (curve, count) = curves(&again);
    assert_eq!(count, 1);
    assert!(curve.expect("a curve").points[3].photos < 9.6);

    // A head that was trained before the last change answers at once, but its results are marked.
    again.send(Command::DeletePhotos { photos: vec![photos[0][1].id] });
    drop(again);
    let mut later = Page::open(open());
    let current = |page: &Page| {
        page.last(|event| match event {
            Event::Trained { current, .. } => Some(*current),
            _ => None,
        })
    };
    assert_eq!(current(&later), Some(false));
    later.work();
    assert_eq!(current(&later), Some(true));
    drop(later);
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
}

/// A burst: one photo at several JPEG qualities, which have the same perceptual hash.
fn burst(name: &str, count: u8) -> Vec<(String, Vec<u8>)> {
    let photo = image::load_from_memory(&fixtures::bytes(name)).expect("a photo");
    let encode = |number: u8| {
        let mut bytes = Vec::new();
        let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 95 - number * 5);
        photo.to_rgb8().write_with_encoder(encoder).expect("it is encoded");
        (format!("burst-{number}.jpg"), bytes)
    };
    (0..count).map(encode).collect()
}

#[test]
fn photos_of_one_burst_are_never_judged_by_a_head_that_saw_another_of_them() {
    let mut page = Page::new();
    // One rocket photo five times among the cats: if a head had seen some of the burst, it would get the others right.
    page.add("cat", photos("cat", 8));
    page.add("cat", burst("photos/rocket/rocket-11.jpg", 5));
    page.add("rocket", photos("rocket", 10));
    page.work();
    let held_out = page.report().held_out.expect("there are folds");
    let (cat, rocket) = (page.class("cat"), page.class("rocket"));
    let burst: Vec<ClassId> = held_out.photos.iter().skip(8).take(5).map(|(_, class, _)| *class).collect();
    assert_eq!(burst, [rocket; 5]);
    // A class of a single burst is not judged at all.
    page.add("coffee", burst_of_coffee());
    page.work();
    let held_out = page.report().held_out.expect("there are folds");
    let coffee = page.class("coffee");
    let judged =
        |class: ClassId| held_out.classes.iter().find(|(of, ..)| *of == class).map(|(_, judged, _)| *judged);
    assert_eq!((judged(coffee), judged(cat)), (Some(0), Some(13)));
}

fn burst_of_coffee() -> Vec<(String, Vec<u8>)> {
    burst("photos/coffee/coffee-01.jpg", 4)
        .into_iter()
        .map(|(name, bytes)| (format!("coffee-{name}"), bytes))
        .collect()
}

#[test]
fn too_few_photos_make_no_curve() {
    let mut page = Page::new();
    page.add_all(2);
    page.work();
    assert_eq!(curves(&page), (Some(LearningCurve::default()), 1));
}

#[test]
fn classes_weigh_the_same_only_where_that_is_asked_for() {
    let report = |balance: bool| {
        let mut page = Page::new();
        page.send(Command::Configure { train: TrainConfig { balance, ..head_alone() } });
        page.add("cat", photos("cat", 10));
        page.add("rocket", photos("rocket", 3));
        page.work();
        page.report()
    };
    let (plain, balanced) = (report(false), report(true));
    assert!((plain.loss / balanced.loss - 1.0).abs() > 0.005, "{} {}", plain.loss, balanced.loss);
}

fn tempdir(name: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("handlens-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    folder
}

impl Page {
    fn findings(&self) -> DataIssues {
        self.last(|event| match event {
            Event::Found { findings } => Some(findings.clone()),
            _ => None,
        })
        .expect("the photos were looked at")
    }

    /// The photos of each finding of this kind.
    fn found(&self, problem: IssueKind) -> Vec<Vec<PhotoId>> {
        let findings = self.findings().list.into_iter().filter(|finding| finding.problem == problem);
        findings.map(|finding| finding.photos.iter().map(|(photo, _)| *photo).collect()).collect()
    }

    /// The photo that was added from this path; photos are named after the last part of their path.
    fn photo(&self, path: &str) -> PhotoId {
        let name = path.rsplit('/').next().unwrap_or(path);
        let named = |event: &Event| match event {
            Event::PhotosAdded { photos, .. } | Event::Opened { photos, .. } => {
                photos.iter().find(|photo| photo.name == name).map(|photo| photo.id)
            }
            _ => None,
        };
        self.last(named).expect("the photo was added")
    }
}

/// A fixture photo after a change.
fn changed(name: &str, change: impl Fn(&mut image::RgbImage)) -> Vec<u8> {
    let mut picture = image::load_from_memory(&fixtures::bytes(name)).expect("a photo").into_rgb8();
    change(&mut picture);
    let mut bytes = Vec::new();
    let format = image::ImageFormat::Jpeg;
    picture.write_to(&mut std::io::Cursor::new(&mut bytes), format).expect("a JPEG");
    bytes
}

#[test]
fn a_normal_project_has_nothing_that_is_worth_a_look() {
    let mut page = Page::new();
    page.add_all(8);
    page.work();
    let findings = page.findings();
    assert!(findings.list.is_empty() && findings.unmeasured == 0, "{findings:?}");
    // What was reported before the search for outliers had ended was not the last word.
    let reports = page.all(|event| match event {
        Event::Found { findings } => Some(findings.searching),
        _ => None,
    });
    assert!(reports.contains(&true) && reports.last() == Some(&false), "{reports:?}");
}

#[test]
fn photos_in_the_wrong_class_are_told_and_put_right_and_the_way_back_is_an_undo() {
    let mut page = Page::new();
    page.add_all(9);
    let misplaced = ["photos/rocket/rocket-10.jpg", "photos/rocket/rocket-11.jpg"];
    page.add("cat", misplaced.iter().map(|name| ((*name).to_owned(), fixtures::bytes(name))).collect());
    page.work();
    let mut wrong: Vec<PhotoId> = page.found(IssueKind::Mislabelled).concat();
    wrong.sort_unstable();
    assert_eq!(wrong, misplaced.map(|name| page.photo(name)));
    let rocket = page.class("rocket");
    let told = page.findings().list;
    let mut told = told.iter().filter(|finding| finding.problem == IssueKind::Mislabelled);
    assert!(told.all(|finding| finding.instead.is_some_and(|(class, _)| class == rocket)));

    // One is corrected and the other dismissed: neither is reported any more.
    page.send(Command::MovePhotos { photos: vec![wrong[0]], class: rocket });
    page.send(Command::Keep { problem: IssueKind::Mislabelled, photos: vec![wrong[1]], keep: true });
    page.work();
    assert_eq!(page.found(IssueKind::Mislabelled), Vec::<Vec<PhotoId>>::new());
    assert_eq!(page.findings().kept, [(IssueKind::Mislabelled, wrong[1])]);
    page.send(Command::Undo);
    page.work();
    assert_eq!(page.found(IssueKind::Mislabelled), [[wrong[0]]]);
    page.send(Command::Keep { problem: IssueKind::Mislabelled, photos: vec![wrong[1]], keep: false });
    assert_eq!(page.found(IssueKind::Mislabelled).len(), 2);
}

#[test]
fn copies_blurred_dark_tiny_and_strange_photos_are_told_and_stay_told_after_a_reload() {
    let folder = tempdir("findings");
    let path = folder.join("project.sqlite");
    let open = || Project::open(path.to_str().expect("a path")).expect("the project opens");
    let mut page = Page::open(open());
    page.add_all(8);
    let name = "photos/cat/cat-01.jpg";
    let dim = |picture: &mut image::RgbImage| {
        for pixel in picture.pixels_mut() {
            pixel.0 = pixel.0.map(|value| value / 6);
        }
    };
    let shrunk = |side: u32| {
        move |picture: &mut image::RgbImage| {
            *picture =
                image::imageops::resize(picture, side, side * 3 / 4, image::imageops::FilterType::Triangle);
        }
    };
    let blur = |picture: &mut image::RgbImage| *picture = image::imageops::blur(picture, 12.0);
    let files: Vec<(String, Vec<u8>)> = vec![
        ("dark.jpg".to_owned(), changed("photos/cat/cat-09.jpg", dim)),
        ("tiny.jpg".to_owned(), changed("photos/cat/cat-10.jpg", shrunk(100))),
        ("blurred.jpg".to_owned(), changed("photos/cat/cat-11.jpg", blur)),
        ("copy.jpg".to_owned(), changed(name, shrunk(240))),
    ];
    page.add("cat", files);
    page.add("rocket", vec![("elsewhere.jpg".to_owned(), changed("photos/coffee/coffee-01.jpg", |_| {}))]);
    page.work();
    let expect = |page: &Page| {
        assert_eq!(page.found(IssueKind::Dark), [[page.photo("dark.jpg")]]);
        assert_eq!(page.found(IssueKind::Blurred), [[page.photo("blurred.jpg")]]);
        assert_eq!(page.found(IssueKind::Tiny), [[page.photo("tiny.jpg")]]);
        // Across classes first; within a group the better one first, which is the larger.
        let across = [page.photo("photos/coffee/coffee-01.jpg"), page.photo("elsewhere.jpg")];
        let within = [page.photo(name), page.photo("copy.jpg")];
        let found = page.found(IssueKind::Duplicates);
        assert!(found.len() == 2 && across.iter().all(|photo| found[0].contains(photo)), "{found:?}");
        assert_eq!(found[1], within);
    };
    expect(&page);
    let before = page.findings();
    drop(page);
    let mut page = Page::open(open());
    page.work();
    expect(&page);
    assert_eq!(page.findings(), before);
    let blurred = page.photo("blurred.jpg");
    page.send(Command::Keep { problem: IssueKind::Blurred, photos: vec![blurred], keep: true });
    drop(page);
    let mut page = Page::open(open());
    page.work();
    assert!(page.found(IssueKind::Blurred).is_empty());
    std::fs::remove_dir_all(folder).expect("the folder is ours");
}

#[test]
fn a_tenth_of_wrong_labels_is_found_among_real_photos() {
    let classes = ["cat", "coffee", "rocket"];
    let mut random = fastrand::Rng::with_seed(11);
    let (mut found, mut right, mut all) = (0, 0, 0);
    for _ in 0..3 {
        let mut page = Page::new();
        let mut flipped: Vec<String> = Vec::new();
        for (place, class) in classes.iter().enumerate() {
            let wrong = random.usize(..12);
            for (number, (name, bytes)) in photos(class, 12).into_iter().enumerate() {
                let elsewhere = classes[(place + random.usize(1..3)) % 3];
                let into = if number == wrong { elsewhere } else { class };
                if number == wrong {
                    flipped.push(name.clone());
                }
                page.add(into, vec![(name, bytes)]);
            }
        }
        page.work();
        let wrong: Vec<PhotoId> = flipped.iter().map(|name| page.photo(name)).collect();
        let told = page.found(IssueKind::Mislabelled).concat();
        found += told.len();
        right += told.iter().filter(|photo| wrong.contains(photo)).count();
        all += wrong.len();
    }
    assert!(right * 10 >= all * 6, "{right} of {all} wrong labels are found");
    assert!(right * 10 >= found * 6, "{right} of the {found} that are told are wrong");
}
