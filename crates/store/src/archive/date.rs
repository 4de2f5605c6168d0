//! Date and time as MS-DOS counts them and ZIP keeps them: on the clock of the place, in steps of two seconds.

use handlens_vision::photo::provenance::{calendar, seconds};
use handlens_vision::photo::{Taken, TimeSource};

/// 1980-01-01, the first day there is. It stands for "not known", because programs write it that do not know.
pub(super) const UNKNOWN: (u16, u16) = (1 << 5 | 1, 0);

/// A file's date and time; none if it is not known or is none.
pub(super) fn read(changed: (u16, u16)) -> Option<Taken> {
    let (date, time) = (u32::from(changed.0), u32::from(changed.1));
    let clock = (time >> 11, time >> 5 & 63, (time & 31) * 2);
    let seconds = seconds(1980 + i64::from(date >> 9), date >> 5 & 15, date & 31, clock)?;
    (changed != UNKNOWN).then(|| Taken::new(seconds, TimeSource::Archive)).flatten()
}

/// A date and a time to be written; the first day there is for those before and after what can be told.
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
