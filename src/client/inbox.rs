//! What the worker has said and the page has not taken in yet.
//!
//! No message holds a list that takes long: the worker sends long lists in parts, see
//! [`Event::into_parts`](handlens_core::protocol::Event::into_parts).

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::super::log;
use super::super::state::AppState;
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::{BatchItemId, Event, JobId, PhotoId, TransferOutcome};

#[derive(Default)]
pub(super) struct Inbox {
    messages: RefCell<VecDeque<JsValue>>,
    busy: Cell<bool>,
}

/// What is left for the client to do.
pub(super) enum FollowUp {
    Started,
    Opened,
    /// The project, its name or where the page is may have changed.
    Place,
    /// Thumbnails of these photos are no longer on their way.
    Answered(Vec<PhotoId>),
    /// The same for photos that are tried.
    AnsweredTried(Vec<BatchItemId>),
    /// The import, and whether it added photos.
    ImportFinished(JobId, bool),
    /// What came of a transfer, and the file that is attached.
    TransferEnded(JobId, TransferOutcome, JsValue),
    Died(Message),
}

impl Inbox {
    /// Keeps a message. True when nobody works the inbox off yet.
    pub(super) fn put(&self, message: JsValue) -> bool {
        self.messages.borrow_mut().push_back(message);
        !self.busy.replace(true)
    }

    pub(super) fn take(&self) -> Option<JsValue> {
        self.messages.borrow_mut().pop_front()
    }

    /// True when everything is worked off; the next message then needs someone new.
    pub(super) fn rest_if_empty(&self) -> bool {
        let empty = self.messages.borrow().is_empty();
        if empty {
            self.busy.set(false);
        }
        empty
    }

    pub(super) fn clear(&self) {
        self.messages.borrow_mut().clear();
    }
}

/// Applies a message. Returns the addresses to revoke, and what the client has to do.
pub(super) fn apply(message: &JsValue, state: &mut AppState) -> (Vec<String>, Option<FollowUp>) {
    try_apply(message, state).unwrap_or_else(|_| {
        state.messages.alert(msg!("event-not-understood"));
        Default::default()
    })
}

fn try_apply(message: &JsValue, state: &mut AppState) -> Result<(Vec<String>, Option<FollowUp>), JsValue> {
    let event: Event = serde_wasm_bindgen::from_value(Reflect::get(message, &"header".into())?)?;
    let pictures = pictures(message, &event)?;
    let follow_up = follow_up(message, &event)?;
    if let Some(FollowUp::Died(_)) = follow_up {
        // The client tells the state, for this and for every other way in which a worker ends.
        return Ok((Vec::new(), follow_up));
    }
    Ok((state.apply(event, pictures), follow_up))
}

/// What an event leaves for the client to do.
fn follow_up(message: &JsValue, event: &Event) -> Result<Option<FollowUp>, JsValue> {
    Ok(Some(match event {
        Event::Started => FollowUp::Started,
        Event::Logged { level, line } => {
            log::put_of_worker(*level, line);
            return Ok(None);
        }
        Event::Opened { .. } => FollowUp::Opened,
        Event::Projects { .. }
        | Event::ProjectInUse { .. }
        | Event::ProjectTaken { .. }
        | Event::Closed
        | Event::Renamed { .. }
        | Event::Notice { run: None, .. } => FollowUp::Place,
        // What came back after an undo was perhaps asked for while it was gone, and left out of the answer.
        Event::Thumbnails { photos } => FollowUp::Answered(photos.clone()),
        Event::TriedThumbnails { photos } => FollowUp::AnsweredTried(photos.clone()),
        Event::PhotosAdded { photos, .. } => {
            FollowUp::Answered(photos.iter().map(|photo| photo.id).collect())
        }
        Event::ImportFinished { run, summary } => {
            FollowUp::ImportFinished(*run, summary.added > 0 && !summary.cancelled)
        }
        Event::TransferEnded { run, outcome } => {
            let buffers = Reflect::get(message, &"buffers".into())?.dyn_into::<Array>()?;
            FollowUp::TransferEnded(*run, outcome.clone(), buffers.get(0))
        }
        Event::Died { message } => FollowUp::Died(message.clone()),
        Event::Notice { run: Some(_), .. }
        | Event::Loading { .. }
        | Event::Ready { .. }
        | Event::TransferProgress { .. }
        | Event::Checked { .. }
        | Event::DeletedForgotten { .. }
        | Event::MorePhotos { .. }
        | Event::OpenedCompletely
        | Event::ClassesChanged { .. }
        | Event::PhotosMoved { .. }
        | Event::PhotosRemoved { .. }
        | Event::JournalChanged { .. }
        | Event::Undecided { .. }
        | Event::Progress { .. }
        | Event::Configured { .. }
        | Event::Rejecting { .. }
        | Event::TrainingHeld
        | Event::TrainingStarted { .. }
        | Event::TrainingProgress { .. }
        | Event::Trained { .. }
        | Event::MoreHeldOut { .. }
        | Event::LearningCurve { .. }
        | Event::OtherOccasions { .. }
        | Event::Untrained
        | Event::Found { .. }
        | Event::Predicted { .. }
        | Event::Pictured { .. }
        | Event::PredictionFailed { .. }
        | Event::TriedFound { .. }
        | Event::TriedProgress { .. }
        | Event::TriedAnswered { .. }
        | Event::TriedRefused { .. }
        | Event::TriedCancelled
        | Event::TriedAdded { .. }
        | Event::Explained { .. }
        | Event::ExplanationFailed { .. }
        | Event::KnowledgeCompared { .. }
        | Event::Photo { .. } => return Ok(None),
    }))
}

/// Addresses for the pictures beside an event.
fn pictures(message: &JsValue, event: &Event) -> Result<Vec<String>, JsValue> {
    let Some(media_type) = event.pictures() else { return Ok(Vec::new()) };
    let buffers = Reflect::get(message, &"buffers".into())?.dyn_into::<Array>()?;
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    let address = |buffer: JsValue| {
        let parts = Array::of1(&buffer);
        let blob = web_sys::Blob::new_with_buffer_source_sequence_and_options(&parts, &options)?;
        web_sys::Url::create_object_url_with_blob(&blob)
    };
    buffers.iter().map(address).collect()
}
