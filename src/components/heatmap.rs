//! Two colours over a photo: regions that support an answer, and regions that count against it.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::{Clamped, JsCast, JsValue};

use crate::state::saliency::{FAINT, Marked};

/// The colour of support. Blue and orange differ in every kind of colour vision, and both stand out on light and dark
/// photos.
pub(crate) const FOR: [u8; 3] = [36, 132, 255];
/// The colour of what counts against; see [`FOR`].
pub(crate) const AGAINST: [u8; 3] = [255, 138, 0];

/// Opacity at the largest density, of 255.
const OPACITY: f32 = 190.0;

/// A layer to put over a photo. Describe what it shows in words beside it.
#[component]
pub(crate) fn Heat(marked: Memo<Option<Marked>>) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    Effect::new(move |_| {
        if let Some(canvas) = canvas.get() {
            // A browser without canvas shows the photo alone, with the words beside it.
            let _ = marked.with(|marked| marked.as_ref().map_or(Ok(()), |marked| draw(&canvas, marked)));
        }
    });
    view! { <canvas node_ref=canvas class="heat" aria-hidden="true"></canvas> }
}

/// One pixel per grid point: the browser smooths them when it stretches the canvas over the photo.
fn draw(canvas: &web_sys::HtmlCanvasElement, marked: &Marked) -> Result<(), JsValue> {
    let (columns, rows) = (marked.columns as u32, marked.rows as u32);
    canvas.set_width(columns);
    canvas.set_height(rows);
    let pixels: Vec<u8> =
        marked.densities.iter().flat_map(|density| colour(*density / marked.largest)).collect();
    let image =
        web_sys::ImageData::new_with_u8_clamped_array_and_sh(Clamped(pixels.as_slice()), columns, rows)?;
    let Some(context) = canvas.get_context("2d")? else { return Ok(()) };
    let put: js_sys::Function = js_sys::Reflect::get(&context, &"putImageData".into())?.dyn_into()?;
    put.call3(&context, &image, &0.into(), &0.into()).map(drop)
}

/// Red, green, blue and opacity for a density of −1 to 1.
fn colour(density: f32) -> [u8; 4] {
    let [red, green, blue] = if density > 0.0 { FOR } else { AGAINST };
    let strength = ((density.abs() - FAINT) / (1.0 - FAINT)).clamp(0.0, 1.0);
    [red, green, blue, (OPACITY * strength.sqrt()) as u8]
}

/// A colour sample for a legend.
#[component]
pub(crate) fn HeatSample(colour: [u8; 3]) -> impl IntoView {
    let [red, green, blue] = colour;
    view! {
        <span class="heat-sample" aria-hidden="true" style:background-color=format!("rgb({red} {green} {blue})")></span>
    }
}
