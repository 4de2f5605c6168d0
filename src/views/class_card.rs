//! One class: its name, its photos, and all the ways to add more.

use std::cell::Cell;
use std::rc::Rc;

use leptos::{ev, prelude::*};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlVideoElement, ImageBitmap};

use super::class_name::ClassName;
use crate::client::Attachments;
use crate::components::camera::{Camera, CameraProblem};
use crate::components::drop_zone::{Choice, ChooseButton, carries_files, has_left, take_drop};
use crate::components::erased::erased;
use crate::components::icon::{Icon, Symbol};
use crate::components::menu::{Menu, MenuItem, Panel};
use crate::components::name::Name;
use crate::components::photo_grid::PhotoGrid;
use crate::page::{CameraUse, Page};
use crate::upload::{self, Target};
use crate::{scheduling, webcam};
use handlens_core::msg;
use handlens_core::protocol::{ClassId, ClassInfo, Command, Placement};
use handlens_i18n::t;

#[component]
pub(super) fn ClassCard(class: ClassId) -> impl IntoView {
    let page = Page::context();
    let editing = RwSignal::new(false);
    let over = RwSignal::new(false);
    let name = page.class_name(class);
    let photos =
        Memo::new(move |_| page.class_photos.with(|all| all.get(&class).copied().unwrap_or_default()));
    let empty = Memo::new(move |_| photos.get().0 == 0);
    let use_class = move || page.last_class.set(Some(class));
    let on_dragover = move |event: ev::DragEvent| {
        if carries_files(&event) || page.dragging.get_untracked() {
            event.prevent_default();
            event.stop_propagation();
            over.set(true);
        }
    };
    let on_drop = move |event: ev::DragEvent| {
        over.set(false);
        let moving = page.dragging.get_untracked();
        if !take_drop(&event, page, Target::Class(class)) && moving {
            page.move_selection(class);
        }
    };
    view! {
        <section
            class="card"
            class:is-over=over
            data-testid="class-card"
            data-class=move || name.get()
            data-class-id=class.0.to_string()
            aria-label=move || t!("class-card-label", class = name.get())
            on:dragover=on_dragover
            on:dragleave=move |event| if has_left(&event) { over.set(false) }
            on:drop=on_drop
            on:focusin=move |_| use_class()
            on:pointerdown=move |_| use_class()
        >
            <div class="card-head">
                <ClassName class editing/>
                <span class="class-count" data-testid="class-count">
                    {move || t!("photo-count", count = photos.get().0)}
                </span>
                <Actions class/>
                <ClassMenu class editing/>
            </div>
            <CameraProblem usage=CameraUse::Class(class)/>
            <Show when=move || page.camera.get() == Some(CameraUse::Class(class))>
                <Burst class/>
            </Show>
            <PhotoGrid class photos/>
            <Show when=move || empty.get()>
                <p class="card-empty">{t!("class-card-empty")}</p>
            </Show>
        </section>
    }
}

#[component]
fn Actions(class: ClassId) -> impl IntoView {
    let page = Page::context();
    let target = Target::Class(class);
    let usage = CameraUse::Class(class);
    view! {
        <div class="row card-actions">
            <ChooseButton choice=Choice::Photos target label=t!("class-card-add-photos") testid="add-photos-input"/>
            <ChooseButton choice=Choice::Folder target label=t!("class-card-add-folder") testid="add-folder-input"/>
            <button type="button" class="button" data-testid="paste" title=t!("class-card-paste-hint")
                on:click=erased(move |_| upload::paste_button(page, target))>
                <Symbol icon=Icon::Paste/>
                <span class="label">{t!("class-card-paste")}</span>
            </button>
            <button type="button" class="button" data-testid="webcam" title=t!("class-card-webcam-hint")
                aria-pressed=move || (page.camera.get() == Some(usage)).to_string()
                on:click=erased(move |_| page.toggle_camera(usage))>
                <Symbol icon=Icon::Webcam/>
                <span class="label">{t!("class-card-webcam")}</span>
            </button>
        </div>
    }
}

/// Rename, merge, delete. None of these asks for confirmation, because each can be undone.
#[component]
fn ClassMenu(class: ClassId, editing: RwSignal<bool>) -> impl IntoView {
    let page = Page::context();
    let merging = RwSignal::new(false);
    let others = Memo::new(move |_| {
        page.classes
            .with(|classes| classes.iter().filter(|other| other.id != class).cloned().collect::<Vec<_>>())
    });
    let name = page.class_name(class);
    let delete = move || {
        let sentence = msg!("class-card-deleted", class = name.get_untracked());
        page.change(|state| state.messages.offer_undo(sentence));
        page.send(Command::DeleteClass { class });
    };
    let actions = move || {
        view! {
            <MenuItem testid="rename-class" act=move || editing.set(true)>
                <Symbol icon=Icon::Rename/>
                {t!("rename")}
            </MenuItem>
            <Show when=move || !others.read().is_empty()>
                <MenuItem testid="merge-into" leads_on=true act=move || merging.set(true)>
                    <Symbol icon=Icon::Merge/>
                    {t!("class-card-merge-more")}
                </MenuItem>
            </Show>
            <MenuItem testid="delete-class" act=delete>
                <Symbol icon=Icon::Trash/>
                {t!("class-card-delete")}
            </MenuItem>
        }
    };
    let targets = move || {
        let items = others.get().into_iter().enumerate().map(|(index, ClassInfo { id: into, name })| {
            let merge = move || page.send(Command::MergeClasses { from: class, into });
            view! { <MenuItem testid="merge-target" name=name.clone() focused=index == 0 act=merge><Name name=name.clone()/></MenuItem> }
        });
        view! {
            <div role="group" aria-label=t!("class-card-merge")>
                <p class="menu-title" aria-hidden="true">{t!("class-card-merge")}</p>
                {items.collect_view()}
            </div>
        }
    };
    view! {
        <Menu
            panel=Panel::Menu
            label=Signal::derive(move || t!("class-card-menu", class = name.get()))
            testid="class-menu"
            class="icon-only"
            on_open=Callback::new(move |()| merging.set(false))
            button=|| view! { <Symbol icon=Icon::More/> }
        >
            <Show when=move || merging.get() fallback=actions>
                {targets}
            </Show>
        </Menu>
    }
}

/// The webcam of a class: takes photos for as long as the button is held.
#[component]
fn Burst(class: ClassId) -> impl IntoView {
    let page = Page::context();
    let camera = StoredValue::new_local(None::<(HtmlVideoElement, Rc<Cell<bool>>)>);
    let ready = RwSignal::new(false);
    let held = StoredValue::new_local(Rc::new(Cell::new(false)));
    let press = move || {
        let Some((video, on)) = camera.get_value() else { return };
        let held = held.get_value();
        if !held.replace(true) {
            spawn_local(burst(page, class, video, on, held));
        }
    };
    // Also called when the button is removed with its screen.
    let release = move || {
        let _ = held.try_with_value(|held| held.set(false));
    };
    on_cleanup(release);
    view! {
        <Camera
            usage=CameraUse::Class(class)
            on_ready=move |video, on| {
                let _ = camera.try_set_value(Some((video, on)));
                let _ = ready.try_set(true);
            }
        >
            <button
                type="button"
                class="button is-primary shutter"
                data-testid="webcam-burst"
                disabled=move || !ready.get()
                on:pointerdown=move |event| {
                    event.prevent_default();
                    press();
                }
                on:pointerup=move |_| release()
                on:pointerleave=move |_| release()
                on:pointercancel=move |_| release()
                on:contextmenu=|event| event.prevent_default()
                on:keydown=move |event| if event.key() == " " && !event.repeat() { press() }
                on:keyup=move |_| release()
                on:blur=move |_| release()
            >
                {t!("class-card-shutter")}
            </button>
        </Camera>
    }
}

/// Takes photos until the button is released, as one import. The last photo is held back, to end the import with.
async fn burst(
    page: Page,
    class: ClassId,
    video: HtmlVideoElement,
    on: Rc<Cell<bool>>,
    held: Rc<Cell<bool>>,
) {
    let job = page.client.begin_import(None);
    let send = |number: u32, frame: &ImageBitmap, last: bool| {
        let names = vec![t!("class-card-webcam-photo", number = number.to_string())];
        page.client.add_photos(job, Placement::Class(class), names, Attachments::transferred(frame), last)
    };
    let mut number = 0;
    let mut kept = None;
    // A short press takes one photo.
    while on.get() && (held.get() || number == 0) {
        let began = scheduling::now();
        if let Some(frame) = webcam::frame(&video).await {
            if let Some(earlier) = kept.replace(frame)
                && !send(number, &earlier, false)
            {
                return;
            }
            number += 1;
        }
        let rest = webcam::FRAME_MILLISECONDS - (scheduling::now() - began);
        scheduling::wait(rest.max(0.0) as i32).await;
    }
    if let Some(frame) = kept {
        send(number, &frame, true);
    }
}
