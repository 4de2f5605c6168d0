//! How good a classifier is, computed on the host from held-out answers.
//!
//! | module | what it says |
//! |---|---|
//! | [`agreement`] | whether two answers are the same |
//! | [`calibration`] | whether probabilities are calibrated, and the temperature that calibrates them |
//! | [`unknown`] | whether a photo is of none of the classes |
//! | [`duplicates`] | which photos are near-duplicates |
//! | [`label_issues`] | which photos are probably mislabelled |
//! | [`outliers`] | which of many values stand out |
//! | [`learning_curve`] | what more photos would bring |
//! | [`occasions`] | which photos were taken on the same occasion |
//! | [`roc`] | how well a score separates two groups |
//!
//! Plain numbers in, plain numbers out: nothing here knows about photos, Burn or the page.

pub mod agreement;
pub mod calibration;
pub mod duplicates;
pub mod label_issues;
pub mod learning_curve;
pub mod occasions;
pub mod outliers;
pub mod roc;
pub mod unknown;

pub use calibration::log_loss;
pub use handlens_core::metrics::{
    Confusion, argmax, independent, interval, saliency, softmax, wilson, wilson_of_groups,
};
