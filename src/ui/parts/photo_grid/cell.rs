//! One photo of a grid.

use leptos::{ev, prelude::*};

use crate::protocol::PhotoId;
use crate::ui::page::Page;

/// The data type of photos that are dragged within the page.
pub(crate) const DRAGGED: &str = "application/x-handlens-photos";

/// One photo of a grid.
#[component]
pub(super) fn Cell(photo: PhotoId, active: RwSignal<Option<PhotoId>>) -> impl IntoView {
    let page = Page::context();
    let thumbnail = page.read(move |state| state.library.thumbnail(photo).map(str::to_owned));
    let selected = page.read(move |state| state.library.selection().contains(&photo));
    let name = page.read(move |state| state.library.photo_name(photo).unwrap_or_default().to_owned());
    let mistake = page.read(move |state| state.mistake(photo));
    let on_click = move |event: ev::MouseEvent| {
        active.set(Some(photo));
        let touch = js_sys::Reflect::get(&event, &"pointerType".into()).is_ok_and(|kind| kind == "touch");
        page.change(|state| {
            if event.shift_key() {
                state.library.select_to(photo);
            } else if touch || event.ctrl_key() || event.meta_key() {
                // A finger has no modifier keys; it gathers.
                state.library.toggle(photo);
            } else {
                state.library.select_only(photo);
            }
        });
    };
    let on_dragstart = move |event: ev::DragEvent| {
        page.change(|state| {
            if !state.library.selection().contains(&photo) {
                state.library.select_only(photo);
            }
        });
        if let Some(data) = event.data_transfer() {
            // A drag without data does not start in every browser; what moves is the selection.
            let _ = data.set_data(DRAGGED, "");
            data.set_effect_allowed("move");
        }
        page.dragging.set(true);
    };
    let label = move || match mistake.get() {
        Some(mistake) => format!("{} · {mistake}", name.get()),
        None => name.get(),
    };
    view! {
        <div
            class="photo"
            class:is-active=move || active.get() == Some(photo)
            class:is-selected=selected
            id=format!("photo-{}", photo.0)
            role="option"
            aria-selected=move || selected.get().to_string()
            aria-label=label
            title=label
            data-testid="photo"
            data-photo-id=photo.0.to_string()
            draggable="true"
            on:click=on_click
            on:dblclick=move |_| page.client.open_viewer(photo)
            on:dragstart=on_dragstart
            on:dragend=move |_| page.dragging.set(false)
        >
            {move || thumbnail.get().map(|address| view! { <img src=address alt="" draggable="false" decoding="async"/> })}
            {move || mistake.get().map(|_| view! { <span class="mistake" data-testid="mistake" aria-hidden="true"></span> })}
        </div>
    }
}
