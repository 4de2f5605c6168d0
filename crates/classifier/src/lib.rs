//! From features to a classifier that reports how good it is: folds, fit, calibration, unknown score, learning curve,
//! explanation. Numbers in, numbers out: nothing here knows about photos, projects or browsers.

pub mod ensemble;
pub mod matrix;
pub mod metrics;
pub mod pipeline;
pub mod predictor;
mod tensor;
pub mod train;
