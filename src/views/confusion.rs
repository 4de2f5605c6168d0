//! The confusion matrix, and the photos behind each of its figures.

use leptos::prelude::*;
use leptos::{ev, html};
use wasm_bindgen::JsCast;

use crate::components::csv_items::CsvItems;
use crate::components::erased::erased;
use crate::components::icon::{Icon, Symbol};
use crate::components::menu::{Menu, Panel};
use crate::components::photos_dialog::PhotosDialog;
use crate::csv::Dialect;
use crate::download;
use crate::number_format::grouped;
use crate::page::{Page, Question};
use crate::state::confusion::picture::picture;
use crate::state::confusion::{Order, csv, ordered};
use handlens_core::metrics::Confusion;
use handlens_core::msg;
use handlens_core::protocol::{ClassId, HeldOut};
use handlens_i18n::t;

/// Classes shown at most: a larger matrix could neither be read nor drawn in time.
const SHOWN: usize = 30;

/// The confusion matrix.
#[component]
pub(super) fn ConfusionTable(held_out: HeldOut) -> impl IntoView {
    let page = Page::context();
    let classes: Vec<ClassId> = held_out.classes.iter().map(|(class, ..)| *class).collect();
    let interval = held_out.interval;
    let Some(confusion) = Confusion::from_counts(classes.len(), held_out.confusion) else {
        // The report is by a version that did not count this; a training follows at once and will.
        return ().into_any();
    };
    let table = StoredValue::new((classes, confusion));
    let order = RwSignal::new(Order::default());
    let order_of = move || {
        let names =
            page.classes.with(|infos| infos.iter().map(|info| (info.id, info.name.clone())).collect());
        table.with_value(|(classes, confusion)| ordered(classes, confusion, &names, order.get()))
    };
    let left_out = table.with_value(|(classes, _)| classes.len().saturating_sub(SHOWN));
    let names = move || {
        page.classes.with_untracked(|infos| {
            let name =
                |class: &ClassId| infos.iter().find(|info| info.id == *class).map(|info| info.name.clone());
            table.with_value(|(classes, _)| {
                classes.iter().map(|class| name(class).unwrap_or_default()).collect::<Vec<String>>()
            })
        })
    };
    let save = move |file: &'static str, text: String| {
        leptos::task::spawn_local(async move {
            if download::save(file, None, text.into()).await.is_err() {
                page.change(|state| {
                    state.messages.refuse(msg!("confusion-not-saved"));
                });
            }
        });
    };
    let save_values = Callback::new(move |dialect: Dialect| {
        save("confusion.csv", table.with_value(|(_, confusion)| csv(dialect, &names(), confusion)));
    });
    let save_picture = move |_| {
        let order = untrack(order_of);
        save(
            "confusion.svg",
            table.with_value(|(_, confusion)| picture(&names(), confusion, interval, &order)),
        );
    };
    view! {
        <section class="confusion" aria-labelledby="confusion-title">
            <div class="confusion-head">
                <h3 id="confusion-title">{t!("confusion-title")}</h3>
                <div class="confusion-saves">
                    <Menu panel=Panel::Menu label=t!("confusion-save-csv") testid="confusion-csv"
                        button=|| view! { <Symbol icon=Icon::Export/>"CSV" }>
                        <CsvItems testid="confusion-csv-as" table="CSV".to_owned() save=save_values/>
                    </Menu>
                    <button type="button" class="button" aria-label=t!("confusion-save-svg") title=t!("confusion-save-svg") data-testid="confusion-svg" on:click=erased(save_picture)>
                        <Symbol icon=Icon::Export/>
                        "SVG"
                    </button>
                </div>
            </div>
            <div class="confusion-order">
                <label for="confusion-order">{t!("confusion-order")}</label>
                <select id="confusion-order" data-testid="confusion-order"
                    on:change=move |event| order.set(Order::of(&event_target_value(&event)))>
                    {Order::ALL.map(|one| view! { <option value=one.key() selected=move || order.get() == one>{one.name()}</option> })}
                </select>
            </div>
            {(left_out > 0).then(|| view! {
                <p class="quiet">{t!("confusion-first", count = SHOWN)}</p>
            })}
            <div class="confusion-scroll">
                {move || {
                    let shown: Vec<usize> = order_of().into_iter().take(SHOWN).collect();
                    view! { <Table table shown/> }
                }}
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Table(table: StoredValue<(Vec<ClassId>, Confusion)>, shown: Vec<usize>) -> impl IntoView {
    let page = Page::context();
    let root = NodeRef::<html::Table>::new();
    let class_at = move |place: usize| table.with_value(|(classes, _)| classes[place]);
    let columns = shown.clone();
    let heads = shown.iter().map(|place| {
        let name = page.class_name(class_at(*place));
        view! { <th scope="col" title=move || name.get()><span>{move || name.get()}</span></th> }
    });
    let heads = heads.collect_view();
    let rows = shown.into_iter().enumerate().map(|(row, label)| {
        let name = page.class_name(class_at(label));
        let support = table.with_value(|(_, confusion)| confusion.support(label));
        let cells = columns.iter().enumerate().map(|(column, answer)| {
            let photos = table.with_value(|(_, confusion)| confusion.count(label, *answer));
            let share = f64::from(photos) / f64::from(support.max(1));
            // One cell can be reached with Tab; arrow keys lead on from there.
            let first = row == 0 && column == 0;
            view! { <Figure label=class_at(label) answer=class_at(*answer) photos share first/> }
        });
        view! {
            <tr>
                <th scope="row" title=move || name.get()><span>{move || name.get()}</span></th>
                {cells.collect_view()}
            </tr>
        }
    });
    view! {
        <table node_ref=root data-testid="confusion" on:keydown=move |event| walk(&event, root)>
            <caption class="visually-hidden">
                {t!("confusion-caption")}
            </caption>
            <thead>
                <tr>
                    <td class="confusion-corner"><span>{t!("confusion-rows")}</span><span>{t!("confusion-columns")}</span></td>
                    {heads}
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Figure(label: ClassId, answer: ClassId, photos: u32, share: f64, first: bool) -> impl IntoView {
    let page = Page::context();
    let (is, taken) = (page.class_name(label), page.class_name(answer));
    let words = move || {
        if label == answer {
            t!("confusion-figure-right", count = photos, class = is.get())
        } else {
            t!("confusion-figure-wrong", count = photos, class = is.get(), other = taken.get())
        }
    };
    view! {
        <td class:is-right=label == answer>
            <button
                type="button"
                class="confusion-figure"
                class:is-none=photos == 0
                style=("--share", format!("{:.1}%", share * 100.0))
                aria-label=words
                title=words
                aria-disabled=(photos == 0).then_some("true")
                tabindex=if first { "0" } else { "-1" }
                data-testid="confusion-figure"
                data-label=move || is.get()
                data-answer=move || taken.get()
                on:click=erased(move |_| {
                    if photos > 0 {
                        page.question.set(Some(Question::TakenFor(label, answer)));
                    }
                })
            >
                {grouped(photos as usize)}
            </button>
        </td>
    }
}

/// Moves the focus between cells with the arrow keys.
fn walk(event: &ev::KeyboardEvent, table: NodeRef<html::Table>) {
    let (down, right): (i32, i32) = match event.key().as_str() {
        "ArrowDown" => (1, 0),
        "ArrowUp" => (-1, 0),
        "ArrowRight" => (0, 1),
        "ArrowLeft" => (0, -1),
        _ => return,
    };
    let Some(table) = table.get_untracked() else { return };
    let Ok(buttons) = table.query_selector_all(".confusion-figure") else { return };
    let buttons: Vec<web_sys::HtmlElement> =
        (0..buttons.length()).filter_map(|index| buttons.get(index)?.dyn_into().ok()).collect();
    let side = (buttons.len() as f64).sqrt() as i32;
    let active = document().active_element();
    let Some(place) = buttons.iter().position(|button| active.as_ref() == Some(button.as_ref())) else {
        return;
    };
    let (row, column) = (place as i32 / side + down, place as i32 % side + right);
    event.prevent_default();
    if (0..side).contains(&row) && (0..side).contains(&column) {
        let next = &buttons[(row * side + column) as usize];
        buttons[place].set_tab_index(-1);
        next.set_tab_index(0);
        let _ = next.focus();
    }
}

/// A dialogue with the photos of class `label` that were taken for `answer`.
#[component]
pub(super) fn TakenFor(label: ClassId, answer: ClassId) -> impl IntoView {
    let page = Page::context();
    let (is, taken) = (page.class_name(label).get_untracked(), page.class_name(answer).get_untracked());
    let (title, order) = if label == answer {
        (t!("confusion-photos-right", class = is), t!("photos-order-least-sure"))
    } else {
        (t!("confusion-photos-wrong", class = is, other = taken), t!("photos-order-surest-mistakes"))
    };
    view! { <PhotosDialog title order testid="taken-for" all=page.read(move |state| state.taken_for(label, answer))/> }
}
