//! The offer of a new version. The person decides when, and it is never made during an import or an export, nor while a
//! reload would lose answers that the person has nowhere else.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::components::erased::erased;
use crate::page::Page;
use crate::privacy_audit;
use crate::state::{AppState, offline};
use handlens_i18n::t;

/// The offer, while a new version is ready.
#[component]
pub(super) fn Update() -> impl IntoView {
    let page = Page::context();
    let update = page.read(|state| state.update);
    let offered = page.read(AppState::offers_update);
    let busy = page.read(|state| !state.imports.all().is_empty() || !state.transfers.all().is_empty());
    let start = move |_| {
        spawn_local(async move {
            let alone = privacy_audit::update().await;
            let now = if alone { offline::Update::Offered } else { offline::Update::Elsewhere };
            page.change(|state| state.update = now);
        });
    };
    let put_off = move |_| page.change(|state| state.update = offline::Update::PutOff);
    view! {
        <Show when=move || offered.get()>
            <div class="toast update" data-testid="update-offer">
                <p>{move || match update.get() {
                    offline::Update::Elsewhere => t!("update-elsewhere"),
                    offline::Update::Offered | offline::Update::PutOff => t!("update-offer"),
                }}</p>
                <div class="toast-actions">
                    <button type="button" class="button is-plain" data-testid="update-now" disabled=busy on:click=erased(start)>{t!("update-now")}</button>
                    <button type="button" class="button is-plain" data-testid="update-later" on:click=erased(put_off)>{t!("update-later")}</button>
                </div>
            </div>
        </Show>
    }
}
