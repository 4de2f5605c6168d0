//! The webcam's picture.

use crate::components::erased::erased;
use handlens_i18n::Localise;
use std::cell::Cell;
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlVideoElement;

use super::icon::{Icon, Symbol};
use crate::page::{CameraUse, Page};
use crate::webcam;
use handlens_i18n::t;

/// The webcam's picture. The webcam is on as long as this component exists and the page is visible.
#[component]
pub(crate) fn Camera(
    usage: CameraUse,
    /// Called once the video plays, with the video and a flag that turns false when the webcam goes off.
    on_ready: impl FnOnce(HtmlVideoElement, Rc<Cell<bool>>) + 'static,
    children: Children,
) -> impl IntoView {
    let page = Page::context();
    let video = NodeRef::<html::Video>::new();
    let on = StoredValue::new_local(Rc::new(Cell::new(true)));
    let on_ready = StoredValue::new_local(Some(on_ready));
    Effect::new(move |_| {
        let (Some(video), Some(on_ready)) = (video.get(), on_ready.try_update_value(Option::take).flatten())
        else {
            return;
        };
        let on = on.get_value();
        spawn_local(async move {
            match webcam::open(&video).await {
                Ok(stream) if on.get() => {
                    on_ready(video, Rc::clone(&on));
                    wait_for_end(&on).await;
                    webcam::close(&stream);
                }
                Ok(stream) => webcam::close(&stream),
                Err(sentence) => {
                    if on.get() {
                        page.camera.set(None);
                        page.camera_problem.set(Some((usage, sentence)));
                    }
                }
            }
        });
    });
    let hidden = window_event_listener_untyped("visibilitychange", move |_| {
        if document().hidden() {
            page.camera.set(None);
        }
    });
    on_cleanup(move || {
        hidden.remove();
        on.with_value(|on| on.set(false));
    });
    view! {
        <div class="camera">
            <video node_ref=video class="camera-video" muted playsinline autoplay aria-label=t!("webcam-name")></video>
            <div class="camera-row">
                {children()}
                <button type="button" class="button" on:click=erased(move |_| page.camera.set(None))>
                    <Symbol icon=Icon::Close/>
                    {t!("webcam-close")}
                </button>
            </div>
        </div>
    }
}

async fn wait_for_end(on: &Cell<bool>) {
    while on.get() {
        crate::scheduling::wait(100).await;
    }
}

/// Why the webcam could not be started for this use.
#[component]
pub(crate) fn CameraProblem(usage: CameraUse) -> impl IntoView {
    let page = Page::context();
    let problem = move || page.camera_problem.get().filter(|(whose, _)| *whose == usage);
    view! {
        <div class="announcer" role="status">
            {move || problem().map(|(_, sentence)| view! { <p class="problem" data-testid="camera-problem">{sentence.text()}</p> })}
        </div>
    }
}
