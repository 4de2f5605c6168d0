//! What the worker has said and the page has not taken in yet.
//!
//! A project of 10,000 photos opens with one event. Turning its list into Rust values takes longer than a frame,
//! so long lists are taken out of the event and worked off piece by piece, in their place in the order.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use js_sys::{Array, Object, Reflect};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

use super::super::state::AppState;
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::{BatchItemId, Event, JobId, PhotoId, TransferOutcome};

/// Entries of a long list that are worked off at once.
const PIECE: u32 = 250;
/// Pictures that are taken in at once: an address for one takes Chromium 0.4 ms.
const PICTURES: u32 = 12;

#[derive(Default)]
pub(super) struct Inbox {
    items: RefCell<VecDeque<Item>>,
    busy: Cell<bool>,
}

/// One thing to apply.
pub(super) enum Item {
    Message(JsValue),
    Photos(Array),
    OpenedCompletely,
    Judged(Array),
}

/// Lists that can be long, in events that say the same in several pieces.
const LISTS: [&str; 7] = [
    "Thumbnails",
    "PhotosAdded",
    "PhotosMoved",
    "PhotosRemoved",
    "TriedFound",
    "TriedAnswered",
    "TriedThumbnails",
];

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
        self.items.borrow_mut().push_back(Item::Message(message));
        !self.busy.replace(true)
    }

    pub(super) fn take(&self) -> Option<Item> {
        self.items.borrow_mut().pop_front()
    }

    /// True when everything is worked off; the next message then needs someone new.
    pub(super) fn rest_if_empty(&self) -> bool {
        let empty = self.items.borrow().is_empty();
        if empty {
            self.busy.set(false);
        }
        empty
    }

    pub(super) fn clear(&self) {
        self.items.borrow_mut().clear();
    }

    /// Puts the pieces of a list before everything else.
    fn put_first(&self, list: &Array, piece: fn(Array) -> Item, end: Option<Item>) {
        let mut items = self.items.borrow_mut();
        if let Some(end) = end {
            items.push_front(end);
        }
        let starts: Vec<u32> = (0..list.length()).step_by(PIECE as usize).collect();
        for start in starts.into_iter().rev() {
            items.push_front(piece(list.slice(start, (start + PIECE).min(list.length()))));
        }
    }
}

impl Item {
    /// Applies it. Returns the addresses to revoke, and what the client has to do.
    pub(super) fn apply(self, state: &mut AppState, inbox: &Inbox) -> (Vec<String>, Option<FollowUp>) {
        let result = match self {
            Self::Message(message) => apply_message(&message, state, inbox),
            Self::Photos(piece) => read(piece.into()).map(|photos| {
                state.open_more(photos);
                Default::default()
            }),
            Self::OpenedCompletely => {
                state.opened();
                Ok(Default::default())
            }
            Self::Judged(piece) => read(piece.into()).map(|photos| {
                state.judge_more(photos);
                Default::default()
            }),
        };
        result.unwrap_or_else(|_| {
            state.messages.alert(msg!("event-not-understood"));
            Default::default()
        })
    }
}

fn apply_message(
    message: &JsValue,
    state: &mut AppState,
    inbox: &Inbox,
) -> Result<(Vec<String>, Option<FollowUp>), JsValue> {
    let header = Reflect::get(message, &"header".into())?;
    if split(message, &header, inbox)? {
        return Ok(Default::default());
    }
    if let Some(photos) = take_list(&header, &["Opened", "photos"])? {
        inbox.put_first(&photos, Item::Photos, Some(Item::OpenedCompletely));
    }
    if let Some(judged) = take_list(&header, &["Trained", "report", "held_out", "photos"])? {
        inbox.put_first(&judged, Item::Judged, None);
    }
    let event: Event = read(header)?;
    let pictures = pictures(message, &event)?;
    let follow_up = follow_up(message, &event)?;
    if let Some(FollowUp::Died(_)) = follow_up {
        // The client tells the state, for this and for every other way in which a worker ends.
        return Ok((Vec::new(), follow_up));
    }
    Ok((state.apply(event, pictures), follow_up))
}

fn read<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(JsValue::from)
}

/// Takes a list out of an event, if it is of that kind, and leaves an empty one in its place.
fn take_list(header: &JsValue, path: &[&str]) -> Result<Option<Array>, JsValue> {
    let Some((name, parents)) = path.split_last() else { return Ok(None) };
    let mut parent = header.clone();
    for key in parents {
        if !parent.is_object() {
            return Ok(None);
        }
        parent = Reflect::get(&parent, &(*key).into())?;
    }
    if !parent.is_object() {
        return Ok(None);
    }
    let list = Reflect::get(&parent, &(*name).into())?.dyn_into::<Array>().ok();
    if list.is_some() {
        Reflect::set(&parent, &(*name).into(), &Array::new())?;
    }
    Ok(list)
}

/// Makes several messages of one with a long list. True if it did.
fn split(message: &JsValue, header: &JsValue, inbox: &Inbox) -> Result<bool, JsValue> {
    for kind in LISTS {
        if !header.is_object() {
            return Ok(false);
        }
        let body = Reflect::get(header, &kind.into())?;
        if body.is_undefined() {
            continue;
        }
        let photos: Array = Reflect::get(&body, &"photos".into())?.dyn_into()?;
        let buffers: Array = Reflect::get(message, &"buffers".into())?.dyn_into()?;
        let piece_length = if buffers.length() > 0 { PICTURES } else { PIECE };
        if photos.length() <= piece_length {
            return Ok(false);
        }
        let starts: Vec<u32> = (0..photos.length()).step_by(piece_length as usize).collect();
        for start in starts.into_iter().rev() {
            let end = (start + piece_length).min(photos.length());
            let body = Object::assign(&Object::new(), body.unchecked_ref());
            Reflect::set(&body, &"photos".into(), &photos.slice(start, end))?;
            let header = Object::new();
            Reflect::set(&header, &kind.into(), &body)?;
            let piece = Object::new();
            Reflect::set(&piece, &"header".into(), &header)?;
            Reflect::set(&piece, &"buffers".into(), &buffers.slice(start, end))?;
            inbox.items.borrow_mut().push_front(Item::Message(piece.into()));
        }
        return Ok(true);
    }
    Ok(false)
}

/// What an event leaves for the client to do.
fn follow_up(message: &JsValue, event: &Event) -> Result<Option<FollowUp>, JsValue> {
    Ok(Some(match event {
        Event::Started => FollowUp::Started,
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
        _ => return Ok(None),
    }))
}

/// Addresses for the pictures beside an event.
fn pictures(message: &JsValue, event: &Event) -> Result<Vec<String>, JsValue> {
    let media_type = match event {
        Event::PhotosAdded { .. }
        | Event::Thumbnails { .. }
        | Event::TriedThumbnails { .. }
        | Event::Pictured { .. } => "image/jpeg",
        Event::Photo { media_type, .. } => media_type,
        _ => return Ok(Vec::new()),
    };
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
