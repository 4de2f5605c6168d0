//! One photo at full size.

use js_sys::{Date, Object, Reflect};
use leptos::{ev, prelude::*};

use crate::components::dialog::Dialog;
use crate::components::erased::erased;
use crate::components::icon::{Icon, Symbol};
use crate::components::name::Name;
use crate::language::Spoken;
use crate::page::Page;
use handlens_core::protocol::{Provenance, TimeSource};
use handlens_i18n::t;

/// The dialogue that shows a photo at full size, while one is chosen.
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
        // The thumbnail is shown until the photo has arrived.
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
    let provenance = page.read(|state| state.viewer.as_ref().map(|viewer| viewer.provenance.clone()));
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
                        <p class="viewer-name"><Name name/></p>
                        <p class="quiet">{move || about.get()}</p>
                        <p class="quiet" data-testid="viewer-provenance">
                            {move || provenance.get().map(|provenance| origin(&provenance))}
                        </p>
                    </div>
                    <button type="button" class="button icon-only" aria-label=t!("viewer-previous") title=t!("viewer-previous-hint") on:click=erased(move |_| go(false))>
                        <Symbol icon=Icon::Left/>
                    </button>
                    <button type="button" class="button icon-only" aria-label=t!("viewer-next") title=t!("viewer-next-hint") on:click=erased(move |_| go(true))>
                        <Symbol icon=Icon::Right/>
                    </button>
                    <button type="button" class="button icon-only" aria-label=t!("close") title=t!("close-by-escape") data-testid="viewer-close"
                        on:click=erased(move |_| page.client.close_viewer())>
                        <Symbol icon=Icon::Close/>
                    </button>
                </div>
                {move || picture.get().map(|address| view! { <img src=address alt=name/> })}
            </div>
        </Dialog>
    }
}

/// When and where the photo was taken, as far as known.
fn origin(provenance: &Provenance) -> String {
    let taken = provenance.taken.map(|taken| {
        let date = moment(taken.seconds);
        match taken.source {
            TimeSource::Camera => t!("viewer-taken", date = date),
            TimeSource::File | TimeSource::Archive => t!("viewer-file-dated", date = date),
        }
    });
    let degrees = |millionths: i32| format!("{:.5}", f64::from(millionths) / 1e6);
    let place = provenance.place.map(|place| {
        t!("viewer-place", latitude = degrees(place.latitude), longitude = degrees(place.longitude))
    });
    [taken, place].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A moment on the local clock of the place, in the format of the page's language.
fn moment(seconds: i64) -> String {
    let options = Object::new();
    for (key, value) in [("dateStyle", "medium"), ("timeStyle", "short"), ("timeZone", "UTC")] {
        // A plain object accepts any property.
        let _ = Reflect::set(&options, &key.into(), &value.into());
    }
    let date = Date::new(&(seconds as f64 * 1000.0).into());
    date.to_locale_string(&Spoken::context().tag(), &options).into()
}
