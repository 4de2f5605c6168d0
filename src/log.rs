//! The page's log: its own lines and the worker's, in memory as long as the page is open. Nothing stores or sends it.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use handlens_core::log::{self, LogLevel};

/// Lines that are kept; older ones go.
const LINES: usize = 200;

thread_local! {
    static RING: RefCell<VecDeque<String>> = const { RefCell::new(VecDeque::new()) };
    /// Whether lines are written to the browser's console as well.
    static TO_CONSOLE: Cell<bool> = const { Cell::new(false) };
}

/// Keeps the page's lines of at most this level. With `to_console`, the browser's console shows them as well.
pub(crate) fn install(level: LogLevel, to_console: bool) {
    TO_CONSOLE.set(to_console);
    log::install(level, |level, line| put("page", level, &line));
}

/// Keeps a line of the worker's.
pub(crate) fn put_of_worker(level: LogLevel, line: &str) {
    put("worker", level, line);
}

/// The lines that are kept, oldest first: `12.345 s worker info: a training ended photos=24`. The time counts from when the
/// page was opened.
pub(crate) fn lines() -> Vec<String> {
    RING.with_borrow(|ring| ring.iter().cloned().collect())
}

fn put(program: &str, level: LogLevel, line: &str) {
    let seconds =
        web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now() / 1000.0);
    let line = format!("{seconds:.3} s {program} {level}: {line}");
    if TO_CONSOLE.get() {
        match level {
            LogLevel::Error => web_sys::console::error_1(&(&line).into()),
            LogLevel::Warn => web_sys::console::warn_1(&(&line).into()),
            _ => web_sys::console::log_1(&(&line).into()),
        }
    }
    RING.with_borrow_mut(|ring| {
        if ring.len() == LINES {
            ring.pop_front();
        }
        ring.push_back(line);
    });
}
