//! How good a classifier is, from held-out answers on the host.
//!
//! | module | what it says |
//! |---|---|
//! | [`agreement`] | whether two answers are the same |
//! | [`calibration`] | whether probabilities mean what they say, and the temperature that makes them |
//! | [`unknown`] | whether a photo is of none of the classes |
//! | [`duplicates`] | which photos are nearly the same |
//! | [`label_issues`] | which photos probably have a wrong label |
//! | [`outliers`] | which of many values stand out |
//! | [`learning_curve`] | what more photos would bring |
//! | [`occasions`] | which photos were taken on the same occasion |
//! | [`roc`] | how well a score tells two kinds apart |
//!
//! Plain numbers in, plain numbers out: nothing here knows photos, Burn or the page.

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
