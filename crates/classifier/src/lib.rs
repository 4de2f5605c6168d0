//! From features to a classifier that says how good it is: folds, fit, calibration, unknown score, learning curve,
//! explanation. Numbers in, numbers out: nothing here knows a photo, a project or a browser.

pub mod metrics;
pub mod pipeline;
pub mod predictor;
mod tensor;
pub mod train;
