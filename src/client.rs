//! The page's side of the worker: sends commands, applies events to [`AppState`], and replaces a worker that has
//! crashed.
//!
//! The client lives as long as the page. Its background tasks use only the client itself and the page's state, never a
//! signal of a view, which might have been disposed of by then (leptos-rs/leptos#4391).
//!
//! | module | content |
//! |---|---|
//! | `port` | the worker and its messages |
//! | `inbox` | events that have arrived |
//! | `life_cycle` | the worker's start, crash and end |
//! | `imports`, `prediction`, `batch`, `projects` | the commands of one subject each |

mod batch;
mod imports;
mod inbox;
mod life_cycle;
mod port;
mod prediction;
mod projects;

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::state::AppState;
use super::{routing, scheduling, storage_quota};
use handlens_core::labelling::Decision;
use handlens_core::log::LogLevel;
use handlens_core::msg;
use handlens_core::protocol::{BatchItemId, Command, DevicePreference, JobId, PhotoId, Scope, Storage};
use handlens_i18n::t;
use inbox::Inbox;
pub(crate) use port::Attachments;
use port::Port;

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

    /// Number of projects left so far. Work that was begun for a project must stop when this changes.
    pub(crate) fn project_epoch(self) -> u32 {
        self.inner.get_value().project_epoch.get()
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

    fn receive(self, message: JsValue) {
        let inner = self.inner.get_value();
        if inner.inbox.put(message) {
            spawn_local(self.apply_events());
        }
    }

    /// Applies the events that have arrived, in slices short enough for the page to stay responsive.
    async fn apply_events(self) {
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
                self.update_storage(false);
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
                self.update_storage(added);
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
    fn update_storage(self, added: bool) {
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

    /// Whether the worker has started and takes commands.
    pub(crate) fn is_started(self) -> bool {
        self.inner.get_value().started.get()
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
