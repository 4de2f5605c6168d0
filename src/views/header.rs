//! The header: name, privacy, undo and redo, the device, and loading progress.

use leptos::prelude::*;

use super::Screen;
use super::language::LanguageChoice;
use super::project_title::ProjectTitle;
use crate::components::erased::erased;
use crate::components::icon::{Icon, Symbol};
use crate::components::menu::{Menu, Panel};
use crate::components::progress::Progress;
use crate::number_format::megabytes;
use crate::page::{Page, Question};
use crate::state::{AppState, Bytes};
use handlens_core::protocol::{Command, Storage};
use handlens_i18n::Localise;
use handlens_i18n::t;

#[component]
pub(super) fn Header(screen: Memo<Screen>) -> impl IntoView {
    let page = Page::context();
    let in_memory = page.read(|state| state.storage == Some(Storage::Memory));
    let in_project = move || screen.get() == Screen::Project;
    view! {
        <div class="header">
            <div class="brand">
                <Symbol icon=Icon::Mark/>
                <h1>"Handlens"</h1>
            </div>
            <Show when=in_project>
                <ProjectTitle/>
            </Show>
            <p class="privacy">
                <button type="button" class="privacy-link" data-testid="privacy-open" aria-haspopup="dialog"
                    title=t!("header-privacy-title") on:click=erased(move |_| page.question.set(Some(Question::Privacy)))>
                    <Symbol icon=Icon::Lock/>
                    <span>{t!("header-privacy")}</span>
                </button>
                <Show when=move || in_memory.get()>
                    <span class="storage-notice" data-testid="storage-notice">{t!("header-in-memory")}</span>
                </Show>
            </p>
            <div class="header-actions">
                <Show when=in_project>
                    <Journal/>
                </Show>
                <button type="button" class="button icon-only" data-testid="storage-open" title=t!("header-storage")
                    aria-label=t!("header-storage")
                    on:click=erased(move |_| page.question.set(Some(Question::Storage)))>
                    <Symbol icon=Icon::Storage/>
                </button>
                <LanguageChoice/>
                <DeviceBadge/>
                <button type="button" class="button icon-only about-button" data-testid="about-open" title=t!("about") aria-label=t!("about")
                    on:click=erased(move |_| page.question.set(Some(Question::About)))>
                    <Symbol icon=Icon::About/>
                </button>
            </div>
            <Loading/>
        </div>
    }
}

#[component]
fn Journal() -> impl IntoView {
    let page = Page::context();
    let undo = page.read(|state| state.journal.undo.clone());
    let redo = page.read(|state| state.journal.redo.clone());
    let undo_title = move || match undo.get() {
        Some(change) => t!("undo-change", change = change),
        None => t!("undo-nothing"),
    };
    let redo_title = move || match redo.get() {
        Some(change) => t!("redo-change", change = change),
        None => t!("redo-nothing"),
    };
    view! {
        <div class="journal" role="group" aria-label=t!("header-history")>
            <button type="button" class="button icon-only" data-testid="undo" title=undo_title aria-label=undo_title
                aria-keyshortcuts="Control+Z Meta+Z"
                disabled=move || undo.with(Option::is_none) on:click=erased(move |_| page.send(Command::Undo))>
                <Symbol icon=Icon::Undo/>
            </button>
            <button type="button" class="button icon-only" data-testid="redo" title=redo_title aria-label=redo_title
                aria-keyshortcuts="Control+Shift+Z Meta+Shift+Z"
                disabled=move || redo.with(Option::is_none) on:click=erased(move |_| page.send(Command::Redo))>
                <Symbol icon=Icon::Redo/>
            </button>
        </div>
    }
}

/// The device that computes. The reason opens with the button, so that it can be reached by keyboard and touch, too.
#[component]
fn DeviceBadge() -> impl IntoView {
    let page = Page::context();
    let device = page.read(|state| state.device.clone());
    let name = move || match device.get() {
        Some(device) if device.gpu => "GPU".to_owned(),
        Some(device) => device.name,
        None => t!("header-device-starting"),
    };
    let adapter =
        move || device.get().filter(|device| device.gpu).map(|device| format!(" · {}", device.name));
    let question =
        move || t!("header-device-question", device = format!("{}{}", name(), adapter().unwrap_or_default()));
    let explanation = move || match device.get() {
        Some(device) if device.gpu => {
            t!("header-device-gpu", name = device.name, reason = device.reason)
        }
        Some(device) => device.reason.text(),
        None => t!("header-device-unknown"),
    };
    let gpu = page.read(|state| state.device.as_ref().is_some_and(|device| device.gpu));
    view! {
        <div class="device" class:is-gpu=gpu>
            <Menu
                panel=Panel::Note
                label=Signal::derive(question)
                testid="device-badge"
                class="badge"
                button=move || view! { <Symbol icon=Icon::Chip/><span class="device-name">{name}<span class="device-adapter">{adapter}</span></span> }
            >
                <p data-testid="device-reason">{explanation}</p>
            </Menu>
        </div>
    }
}

/// Loading progress, until a device is ready.
#[component]
fn Loading() -> impl IntoView {
    let page = Page::context();
    let line = page.read(loading_line);
    let share = page.read(|state| {
        let part = state.worker.model.or(state.worker.program)?;
        part.total.filter(|total| *total > 0).map(|total| part.loaded as f64 / total as f64)
    });
    view! {
        <Show when=move || line.with(Option::is_some)>
            <div class="loading" data-testid="loading-bar">
                <Progress share label=t!("loading-label")/>
                <p>{move || line.get()}</p>
            </div>
        </Show>
    }
}

fn loading_line(state: &AppState) -> Option<String> {
    if state.is_ready() || state.worker.stopped.is_some() {
        return None;
    }
    let amount = |bytes: Bytes| match bytes.total {
        Some(total) => {
            t!("loading-megabytes-of", loaded = megabytes(bytes.loaded), total = megabytes(total))
        }
        None => t!("loading-megabytes", loaded = megabytes(bytes.loaded)),
    };
    let complete = |bytes: &Bytes| bytes.total.is_some_and(|total| bytes.loaded >= total);
    Some(match (state.worker.program, state.worker.model) {
        (_, Some(bytes)) if complete(&bytes) => t!("loading-ready"),
        (_, Some(bytes)) => t!("loading-model", amount = amount(bytes)),
        (Some(bytes), None) if complete(&bytes) => t!("loading-start"),
        (Some(bytes), None) => t!("loading-program", amount = amount(bytes)),
        (None, None) => t!("loading-begin"),
    })
}
