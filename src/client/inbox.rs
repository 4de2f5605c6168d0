//! Messages of the worker that the page has not applied yet.
//!
//! No single message takes long to apply: the worker sends long lists in parts, see
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

/// What an event leaves for the client to do.
pub(super) enum FollowUp {
    Started,
    Opened,
    /// The open project, its name or the page's place may have changed.
    Place,
    /// These photos' thumbnails are no longer awaited.
    Answered(Vec<PhotoId>),
    /// These batch items' thumbnails are no longer awaited.
    AnsweredBatch(Vec<BatchItemId>),
    /// An import ended; whether it added photos.
    ImportFinished(JobId, bool),
    /// A transfer's outcome and the attached file.
    TransferEnded(JobId, TransferOutcome, JsValue),
    Crashed(Message),
}

impl Inbox {
    /// Queues a message. Returns true if nobody is processing the queue yet.
    pub(super) fn put(&self, message: JsValue) -> bool {
        self.messages.borrow_mut().push_back(message);
        !self.busy.replace(true)
    }

    pub(super) fn take(&self) -> Option<JsValue> {
        self.messages.borrow_mut().pop_front()
    }

    /// Returns true if the queue is empty; the next message must then start the processing again.
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

/// Applies a message to the state. Returns the addresses to revoke, and what is left for the client to do.
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
    if let Some(FollowUp::Crashed(_)) = follow_up {
        // The client updates the state itself, as it does for every other way in which a worker ends.
        return Ok((Vec::new(), follow_up));
    }
    Ok((state.apply(event, pictures), follow_up))
}

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
        | Event::Notice { job: None, .. } => FollowUp::Place,
        // After an undo, a photo that is back may have been requested while it was gone, and was then missing from the
        // reply.
        Event::Thumbnails { photos } => FollowUp::Answered(photos.clone()),
        Event::BatchThumbnails { photos } => FollowUp::AnsweredBatch(photos.clone()),
        Event::PhotosAdded { photos, .. } => {
            FollowUp::Answered(photos.iter().map(|photo| photo.id).collect())
        }
        Event::ImportFinished { job, summary } => {
            FollowUp::ImportFinished(*job, summary.added > 0 && !summary.cancelled)
        }
        Event::TransferEnded { job, outcome } => {
            let buffers = Reflect::get(message, &"buffers".into())?.dyn_into::<Array>()?;
            FollowUp::TransferEnded(*job, outcome.clone(), buffers.get(0))
        }
        Event::Crashed { message } => FollowUp::Crashed(message.clone()),
        Event::Notice { job: Some(_), .. }
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
        | Event::ImportInterrupted { .. }
        | Event::Progress { .. }
        | Event::Configured { .. }
        | Event::Rejecting { .. }
        | Event::TrainingHeld
        | Event::TrainingStarted { .. }
        | Event::TrainingProgress { .. }
        | Event::TuningProgress { .. }
        | Event::Tuned { .. }
        | Event::Trained { .. }
        | Event::MoreHeldOut { .. }
        | Event::LearningCurve { .. }
        | Event::OtherOccasions { .. }
        | Event::Untrained
        | Event::Found { .. }
        | Event::Predicted { .. }
        | Event::Pictured { .. }
        | Event::PredictionFailed { .. }
        | Event::BatchFound { .. }
        | Event::BatchProgress { .. }
        | Event::BatchAnswered { .. }
        | Event::BatchRefused { .. }
        | Event::BatchCancelled
        | Event::BatchAdded { .. }
        | Event::Explained { .. }
        | Event::ExplanationFailed { .. }
        | Event::IntegrityChecked { .. }
        | Event::Photo { .. } => return Ok(None),
    }))
}

/// Creates an address (`blob:` URL) for each picture attached to an event.
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
