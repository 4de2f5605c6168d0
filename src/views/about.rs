//! What Handlens is, and the report that helps to mend what goes wrong.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::components::dialog::{Dialog, DialogHead};
use crate::components::erased::erased;
use crate::components::icon::{Icon, Symbol};
use crate::page::Page;
use crate::report;
use handlens_i18n::t;

/// The dialogue about Handlens itself.
#[component]
pub(super) fn AboutDialog() -> impl IntoView {
    let page = Page::context();
    let close = move || page.question.set(None);
    let text = StoredValue::new(page.state.with_untracked(report::report));
    // Whether the report is on the clipboard, once that was tried.
    let copied = RwSignal::new(None);
    let shown = RwSignal::new(false);
    let copy = move |_| {
        spawn_local(async move {
            let done = report::copy(&text.get_value()).await;
            // The dialogue may be closed by now.
            copied.try_set(Some(done));
            if !done {
                shown.try_set(true);
            }
        });
    };
    let outcome = move || match copied.get() {
        Some(true) => t!("about-copied"),
        Some(false) => t!("about-not-copied"),
        None => String::new(),
    };
    view! {
        <Dialog label=t!("about") close>
            <div class="about" data-testid="about-panel">
                <DialogHead title=t!("about") close/>
                <p>{t!("about-sentence")}</p>
                <p class="quiet" data-testid="about-version">{t!("about-version", version = report::VERSION, build = report::build())}</p>
                <h3>{t!("about-problem")}</h3>
                <p>{t!("about-report")}</p>
                <div class="row">
                    <button type="button" class="button" data-testid="report-copy" on:click=erased(copy)>
                        <Symbol icon=Icon::Copy/>
                        {t!("about-copy")}
                    </button>
                    <span role="status" data-testid="report-copied">{outcome}</span>
                </div>
                <details prop:open=move || shown.get()>
                    <summary>{t!("about-show")}</summary>
                    <pre class="report" tabindex="0" role="region" aria-label=t!("about-show") data-testid="report-text">{text.get_value()}</pre>
                </details>
            </div>
        </Dialog>
    }
}
