//! Menu items that save a table as CSV, one for each dialect, the last chosen first.

use leptos::prelude::*;

use super::menu::MenuItem;
use crate::csv::Dialect;
use crate::routing::local_storage;
use handlens_i18n::t;

/// The key in the browser's storage under which the dialect is remembered.
const KEY: &str = "handlens.csv";

/// Menu items that save a table.
#[component]
pub(crate) fn CsvItems(
    /// How the items call the table.
    #[prop(into)]
    table: Signal<String>,
    /// The items' `data-testid`; their `data-name` is the dialect's.
    testid: &'static str,
    save: Callback<Dialect>,
) -> impl IntoView {
    let first = remembered().unwrap_or_else(Dialect::of_language);
    let items = [first, first.other()].map(|dialect| {
        let act = move || {
            local_storage("setItem", &[KEY, dialect.key()]);
            save.run(dialect);
        };
        view! {
            <MenuItem testid name=dialect.key() act>
                {move || t!("csv-choice", table = table.get(), dialect = name(dialect))}
            </MenuItem>
        }
    });
    view! { {items} }
}

fn remembered() -> Option<Dialect> {
    Dialect::of_key(&local_storage("getItem", &[KEY])?.as_string()?)
}

/// "comma, 0.5"
fn name(dialect: Dialect) -> String {
    match dialect {
        Dialect::Comma => t!("csv-comma"),
        Dialect::Semicolon => t!("csv-semicolon"),
    }
}
