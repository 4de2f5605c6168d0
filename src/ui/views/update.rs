//! The offer of a new version: the person decides when, and never in the middle of an import or an export.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::say;
use crate::ui::page::Page;
use crate::ui::proof;

/// The offer, while another version waits.
#[component]
pub(super) fn Update() -> impl IntoView {
    let page = Page::context();
    let later = RwSignal::new(false);
    let elsewhere = RwSignal::new(false);
    let waits = page.read(|state| state.offline.update);
    let busy = page.read(|state| !state.imports.all().is_empty() || !state.transfers.all().is_empty());
    let start = move |_| {
        spawn_local(async move {
            let alone = proof::update().await;
            elsewhere.set(!alone);
        });
    };
    let put_off = move |_| {
        later.set(true);
        // The focus looks where to go.
        page.change(|_| {});
    };
    view! {
        <Show when=move || waits.get() && !later.get()>
            <div class="toast update" data-testid="update-offer">
                <p>{move || if elsewhere.get() {
                    say!("update-elsewhere")
                } else {
                    say!("update-offer")
                }}</p>
                <div class="toast-actions">
                    <button type="button" class="button is-plain" data-testid="update-now" disabled=busy on:click=start>{say!("update-now")}</button>
                    <button type="button" class="button is-plain" data-testid="update-later" on:click=put_off>{say!("update-later")}</button>
                </div>
            </div>
        </Show>
    }
}
