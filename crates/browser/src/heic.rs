//! The HEIC decoder beside this worker: a worker of its own, so that its program is loaded when the first such photo comes,
//! and its memory, which never shrinks, is given back when it is ended. The page starts and ends it; this worker has a port
//! to it, and one to the page.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use futures_util::future::{Either, select};
use futures_util::lock::Mutex;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageChannel, MessageEvent, MessagePort};

use super::{clock, describe, event_loop, scope};
use handlens_core::message::Message;
use handlens_core::{Error, Result, msg};
use handlens_vision::photo::Photo;
use handlens_vision::photo::heic::{Colours, Picture};

/// How long its program may take to come, in milliseconds; and how long photos do without after it did not.
const LOADING_MS: i32 = 60_000;
const RETRY_MS: f64 = 20_000.0;

/// How long a photo may take: so many milliseconds, and so many more for each megapixel. A phone takes some 200 for one.
const PHOTO_MS: u64 = 20_000;
const MEGAPIXEL_MS: u64 = 2_000;

/// How long it is kept for the next photo, in milliseconds. After a photo of more than so many pixels not at all: that has
/// taken more memory than others need.
const IDLE_MS: i32 = 5_000;
const LARGE_PIXELS: u64 = 20_000_000;

thread_local! {
    /// One photo at a time: two would take twice the memory.
    static SEAT: Rc<Mutex<Seat>> = Rc::default();
}

#[derive(Default)]
struct Seat {
    decoder: Option<Decoder>,
    /// Photos that were decoded, so that one that waits for idleness knows whether there was any.
    decoded: u64,
    /// When it may be asked for again, on the worker's clock.
    retry_at_ms: f64,
}

/// Decodes a file of so many pixels.
///
/// # Errors
/// A sentence that goes on from the file's name. Whatever happens to the decoder, the next photo gets a new one.
pub async fn decode(bytes: Uint8Array, pixels: u64) -> Result<Picture> {
    let seat = SEAT.with(Rc::clone);
    let mut seat = seat.lock().await;
    // Taken out, it is ended by whatever goes wrong from here on, and when nobody waits for this photo any more.
    let decoder = match seat.decoder.take().filter(Decoder::is_well) {
        Some(decoder) => decoder,
        None if clock::now_ms() < seat.retry_at_ms => return Err(missing()),
        None => match Decoder::start().await {
            Ok(decoder) => decoder,
            Err(error) => {
                seat.retry_at_ms = clock::now_ms() + RETRY_MS;
                return Err(error);
            }
        },
    };
    let limit = PHOTO_MS + MEGAPIXEL_MS * pixels.div_ceil(1_000_000);
    let picture = decoder.decode(&bytes, i32::try_from(limit).unwrap_or(i32::MAX)).await?;
    if pixels <= LARGE_PIXELS {
        seat.decoder = Some(decoder);
        seat.decoded += 1;
        spawn_local(end_after_idleness(seat.decoded));
    }
    picture
}

async fn end_after_idleness(decoded: u64) {
    event_loop::delay_ms(IDLE_MS).await;
    let seat = SEAT.with(Rc::clone);
    // One that is locked is at work.
    if let Some(mut seat) = seat.try_lock()
        && seat.decoded == decoded
    {
        seat.decoder = None;
    }
}

fn missing() -> Error {
    Error::photo(msg!("image-decoder-missing"))
}

fn stopped() -> Error {
    Error::photo(msg!("image-decoder-stopped"))
}

struct Decoder {
    port: MessagePort,
    page: MessagePort,
    inbox: Rc<Inbox>,
    /// Called for as long as the decoder lives.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Decoder {
    /// Asks the page for one, and waits until it is ready.
    async fn start() -> Result<Self> {
        let decoder = Self::asked_for().map_err(|failure| missing().with_detail(describe(&failure)))?;
        let message = decoder.inbox.next_within(LOADING_MS).await.ok_or_else(missing)?;
        match (text(&message, "missing"), text(&message, "failed")) {
            (None, None) => Ok(decoder),
            (Some(cause), _) => Err(missing().with_detail(cause)),
            (_, Some(cause)) => Err(stopped().with_detail(cause)),
        }
    }

    /// The page gets the other end of two channels: one for the decoder, and one of its own, on which it tells what the
    /// decoder cannot, and by which it is told that the decoder is needed no more.
    fn asked_for() -> Result<Self, JsValue> {
        let (ours, pages) = (MessageChannel::new()?, MessageChannel::new()?);
        let inbox = Rc::new(Inbox::default());
        let receiver = Rc::clone(&inbox);
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            receiver.push(message.data());
        });
        for port in [ours.port1(), pages.port1()] {
            port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        }
        let (ports, message) = (Object::new(), Object::new());
        Reflect::set(&ports, &"decoder".into(), &ours.port2())?;
        Reflect::set(&ports, &"page".into(), &pages.port2())?;
        Reflect::set(&message, &"heic".into(), &ports)?;
        let scope = scope().map_err(|error| JsValue::from(error.to_string()))?;
        scope.post_message_with_transfer(&message, &Array::of2(&ours.port2(), &pages.port2()))?;
        Ok(Self { port: ours.port1(), page: pages.port1(), inbox, _on_message: on_message })
    }

    /// Whether nothing has come unasked: word of its end.
    fn is_well(&self) -> bool {
        self.inbox.messages.borrow().is_empty()
    }

    /// The picture, or why the file cannot be read. An error of its own is the end of the decoder.
    async fn decode(&self, bytes: &Uint8Array, limit_ms: i32) -> Result<Result<Picture>> {
        self.port
            .post_message_with_transferable(bytes, &Array::of1(&bytes.buffer()))
            .map_err(|failure| stopped().with_detail(describe(&failure)))?;
        let slow = || Error::photo(msg!("image-decoder-slow"));
        let answer = self.inbox.next_within(limit_ms).await.ok_or_else(slow)?;
        if let Some(cause) = text(&answer, "failed") {
            return Err(stopped().with_detail(cause));
        }
        Ok(match refusal(&answer) {
            Some(error) => Err(error),
            None => picture(&answer).unwrap_or_else(|| Err(stopped())),
        })
    }
}

impl Drop for Decoder {
    fn drop(&mut self) {
        // A message of nothing: its work is over, or it hangs.
        let _ = self.page.post_message(&JsValue::NULL);
        for port in [&self.port, &self.page] {
            port.set_onmessage(None);
            port.close();
        }
    }
}

/// What has come in.
#[derive(Default)]
struct Inbox {
    messages: RefCell<VecDeque<JsValue>>,
    waker: RefCell<Option<Waker>>,
}

impl Inbox {
    fn push(&self, message: JsValue) {
        self.messages.borrow_mut().push_back(message);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// The next message; none if it does not come in time.
    async fn next_within(&self, milliseconds: i32) -> Option<JsValue> {
        let next = poll_fn(|context| {
            if let Some(message) = self.messages.borrow_mut().pop_front() {
                Poll::Ready(message)
            } else {
                self.waker.replace(Some(context.waker().clone()));
                Poll::Pending
            }
        });
        match select(next, pin!(event_loop::delay_ms(milliseconds))).await {
            Either::Left((message, _)) => Some(message),
            Either::Right(_) => None,
        }
    }
}

fn part(answer: &JsValue, name: &str) -> JsValue {
    Reflect::get(answer, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

fn text(answer: &JsValue, name: &str) -> Option<String> {
    part(answer, name).as_string()
}

/// The sentence of a file that cannot be read.
fn refusal(answer: &JsValue) -> Option<Error> {
    let sentence: Message = serde_wasm_bindgen::from_value(part(answer, "refused")).ok()?;
    let error = Error::photo(sentence);
    Some(match text(answer, "detail") {
        Some(detail) => error.with_detail(detail),
        None => error,
    })
}

fn picture(answer: &JsValue) -> Option<Result<Picture>> {
    let number = |name| part(answer, name).as_f64();
    let bytes = |name| part(answer, name).dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec());
    let photo = Photo::from_rgb(number("width")? as u32, number("height")? as u32, bytes("rgb")?);
    let colours = Colours {
        icc: bytes("icc"),
        primaries: number("primaries")? as u8,
        transfer: number("transfer")? as u8,
    };
    let transparent = part(answer, "transparent").is_truthy();
    Some(photo.map(|photo| Picture { photo, transparent, colours }))
}
