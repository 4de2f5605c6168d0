//! Photos and the pretrained network on the CPU: bytes → oriented RGB → views → features.
//!
//! Nothing here knows a label, a project or a browser.

// Lets what tests share name this crate as its other users do.
#[cfg(test)]
extern crate self as handlens_vision;

pub mod model;
pub mod photo;
