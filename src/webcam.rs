//! The webcam: opens it, takes frames, and stops it, so that its lamp goes out.

use js_sys::Reflect;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, HtmlVideoElement, ImageBitmap, MediaStream, MediaStreamConstraints, MediaStreamTrack,
};

use handlens_core::message::Message;
use handlens_core::msg;

/// Time between two frames, in milliseconds: about four a second, for live answers and for bursts.
pub(crate) const FRAME_MILLISECONDS: f64 = 250.0;

/// Opens the webcam and shows it in a video element. The error is a message for the person.
pub(crate) async fn open(video: &HtmlVideoElement) -> Result<MediaStream, Message> {
    let stream = request().await.map_err(|cause| sentence(&cause))?;
    video.set_src_object(Some(&stream));
    if let Ok(playing) = video.play() {
        // Playing fails if the video is removed first; there is nothing to show then.
        let _ = JsFuture::from(playing).await;
    }
    Ok(stream)
}

async fn request() -> Result<MediaStream, JsValue> {
    // Whatever the binding's type says, it is absent unless the page is served securely.
    let devices = Reflect::get(&window().navigator(), &"mediaDevices".into())?;
    if devices.is_undefined() {
        return Err(JsValue::UNDEFINED);
    }
    let size = js_sys::Object::new();
    Reflect::set(&size, &"width".into(), &ideal(1024)?)?;
    Reflect::set(&size, &"height".into(), &ideal(768)?)?;
    Reflect::set(&size, &"facingMode".into(), &"environment".into())?;
    let constraints = MediaStreamConstraints::new();
    constraints.set_video(&size);
    let promise = window().navigator().media_devices()?.get_user_media_with_constraints(&constraints)?;
    JsFuture::from(promise).await?.dyn_into()
}

fn ideal(pixels: u32) -> Result<JsValue, JsValue> {
    let value = js_sys::Object::new();
    Reflect::set(&value, &"ideal".into(), &pixels.into())?;
    Ok(value.into())
}

fn sentence(cause: &JsValue) -> Message {
    let name = cause.dyn_ref::<DomException>().map(DomException::name).unwrap_or_default();
    match name.as_str() {
        "NotAllowedError" | "SecurityError" => msg!("webcam-not-allowed"),
        "NotFoundError" | "OverconstrainedError" => msg!("webcam-not-found"),
        "NotReadableError" => msg!("webcam-in-use"),
        _ => msg!("webcam-not-offered"),
    }
}

/// Stops the webcam.
pub(crate) fn close(stream: &MediaStream) {
    for track in stream.get_tracks().iter() {
        track.unchecked_into::<MediaStreamTrack>().stop();
    }
}

/// The current frame; none while the webcam does not show anything yet.
pub(crate) async fn frame(video: &HtmlVideoElement) -> Option<ImageBitmap> {
    if video.video_width() == 0 {
        return None;
    }
    let promise = window().create_image_bitmap_with_html_video_element(video).ok()?;
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}
