//! The worker's main program: starts up, listens for commands, and works in slices.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::queue::{Queue, QueueItem};
use super::store::WebStore;
use super::{assets, device_cache, panic, remote_embedder, transport};
use handlens_backbone::device;
use handlens_backbone::gpu;
use handlens_browser::decode::BlobSource;
use handlens_browser::event_loop::EventLoop;
use handlens_browser::{clock, event_loop};
use handlens_core::log;
use handlens_core::message::Message;
use handlens_core::protocol::{Command, DevicePreference, Event, NoticeLevel};
use handlens_core::{Error, Result, msg};
use handlens_engine::session::{Engine, Platform};
use handlens_engine::workspace::Workspace;

/// Starts the worker and returns. From then on messages drive it, until the page terminates it.
pub fn run() {
    panic::install_hook();
    spawn_local(async {
        if let Err(error) = Box::pin(live()).await {
            panic::die(sentence(&error));
        }
    });
}

/// Opens a project, loads the model, and works until the page terminates the worker.
async fn live() -> Result<()> {
    let queue = Rc::new(Queue::default());
    let incoming = Rc::clone(&queue);
    transport::listen(move |message| match message {
        Ok((command, attachments)) => incoming.push(QueueItem::Command(command, attachments)),
        Err(error) => post(failure(sentence(&error)), Vec::new()),
    })?;
    post(Event::Started, Vec::new());
    let incoming = Rc::clone(&queue);
    let store = WebStore::open(move |project| incoming.push(QueueItem::Taken(project)));
    let is_start = |incoming: &QueueItem| matches!(incoming, QueueItem::Command(Command::Start { .. }, _));
    let (store, start) = event_loop::both(store, queue.next_of(is_start)).await;
    let QueueItem::Command(Command::Start { device, fail_self_test, log, project, unnamed, left_page }, _) =
        start
    else {
        return Err(Error::request(msg!("worker-without-task")));
    };
    log::install(log, |level, line| post(Event::Logged { level, line }, Vec::new()));
    let platform = Platform {
        post: Rc::new(post),
        clock: clock::now_ms,
        date: clock::date_ms,
        wait: |milliseconds| Box::pin(event_loop::delay_ms(milliseconds as i32)),
        photo: |name, bytes| BlobSource::of_bytes(&name, &bytes),
        pool: remote_embedder::pool,
    };
    // Opening the project mostly waits for the disk, so the model loads at the same time.
    let (incoming, services) = (Rc::clone(&queue), platform.clone());
    spawn_local(async move {
        let engine = Box::pin(load(device, fail_self_test, &services)).await;
        incoming.push(QueueItem::Engine(engine.map(Box::new)));
    });
    let mut workspace = Workspace::new(store, platform);
    workspace.set_left_page(left_page);
    workspace.begin(project, unnamed).await;

    // Handle what needs no model: people can see and sort their photos while it loads.
    let engine = loop {
        match queue.next_of(QueueItem::needs_no_model).await {
            QueueItem::Command(command, attachments) => workspace.handle(command, attachments).await,
            QueueItem::Taken(project) => workspace.close_taken(&project).await,
            QueueItem::Engine(engine) => break *engine?,
        }
    };
    workspace.set_engine(engine);
    if let Some(benchmark) = workspace.benchmark() {
        device_cache::write(benchmark).await;
    }
    serve(&queue, &mut workspace).await
}

/// Loads the model onto its device. A GPU is opened, and compiles the network's shaders, while the weights arrive.
async fn load(device: DevicePreference, fail_self_test: bool, platform: &Platform) -> Result<Engine> {
    let device = async {
        let ready = device::open(device, device_cache::read().await).await;
        if ready.report.gpu {
            gpu::compile(ready.precision);
        }
        ready
    };
    let (assets, ready) = event_loop::both(assets::load(), device).await;
    Engine::start(assets?, ready, fail_self_test, platform).await
}

/// Handles commands as they arrive, and works in slices in between.
///
/// All waiting commands are handled before the next slice, so that a `Cancel` takes effect between two batches.
async fn serve(queue: &Queue, workspace: &mut Workspace<WebStore>) -> Result<()> {
    let turn = EventLoop::new()?;
    loop {
        let mut next = if workspace.has_work() {
            workspace.work().await;
            turn.next().await;
            queue.pop()
        } else {
            Some(queue.next().await)
        };
        while let Some(incoming) = next {
            match incoming {
                QueueItem::Command(command, attachments) => workspace.handle(command, attachments).await,
                QueueItem::Taken(project) => workspace.close_taken(&project).await,
                // The model arrived once, before this loop.
                QueueItem::Engine(_) => {}
            }
            next = queue.pop();
        }
    }
}

/// Sends an event. If that fails, the event is lost; the page then relies on the next one, or learns that the worker
/// ended.
fn post(event: Event, attachments: Vec<Vec<u8>>) {
    if let Err(error) = transport::post(event, attachments) {
        web_sys::console::error_1(&format!("{error} {:?}", error.detail()).into());
    }
}

fn failure(message: Message) -> Event {
    Event::Notice { job: None, level: NoticeLevel::Failure, photo: None, message }
}

/// An error as a sentence for the person, with its technical cause in brackets.
fn sentence(error: &Error) -> Message {
    let sentence = error.message().clone();
    match error.detail() {
        Some(detail) => msg!("with-detail", sentence = sentence, detail = detail),
        None => sentence,
    }
}
