//! A trained classifier as a file that other programs run: classifier and weights in, bytes out.
//!
//! [`classifier`] says what is exported. [`graph`] turns it into a graph of operations, from the network's shapes and
//! independent of any file format. Each format has a writer that expands those operations into its own: [`onnx`].
//! [`description`] is what every file says about itself.
//!
//! The crate has no browser, no project and no Burn: a head is its weights and biases here, so that a program without
//! Burn can export.

pub mod classifier;
pub mod description;
pub mod graph;
pub mod onnx;
