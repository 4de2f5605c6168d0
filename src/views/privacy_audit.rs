//! How to verify that nothing leaves the device, and what a page cannot prove about itself.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::delete_all::Everything;
use crate::components::dialog::{Dialog, DialogHead};
use crate::components::erased::erased;
use crate::components::icon::{Icon, Symbol};
use crate::page::Page;
use crate::privacy_audit;
use crate::state::privacy_audit::{Attempt, Removal, Request, summary};
use handlens_core::message::Value;
use handlens_i18n::t;

/// How often the list of requests is updated, in milliseconds.
const LOOK_MILLISECONDS: u64 = 500;

/// The dialogue about privacy.
#[component]
pub(super) fn PrivacyDialog() -> impl IntoView {
    let page = Page::context();
    let removal = RwSignal::new(Removal::No);
    // During the deletion the page has no worker, and this dialogue reports the outcome.
    let held = Signal::derive(move || removal.with(|removal| *removal == Removal::Running));
    let close = move || match removal.get_untracked() {
        Removal::Running => {}
        // The page has no worker any more, so it reloads.
        Removal::Done | Removal::Failed(_) => drop(location().replace("./")),
        Removal::No | Removal::Asked => page.question.set(None),
    };
    view! {
        <Dialog label=t!("privacy-label") held close>
            <div class="privacy-audit" data-testid="privacy-panel">
                <DialogHead title=t!("privacy-title") close/>
                <p>{t!("privacy-about")}</p>
                <Requests/>
                <Refusal/>
                <Airplane/>
                <Kept/>
                <section>
                    <h3>{t!("privacy-data")}</h3>
                    <p data-testid="privacy-data">{t!("privacy-data-about")}</p>
                </section>
                <Everything removal/>
                <section>
                    <h3>{t!("privacy-limits")}</h3>
                    <ul class="privacy-limits">
                        <li>{t!("privacy-limit-browser")}</li>
                        <li>{t!("privacy-limit-extensions")}</li>
                        <li>{t!("privacy-limit-server")}</li>
                        <li>{t!("privacy-limit-people")}</li>
                    </ul>
                </section>
            </div>
        </Dialog>
    }
}

/// Every request since the page was opened.
#[component]
fn Requests() -> impl IntoView {
    let requests = RwSignal::new(privacy_audit::requests());
    let again = set_interval_with_handle(
        move || {
            let now = privacy_audit::requests();
            if now.len() != requests.with_untracked(Vec::len) {
                requests.set(now);
            }
        },
        std::time::Duration::from_millis(LOOK_MILLISECONDS),
    );
    on_cleanup(move || {
        if let Ok(again) = again {
            again.clear();
        }
    });
    view! {
        <section>
            <h3>{t!("privacy-requests")}</h3>
            <p role="status" data-testid="privacy-summary">{move || requests.with(|requests| summary(requests))}</p>
            <details>
                <summary>{move || t!("privacy-requests-all", count = requests.with(Vec::len))}</summary>
                <div class="privacy-requests" tabindex="0" role="region" aria-label=t!("privacy-requests-label")>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{t!("privacy-request-after")}</th>
                                <th scope="col">{t!("privacy-request-for")}</th>
                                <th scope="col">{t!("privacy-request-by")}</th>
                            </tr>
                        </thead>
                        <tbody>{move || requests.get().into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
                <p class="quiet">{t!("privacy-requests-source")}</p>
            </details>
        </section>
    }
}

fn row(request: Request) -> impl IntoView {
    let seconds = t!("privacy-request-seconds", number = Value::decimal(request.milliseconds / 1000.0, 1));
    view! {
        <tr data-testid="privacy-request" class:is-elsewhere=request.elsewhere>
            <td>{seconds}</td>
            <td>{request.address}</td>
            <td>{request.source.word()}</td>
        </tr>
    }
}

/// The policy in force, and an attempt to break it.
#[component]
fn Refusal() -> impl IntoView {
    let trying = RwSignal::new(false);
    let outcome = RwSignal::new(None::<Option<Attempt>>);
    let begin = move |_| {
        trying.set(true);
        spawn_local(async move {
            let attempt = privacy_audit::attempt().await;
            // The dialogue may be closed by then.
            let _ = outcome.try_set(Some(attempt));
            let _ = trying.try_set(false);
        });
    };
    view! {
        <section>
            <h3>{t!("privacy-rules")}</h3>
            <p>{t!("privacy-rules-about")}</p>
            <details>
                <summary>{t!("privacy-rules-verbatim")}</summary>
                <code class="privacy-policy" data-testid="privacy-policy">{privacy_audit::policy()}</code>
            </details>
            <button type="button" class="button" data-testid="privacy-attempt" disabled=move || trying.get() on:click=erased(begin)>
                {t!("privacy-try")}
            </button>
            <div role="status" data-testid="privacy-attempt-result">{move || outcome.get().map(attempted)}</div>
        </section>
    }
}

fn attempted(attempt: Option<Attempt>) -> AnyView {
    let Some(attempt) = attempt else {
        return view! { <p class="problem">{t!("privacy-try-failed")}</p> }.into_any();
    };
    let policies: Vec<_> = attempt
        .page
        .policies
        .iter()
        .chain(attempt.worker.iter().filter_map(|worker| worker.policy.as_ref()))
        .cloned()
        .collect();
    view! {
        <p>{attempt.of_page()}</p>
        <p>{attempt.of_worker()}</p>
        <details>
            <summary>{t!("privacy-rules-refused")}</summary>
            {policies.into_iter().map(|policy| view! { <code class="privacy-policy">{policy}</code> }).collect_view()}
        </details>
    }
    .into_any()
}

/// The check with airplane mode, in two steps.
#[component]
fn Airplane() -> impl IntoView {
    let page = Page::context();
    let offline = page.read(|state| state.airplane.is_offline());
    let answered = page.read(|state| state.airplane.answered(&state.answers));
    view! {
        <section>
            <h3>{t!("privacy-airplane")}</h3>
            <ol class="privacy-steps">
                <li class:is-done=move || offline.get() || answered.get() != 0>
                    {t!("privacy-airplane-switch")}
                </li>
                <li class:is-done=move || answered.get() != 0>
                    {t!("privacy-airplane-try")}
                </li>
            </ol>
            <p role="status" data-testid="privacy-network">
                {move || match (offline.get(), answered.get()) {
                    (true, 0) => t!("privacy-airplane-off"),
                    (true, photos) => t!("privacy-airplane-off-answered", count = photos),
                    (false, 0) => t!("privacy-airplane-on"),
                    (false, photos) => t!("privacy-airplane-on-answered", count = photos),
                }}
            </p>
        </section>
    }
}

/// Whether the page opens without a network, and the offer to install it.
#[component]
fn Kept() -> impl IntoView {
    let page = Page::context();
    let offline = page.read(|state| state.offline);
    view! {
        <section>
            <h3>{t!("privacy-offline")}</h3>
            <p role="status" data-testid="privacy-offline">{move || offline.get().line()}</p>
            <Show when=move || offline.get().installable>
                <button type="button" class="button" data-testid="install" on:click=erased(move |_| spawn_local(privacy_audit::install()))>
                    <Symbol icon=Icon::Plus/>
                    {t!("privacy-install")}
                </button>
            </Show>
        </section>
    }
}
