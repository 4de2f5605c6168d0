//! Batch prediction, driven as the page drives it: answers in batches, corrections, adding to the project, sorting into
//! a zip.

#[path = "../../../tests/fixtures/camera.rs"]
mod camera;
#[path = "../../../tests/fixtures/engine.rs"]
mod fixtures;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::rc::Rc;

use handlens_backbone::device;
use handlens_core::message::Message;
use handlens_core::protocol::{
    BatchAnswer, BatchItemId, ClassId, Command, Event, ImportSummary, JobId, NoticeLevel, PhotoId, Placement,
    Prediction, TransferOutcome,
};
use handlens_engine::session::{Assets, Attachment, Engine};
use handlens_engine::workspace::Workspace;
use handlens_i18n::Localise;
use handlens_store::archive::Archive;
use handlens_store::project_store::MemoryStore;
use handlens_vision::photo::BytesSource;

type Log = Rc<RefCell<Vec<(Event, Vec<Vec<u8>>)>>>;
type Files = Vec<(String, Vec<u8>)>;

/// The job of the batch prediction.
const BATCH: JobId = JobId(1000);

/// A page with a head for cats, coffees and rockets.
struct Page {
    workspace: Workspace<MemoryStore>,
    log: Log,
    next_job: u32,
}

impl Page {
    fn new() -> Self {
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
        Self { workspace, log, next_job: 0 }
    }

    fn taught(photos_each: usize) -> Self {
        let mut page = Self::new();
        for class in ["cat", "coffee", "rocket"] {
            page.add(class, photos(class, 1..=photos_each));
        }
        page.work();
        page
    }

    fn send(&mut self, command: Command) {
        self.send_with(command, Vec::new());
    }

    fn send_with(&mut self, command: Command, attachments: Vec<Attachment>) {
        pollster::block_on(self.workspace.handle(command, attachments));
    }

    fn work(&mut self) {
        while self.workspace.has_work() {
            self.step();
        }
    }

    fn step(&mut self) {
        pollster::block_on(self.workspace.work());
    }

    fn new_job(&mut self) -> JobId {
        self.next_job += 1;
        JobId(self.next_job)
    }

    fn add(&mut self, class: &str, files: Files) {
        let job = self.new_job();
        let names = files.iter().map(|(name, _)| name.clone()).collect();
        let into = Placement::Named(class.to_owned());
        self.send_with(Command::AddPhotos { job, into, names, last: true }, attached(files));
    }

    /// Adds photos to the batch and returns their ids.
    fn try_out(&mut self, files: Files) -> Vec<BatchItemId> {
        let names = files.iter().map(|(name, _)| name.clone()).collect();
        self.send_with(Command::PredictPhotos { job: BATCH, names, refused: Vec::new() }, attached(files));
        self.found().into_iter().map(|(photo, _)| photo).collect()
    }

    /// The photos last reported as found.
    fn found(&self) -> Vec<(BatchItemId, String)> {
        self.last(|event| match event {
            Event::BatchFound { photos } => Some(photos.clone()),
            _ => None,
        })
        .expect("something was found")
    }

    /// The latest answer for each photo.
    fn answers(&self) -> BTreeMap<BatchItemId, BatchAnswer> {
        let answers = self.all(|event| match event {
            Event::BatchAnswered { photos } => Some(photos.clone()),
            _ => None,
        });
        answers.concat().into_iter().collect()
    }

    fn refusals(&self) -> BTreeMap<BatchItemId, String> {
        let refusals = self.all(|event| match event {
            Event::BatchRefused { photo, message } => Some((*photo, message.text())),
            _ => None,
        });
        refusals.into_iter().collect()
    }

    /// The project's ids of photos that were added from the batch.
    fn became(&self) -> BTreeMap<BatchItemId, PhotoId> {
        let became = self.all(|event| match event {
            Event::BatchAdded { photos } => Some(photos.clone()),
            _ => None,
        });
        became.concat().into_iter().collect()
    }

    fn predict(&mut self, name: &str) -> Prediction {
        let job = self.new_job();
        let files = vec![(name.to_owned(), fixtures::bytes(name))];
        self.send_with(Command::Predict { job, name: name.to_owned(), live: false }, attached(files));
        self.last(|event| match event {
            Event::Predicted { job: of, prediction } if *of == job => Some(prediction.clone()),
            _ => None,
        })
        .expect("an answer")
    }

    fn class(&self, name: &str) -> ClassId {
        self.last(|event| match event {
            Event::ClassesChanged { classes } => {
                Some(classes.iter().find(|class| class.name == name).map(|class| class.id))
            }
            _ => None,
        })
        .flatten()
        .expect("the class exists")
    }

    /// The number of photos in the latest training.
    fn trained_on(&self) -> u32 {
        self.last(|event| match event {
            Event::Trained { report, .. } => Some(report.photos),
            _ => None,
        })
        .expect("a training ended")
    }

    fn summary(&self, job: JobId) -> ImportSummary {
        self.summary_of(job).expect("the import ended")
    }

    fn summary_of(&self, job: JobId) -> Option<ImportSummary> {
        self.last(|event| match event {
            Event::ImportFinished { job: of, summary } if *of == job => Some(*summary),
            _ => None,
        })
    }

    fn last<T>(&self, pick: impl Fn(&Event) -> Option<T>) -> Option<T> {
        self.log.borrow().iter().rev().find_map(|(event, _)| pick(event))
    }

    fn all<T>(&self, pick: impl Fn(&Event) -> Option<T>) -> Vec<T> {
        self.log.borrow().iter().filter_map(|(event, _)| pick(event)).collect()
    }
}

fn attached(files: Files) -> Vec<Attachment> {
    let photo = |(name, bytes)| Attachment::Photo(Box::new(BytesSource::new(name, bytes)));
    files.into_iter().map(photo).collect()
}

fn photos(class: &str, numbers: std::ops::RangeInclusive<usize>) -> Files {
    let name = |number| format!("photos/{class}/{class}-{number:02}.jpg");
    numbers.map(name).map(|name| (name.clone(), fixtures::bytes(&name))).collect()
}

fn close(a: f32, b: f32) -> bool {
    (a - b).abs() < 1e-4
}

#[test]
fn many_photos_are_answered_as_one_by_one_and_bad_ones_get_a_sentence_each() {
    let mut page = Page::taught(6);
    let bad = ["bad/not-an-image.jpg", "bad/truncated.jpg", "bad/zero-bytes.jpg", "bad/huge.png"];
    let mut files: Files = Vec::new();
    for (number, class) in ["cat", "coffee", "rocket"].into_iter().enumerate() {
        files.extend(photos(class, 9..=11));
        files.push((bad[number].to_owned(), fixtures::bytes(bad[number])));
    }
    files.push((bad[3].to_owned(), fixtures::bytes(bad[3])));
    let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
    let places = page.try_out(files);
    page.work();
    let (answers, refusals) = (page.answers(), page.refusals());
    assert_eq!((answers.len(), refusals.len()), (9, 4));
    for (place, name) in places.iter().zip(&names) {
        if name.starts_with("bad/") {
            assert!(refusals[place].ends_with('.') && refusals[place].len() > 10, "{}", refusals[place]);
            continue;
        }
        let (answer, alone) = (answers[place].clone(), page.predict(name));
        assert_eq!(answer.classes.len(), 2);
        for (many, one) in answer.classes.iter().zip(&alone.classes) {
            assert!(many.0 == one.0 && close(many.1, one.1), "{name}: {answer:?} {alone:?}");
        }
        assert!(close(answer.unknown.expect("known"), alone.unknown.expect("known")), "{name}");
        let (seen, alone) = (answer.pretrained.expect("an answer"), &alone.pretrained[0]);
        assert!(seen.0 == alone.0 && close(seen.1, alone.1), "{name}");
    }
    let told = page.last(|event| match event {
        Event::BatchProgress { done, total, .. } => Some((*done, *total)),
        _ => None,
    });
    assert_eq!(told, Some((13, 13)));
    page.send(Command::ReadBatchThumbnails { photos: vec![places[0], places[3], places[4]] });
    let log = page.log.borrow();
    let (event, thumbnails) = log.last().expect("an event");
    // The second of the three could not be read.
    assert_eq!(*event, Event::BatchThumbnails { photos: vec![places[0], places[4]] });
    assert!(thumbnails.iter().all(|jpeg| jpeg.starts_with(&[0xff, 0xd8]) && jpeg.len() < 12_000));
}

#[test]
fn another_training_answers_again_as_if_the_photos_were_new() {
    let mut page = Page::taught(4);
    let files: Files =
        ["cat", "coffee", "rocket"].into_iter().flat_map(|class| photos(class, 9..=12)).collect();
    let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
    let places = page.try_out(files);
    page.work();
    let before = page.answers();
    let cat = page.class("cat");
    page.log.borrow_mut().clear();
    page.add("coffee", photos("coffee", 5..=8));
    page.work();
    let after = page.answers();
    assert_eq!(after.len(), 12, "all of them");
    assert!(places.iter().any(|place| before[place].classes != after[place].classes));
    let compare = |page: &mut Page, what: &str| {
        let answers = page.answers();
        for (place, name) in places.iter().zip(&names) {
            let (answer, alone) = (&answers[place], page.predict(name));
            assert!(close(answer.classes[0].1, alone.classes[0].1), "{what}: {name}");
            assert!(close(answer.unknown.expect("known"), alone.unknown.expect("known")), "{what}: {name}");
        }
    };
    compare(&mut page, "photos came");
    // Neighbours disappear, and return.
    page.send(Command::DeleteClass { class: cat });
    page.work();
    compare(&mut page, "photos went");
    page.send(Command::Undo);
    page.work();
    compare(&mut page, "photos came back");
}

#[test]
fn photos_are_taken_in_where_the_person_says_in_one_change_that_embeds_nothing() {
    let mut page = Page::taught(3);
    let mut files: Files = photos("cat", 9..=10).into_iter().chain(photos("rocket", 9..=10)).collect();
    // One is already in the project.
    files.extend(photos("coffee", 1..=1));
    let places = page.try_out(files);
    page.work();
    let (cat, rocket) = (page.class("cat"), page.class("rocket"));
    let job = page.new_job();
    let mut wanted: Vec<(BatchItemId, ClassId)> = places[..2].iter().map(|place| (*place, cat)).collect();
    wanted.extend(places[2..].iter().map(|place| (*place, rocket)));
    let answered = page.answers();
    let shown = page.predict("photos/cat/cat-09.jpg").classes[0].1;
    assert!(close(answered[&places[0]].classes[0].1, shown));
    page.send(Command::AddBatchPhotos { job, photos: wanted });
    page.work();
    assert_eq!(page.summary(job), ImportSummary { added: 4, duplicates: 1, refused: 0, cancelled: false });
    assert_eq!(page.trained_on(), 13);
    let became = page.became();
    assert_eq!(became.keys().copied().collect::<Vec<_>>(), places);
    let added = page.all(|event| match event {
        Event::PhotosAdded { job: Some(of), photos } if *of == job => Some(photos.clone()),
        _ => None,
    });
    for photo in added.concat() {
        let place = became.iter().find(|(_, became)| **became == photo.id).map(|(place, _)| *place);
        let place = places.iter().position(|of| Some(*of) == place).expect("it was tried");
        assert_eq!(photo.class, if place < 2 { cat } else { rocket });
    }
    // It is one change: an undo removes all four, and the photo that was there before stays.
    page.send(Command::Undo);
    page.work();
    let removed = page.last(|event| match event {
        Event::PhotosRemoved { photos } => Some(photos.iter().copied().collect::<BTreeSet<_>>()),
        _ => None,
    });
    let new: BTreeSet<PhotoId> = places[..4].iter().map(|place| became[place]).collect();
    assert_eq!(removed, Some(new));
    assert_eq!(page.trained_on(), 9);
}

#[test]
fn a_tried_photo_comes_with_the_notes_that_it_gets_when_it_is_added() {
    let mut page = Page::taught(2);
    let names =
        ["animated.gif", "alpha.png", "cmyk.jpg", "sixteen-bit.png", "wrong-extension.jpg", "grey.jpg"];
    let names = names.map(|name| format!("bad/{name}"));
    let files = || names.iter().map(|name| (name.clone(), fixtures::bytes(name))).collect::<Files>();
    let places = page.try_out(files());
    page.work();
    let answers = page.answers();
    let alone: Vec<Vec<Message>> = names.iter().map(|name| page.predict(name).notes).collect();
    page.add("cat", files());
    page.work();
    let told = page.all(|event| match event {
        Event::Notice { level: NoticeLevel::Note, photo: Some(photo), message, .. } => {
            Some((photo.clone(), message.clone()))
        }
        _ => None,
    });
    for ((name, place), alone) in names.iter().zip(&places).zip(alone) {
        let told: Vec<Message> =
            told.iter().filter(|(of, _)| name.ends_with(of.as_str())).map(|(_, note)| note.clone()).collect();
        assert_eq!(answers[place].notes, told, "{name}");
        assert_eq!(alone, told, "{name}");
        assert_eq!(told.is_empty(), name.ends_with("grey.jpg"), "{name}");
    }
    // They stay with the answers of later heads.
    page.work();
    assert_eq!(page.answers()[&places[0]].notes, answers[&places[0]].notes);
}

#[test]
fn an_answer_is_marked_as_learned_for_as_long_as_the_head_that_gave_it_has_learned_the_photo() {
    let mut page = Page::taught(3);
    let new = photos("cat", 9..=9).remove(0);
    let place = page.try_out(vec![new.clone()])[0];
    page.work();
    let learned = |page: &mut Page| (page.answers()[&place].learned, page.predict(&new.0).learned);
    assert_eq!(learned(&mut page), (false, false));
    let (cat, job) = (page.class("cat"), page.new_job());
    page.send(Command::AddBatchPhotos { job, photos: vec![(place, cat)] });
    while page.summary_of(job).is_none() {
        page.step();
    }
    assert_eq!(learned(&mut page), (false, false), "it is in the project, but no head has seen it");
    page.work();
    assert_eq!(learned(&mut page), (true, true));
    // It is taken back, and the head that has learned it still answers.
    page.send(Command::Undo);
    assert_eq!(learned(&mut page), (true, true));
    page.work();
    assert_eq!(learned(&mut page), (false, false));
}

#[test]
fn a_photo_of_the_project_is_recognised_by_what_its_file_holds() {
    let mut page = Page::taught(3);
    // Under another name, like a photo that is dropped again from another folder.
    let known = ("copy.jpg".to_owned(), fixtures::bytes("photos/cat/cat-02.jpg"));
    let new = photos("cat", 9..=9).remove(0);
    let places = page.try_out(vec![known, new.clone()]);
    page.work();
    let answers = page.answers();
    let project = page.all(|event| match event {
        Event::PhotosAdded { photos, .. } => Some(photos.clone()),
        _ => None,
    });
    let info = project.concat().into_iter().find(|info| info.name == "cat-02.jpg").expect("it was added");
    assert_eq!((answers[&places[0]].same, answers[&places[1]].same), (Some(info.id), None));
    assert_eq!(page.predict("photos/cat/cat-02.jpg").same, Some(info.id));
    assert_eq!(page.predict(&new.0).same, None);
    // Once the other one is added too, both answers know.
    page.add("cat", vec![new.clone()]);
    page.work();
    let added = page.answers()[&places[1]].same.expect("it is in the project");
    assert_eq!(page.predict(&new.0).same, Some(added));
}

#[test]
fn answers_know_what_the_project_holds_even_without_a_classifier() {
    let mut page = Page::new();
    let new = photos("cat", 9..=9).remove(0);
    let place = page.try_out(vec![new.clone()])[0];
    page.work();
    assert_eq!(page.answers()[&place].same, None);
    // One class is no classifier.
    page.add("cat", vec![new.clone()]);
    page.work();
    assert!(page.answers()[&place].same.is_some());
    page.add("coffee", photos("coffee", 1..=3));
    page.work();
    assert_eq!(page.answers()[&place].classes.len(), 2);
    let coffee = page.class("coffee");
    page.send(Command::DeleteClass { class: coffee });
    page.work();
    let answer = page.answers()[&place].clone();
    assert!(
        answer.classes.is_empty() && answer.same.is_some(),
        "the classifier is gone, and so is its answer"
    );
}

#[test]
fn features_of_photos_that_are_taken_in_are_those_that_an_import_makes() {
    let new = photos("cat", 9..=12);
    let mut one = Page::taught(3);
    let places = one.try_out(new.clone());
    one.work();
    let (cat, job) = (one.class("cat"), one.new_job());
    one.send(Command::AddBatchPhotos { job, photos: places.iter().map(|place| (*place, cat)).collect() });
    one.work();
    let mut other = Page::taught(3);
    other.add("cat", new);
    other.work();
    assert_eq!((one.trained_on(), other.trained_on()), (13, 13));
    for name in ["held-back/cat-1.jpg", "held-back/rocket-1.jpg"] {
        let (one, other) = (one.predict(name), other.predict(name));
        for (a, b) in one.classes.iter().zip(&other.classes) {
            assert!(a.0 == b.0 && close(a.1, b.1));
        }
    }
}

#[test]
fn a_cancel_keeps_what_is_answered_and_a_wish_in_between_does_not_wait() {
    let mut page = Page::taught(2);
    let places = page.try_out(photos("rocket", 1..=12));
    while page.answers().is_empty() {
        page.step();
    }
    let answered = page.answers().len();
    assert!(answered < 12, "{answered}");
    assert_eq!(page.predict("held-back/cat-1.jpg").classes.len(), 3);
    page.send(Command::Cancel { job: BATCH });
    assert!(page.last(|event| matches!(event, Event::BatchCancelled).then_some(())).is_some());
    page.work();
    assert_eq!(page.answers().len(), answered);
    // The remaining photos are answered again, and more can be added.
    let more = page.try_out(photos("cat", 11..=12));
    assert!(more[0] > places[11], "places are never given twice");
    page.work();
    assert_eq!(page.answers().len(), answered + 2);
    page.send(Command::DiscardBatch);
    page.log.borrow_mut().clear();
    page.send(Command::Train);
    page.work();
    assert!(page.answers().is_empty());
}

#[test]
fn what_is_in_an_archive_is_tried_under_its_path_and_what_is_refused_is_listed_with_it() {
    let mut page = Page::taught(2);
    let bytes = fixtures::bytes("archives/class-folders.zip");
    let size = bytes.len() as u64;
    let file = Attachment::File(Box::new(Cursor::new(bytes)), size);
    let name = "trip/class-folders.zip".to_owned();
    page.send_with(Command::PredictArchive { job: BATCH, name }, vec![file]);
    let found = page.found();
    assert_eq!(found.len(), 10);
    assert!(
        found.iter().any(|(_, path)| path == "trip/class-folders.zip/photos/cat/cat-01.jpg"),
        "{found:?}"
    );
    let (text, path) = &found[9];
    assert_eq!(path, "trip/class-folders.zip/photos/read me.txt");
    assert_eq!(page.refusals()[text], "is not a photo: its name ends in “.txt”.");
    page.work();
    assert_eq!((page.answers().len(), page.refusals().len()), (9, 1));
    let done = |page: &Page| {
        page.last(|event| match event {
            Event::BatchProgress { done, total, .. } => Some((*done, *total)),
            _ => None,
        })
    };
    assert_eq!(done(&page), Some((10, 10)));
    let text = b"no archive".to_vec();
    let file = Attachment::File(Box::new(Cursor::new(text)), 10);
    page.send_with(Command::PredictArchive { job: BATCH, name: "notes.zip".to_owned() }, vec![file]);
    let (archive, path) = page.found().remove(0);
    assert_eq!(path, "notes.zip");
    assert!(page.refusals()[&archive].starts_with("is not a ZIP archive."));
    assert_eq!(done(&page), Some((11, 11)));
    // What the page itself could not open is listed like any other file.
    let refused = vec![("gone.jpg".to_owned(), Message::verbatim("cannot be read."))];
    page.send(Command::PredictPhotos { job: BATCH, names: Vec::new(), refused });
    let (gone, path) = page.found().remove(0);
    assert_eq!((path.as_str(), page.refusals()[&gone].as_str()), ("gone.jpg", "cannot be read."));
}

#[test]
fn label_files_in_an_archive_are_told_when_its_photos_are_tried() {
    let mut page = Page::taught(2);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in
        [("cats/1.jpg", fixtures::bytes("photos/cat/cat-01.jpg")), ("labels.csv", vec![b'a'])]
    {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a path");
        std::io::Write::write_all(&mut writer, &bytes).expect("memory");
    }
    let bytes = writer.finish().expect("memory").into_inner();
    let size = bytes.len() as u64;
    let file = Attachment::File(Box::new(Cursor::new(bytes)), size);
    page.send_with(Command::PredictArchive { job: BATCH, name: "cats.zip".to_owned() }, vec![file]);
    let told = page.last(|event| match event {
        Event::Notice { message, .. } => Some(message.text()),
        _ => None,
    });
    assert_eq!(told.as_deref(), Some("holds 1 label file, which is not read: folders name the classes."));
}

#[test]
fn a_zip_of_tried_photos_tells_nothing_but_when_they_were_taken() {
    let mut page = Page::taught(2);
    let mut files = photos("cat", 9..=10);
    for (_, bytes) in &mut files {
        *bytes = camera::jpeg(bytes, 1);
    }
    assert!(camera::tells(&files[0].1));
    let places = page.try_out(files);
    page.work();
    let job = page.new_job();
    let photos = places.into_iter().map(|place| (place, "cat".to_owned())).collect();
    page.send(Command::ExportBatch { job, name: "sorted".to_owned(), photos });
    page.work();
    let log = page.log.borrow();
    let file = log.iter().find_map(|(event, bytes)| match event {
        Event::TransferEnded { job: of, .. } if *of == job => Some(bytes[0].clone()),
        _ => None,
    });
    let file = file.expect("it ended");
    assert!(!camera::tells(&file));
    let mut archive = Archive::open(Cursor::new(file), "sorted.zip").expect("a zip");
    for index in 0..2 {
        let taken = archive.photos()[index].provenance.taken.map(|taken| taken.seconds);
        assert_eq!(taken, Some(camera::TAKEN / 2 * 2), "ZIP counts in steps of two seconds");
        assert!(handlens_vision::photo::decode("a.jpg", archive.read(index).expect("a photo")).is_ok());
    }
}

#[test]
fn a_zip_has_the_files_as_they_are_in_the_folders_that_were_asked_for() {
    let mut page = Page::taught(2);
    let mut files = photos("cat", 9..=10);
    // Two with the same name from two folders, and one that goes to “None of these”.
    files[0].0 = "2020/a.jpg".to_owned();
    files[1].0 = "2021/a.jpg".to_owned();
    files.extend(photos("rocket", 9..=9));
    let contents: Vec<Vec<u8>> = files.iter().map(|(_, bytes)| bytes.clone()).collect();
    let places = page.try_out(files);
    page.work();
    let job = page.new_job();
    let folders = ["cat", "cat", "None of these"].map(str::to_owned);
    let photos = places.iter().copied().zip(folders).collect();
    page.send(Command::ExportBatch { job, name: "sorted".to_owned(), photos });
    page.work();
    let log = page.log.borrow();
    let (outcome, bytes) = log
        .iter()
        .find_map(|(event, bytes)| match event {
            Event::TransferEnded { job: of, outcome } if *of == job => Some((outcome.clone(), bytes.clone())),
            _ => None,
        })
        .expect("it ended");
    assert_eq!(outcome, TransferOutcome::File { name: "sorted.zip".to_owned(), path: None });
    let mut archive = Archive::open(Cursor::new(bytes[0].clone()), "sorted.zip").expect("a zip");
    let listed: Vec<(String, Option<String>)> =
        archive.photos().iter().map(|photo| (photo.name.clone(), photo.class.clone())).collect();
    let named = |name: &str, class: &str| (name.to_owned(), Some(class.to_owned()));
    assert_eq!(
        listed,
        [named("a.jpg", "cat"), named("a (2).jpg", "cat"), named("rocket-09.jpg", "None of these")]
    );
    for (index, content) in contents.iter().enumerate() {
        assert_eq!(archive.read(index).as_ref(), Ok(content));
    }
}
