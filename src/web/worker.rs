//! The worker's life: load, listen, work in slices.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::queue::Queue;
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

/// Loads, opens the project, and works for as long as the page keeps this worker.
async fn live() -> Result<()> {
    let queue = Rc::new(Queue::default());
    let incoming = Rc::clone(&queue);
    port::listen(move |message| match message {
        Ok((command, attachments)) => incoming.push(command, attachments),
        Err(error) => post(&failure(sentence(&error)), &[]),
    })?;
    post(&Event::Started, &[]);

    let report = |loaded_bytes, total_bytes| {
        post(&Event::Loading { part: LoadPart::Model, loaded_bytes, total_bytes }, &[]);
    };
    // The database's files may still be held by a worker that just ended; the model loads meanwhile.
    let (assets, opened) = turn::both(assets::load(report), storage::open()).await;
    let (assets, opened) = (assets?, opened?);
    if let Some(warning) = opened.warning {
        post(&failure(warning), &[]);
    }

    let Command::Open { device, break_parity } = queue.next_open().await else {
        return Err(Error::request("The page asked for nothing to be opened; reload it."));
    };
    let send = Box::new(|event: Event, attachments: Vec<Vec<u8>>| post(&event, &attachments));
    let mut session = Session::new(assets, opened.project, opened.storage, clock::now_ms, send);
    session.open(device, break_parity).await?;
    serve(&queue, &mut session).await
}

/// Carries out commands as they come, and works in slices in between.
///
/// Every command that waits is handled before the next slice, so that a `Cancel` acts between two batches.
async fn serve(queue: &Queue, session: &mut Session) -> Result<()> {
    let turn = Turn::new()?;
    loop {
        if session.has_work() {
            session.work().await;
            turn.next().await;
        } else {
            let (command, attachments) = queue.next().await;
            session.handle(command, attachments).await;
        }
        while let Some((command, attachments)) = queue.pop() {
            session.handle(command, attachments).await;
        }
    }
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
