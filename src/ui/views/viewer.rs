//! One photo, as large as it is stored.

use leptos::{ev, prelude::*};

use crate::say;
use crate::ui::page::Page;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::{Icon, Symbol};

/// The dialogue that shows a photo large, while one is chosen.
#[component]
pub(super) fn ViewerDialog() -> impl IntoView {
    let page = Page::context();
    let open = page.read(|state| state.viewer.is_some());
    view! {
        <Show when=move || open.get()>
            <Large/>
        </Show>
    }
}

#[component]
fn Large() -> impl IntoView {
    let page = Page::context();
    let photo = page.read(|state| state.viewer.as_ref().map(|viewer| viewer.photo));
    let picture = page.read(|state| {
        let viewer = state.viewer.as_ref()?;
        // The thumbnail stands in until the photo has arrived.
        viewer.picture.clone().or_else(|| state.library.thumbnail(viewer.photo).map(str::to_owned))
    });
    let name = page.read(|state| {
        let photo = state.viewer.as_ref().map(|viewer| viewer.photo);
        photo.and_then(|photo| state.library.photo_name(photo)).unwrap_or_default().to_owned()
    });
    let about = page.read(|state| {
        let photo = state.viewer.as_ref()?.photo;
        let class = state.class_name(state.library.class_of(photo)?);
        Some(match state.mistake(photo) {
            Some(mistake) => format!("{class} · {mistake}"),
            None => class,
        })
    });
    let go = move |forward: bool| {
        let next = page.state.with_untracked(|state| {
            let (class, place) = state.library.place(photo.get_untracked()?)?;
            let place = if forward { place + 1 } else { place.checked_sub(1)? };
            state.library.at(class, place)
        });
        if let Some(next) = next {
            page.client.open_viewer(next);
        }
    };
    let on_keydown = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "ArrowLeft" => go(false),
        "ArrowRight" => go(true),
        _ => {}
    };
    view! {
        <Dialog label=name close=move || page.client.close_viewer()>
            <div class="viewer" data-testid="viewer" on:keydown=on_keydown>
                <div class="viewer-head">
                    <div>
                        <p class="viewer-name">{name}</p>
                        <p class="quiet">{move || about.get()}</p>
                    </div>
                    <button type="button" class="button icon-only" aria-label=say!("viewer-previous") title=say!("viewer-previous-hint") on:click=move |_| go(false)>
                        <Symbol icon=Icon::Left/>
                    </button>
                    <button type="button" class="button icon-only" aria-label=say!("viewer-next") title=say!("viewer-next-hint") on:click=move |_| go(true)>
                        <Symbol icon=Icon::Right/>
                    </button>
                    <button type="button" class="button icon-only" aria-label=say!("close") title=say!("close-by-escape") data-testid="viewer-close"
                        on:click=move |_| page.client.close_viewer()>
                        <Symbol icon=Icon::Close/>
                    </button>
                </div>
                {move || picture.get().map(|address| view! { <img src=address alt=name/> })}
            </div>
        </Dialog>
    }
}
