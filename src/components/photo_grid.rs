//! A class's photos. Only the rows in view are in the document, so a class may have thousands of photos.
//!
//! The list itself has the focus and names its active photo (`aria-activedescendant`): a photo that scrolls out of view
//! is removed from the document and would take the focus with it.

mod cell;

use leptos::html;
use leptos::{ev, prelude::*};

use super::virtual_list::VirtualList;
use crate::page::Page;
use crate::state::library::Showing;
use cell::{Cell, Looks};
use handlens_core::protocol::{ClassId, PhotoId};
use handlens_i18n::t;

/// The least width of a thumbnail and the gap beside it, in CSS pixels. The style sheet has the same figures.
const THUMBNAIL: f64 = 96.0;
const GAP: f64 = 8.0;

#[component]
pub(crate) fn PhotoGrid(
    class: ClassId,
    /// The class's number of photos, and the version of its photo list.
    photos: Memo<(usize, u64)>,
) -> impl IntoView {
    let page = Page::context();
    let list = NodeRef::<html::Div>::new();
    let cells = VirtualList::squares(list, THUMBNAIL, GAP);
    let count = Memo::new(move |_| photos.get().0);
    let active = RwSignal::new(None::<PhotoId>);
    let visible = in_sight(page, class, photos, cells);
    let looks = looks_of(page, class, visible);

    let activate = move |place: usize| {
        let photo = page.state.with_untracked(|state| state.library.at(class, place));
        active.set(photo);
        cells.reveal(place);
        photo
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        if press(&event, page, class, active, cells, activate) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let offset = move || cells.layout().top(cells.range(count.get()).start);
    let height = move || cells.layout().content_height(count.get());
    let side = move || cells.layout().pitch - GAP;
    view! {
        <div
            class="grid"
            class:is-empty=move || count.get() == 0
            role="listbox"
            aria-multiselectable="true"
            aria-label=t!("photos-grid-label")
            aria-activedescendant=move || active.get().map(|photo| format!("photo-{}", photo.0))
            tabindex=move || if count.get() == 0 { "-1" } else { "0" }
            node_ref=list
            on:keydown=on_keydown
            on:scroll=move |_| cells.scrolled()
        >
            <div class="grid-space" style:height=move || format!("{}px", height())>
                <div class="grid-rows" style:transform=move || format!("translateY({}px)", offset()) style:--cell=move || format!("{}px", side())>
                    <For each=move || visible.get() key=|photo| photo.0 let:photo>
                        <Cell photo looks active/>
                    </For>
                </div>
            </div>
        </div>
    }
}

/// The photos in sight.
fn in_sight(
    page: Page,
    class: ClassId,
    photos: Memo<(usize, u64)>,
    cells: VirtualList,
) -> Memo<Vec<PhotoId>> {
    Memo::new(move |_| {
        let range = cells.range(photos.get().0);
        page.state.with_untracked(|state| range.filter_map(|place| state.library.at(class, place)).collect())
    })
}

/// How the photos in view look; also requests missing thumbnails. One memo for all of them, because there may be many.
fn looks_of(page: Page, class: ClassId, visible: Memo<Vec<PhotoId>>) -> Memo<Vec<Looks>> {
    let looks = Memo::new(move |_| {
        let visible = visible.read();
        if visible.is_empty() {
            return Vec::new();
        }
        page.state.with(|state| visible.iter().map(|photo| Looks::of(state, *photo)).collect())
    });
    // Nothing on the page depends on this part of the state, so no view is notified.
    let tell = move |photos: Vec<PhotoId>| {
        page.state.update_untracked(|state| state.library.show(Showing::Class(class), photos));
    };
    Effect::new(move |_| tell(visible.get()));
    on_cleanup(move || tell(Vec::new()));
    Effect::new(move |_| {
        looks.with(|looks| {
            let missing = looks.iter().filter(|looks| looks.thumbnail.is_none()).map(|looks| looks.photo);
            page.client.want_thumbnails(missing);
        });
    });
    looks
}

/// Handles a key. Returns false for a key that does nothing here.
fn press(
    event: &ev::KeyboardEvent,
    page: Page,
    class: ClassId,
    active: RwSignal<Option<PhotoId>>,
    cells: VirtualList,
    activate: impl Fn(usize) -> Option<PhotoId>,
) -> bool {
    let (count, place) = page.state.with_untracked(|state| {
        let place = active.get_untracked().and_then(|photo| state.library.place(photo));
        (state.library.count(class), place.filter(|(owner, _)| *owner == class).map(|(_, place)| place))
    });
    if count == 0 {
        return false;
    }
    let control = event.ctrl_key() || event.meta_key();
    let current = active.get_untracked().filter(|_| place.is_some());
    match event.key().as_str() {
        "a" | "A" if control => page.change(|state| state.library.select_all(class)),
        "Delete" | "Backspace" => page.delete_selection(),
        "Escape" => page.change(|state| state.library.clear_selection()),
        "Enter" => match current {
            Some(photo) => page.client.open_viewer(photo),
            None => return false,
        },
        " " => match current {
            Some(photo) => page.change(|state| state.library.toggle(photo)),
            None => return false,
        },
        key => {
            let Some(next) = cells.step(key, place, count) else { return false };
            let Some(photo) = activate(next) else { return false };
            page.change(|state| match (event.shift_key(), control) {
                (true, _) => state.library.select_to(photo),
                (false, true) => {}
                (false, false) => state.library.select_only(photo),
            });
        }
    }
    true
}
