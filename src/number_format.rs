//! Numbers as text, in the page's language: shares, bytes, times.

use handlens_core::message::Value;
use handlens_i18n::decimal;
pub use handlens_i18n::size;
use handlens_i18n::t;

/// A whole number with grouped thousands.
pub fn grouped(number: usize) -> String {
    handlens_i18n::grouped(number as u64)
}

/// A share of 0 to 1 as "71 %", with one decimal where rounding would claim certainty.
pub fn percent(share: f32) -> String {
    let percent = f64::from(share) * 100.0;
    let certain = (99.5..100.0).contains(&percent) || (percent > 0.0 && percent < 0.5);
    if !certain {
        t!("share", number = Value::decimal(percent, 0))
    } else if percent >= 99.95 {
        t!("share-above", number = Value::decimal(99.9, 1))
    } else if percent < 0.05 {
        t!("share-below", number = Value::decimal(0.1, 1))
    } else {
        t!("share", number = Value::decimal(percent, 1))
    }
}

/// Bytes in megabytes, without the unit: "4.2".
pub fn megabytes(bytes: u64) -> String {
    decimal(bytes as f64 / 1e6, 1)
}

/// How long ago something happened, from milliseconds: "just now", "5 minutes ago", "yesterday".
pub fn ago(milliseconds: f64) -> String {
    let minutes = milliseconds / 60_000.0;
    let (hours, days) = (minutes / 60.0, minutes / 1440.0);
    match minutes {
        ..1.0 => t!("ago-just-now"),
        ..60.0 => t!("ago-minutes", count = minutes as u64),
        ..1440.0 => t!("ago-hours", count = hours as u64),
        ..2880.0 => t!("ago-yesterday"),
        ..20_160.0 => t!("ago-days", count = days as u64),
        ..87_600.0 => t!("ago-weeks", count = (days / 7.0) as u64),
        ..525_600.0 => t!("ago-months", count = (days / 30.4) as u64),
        _ => t!("ago-years", count = (days / 365.0) as u64),
    }
}

/// Remaining time: "1 min left".
pub fn time_left(seconds: f32) -> String {
    let seconds = seconds.max(1.0);
    if seconds < 55.0 {
        t!("time-left-seconds", count = seconds.round_ties_even() as u64)
    } else if seconds < 3300.0 {
        t!("time-left-minutes", count = (seconds / 60.0).round_ties_even() as u64)
    } else {
        t!("time-left-hours", number = Value::decimal(f64::from(seconds / 3600.0), 1))
    }
}

/// A duration as "0.8 s", "12 s" or "3 min".
pub fn duration(seconds: f32) -> String {
    if seconds < 120.0 {
        let decimals = usize::from(seconds < 10.0);
        t!("duration-seconds", number = Value::decimal(seconds.into(), decimals))
    } else {
        t!("duration-minutes", number = Value::decimal(f64::from(seconds / 60.0), 0))
    }
}

/// Milliseconds as "212 ms" or "3.8 s".
pub fn milliseconds(milliseconds: f32) -> String {
    if milliseconds < 1000.0 {
        t!("duration-milliseconds", number = Value::decimal(milliseconds.into(), 0))
    } else {
        duration(milliseconds / 1000.0)
    }
}

/// A number as a person would type it, without trailing zeros.
pub fn plain(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_a_person_writes_them() {
        assert_eq!(grouped(12_345), "12,345");
        assert_eq!(percent(0.714), "71\u{a0}%");
        assert_eq!(percent(1.0), "100\u{a0}%");
        assert_eq!(percent(0.998), "99.8\u{a0}%");
        assert_eq!(percent(0.9999), "> 99.9\u{a0}%");
        assert_eq!(percent(0.0), "0\u{a0}%");
        assert_eq!(percent(0.00001), "< 0.1\u{a0}%");
        assert_eq!(plain(0.01), "0.01");
        assert_eq!(plain(500.0), "500");
        assert_eq!(time_left(70.0), "1 min left");
        let sizes = [0, 1, 640_000, 1_234_000, 12_345_000, 1_234_000_000];
        let words = ["0 kB", "1 kB", "640 kB", "1.2 MB", "12 MB", "1.2 GB"];
        assert_eq!(sizes.map(size), words.map(|words| words.replace(' ', "\u{a0}")));
    }

    #[test]
    fn the_past_reads_as_a_person_says_it() {
        const MINUTE: f64 = 60_000.0;
        let words = [
            (-5.0, "just now"),
            (1.0, "1 minute ago"),
            (59.9, "59 minutes ago"),
            (60.0, "1 hour ago"),
            (1500.0, "yesterday"),
            (3000.0, "2 days ago"),
            (14.0 * 1440.0, "2 weeks ago"),
            (70.0 * 1440.0, "2 months ago"),
            (400.0 * 1440.0, "1 year ago"),
        ];
        for (minutes, said) in words {
            assert_eq!(ago(minutes * MINUTE), said);
        }
    }
}
