//! The raw worker: starts it, posts commands, hands on what it posts.

use std::rc::Rc;

use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker};

use crate::state::stopped_because;
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::Command;

#[wasm_bindgen]
extern "C" {
    /// Of `bootstrap.js`: `{ worker, early }`, the worker that it has started while the page's program was loading, with what
    /// that has posted so far; later on a new one. It gets its program and the model from there.
    #[wasm_bindgen(js_namespace = handlens, js_name = takeWorker, catch)]
    fn take_worker() -> Result<JsValue, JsValue>;
}

/// What travels beside a command. A clone has the same files.
#[derive(Clone, Default)]
pub(crate) struct Attachments {
    files: js_sys::Array,
    /// Those of them that move to the worker; the others are copied, which for a file copies a handle.
    transferred: js_sys::Array,
}

impl Attachments {
    /// One file or blob.
    pub(crate) fn of(file: &JsValue) -> Self {
        let attachments = Self::default();
        attachments.push(file);
        attachments
    }

    /// One bitmap, which moves.
    pub(crate) fn transferred(bitmap: &JsValue) -> Self {
        let attachments = Self::of(bitmap);
        attachments.transferred.push(bitmap);
        attachments
    }

    /// Adds a file or blob.
    pub(crate) fn push(&self, file: &JsValue) {
        self.files.push(file);
    }
}

/// A worker that runs, with the closures that it calls.
pub(super) struct Port {
    worker: Worker,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _error: Closure<dyn FnMut(web_sys::Event)>,
}

impl Port {
    /// Takes over the worker that `bootstrap.js` has started, later on starts another. `receive` gets each message, `fail` the
    /// reason why it is of no more use.
    pub(super) fn open(
        receive: impl Fn(JsValue) + 'static,
        fail: impl Fn(Message) + 'static,
    ) -> Result<Self, JsValue> {
        let taken = take_worker()?;
        let part = |key: &str| js_sys::Reflect::get(&taken, &key.into());
        let (worker, early): (Worker, js_sys::Array) =
            (part("worker")?.dyn_into()?, part("early")?.dyn_into()?);
        let (receive, fail) = (Rc::new(receive), Rc::new(fail));
        let (receive_early, fail_early) = (Rc::clone(&receive), Rc::clone(&fail));
        let message = Closure::new(move |event: MessageEvent| receive(event.data()));
        worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
        let error = Closure::new(move |event: web_sys::Event| fail(reason(&event)));
        worker.set_onerror(Some(error.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(error.as_ref().unchecked_ref()));
        // Before any message that is still to come, but not before this port is known to who opens it.
        wasm_bindgen_futures::spawn_local(async move {
            for data in early.iter() {
                match data.dyn_into::<web_sys::Event>() {
                    Ok(event) => fail_early(reason(&event)),
                    Err(data) => receive_early(data),
                }
            }
        });
        Ok(Self { worker, _message: message, _error: error })
    }

    /// Posts a command.
    pub(super) fn post(&self, command: &Command, attachments: &Attachments) -> Result<(), JsValue> {
        let header = command.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?;
        let message = js_sys::Object::new();
        js_sys::Reflect::set(&message, &"header".into(), &header)?;
        js_sys::Reflect::set(&message, &"files".into(), &attachments.files)?;
        self.worker.post_message_with_transfer(&message, &attachments.transferred)
    }

    /// Ends the worker, whatever it is doing.
    pub(super) fn terminate(self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.set_onmessageerror(None);
        self.worker.terminate();
        // The handler of the very event that ended the worker may be running right now.
        wasm_bindgen_futures::spawn_local(async move { drop(self) });
    }
}

fn reason(event: &web_sys::Event) -> Message {
    match event.dyn_ref::<ErrorEvent>() {
        Some(error) if !error.message().is_empty() => stopped_because(&error.message()),
        _ if event.type_() == "messageerror" => msg!("worker-unreadable"),
        _ => msg!("worker-not-loaded"),
    }
}
