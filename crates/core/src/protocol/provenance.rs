//! When and where a photo was taken, and the folder it came from.

use serde::{Deserialize, Serialize};

/// Longest folder path that is kept, in characters. Of a longer path the end is kept, which says more.
const FOLDER_CHARS: usize = 240;
/// Plausible times of a photo, in seconds since 1970: from 1900 to 2200.
const TIMES: std::ops::Range<i64> = -2_208_988_800..7_258_118_400;

/// When and where a photo was taken, and the folder it came from, as far as known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// When it was taken.
    pub taken: Option<Taken>,
    /// Where it was taken.
    pub place: Option<Place>,
    /// The folders above its file, outermost first, separated by `/`; none if there were none.
    pub folder: Option<String>,
}

/// When a photo was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Local wall-clock time, whatever its zone, as seconds since 1970.
    pub seconds: i64,
    /// What the time is taken from.
    pub source: TimeSource,
}

/// What a time is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TimeSource {
    /// The camera's clock.
    Camera,
    /// The time at which the file was last changed.
    File,
    /// The time at which the file was last changed, as an archive states it.
    Archive,
}

/// Where a photo was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Millionths of a degree, north positive: −90,000,000 to 90,000,000.
    pub latitude: i32,
    /// Millionths of a degree, east positive: −180,000,000 to 180,000,000.
    pub longitude: i32,
}

impl Provenance {
    /// Fills in from `other` what is not known here.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            taken: self.taken.or(other.taken),
            place: self.place.or(other.place),
            folder: self.folder.or(other.folder),
        }
    }
}

impl Taken {
    /// A time, or none if it is outside 1900 to 2200.
    pub fn new(seconds: i64, source: TimeSource) -> Option<Self> {
        TIMES.contains(&seconds).then_some(Self { seconds, source })
    }
}

impl TimeSource {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Camera, Self::File, Self::Archive];

    /// The name under which it is stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::Camera => "camera",
            Self::File => "file",
            Self::Archive => "archive",
        }
    }

    /// The source with this key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.key() == key)
    }
}

impl Place {
    /// A place, or none if the angles are out of range or both 0, which cameras write if they do not know the place.
    pub fn new(latitude: i32, longitude: i32) -> Option<Self> {
        let exists = latitude.unsigned_abs() <= 90_000_000 && longitude.unsigned_abs() <= 180_000_000;
        (exists && (latitude, longitude) != (0, 0)).then_some(Self { latitude, longitude })
    }
}

/// Splits a path into the folders above the file and the file name.
pub fn split_path(path: &str) -> (Option<String>, &str) {
    match path.rsplit_once('/') {
        Some((folders, file)) => (folder(folders), file),
        None => (None, path),
    }
}

/// A folder path as it is stored: trimmed, without control characters, of bounded length. None if nothing is left.
pub fn folder(path: &str) -> Option<String> {
    let parts = path.split('/').map(str::trim).filter(|part| !part.is_empty());
    let path = parts.collect::<Vec<_>>().join("/").replace(char::is_control, " ");
    let too_long = path.chars().count().saturating_sub(FOLDER_CHARS);
    let path: String = path.chars().skip(too_long).collect();
    (!path.is_empty()).then_some(path)
}

/// Seconds from 1970 to a date and time of the Gregorian calendar; none if it does not exist.
pub fn seconds(year: i64, month: u32, day: u32, (hour, minute, second): (u32, u32, u32)) -> Option<i64> {
    let exists =
        (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 61;
    // Years are counted from March, so that the leap day is the last day of a year.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = i64::from((153 * month + 2) / 5 + day) - 1;
    let days =
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468;
    exists.then(|| days * 86_400 + i64::from(hour * 3600 + minute * 60 + second))
}

/// Year, month and day, and hour, minute and second, of a time in seconds since 1970.
pub fn calendar(seconds: i64) -> ((i64, u32, u32), (u32, u32, u32)) {
    let (days, second) = (seconds.div_euclid(86_400) + 719_468, seconds.rem_euclid(86_400) as u32);
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month + 2) / 5 + 1) as u32;
    let (year, month) = (era * 400 + year_of_era, month as u32);
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    ((year, month, day), (second / 3600, second / 60 % 60, second % 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_counted_as_the_calendar_has_them() {
        assert_eq!(seconds(1970, 1, 1, (0, 0, 0)), Some(0));
        assert_eq!(seconds(2024, 2, 29, (12, 30, 15)), Some(1_709_209_815));
        assert_eq!(seconds(1969, 12, 31, (23, 59, 59)), Some(-1));
        assert_eq!(seconds(2024, 13, 1, (0, 0, 0)), None);
        for moment in (-2_000_000_000..5_000_000_000).step_by(7_654_321) {
            let ((year, month, day), clock) = calendar(moment);
            assert_eq!(seconds(year, month, day, clock), Some(moment));
        }
    }

    #[test]
    fn a_path_is_folders_and_a_name() {
        assert_eq!(split_path("cats/2024-05-01/1.jpg"), (Some("cats/2024-05-01".to_owned()), "1.jpg"));
        assert_eq!(split_path("1.jpg"), (None, "1.jpg"));
        assert_eq!(split_path("/ /1.jpg"), (None, "1.jpg"));
        let long = format!("{}/inner", "x".repeat(1000));
        let kept = folder(&long).expect("a folder");
        assert!(kept.ends_with("/inner") && kept.chars().count() == FOLDER_CHARS);
    }
}
