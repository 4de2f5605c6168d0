//! The tabs of a narrow screen, which shows one of the page's three parts at a time.

use leptos::prelude::*;

use crate::components::erased::erased;
use crate::components::icon::{Icon, Symbol};
use crate::page::{Page, Tab};
use handlens_i18n::t;

/// The tab bar at the bottom of a narrow screen.
#[component]
pub(super) fn Tabs() -> impl IntoView {
    let page = Page::context();
    let tabs = [
        (Tab::Classes, Icon::Photo, t!("tab-classes"), "tab-classes"),
        (Tab::Try, Icon::Try, t!("tab-try"), "tab-try"),
        (Tab::Results, Icon::Train, t!("tab-results"), "tab-results"),
    ];
    let button = |(tab, icon, label, testid)| {
        let current = move || (page.tab.get() == tab).then_some("page");
        let show = move |_| {
            page.tab.set(tab);
            window().scroll_to_with_x_and_y(0.0, 0.0);
        };
        view! {
            <button type="button" class="tab" data-testid=testid aria-current=current on:click=erased(show)>
                <Symbol icon/>
                <span>{label}</span>
            </button>
        }
    };
    view! { <nav class="tabs" aria-label=t!("tabs")>{tabs.map(button)}</nav> }
}
