//! The open project in the header: the link to all projects, its name, and its menu.

use leptos::html;
use leptos::{ev, prelude::*};

use super::project_menu::ProjectMenu;
use crate::components::erased::erased;
use crate::components::icon::{Icon, Symbol};
use crate::components::name_field::{NameField, take_focus_back};
use crate::page::Page;
use handlens_i18n::t;

#[component]
pub(super) fn ProjectTitle() -> impl IntoView {
    let page = Page::context();
    let project = page.read(|state| state.projects.at().cloned());
    let name = page.read(|state| state.projects.name().to_owned());
    let open = page.read(|state| state.projects.is_open());
    let editing = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let return_focus = RwSignal::new(false);
    take_focus_back(button, return_focus);
    let save = move |name: String| {
        if let Some(project) = project.get_untracked() {
            page.rename_project(project, name);
        }
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.key() == "F2" {
            event.prevent_default();
            editing.set(true);
        }
    };
    view! {
        <div class="project-title">
            <button type="button" class="button" data-testid="to-projects" title=t!("project-all") on:click=erased(move |_| page.close_project())>
                <Symbol icon=Icon::Projects/>
                <span class="label">{t!("projects")}</span>
            </button>
            <Show when=move || open.get()>
                <h2 class="class-title">
                    <Show
                        when=move || editing.get()
                        fallback=move || view! {
                            <button
                                type="button"
                                class="class-name"
                                data-testid="project-name"
                                title=t!("project-name-title")
                                node_ref=button
                                on:keydown=on_keydown
                                on:click=erased(move |_| editing.set(true))
                            >
                                {move || name.get()}
                            </button>
                        }
                    >
                        <NameField editing name return_focus label=t!("project-name-label") testid="project-name-input" save/>
                    </Show>
                </h2>
                <ProjectMenu project name open=true rename=move || editing.set(true)/>
            </Show>
        </div>
    }
}
