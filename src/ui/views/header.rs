//! The header: name, privacy, undo and redo, what does the work, and how far loading is.

use leptos::prelude::*;

use super::Screen;
use super::project_title::ProjectTitle;
use crate::protocol::{Command, Storage};
use crate::ui::figures::megabytes;
use crate::ui::page::{Page, Question};
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::menu::{Menu, Panel};
use crate::ui::parts::progress::Progress;
use crate::ui::state::{AppState, Bytes};

/// The header.
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
                <button type="button" class="privacy-link" data-testid="proof-open" aria-haspopup="dialog"
                    title="How to check that nothing leaves" on:click=move |_| page.question.set(Some(Question::Proof))>
                    <Symbol icon=Icon::Lock/>
                    <span>"Your photos stay on this device"</span>
                </button>
                <Show when=move || in_memory.get()>
                    <span class="storage-notice" data-testid="storage-notice">"This project ends with the tab"</span>
                </Show>
            </p>
            <div class="header-actions">
                <Show when=in_project>
                    <Journal/>
                </Show>
                <button type="button" class="button icon-only" data-testid="storage-open" title="Storage" aria-label="Storage"
                    on:click=move |_| page.question.set(Some(Question::Storage))>
                    <Symbol icon=Icon::Storage/>
                </button>
                <DeviceBadge/>
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
    let title = |word: &str, change: Option<String>| match change {
        Some(change) => format!("{word}: {change}"),
        None => format!("Nothing to {}", word.to_lowercase()),
    };
    let undo_title = move || title("Undo", undo.get());
    let redo_title = move || title("Redo", redo.get());
    view! {
        <div class="journal" role="group" aria-label="History">
            <button type="button" class="button icon-only" data-testid="undo" title=undo_title aria-label=undo_title
                aria-keyshortcuts="Control+Z Meta+Z"
                disabled=move || undo.with(Option::is_none) on:click=move |_| page.send(Command::Undo)>
                <Symbol icon=Icon::Undo/>
            </button>
            <button type="button" class="button icon-only" data-testid="redo" title=redo_title aria-label=redo_title
                aria-keyshortcuts="Control+Shift+Z Meta+Shift+Z"
                disabled=move || redo.with(Option::is_none) on:click=move |_| page.send(Command::Redo)>
                <Symbol icon=Icon::Redo/>
            </button>
        </div>
    }
}

/// What does the work. The reason opens with the button, so that keyboard and touch reach it too.
#[component]
fn DeviceBadge() -> impl IntoView {
    let page = Page::context();
    let device = page.read(|state| state.device.clone());
    let name = move || match device.get() {
        Some(device) if device.gpu => "GPU".to_owned(),
        Some(device) => device.name,
        None => "Starting…".to_owned(),
    };
    let adapter =
        move || device.get().filter(|device| device.gpu).map(|device| format!(" · {}", device.name));
    let explanation = move || match device.get() {
        Some(device) if device.gpu => {
            format!(
                "Your GPU does the work, through WebGPU: {}. Nothing is computed anywhere else. {}",
                device.name, device.reason
            )
        }
        Some(device) => device.reason,
        None => "Handlens is still loading what it needs.".to_owned(),
    };
    let gpu = page.read(|state| state.device.as_ref().is_some_and(|device| device.gpu));
    view! {
        <div class="device" class:is-gpu=gpu>
            <Menu
                panel=Panel::Note
                label=Signal::derive(move || format!("{}{}. What does the work?", name(), adapter().unwrap_or_default()))
                testid="device-badge"
                class="badge"
                button=move || view! { <Symbol icon=Icon::Chip/><span class="device-name">{name}<span class="device-adapter">{adapter}</span></span> }
            >
                <p data-testid="device-reason">{explanation}</p>
            </Menu>
        </div>
    }
}

/// How far loading is, until a device does the work.
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
                <Progress share label="Loading"/>
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
        Some(total) => format!("{} of {} MB", megabytes(bytes.loaded), megabytes(total)),
        None => format!("{} MB", megabytes(bytes.loaded)),
    };
    let complete = |bytes: &Bytes| bytes.total.is_some_and(|total| bytes.loaded >= total);
    Some(match (state.worker.program, state.worker.model) {
        (_, Some(bytes)) if complete(&bytes) => "Getting ready…".to_owned(),
        (_, Some(bytes)) => format!("Loading the model · {}", amount(bytes)),
        (Some(bytes), None) if complete(&bytes) => "Starting the program…".to_owned(),
        (Some(bytes), None) => format!("Loading the program · {}", amount(bytes)),
        (None, None) => "Loading…".to_owned(),
    })
}
