//! The worker's life: started, watched while it starts, replaced after a crash, ended.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::Client;
use super::port::Port;
use crate::scheduling;
use crate::state::AppState;
use handlens_core::message::{Message, Value};
use handlens_core::msg;

/// Crashes within a minute after which the worker is no longer restarted automatically.
const CRASHES: usize = 3;
const MINUTE_MILLISECONDS: f64 = 60_000.0;
/// How often the progress of a starting worker is checked, in milliseconds. A worker without progress between two
/// checks is reported as slow; a slow phone compiles the worker's program in less.
const START_MILLISECONDS: i32 = 15_000;

impl Client {
    pub(super) fn spawn(self) {
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
