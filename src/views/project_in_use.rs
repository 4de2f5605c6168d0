//! A project that this tab cannot work on, because another tab does.

use leptos::prelude::*;

use crate::components::erased::erased;
use crate::components::heading::Heading;
use crate::components::icon::{Icon, Symbol};
use crate::page::Page;
use handlens_core::protocol::ProjectId;
use handlens_i18n::t;

/// A project that is open in another tab.
#[component]
pub(super) fn InUse() -> impl IntoView {
    let page = Page::context();
    let name = page.read(|state| quoted(state.projects.name()));
    view! {
        <Elsewhere testid="in-use" title=Signal::derive(move || t!("elsewhere-in-use", name = name.get()))>
            <p>{t!("elsewhere-why")}</p>
            <div class="row">
                <button type="button" class="button is-primary" data-testid="take-over" on:click=erased(move |_| take(page))>
                    {t!("elsewhere-take-over")}
                </button>
                <ToProjects/>
            </div>
        </Elsewhere>
    }
}

/// A project that another tab took over.
#[component]
pub(super) fn Taken() -> impl IntoView {
    let page = Page::context();
    let name = page.read(|state| quoted(state.projects.name()));
    view! {
        <Elsewhere testid="taken" title=Signal::derive(move || t!("elsewhere-taken", name = name.get()))>
            <p>{t!("elsewhere-stored")}</p>
            <div class="row">
                <button type="button" class="button is-primary" data-testid="take-back" on:click=erased(move |_| take(page))>
                    {t!("elsewhere-take-back")}
                </button>
                <ToProjects/>
            </div>
        </Elsewhere>
    }
}

#[component]
fn Elsewhere(testid: &'static str, #[prop(into)] title: Signal<String>, children: Children) -> impl IntoView {
    view! {
        <main class="elsewhere">
            <div class="panel" data-testid=testid>
                <Symbol icon=Icon::Tabs/>
                <Heading text=title always=true/>
                {children()}
            </div>
        </main>
    }
}

#[component]
fn ToProjects() -> impl IntoView {
    let page = Page::context();
    view! {
        <button type="button" class="button" data-testid="back-to-projects" on:click=erased(move |_| page.close_project())>
            {t!("elsewhere-back")}
        </button>
    }
}

fn take(page: Page) {
    let project: Option<ProjectId> = page.state.with_untracked(|state| state.projects.at().cloned());
    if let Some(project) = project {
        page.take_over(project);
    }
}

fn quoted(name: &str) -> String {
    if name.is_empty() { t!("storage-this-project") } else { t!("quoted", name = name) }
}
