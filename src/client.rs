//! The page's side of the worker: sends commands, applies events to [`AppState`], and replaces a worker that has
//! crashed.
//!
//! The client lives as long as the page. Its background tasks use only the client itself and the page's state, never a
//! signal of a view, which might have been disposed of by then (leptos-rs/leptos#4391).

mod batch;
mod inbox;
mod port;
mod projects;

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::state::AppState;
use super::state::answers::Answer;
use super::state::imports::DeliveryId;
use super::state::integrity::IntegrityCheck;
use super::{early_prediction, routing, scheduling, storage_quota};
use handlens_core::labelling::{Decision, Overview};
use handlens_core::log::LogLevel;
use handlens_core::message::{Message, Value};
use handlens_core::msg;
use handlens_core::protocol::{
    BatchItemId, Command, DevicePreference, ImportSummary, JobId, PhotoId, Placement, Scope, Storage,
};
use handlens_i18n::t;
use inbox::Inbox;
pub(crate) use port::Attachments;
use port::Port;

/// Crashes within a minute after which the worker is no longer restarted automatically.
const CRASHES: usize = 3;
const MINUTE_MILLISECONDS: f64 = 60_000.0;
/// How often the progress of a starting worker is checked, in milliseconds. A worker without progress between two
/// checks is reported as slow; a slow phone compiles the worker's program in less.
const START_MILLISECONDS: i32 = 15_000;
/// Media types that every browser can show. For any other photo the worker sends a picture: Chromium requests a file
/// that it cannot show a second time, in a way that the page's policy refuses.
const EVERY_BROWSER_SHOWS: [&str; 5] = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp"];
/// Thumbnails requested by one command.
const THUMBNAILS: usize = 50;
/// How long thumbnail requests are collected before they are sent, in milliseconds: scrolling brings many rows at once.
const GATHER_MILLISECONDS: i32 = 30;

/// A handle to the worker, cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Client {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    state: RwSignal<AppState>,
}

/// What the address of the page asks of the worker.
#[derive(Clone, Copy)]
pub(crate) struct Options {
    pub(crate) device: DevicePreference,
    /// See [`Command::Start`].
    pub(crate) fail_self_test: bool,
    pub(crate) log: LogLevel,
}

/// Continues an import once it is decided which folders are the classes.
type Continuation = Box<dyn FnOnce(Decision)>;

struct Inner {
    options: Options,
    port: RefCell<Option<Port>>,
    /// How many workers have been started.
    starts: Cell<u32>,
    started: Cell<bool>,
    /// Commands that wait until the worker has started, or until a project is open.
    waiting: RefCell<Vec<(Command, Attachments)>>,
    inbox: Inbox,
    next_job: Cell<u32>,
    /// Counts the projects that were left, so that work begun in one does not continue in another.
    project_epoch: Cell<u32>,
    /// Whether the browser was asked for persistent storage.
    asked_for_persistence: Cell<bool>,
    imports: RefCell<HashSet<JobId>>,
    /// Imports that wait for the person to decide.
    undecided: RefCell<HashMap<JobId, Continuation>>,
    crashes: RefCell<Vec<f64>>,
    /// Photos with an answer of their own, kept so that they can be asked about again.
    photos: RefCell<HashMap<JobId, web_sys::Blob>>,
    /// Batch prediction: what was sent. The attachments are file handles.
    batch_files: RefCell<Vec<(batch::BatchFiles, Attachments)>>,
    wanted: RefCell<Vec<PhotoId>>,
    requested: RefCell<HashSet<PhotoId>>,
    /// Batch items whose thumbnails have been requested and have not arrived.
    requested_batch: RefCell<HashSet<BatchItemId>>,
}

impl Client {
    /// Starts the worker.
    pub(crate) fn start(state: RwSignal<AppState>, options: Options) -> Self {
        let inner = Inner {
            options,
            port: RefCell::default(),
            starts: Cell::new(0),
            started: Cell::new(false),
            waiting: RefCell::default(),
            inbox: Inbox::default(),
            next_job: Cell::new(1),
            project_epoch: Cell::new(0),
            asked_for_persistence: Cell::new(false),
            imports: RefCell::default(),
            undecided: RefCell::default(),
            crashes: RefCell::default(),
            photos: RefCell::default(),
            batch_files: RefCell::default(),
            wanted: RefCell::default(),
            requested: RefCell::default(),
            requested_batch: RefCell::default(),
        };
        let client = Self { inner: StoredValue::new_local(Rc::new(inner)), state };
        client.spawn();
        client
    }

    /// Sends a command now, or as soon as the worker has started and the project that the command needs is open.
    pub(crate) fn send(self, command: Command) {
        self.send_with(command, Attachments::default());
    }

    /// Like [`send`](Self::send), with attachments.
    pub(crate) fn send_with(self, command: Command, attachments: Attachments) {
        let inner = self.inner.get_value();
        let (open, opening) =
            self.state.with_untracked(|state| (state.projects.is_open(), state.projects.is_opening()));
        let about_project = command.scope() == Scope::OpenProject;
        if !inner.started.get() || (about_project && !open) {
            if opening || !about_project {
                inner.waiting.borrow_mut().push((command, attachments));
            }
            return;
        }
        let sent = match &*inner.port.borrow() {
            Some(port) => port.post(&command, &attachments),
            None => Ok(()),
        };
        if sent.is_err() {
            self.state.update(|state| state.messages.alert(msg!("command-not-sent")));
        }
    }

    fn new_job(&self) -> JobId {
        let inner = self.inner.get_value();
        let job = inner.next_job.get();
        inner.next_job.set(job + 1);
        JobId(job)
    }

    /// Begins an import. Imports of one delivery are reported together.
    pub(crate) fn begin_import(self, delivery: Option<DeliveryId>) -> JobId {
        let job = self.new_job();
        if let Some(delivery) = delivery {
            self.state.update(|state| state.imports.join(delivery, job));
        }
        self.inner.get_value().imports.borrow_mut().insert(job);
        job
    }

    /// Sends photos of an import. Returns false if the import was cancelled or interrupted: send no more then.
    pub(crate) fn add_photos(
        self,
        job: JobId,
        into: Placement,
        names: Vec<String>,
        attachments: Attachments,
        last: bool,
    ) -> bool {
        let inner = self.inner.get_value();
        if !inner.imports.borrow().contains(&job) {
            return false;
        }
        self.state.update(|state| state.imports.found(job, names.len() as u32));
        self.send_with(Command::AddPhotos { job, into, names, last }, attachments);
        if last {
            inner.imports.borrow_mut().remove(&job);
        }
        true
    }

    /// Sends an archive, as an import of its own.
    pub(crate) fn add_archive(
        self,
        delivery: DeliveryId,
        into: Placement,
        name: String,
        archive: &web_sys::Blob,
    ) {
        let job = self.new_job();
        self.state.update(|state| {
            state.imports.join(delivery, job);
            state.imports.found_archive(job, name.clone(), into.clone());
        });
        self.send_with(Command::AddArchive { job, into, name }, Attachments::of(archive));
    }

    /// Asks which folders of an import are the classes, where the page itself gathered the files. `go_on` is dropped if
    /// the person cancels the import or something interrupts it.
    pub(crate) fn ask(
        self,
        job: JobId,
        into: Placement,
        overview: Overview,
        go_on: impl FnOnce(Decision) + 'static,
    ) {
        self.inner.get_value().undecided.borrow_mut().insert(job, Box::new(go_on));
        self.state.update(|state| {
            state.imports.ask(job, overview);
            if let Some(import) = state.imports.find(job) {
                import.into = Some(into);
            }
        });
    }

    /// Answers which folders of an import are the classes.
    pub(crate) fn decide(self, job: JobId, decision: Decision) {
        let undecided = self.inner.get_value().undecided.borrow_mut().remove(&job);
        self.state.update(|state| {
            if let Some(import) = state.imports.find(job) {
                import.undecided = None;
            }
        });
        match undecided {
            Some(go_on) => go_on(decision),
            None => self.send(Command::Decide { job, decision }),
        }
    }

    /// Number of projects left so far. Work that was begun for a project must stop when this changes.
    pub(crate) fn project_epoch(self) -> u32 {
        self.inner.get_value().project_epoch.get()
    }

    pub(crate) fn cancel(self, job: JobId) {
        let inner = self.inner.get_value();
        inner.imports.borrow_mut().remove(&job);
        // The worker does not know of an import whose folders the page still asks about.
        if inner.undecided.borrow_mut().remove(&job).is_some() {
            let summary = ImportSummary { cancelled: true, ..ImportSummary::default() };
            self.state.update(|state| {
                if let Some(outcome) = state.imports.finish(job, summary) {
                    state.messages.tell_outcome(outcome);
                }
            });
            return;
        }
        self.state.update(|state| {
            if let Some(import) = state.imports.find(job) {
                import.cancelling = true;
                import.undecided = None;
            }
        });
        // Queued behind the import's waiting photos, so that the worker does not meet them after the cancellation.
        let waits = inner.waiting.borrow().iter().any(|(command, _)| command.job() == Some(job));
        if waits {
            inner.waiting.borrow_mut().push((Command::Cancel { job }, Attachments::default()));
        } else {
            self.send(Command::Cancel { job });
        }
    }

    /// Asks what a photo shows.
    pub(crate) fn predict(self, name: String, photo: &web_sys::Blob) {
        let job = self.new_job();
        // A photo without a picture still gets its answer.
        let shows = EVERY_BROWSER_SHOWS.contains(&photo.type_().as_str());
        let picture = shows.then(|| web_sys::Url::create_object_url_with_blob(photo).ok()).flatten();
        let gone =
            self.state.try_update(|state| state.answers.ask(job, name.clone(), picture)).unwrap_or_default();
        self.forget_photos(gone);
        let inner = self.inner.get_value();
        inner.photos.borrow_mut().insert(job, photo.clone());
        self.send_with(Command::Predict { job, name, live: false }, Attachments::of(photo));
        if !self.state.with_untracked(AppState::is_ready) {
            early_prediction::ask(self.state, job, photo.clone());
        }
    }

    /// Asks about a photo again, for example after another training.
    pub(crate) fn predict_again(self, job: JobId) {
        let photo = self.inner.get_value().photos.borrow().get(&job).cloned();
        let name =
            self.state.with_untracked(|state| state.answers.find(job).map(|answer| answer.name.clone()));
        if let (Some(photo), Some(name)) = (photo, name) {
            self.state.update(|state| state.answers.ask_again(job));
            self.send_with(Command::Predict { job, name, live: false }, Attachments::of(&photo));
        }
    }

    /// Asks which regions of a photo support its answer.
    pub(crate) fn explain(self, job: JobId) {
        let photo = self.inner.get_value().photos.borrow().get(&job).cloned();
        let name =
            self.state.with_untracked(|state| state.answers.find(job).map(|answer| answer.name.clone()));
        if let (Some(photo), Some(name)) = (photo, name) {
            self.state.update(|state| state.answers.ask_why(job));
            self.send_with(Command::Explain { job, name }, Attachments::of(&photo));
        }
    }

    /// Checks that the pretrained model still answers as it did when it was published, on photos of the project.
    pub(crate) fn check_integrity(self) {
        self.state.update(|state| state.integrity = Some(IntegrityCheck::default()));
        self.send(Command::CheckIntegrity);
    }

    pub(crate) fn clear_answers(self) {
        let gone = self.state.try_update(|state| state.answers.clear()).unwrap_or_default();
        self.forget_photos(gone);
    }

    fn forget_photos(self, gone: Vec<Answer>) {
        let inner = self.inner.get_value();
        for answer in gone {
            inner.photos.borrow_mut().remove(&answer.job);
            revoke_all(answer.addresses());
        }
    }

    /// Asks what a webcam frame shows.
    pub(crate) fn predict_frame(self, frame: &web_sys::ImageBitmap) {
        let job = self.new_job();
        self.state.update(|state| state.answers.ask_live(job));
        let name = t!("webcam-name");
        self.send_with(Command::Predict { job, name, live: true }, Attachments::transferred(frame));
    }

    /// Requests thumbnails that a grid is about to show, unless they have been requested already.
    pub(crate) fn want_thumbnails(self, photos: impl IntoIterator<Item = PhotoId>) {
        let inner = self.inner.get_value();
        let idle = inner.wanted.borrow().is_empty();
        for photo in photos {
            if inner.requested.borrow_mut().insert(photo) {
                inner.wanted.borrow_mut().push(photo);
            }
        }
        if idle && !inner.wanted.borrow().is_empty() {
            spawn_local(async move {
                scheduling::wait(GATHER_MILLISECONDS).await;
                // Photos scrolled past by now are requested when they come into view again.
                let (wanted, passed): (Vec<_>, Vec<_>) = self.state.with_untracked(|state| {
                    inner.wanted.take().into_iter().partition(|photo| state.library.is_in_sight(*photo))
                });
                for photo in passed {
                    inner.requested.borrow_mut().remove(&photo);
                }
                for photos in wanted.chunks(THUMBNAILS) {
                    self.send(Command::ReadThumbnails { photos: photos.to_vec() });
                }
            });
        }
    }

    /// Shows a photo at full size.
    pub(crate) fn open_viewer(self, photo: PhotoId) {
        let before = self.state.try_update(|state| state.open_viewer(photo)).flatten();
        revoke_all(before);
        self.send(Command::ReadPhoto { photo });
    }

    pub(crate) fn close_viewer(self) {
        let before = self.state.try_update(AppState::close_viewer).flatten();
        revoke_all(before);
    }

    fn spawn(self) {
        let inner = self.inner.get_value();
        match Port::open(move |message| self.receive(message), move |reason| self.on_crash(reason)) {
            Ok(port) => {
                *inner.port.borrow_mut() = Some(port);
                self.watch_start();
            }
            Err(_) => self.state.update(|state| {
                state.on_worker_crash(msg!("worker-impossible"));
                state.stop_worker();
            }),
        }
    }

    /// Reports a worker that does not become ready: a browser may leave one waiting for ever without an error.
    fn watch_start(self) {
        let inner = self.inner.get_value();
        let start = inner.starts.get() + 1;
        inner.starts.set(start);
        spawn_local(async move {
            let mut before = None;
            loop {
                scheduling::wait(START_MILLISECONDS).await;
                let now = self.state.with_untracked(|state| {
                    let starting = !state.is_ready() && state.worker.stopped.is_none();
                    starting.then_some((state.worker.program, state.worker.model))
                });
                if now.is_none() || inner.starts.get() != start {
                    return;
                }
                if now == before {
                    self.state.update(|state| state.worker.slow = true);
                    return;
                }
                before = now;
            }
        });
    }

    /// Replaces a worker that does not become ready.
    pub(crate) fn give_up_start(self) {
        self.on_crash(msg!("worker-not-ready"));
    }

    fn receive(self, message: JsValue) {
        let inner = self.inner.get_value();
        if inner.inbox.put(message) {
            spawn_local(self.work_off());
        }
    }

    /// Applies the events that have arrived, in slices short enough for the page to stay responsive.
    async fn work_off(self) {
        let inner = self.inner.get_value();
        loop {
            let mut released = Vec::new();
            let mut after = Vec::new();
            let end = scheduling::now() + scheduling::SLICE_MILLISECONDS;
            self.state.update(|state| {
                while scheduling::now() < end {
                    let Some(message) = inner.inbox.take() else { break };
                    let (gone, event) = inbox::apply(&message, state);
                    released.extend(gone);
                    after.extend(event);
                }
            });
            revoke_all(released);
            for event in after {
                self.follow_up(event);
            }
            if inner.inbox.rest_if_empty() {
                return;
            }
            scheduling::next_task().await;
        }
    }

    /// Does the client's own part after an event.
    fn follow_up(self, event: inbox::FollowUp) {
        let inner = self.inner.get_value();
        match event {
            inbox::FollowUp::Started => {
                inner.started.set(true);
                let project = self.state.with_untracked(|state| state.projects.to_start_with());
                let Options { device, fail_self_test, log } = inner.options;
                let unnamed = t!("name-of-first-project");
                let left_page = routing::was_left();
                self.send(Command::Start { device, fail_self_test, log, project, unnamed, left_page });
                self.send_waiting();
                self.keep(false);
            }
            inbox::FollowUp::Opened => {
                inner.requested.borrow_mut().clear();
                self.arrive();
            }
            inbox::FollowUp::Place => self.arrive(),
            inbox::FollowUp::Answered(photos) => {
                let mut requested = inner.requested.borrow_mut();
                for photo in photos {
                    requested.remove(&photo);
                }
            }
            inbox::FollowUp::AnsweredBatch(photos) => {
                let mut requested = inner.requested_batch.borrow_mut();
                for photo in photos {
                    requested.remove(&photo);
                }
            }
            inbox::FollowUp::ImportFinished(job, added) => {
                inner.imports.borrow_mut().remove(&job);
                self.keep(added);
            }
            inbox::FollowUp::TransferEnded(job, outcome, file) => self.end_transfer(job, outcome, file),
            inbox::FollowUp::Crashed(reason) => self.on_crash(reason),
        }
    }

    /// Sends the queued commands whose wait is over.
    fn send_waiting(self) {
        for (command, attachments) in self.inner.get_value().waiting.take() {
            self.send_with(command, attachments);
        }
    }

    /// Updates the storage figures; once photos have been added, also asks the browser for persistent storage.
    fn keep(self, added: bool) {
        let inner = self.inner.get_value();
        let on_device = self.state.with_untracked(|state| state.storage == Some(Storage::Device));
        let ask = added && on_device && !inner.asked_for_persistence.replace(true);
        spawn_local(async move {
            storage_quota::refresh(self.state).await;
            if ask && self.state.with_untracked(|state| state.keeping.promised == Some(false)) {
                storage_quota::ask_for_promise(self.state).await;
            }
        });
    }

    /// Cleans up after a worker that is gone and starts another. `reason`: what happened, in one or two sentences.
    pub(crate) fn on_crash(self, reason: Message) {
        // What a browser or a panic said; the other values may be names.
        let detail = reason.values().iter().find_map(|(name, value)| match value {
            Value::Text(text) if name == "detail" => Some(text),
            _ => None,
        });
        tracing::error!(key = reason.key(), ?detail, "the worker ended");
        let inner = self.inner.get_value();
        if let Some(port) = inner.port.borrow_mut().take() {
            port.terminate();
        }
        inner.started.set(false);
        inner.inbox.clear();
        inner.imports.borrow_mut().clear();
        inner.undecided.borrow_mut().clear();
        inner.wanted.borrow_mut().clear();
        inner.requested.borrow_mut().clear();
        inner.requested_batch.borrow_mut().clear();
        inner.waiting.borrow_mut().retain(|(command, _)| command.outlives_worker());
        self.state.update(|state| state.on_worker_crash(reason));
        let now = scheduling::now();
        let mut crashes = inner.crashes.borrow_mut();
        crashes.retain(|moment| now - moment < MINUTE_MILLISECONDS);
        crashes.push(now);
        if crashes.len() > CRASHES {
            self.state.update(AppState::stop_worker);
        } else {
            drop(crashes);
            self.spawn();
        }
    }

    /// Whether the worker has started and takes commands.
    pub(crate) fn is_started(self) -> bool {
        self.inner.get_value().started.get()
    }

    /// Ends the worker for good, because the page is about to delete the files that it has open.
    pub(crate) fn end(self) {
        let inner = self.inner.get_value();
        if let Some(port) = inner.port.borrow_mut().take() {
            port.terminate();
        }
        inner.started.set(false);
        inner.inbox.clear();
    }

    /// Starts a worker at the person's request, after too many crashes.
    pub(crate) fn start_again(self) {
        self.inner.get_value().crashes.borrow_mut().clear();
        self.state.update(|state| state.worker.stopped = None);
        self.spawn();
    }
}

/// Frees the memory of pictures.
fn revoke_all(addresses: impl IntoIterator<Item = String>) {
    for address in addresses {
        revoke(&address);
    }
}

fn revoke(address: &str) {
    if !address.is_empty() {
        // Revoking an unknown address has no effect.
        let _ = web_sys::Url::revoke_object_url(address);
    }
}
