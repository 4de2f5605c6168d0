//! Which photos were taken on the same occasion, judged by times and folders.
//!
//! Photos of one occasion share light, background and the hand in the picture. A head that saw some of them is right
//! about the others more often than about photos taken elsewhere. To estimate accuracy on such photos, whole occasions
//! must be held out.

use std::collections::{HashMap, HashSet};

/// Seconds without a photo that end an occasion: longer than the pauses of someone photographing many things, shorter
/// than a meal or a night. Daylight hardly changes within an hour.
const PAUSE: i64 = 3600;
/// If file dates follow each other faster than this on average, in seconds, they come from copying or unpacking: nobody
/// takes photos at that rate for long.
const COPIED: f64 = 2.0;
/// Fewest files of an occasion for which [`COPIED`] is checked.
const COPIED_FILES: usize = 6;
/// Student's t at 97.5 %, by degrees of freedom from 1 on; beyond the table, the normal quantile.
const STUDENT: [f64; 20] = [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086,
];
/// Share of the photos whose occasion must be known.
const KNOWN: f64 = 0.8;

/// When and where a photo was taken, as far as that is known.
#[derive(Debug, Clone, Default)]
pub struct Shot {
    /// Its class, under any numbering.
    pub class: usize,
    /// When it was taken, in seconds, in local time.
    pub seconds: Option<i64>,
    /// Whether `seconds` is only the date of the file.
    pub is_file_date: bool,
    /// The folders above its file, separated by `/`, without those named after its class. `None` if none are left.
    pub folder: Option<String>,
}

impl Shot {
    /// The folders of a path, without those named after the photo's class.
    pub fn folder(path: &str, class: &str) -> Option<String> {
        let class = class.trim().to_lowercase();
        let parts = path.split('/').filter(|part| part.trim().to_lowercase() != class);
        let path = parts.collect::<Vec<_>>().join("/");
        (!path.is_empty()).then_some(path)
    }
}

/// The occasion of each photo, under any numbering; `None` for a photo without a time or folder. `None` altogether if
/// times and folders do not separate occasions in most classes, or leave too many photos without one.
///
/// If both times and folders are informative, photos that share either belong to one occasion: a person may have sorted
/// an afternoon into two folders, or put three days into one.
pub fn occasions(shots: &[Shot]) -> Option<Vec<Option<usize>>> {
    let by_time = by_time(shots);
    let by_folder = by_folder(shots);
    let known = [by_time, by_folder].into_iter().filter(|found| tells_apart(shots, found));
    let found = known.reduce(|first, second| joined(&first, &second))?;
    tells_apart(shots, &found).then_some(found)
}

/// Whether most classes, and at least two, have photos of several occasions, and most photos have a known occasion.
fn tells_apart(shots: &[Shot], occasions: &[Option<usize>]) -> bool {
    let mut of_class: HashMap<usize, HashSet<usize>> = HashMap::new();
    for (shot, occasion) in shots.iter().zip(occasions) {
        of_class.entry(shot.class).or_default().extend(*occasion);
    }
    let several = of_class.values().filter(|occasions| occasions.len() > 1).count();
    let known = occasions.iter().flatten().count();
    several >= 2 && 2 * several > of_class.len() && known as f64 >= KNOWN * shots.len() as f64
}

fn by_time(shots: &[Shot]) -> Vec<Option<usize>> {
    let mut found = vec![None; shots.len()];
    let mut timed: Vec<(i64, usize)> =
        shots.iter().enumerate().filter_map(|(place, shot)| Some((shot.seconds?, place))).collect();
    timed.sort_unstable();
    for (number, occasion) in timed.chunk_by(|a, b| b.0 - a.0 <= PAUSE).enumerate() {
        let dates: Vec<i64> = occasion
            .iter()
            .filter(|(_, place)| shots[*place].is_file_date)
            .map(|(seconds, _)| *seconds)
            .collect();
        let copied = dates.len() >= COPIED_FILES && {
            let seconds = dates.last().zip(dates.first()).map_or(0, |(last, first)| last - first);
            (seconds as f64) < COPIED * (dates.len() - 1) as f64
        };
        for (_, place) in occasion {
            found[*place] = (!copied || !shots[*place].is_file_date).then_some(number);
        }
    }
    found
}

fn by_folder(shots: &[Shot]) -> Vec<Option<usize>> {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut number = |folder| {
        let next = numbers.len();
        *numbers.entry(folder).or_insert(next)
    };
    shots.iter().map(|shot| shot.folder.as_deref().map(&mut number)).collect()
}

/// Merges two groupings: photos that share a number in either list share one in the result. `None` for photos that have
/// a number in neither.
pub fn joined(first: &[Option<usize>], second: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut sets = Sets::default();
    for (a, b) in first.iter().zip(second) {
        if let (Some(a), Some(b)) = (a, b) {
            sets.join(2 * a, 2 * b + 1);
        }
    }
    let both = first.iter().zip(second);
    both.map(|(a, b)| a.map(|a| 2 * a).or(b.map(|b| 2 * b + 1)).map(|of| sets.find(of))).collect()
}

/// 95 % interval of an accuracy whose photos come in clusters: right and judged photos of each cluster. With fewer than
/// two clusters it is 0 to 1.
///
/// The variance is that of a ratio of sums over clusters (Cochran 1977, section 6.3), with Student's t because there
/// are so few. The result is Wilson's interval for the number of independent photos with the same uncertainty, at most
/// `most`.
pub fn clustered(clusters: &[(u32, u32)], most: f64) -> (f32, f32) {
    const NORMAL: f64 = 1.959_963_984_540_054;
    let sum = |of: fn(&(u32, u32)) -> u32| clusters.iter().map(of).sum::<u32>();
    let (right, judged) = (sum(|cluster| cluster.0), sum(|cluster| cluster.1));
    let Some(freedom) = clusters.len().checked_sub(2).filter(|_| judged > 0) else { return (0.0, 1.0) };
    let student = STUDENT.get(freedom).copied().unwrap_or(NORMAL);
    let (count, judged) = (clusters.len() as f64, f64::from(judged));
    let share = f64::from(right) / judged;
    let apart = |(right, judged): &(u32, u32)| (f64::from(*right) - share * f64::from(*judged)).powi(2);
    let variance = count / (count - 1.0) * clusters.iter().map(apart).sum::<f64>() / judged.powi(2);
    // If all clusters agree, that may be chance: the variance is 0, and `most` is the limit.
    let independent = share * (1.0 - share) / variance * (NORMAL / student).powi(2);
    let n = if independent.is_finite() { independent.clamp(1.0, most.max(1.0)) } else { most.max(1.0) };
    let middle = share + NORMAL * NORMAL / (2.0 * n);
    let spread = NORMAL * (share * (1.0 - share) / n + NORMAL * NORMAL / (4.0 * n * n)).sqrt();
    let scale = 1.0 + NORMAL * NORMAL / n;
    let end = |value: f64| (value / scale).clamp(0.0, 1.0) as f32;
    (end(middle - spread), end(middle + spread))
}

/// Disjoint sets of numbers.
#[derive(Default)]
struct Sets(HashMap<usize, usize>);

impl Sets {
    fn find(&mut self, of: usize) -> usize {
        let mut root = of;
        while let Some(above) = self.0.get(&root) {
            root = *above;
        }
        // Path compression: let everything on the way point to the root.
        let mut at = of;
        while at != root {
            at = self.0.insert(at, root).unwrap_or(root);
        }
        root
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        if a != b {
            self.0.insert(a, b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    fn at(class: usize, seconds: i64) -> Shot {
        Shot { class, seconds: Some(seconds), ..Shot::default() }
    }

    /// Photos of two classes on several days: ten of each a day, a minute apart.
    fn days(days: i64) -> Vec<Shot> {
        (0..days)
            .flat_map(|day| (0..20).map(move |photo| at((photo % 2) as usize, day * DAY + photo * 60)))
            .collect()
    }

    fn count(occasions: &[Option<usize>]) -> usize {
        occasions.iter().flatten().collect::<HashSet<_>>().len()
    }

    #[test]
    fn an_interval_is_as_wide_as_occasions_differ() {
        let (low, high) = clustered(&[(5, 10); 8], 80.0);
        assert!(
            (low + high - 1.0).abs() < 1e-3 && (high - 0.6073).abs() < 1e-3,
            "as of 80 photos: {low} {high}"
        );
        let apart = clustered(&[(10, 10), (0, 10), (10, 10), (0, 10)], 40.0);
        assert!(apart.0 < 0.1 && apart.1 > 0.9, "{apart:?}");
        assert_eq!((clustered(&[(9, 10)], 10.0), clustered(&[], 1.0)), ((0.0, 1.0), (0.0, 1.0)));
        let certain = clustered(&[(10, 10); 3], 30.0);
        assert!(certain.0 > 0.8 && certain.1 > 0.999, "{certain:?}");
    }

    #[test]
    fn days_are_told_apart_and_one_afternoon_is_not() {
        assert_eq!(count(&occasions(&days(3)).expect("three days")), 3);
        assert_eq!(occasions(&days(1)), None);
        assert_eq!(occasions(&[]), None);
        // Each class on its own day: no class could be held out and still be known.
        let each: Vec<Shot> = (0..20).map(|photo| at(photo % 2, (photo % 2) as i64 * DAY)).collect();
        assert_eq!(occasions(&each), None);
    }

    #[test]
    fn dates_of_files_that_were_copied_tell_nothing() {
        let dated = |shots: Vec<Shot>| -> Vec<Shot> {
            shots.into_iter().map(|shot| Shot { is_file_date: true, ..shot }).collect()
        };
        let copied = |day: i64| (0..20).map(move |photo| at(photo % 2, day * DAY + photo as i64 / 8));
        assert_eq!(occasions(&dated((0..3).flat_map(copied).collect())), None);
        assert_eq!(count(&occasions(&dated(days(3))).expect("as they were taken")), 3);
    }

    #[test]
    fn folders_below_and_above_the_class_are_occasions() {
        let shot = |class: usize, path: &str, name: &str| Shot {
            class,
            folder: Shot::folder(path, name),
            ..Shot::default()
        };
        let below = [
            shot(0, "Cats/monday", "cats"),
            shot(0, "Cats/friday", "cats"),
            shot(1, "Dogs/monday", "dogs"),
            shot(1, "Dogs/friday", "dogs"),
        ];
        let found = occasions(&below).expect("two days");
        assert_eq!((count(&found), found[0], found[1]), (2, found[2], found[3]));
        let above = [
            shot(0, "monday/cats", "cats"),
            shot(0, "friday/cats", "cats"),
            shot(1, "monday/dogs", "dogs"),
            shot(1, "friday/dogs", "dogs"),
        ];
        assert_eq!(count(&occasions(&above).expect("two days")), 2);
        let classes_alone = [shot(0, "photos/cats", "cats"), shot(1, "photos/dogs", "dogs")];
        assert_eq!(occasions(&[classes_alone.clone(), classes_alone].concat()), None);
    }

    #[test]
    fn an_afternoon_in_two_folders_is_one_occasion() {
        let mut shots = days(3);
        for (place, shot) in shots.iter_mut().enumerate() {
            shot.folder = Some(if place % 4 < 2 { "train" } else { "val" }.to_owned());
        }
        // Each separates something, but merged they separate nothing.
        assert_eq!(occasions(&shots), None);
        for (place, shot) in shots.iter_mut().enumerate() {
            shot.folder = Some(format!("day {}", place / 20));
        }
        assert_eq!(count(&occasions(&shots).expect("three days")), 3);
    }

    #[test]
    fn photos_of_which_nothing_is_known_are_of_no_occasion() {
        let mut shots = days(3);
        shots[5].seconds = None;
        let found = occasions(&shots).expect("three days");
        assert_eq!((found[5], count(&found)), (None, 3));
        for shot in shots.iter_mut().take(20) {
            shot.seconds = None;
        }
        assert_eq!(occasions(&shots), None, "a third is too much");
    }
}
