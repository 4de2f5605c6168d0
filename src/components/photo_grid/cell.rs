//! One photo of a grid.

use leptos::{ev, prelude::*};

use crate::components::erased::erased;
use crate::page::Page;
use crate::state::AppState;
use handlens_core::protocol::PhotoId;

/// The drag data type of photos dragged within the page.
const DRAGGED: &str = "application/x-handlens-photos";

/// What a photo looks like in its grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Looks {
    pub(super) photo: PhotoId,
    pub(super) thumbnail: Option<String>,
    name: String,
    selected: bool,
    mistake: Option<String>,
}

impl Looks {
    pub(super) fn of(state: &AppState, photo: PhotoId) -> Self {
        let library = &state.library;
        Self {
            photo,
            thumbnail: library.thumbnail(photo).map(str::to_owned),
            name: library.photo_name(photo).unwrap_or_default().to_owned(),
            selected: library.selection().contains(&photo),
            mistake: state.mistake(photo),
        }
    }
}

#[component]
pub(super) fn Cell(
    photo: PhotoId,
    looks: Memo<Vec<Looks>>,
    active: RwSignal<Option<PhotoId>>,
) -> impl IntoView {
    let page = Page::context();
    let looks = Memo::new(move |_| {
        // A photo that is just leaving the grid has no entry.
        looks.with(|looks| looks.iter().find(|looks| looks.photo == photo).cloned())
    });
    let thumbnail = Memo::new(move |_| looks.with(|looks| looks.as_ref()?.thumbnail.clone()));
    let selected = move || looks.read().as_ref().is_some_and(|looks| looks.selected);
    let label = move || {
        looks.with(|looks| {
            let looks = looks.as_ref()?;
            Some(match &looks.mistake {
                Some(mistake) => format!("{} · {mistake}", looks.name),
                None => looks.name.clone(),
            })
        })
    };
    let is_mistake = Memo::new(move |_| looks.read().as_ref().is_some_and(|looks| looks.mistake.is_some()));
    view! {
        <div
            class="photo"
            class:is-active=move || active.get() == Some(photo)
            class:is-selected=selected
            id=format!("photo-{}", photo.0)
            role="option"
            aria-selected=move || selected().to_string()
            aria-label=label
            title=label
            data-testid="photo"
            data-photo-id=photo.0.to_string()
            draggable="true"
            on:click=erased(move |event| {
                active.set(Some(photo));
                choose(page, photo, &event);
            })
            on:dblclick=move |_| page.client.open_viewer(photo)
            on:dragstart=move |event| drag(page, photo, &event)
            on:dragend=move |_| page.dragging.set(false)
        >
            {move || thumbnail.get().map(|address| view! { <img src=address alt="" draggable="false" decoding="async"/> })}
            {move || is_mistake.get().then(|| view! { <span class="mistake" data-testid="mistake" aria-hidden="true"></span> })}
        </div>
    }
}

fn choose(page: Page, photo: PhotoId, event: &ev::MouseEvent) {
    let touch = js_sys::Reflect::get(event, &"pointerType".into()).is_ok_and(|kind| kind == "touch");
    page.change(|state| {
        if event.shift_key() {
            state.library.select_to(photo);
        } else if touch || event.ctrl_key() || event.meta_key() {
            // Touch has no modifier keys, so a tap adds or removes the photo.
            state.library.toggle(photo);
        } else {
            state.library.select_only(photo);
        }
    });
}

/// Starts dragging the selected photos, to drop them on another class.
fn drag(page: Page, photo: PhotoId, event: &ev::DragEvent) {
    page.change(|state| {
        if !state.library.selection().contains(&photo) {
            state.library.select_only(photo);
        }
    });
    if let Some(data) = event.data_transfer() {
        // Some browsers do not start a drag without data. The data is unused: the drop moves the selection.
        let _ = data.set_data(DRAGGED, "");
        data.set_effect_allowed("move");
    }
    page.dragging.set(true);
}
