//! Embedders in workers of their own, which use the machine's other cores. They share no memory, because pages may use
//! shared memory only if their server isolates them. The page starts them, and this worker has a port to each.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Array, Float32Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, MessagePort};

use handlens_browser::event_loop;
use handlens_browser::message::{kind, message, part};
use handlens_core::{Error, Result, msg};
use handlens_vision::model::cpu::tail::loss::{Example, LossGradient};
use handlens_vision::model::embedder_pool::{Answer, EmbedderPool, RemoteEmbedder};
use handlens_vision::model::preprocess::side_of;
use handlens_vision::model::{FEATURE, TAIL_CHANNELS, ViewOutput, tail_pixels};

/// Global function set by `worker-start.js`: asks the page for a number of embedders and returns a port to each.
const START_EMBEDDERS: &str = "handlensEmbedders";

/// A pool of this many embedders, or an empty one if they cannot be started.
pub fn pool(count: usize) -> EmbedderPool {
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
    ended: Cell<bool>,
    /// Resolve functions of the promises that wait for outputs, in order.
    waiting: RefCell<VecDeque<Function>>,
}

impl State {
    /// The embedder has ended: everyone waiting for it gets an error.
    fn end(&self) {
        self.ready.set(false);
        self.ended.set(true);
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

    /// Sends a message with these parts, and transfers their memory.
    fn send(&self, kind: &str, parts: &[(&str, &JsValue)]) -> Result<(), JsValue> {
        let memory = parts.iter().map(|(_, buffer)| *buffer).collect::<Array>();
        self.port.post_message_with_transferable(&message(kind, parts), &memory)
    }

    /// Sends work, and returns what the embedder will answer.
    fn ask(&self, kind: &str, parts: &[(&str, &JsValue)]) -> Answer<Vec<f32>> {
        let promise = Promise::new(&mut |resolve, _| {
            if !self.state.ended.get() && self.send(kind, parts).is_ok() {
                self.state.waiting.borrow_mut().push_back(resolve);
            } else {
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
        });
        Box::pin(async move {
            let outputs = JsFuture::from(promise).await.map_err(|_| stopped())?;
            let outputs: Float32Array = outputs.dyn_into().map_err(|_| stopped())?;
            Ok(outputs.to_vec())
        })
    }
}

fn stopped() -> Error {
    Error::device(msg!("embedder-stopped"))
}

/// The memory of all numbers, one after the other, in JavaScript.
fn numbers<'a>(lists: impl Iterator<Item = &'a [f32]> + Clone) -> JsValue {
    let values = Float32Array::new_with_length(lists.clone().map(|list| list.len() as u32).sum());
    let mut start = 0;
    for list in lists {
        let end = start + list.len() as u32;
        values.subarray(start, end).copy_from(list);
        start = end;
    }
    values.buffer().into()
}

/// The number of pixels of each of these activations, `[P, 192]`.
fn pixels<'a>(activations: impl Iterator<Item = &'a [f32]>) -> Vec<f32> {
    activations.map(|activations| (activations.len() / TAIL_CHANNELS) as f32).collect()
}

impl RemoteEmbedder for Embedder {
    fn prepare(&self, weights: &[u8]) {
        let buffer = Uint8Array::from(weights).buffer();
        if self.send("weights", &[("weights", &buffer)]).is_err() {
            self.state.end();
        }
    }

    fn is_ready(&self) -> bool {
        self.state.ready.get()
    }

    fn outputs(&self, views: &[Vec<f32>]) -> Answer<Vec<ViewOutput>> {
        let sides: Vec<usize> = views.iter().map(|view| side_of(view).unwrap_or_default()).collect();
        let numbers_of_sides: Vec<f32> = sides.iter().map(|side| *side as f32).collect();
        let parts = [
            ("views", &numbers(views.iter().map(Vec::as_slice))),
            ("sides", &numbers([numbers_of_sides.as_slice()].into_iter())),
        ];
        let answer = self.ask("views", &parts);
        Box::pin(async move {
            let values = answer.await?;
            let mut rest = values.as_slice();
            let output = |side: usize| {
                let (feature, after) = rest.split_at_checked(FEATURE)?;
                let (activations, after) = after.split_at_checked(tail_pixels(side) * TAIL_CHANNELS)?;
                rest = after;
                Some(ViewOutput { feature: feature.to_vec(), activations: activations.to_vec() })
            };
            Ok(sides.into_iter().map_while(output).collect())
        })
    }

    fn gradient(&self, parameters: &[f32], classes: usize, examples: &[Example]) -> Answer<LossGradient> {
        let labels: Vec<f32> = examples.iter().map(|example| example.label as f32).collect();
        let weights: Vec<f32> = examples.iter().map(|example| example.weight).collect();
        let pixels = pixels(examples.iter().map(|example| example.activations));
        let targets = [&[classes as f32], labels.as_slice(), weights.as_slice(), pixels.as_slice()];
        let parts = [
            ("parameters", &numbers([parameters].into_iter())),
            ("targets", &numbers(targets.into_iter())),
            ("activations", &numbers(examples.iter().map(|example| example.activations))),
        ];
        let answer = self.ask("examples", &parts);
        Box::pin(async move {
            let mut values = answer.await?;
            let loss = values.pop().ok_or_else(stopped)?;
            Ok(LossGradient { loss, parameters: values })
        })
    }

    fn tail_features(&self, parameters: &[f32], activations: &[&[f32]]) -> Answer<Vec<Vec<f32>>> {
        let parts = [
            ("parameters", &numbers([parameters].into_iter())),
            ("activations", &numbers(activations.iter().copied())),
            ("pixels", &numbers([pixels(activations.iter().copied()).as_slice()].into_iter())),
        ];
        let answer = self.ask("activations", &parts);
        Box::pin(async move { Ok(answer.await?.chunks_exact(FEATURE).map(<[f32]>::to_vec).collect()) })
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
