//! Clocks: milliseconds since the worker began, which are monotonic and finer than a millisecond, and the date.

/// Now, in milliseconds since the worker began. Clock changes do not affect it. Zero if the browser has no
/// `performance`.
pub fn now_ms() -> f64 {
    super::scope().ok().and_then(|scope| scope.performance()).map_or(0.0, |performance| performance.now())
}

/// Now, in milliseconds since 1970.
pub fn date_ms() -> f64 {
    js_sys::Date::now()
}
