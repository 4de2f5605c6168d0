//! Fine-tuning of the network's last layers: they learn at a low learning rate, all earlier layers stay as they are, and
//! photos that a tuning never saw say what it gains.
//!
//! | module | content |
//! |---|---|
//! | [`run`] | a whole tuning, in slices: what is tuned on which photos, and what comes out |
//! | [`tail_fit`] | the training of the last layers on some photos |

pub mod run;
pub mod tail_fit;

pub use run::{Activations, Tuned, TuningRun, TuningSet};
