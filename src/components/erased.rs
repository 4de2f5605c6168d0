//! One type for all handlers of clicks.

use web_sys::MouseEvent;

/// A handler for `on:click`. Leptos compiles much code for each type of handler, and every closure is a type of its own:
/// behind a pointer, the hundred handlers of the page share that code.
pub(crate) fn erased(handler: impl FnMut(MouseEvent) + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(handler)
}
