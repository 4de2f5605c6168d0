//! Building blocks of the views. They know nothing of the project; they get what they show.

pub(crate) mod camera;
pub(crate) mod confidence;
pub(crate) mod csv_items;
pub(crate) mod curve;
pub(crate) mod dialog;
pub(crate) mod drop_zone;
pub(crate) mod erased;
pub(crate) mod gallery;
pub(crate) mod heading;
pub(crate) mod heatmap;
pub(crate) mod icon;
pub(crate) mod menu;
pub(crate) mod name;
pub(crate) mod name_field;
pub(crate) mod number_field;
pub(crate) mod photo_grid;
pub(crate) mod photos_dialog;
pub(crate) mod plot;

pub(crate) mod progress;
pub(crate) mod virtual_list;
