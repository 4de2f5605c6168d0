//! Which rows of a grid are in view.

use std::ops::Range;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, ResizeObserver};

/// The minimum width of a thumbnail and the gap beside it, in CSS pixels. The style sheet has the same figures.
const THUMBNAIL: f64 = 96.0;
const GAP: f64 = 8.0;
/// Extra rows rendered above and below.
const SPARE_ROWS: usize = 1;
/// How near to the window a grid must be to render anything.
const NEAR: &str = "400px";

/// Which rows of a grid are in view.
#[derive(Clone, Copy)]
pub(super) struct Sight {
    columns: RwSignal<usize>,
    /// Distance from one row to the next, in CSS pixels: thumbnails are square and fill the width.
    pitch: RwSignal<f64>,
    height: RwSignal<f64>,
    scroll: RwSignal<f64>,
    near: RwSignal<bool>,
}

impl Sight {
    /// Observes the size and position of a grid for as long as the grid exists.
    pub(super) fn of(list: NodeRef<html::Div>) -> Self {
        let sight = Self {
            columns: RwSignal::new(1),
            pitch: RwSignal::new(THUMBNAIL + GAP),
            height: RwSignal::new(0.0),
            scroll: RwSignal::new(0.0),
            near: RwSignal::new(false),
        };
        let watching = StoredValue::new_local(None::<(ResizeObserver, IntersectionObserver)>);
        Effect::new(move |_| {
            if let Some(list) = list.get() {
                watching.set_value(sight.watch(&list));
            }
        });
        on_cleanup(move || {
            watching.with_value(|watching| {
                if let Some((size, place)) = watching {
                    size.disconnect();
                    place.disconnect();
                }
            });
        });
        sight
    }

    fn watch(self, list: &web_sys::HtmlDivElement) -> Option<(ResizeObserver, IntersectionObserver)> {
        let element = list.clone();
        let resized = Closure::<dyn Fn()>::new(move || {
            let width = f64::from(element.client_width()) + GAP;
            if width <= GAP {
                return;
            }
            let columns = (width / (THUMBNAIL + GAP)).floor().max(1.0);
            // The observers may run once more after the grid's signals are disposed of.
            let _ = self.columns.try_set(columns as usize);
            let _ = self.pitch.try_set(width / columns);
            let _ = self.height.try_set(f64::from(element.client_height()));
        });
        let size = ResizeObserver::new(resized.into_js_value().unchecked_ref()).ok()?;
        size.observe(list);
        let moved = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let entry =
                entries.iter().last().and_then(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok());
            if let Some(entry) = entry {
                let _ = self.near.try_set(entry.is_intersecting());
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(NEAR);
        let place =
            IntersectionObserver::new_with_options(moved.into_js_value().unchecked_ref(), &options).ok()?;
        place.observe(list);
        Some((size, place))
    }

    pub(super) fn scrolled(self, list: NodeRef<html::Div>) {
        if let Some(list) = list.get_untracked() {
            self.scroll.set(f64::from(list.scroll_top()));
        }
    }

    fn first_row(self) -> usize {
        ((self.scroll.get() / self.pitch.get()).floor() as usize).saturating_sub(SPARE_ROWS)
    }

    fn row_count(self, count: usize) -> usize {
        count.div_ceil(self.columns.get())
    }

    /// The positions to render; empty if the grid is far from the window.
    pub(super) fn rows(self, count: usize) -> Range<usize> {
        if !self.near.get() {
            return 0..0;
        }
        let columns = self.columns.get();
        let first = self.clamped_first_row(count);
        let rows = (self.height.get() / self.pitch.get()).ceil() as usize + 1 + 2 * SPARE_ROWS;
        first * columns..((first + rows) * columns).min(count)
    }

    /// After losing photos, a grid may be scrolled beyond its end for a moment.
    fn clamped_first_row(self, count: usize) -> usize {
        self.first_row().min(self.row_count(count).saturating_sub(1))
    }

    /// Offset of the first rendered row, in CSS pixels.
    pub(super) fn offset(self, count: usize) -> f64 {
        self.clamped_first_row(count) as f64 * self.pitch.get()
    }

    /// Height of all rows, in CSS pixels.
    pub(super) fn height(self, count: usize) -> f64 {
        (self.row_count(count) as f64 * self.pitch.get() - GAP).max(0.0)
    }

    /// Side of a thumbnail, in CSS pixels.
    pub(super) fn cell(self) -> f64 {
        self.pitch.get() - GAP
    }

    /// Scrolls a position into view.
    pub(super) fn reveal(self, list: NodeRef<html::Div>, place: usize) {
        let Some(list) = list.get_untracked() else { return };
        let pitch = self.pitch.get_untracked();
        let top = (place / self.columns.get_untracked()) as f64 * pitch;
        let (from, height) = (f64::from(list.scroll_top()), f64::from(list.client_height()));
        if top < from {
            list.set_scroll_top(top as i32);
        } else if top + pitch - GAP > from + height {
            list.set_scroll_top((top + pitch - GAP - height) as i32);
        }
    }

    /// The position that a key leads to.
    pub(super) fn step(self, key: &str, place: Option<usize>, count: usize) -> Option<usize> {
        let columns = self.columns.get_untracked();
        let page = columns * ((self.height.get_untracked() / self.pitch.get_untracked()) as usize).max(1);
        let last = count - 1;
        let known = matches!(
            key,
            "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "PageUp" | "PageDown" | "Home" | "End"
        );
        if !known {
            return None;
        }
        let Some(place) = place else { return Some(if key == "End" { last } else { 0 }) };
        Some(match key {
            "ArrowLeft" => place.saturating_sub(1),
            "ArrowRight" => (place + 1).min(last),
            "ArrowUp" => place.checked_sub(columns).unwrap_or(place),
            "ArrowDown" if place + columns <= last => place + columns,
            "PageUp" => place.saturating_sub(page),
            "PageDown" => (place + page).min(last),
            "Home" => 0,
            "End" => last,
            _ => place,
        })
    }
}
