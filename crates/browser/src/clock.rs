//! Milliseconds since the worker began: monotonic, finer than a millisecond, unmoved by clock changes.

/// Now, in milliseconds since the worker began; zero where the browser has no `performance`.
pub fn now_ms() -> f64 {
    super::scope().ok().and_then(|scope| scope.performance()).map_or(0.0, |performance| performance.now())
}

/// Now, in milliseconds since 1970.
pub fn date_ms() -> f64 {
    js_sys::Date::now()
}
