//! What can be done with a project, in its card and while it is open.

use leptos::prelude::*;

use crate::components::icon::{Icon, Symbol};
use crate::components::menu::{Menu, MenuItem, Panel};
use crate::page::Page;
use crate::state::transfers::Kind;
use handlens_core::protocol::ProjectId;
use handlens_i18n::t;

#[component]
pub(super) fn ProjectMenu(
    #[prop(into)] project: Signal<Option<ProjectId>>,
    #[prop(into)] name: Signal<String>,
    /// Whether the project is open in this tab.
    open: bool,
    /// Starts editing its name.
    rename: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let page = Page::context();
    // The project is known by the time of a click.
    let with = move |act: fn(Page, ProjectId)| {
        move || {
            if let Some(project) = project.get_untracked() {
                act(page, project);
            }
        }
    };
    let items = move || {
        view! {
            <Show when=move || !open>
                <MenuItem testid="project-open-item" act=with(Page::open_project)>
                    <Symbol icon=Icon::Expand/>
                    {t!("project-open")}
                </MenuItem>
            </Show>
            <MenuItem testid="project-rename" act=rename>
                <Symbol icon=Icon::Rename/>
                {t!("rename")}
            </MenuItem>
            <MenuItem testid="project-duplicate" act=with(|page, project| page.client.begin_transfer(Kind::Duplicate, project))>
                <Symbol icon=Icon::Copy/>
                {t!("project-duplicate")}
            </MenuItem>
            <MenuItem testid="project-export" act=with(|page, project| page.client.begin_transfer(Kind::Export, project))>
                <Symbol icon=Icon::Export/>
                {t!("project-export")}
            </MenuItem>
            <MenuItem testid="project-export-photos" act=with(|page, project| page.client.begin_transfer(Kind::ExportPhotos, project))>
                <Symbol icon=Icon::Photo/>
                {t!("project-export-photos")}
            </MenuItem>
            <Show when=move || open>
                <MenuItem testid="project-check" act=move || page.check_project()>
                    <Symbol icon=Icon::Check/>
                    {t!("project-check")}
                </MenuItem>
            </Show>
            <MenuItem testid="project-delete" act=with(Page::delete_project)>
                <Symbol icon=Icon::Trash/>
                {t!("project-delete")}
            </MenuItem>
        }
    };
    view! {
        <Menu
            panel=Panel::Menu
            label=Signal::derive(move || t!("project-actions", name = name.get()))
            testid="project-menu"
            class="icon-only"
            button=|| view! { <Symbol icon=Icon::More/> }
        >
            {items()}
        </Menu>
    }
}
