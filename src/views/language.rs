//! The language menu.

use leptos::prelude::*;

use crate::components::icon::{Icon, Symbol};
use crate::components::menu::{Menu, MenuItem, Panel};
use crate::language::Spoken;
use crate::page::Page;
use handlens_i18n::LOCALES;
use handlens_i18n::t;

/// A menu of all languages, each under its own name.
#[component]
pub(super) fn LanguageChoice() -> impl IntoView {
    let page = Page::context();
    let spoken = Spoken::context();
    let items = move || {
        LOCALES
            .map(|language| {
                let chosen = Signal::derive(move || spoken.tag() == language.tag);
                view! {
                    <MenuItem testid="language-item" name=language.tag chosen act=move || spoken.choose(page, language)>
                        <span class="menu-choice">{move || chosen.get().then(|| view! { <Symbol icon=Icon::Check/> })}</span>
                        <span lang=language.tag>{language.name}</span>
                    </MenuItem>
                }
            })
            .collect_view()
    };
    view! {
        <Menu
            panel=Panel::Menu
            label=Signal::derive(|| t!("language"))
            testid="language"
            class="icon-only"
            focused=spoken.is_switching()
            button=|| view! { <Symbol icon=Icon::Language/> }
        >
            {items()}
        </Menu>
    }
}
