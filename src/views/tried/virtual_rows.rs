//! Which rows of a long table are in view. All rows have the same height.

use std::ops::Range;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::ResizeObserver;

/// Heights of a row and of the table's header, in CSS pixels. The style sheet has the same figures.
pub(super) const ROW: f64 = 72.0;
const HEAD: f64 = 44.0;
/// Extra rows rendered above and below.
const SPARE: usize = 3;

/// Which rows are in view.
#[derive(Clone, Copy)]
pub(super) struct Window {
    height: RwSignal<f64>,
    scroll: RwSignal<f64>,
}

impl Window {
    /// Observes the height of the scrolling element for as long as that exists.
    pub(super) fn of(scroller: NodeRef<html::Div>) -> Self {
        let window = Self { height: RwSignal::new(0.0), scroll: RwSignal::new(0.0) };
        let watching = StoredValue::new_local(None::<ResizeObserver>);
        Effect::new(move |_| {
            if let Some(scroller) = scroller.get() {
                let element = scroller.clone();
                let resized = Closure::<dyn Fn()>::new(move || {
                    // The observer may run once more after the table's signals are disposed of.
                    let _ = window.height.try_set(f64::from(element.client_height()));
                });
                let observer = ResizeObserver::new(resized.into_js_value().unchecked_ref()).ok();
                if let Some(observer) = &observer {
                    observer.observe(&scroller);
                }
                watching.set_value(observer);
            }
        });
        on_cleanup(move || {
            watching.with_value(|watching| {
                if let Some(observer) = watching {
                    observer.disconnect();
                }
            });
        });
        window
    }

    pub(super) fn scrolled(self, scroller: NodeRef<html::Div>) {
        if let Some(scroller) = scroller.get_untracked() {
            self.scroll.set(f64::from(scroller.scroll_top()));
        }
    }

    /// The positions to render.
    pub(super) fn rows(self, count: usize) -> Range<usize> {
        let seen = (self.height.get() / ROW).ceil() as usize + 1;
        // After losing rows, a table may be scrolled beyond its end for a moment.
        let first = ((self.scroll.get() / ROW) as usize).min(count.saturating_sub(seen));
        first.saturating_sub(SPARE)..(first + seen + SPARE).min(count)
    }

    /// The position that a key leads to.
    pub(super) fn step(self, key: &str, place: Option<usize>, count: usize) -> Option<usize> {
        let last = count.checked_sub(1)?;
        let page = (((self.height.get_untracked() - HEAD) / ROW) as usize).max(1);
        Some(match (key, place) {
            ("End", _) => last,
            ("Home", _) | ("ArrowDown" | "ArrowUp" | "PageDown" | "PageUp", None) => 0,
            ("ArrowDown", Some(place)) => (place + 1).min(last),
            ("ArrowUp", Some(place)) => place.saturating_sub(1),
            ("PageDown", Some(place)) => (place + page).min(last),
            ("PageUp", Some(place)) => place.saturating_sub(page),
            _ => return None,
        })
    }
}

/// Scrolls a position into view.
pub(super) fn reveal(scroller: NodeRef<html::Div>, place: usize) {
    let Some(scroller) = scroller.get_untracked() else { return };
    let (top, from) = (place as f64 * ROW, f64::from(scroller.scroll_top()));
    let height = f64::from(scroller.client_height()) - HEAD;
    if top < from {
        scroller.set_scroll_top(top as i32);
    } else if top + ROW > from + height {
        scroller.set_scroll_top((top + ROW - height).ceil() as i32);
    }
}
