//! Photos and the pretrained network on the CPU: bytes → oriented RGB → views → features.
//!
//! This crate knows no labels, no projects and no browser.

// Lets shared test code name this crate as its other users do.
#[cfg(test)]
extern crate self as handlens_vision;

pub mod model;
pub mod photo;
