//! The HEIC decoder, in a worker of its own. Its program is loaded only when the first HEIC photo comes, and its
//! memory, which never shrinks, is freed when the worker is terminated. The page starts and terminates it; this
//! worker has a port to it and one to the page.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use futures_util::future::{Either, select};
use futures_util::lock::Mutex;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageChannel, MessageEvent, MessagePort};

use super::message::{kind, message, part};
use super::{clock, describe, event_loop, scope};
use handlens_core::message::Message;
use handlens_core::{Error, Result, msg};
use handlens_vision::photo::Photo;
use handlens_vision::photo::heic::{Colours, Picture};

/// Time limit for loading the decoder, and the time after a failure during which it is not tried again, in
/// milliseconds.
const LOADING_MS: i32 = 60_000;
const RETRY_MS: f64 = 20_000.0;

/// Time limit for a photo: a base, and more for each megapixel. A phone takes about 200 ms per megapixel.
const PHOTO_MS: u64 = 20_000;
const MEGAPIXEL_MS: u64 = 2_000;

/// How long the decoder is kept for the next photo, in milliseconds. After a photo of more than `LARGE_PIXELS` it is
/// not kept, because it has taken more memory than others need.
const IDLE_MS: i32 = 5_000;
const LARGE_PIXELS: u64 = 20_000_000;

thread_local! {
    /// Decodes one photo at a time: two would take twice the memory.
    static SEAT: Rc<Mutex<DecoderSlot>> = Rc::default();
}

#[derive(Default)]
struct DecoderSlot {
    decoder: Option<Decoder>,
    /// Number of photos decoded, which tells an idle timer whether another photo came in the meantime.
    decoded: u64,
    /// When the decoder may be started again, on the worker's clock.
    retry_at_ms: f64,
}

/// Decodes a file with this many pixels.
///
/// # Errors
/// A sentence that continues after the file's name. After a failure, the next photo gets a new decoder.
pub async fn decode(bytes: Uint8Array, pixels: u64) -> Result<Picture> {
    let seat = SEAT.with(Rc::clone);
    let mut seat = seat.lock().await;
    // Taken out of its seat, the decoder is dropped, and thereby terminated, by any error below and if the caller
    // drops this future.
    let decoder = match seat.decoder.take().filter(Decoder::is_alive) {
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
    // A locked decoder is at work.
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
    /// Must live as long as the decoder.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Decoder {
    /// Asks the page for a decoder and waits until it is ready.
    async fn start() -> Result<Self> {
        let decoder = Self::asked_for().map_err(|failure| missing().with_detail(describe(&failure)))?;
        let message = decoder.inbox.next_within(LOADING_MS).await.ok_or_else(missing)?;
        match kind(&message).as_str() {
            "ready" => Ok(decoder),
            "missing" => Err(missing().with_detail(cause(&message))),
            _ => Err(stopped().with_detail(cause(&message))),
        }
    }

    /// Gives the page the other ends of two channels: one is for the decoder. The other is for the page itself, which
    /// reports on it what the decoder cannot, and learns on it that the decoder is no longer needed.
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
        let message = message("start-decoder", &[("decoder", &ours.port2()), ("page", &pages.port2())]);
        let scope = scope().map_err(|error| JsValue::from(error.to_string()))?;
        scope.post_message_with_transfer(&message, &Array::of2(&ours.port2(), &pages.port2()))?;
        Ok(Self { port: ours.port1(), page: pages.port1(), inbox, _on_message: on_message })
    }

    /// Whether no unexpected message has come: that would say that the decoder has ended.
    fn is_alive(&self) -> bool {
        self.inbox.messages.borrow().is_empty()
    }

    /// The picture, or why the file cannot be read. The outer error means that the decoder itself failed.
    async fn decode(&self, bytes: &Uint8Array, limit_ms: i32) -> Result<Result<Picture>> {
        self.port
            .post_message_with_transferable(
                &message("file", &[("bytes", bytes)]),
                &Array::of1(&bytes.buffer()),
            )
            .map_err(|failure| stopped().with_detail(describe(&failure)))?;
        let slow = || Error::photo(msg!("image-decoder-slow"));
        let answer = self.inbox.next_within(limit_ms).await.ok_or_else(slow)?;
        if kind(&answer) != "picture" {
            return Err(stopped().with_detail(cause(&answer)));
        }
        let answer = part(&answer, "picture");
        Ok(match refusal(&answer) {
            Some(error) => Err(error),
            None => picture(&answer).unwrap_or_else(|| Err(stopped())),
        })
    }
}

impl Drop for Decoder {
    fn drop(&mut self) {
        // Tells the page to terminate the decoder, which is idle or hangs.
        let _ = self.page.post_message(&message("end", &[]));
        for port in [&self.port, &self.page] {
            port.set_onmessage(None);
            port.close();
        }
    }
}

/// Messages received.
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

fn text(answer: &JsValue, name: &str) -> Option<String> {
    part(answer, name).as_string()
}

/// What ended the decoder, in a browser's or a program's own words.
fn cause(message: &JsValue) -> String {
    text(message, "cause").unwrap_or_default()
}

/// The error for a file that the decoder refused; none if it did not refuse it.
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
