//! Dates and times in MS-DOS format, as ZIP stores them: local wall-clock time in steps of two seconds.

use handlens_vision::photo::provenance::{calendar, seconds};
use handlens_vision::photo::{Taken, TimeSource};

/// 1980-01-01, the first date of the format. It means "not known", because programs write it that do not know the
/// date.
pub(super) const UNKNOWN: (u16, u16) = (1 << 5 | 1, 0);

/// The date and time of a file; none if they are not known or not valid.
pub(super) fn read(changed: (u16, u16)) -> Option<Taken> {
    let (date, time) = (u32::from(changed.0), u32::from(changed.1));
    let clock = (time >> 11, time >> 5 & 63, (time & 31) * 2);
    let seconds = seconds(1980 + i64::from(date >> 9), date >> 5 & 15, date & 31, clock)?;
    (changed != UNKNOWN).then(|| Taken::new(seconds, TimeSource::Archive)).flatten()
}

/// Encodes a date and time; [`UNKNOWN`] if there is none or it is outside the format's range.
pub(super) fn write(taken: Option<Taken>) -> (u16, u16) {
    let Some(taken) = taken else { return UNKNOWN };
    let ((year, month, day), (hour, minute, second)) = calendar(taken.seconds);
    let Some(year) = u16::try_from(year - 1980).ok().filter(|year| *year < 128) else { return UNKNOWN };
    let (date, time) = ((month << 5) | day, (hour << 11) | (minute << 5) | (second / 2));
    ((year << 9) | date as u16, time as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_comes_back_as_it_went_out() {
        let taken = |seconds| Taken::new(seconds, TimeSource::Archive);
        for seconds in [1_709_209_814, 315_532_802, 4_354_819_198] {
            assert_eq!(read(write(taken(seconds))), taken(seconds));
        }
        assert_eq!(read(write(None)), None);
        assert_eq!(read(write(taken(0))), None, "1970 cannot be told");
        assert_eq!(read((0, 0)), None);
        assert_eq!(read((0xffff, 0xffff)), None);
    }
}
