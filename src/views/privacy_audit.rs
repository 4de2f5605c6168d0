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
pub(super) fn ProofDialog() -> impl IntoView {
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
        <Dialog label=t!("proof-label") held close>
            <div class="proof" data-testid="proof-panel">
                <DialogHead title=t!("proof-title") close/>
                <p>{t!("proof-about")}</p>
                <Requests/>
                <Refusal/>
                <Airplane/>
                <Kept/>
                <section>
                    <h3>{t!("proof-data")}</h3>
                    <p data-testid="proof-data">{t!("proof-data-about")}</p>
                </section>
                <Everything removal/>
                <section>
                    <h3>{t!("proof-limits")}</h3>
                    <ul class="proof-limits">
                        <li>{t!("proof-limit-browser")}</li>
                        <li>{t!("proof-limit-extensions")}</li>
                        <li>{t!("proof-limit-server")}</li>
                        <li>{t!("proof-limit-people")}</li>
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
            <h3>{t!("proof-requests")}</h3>
            <p role="status" data-testid="proof-summary">{move || requests.with(|requests| summary(requests))}</p>
            <details>
                <summary>{move || t!("proof-requests-all", count = requests.with(Vec::len))}</summary>
                <div class="proof-requests" tabindex="0" role="region" aria-label=t!("proof-requests-label")>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{t!("proof-request-after")}</th>
                                <th scope="col">{t!("proof-request-for")}</th>
                                <th scope="col">{t!("proof-request-by")}</th>
                            </tr>
                        </thead>
                        <tbody>{move || requests.get().into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
                <p class="quiet">{t!("proof-requests-source")}</p>
            </details>
        </section>
    }
}

fn row(request: Request) -> impl IntoView {
    let seconds = t!("proof-request-seconds", number = Value::decimal(request.milliseconds / 1000.0, 1));
    view! {
        <tr data-testid="proof-request" class:is-elsewhere=request.elsewhere>
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
            <h3>{t!("proof-rules")}</h3>
            <p>{t!("proof-rules-about")}</p>
            <details>
                <summary>{t!("proof-rules-verbatim")}</summary>
                <code class="proof-policy" data-testid="proof-policy">{privacy_audit::policy()}</code>
            </details>
            <button type="button" class="button" data-testid="proof-attempt" disabled=move || trying.get() on:click=erased(begin)>
                {t!("proof-try")}
            </button>
            <div role="status" data-testid="proof-attempt-result">{move || outcome.get().map(attempted)}</div>
        </section>
    }
}

fn attempted(attempt: Option<Attempt>) -> AnyView {
    let Some(attempt) = attempt else {
        return view! { <p class="problem">{t!("proof-try-failed")}</p> }.into_any();
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
            <summary>{t!("proof-rules-refused")}</summary>
            {policies.into_iter().map(|policy| view! { <code class="proof-policy">{policy}</code> }).collect_view()}
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
            <h3>{t!("proof-airplane")}</h3>
            <ol class="proof-steps">
                <li class:is-done=move || offline.get() || answered.get() != 0>
                    {t!("proof-airplane-switch")}
                </li>
                <li class:is-done=move || answered.get() != 0>
                    {t!("proof-airplane-try")}
                </li>
            </ol>
            <p role="status" data-testid="proof-network">
                {move || match (offline.get(), answered.get()) {
                    (true, 0) => t!("proof-airplane-off"),
                    (true, photos) => t!("proof-airplane-off-answered", count = photos),
                    (false, 0) => t!("proof-airplane-on"),
                    (false, photos) => t!("proof-airplane-on-answered", count = photos),
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
            <h3>{t!("proof-offline")}</h3>
            <p role="status" data-testid="proof-offline">{move || offline.get().line()}</p>
            <Show when=move || offline.get().installable>
                <button type="button" class="button" data-testid="install" on:click=erased(move |_| spawn_local(privacy_audit::install()))>
                    <Symbol icon=Icon::Plus/>
                    {t!("proof-install")}
                </button>
            </Show>
        </section>
    }
}
