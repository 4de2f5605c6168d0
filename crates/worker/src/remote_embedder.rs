//! Embedders in workers of their own, which use the machine's other cores. They share no memory, because pages may use
//! shared memory only if their server isolates them. The page starts them, and this worker has a port to each.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Array, Float32Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, MessagePort};

use handlens_backbone::device;
use handlens_browser::event_loop;
use handlens_browser::message::{kind, message, part};
use handlens_core::{Error, Result, msg};
use handlens_vision::model::embedder_pool::{Answer, EmbedderPool, RemoteEmbedder};
use handlens_vision::model::{FEATURE, TAIL_INPUT, ViewOutput};

/// Global function set by `worker-start.js`: asks the page for a number of embedders and returns a port to each.
const START_EMBEDDERS: &str = "handlensEmbedders";

/// A pool with one embedder for each thread but this worker's own.
pub fn pool() -> EmbedderPool {
    let count = device::threads().saturating_sub(1);
    let start: Option<Function> =
        Reflect::get(&js_sys::global(), &START_EMBEDDERS.into()).ok().and_then(|start| start.dyn_into().ok());
    let ports =
        start.filter(|_| count > 0).and_then(|start| start.call1(&JsValue::UNDEFINED, &count.into()).ok());
    let ports: Array = ports.and_then(|ports| ports.dyn_into().ok()).unwrap_or_default();
    let embedders = ports.iter().map(|port| boxed(Embedder::at(port.unchecked_into()))).collect();
    EmbedderPool::new(embedders, |milliseconds| Box::pin(event_loop::delay_ms(milliseconds as i32)))
}

fn boxed(embedder: Embedder) -> Box<dyn RemoteEmbedder> {
    Box::new(embedder)
}

/// One embedder, behind its port.
struct Embedder {
    port: MessagePort,
    state: Rc<State>,
    /// Handler of the port's messages; it must live as long as the embedder.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

#[derive(Default)]
struct State {
    ready: Cell<bool>,
    /// Resolve functions of the promises that wait for outputs, in order.
    waiting: RefCell<VecDeque<Function>>,
}

impl State {
    /// The embedder has ended: everyone waiting for it gets an error.
    fn end(&self) {
        self.ready.set(false);
        for resolve in self.waiting.borrow_mut().drain(..) {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }

    fn receive(&self, message: &JsValue) {
        match kind(message).as_str() {
            "ready" => self.ready.set(true),
            "outputs" => {
                if let Some(resolve) = self.waiting.borrow_mut().pop_front() {
                    let _ = resolve.call1(&JsValue::UNDEFINED, &part(message, "outputs"));
                }
            }
            _ => self.end(),
        }
    }
}

impl Embedder {
    fn at(port: MessagePort) -> Self {
        let state = Rc::new(State::default());
        let receiver = Rc::clone(&state);
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            receiver.receive(&message.data());
        });
        port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Self { port, state, _on_message: on_message }
    }

    /// Sends a message of this type, whose only part has the same name, and transfers its memory.
    fn send(&self, kind: &str, buffer: &JsValue) -> Result<(), JsValue> {
        self.port.post_message_with_transferable(&message(kind, &[(kind, buffer)]), &Array::of1(buffer))
    }
}

impl RemoteEmbedder for Embedder {
    fn prepare(&self, weights: &[u8]) {
        let buffer = Uint8Array::from(weights).buffer();
        if self.send("weights", &buffer).is_err() {
            self.state.end();
        }
    }

    fn is_ready(&self) -> bool {
        self.state.ready.get()
    }

    fn outputs(&self, views: &[Vec<f32>]) -> Answer {
        let values = Float32Array::new_with_length(views.iter().map(|view| view.len() as u32).sum());
        let mut start = 0;
        for view in views {
            values.subarray(start, start + view.len() as u32).copy_from(view);
            start += view.len() as u32;
        }
        let buffer = values.buffer();
        let promise = Promise::new(&mut |resolve, _| match self.send("views", &buffer) {
            Ok(()) => self.state.waiting.borrow_mut().push_back(resolve),
            Err(_) => {
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
        });
        Box::pin(async move {
            let failed = || Error::device(msg!("embedder-stopped"));
            let outputs = JsFuture::from(promise).await.map_err(|_| failed())?;
            let outputs: Float32Array = outputs.dyn_into().map_err(|_| failed())?;
            let output = |values: &[f32]| {
                let (feature, activations) = values.split_at(FEATURE);
                ViewOutput { feature: feature.to_vec(), activations: activations.to_vec() }
            };
            Ok(outputs.to_vec().chunks_exact(FEATURE + TAIL_INPUT).map(output).collect())
        })
    }
}

impl Drop for Embedder {
    fn drop(&mut self) {
        // An empty message tells the embedder that its work is over.
        let _ = self.port.post_message(&message("stop", &[]));
        self.port.set_onmessage(None);
        self.port.close();
    }
}
