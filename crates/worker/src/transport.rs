//! Commands in, events out. Bytes travel next to the header, never inside it.
//!
//! Page → worker: `{ type: "command", header: Command, files: [File | Blob | ImageBitmap, …] }`.
//! Worker → page: `{ type: "event", header: Event, buffers: [ArrayBuffer, …] }`, the buffers transferred.

use js_sys::{Array, Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, ImageBitmap, MessageEvent};

use super::files::BlobReader;
use handlens_browser::decode::{BitmapSource, BlobSource};
use handlens_browser::message::message;
use handlens_browser::{describe, scope};
use handlens_core::protocol::{Command, CommandAttachments, Event};
use handlens_core::{Error, Result, msg};
use handlens_engine::session::{Attachment, Attachments};
use handlens_vision::photo::PhotoSource;

/// Sends one event with its attachments, in as many messages as its lists need.
pub fn post(event: Event, attachments: Vec<Vec<u8>>) -> Result<()> {
    event.into_parts(attachments).iter().try_for_each(|(part, attachments)| post_part(part, attachments))
}

fn post_part(event: &Event, attachments: &[Vec<u8>]) -> Result<()> {
    let unsent = |cause: String| Error::request(msg!("worker-unheard")).with_detail(cause);
    let header = event
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|cause| unsent(cause.to_string()))?;
    let buffers: Array =
        attachments.iter().map(|bytes| Uint8Array::from(bytes.as_slice()).buffer()).collect();
    let message = message("event", &[("header", &header), ("buffers", &buffers)]);
    scope()?.post_message_with_transfer(&message, &buffers).map_err(|failure| unsent(describe(&failure)))
}

/// Calls `receive` for every message from the page, for as long as the worker lives.
pub fn listen(mut receive: impl FnMut(Result<(Command, Attachments)>) + 'static) -> Result<()> {
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
        receive(read(&message.data()));
    });
    scope()?.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The worker listens until the page terminates it.
    on_message.forget();
    Ok(())
}

/// Parses a message from the page.
fn read(message: &JsValue) -> Result<(Command, Attachments)> {
    let foreign = |cause: String| Error::request(msg!("worker-not-understood")).with_detail(cause);
    let part = |key: &str| Reflect::get(message, &key.into()).map_err(|failure| foreign(describe(&failure)));
    let command: Command =
        serde_wasm_bindgen::from_value(part("header")?).map_err(|cause| foreign(cause.to_string()))?;
    let files = part("files")?.dyn_into::<Array>().unwrap_or_default();
    let announced = command.attachments();
    if announced.count() != files.length() as usize {
        return Err(foreign(format!("{} names for {} files", announced.count(), files.length())));
    }
    let attachments: std::result::Result<Attachments, String> = match announced {
        CommandAttachments::None => Ok(Vec::new()),
        CommandAttachments::Photos(names) => {
            let photos = files.iter().zip(names);
            photos.map(|(file, name)| source(file, name).map(Attachment::Photo)).collect()
        }
        CommandAttachments::File(_) => files.iter().map(piecewise).collect(),
    };
    let attachments = attachments.map_err(foreign)?;
    Ok((command, attachments))
}

fn piecewise(file: JsValue) -> Result<Attachment, String> {
    let blob: Blob = file.dyn_into().map_err(|other| format!("attachment of a foreign kind: {other:?}"))?;
    let reader = BlobReader::new(blob).map_err(|failure| describe(&failure))?;
    let bytes = reader.size();
    Ok(Attachment::File(Box::new(reader), bytes))
}

fn source(file: JsValue, name: &str) -> Result<Box<dyn PhotoSource>, String> {
    match file.dyn_into::<Blob>() {
        Ok(blob) => Ok(Box::new(BlobSource::new(name, blob))),
        Err(other) => match other.dyn_into::<ImageBitmap>() {
            Ok(bitmap) => Ok(Box::new(BitmapSource::new(name, bitmap))),
            Err(other) => Err(format!("attachment of a foreign kind: {other:?}")),
        },
    }
}
