//! Alerts below the header, and toasts in the corner.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::components::erased::erased;
use crate::components::icon::{Icon, Symbol};
use crate::page::Page;
use crate::scheduling;
use crate::state::messages::{Action, Details, Toast};
use crate::state::notices::Cause;
use handlens_core::protocol::Command;
use handlens_i18n::Localise;
use handlens_i18n::t;

/// How long a toast stays if it lists and refuses nothing, in milliseconds.
const BRIEF_MILLISECONDS: i32 = 8000;
/// How long a toast stays if it offers an action, in milliseconds.
const ACTION_MILLISECONDS: i32 = 20_000;

/// Failures, until they are dismissed.
#[component]
pub(super) fn Alerts() -> impl IntoView {
    let page = Page::context();
    let alerts = page.read(|state| state.messages.alerts().to_vec());
    let stopped = page.read(|state| state.worker.stopped.clone());
    let slow = page.read(|state| state.worker.slow && state.worker.stopped.is_none());
    view! {
        <div class="alerts" role="alert">
            {move || stopped.get().map(|sentence| view! {
                <div class="alert" data-testid="alert">
                    <Symbol icon=Icon::Warning/>
                    <p>{sentence.text()}</p>
                    <button type="button" class="button" data-testid="start-again" on:click=erased(move |_| page.client.start_again())>
                        {t!("worker-start-again")}
                    </button>
                </div>
            })}
            <Show when=move || slow.get()>
                <div class="alert" data-testid="slow-start">
                    <Symbol icon=Icon::Warning/>
                    <p>{t!("worker-slow")}</p>
                    <button type="button" class="button" data-testid="start-again" on:click=erased(move |_| page.client.give_up_start())>
                        {t!("worker-start-again")}
                    </button>
                </div>
            </Show>
            <For each=move || alerts.get() key=|alert| alert.id let:alert>
                <div class="alert" data-testid="alert">
                    <Symbol icon=Icon::Warning/>
                    <p>{alert.sentence.text()}</p>
                    <Dismiss id=alert.id/>
                </div>
            </For>
        </div>
    }
}

/// What has ended, and what is good to know.
#[component]
pub(super) fn Toasts() -> impl IntoView {
    let page = Page::context();
    let toasts = page.read(|state| state.messages.toasts().to_vec());
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.get() key=|toast| toast.id let:toast>
                <ToastView toast/>
            </For>
        </div>
    }
}

#[component]
fn ToastView(toast: Toast) -> impl IntoView {
    let page = Page::context();
    let id = toast.id;
    let stay = if toast.action.is_some() { ACTION_MILLISECONDS } else { BRIEF_MILLISECONDS };
    if toast.brief {
        spawn_local(async move {
            scheduling::wait(stay).await;
            page.change(|state| state.messages.dismiss(id));
        });
    }
    let testid = if toast.import.is_some() { "import-summary" } else { "toast" };
    let Details { visible, folded, unlisted, summary } = toast.details();
    view! {
        <div class="toast" data-testid=testid>
            <p>{toast.sentence.text()}</p>
            <div class="toast-actions">
                {toast.action.map(|action| view! { <Act id action/> })}
                <Dismiss id/>
            </div>
            {(!visible.is_empty()).then(|| view! { <ul>{visible.iter().map(told).collect_view()}</ul> })}
            {summary.map(|summary| view! {
                <details>
                    <summary>{summary}</summary>
                    <ul>
                        {folded.iter().map(told).collect_view()}
                        {(unlisted > 0).then(|| view! { <li>{t!("notices-unlisted", count = unlisted)}</li> })}
                    </ul>
                </details>
            })}
        </div>
    }
}

/// One cause: a file with its sentence, or one sentence with the names of all files.
pub(super) fn told(cause: &Cause) -> impl IntoView + use<> {
    let quiet = cause.is_note();
    let names = cause.first_names();
    let content = match (cause.of_all(), cause.further_names()) {
        (None, _) => {
            let name = (!names.is_empty()).then(|| view! { <strong>{names}</strong>" " });
            view! { {name}{cause.message.text()} }.into_any()
        }
        (Some(sentence), None) => view! { {sentence}" "<strong>{names}</strong> }.into_any(),
        // All further names in one text, because thousands of lines would block the page.
        (Some(sentence), Some(further)) => view! {
            {sentence}
            <details class="notice-names">
                <summary><strong>{names}</strong></summary>
                <p>{further}</p>
            </details>
        }
        .into_any(),
    };
    view! { <li data-testid="notice" class:is-quiet=quiet>{content}</li> }
}

#[component]
fn Act(id: u32, action: Action) -> impl IntoView {
    let page = Page::context();
    let (label, testid) = match &action {
        Action::Open(_) => (t!("toast-open"), "toast-open"),
        Action::Restore(_) | Action::Undo => (t!("undo"), "toast-undo"),
    };
    let act = move |_| {
        page.change(|state| state.messages.dismiss(id));
        match action.clone() {
            Action::Open(project) => page.open_project(project),
            Action::Restore(project) => page.restore_project(project),
            Action::Undo => page.send(Command::Undo),
        }
    };
    view! { <button type="button" class="button is-plain" data-testid=testid on:click=erased(act)>{label}</button> }
}

#[component]
fn Dismiss(id: u32) -> impl IntoView {
    let page = Page::context();
    view! {
        <button type="button" class="button icon-only dismiss" aria-label=t!("dismiss") title=t!("dismiss")
            data-testid="dismiss"
            on:click=erased(move |_| page.change(|state| state.messages.dismiss(id)))>
            <Symbol icon=Icon::Close/>
        </button>
    }
}
