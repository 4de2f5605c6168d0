//! What is stored on this device, and how to delete all of it.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::components::erased::erased;
use crate::components::icon::{Icon, Symbol};
use crate::number_format::size;
use crate::page::Page;
use crate::privacy_audit;
use crate::state::privacy_audit::{Removal, Stored};
use handlens_i18n::t;

/// What is stored, and the button that deletes all of it.
#[component]
pub(super) fn Everything(removal: RwSignal<Removal>) -> impl IntoView {
    let stored = RwSignal::new(None::<Stored>);
    let look = move || {
        spawn_local(async move {
            let found = privacy_audit::stored().await;
            // The dialogue may be closed by then.
            let _ = stored.try_set(Some(found));
        });
    };
    Effect::new(move |_| {
        if matches!(removal.get(), Removal::No | Removal::Done | Removal::Failed(_)) {
            look();
        }
    });
    view! {
        <section>
            <h3>{t!("privacy-stored")}</h3>
            {move || stored.get().map(list)}
            <Remove removal/>
        </section>
    }
}

fn list(stored: Stored) -> impl IntoView {
    let rows = [
        ("projects", t!("privacy-stored-projects"), stored.projects),
        ("outgoing", t!("privacy-stored-outgoing"), stored.outgoing),
        ("program", t!("privacy-stored-program"), stored.program),
    ];
    let rows = rows.map(|(name, what, bytes)| {
        let amount = bytes.map_or_else(|| t!("privacy-stored-unknown"), |bytes| size(bytes as u64));
        view! {
            <div>
                <dt>{what}</dt>
                <dd data-testid="privacy-stored" data-name=name>{amount}</dd>
            </div>
        }
    });
    view! { <dl class="privacy-stored">{rows}</dl> }
}

#[component]
fn Remove(removal: RwSignal<Removal>) -> impl IntoView {
    let page = Page::context();
    let anew = move |_| drop(location().replace("./"));
    let step = move |next: Removal| {
        removal.set(next);
        // Touches the state, so that `focus` looks where the focus should go.
        page.change(|_| {});
    };
    move || {
        match removal.get() {
        Removal::No => view! {
            <button type="button" class="button is-danger" data-testid="remove-all" on:click=erased(move |_| step(Removal::Asked))>
                <Symbol icon=Icon::Trash/>
                {t!("removal-ask")}
            </button>
        }
        .into_any(),
        Removal::Asked => view! {
            <div class="privacy-removal" role="group" aria-label=t!("removal-question")>
                <p>{t!("removal-warning")}</p>
                <div class="row">
                    <button type="button" class="button" data-testid="remove-all-cancel" on:click=erased(move |_| step(Removal::No))>
                        {t!("removal-keep")}
                    </button>
                    <button type="button" class="button is-danger" data-testid="remove-all-confirm"
                        on:click=erased(move |_| privacy_audit::begin_removal(page, removal))>
                        {t!("removal-confirm")}
                    </button>
                </div>
            </div>
        }
        .into_any(),
        Removal::Running => view! { <p role="status">{t!("removal-running")}</p> }.into_any(),
        outcome => {
            let problem = outcome.problem();
            let gone = problem.is_none();
            view! {
                <div class="privacy-removal" role="status" data-testid="remove-all-result">
                    <p class:problem=!gone>{problem.unwrap_or_else(|| t!("removal-done"))}</p>
                    <button type="button" class="button" data-testid="remove-all-anew" on:click=erased(anew)>
                        {if gone { t!("removal-start-anew") } else { t!("removal-reload") }}
                    </button>
                </div>
            }
            .into_any()
        }
    }
    }
}
