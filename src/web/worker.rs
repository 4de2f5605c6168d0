//! The worker's life: load, listen, work in slices.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::queue::{Incoming, Queue};
use super::turn::Turn;
use super::{assets, clock, panic, port, storage, turn};
use crate::protocol::{Command, Event, LoadPart, NoticeLevel};
use crate::session::Session;
use crate::{Error, Result};

/// Starts the worker and returns; it then lives from messages until the page ends it.
pub fn run() {
    panic::install_hook();
    spawn_local(async {
        if let Err(error) = live().await {
            panic::die(&sentence(&error));
        }
    });
}

/// Opens the project, loads the model, and works for as long as the page keeps this worker.
async fn live() -> Result<()> {
    let queue = Rc::new(Queue::default());
    let incoming = Rc::clone(&queue);
    port::listen(move |message| match message {
        Ok((command, attachments)) => incoming.push(Incoming::Command(command, attachments)),
        Err(error) => post(&failure(sentence(&error)), &[]),
    })?;
    post(&Event::Started, &[]);
    let incoming = Rc::clone(&queue);
    spawn_local(async move { incoming.push(Incoming::Model(assets::load(report_loading).await)) });

    let is_open = |incoming: &Incoming| matches!(incoming, Incoming::Command(Command::Open { .. }, _));
    let (opened, open) = turn::both(storage::open(), queue.next_of(is_open)).await;
    let opened = opened?;
    let Incoming::Command(Command::Open { device, break_parity }, _) = open else {
        return Err(Error::request("The page asked for nothing to be opened; reload it."));
    };
    if let Some(warning) = opened.warning {
        post(&failure(warning), &[]);
    }
    let send = Box::new(|event: Event, attachments: Vec<Vec<u8>>| post(&event, &attachments));
    let mut session = Session::new(opened.project, opened.storage, clock::now_ms, send)?;
    session.show()?;

    // What needs no model need not wait for it: a person sees and sorts their photos while it loads.
    let model = loop {
        match queue.next_of(Incoming::needs_no_model).await {
            Incoming::Command(command, attachments) => session.handle(command, attachments).await,
            Incoming::Model(model) => break model?,
        }
    };
    session.start(model, device, break_parity).await?;
    serve(&queue, &mut session).await
}

/// Carries out commands as they come, and works in slices in between.
///
/// Every command that waits is handled before the next slice, so that a `Cancel` acts between two batches.
async fn serve(queue: &Queue, session: &mut Session) -> Result<()> {
    let turn = Turn::new()?;
    loop {
        let mut next = if session.has_work() {
            session.work().await;
            turn.next().await;
            queue.pop()
        } else {
            Some(queue.next().await)
        };
        // The model comes once, before this.
        while let Some(Incoming::Command(command, attachments)) = next {
            session.handle(command, attachments).await;
            next = queue.pop();
        }
    }
}

fn report_loading(loaded_bytes: u64, total_bytes: Option<u64>) {
    post(&Event::Loading { part: LoadPart::Model, loaded_bytes, total_bytes }, &[]);
}

/// Sends an event. One that cannot be sent is lost; the page then learns of the next one, or of the worker's end.
fn post(event: &Event, attachments: &[Vec<u8>]) {
    if let Err(error) = port::post(event, attachments) {
        web_sys::console::error_1(&sentence(&error).into());
    }
}

fn failure(message: String) -> Event {
    Event::Notice { run: None, level: NoticeLevel::Failure, photo: None, message }
}

/// An error for the person, with its technical cause in brackets.
fn sentence(error: &Error) -> String {
    match error.detail() {
        Some(detail) => format!("{error} ({detail})"),
        None => error.to_string(),
    }
}
