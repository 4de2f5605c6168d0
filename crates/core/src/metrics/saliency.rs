//! Attribution scores of a photo's views, placed on the photo.
//!
//! Each view shows a part of the photo and has one score for each cell of a square grid. On the photo, the views'
//! scores are added up as a density, score per area, interpolated between the centres of the cells.

use serde::{Deserialize, Serialize};

/// Attribution scores of one view of a photo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Map {
    /// The part of the photo that the view shows: left, top, width and height as shares of the photo's own, 0 to 1.
    pub shown: [f32; 4],
    /// Scores of the square grid's cells, row by row.
    pub scores: Vec<f32>,
}

impl Map {
    /// Cells along a side.
    fn side(&self) -> usize {
        self.scores.len().isqrt()
    }

    /// These scores minus those of another map of the same view.
    fn less(&self, other: &Self) -> Self {
        let scores = self.scores.iter().zip(&other.scores).map(|(a, b)| a - b).collect();
        Self { shown: self.shown, scores }
    }

    /// Score per area of the whole photo at a point, whose coordinates are shares of the photo's size (0 to 1).
    ///
    /// Interpolates linearly between the centres of the cells. Beyond the outermost centres, the density falls to
    /// zero over the width of a cell, or stays constant where the view ends at the photo's edge.
    fn density(&self, x: f32, y: f32) -> f32 {
        let side = self.side();
        let [left, top, width, height] = self.shown;
        if side == 0 || width <= 0.0 || height <= 0.0 {
            return 0.0;
        }
        let columns = weights((x - left) / width * side as f32 - 0.5, side, (left, left + width));
        let rows = weights((y - top) / height * side as f32 - 0.5, side, (top, top + height));
        let mut sum = 0.0;
        for (row, down) in rows.into_iter().flatten() {
            for (column, across) in columns.into_iter().flatten() {
                sum += self.scores[row * side + column] * down * across;
            }
        }
        sum * (side * side) as f32 / (width * height)
    }
}

/// The one or two cells around a position along an axis, each with its weight. `ends` are the view's ends within the
/// photo.
fn weights(place: f32, side: usize, ends: (f32, f32)) -> [Option<(usize, f32)>; 2] {
    // A share of the photo's width, less than half a pixel.
    const NEAR: f32 = 1e-4;
    let last = (side - 1) as f32;
    let place = if ends.0 < NEAR { place.max(0.0) } else { place };
    let place = if ends.1 > 1.0 - NEAR { place.min(last) } else { place };
    let first = place.floor();
    let weight = |cell: f32, weight: f32| {
        ((0.0..=last).contains(&cell) && weight > 0.0).then_some((cell as usize, weight))
    };
    [weight(first, 1.0 - (place - first)), weight(first + 1.0, place - first)]
}

/// Attribution of one class relative to another; both must have maps of the same views.
pub fn rather(class: &[Map], other: &[Map]) -> Vec<Map> {
    class.iter().zip(other).map(|(class, other)| class.less(other)).collect()
}

/// Sum of all views at each point of a photo: score per area of the whole photo, `[rows, columns]`, row-major.
pub fn on_photo(views: &[Map], columns: usize, rows: usize) -> Vec<f32> {
    let mut densities = Vec::with_capacity(columns * rows);
    for row in 0..rows {
        let y = (row as f32 + 0.5) / rows as f32;
        for column in 0..columns {
            let x = (column as f32 + 0.5) / columns as f32;
            densities.push(views.iter().map(|view| view.density(x, y)).sum());
        }
    }
    densities
}

/// A region of a photo, in terms a person would use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The third of the rows (0 is the top) and of the columns (0 is the left) with the highest score.
    Third(u8, u8),
    /// No ninth scores much more than the others.
    Everywhere,
}

/// A ninth is named if it has at least this share of the total. Evenly spread, each would have 0.11.
const MOSTLY: f32 = 0.25;

/// The region with most of the positive density, `[rows, columns]`; none if no density is positive.
pub fn mostly(densities: &[f32], columns: usize, rows: usize) -> Option<Place> {
    let mut sums = [[0.0; 3]; 3];
    for (place, density) in densities.iter().enumerate() {
        let (row, column) = (place / columns.max(1), place % columns.max(1));
        sums[(3 * row / rows.max(1)).min(2)][3 * column / columns.max(1)] += density.max(0.0);
    }
    let total: f32 = sums.iter().flatten().sum();
    let flat = sums.concat();
    let best = super::argmax(&flat).filter(|_| total > 0.0)?;
    let third = Place::Third((best / 3) as u8, (best % 3) as u8);
    Some(if flat[best] >= MOSTLY * total { third } else { Place::Everywhere })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(shown: [f32; 4], hot: usize) -> Map {
        let mut scores = vec![0.0; 49];
        scores[hot] = 1.0;
        Map { shown, scores }
    }

    fn mean(values: &[f32]) -> f32 {
        values.iter().sum::<f32>() / values.len() as f32
    }

    #[test]
    fn every_score_keeps_its_weight_on_the_photo() {
        // A landscape: the centre square leaves a sixteenth above and below, and more at the sides.
        let centre = [0.171_875, 0.0625, 0.656_25, 0.875];
        for shown in [centre, [0.0, 0.0, 1.0, 1.0]] {
            for hot in 0..49 {
                let densities = on_photo(&[map(shown, hot)], 448, 336);
                assert!((mean(&densities) - 1.0).abs() < 0.01, "{shown:?} {hot}: {}", mean(&densities));
            }
        }
    }

    #[test]
    fn a_score_lies_where_its_cell_lies_and_fades_around_it() {
        let densities = on_photo(&[map([0.0, 0.0, 1.0, 1.0], 6)], 70, 70);
        let best = super::super::argmax(&densities).expect("points");
        assert!(best / 70 < 10 && best % 70 >= 60, "{best}");
        let row: Vec<f32> = densities[..70].to_vec();
        assert!(row.windows(2).all(|pair| pair[1] >= pair[0] && pair[1] - pair[0] < 6.0), "{row:?}");
        let centre = on_photo(&[map([0.2, 0.1, 0.6, 0.8], 0)], 100, 100);
        let best = super::super::argmax(&centre).expect("points");
        assert!((12..18).contains(&(best / 100)) && (22..28).contains(&(best % 100)), "{best}");
    }

    #[test]
    fn a_place_is_named_only_where_one_says_most() {
        let at = |hot| mostly(&on_photo(&[map([0.0, 0.0, 1.0, 1.0], hot)], 30, 30), 30, 30);
        assert_eq!(at(0), Some(Place::Third(0, 0)));
        assert_eq!(at(24), Some(Place::Third(1, 1)));
        assert_eq!(at(45), Some(Place::Third(2, 1)));
        assert_eq!(mostly(&[1.0; 900], 30, 30), Some(Place::Everywhere));
        assert_eq!(mostly(&[-1.0; 900], 30, 30), None);
        assert_eq!(mostly(&[], 0, 0), None);
    }

    #[test]
    fn one_class_rather_than_another_is_the_difference() {
        let (cat, dog) = (vec![map([0.0, 0.0, 1.0, 1.0], 3)], vec![map([0.0, 0.0, 1.0, 1.0], 5)]);
        let scores = &rather(&cat, &dog)[0].scores;
        assert!((scores[3] - 1.0).abs() < 1e-6 && (scores[5] + 1.0).abs() < 1e-6);
    }
}
