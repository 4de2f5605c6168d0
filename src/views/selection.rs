//! What can be done with the selected photos.

use leptos::prelude::*;

use crate::components::erased::erased;
use crate::components::icon::{Icon, Symbol};
use crate::components::menu::{Menu, MenuItem, Panel};
use crate::components::name::Name;
use crate::page::Page;
use handlens_core::protocol::ClassInfo;
use handlens_i18n::t;

/// A bar, shown while photos are selected.
#[component]
pub(super) fn SelectionBar() -> impl IntoView {
    let page = Page::context();
    let selected = page.read(|state| state.library.selection().len());
    let single = page.read(|state| {
        let selection = state.library.selection();
        selection.first().copied().filter(|_| selection.len() == 1)
    });
    let said = move || match selected.get() {
        0 => String::new(),
        photos => t!("selection-told", count = photos),
    };
    let targets = move || {
        let item = |ClassInfo { id: class, name }| {
            view! {
                <MenuItem testid="move-target" name=name.clone() act=move || page.move_selection(class)>
                    <Name name=name.clone()/>
                </MenuItem>
            }
        };
        page.classes.get().into_iter().map(item).collect_view()
    };
    view! {
        <div class="selection-place">
            <p class="visually-hidden" role="status">{said}</p>
            <Show when=move || { selected.get() > 0 }>
                <div class="selection-bar" data-testid="selection-bar" role="toolbar" aria-label=t!("selection-label")>
                    <span class="selection-count">{move || t!("selection-count", count = selected.get())}</span>
                    <Menu
                        panel=Panel::Menu
                        label=t!("photos-move-label")
                        testid="move-to"
                        class="opens-up"
                        button=|| view! { <Symbol icon=Icon::Move/><span>{t!("photos-move")}</span><Symbol icon=Icon::Down/> }
                    >
                        {targets}
                    </Menu>
                    <button type="button" class="button" data-testid="delete-selected" on:click=erased(move |_| page.delete_selection())>
                        <Symbol icon=Icon::Trash/>
                        {t!("delete")}
                    </button>
                    <Show when=move || single.get().is_some()>
                        <button type="button" class="button" data-testid="open-selected"
                            on:click=erased(move |_| if let Some(photo) = single.get_untracked() { page.client.open_viewer(photo) })>
                            <Symbol icon=Icon::Expand/>
                            {t!("selection-open")}
                        </button>
                    </Show>
                    <button type="button" class="button" data-testid="clear-selection"
                        on:click=erased(move |_| page.change(|state| state.library.clear_selection()))>
                        {t!("selection-clear")}
                    </button>
                </div>
            </Show>
        </div>
    }
}
