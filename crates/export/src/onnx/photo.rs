//! From a photo of any size to its views, in standard operators: what `handlens_vision::photo` does.
//!
//! A large photo is first reduced to the size at which the page keeps photos. That runs over all its pixels, so it is a
//! `Resize`, which knows that most weights are zero. It goes as the page does: first over the rows, then over the
//! columns, rounding to whole values after each.
//!
//! The views are products with two matrices of weights, which are computed from the photo's size. A `Resize` could not
//! cut out the centre view, whose edges lie between pixels, with the pixels outside that contribute to it. And a product
//! gives the same numbers in every runtime.

use handlens_core::config::limits::STORED_SIDE;
use handlens_core::config::{LARGE_VIEW_SIDE, VIEW_SIDE};
use handlens_vision::photo::{CENTRE_SHARE, CUBIC_COEFFICIENT, LARGE_FROM, VIEWS, View};

use super::schema::{AttributeProto, DataType};
use super::writer::{Writer, real, text, whole, wholes};

/// Adds what turns `image`, u8 `[height, width, 3]`, into its views, each `[1, 3, side, side]` with values 0 to 255, and
/// returns their names in the order of [`VIEWS`].
pub(super) fn views(writer: &mut Writer, image: &str) -> [String; 2] {
    let size = writer.add_with("Shape", &[image], vec![whole("start", 0), whole("end", 2)], "image.size");
    let stored_size = stored_size(writer, &size);
    let photo = stored(writer, image, &size, &stored_size);
    let size = writer.cast(&stored_size, DataType::Float, "photo.size");
    let first = writer.indices(&[0]);
    let shorter = writer.add_with("ReduceMin", &[&size, &first], vec![whole("keepdims", 1)], "photo.shorter");
    let photo = Source { photo, size, shorter };
    VIEWS.map(|view| photo.view(writer, view))
}

/// A photo that views are made of.
struct Source {
    /// Its values, `[1, 3, height, width]`.
    photo: String,
    /// Height and width, f32 `[2]`.
    size: String,
    /// The shorter of both, f32 `[1]`.
    shorter: String,
}

impl Source {
    fn view(&self, writer: &mut Writer, view: View) -> String {
        let name = match view {
            View::Centre => "centre",
            View::Whole => "whole",
        };
        let named = |step: &str| format!("{name}.{step}");
        let side = self.side(writer, view);
        let first = writer.indices(&[0]);
        let side = Side { end: writer.add("Squeeze", &[&side, &first], &named("side.end")), side };
        let rows = self.taps(writer, view, 0, &side, &named("rows"));
        let columns = self.taps(writer, view, 1, &side, &named("columns"));
        // [1, 3, height, width] · [width, side] → [1, 3, height, side], then [side, height] · that.
        let swapped = vec![wholes("perm", &[1, 0])];
        let columns = writer.add_with("Transpose", &[&columns], swapped, &named("columns.transposed"));
        let narrow = writer.add("MatMul", &[&self.photo, &columns], &named("narrow"));
        let resampled = writer.add("MatMul", &[&rows, &narrow], &named("resampled"));
        let (least, most) = (writer.number(0.0), writer.number(255.0));
        writer.add("Clip", &[&resampled, &least, &most], &named("pixels"))
    }

    /// The view's side, f32 `[1]`.
    fn side(&self, writer: &mut Writer, view: View) -> String {
        let least = writer.number(LARGE_FROM as f32);
        let (large, small) = (writer.number(LARGE_VIEW_SIDE as f32), writer.number(VIEW_SIDE as f32));
        match view {
            View::Centre => {
                let is_large = writer.add("GreaterOrEqual", &[&self.shorter, &least], "centre.is_large");
                writer.add("Where", &[&is_large, &large, &small], "centre.side")
            }
            View::Whole => {
                let one = writer.indices(&[1]);
                writer.add("Expand", &[&small, &one], "whole.side")
            }
        }
    }

    /// The weights with which the pixels along one axis of the photo contribute to the view's pixels, `[side, length]`;
    /// see `handlens_vision::photo::resample`.
    fn taps(&self, writer: &mut Writer, view: View, axis: i64, side: &Side, name: &str) -> String {
        let named = |step: &str| format!("{name}.{step}");
        let place = writer.indices(&[axis]);
        let length = writer.add("Gather", &[&self.size, &place], &named("length"));
        // Of the photo, the view shows this many pixels.
        let shown = match view {
            View::Centre => {
                let share = writer.number(CENTRE_SHARE as f32);
                writer.add("Mul", &[&self.shorter, &share], &named("shown"))
            }
            View::Whole => length.clone(),
        };
        let scale = writer.add("Div", &[&shown, &side.side], &named("scale"));
        let around = writer.add("Sub", &[&length, &shown], &named("around"));
        let two = writer.number(2.0);
        let from = writer.add("Div", &[&around, &two], &named("from"));
        let (zero, half, one) = (writer.number(0.0), writer.number(0.5), writer.number(1.0));
        let outputs = writer.add("Range", &[&zero, &side.end, &one], &named("outputs"));
        let middles = writer.add("Add", &[&outputs, &half], &named("middles"));
        let second = writer.indices(&[1]);
        let middles = writer.add("Unsqueeze", &[&middles, &second], &named("middles.column"));
        let centres = writer.add("Mul", &[&middles, &scale], &named("centres.relative"));
        let centres = writer.add("Add", &[&centres, &from], &named("centres"));

        let first = writer.indices(&[0]);
        let end = writer.add("Squeeze", &[&length, &first], &named("end"));
        let pixels = writer.add("Range", &[&zero, &end, &one], &named("pixels.left"));
        let pixels = writer.add("Add", &[&pixels, &half], &named("pixels"));
        let away = writer.add("Sub", &[&pixels, &centres], &named("away"));
        let away = writer.add("Abs", &[&away], &named("away.absolute"));
        let widening = writer.add("Max", &[&scale, &one], &named("widening"));
        let away = writer.add("Div", &[&away, &widening], &named("away.narrowed"));
        let raw = cubic(writer, &away, &named("cubic"));
        let last = writer.indices(&[-1]);
        let total = writer.add_with("ReduceSum", &[&raw, &last], vec![whole("keepdims", 1)], &named("total"));
        writer.add("Div", &[&raw, &total], &named("weights"))
    }
}

/// A view's side: f32 `[1]`, and as a single number.
struct Side {
    side: String,
    end: String,
}

/// Height and width at which the page keeps a photo of this size, `[2]`: the longer side is at most [`STORED_SIDE`], and
/// the other one is rounded, with halves up. In whole numbers, so that nothing is lost.
fn stored_size(writer: &mut Writer, size: &str) -> String {
    let first = writer.indices(&[0]);
    let longer = writer.add_with("ReduceMax", &[size, &first], vec![whole("keepdims", 1)], "image.longer");
    let limit = writer.indices(&[i64::from(STORED_SIDE)]);
    let (one, two) = (writer.indices(&[1]), writer.indices(&[2]));
    let bound = writer.add("Min", &[&longer, &limit], "stored.longer");
    let bound = writer.add("Mul", &[&bound, &two], "stored.longer.doubled");
    let product = writer.add("Mul", &[size, &bound], "stored.product");
    let dividend = writer.add("Add", &[&product, &longer], "stored.dividend");
    let divisor = writer.add("Mul", &[&longer, &two], "stored.divisor");
    let quotient = writer.add("Div", &[&dividend, &divisor], "stored.quotient");
    writer.add("Max", &[&quotient, &one], "stored.size")
}

/// The photo as the page keeps it: whole values, `[1, 3, height, width]`. A photo that is not too large stays as it is.
fn stored(writer: &mut Writer, image: &str, size: &str, stored_size: &str) -> String {
    // While values are bytes, moving them is cheap.
    let planes = writer.add_with("Transpose", &[image], vec![wholes("perm", &[2, 0, 1])], "image.planes");
    let planes = writer.cast(&planes, DataType::Float, "image.values");
    let (zero, one) = (writer.indices(&[0]), writer.indices(&[1]));
    let planes = writer.add("Unsqueeze", &[&planes, &zero], "image.batch");
    let width = writer.add("Gather", &[size, &one], "image.width");
    let stored_height = writer.add("Gather", &[stored_size, &zero], "stored.height");
    let unchanged = writer.indices(&[1, 3]);
    let joined = || vec![whole("axis", 0)];
    let of_rows =
        writer.add_with("Concat", &[&unchanged, &stored_height, &width], joined(), "stored.rows.size");
    let of_both = writer.add_with("Concat", &[&unchanged, stored_size], joined(), "stored.both.size");
    let rows = writer.add_with("Resize", &[&planes, "", "", &of_rows], antialiased(), "stored.rows");
    let rows = rounded(writer, &rows);
    let both = writer.add_with("Resize", &[&rows, "", "", &of_both], antialiased(), "stored.both");
    rounded(writer, &both)
}

/// Nearest whole values from 0 to 255, with halves up.
fn rounded(writer: &mut Writer, values: &str) -> String {
    let half = writer.number(0.5);
    let above = writer.add("Add", &[values, &half], &format!("{values}.above"));
    let whole = writer.add("Floor", &[&above], &format!("{values}.whole"));
    let (least, most) = (writer.number(0.0), writer.number(255.0));
    writer.add("Clip", &[&whole, &least, &most], &format!("{values}.bytes"))
}

/// The resize that the page uses. Without `exclude_outside`, pixels outside the photo would contribute as copies of its
/// edge.
fn antialiased() -> Vec<AttributeProto> {
    vec![
        text("mode", "cubic"),
        whole("antialias", 1),
        real("cubic_coeff_a", CUBIC_COEFFICIENT as f32),
        whole("exclude_outside", 1),
        text("coordinate_transformation_mode", "half_pixel"),
    ]
}

/// Keys' cubic convolution of values that are not negative.
fn cubic(writer: &mut Writer, x: &str, name: &str) -> String {
    let a = CUBIC_COEFFICIENT as f32;
    let named = |step: &str| format!("{name}.{step}");
    let two = writer.number(2.0);
    let x = writer.add("Min", &[x, &two], &named("x"));
    // Horner's scheme: from 0 to 1, and from 1 to 2.
    let near = polynomial(writer, &x, &[a + 2.0, -(a + 3.0), 0.0, 1.0], &named("near"));
    let far = polynomial(writer, &x, &[a, -5.0 * a, 8.0 * a, -4.0 * a], &named("far"));
    let one = writer.number(1.0);
    let is_near = writer.add("Less", &[&x, &one], &named("is_near"));
    writer.add("Where", &[&is_near, &near, &far], name)
}

/// A polynomial by its coefficients, that of the highest power first.
fn polynomial(writer: &mut Writer, x: &str, coefficients: &[f32], name: &str) -> String {
    let mut sum = writer.number(coefficients.first().copied().unwrap_or_default());
    for (power, coefficient) in coefficients.iter().skip(1).enumerate() {
        let product = writer.add("Mul", &[&sum, x], &format!("{name}.{power}.product"));
        let coefficient = writer.number(*coefficient);
        sum = writer.add("Add", &[&product, &coefficient], &format!("{name}.{power}"));
    }
    sum
}
