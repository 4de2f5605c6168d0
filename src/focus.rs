//! Keeps the focus on the page. The focused element may go: a photo is deleted, a toast dismissed, the undo button
//! disabled. Browsers then reset the focus to the body, and keyboard and screen-reader users start from the top again.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};

use super::page::Page;
use super::scheduling;

/// Elements that the keyboard can focus.
const FOCUSABLE: &str = "a[href], button:not(:disabled):not([tabindex='-1']), input:not([type=file]):not(:disabled), select, summary, [tabindex='0']";
/// Where the search for another element stops: a focus that moves beyond these would be as good as lost.
const PLACES: &str = "main, header, body";
/// How many elements are remembered to go back to.
const REMEMBERED: usize = 8;

/// An element that had the focus, and its ancestors, each with its siblings.
struct Place {
    element: HtmlElement,
    levels: Vec<Level>,
}

struct Level {
    element: Element,
    next: Option<Element>,
    previous: Option<Element>,
}

impl Place {
    fn of(element: HtmlElement) -> Self {
        let mut levels = Vec::new();
        let mut around: Option<Element> = Some(element.clone().into());
        while let Some(level) = around.take().filter(|level| !level.matches(PLACES).unwrap_or(true)) {
            around = level.parent_element();
            levels.push(Level {
                next: level.next_element_sibling(),
                previous: level.previous_element_sibling(),
                element: level,
            });
        }
        Self { element, levels }
    }

    /// Whether the element has gone or can no longer be used.
    fn is_gone(&self) -> bool {
        !self.element.is_connected() || self.element.matches(":disabled").unwrap_or(false)
    }

    /// The nearest focusable element beside it.
    fn beside(&self) -> Option<HtmlElement> {
        self.levels.iter().find_map(|level| {
            let near = [level.next.as_ref(), level.previous.as_ref(), Some(&level.element)];
            near.into_iter().flatten().filter(|element| element.is_connected()).find_map(first_focusable)
        })
    }
}

/// The element itself, or the first inside it, that is visible and can take the focus.
fn first_focusable(element: &Element) -> Option<HtmlElement> {
    let usable = |element: HtmlElement| (element.offset_width() > 0).then_some(element);
    if element.matches(FOCUSABLE).unwrap_or(false) {
        return element.clone().dyn_into().ok().and_then(usable);
    }
    let inside = element.query_selector_all(FOCUSABLE).ok()?;
    (0..inside.length()).find_map(|index| inside.get(index)?.dyn_into().ok().and_then(usable))
}

/// Watches the focus for as long as the page lives.
pub(crate) fn keep(page: Page) {
    let visited: Rc<RefCell<Vec<Place>>> = Rc::default();
    let remembered = Rc::clone(&visited);
    window_event_listener(ev::focusin, move |event| {
        let Some(element) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else {
            return;
        };
        let mut visited = remembered.borrow_mut();
        visited.retain(|place| place.element != element && place.element.is_connected());
        visited.insert(0, Place::of(element));
        visited.truncate(REMEMBERED);
    });
    // Somebody who points needs no focus, and on a phone a focused field would open the keyboard. Screen readers act
    // without pointing.
    let pointing = Rc::new(Cell::new(false));
    let points = Rc::clone(&pointing);
    window_event_listener(ev::pointerdown, move |_| points.set(true));
    let types = Rc::clone(&pointing);
    window_event_listener(ev::keydown, move |_| types.set(false));
    // Elements go because the state or one of the page's own choices changed. A view with a choice of its own must
    // touch the state.
    let waiting = Rc::new(Cell::new(false));
    Effect::new(move |_| {
        page.state.track();
        page.camera.track();
        page.batch_open.track();
        if !pointing.get() && !visited.borrow().is_empty() && !waiting.replace(true) {
            let (visited, waiting) = (Rc::clone(&visited), Rc::clone(&waiting));
            spawn_local(async move {
                // A screen or field that appears takes the focus itself.
                scheduling::next_frame().await;
                scheduling::next_frame().await;
                waiting.set(false);
                let next = next_place(&visited.borrow());
                if let Some(element) = next {
                    // Has no effect on an element that cannot take the focus after all.
                    let _ = element.focus();
                }
            });
        }
    });
}

/// Where a lost focus goes: to the nearest element, or to one visited before.
fn next_place(visited: &[Place]) -> Option<HtmlElement> {
    let last = visited.first().filter(|last| last.is_gone() && scheduling::is_focus_free())?;
    let earlier = || visited.iter().skip(1).find(|place| !place.is_gone()).map(|place| place.element.clone());
    last.beside().or_else(earlier)
}
