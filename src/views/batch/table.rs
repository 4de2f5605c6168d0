//! The table. Only the rows in view are in the document, so there may be thousands.
//!
//! The table itself has the focus and names its active row (`aria-activedescendant`): a row that scrolls out of view is
//! removed from the document and would take the focus with it.

use leptos::html;
use leptos::{ev, prelude::*};

use super::about::About;
use super::row::{Looks, RowView};
use crate::components::erased::erased;
use crate::components::icon::{Icon, Symbol};
use crate::components::virtual_list::VirtualList;
use crate::page::Page;
use crate::state::batch::arrange::{Column, Sort};
use handlens_core::protocol::BatchItemId;
use handlens_i18n::t;

/// Heights of a row and of the table's head, in CSS pixels. The style sheet has the same figures.
const ROW: f64 = 72.0;
const HEAD: f64 = 44.0;

/// The table.
#[component]
pub(super) fn Table(shown: Memo<Vec<BatchItemId>>) -> impl IntoView {
    let page = Page::context();
    let scroller = NodeRef::<html::Div>::new();
    let rows = VirtualList::rows(scroller, ROW, HEAD);
    let active = RwSignal::new(None::<BatchItemId>);
    let total = Memo::new(move |_| shown.with(Vec::len));
    let range = Memo::new(move |_| rows.range(total.get()));
    let visible = Memo::new(move |_| {
        let range = range.get();
        shown.with(|shown| shown.get(range).unwrap_or_default().to_vec())
    });
    let looks = looks_of(page, visible);
    let height = Memo::new(move |_| rows.layout().height);
    Effect::new(move |_| {
        height.track();
        // What is told of the active row takes its room from the table.
        let place = active.get_untracked().and_then(|id| shown.with_untracked(|shown| place_in(shown, id)));
        if let Some(place) = place {
            rows.reveal(place);
        }
    });
    let above = move || range.get().start as f64 * ROW;
    let below = move || (total.get() - range.get().end.min(total.get())) as f64 * ROW;
    let on_keydown = move |event: ev::KeyboardEvent| {
        if press(&event, page, shown, active, rows) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let place_of = move |id: BatchItemId| {
        let first = range.get().start;
        visible.with(|visible| place_in(visible, id)).map(|place| first + place + 2)
    };
    view! {
        <div class="batch-scroll" node_ref=scroller on:scroll=move |_| rows.scrolled()>
            <table
                role="grid"
                aria-multiselectable="true"
                aria-labelledby="batch-title"
                aria-rowcount=move || (total.get() + 1).to_string()
                aria-activedescendant=move || active.get().map(|id| format!("batch-{}", id.0))
                tabindex="0"
                data-testid="batch-table"
                on:keydown=on_keydown
            >
                <thead>
                    <tr aria-rowindex="1">
                        <SelectAll shown/>
                        <th scope="col"><span class="visually-hidden">{t!("batch-column-photo")}</span></th>
                        <Heading column=Column::Name name=t!("batch-column-name") hint=t!("batch-sort-by-name") testid="sort-name"/>
                        <Heading column=Column::Class name=t!("batch-column-class") hint=t!("batch-sort-by-class") testid="sort-class"/>
                        <Heading column=Column::Sureness name=t!("batch-column-sure") hint=t!("batch-sort-by-sure") testid="sort-sureness"/>
                        <th scope="col" class="batch-seen">{t!("batch-column-seen")}</th>
                    </tr>
                </thead>
                <tbody>
                    <tr class="batch-gap" aria-hidden="true" style:height=move || format!("{}px", above())><td colspan="5"></td></tr>
                    <For each=move || visible.get() key=|id| id.0 let:id>
                        <RowView id looks active shown place=Signal::derive(move || place_of(id))/>
                    </For>
                    <tr class="batch-gap" aria-hidden="true" style:height=move || format!("{}px", below())><td colspan="5"></td></tr>
                </tbody>
            </table>
            <Show when=move || total.get() == 0>
                <p class="batch-empty quiet">{t!("batch-empty")}</p>
            </Show>
        </div>
        <About active/>
    }
}

fn place_in(rows: &[BatchItemId], id: BatchItemId) -> Option<usize> {
    rows.iter().position(|other| *other == id)
}

/// How the rows in view look; also requests missing thumbnails. One memo for all of them.
fn looks_of(page: Page, visible: Memo<Vec<BatchItemId>>) -> Memo<Vec<Looks>> {
    let looks = Memo::new(move |_| {
        let visible = visible.read();
        page.state.with(|state| visible.iter().filter_map(|id| Looks::of(state, *id)).collect::<Vec<_>>())
    });
    // Nothing on the page depends on this part of the state, so no view is notified.
    let tell = move |rows: Vec<BatchItemId>| page.state.update_untracked(|state| state.batch.show(rows));
    Effect::new(move |_| tell(visible.get()));
    on_cleanup(move || tell(Vec::new()));
    Effect::new(move |_| {
        looks.with(|looks| {
            let missing = looks.iter().filter(|looks| looks.lacks_thumbnail()).map(|looks| looks.id);
            page.client.want_batch_thumbnails(missing);
        });
    });
    looks
}

/// The header of a column that rows can be sorted by.
#[component]
fn Heading(column: Column, name: String, hint: String, testid: &'static str) -> impl IntoView {
    let page = Page::context();
    let sort = page.read(|state| state.batch.sort);
    let direction = move || match sort.get() {
        Sort { column: of, .. } if of != column => "none",
        Sort { descending: true, .. } => "descending",
        Sort { .. } => "ascending",
    };
    let click = move |_| page.change(|state| state.batch.sort = state.batch.sort.clicked(column));
    view! {
        <th scope="col" aria-sort=direction>
            <button type="button" data-testid=testid title=hint on:click=erased(click)>
                {name}
                <span class="batch-direction" aria-hidden="true"><Symbol icon=Icon::Down/></span>
            </button>
        </th>
    }
}

/// Selects all rows that are shown, or none.
#[component]
fn SelectAll(shown: Memo<Vec<BatchItemId>>) -> impl IntoView {
    let page = Page::context();
    let selected = page.read(|state| state.batch.selection().len());
    let click = move |_| {
        let shown = shown.get_untracked();
        page.change(|state| {
            if state.batch.selection().is_empty() {
                state.batch.select(&shown);
            } else {
                state.batch.clear_selection();
            }
        });
    };
    let label = move || if selected.get() == 0 { t!("batch-select-shown") } else { t!("batch-select-none") };
    view! {
        <th scope="col" class="batch-check">
            <button type="button" data-testid="batch-select-all" aria-label=label title=label on:click=erased(click)>
                <span class="check" class:is-some=move || { selected.get() > 0 } aria-hidden="true"></span>
            </button>
        </th>
    }
}

/// Handles a key. Returns false for a key that does nothing here.
fn press(
    event: &ev::KeyboardEvent,
    page: Page,
    shown: Memo<Vec<BatchItemId>>,
    active: RwSignal<Option<BatchItemId>>,
    rows: VirtualList,
) -> bool {
    // A button in the header handles its own keys.
    let on_button = document().active_element().is_some_and(|element| element.tag_name() == "BUTTON");
    if on_button {
        return false;
    }
    let shown = shown.get_untracked();
    let place = active.get_untracked().and_then(|id| place_in(&shown, id));
    let control = event.ctrl_key() || event.meta_key();
    match event.key().as_str() {
        "a" | "A" if control => page.change(|state| state.batch.select(&shown)),
        "Escape" => page.change(|state| state.batch.clear_selection()),
        " " => match place {
            Some(place) => page.change(|state| state.batch.toggle(shown[place])),
            None => return false,
        },
        key => {
            let Some(next) = rows.step(key, place, shown.len()) else { return false };
            // The row that the cursor leaves starts the range.
            if let Some(place) = place.filter(|_| event.shift_key()) {
                page.change(|state| state.batch.begin_at(shown[place]));
            }
            active.set(Some(shown[next]));
            rows.reveal(next);
            if event.shift_key() {
                page.change(|state| state.batch.select_to(shown[next], &shown));
            }
        }
    }
    true
}
