//! Yielding to the event loop, delays, and running two futures concurrently.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use web_sys::MessageChannel;

use super::scope;
use handlens_core::{Error, Result, msg};

/// Yields to the event loop, so that messages arrive between two slices of work.
///
/// It posts a message to itself, which takes about 0.01 ms. A timer takes 4 ms once nested, and a second or more in a
/// hidden tab, where training and imports should continue.
pub struct EventLoop {
    channel: MessageChannel,
}

impl EventLoop {
    /// Opens the channel.
    pub fn new() -> Result<Self> {
        let channel = MessageChannel::new().map_err(|failure| {
            Error::device(msg!("worker-without-channels")).with_detail(super::describe(&failure))
        })?;
        Ok(Self { channel })
    }

    /// Returns after one turn of the event loop.
    pub async fn next(&self) {
        let turned = Promise::new(&mut |resolve, _| {
            self.channel.port1().set_onmessage(Some(&resolve));
            if self.channel.port2().post_message(&JsValue::NULL).is_err() {
                // Nothing would answer, so the work continues without a pause.
                let _ = resolve.call0(&JsValue::NULL);
            }
        });
        let _ = turned.await;
    }
}

/// Returns after a delay, or at once if timers fail. For retries and time limits only: see [`EventLoop`].
pub async fn delay_ms(milliseconds: i32) {
    let over = Promise::new(&mut |resolve, _| {
        let started = scope().is_ok_and(|scope| {
            scope.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds).is_ok()
        });
        if !started {
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    let _ = over.await;
}

/// Runs two futures concurrently until both are done.
pub async fn both<A, B>(first: impl Future<Output = A>, second: impl Future<Output = B>) -> (A, B) {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let (mut a, mut b) = (None, None);
    poll_fn(|context| {
        if a.is_none()
            && let Poll::Ready(value) = first.as_mut().poll(context)
        {
            a = Some(value);
        }
        if b.is_none()
            && let Poll::Ready(value) = second.as_mut().poll(context)
        {
            b = Some(value);
        }
        match (a.take(), b.take()) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            (unfinished_a, unfinished_b) => {
                (a, b) = (unfinished_a, unfinished_b);
                Poll::Pending
            }
        }
    })
    .await
}
