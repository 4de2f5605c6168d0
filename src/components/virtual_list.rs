//! A long list of which only the cells in sight are in the document: [`VirtualScroll`] kept in step with an element.

use std::ops::Range;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    HtmlDivElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, ResizeObserver,
};

use crate::virtual_scroll::VirtualScroll;

/// How near a list must be to the window to show anything.
const NEAR: &str = "400px";

/// How a list divides its width.
#[derive(Clone, Copy)]
pub(crate) enum Columns {
    /// One cell in a row.
    One,
    /// As many square cells of at least this width, in CSS pixels, as there is room for. They fill the width.
    Squares(f64),
}

/// The list in an element that scrolls, watched for as long as the element exists.
#[derive(Clone, Copy)]
pub(crate) struct VirtualList {
    scroller: NodeRef<html::Div>,
    columns: Columns,
    layout: RwSignal<VirtualScroll>,
    /// Whether the element is in the window or near it.
    near: RwSignal<bool>,
}

impl VirtualList {
    /// A table: rows of this height below a head that stays in sight, in CSS pixels.
    pub(crate) fn rows(scroller: NodeRef<html::Div>, row: f64, head: f64) -> Self {
        let layout =
            VirtualScroll { columns: 1, pitch: row, gap: 0.0, head, height: 0.0, scroll: 0.0, spare_rows: 3 };
        Self::watch(scroller, Columns::One, layout)
    }

    /// A grid of square cells of at least this width, with a gap between them, in CSS pixels.
    pub(crate) fn squares(scroller: NodeRef<html::Div>, width: f64, gap: f64) -> Self {
        let pitch = width + gap;
        let layout =
            VirtualScroll { columns: 1, pitch, gap, head: 0.0, height: 0.0, scroll: 0.0, spare_rows: 1 };
        Self::watch(scroller, Columns::Squares(width), layout)
    }

    fn watch(scroller: NodeRef<html::Div>, columns: Columns, layout: VirtualScroll) -> Self {
        let list = Self { scroller, columns, layout: RwSignal::new(layout), near: RwSignal::new(false) };
        let observers = StoredValue::new_local(None::<(ResizeObserver, IntersectionObserver)>);
        Effect::new(move |_| {
            if let Some(element) = scroller.get() {
                observers.set_value(list.observe(&element));
            }
        });
        on_cleanup(move || {
            observers.with_value(|observers| {
                if let Some((size, place)) = observers {
                    size.disconnect();
                    place.disconnect();
                }
            });
        });
        list
    }

    fn observe(self, scroller: &HtmlDivElement) -> Option<(ResizeObserver, IntersectionObserver)> {
        let element = scroller.clone();
        let resized = Closure::<dyn Fn()>::new(move || self.resize(&element));
        let size = ResizeObserver::new(resized.into_js_value().unchecked_ref()).ok()?;
        size.observe(scroller);
        let moved = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let entry =
                entries.iter().last().and_then(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok());
            if let Some(entry) = entry {
                // The observer outlives the list by at most one call.
                let _ = self.near.try_set(entry.is_intersecting());
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(NEAR);
        let place =
            IntersectionObserver::new_with_options(moved.into_js_value().unchecked_ref(), &options).ok()?;
        place.observe(scroller);
        Some((size, place))
    }

    fn resize(self, element: &HtmlDivElement) {
        let (width, height) = (f64::from(element.client_width()), f64::from(element.client_height()));
        // The observer outlives the list by at most one call.
        let _ = self.layout.try_update(|layout| {
            layout.height = height;
            if let (Columns::Squares(least), true) = (self.columns, width > 0.0) {
                let columns = ((width + layout.gap) / (least + layout.gap)).floor().max(1.0);
                layout.columns = columns as usize;
                layout.pitch = (width + layout.gap) / columns;
            }
        });
    }

    /// Takes in how far the element is scrolled now.
    pub(crate) fn scrolled(self) {
        if let Some(element) = self.scroller.get_untracked() {
            let scroll = f64::from(element.scroll_top());
            self.layout.update(|layout| layout.scroll = scroll);
        }
    }

    /// The cells to show of `count`. None, where the list is far from the window.
    pub(crate) fn range(self, count: usize) -> Range<usize> {
        if self.near.get() { self.layout.with(|layout| layout.range(count)) } else { 0..0 }
    }

    /// How the list is laid out now.
    pub(crate) fn layout(self) -> VirtualScroll {
        self.layout.get()
    }

    /// Scrolls a cell into sight.
    pub(crate) fn reveal(self, index: usize) {
        let Some(element) = self.scroller.get_untracked() else { return };
        let scroll = f64::from(element.scroll_top());
        let layout = VirtualScroll { scroll, ..self.layout.get_untracked() };
        if let Some(scroll) = layout.scroll_to(index) {
            element.set_scroll_top(scroll as i32);
        }
    }

    /// See [`VirtualScroll::step`].
    pub(crate) fn step(self, key: &str, index: Option<usize>, count: usize) -> Option<usize> {
        self.layout.with_untracked(|layout| layout.step(key, index, count))
    }
}
