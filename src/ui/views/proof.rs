//! How a person can see for themselves that nothing leaves the device, and what a page cannot prove.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::removal::Everything;
use crate::ui::figures::{count, grouped};
use crate::ui::page::Page;
use crate::ui::parts::dialog::{Dialog, DialogHead};
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::proof;
use crate::ui::state::proof::{Attempt, Removal, Request, summary};

/// How often the list of requests is read anew, in milliseconds.
const LOOK_MILLISECONDS: u64 = 500;

/// The dialogue about privacy.
#[component]
pub(super) fn ProofDialog() -> impl IntoView {
    let page = Page::context();
    let removal = RwSignal::new(Removal::No);
    let close = move || match removal.get_untracked() {
        Removal::Running => {}
        // The page has no worker any more: it begins anew.
        Removal::Done | Removal::Failed(_) => drop(location().replace("./")),
        Removal::No | Removal::Asked => page.question.set(None),
    };
    view! {
        <Dialog label="How to check that nothing leaves" close>
            <div class="proof" data-testid="proof-panel">
                <DialogHead title="Your photos stay on this device" close/>
                <p>"Photos, labels and what is learned from them are handled by this page on this device and sent nowhere. You need \
                    not take our word for it:"</p>
                <Requests/>
                <Refusal/>
                <Airplane/>
                <Kept/>
                <Everything removal/>
                <section>
                    <h3>"What no page can prove"</h3>
                    <ul class="proof-limits">
                        <li>"That the browser keeps the rules. It is the browser that refuses and that lists the requests here."</li>
                        <li>"That extensions of your browser send nothing. They may read every page and are not bound by its rules."</li>
                        <li>"That its server hands out the same page tomorrow. A copy kept on this device changes only when you accept \
                            a new version; the list above then begins anew."</li>
                        <li>"That nobody else can open this browser on this device and see what is stored."</li>
                    </ul>
                </section>
            </div>
        </Dialog>
    }
}

/// Every request since the page was opened.
#[component]
fn Requests() -> impl IntoView {
    let requests = RwSignal::new(proof::requests());
    let again = set_interval_with_handle(
        move || {
            let now = proof::requests();
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
            <h3>"Every request since you opened this page"</h3>
            <p role="status" data-testid="proof-summary">{move || requests.with(|requests| summary(requests))}</p>
            <details>
                <summary>{move || requests.with(|requests| count(requests.len(), "request", "requests"))}", as they come"</summary>
                <div class="proof-requests" tabindex="0" role="region" aria-label="Requests">
                    <table>
                        <thead><tr><th scope="col">"After"</th><th scope="col">"What for"</th><th scope="col">"Answered by"</th></tr></thead>
                        <tbody>{move || requests.get().into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
                <p class="quiet">"From the browser’s own list of this page’s requests, and from the log of what answers without a network."</p>
            </details>
        </section>
    }
}

fn row(request: Request) -> impl IntoView {
    let seconds = format!("{:.1} s", request.milliseconds / 1000.0);
    view! {
        <tr data-testid="proof-request" class:is-elsewhere=request.elsewhere>
            <td>{seconds}</td>
            <td>{request.address}</td>
            <td>{request.source.word()}</td>
        </tr>
    }
}

/// The policy in force, and a try to get past it.
#[component]
fn Refusal() -> impl IntoView {
    let trying = RwSignal::new(false);
    let outcome = RwSignal::new(None::<Option<Attempt>>);
    let begin = move |_| {
        trying.set(true);
        spawn_local(async move {
            let attempt = proof::attempt().await;
            // The dialogue may be closed by then.
            let _ = outcome.try_set(Some(attempt));
            let _ = trying.try_set(false);
        });
    };
    view! {
        <section>
            <h3>"The rules that your browser enforces"</h3>
            <p>"This page may load its own files and nothing else. It may not connect to any other site, send a form, or run a script \
                that is not one of its files."</p>
            <details>
                <summary>"The rules, word for word"</summary>
                <code class="proof-policy" data-testid="proof-policy">{proof::policy()}</code>
            </details>
            <button type="button" class="button" data-testid="proof-attempt" disabled=move || trying.get() on:click=begin>
                "Try to send something"
            </button>
            <div role="status" data-testid="proof-attempt-result">{move || outcome.get().map(attempted)}</div>
        </section>
    }
}

fn attempted(attempt: Option<Attempt>) -> AnyView {
    let Some(attempt) = attempt else {
        return view! { <p class="problem">"The try itself failed. Reload the page and try again."</p> }
            .into_any();
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
            <summary>"The rules that refused, as the browser tells them"</summary>
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
            <h3>"The check with airplane mode"</h3>
            <ol class="proof-steps">
                <li class:is-done=move || offline.get() || answered.get() != 0>
                    "Switch this device to airplane mode, or pull its cable."
                </li>
                <li class:is-done=move || answered.get() != 0>
                    "Close this panel and try a photo. The answer comes all the same: no other machine has a part in it."
                </li>
            </ol>
            <p role="status" data-testid="proof-network">
                {move || match (offline.get(), answered.get()) {
                    (true, 0) => "This device has no network now. Try a photo.".to_owned(),
                    (true, photos) => format!("This device has no network now, and {} answered since.", photos_were(photos)),
                    (false, 0) => "This device has a network now.".to_owned(),
                    (false, photos) => format!("This device has a network again. Without one, {} answered.", photos_were(photos)),
                }}
            </p>
        </section>
    }
}

fn photos_were(photos: usize) -> String {
    if photos == 1 { "1 photo was".to_owned() } else { format!("{} photos were", grouped(photos)) }
}

/// Whether the page opens without a network, and the offer to install it.
#[component]
fn Kept() -> impl IntoView {
    let page = Page::context();
    let offline = page.read(|state| state.offline);
    view! {
        <section>
            <h3>"Without a network"</h3>
            <p role="status" data-testid="proof-offline">{move || offline.get().line()}</p>
            <Show when=move || offline.get().installable>
                <button type="button" class="button" data-testid="install" on:click=move |_| spawn_local(proof::install())>
                    <Symbol icon=Icon::Plus/>
                    "Install it as an app"
                </button>
            </Show>
        </section>
    }
}
