//! Prediction: drop, choose or paste photos, or use the webcam.

use crate::components::erased::erased;
use handlens_i18n::Localise;
use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlVideoElement;

use super::answer::{AnswerView, PredictionView};
use super::batch::BatchLine;
use crate::components::camera::{Camera, CameraProblem};
use crate::components::drop_zone::{Choice, ChooseButton, DropZone};
use crate::components::icon::{Icon, Symbol};
use crate::page::{CameraUse, Page};
use crate::upload::{self, Target};
use crate::{scheduling, webcam};
use handlens_i18n::t;

/// The place to drop photos, and their answers.
#[component]
pub(super) fn TryIt() -> impl IntoView {
    let page = Page::context();
    let jobs = page.read(|state| state.answers.cards());
    let headless =
        page.read(|state| state.training.report.is_none() && state.library.classes_with_photos() < 2);
    view! {
        <section id="try" class="panel try" aria-labelledby="try-title">
            <div class="panel-head">
                <h2 id="try-title">{t!("try-title")}</h2>
                <Show when=move || !jobs.read().is_empty()>
                    <button type="button" class="button is-plain" data-testid="clear-answers" on:click=erased(move |_| page.client.clear_answers())>
                        {t!("try-clear")}
                    </button>
                </Show>
            </div>
            <DropZone target=Target::Try class="try-zone">
                <p class="drop-title">{t!("try-drop")}</p>
                <p class="quiet">{t!("try-drop-more")}</p>
                <div class="row">
                    <ChooseButton choice=Choice::Photos target=Target::Try label=t!("try-choose") testid="try-input"/>
                    <ChooseButton choice=Choice::Folder target=Target::Try label=t!("try-folder") testid="try-folder-input"/>
                    <button type="button" class="button" data-testid="try-paste" title=t!("try-paste-title")
                        on:click=erased(move |_| upload::paste_button(page, Target::Try))>
                        <Symbol icon=Icon::Paste/>
                        <span class="label">{t!("try-paste")}</span>
                    </button>
                    <button type="button" class="button" data-testid="try-webcam" title=t!("try-webcam-title")
                        aria-pressed=move || (page.camera.get() == Some(CameraUse::Try)).to_string()
                        on:click=erased(move |_| page.toggle_camera(CameraUse::Try))>
                        <Symbol icon=Icon::Webcam/>
                        <span class="label">{t!("webcam-name")}</span>
                    </button>
                </div>
            </DropZone>
            <BatchLine/>
            <CameraProblem usage=CameraUse::Try/>
            <Show when=move || page.camera.get() == Some(CameraUse::Try)>
                <LiveAnswers/>
            </Show>
            <Show when=move || headless.get()>
                <p class="hint" data-testid="try-hint">{t!("try-hint")}</p>
            </Show>
            <div class="answers">
                <For each=move || jobs.get() key=|job| job.0 let:job>
                    <AnswerView job/>
                </For>
            </div>
        </section>
    }
}

/// The webcam with a live answer.
#[component]
fn LiveAnswers() -> impl IntoView {
    let page = Page::context();
    let answer = page.read(|state| state.answers.live().and_then(|live| live.answer.clone()));
    let failure = page.read(|state| state.answers.live().and_then(|live| live.failure.clone()));
    page.change(|state| state.answers.start_live());
    on_cleanup(move || page.change(|state| state.answers.stop_live()));
    view! {
        <div class="live" data-testid="live">
            <h3 class="visually-hidden">{t!("webcam-name")}</h3>
            <Camera usage=CameraUse::Try on_ready=move |video, on| spawn_local(ask_live(page, video, on))>
                ""
            </Camera>
            {move || failure.get().map(|sentence| view! { <p class="problem">{sentence.text()}</p> })}
            {move || answer.get().map(|given| view! { <PredictionView given/> })}
        </div>
    }
}

/// Sends frame after frame, each only after the answer to the one before.
async fn ask_live(page: Page, video: HtmlVideoElement, on: Rc<Cell<bool>>) {
    while on.get() {
        let began = scheduling::now();
        let waiting =
            page.state.with_untracked(|state| state.answers.live().is_none_or(|live| live.job.is_some()));
        if !waiting && let Some(frame) = webcam::frame(&video).await {
            page.client.predict_frame(&frame);
        }
        // While waiting, checks for the answer more often than frames may follow each other, so that no frame is late.
        let rest = if waiting { 25.0 } else { webcam::FRAME_MILLISECONDS - (scheduling::now() - began) };
        scheduling::wait(rest.max(0.0) as i32).await;
    }
}
