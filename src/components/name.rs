//! A name that somebody gave to a class or a file, however long.

use leptos::prelude::*;

use crate::file_name::pieces;

/// A name whose lines break between its words. A word that is longer than a line is cut at its end; the tooltip has all
/// of it.
#[component]
pub(crate) fn Name(#[prop(into)] name: Signal<String>) -> impl IntoView {
    let text =
        move || name.with(|name| pieces(name).map(|piece| view! { {piece.to_owned()}<wbr/> }).collect_view());
    view! { <span class="name" title=name>{text}</span> }
}
