//! The raw worker: starts it, posts commands and passes its messages on.

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
    /// From `bootstrap.js`: `{ worker, early }`. The first call returns the worker that was started while the page's
    /// program was loading, with the messages that it has posted so far; later calls start a new one. The script gives
    /// each worker its program and the model.
    #[wasm_bindgen(js_namespace = handlens, js_name = takeWorker, catch)]
    fn take_worker() -> Result<JsValue, JsValue>;
}

/// Files and bitmaps sent with a command. Clones share them.
#[derive(Clone, Default)]
pub(crate) struct Attachments {
    files: js_sys::Array,
    /// Attachments that move to the worker. The others are copied, which for a file copies only a handle.
    transferred: js_sys::Array,
}

impl Attachments {
    pub(crate) fn of(file: &JsValue) -> Self {
        let attachments = Self::default();
        attachments.push(file);
        attachments
    }

    /// One bitmap, which moves to the worker.
    pub(crate) fn transferred(bitmap: &JsValue) -> Self {
        let attachments = Self::of(bitmap);
        attachments.transferred.push(bitmap);
        attachments
    }

    pub(crate) fn push(&self, file: &JsValue) {
        self.files.push(file);
    }
}

/// A running worker, with the closures that it calls.
pub(super) struct Port {
    worker: Worker,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _error: Closure<dyn FnMut(web_sys::Event)>,
}

impl Port {
    /// Takes over the worker that `bootstrap.js` has started, or later starts another. `receive` gets each message;
    /// `fail` gets the reason why the worker can no longer be used.
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
        // In a task of its own, so that the caller has stored this port by then. It still runs before any later
        // message.
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

    pub(super) fn post(&self, command: &Command, attachments: &Attachments) -> Result<(), JsValue> {
        let header = command.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?;
        let message = js_sys::Object::new();
        js_sys::Reflect::set(&message, &"type".into(), &"command".into())?;
        js_sys::Reflect::set(&message, &"header".into(), &header)?;
        js_sys::Reflect::set(&message, &"files".into(), &attachments.files)?;
        self.worker.post_message_with_transfer(&message, &attachments.transferred)
    }

    /// Ends the worker at once, whatever it is doing.
    pub(super) fn terminate(self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.set_onmessageerror(None);
        self.worker.terminate();
        // Dropped in a later task: the handler of the event that ended the worker may still be running.
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
