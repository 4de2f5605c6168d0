//! Numbers in words: counts, shares, bytes, times.

/// "1 photo", "1,204 photos".
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// A whole number with its thousands set apart.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share of 0 to 1 as "71 %", with one decimal where rounding would claim certainty.
pub fn percent(share: f32) -> String {
    let percent = f64::from(share) * 100.0;
    let certain = (99.5..100.0).contains(&percent) || (percent > 0.0 && percent < 0.5);
    if !certain {
        format!("{percent:.0}\u{a0}%")
    } else if percent >= 99.95 {
        "> 99.9\u{a0}%".to_owned()
    } else if percent < 0.05 {
        "< 0.1\u{a0}%".to_owned()
    } else {
        format!("{percent:.1}\u{a0}%")
    }
}

/// Bytes as "4.2 MB", without the unit.
pub fn megabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e6)
}

/// Bytes as "640 kB", "12 MB" or "1.2 GB".
pub fn size(bytes: u64) -> String {
    let bytes = bytes as f64;
    let (value, unit) = match bytes {
        ..1e6 => (bytes / 1e3, "kB"),
        ..1e9 => (bytes / 1e6, "MB"),
        ..1e12 => (bytes / 1e9, "GB"),
        _ => (bytes / 1e12, "TB"),
    };
    // What is there is never nothing.
    let value = if unit == "kB" { value.ceil() } else { value };
    let decimals = usize::from(value < 9.95 && unit != "kB");
    format!("{value:.decimals$}\u{a0}{unit}")
}

/// How long ago something was, in milliseconds: "just now", "5 minutes ago", "yesterday".
pub fn ago(milliseconds: f64) -> String {
    let minutes = milliseconds / 60_000.0;
    let (hours, days) = (minutes / 60.0, minutes / 1440.0);
    let some = |number: f64, one: &str, many: &str| format!("{} ago", count(number as usize, one, many));
    match minutes {
        ..1.0 => "just now".to_owned(),
        ..60.0 => some(minutes, "minute", "minutes"),
        ..1440.0 => some(hours, "hour", "hours"),
        ..2880.0 => "yesterday".to_owned(),
        ..20_160.0 => some(days, "day", "days"),
        ..87_600.0 => some(days / 7.0, "week", "weeks"),
        ..525_600.0 => some(days / 30.4, "month", "months"),
        _ => some(days / 365.0, "year", "years"),
    }
}

/// A time to wait as "1 min left".
pub fn time_left(seconds: f32) -> String {
    let seconds = seconds.max(0.0);
    if seconds < 1.5 {
        "1 s left".to_owned()
    } else if seconds < 55.0 {
        format!("{seconds:.0} s left")
    } else if seconds < 3300.0 {
        format!("{:.0} min left", (seconds / 60.0).max(1.0))
    } else {
        format!("{:.1} h left", seconds / 3600.0)
    }
}

/// A duration as "0.8 s", "12 s" or "3 min".
pub fn duration(seconds: f32) -> String {
    if seconds < 10.0 {
        format!("{seconds:.1}\u{a0}s")
    } else if seconds < 120.0 {
        format!("{seconds:.0}\u{a0}s")
    } else {
        format!("{:.0}\u{a0}min", seconds / 60.0)
    }
}

/// Milliseconds as "212 ms" or "3.8 s".
pub fn milliseconds(milliseconds: f32) -> String {
    if milliseconds < 1000.0 { format!("{milliseconds:.0}\u{a0}ms") } else { duration(milliseconds / 1000.0) }
}

/// A setting as a person would type it: no trailing zeros.
pub fn plain(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_a_person_writes_them() {
        assert_eq!(count(1, "photo", "photos"), "1 photo");
        assert_eq!(count(12_345, "photo", "photos"), "12,345 photos");
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
