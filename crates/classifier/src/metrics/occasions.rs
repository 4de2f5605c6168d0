//! Which photos were taken on the same occasion, as far as times and folders tell.
//!
//! Photos of one occasion have the light, the background and the hand in common. A head that saw some of them calls the others
//! right more often than photos that are taken elsewhere, so that a figure for these has to hold out whole occasions.

use std::collections::{HashMap, HashSet};

/// Seconds without a photo that end an occasion. Longer than the pauses of somebody who takes photos of many things, shorter
/// than a meal or a night; in an hour daylight hardly changes.
const PAUSE: i64 = 3600;
/// Dates of files that follow each other faster than this on average, in seconds, are those of copying or unpacking: nobody takes
/// photos like that for long.
const COPIED: f64 = 2.0;
/// Files of an occasion from which on that can be told.
const COPIED_FILES: usize = 6;
/// Student's t at 97.5 %, by degrees of freedom from 1 on; the normal one for more.
const STUDENT: [f64; 20] = [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086,
];
/// Share of the photos whose occasion has to be known.
const KNOWN: f64 = 0.8;

/// What is known of when and where a photo was taken.
#[derive(Debug, Clone, Default)]
pub struct Shot {
    /// Its class, in any numbering.
    pub class: usize,
    /// When it was taken, in seconds, on the clock of the place.
    pub seconds: Option<i64>,
    /// Whether that is only the date of a file.
    pub is_file_date: bool,
    /// The folders above its file, separated by `/`, without those that name its class; none where nothing is left.
    pub folder: Option<String>,
}

impl Shot {
    /// The folders of a path that do not name the photo's class.
    pub fn folder(path: &str, class: &str) -> Option<String> {
        let class = class.trim().to_lowercase();
        let parts = path.split('/').filter(|part| part.trim().to_lowercase() != class);
        let path = parts.collect::<Vec<_>>().join("/");
        (!path.is_empty()).then_some(path)
    }
}

/// The occasion of each photo, in any numbering; none for a photo of which nothing is known. Nothing at all where times and
/// folders do not tell occasions apart in most classes, or leave too many photos out.
///
/// Where both times and folders do, photos that share either are of one occasion: somebody may have sorted an afternoon into
/// two folders, or put three days into one.
pub fn occasions(shots: &[Shot]) -> Option<Vec<Option<usize>>> {
    let by_time = by_time(shots);
    let by_folder = by_folder(shots);
    let known = [by_time, by_folder].into_iter().filter(|found| tells_apart(shots, found));
    let found = known.reduce(|first, second| joined(&first, &second))?;
    tells_apart(shots, &found).then_some(found)
}

/// Whether most classes have photos of two occasions, and most photos have one.
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

/// Groups of photos that share a number in one list or in the other; none where both have none.
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

/// The 95 % interval of a share whose photos come in clusters: right and judged photos of each. Without two clusters it is
/// everything, 0 to 1.
///
/// The variance is that of a ratio of sums over clusters (Cochran 1977, section 6.3) with Student's t for so few of them. It is
/// told as Wilson's interval for as many independent photos as would be so unsure, at most `most`.
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
    // Where all clusters agree, chance may have made them.
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
        // What was walked points at the end from now on.
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

    /// Photos of two classes on some days, ten of each, a minute apart.
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
        // Each class on a day of its own: nothing of a class could be held out.
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
        // Both tell something apart, and joined they tell nothing.
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
