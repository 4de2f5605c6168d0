//! What views are made of. A part knows nothing of the project; it gets what it shows.

pub mod camera;
pub mod confidence;
pub mod curve;
pub mod dialog;
pub mod drop_zone;
pub mod icon;
pub mod menu;
pub mod number_field;
pub mod photo_grid;
pub mod progress;
