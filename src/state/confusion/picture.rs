//! The confusion matrix as a picture (SVG): on white in light and dark mode, so that it can be read anywhere.

use std::fmt::Write;

use crate::number_format::percent;
use handlens_core::metrics::Confusion;
use handlens_i18n::t;

/// Side of a cell, in pixels.
const CELL: f64 = 44.0;
/// Approximate width of a character at 13 pixels.
const CHARACTER: f64 = 7.2;
/// Approximate width of a Chinese, Japanese or Korean character.
const WIDE_CHARACTER: f64 = 13.0;
/// The first code point taken for such a character.
const FIRST_WIDE: char = '\u{2e80}';
/// Characters of a name drawn at most.
const NAME: usize = 24;
/// Margin on all sides.
const MARGIN: f64 = 20.0;
/// Height of the lines above the matrix.
const HEAD: f64 = 62.0;
/// From this share on, a cell has light figures.
const DARK: f64 = 0.55;

/// The matrix: a row per true class, a column per predicted class, in the order of `places`, which are indices into
/// `names` and the counts. Includes the 95 % interval of the accuracy.
pub fn picture(names: &[String], confusion: &Confusion, (low, high): (f32, f32), places: &[usize]) -> String {
    let shown: Vec<String> = places.iter().map(|place| shortened(&names[*place])).collect();
    let longest = shown.iter().map(|name| width_of(name)).fold(0.0, f64::max);
    // Column names are set at 45 degrees.
    let (left, top) =
        (MARGIN + longest + 12.0, MARGIN + HEAD + longest * std::f64::consts::FRAC_1_SQRT_2 + 16.0);
    let side = places.len() as f64 * CELL;
    let title = t!("confusion-title");
    let accuracy = confusion.accuracy().map_or_else(String::new, |accuracy| {
        t!(
            "confusion-picture-accuracy",
            count = confusion.total(),
            share = percent(accuracy),
            low = percent(low),
            high = percent(high)
        )
    });
    let axes = t!("confusion-picture-axes");
    let width = (left + side + MARGIN + longest * std::f64::consts::FRAC_1_SQRT_2)
        .max(MARGIN + width_of(&accuracy).max(width_of(&axes)) + MARGIN);
    let height = top + side + MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"system-ui, Segoe UI, Roboto, Helvetica, Arial, sans-serif\" font-size=\"13\" fill=\"#1d2521\" role=\"img\">\n\
         <title>{}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
        escaped(&title)
    );
    text(&mut svg, (MARGIN, MARGIN + 14.0), "font-size=\"17\" font-weight=\"600\"", &title);
    text(&mut svg, (MARGIN, MARGIN + 36.0), "fill=\"#566059\"", &accuracy);
    text(&mut svg, (MARGIN, MARGIN + 54.0), "fill=\"#566059\"", &axes);
    for (index, name) in shown.iter().enumerate() {
        let middle = (index as f64 + 0.5) * CELL;
        text(&mut svg, (left - 10.0, top + middle + 4.5), "text-anchor=\"end\"", name);
        let (x, y) = (left + middle + 2.0, top - 8.0);
        text(&mut svg, (x, y), &format!("transform=\"rotate(-45 {x:.1} {y:.1})\""), name);
    }
    for (row, label) in places.iter().enumerate() {
        let support = confusion.support(*label).max(1);
        for (column, answer) in places.iter().enumerate() {
            let photos = confusion.count(*label, *answer);
            let share = f64::from(photos) / f64::from(support);
            let (x, y) = (left + column as f64 * CELL, top + row as f64 * CELL);
            let colour = if label == answer { (31, 95, 69) } else { (146, 85, 16) };
            // Writing to a string cannot fail.
            let _ = write!(
                svg,
                "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{CELL}\" height=\"{CELL}\" fill=\"{}\" stroke=\"#dbd7ca\"/>",
                mixed(colour, share)
            );
            let ink = match (photos, share) {
                (0, _) => "#848c86",
                (_, share) if share > DARK => "#ffffff",
                _ => "#1d2521",
            };
            let place = (x + CELL / 2.0, y + CELL / 2.0 + 4.5);
            text(&mut svg, place, &format!("text-anchor=\"middle\" fill=\"{ink}\""), &photos.to_string());
        }
    }
    svg + "</svg>\n"
}

/// A colour mixed with white; `share` is its strength, 0 to 1.
fn mixed((red, green, blue): (u8, u8, u8), share: f64) -> String {
    let part = |value: u8| (255.0 - (255.0 - f64::from(value)) * share).round() as u8;
    format!("#{:02x}{:02x}{:02x}", part(red), part(green), part(blue))
}

fn text(svg: &mut String, (x, y): (f64, f64), attributes: &str, content: &str) {
    let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" {attributes}>{}</text>", escaped(content));
}

/// Escaped for XML; characters that XML forbids are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            other if other.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Approximate width of a text at 13 pixels.
fn width_of(text: &str) -> f64 {
    text.chars().map(|character| if character < FIRST_WIDE { CHARACTER } else { WIDE_CHARACTER }).sum()
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    name.chars().take(NAME - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_has_every_count_on_white_and_no_name_breaks_out_of_it() {
        let confusion = Confusion::from_counts(3, vec![5, 1, 0, 2, 11, 3, 0, 0, 0]).expect("a square");
        let names = ["<script>&\"", "a name that is far too long to be drawn", "Ash"].map(str::to_owned);
        let svg = picture(&names, &confusion, (0.25, 0.75), &[1, 0]);
        assert!(svg.starts_with("<svg xmlns=") && svg.trim_end().ends_with("</svg>"));
        assert!(svg.contains("fill=\"#ffffff\"") && svg.contains("&lt;script&gt;&amp;&quot;"));
        assert!(svg.contains("a name that is far too …<"), "{svg}");
        let counts: Vec<&str> = svg
            .lines()
            .filter(|line| line.contains("text-anchor=\"middle\""))
            .filter_map(|line| line.rsplit_once("</text>")?.0.rsplit_once('>'))
            .map(|(_, count)| count)
            .collect();
        assert_eq!(counts, ["11", "2", "1", "5"]);
        assert!(svg.contains("22 unseen photos, 73\u{a0}% right"));
        assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
    }

    #[test]
    fn a_full_cell_has_its_whole_colour_and_an_empty_one_none() {
        assert_eq!(mixed((31, 95, 69), 1.0), "#1f5f45");
        assert_eq!(mixed((31, 95, 69), 0.0), "#ffffff");
    }
}
