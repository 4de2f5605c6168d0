//! Whether a photo belongs to none of the classes.
//!
//! There are two signs of it, neither reliable on its own: the answer is uncertain (1 − the largest probability), and
//! no training photo is near (mean distance to the nearest five). Each is standardised against the training photos,
//! judged as if they were new, and the two are added.

pub use handlens_core::metrics::unknown::{NEIGHBOURS, UnknownScore, threshold};

/// Number of partial sums, so that the compiler can vectorise the loop.
const LANES: usize = 8;

/// The [`NEIGHBOURS`] nearest of `others` to a vector `[D]`, nearest first: the index and Euclidean distance of each.
pub fn nearest<'a>(vector: &[f32], others: impl Iterator<Item = &'a [f32]>) -> Vec<(usize, f32)> {
    let mut all: Vec<(usize, f32)> =
        others.enumerate().map(|(place, other)| (place, squared_distance(vector, other))).collect();
    let by_distance = |a: &(usize, f32), b: &(usize, f32)| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0));
    if all.len() > NEIGHBOURS {
        all.select_nth_unstable_by(NEIGHBOURS - 1, by_distance);
        all.truncate(NEIGHBOURS);
    }
    all.sort_by(by_distance);
    all.iter().map(|(place, square)| (*place, square.sqrt())).collect()
}

/// Mean Euclidean distance of a vector `[D]` to its [`NEIGHBOURS`] nearest among `others`; 0 if there are none.
pub fn distance<'a>(vector: &[f32], others: impl Iterator<Item = &'a [f32]>) -> f32 {
    mean_distance(&nearest(vector, others))
}

/// Mean distance of the result of [`nearest`]; 0 if it is empty.
pub fn mean_distance<T>(nearest: &[(T, f32)]) -> f32 {
    nearest.iter().map(|(_, distance)| distance).sum::<f32>() / nearest.len().max(1) as f32
}

fn squared_distance(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; LANES];
    let (a, a_rest) = a.as_chunks::<LANES>();
    let (b, b_rest) = b.as_chunks::<LANES>();
    for (a, b) in a.iter().zip(b) {
        for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
            *sum += (a - b) * (a - b);
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| (a - b) * (a - b)).sum();
    sums.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_nearest_count() {
        let others: Vec<[f32; 2]> = (1..=9).map(|place| [place as f32, 0.0]).collect();
        let near = distance(&[0.0, 0.0], others.iter().rev().map(<[f32; 2]>::as_slice));
        assert!((near - 3.0).abs() < 1e-6, "{near}");
        assert!(
            (distance(&[0.0, 3.0], [[4.0_f32, 0.0]].iter().map(<[f32; 2]>::as_slice)) - 5.0).abs() < 1e-6
        );
        assert!(distance(&[1.0], std::iter::empty()).abs() < f32::EPSILON);
    }

    #[test]
    fn the_nearest_come_first_with_their_places() {
        let others: Vec<[f32; 9]> = [5.0, 1.0, 4.0, 2.0, 9.0, 3.0].map(|place| [place; 9]).to_vec();
        let found = nearest(&[0.0; 9], others.iter().map(<[f32; 9]>::as_slice));
        assert_eq!(found.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [1, 3, 5, 2, 0]);
        assert!((found[0].1 - 3.0).abs() < 1e-6);
    }
}
