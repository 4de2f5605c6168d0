//! Photos side by side; a click on one shows it at full size.

use leptos::prelude::*;

use crate::components::erased::erased;
use crate::page::Page;
use crate::state::library::Showing;
use handlens_core::protocol::PhotoId;

/// Photos side by side. All of them are in the document, so pass a few hundred at most.
#[component]
pub(crate) fn Gallery(
    place: Showing,
    photos: Memo<Vec<PhotoId>>,
    /// Whether each photo's class is written below it.
    #[prop(optional)]
    classes: bool,
) -> impl IntoView {
    let page = Page::context();
    show_in(page, place, photos);
    view! {
        <ul class="gallery" data-testid="gallery">
            <For each=move || photos.get() key=|photo| photo.0 let:photo>
                <li>
                    <Tile photo/>
                    {classes.then(|| view! { <ClassOf photo/> })}
                </li>
            </For>
        </ul>
    }
}

/// Registers which photos a place shows, for as long as it exists, and requests their thumbnails.
pub(crate) fn show_in(page: Page, place: Showing, photos: Memo<Vec<PhotoId>>) {
    let tell = move |photos: Vec<PhotoId>| {
        page.state.update_untracked(|state| state.library.show(place, photos));
    };
    Effect::new(move |_| {
        tell(photos.get());
        let missing: Vec<PhotoId> = page.state.with_untracked(|state| {
            let photos = photos.get();
            photos.into_iter().filter(|photo| state.library.thumbnail(*photo).is_none()).collect()
        });
        page.client.want_thumbnails(missing);
    });
    on_cleanup(move || tell(Vec::new()));
}

#[component]
fn ClassOf(photo: PhotoId) -> impl IntoView {
    let page = Page::context();
    let name = page.read(move |state| {
        let class = state.library.class_of(photo)?;
        state.library.class_name(class).map(str::to_owned)
    });
    view! { <span class="gallery-class">{move || name.get()}</span> }
}

/// A photo as a button that shows it at full size.
#[component]
pub(crate) fn Tile(photo: PhotoId) -> impl IntoView {
    let page = Page::context();
    let thumbnail = page.read(move |state| state.library.thumbnail(photo).map(str::to_owned));
    let label = page.read(move |state| {
        let name = state.library.photo_name(photo).unwrap_or_default();
        match state.mistake(photo) {
            Some(mistake) => format!("{name} · {mistake}"),
            None => name.to_owned(),
        }
    });
    view! {
        <button type="button" class="gallery-photo" aria-label=label title=label data-testid="gallery-photo"
            on:click=erased(move |_| page.client.open_viewer(photo))>
            {move || thumbnail.get().map(|address| view! { <img src=address alt="" decoding="async"/> })}
        </button>
    }
}
