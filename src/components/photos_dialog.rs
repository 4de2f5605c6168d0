//! A dialogue with the photos behind a figure, to look at and to act on.

use leptos::prelude::*;

use crate::components::dialog::{Dialog, DialogHead};
use crate::components::erased::erased;
use crate::components::gallery::Gallery;
use crate::page::Page;
use crate::state::library::Showing;
use handlens_core::protocol::PhotoId;
use handlens_i18n::t;

/// Photos shown at most; the selection can cover all of them.
const SHOWN: usize = 200;

/// Shows photos. `order` describes their order ("the strangest first").
#[component]
pub(crate) fn PhotosDialog(
    title: String,
    #[prop(into)] order: String,
    testid: &'static str,
    all: Memo<Vec<PhotoId>>,
) -> impl IntoView {
    let page = Page::context();
    let close = move || page.question.set(None);
    let photos = Memo::new(move |_| all.with(|all| all.iter().take(SHOWN).copied().collect::<Vec<_>>()));
    let sentence = move || {
        let (shown, known) = (photos.with(Vec::len), all.with(Vec::len));
        if shown < known {
            t!("photos-in-order-some", count = known, order = &order, shown = shown)
        } else {
            t!("photos-in-order", count = known, order = &order)
        }
    };
    let select = move |_| {
        let chosen = all.get_untracked();
        page.change(|state| state.library.select(&chosen));
        close();
    };
    view! {
        <Dialog label=title.clone() close>
            <div class="question taken-for" data-testid=testid>
                <DialogHead title close/>
                <p class="quiet">{sentence}</p>
                <Gallery place=Showing::Gallery photos/>
                <div class="row">
                    <button type="button" class="button" data-testid=format!("{testid}-select") on:click=erased(select)>{t!("photos-select-all")}</button>
                </div>
            </div>
        </Dialog>
    }
}
