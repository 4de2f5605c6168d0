//! Photos of several occasions: the backgrounds of each class change between them. Checks what a session reports, on
//! the CPU with the real model.

#[path = "../../../tests/fixtures/engine.rs"]
mod fixtures;

use std::cell::RefCell;
use std::io::Cursor;
use std::rc::Rc;

use handlens_backbone::device;
use handlens_core::config::{Layers, TrainConfig};
use handlens_core::message::Message;
use handlens_core::protocol::{
    Command, Event, HeldOut, JobId, OtherOccasions, Placement, ProjectId, Storage,
};
use handlens_engine::session::{Assets, Attachment, Engine, ProjectMeta, Session};
use handlens_store::project::Project;
use handlens_vision::photo::BytesSource;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

const CLASSES: [&str; 2] = ["round", "square"];
const OCCASIONS: u64 = 4;
const PHOTOS: u64 = 6;

/// A small object of a class, anywhere in front of an occasion's background.
fn scene(class: usize, background: u64, number: u64) -> Vec<u8> {
    let mut place = fastrand::Rng::with_seed(background);
    let colours: Vec<[f32; 3]> = (0..9).map(|_| [0; 3].map(|_| place.f32() * 255.0)).collect();
    let waves = [place.f32() * 0.2 + 0.02, place.f32() * 0.2 + 0.02];
    let mut random = fastrand::Rng::with_seed(1000 * background + number);
    let (x, y) = (random.f32() * 200.0 + 20.0, random.f32() * 140.0 + 20.0);
    let light = 0.8 + 0.4 * random.f32();
    // A new viewpoint and distance each time, so that no two photos are near-duplicates.
    let (shift, zoom) = ([random.f32() * 400.0, random.f32() * 400.0], 0.6 + random.f32());
    let image = RgbImage::from_fn(240, 180, |column, row| {
        let (column, row) = (column as f32, row as f32);
        let (across, down) = (column - x, row - y);
        let inside = if class == 0 { across.hypot(down) < 9.0 } else { across.abs().max(down.abs()) < 8.0 };
        if inside {
            return Rgb([200, 200, 200]);
        }
        let wave = ((column * zoom + shift[0]) * waves[0]).sin() + ((row * zoom + shift[1]) * waves[1]).sin();
        let colour = colours[((wave + 2.0) * 2.2) as usize];
        Rgb(colour.map(|level| (level * light).clamp(0.0, 255.0) as u8))
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(image).write_to(&mut bytes, ImageFormat::Png).expect("memory");
    bytes.into_inner()
}

/// What a session reports about photos whose paths `name` makes from class and occasion.
fn judged(name: impl Fn(&str, u64) -> String) -> (HeldOut, OtherOccasions) {
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
    session.set_engine(pollster::block_on(engine).expect("the model loads")).expect("the project is read");
    let train = TrainConfig { layers: Layers::Head, ..TrainConfig::default() };
    pollster::block_on(session.handle(Command::Configure { train }, Vec::new()));
    for (class, called) in CLASSES.iter().enumerate() {
        let (mut names, mut photos) = (Vec::new(), Vec::new());
        for occasion in 0..OCCASIONS {
            for number in 0..PHOTOS {
                // Each class has its own places, so the background reveals the class until the occasion changes.
                let bytes = scene(class, 2 * occasion + class as u64, number);
                let name = format!("{}/{number}.png", name(called, occasion));
                photos.push(Attachment::Photo(Box::new(BytesSource::new(name.clone(), bytes))));
                names.push(name);
            }
        }
        let (job, into) = (JobId(class as u32), Placement::Named((*called).to_owned()));
        let command = Command::AddPhotos { job, into, names, last: true };
        pollster::block_on(session.handle(command, photos));
    }
    while session.has_work() {
        pollster::block_on(session.work());
    }
    let log = log.borrow();
    let report = log.iter().rev().find_map(|event| match event {
        Event::Trained { report, .. } => report.held_out.clone(),
        _ => None,
    });
    let occasions = log.iter().rev().find_map(|event| match event {
        Event::OtherOccasions { judged } => Some(*judged),
        _ => None,
    });
    (report.expect("held-out results"), occasions.expect("it is told in any case"))
}

#[test]
fn where_each_occasion_has_its_background_the_figure_for_other_occasions_is_lower() {
    let (held_out, occasions) = judged(|class, occasion| format!("{class}/day {occasion} of {class}"));
    assert_eq!(occasions.judged, CLASSES.len() as u32 * (OCCASIONS * PHOTOS) as u32);
    assert_eq!(occasions.occasions, CLASSES.len() as u32 * OCCASIONS as u32);
    let accuracy = occasions.accuracy().expect("they were judged");
    assert!(accuracy < held_out.accuracy - 0.1, "{} and {accuracy}", held_out.accuracy);
}

#[test]
fn where_nothing_tells_occasions_apart_nothing_is_said_of_others() {
    let (_, occasions) = judged(|class, _| class.to_owned());
    assert_eq!((occasions, occasions.accuracy()), (OtherOccasions::default(), None));
}
