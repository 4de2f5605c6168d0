//! From a photo of any size to its views, in standard operators: what `handlens_vision::photo` does.
//!
//! A large photo is first reduced to the size at which the page keeps photos. That runs over all its pixels, so it is a
//! `Resize`, which knows that most weights are zero. It goes as the page does: first over the rows, then over the
//! columns, rounding to whole values after each.
//!
//! The views are products with two matrices of weights, which are computed from the photo's size. A `Resize` could not
//! cut out the centre view, whose edges lie between pixels, with the pixels outside that contribute to it. And a product
//! gives the same numbers in every runtime.

use handlens_core::config::VIEW_SIDE;
use handlens_core::config::limits::STORED_SIDE;
use handlens_vision::photo::{CENTRE_SHARE, CUBIC_COEFFICIENT, VIEWS, View};

use super::schema::{AttributeProto, DataType};
use super::writer::{Writer, real, text, whole, wholes};

/// Adds what turns `image`, u8 `[height, width, 3]`, into views `[2, 3, 224, 224]` with values 0 to 255, and returns its
/// name.
pub(super) fn views(writer: &mut Writer, image: &str) -> String {
    let size = writer.add_with("Shape", &[image], vec![whole("start", 0), whole("end", 2)], "image.size");
    let stored_size = stored_size(writer, &size);
    let photo = stored(writer, image, &size, &stored_size);
    let size = writer.cast(&stored_size, DataType::Float, "photo.size");
    let first = writer.indices(&[0]);
    let shorter = writer.add_with("ReduceMin", &[&size, &first], vec![whole("keepdims", 1)], "photo.shorter");
    let centre_share = writer.number(CENTRE_SHARE as f32);
    let centre_side = writer.add("Mul", &[&shorter, &centre_share], "photo.centre_side");
    let rows = taps(writer, &size, 0, &centre_side, "rows");
    let columns = taps(writer, &size, 1, &centre_side, "columns");

    // [1, 3, height, width] · [2, 1, width, 224] → [2, 3, height, 224]
    let swapped = vec![wholes("perm", &[0, 1, 3, 2])];
    let columns = writer.add_with("Transpose", &[&columns], swapped, "columns.transposed");
    let narrow = writer.add("MatMul", &[&photo, &columns], "photo.narrow");
    let views = writer.add("MatMul", &[&rows, &narrow], "photo.resampled");
    let (least, most) = (writer.number(0.0), writer.number(255.0));
    writer.add("Clip", &[&views, &least, &most], "photo.views")
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

/// The weights with which the pixels along one axis of the photo contribute to the views' pixels, `[2, 1, 224, length]`;
/// see `handlens_vision::photo::resample`.
fn taps(writer: &mut Writer, size: &str, axis: i64, centre_side: &str, name: &str) -> String {
    let named = |step: &str| format!("{name}.{step}");
    let place = writer.indices(&[axis]);
    let length = writer.add("Gather", &[size, &place], &named("length"));
    // Of the photo, each view shows this many pixels.
    let shown: Vec<&str> = VIEWS
        .iter()
        .map(|view| match view {
            View::Centre => centre_side,
            View::Whole => &length,
        })
        .collect();
    let shown = writer.add_with("Concat", &shown, vec![whole("axis", 0)], &named("shown"));
    let added = writer.indices(&[1, 2, 3]);
    let shown = writer.add("Unsqueeze", &[&shown, &added], &named("shown.views"));
    let outputs = writer.number(VIEW_SIDE as f32);
    let scale = writer.add("Div", &[&shown, &outputs], &named("scale"));
    let around = writer.add("Sub", &[&length, &shown], &named("around"));
    let two = writer.number(2.0);
    let from = writer.add("Div", &[&around, &two], &named("from"));
    let middles: Vec<f32> = (0..VIEW_SIDE).map(|output| output as f32 + 0.5).collect();
    let middles = writer.floats(&named("middles"), &[1, 1, VIEW_SIDE, 1], &middles);
    let centres = writer.add("Mul", &[&middles, &scale], &named("centres.relative"));
    let centres = writer.add("Add", &[&centres, &from], &named("centres"));

    let first = writer.indices(&[0]);
    let end = writer.add("Squeeze", &[&length, &first], &named("end"));
    let (half, one) = (writer.number(0.5), writer.number(1.0));
    let zero = writer.number(0.0);
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
